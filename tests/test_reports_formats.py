"""Each format of a report: against golden files, in its own reader, with hostile names, and without people."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from markupsafe import escape
from pypdf import PdfReader
from pypdf.generic import PdfObject
from report_scene import PEOPLE, TARGETS, asked, pool

from cli.main import app
from graph.errors import MissingExtraError
from graph.text import FORMULA_STARTS
from reports.build import build
from reports.charts.svg import joined, label, picture
from reports.document import document
from reports.model import NetworkReport
from reports.redact import made_up, redacted
from reports.writers import WRITERS
from reports.writers.fonts import without_font
from reports.writers.json_file import schema_text
from reports.writers.labels import set_over
from reports.writers.pdf import RefusedAddressError, as_pdf, missing, refuse

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden_report"
NO_PDF = "not run: PDF needs the system library Pango (libpango-1.0-0 libpangoft2-1.0-0)"
needs_pango = pytest.mark.skipif(bool(missing()), reason=NO_PDF)
Golden = Callable[[Path, str], None]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pool(tmp_path_factory.mktemp("formats"))


@pytest.fixture(scope="module")
def report(workspace: Path) -> NetworkReport:
    with asked(workspace) as context:
        return build(context, TARGETS)


@pytest.fixture(scope="module")
def bare(workspace: Path, report: NetworkReport) -> NetworkReport:
    with asked(workspace) as context:
        return redacted(report, context.workspace)


@pytest.fixture(scope="module")
def pdf(report: NetworkReport) -> PdfReader:
    """The report as PDF: made once, for it takes seconds."""
    return PdfReader(io.BytesIO(as_pdf(document(report))))


@pytest.mark.parametrize("form", ["html", "csv", "json", "md"])
def test_text_is_as_it_was(report: NetworkReport, golden: Golden, form: str) -> None:
    text = WRITERS[form](report).decode().replace("\r\n", "\n")
    golden(GOLDEN / f"report.{form}", re.sub(r'"generation": \d+', '"generation": 0', text))


def sheets(data: bytes) -> str:
    """Every cell of a workbook as text, from its XML: formulas and links would show as such."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = sorted(n for n in book.namelist() if n.endswith(".xml"))
        return "\n".join(f"{name}: {book.read(name).decode()}" for name in names)


def test_the_workbook_is_as_it_was(report: NetworkReport, golden: Golden) -> None:
    data = WRITERS["xlsx"](report)
    assert data == WRITERS["xlsx"](report)
    golden(GOLDEN / "report.xlsx.txt", sheets(data).replace("><", ">\n<"))


def test_the_workbook_runs_nothing_and_is_typed(report: NetworkReport) -> None:
    text = sheets(WRITERS["xlsx"](report))
    assert "<f>" not in text
    assert "<hyperlink" not in text
    assert text.count('state="frozen"') == text.count("<worksheet")
    assert '=HYPERLINK("http://evil.example"' in text.replace("&quot;", '"')


@needs_pango
def test_the_pdf_is_tagged_and_holds_every_name(report: NetworkReport, pdf: PdfReader, golden: Golden) -> None:
    assert str(pdf.root_object["/Lang"]) == "en"
    assert "/StructTreeRoot" in pdf.root_object
    assert "'/Marked': True" in str(pdf.root_object["/MarkInfo"].get_object())
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Network strength - Ada Arden"
    text = written(pdf)
    for heading in ("Target companies", "The people that matter", "Concentration", "What the numbers mean"):
        assert heading in text
    assert "Lou Lake" in text
    held = "".join(text.split())  # where lines break, and what stands beside what, is the fonts' matter
    words = {word for word in re.findall(r"\b[A-Za-z]{3,}\b", WRITERS["md"](report).decode()) if word in held}
    golden(GOLDEN / "report.pdf.txt", "\n".join(sorted(words)) + "\n")


def tagged(node: object, role: str) -> Iterator[dict[str, object]]:
    """Every element of a role in the structure tree of a PDF."""
    held = node.get_object() if isinstance(node, PdfObject) else node
    if isinstance(held, list):
        for one in held:
            yield from tagged(one, role)
    elif isinstance(held, dict):
        if held.get("/S") == role:
            yield held
        yield from tagged(held.get("/K"), role)


@needs_pango
def test_every_picture_of_the_pdf_is_told_and_has_its_table(report: NetworkReport, pdf: PdfReader) -> None:
    root = pdf.root_object["/StructTreeRoot"]
    pictures = [str(figure.get("/Alt", "")) for figure in tagged(root, "/Figure")]
    assert len(pictures) > 5
    assert all(pictures)
    headings = {item.shown.title for section in document(report).sections for item in section.items if item.shown.rows}
    assert set(pictures) <= headings | {item.table.title for s in document(report).sections for item in s.items}


def test_labels_of_a_picture_are_set_over_it_as_text() -> None:
    names = ("שלום <b>: Ask", "สมหญิง รักไทย", "👩‍🚀 & co")
    drawn = picture(joined(label(180, 12 + 16 * at, name, anchor="middle") for at, name in enumerate(names)), 60, "T")
    page = set_over(f"<p>before</p><figure>{drawn}</figure>")
    figure, spans = page.split("</svg>")
    assert "<title>T</title>" in figure
    assert "<text" not in figure
    assert re.findall(r"<span [^>]*left: 50.00%[^>]*>([^<]*)</span>", spans) == [str(escape(name)) for name in names]


@needs_pango
def test_letters_in_the_labels_of_the_pdf_are_those_of_the_names(report: NetworkReport, pdf: PdfReader) -> None:
    wanted = {row.name for row in report.targets if row.firm and not without_font(row.name)}
    text = "".join(page.extract_text() for page in pdf.pages)
    assert all(name.replace(" ", "") in text.replace(" ", "").replace("\n", "") for name in wanted)


@pytest.mark.parametrize("address", ["https://evil.example/x.png", "file:///etc/passwd", "data:,x"])
def test_nothing_is_fetched_for_a_pdf(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        refuse(address)


def test_without_the_extra_the_sentence_says_what_to_do(report: NetworkReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    with pytest.raises(MissingExtraError, match="printed to PDF instead") as caught:
        as_pdf(document(report))
    assert "goodword[pdf]" in caught.value.by


def test_the_json_is_in_the_documented_shape(report: NetworkReport, bare: NetworkReport) -> None:
    text = (ROOT / "docs" / "report-schema.json").read_text(encoding="utf-8")
    assert text == schema_text()
    validator = Draft202012Validator(json.loads(text))
    for one in (report, bare):
        validator.validate(json.loads(WRITERS["json"](one)))


def test_no_cell_of_the_csv_runs(report: NetworkReport) -> None:
    rows = list(csv.reader(io.StringIO(WRITERS["csv"](report).decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not re.fullmatch(r"-?[\d.e-]+", cell)]


def test_the_page_stands_alone(report: NetworkReport) -> None:
    text = WRITERS["html"](report).decode()
    assert "<script" not in text
    assert not re.findall(r'(?:src|href)="(?!data:|#|http://127\.0\.0\.1:8765/)[^"]*"', text)
    assert "url(" not in text
    assert "default-src 'none'" in text
    assert "<b>" not in text
    assert "بهية الزهراء" in text
    assert "山田 太郎" in text


@pytest.mark.parametrize("form", list(WRITERS))
def test_no_name_and_no_address_is_left_in_a_redacted_file(bare: NetworkReport, form: str) -> None:
    if form == "pdf" and missing():
        pytest.skip(NO_PDF)
    data = WRITERS[form](bare)
    text = plain(form, data)
    for name in PEOPLE:
        assert name not in text
        assert json.dumps(name)[1:-1] not in text
    addresses = re.findall(r"[\w.+-]+@[\w-]+\.\w+|linkedin\.com|evil\.example|jobs\.example|mail\.example", text)
    assert addresses == []
    assert not re.search(r"\b[pc][0-9a-f]{16}\b", text)


def written(reader: PdfReader) -> str:
    """The text of a PDF; the reader gives some of it with a zero between any two letters."""
    return "\n".join(page.extract_text() for page in reader.pages).replace("\0", "")


def plain(form: str, data: bytes) -> str:
    """All text of a file, metadata included."""
    if form == "xlsx":
        return sheets(data)
    if form == "pdf":
        reader = PdfReader(io.BytesIO(data))
        return "\n".join(
            [written(reader), str(reader.metadata), str(reader.xmp_metadata and reader.xmp_metadata.dc_title)]
        )
    return data.decode()


def test_made_up_names_are_stable_and_the_numbers_stay(
    workspace: Path, report: NetworkReport, bare: NetworkReport
) -> None:
    with asked(workspace) as context:
        ada = context.egos[0]
        assert bare.ego is not None
        assert bare.ego.name == made_up(ada.id, context.workspace)
        assert redacted(report, context.workspace) == bare
    assert bare.counts == report.counts
    assert [t.decision for t in bare.targets] == [t.decision for t in report.targets]
    assert [t.p_answer for t in bare.targets] == [t.p_answer for t in report.targets]


def run(workspace: Path, *arguments: str) -> str:
    found = CliRunner().invoke(app, ["--workspace", str(workspace), *arguments])
    assert found.exit_code == 0, found.output
    return found.output


def test_a_cohort_is_one_each_and_one_together_and_goes_on_where_it_stopped(workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "cohort"
    command = ("report", "--owner", "all", "--out", str(out), "--to", "json", "--redact")
    assert run(workspace, *command).count("wrote") == 3
    folders = sorted(path.name for path in out.iterdir())
    assert len(folders) == 3
    assert not any(
        word in " ".join(folders).lower() for name in PEOPLE for word in name.lower().split() if len(word) > 2
    )
    together = json.loads((out / "all-owners" / "report.json").read_text(encoding="utf-8"))
    assert len(together["members"]) == 2
    assert run(workspace, *command).count("nothing has changed") == 3
    (out / folders[1] / "report.json").unlink()
    again = run(workspace, *command)
    assert (again.count("wrote"), again.count("nothing has changed")) == (1, 2)


def test_if_changed_leaves_what_still_holds(workspace: Path, tmp_path: Path) -> None:
    command = ("report", "--out", str(tmp_path / "r"), "--to", "md", "--if-changed")
    assert "wrote" in run(workspace, *command)
    assert "nothing has changed" in run(workspace, *command)
    assert "wrote" in run(workspace, *command, "--as-of", "2026-10-01")


def lists_fonts(folder: Path, covered: str) -> None:
    """An `fc-list` that knows a font for the letters of `covered` alone."""
    known = "|".join(f":charset={ord(letter):x}" for letter in covered)
    (folder / "fc-list").write_text(f'#!/bin/sh\ncase "$1" in {known}) echo "Some Font";; esac\n', encoding="utf-8")
    (folder / "fc-list").chmod(0o755)


@pytest.mark.parametrize(
    ("text", "covered", "told"),
    [
        ("Åsa at Ōkami, Σ and Ж", "x", ""),
        (
            "株式会社",
            "x",
            "no font here has Chinese letters, so the PDF shows boxes for them: apt install fonts-noto-cjk",
        ),
        ("株式会社", "会", ""),
        (
            "שלום 株",
            "株",
            "no font here has Hebrew letters, so the PDF shows boxes for them: apt install fonts-noto-core",
        ),
        (
            "Pizza 🍕 ★",
            "★",
            "no font here has emoji, so the PDF shows boxes for them: apt install fonts-noto-color-emoji",
        ),
    ],
)
def test_letters_without_a_font_are_said(
    text: str, covered: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists_fonts(tmp_path, covered)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert without_font(text) == ((told,) if told else ())


def test_without_a_list_of_fonts_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert without_font("株式会社") == ()
