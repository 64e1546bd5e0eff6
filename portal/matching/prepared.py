"""The matcher of the portal, made from the pages once."""

import os
from functools import cache

from portal.config import state_directory
from portal.i18n import LANGUAGES
from portal.matching import kept
from portal.matching.calibration import Calibration
from portal.matching.matcher import Matcher
from portal.topics.library import topics


@cache
def matcher() -> Matcher:
    """Takes a tenth of a second, and seconds where pages have changed since the last start."""
    return kept.load(state_directory(os.environ), build)


def build(calibration: Calibration | None = None) -> Matcher:
    """A new matcher from the pages of every language."""
    return Matcher({lang: topics(lang) for lang in LANGUAGES}, calibration=calibration)
