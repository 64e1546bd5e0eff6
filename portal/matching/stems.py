"""Light suffix handling: what a language adds to a word is taken off, if enough of it is left."""

from dataclasses import dataclass, field

#: words of a language whose stem is kept; what people type must not fill the memory
_MOST_KNOWN = 20_000


@dataclass(frozen=True)
class Stemmer:
    """Prefixes and endings, longest first; `shortest` letters must be left."""

    prefixes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    shortest: int = 4
    _known: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def bases(self, word: str) -> list[str]:
        """What the word may be a form of, least taken off first; itself is not among them."""
        fronts = [word, *(word[len(p) :] for p in self.prefixes if word.startswith(p))]
        found = [
            front[: len(front) - len(ending)]
            for front in fronts
            for ending in ("", *self.endings)
            if front.endswith(ending) and len(front) - len(ending) >= self.shortest
        ]
        return sorted({*found} - {word}, key=lambda base: (-len(base), base))

    def stem(self, word: str) -> str:
        """The word without its longest prefix and ending, and without a doubled last letter."""
        known = self._known.get(word)
        if known is None:
            known = self._cut(word)
            if len(self._known) < _MOST_KNOWN:
                self._known[word] = known
        return known

    def forget(self) -> None:
        """Take back the memory of the stems that were asked for."""
        self._known.clear()

    def _cut(self, word: str) -> str:
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= self.shortest:
                word = word[len(prefix) :]
                break
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                word = word[: -len(ending)]
                break
        if len(word) > self.shortest and word[-1] == word[-2] and not word[-1].isdigit():
            word = word[:-1]
        return word
