"""What a question is made of, for matching: concepts, words, and pieces of Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from knowledge.lexicon import Hit, Lexicon
from knowledge.text import han_bigrams, normalise, tokens

Mask = Callable[[str], str]

GROUPS = ("concept", "pair", "word", "han", "gram")


@dataclass(frozen=True)
class Features:
    """A text broken up: its normal form, its concept hits, and counted features by group."""

    normal: str
    hits: tuple[Hit, ...]
    groups: dict[str, Counter[str]]

    @property
    def concepts(self) -> frozenset[str]:
        """Ids of the concepts that the text affirms (a negated mention is not one)."""
        return frozenset(hit.concept for hit in self.hits if not hit.negated)

    @property
    def negated(self) -> frozenset[str]:
        """Ids of the concepts that the text only mentions to deny them."""
        return frozenset(hit.concept for hit in self.hits if hit.negated) - self.concepts


def _grams(word: str) -> Iterator[str]:
    padded = f"^{word}$"
    if len(word) >= 4 and word.isascii():
        for size in (3, 4):
            yield from (padded[i : i + size] for i in range(len(padded) - size + 1))


def extract(text: str, lexicon: Lexicon, mask: Mask | None = None) -> Features:
    """Break a text up. ``mask`` blanks amounts and percents first, so that figures do not decide the match."""
    normal = normalise(text, mask)
    hits = lexicon.hits(normal)
    words = tokens(normal)
    marked = [("!" if hit.negated else "") + hit.concept for hit in hits]
    distinct = sorted(set(marked))
    groups = {
        "concept": Counter(distinct),
        "pair": Counter(f"{a}&{b}" for a, b in combinations(distinct, 2)),
        "word": Counter(words),
        "han": Counter(han_bigrams(normal)),
        "gram": Counter(gram for word in words for gram in _grams(word)),
    }
    return Features(normal, hits, groups)
