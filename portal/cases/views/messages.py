"""Messages to the families of a case, or to one of them."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from portal.cases import messages, plain
from portal.cases.claims import household_of
from portal.cases.tables import Case, Household, Message
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from portal.staff.tables import User


def case_messages(case_id: int) -> ResponseReturnValue:
    """What was sent, and a new one; with `?household=` for one household."""
    case = scope().get(Case, case_id)
    household = _household(case)
    given = {"text": "", "language": DEFAULT_LANGUAGE.code}
    errors: dict[str, str] = {}
    if request.method == "POST":
        given = {"text": plain.lines("text"), "language": plain.line("language")}
        errors = _problems(given)
        if not errors:
            messages.send(scope(), case, household, given["text"], given["language"])
            carry(said="message_sent")
            return _back(case, household)
    here = (col(Household.case_id) == case.id, col(Household.removed).is_(None))
    shown = page(
        "cases/messages.html",
        case=case,
        household=household,
        labels=_labels(case),
        sent=messages.sent(scope(), case, household),
        readers=scope().count(Household, *here),
        users={user.id: user.name for user in scope().all(select(User))},
        languages=LANGUAGES,
        typed=given,
        errors=errors,
        most=messages.MOST,
        said=take("said"),
    )
    return shown, 422 if errors else 200


def withdraw_message(case_id: int, message_id: int) -> ResponseReturnValue:
    """Take a message off the lists."""
    case = scope().get(Case, case_id)
    message = scope().get(Message, message_id)
    if message.case_id != case.id:
        abort(404)
    household = _household(case)
    messages.withdraw(scope(), message)
    carry(said="message_withdrawn")
    return _back(case, household)


def _household(case: Case) -> Household | None:
    """The household in the address, if it is of the case."""
    number = request.args.get("household")
    if number is None:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < len("9999999999")):
        abort(404)
    return household_of(scope(), case.id or 0, int(number))[1]


def _labels(case: Case) -> dict[int | None, str]:
    """The labels of the households that were written to alone."""
    written = select(Message.household_id).where(
        Message.case_id == case.id, col(Message.household_id).is_not(None)
    )
    found = select(Household).where(
        col(Household.id).in_(written), col(Household.removed).is_(None)
    )
    return {household.id: household.label for household in scope().all(found)}


def _problems(given: dict[str, str]) -> dict[str, str]:
    problems = {
        "text": plain.problem(given["text"], messages.MOST),
        "language": None if given["language"] in LANGUAGES else "choose",
    }
    return {name: code for name, code in problems.items() if code}


def _back(case: Case, household: Household | None) -> ResponseReturnValue:
    number = household.id if household else None
    return redirect(url_for(".case_messages", case_id=case.id, household=number), 303)
