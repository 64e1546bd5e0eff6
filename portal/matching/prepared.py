"""The matcher of the portal, built from the pages once."""

from functools import cache

from portal.i18n import LANGUAGES
from portal.matching.calibration import Calibration
from portal.matching.matcher import Matcher
from portal.topics.library import topics


@cache
def matcher() -> Matcher:
    """Takes about a second: a server calls it as it starts."""
    return build()


def build(calibration: Calibration | None = None) -> Matcher:
    """A new matcher from the pages of every language."""
    return Matcher({lang: topics(lang) for lang in LANGUAGES}, calibration=calibration)
