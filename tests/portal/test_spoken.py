"""How signs and numbers are said aloud: complete, well formed, and sent so that it may be kept."""

import re
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from portal.spoken.rules import load
from rules.strict_yaml import YamlError
from tests.portal import pages

_MOST_BYTES = 10 * 1024
"""All scripts of the portal together, as they are sent."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rules_of_a_language_can_be_used(lang: str) -> None:
    told = load(lang)
    patterns = [pattern for pattern, _ in told["replace"]] + told["figures"]
    for pattern in [*patterns, told["group"], told["decimal"]]:
        # Python knows no \p{…}; all else is written alike.
        re.compile(pattern.replace(r"\p{Ll}", "[a-z]").replace(r"\p{L}", "[a-z]"))
    numbers = told["numbers"]
    assert {str(n) for n in range(11)} <= numbers["main"].keys()
    for name, words in numbers.items():
        for base, form in words.items():
            assert re.fullmatch(r"\d+(/\d+)?", base)
            assert form
            named = re.findall(r"\{[qr](?::(\w+))?\}", form)
            assert {other for other in named if other} <= numbers.keys(), (name, base)
            assert not re.search(r"\d", form)
    if "ordinals" in told:
        assert len(set(told["ordinals"]["words"])) == 31


def test_a_language_that_lacks_something_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "xx.yaml").write_text('group: ","\n')
    with pytest.raises(YamlError, match=r"spoken/xx\.yaml"):
        load("xx", tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_names_the_rules_it_may_need(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/guide/"))
    (bar,) = (element for element in page.all("div") if "data-speak" in element.attrs)
    assert "hidden" in bar.attrs, "until a script has found a voice"
    addresses = orjson.loads(bar.attrs["data-speak"])
    assert addresses.keys() == {lang, "da"}
    for code, address in addresses.items():
        response = visitor.get(address)
        assert response.headers["Cache-Control"] == "public, max-age=31536000"
        assert response.json == load(code)
    assert visitor.get("/spoken/da.000000000000.json").status_code == 404


@pytest.mark.parametrize(
    ("path", "aloud"),
    [("guide/", True), ("topics/notice", True), ("", False), ("delete", False), ("topics/", False)],
)
def test_only_what_is_read_aloud_loads_the_script(
    visitor: FlaskClient, path: str, aloud: bool
) -> None:
    page = pages.read(visitor.get(f"/da/{path}"))
    scripts = [script.attrs["src"] for script in page.all("script")]
    assert any("speak" in source for source in scripts) == aloud


def test_all_scripts_together_are_small(visitor: FlaskClient) -> None:
    from portal.assets import STATIC, Assets

    assets = Assets()
    sizes = {
        path.name: len(assets.sent_as(assets.url(path.name)).bodies["br"])  # type: ignore[union-attr]
        for path in STATIC.glob("*.js")
    }
    assert {"portal.js", "speak.js", "helper.js"} <= sizes.keys()
    assert sum(sizes.values()) <= _MOST_BYTES, sizes
