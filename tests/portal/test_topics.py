"""The topic pages and the glossary: every page in every language, alone and beside the Danish."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from flask.testing import FlaskClient

from portal.i18n import LANGUAGES
from portal.tokens import EMPTY
from portal.topics import check, library
from portal.topics.glossary import glossary, names
from portal.topics.library import State, groups, topics
from portal.topics.markdown import Kind, Link, MarkdownError, blocks
from portal.words.library import ContentError
from portal.words.text import Text
from rules.days import FIRST_DAY
from tests.portal import pages
from tests.rules.households import ON

EVERY = [(lang, slug) for lang in LANGUAGES for slug in topics()]
OTHERS = [(lang, slug) for lang, slug in EVERY if lang != "da"]


def test_the_44_topics_each_once() -> None:
    slugs = [slug for group in groups().values() for slug in group]
    assert len(slugs) == len(set(slugs)) == 44
    folders = {path.name for path in library.FOLDER.iterdir() if path.is_dir()}
    assert folders == set(slugs)


def test_content_check_finds_nothing() -> None:
    assert [f"{each.file}: {each.problem}" for each in check.findings()] == []


def test_danish_is_readable_on_average() -> None:
    found = [check.lix(page.body) for page in topics().values()]
    assert sum(found) / len(found) < check.MOST_LIX_ON_AVERAGE


@pytest.mark.parametrize(("lang", "slug"), EVERY)
def test_every_page(visitor: FlaskClient, lang: str, slug: str) -> None:
    response = visitor.get(f"/{lang}/topics/{slug}")
    assert response.status_code == 200
    page = pages.read(response)
    assert "](" not in page.text
    assert "**" not in page.text
    addresses = [each.attrs["id"] for each in page.all() if "id" in each.attrs]
    assert len(addresses) == len(set(addresses))
    for link in page.all("a"):
        if link.attrs["href"].startswith("#"):
            assert link.attrs["href"][1:] in addresses, link


@pytest.mark.parametrize(("lang", "slug"), OTHERS)
def test_every_page_beside_the_danish(visitor: FlaskClient, lang: str, slug: str) -> None:
    alone = pages.read(visitor.get(f"/da/topics/{slug}")).first("article")
    page = pages.read(visitor.get(f"/{lang}/topics/{slug}?beside=da"))
    danish = [each for each in page.all("div", class_="danish") if each.has("lang", "da")]
    assert len(danish) == len(list(page.all("div", class_="pair")))
    beside = _words(" ".join(each.text for each in danish))
    offered = alone.first("p", class_="toggle").text
    assert beside == _words(alone.text.replace(offered, ""))
    assert all("id" not in inner.attrs for each in danish for inner in each.all())


@pytest.mark.parametrize("slug", topics())
def test_the_easy_danish_stands_beside_each_part(visitor: FlaskClient, slug: str) -> None:
    alone = pages.read(visitor.get(f"/da/topics/{slug}")).first("article")
    link = alone.first("p", class_="toggle").first("a")
    assert link.attrs["href"] == f"/da/topics/{slug}?beside=easy"
    page = pages.read(visitor.get(link.attrs["href"])).first("article")
    short = list(page.all("div", class_="in-short"))
    assert len(short) == 1 + len(list(alone.all("h2")))
    assert "{" not in " ".join(each.text for each in short)
    assert [each.text for each in page.all("h2")] == [each.text for each in alone.all("h2")]
    for block in alone.all("li"):
        assert block.text in page.text
    assert page.first("p", class_="toggle").first("a").attrs["href"] == f"/da/topics/{slug}"


def test_easy_danish_is_beside_danish_only(visitor: FlaskClient) -> None:
    page = pages.read(visitor.get("/en/topics/notice?beside=easy"))
    assert not list(page.all("div", class_="in-short"))


def test_easy_danish_that_is_not_easy_or_says_more_is_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = topics()["notice"]
    said = {"lead": "Genhusningsforanstaltninger nødvendiggør byfornyelsesbeslutninger i 9 uger."}
    monkeypatch.setattr(check, "easy", lambda _: {key: Text([text]) for key, text in said.items()})
    problems = " ".join(check._easy(page))
    assert "easy.yaml has lead, not lead, " in problems
    assert "LIX" in problems
    assert "numbers that the page has not: 9" in problems


def _words(text: str) -> list[str]:
    return text.replace("#", " ").split()


@pytest.mark.parametrize("slug", topics())
def test_where_a_page_leads(visitor: FlaskClient, slug: str) -> None:
    page = pages.read(visitor.get(f"/ar/topics/{slug}"))
    for link in page.first("main").all("a"):
        href = link.attrs["href"]
        if href.startswith("/"):
            assert visitor.get(href, follow_redirects=True).status_code == 200, href


def test_the_guide_starts_from_the_right_place(visitor: FlaskClient) -> None:
    told = [page.topic.slug for page in topics().values() if page.topic.guide.known()]
    assert told
    for slug in told:
        response = visitor.get(f"/en/topics/{slug}/guide")
        assert response.status_code == 302
        assert re.match(r"/en/guide/[\w-]{20,}/main/\w+", response.location)
        assert response.headers["Cache-Control"] == "no-store"
    plain = next(slug for slug in topics() if slug not in told)
    assert visitor.get(f"/en/topics/{plain}/guide").location == "/en/guide/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_leads_to_every_page(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/topics/"))
    links = {link.attrs["href"] for link in page.first("main").all("a")}
    assert {f"/{lang}/topics/{slug}" for slug in topics()} <= links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_poster_has_the_address_as_picture_and_text(visitor: FlaskClient, lang: str) -> None:
    page = pages.read(visitor.get(f"/{lang}/topics/complain/poster"))
    address = f"http://localhost/{lang}/topics/complain"
    assert page.first("svg", class_="qr").attrs["aria-label"] == address
    assert address in page.text


def test_a_topic_that_is_not_there(visitor: FlaskClient) -> None:
    for address in ("/da/topics/nope", "/da/topics/nope/poster", "/da/topics/nope/guide"):
        response = visitor.get(address)
        assert response.status_code == 404
        assert response.headers["Cache-Control"] == "no-store"


def test_a_page_is_sent_compressed_and_only_once(visitor: FlaskClient) -> None:
    plain = visitor.get("/ar/topics/notice")
    small = visitor.get("/ar/topics/notice", headers={"Accept-Encoding": "br, gzip"})
    assert small.headers["Content-Encoding"] == "br"
    assert len(small.data) <= 12_000 < len(plain.data)
    again = visitor.get("/ar/topics/notice", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data


def test_numbers_follow_the_day_of_the_law(visitor: FlaskClient) -> None:
    now = pages.read(visitor.get("/da/topics/rent-increase-rule")).text
    then = pages.read(visitor.get("/da/topics/rent-increase-rule?on=2023-05-01")).text
    assert "218 kr." in then
    assert "218 kr." not in now


@pytest.mark.parametrize("day", [FIRST_DAY, date(2030, 1, 1)])
def test_every_page_can_be_read_under_the_law_of_another_day(
    visitor: FlaskClient, day: date
) -> None:
    """A number that nobody knows for the day is a gap, as the page says."""
    for slug in topics():
        response = visitor.get(f"/da/topics/{slug}?on={day}")
        assert response.status_code == 200, slug
        assert pages.parse(response.text).first("aside", class_="day")


def test_a_translation_knows_its_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _copy(tmp_path, monkeypatch)
    slug = "storage"
    danish = tmp_path / slug / "da.md"
    danish.write_text(danish.read_text(encoding="utf-8") + "\n\nMere.\n", encoding="utf-8")
    _forget()
    assert topics("ar")[slug].state is State.OUTDATED
    assert topics()[slug].state is State.ORIGINAL
    problems = {each.problem for each in check.findings() if each.file.endswith(f"{slug}/ar.md")}
    assert any("not made from the Danish text as it stands" in each for each in problems)
    assert any("other blocks than the Danish" in each for each in problems)


@pytest.mark.parametrize("more", ["Mere.", "Mere.\n\n- Endnu mere."])
def test_an_outdated_page_says_so_and_has_the_danish_beside(
    visitor: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    _copy(tmp_path, monkeypatch)
    danish = tmp_path / "storage" / "da.md"
    danish.write_text(f"{danish.read_text(encoding='utf-8')}\n\n{more}\n", encoding="utf-8")
    _forget()
    page = pages.read(visitor.get("/ar/topics/storage?on=2026-11-02"))
    assert "تغيّر النص الدنماركي" in page.text
    assert not list(page.all("p", class_="toggle"))
    beside = " ".join(each.text for each in page.all("div", class_="danish"))
    assert all(line.strip("- ") in beside for line in more.split("\n\n"))
    for heading in topics("ar")["storage"].headings:
        assert heading in page.text


def test_a_page_that_a_person_has_read_says_so(
    visitor: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(tmp_path, monkeypatch)
    own = tmp_path / "storage" / "en.md"
    read = own.read_text(encoding="utf-8").replace("---\n", '---\nreviewed: "A. Reader"\n', 1)
    own.write_text(read, encoding="utf-8")
    _forget()
    page = pages.read(visitor.get("/en/topics/storage?on=2026-11-02"))
    assert "Reviewed by a person who speaks the language." in page.text
    assert "Machine" not in page.text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{#", "{#z", "blocks"),
        ("](topic:", "](topic:nope-", "there is no topic nope-"),
        ("](term:", "](term:nope_", "the glossary has no nope_"),
        ("](term:", "](ftp:", "is no link"),
        ("](page:", "](page:nope-", "there is no page nope-"),
        ("\n\n", "\n\n99 § 7 c\n\n", "other numbers"),
        ("\n\n", "\n\n§ 7\n\n", "other paragraph signs"),
        ("\n\n", "\n\n{objection_weeks}\n\n", "other placeholders"),
        ("\n\n", "\n\n{nothing_like_it}\n\n", "stands for nothing"),
    ],
)
def test_content_check_tells(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(tmp_path, monkeypatch)
    path = next(p for p in sorted(tmp_path.glob("*/en.md")) if old in _body(p))
    front, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    path.write_text(f"{front}\n---\n{body.replace(old, new, 1)}", encoding="utf-8")
    _forget()
    own = [f.problem for f in check.findings() if f.file.endswith(f"{path.parent.name}/en.md")]
    assert any(told in problem for problem in own), own


def _body(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no front matter", "begins with front matter"),
        ("---\ntitle: a\n---\n", "summary is missing"),
        ("---\ntitle: a\nsummary: b\nrules: [X]\n---\n", "rules is not known there"),
        ("---\ntitle: a\nsummary: b\nphrasings: [1]\n---\n", "a phrasing must be text"),
        ("---\ntitle: a\nsummary: b\n---\n## No id\n", "a heading is written"),
        ("---\ntitle: a\nsummary: b\n---\n- one\n  - two\n", "a list item is one paragraph"),
        ("---\ntitle: [\n---\n", "en.md"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copy(tmp_path, monkeypatch)
    (tmp_path / "storage" / "en.md").write_text(text, encoding="utf-8")
    _forget()
    with pytest.raises(ContentError, match="storage") as error:
        topics("en")
    assert told in str(error.value)


def _copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in library.FOLDER.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(library.FOLDER)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    monkeypatch.setattr(library, "CONTENT", tmp_path.parent)
    _forget()


def _forget() -> None:
    for kept in (library.groups, library._topics, library._topic):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def _files_of_the_project() -> object:
    yield
    _forget()


def test_markdown_is_cut_into_blocks() -> None:
    found = blocks(
        "## Hvad? {#what}\n\nEn <b> & to\nlinjer.\n\n- a\n- **b**\n\n1. c\n\n> d [e](topic:x)\n",
        lambda link: f'<a href="{link.kind}/{link.target}">',  # type: ignore[arg-type,return-value]
    )
    assert [block.kind for block in found] == list(Kind)
    assert found[0].id == "what"
    assert found[1].parts == ("En &lt;b&gt; &amp; to linjer.",)
    assert found[2].parts == ("a", "<strong>b</strong>")


@pytest.mark.parametrize("text", ["# One {#x}", "### Three {#x}", "> - in a quote", "- a\n\n  b"])
def test_markdown_that_no_page_uses(text: str) -> None:
    with pytest.raises(MarkdownError):
        blocks(text)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", "`x`"])
def test_markup_of_others_stays_text(text: str) -> None:
    found = "".join(part for block in blocks(text) for part in block.parts)
    assert "<script" not in found
    assert "<code" not in found


def test_links_are_parsed() -> None:
    assert Link.parse("topic:a#b") == Link("topic", "a#b")
    assert Link.parse("https://x.dk/a:b") == Link("", "https://x.dk/a:b")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_glossary(visitor: FlaskClient, lang: str) -> None:
    terms = glossary(lang)
    assert len(terms) >= 55
    assert terms.keys() == glossary("da").keys() <= names().keys()
    page = pages.read(visitor.get(f"/{lang}/glossary"))
    assert [each.attrs["id"] for each in page.first("dl").all("div")] == list(terms)


@pytest.mark.parametrize(
    ("lang", "typed", "key"),
    [
        ("da", "Genhusnig", "genhusning"),
        ("ar", "indfasningstøtte", "indfasningsstoette"),
        ("en", "  REPLACEMENT home", "erstatningsbolig"),
    ],
)
def test_a_word_is_found_in_spite_of_a_slip(
    visitor: FlaskClient, lang: str, typed: str, key: str
) -> None:
    response = visitor.post(f"/{lang}/glossary", data={"q": typed})
    page = pages.read(response)
    found = [each.attrs["id"] for each in page.first("dl").all("div")]
    assert key in found
    assert len(found) < len(glossary(lang))
    assert page.first("input", name="q").attrs["value"] == typed.strip()
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("typed", ["", "   ", "qqqqqqq", "<b>{{7*7}}", "😀", "\u202eabc"])
def test_a_word_that_is_not_there(visitor: FlaskClient, typed: str) -> None:
    page = pages.read(visitor.post("/da/glossary", data={"q": typed}))
    shown = len(list(page.first("dl").all("div")))
    assert shown == (0 if typed.strip() else len(glossary("da")))


def test_the_pages_as_json(visitor: FlaskClient) -> None:
    for lang in LANGUAGES:
        found = visitor.get(f"/api/v1/topics?lang={lang}").json["topics"]
        assert [each["slug"] for each in found] == list(topics())
        one = visitor.get(f"/api/v1/topics/two-year-rule?lang={lang}&on={ON}").json
        assert {**one, "x": 0}.items() >= found[list(topics()).index("two-year-rule")].items()
        assert one["translation"] == str(topics(lang)["two-year-rule"].state)
        assert one["sources"]
        assert "<h2" in one["html"]


@pytest.mark.parametrize(
    ("address", "status", "field"),
    [
        ("/api/v1/topics/nope", 404, None),
        ("/api/v1/topics?lang=xx", 422, "lang"),
        ("/api/v1/topics?on=yesterday", 422, "on"),
        ("/api/v1/topics/notice?q=1", 422, "q"),
    ],
)
def test_what_is_asked_wrongly(
    visitor: FlaskClient, address: str, status: int, field: str | None
) -> None:
    response = visitor.get(address)
    assert response.status_code == status
    assert [each["field"] for each in response.json["errors"]] == [field]


def test_front_matter_is_plain_yaml() -> None:
    """Other tools can read it too."""
    for path in library.FOLDER.glob("*/*.md"):
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        assert isinstance(yaml.safe_load(front), dict)


def test_letters_can_be_reached(visitor: FlaskClient) -> None:
    page = visitor.get("/da/topics/refuse-an-offer").text
    assert f"/da/letters/{EMPTY}/refuse_offer" in page
