"""Languages, words and formats. Templates get them as `_`, `ngettext` and `format_…`."""

from typing import NamedTuple

from flask import Flask, current_app, g, request, url_for
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from portal.i18n.catalogue import (
    current_language,
    gettext,
    gettext_html,
    in_language,
    load_catalogue,
    ngettext,
    ngettext_html,
    one_stop,
    use_language,
)
from portal.i18n.formats import format_date, format_kroner, format_month, format_number
from portal.i18n.isolate import isolated
from portal.i18n.languages import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    OFFICE_LANGUAGES,
    Language,
    language_of_path,
    suggest_language,
)
from portal.i18n.numbers import NumberError, NumberProblem, ascii_digits, parse_number

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "OFFICE_LANGUAGES",
    "Alternate",
    "Language",
    "NumberError",
    "NumberProblem",
    "ascii_digits",
    "current_language",
    "format_date",
    "format_kroner",
    "format_month",
    "format_number",
    "gettext",
    "in_language",
    "init_app",
    "ngettext",
    "one_stop",
    "parse_number",
    "suggest_language",
    "use_language",
]


class LanguageConverter(BaseConverter):
    """`<lang:lang>` in a route: only the languages the portal has."""

    regex = "|".join(LANGUAGES)


class Alternate(NamedTuple):
    """The page in one language, for the language switcher."""

    lang: str
    endonym: str
    url: str
    current: bool


def init_app(app: Flask) -> None:
    # Whatever asks Flask for the reader's locale or time zone gets the same as our own helpers.
    Babel(
        app,
        default_timezone="Europe/Copenhagen",
        locale_selector=lambda: current_language().locale,
    )
    for code in LANGUAGES:
        load_catalogue(code)
    app.url_map.converters["lang"] = LanguageConverter
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_put_language)
    app.teardown_request(_forget_language)
    app.context_processor(_language_of_page)
    app.jinja_env.filters["isolated"] = isolated
    app.jinja_env.globals.update(
        _=gettext_html,
        ngettext=ngettext_html,
        direction_of=direction_of,
        format_date=format_date,
        format_month=format_month,
        format_number=format_number,
        format_kroner=format_kroner,
    )


def direction_of(code: str) -> str:
    """`ltr` or `rtl`, for text in another language than the page's."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"


def _take_language(_endpoint: str | None, values: dict[str, object] | None) -> None:
    """Set the language from the address; a view is not handed `lang`."""
    if values:
        values.pop("lang", None)
    language = language_of_path(request.path)
    g.lang = language.code
    use_language(language.code)


def _put_language(endpoint: str, values: dict[str, object]) -> None:
    """Let `url_for` stay in the language of the page."""
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = current_language().code


def _forget_language(_error: BaseException | None) -> None:
    use_language(DEFAULT_LANGUAGE.code)


#: how far the words of a language can be trusted, as a page says it
_REVIEWS = {"original": "original", "person": "reviewed", "machine": "machine"}


def _language_of_page() -> dict[str, object]:
    language = current_language()
    return {
        "lang": language.code,
        "dir": language.direction,
        "alternates": _alternates(language),
        "review": _REVIEWS[language.review],
    }


def _alternates(current: Language) -> list[Alternate]:
    return [
        Alternate(language.code, language.endonym, _same_page(language), language == current)
        for language in LANGUAGES.values()
    ]


def _same_page(language: Language) -> str:
    """This page in another language; the start page where this one has no language."""
    endpoint = request.endpoint
    if not endpoint or not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return f"/{language.code}/"
    # Without what every link of the page carries on: it is in the query already.
    url = url_for(endpoint, lang=language.code, **(request.view_args or {})).partition("?")[0]
    query = request.query_string.decode("ascii", "ignore")
    return f"{url}?{query}" if query else url
