"""The matcher of the portal, built once."""

import pytest

from portal.matching import Matcher
from portal.matching.prepared import matcher as prepared


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    return prepared()
