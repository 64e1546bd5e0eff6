"""PDFs: their text, that they can be read aloud, and that they fetch nothing."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from portal import pdf

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>x</title>
<link rel="stylesheet" href="http://127.0.0.1:9/style.css"></head>
<body><h1>Indsigelse</h1><p>{text}</p><img src="http://127.0.0.1:9/a.png" alt="et billede"></body>
</html>"""


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    """What one test makes of the missing library is forgotten in the next."""
    yield
    pdf.available.cache_clear()
    pdf._style.cache_clear()


@pytest.mark.parametrize("lang", ["da", "en", "ar"])
def test_a_pdf_can_be_read_aloud_and_searched(lang: str) -> None:
    made = pdf.pdf(PAGE.format(lang=lang, text="Æblevej 4, 2400 København NV"), title="Et brev")
    reader = PdfReader(BytesIO(made))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Et brev"
    width, height = reader.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842), "A4, in points"
    text = reader.pages[0].extract_text()
    assert "Indsigelse" in text
    assert "Æblevej 4, 2400 København NV" in text


@pytest.mark.parametrize(
    "text", ["<b>fed</b>", "{{7*7}}", "\N{GRINNING FACE}", "فاطمة", "x" * 3000]
)
def test_any_text_can_be_printed(text: str) -> None:
    assert pdf.pdf(PAGE.format(lang="da", text=text), title="x").startswith(b"%PDF")


def test_nothing_that_a_document_names_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    pdf.pdf(PAGE.format(lang="da", text=""), title="x")  # loads what is loaded once
    monkeypatch.setattr("socket.socket.connect", lambda *a: opened.append(a))
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *a, **k: opened.append(a))
    html = PAGE.format(lang="da", text='<img src="file:///etc/hostname" alt="x">')
    assert b"hostname" not in pdf.pdf(html, title="x")
    assert opened == []


def test_a_response_is_a_file_that_nobody_keeps(app: Flask) -> None:
    with app.test_request_context():
        response = pdf.pdf_response(PAGE.format(lang="da", text="x"), title="x", filename="b.pdf")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == "attachment; filename=b.pdf"
    assert response.headers["Cache-Control"] == "no-store"


def test_without_pango_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    _without_pango(monkeypatch)
    assert pdf.available() is False
    with pytest.raises(pdf.PdfError):
        pdf.pdf(PAGE.format(lang="da", text="x"), title="x")


def _without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint fails to load, as it does where the system has no Pango."""
    pdf.available.cache_clear()
    pdf._style.cache_clear()

    class _Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name.partition(".")[0] == "weasyprint":
                raise OSError("cannot load library 'libpango'")

    for name in [n for n in sys.modules if n.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Missing(), *sys.meta_path])


def test_the_portal_starts_without_loading_it() -> None:
    code = "import sys, portal; portal.create_app(); print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
