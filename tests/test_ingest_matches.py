"""Who is one person by evidence: joined without a decision, shown in the review, taken back exactly, in any order."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import ANN, Archive, Shown, fresh, put, view

from benchmarks.identity import measure
from benchmarks.identity_pool import KINDS
from cli.main import app
from graph.errors import UsageError
from graph.model import Mark, NewEntry, person_id
from graph.stores.matches import MatchKind
from graph.stores.workspace import Workspace
from ingest.load import import_paths

ME = "Mara Lindqvist <mara@lindqvist.example>"
PROFILE = "First Name,Last Name,Maiden Name,Birth Date,Headline,Geo Location\nMara,Lindqvist,,,Engineer,\n"
MAILS = "Email Address,Confirmed\nmara@lindqvist.example,Yes\n"
NEW = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
OLD = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
TAM = "https://www.linkedin.com/in/zz-tamsin"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "goodword.db"
    Workspace.open(path).close()
    return path


def archive(folder: Path, name: str, connections: str) -> Path:
    made = folder / name
    made.mkdir(parents=True)
    for file, text in (("Profile.csv", PROFILE), ("Email Addresses.csv", MAILS), ("Connections.csv", connections)):
        (made / file).write_text(text, encoding="utf-8")
    return made


def cards(folder: Path, name: str, *people: str) -> Path:
    path = folder / name
    path.write_text(
        "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{one}\r\nEND:VCARD\r\n" for one in people), encoding="utf-8"
    )
    return path


def place(folder: Path, template: Path, name: str = "w") -> Path:
    (folder / name).mkdir()
    return fresh(folder / name, template)


def imported(path: Path, files: Sequence[Path]) -> Workspace:
    workspace = Workspace.open(path)
    for file in files:
        import_paths(workspace, [file], owner=ME)
    return workspace


def names(workspace: Workspace) -> list[str]:
    return sorted(person.name for person in workspace.find_people("", limit=100) if not person.owner)


# -- what joins, and what does not -----------------------------------------------------------------------------------

NEW_TAM = f"{NEW}Tamsin,Orrelbeck,{TAM},tam@quillmere.example,Quillmere Labs,Engineer,06 May 2020\n"
BARE_NEW_TAM = NEW_TAM.replace("tam@quillmere.example", "")


@pytest.mark.parametrize(
    ("card", "joined"),
    [
        ("FN:T. Orrelbeck\r\nEMAIL:TAM@quillmere.example", True),
        ("FN:Tamsin Orrelbeck\r\nORG:Quillmere Labs GmbH", True),
        ("FN:Tamsin Orrelbeck\r\nEMAIL:t@gmail.example\r\nORG:Quillmere Labs", True),
        ("FN:Orrelbeck Tamsin\r\nEMAIL:t.o@quillmere.example", True),
        ("FN:Tamsin Orrelbeck", False),
        ("FN:Tamsin Orrelbeck\r\nEMAIL:t@gmail.com", False),
        ("FN:Tamsin Orrelbeck\r\nORG:Tarnova", False),
        ("FN:Tamsin Orrelbek\r\nORG:Quillmere Labs", False),
    ],
)
def test_a_card_is_joined_by_mail_or_by_name_and_employer_never_by_name_alone(
    tmp_path: Path, template: Path, card: str, joined: bool
) -> None:
    files = [archive(tmp_path, "new", NEW_TAM), cards(tmp_path, "c.vcf", card)]
    for number, order in enumerate((files, files[::-1])):
        with imported(place(tmp_path, template, str(number)), order) as workspace:
            assert len(names(workspace)) == (1 if joined else 2)
            waiting = [pair for pair in workspace.doubtful_pairs() if pair.decided is None]
            assert bool(waiting) == (not joined and "Orrelbek\r" not in card), "what is not sure waits"


def test_two_of_a_name_at_one_employer_wait(tmp_path: Path, template: Path) -> None:
    twins = BARE_NEW_TAM + f"Tamsin,Orrelbeck,{TAM}-2,,Quillmere Labs,Cook,07 May 2021\n"
    files = [archive(tmp_path, "new", twins), cards(tmp_path, "c.vcf", "FN:Tamsin Orrelbeck\r\nORG:Quillmere Labs")]
    with imported(place(tmp_path, template), files) as workspace:
        assert len(names(workspace)) == 3
        assert not any(pair.automatic for pair in workspace.doubtful_pairs())


def test_two_whom_one_list_holds_are_two(tmp_path: Path, template: Path) -> None:
    two = ("FN:Tamsin Orrelbeck\r\nORG:Quillmere\r\nEMAIL:t@gmail.com", "FN:Tamsin Orrelbeck\r\nORG:Quillmere")
    with imported(place(tmp_path, template), [cards(tmp_path, "c.vcf", *two)]) as workspace:
        assert len(names(workspace)) == 2


def test_one_address_on_two_profiles_joins_nobody(tmp_path: Path, template: Path) -> None:
    both = NEW_TAM + f"Ivo,Brandvale,{TAM}-ivo,tam@quillmere.example,Tarnova,Cook,07 May 2021\n"
    files = [archive(tmp_path, "new", both), cards(tmp_path, "c.vcf", "FN:Team\r\nEMAIL:tam@quillmere.example")]
    with imported(place(tmp_path, template), files) as workspace:
        assert {"Ivo Brandvale", "Tamsin Orrelbeck"} < set(names(workspace))


def test_an_address_that_changed_between_two_archives(tmp_path: Path, template: Path) -> None:
    old = archive(tmp_path, "old", BARE_NEW_TAM.replace("zz-tamsin", "zz-tam-before"))
    new = archive(tmp_path, "new", BARE_NEW_TAM + f"Ivo,Brandvale,{TAM}-ivo,,Tarnova,Cook,07 May 2021\n")
    with imported(place(tmp_path, template), [old, new]) as workspace:
        assert names(workspace) == ["Ivo Brandvale", "Tamsin Orrelbeck"]
        (pair,) = (pair for pair in workspace.doubtful_pairs() if pair.automatic)
        assert pair.reasons == ("the same name, connected on 2020-05-06 in two archives of one owner",)


# -- any order, and back ---------------------------------------------------------------------------------------------


def test_the_order_of_archives_cards_and_histories_does_not_matter(tmp_path: Path, template: Path) -> None:
    rows = "Tamsin,Orrelbeck,,Velmora,Baker,06 May 2020\nIvo,Brandvale,,Tarnova,Cook,07 May 2021\n"
    files = [
        archive(tmp_path, "old", OLD + rows),
        archive(tmp_path, "new", NEW_TAM + f"Ivo,Brandvale,{TAM}-ivo,,Sable,Chef,07 May 2021\n"),
        cards(tmp_path, "c.vcf", "FN:Tamsin Orrelbeck\r\nEMAIL:t@gmail.com\r\nORG:Quillmere Labs"),
        cards(tmp_path, "d.vcf", "FN:T. O.\r\nEMAIL:tam@quillmere.example"),
    ]
    seen = []
    for number, order in enumerate(permutations(files)):
        with imported(place(tmp_path, template, str(number)), order) as workspace:
            people = [p for p in workspace.find_people("", limit=100) if not p.owner]
            stays = workspace.employments([p.id for p in people])
            told = {p.id: {(s.company_name, s.title, s.current, s.as_of) for s in stays[p.id]} for p in people}
            seen.append((sorted((p.id, p.name, p.title, p.company_name) for p in people), told))
    assert all(one == seen[0] for one in seen)
    assert len(seen[0][0]) == 2


def facts(path: Path) -> list[object]:
    """Every row of every table that names a person, but for what was decided."""
    tables = ("person", "identity", "sighting", "connection", "contact", "statement", "employment", "mark", "ledger")
    with sqlite3.connect(path) as raw:
        found: list[object] = [raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in tables]
    raw.close()
    return found


def test_what_evidence_joined_is_taken_back_to_the_byte(tmp_path: Path, template: Path) -> None:
    rows = OLD + "Tamsin,Orrelbeck,,Velmora,Baker,06 May 2020\n"
    files = [archive(tmp_path, "old", rows), archive(tmp_path, "new", NEW_TAM)]
    files.append(cards(tmp_path, "c.vcf", "FN:Tamsin Orrelbeck\r\nEMAIL:tam@quillmere.example"))
    path = place(tmp_path, template)
    with imported(path, files) as workspace:
        joined = facts(path)
        assert names(workspace) == ["Tamsin Orrelbeck"]
        pairs = [pair.ids for pair in workspace.doubtful_pairs() if pair.automatic]
        for one, other in pairs:
            workspace.decide_identity(other, one, same=None)
        apart = facts(path)
        assert len(names(workspace)) == 1 + len(pairs)
        assert [(pair.decided, pair.automatic) for pair in workspace.doubtful_pairs()] == [(False, False)] * len(pairs)
        for one, other in pairs:
            workspace.decide_identity(one, other, same=None)
        assert facts(path) == joined
        for one, other in pairs:
            workspace.decide_identity(one, other, same=False)
        assert facts(path) == apart
        with pytest.raises(UsageError):
            workspace.decide_identity(workspace.owner("Mara Lindqvist").id, pairs[0][0], same=None)


def test_evidence_goes_with_its_source(tmp_path: Path, template: Path) -> None:
    card = "FN:Tamsin Orrelbeck\r\nEMAIL:tam@quillmere.example"
    files = [cards(tmp_path, "c.vcf", card), archive(tmp_path, "new", NEW_TAM)]
    with imported(place(tmp_path, template), files) as workspace:
        assert names(workspace) == ["Tamsin Orrelbeck"]
        workspace.forget(2)
        (left,) = (person for person in workspace.find_people("", limit=9) if not person.owner)
        assert (left.name, left.slug) == ("Tamsin Orrelbeck", None)
        assert not workspace.doubtful_pairs()


def test_the_review_shows_what_evidence_decided(tmp_path: Path, template: Path) -> None:
    path = place(tmp_path, template)
    card = "FN:Tamsin Orrelbeck\r\nORG:Quillmere Labs"
    imported(path, [archive(tmp_path, "new", NEW_TAM), cards(tmp_path, "c.vcf", card)]).close()

    def run(*arguments: str, form: str = "json") -> str:
        done = CliRunner().invoke(app, ["--workspace", str(path), "--format", form, "review", *arguments])
        assert done.exit_code == 0, done.output
        return done.stdout

    (pair,) = json.loads(run("list", "--decided"))
    assert (pair["same"], pair["automatic"], pair["reasons"]) == (True, True, ["the same name, both at Quillmere Labs"])
    assert "the same, by evidence" in run("list", "--decided", form="csv")
    run("undo", *pair["ids"])
    (pair,) = json.loads(run("list", "--decided"))
    assert (pair["same"], pair["automatic"]) == (False, False)


def test_asks_and_every_mark_follow_a_person_whom_evidence_joins_and_come_back(tmp_path: Path, template: Path) -> None:
    """The user's own word about the one whom only a name told is there for the person with the address."""
    path = fresh(tmp_path, template)
    bare = Archive("bare.zip", date(2024, 1, 1), {"name:own:bo": Shown("Bo Bell", "Engineer", "Cedar")}, owned=False)
    with Workspace.open(path) as workspace:
        put(workspace, ANN, bare)
        ann, kept, dropped = workspace.owner("Ann Archer").id, person_id("in:bo-bell"), person_id("name:own:bo")
        said = Mark(declined=True, worked_with=True, worked_where="Acme", worked_when="2019", helped_me=True)
        workspace.set_mark(ann, dropped, said)
        workspace.set_mark(ann, kept, Mark(i_helped=True, note="kind"))
        with workspace.recording(ann) as ledger:
            ledger.append(NewEntry("asked", dropped, date(2026, 1, 1), ask="a", target=dropped))
        before = view(workspace), workspace.marks(ann), workspace.ledger(ann)
        with workspace.importing() as session:
            source = session.add_source(kind="contacts", name="x", as_of=date(2026, 1, 1), sha256="x")
            rows = session.person_rows(["in:bo-bell", "name:own:bo"])
            session.match(source, [(*rows.values(), MatchKind.MAIL, "the same mail address, x")])  # type: ignore[list-item]
        now = workspace.marks(ann)[kept]
        assert (now.declined, now.worked_with, now.worked_where, now.worked_when) == (True, True, "Acme", "2019")
        assert (now.helped_me, now.i_helped, now.note) == (True, True, "kind")
        assert [(e.line.person, e.line.target) for e in workspace.ledger(ann)] == [(kept, kept)]
        workspace.forget(source)
        assert (view(workspace), workspace.marks(ann), workspace.ledger(ann)) == before


# -- the benchmark, small --------------------------------------------------------------------------------------------


def test_identity_on_generated_pools() -> None:
    """`benchmarks/identity.py` measures twenty pools; one shows that nothing broke."""
    score = measure(1, people=150)
    assert score.precision >= 0.999
    assert score.overall >= 0.97
    assert score.bare == 0
    told = {kind: round(score.recall(kind), 3) for kind in KINDS if score.wanted[kind] >= 40}
    assert min(told.values()) >= 0.97, told
    assert len(told) >= 8, "the pool has hardly any of the hard kinds"


# -- owners ----------------------------------------------------------------------------------------------------------


def owned(folder: Path, name: str, first: str, last: str, mail: str, url: str = "") -> Path:
    """An archive of somebody by this name and mail address; `url`: their slug, told by an invitation."""
    made = archive(folder, name, f"{NEW}Bo,Bell,https://www.linkedin.com/in/zz-bo-{name},,Birch,Cook,06 May 2020\n")
    (made / "Profile.csv").write_text(PROFILE.replace("Mara,Lindqvist", f"{first},{last}"))
    (made / "Email Addresses.csv").write_text(MAILS.replace("mara@lindqvist.example", mail))
    if url:
        head = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        bo = f"https://www.linkedin.com/in/zz-bo-{name}"
        row = f'{first} {last},Bo Bell,"5/5/20, 2:37 PM",,OUTGOING,https://www.linkedin.com/in/{url},{bo}\n'
        (made / "Invitations.csv").write_text(head + row)
    return made


def owners(workspace: Workspace) -> list[str]:
    return sorted(person.name for person in workspace.owners())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_owner_under_one_mail_address_is_one_and_can_be_two_again(
    tmp_path: Path, template: Path, order: tuple[int, int]
) -> None:
    """The owner's own word joins two archives, is shown in the review, and is taken back exactly."""
    files = [
        owned(tmp_path, "a", "Mara", "Lindqvist", "m@x.example"),
        owned(tmp_path, "b", "Mara", "Vale", "m@x.example", "zz-mara"),
    ]
    with imported_as_told(place(tmp_path, template), [files[n] for n in order]) as workspace:
        assert len(owners(workspace)) == 1
        if order == (1, 0):
            return  # the mail address is the later archive's only key: it is hers who has it
        before = rows_of(workspace.path)
        (pair,) = [one for one in workspace.doubtful_pairs() if one.automatic]
        workspace.decide_identity(*pair.ids, same=None)
        assert owners(workspace) == ["Mara Lindqvist", "Mara Vale"]
        workspace.decide_identity(*pair.ids, same=None)
        assert len(owners(workspace)) == 1
        assert rows_of(workspace.path) == before
        (tmp_path / "c.vcf").write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ivo\r\nEMAIL:i@x.example\r\nEND:VCARD\r\n")
        import_paths(workspace, [tmp_path / "c.vcf"])
        assert len(owners(workspace)) == 1, "the only owner there is: nobody is asked"


def test_two_who_share_a_mail_address_stay_two(tmp_path: Path, template: Path) -> None:
    """A family's address in both profiles makes no one person of two."""
    files = [
        owned(tmp_path, "a", "Mara", "Lindqvist", "us@x.example"),
        owned(tmp_path, "b", "Ivo", "Holm", "us@x.example"),
    ]
    for number, order in enumerate((files, files[::-1])):
        with imported_as_told(place(tmp_path, template, str(number)), order) as workspace:
            assert owners(workspace) == ["Ivo Holm", "Mara Lindqvist"]


def test_an_owner_known_without_an_address_and_then_with_one(tmp_path: Path, template: Path) -> None:
    """What the earlier archive shows counts for the later one: its connections are not met as new."""
    files = [
        owned(tmp_path, "a", "Mara", "Lindqvist", "m@x.example"),
        owned(tmp_path, "b", "Mara", "Lindqvist", "m@x.example", "zz-mara"),
    ]
    for number, order in enumerate((files, files[::-1])):
        with imported_as_told(place(tmp_path, template, str(number)), order) as workspace:
            assert [(one.name, one.slug) for one in workspace.owners()] == [("Mara Lindqvist", "zz-mara")]


def imported_as_told(path: Path, files: Sequence[Path]) -> Workspace:
    workspace = Workspace.open(path)
    for file in files:
        import_paths(workspace, [file])
    return workspace


def rows_of(path: Path) -> list[tuple[str, list[tuple[object, ...]]]]:
    """Every fact in a workspace."""
    tables = ("person", "source", "connection", "statement", "employment", "identity", "profile")
    with sqlite3.connect(path) as db:
        return [(table, sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr)) for table in tables]
