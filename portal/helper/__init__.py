"""For those who help one family after another on the same phone, without an account.

`family` which family an address belongs to · `store` which ones are closed · `views` the pages.
"""

from portal.helper.family import init_app
from portal.helper.views import bp

__all__ = ["bp", "init_app"]
