"""What day it is in Denmark, and on which day the law is looked at."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g, has_app_context

DENMARK = ZoneInfo("Europe/Copenhagen")


def today() -> date:
    """Today's date in Denmark: the day that is printed on paper and written in a log."""
    return datetime.now(DENMARK).date()


def law_day() -> date:
    """The day whose law is shown: today, or the one that the reader chose (`portal.rulebook`)."""
    return chosen_day() or today()


def chosen_day() -> date | None:
    """The day that the reader chose in place of today; None outside of a request as well."""
    day: date | None = g.get("law_day") if has_app_context() else None
    return day
