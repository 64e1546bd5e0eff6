"""Letters ready to send: which of them fit a case, and each of them filled in and finished."""

from portal.letters.views import bp

__all__ = ["bp"]
