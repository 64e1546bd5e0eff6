"""Two check signs for each block of a code, so that a wrong sign tells where it stands.

Over the field of 32 elements, each block sums to zero plainly and with the signs weighted by
their place (a Reed-Solomon code of distance 3). Signs go to the blocks in turn, so that two that
stand side by side, as when they are swapped, are found each by its own block.
"""

from collections.abc import Sequence

CHECKS = 2
_MOST_IN_BLOCK = 31
_LEAST_BLOCKS = 2
_POLYNOMIAL = 0b100101


def _powers() -> list[int]:
    powers, value = [], 1
    for _ in range(_MOST_IN_BLOCK):
        powers.append(value)
        value <<= 1
        if value > _MOST_IN_BLOCK:
            value ^= _POLYNOMIAL
    return powers


_POWER = _powers()
_LOG = {value: exponent for exponent, value in enumerate(_POWER)}


def _times(a: int, b: int) -> int:
    return _POWER[(_LOG[a] + _LOG[b]) % _MOST_IN_BLOCK] if a and b else 0


def _divided(a: int, b: int) -> int:
    return _POWER[(_LOG[a] - _LOG[b]) % _MOST_IN_BLOCK] if a else 0


def blocks_of(length: int) -> int:
    """How many blocks a code of so many signs, checks among them, has."""
    return max(_LEAST_BLOCKS, -(-length // _MOST_IN_BLOCK))


def checked(signs: Sequence[int]) -> list[int]:
    """The signs (0 to 31) behind their check signs."""
    blocks = _LEAST_BLOCKS
    while len(signs) > (_MOST_IN_BLOCK - CHECKS) * blocks:
        blocks += 1
    code = [0] * (CHECKS * blocks) + list(signs)
    for block in range(blocks):
        plain, weighted = _sums(code[block::blocks])
        # Two unknowns: first + second = plain, first + α · second = weighted.
        second = _divided(plain ^ weighted, 1 ^ _POWER[1])
        code[block], code[block + blocks] = plain ^ second, second
    return code


def unchecked(code: Sequence[int]) -> list[int]:
    """The signs without their check signs."""
    return list(code[CHECKS * blocks_of(len(code)) :])


def mended(code: Sequence[int]) -> list[int] | None:
    """The code with one wrong sign in each block put right; None where there are more."""
    blocks = blocks_of(len(code))
    right = list(code)
    for block in range(blocks):
        plain, weighted = _sums(code[block::blocks])
        if not plain and not weighted:
            continue
        if not plain or not weighted:
            return None
        place = block + blocks * _LOG[_divided(weighted, plain)]
        if place >= len(code):
            return None
        right[place] ^= plain
    return right


def _sums(block: Sequence[int]) -> tuple[int, int]:
    plain = weighted = 0
    for place, sign in enumerate(block):
        plain ^= sign
        weighted ^= _times(sign, _POWER[place])
    return plain, weighted
