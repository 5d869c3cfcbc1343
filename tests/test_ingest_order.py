"""What several archives show of one person does not depend on the order in which they came, and nothing is blanked."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import bad_archives as bad
import pytest

from graph.stores.workspace import Workspace
from ingest.load import import_paths

IN = "https://www.linkedin.com/in/"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def export(folder: Path, owner: str, *rows: str, day: str = "05-06-2026", positions: str = "") -> Path:
    name, slug = f"{owner},Own", f"{IN}zz-{owner.lower()}"
    invitation = f'{owner} Own,Inga Inwell,"5/5/20, 6:36 PM",seen on {day},OUTGOING,{slug},{IN}zz-inga\n'
    files = [
        ("Profile.csv", f"First Name,Last Name,Headline\n{name},Engineer\n"),
        ("Connections.csv", HEADER + "".join(f"{row}\n" for row in rows)),
        ("Invitations.csv", f"From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n{invitation}"),
    ]
    if positions:
        files.append(("Positions.csv", "Company Name,Title,Started On,Finished On\n" + positions))
    return bad.zipped(folder / f"{owner}_LinkedInDataExport_{day}.zip", files)


def test_an_archive_that_knows_no_employer_blanks_none(tmp_path: Path) -> None:
    paths = [
        export(tmp_path, "Ada", f"Inga,Inwell,{IN}zz-inga,,Startworks,Engineer,06 May 2020"),
        export(tmp_path, "Bo", f"Inga,Inwell,{IN}zz-inga,,,,06 May 2020", day="09-09-2026"),
        export(tmp_path, "Inga", f"Ada,Own,{IN}zz-ada,,Middleton,Engineer,06 May 2020"),
    ]
    for number, order in enumerate(permutations(paths)):
        with Workspace.open(tmp_path / f"{number}.sqlite") as workspace:
            for path in order:
                import_paths(workspace, [path])
            shown = {p.slug: (p.name, p.title, p.company_name) for p in workspace.find_people("", limit=9)}
        assert shown == {
            "zz-inga": shown["zz-inga"],
            "zz-ada": ("Ada Own", "Engineer", "Middleton"),
            "zz-bo": ("Bo Own", "Engineer", ""),
        }
        assert shown["zz-inga"][1:] == ("Engineer", "Startworks")


@pytest.mark.parametrize("together", [True, False])
def test_the_order_of_imports_does_not_matter(tmp_path: Path, together: bool) -> None:
    """Three archives of one day that each say something else of one person."""
    paths = [
        export(tmp_path, owner, f"{first},Inwell,{IN}zz-inga,,{company},{title},06 May 2020")
        for owner, first, company, title in (
            ("Ada", "Inga", "Startworks", "Engineer"),
            ("Bo", "Inga M.", "Targetix", "Lead"),
            ("Cy", "INGA", "", "Chief"),
        )
    ]
    shown = set()
    for number, order in enumerate(permutations(paths)):
        with Workspace.open(tmp_path / f"{number}.sqlite") as workspace:
            for batch in [list(order)] if together else [[path] for path in order]:
                import_paths(workspace, batch)
            people = workspace.find_people("", limit=9)
            shown.add(frozenset((p.slug, p.name, p.title, p.company_name) for p in people))
    assert len(shown) == 1
