"""Says of commands whether az itself takes them: its parser, its validators, its formats of values.

All in one process, and nothing is sent: Azure is not asked. What the handlers of az check when they
run is not checked here; the end-to-end tests run them.

Run by parser.test.mjs, with the Python that has azure-cli. Reads one command a line, each a list of
words in JSON, without `az`; writes one line for each: null, or what az has against it.
"""

import copy
import json
import logging
import os
import sys
import tempfile

from loaded import invocation, loaded

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"


def main():
    # az's remarks on what it takes.
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AZURE_CONFIG_DIR"] = folder
        os.environ["AZURE_CORE_COLLECT_TELEMETRY"] = "no"
        signed_in(folder)
        az = Az()
        for line in sys.stdin:
            print(json.dumps(az.objection(json.loads(line))), flush=True)


def signed_in(folder):
    """Validators compose ids with the subscription of who is signed in."""
    account = {
        "id": SUBSCRIPTION,
        "name": "tests",
        "state": "Enabled",
        "isDefault": True,
        "tenantId": SUBSCRIPTION,
        "environmentName": "AzureCloud",
        "user": {"name": "tests", "type": "user"},
    }
    with open(os.path.join(folder, "azureProfile.json"), "w", encoding="utf-8") as file:
        json.dump({"subscriptions": [account]}, file)


class Refused(Exception):
    pass


class Az:
    def __init__(self):
        import requests
        from azure.cli.core.azclierror import AzCLIError

        self.cli, self.table = loaded()
        self.prepared = {}
        self.said = []
        AzCLIError.print_error = lambda error: self.said.append(str(error))
        requests.Session.send = asks_azure

    def objection(self, words):
        """What az has against a command, or None."""
        self.said.clear()
        try:
            self.check(words)
        except SystemExit:
            return " ".join(self.said) or "az ends without a word"
        except Exception as error:  # pylint: disable=broad-except
            return f"{type(error).__name__}: {error}"
        return None

    def check(self, words):
        names = (" ".join(words[:size]) for size in range(len(words), 0, -1))
        name = next((it for it in names if it in self.table), None)
        if name is None:
            raise Refused(f"no such command: {' '.join(words[:4])}")
        run = self.prepared.get(name) or self.prepare(name)
        self.cli.invocation = run
        self.cli.data = {"command": name, "headers": {}}
        given = run.parser.parse_args(words)
        abbreviated(run.parser.subparser_map[name], words)
        deprecated(given)
        self.validate(run, given)

    def prepare(self, name):
        """What az loads to run a command of this name, as az does it."""
        from azure.cli.core.commands import events
        from knack.events import EVENT_INVOKER_POST_CMD_TBL_CREATE

        run = invocation(self.cli)
        self.cli.invocation = run
        loader = run.commands_loader
        run.data["command_string"] = name
        loader.command_table = {name: self.table[name]}
        loader.command_name = name
        self.cli.raise_event(events.EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=loader)
        loader.load_arguments(name)
        self.cli.raise_event(events.EVENT_INVOKER_POST_LOAD_ARGUMENTS, commands_loader=loader)
        self.cli.raise_event(EVENT_INVOKER_POST_CMD_TBL_CREATE, commands_loader=loader)
        run.parser.cli_ctx = self.cli
        run.parser.load_command_table(loader)
        self.prepared[name] = run
        return run

    def validate(self, run, given):
        from azure.cli.core.aaz import AAZCommand
        from azure.cli.core.commands import _explode_list_args

        command = given.func
        if command.deprecate_info:
            raise Refused(f"`az {command.name}` is deprecated")
        if command.confirmation and not given.__dict__.pop("yes", None):
            raise Refused(f"`az {command.name}` asks for a confirmation")
        for one in _explode_list_args(given):
            its = copy.copy(command)
            one.cmd = one._cmd = its
            run._validation(one)
            if isinstance(its, AAZCommand):
                AAZCommand._handler(its, run._filter_params(one))


def abbreviated(parser, words):
    """argparse takes any beginning of an option that is the only one with it."""
    for word in words:
        option = word.split("=", 1)[0]
        if option.startswith("--") and option not in parser._option_string_actions:
            raise Refused(f"{option} is no whole name of an argument")


def deprecated(given):
    found = getattr(given, "_argument_deprecations", [])
    if found:
        raise Refused("; ".join(str(it.message) for it in found))


def asks_azure(*_, **__):
    raise Refused("a validator asks Azure")


if __name__ == "__main__":
    main()
