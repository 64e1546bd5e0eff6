"""Is the offered home right? Rooms, persons, place and kind."""

from portal.home_check.views import bp

__all__ = ["bp"]
