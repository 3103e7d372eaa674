"""What every way of ranking entries offers, and what all of them know about the entries' concepts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask, extract
from knowledge.model import Policy

# the score of a wording that the entry has, word for word
IDENTICAL = 1.0
# what likeness loses for each critical concept of the question that the entry never mentions
CONTRAST_PENALTY = 0.95
# a wording this close to a known one needs no further evidence
VERBATIM = 0.93
# words of asking (what is, how, when …): they shape a question and say nothing about its subject
ASKING = "ask-"


@dataclass(frozen=True)
class Match:
    """A candidate entry: score between 0 and 1, why, and what of the question it does not know."""

    entry: str
    score: float
    covered: float  # share of the question that the entry's wordings hold at all
    shared: tuple[str, ...]
    missing: tuple[str, ...]  # critical concepts of the question that the entry never mentions


class Ranking(ABC):
    """Ranks entries for a question and judges how far the best one can be trusted.

    Attributes:
        worth_offering: the share of the best one's score that a choice must reach beside it.
        needs_guard: whether likeness alone must be checked for what turns a question into another one.
    """

    worth_offering: float
    needs_guard: bool

    def __init__(self, base: KnowledgeBase, mask: Mask | None, known: Mapping[str, frozenset[str]]) -> None:
        """Keep what all rankings share.

        Args:
            base: the knowledge.
            mask: blanks amounts and percents in a text; handed in, because knowledge does not know calc.
            known: the concepts that each entry's wordings mention.
        """
        self.base = base
        self.known = known
        self._mask = mask
        self._critical = {concept.id for concept in base.lexicon.concepts if concept.critical}
        self._knowing = Counter(concept for concepts in known.values() for concept in concepts)

    def features(self, text: str) -> Features:
        """The features of a text as the matcher sees them."""
        return extract(text, self.base.lexicon, self._mask)

    def critical(self, features: Features) -> frozenset[str]:
        """The concepts of a text that change which entry is right."""
        return features.concepts & self._critical

    def known_to(self, concept: str) -> int:
        """How many entries have a wording that mentions the concept."""
        return self._knowing[concept]

    def unmentioned(self, features: Features, entry: str, shown: frozenset[str] = frozenset()) -> frozenset[str]:
        """The concepts of a question, said or shown by its figures, that no wording of the entry mentions."""
        return (features.concepts | shown) - self.known[entry]

    def match(self, features: Features, critical: frozenset[str], entry: str, score: float, covered: float) -> Match:
        """A candidate, with what question and entry share and what the entry lacks of the question's ``critical``."""
        known = self.known[entry]
        return Match(
            entry=entry,
            score=round(score, 4),
            covered=round(covered, 4),
            shared=tuple(sorted(features.concepts & known)),
            missing=tuple(sorted(critical - known)),
        )

    def is_fragment(self, features: Features) -> bool:
        """Whether a text says too little to mean one entry, in words of this trade."""
        del features
        return False

    @abstractmethod
    def candidates(self, features: Features, limit: int = 5) -> tuple[Match, ...]:
        """The best entries for a question, best first; none where nothing is shared."""

    @abstractmethod
    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """The features that speak most for an entry, or against it, with how much each adds."""

    @abstractmethod
    def silence(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """Why nothing is to be offered; ``None`` where something can be."""

    @abstractmethod
    def doubt(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """Why the best entry is not to be shown outright; ``None`` where it is."""


class Likeness(Ranking):
    """What rankings have in common whose scores are likeness, 0 to 1, and not a judged chance."""

    worth_offering = 0.4
    needs_guard = True

    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """The concepts that question and entry share; likeness has no finer reasons."""
        return tuple((f"concept {concept}", 1.0) for concept in sorted(features.concepts & self.known[entry]))

    def silence(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """Nothing is offered where no entry is like the question, or only in words that any subject uses."""
        policy = self.base.policy
        if not matches or matches[0].score < policy.clarify_threshold:
            return "no entry scores above the clarify threshold"
        telling, own = mentions(features, policy)
        if own == 0 and telling < 2 and matches[0].covered < policy.known_share:
            return "nothing but words that any subject uses"
        return None

    def doubt(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """The best entry is not shown outright without enough to go by, a lead, and a strength of its own."""
        policy: Policy = self.base.policy
        _, own = mentions(features, policy)
        first = matches[0]
        lead = first.score - matches[1].score if len(matches) > 1 else first.score
        if first.score >= VERBATIM and own:
            return None
        if own == 0 or len(features.concepts) < 2:
            return "too little to go by"
        if lead < policy.ambiguity_margin:
            return "the runner-up is too close"
        if first.score + policy.lead_weight * lead < policy.answer_threshold:
            return "score and lead together are below the answer threshold"
        return None


def mentions(features: Features, policy: Policy) -> tuple[int, int]:
    """How many concepts say what a question is about, and how many of them belong to this trade alone."""
    telling = {concept for concept in features.concepts if not concept.startswith(ASKING)}
    return len(telling), len(telling.difference(policy.everyday))
