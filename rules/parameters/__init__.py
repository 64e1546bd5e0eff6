"""The numbers of the law, each under the date from which it holds, with unit and source.

`load().at(date(2026, 11, 21)).integer("byf.notice.months")` is 3; `.span("byf.rent.threshold")`
is the span from 232 to 233, and None for a year that no value is known for.
"""

from functools import cache
from pathlib import Path

from rules.parameters.model import (
    NotInForceError,
    Parameter,
    ParameterError,
    Parameters,
    ParametersOn,
    Span,
    Status,
    UnknownParameterError,
    Value,
)
from rules.parameters.reading import read


@cache
def load() -> Parameters:
    """The parameters of the law. Read once; raises ParameterError for a file not well formed."""
    return read(Path(__file__).parent)


__all__ = [
    "NotInForceError",
    "Parameter",
    "ParameterError",
    "Parameters",
    "ParametersOn",
    "Span",
    "Status",
    "UnknownParameterError",
    "Value",
    "load",
]
