"""The learned model as the matcher's ranking."""

from __future__ import annotations

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask
from knowledge.judging import Signs, signs, trust
from knowledge.learned import Learned
from knowledge.ranking import IDENTICAL, Match, Ranking, mentions

BEST_GUESS = 0.9999  # a wording that is not known word for word is never certain
FRAGMENT = 10  # words and pieces of Chinese; a longer text is no fragment
LEAST_SAID = 3  # with fewer words and pieces an answer would be a guess
WHOLLY_KNOWN = 0.9  # share of a text that the vocabulary must hold to be all of this trade


class LearnedRanking(Ranking):
    """Ranks by the linear model; a match's score is the judged chance that the entry is a right one."""

    worth_offering = 0.0  # the three best hold the right one nearly always
    needs_guard = False  # the judgement counts what the entry never mentions

    def __init__(self, base: KnowledgeBase, mask: Mask | None, learned: Learned) -> None:
        """Put a model to use that was learned from the same knowledge.

        Raises:
            ValueError: the model knows other entries than the knowledge base.
        """
        if set(learned.entries) != set(base.entries):
            raise ValueError("the model was learned from other knowledge")
        super().__init__(base, mask, learned.concepts)
        self.learned = learned

    def candidates(self, features: Features, limit: int = 5) -> tuple[Match, ...]:
        """The best entries for a question, best first; none where the vocabulary knows nothing of it."""
        vector = self.learned.vocabulary.vector(features)
        if not len(vector.at):
            return ()
        critical = self.critical(features)
        same = self.learned.wording_of(features.normal)
        matches = [self.match(features, critical, same, IDENTICAL, 1.0)] if same else []
        least = BEST_GUESS
        for ranked in self.learned.rank(vector, limit):
            if ranked.entry == same:
                continue
            missing = len(critical - self.known[ranked.entry])
            found = signs(features, ranked, vector.known, missing, self.base.policy)
            # strength decides the order; no score stands above the one before it
            least = min(least, trust(self.base.policy.judgement, found))
            matches.append(self.match(features, critical, ranked.entry, least, ranked.covered))
        return tuple(matches[:limit])

    def signs(self, features: Features) -> Signs | None:
        """What the best entry is judged by; for fitting the judgement."""
        vector = self.learned.vocabulary.vector(features)
        if not len(vector.at):
            return None
        (first,) = self.learned.rank(vector, 1)
        missing = self.critical(features) - self.known[first.entry]
        return signs(features, first, vector.known, len(missing), self.base.policy)

    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """The features that speak most for an entry, or against it, with what each adds to its strength."""
        return self.learned.why(self.learned.vocabulary.vector(features), entry)

    def silence(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """Nothing is offered where even the best entry is hardly a right one."""
        del features
        if matches and matches[0].score >= self.base.policy.judgement.offer:
            return None
        return "no entry is likely enough to be offered"

    def is_fragment(self, features: Features) -> bool:
        """Whether a text says too little to mean one entry, in words that the knowledge uses: that is asked about."""
        telling, _ = mentions(features, self.base.policy)
        short = features.length <= FRAGMENT and telling > 0
        return short and self.learned.vocabulary.vector(features).known >= WHOLLY_KNOWN

    def doubt(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """The best entry is shown outright where enough was said and it is judged likely enough."""
        if features.length < LEAST_SAID:
            return "too little to go by"
        if matches[0].score < self.base.policy.judgement.answer:
            return "the best entry is not likely enough to be shown unasked"
        return None
