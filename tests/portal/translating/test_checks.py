"""What a translation is told of; and that the languages that are offered are told of nothing."""

from dataclasses import replace

import pytest

from portal.i18n.languages import KNOWN
from portal.translating.checks import problems
from portal.translating.progress import findings
from portal.translating.units import Kind, Unit

POLISH, ARABIC, ENGLISH = KNOWN["pl"], KNOWN["ar"], KNOWN["en"]


def test_nothing_is_wrong_with_the_languages_that_are_offered() -> None:
    assert [f"{found.file}: {found.problem}" for found in findings()] == []


@pytest.mark.parametrize(
    ("kind", "danish", "own", "told"),
    [
        (Kind.TEXT, "Inden {weeks}.", "W ciągu {days}.", "placeholders"),
        (Kind.TEXT, "Inden 6 uger.", "W ciągu 5 tygodni.", "numbers"),
        (Kind.TEXT, "1.684 kr.", "1684,5 kr.", "numbers"),
        (Kind.TEXT, "Se § 62.", "Zobacz 62.", "paragraph signs"),
        (Kind.TEXT, "Skriv til os.", "Skriv til os.", "Danish text"),
        (Kind.TEXT, "Du har ret.", "Masz prawo, hvis boligen.", "still Dansk"),
        (Kind.TEXT, "Du har ret.", "You have the right.", "still English"),
        (Kind.TEXT, "Skriv »nej«.", "Napisz «nie».", "quote with"),
        (Kind.TEXT, "Tre.", "٣", "digits as 0-9"),
        (Kind.TEXT, "Ring.", "No\u0301.", "NFC"),
        (Kind.TOPIC, "[A](term:a)", "[A](term:b)", "links"),
        (Kind.TOPIC, "## A {#a}", "## A {#b}", "heading ids"),
        (Kind.TOPIC, "- A\n- B", "1. A\n- B", "marks of lists"),
        (Kind.INTERFACE, "%(num)s dage", "%(n)s dni", "placeholders"),
    ],
)
def test_what_differs_is_told(kind: Kind, danish: str, own: str, told: str) -> None:
    found = list(problems(Unit(kind, "file", "key", danish, own), POLISH))
    assert any(told in problem for problem in found), found


@pytest.mark.parametrize(
    ("danish", "own"),
    [
        ("Inden 6 uger, så 1.000 kr.", "1 000 kr., potem 6 tygodni (6 uger)".replace("1 0", "1,0")),
        ("2-årsreglen og 3 rum", "3 pokoje (2-årsreglen)"),
        ("Skriv »nej« til {name}.", "Napisz „nie” do {name} (og hvis du skal)."),
        ("PostNord", "PostNord"),
        ("kr.", "kr."),
        ("Se § 62, stk. 3.", "Zobacz § 62, ust. 3 (§ 62, stk. 3).".replace("§ 62, ust. 3 ", "")),
    ],
)
def test_what_may_differ_is_not(danish: str, own: str) -> None:
    assert list(problems(Unit(Kind.TEXT, "file", "key", danish, own), POLISH)) == []


def test_one_of_several_plural_forms_may_leave_the_number_out() -> None:
    form = Unit(Kind.INTERFACE, "file", "key", "%(num)s dage", "jeden dzień", counted=True)
    assert list(problems(form, POLISH)) == []
    (told,) = problems(replace(form, own="%(day)s"), POLISH)
    assert "unknown placeholders" in told


@pytest.mark.parametrize(
    ("kind", "own", "isolate"),
    [
        (Kind.TEXT, "من 30-45 دقيقة", True),
        (Kind.TEXT, "من \u206630-45\u2069 دقيقة", False),
        (Kind.TEXT, "القانون (§ 62, stk. 3)", False),  # portal.i18n.isolate does it
        (Kind.INTERFACE, "القانون (§ 62, stk. 3)", True),
        (Kind.INTERFACE, "القانون (\u2066§ 62, stk. 3\u2069)", False),
        (Kind.INTERFACE, "يوم 21", False),
    ],
)
def test_what_turns_round_from_right_to_left(kind: Kind, own: str, isolate: bool) -> None:
    found = list(problems(Unit(kind, "file", "key", own, own), ARABIC))
    assert any("isolate what" in problem for problem in found) == isolate


def test_letters_of_another_script_and_isolates_that_stay_open() -> None:
    assert "no letter" in "".join(
        problems(Unit(Kind.TEXT, "file", "key", "Ring til kommunen.", "Call them now."), ARABIC)
    )
    assert "not closed" in "".join(
        problems(Unit(Kind.TEXT, "file", "key", "Ring.", "اتصل \u2066kommunen"), ARABIC)
    )
    assert (
        list(problems(Unit(Kind.TERM, "file", "key", "Digital Post", "Digital Post"), ARABIC)) == []
    )
