"""Folding: one spelling for all the ways in which people type the same word.

What is folded away is what phones, keyboards and hurry change: case, accents, vowel marks, letter
variants of Arabic, Persian and Urdu, dots of Turkish, æ ø å, digits of other scripts, characters
that are not seen. What tells words apart stays.
"""

import re
import unicodedata

# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans(
    {
        # Latin: Danish, Turkish, Polish, German, Icelandic
        "æ": "ae",
        "ø": "o",
        "å": "a",
        "œ": "oe",
        "ß": "ss",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        # Arabic script: one letter for those that Arabic, Persian and Urdu keyboards differ in
        "ک": "ك",
        "ی": "ي",
        "ى": "ي",
        "ے": "ي",
        "ې": "ي",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ة": "ه",
        "ۃ": "ه",
        "ں": "ن",
        "ٱ": "ا",
        "ء": None,
        "ـ": None,
        # Cyrillic: Ukrainian typed on a Russian keyboard
        "ы": "и",
        "э": "е",
        "ґ": "г",
        "ё": "е",
        "ъ": None,
        # Apostrophes inside words: don't, комп'ютер
        **dict.fromkeys("'’‘ʼ`´ʿʾ"),
    }
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_DOUBLE_A = re.compile(r"aa+")
_O_E = re.compile(r"oe+")
_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_MARKS = frozenset({"Mn", "Me", "Mc"})


def fold(text: str) -> str:
    """The text in one spelling: lower case, no marks, ASCII digits, single spaces.

    Folding what is folded changes nothing. Any string may come in.
    """
    folded = _once(text)
    while (again := _once(folded)) != folded:
        folded = again
    return folded


def _once(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = unicodedata.normalize("NFKD", text.casefold())
    text = text.translate(_CHARACTERS).translate(_LETTERS)
    text = _REPEATED.sub(r"\1", text)
    text = _O_E.sub("o", _DOUBLE_A.sub("a", text))
    return _SPACE.sub(" ", text).strip()


def _character(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in _MARKS:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in _UNSEEN:
        # Control characters part words; joiners and direction marks stand inside them.
        return " " if category == "Cc" else ""
    return character


class _Characters(dict[int, str]):
    """What becomes of each character, worked out when it is first seen."""

    def __missing__(self, code: int) -> str:
        self[code] = character = _character(chr(code))
        return character


_CHARACTERS = _Characters()


# Sound classes for words that are written by ear: vowels and weak letters say little.
_SOUND_PAIRS = (
    ("sch", "x"),
    ("sh", "x"),
    ("ch", "x"),
    ("kh", "5"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
)
_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("aeiouyw2", ""),
        "3": "",
        "7": "h",
        "5": "5",
        "6": "t",
        "8": "k",
        "9": "s",
        "q": "k",
        "c": "k",
        "z": "s",
        "v": "f",
        "p": "b",
        "j": "g",
        **dict.fromkeys("اويعآ", ""),
        "ب": "b",
        "پ": "b",
        "ت": "t",
        "ث": "t",
        "ط": "t",
        "ٹ": "t",
        "ج": "g",
        "چ": "x",
        "ح": "h",
        "ه": "h",
        "خ": "5",
        "د": "d",
        "ذ": "d",
        "ض": "d",
        "ڈ": "d",
        "ظ": "d",
        "ر": "r",
        "ڑ": "r",
        "ز": "s",
        "ژ": "s",
        "س": "s",
        "ص": "s",
        "ش": "x",
        "غ": "g",
        "ف": "f",
        "ڤ": "f",
        "ق": "k",
        "ك": "k",
        "گ": "g",
        "ل": "l",
        "م": "m",
        "ن": "n",
    }
)
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The consonants of a folded word in sound classes, the same for Arabic and Roman letters.

    `sound("بيت") == sound("beit") == "bt"`. Too short keys say nothing: see the caller.
    """
    for pair, letter in _SOUND_PAIRS:
        word = word.replace(pair, letter)
    return _DOUBLE.sub(r"\1", word.translate(_SOUNDS))
