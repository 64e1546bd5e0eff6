"""Finds the topic that answers a question as people type it (docs/decisions/0011)."""

from portal.matching.kinds import Kind
from portal.matching.language import Entry
from portal.matching.matcher import Answer, Match, Matcher, Verdict

__all__ = ["Answer", "Entry", "Kind", "Match", "Matcher", "Verdict"]
