"""The days of a list as a calendar file; what is also a stage of the course is the same entry."""

import secrets
from datetime import UTC, datetime

from flask import Response

from portal.checklist.shown import Checklist, Entry
from portal.clock import today
from portal.course import calendar
from portal.course.shown import Shown
from portal.words import words
from rules.course import State
from rules.findings import Certainty


def as_file(checklist: Checklist, lang: str) -> Response:
    """The file with an entry for each item that has a day and is not done."""
    stages = [_stage(entry) for entry in checklist.dated]
    # Answers from before cases were told apart have none; each file is then a case of its own.
    known_by = checklist.state.case or secrets.token_urlsafe()
    made = calendar.as_file(stages, words(lang), known_by, datetime.now(UTC), today())
    response = Response(made, content_type=calendar.TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=calendar.FILE)
    return response


def _stage(entry: Entry) -> Shown:
    due = entry.due
    return Shown(
        id=due.stage or f"checklist-{due.id}",
        title=entry.said.title,
        text=entry.said.why,
        when=entry.when,
        day=entry.day,
        state=State.COMING,
        certainty=Certainty.LAW,
        must_act=due.must_act,
        approximate=due.approximate,
        sources=entry.sources,
        moment=due.moment,
    )
