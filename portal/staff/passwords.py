"""Passwords: how they are kept, and which are refused.

Length counts, not kinds of characters. Refused is what is tried first by those who guess: the
most common passwords, and such as are little more than everyday words, the person's own name or
the organisation's, with figures behind. See docs/decisions/0013-back-office-sessions.md.
"""

import re
import unicodedata
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
_HERE = Path(__file__).parent
_LETTERS_LEFT = 4
_KINDS_OF_SIGNS = 5
_LONG_ENOUGH_FOR_FIGURES = 20


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # loaded when first needed

    # One of OWASP's: 12 MiB, three passes, one lane. About 20 ms here.
    return PasswordHasher(time_cost=3, memory_cost=12 * 1024, parallelism=1)


@cache
def _thread() -> ThreadPoolExecutor:
    """Where hashes are made, one at a time: each thread that made one would keep its 12 MB."""
    return ThreadPoolExecutor(1, "argon2")


@cache
def _nobodys_hash() -> str:
    """A hash that no password fits, for addresses that no account has."""
    return _thread().submit(_hasher().hash, "\0").result()


def hashed(password: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    return _thread().submit(_hasher().hash, _plain(password)).result()


def verify(password: str, kept: str | None) -> bool:
    """Whether it is the password; takes as long where there is none."""
    from argon2.exceptions import VerificationError

    known = kept or _nobodys_hash()
    try:
        fits = _thread().submit(_hasher().verify, known, _plain(password)).result()
    except VerificationError:
        return False
    return fits and kept is not None


def outdated(kept: str) -> bool:
    """Whether the hash was made with parameters of then."""
    return _hasher().check_needs_rehash(kept)


def problem(password: str, about: Iterable[str] = ()) -> str | None:
    """Why it cannot be taken: `too_short`, `too_long`, `common` or `simple`; None if it can.

    `about`: names and addresses of the person and the organisation.
    """
    plain = _plain(password)
    if len(plain) < SHORTEST:
        return "too_short"
    if len(plain) > LONGEST:
        return "too_long"
    folded = plain.casefold()
    if folded in common():
        return "common"
    if len(set(folded)) < _KINDS_OF_SIGNS or (folded * 2).find(folded, 1) < len(folded):
        return "simple"  # one sign or one piece again and again
    return "simple" if _little_of_its_own(folded, about) else None


def _little_of_its_own(folded: str, about: Iterable[str]) -> bool:
    letters = "".join(sign for sign in folded if sign.isalpha())
    if not letters:
        return len(folded) < _LONG_ENOUGH_FOR_FIGURES
    own = {word for text in about for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}
    rest = letters
    for word in sorted(everyday() | own, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != letters and len(rest) < _LETTERS_LEFT


@cache
def common() -> frozenset[str]:
    """The most common passwords of at least twelve characters, of public lists."""
    return frozenset(_lines("common_passwords.txt"))


@cache
def everyday() -> frozenset[str]:
    """Words that people here would think of first."""
    return frozenset(_lines("everyday_words.txt"))


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.casefold() for line in lines if line and not line.startswith("#")]


def _plain(password: str) -> str:
    """The same letters, however the keyboard wrote them."""
    return unicodedata.normalize("NFKC", password)
