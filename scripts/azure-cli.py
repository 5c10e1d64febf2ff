"""Writes the arguments of the commands that scripts around AKS use, as the installed az has them.

Run by scripts/azure-cli.mjs, with the Python that has azure-cli and the file to write. What the
lines mean stands in src/read/az/arguments.rs, which reads them.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

# Whole groups end with a star.
COMMANDS = """
account get-access-token, account list, account set, account show
acr create, acr delete, acr list, acr login, acr show, acr update
ad group create, ad group list, ad group member add, ad group show
ad sp create, ad sp create-for-rbac, ad sp credential reset, ad sp delete, ad sp list, ad sp show
aks *
cloud register, cloud set, cloud show, cloud update
extension add, extension list, extension remove, extension show, extension update
feature list, feature register, feature show, feature unregister
group create, group delete, group exists, group list, group show, group update, group wait
identity *
monitor log-analytics workspace create, monitor log-analytics workspace list
monitor log-analytics workspace show, monitor log-analytics workspace update
network nat *
network nsg *
network private-dns link *, network private-dns zone *
network public-ip *
network route-table *
network vnet *
provider list, provider register, provider show, provider unregister
role assignment *
version
"""

# Connections of applications to other services: not about clusters, and half as long as the rest.
WITHOUT = ["aks connection "]

# Of every command, as this one has them.
COMMON = "aks create"
COMMON_NAMES = "--debug --help --only-show-errors --output --query --subscription --verbose".split()

BOOLEAN = ["true", "t", "yes", "y", "1", "false", "f", "no", "n", "0"]


def main(file):
    with tempfile.TemporaryDirectory() as folder:
        # Nobody's settings, and no question to the network.
        os.environ["AZURE_CONFIG_DIR"] = folder
        os.environ["AZURE_CORE_COLLECT_TELEMETRY"] = "no"
        # Else az leaves out of a group what one command does not need.
        os.environ["AZURE_AAZ_FULL_LOAD"] = "True"
        text = "\n".join(table()) + "\n"
    Path(file).write_text(text, encoding="utf-8", newline="\n")


def table():
    import azure.cli.core as core

    cli = core.get_default_cli()
    # The first words of all commands, as az itself looks up which of its modules to load.
    index = Path(core.__file__).with_name("commandIndex.latest.json").read_text("utf-8")
    groups = sorted(json.loads(index)["commandIndex"])
    runs = {group: loaded(cli, group) for group in {it.split()[0] for it in patterns()}}
    names = {name for run in runs.values() for name in run.commands}
    commands = {
        name: options(cli, runs[name.split()[0]], name) for name in sorted(filter(wanted, names))
    }
    _, lines = commands[COMMON]
    common = [line for line in lines if line.split()[0] in COMMON_NAMES]

    yield f"azure-cli {core.__version__}"
    yield " ".join(groups)
    yield ""
    yield "*"
    yield from common
    for name, (marks, lines) in commands.items():
        yield ""
        yield ", ".join([name, *marks])
        yield from (line for line in lines if line not in common)


def patterns():
    return [it.strip() for it in COMMANDS.strip().replace("\n", ",").split(",")]


def wanted(name):
    return not any(map(name.startswith, WITHOUT)) and any(
        name.startswith(it[:-1]) if it.endswith("*") else name == it for it in patterns()
    )


def loaded(cli, group):
    """What runs the commands of a group, with all of them."""
    from azure.cli.core.commands import _pre_command_table_create

    run = cli.invocation_cls(
        cli_ctx=cli,
        parser_cls=cli.parser_cls,
        commands_loader_cls=cli.commands_loader_cls,
        help_cls=cli.help_cls,
    )
    cli.invocation = run
    run.commands_loader.load_command_table(_pre_command_table_create(cli, [group]))
    table = run.commands_loader.command_table
    run.commands = {name: it for name, it in table.items() if name.split()[0] == group}
    return run


def options(cli, run, name):
    """The marks of a command and the lines of its options, loaded as az does it to run one."""
    from azure.cli.core.commands import events
    from knack.events import EVENT_INVOKER_POST_CMD_TBL_CREATE

    cli.invocation = run
    loader, command = run.commands_loader, run.commands[name]
    run.data["command_string"] = name
    loader.command_table = {name: command}
    loader.command_name = name
    cli.raise_event(events.EVENT_INVOKER_PRE_LOAD_ARGUMENTS, commands_loader=loader)
    loader.load_arguments(name)
    cli.raise_event(events.EVENT_INVOKER_POST_LOAD_ARGUMENTS, commands_loader=loader)
    required = {arg.name for arg in command.arguments.values() if arg.options.get("required")}
    cli.raise_event(EVENT_INVOKER_POST_CMD_TBL_CREATE, commands_loader=loader)
    parser = run.parser
    parser.cli_ctx = cli
    parser.load_command_table(loader)
    parser = parser.subparser_map[name]
    if not parser.allow_abbrev:
        raise SystemExit(f"`az {name}` takes no abbreviations, which the file has no form for")
    actions = filter(known, parser._actions)
    lines = [option(action, action.dest in required) for action in actions]
    return [" ".join(standing(command))] if command.deprecate_info else [], sorted(lines)


def known(action):
    from knack.arguments import IgnoreAction

    # Filled in by az itself; one who writes them is refused.
    return not isinstance(action, IgnoreAction)


def option(action, required):
    words = sorted(map(spelling, action.option_strings), key=order) or ["<" + action.dest + ">"]
    if action.required:
        words.append("!")
    elif required:
        words.append("!ids")
    if action.nargs is not None:
        words.append(str(action.nargs))
    words += value(action)
    words += standing(action)
    return " ".join(words)


def order(spelled):
    """The name that az's own pages use first: the longest; short ones last."""
    return (not spelled.startswith("--"), spelled.startswith("~"))


def spelling(name):
    deprecated = getattr(name, "deprecate_info", None)
    return "~" + name if deprecated else str(name)


def value(action):
    """What a value may be."""
    from azure.cli.core.aaz import _arg as aaz
    from knack.arguments import CaseInsensitiveList

    schema = getattr(action, "_schema", None)
    if isinstance(schema, aaz.AAZListArg):
        yield "list"
    elif isinstance(schema, aaz.AAZCompoundTypeArg):
        yield "object"
    choices = action.choices and [str(it) for it in action.choices]
    if choices == BOOLEAN:
        yield "bool"
    elif choices:
        if any(" " in it or "," in it for it in choices):
            raise SystemExit(f"a choice that the file has no form for: {choices}")
        any_case = isinstance(action.choices, CaseInsensitiveList)
        yield ("=" if any_case else "==") + ",".join(choices)


def standing(it):
    """Whether az advises against it, with what it advises instead."""
    deprecated = getattr(it, "deprecate_info", None)
    if deprecated:
        yield "hidden" if deprecated.hidden() else "deprecated"
        if deprecated.redirect:
            yield "> " + deprecated.redirect
    elif getattr(it, "help", None) == argparse.SUPPRESS:
        yield "hidden"


if __name__ == "__main__":
    main(sys.argv[1])
