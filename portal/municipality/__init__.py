"""What a municipality has told of its own practice: entered in the office, shown to residents.

`places` the municipalities · `kinds` what can be told · `tables` what was told · `shown` it as
residents read it · `views` their pages · `routes` and `staff_views` those of the office · `typed`
its form · `entries` what it writes.
"""

from portal.municipality.views import bp

__all__ = ["bp"]
