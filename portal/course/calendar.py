"""The calendar file (RFC 5545): a whole day for each stage that has one.

An entry is known again by the case and the stage, so that a file fetched later puts the same
entries right. Nothing of the household is in it but the days.
"""

import hmac
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from portal.course.shown import Shown
from portal.words import Given, Text, Words
from rules.sources import Source

PRODUCT = "-//Genhusningsguiden//Calendar//DA"
TYPE = "text/calendar; charset=utf-8"
FILE = "genhusning.ics"
#: at nine in the morning, seven days before a deadline and the day before
REMINDERS = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))
#: revisions are counted in seconds from here; the format has room for them until 2094
_COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_SOURCES_NAMED = 2


class _Nothing:
    """No values but those given."""

    def get(self, name: str, /) -> str | None:
        return None


def as_file(stages: list[Shown], words: Words, case: str, now: datetime, today: date) -> bytes:
    """The file with an entry for each stage; all must have a day. ``now`` in UTC."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(words, "name"))
    for stage in stages:
        calendar.add_component(_event(stage, words, case, now, today))
    return bytes(calendar.to_ical())


def _event(stage: Shown, words: Words, case: str, now: datetime, today: date) -> Event:
    day = stage.day
    assert day is not None  # noqa: S101  only stages with a day come here
    event, language = Event(), {"LANGUAGE": words.lang}
    event.add("uid", uid(case, stage.id))
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", max(0, int((now - _COUNTED_FROM).total_seconds())))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(stage, words), parameters=language)
    event.add("description", "\n\n".join(_description(stage, words)), parameters=language)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if stage.must_act and day >= today:
        for before in REMINDERS:
            event.add_component(_alarm(stage.title, before))
    return event


def uid(case: str, stage: str) -> str:
    """The same for a stage of a case each time; says nothing of the case to who reads it."""
    return f"{hmac.new(case.encode(), stage.encode(), sha256).hexdigest()[:32]}@genhusningsguiden"


def _summary(stage: Shown, words: Words) -> str:
    moment = stage.moment
    if moment.day or stage.must_act:
        return stage.title
    return _text(words, "last_day" if moment.latest else "first_day", title=stage.title)


def _description(stage: Shown, words: Words) -> list[str]:
    lines = [stage.text]
    if stage.approximate:
        lines.append(_text(words, "about"))
    lines += [_cited(source, words) for source in stage.sources[:_SOURCES_NAMED]]
    return [*lines, _text(words, "careful")]


def _cited(source: Source, words: Words) -> str:
    """Law and place, left to right in every language, and what weight it has."""
    cited = f"{source.law}, {source.ref}" if source.ref else source.law
    kind = _text(words, "kinds", source.kind)
    return _text(words, "source", source=f"\u2066{cited}\u2069", kind=kind)


def _alarm(title: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", before)
    return alarm


def _text(words: Words, *path: str, **given: str) -> str:
    text: Text = words.text("course", "calendar", *path)
    return text.fill(Given(given, _Nothing()))
