"""The course of a case: a line of time as a page, and the same days as a calendar file.

`shown` the stages in words · `missing` which day is worth finding out · `calendar` the file ·
`views` the addresses.
"""

from portal.course.views import bp

__all__ = ["bp"]
