"""Boxes and lines of the drawing: where everything stands, in units of a pixel.

Each box is as tall as its text. The letters are measured by rough classes of width, rather too
wide than too narrow, since every reader's device has its own typeface.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portal.rulebook.shown import Line, ShownGate, ShownLadder

WIDTH = 318
FONT = 16
LINE = 22
PAD = 12
INDENT = 16
#: from the spine, where *no* runs, to the box of the result
SPINE, BRANCH, RESULT = 18, 46, 84
GAP_RESULT, GAP_GATE = 20, 40
#: between the heading, the sentences and the questions; and what letters leave free below
APART, HEAD = 4, 4

#: what is isolated from the direction of the text stays on one line
_KEPT = re.compile("\u2066[^\u2069]*\u2069")
NBSP = "\N{NO-BREAK SPACE}"
_NARROW, _WIDE = frozenset("iIjlftr.,:;'|!()[] ·-»«"), frozenset("mwMWÆæ@%—…")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text in a box. ``kind``: strong, muted or plain; x from the start side."""

    text: str
    x: int
    y: int
    kind: str = "plain"
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with text. ``kind``: gate, result or title."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through points, with a head at its end, and a word beside it."""

    points: tuple[tuple[int, int], ...]
    label: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, from the start side; a page from right to left mirrors it."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    def moved(self, x: int, y: int) -> "Drawing":
        """The same further along and further down."""
        return Drawing(
            self.width + x,
            self.height + y,
            tuple(_moved_box(box, x, y) for box in self.boxes),
            tuple(_moved_arrow(arrow, x, y) for arrow in self.arrows),
        )


@dataclass(frozen=True, slots=True)
class Captions:
    """The words of the drawing itself."""

    yes: str
    no: str
    otherwise: str
    all_of: str
    any_of: str
    settled_by: str
    comma: str


def column(ladder: ShownLadder, captions: Captions) -> Drawing:
    """A ladder from the top down: gate, result, next gate."""
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    y = 1
    for number, gate in enumerate(ladder.gates, 1):
        box = gate_box(gate, number, captions, y)
        end = y + box.height
        result = _box(RESULT, end + GAP_RESULT, "result", _wrapped(gate.result, RESULT, "strong"))
        middle = result.y + result.height // 2
        boxes += [box, result]
        arrows.append(
            Arrow(((BRANCH, end), (BRANCH, middle), (RESULT, middle)), captions.yes, (54, end + 17))
        )
        y = result.y + result.height + GAP_GATE
        arrows.append(Arrow(((SPINE, end), (SPINE, y)), captions.no, (SPINE + 6, y - 16)))
    boxes.append(otherwise_box(ladder.otherwise, captions, y))
    return Drawing(WIDTH + 2, y + boxes[-1].height + 1, tuple(boxes), tuple(arrows))


def gate_box(gate: ShownGate, number: int, captions: Captions, y: int) -> Box:
    """The box of one gate: heading, sentences, and the questions that settle it."""
    rows = [*_wrapped(f"{number}. {gate.heading}", 0, "strong")]
    lines = list(gate.lines(captions.all_of, captions.any_of))
    for line in lines:
        rows += _bulleted(line, len(lines) > 1)
    asked = captions.comma.join(gate.questions)
    rows += _wrapped(f"{captions.settled_by} {asked}", 0, "muted") if asked else []
    return _box(0, y, "gate", rows)


def otherwise_box(text: str, captions: Captions, y: int) -> Box:
    """What holds where no gate does."""
    rows = _wrapped(captions.otherwise, 0, "muted")
    rows += _wrapped(text, 0, "strong") if text else []
    return _box(0, y, "result", rows)


def title_box(text: str, y: int) -> Box:
    """The name of a ladder, above it."""
    return _box(0, y, "title", _wrapped(text, 0, "strong"))


def _bulleted(line: Line, bullets: bool) -> Iterator[Row]:
    indent = INDENT * (line.depth + 1) if bullets else 0
    for number, row in enumerate(_wrapped(line.text, indent, "plain")):
        yield replace(row, x=indent, bullet=bullets and number == 0)


def _wrapped(text: str, indent: int, kind: str) -> list[Row]:
    room = WIDTH - 2 * PAD - indent
    lines: list[str] = []
    for word in _KEPT.sub(lambda found: found[0].replace(" ", NBSP), text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _breadth(longer, kind) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [Row(line, 0, 0, kind) for line in lines]


def _breadth(text: str, kind: str) -> float:
    return sum(map(_letter, text)) * FONT * (1.08 if kind == "strong" else 1)


def _letter(letter: str) -> float:
    """The width of a letter as a share of the height of the type."""
    if unicodedata.category(letter) in ("Mn", "Cf"):
        return 0.0
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE:
        return 0.92
    return 0.72 if letter.isupper() else 0.57


def _box(x: int, y: int, kind: str, rows: Iterable[Row]) -> Box:
    """The box around rows of text that are put below one another."""
    placed: list[Row] = []
    base = y + PAD + FONT - 2
    for row in rows:
        if placed and row.kind != placed[-1].kind:
            base += APART
        placed.append(replace(row, x=x + PAD + row.x, y=base))
        base += LINE
    return Box(x + 1, y, WIDTH - x, base - FONT + PAD - HEAD - y, kind, tuple(placed))


def _moved_box(box: Box, x: int, y: int) -> Box:
    rows = tuple(replace(row, x=row.x + x, y=row.y + y) for row in box.rows)
    return replace(box, x=box.x + x, y=box.y + y, rows=rows)


def _moved_arrow(arrow: Arrow, x: int, y: int) -> Arrow:
    points = tuple((px + x, py + y) for px, py in arrow.points)
    return replace(arrow, points=points, at=(arrow.at[0] + x, arrow.at[1] + y))
