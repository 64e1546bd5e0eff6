"""Whole numbers as bits, one after the other."""

_ZIGZAG_SIGN = 1


class BitError(ValueError):
    """Bits that end too early, or a number that does not fit."""


class Writer:
    """Collects bits, the first on top."""

    def __init__(self) -> None:
        self._value = 0
        self._length = 0

    def put(self, number: int, width: int) -> None:
        """A number of a fixed width. Raises BitError where it does not fit."""
        if not 0 <= number < 1 << width:
            raise BitError(f"{number} in {width} bits")
        self._value = self._value << width | number
        self._length += width

    def put_any(self, number: int, chunk: int) -> None:
        """A number of any size from 0, in chunks; each is led by a bit that says *more follows*."""
        chunks = [number & (1 << chunk) - 1]
        while number := number >> chunk:
            chunks.append(number & (1 << chunk) - 1)
        for left, part in reversed(list(enumerate(chunks))):
            self.put(int(left > 0), 1)
            self.put(part, chunk)

    def put_signed(self, number: int, chunk: int) -> None:
        """A number of either sign and any size, in chunks."""
        self.put_any(number << 1 if number >= 0 else (-number << 1) - _ZIGZAG_SIGN, chunk)

    def to_bytes(self) -> bytes:
        """All bits, filled up with zeros to whole bytes."""
        size = -(-self._length // 8)
        return (self._value << size * 8 - self._length).to_bytes(size, "big")


class Reader:
    """Reads what a Writer wrote. Raises BitError where nothing is left."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = 8 * len(data)

    def take(self, width: int) -> int:
        """A number of a fixed width."""
        if width > self._left:
            raise BitError
        self._left -= width
        return self._value >> self._left & (1 << width) - 1

    def take_any(self, chunk: int) -> int:
        """A number written by `put_any`."""
        number, more = 0, 1
        while more:
            more = self.take(1)
            number = number << chunk | self.take(chunk)
        return number

    def take_signed(self, chunk: int) -> int:
        """A number written by `put_signed`."""
        number = self.take_any(chunk)
        return -(number + 1 >> 1) if number & _ZIGZAG_SIGN else number >> 1
