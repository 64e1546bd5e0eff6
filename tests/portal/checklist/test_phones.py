"""Which digits of a text can be called."""

import pytest

from portal.checklist.phones import runs


@pytest.mark.parametrize(
    ("text", "dialled"),
    [
        ("Mette, tlf. 12 34 56 78, hverdage 10-14", ["12345678"]),
        ("12345678", ["12345678"]),
        ("Ring: 1234 5678/87 65 43 21.", ["12345678", "87654321"]),
        ("+45 12 34 56 78 eller 004512345678", ["+4512345678", "004512345678"]),
        ("12 03 2027 kl. 10 30", []),
        ("1.3.2027", []),
        ("sag 123456789 og 12 34 56 78 90", []),
        ("CPR 010203-1234", []),
        ("A12345678", []),
        ("", []),
    ],
)
def test_what_can_be_called(text: str, dialled: list[str]) -> None:
    found = list(runs(text))
    assert [run.tel for run in found if run.tel] == dialled
    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)
