"""The owner's own files, and those a right reading leaves alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from synthetic.dates import clock, dashed, dashed_utc, days_before, java, month_words
from synthetic.dice import dice
from synthetic.eras import COACH_HEADER
from synthetic.model import Interest
from synthetic.tables import ArchivePlan, Row, Skip, Table, url


def _columns(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


_PROFILE_2017 = _columns(
    "First Name,Last Name,Maiden Name,Created Date,Address,Birth Date,Contact Instructions,Marital Status,"
    "Headline,Summary,Industry,Association"
)
_PROFILE_2019 = _columns(
    "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,Industry,Country,"
    "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
)
_PROFILE_2021 = _columns(
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers"
)
_APPLICATIONS = _columns(
    "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
    "Question And Answers"
)
_CONTACTS = _columns(
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
    "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
)
_AD_TARGETING = _columns(
    "Member Age,Buyer Groups,Company Names,Company Names,Company Follower of,Company Names,Job Titles,Job Titles"
)


def _table(
    name: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, read: bool = True, skip: Skip | None = None
) -> Table:
    cells = tuple(Row(dict(zip(header, row, strict=False)), skip) for row in rows)
    return Table(name, tuple(header), cells, read=read)


def _sparse(name: str, header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Table:
    return Table(name, tuple(header), tuple(Row(row) for row in rows))


def profile(scene: ArchivePlan) -> Table:
    """Profile.csv: one row, no profile address."""
    life, job = scene.life, scene.life.owner.job_at(scene.as_of)
    header = {"2017": _PROFILE_2017, "2019": _PROFILE_2019}.get(scene.era.name, _PROFILE_2021)
    row = {
        "First Name": life.owner.given,
        "Last Name": life.owner.family,
        "Headline": f"{job.title} at {job.firm.name}" if job else "Open to ideas",
        "Summary": 'I like systems that are "boring".\n\nInvented for a demonstration.',
        "Industry": life.industry,
        "Geo Location": life.place,
        "Zip Code": "00000",
        "Twitter Handles": "[zz_demo]",
        "Websites": "[PORTFOLIO:https://portfolio.example,BLOG:https://blog.example]",
    }
    return _sparse("Profile.csv", header, [row])


def positions(scene: ArchivePlan) -> Table:
    """Positions.csv, newest first; an end that had not come yet is blank."""
    header = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
    rows = []
    for job in reversed(scene.life.owner.jobs):
        if job.start <= scene.as_of:
            end = job.end if job.end and job.end <= scene.as_of else None
            started, finished = month_words(job.start), month_words(end)
            rows.append(
                (job.firm.name, job.title, "Kept things running.\nMostly.", scene.life.place, started, finished)
            )
    return _table("Positions.csv", header, rows)


def education(scene: ArchivePlan) -> Table:
    """Education.csv: years."""
    header = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
    year = scene.life.registered.year
    first, second = scene.life.schools
    rows = [
        (second, str(year - 2), str(year), "Thesis", "MSc", ""),
        (first, str(year - 6), str(year - 2), "", "BSc", "Chess, Rowing"),
    ]
    return _table("Education.csv", header, rows)


def small_papers(scene: ArchivePlan) -> list[Table]:
    """Skills and mail addresses, which are read; languages, phones and such, which are not."""
    life = scene.life
    primary = "Is primary" if scene.era.clocks else "Primary"
    updated = "Status Updated On" if scene.era.clocks else "Updated On"
    mails = [(mail, "Yes", "No" if i else "Yes", "Not Available") for i, mail in enumerate(life.mails)]
    registered = (clock(life.registered), "203.0.113.7", "")
    return [
        _table("Skills.csv", ("Name",), [(skill,) for skill in life.skills]),
        _table("Email Addresses.csv", ("Email Address", "Confirmed", primary, updated), mails),
        _table("Profile Summary.csv", ("Profile Summary",), [("I like systems.",)], read=False),
        _table("Languages.csv", ("Name", "Proficiency"), [("English", "Full professional proficiency")], read=False),
        _table("PhoneNumbers.csv", ("Extension", "Number", "Type"), [("", "+1 555-0100", "Mobile")], read=False),
        _table(
            "Registration.csv", ("Registered At", "Registration Ip", "Subscription Types"), [registered], read=False
        ),
    ]


def _wanted(scene: ArchivePlan, kind: str) -> list[Interest]:
    return [i for i in scene.life.interests if i.kind == kind and i.at < scene.cut]


def job_papers(scene: ArchivePlan) -> list[Table]:
    """Applications (in two parts since 2022), saved jobs, follows."""
    rows = []
    for i, want in enumerate(_wanted(scene, "applied")):
        job = f"http://www.linkedin.com/jobs/view/{9_000_000_000 + i}"
        answers = "Years of experience?:7 | Will you relocate?:No"
        rows.append(
            (clock(want.at), scene.life.mails[0], "+1 555-0100", want.company, want.title, job, "cv.pdf", answers)
        )
    cut = len(rows) * 2 // 3 if scene.era.preamble else len(rows)
    parts = [_table("Jobs/Job Applications.csv", _APPLICATIONS, rows[:cut])]
    if rows[cut:]:
        parts.append(_table("Jobs/Job Applications_1.csv", _APPLICATIONS, rows[cut:]))
    saved = [
        (clock(want.at), f"http://www.linkedin.com/jobs/view/{9_100_000_000 + i}", want.title, want.company)
        for i, want in enumerate(_wanted(scene, "saved"))
    ]
    follows = [(want.company, java(want.at)) for want in _wanted(scene, "follow")]
    return [
        *parts,
        _table("Jobs/Saved Jobs.csv", ("Saved Date", "Job Url", "Job Title", "Company Name"), saved),
        _table("Company Follows.csv", ("Organization", "Followed On"), follows),
    ]


def notes(scene: ArchivePlan) -> Table:
    """Notes.csv (2026): the owner's own words about the closest."""
    header = (
        "Connection First Name",
        "Connection Last Name",
        "Connection Profile URL",
        "Note",
        "Created On",
        "Edited On",
    )
    chance = dice(scene.life.seed, "notes", scene.life.owner.slug)
    rows: list[tuple[str, ...]] = []
    for tie in scene.ties:
        if tie.strength > 0.5 and len(rows) < 25:
            person, at = tie.person, dashed_utc(days_before(scene.cut, chance.uniform(0, 300)))
            rows.append((person.given, person.family, url(person), 'met again, "ask about the platform team"', at, ""))
    return _table("Notes.csv", header, rows)


def never_read(scene: ArchivePlan) -> list[Table]:
    """Files with nothing about ties, or nothing anyone else should see."""
    at = dashed(days_before(scene.cut, 40))
    tables = [_table(name, COACH_HEADER, (), read=False) for name in scene.era.coach]
    tables.append(_table(scene.era.contacts_file, _CONTACTS, _uploaded(scene), read=scene.uploaded))
    tables.append(_table("Ad_Targeting.csv", _AD_TARGETING, [["35-54", *["a; b; c"] * 7]], read=False))
    if scene.complete:
        tables += [*_activity(scene, at), *_security(scene)]
    return tables


def _uploaded(scene: ArchivePlan) -> list[tuple[str, ...]]:
    """The address book the owner once uploaded."""
    chosen = [tie.person for tie in scene.ties if tie.strength > 0.4][:50] if scene.uploaded else []
    gaps = ("",) * 4
    return [
        (
            "GOOGLE_CONTACTS",
            p.given,
            p.family,
            "",
            "",
            p.mail,
            "+15550101",
            "3/4/16, 9:10 AM",
            "",
            "",
            "",
            p.name,
            *gaps,
        )
        for p in chosen
    ]


def _activity(scene: ArchivePlan, at: str) -> list[Table]:
    tail = f"_{dice(scene.life.seed, 'member').randrange(10**7, 10**9)}" if scene.era.numbered else ""
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7123456789012345678"
    comments = _table(
        f"Comments{tail}.csv", ("Date", "Link", "Message"), [(at, link, 'You said "ship it"')], skip=Skip.UNKNOWN
    )
    return [
        Table(comments.name, comments.header, comments.rows, backslash=True),
        _table(f"Reactions{tail}.csv", ("Date", "Type", "Link"), [(at, "LIKE", link)] * 5, read=False),
        _table(
            f"Member_Follows{tail}.csv",
            ("Date", "Status", "FullName"),
            [(at, "Active", "Somebody Else")],
            skip=Skip.UNKNOWN,
        ),
        _table(
            "SearchQueries.csv",
            ("Time", "Search Query"),
            [(at.replace("-", "/") + " UTC", "staff engineer")],
            read=False,
        ),
    ]


def _security(scene: ArchivePlan) -> list[Table]:
    login = (java(days_before(scene.cut, 3)), "203.0.113.8", "Browser/1", "LOGIN_REMEMBER_ME")
    return [
        _table("Logins.csv", ("Login Date", "IP Address", "User Agent", "Login Type"), [login], read=False),
        _table("Security Challenges.csv", ("Challenge Date", "IP Address", "User Agent", "Country"), (), read=False),
        _table(
            "Inferences_about_you.csv", ("Category", "Type of inference", "Description", "Inference"), (), read=False
        ),
    ]
