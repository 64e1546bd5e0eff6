"""The words of own items: which translation is current; and what looks like a CPR number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import cpr
from portal.cases.own import words_in
from portal.cases.texts import Standing, Words, fingerprint, revised, standing

ONE, TWO = Words("Et", "Fordi."), Words("To", "Derfor.")
AR = Words("واحد", "لأن")
WORDS = st.builds(Words, st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=5))


def test_a_translation_belongs_to_the_danish_it_was_made_from() -> None:
    first = revised({}, {"da": ONE, "ar": AR}, ())
    assert standing(first, "ar") is Standing.CURRENT
    older = revised(first, {"da": TWO, "ar": AR}, ())
    assert standing(older, "ar") is Standing.OLDER
    assert words_in(older, "ar").lang == "da"
    assert standing(revised(older, {"da": ONE, "ar": AR}, ()), "ar") is Standing.CURRENT
    assert standing(revised(older, {"da": TWO, "ar": AR}, {"ar"}), "ar") is Standing.CURRENT
    changed = revised(older, {"da": TWO, "ar": Words("اثنان", "لأن")}, ())
    assert standing(changed, "ar") is Standing.CURRENT


def test_an_empty_translation_is_missing() -> None:
    texts = revised({}, {"da": ONE, "ar": Words()}, ())
    assert texts == {"da": {"title": "Et", "why": "Fordi."}}
    assert standing(texts, "ar") is Standing.MISSING
    assert standing(texts, "da") is Standing.CURRENT


def test_a_translation_without_a_mark_is_of_the_danish_beside_it() -> None:
    texts = {"da": ONE._asdict(), "ar": AR._asdict()}
    assert standing(texts, "ar") is Standing.CURRENT
    assert standing(revised(texts, {"da": TWO, "ar": AR}, ()), "ar") is Standing.OLDER


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=5))
def test_families_never_see_a_translation_of_another_danish(
    changes: list[tuple[Words, Words, bool]],
) -> None:
    texts: dict[str, object] = {}
    fitting: dict[Words, set[Words]] = {}
    for danish, arabic, fits in changes:
        before = Words(**{k: texts["ar"][k] for k in ("title", "why")}) if texts else None  # type: ignore[index]
        texts = revised(texts, {"da": danish, "ar": arabic}, {"ar"} if fits else ())
        if fits or arabic != before:
            fitting.setdefault(arabic, set()).clear()
            fitting[arabic].add(danish)
        shown = words_in(texts, "ar")
        if shown.lang == "ar":
            assert danish in fitting[Words(shown.title, shown.why)]
        else:
            assert (shown.title, shown.why) == danish


def test_title_and_why_do_not_run_into_each_other() -> None:
    assert fingerprint(Words("ab", "c")) != fingerprint(Words("a", "bc"))


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "0101901234",
        "311299 1234",
        "010190 - 1234",
        "010190\u20131234",
        "010190\u20111234",
        "610190-1234",
        "a010190-1234b",
        "٠١٠١٩٠-١٢٣٤",
        "０１０１９０１２３４",
        "01\u200b0190-1234",
        "lejer 4, 010190-1234, tlf. 12 34 56 78",
    ],
)
def test_what_looks_like_a_cpr_number(text: str) -> None:
    assert cpr.looks_like(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 34 56 78",
        "+45 12345678",
        "004512345678",
        "01.01.1990",
        "1203-12-0101",
        "321390-1234",
        "001390-1234",
        "011390-1234",
        "010190\n1234",
        "10101901234",
        "2027-03-01 2027-04-01",
    ],
)
def test_what_does_not(text: str) -> None:
    assert not cpr.looks_like(text)
