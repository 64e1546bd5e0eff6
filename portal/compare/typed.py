"""The numbers of the form, each of which may be left out, and how a token holds them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.compare.totals import Numbers
from portal.i18n import NumberError, NumberProblem, format_number, parse_number
from portal.problems import Problem
from rules.facts import MAX_AREA, MAX_MONTHS, MAX_RENT, Facts, SelfFound

#: the fields with their limits, both included
LIMITS: dict[str, tuple[Decimal, Decimal]] = {
    "payment": (Decimal(0), MAX_RENT),
    "old_rent": (Decimal(0), MAX_RENT),
    "own_rent": (Decimal(0), MAX_RENT),
    "permanent_rent": (Decimal(0), MAX_RENT),
    "return_rent": (Decimal(0), MAX_RENT),
    "months_away": (Decimal(0), MAX_MONTHS),
    "area_m2": (Decimal("0.01"), MAX_AREA),
}
#: finer than any rent or measure; a longer one is a slip
MOST_DECIMALS = 4


class TypedError(ValueError):
    """Everything that is wrong with what was typed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{p.field}: {p.code}" for p in problems))
        self.problems = problems


def read(form: Mapping[str, str]) -> Numbers:
    """The numbers that were typed; empty is *ved ikke*. Raises TypedError."""
    values: dict[str, Decimal] = {}
    problems: list[Problem] = []
    for name, (low, high) in LIMITS.items():
        try:
            value = parse_number(form.get(name, ""))
        except NumberError as error:
            if error.code is not NumberProblem.EMPTY:
                problems.append(Problem(name, str(error.code)))
            continue
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
            problems.append(Problem(name, str(NumberProblem.TOO_LONG)))
        elif value < low:
            problems.append(Problem(name, "too_small", {"limit": low}))
        elif value > high:
            problems.append(Problem(name, "too_large", {"limit": high}))
        values[name] = value
    if problems:
        raise TypedError(problems)
    return Numbers(**values)


def of_facts(facts: Facts) -> Numbers:
    """The numbers that the guide already knows."""
    found_rental = facts.self_found is SelfFound.RENTAL
    return Numbers(
        old_rent=facts.old_rent,
        own_rent=facts.new_rent if found_rental else None,
        permanent_rent=None if found_rental else facts.new_rent,
        months_away=None if facts.never_habitable else facts.months_away,
        area_m2=facts.area_m2,
    )


def plain(numbers: Numbers) -> dict[str, str]:
    """What a token holds of them."""
    return {name: str(value) for name in LIMITS if (value := getattr(numbers, name)) is not None}


def as_written(numbers: Numbers) -> dict[str, Any]:
    """The numbers as the reader's language writes them, for the fields of the form."""
    known = {name: getattr(numbers, name) for name in LIMITS}
    return {
        name: format_number(
            value, oere=name not in ("months_away", "area_m2") and value != int(value)
        )
        for name, value in known.items()
        if value is not None
    }
