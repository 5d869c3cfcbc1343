"""`python -m synthetic OUT`: an invented archive to try things with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from synthetic.archive import make_archive
from synthetic.eras import ERAS


def parser() -> argparse.ArgumentParser:
    """The options, those of `make_archive`."""
    options = argparse.ArgumentParser(prog="python -m synthetic", description="Make an invented archive.")
    options.add_argument("out", type=Path, help="a path ending in .zip, or a folder")
    options.add_argument("--era", choices=sorted(ERAS), default="2026")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--connections", type=int, default=300)
    options.add_argument("--messages-per-tie", type=float, default=4.0)
    options.add_argument("--kind", choices=("basic", "complete"), default="complete")
    options.add_argument("--as-of", type=date.fromisoformat)
    options.add_argument("--form", choices=("zip", "folder"), default="zip")
    options.add_argument("--nasty", action="store_true", help="with what importers trip over")
    return options


def main(arguments: Sequence[str] | None = None) -> None:
    """Make one archive and say where it is."""
    truth = make_archive(**vars(parser().parse_args(arguments)))
    sys.stdout.write(f"{truth.path}: {truth.owner}, {len(truth.people)} connections\n")


if __name__ == "__main__":
    main()
