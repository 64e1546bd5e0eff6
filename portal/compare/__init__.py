"""The comparison of the four ways out of a home: alone, and from the guide's answers.

`totals` what a way costs over the years · `typed` the form's numbers · `situation` whose rules
and which ways are open · `shown` the comparison as the page has it · `views` the addresses.
"""

from portal.compare.views import address, bp

__all__ = ["address", "bp"]
