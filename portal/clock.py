"""What day it is in Denmark: the day that deadlines are counted from."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def today() -> date:
    """Today's date in Denmark."""
    return datetime.now(DENMARK).date()
