"""A page as a reader and a browser see it: text, links, fields; and what must hold for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from werkzeug.test import TestResponse

from portal.i18n import LANGUAGES

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}


@dataclass(repr=False)
class Element:
    tag: str
    attrs: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attrs}>"

    def all(self, tag: str = "", **attrs: str) -> "Iterator[Element]":
        """Every element below with this tag and these attributes (`class_` for one class)."""
        for child in self.children:
            if isinstance(child, Element):
                if (not tag or child.tag == tag) and all(child.has(k, v) for k, v in attrs.items()):
                    yield child
                yield from child.all(tag, **attrs)

    def has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attrs.get("class", "").split()
        return self.attrs.get(name) == value

    def first(self, tag: str = "", **attrs: str) -> "Element":
        found = next(self.all(tag, **attrs), None)
        assert found is not None, f"the page has no <{tag} {attrs}>"
        return found

    @property
    def text(self) -> str:
        """What is read, with single spaces."""
        return " ".join("".join(self._texts()).replace("\N{NO-BREAK SPACE}", " ").split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield child if isinstance(child, str) else "".join(child._texts())
        if self.tag in ("p", "li", "td", "th", "h1", "h2", "h3", "option", "legend", "summary"):
            yield " "

    def strings(self, lang: str = "") -> Iterator[tuple[str, str]]:
        """Each run of text with the language it is marked as."""
        mine = self.attrs.get("lang", lang)
        for child in self.children:
            if isinstance(child, str):
                if child.strip():
                    yield mine, " ".join(child.split())
            elif child.tag not in ("script", "style"):
                yield from child.strings(mine)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> says {names} twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:  # a shape in a drawing
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The page; raises where elements are not well nested."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"not closed: {[e.tag for e in builder.open[1:]]}"
    return builder.root


def read(response: TestResponse, status: int = 200) -> Element:
    """A page of the portal, after checking what holds for every one of them."""
    assert response.status_code == status, response.text[:300]
    assert response.mimetype == "text/html"
    assert "Set-Cookie" not in response.headers
    page = parse(response.text)
    root = page.first("html")
    lang = root.attrs["lang"]
    assert root.attrs["dir"] == LANGUAGES[lang].direction
    assert len(list(page.all("h1"))) == 1, "a page has one main heading"
    assert page.first("h1").text in page.first("title").text
    ids = [element.attrs["id"] for element in page.all() if "id" in element.attrs]
    assert len(set(ids)) == len(ids), sorted(i for i in ids if ids.count(i) > 1)
    for element in page.all():
        assert "style" not in element.attrs, f"inline style in <{element.tag}>"
        assert not [a for a in element.attrs if a.startswith("on")], element
        assert element.tag != "style"
        assert element.tag != "script" or (element.attrs.get("src") and not element.children)
        _own_address(element)
    visible = page.text
    written = [element.text for element in page.all(class_="as-written")]
    for text in sorted(written, key=len, reverse=True):  # of content files, shown to be mended
        visible = visible.replace(text, "")
    for rest in ("…", "{", "}", "%(", "None", "undefined", "[object", "kr.."):
        assert rest not in visible, (rest, visible[max(0, visible.find(rest) - 80) :][:200])
    return page


def _own_address(element: Element) -> None:
    """Nothing is loaded from, or sent to, another place; links may lead to one."""
    loads = {"link": "href", "script": "src", "img": "src", "form": "action"}
    address = element.attrs.get(loads.get(element.tag, ""), "")
    if element.attrs.get("rel") in ("canonical", "alternate"):
        return  # for search engines: a whole address
    assert address == "" or re.match(r"/(?!/)", address), address


def links(page: Element) -> list[str]:
    return [a.attrs["href"] for a in page.all("a") if "href" in a.attrs]


def fields(page: Element) -> dict[str, Any]:
    """What the page's form would send as it stands, without its buttons."""
    sent: dict[str, Any] = {}
    for entry in page.first("main").all("input"):
        kind = entry.attrs.get("type", "text")
        if kind not in ("radio", "checkbox") or "checked" in entry.attrs:
            sent[entry.attrs["name"]] = entry.attrs.get("value", "")
    return sent


def errors(page: Element) -> dict[str, str]:
    """The messages of the error summary, by the field they lead to."""
    summary = next(page.all("div", class_="error-summary"), None)
    if summary is None:
        return {}
    found = {a.attrs["href"].removeprefix("#"): a.text for a in summary.all("a")}
    ids = {element.attrs.get("id") for element in page.all()}
    assert found.keys() <= ids, "an error leads to no field"
    return found


def findings(page: Element) -> dict[str, str]:
    """What a result page says: id → *yes*, *no*, *unsure*, or *met* or *broken*."""
    told = {"yes": "met", "no": "broken"}
    return {
        item.attrs["id"]: told[item.attrs["data-verdict"]] if kind == "checks" else kind
        for kind in ("yes", "checks", "no", "unsure")
        for group in page.all("section", class_=kind)
        for item in group.all("li")
        if "id" in item.attrs
    }
