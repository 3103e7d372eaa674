"""Ranking for large knowledge, where a learned plane for each entry would be too much: an inverted index.

An entry's score blends two likenesses: the cosine to the middle of its wordings, and the share of the question that
its wordings hold at all. On the dev set both together rank better than either, and the cosine to the best single
wording adds nothing to them. A question costs about the same at a thousand wordings and at a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask, extract
from knowledge.learning import wordings
from knowledge.postings import Postings
from knowledge.ranking import CONTRAST_PENALTY, IDENTICAL, Likeness, Match

# how much each group of features counts, and each likeness; chosen on the dev set of tests/eval
SHARES = {"concept": 0.6, "pair": 0.45, "word": 0.9, "next": 0.4, "gram": 0.5, "han": 1.2}
CENTRE, COVERED = 0.55, 0.45
LIKE = 0.9999  # the most that a text scores which is not, word for word, a wording
SHORTLIST = 64
# postings that a question may visit: keeps 99 of 100 questions under 2 ms of CPU time at 100,000 wordings
MOST_POSTINGS = 80_000
REASONS = 8


class IndexRanking(Likeness):
    """Ranks entries for a question by an inverted index over their wordings."""

    def __init__(self, base: KnowledgeBase, mask: Mask | None = None) -> None:
        """Index all phrasings and canonical questions.

        Args:
            base: the knowledge.
            mask: blanks amounts and percents in a text; handed in, because knowledge does not know calc.
        """
        self._names = tuple(sorted(base.entries))
        self._number = {name: number for number, name in enumerate(self._names)}
        self._same: dict[str, int] = {}
        known: dict[str, set[str]] = defaultdict(set)

        def texts() -> Iterator[tuple[int, Features]]:
            for owner, text in wordings(base):
                features = extract(text, base.lexicon, mask)
                self._same.setdefault(features.normal, self._number[owner])
                known[owner] |= features.concepts
                yield self._number[owner], features

        self._postings = Postings(texts(), SHARES)
        super().__init__(base, mask, {name: frozenset(known[name]) for name in self._names})

    def candidates(self, features: Features, limit: int = 5) -> tuple[Match, ...]:
        """The best entries for a question, best first; none where nothing is shared."""
        vector = self._postings.vector(features)
        if not len(vector.at):
            return ()
        found = self._postings.likenesses(vector, MOST_POSTINGS)
        likeness = CENTRE * found.centre + COVERED * found.covered
        critical = self.critical(features)
        same = self._same.get(features.normal, -1)
        scored = []
        for number in self._shortlist(likeness, limit):
            missing = critical - self.known[self._names[number]]
            scored.append((min(float(likeness[number]) * CONTRAST_PENALTY ** len(missing), LIKE), number))
        if same >= 0:
            scored = [(IDENTICAL, same), *(pair for pair in scored if pair[1] != same)]
        best = sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:limit]
        return tuple(
            self.match(features, critical, self._names[number], score, min(float(found.covered[number]), 1.0))
            for score, number in best
        )

    def _shortlist(self, likeness: npt.NDArray[np.float64], limit: int) -> list[int]:
        """The entries most like a question, before what they lack is counted against them."""
        count = min(max(SHORTLIST, limit), len(likeness))
        numbers = np.argpartition(-likeness, count - 1)[:count]
        return [int(number) for number in numbers if likeness[number] > 0]

    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """The features that speak most for an entry, with what each adds to its score."""
        vector = self._postings.vector(features)
        held = self._postings.held(vector, self._number[entry])
        adds = vector.weight * (CENTRE * held + COVERED * (held > 0) * vector.weight)
        order = np.argsort(-adds, kind="stable")[:REASONS]
        names = self._postings.vocabulary.names
        return tuple((names[vector.at[place]], round(float(adds[place]), 3)) for place in order if adds[place])
