"""The list of a case: what the rules say, and what the office adds, removes and says otherwise."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import col, select

from portal.cases import item_form, lists
from portal.cases import items as of_case
from portal.cases.claims import version_of
from portal.cases.item_form import Typed
from portal.cases.items_shown import KINDS, CaseList, Rule, Variant, rule_of
from portal.cases.tables import Case, Change, Kind, OwnItem
from portal.cases.texts import Standing, Words, revised, standing
from portal.clock import today
from portal.i18n import DEFAULT_LANGUAGE, Language
from portal.staff.actions import Action
from portal.staff.gate import carry, scope, take
from portal.staff.page import page
from rules.checklist import Phase


def items(case_id: int) -> ResponseReturnValue:
    """What families get, for one kind of household at a time."""
    case = scope().get(Case, case_id)
    rows = scope().all(select(OwnItem).where(OwnItem.case_id == case.id).order_by(col(OwnItem.id)))
    languages = _languages(case, *rows)
    return page(
        "cases/items.html",
        case=case,
        list=CaseList(case, rows, _variant(case), languages, today()),
        kinds=KINDS,
        needs=lists.NEEDS,
        said=take("said"),
    )


def new_item(case_id: int) -> ResponseReturnValue:
    """An item that the rules do not have."""
    case = scope().get(Case, case_id)
    languages = _languages(case)
    if request.method == "GET":
        return _form(case, None, item_form.of_row(None, languages, Words()), languages)
    given = item_form.of_request(languages)
    values, errors = item_form.read(given, own=True)
    if errors:
        return _form(case, None, given, languages, errors=errors), 422
    texts = revised({}, given.words, given.fits)
    row = of_case.add(scope(), case, texts, Phase(values["phase"]), values["day"])
    if row is None:
        return _form(case, None, given, languages, full=True), 422
    return _to_list(case, "item_added")


def edit_item(case_id: int, item: str) -> ResponseReturnValue:
    """The words of an item in all languages of the case; and the way to take it out."""
    case = scope().get(Case, case_id)
    row = of_case.row_of(scope().session, case_id, item)
    languages = _languages(case, row)
    deed = request.form.get("do") if request.method == "POST" else None
    if row is None and of_case.is_own(item) and deed != "remove" and request.method == "POST":
        return _gone(case, languages)
    if not of_case.exists(item, row):
        abort(404)
    if request.method == "GET":
        return _edit(case, item, row, languages)
    if deed == "remove":
        return _remove(case, item, row, languages)
    if deed == "delete":
        return _delete(case, item, row, languages)
    return _save(case, item, row, languages)


def restore_item(case_id: int, item: str) -> ResponseReturnValue:
    """Put an item back: a removed one into the list, one with other words to those of the rules."""
    case = scope().get(Case, case_id)
    row = of_case.row_of(scope().session, case_id, item)
    if row is None or row.change is Change.ADDED:
        return _to_list(case)  # done already, in another tab
    seen = version_of(request.form.get("version", ""))
    back = of_case.restored(row) if row.change is Change.REMOVED else None
    if seen is None:
        done = False
    elif back is None:
        done = of_case.drop(scope(), case, item, seen, Action.ITEM_RESTORED)
    else:
        done = of_case.put(scope(), case, item, seen, Action.ITEM_RESTORED, change=back)
    return _to_list(case, "item_restored" if done else "changed_meanwhile")


def _save(
    case: Case, item: str, row: OwnItem | None, languages: list[Language]
) -> ResponseReturnValue:
    own = of_case.is_own(item)
    given = item_form.of_request(languages)
    values, errors = item_form.read(given, own=own)
    if errors:
        return _edit(case, item, row, languages, given, errors=errors), 422
    texts = revised(row.texts if row else {}, given.words, given.fits)
    if row is None and _says_the_same(texts, case, item):
        return _to_list(case)
    removed = row is not None and row.change is Change.REMOVED
    change = Change.REMOVED if removed else Change.ADDED if own else Change.REWORDED
    seen = version_of(given.version)
    if not of_case.put(
        scope(), case, item, seen, Action.ITEM_CHANGED, change=change, texts=texts, **values
    ):
        return _conflict(case, item, given)
    if any(standing(texts, code) is Standing.OLDER for code in given.words):
        carry(said="item_older")
        return redirect(url_for(".edit_item", case_id=case.id, item=item), 303)
    return _to_list(case, "item_saved")


def _says_the_same(texts: dict[str, Any], case: Case, item: str) -> bool:
    """The words are those of the rules, and nothing was translated."""
    rules = _rule(case, item, [DEFAULT_LANGUAGE]).words[DEFAULT_LANGUAGE.code]
    return texts == {DEFAULT_LANGUAGE.code: rules._asdict()}


def _remove(
    case: Case, item: str, row: OwnItem | None, languages: list[Language]
) -> ResponseReturnValue:
    if of_case.rests_on_a_rule(item) and not request.form.get("sure"):
        return _edit(case, item, row, languages, errors={"sure": "unsure"}), 422
    seen = version_of(request.form.get("version", ""))
    removed = {"change": Change.REMOVED, "texts": row.texts if row else {}}
    if not of_case.put(scope(), case, item, seen, Action.ITEM_REMOVED, **removed):
        return _conflict(case, item)
    return _to_list(case, "item_removed")


def _delete(
    case: Case, item: str, row: OwnItem | None, languages: list[Language]
) -> ResponseReturnValue:
    """For good: only what the office added and took out again."""
    if row is None or not of_case.is_own(item) or row.change is not Change.REMOVED:
        abort(404)
    seen = version_of(request.form.get("version", ""))
    if seen is None or not of_case.drop(scope(), case, item, seen, Action.ITEM_DELETED):
        return _conflict(case, item)
    return _to_list(case, "item_deleted")


def _conflict(case: Case, item: str, given: Typed | None = None) -> ResponseReturnValue:
    """Somebody else was quicker: what they wrote, and what was typed, to be sent anew."""
    scope().session.expire_all()
    row = of_case.row_of(scope().session, case.id or 0, item)
    languages = _languages(case, row)
    if row is None and of_case.is_own(item):
        return _gone(case, languages) if given else _to_list(case, "changed_meanwhile")
    if given is not None:
        given.version = str(row.version) if row else ""
    return _edit(case, item, row, languages, given, now=row, conflict=True), 409


def _gone(case: Case, languages: list[Language]) -> ResponseReturnValue:
    """Somebody deleted the item meanwhile: what was typed can be added as a new one."""
    given = item_form.of_request(languages)
    return _form(case, None, given, languages, conflict=True), 409


def _edit(
    case: Case,
    item: str,
    row: OwnItem | None,
    languages: list[Language],
    given: Typed | None = None,
    **more: Any,
) -> str:
    rule = None if of_case.is_own(item) else _rule(case, item, languages)
    danish = rule.words[DEFAULT_LANGUAGE.code] if rule else Words()
    shown = given or item_form.of_row(row, languages, danish)
    return _form(case, item, shown, languages, row=row, rule=rule, **more)


def _form(
    case: Case, item: str | None, given: Typed, languages: list[Language], **more: Any
) -> str:
    row = more.get("row")
    standings = {each.code: standing(row.texts, each.code) for each in languages} if row else {}
    values: dict[str, Any] = {"errors": {}, "rule": None, "row": None, **more}
    return page(
        "cases/item.html",
        case=case,
        item=item,
        own=item is None or of_case.is_own(item),
        typed=given,
        languages=languages,
        standings=standings,
        most=item_form.MOST,
        said=take("said"),
        **values,
    )


def _rule(case: Case, item: str, languages: list[Language]) -> Rule:
    return rule_of(case, item, languages, today())


def _variant(case: Case) -> Variant:
    kind = request.args.get("kind", "")
    usual = case.kind if case.kind in KINDS else KINDS[0]
    without = frozenset(request.args.getlist("without")).intersection(lists.NEEDS)
    return Variant(Kind(kind) if kind in KINDS else usual, without)


def _languages(case: Case, *rows: OwnItem | None) -> list[Language]:
    also = {code for row in rows if row for code in row.texts}
    return of_case.languages(scope().session, case.id or 0, also)


def _to_list(case: Case, said: str | None = None) -> ResponseReturnValue:
    if said:
        carry(said=said)
    return redirect(url_for(".items", case_id=case.id), 303)
