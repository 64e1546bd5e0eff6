"""The days whose law can be looked at."""

from datetime import date
from typing import Final

from rules import dates
from rules.validation import YEARS_AHEAD

#: From this day on every number that a rule looks up is known: lejeloven (lov 341/2022) came into
#: force. Before it the acts themselves were others, and their rules are not here.
FIRST_DAY: Final = date(2022, 7, 1)


def last_day(today: date) -> date:
    """The last day that can be asked for: as far ahead as a fact can lie."""
    return dates.plus_years(today, YEARS_AHEAD)
