"""Whole imports: owners, several archives of one and of several owners, contradictions, and importing again."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import bad_archives as bad
import pytest

from graph.errors import InputError
from graph.model import Person, StatementKind
from graph.stores.workspace import Workspace
from ingest import errors
from ingest.batch import read_batch
from ingest.load import import_paths, write_batch
from ingest.report import ImportReport, ProgressEvent, report_json
from synthetic import make_archive, make_pool, make_series

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
OLD_CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
OLD_MESSAGES = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
PROFILE = "First Name,Last Name,Headline\nDee,Dunn,Head of Parts\n"
MAILS = "Email Address,Confirmed,Primary,Updated On\ndee@dunn.example,Yes,Yes,\n"
IN = "https://www.linkedin.com/in/"


def lines(*rows: str) -> str:
    return "\n".join(rows)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w.sqlite")


def archive(path: Path, **files: str) -> Path:
    return bad.zipped(path, [(f"{name.replace('_', ' ')}.csv", text) for name, text in files.items()])


def skips(report: ImportReport, stem: str) -> dict[str, int]:
    return {k: v for s in report.sources for f in s.files if stem in f.name for k, v in f.skipped.items()}


def names(workspace: Workspace) -> list[str]:
    return sorted(person.name for person in workspace.find_people("", limit=500))


def connected(workspace: Workspace, owner: Person) -> dict[str, date | None]:
    people = {p.id: p for p in workspace.find_people("", limit=500)}
    return {people[i].name: day for i, day in workspace.connections(owner.id, people).items()}


ANN = f"Ann,Archer,{IN}zz-ann,,Acme,Clockmaker,02 Mar 2024"


def test_who_sends_under_the_profile_name_is_the_owner_by_every_address(workspace: Workspace, tmp_path: Path) -> None:
    sent = [f"c{n},,Dee Dunn,{IN}zz-dee,Ann Archer,{IN}zz-ann,2026-01-0{n} 10:00:00 UTC,,,INBOX" for n in (1, 2, 3)]
    before = f"c9,,Dee Dunn,{IN}zz-dee-before,Ann Archer,{IN}zz-ann,2019-01-01 10:00:00 UTC,,,INBOX"
    namesake = f"c8,,Dee Dunn,{IN}zz-dee-other,Dee Dunn,{IN}zz-dee,2020-01-01 10:00:00 UTC,,,INBOX"
    path = archive(
        tmp_path / "a.zip",
        Profile=PROFILE,
        Connections=lines(CONNECTIONS, ANN, f"Dee,Dunn,{IN}zz-dee,,,,01 Jan 2024"),
        messages=lines(MESSAGES, *sent, before, namesake),
    )
    report = import_paths(workspace, [path])
    (owner,) = workspace.owners()
    assert (owner.name, owner.slug) == ("Dee Dunn", "zz-dee")
    assert skips(report, "Connections") == {"owner": 1}
    facts = workspace.facts()
    assert len(facts.people.id) == 3  # Dee, Ann, and the other Dee Dunn
    assert len(facts.contacts.at) == 5


def test_owners_who_had_one_address_after_another_stay_two(workspace: Workspace, tmp_path: Path) -> None:
    for first, last, slug in (("Dee", "Dunn", "zz-dee"), ("Cy", "Cole", "zz-cy")):
        sent = [
            f"c{n},,{first} {last},{IN}{slug},Ann Archer,{IN}zz-ann,2026-01-0{n} 10:00:00 UTC,,,INBOX" for n in (1, 2)
        ]
        before = f"c9,,{first} {last},{IN}zz-handed-on,Ann Archer,{IN}zz-ann,2019-01-01 10:00:00 UTC,,,INBOX"
        profile = PROFILE.replace("Dee", first).replace("Dunn", last)
        files = {"Profile": profile, "Connections": lines(CONNECTIONS, ANN), "messages": lines(MESSAGES, *sent, before)}
        import_paths(workspace, [archive(tmp_path / f"{slug}.zip", **files)])
    assert [(o.name, o.slug) for o in workspace.owners()] == [("Dee Dunn", "zz-dee"), ("Cy Cole", "zz-cy")]


def test_a_namesake_of_the_owner_is_somebody_else(workspace: Workspace, tmp_path: Path) -> None:
    """Told by standing among the connections, or by writing where the owner is written to."""
    sent = [f"c{n},,Dee Dunn,{IN}zz-dee,Ann Archer,{IN}zz-ann,2026-01-0{n} 10:00:00 UTC,,,INBOX" for n in (1, 2, 3)]
    both = f'"Dee Dunn, Ann Archer","{IN}zz-dee,{IN}zz-ann"'
    group = f"c8,Reunion,Dee Dunn,{IN}zz-dee-two,{both},2026-01-08 10:00:00 UTC,,,INBOX"
    linked = f"c9,,Dee Dunn,{IN}zz-dee-three,Ann Archer,{IN}zz-ann,2026-01-09 10:00:00 UTC,,,INBOX"
    path = archive(
        tmp_path / "a.zip",
        Profile=PROFILE,
        Connections=lines(CONNECTIONS, ANN, f"Dee,Dunn,{IN}zz-dee-three,,Zif,Buyer,01 Jan 2024"),
        messages=lines(MESSAGES, *sent, group, linked),
    )
    report = import_paths(workspace, [path])
    (owner,) = workspace.owners()
    assert owner.slug == "zz-dee"
    assert skips(report, "Connections") == {}
    assert {p.slug for p in workspace.find_people("", limit=9)} == {"zz-ann", "zz-dee", "zz-dee-two", "zz-dee-three"}


def test_an_archive_without_profile_is_whoever_is_in_most_conversations(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        f"c1,,Dee Dunn,{IN}zz-dee,Ann Archer,{IN}zz-ann,2026-01-01 10:00:00 UTC,,,INBOX",
        f"c2,,Bo Bell,{IN}zz-bo,Dee Dunn,{IN}zz-dee,2026-01-02 10:00:00 UTC,,,INBOX",
    ]
    path = archive(tmp_path / "a.zip", messages=lines(MESSAGES, *rows))
    import_paths(workspace, [path])
    assert [(p.name, p.slug) for p in workspace.owners()] == [("Dee Dunn", "zz-dee")]


def test_nobody_knows_whose_it_is(workspace: Workspace, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", Connections=lines(CONNECTIONS, ANN))
    with pytest.raises(errors.OwnerUnknownError, match="say whose it is"):
        import_paths(workspace, [path])
    assert workspace.sources() == []
    import_paths(workspace, [path], owner="Dee Dunn")
    assert [p.name for p in workspace.owners()] == ["Dee Dunn"]


def test_a_loose_file_joins_the_owner_by_address(workspace: Workspace, tmp_path: Path) -> None:
    loose = tmp_path / "Connections.csv"
    loose.write_text(lines(CONNECTIONS, ANN))
    import_paths(workspace, [loose], owner=f"{IN}zz-dee")
    invitations = lines(
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        f'Dee Dunn,Ann Archer,"3/1/24, 2:37 PM",hello,OUTGOING,{IN}zz-dee,{IN}zz-ann',
        f'Cy Cook,Dee Dunn,"3/1/24, 2:37 PM",,INCOMING,{IN}zz-cy,{IN}zz-dee',
    )
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, ANN), Invitations=invitations)
    report = import_paths(workspace, [path])
    (owner,) = workspace.owners()
    assert owner.slug == "zz-dee"
    assert skips(report, "Invitations") == {"pending": 1}
    ann = workspace.person("zz-ann")
    (said,) = workspace.statements_between(owner.id, [ann.id])[ann.id]
    assert (said.kind, said.author, said.at) == (StatementKind.INVITATION, owner.id, date(2024, 3, 1))


def test_somebody_elses_archive_mixed_in_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    rows = [f"c{n},,Eve Ek,{IN}zz-eve,Person {n},{IN}zz-p{n},2026-01-0{n} 10:00:00 UTC,,,INBOX" for n in range(1, 5)]
    path = archive(tmp_path / "a.zip", Profile=PROFILE, messages=lines(MESSAGES, *rows))
    with pytest.raises(errors.OwnerMismatchError, match=r"'Dee Dunn' or of 'Eve Ek \(zz-eve\)'"):
        import_paths(workspace, [path])
    import_paths(workspace, [path], owner="eve ek")
    assert [(p.name, p.slug) for p in workspace.owners()] == [("Eve Ek", "zz-eve")]


def test_naming_somebody_else_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, ANN))
    with pytest.raises(errors.NotTheOwnerError, match="'Dee Dunn', not of 'Ann'"):
        import_paths(workspace, [path], owner="Ann")


def test_without_addresses_namesakes_stay_apart_and_a_mention_of_one_is_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    rows = ["Twin,Namesake,,Acme,Maker,01 Jan 2015", "Twin,Namesake,,Birch,Maker,02 Jan 2015"]
    rows += ["Bo,Bell,bo@bell.example,Acme,Maker,03 Jan 2015", "Bo,Bell,bo@bell.example,Acme,Maker,03 Jan 2015"]
    said = [
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        'Twin,Namesake,Birch,Maker,I managed Dee,"01/19/16, 12:10 AM",VISIBLE',
        'Twin,Namesake,Cedar,Maker,,"01/19/16, 12:10 AM",VISIBLE',
        'Zed,Unconnected,Cedar,Boss,,"01/19/16, 12:10 AM",VISIBLE',
    ]
    wrote = [
        'Twin Namesake,Dee Dunn,"01/20/16, 09:00 AM",,x,INCOMING,INBOX',
        'Dee Dunn,"Bo Bell, Ph.D., Unknown Person","01/20/16, 09:00 AM",,x,OUTGOING,SENT',
    ]
    path = archive(
        tmp_path / "a.zip",
        Profile=PROFILE,
        Email_Addresses=MAILS,
        Connections=lines(OLD_CONNECTIONS, *rows),
        Recommendations_Received=lines(*said),
        messages=lines("From,To,Date,Subject,Content,Direction,Folder", *wrote),
    )
    report = import_paths(workspace, [path])
    assert skips(report, "Connections") == {"duplicate": 1}
    assert skips(report, "Recommendations") == {"ambiguous name": 1}
    assert skips(report, "messages") == {"ambiguous name": 1}
    (owner,) = workspace.owners()
    assert sorted(connected(workspace, owner)) == ["Bo Bell", "Twin Namesake"]
    assert names(workspace).count("Twin Namesake") == 2
    birch = next(p for p in workspace.find_people("Twin") if p.company_name == "Birch")
    (said_by_twin,) = workspace.statements_between(owner.id, [birch.id])[birch.id]
    assert said_by_twin.detail == "managed"
    assert workspace.person("bo@bell.example").name == "Bo Bell"


def test_a_name_borrows_the_one_address_that_goes_with_it(workspace: Workspace, tmp_path: Path) -> None:
    rows = ["Ann,Archer,,Acme,Maker,01 Jan 2015", "Bo,Bell,,Acme,Maker,02 Jan 2015"]
    wrote = [
        f"c1,,Ann Archer,{IN}zz-ann,Dee Dunn,2020-01-01 10:00:00 UTC,,,INBOX",
        f"c2,,Bo Bell,{IN}zz-bo-1,Dee Dunn,2020-01-01 10:00:00 UTC,,,INBOX",
        f"c3,,Bo Bell,{IN}zz-bo-2,Dee Dunn,2020-01-01 10:00:00 UTC,,,INBOX",
        f"c3,,Dee Dunn,{IN}zz-dee,Bo Bell,2020-01-01 10:00:00 UTC,,,INBOX",
        f"c4,,Dee Dunn,{IN}zz-dee,Bo Bell,2020-01-01 10:00:00 UTC,,,INBOX",
    ]
    path = archive(
        tmp_path / "a.zip",
        Profile=PROFILE,
        Connections=lines(OLD_CONNECTIONS, *rows),
        messages=lines(OLD_MESSAGES, *wrote),
    )
    report = import_paths(workspace, [path])
    assert workspace.person("zz-ann").company_name == "Acme"
    (owner,) = workspace.owners()
    assert len(connected(workspace, owner)) == 2
    assert names(workspace).count("Bo Bell") == 3  # the connection, and two who wrote
    assert skips(report, "messages") == {"ambiguous name": 1}  # in c3 the other side told who was meant


def test_a_later_row_of_one_address_wins(workspace: Workspace, tmp_path: Path) -> None:
    again = ANN.replace("Acme", "Cedar")
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, ANN, ANN, again))
    report = import_paths(workspace, [path])
    assert skips(report, "Connections") == {"duplicate": 1, "superseded by a later row": 1}
    assert workspace.person("zz-ann").company_name == "Cedar"


def test_odd_days_are_unknown_days(workspace: Workspace, tmp_path: Path) -> None:
    rows = [ANN.replace("zz-ann", f"zz-{n}").replace("02 Mar 2024", day) for n, day in enumerate(("12 Dec 2099", "x"))]
    path = archive(
        tmp_path / "Basic_LinkedInDataExport_02-13-2026.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, *rows)
    )
    import_paths(workspace, [path])
    (owner,) = workspace.owners()
    people = workspace.find_people("Ann")
    assert set(workspace.connections(owner.id, [p.id for p in people]).values()) == {None}
    assert workspace.sources()[0].as_of == date(2026, 2, 13)


def test_two_people_with_one_mail_address_stay_two(workspace: Workspace, tmp_path: Path) -> None:
    rows = [
        f"Ann,Archer,{IN}zz-ann,office@x.example,,,01 Jan 2020",
        f"Bo,Bell,{IN}zz-bo,office@x.example,,,01 Jan 2020",
    ]
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, *rows))
    import_paths(workspace, [path])
    assert names(workspace) == ["Ann Archer", "Bo Bell", "Dee Dunn"]


def test_pooled_owners_share_people_by_address(workspace: Workspace, tmp_path: Path) -> None:
    pool = make_pool(tmp_path / "pool", seed=3)
    events: list[ProgressEvent] = []
    report = import_paths(workspace, list(pool.archives), progress=events.append)
    assert [p.name for p in workspace.owners()] == [member.owner for member in pool.members]
    everybody = {p.slug for member in pool.members for p in member.people} | {m.owner_slug for m in pool.members}
    assert everybody <= {p.slug for p in workspace.find_people("", limit=10_000)}
    assert report.people == len(workspace.facts().people.id)
    assert events[-1].stage == "Finishing"
    told = report_json(report)
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize("eras", [("2017", "2026"), ("2019", "2024"), ("2021", "2022")])
@pytest.mark.parametrize("order", ["together", "old first", "new first"])
def test_archives_years_apart_are_of_the_same_people(
    workspace: Workspace, tmp_path: Path, eras: tuple[str, str], order: str
) -> None:
    old, new = make_series(tmp_path / "series", eras=eras, connections=60)
    paths = [old.path, new.path] if order != "new first" else [new.path, old.path]
    for batch in [paths] if order == "together" else [[path] for path in paths]:
        import_paths(workspace, batch)
    (owner,) = workspace.owners()
    ids = [raw.decode() for raw in workspace.facts().people.id]
    assert len(workspace.connections(owner.id, ids)) == len(new.people)
    found = {p.name: p.company_name for p in workspace.people_by_id(ids).values()}
    before = {p.name: p.company for p in old.people if p.company}
    moved = [p for p in new.people if p.company and before.get(p.name, p.company) != p.company]
    assert moved
    for person in moved:
        known = workspace.person(person.name)
        stays = workspace.employments([known.id])[known.id]
        assert {old.as_of, new.as_of} <= {stay.as_of for stay in stays}
        assert found[person.name] == person.company
    assert workspace.integrity() == []


def test_the_same_bytes_again_change_nothing(workspace: Workspace, tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", connections=20, nasty=True)
    first = import_paths(workspace, [truth.path, truth.path])
    generation = workspace.generation()
    copy = tmp_path / "copy.zip"
    copy.write_bytes(truth.path.read_bytes())
    again = import_paths(workspace, [copy])
    assert workspace.generation() == generation
    assert [s.files for s in again.sources] == [s.files for s in first.sources]
    assert [s.again for s in again.sources] == [True]
    assert len(workspace.sources()) == 1


def test_what_another_process_brought_meanwhile_is_not_added_again(workspace: Workspace, tmp_path: Path) -> None:
    one = make_archive(tmp_path / "a.zip", connections=20, seed=1)
    other = make_archive(tmp_path / "b.zip", connections=10, seed=2)
    late = read_batch([one.path, other.path], workspace.sources())
    first = import_paths(workspace, [one.path])
    report = write_batch(workspace, late)
    assert [s.again for s in report.sources] == [True, False]
    assert report.sources[0].files == first.sources[0].files
    assert len(workspace.sources()) == 2


def test_basic_and_complete_of_one_day_are_merged(workspace: Workspace, tmp_path: Path) -> None:
    basic = make_archive(tmp_path / "basic.zip", connections=30, kind="basic")
    complete = make_archive(tmp_path / "complete.zip", connections=30, kind="complete")
    import_paths(workspace, [basic.path, complete.path])
    (owner,) = workspace.owners()
    assert len(connected(workspace, owner)) == len(complete.people)
    assert len(workspace.sources()) == 2


def test_a_file_that_yields_nothing_is_named(workspace: Workspace, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections="Given,Surname\nAnn,Archer\n")
    with pytest.raises(errors.YieldsNothingError, match=r"a\.zip: Connections\.csv is not empty"):
        import_paths(workspace, [path])
    useless = lines(CONNECTIONS, ",,,,Acme,x,", ",,,,Birch,y,")
    path = archive(tmp_path / "b.zip", Profile=PROFILE, Connections=useless)
    with pytest.raises(errors.YieldsNothingError, match="2 rows, none of use: no name"):
        import_paths(workspace, [path])


def test_a_name_of_a_file_cannot_break_the_line(workspace: Workspace, tmp_path: Path) -> None:
    path = bad.zipped(tmp_path / "a.zip", [("x\n\x1b[31m/Connections.csv", "Given,Surname\nAnn,Archer\n")])
    with pytest.raises(errors.YieldsNothingError) as refused:
        import_paths(workspace, [path])
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("positions", "title", "company"),
    [
        ("Acme,Boss,,,Jan 2020,\nBirch,Maker,,,2018,2019\n", "Boss", "Acme"),
        ("Birch,Maker,,,2018,2019\n", "Head of Parts", ""),
    ],
)
def test_what_the_owner_does_now(
    workspace: Workspace, tmp_path: Path, positions: str, title: str, company: str
) -> None:
    table = "Company Name,Title,Description,Location,Started On,Finished On\n" + positions
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Positions=table, Connections=lines(CONNECTIONS, ANN))
    import_paths(workspace, [path])
    (owner,) = workspace.owners()
    assert (owner.title, owner.company_name) == (title, company)


@pytest.mark.parametrize("files", [{}, {"Skills": "Name\nSewing\n"}, {"Foo": "a,b\n1,2\n"}])
def test_an_archive_without_ties(workspace: Workspace, tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(errors.NothingToReadError, match=r"neither Connections\.csv"):
        import_paths(workspace, [archive(tmp_path / "a.zip", **files)])


def test_an_archive_of_which_all_points_outside_says_so(workspace: Workspace, tmp_path: Path) -> None:
    path = bad.zipped(tmp_path / "a.zip", [("../../etc/Connections.csv", bad.CONNECTIONS)])
    with pytest.raises(errors.NothingToReadError, match=r"\.\./etc/Connections\.csv, which points outside the archive"):
        import_paths(workspace, [path])


def test_without_messages_or_without_connections(workspace: Workspace, tmp_path: Path) -> None:
    wrote = f"c1,,Ann Archer,{IN}zz-ann,Dee Dunn,{IN}zz-dee,2026-01-01 10:00:00 UTC,,,INBOX"
    one = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, ANN))
    other = archive(tmp_path / "b.zip", Profile=PROFILE, messages=lines(MESSAGES, wrote))
    for path in (one, other):
        with Workspace.open(tmp_path / f"{path.stem}.sqlite") as fresh:
            import_paths(fresh, [path])
            assert names(fresh) == ["Ann Archer", "Dee Dunn"]


def test_one_bad_path_leaves_everything_as_it_was(workspace: Workspace, tmp_path: Path) -> None:
    good = bad.good(tmp_path / "good.zip")
    with pytest.raises(InputError):
        import_paths(workspace, [good, tmp_path / "missing.zip"])
    assert workspace.sources() == []
    assert workspace.owners() == []


def lacks(report: ImportReport, stem: str) -> dict[str, int]:
    return {k: v for s in report.sources for f in s.files if stem in f.name for k, v in f.without.items()}


def test_what_kept_rows_lost_is_counted_with_masked_examples(workspace: Workspace, tmp_path: Path) -> None:
    days = ("12 Dec 2099", "x-7 soon", "31 Feb 2020", "99", "", "02 Mar 2024")
    rows = [
        f"Ann,Number {n},{IN}zz-{n},,{company},Maker,{day}"
        for n, (day, company) in enumerate(zip(days, ("🦉", "", "-", "Acme", "N/A", "Birch"), strict=True))
    ]
    positions = "Company Name,Title,Description,Location,Started On,Finished On\nAcme,Boss,,,Jan 1999,spring\n"
    said = [
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        'Ann,Number 1,Acme,Maker,,"13/01/2016, 09:10 AM",VISIBLE',
        'Ann,Number 2,🦉,Maker,,"02/03/2015",VISIBLE',
        "Ann,Number 3,Acme,Maker,,a while ago,VISIBLE",
    ]
    wrote = [
        f"c1,,Dee Dunn,{IN}zz-dee,Ann Number 1,{IN}zz-1,at noon,,,INBOX",
        f'c2,,Dee Dunn,{IN}zz-dee,"Ann Number 1, Nobody Known","{IN}zz-1,",2026-01-01 10:00:00 UTC,,,INBOX',
        f"c3,,Dee Dunn,{IN}zz-dee,Ann Number 1,{IN}zz-1,,,,INBOX",
        f"c4,,Dee Dunn,{IN}zz-dee,Ann Number 1,{IN}zz-1,25/03/2026 10:00,,,INBOX",
        f"c5,,Dee Dunn,{IN}zz-dee,Ann Number 1,{IN}zz-1,02/03/2026 10:00,,,INBOX",
    ]
    path = archive(
        tmp_path / "Basic_LinkedInDataExport_06-13-2026.zip",
        Profile=PROFILE,
        Connections=lines(CONNECTIONS, *rows),
        Positions=positions,
        Recommendations_Received=lines(*said),
        messages=lines(MESSAGES, *wrote),
    )
    report = import_paths(workspace, [path])
    assert all(f.seen == f.kept + sum(f.skipped.values()) for s in report.sources for f in s.files)
    assert lacks(report, "Connections") == {"date after the export": 1, "date unread": 3, "employer unread": 1}
    assert lacks(report, "Positions") == {"date unread": 1}
    assert lacks(report, "Recommendations") == {"date unread": 1, "employer unread": 1}
    assert lacks(report, "messages") == {"counterpart unknown": 1, "date unread": 1}
    assert lacks(report, "Profile") == {}
    (file,) = [f for f in report.sources[0].files if "Connections" in f.name]
    assert file.examples == {
        "date after the export": ("line 2: 99 D•• 9999",),
        "date unread": ("line 3: x-9 s•••", "line 4: 99 F•• 9999", "line 5: 99"),
        "employer unread": ("line 2: 🦉",),
    }
    (owner,) = workspace.owners()
    assert workspace.owner_profile(owner.id).employments[0].start == date(1999, 1, 1)
    told = workspace.statements_between(owner.id, [workspace.person("zz-2").id])
    assert [said.at for said in told[workspace.person("zz-2").id]] == [date(2015, 3, 2)]
    again = import_paths(workspace, [path])
    assert again.sources[0].files == report.sources[0].files
    assert json.loads(json.dumps(report_json(report))) == report_json(report)


def test_a_row_left_out_lost_nothing(workspace: Workspace, tmp_path: Path) -> None:
    odd = ANN.replace("02 Mar 2024", "soon")
    path = archive(tmp_path / "a.zip", Profile=PROFILE, Connections=lines(CONNECTIONS, odd, ANN))
    report = import_paths(workspace, [path])
    assert (skips(report, "Connections"), lacks(report, "Connections")) == ({"duplicate": 1}, {})
