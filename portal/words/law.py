"""The numbers of the law as a text of the page's language has them: `6 uger`, `404.000 kr.`."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from babel.units import format_unit

from portal.i18n import current_language, format_kroner, format_number
from rules.case import Case
from rules.parameters import Parameter
from rules.parameters.model import Number, Value

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

#: placeholders that are the same for everyone on a day
LAW_NAMES = frozenset(LAW) | {f"{name}_n" for name in LAW}

_DURATIONS = {"days": "day", "weeks": "week", "months": "month", "years": "year"}


def duration(number: int | Decimal, unit: str) -> str:
    """`6 måneder`, in the language's own plural. ``unit``: day, week, month or year."""
    language = current_language()
    length: Literal["short", "long"] = "short" if unit in language.short_units else "long"
    # CLDR begins some names with a capital, which is for a word alone.
    return format_unit(number, f"duration-{unit}", length, locale=language.locale).lower()


def law_number(case: Case, name: str) -> str | None:
    """What a placeholder of the law stands for on the day of the case; None if it is none.

    ``name``: one of `LAW`, perhaps with `_n` for the bare number, or a parameter by its key
    (`alm.side_rental_months`), written with the unit that it has.
    """
    bare = name.removesuffix("_n")
    if bare in LAW:
        key, unit = LAW[bare]
        return parameter_text(case, key, "" if name.endswith("_n") else unit)
    parameter = case.parameters.all.get(name)
    if parameter is None:
        return None
    return _with_unit(parameter, _value(case, name), case.on)


def parameter_text(case: Case, key: str, unit: str) -> str:
    """A number of the law with a unit of time, or bare where ``unit`` is empty."""
    return _text(current_language().code, _value(case, key).low, unit)


def _value(case: Case, key: str) -> Value:
    """The value in force on the day, or the one nearest to it."""
    values = case.parameters.all[key].values
    nearest = values[0] if case.on < values[0].start else values[-1]
    return case.law.find(key) or nearest


def _with_unit(parameter: Parameter, value: Value, on: date) -> str:
    written = _in_unit(parameter, value.low)
    # An amount fixed anew each year, and not yet known for this one, says of which year it is.
    of_its_year = not parameter.yearly or value.start.year == on.year
    return written if of_its_year else f"{written} ({value.start.year})"


def _in_unit(parameter: Parameter, low: Number) -> str:
    lang = current_language().code
    if parameter.unit in _DURATIONS:
        return _text(lang, low, _DURATIONS[parameter.unit])
    if parameter.unit == "percent":
        return f"{_text(lang, low, '')}\N{NO-BREAK SPACE}%"
    if parameter.unit.startswith("kr.") and isinstance(low, Decimal):
        return format_kroner(low, oere=low != low.to_integral_value())
    return _text(lang, low, "")


@lru_cache(maxsize=1024)
def _text(_language: str, number: Number, unit: str) -> str:
    """The language is there to be remembered by; Babel takes its time."""
    if isinstance(number, Fraction):
        return f"{number.numerator}/{number.denominator}"
    if unit:
        return duration(int(number), unit)
    return str(number) if isinstance(number, int) else format_number(number)
