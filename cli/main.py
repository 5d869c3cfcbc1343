"""The command line as a whole."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO, cast

import click

from cli.base import Group, WrongUsageError, common_options, one_line, settings_of, share_options
from cli.settings import is_text


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and its one line in the list: `--help` loads no engine."""

    module: str
    attribute: str
    summary: str


COLLECT_EVERY = 200_000
"""Objects made before the collector of cycles looks again: what is loaded and read at the start holds none."""

COMMANDS = {
    "alias": Entry("alias", "alias_group", "Other names of companies: yours, and the reviewed ones."),
    "ask": Entry("ask", "ask_group", "Asking: what was asked, what came of it, what you owe."),
    "bundle": Entry("bundle", "bundle", "A reduced archive of yours, for a friend to import."),
    "central": Entry("graphs", "central", "Who holds the network together, by a centrality measure."),
    "communities": Entry("graphs", "communities", "The groups the network falls into, largest first."),
    "companies": Entry("lookup", "companies", "Look up companies by name."),
    "demo": Entry("demo", "demo", "Make a synthetic pool, import it, and answer for three companies."),
    "diff": Entry("diff", "diff", "What changed between two exports of one owner: who joined, left, moved."),
    "doctor": Entry("doctor", "doctor", "Look at the environment and the workspace."),
    "evaluate": Entry("evaluation", "evaluate", "Measure the scores on a table of exchanges."),
    "forget": Entry("sources", "forget", "Take a source out, or erase a person for good."),
    "graph": Entry("graphs", "graph", "The graph for other tools."),
    "import": Entry("imports", "import_", "Read archives into the workspace."),
    "mark": Entry("lookup", "mark", "Say what you know about a person."),
    "neo4j": Entry("neo4j", "neo4j_group", "The same graph on a Neo4j server."),
    "paths": Entry("answers", "paths", "The best introduction paths to a company or a person."),
    "people": Entry("lookup", "people", "Look up people by name."),
    "questions": Entry("questions", "questions", "What only you can say: with whom of your contacts you worked."),
    "referrers": Entry("answers", "referrers", "Who can put in a good word for you at a company."),
    "report": Entry("report", "report", "How strong the network is, for targets and as a whole."),
    "review": Entry("review", "review_group", "Who may be one person: decide, and take it back."),
    "score": Entry("evaluation", "score", "Score every pair of a table of exchanges at a moment."),
    "selftest": Entry("evaluation", "selftest", "Does the ranking hold on your own past?"),
    "targets": Entry("targets", "targets", "Verdict, best person and best path for a list of companies."),
    "serve": Entry("serve", "serve", "Run the web app and the API on this machine."),
    "sources": Entry("sources", "sources", "What has been imported."),
    "whatif": Entry("whatif", "whatif", "Whose archive would open most targets; what is lost without somebody."),
    "verdict": Entry("answers", "verdict", "Ask, warm up, ask for an introduction, or apply directly."),
}


class LazyGroup(Group):
    """Loads the module of a command when that command is called: `--help` needs no engine."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """All command names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with the common options on it and all below it."""
        entry = COMMANDS.get(cmd_name)
        if entry is not None and cmd_name not in self.commands:
            command = getattr(importlib.import_module(f"cli.{entry.module}"), entry.attribute)
            self.add_command(share_options(command), cmd_name)
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from their summaries."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in sorted(COMMANDS.items())])


@click.group(cls=LazyGroup, params=list(common_options()), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="goodword")
@click.pass_context
def app(ctx: click.Context) -> None:
    """Who in my network can put in a good word for me, by which path, on what evidence?"""
    ctx.obj = settings_of(ctx)


def main() -> None:
    """The console script."""
    gc.set_threshold(COLLECT_EVERY)
    if sys.stdin is None:  # closed by whoever started this
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        _check_words(sys.argv[1:])
        ended = app(prog_name="goodword", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("Aborted!", err=True)
        sys.exit(1)
    except OSError as error:
        _end_quietly(error)
    if isinstance(ended, int):  # what a command passed to `ctx.exit`
        sys.exit(ended)


def _check_words(words: Sequence[str]) -> None:
    """Refuse an argument that is no text: nothing could be looked up or said by it."""
    for number, word in enumerate(words, start=1):
        if not is_text(word):
            shown = word.encode(errors="surrogateescape").decode(errors="replace")
            raise WrongUsageError(
                f"argument {number} ({one_line(shown)}) is no UTF-8 text; rename the file, or retype it"
            )


def _nowhere(mode: str = "w") -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))


def _end_quietly(error: OSError) -> NoReturn:
    """End where nobody reads on, or where what is written to is full: said in a line if anybody listens."""
    sys.stdout = _nowhere()
    if not isinstance(error, BrokenPipeError):
        with contextlib.suppress(OSError):
            click.echo(f"Error: the answer could not be written: {error.strerror or error}", err=True)
    sys.exit(1)
