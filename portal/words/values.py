"""What the placeholders in `content/` stand for: the person's facts, and what follows from them."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from portal.i18n import (
    current_language,
    format_date,
    format_kroner,
    format_month,
    format_number,
    gettext,
    ngettext,
)
from portal.words.law import LAW_NAMES, duration, law_number, parameter_text
from portal.words.library import words
from rules import dates, support
from rules.approximate import Month
from rules.assess import value_of
from rules.byfornyelse import money, notice, rent_rule, second_thoughts, two_year
from rules.case import Case
from rules.facts import NOT_YET, SPECS, Facts, Kind
from rules.interview import QUESTION_OF
from rules.parameters import NotInForceError, Parameters, Span
from rules.private import increase


def persons(number: int) -> str:
    return ngettext("%(num)s person", "%(num)s personer", number)


def rooms(number: int) -> str:
    return ngettext("%(num)s rum", "%(num)s rum", number)


def per_m2(amount: Decimal) -> str:
    """kr. per m² a year, without øre where there are none."""
    return format_kroner(amount, oere=amount != amount.to_integral_value())


def span_number(span: Span) -> str:
    """`218`, or `228-229` where the year's value is not settled; always left to right."""
    return f"\u2066{span.text.replace('-', chr(0x2013))}\u2069" if "-" in span.text else span.text


def months_in(answers: Mapping[str, Any]) -> frozenset[str]:
    """The facts among some answers that are known to the month only."""
    return frozenset(name for name, value in answers.items() if isinstance(value, Month))


class Values:
    """Fills placeholders for one case, each worked out when a text asks for it."""

    def __init__(self, case: Case, months: frozenset[str] = frozenset()) -> None:
        self._case = case
        self._months = months
        self._known: dict[str, str | None] = {}

    def get(self, name: str, /) -> str | None:
        """The value as the language of the page writes it, or None where it is not known."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> str | None:
        if name in SPECS:
            return self._fact(name)
        if name in _WORKED_OUT:
            try:
                found = _WORKED_OUT[name](self._case)
            except NotInForceError:  # on another day of the law
                return None
            if isinstance(found, date):
                to_the_month = _FOLLOWS_FROM.get(name) in self._months
                return format_month(found) if to_the_month else format_date(found)
            return found
        return law_number(self._case, name)

    def _fact(self, name: str) -> str | None:
        value = getattr(self._case.facts, name)
        if value is None or value == NOT_YET:
            return None
        if isinstance(value, date):
            return format_month(value) if name in self._months else format_date(value)
        return shown(name, value)


def shown(name: str, value: object) -> str:
    """A fact's value as the page's language writes it."""
    spec = SPECS[name]
    if isinstance(value, Month):
        return format_month(value.first)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, bool):
        return gettext("Ja") if value else gettext("Nej")
    if isinstance(value, Decimal) and name.startswith("months"):
        return duration(value, "month")
    if isinstance(value, Decimal) and name.endswith(("rent", "per_m2")):
        return per_m2(value)
    if isinstance(value, Decimal):
        return format_number(value)
    if spec.kind is Kind.COUNT:
        count = int(str(value))
        return persons(count) if name == "persons" else _count(name, count)
    return _label(name, str(value))


def _count(name: str, count: int) -> str:
    return rooms(count) if name.endswith("rooms") else str(count)


def _label(name: str, value: str) -> str:
    question = QUESTION_OF[name].id
    return (
        words(current_language().code).text("questions", question, "options", value, "label").raw[0]
    )


def _threshold(case: Case) -> str | None:
    span = rent_rule.threshold(case)
    return None if span is None else _kroner_span(span)


def _kroner_span(span: Span) -> str:
    amount = format_kroner(span.high, oere=False)
    high = f"{span.high:f}"
    return amount if span.low == span.high else amount.replace(high, span_number(span))


def threshold_text(span: Span) -> str:
    """The threshold in kroner: `218 kr.`, `228–229 kr.`."""
    return _kroner_span(span)


def _increase_total(case: Case) -> str | None:
    now = case.facts.increase_per_m2
    return None if now is None else per_m2(now + (case.facts.earlier_increase_per_m2 or 0))


def _two_years_on(case: Case) -> date | None:
    start = case.facts.lease_start
    return start and dates.plus_years(start, case.law.integer(two_year.YEARS))


def _moved_in_deadline(case: Case) -> date | None:
    moved = case.facts.moved_in
    return moved and dates.plus_years(moved, case.law.integer(second_thoughts.CHANGE_YEARS))


def _notice_earliest(case: Case) -> date | None:
    vacating = case.facts.vacating_date
    return vacating and dates.minus_months(vacating, case.law.integer(notice.EARLIEST_MONTHS))


def _notice_full(case: Case) -> date | None:
    received = case.facts.notice_received
    return received and dates.plus_months(received, case.law.integer(notice.MONTHS))


def _rooms_needed(case: Case) -> str | None:
    needed = value_of(case, "offer_size_ok")
    return rooms(needed) if isinstance(needed, int) else None


def _private_threshold(case: Case) -> str | None:
    span = increase.threshold(case)
    return None if span is None else _kroner_span(span)


def _rebuild_months(case: Case) -> str:
    low = parameter_text(case, "byf.kondem.rebuild_deadline_min_months", "")
    return f"{low}\N{EN DASH}{parameter_text(case, 'byf.kondem.rebuild_deadline_max_months', '')}"


def _loan_interest(case: Case) -> str:
    return f"{parameter_text(case, 'bsl.indskud_loan.interest', '')}\N{NO-BREAK SPACE}%"


def _difference(case: Case) -> str | None:
    old, temporary = case.facts.old_rent, case.facts.temporary_rent
    return None if old is None or temporary is None else per_m2(abs(old - temporary))


def _first_year(case: Case) -> str | None:
    amount = money.first_year(case)
    return None if amount is None else per_m2(amount)


def _support(case: Case) -> support.PermanentSupport | None:
    old, new = case.facts.old_rent, case.facts.new_rent
    return None if old is None or new is None else support.permanent(old, new, case.law)


def _rent_rise(case: Case) -> str | None:
    found = _support(case)
    return None if found is None else per_m2(support.to_oere(found.difference))


def _pay_first_year(case: Case) -> str | None:
    found = _support(case)
    return None if found is None else per_m2(support.to_oere(found.new_rent - found.first_year))


def _support_total(case: Case) -> str | None:
    found = _support(case)
    return None if found is None else per_m2(support.to_oere(found.total))


def _cpr_deadline(case: Case) -> date | None:
    moved = case.facts.moved_in
    return moved and moved + timedelta(days=case.law.integer("cpr.report_days"))


def _year(case: Case) -> str:
    return str((case.facts.increase_announced or case.on).year)


def _threshold_n(case: Case) -> str | None:
    span = rent_rule.threshold(case)
    return None if span is None else span_number(span)


_WORKED_OUT: dict[str, Callable[[Case], date | str | None]] = {
    "cpr_deadline": _cpr_deadline,
    "difference": _difference,
    "first_year": _first_year,
    "increase_total": _increase_total,
    "lease_made": lambda case: case.facts.lease_made,
    "loan_interest": _loan_interest,
    "moved_in_deadline": _moved_in_deadline,
    "notice_deadline": notice.objection_deadline,
    "notice_earliest": _notice_earliest,
    "notice_full": _notice_full,
    "offer_deadline": second_thoughts.objection_deadline,
    "pay_first_year": _pay_first_year,
    "prv_threshold": _private_threshold,
    "rebuild_months": _rebuild_months,
    "regret_deadline": second_thoughts.regret_deadline,
    "rent_rise": _rent_rise,
    "rooms_needed": _rooms_needed,
    "support_total": _support_total,
    "threshold": _threshold,
    "threshold_n": _threshold_n,
    "threshold_year": _year,
    "today": lambda case: case.on,
    "two_years_on": _two_years_on,
}


#: dates that are known only to the month where the fact behind them is
_FOLLOWS_FROM = {
    "lease_made": "lease_start",
    "moved_in_deadline": "moved_in",
    "notice_deadline": "notice_received",
    "notice_earliest": "vacating_date",
    "notice_full": "notice_received",
    "offer_deadline": "offer_date",
    "regret_deadline": "assigned",
    "two_years_on": "lease_start",
}


def law_values(on: date, parameters: Parameters) -> "Values":
    """Placeholders of the law alone, as it stands on a day."""
    return Values(Case(Facts(), on, parameters))


#: every placeholder that a text may use
NAMES = frozenset(SPECS) | frozenset(_WORKED_OUT) | LAW_NAMES
