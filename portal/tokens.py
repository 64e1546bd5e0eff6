"""Answers in the address: compact, encrypted, signed, and good for a number of days.

No server keeps them, so Back, bookmarks, two tabs and any number of processes just work; and no
log line, no referrer and no passer-by can read them. The first key writes, every key reads.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Flask, current_app, g, has_app_context, render_template

from rules.approximate import Month
from rules.facts import NOT_YET, SPECS, Kind, Spec

#: stands for no answers yet
EMPTY = "0"
_NAMES = tuple(SPECS)
_INDEX = {name: index for index, name in enumerate(_NAMES)}
#: far above any real one; longer is not worth decrypting
_MAX_LENGTH = 4000
_MAX_PLAIN = 10_000
#: enough that no two households ever draw the same
_CASE_BYTES = 9


class TokenError(ValueError):
    """A link that was cut, changed, written with another key, or has expired."""


class Sealed:
    """Seals small values into URL-safe text for one purpose; a token of another does not open."""

    #: characters of a token, and bytes of what it holds
    longest = _MAX_LENGTH
    largest = _MAX_PLAIN

    def __init__(self, secret_keys: tuple[str, ...], days: int, purpose: str) -> None:
        self._keys, self._purpose, self._life = secret_keys, purpose, timedelta(days=days)
        self._fernet = _fernet(secret_keys, purpose)
        self._ttl = int(self._life.total_seconds())

    def seal(self, value: Any) -> str:
        """The token of a value that JSON can hold."""
        packed = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 9)
        return self._of_reader().encrypt(packed).decode().rstrip("=")

    def unseal(self, token: str) -> Any:
        """The value in a token. Raises TokenError; never anything else."""
        if len(token) > self.longest:
            raise TokenError
        try:
            padded = token.encode("ascii") + b"=" * (-len(token) % 4)
            packed = self._of_reader().decrypt(padded, ttl=self._ttl)
            return json.loads(zlib.decompressobj().decompress(packed, self.largest))
        except (InvalidToken, ValueError, TypeError, zlib.error):
            raise TokenError from None

    def last_day(self, made: date) -> date:
        """The last day on which a token that was made on a day opens."""
        return made + self._life

    def _of_reader(self) -> MultiFernet:
        """The keys for this request: a family that somebody helps has keys of its own."""
        family = g.get("family") if has_app_context() else None
        if family is None:
            return self._fernet
        return _fernet(self._keys, f"{self._purpose} of {family.name}")


class AnswerTokens(Sealed):
    """Writes and reads the answers of the guide, and beside them by what a case is known again.

    That is a few random letters, drawn with the first answer and kept when answers change. They
    tell nothing of anyone; a calendar needs them to know its own entries again.
    """

    def write(self, answers: Mapping[str, Any], case: str | None = None) -> str:
        """The token of some answers, in their order; of a new case where none is named."""
        return self.seal(packed(answers, case)) if answers else EMPTY

    def read(self, token: str) -> dict[str, Any]:
        """The answers in a token. Raises TokenError; never anything else."""
        return self._opened(token)[1]

    def case_of(self, token: str) -> str | None:
        """By what the case of a token is known again; None where there is none yet.

        Raises TokenError.
        """
        return self._opened(token)[0]

    def _opened(self, token: str) -> tuple[str | None, dict[str, Any]]:
        if token == EMPTY:
            return None, {}
        try:
            return unpacked(self.unseal(token))
        except (ValueError, TypeError, LookupError, ArithmeticError):
            raise TokenError from None


def packed(answers: Mapping[str, Any], case: str | None) -> list[Any]:
    """Answers and by what their case is known, as JSON can hold them; of a new case where None."""
    pairs = [[_INDEX[name], plain_answer(value)] for name, value in answers.items()]
    return [case or secrets.token_urlsafe(_CASE_BYTES), *pairs]


def unpacked(found: Any) -> tuple[str | None, dict[str, Any]]:
    """The case and the answers of `packed`.

    Raises ValueError, TypeError, LookupError or ArithmeticError.
    """
    # A token from before there were cases has answers only.
    named = isinstance(found[0], str)
    case, pairs = (found[0], found[1:]) if named else (None, found)
    return case, {_NAMES[i]: answer_of(SPECS[_NAMES[i]], raw) for i, raw in pairs}


def _fernet(secret_keys: tuple[str, ...], purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, purpose)) for key in secret_keys])


def _derived(secret: str, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))


def plain_answer(value: Any) -> Any:
    """An answer as JSON can hold it."""
    if isinstance(value, Month):
        return f"{value.year:04}-{value.month:02}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def answer_of(spec: Spec, raw: Any) -> Any:
    """The answer of `plain_answer`. Raises ValueError, TypeError or ArithmeticError."""
    if raw is None or spec.kind in (Kind.BOOL, Kind.COUNT) or raw == NOT_YET:
        return raw
    if spec.enum is not None:
        return spec.enum(raw)
    if spec.kind is Kind.NUMBER:
        return Decimal(raw)
    if len(raw) == len("2025-03"):
        first = date.fromisoformat(f"{raw}-01")
        return Month(first.year, first.month)
    return date.fromisoformat(raw)


def init_app(app: Flask) -> None:
    app.register_error_handler(TokenError, _start_again)
    config = app.extensions["config"]
    keys, days = config.secret_key, config.answers_days
    app.extensions["answer_tokens"] = AnswerTokens(keys, days, "answers")
    app.extensions["sum_tokens"] = Sealed(keys, days, "sums")


def _start_again(_error: TokenError) -> str:
    """The friendly page for a link that no longer opens, whichever view found out."""
    return render_template("guide/start_again.html")


@contextmanager
def for_everyone() -> Iterator[None]:
    """Tokens that open for whoever has them, also on the page of a family that is helped."""
    family = g.pop("family", None)
    try:
        yield
    finally:
        if family is not None:
            g.family = family


def answer_tokens() -> AnswerTokens:
    """The application's tokens of answers."""
    tokens: AnswerTokens = current_app.extensions["answer_tokens"]
    return tokens


def sum_tokens() -> Sealed:
    """The application's tokens of what was typed into the calculator."""
    tokens: Sealed = current_app.extensions["sum_tokens"]
    return tokens
