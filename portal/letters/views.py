"""The addresses of the letters.

Names and addresses come with the form and go back with the finished page: they are in no address,
no database and no log, and the browser is told to keep neither page nor file.
"""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from portal.clock import law_day, today
from portal.i18n import DEFAULT_LANGUAGE, in_language
from portal.i18n.isolate import isolated
from portal.letters import typed as forms
from portal.letters.catalogue import BY_ID
from portal.letters.page import Household, LetterPage, choices
from portal.letters.problems import messages
from portal.letters.written import CLOSE, OPEN
from portal.pdf import PdfError, pdf_response
from portal.tokens import EMPTY, answer_tokens

bp = Blueprint("letters", __name__, url_prefix="/<lang:lang>/letters")


@bp.get("/")
@bp.get("/<token>/")
def index(token: str = EMPTY) -> ResponseReturnValue:
    """Which letters fit the answers, and all others."""
    household = _household(token)
    return render_template(
        "letters/index.html",
        choices=choices(household),
        told=household.told,
        token=token,
        answers_url=_delete_url(token),
        danish_url=url_for(".index", token=token, lang=DEFAULT_LANGUAGE.code),
    )


@bp.get("/<token>/<letter>")
def letter(token: str, letter: str) -> ResponseReturnValue:
    """What a letter rests on, how it reads, and the form for names and addresses."""
    return _form(_page(token, letter, forms.nothing(today())), token)


@bp.post("/<token>/<letter>")
def write(token: str, letter: str) -> ResponseReturnValue:
    """The finished letter: as a page, as a PDF, or the form again to mend something."""
    typed = forms.read(request.form)
    page = _page(token, letter, typed, request.form.get("version", ""))
    if typed.problems:
        return _form(page, token, messages(typed.problems)), 422
    wanted = request.form.get("as")
    if wanted == "form":
        return _form(page, token)
    if wanted == "pdf":
        try:
            return _pdf(page)
        except PdfError:
            return _finished(page, token, no_pdf=True)
    return _finished(page, token)


def _page(token: str, letter: str, typed: forms.Typed, version: str = "") -> LetterPage:
    """Raises TokenError."""
    if letter not in BY_ID:
        abort(404)
    return LetterPage(BY_ID[letter], _household(token), typed, version)


def _household(token: str) -> Household:
    """Raises TokenError."""
    return Household(answer_tokens().read(token), law_day())


def _form(page: LetterPage, token: str, errors: dict[str, str] | None = None) -> str:
    return render_template("letters/letter.html", errors=errors or {}, **_common(page, token))


def _finished(page: LetterPage, token: str, *, no_pdf: bool = False) -> str:
    return render_template("letters/finished.html", no_pdf=no_pdf, **_common(page, token))


def _common(page: LetterPage, token: str) -> dict[str, Any]:
    letter, danish = page.letter.id, DEFAULT_LANGUAGE.code
    return {
        "page": page,
        "token": token,
        "action": url_for(".write", token=token, letter=letter),
        "answers_url": _delete_url(token),
        "danish_url": url_for(".letter", token=token, letter=letter, lang=danish),
    }


def _pdf(page: LetterPage) -> ResponseReturnValue:
    """The Danish letter as a file. Raises PdfError."""
    with in_language(DEFAULT_LANGUAGE.code):
        html = render_template("letters/pdf.html", letter=page.danish)
    name = page.letter.id.replace("_", "-")
    return pdf_response(html, title=page.danish.subject, filename=f"{name}.pdf")


def _delete_url(token: str) -> str | None:
    return None if token == EMPTY else url_for("start.delete")


@bp.app_template_filter("letter_text")
def letter_text(text: str, lang: str) -> Markup:
    """A line of a letter for a page, with what was typed in an element of its own direction."""
    whole = escape(text if lang == DEFAULT_LANGUAGE.code else isolated(text))
    return whole.replace(OPEN, Markup('<bdi class="typed">')).replace(CLOSE, Markup("</bdi>"))
