"""The command line as a whole."""

from __future__ import annotations

import importlib
import sys

import click

from cli.base import Group, common_options, settings_of, share_options

COMMANDS = {
    "answers": ("referrers", "paths", "verdict"),
    "doctoring": ("doctor",),
    "evaluation": ("evaluate", "score", "selftest"),
    "graphs": ("central", "communities", "graph"),
    "imports": ("import_", "sources", "forget"),
    "lookup": ("people", "companies", "mark"),
    "neo4j": ("neo4j_group",),
    "reporting": ("report",),
    "serving": ("serve",),
    "showing": ("demo",),
}
NAMES = {"import_": "import", "neo4j_group": "neo4j"}
MODULE_OF = {NAMES.get(attr, attr): (module, attr) for module, attrs in COMMANDS.items() for attr in attrs}


class LazyGroup(Group):
    """Loads the module of a command when that command is called: `--help` needs no engine."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        return sorted({*super().list_commands(ctx), *MODULE_OF})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with the common options on it and all below it."""
        if cmd_name not in self.commands and cmd_name in MODULE_OF:
            module, attr = MODULE_OF[cmd_name]
            command = getattr(importlib.import_module(f"cli.{module}"), attr)
            self.add_command(share_options(command), cmd_name)
        return super().get_command(ctx, cmd_name)


@click.group(cls=LazyGroup, params=list(common_options()), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="goodword")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Who in my network can put in a good word for me, by which path, on what evidence?"""
    ctx.obj = settings_of(ctx)


def main() -> None:
    """The console script."""
    sys.stdout.reconfigure(errors="replace") if hasattr(sys.stdout, "reconfigure") else None
    app(prog_name="goodword")
