"""The code on a receipt: sealed bytes as signs that can be read aloud, written down and typed.

Crockford's 32 signs (no I, L, O, U), in groups of five. What is typed is read with any spaces,
hyphens and cases, with O for 0 and I or L for 1, and in the digits of any script.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from portal.receipt.mending import checked, mended, unchecked
from portal.tokens import TokenError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 5
_BITS = 5
_NUMBER = {sign: number for number, sign in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
#: a sign that no code has; it may be any, so it is read as the first and mended like a wrong one
_FOREIGN = -1
_SHORTEST = GROUP * 3
#: signs; a household that answered everything stays below
LONGEST = 600

Signs: TypeAlias = list[int]
Opens: TypeAlias = Callable[[bytes], object]


class CodeError(ValueError):
    """What was typed is no code of this portal."""


class EmptyCodeError(CodeError):
    """Nothing was typed."""


class ForeignCodeError(CodeError):
    """Typed rightly, as far as can be seen, and opened by none of the keys."""


class UnreadableCodeError(CodeError):
    """Mistyped in more places than can be found, or no code at all."""


@dataclass(frozen=True, slots=True)
class WrongGroup:
    """A group with a mistake: its number from 1, what was typed, and what should stand there."""

    number: int
    typed: str
    right: str


class MistypedCodeError(CodeError):
    """Mistyped, and it can be told where. ``right``: the code as it should be."""

    def __init__(self, groups: list[WrongGroup], right: str) -> None:
        super().__init__([group.number for group in groups])
        self.groups = groups
        self.right = right


def spell(sealed: bytes) -> str:
    """The code of some bytes: `7KQ2M 0TZ4N …`."""
    size = -(-8 * len(sealed) // _BITS)
    value = int.from_bytes(sealed, "big") << _BITS * size - 8 * len(sealed)
    signs = [value >> _BITS * left & 31 for left in reversed(range(size))]
    return _grouped(checked(signs))


def read(typed: str, opened: Opens) -> bytes:
    """The sealed bytes of a code as it was typed. Raises CodeError.

    ``opened`` raises TokenError for bytes that are not sealed by this portal: only a mended code
    that opens is certain enough to tell the person where the mistake is.
    """
    signs = _signs(typed[: 2 * LONGEST])
    if not signs:
        raise EmptyCodeError
    if _FOREIGN not in signs and mended(signs) == signs and (sealed := _bytes(signs)):
        if _does_open(sealed, opened):
            return sealed
        raise ForeignCodeError
    right = next((code for code in _candidates(signs) if _is_certain(code, opened)), None)
    if right is None:
        raise UnreadableCodeError
    raise MistypedCodeError(_wrong_groups(typed, signs, right), _grouped(right))


def _signs(typed: str) -> Signs:
    """The numbers of the signs; marks and spaces between groups are no signs."""
    return [
        _number(sign) for sign in unicodedata.normalize("NFKC", typed).upper() if _is_sign(sign)
    ]


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNS"


def _number(sign: str) -> int:
    digit = unicodedata.digit(sign, None)
    return _NUMBER.get(sign if digit is None else str(digit), _FOREIGN)


def _grouped(signs: Sequence[int]) -> str:
    text = "".join(ALPHABET[sign] for sign in signs)
    return " ".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def _bytes(code: Sequence[int]) -> bytes | None:
    """The bytes that signs stand for, or None where no bytes have so many signs."""
    signs = unchecked(code)
    size = _BITS * len(signs) // 8
    spare = _BITS * len(signs) - 8 * size
    value = 0
    for sign in signs:
        value = value << _BITS | sign
    if spare >= _BITS or value & (1 << spare) - 1:
        return None
    return (value >> spare).to_bytes(size, "big")


def _candidates(signs: Signs) -> Iterator[Signs]:
    """What may have been meant: as long as it is, with a sign more, with a sign less."""
    if not _SHORTEST <= len(signs) <= LONGEST:
        return
    known = [max(sign, 0) for sign in signs]
    changed = [known]
    changed += [[*known[:at], 0, *known[at:]] for at in range(len(known) + 1)]
    changed += [[*known[:at], *known[at + 1 :]] for at in range(len(known))]
    for code in changed:
        right = mended(code)
        if right is not None:
            yield right


def _is_certain(code: Signs, opened: Opens) -> bool:
    sealed = _bytes(code)
    return sealed is not None and _does_open(sealed, opened)


def _does_open(sealed: bytes, opened: Opens) -> bool:
    try:
        opened(sealed)
    except TokenError:
        return False
    return True


def _wrong_groups(typed: str, signs: Signs, right: Signs) -> list[WrongGroup]:
    """The groups of the right code in which something else was typed."""
    mine, theirs = _as_groups(typed, signs, right), _grouped(right).split()
    found = []
    for number, (own, meant) in enumerate(zip(mine, theirs, strict=True), 1):
        if _signs(own) != [_NUMBER[sign] for sign in meant]:
            found.append(WrongGroup(number, own, meant))
    return found


def _as_groups(typed: str, signs: Signs, right: Signs) -> list[str]:
    """What was typed, cut into the groups of the right code."""
    count = -(-len(right) // GROUP)
    groups = typed.split()
    if len(groups) == count:
        return groups
    plain = [sign for sign in unicodedata.normalize("NFKC", typed).upper() if _is_sign(sign)]
    more = len(right) - len(signs)
    at = _first_difference(signs, right) if more else 0
    if more > 0:
        plain.insert(at, "")
    cut = ["".join(plain[start : start + GROUP]) for start in range(0, GROUP * count, GROUP)]
    if more < 0:
        group = min(at // GROUP, count - 1)
        shifted = [*plain[:at], *plain[at + 1 :]]
        cut = ["".join(shifted[s : s + GROUP]) for s in range(0, GROUP * count, GROUP)]
        cut[group] = "".join(plain[GROUP * group : GROUP * (group + 1) + 1])
    return cut


def _first_difference(signs: Signs, right: Signs) -> int:
    same = (at for at, (a, b) in enumerate(zip(signs, right, strict=False)) if a != b)
    return next(same, min(len(signs), len(right)))
