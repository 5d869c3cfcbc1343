"""PDF by WeasyPrint, tagged (PDF/UA-1); the part that is optional, with a clear sentence where it is missing."""

from __future__ import annotations

import logging

from graph.errors import MissingExtraError
from reports.document import Document
from reports.writers.labels import set_over
from reports.writers.page import as_html

NO_EXTRA = "the part that writes PDF is not installed; the HTML report can be printed to PDF instead"
NO_PANGO = "for PDF the system library Pango is needed; the HTML report can be printed to PDF instead"


class RefusedAddressError(ValueError):
    """The page asks for something from outside, which it never may."""

    def __init__(self, address: str) -> None:
        super().__init__(f"nothing is fetched for a report: {address[:80]}")


def missing() -> MissingExtraError | None:
    """What PDF lacks here; None where it can be written."""
    try:
        import weasyprint  # noqa: F401, PLC0415  (optional)
    except ImportError:
        return MissingExtraError(NO_EXTRA, "pip install 'goodword[pdf]'")
    except OSError:
        return MissingExtraError(NO_PANGO, "apt install libpango-1.0-0 libpangoft2-1.0-0 (on Debian)")
    return None


def as_pdf(found: Document) -> bytes:
    """The document as a tagged PDF. Nothing is fetched.

    Raises:
        MissingExtraError: WeasyPrint or Pango is not there; the sentence says what to install.
    """
    lacking = missing()
    if lacking:
        raise lacking
    import weasyprint  # noqa: PLC0415  (optional)

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page = weasyprint.HTML(string=set_over(as_html(found, printed=True)), url_fetcher=refuse)
    made = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"goodword-report")
    return bytes(made or b"")


def refuse(url: str) -> dict[str, str]:
    """The fetcher of the page: there is none."""
    raise RefusedAddressError(url)
