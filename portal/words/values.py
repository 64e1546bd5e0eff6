"""What the placeholders in `content/` stand for: numbers of the law, and the person's facts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.units import format_unit

from portal.i18n import (
    current_language,
    format_date,
    format_kroner,
    format_month,
    format_number,
    gettext,
    ngettext,
)
from portal.words.library import words
from rules import dates
from rules.approximate import Month
from rules.assess import value_of
from rules.byfornyelse import money, notice, rent_rule, second_thoughts, two_year
from rules.case import Case
from rules.facts import NOT_YET, SPECS, Facts, Kind
from rules.interview import QUESTION_OF
from rules.parameters import Parameters, Span
from rules.parameters.model import Number
from rules.private import increase

#: placeholder → (parameter, unit). The same name with `_n` is the bare number.
LAW: dict[str, tuple[str, str]] = {
    "temp_max_months": ("byf.temp.max_months_without_consent", "month"),
    "temp_max_months_agreed": ("byf.temp.max_months_with_consent", "month"),
    "persons_per_room": ("byf.temp.persons_per_room", ""),
    "objection_weeks": ("byf.perm.objection_weeks", "week"),
    "municipality_weeks": ("byf.perm.municipality_weeks", "week"),
    "notice_objection_weeks": ("byf.notice.objection_weeks", "week"),
    "landlord_weeks": ("byf.notice.landlord_weeks", "week"),
    "change_years": ("byf.perm.change_years", "year"),
    "new_tenant_years": ("byf.newtenant.years", "year"),
    "rent_lookback_years": ("byf.rent.lookback_years", "year"),
    "notice_months": ("byf.notice.months", "month"),
    "notice_months_new_tenant": ("byf.notice.months_new_tenant", "month"),
    "notice_earliest_months": ("byf.notice.earliest_months_before", "month"),
    "right_earliest_months": ("byf.perm.right_earliest_months_before", "month"),
    "support_years": ("byf.support.years", "year"),
    "support_share": ("byf.support.first_year_fraction", ""),
    "practice_start_months": ("byf.perm.practice_start_months_before", "month"),
    "cpr_days": ("cpr.report_days", "day"),
    "keys_days": ("byf.temp.keys_days", "day"),
    "naevn_weeks": ("byf.naevn.complaint_weeks", "week"),
    "court_weeks": ("byf.boligret_weeks", "week"),
    "building_year": ("byf.building_year_before", ""),
    "condemn_danger_months": ("byf.kondem.max_deadline_months_imminent", "month"),
    "condemn_max_years": ("byf.kondem.max_deadline_years", "year"),
    "grant_months": ("byf.kondem.grant_apply_months", "month"),
    "loan_free_years": ("bsl.indskud_loan.free_years", "year"),
    "loan_years": ("bsl.indskud_loan.repay_years", "year"),
    "complainants_share": ("byf.kondem.tenant_share", ""),
    "alm_choice_months": ("alm.temp.max_months_before_choice", "month"),
    "alm_inspection_weeks": ("alm.inspection_weeks", "week"),
    "alm_notice_months": ("alm.notice.months", "month"),
    "alm_objection_weeks": ("alm.objection_weeks", "week"),
    "alm_practice_notice_months": ("alm.notice.practice_months", "month"),
    "alm_return_letter_months": ("alm.return_letter_months", "month"),
    "alm_side_months": ("alm.side_rental_months", "month"),
    "alm_side_own_months": ("alm.side_rental_own_contract_months", "month"),
    "alm_statement_weeks": ("alm.raaderet_statement_weeks", "week"),
    "alm_sue_weeks": ("alm.landlord_sue_weeks", "week"),
    "alm_talks_months": ("alm.talks_before_months", "month"),
    "alm_timelimited_months": ("alm.timelimited_stay_months", "month"),
    "alm_vacancy_months": ("alm.vacancy_offer_months", "month"),
    "alm_works_months": ("alm.works_warning_months", "month"),
    "alm_works_weeks": ("alm.works_warning_weeks", "week"),
    "prv_claim_weeks": ("prv.claim_weeks", "week"),
    "prv_lookback_years": ("prv.big_increase_lookback_years", "year"),
    "prv_notice_months": ("prv.notice.months", "month"),
    "prv_notice_room_months": ("prv.notice.months_room", "month"),
    "prv_objection_weeks": ("prv.objection_weeks", "week"),
    "prv_sue_weeks": ("prv.sue_weeks", "week"),
    "prv_vacancy_months": ("prv.vacancy_offer_months", "month"),
    "prv_warn_months": ("prv.warn_big_increase_months", "month"),
    "prv_works_months": ("prv.works_warning_months", "month"),
    "prv_works_weeks": ("prv.works_warning_weeks", "week"),
    "exp_years": ("prv.expropriation_years", "year"),
}


def duration(number: int | Decimal, unit: str) -> str:
    """`6 måneder`, in the language's own plural. ``unit``: day, week, month or year."""
    locale, name = current_language().locale, f"duration-{unit}"
    long = format_unit(number, name, "long", locale=locale)
    # Arabic has whole words only in the short form; without one, the unit's own name comes out.
    return format_unit(number, name, "short", locale=locale) if name in long else long


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
            found = _WORKED_OUT[name](self._case)
            if isinstance(found, date):
                to_the_month = _FOLLOWS_FROM.get(name) in self._months
                return format_month(found) if to_the_month else format_date(found)
            return found
        bare = name.removesuffix("_n")
        if bare in LAW:
            parameter, unit = LAW[bare]
            return _law(self._case, parameter, "" if name.endswith("_n") else unit)
        return None

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


def _law(case: Case, parameter: str, unit: str) -> str:
    found = case.law.find(parameter)
    if found is None:
        # In force later than the day asked about: the oldest value is the nearest.
        found = case.parameters.all[parameter].values[0]
    return _law_text(current_language().code, found.low, unit)


@lru_cache(maxsize=1024)
def _law_text(_language: str, number: Number, unit: str) -> str:
    """The language is there to be remembered by; Babel takes its time."""
    if isinstance(number, Fraction):
        return f"{number.numerator}/{number.denominator}"
    if unit:
        return duration(int(number), unit)
    return str(number) if isinstance(number, int) else format_number(number)


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
    low = _law(case, "byf.kondem.rebuild_deadline_min_months", "")
    return f"{low}\N{EN DASH}{_law(case, 'byf.kondem.rebuild_deadline_max_months', '')}"


def _loan_interest(case: Case) -> str:
    return f"{_law(case, 'bsl.indskud_loan.interest', '')}\N{NO-BREAK SPACE}%"


def _difference(case: Case) -> str | None:
    old, temporary = case.facts.old_rent, case.facts.temporary_rent
    return None if old is None or temporary is None else per_m2(abs(old - temporary))


def _first_year(case: Case) -> str | None:
    amount = money.first_year(case)
    return None if amount is None else per_m2(amount)


def _year(case: Case) -> str:
    return str((case.facts.increase_announced or case.on).year)


def _threshold_n(case: Case) -> str | None:
    span = rent_rule.threshold(case)
    return None if span is None else span_number(span)


_WORKED_OUT: dict[str, Callable[[Case], date | str | None]] = {
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
    "prv_threshold": _private_threshold,
    "rebuild_months": _rebuild_months,
    "regret_deadline": second_thoughts.regret_deadline,
    "rooms_needed": _rooms_needed,
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


#: placeholders that are the same for everyone on a day
LAW_NAMES = frozenset(LAW) | {f"{name}_n" for name in LAW}
#: every placeholder that a text may use
NAMES = frozenset(SPECS) | frozenset(_WORKED_OUT) | LAW_NAMES
