"""The start page, and the way out: deleting one's answers."""

from portal.start.views import bp

__all__ = ["bp"]
