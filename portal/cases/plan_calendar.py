"""The plan of a case as a calendar file: a whole day for each task that has one.

An entry is known again by the case and the task, so that a file fetched later puts the same
entries right. No household is in it.
"""

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from portal.cases.plan import Planned, State
from portal.cases.plan_shown import Row, ShownPlan
from portal.cases.tables import Case
from portal.course.calendar import PRODUCT, REMINDERS, uid
from portal.i18n import current_language
from rules.sources import Source

#: revisions are counted in seconds from here
_COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_SOURCES_NAMED = 2


def as_file(shown: ShownPlan, url: str, now: datetime) -> bytes:
    """The file. ``url``: the page of the plan; ``now``: in UTC."""
    case = shown.plan.case
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", shown.say("calendar", "name", case=case.name))
    for row in shown.rows:
        if row.planned.in_time:
            calendar.add_component(_event(row, shown, url, now))
    for key, day in shown.plan.told.items():
        if not any(each.task.told is key for each in shown.plan.tasks):
            calendar.add_component(_entry(shown, key, f"{shown.key(key)} · {case.name}", day, now))
    return bytes(calendar.to_ical())


def known_by(case: Case) -> str:
    """What the entries of a case are known by: never shown, and the same for ever."""
    return f"case {case.id} {case.created.isoformat()}"


def _event(row: Row, shown: ShownPlan, url: str, now: datetime) -> Event:
    planned, case = row.planned, shown.plan.case
    title = shown.say("calendar", "done", title=row.title) if planned.done else row.title
    event = _entry(shown, row.id, f"{title} · {case.name}", _day(planned), now)
    cited = (
        shown.say("calendar", "source", source=_cited(s)) for s in row.sources[:_SOURCES_NAMED]
    )
    lines = [row.text, *([row.rule] if row.rule else []), *cited]
    event.add("description", "\n\n".join(lines), parameters={"LANGUAGE": current_language().code})
    event.add("url", url)
    if planned.state in (State.COMING, State.NEXT):
        for before in REMINDERS:
            event.add_component(_alarm(row.title, before))
    return event


def _day(planned: Planned) -> date:
    assert planned.day is not None  # noqa: S101  only tasks with a day come here
    return planned.day


def _entry(shown: ShownPlan, entry: str, title: str, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid(known_by(shown.plan.case), entry))
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", max(0, int((now - _COUNTED_FROM).total_seconds())))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title, parameters={"LANGUAGE": current_language().code})
    event.add("transp", "TRANSPARENT")
    return event


def _cited(source: Source) -> str:
    return f"{source.law}, {source.ref}" if source.ref else source.law


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm
