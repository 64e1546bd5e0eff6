"""The Danish that decides, to stand beside a translated result."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from portal.explain import Outcome
from portal.guide.findings import Item
from portal.guide.moments import Moment
from portal.guide.result import Result
from portal.guide.ways import Way
from portal.i18n import DEFAULT_LANGUAGE, in_language


@dataclass(frozen=True, slots=True)
class Beside:
    """The Danish texts of a result. ``items`` by finding; moments and steps in their order."""

    outcome: Outcome
    ways: list[Way]
    reasons: list[Markup]
    items: Mapping[str, Item]
    moments: list[Moment]
    steps: list[dict[str, Markup]]


def in_danish(shown: Result) -> Beside:
    """What a result says in Danish, with the same parts in the same order.

    The texts are marked as safe here: a whole text in Danish needs no isolation from its own.
    """
    with in_language(DEFAULT_LANGUAGE.code):
        danish = Result(shown.answers, shown.token, shown.on)
        return Beside(
            outcome=_outcome(danish.outcome),
            ways=[_way(way) for way in danish.ways],
            reasons=[escape(line) for line in danish.reasons],
            items={item.id: _item(item) for group in danish.groups.values() for item in group},
            moments=[
                replace(m, text=escape(m.text), detail=escape(m.detail)) for m in danish.moments
            ],
            steps=[{part: escape(text) for part, text in s.items()} for s in danish.steps],
        )


def _outcome(outcome: Outcome) -> Outcome:
    return replace(outcome, answer=escape(outcome.answer), meaning=escape(outcome.meaning))


def _way(way: Way) -> Way:
    return replace(way, supposition=escape(way.supposition), outcome=_outcome(way.outcome))


def _item(item: Item) -> Item:
    return replace(
        item,
        title=escape(item.title),
        text=escape(item.text),
        because=[escape(line) for line in item.because],
        more=[escape(line) for line in item.more],
        change=item.change and escape(item.change),
    )
