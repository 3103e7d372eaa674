"""What a question is made of, for matching: concepts, words, word pairs and pieces of words and of Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, combinations

from knowledge.lexicon import Hit, Lexicon
from knowledge.text import normalise, pieces, stem

Mask = Callable[[str], str]

GROUPS = ("concept", "pair", "word", "next", "gram", "han")
SHORTEST_IN_PIECES = 3  # letters; shorter words are taken whole only
GRAM_SIZES = (3, 4)
SKIPPED = 0.5  # what a pair of words counts when another stood between them


@dataclass(frozen=True)
class Features:
    """A text broken up: its normal form, its concept hits, and counted features by group."""

    normal: str
    hits: tuple[Hit, ...]
    groups: dict[str, dict[str, float]]

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Ids of the concepts that the text affirms (a negated mention is not one)."""
        return frozenset(hit.concept for hit in self.hits if not hit.negated)

    @cached_property
    def negated(self) -> frozenset[str]:
        """Ids of the concepts that the text only mentions to deny them."""
        return frozenset(hit.concept for hit in self.hits if hit.negated) - self.concepts

    @property
    def length(self) -> int:
        """How much was said: words, and pieces of Chinese."""
        return len(self.groups["word"]) + len(self.groups["han"])


def extract(text: str, lexicon: Lexicon, mask: Mask | None = None) -> Features:
    """Break a text up. ``mask`` blanks amounts and percents first, so that figures do not decide the match."""
    normal = normalise(text, mask)
    hits = lexicon.hits(normal)
    runs = pieces(normal)
    latin = [stem(run) if run.isascii() else "" for run in runs]  # "" where Chinese stands between words
    marked = sorted({("!" if hit.negated else "") + hit.concept for hit in hits})
    groups: dict[str, dict[str, float]] = {
        "concept": dict.fromkeys(marked, 1.0),
        "pair": {f"{a}&{b}": 1.0 for a, b in combinations(marked, 2)},
        "word": _counted(word for word in latin if word),
        "next": _neighbours(latin),
        "gram": _counted(chain.from_iterable(_grams(run) for run in runs if run.isascii())),
        "han": _counted(part for run in runs if not run.isascii() for part in _han(run)),
    }
    return Features(normal, hits, groups)


def _counted(items: Iterator[str]) -> dict[str, float]:
    return dict(Counter(items))


def _neighbours(latin: list[str]) -> dict[str, float]:
    """Words next to each other, and with one left out between them, which counts less."""
    found: dict[str, float] = {}
    for distance, weight, joint in ((1, 1.0, " "), (2, SKIPPED, "_")):
        for a, b in zip(latin, latin[distance:], strict=False):
            if a and b:
                name = f"{a}{joint}{b}"
                found[name] = found.get(name, 0.0) + weight
    return found


@lru_cache(maxsize=8192)
def _grams(word: str) -> tuple[str, ...]:
    if len(word) < SHORTEST_IN_PIECES:
        return ()
    padded = f"^{word}$"
    return tuple(padded[i : i + size] for size in GRAM_SIZES for i in range(len(padded) - size + 1))


def _han(run: str) -> Iterator[str]:
    """Single characters and overlapping pairs."""
    yield from run
    yield from (run[i : i + 2] for i in range(len(run) - 1))
