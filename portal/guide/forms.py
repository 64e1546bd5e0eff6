"""What is typed on a question's page becomes answers; what cannot, errors, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.i18n import NumberError, parse_number
from portal.i18n.typed_dates import DateError, parse_fields, parse_words
from portal.problems import Problem, as_typed
from rules.facts import NOT_YET, SPECS, Kind
from rules.interview import Question

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Typed:
    """What came from a form: answers by fact, problems, and the text as it was typed."""

    answers: dict[str, Any]
    problems: list[Problem]
    raw: dict[str, str]


def read(question: Question, form: Mapping[str, str], required: bool = True) -> Typed:
    """The answers typed on the page of a question; where not required, empty is *ved ikke*."""
    raw = {key: as_typed(value) for key, value in form.items()}
    if raw.get(UNKNOWN):
        return Typed(dict.fromkeys(question.fields), [], raw)
    typed = Typed({}, [], raw)
    for name in question.fields:
        _read_field(name, question, typed, required)
    if required and not typed.problems and all(value is None for value in typed.answers.values()):
        _nothing_said(question, typed)
    return typed


def _read_field(name: str, question: Question, typed: Typed, required: bool) -> None:
    kind = SPECS[name].kind
    if not required and kind in (Kind.CHOICE, Kind.BOOL) and not typed.raw.get(name):
        typed.answers[name] = None
        return
    try:
        if kind in (Kind.CHOICE, Kind.BOOL):
            typed.answers[name] = _chosen(name, question, typed.raw)
        elif kind in (Kind.NUMBER, Kind.COUNT):
            typed.answers[name] = _number(name, typed.raw)
        elif typed.raw.get(NOT_YET) and kind is Kind.DATE_OR_NOT_YET:
            typed.answers[name] = NOT_YET
        else:
            typed.answers[name] = _date(name, typed.raw)
    except (NumberError, DateError) as error:
        typed.problems.append(Problem(name, str(error.code)))
    except _RefusedError as refused:
        typed.problems.append(Problem(name, refused.code))


class _RefusedError(Exception):
    """An answer that is none of those possible."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _chosen(name: str, question: Question, raw: Mapping[str, str]) -> Any:
    spec, value = SPECS[name], raw.get(name, "")
    if name in question.extra:  # a tick: not ticked says nothing
        return True if value else None
    if value == UNKNOWN:
        return None
    if spec.kind is Kind.BOOL and value in ("yes", "no"):
        return value == "yes"
    if spec.enum is not None and value in spec.choices:
        return spec.enum(value)
    raise _RefusedError("choose")


def _number(name: str, raw: Mapping[str, str]) -> Any:
    text = raw.get(name, "").strip()
    if not text:
        return None
    value = parse_number(text)
    if SPECS[name].kind is not Kind.COUNT:
        return value
    if value != value.to_integral_value():
        raise _RefusedError("not_whole")
    return int(value)


def _date(name: str, raw: Mapping[str, str]) -> Any:
    day, month, year = (raw.get(f"{name}_{part}", "").strip() for part in ("day", "month", "year"))
    if day or month or year:
        return parse_fields(day, month, year)
    words = raw.get(f"{name}_text", "").strip()
    return parse_words(words) if words else None


def _nothing_said(question: Question, typed: Typed) -> None:
    """A page of typed fields sent empty: neither an answer nor *ved ikke*."""
    if any(SPECS[name].kind not in (Kind.CHOICE, Kind.BOOL) for name in question.facts):
        typed.problems.append(Problem(question.facts[0], "empty"))
