"""Readers tell that a text is wrong or hard to understand; keepers of the texts mend it.

`kinds` the pages that can be told of · `tables` what was told and proposed · `views` the reader's
form · `routes` and `staff_views` the office · `deciding` what it writes · `places` the texts of the
content files that can be mended · `preview` a proposal where it would stand · `patched` the files
with what was accepted · `cli` the command that writes them as a patch · `store` the purge.
"""

from portal.corrections import cli as cli
from portal.corrections.views import bp

__all__ = ["bp"]
