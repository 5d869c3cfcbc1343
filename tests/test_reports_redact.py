"""A redacted report, in every format and with everything in its folder, names nobody of the whole workspace."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from report_scene import asked, pool
from scenes import Scene, Stay, talk

from cli.main import app
from graph.names import fold
from graph.stores.workspace import Workspace
from referral.survey import TargetLine
from reports.batch import Order, run
from reports.redact import HIDDEN, key_sign, made_up, redacted
from reports.writers import FORMATS
from reports.writers.pdf import missing

OWNER = Scene(
    people={
        "in:ada-arden-1234": ("Ada Arden", "Engineer, ask ada.arden@mail.example", "Arden Ada Studio"),
        "in:gus-green-77": ("Gus Green", "at www.gusgreen.example", "The Gus Green Group"),
        "in:wang-fang-5": ("王芳", "工程师 https://x.example/wangfang", "王芳工作室"),
        "in:bo-9": ("Bo", "Owner", "Bo"),
        "in:ann-3": ("Ann", "Engineer", "Annual Holdings"),
        "in:jose-2": ("José Núñez", "CEO", "JOSE NUNEZ S.A."),
        "in:formula-1": ('=HYPERLINK("https://evil.example","Pat Quill")', "+1 555", "=cmd|' /C calc'!A0"),
        "in:mail-1": ("kim.vale@mail.example", "Designer", "kim.vale@mail.example"),
        "in:markup-1": ("<img src=x onerror=alert(1)> Rex Roe", "<b>CTO</b>", "Rex Roe & Sons"),
        "in:rtl-1": ("\u202eبهية الزهراء\u202c", "مهندسة", "شركة بهية الزهراء"),
        "in:plain-1": ("Pia Pohl", "Staff Engineer", "Quarry"),
    },
    connections=tuple(
        ("in:ada-arden-1234", other, date(2015, 1 + at, 1))
        for at, other in enumerate(
            (
                *("in:gus-green-77", "in:wang-fang-5", "in:bo-9", "in:ann-3", "in:jose-2", "in:formula-1"),
                *("in:mail-1", "in:markup-1", "in:rtl-1", "in:plain-1"),
            )
        )
    ),
    contacts=(
        *talk("in:ada-arden-1234", "in:gus-green-77", date(2026, 9, 1), turns=6),
        *talk("in:ada-arden-1234", "in:wang-fang-5", date(2025, 9, 1), turns=6),
        *talk("in:ada-arden-1234", "in:plain-1", date(2026, 8, 1), turns=6),
    ),
    stays=(Stay("in:plain-1", "Umbra", "Engineer", date(2012, 1, 1), date(2014, 1, 1)),),
)
FAR = Scene(
    people={
        "in:olaf-okafor-8": ("Olaf Okafor", "Chef", "Nowhere"),
        "in:zoe-zander-4": ("Zoe Zander", "Chef", "Zoe Zander Catering"),
    },
    connections=(("in:olaf-okafor-8", "in:zoe-zander-4", None),),
)
TARGETS = (
    *("The Gus Green Group", "王芳工作室", "Bo", "Annual Holdings", "JOSE NUNEZ S.A.", "=cmd|' /C calc'!A0", "Umbra"),
    *("Rex Roe & Sons", "شركة بهية الزهراء", "Quarry", "Zoe Zander Catering", "Zander, Zoe", "kim.vale@mail.example"),
    *("https://jobs.example/olaf-okafor-8", "Olaf Okafor Fan Club", "Arden Ada Studio", "Nobody Knows Ltd"),
)
PARTS = {"Ann", "ann", "Bo", "bo"}
"""Names that are a part of other words too: as words of their own they are looked for apart."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("redact"), OWNER, FAR)


def order(folder: Path, *, redact: bool = True) -> Order:
    forms = tuple(form for form in FORMATS if form != "pdf" or not missing())
    lines = tuple(TargetLine(name, "as Gus Green is") for name in TARGETS)
    return Order(folder, forms, lines, redact=redact, since=date(2020, 1, 1))


def readable(data: bytes) -> str:
    """All text of a file: the parts of a zip, the text and metadata of a PDF, else the file."""
    texts = []
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            texts += [info.filename + book.read(info).decode("utf-8", "replace") for info in book.infolist()]
    elif data[:4] == b"%PDF":
        reader = PdfReader(io.BytesIO(data))
        texts += ["".join(page.extract_text() for page in reader.pages).replace("\0", ""), str(reader.metadata)]
    else:
        texts.append(data.decode())
    return "\n".join(texts)


def unpacked(data: bytes) -> str:
    """The bytes of a file and of what is packed in a PDF, read as letters whatever they are."""
    texts = [data.decode("utf-8", "replace"), data.decode("utf-16-be", "replace")]
    if data[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                plain = zlib.decompressobj().decompress(stream)
            except zlib.error:
                plain = stream
            texts += [plain.decode("utf-8", "replace"), plain.decode("utf-16-be", "replace")]
    return "\n".join(texts)


def traces(scene: Scene) -> set[str]:
    """Names as written and in plain letters, profile addresses, and addresses in titles."""
    found = {key.removeprefix("in:") for key in scene.people}
    for name, title, company in scene.people.values():
        found |= {name.strip("\u202e\u202c"), fold(name)}
        found |= set(re.findall(r"\S+@\S+|www\.\S+|https://\S+", f"{title} {company}"))
    return found - PARTS


def test_nothing_in_the_folder_names_anybody(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Workspace.open(workspace) as opened:
        owners = [person.id for person in opened.owners()]
        ids = {person.id for person in opened.find_people("", limit=100)}
    list(run(order(out), (*owners, "anyone"), lambda ego: asked(workspace, ego), lambda *_: None))
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) == 3 * (len(order(out).formats) + 1)
    for path in files:
        data = path.read_bytes()
        text = f"{path.relative_to(out)}\n{readable(data)}"
        shown, plain = f"{text}\n{unpacked(data)}", fold(text)
        for trace in traces(OWNER) | traces(FAR) | ids:
            assert trace not in shown, (path, trace)
            assert json.dumps(trace)[1:-1] not in shown, (path, trace)
            assert fold(trace) not in plain, (path, trace)
        if path.suffix not in {".pdf", ".xlsx"}:  # compressed bytes may look like anything
            assert not re.search(r"[\w.+-]+@[\w-]+\.\w+|\b(Bo|Ann)\b", text), path


def test_companies_keep_their_names_where_nobody_is_called_so(workspace: Path, tmp_path: Path) -> None:
    with asked(workspace) as context:
        report = order(tmp_path).report(context, lambda *_: None)
    kept = {row.asked for row in report.targets} - {HIDDEN}
    assert kept == {"Annual Holdings", "Quarry", "Umbra", "Nobody Knows Ltd", "=cmd|' /C calc'!A0", "Rex Roe & Sons"}
    assert all(row.role == HIDDEN for row in report.targets)


def test_the_key_is_of_this_workspace_alone_and_a_new_one_cuts_the_link(workspace: Path, tmp_path: Path) -> None:
    other = pool(tmp_path, OWNER, FAR)
    with asked(workspace) as here, asked(other) as there:
        ada, before = here.egos[0].id, key_sign(here.workspace)
        assert [p.name for p in here.egos] == [p.name for p in there.egos]
        assert made_up(ada, here.workspace) == made_up(ada, here.workspace)
        assert here.workspace.pseudonym_key() != there.workspace.pseudonym_key()
        report = order(tmp_path, redact=False).report(there, lambda *_: None)
        first = redacted(report, there.workspace)
        assert redacted(report, there.workspace) == first
        there.workspace.pseudonym_key(new=True)
        second = redacted(report, there.workspace)
    assert first.ego is not None
    assert second.ego is not None
    assert first.ego.name != second.ego.name
    assert first.counts == second.counts
    with Workspace.open(workspace) as again:
        assert key_sign(again) == before


def test_new_names_are_asked_for_and_write_anew(workspace: Path, tmp_path: Path) -> None:
    def names(*more: str) -> tuple[int, str]:
        command = ["--workspace", str(workspace), "report", "--out", str(tmp_path / "r"), "--to", "json", *more]
        found = CliRunner().invoke(app, command)
        told = tmp_path / "r" / "report.json"
        return found.exit_code, json.loads(told.read_text(encoding="utf-8"))["ego"]["name"] if told.exists() else ""

    assert names("--new-names")[0] == 2
    first = names("--redact")
    assert names("--redact", "--if-changed") == first
    second = names("--redact", "--new-names", "--if-changed")
    assert first[0] == second[0] == 0
    assert first[1] != second[1]
    assert names("--redact") == second
