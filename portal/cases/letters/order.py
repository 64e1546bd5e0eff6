"""The form in which letters are ordered: for whom, how long their links work, as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from flask import request
from sqlmodel import col, select

from portal.cases import labels, links
from portal.cases.letters.letter import language_of
from portal.cases.tables import Case, Household, HouseholdLink
from portal.clock import DENMARK, today
from portal.i18n import DEFAULT_LANGUAGE, LANGUAGES, ascii_digits, current_language
from portal.staff import typed
from portal.staff.scope import Scope
from portal.staff.times import now
from rules.dates import plus_months

#: months that a link works, at most
LONGEST = 24
#: stands in an address where a secret will
_NO_SECRET = "-" * 22


class Whom(StrEnum):
    """Who gets a letter."""

    WITHOUT = "without"
    """Those without a link that works."""
    ALL = "all"
    SELECTED = "selected"


class Output(StrEnum):
    """What is made."""

    PDF = "pdf"
    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A household that can be chosen."""

    id: int
    label: str
    has_link: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """The portal's own addresses in a language: a list without its secret, and for codes."""

    list: str
    code: str


@dataclass(frozen=True, slots=True)
class Order:
    """Letters as they were ordered."""

    case_id: int
    household_ids: tuple[int, ...]
    output: Output
    last_day: date
    withdraws: bool
    """Earlier links of these households stop working when the new ones are ready."""
    language: str
    """Of the headings of a table."""
    addresses: dict[str, Addresses]

    @property
    def expires(self) -> datetime:
        """The end of the last day, in Denmark."""
        return end_of(self.last_day)


def end_of(day: date) -> datetime:
    """The last minute of a day in Denmark."""
    return datetime.combine(day, time(23, 59), DENMARK).astimezone(UTC)


def last_day_of(case: Case) -> date | None:
    """When the links of a case stop if nothing else is said; None where it has no such day."""
    if case.ends is None or case.ends < today():
        return None
    return min(case.ends, plus_months(today(), LONGEST))


def recipients(scope: Scope, case: Case) -> list[Recipient]:
    """The households of a case by their labels. Two queries."""
    linked = set(
        scope.session.exec(
            select(HouseholdLink.household_id).where(
                HouseholdLink.case_id == case.id,
                col(HouseholdLink.withdrawn).is_(None),
                HouseholdLink.expires > now(),
            )
        )
    )
    found = scope.session.exec(
        select(Household.id, Household.label).where(
            Household.case_id == case.id, col(Household.removed).is_(None)
        )
    )
    every = [Recipient(number or 0, label, number in linked) for number, label in found]
    return sorted(every, key=lambda one: labels.sort_key(one.label))


def start(case: Case, chosen: Sequence[int] = ()) -> dict[str, object]:
    """What the form says before anything was chosen."""
    return {
        "whom": Whom.SELECTED if chosen else Whom.WITHOUT,
        "households": set(chosen),
        "withdraws": True,
        "lasts": "case" if last_day_of(case) else "months",
        "months": str(LONGEST),
        "output": Output.PDF,
    }


def from_request() -> dict[str, object]:
    """The form as it was sent."""
    return {
        "whom": typed.text("whom"),
        "households": set(request.form.getlist("households", type=int)),
        "withdraws": bool(request.form.get("withdraws")),
        "lasts": typed.text("lasts"),
        "months": typed.text("months"),
        "output": typed.text("output"),
    }


def read(
    given: dict[str, object], case: Case, every: Sequence[Recipient]
) -> tuple[Order | None, dict[str, str]]:
    """The order, or what is wrong with it, by field."""
    chosen = _chosen(given, every)
    last_day = _last_day(given, case)
    problems: dict[str, str | None] = {
        "whom": chosen if isinstance(chosen, str) else None,
        "lasts": "choose" if last_day == "choose" else None,
        "months": "not_24_months" if last_day == "not_24_months" else None,
        "output": None if given["output"] in list(Output) else "choose",
    }
    errors = {field: code for field, code in problems.items() if code}
    if errors or isinstance(chosen, str) or isinstance(last_day, str):
        return None, errors
    order = Order(
        case_id=case.id or 0,
        household_ids=tuple(chosen),
        output=Output(str(given["output"])),
        last_day=last_day,
        withdraws=given["whom"] != Whom.WITHOUT and bool(given["withdraws"]),
        language=current_language().code,
        addresses=addresses(),
    )
    return order, {}


def addresses() -> dict[str, Addresses]:
    """The portal's own addresses, as this request says them."""
    return {
        lang: Addresses(
            links.address(_NO_SECRET, lang).removesuffix(_NO_SECRET), links.code_address(lang)
        )
        for lang in LANGUAGES
    }


def of_language(given: dict[str, Addresses], language: str) -> tuple[Addresses, Addresses]:
    """Those of a household's language, and the Danish ones."""
    return given[language_of(language)], given[DEFAULT_LANGUAGE.code]


def _chosen(given: dict[str, object], every: Sequence[Recipient]) -> list[int] | str:
    """The households, or what is wrong."""
    wanted = given["households"]
    assert isinstance(wanted, set)  # noqa: S101
    match given["whom"]:
        case Whom.WITHOUT:
            return [one.id for one in every if not one.has_link] or "all_have_links"
        case Whom.ALL:
            return [one.id for one in every] or "no_households"
        case Whom.SELECTED:
            return [one.id for one in every if one.id in wanted] or "pick"
    return "choose"


def _last_day(given: dict[str, object], case: Case) -> date | str:
    """The last day of the links, or what is wrong."""
    if given["lasts"] == "case":
        return last_day_of(case) or "choose"
    if given["lasts"] != "months":
        return "choose"
    months = ascii_digits(str(given["months"]))
    if not (months.isdecimal() and len(months) < 3 and 1 <= int(months) <= LONGEST):
        return "not_24_months"
    return plus_months(today(), int(months))
