"""How often one may try, without locking anybody out for long.

For an account the wait grows with each failure; an office behind one address may fail often
before it waits. A try is counted before it is looked at and taken back when it succeeds, so that
many at once gain nothing.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address

from flask import current_app, request
from sqlalchemy import case, delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from portal.staff.scope import unscoped
from portal.staff.tables import SignInTry
from portal.staff.times import now
from portal.vault import vault

_FORGOTTEN = timedelta(hours=24)
_OF_ADDRESS, _OF_NETWORK = 4, 3
"""Groups of an IPv6 address by which a visitor, and a network, is known."""


@dataclass(frozen=True)
class Limit:
    """`free` failures cost nothing; then each wait is twice the one before, up to `longest`."""

    kind: str
    free: int
    first: timedelta
    longest: timedelta
    within: timedelta
    """Failures are counted anew after so long."""
    of_many: bool = False
    """Many people may share what it counts by: a success takes back its own try only."""

    def wait(self, failures: int) -> timedelta:
        """How long the next try has to wait after so many failures."""
        if failures <= self.free:
            return timedelta(0)
        doubled = min(failures - self.free - 1, 20)
        return min(self.first * (1 << doubled), self.longest)

    @property
    def steps(self) -> int:
        """The number of failures from which on the wait stays the same."""
        return self.free + 1 + math.ceil(math.log2(self.longest / self.first))


ACCOUNT = Limit("account", 4, timedelta(seconds=15), timedelta(minutes=15), _FORGOTTEN)
SECOND = Limit("second", 4, timedelta(seconds=15), timedelta(minutes=15), _FORGOTTEN)
ADDRESS = Limit(
    "address", 200, timedelta(minutes=15), timedelta(minutes=15), timedelta(hours=1), of_many=True
)
#: short codes of letters, by address
CODE = Limit(
    "code", 40, timedelta(seconds=15), timedelta(minutes=15), timedelta(hours=1), of_many=True
)
#: the same by the network of the address: an IPv6 network has 65,536 of them to try from
CODE_NETWORK = Limit(
    "code network",
    300,
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=1),
    of_many=True,
)
#: lists that are kept, by address: all families at a meeting may share one
LIST = Limit(
    "list", 100, timedelta(minutes=15), timedelta(hours=1), timedelta(hours=1), of_many=True
)
#: corrections of texts, by address: many readers may share one
CORRECTION = Limit(
    "correction", 20, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1), of_many=True
)


def begin(limit: Limit, subject: str) -> timedelta | None:
    """Count a try; how long it has to wait where it comes too early, else None."""
    key, moment = _key(limit, subject), now()
    with unscoped() as session:
        fresh = col(SignInTry.since) < moment - limit.within
        failures = case((fresh, 1), else_=SignInTry.failures + 1)
        waits = [
            (failures == count, moment + limit.wait(count))
            for count in range(limit.free + 1, limit.steps)
        ]
        until = case((failures <= limit.free, moment), *waits, else_=moment + limit.longest)
        counted = (
            update(SignInTry)
            .where(col(SignInTry.key) == key, col(SignInTry.until) <= moment)
            .values(
                failures=failures,
                since=case((fresh, moment), else_=SignInTry.since),
                until=until,
            )
        )
        if getattr(session.execute(counted), "rowcount", 0):
            session.commit()
            return None
        found = session.exec(select(SignInTry.until).where(SignInTry.key == key)).first()
        if found is not None:
            return found - moment
        session.add(SignInTry(key=key, failures=1, since=moment, until=moment))
        try:
            session.commit()
        except IntegrityError:  # another try was first, this moment
            session.rollback()
            return begin(limit, subject)
    return None


def forgive(limit: Limit, subject: str) -> None:
    """Take the count back: all of it, or one try where many share it."""
    with unscoped() as session:
        of_key = col(SignInTry.key) == _key(limit, subject)
        if limit.of_many:
            fewer = update(SignInTry).where(of_key, col(SignInTry.failures) > 0)
            session.execute(fewer.values(failures=SignInTry.failures - 1))
        else:
            session.execute(delete(SignInTry).where(of_key))
        session.commit()


def forget_old() -> None:
    """Delete what has been forgiven by time."""
    with unscoped() as session:
        session.execute(delete(SignInTry).where(col(SignInTry.since) < now() - _FORGOTTEN))
        session.commit()


def client_address() -> str:
    """The visitor's address: the connection's, or what the trusted proxies say.

    Of an IPv6 address the first half, which is one household's or one office's.
    """
    trusted: int = current_app.extensions["config"].trusted_proxies
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    address = said[-trusted] if 0 < trusted <= len(said) else request.remote_addr or ""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if not isinstance(read, IPv6Address):
        return address
    return str(read.ipv4_mapped or ":".join(_groups(read)[:_OF_ADDRESS]))


def client_network() -> str:
    """What the visitor's provider gives to one customer: of an IPv6 address three groups."""
    return ":".join(client_address().split(":")[:_OF_NETWORK])


def _groups(address: IPv6Address) -> list[str]:
    """All eight, written in one way, also those of zeros that may be left out."""
    return [f"{int(group, 16):x}" for group in address.exploded.split(":")]


def minutes(wait: timedelta) -> int:
    """The wait in whole minutes, rounded up."""
    return max(1, math.ceil(wait / timedelta(minutes=1)))


def _key(limit: Limit, subject: str) -> str:
    return vault().mac(f"try {limit.kind}", subject)
