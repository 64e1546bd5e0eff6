"""Runs inside one version of the project: reads a request a line, writes an answer a line.

Started by `running.py` as a file, in the folder of that version, so that `rules` is the version's
own. It uses only what has been there, under these names, since the rules have.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, os.getcwd())  # before the imports: the version in this folder

from rules import interview, parameters
from rules.assess import advice, assess
from rules.facts import BY_PATH, NOT_YET, SPECS, Kind, Reason, Tenure
from rules.samples import sample_values

CASES = Path("tests/rules/data/worked_cases.json")
#: of answers that are not known, and of a second field that most people leave empty
UNKNOWN, EXTRA_UNKNOWN = 0.1, 0.8

Answers = list[list[Any]]


def paths(on: date, count: int) -> Iterator[Answers]:
    """Answers as they are given, question by question: what stands after each is a path."""
    random = Random(1)  # noqa: S311  the same paths each time
    begun = list(product(Reason, Tenure))
    for number in range(count):
        reason, tenure = begun[number % len(begun)]
        answers: dict[str, Any] = {}
        for part in interview.Part:
            while question := interview.next_question(answers, on, part):
                for fact in question.fields:
                    given = {"reason": reason, "tenure": tenure}.get(fact)
                    answers[fact] = given or _any(fact, answers, question.extra, on, random)
                yield [[fact, plain(value)] for fact, value in answers.items()]


def _any(
    fact: str, answers: Mapping[str, Any], extra: tuple[str, ...], on: date, random: Random
) -> Any:
    if random.random() < (EXTRA_UNKNOWN if fact in extra else UNKNOWN):
        return None
    values = sample_values(fact, interview.facts_of(answers), on)
    return random.choice(values) if values else None


def plain(value: Any) -> Any:
    """A value that JSON can hold."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def worked_cases() -> Iterator[tuple[str, Answers]]:
    """The worked cases of this version: their day, and their answers in the order asked."""
    if not CASES.exists():
        return
    for case in json.loads(CASES.read_text(encoding="utf-8"), parse_float=str):
        flat = {}
        for path, value in case["facts"].items():
            below = value if isinstance(value, dict) else None
            for name, inner in below.items() if below is not None else [("", value)]:
                flat[BY_PATH[f"{path}.{name}" if below is not None else path]] = inner
        order = [f for q in interview.QUESTIONS for f in q.fields if f in flat]
        yield case["on"], [[f, flat[f]] for f in dict.fromkeys([*order, *flat])]


def value_of(fact: str, raw: Any) -> Any:
    """A fact's value again from what JSON holds."""
    spec = SPECS[fact]
    if raw is None or raw == NOT_YET or spec.kind in (Kind.BOOL, Kind.COUNT):
        return raw
    if spec.enum is not None:
        return spec.enum(raw)
    return Decimal(str(raw)) if spec.kind is Kind.NUMBER else date.fromisoformat(raw)


def told(on: date, given: Answers) -> dict[str, str]:
    """All that the rules say of a path, by name; where they fail, that."""
    try:
        answers = {fact: value_of(fact, raw) for fact, raw in given}
        return dict(_told(on, answers))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _told(on: date, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found = assess(interview.facts_of(answers), on)
    yield "act", str(found.law or "open")
    yield "main answer", str(found.rehousing)
    yield "duty", str(found.duty or "nobody")
    for finding in found.findings:
        yield f"finding {finding.id}", str(finding.verdict)
        if finding.value is not None:
            yield f"value {finding.id}", str(finding.value)
    for due in found.deadlines:
        yield f"date {due.id}", due.date.isoformat()
    steps, notes = advice(found)
    yield from ((f"step {step.id}", "given") for step in steps)
    yield from ((f"note {note.id}", "given") for note in notes)
    following = interview.next_question(answers, on)
    yield "next question", following.id if following else "none"


def numbers() -> dict[str, dict[str, str]]:
    """The values of every parameter by the day from which they hold."""
    return {
        name: {
            str(value.start): str(value.low)
            if value.low == value.high
            else f"{value.low}-{value.high}"
            for value in parameter.values
        }
        for name, parameter in parameters.load().all.items()
    }


def answer(request: Mapping[str, Any]) -> Any:
    """The answer to one request."""
    if request["do"] == "numbers":
        return numbers()
    if request["do"] == "samples":
        on = date.fromisoformat(request["on"])
        return list(paths(on, request["interviews"]))
    if request["do"] == "cases":
        return list(worked_cases())
    return [told(date.fromisoformat(on), given) for on, given in request["samples"]]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
