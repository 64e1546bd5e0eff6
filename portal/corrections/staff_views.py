"""The office's pages of corrections: only for organisations that keep the portal's texts."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from portal.cases import plain
from portal.corrections import deciding
from portal.corrections.kinds import WAITING, PageKind, State
from portal.corrections.places import Place, nearest, places, problem
from portal.corrections.preview import preview
from portal.corrections.shown import page_title
from portal.corrections.tables import Correction
from portal.i18n import LANGUAGES
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from portal.staff.roles import Access
from portal.staff.scope import Scope
from portal.staff.tables import Organisation, User

_ON_A_PAGE = 50
#: what a list can be narrowed down to
_STATES = {"waiting": WAITING, "done": (State.ACCEPTED, State.DECLINED), "all": tuple(State)}
_LARGEST = 2**31 - 1


def keeper() -> Scope:
    """The scope of a user whose organisation keeps the texts; for all others there is nothing."""
    here = scope()
    organisation = here.session.get(Organisation, here.organisation_id)
    return here if organisation and organisation.edits_texts else abort(404)


def corrections() -> ResponseReturnValue:
    """What readers told, the newest first; what waits, unless something else is asked for."""
    here = keeper()
    lang, kind = request.args.get("language", ""), request.args.get("page", "")
    state = request.args.get("state", "")
    state = state if state in _STATES else "waiting"
    where: list[ColumnElement[bool]] = [col(Correction.state).in_(_STATES[state])]
    if lang in LANGUAGES:
        where.append(col(Correction.lang) == lang)
    if kind in list(PageKind):
        where.append(col(Correction.page) == PageKind(kind))
    count = here.session.exec(select(func.count()).select_from(Correction).where(*where)).one()
    last = max(1, -(-count // _ON_A_PAGE))
    number = min(max(1, request.args.get("n", 1, type=int)), last)
    rows = select(Correction).where(*where).order_by(col(Correction.id).desc())
    found = here.all(rows.limit(_ON_A_PAGE).offset((number - 1) * _ON_A_PAGE))
    return page(
        "corrections/list.html",
        rows=found,
        count=count,
        number=number,
        last=last,
        chosen={"language": lang, "page": kind, "state": state},
        kinds=list(PageKind),
        states=list(_STATES),
        said=take("said"),
        **_words(),
    )


def correction(correction: str) -> ResponseReturnValue:
    """One of them, with what is proposed as it would stand."""
    return _one(_row(correction))


def propose_text(correction: str) -> ResponseReturnValue:
    """First which text, then the better one; it can be looked at before it is proposed."""
    row = _row(correction)
    every = places(row.page, row.name, row.lang)
    place = next((each for each in every if each.key == request.values.get("place", "")), None)
    if place is None:
        sought = " ".join(request.values.get("q", row.sentence or "").split())[:500]
        found = nearest(every, sought)
        return page("corrections/places.html", row=row, places=found, sought=sought, **_words())
    if request.method == "GET":
        own = row.proposal if row.proposal and _place_of(row) == place.key else None
        return _propose(row, place, own or place.text, row.version)
    text = plain.lines("proposal") if place.in_body else plain.line("proposal")
    version = request.form.get("version", 0, type=int)
    if code := problem(place, text):
        return _propose(row, place, text, version, errors={"proposal": code}), 422
    if request.form.get("do") != "propose":
        return _propose(row, place, text, version, preview=preview(row, place, text))
    if not deciding.propose(keeper(), row, version, place, text):
        here = _row(correction)  # as it is now: nothing is lost, and nothing overwritten
        return _propose(here, place, text, here.version, meanwhile=True), 409
    return _back(row, "correction_proposed")


def decide_correction(correction: str) -> ResponseReturnValue:
    """Take the proposal, let the text stand, or delete what was told."""
    row, do = _row(correction), request.form.get("do", "")
    version = request.form.get("version", 0, type=int)
    if do == "delete":
        if not request.form.get("sure"):
            return _one(row, errors={"sure": "unsure_delete"}), 422
        deciding.remove(keeper(), row)
        carry(said="correction_deleted")
        return redirect(url_for("staff.corrections"), 303)
    if do not in ("accept", "decline"):
        return _one(row, errors={"do": "choose"}), 422
    act = deciding.accept if do == "accept" else deciding.decline
    if not act(keeper(), row, version):
        return _one(_row(correction), meanwhile=True), 409
    return _back(row, "correction_accepted" if do == "accept" else "correction_declined")


def _row(number: str) -> Correction:
    """404 where there is none; before that, where it is none of this organisation's business."""
    here = keeper()
    known = number.isascii() and number.isdecimal() and len(number) <= len(str(_LARGEST))
    found = None
    if known and 0 < int(number) <= _LARGEST:
        of_number = select(Correction).where(Correction.id == int(number))
        found = here.session.exec(of_number.execution_options(populate_existing=True)).first()
    return found if found is not None else abort(404)


def _place_of(row: Correction) -> str:
    return f"{row.file}#{row.place}"


def _one(row: Correction, *, errors: dict[str, str] | None = None, meanwhile: bool = False) -> str:
    now = next((p for p in places(row.page, row.name, row.lang) if p.key == _place_of(row)), None)
    fits = now is not None and row.proposal is not None and now.text == row.was
    return page(
        "corrections/one.html",
        row=row,
        errors=errors,
        meanwhile=meanwhile,
        now=now,
        preview=preview(row, now, row.proposal) if fits and now and row.proposal else None,
        in_use=now is not None and now.text == row.proposal,
        said=take("said"),
        **_words(),
    )


def _propose(row: Correction, place: Place, text: str, version: int, **more: Any) -> str:
    values = {"errors": None, "preview": None, "meanwhile": False, **more}
    return page(
        "corrections/propose.html", row=row, spot=place, text=text, version=version,
        **values, **_words(),
    )  # fmt: skip


def _back(row: Correction, said: str) -> ResponseReturnValue:
    carry(said=said)
    return redirect(url_for("staff.correction", correction=row.id), 303)


def _words() -> dict[str, Any]:
    users = scope().session.exec(select(User.id, User.name)).all()
    return {
        "title_of": page_title,
        "languages": LANGUAGES,
        "users": dict(users),  # of this organisation; others are told apart by their number
        "decides": scope().may(Access.ADMINISTRATOR),
    }
