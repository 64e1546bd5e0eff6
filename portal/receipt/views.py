"""The addresses of the receipt.

A code is only ever posted; what stands in an address is sealed apart from it.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import chosen_day, law_day, today
from portal.pdf import PdfError, pdf_response
from portal.receipt import memory
from portal.receipt.code import (
    LONGEST,
    CodeError,
    EmptyCodeError,
    ForeignCodeError,
    MistypedCodeError,
)
from portal.receipt.compared import Compared
from portal.receipt.packing import PackingError
from portal.receipt.shown import Receipt
from portal.security import public_for
from portal.sharing import here, picture
from portal.tokens import EMPTY, TokenError, answer_tokens
from portal.words import page_words

bp = Blueprint("receipt", __name__, url_prefix="/<lang:lang>/receipt")
bp.record_once(lambda state: memory.init_app(state.app))

_FILENAME = "genhusningsguiden.pdf"


@bp.get("/")
@public_for(seconds=300)
def page() -> ResponseReturnValue:
    """The form for a code."""
    return _form()


@bp.post("/")
def enter() -> ResponseReturnValue:
    """Read a typed code; on to what it opens, or back with the mistake named."""
    typed = "".join(sign for sign in request.form.get("code", "")[:LONGEST] if sign.isprintable())
    try:
        told = memory.from_code(request.form.get("code", ""))
    except CodeError as error:
        return _form(typed, error), 422
    return redirect(url_for(".again", link=memory.link_of(told)), 303)


@bp.get("/again/<link>")
def again(link: str) -> ResponseReturnValue:
    """The assessment of then with the rules of today, and what has changed."""
    try:
        told = memory.from_link(link)
    except TokenError:
        return _form(error=memory.OldCodeError(), linked=True)
    compared = Compared(told, law_day())
    return render_template(
        "receipt/again.html",
        compared=compared,
        today=today(),
        answers_url=url_for("start.delete"),
        danish_url=url_for(".again", link=link, lang="da"),
    )


@bp.get("/<token>")
def receipt(token: str) -> ResponseReturnValue:
    """What the guide told about the answers in the address."""
    return _receipt("receipt/page.html", token)


@bp.get("/<token>.pdf")
def as_pdf(token: str) -> ResponseReturnValue:
    """The same as a PDF; where none can be made, the page, which says so."""
    try:
        return pdf_response(
            _receipt("receipt/paper.html", token), title=_title(), filename=_FILENAME
        )
    except PdfError:
        return _receipt("receipt/page.html", token, no_pdf=True), 503


@bp.errorhandler(PackingError)
def cannot_be_packed(_error: PackingError) -> ResponseReturnValue:
    """Answers that no code has room for."""
    return render_template("guide/start_again.html")


def _title() -> str:
    title: str = page_words("receipt", "page")["title"]
    return title


def _receipt(template: str, token: str, **more: object) -> str:
    if token == EMPTY:
        raise TokenError
    shown = Receipt(answer_tokens().read(token), token, law_day())
    # Of another day's law there is no code: it would be held against a day that is not its own.
    is_today = chosen_day() is None
    return render_template(
        template,
        receipt=shown,
        qr=picture(here(url_for(".again", link=shown.link))) if is_today else None,
        form_address=here(url_for(".page")),
        token=token,
        today=today(),
        answers_url=url_for("start.delete"),
        danish_url=url_for(".receipt", token=token, lang="da"),
        **more,
    )


def _form(typed: str = "", error: CodeError | None = None, linked: bool = False) -> str:
    return render_template(
        "receipt/enter.html",
        typed=typed,
        problem=_problem(error),
        linked=linked,
        groups=error.groups if isinstance(error, MistypedCodeError) else [],
        right=error.right if isinstance(error, MistypedCodeError) else None,
    )


def _problem(error: CodeError | None) -> str | None:
    """The name of what is wrong; its words are the template's."""
    if error is None:
        return None
    kinds: dict[type[CodeError], str] = {
        EmptyCodeError: "empty",
        MistypedCodeError: "mistyped",
        ForeignCodeError: "foreign",
        memory.OldCodeError: "old",
    }
    return kinds.get(type(error), "unreadable")
