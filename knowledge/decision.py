"""From candidates to an outcome: answer, ask which one, point elsewhere, or say that there is no checked answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask
from knowledge.model import Kind
from knowledge.retriever import Match, Retriever

CONSIDERED = 32
CHOICES = 3
# a choice that scores far below the first is no real choice
WORTH_OFFERING = 0.4
# the score of a wording that the entry has, word for word
IDENTICAL = 1.0
# a wording this close to a known one needs no further evidence
VERBATIM = 0.93
# a critical concept that at most so many entries mention is a subject that the knowledge hardly covers
HARDLY_COVERED = 2
# a text of so many sentences is a story, and so many of its last telling sentences are its point
STORY, POINT = 4, 2
SENTENCE_END = re.compile(r"[。！？!?\n]+|(?<=[a-z0-9%)])\.\s+")
# what must have happened for there to be a conversion
CONVERTING = frozenset({"convert", "rollover"})
# words of asking (what is, how, when …): they shape a question and say nothing about its subject
ASKING = "ask-"


class Verdict(StrEnum):
    """The four outcomes."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    REDIRECT = "redirect"
    NONE = "none"


@dataclass(frozen=True)
class Decision:
    """What to do with a question, the candidates that led there, and why in one line."""

    verdict: Verdict
    matches: tuple[Match, ...]
    offered: tuple[str, ...]
    reason: str
    small_talk: bool = False

    @property
    def exact(self) -> bool:
        """Whether the question is, word for word, a known wording."""
        return bool(self.matches) and self.matches[0].score >= VERBATIM


class Matcher:
    """Retriever and policy together: question in, decision out."""

    def __init__(self, base: KnowledgeBase, mask: Mask | None = None) -> None:
        self._base = base
        self._retriever = Retriever(base, mask)

    def features(self, text: str) -> Features:
        """The features of a question."""
        return self._retriever.features(text)

    def candidates(self, text: str, limit: int) -> tuple[Match, ...]:
        """The best entries for what was typed so far."""
        return self._retriever.candidates(self.features(text), limit)

    def decide(self, text: str, shown: frozenset[str] = frozenset()) -> Decision:
        """Decide on a question, by the thresholds of ``policy.yaml``.

        A long story is decided by the sentences that ask or name something of this trade, where as a whole it
        is too diffuse. An account or step that is named anywhere in it still counts.

        Args:
            text: the question.
            shown: concepts that its figures show without words, such as a loss; handed in, since knowledge reads none.
        """
        features = self._retriever.features(text)
        against = self.obstacles(features)
        whole = self._decide(features, shown, against)
        point = self._point(text) if whole.verdict in {Verdict.NONE, Verdict.CLARIFY} else ""
        return self._decide(self._retriever.features(point), shown, against) if point else whole

    def _point(self, text: str) -> str:
        """What a long text comes to; nothing for a short one."""
        sentences = [sentence for sentence in SENTENCE_END.split(text) if sentence.strip()]
        if len(sentences) < STORY:
            return ""
        telling = [s for s in sentences if self._evidence(self._retriever.features(s))[1]]
        return " ".join(dict.fromkeys([*telling[-POINT:], sentences[-1]]))

    def _decide(self, features: Features, shown: frozenset[str], against: tuple[str, ...]) -> Decision:
        matches = self._retriever.candidates(features, CONSIDERED)
        if matches and matches[0].score == IDENTICAL and not self._base.entries[matches[0].entry].is_thin:
            return self._outright(matches, "word for word a wording of the entry")
        silence = self._why_not_at_all(features, matches)
        if silence:
            small_talk = self._is_small_talk(features)
            return Decision(Verdict.NONE, matches, (), silence, small_talk=small_talk)
        first = matches[0]
        lead = first.score - matches[1].score if len(matches) > 1 else first.score
        doubt = self._why_not_outright(features, first, lead) or self._other_subject(features, first, shown, against)
        if doubt is None:
            return self._outright(matches, "strong and clear of the runner-up")
        return Decision(Verdict.CLARIFY, matches, self._offered(matches), doubt)

    def _outright(self, matches: tuple[Match, ...], reason: str) -> Decision:
        redirect = self._base.entries[matches[0].entry].type is Kind.REDIRECT
        verdict = Verdict.REDIRECT if redirect else Verdict.ANSWER
        return Decision(verdict, matches, (matches[0].entry,), reason)

    def obstacles(self, features: Features) -> tuple[str, ...]:
        """What speaks against a conversion of after-tax money: another account, another step, a denial."""
        policy = self._base.policy
        found = features.concepts & set(policy.other_steps)
        if not features.concepts & set(policy.own_accounts):
            found |= features.concepts & set(policy.other_accounts)
        return (*sorted(found), *(f"no {concept}" for concept in sorted(features.negated & CONVERTING)))

    def _offered(self, matches: tuple[Match, ...]) -> tuple[str, ...]:
        """The choices to offer: near the best, and about something that the question names where any is."""
        about = [match for match in matches if self._is_about(match)] or list(matches)
        return tuple(match.entry for match in about[:CHOICES] if match.score >= about[0].score * WORTH_OFFERING)

    def _is_about(self, match: Match) -> bool:
        """Whether question and entry share a subject; with a neighbouring topic an everyday word is none."""
        shared = {concept for concept in match.shared if not concept.startswith(ASKING)}
        if self._base.entries[match.entry].type is Kind.REDIRECT:
            shared.difference_update(self._base.policy.everyday)
        return bool(shared)

    def _is_small_talk(self, features: Features) -> bool:
        subjects = {concept for concept in features.concepts if not concept.startswith(ASKING)}
        return bool(subjects) and subjects <= set(self._base.policy.small_talk)

    def _evidence(self, features: Features) -> tuple[int, int]:
        """How many concepts say what a question is about, and how many of them belong to this trade alone."""
        telling = {concept for concept in features.concepts if not concept.startswith(ASKING)}
        return len(telling), len(telling.difference(self._base.policy.everyday))

    def _why_not_at_all(self, features: Features, matches: tuple[Match, ...]) -> str | None:
        """Why nothing is offered; ``None`` where something can be."""
        policy = self._base.policy
        if self._is_small_talk(features):
            return "a greeting or chat"
        if not matches or matches[0].score < policy.clarify_threshold:
            return "no entry scores above the clarify threshold"
        telling, own = self._evidence(features)
        if own == 0 and telling < 2 and matches[0].covered < policy.known_share:
            return "nothing but words that any subject uses"
        return None

    def _why_not_outright(self, features: Features, first: Match, lead: float) -> str | None:
        """Why the likeness to the best entry is not enough to show it outright; ``None`` where it is."""
        policy = self._base.policy
        _, own = self._evidence(features)
        if first.score >= VERBATIM and own:
            return None
        if own == 0 or len(features.concepts) < 2:
            return "too little to go by"
        if lead < policy.ambiguity_margin:
            return "the runner-up is too close"
        if first.score + policy.lead_weight * lead < policy.answer_threshold:
            return "score and lead together are below the answer threshold"
        return None

    def _other_subject(
        self, features: Features, first: Match, shown: frozenset[str], against: tuple[str, ...]
    ) -> str | None:
        """Why the best entry may be about something else, however alike; ``None`` where nothing says so."""
        entry = self._base.entries[first.entry]
        if entry.is_thin:
            return "the best entry has too few wordings to be shown unasked"
        if entry.calc and against:
            return f"not a conversion of after-tax money: {', '.join(against)}"
        if entry.needs and not (features.concepts | shown) & set(entry.needs):
            return f"the question mentions none of {', '.join(entry.needs)}"
        unmentioned = self._retriever.unmentioned(features, first.entry, shown)
        other = sorted(unmentioned & set(self._base.policy.contrasts))
        if other:
            return f"the best entry never mentions {', '.join(other)}"
        foreign = [concept for concept in first.missing if self._retriever.known_to(concept) <= HARDLY_COVERED]
        return f"the knowledge hardly covers {', '.join(foreign)}" if foreign else None
