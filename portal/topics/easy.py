"""The easy Danish of a topic: what matters in each part of its page, in short, simple sentences.

`content/topics/<slug>/easy.yaml` has a text for each heading by its id, and one for the whole page.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from portal.topics.library import FOLDER
from portal.words.library import ContentError
from portal.words.text import Text
from rules.strict_yaml import YamlError, read_mapping

#: the text of the whole page
LEAD = "lead"


@cache
def easy(slug: str) -> Mapping[str, Text]:
    """The texts of a topic, each in its paragraphs. Raises ContentError."""
    path = FOLDER / slug / "easy.yaml"
    try:
        written = read_mapping(path)
    except (OSError, YamlError) as error:
        raise ContentError(f"content/topics/{slug}/easy.yaml: {error}") from error
    texts = {key: [said] if isinstance(said, str) else said for key, said in written.items()}
    return MappingProxyType({key: Text(paragraphs) for key, paragraphs in texts.items()})
