"""What a change of the rules does: two versions of them over the same paths of the interview.

Each version runs in a process of its own, on its own files (`worker`); what it says of each path
is compared here. `python -m flask --app portal rules impact OLD [NEW]` prints the report.
"""

from rules.impact.compare import Impact, of_answers
from rules.impact.report import report
from rules.impact.trees import RevisionError, Trees, versions

#: enough for every reason with every way of living, more than once
INTERVIEWS = 240

__all__ = ["INTERVIEWS", "Impact", "RevisionError", "Trees", "of_answers", "report", "versions"]
