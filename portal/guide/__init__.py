"""The guide: one question a page, and the answer as a letter.

`forms` what is typed becomes facts · `question` a question as it is shown · `result` the answer
as it is shown, put together from `grounds`, `findings`, `moments`, `helpers` and `onward` · `ways`
the answers side by side · `beside` the Danish next to it · `views` the addresses.
"""

from portal.guide.views import bp

__all__ = ["bp"]
