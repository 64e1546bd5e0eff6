"""The calculator of indfasningsstøtte, reachable alone and prefilled from the guide.

`sums` what is typed becomes a result · `views` the addresses.
"""

from portal.calculator.views import bp

__all__ = ["bp"]
