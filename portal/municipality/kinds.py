"""What a municipality can tell of: the kinds of entries, and what an amount is for."""

from enum import StrEnum


class Kind(StrEnum):
    """What an entry tells of, in the order in which a resident reads them."""

    OWN_HOME = "own_home"
    """What is paid for a temporary home that the household finds itself."""
    PRACTICE = "practice"
    """Anything else that is done here."""
    CONTACT = "contact"
    HOURS = "hours"
    LINK = "link"


class Per(StrEnum):
    """What an amount is paid for."""

    MONTH = "month"
    PERSON_MONTH = "person_month"
    DAY = "day"
    PERSON_DAY = "person_day"
    ONCE = "once"
