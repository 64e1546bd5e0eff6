"""One spelling for all the ways of typing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.matching.folding import fold, sound
from portal.matching.tokens import tokens

ANY = st.text(max_size=500)


@given(ANY)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_tokens_of_joined_tokens_are_the_same(text: str) -> None:
    words = [word for word in tokens(text) if word.isalpha()]
    assert tokens(" ".join(words)) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Må jeg få råd?", "maa jeg faa raad?"),
        ("LØN", "loen"),
        ("værelse", "vaerelse"),
        ("إعادة الإسكان", "اعاده الاسكان"),
        ("مُؤَقَّت", "مؤقت"),
        ("شـــقة", "شقه"),
        ("کرایہ", "كرايه"),  # Urdu and Arabic keyboards
        ("گھر ہے", "گهر هي"),
        ("İSTANBUL ILIK", "istanbul ılık"),
        ("żółw", "zolw"),
        ("комп'ютер", "комп’ютер"),
        ("їжа", "іжа"),
        ("heeeelp", "help"),
        ("\u202eabc\u202c", "abc"),
        ("a\u0000b", "a b"),
        ("\ufb01ne", "fine"),
    ],
)
def test_two_spellings_of_a_word(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.400 kr", ["5400", "kr"]),
        ("25 000", ["25000"]),
        ("§ 62, stk. 3", ["§62", "stk", "3"]),
        ("٢٣٢ كرون", ["232", "كرون"]),
        ("71m2", ["71", "m2"]),
        ("3andi 7a2i", ["3andi", "7a2i"]),
        ("1.234,50 kr.", ["1234", "kr"]),
        ("", []),
        ("🙂🙂 !!", []),
    ],
)
def test_words_and_numbers(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("arabic", "roman"), [("بيت", "beit"), ("شكوى", "shakwa"), ("بلدية", "baladiye")]
)
def test_arabic_in_roman_letters_sounds_the_same(arabic: str, roman: str) -> None:
    assert sound(fold(arabic)).rstrip("h") == sound(fold(roman)).rstrip("h")
