"""What time it is, and how long things last."""

from datetime import UTC, datetime, timedelta

#: a session ends after so long without a page, and at the latest after so long
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
#: between the password and the second factor, or on the way through single sign-on
HALF_WAY = timedelta(minutes=10)
#: `last_seen` is written at most so often
SEEN_EVERY = timedelta(minutes=1)
INVITE = timedelta(days=7)
RESET = timedelta(hours=24)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)
