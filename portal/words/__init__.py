"""The words that citizens read, from `content/`, prepared once at start and filled in per page.

`words("ar").text("findings", "refuse_once", "yes")` is a `Text`; `Values` fills its placeholders
with the law's numbers and the person's own facts, in the language of the page.
"""

from portal.words.library import ContentError, Words, load_words, words
from portal.words.text import Text
from portal.words.values import Values

__all__ = ["ContentError", "Text", "Values", "Words", "load_words", "words"]
