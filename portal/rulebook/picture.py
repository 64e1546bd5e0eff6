"""The drawings as SVG: one ladder for a phone's page, or all of them side by side for a wall."""

from collections.abc import Mapping, Sequence

from flask import current_app
from markupsafe import Markup

from portal.i18n import current_language, gettext
from portal.rulebook import layout
from portal.rulebook.layout import Arrow, Box, Captions, Drawing
from portal.rulebook.shown import ShownLadder
from portal.words import words

_GUTTER = 64
_BELOW = 48


def captions() -> Captions:
    """The words of the drawing in the language of the page."""
    text = words(current_language().code).text

    def of(key: str) -> str:
        return text("rulebook", "page", key).raw[0]

    return Captions(
        yes=gettext("Ja"),
        no=gettext("Nej"),
        otherwise=of("otherwise"),
        all_of=of("all_of"),
        any_of=of("any_of"),
        settled_by=of("settled_by"),
        comma=gettext(", "),
    )


def svg(drawing: Drawing, title: str, alone: bool = False) -> Markup:
    """The drawing, mirrored where the page runs from right to left. ``alone``: with its style."""
    language = current_language()
    mirrored = language.direction == "rtl"
    return Markup(  # noqa: S704  Jinja has escaped what is in it
        # Without a page around it: the commands have no request.
        current_app.jinja_env.get_template("rulebook/picture.svg").render(
            drawing=drawing,
            title=title,
            alone=alone,
            language=language,
            mirrored=mirrored,
            x=(lambda x, width=0: drawing.width - x - width) if mirrored else (lambda x, _=0: x),
        )
    )


def together(ladders: Sequence[ShownLadder]) -> Drawing:
    """All ladders: which act applies from side to side, and below each answer that act."""
    law, *acts = ladders
    words_of = captions()
    by_id = {act.id: layout.column(act, words_of) for act in acts}
    step = layout.WIDTH + _GUTTER
    gates = [layout.gate_box(gate, n, words_of, 1) for n, gate in enumerate(law.gates, 1)]
    last = layout.otherwise_box("", words_of, 1)
    height = max(box.height for box in gates)
    parts: list[Drawing] = []
    arrows: list[Arrow] = []
    for place, leads_to in enumerate([*(gate.leads_to for gate in law.gates), law.leads_to]):
        box = gates[place] if place < len(gates) else last
        top = height + _BELOW
        title = layout.title_box(_name(acts, leads_to), top)
        below = top + title.height + _BELOW // 2
        start = place * step
        whole = Drawing(layout.WIDTH + 2, top + title.height, (box, title), ())
        parts += [whole.moved(start, 0), by_id[leads_to].moved(start, below)]
        spine = start + layout.SPINE
        label = words_of.yes if place < len(gates) else ""
        arrows.append(Arrow(((spine, 1 + box.height), (spine, top)), label, (spine + 6, top - 16)))
        if place < len(gates):
            end, y = start + layout.WIDTH, 24
            arrows.append(Arrow(((end, y), (start + step, y)), words_of.no, (end + 14, y - 6)))
    return Drawing(
        max(part.width for part in parts),
        max(part.height for part in parts),
        _all_boxes(parts),
        (*arrows, *(arrow for part in parts for arrow in part.arrows)),
    )


def _all_boxes(parts: Sequence[Drawing]) -> tuple[Box, ...]:
    return tuple(box for part in parts for box in part.boxes)


def _name(acts: Sequence[ShownLadder], which: str) -> str:
    names: Mapping[str, str] = {act.id: act.name for act in acts}
    return names[which]
