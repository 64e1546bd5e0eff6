"""The JSON interface: the same rules for other sites. `openapi.yaml` describes it."""

from portal.api.views import bp

__all__ = ["bp"]
