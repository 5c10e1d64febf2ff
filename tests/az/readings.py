"""Says what az makes of the values it is given: its reading of files, its argparse, its shorthand.

Run by readings.test.mjs, with the Python that has azure-cli. Reads one command a line, its words in
JSON, without `az`; the last option is the one in question. Writes one line for each: what az took it
for, or null where it ends.
"""

import json
import logging
import os
import sys
import tempfile

from parse import Az, signed_in


def main():
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AZURE_CONFIG_DIR"] = folder
        os.environ["AZURE_CORE_COLLECT_TELEMETRY"] = "no"
        signed_in(folder)
        az = Az()
        answers = sys.stdout
        # Where az helps.
        with open(os.devnull, "w", encoding="utf-8") as sys.stdout:
            for line in sys.stdin:
                print(json.dumps(reading(az, json.loads(line))), flush=True, file=answers)


def reading(az, words):
    from azure.cli.core.commands import _pre_command_table_create

    name = next(it for it in (" ".join(words[:size]) for size in range(5, 0, -1)) if it in az.table)
    options = [it.split("=", 1)[0] for it in words[len(name.split()):] if it.startswith("--")]
    run = az.prepared.get(name) or az.prepare(name)
    az.cli.invocation = run
    az.cli.data = {"command": name, "headers": {}}
    try:
        given = run.parser.parse_args(_pre_command_table_create(az.cli, words))
        parser = run.parser.subparser_map[name]
        option = next(it for it in ("--tags", "--address-prefixes", "--name") if it in options)
        return plain(option, getattr(given, parser._option_string_actions[option].dest))
    except (SystemExit, Exception):  # pylint: disable=broad-except
        return None


def plain(option, value):
    from azure.cli.core.aaz._command_ctx import AAZArgActionOperations
    from azure.cli.core.commands.validators import validate_tag

    if isinstance(value, AAZArgActionOperations):
        together = None
        for keys, data in value._ops:
            if keys:
                together = together or {}
                together[".".join(map(str, keys))] = data
            else:
                together = data
        value = together
    elif option == "--tags":
        value = {name: it for tag in value for name, it in validate_tag(tag).items()}
    return [value] if isinstance(value, str) else value


if __name__ == "__main__":
    main()
