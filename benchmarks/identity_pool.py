"""A made-up pool of archives, cards and mailboxes in which it is known who is who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random
from urllib.parse import quote

OWNERS = 5


KNOWN = 110
"""People each owner knows, about."""


KINDS = (
    *("plain", "address spelled otherwise", "name dressed up", "no addresses", "address changed", "name changed"),
    *("card with the mail of the archive", "card with another mail and the employer", "mailbox", "owner", "namesake"),
    *("name alone", "name of two at one employer"),
)


BARE = "name alone"
TWO_AT_ONE = "name of two at one employer"
"""The kind that must not be joined with anything."""


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words("""
    Ada Aki Alma Amir Ana Anders Aya Ben Bela Carla Cem Chidi Dana Dag Edda Elif Emil Erik Esra Eva Farid Fay
    Gita Gus Hana Hugo Ida Ines Ivo Jana Jens Jonas Kaya Kofi Lars Lea Lina Luca Mara Mei Mina Nia Nils Noa
    Olga Omar Otto Pia Ravi Rosa Sana Sven Tala Theo Uma Vera Wanda Yara Yves Zeno
""")


ROOTS = _words("""
    Ahl Berg Brandt Dahl Eck Falk Grau Holm Iver Jahn Kern Lind Mohr Nord Orr Quill Rask Stern Thal Ulm Vane
""")


ENDS = _words("""
    beck by dorf en er feld gaard hof holt ing land mann mark qvist rup sen stad stein ton wald
""")


_FIRMS = _words("""
    Quillmere Tarnova Velmora Northwind Ostrava Kestrel Lumen Harrow Pellin Sable Tidewell Umbra Vantor Wexley
""")


_LINES = ("Systems", "Health", "Robotics", "Energy")


_AS_OF = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the world. `changed`: their former slug, '' for none; `maiden`: their former family name, or ''."""

    number: int
    given: str
    family: str
    slug: str
    company: str
    before: str
    changed: str = ""
    maiden: str = ""

    @property
    def work(self) -> str:
        """The address at work."""
        return f"{self.given}.{self.family}.{self.number}@{self.company.split()[0]}.example".lower()

    @property
    def private(self) -> str:
        """An address that tells nothing."""
        return f"{self.given}{self.number}@gmail.example".lower()


@dataclass(frozen=True, slots=True)
class Mention:
    """One row. `sign`: how it is found again: its job title, which no other row has, or an identity key."""

    who: int
    sign: str
    kind: str


@dataclass(slots=True)
class Pool:
    """The files of a pool and what each row of them means."""

    paths: list[tuple[Path, str]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def mention(self, who: Member, kind: str, sign: str = "") -> str:
        """Note a mention; its sign."""
        sign = sign or f"Engineer {len(self.mentions):05d}"
        self.mentions.append(Mention(who.number, sign, kind))
        return sign


def world(chance: Random, people: int) -> list[Member]:
    """Members, one in thirty with the name of another; some at the same employer as their namesake."""
    found: list[Member] = []
    taken: set[tuple[str, str]] = set()
    while len(found) < people:
        n = len(found)
        given, family = chance.choice(GIVEN), chance.choice(ROOTS) + chance.choice(ENDS)
        company, before = (f"{chance.choice(_FIRMS)} {chance.choice(_LINES)}" for _ in "12")
        if n > OWNERS and n % 30 == 0:
            twin = found[n - 1]
            given, family, company = twin.given, twin.family, chance.choice((twin.company, company))
        elif (given, family) in taken:
            continue
        taken.add((given, family))
        slug = f"zz-demo-{given}-{family}-{n}".lower()
        changed = f"{slug}-old" if chance.random() < 0.08 else ""
        maiden = chance.choice(ROOTS) + chance.choice(ENDS) if chance.random() < 0.05 else ""
        found.append(Member(n, given, family, slug, company, before, changed, maiden))
    return found


def make_pool(seed: int, folder: Path, people: int = 240) -> Pool:
    """Everything that five owners would bring: archives of two years, cards, a mailbox."""
    chance, pool = Random(seed), Pool()
    members = world(chance, people)
    for owner in members[:OWNERS]:
        circle = chance.sample([m for m in members if m is not owner], min(KNOWN, people - 1))
        days = {m.number: date(2015, 1, 1) + timedelta(days=chance.randrange(2500)) for m in circle}
        maker = _Files(chance, pool, folder, owner, days, _namesakes(members))
        maker.archive(circle, old=False)
        if chance.random() < 0.7:
            maker.archive(circle[: len(circle) * 3 // 4], old=True)
        outside = chance.sample(members, min(15, people))
        maker.cards([m for m in (*circle[:40], *outside) if m is not owner])
        if chance.random() < 0.6:
            maker.mailbox(chance.sample(circle, min(20, len(circle))))
    chance.shuffle(pool.paths)
    return pool


def _namesakes(members: Iterable[Member]) -> dict[int, str]:
    """What kind a mention of each is who shares a name: told apart by the employer, or not."""
    named = defaultdict[tuple[str, str], list[Member]](list)
    for who in members:
        named[who.given, who.family].append(who)
    several = [group for group in named.values() if len(group) > 1]
    found = {who.number: "namesake" for group in several for who in group}
    for one, other in (pair for group in several for pair in combinations(group, 2)):
        if one.company.split()[0] == other.company.split()[0]:
            found[one.number] = found[other.number] = TWO_AT_ONE
    return found


class _Files:
    """The files of one owner."""

    def __init__(
        self, chance: Random, pool: Pool, folder: Path, owner: Member, days: dict[int, date], namesakes: dict[int, str]
    ) -> None:
        self._chance, self._pool, self._folder, self._owner = chance, pool, folder, owner
        self._days, self._namesakes = days, namesakes

    def archive(self, circle: Sequence[Member], *, old: bool) -> None:
        """An archive of today, or of four years ago: then often without addresses, always with former jobs."""
        made = self._folder / f"{self._owner.number}-{'old' if old else 'new'}"
        made.mkdir()
        bare = old and self._chance.random() < 0.6
        head = "First Name,Last Name,Email Address,Company,Position,Connected On"
        head = head if bare else head.replace("Email", "URL,Email")
        rows = [self._row(m, old=old, bare=bare) for m in circle]
        (made / "Connections.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        self._own(made, old=old)
        self._pool.paths.append((made, ""))

    def _own(self, made: Path, *, old: bool) -> None:
        me = self._owner
        head = "First Name,Last Name,Maiden Name,Birth Date,Headline,Geo Location"
        title = self._pool.mention(me, "owner")
        (made / "Profile.csv").write_text(f"{head}\n{me.given},{me.family},,,{title},\n", encoding="utf-8")
        (made / "Email Addresses.csv").write_text(f"Email Address,Confirmed\n{me.work},Yes\n", encoding="utf-8")
        stays = f"{me.company},{title},,,Jan 2020,\n"
        (made / "Positions.csv").write_text(f"Company Name,Title,Description,Location,Started On,Finished On\n{stays}")
        as_of = _AS_OF - timedelta(days=1500 if old else 0)
        note = f"x,y,https://www.linkedin.com/in/zz-nobody,met,{as_of} 10:00:00 UTC,\n"
        notes = "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On\n"
        (made / "Notes.csv").write_text(notes + note)

    def _row(self, who: Member, *, old: bool, bare: bool) -> str:
        kind, given, family = "no addresses" if bare else "plain", who.given, who.family
        slug = who.changed if old and who.changed else who.slug
        if old and who.changed and not bare:
            kind = "address changed"
        elif old and who.maiden and not bare:
            kind, family = "name changed", who.maiden
        elif self._chance.random() < 0.12:
            kind = "name dressed up" if not bare else kind
            family = self._chance.choice((f'"{family}, PhD"', f"{family} 🚀", f"{family} (she/her)", family.upper()))
        elif self._chance.random() < 0.12 and not bare:
            kind, slug = "address spelled otherwise", quote(slug.upper(), safe="").replace("-", "%2D")
        kind = "namesake" if who.number in self._namesakes else kind
        sign = self._pool.mention(who, kind)
        mail = who.work if self._chance.random() < 0.2 else ""
        company = who.before if old else who.company
        url = "" if bare else f"https://www.linkedin.com/in/{slug},"
        return f"{given},{family},{url}{mail},{company},{sign},{self._days[who.number]:%d %b %Y}"

    def cards(self, people: Iterable[Member]) -> None:
        """An address book: with the archive's mail, with another and the employer, or with nothing but the name."""
        text = ""
        for who in dict.fromkeys(people):
            luck, lines = self._chance.random(), [f"FN:{who.given} {who.family}"]
            if luck < 0.35:
                kind, more = "card with the mail of the archive", [f"EMAIL:{who.work}"]
            elif luck < 0.8:
                kind = "card with another mail and the employer"
                more = [f"EMAIL:{who.private}", f"ORG:{who.company} GmbH"]
            else:
                kind, more = BARE, []
            kind = self._namesakes.get(who.number, kind) if kind != BARE else kind
            lines += [*more, f"TITLE:{self._pool.mention(who, kind)}"]
            text += "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))
        path = self._folder / f"{self._owner.number}-cards.vcf"
        path.write_text(text, encoding="utf-8")
        self._pool.paths.append((path, f"{self._owner.given} {self._owner.family} <{self._owner.work}>"))

    def mailbox(self, people: Iterable[Member]) -> None:
        """Mails from people's addresses at work."""
        me, text = self._owner, ""
        for who in people:
            kind = self._namesakes.get(who.number, "mailbox")
            self._pool.mention(who, kind, f"mail:{who.work}")
            head = f"From: {who.given} {who.family} <{who.work}>\nTo: {me.work}\nDate: Mon, 2 Mar 2026 11:20:34 +0000\n"
            text += f"From x@y Mon Mar 02 11:20:34 2026\n{head}Message-ID: <{who.number}@x>\n\nhi\n\n"
        path = self._folder / f"{me.number}.mbox"
        path.write_text(text, encoding="utf-8")
        self._pool.paths.append((path, f"{me.given} {me.family} <{me.work}>"))
