"""Situations a person looking for work may be in, as small TOML files: made into archives and asked through the CLI.

What a file may hold stands in tests/situations/README.md. Days count back from the day of the export, `EXPORT`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.main import app

FOLDER = Path(__file__).parent / "situations"
EXPORT = date(2026, 9, 12)
ME = {
    "name": "Nora Feldt",
    "is": "Data Engineer at Halden Data",
    "was": ["Data Engineer at Halden Data, Apr 2022 to now"],
    "skills": ["Python", "SQL"],
}
OTHERS = ("Accountant", "Product Manager", "Nurse", "Sales Manager", "Teacher", "Graphic Designer")
"""What the people do who stand in every archive beside those a situation is about."""
NAMES = ("Ada", "Bo", "Cal", "Dia", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kay", "Lou", "Max", "Ned", "Ola", "Pia")

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """What the program answered: exit codes, the JSON of each command, the text a person reads."""

    exits: Mapping[str, int]
    verdict: Table = field(default_factory=dict)
    referrers: Table = field(default_factory=dict)
    paths: Table = field(default_factory=dict)
    text: str = ""
    errors: str = ""

    @property
    def names(self) -> list[str]:
        """Who is listed, in order."""
        return [r["person"]["name"] for r in self.referrers.get("referrers", [])]

    def row(self, name: str) -> Table:
        """One listed person."""
        return next(r for r in self.referrers["referrers"] if r["person"]["name"] == name)

    @property
    def everything(self) -> str:
        """All that was said, in any form."""
        answers = (self.verdict, self.referrers, self.paths)
        return "\n".join([*(json.dumps(a, ensure_ascii=False) for a in answers), self.text, self.errors])


def read(name: str) -> Table:
    """The situation of this name."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text())


def names() -> list[str]:
    """All situations."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def ask(situation: Table, home: Path) -> Asked:
    """Make the archives, import them, set the marks, ask."""
    workspace = ["--workspace", str(home / "w.db"), "--as", slug({**ME, **situation.get("me", {})}["name"])]
    for path in archives(situation, home):
        done = run("--workspace", str(home / "w.db"), "import", str(path))
        assert done.exit_code == 0, done.output
    for who in situation.get("contact", []):
        for mark in who.get("marks", []):
            done = run(*workspace, "mark", who["name"], *([mark] if isinstance(mark, str) else mark))
            assert done.exit_code == 0, done.output
    for words in _logged(situation):
        done = run(*workspace, "ask", "log", *words)
        assert done.exit_code == 0, done.output
    return _asked(situation["ask"], [*workspace, "--as-of", f"{EXPORT}"], aloud="text" in situation["expect"])


def _logged(situation: Table) -> Iterable[list[str]]:
    """What the ledger is told: `asked` holds days ago, the state, and the role where it is another."""
    question = situation["ask"]
    for who in situation.get("contact", []):
        for days, state, *other in who.get("asked", []):
            role = (other or [question.get("role", "")])[0]
            yield [who["name"], question["company"], "--role", role, "--state", state, "--on", f"{ago(int(days))}"]


def _asked(question: Table, workspace: list[str], *, aloud: bool) -> Asked:
    role = ["--role", question["role"]] if "role" in question else []
    commands = {
        "verdict": ["verdict", question["company"], *role, *question.get("flags", [])],
        "referrers": ["referrers", question["company"], *role, *question.get("flags", []), "--top", "50"],
        "paths": ["paths", question["company"], *role, *question.get("flags", [])],
    }
    done = {name: run(*workspace, "--format", "json", *words) for name, words in commands.items()}
    shown = [run(*workspace, *words).stdout for words in commands.values()] if aloud else []
    return Asked(
        exits={name: result.exit_code for name, result in done.items()},
        **{name: _json(result) for name, result in done.items()},
        text="".join(shown),
        errors="".join(result.stderr for result in done.values()),
    )


def run(*words: str) -> Result:
    """One command, in this process."""
    return CliRunner().invoke(app, list(words), prog_name="goodword")


def _json(result: Result) -> Table:
    return json.loads(result.stdout) if result.exit_code == 0 and result.stdout.startswith("{") else {}


# -- archives ----------------------------------------------------------------------------------------------------


def archives(situation: Table, home: Path) -> Iterable[Path]:
    """The exports a situation speaks of, oldest first: an earlier one of mine, mine, those of friends."""
    me = {**ME, **situation.get("me", {})}
    if "earlier" in situation:
        earlier = situation["earlier"]
        yield archive(home / "earlier", me, earlier["contact"], day=EXPORT - timedelta(days=earlier["days_ago"]))
    yield archive(home / "mine", me, situation.get("contact", []), others=situation.get("others", 16))
    for friend in situation.get("friend", []):
        yield archive(home / slug(friend["name"]), friend, friend.get("contact", []), others=0)


def archive(home: Path, me: Table, contacts: Sequence[Table], *, day: date = EXPORT, others: int = 0) -> Path:
    """One export as LinkedIn makes it, of `me` and those contacts, with `others` whom no situation is about."""
    home.mkdir(parents=True)
    people = [*contacts, *(_other(i) for i in range(others))]
    path = home / f"Complete_LinkedInDataExport_{day:%m-%d-%Y}.zip"
    with zipfile.ZipFile(path, "w") as bundle:
        for name, head, rows in (*_about(me), *_connections(people, day), *_said(me, people)):
            text = io.StringIO()
            csv.writer(text).writerows([head.split(","), *rows])
            bundle.writestr(name, text.getvalue())
    return path


def _other(i: int) -> Table:
    talk = ", ".join(f"{'in' if j % 2 else 'out'} {400 + 11 * i - 3 * j}" for j in range(i % 5))
    return {
        "name": f"{NAMES[i % 16]} Other{i}",
        "is": f"{OTHERS[i % 6]} at Elsewhere {i}",
        "since": 500 + 37 * i,
        "talk": talk,
    }


def slug(name: str) -> str:
    """The profile slug of an invented person."""
    return "zz-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def url(name: str) -> str:
    """The profile address of an invented person."""
    return f"https://www.linkedin.com/in/{slug(name)}"


def halves(name: str) -> tuple[str, str]:
    """First and last name."""
    first, _, last = name.rpartition(" ")
    return first, last


def job(text: str) -> tuple[str, str]:
    """`Data Engineer at Duo Corp` as title and company."""
    title, _, company = text.rpartition(" at ")
    return title, company


def ago(days: int) -> date:
    """A day before the export."""
    return EXPORT - timedelta(days=days)


Rows = Iterable[tuple[str, str, list[list[Any]]]]


def _about(me: Table) -> Rows:
    headline = me.get("is", "")
    columns = "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    yield (
        "Profile.csv",
        f"{columns}Twitter Handles,Websites,Instant Messengers",
        [[*halves(me["name"]), "", "", "", headline, *[""] * 7]],
    )
    yield "Profile Links.csv", "Url", [[url(me["name"])]]
    stays = []
    for text in me.get("was", []):
        what, _, span = text.rpartition(", ")
        (title, company), (start, _, end) = job(what), span.partition(" to ")
        stays.append([company, title, "", "", start, "" if end == "now" else end])
    yield "Positions.csv", "Company Name,Title,Description,Location,Started On,Finished On", stays
    yield "Skills.csv", "Name", [[skill] for skill in me.get("skills", [])]
    wishes = [(*job(what), ago(int(days))) for what, days in me.get("applied", [])]
    columns = "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name"
    yield (
        "Jobs/Job Applications.csv",
        f"{columns},Question And Answers",
        [
            [f"{d.month}/{d.day}/{d:%y}, 9:00 AM", "", "", company, title, "", "cv.pdf", ""]
            for title, company, d in wishes
        ],
    )
    saved = [(*job(what), ago(int(days))) for what, days in me.get("saved", [])]
    yield (
        "Jobs/Saved Jobs.csv",
        "Saved Date,Job Url,Job Title,Company Name",
        [[f"{d.month}/{d.day}/{d:%y}, 9:00 AM", "", title, company] for title, company, d in saved],
    )


def _connections(people: list[Table], day: date) -> Rows:
    yield (
        "Connections.csv",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        [
            [*halves(p["name"]), url(p["name"]), "", *reversed(job(p.get("is", ""))), f"{ago(p['since']):%d %b %Y}"]
            for p in people
            if "since" in p and ago(p["since"]) <= day
        ],
    )


def _said(me: Table, people: list[Table]) -> Rows:
    head = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
    rows = [row for p in people for row in _messages(me["name"], p)]
    yield "messages.csv", head, sorted(rows, key=lambda row: str(row[6]), reverse=True)
    columns = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
    for key, name in (("recommended_me", "Received"), ("i_recommended", "Given")):
        told = [(p, *_told(p[key])) for p in people if key in p]
        yield (
            f"Recommendations_{name}.csv",
            columns,
            [
                [*halves(p["name"]), c, t, p.get("text", "Good work."), f"{ago(d):%m/%d/%y}, 09:00 AM", "VISIBLE"]
                for p, d, t, c in told
            ],
        )
    yield (
        "Endorsement_Received_Info.csv",
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status",
        [
            [f"{ago(300):%Y/%m/%d} 10:00:00 UTC", skill, *halves(p["name"]), url(p["name"])[8:], "ACCEPTED"]
            for p in people
            for skill in p.get("endorsed_me", [])
        ],
    )
    mine = me["name"]
    yield (
        "Invitations.csv",
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
        [
            [a, b, f"{ago(p['since']):%m/%d/%y}, 9:00 AM", "", way, url(a), url(b)]
            for p in people
            if "invited_by" in p
            for a, b, way in [
                (p["name"], mine, "INCOMING") if p["invited_by"] == "them" else (mine, p["name"], "OUTGOING")
            ]
        ],
    )


def _told(text: str) -> tuple[int, str, str]:
    """`800 days ago, Data Engineer at Halden Data`."""
    days, _, what = text.partition(" days ago, ")
    return int(days), *job(what)


def _messages(mine: str, person: Table) -> Iterable[list[Any]]:
    """`out 350, in 349`: mine 350 days before the export, theirs a day later; `in 30 9`: with nine others."""
    for n, word in enumerate(person.get("talk", "").split(", ") if person.get("talk") else ()):
        way, days, *group = word.split()
        others = [f"Grouped Other{k}" for k in range(int(group[0]))] if group else []
        sender, to = (person["name"], [mine, *others]) if way == "in" else (mine, [person["name"], *others])
        when = f"{ago(int(days))} 10:{n % 60:02}:00 UTC"
        addresses = ", ".join(url(name) for name in to)
        yield [
            f"c-{slug(person['name'])}",
            "",
            sender,
            url(sender),
            ", ".join(to),
            addresses,
            when,
            "",
            "text",
            "INBOX",
        ]


# -- expectations ------------------------------------------------------------------------------------------------


def failures(expected: Table, asked: Asked) -> Iterable[str]:
    """Which expectations do not hold, in sentences; an unknown expectation is one of them."""
    yield from (f"exit of {name}: {code}: {asked.errors}" for name, code in asked.exits.items() if code)
    for name, wanted in expected.items():
        yield from CHECKS[name](wanted, asked)


def _any(found: object, wanted: object) -> bool:
    return found in (wanted if isinstance(wanted, list) else [wanted])


def _verdict(wanted: object, asked: Asked) -> Iterable[str]:
    for which in (asked.verdict, *([asked.referrers["verdict"]] if asked.referrers and wanted == "same" else [])):
        if not _any(which.get("decision"), wanted):
            yield f"verdict {which.get('decision')}, not {wanted}: {which.get('reasons')}"


def _each(key: str) -> Any:
    def check(wanted: Mapping[str, object], asked: Asked) -> Iterable[str]:
        for who, value in wanted.items():
            found = asked.row(who)[key] if who in asked.names else "not listed"
            if not _any(found, value):
                yield f"{key} of {who}: {found}, not {value}"

    return check


def _first(wanted: str, asked: Asked) -> Iterable[str]:
    if asked.names[:1] != [wanted]:
        yield f"first is {asked.names[:3]}, not {wanted}"


def _order(wanted: list[str], asked: Asked) -> Iterable[str]:
    found = [name for name in asked.names if name in wanted]
    if found != wanted:
        yield f"order {found}, not {wanted}"


def _unlisted(wanted: list[str], asked: Asked) -> Iterable[str]:
    yield from (f"{name} is listed" for name in wanted if name in asked.names)


def _former(wanted: list[str], asked: Asked) -> Iterable[str]:
    found = [one["person"]["name"] for one in asked.referrers.get("former", [])]
    if found != wanted:
        yield f"formerly there: {found}, not {wanted}"


def _says(wanted: list[str], asked: Asked) -> Iterable[str]:
    yield from (f"nowhere said: {rx}" for rx in wanted if not re.search(rx, asked.everything, re.IGNORECASE))


def _never(wanted: list[str], asked: Asked) -> Iterable[str]:
    for rx in wanted:
        if found := re.search(rx, asked.everything, re.IGNORECASE):
            yield f"said: {found[0]}"


def _verdict_never(wanted: list[str], asked: Asked) -> Iterable[str]:
    said = json.dumps(asked.verdict, ensure_ascii=False)
    yield from (f"said: {rx}" for rx in wanted if re.search(rx, said, re.IGNORECASE))


def _opens(wanted: str, asked: Asked) -> Iterable[str]:
    reasons = asked.verdict.get("reasons", [])
    if not (reasons and re.search(wanted, reasons[0], re.IGNORECASE)):
        yield f"the first reason is {reasons[:1]}, not {wanted}"


def _questions(wanted: Mapping[str, str], asked: Asked) -> Iterable[str]:
    found = {
        q["parameter"]: {a["answer"]: a["decision"] for a in q["answers"]} for q in asked.verdict.get("questions", [])
    }
    for asks, decision in wanted.items():
        if decision not in found.get(asks, {}).values():
            yield f"question {asks} leads to {found.get(asks)}, not {decision}"


def _met(wanted: Mapping[str, list[str]], asked: Asked, *, least: bool) -> Iterable[str]:
    for who, criteria in wanted.items():
        values = {c["name"]: c["value"] for c in asked.row(who)["vouch"]["criteria"]} if who in asked.names else {}
        for name in criteria:
            if (values.get(name, 0.0) >= 0.5) is not least:
                yield f"{name} of {who}: {values.get(name)}"


def _no_tiers(wanted: bool, asked: Asked) -> Iterable[str]:
    tiers = {row["tier"] for row in asked.referrers.get("referrers", [])}
    if (tiers == {None}) is not wanted:
        yield f"tiers {tiers}"


def _paths(wanted: list[str], asked: Asked) -> Iterable[str]:
    found = [" > ".join(p["name"] for p in path["people"][1:]) for path in asked.paths.get("paths", [])]
    if found != wanted:
        yield f"paths {found}, not {wanted}"


def _person(wanted: str, asked: Asked) -> Iterable[str]:
    found = (asked.verdict.get("person") or {}).get("name", "")
    if found != wanted:
        yield f"the verdict speaks of {found or 'nobody'}, not {wanted}"


def _path_places(wanted: Mapping[str, int], asked: Asked) -> Iterable[str]:
    found = {path["people"][-1]["name"]: path["place"] for path in asked.paths.get("paths", [])}
    yield from (f"the path to {who} has place {found.get(who)}" for who, at in wanted.items() if found.get(who) != at)


def _text(wanted: list[str], asked: Asked) -> Iterable[str]:
    yield from (f"not in the text: {rx}" for rx in wanted if not re.search(rx, asked.text))


CHECKS: Mapping[str, Any] = {
    "verdict": _verdict,
    "first": _first,
    "order": _order,
    "step": _each("next_step"),
    "tier": _each("tier"),
    "no_tiers": _no_tiers,
    "hiring_role": _each("hiring_role"),
    "unlisted": _unlisted,
    "former": _former,
    "says": _says,
    "text": _text,
    "person": _person,
    "path_place": _path_places,
    "never": _never,
    "verdict_never": _verdict_never,
    "first_reason": _opens,
    "questions": _questions,
    "met": lambda wanted, asked: _met(wanted, asked, least=True),
    "not_met": lambda wanted, asked: _met(wanted, asked, least=False),
    "paths": _paths,
}
