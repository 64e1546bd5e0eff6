"""The office of `tests.portal.staff`, empty."""

from tests.portal.staff.conftest import office, one_app

__all__ = ["office", "one_app"]
