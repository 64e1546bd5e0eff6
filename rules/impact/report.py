"""The differences as a text that a person reads, in Markdown."""

from collections.abc import Iterator

from rules.impact.compare import Found, Impact

#: the parts of the report, by the first word of what differs
_PARTS = {
    "act": "The act that applies",
    "main": "The main answer",
    "duty": "Who must find the home",
    "finding": "Findings",
    "value": "Values of findings",
    "date": "Dates",
    "step": "Steps to take",
    "note": "Good to know",
    "next": "Which question comes next",
    "error": "Failures",
}


def report(old: str, new: str | None, impact: Impact) -> str:
    """What changes for whom: counts, and the shortest path to each change."""
    return "\n".join(_lines(old, new, impact)) + "\n"


def _lines(old: str, new: str | None, impact: Impact) -> Iterator[str]:
    yield f"# What changes from {old} to {new or 'the files as they lie here'}"
    yield ""
    days = ", ".join(impact.days)
    yield f"{impact.paths} paths through the interview were compared, under the law of {days}."
    yield f"On {impact.changed_paths} of them something is told otherwise."
    if impact.numbers:
        yield from ("", "## Numbers of the law", "")
        for name, day, before, after in impact.numbers:
            yield f"- `{name}` from {day}: {before or 'not there'} → {after or 'not there'}"
    for part, title in _PARTS.items():
        found = [each for each in impact.found.values() if each.difference.what.startswith(part)]
        if found:
            yield from ("", f"## {title}")
            for each in sorted(found, key=lambda f: -f.count):
                yield from _one(each, impact.paths)


def _one(found: Found, paths: int) -> Iterator[str]:
    change = found.difference
    name = change.what.partition(" ")[2] or change.what
    yield ""
    yield f"### {name}: {change.before or 'not told'} → {change.after or 'not told'}"
    yield ""
    yield f"On {found.count} of {paths} paths. The shortest, on {found.example.on}:"
    yield ""
    for number, (fact, value) in enumerate(found.example.answers, 1):
        yield f"{number}. {fact}: {_said(value)}"


def _said(value: object) -> str:
    if value is None:
        return "not known"
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
