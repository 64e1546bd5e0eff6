"""The links of one household: another one, or none any more."""

from dataclasses import asdict

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases import links
from portal.cases.claims import household_of
from portal.cases.letters.letter import language_of
from portal.cases.letters.order import LONGEST, end_of, last_day_of
from portal.clock import today
from portal.i18n import format_date
from portal.sharing import picture
from portal.staff.actions import Action
from portal.staff.gate import carry, scope
from rules.dates import plus_months


def new_household_link(case_id: int, household_id: int) -> ResponseReturnValue:
    """Another link beside those there are; the page of the household shows it once."""
    case, household = household_of(scope(), case_id, household_id)
    last_day = last_day_of(case) or plus_months(today(), LONGEST)
    made = links.make(scope().session, household, end_of(last_day))
    scope().note(Action.HOUSEHOLD_LINK_MADE, household)
    scope().commit()
    language = language_of(household.language)
    address = links.address(made.secret, language)
    carry(
        made_link={
            "address": address,
            "qr": asdict(picture(address)),
            "code": links.shown_code(made.code),
            "code_address": links.code_address(language),
            "last_day": format_date(last_day),
        }
    )
    return redirect(url_for(".household", case_id=case_id, household_id=household_id), 303)


def withdraw_links(case_id: int, household_id: int) -> ResponseReturnValue:
    """All links and codes of the household stop working, now."""
    _, household = household_of(scope(), case_id, household_id)
    links.withdraw(scope().session, [household_id])
    scope().note(Action.HOUSEHOLD_LINKS_WITHDRAWN, household)
    scope().commit()
    carry(household_said="links_withdrawn")
    return redirect(url_for(".household", case_id=case_id, household_id=household_id), 303)
