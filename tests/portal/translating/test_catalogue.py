"""Catalogues that count as their language does."""

import pytest
from babel.messages.catalog import Catalog

from portal.i18n.languages import KNOWN
from portal.translating.catalogue import (
    as_written,
    bring_up_to_date,
    catalogues,
    new,
    plural_problem,
    translated,
)


@pytest.mark.parametrize(
    ("code", "forms"), [("so", 2), ("tr", 2), ("ur", 2), ("fa", 2), ("pl", 4), ("uk", 4), ("ar", 6)]
)
def test_a_new_catalogue_has_the_plural_forms_of_cldr(code: str, forms: int) -> None:
    catalogue = new(code, KNOWN[code].locale)
    template = Catalog()
    template.add(("%(num)s dag", "%(num)s dage"))
    bring_up_to_date(catalogue, template, KNOWN[code])
    assert catalogue.num_plurals == forms
    assert plural_problem(catalogue, KNOWN[code].locale) is None
    assert f"msgstr[{forms - 1}]" in as_written(catalogue)
    assert not any(translated(message) for message in catalogue if message.id)


def test_the_catalogues_of_the_project_count_right() -> None:
    for path, catalogue in catalogues():
        assert plural_problem(catalogue, KNOWN[path.parents[1].name].locale) is None


def test_one_that_counts_as_another_language_does_is_told_of() -> None:
    assert plural_problem(new("en", KNOWN["en"].locale), KNOWN["pl"].locale) is not None
    assert plural_problem(new("uk", KNOWN["uk"].locale), KNOWN["pl"].locale) is not None
