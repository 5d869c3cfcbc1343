"""The shared frame of every command: common options in any position, errors as one line and an exit code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import click

from cli.hints import with_hint
from cli.settings import ENGINES, FORMATS, Settings, from_environment
from graph.days import read_day
from graph.errors import GoodwordError, UsageError
from graph.text import clean
from referral.viewpoint import MOST_WHOLE

LONGEST_LINE = 1_000
"""Characters of an error: names may be hostile, and the advice stands at the end."""


class WrongUsageError(click.ClickException):
    """A malformed question, as click reports it: one line on stderr, exit 2."""

    exit_code = 2


def reported(error: GoodwordError) -> click.ClickException:
    """An error of ours as the command line reports it: one line, exit 1, or 2 for wrong usage."""
    said = one_line(with_hint(error))
    return WrongUsageError(said) if isinstance(error, UsageError) else click.ClickException(said)


def one_line(said: str) -> str:
    """`said` on one line a terminal can show: nothing invisible, and what is too long without its middle."""
    line = clean(said)
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE // 2]} ... {line[-LONGEST_LINE // 2 :]}"


class DayType(click.ParamType[date]):
    """An ISO calendar day."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Parse YYYY-MM-DD or fail with what was expected."""
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this run, made from the environment when nothing set them yet."""
    root = ctx.find_root()
    if isinstance(root.obj, Settings):
        return root.obj
    try:
        root.obj = settings = from_environment()
    except UsageError as error:
        raise reported(error) from error
    return settings


Command = TypeVar("Command", bound=Callable[..., object])
Change = Callable[[Settings, object], Settings]

_CHANGES: dict[str, Change] = {
    "workspace": lambda s, v: replace(s, workspace=cast("Path", v), workspace_named=True),
    "ego": lambda s, v: replace(s, ego=str(v)),
    "as_of": lambda s, v: replace(s, as_of=cast("date", v)),
    "format": lambda s, v: replace(s, format=str(v)),
    "engine": lambda s, v: replace(s, engine=str(v)),
}


def _remember(ctx: click.Context, param: click.Parameter, value: object) -> None:
    if value is not None and param.name is not None:
        ctx.obj = ctx.find_root().obj = _CHANGES[param.name](settings_of(ctx), value)


def common_options() -> list[click.Option]:
    """Fresh option objects for the five choices every command understands, before or after its name."""

    def option(names: list[str], kind: click.ParamType[object], text: str, metavar: str | None = None) -> click.Option:
        return click.Option(names, type=kind, help=text, metavar=metavar, callback=_remember, expose_value=False)

    return [
        option(["--workspace"], click.Path(dir_okay=False, path_type=Path), "The workspace file.", "FILE"),
        option(
            ["--as", "ego"], click.STRING, "Whose question it is: an owner's slug, name or id, or 'anyone'.", "PERSON"
        ),
        option(["--as-of"], DayType(), "The day taken as today; by default the newest export date.", "DATE"),
        option(["--format"], click.Choice(FORMATS), "How to print the answer."),
        option(["--engine"], click.Choice(ENGINES), "Where the graph is asked."),
    ]


class Group(click.Group):
    """A group whose commands report our errors in one line."""

    def invoke(self, ctx: click.Context) -> object:
        """Run, turning errors of ours and of the file system into a line and an exit code."""
        try:
            return super().invoke(ctx)
        except GoodwordError as error:
            raise reported(error) from error
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            where = f": {error.filename}" if error.filename else ""
            raise click.ClickException(one_line(f"{error.strerror or error}{where}")) from error


def share_options(command: click.Command) -> click.Command:
    """Give `command`, and all below it, the common options it does not define itself."""
    taken = {p.name for p in command.params}
    command.params.extend(o for o in common_options() if o.name not in taken)
    for sub in _children(command):
        share_options(sub)
    return command


def _children(command: click.Command) -> Iterable[click.Command]:
    return command.commands.values() if isinstance(command, click.Group) else ()


WHOLE = click.IntRange(0, MOST_WHOLE)
"""A whole number that is no count of things to list: a seed, a moment in seconds."""
pass_settings = click.make_pass_decorator(Settings)
on_server_option = click.option(
    "--on-server", is_flag=True, help="With --engine neo4j: computed there, by Graph Data Science."
)


def role_option(text: str = "The job you want.") -> Callable[[Command], Command]:
    """The option that names the job wanted: without the space around it, '' where none was said."""
    return click.option("--role", default="", metavar="TITLE", help=text, callback=lambda _, __, typed: typed.strip())
