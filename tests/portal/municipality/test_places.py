"""The 98 municipalities, and how one finds one's own."""

import pytest

from portal.municipality.places import by_letter, by_slug, found_in, municipalities

#: outside of the list: Christiansø belongs to no municipality
CHRISTIANSOE = "0411"


def test_there_are_98_each_with_its_code() -> None:
    every = municipalities()
    assert len(every) == len(by_slug()) == len({each.name for each in every.values()}) == 98
    assert all(len(code) == 4 and code.isdecimal() for code in every)
    assert all(slug.isascii() and slug == slug.lower() for slug in by_slug())
    assert CHRISTIANSOE not in every


@pytest.mark.parametrize(
    ("code", "name", "full", "slug"),
    [
        ("0101", "København", "Københavns Kommune", "koebenhavn"),
        ("0147", "Frederiksberg", "Frederiksberg Kommune", "frederiksberg"),
        ("0173", "Lyngby-Taarbæk", "Lyngby-Taarbæk Kommune", "lyngby-taarbaek"),
        ("0400", "Bornholm", "Bornholms Regionskommune", "bornholm"),
        ("0461", "Odense", "Odense Kommune", "odense"),
        ("0492", "Ærø", "Ærø Kommune", "aeroe"),
        ("0751", "Aarhus", "Aarhus Kommune", "aarhus"),
        ("0851", "Aalborg", "Aalborg Kommune", "aalborg"),
        ("0860", "Hjørring", "Hjørring Kommune", "hjoerring"),
    ],
)
def test_some_of_them(code: str, name: str, full: str, slug: str) -> None:
    assert municipalities()[code][:4] == (code, name, full, slug)


def test_they_stand_where_a_reader_seeks_them() -> None:
    letters = by_letter()
    assert list(letters) == sorted(letters, key="ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ".index)
    assert [each.name for each in letters["A"]][:3] == ["Aabenraa", "Aalborg", "Aarhus"]
    assert [each.name for each in letters["Æ"]] == ["Ærø"]
    assert sum(map(len, letters.values())) == 98


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Aalborg", ["Aalborg"]),
        ("ålborg", ["Aalborg"]),
        ("AALBORG KOMMUNE", ["Aalborg"]),
        ("Aarhus kommune.", ["Aarhus"]),
        ("arhus", ["Aarhus"]),
        ("Århuus", ["Aarhus"]),
        ("kobenhavn", ["København"]),
        ("Københavns Kommune", ["København"]),
        ("Copenhagen", ["København"]),
        ("كوبنهاغن", ["København"]),
        ("Ikast", ["Ikast-Brande"]),
        ("høje tåstrup", ["Høje-Taastrup"]),
        ("frederiks", ["Frederiksberg", "Frederikshavn", "Frederikssund"]),
        ("hilleröd", ["Hillerød"]),
        ("hilerød", ["Hillerød"]),
        ("hele Vejle by", ["Vejle"]),
        ("", []),
        ("a", []),
        ("kommune", []),
        ("Malmö", []),
        ("<b>", []),
        ("9000", []),
    ],
)
def test_what_is_typed_is_found(typed: str, names: list[str]) -> None:
    assert [each.name for each in found_in(typed)] == names
