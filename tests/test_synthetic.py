"""The generator of invented archives: same seed, same bytes; shapes true to their era; a truth that holds."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from synthetic import ArchiveTruth, PoolTruth, make_archive, make_pool, make_series
from synthetic.__main__ import main
from synthetic.dates import clock, dashed, day_words, java, month_words, padded_clock, slashed_utc
from synthetic.eras import ERAS
from synthetic.names import NameBook, ascii_slug, firm_names
from synthetic.nasty_bytes import UNKNOWN
from synthetic.titles import post
from synthetic.write import write_folder

ALL_ERAS = sorted(ERAS)


def table(truth: ArchiveTruth, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(truth.path) as archive:
        text = archive.read(name).decode()
    if text.startswith("Notes:"):
        text = text.split("\n\n", 1)[1]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("nasty", [False, True])
def test_equal_seeds_give_equal_bytes_in_every_process(tmp_path: Path, nasty: bool) -> None:
    code = (
        "import sys; from pathlib import Path; from synthetic import make_archive;"
        f"make_archive(Path(sys.argv[1]), seed=5, connections=40, nasty={nasty})"
    )
    digests = set()
    for hash_seed in ("1", "2"):
        out = tmp_path / f"{hash_seed}.zip"
        env = {**os.environ, "PYTHONHASHSEED": hash_seed}
        subprocess.run([sys.executable, "-c", code, str(out)], check=True, env=env)
        digests.add(digest(out))
    assert len(digests) == 1
    other = make_archive(tmp_path / "other.zip", seed=6, connections=40, nasty=nasty)
    assert digest(other.path) not in digests


@pytest.mark.parametrize("era", ALL_ERAS)
def test_headers_are_those_of_the_era(tmp_path: Path, era: str) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, connections=30)
    shape = ERAS[era]
    with zipfile.ZipFile(truth.path) as archive:
        names = set(archive.namelist())
        raw = archive.read("Connections.csv").decode()
    assert raw.startswith("Notes:") is shape.preamble
    assert not raw.endswith("\n")
    assert ("URL" in table(truth, "Connections.csv")[0]) is shape.urls
    assert tuple(table(truth, shape.messages_file)[0]) == shape.messages
    assert ("Recommendations Received.csv" in names) is shape.spaced
    assert ("Notes.csv" in names) is (era == "2026")


def test_the_newest_era_quotes_every_field_of_messages_and_keeps_line_breaks(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", connections=60)
    with zipfile.ZipFile(truth.path) as archive:
        raw = archive.read("messages.csv").decode()
    assert raw.startswith('"CONVERSATION ID","CONVERSATION TITLE"')
    assert any("\n" in row["CONTENT"] for row in table(truth, "messages.csv"))


@pytest.mark.parametrize("era", ALL_ERAS)
@pytest.mark.parametrize("connections", [0, 1, 2, 60])
def test_the_truth_counts_what_the_files_hold(tmp_path: Path, era: str, connections: int) -> None:
    truth = make_archive(tmp_path / "a.zip", era=era, seed=2, connections=connections)
    for file in truth.files:
        assert len(table(truth, file.name)) == file.seen, file.name
        assert 0 <= file.kept <= file.seen
    assert truth.file("Connections.csv").kept == len(truth.people) == connections
    with pytest.raises(KeyError):
        truth.file("Nothing.csv")


def test_message_counts_of_people_match_the_file(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=4, connections=80)
    rows = [r for r in table(truth, "messages.csv") if truth.owner_slug in r["SENDER PROFILE URL"]]
    shown = sum(r["RECIPIENT PROFILE URLS"].count("/in/") for r in rows)
    assert sum(p.sent for p in truth.people) == shown > 0
    assert all((p.last is not None) == (p.sent + p.received > 0) for p in truth.people)


def test_stronger_ties_write_more(tmp_path: Path) -> None:
    people = make_archive(tmp_path / "a.zip", seed=1, connections=600).people
    strong = [p.sent + p.received for p in people if p.strength > 0.5]
    weak = [p.sent + p.received for p in people if p.strength < 0.1]
    assert sum(strong) / len(strong) > 4 * sum(weak) / len(weak)


def test_messages_per_tie_is_the_mean(tmp_path: Path) -> None:
    truth = make_archive(tmp_path / "a.zip", seed=1, connections=1000, messages_per_tie=6.0)
    assert 4.5 <= truth.file("messages.csv").seen / 1000 <= 8


def test_a_basic_archive_leaves_out_activity(tmp_path: Path) -> None:
    basic = make_archive(tmp_path, connections=5, kind="basic", as_of=date(2026, 3, 4))
    assert basic.path.name == "Basic_LinkedInDataExport_03-04-2026.zip"
    assert "Logins.csv" not in basic.unread
    assert "Logins.csv" in make_archive(tmp_path, connections=5).unread


def test_a_folder_holds_the_same_files(tmp_path: Path) -> None:
    zipped = make_archive(tmp_path / "a.zip", connections=9)
    make_archive(tmp_path / "folder", connections=9, form="folder")
    folder = make_archive(tmp_path / "folder", connections=9, form="folder")
    with zipfile.ZipFile(zipped.path) as archive:
        for name in archive.namelist():
            assert (folder.path / name).read_bytes() == archive.read(name)


def test_a_folder_takes_no_member_from_outside(tmp_path: Path) -> None:
    out = tmp_path / "in"
    write_folder(out, [("../out.csv", b"x"), ("C:\\x.csv", b"x"), ("a/b.csv", b"1"), ("a/b.csv", b"2")])
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()] == ["in/a/b.csv"]
    assert (out / "a/b.csv").read_bytes() == b"1"


def test_nasty_archives_name_their_troubles_and_newcomers(tmp_path: Path) -> None:
    clean = make_archive(tmp_path / "c.zip", connections=30)
    nasty = make_archive(tmp_path / "n.zip", connections=30, nasty=True)
    assert {p.slug for p in clean.people} < {p.slug for p in nasty.people}
    assert nasty.unknown == (UNKNOWN,)
    assert len(nasty.nasty) > 25
    assert not clean.nasty
    with zipfile.ZipFile(nasty.path) as archive:
        names = archive.namelist()
    assert names.count("Connections.csv") == 2
    assert "../../outside.csv" in names


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> PoolTruth:
    return make_pool(tmp_path_factory.mktemp("pool"), seed=1)


def test_the_pool_is_made_at_once(tmp_path: Path) -> None:
    start = time.process_time()
    make_pool(tmp_path, seed=2)
    assert time.process_time() - start < 2.0


def test_the_pool_is_the_same_for_the_same_seed(tmp_path: Path, pool: PoolTruth) -> None:
    again = make_pool(tmp_path, seed=1)
    assert [digest(p) for p in again.archives] == [digest(p) for p in pool.archives]


def test_the_pool_has_three_companies_reached_in_three_ways(pool: PoolTruth) -> None:
    ego, friend, far = pool.members
    at = {a.owner_slug: {p.company for p in a.people} for a in pool.members}
    assert pool.direct_company in at[ego.owner_slug]
    assert pool.indirect_company not in at[ego.owner_slug]
    assert pool.indirect_company in at[friend.owner_slug] & at[far.owner_slug]
    assert all(pool.unreachable_company not in companies for companies in at.values())
    assert pool.unreachable_company in {row["Company Name"] for row in table(ego, "Jobs/Saved Jobs.csv")}
    assert pool.unreachable_company in {row["Organization"] for row in table(ego, "Company Follows.csv")}


def test_the_pool_overlaps_and_its_owners_know_each_other(pool: PoolTruth) -> None:
    ego, friend, far = pool.members
    knows = {a.owner_slug: {p.slug for p in a.people} for a in pool.members}
    assert friend.owner_slug in knows[ego.owner_slug]
    assert ego.owner_slug in knows[friend.owner_slug]
    assert far.owner_slug in knows[friend.owner_slug]
    assert far.owner_slug not in knows[ego.owner_slug]
    assert len(knows[ego.owner_slug] & knows[friend.owner_slug]) >= 40
    assert len(knows[ego.owner_slug] & knows[far.owner_slug]) >= 40
    assert all(150 <= len(a.people) <= 400 for a in pool.members)


def test_two_owners_show_the_same_messages_between_them(pool: PoolTruth) -> None:
    ego, friend, _ = pool.members
    between = [
        {
            (r["CONVERSATION ID"], r["DATE"], r["CONTENT"])
            for r in table(a, "messages.csv")
            if r["FROM"] in (ego.owner, friend.owner) and r["TO"] in (ego.owner, friend.owner)
        }
        for a in (friend, ego)
    ]
    assert between[0]
    assert between[0] <= between[1]


def test_evidence_at_the_direct_company_is_varied(pool: PoolTruth) -> None:
    ego = pool.members[0]
    there = [p for p in ego.people if p.company == pool.direct_company]
    assert len(there) >= 5
    assert len({p.circle for p in there}) >= 4
    names = {p.name for p in there}
    advice = {f"{r['First Name']} {r['Last Name']}" for r in table(ego, "Recommendations_Received.csv")}
    assert names & advice
    assert any(p.sent and p.received for p in there)


def test_nobody_is_real(pool: PoolTruth) -> None:
    for archive in pool.members:
        assert archive.owner_slug.startswith("zz-demo-")
        assert all(p.slug.startswith("zz-demo-") for p in archive.people)
        assert all(p.mail.endswith(".example") for p in archive.people if p.mail)
        assert all(mail.endswith(".example") for mail in archive.owner_mails)


def test_dates_are_written_as_each_file_writes_them() -> None:
    at = datetime(2026, 1, 9, 0, 5, 7, tzinfo=UTC)
    assert day_words(at) == "09 Jan 2026"
    assert clock(at) == "1/9/26, 12:05 AM"
    assert padded_clock(at.replace(hour=14)) == "01/09/26, 02:05 PM"
    assert dashed(at) == "2026-01-09 00:05:07"
    assert slashed_utc(at) == "2026/01/09 00:05:07 UTC"
    assert java(at) == "Fri Jan 09 00:05:07 UTC 2026"
    assert (month_words(date(2020, 3, 1)), month_words(None)) == ("Mar 2020", "")


def test_names_and_slugs_are_unique_and_firms_distinct() -> None:
    chance, book = Random(1), NameBook()
    people = [book.person(chance) for _ in range(5000)]
    assert len(set(people)) == 5000
    slugs = [book.slug(chance, *person) for person in people]
    assert len(set(slugs)) == 5000
    assert any(not slug.isascii() for slug in slugs)
    assert len(set(firm_names(chance, 2000))) == 2000
    assert ascii_slug("Łukasz O'Brädy  Iı") == "lukasz-o-brady-ii"


@pytest.mark.parametrize(("level", "word"), [(0, "Junior"), (3, "Staff"), (6, "VP"), (7, "Chief")])
def test_titles_say_their_level(level: int, word: str) -> None:
    assert word in post(Random(1), "data", level).title


def test_the_example_is_what_the_generator_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = Path(__file__).resolve().parent.parent / "examples" / "archive"
    main([str(tmp_path / "again"), "--form", "folder", "--connections", "24", "--seed", "11", "--kind", "basic"])
    assert "24 connections" in capsys.readouterr().out
    made = {p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*") if p.is_file()}
    assert {p.relative_to(kept): p.read_bytes() for p in kept.rglob("*") if p.is_file()} == made


def test_a_series_shows_one_life_at_several_times(tmp_path: Path) -> None:
    older, newer = make_series(tmp_path, eras=("2026", "2022"), connections=80)
    assert older.owner_slug == newer.owner_slug
    assert older.as_of < newer.as_of
    assert {p.slug for p in older.people} < {p.slug for p in newer.people}
    later = {p.slug: p.company for p in newer.people}
    assert any(p.company and p.company != later[p.slug] for p in older.people)
    assert older.file("messages.csv").seen < newer.file("messages.csv").seen
