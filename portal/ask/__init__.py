"""The conversation: one types anything, and is answered from the content.

`views` the address · `conversation` what is said to what · `said` facts told in passing ·
`clarify` the question that settles an answer · `guided` the guide's questions ·
`passages` the paragraph of a page that fits · `state` what travels from page to page ·
`shown` the turns as they are read · `unanswered` what nobody could answer.
"""

from portal.ask.setup import init_app
from portal.ask.views import bp

__all__ = ["bp", "init_app"]
