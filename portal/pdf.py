"""Pages as PDF: A4, tagged for screen readers (PDF/UA), with nothing fetched from anywhere.

WeasyPrint is loaded with the first PDF that is asked for: it takes a second and 40 MB that a
server which makes none need not spend. It needs the Pango library of the system; without it
`available()` is false, and the page offers printing instead.
"""

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from flask.wrappers import Response

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.urls import URLFetcher

_STYLE = Path(__file__).with_name("pdf.css")
#: PDF/UA-1, the ISO standard for PDFs that can be read aloud
_VARIANT = "pdf/ua-1"


class PdfError(RuntimeError):
    """No PDF can be made on this machine: the Pango library is missing."""


@cache
def available() -> bool:
    """Whether PDFs can be made here. Takes a second when it is asked first."""
    try:
        _style()
    except PdfError:
        return False
    return True


def pdf(html: str, *, title: str) -> bytes:
    """The PDF of a whole HTML document, in the language that its ``lang`` names.

    ``title`` stands in the window that shows the PDF. Only the text counts: style sheets, images
    and links of the document are not fetched. Raises PdfError.
    """
    style = _style()
    from weasyprint import HTML  # see above

    document = HTML(string=html, url_fetcher=_fetcher()).render(
        stylesheets=[style], pdf_variant=_VARIANT, pdf_tags=True
    )
    document.metadata.title = title
    made: bytes | None = document.write_pdf(pdf_variant=_VARIANT, pdf_tags=True)
    assert made is not None  # noqa: S101  no target was given
    return made


def pdf_response(html: str, *, title: str, filename: str) -> Response:
    """A PDF to be saved under a name (ASCII, with its ending); never kept. Raises PdfError."""
    response = current_app.response_class(pdf(html, title=title), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def _style() -> "CSS":
    """The style sheet, read once. Raises PdfError where WeasyPrint finds no Pango."""
    # What it logs may quote the document.
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        from weasyprint import CSS  # see above
    except OSError:
        raise PdfError from None
    return CSS(string=_STYLE.read_text("utf-8"), url_fetcher=_fetcher())


def _fetcher() -> "URLFetcher":
    """Fetches nothing but what stands in the document itself."""
    from weasyprint.urls import URLFetcher  # see above

    return URLFetcher(allowed_protocols=("data",))
