"""A small pool for reports: names in many scripts, names that would run as formulas or markup, and known answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from scenes import Scene, put, talk

from graph.stores.workspace import Workspace
from referral.context import Context, context, network_on, open_home
from referral.survey import TargetLine
from referral.viewpoint import Viewpoint

ADA = Scene(
    people={
        "in:ada": ("Ada Arden", "Software Engineer", "Birch Works"),
        "in:bea": ("بهية الزهراء", "Engineering Manager", "Acme"),
        "in:kai": ("山田 太郎", "Staff Software Engineer", "ハヤブサ製作所"),
        "in:eve": ('=HYPERLINK("http://evil.example","x")', "Data Engineer", "Cedar"),
        "in:fay": ("<script>alert(1)</script>", "Accountant", "Elm & Sons <b>"),
        "in:gus": ("Gus Green", "write me: gus@mail.example", "Gus Green Consulting"),
        "in:hal": ("Hal Holm", "Software Engineer", "Birch Works"),
        "in:old": ("Olga Orme", "Software Engineer", "Juniper"),
    },
    connections=(
        ("in:ada", "in:bea", date(2018, 5, 1)),
        ("in:ada", "in:kai", date(2024, 1, 1)),
        ("in:ada", "in:eve", None),
        ("in:ada", "in:fay", date(2020, 1, 1)),
        ("in:ada", "in:gus", date(2021, 1, 1)),
        ("in:ada", "in:hal", date(2026, 6, 1)),
        ("in:ada", "in:old", date(2012, 6, 1)),
    ),
    contacts=(
        *talk("in:ada", "in:bea", date(2026, 10, 10), turns=9, every=40),
        *talk("in:ada", "in:kai", date(2025, 9, 1), turns=4),
        *talk("in:ada", "in:old", date(2008, 9, 1), turns=9),
        *talk("in:ada", "in:hal", date(2026, 9, 1), turns=3),
        ("in:ada", "in:eve", date(2026, 3, 1)),
        ("in:fay", "in:ada", date(2026, 3, 2)),
    ),
    named=("Known By Name",),
)

IDA = Scene(
    people={
        "in:ida": ("Ida Iver", "Product Designer", "Cedar"),
        "in:kai": ("山田 太郎", "Staff Software Engineer", "ハヤブサ製作所"),
        "in:hal": ("Hal Holm", "Software Engineer", "Birch Works"),
        "in:lou": ("Lou Lake", "Head of Software", "Larch"),
        "in:mia": ("Mia Moor", "Software Engineer", "Maple"),
        "in:ada": ("Ada Arden", "Software Engineer", "Birch Works"),
    },
    connections=(
        ("in:ida", "in:kai", date(2019, 5, 1)),
        ("in:ida", "in:lou", date(2020, 1, 1)),
        ("in:ida", "in:mia", date(2023, 4, 1)),
        ("in:ida", "in:hal", date(2022, 2, 1)),
    ),
    contacts=(
        *talk("in:ida", "in:kai", date(2026, 8, 10), turns=6, every=30),
        *talk("in:ida", "in:lou", date(2026, 7, 1), turns=6),
        *talk("in:ida", "in:hal", date(2026, 7, 1), turns=2),
    ),
)

TARGETS = (
    TargetLine("Acme", "Staff Software Engineer"),
    TargetLine("ハヤブサ製作所"),
    TargetLine("Cedar"),
    TargetLine("Larch", "Software Engineer"),
    TargetLine("Elm & Sons <b>"),
    TargetLine("Gus Green Consulting"),
    TargetLine("Known By Name"),
    TargetLine("Larh"),
    TargetLine("N/A"),
    TargetLine("https://jobs.example/=1+1"),
)
PEOPLE = tuple(name for scene in (ADA, IDA) for name, _, _ in scene.people.values())


def pool(folder: Path, *scenes: Scene) -> Path:
    """A workspace with the scenes, closed."""
    path = folder / "report.sqlite"
    with Workspace.open(path) as workspace:
        for scene in scenes or (ADA, IDA):
            put(workspace, scene)
    return path


@contextmanager
def asked(path: Path, ego: str | None = None, as_of: date | None = None) -> Iterator[Context]:
    """A context on a workspace, asked on the day of its newest archive where no other is said."""
    with closing(open_home(path)) as home:
        day = as_of or home.workspace.latest_as_of()
        yield context(home.workspace, Viewpoint(ego, day), lambda day: network_on(home, day))
