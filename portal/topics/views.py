"""The addresses of the topic pages and of the glossary."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.clock import law_day
from portal.i18n import DEFAULT_LANGUAGE, current_language, in_language
from portal.rendered import EASY, rendered_once
from portal.sharing import here, picture
from portal.tokens import answer_tokens
from portal.topics.glossary import glossary as all_terms
from portal.topics.library import State, groups, topics
from portal.topics.shown import ShownTopic
from portal.topics.terms import found_in, shown_terms
from rules import interview

bp = Blueprint("topics", __name__, url_prefix="/<lang:lang>")


@bp.get("/topics/")
@rendered_once
def index() -> ResponseReturnValue:
    """Every page, in the order in which a reader meets them."""
    pages = topics(current_language().code)
    return render_template(
        "topics/index.html",
        groups={name: [ShownTopic(pages[slug]) for slug in slugs] for name, slugs in _groups()},
        danish_url=url_for(".index", lang=DEFAULT_LANGUAGE.code),
    )


@bp.get("/topics/<slug>")
@rendered_once
def page(slug: str) -> ResponseReturnValue:
    """One topic, alone or with the Danish beside it, which an outdated translation always has;
    beside the Danish, easy Danish."""
    shown = _topic(slug)
    translated = current_language() is not DEFAULT_LANGUAGE
    offered = DEFAULT_LANGUAGE.code if translated else EASY
    outdated = shown.state is State.OUTDATED
    beside = outdated or request.args.get("beside") == offered
    toggle = url_for(".page", slug=slug, beside=None if beside else offered)
    return render_template(
        "topics/page.html",
        topic=shown,
        translation=shown.state,
        danish=_danish(slug) if beside and translated else None,
        easy=shown.easy if beside and not translated else None,
        danish_url=url_for(".page", slug=slug, lang=DEFAULT_LANGUAGE.code),
        toggle=None if outdated else toggle,
        script=True,
    )


@bp.get("/topics/<slug>/guide")
def guide(slug: str) -> ResponseReturnValue:
    """The guide, with what every reader of this page has already said."""
    known = _topic(slug).page.topic.guide.known()
    kept = interview.prune(known, law_day())
    asked = interview.next_question(kept, law_day(), interview.Part.MAIN)
    if not kept or asked is None:
        return redirect(url_for("guide.begin"))
    token = answer_tokens().write(kept)
    return redirect(url_for("guide.question", token=token, part="main", question=asked.id))


@bp.get("/topics/<slug>/poster")
@rendered_once
def poster(slug: str) -> ResponseReturnValue:
    """A sheet for the wall of a laundry room: the question, the answer and a QR code."""
    shown = _topic(slug)
    return render_template(
        "topics/poster.html",
        topic=shown,
        translation=shown.state,
        address=here(url_for(".page", slug=slug)),
        qr=picture(here(url_for(".page", slug=slug))),
        danish_url=url_for(".poster", slug=slug, lang=DEFAULT_LANGUAGE.code),
        script=True,
    )


@bp.get("/glossary")
@rendered_once
def glossary() -> ResponseReturnValue:
    """Every explained word."""
    return _glossary()


@bp.post("/glossary")
def search() -> ResponseReturnValue:
    """The words that what was typed is found in. Posted, so that no address holds it."""
    return _glossary(request.form.get("q", "").strip())


def _glossary(typed: str | None = None) -> str:
    terms = all_terms(current_language().code)
    return render_template(
        "topics/glossary.html",
        terms=shown_terms(terms.values() if not typed else found_in(typed, terms.values())),
        typed=typed or "",
        searched=bool(typed),
        danish_url=url_for(".glossary", lang=DEFAULT_LANGUAGE.code),
    )


def _topic(slug: str) -> ShownTopic:
    found = topics(current_language().code).get(slug)
    if found is None:
        abort(404)
    return ShownTopic(found)


def _danish(slug: str) -> ShownTopic:
    """The Danish page, worked out while Danish is the language in use."""
    with in_language(DEFAULT_LANGUAGE.code):
        shown = ShownTopic(topics()[slug], beside=True)
        _ = shown.blocks, shown.title, shown.summary
        return shown


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    return list(groups().items())
