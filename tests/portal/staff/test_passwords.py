"""Which passwords are taken, and how they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.staff import passwords

ABOUT = ("Åse Østergård", "aaj@boligkontoret.example", "Boligkontoret Solvang")


@pytest.mark.parametrize(
    "password",
    [
        "fire grønne cykler i regn",
        "Sommerhuset ved søen",
        "x7$9#k2!p4%q",
        "correct horse battery staple",
        "73$91!04%8a?bgtd",
        "نحن نحب البيوت القديمة",
        "27182818284590452353",
        "Åse cykler aldrig i regn",
    ],
)
def test_length_is_enough(password: str) -> None:
    assert passwords.problem(password, ABOUT) is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", "too_short"),
        ("elleve tegn", "too_short"),
        ("x" * 201, "too_long"),
        ("qwerty123456", "common"),
        ("QWERTY123456", "common"),
        ("1qaz2wsx3edc", "common"),
        ("aaaaaaaaaaaa", "simple"),
        ("ababababababab", "simple"),
        ("kattekattekatte", "simple"),
        ("123456789012345", "simple"),
        ("25-12-1984-25", "simple"),
        ("Velkommen2026!", "simple"),
        ("KommuneSommer26", "simple"),
        ("Østergård1984!", "simple"),
        ("boligkontoret1", "simple"),
        ("Genhusning12345", "simple"),
    ],
)
def test_what_is_guessed_first_is_refused(password: str, problem: str) -> None:
    assert passwords.problem(password, ABOUT) == problem


def test_every_word_of_the_lists_works() -> None:
    assert len(passwords.common()) > 300
    for password in passwords.common():
        assert passwords.problem(password) in ("common", "too_short")
    for word in passwords.everyday():
        padded = f"{word}{'8132975604' * 2}"[: max(12, len(word) + 4)]
        assert passwords.problem(padded) == "simple", padded


@given(st.text(max_size=250))
def test_anything_may_be_typed(password: str) -> None:
    problem = passwords.problem(password, (password,))
    assert problem in (None, "too_short", "too_long", "common", "simple")


def test_a_password_is_kept_as_argon2id_with_a_salt() -> None:
    one, two = passwords.hashed("fire grønne cykler"), passwords.hashed("fire grønne cykler")
    assert one != two
    assert one.startswith("$argon2id$v=19$m=12288,t=3,p=1$")
    assert len(one) <= 200
    assert passwords.verify("fire grønne cykler", one)
    assert passwords.verify("fire gr\u00f8nne cykler", two)
    assert not passwords.verify("fire grønne cykle", one)
    assert not passwords.verify("fire grønne cykler", None)
    assert not passwords.outdated(one)
    assert passwords.outdated(one.replace("t=3", "t=1"))


def test_a_keyboard_may_write_letters_in_two_ways() -> None:
    assert passwords.verify("A\u030ase i regnen", passwords.hashed("\u00c5se i regnen"))
