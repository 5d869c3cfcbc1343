"""The reference of the command line as Markdown, from the commands: `python -m cli.reference > docs/cli.md`."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

import click

from cli.base import common_options
from cli.main import app

HEAD = """# The command line

Generated from the commands; a test compares. Every command also takes the common options, before or after its name:
"""


def _options(params: list[click.Parameter]) -> Iterator[str]:
    context = click.Context(click.Command("goodword"))
    for param in params:
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if record:
            yield f"- `{record[0]}` {record[1]}".rstrip()


def _told(param: click.Parameter) -> tuple[str | None, str | None]:
    """What two options are compared by: a command may give a common name its own meaning."""
    return param.name, param.help if isinstance(param, click.Option) else None


def _command(command: click.Command, name: str, shared: set[tuple[str | None, str | None]]) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    own = [p for p in command.params if isinstance(p, click.Argument) or _told(p) not in shared]
    arguments = [p.make_metavar(context) for p in own if isinstance(p, click.Argument)]
    subcommands = isinstance(command, click.Group)
    yield f"## {' '.join(['goodword', name, *arguments, *(['COMMAND'] if subcommands else [])])}\n"
    yield cleandoc(command.help or "") + "\n"
    options = list(_options([p for p in own if isinstance(p, click.Option)]))
    if options:
        yield "\n".join(options) + "\n"
    if isinstance(command, click.Group):
        for sub in sorted(command.commands):
            yield from _command(command.commands[sub], f"{name} {sub}", shared)


def reference() -> str:
    """All of it, commands in alphabetical order."""
    common = common_options()
    parts = [HEAD, "\n".join(_options(list(common))) + "\n"]
    context = click.Context(app)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        if command is not None:
            parts += _command(command, name, {_told(o) for o in common})
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
