"""Which entries a question may mean, without a learned model: concepts, words and typo-tolerant similarity.

It stands in where nothing was learned: for knowledge too small for the learned ranking, and in tests.

Every phrasing of every entry is a vector of weighted features (TF-IDF, each group of features
scaled to one length). An entry's score blends the cosine to its best phrasing, the cosine to the
centre of its phrasings, the share of the question that its phrasings cover at all, and rapidfuzz's
token-set ratio, which forgives word order and typing errors. Each critical concept of the question
that the entry never mentions costs a little. Deterministic; no training, no network.

The weights below were chosen on the dev set of tests/eval; `python -m bot eval` prints what they give.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict

from rapidfuzz import fuzz

from knowledge.base import KnowledgeBase
from knowledge.features import GROUPS, Features, Mask, extract
from knowledge.learning import wordings
from knowledge.ranking import CONTRAST_PENALTY, IDENTICAL, Likeness, Match

Vector = dict[tuple[str, str], float]

# how much each group of features counts
GROUP_WEIGHT = {"concept": 0.7, "pair": 0.45, "word": 0.8, "next": 0.0, "han": 1.1, "gram": 0.35}
BEST_PHRASING, CENTRE, COVERED, FUZZY = 0.3, 0.3, 0.3, 0.1
SHORTLIST = 64


class Retriever(Likeness):
    """Ranks entries for a question by likeness to their wordings; for small knowledge."""

    def __init__(self, base: KnowledgeBase, mask: Mask | None = None) -> None:
        """Index all phrasings and canonical questions.

        Args:
            base: the knowledge.
            mask: blanks amounts and percents in a text; handed in, because knowledge does not know calc.
        """
        rows = list(wordings(base))
        features = [extract(text, base.lexicon, mask) for _, text in rows]
        self._idf = _idf(features)
        self._normal = [feature.normal for feature in features]
        self._owners = [owner for owner, _ in rows]
        self._postings: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
        centres: dict[str, Vector] = defaultdict(lambda: defaultdict(float))
        known: dict[str, set[str]] = defaultdict(set)
        self._own: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for index, ((owner, _), feature) in enumerate(zip(rows, features, strict=True)):
            vector = self._vector(feature)
            for name, weight in vector.items():
                self._postings[name].append((index, weight))
                centres[owner][name] += weight
            known[owner] |= feature.concepts
            self._own[owner] |= vector.keys()
        super().__init__(base, mask, {owner: frozenset(concepts) for owner, concepts in known.items()})
        self._centre_postings: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
        for owner, centre in centres.items():
            length = math.sqrt(sum(weight * weight for weight in centre.values()))
            for name, weight in centre.items():
                self._centre_postings[name].append((owner, weight / length))

    def candidates(self, features: Features, limit: int = 5) -> tuple[Match, ...]:
        """The best entries for a question, best first; none where nothing is shared."""
        query = self._vector(features)
        rows: dict[int, float] = defaultdict(float)
        centres: dict[str, float] = defaultdict(float)
        for name, weight in query.items():
            for index, other in self._postings.get(name, ()):
                rows[index] += weight * other
            for owner, other in self._centre_postings.get(name, ()):
                centres[owner] += weight * other
        best: dict[str, tuple[float, int]] = {}
        for index, cosine in rows.items():
            owner = self._owners[index]
            if owner not in best or cosine > best[owner][0]:
                best[owner] = (cosine, index)
        blended = {owner: BEST_PHRASING * cosine + CENTRE * centres[owner] for owner, (cosine, _) in best.items()}
        shortlist = sorted(blended, key=lambda owner: (-blended[owner], owner))[:SHORTLIST]
        critical = self.critical(features)
        matches = []
        for owner in shortlist:
            index = best[owner][1]
            covered = self._covered(query, owner)
            fuzzy = fuzz.token_set_ratio(features.normal, self._normal[index]) / 100
            score = blended[owner] + COVERED * covered + FUZZY * fuzzy
            score = IDENTICAL if features.normal == self._normal[index] else score
            score *= CONTRAST_PENALTY ** len(critical - self.known[owner])
            matches.append(self.match(features, critical, owner, min(score, 1.0), covered))
        matches.sort(key=lambda match: (-match.score, match.entry))
        return tuple(matches[:limit])

    def _covered(self, query: Vector, owner: str) -> float:
        own = self._own[owner]
        return sum(weight * weight for name, weight in query.items() if name in own)

    def _vector(self, features: Features) -> Vector:
        vector: Vector = {}
        for group in GROUPS:
            weights = {
                (group, name): (1 + math.log(count)) * self._idf.get((group, name), self._unseen)
                for name, count in features.groups[group].items()
            }
            length = math.sqrt(sum(weight * weight for weight in weights.values()))
            for name, weight in weights.items():
                vector[name] = GROUP_WEIGHT[group] * weight / length
        length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        return {name: weight / length for name, weight in vector.items()}

    # an unknown feature counts fully in a question's length: it is evidence that the question is about something else
    @property
    def _unseen(self) -> float:
        return self._idf[("", "")]


def _idf(features: list[Features]) -> Vector:
    counts: Counter[tuple[str, str]] = Counter()
    for feature in features:
        counts.update((group, name) for group in GROUPS for name in feature.groups[group])
    total = len(features)
    idf = {name: math.log((total + 1) / (count + 0.5)) for name, count in counts.items()}
    idf[("", "")] = math.log((total + 1) / 0.5)
    return idf
