"""az with the tables of all commands that scripts use, loaded once."""

import os

# The first words of those commands.
GROUPS = "account ad aks cloud feature group identity network provider resource role version".split()


def loaded():
    """az, which loads no table of commands again, and that table."""
    from azure.cli.core import get_default_cli
    from azure.cli.core.commands import _pre_command_table_create

    # Else az leaves out of a group what one command does not need.
    os.environ["AZURE_AAZ_FULL_LOAD"] = "True"
    cli = get_default_cli()
    cli.invocation = invocation(cli)
    loader = cli.invocation.commands_loader
    table = {}
    for group in GROUPS:
        table.update(loader.load_command_table(_pre_command_table_create(cli, [group])))
    loader.command_table = table
    loader.load_command_table = lambda args: table
    cli.commands_loader_cls = lambda cli_ctx: loader
    return cli, table


def invocation(cli):
    """What runs one command."""
    return cli.invocation_cls(
        cli_ctx=cli,
        parser_cls=cli.parser_cls,
        commands_loader_cls=cli.commands_loader_cls,
        help_cls=cli.help_cls,
    )
