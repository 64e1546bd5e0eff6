"""Danish words inside Arabic are kept whole, and nothing else is touched."""

import pytest
from markupsafe import Markup

from portal.i18n import in_language
from portal.i18n.isolate import isolated


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("حق (permanent genhusning).", 'حق (<bdi lang="da">permanent genhusning</bdi>).'),
        ("القانون (§ 62, stk. 3)", 'القانون (<bdi lang="da">§ 62, stk. 3</bdi>)'),
        ("قاعدة (2-årsreglen)", 'قاعدة (<bdi lang="da">2-årsreglen</bdi>)'),
        ("خلال 6 أسابيع، 1,684.50 كرونة", "خلال 6 أسابيع، 1,684.50 كرونة"),
        ("<b> & نص", '&lt;<bdi lang="da">b</bdi>&gt; &amp; نص'),
        ("«Er det rigtigt?» نعم", '«<bdi lang="da">Er det rigtigt?</bdi>» نعم'),
        ("«Jeg siger nej.» ثم", '«<bdi lang="da">Jeg siger nej.</bdi>» ثم'),
        ("", ""),
    ],
)
def test_from_right_to_left(text: str, shown: str) -> None:
    with in_language("ar"):
        assert isolated(text) == Markup(shown)


def test_what_is_markup_already_stays() -> None:
    with in_language("ar"):
        assert isolated(Markup("<p>Du har ret</p>")) == "<p>Du har ret</p>"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_from_left_to_right_nothing_happens(lang: str) -> None:
    with in_language(lang):
        assert isolated("Du har ret (genhusning) & mere") == "Du har ret (genhusning) & mere"
