"""From candidates to an outcome: answer, ask which one, point elsewhere, or say that there is no checked answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from knowledge.base import KnowledgeBase
from knowledge.features import Features, Mask
from knowledge.index import IndexRanking
from knowledge.learned import Learned
from knowledge.learned_ranking import LearnedRanking
from knowledge.learning import wordings
from knowledge.model import Kind
from knowledge.ranking import ASKING, IDENTICAL, Match, Ranking, mentions
from knowledge.retriever import Retriever

CONSIDERED = 8
CHOICES = 3
LIKELY = 0.3  # a match of such a score is offered before the common questions about a fragment's subject
# with more wordings and no learned model, going through all of them for each question would be slow
FEW_WORDINGS = 2000
# a critical concept that at most so many entries mention is a subject that the knowledge hardly covers
HARDLY_COVERED = 2
# a text of so many sentences is a story, and so many of its last telling sentences are its point
STORY, POINT = 4, 2
SENTENCE_END = re.compile(r"[。！？!?\n]+|(?<=[a-z0-9%)])\.\s+")
# what must have happened for there to be a conversion
CONVERTING = frozenset({"convert", "rollover"})


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
        return bool(self.matches) and self.matches[0].score == IDENTICAL


def _ranking(base: KnowledgeBase, mask: Mask | None, learned: Learned | None) -> Ranking:
    """The learned model where there is one; otherwise likeness, by an index where there are many wordings."""
    if learned:
        return LearnedRanking(base, mask, learned)
    few = sum(1 for _ in wordings(base)) <= FEW_WORDINGS
    return Retriever(base, mask) if few else IndexRanking(base, mask)


class Matcher:
    """Ranking and policy together: question in, decision out."""

    def __init__(self, base: KnowledgeBase, mask: Mask | None = None, learned: Learned | None = None) -> None:
        """Put a ranking to use.

        Args:
            base: the knowledge.
            mask: blanks amounts and percents in a text; handed in, because knowledge does not know calc.
            learned: the model learned from this knowledge; without one, entries rank by likeness alone, and many
                wordings by an index.
        """
        self._base = base
        self._mask = mask
        self._learned = learned

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking, built when it is first needed: who only looks at cards never waits for it."""
        return _ranking(self._base, self._mask, self._learned)

    def features(self, text: str) -> Features:
        """The features of a question."""
        return self.ranking.features(text)

    def candidates(self, text: str, limit: int) -> tuple[Match, ...]:
        """The best entries for what was typed so far."""
        return self.ranking.candidates(self.features(text), limit)

    def why(self, features: Features, entry: str) -> tuple[tuple[str, float], ...]:
        """The features that speak most for an entry, or against it, with how much each adds."""
        return self.ranking.why(features, entry)

    def decide(self, text: str, shown: frozenset[str] = frozenset()) -> Decision:
        """Decide on a question, by the thresholds of ``policy.yaml``.

        A long story is decided by the sentences that ask or name something of this trade, where as a whole it
        is too diffuse. An account or step that is named anywhere in it still counts.

        Args:
            text: the question.
            shown: concepts that its figures show without words, such as a loss; handed in, since knowledge reads none.
        """
        features = self.ranking.features(text)
        against = self.obstacles(features)
        whole = self._decide(features, shown, against)
        point = self._point(text) if whole.verdict in {Verdict.NONE, Verdict.CLARIFY} else ""
        return self._decide(self.ranking.features(point), shown, against) if point else whole

    def _point(self, text: str) -> str:
        """What a long text comes to; nothing for a short one."""
        sentences = [sentence for sentence in SENTENCE_END.split(text) if sentence.strip()]
        if len(sentences) < STORY:
            return ""
        telling = [s for s in sentences if mentions(self.ranking.features(s), self._base.policy)[1]]
        return " ".join(dict.fromkeys([*telling[-POINT:], sentences[-1]]))

    def _decide(self, features: Features, shown: frozenset[str], against: tuple[str, ...]) -> Decision:
        matches = self.ranking.candidates(features, CONSIDERED)
        if matches and matches[0].score == IDENTICAL and not self._base.entries[matches[0].entry].is_thin:
            return self._outright(matches, "word for word a wording of the entry")
        if self._is_small_talk(features):
            return Decision(Verdict.NONE, matches, (), "a greeting or chat", small_talk=True)
        fragment = self.ranking.is_fragment(features)
        silence = None if fragment else self.ranking.silence(features, matches)
        if silence:
            return Decision(Verdict.NONE, matches, (), silence)
        first = matches[0]
        doubt = self.ranking.doubt(features, matches) or self._other_subject(features, first, shown, against)
        if doubt is None:
            return self._outright(matches, "strong and clear of the runner-up")
        common = self._common(features) if fragment else ()
        likely = tuple(match.entry for match in matches[:CHOICES] if match.score >= LIKELY)
        offered = tuple(dict.fromkeys([*likely, *common, *self._offered(matches)]))[:CHOICES]
        return Decision(Verdict.CLARIFY, matches, offered, doubt)

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
        return tuple(
            match.entry for match in about[:CHOICES] if match.score >= about[0].score * self.ranking.worth_offering
        )

    def _common(self, features: Features) -> tuple[str, ...]:
        """What a fragment may mean: the common questions that are about a thing that it names."""
        named = {concept for concept in features.concepts if not concept.startswith(ASKING)}
        return tuple(entry for entry, subjects in self._subjects.items() if named & subjects)[:CHOICES]

    @cached_property
    def _subjects(self) -> dict[str, frozenset[str]]:
        """What the common questions are about, by the concepts of their canonical wordings."""
        entries = self._base.entries
        return {
            entry_id: frozenset(
                self.ranking.features(entries[entry_id].question.zh).concepts
                | self.ranking.features(entries[entry_id].question.en).concepts
            )
            for entry_id in self._base.policy.common
        }

    def _is_about(self, match: Match) -> bool:
        """Whether question and entry share a subject; with a neighbouring topic an everyday word is none."""
        shared = {concept for concept in match.shared if not concept.startswith(ASKING)}
        if self._base.entries[match.entry].type is Kind.REDIRECT:
            shared.difference_update(self._base.policy.everyday)
        return bool(shared)

    def _is_small_talk(self, features: Features) -> bool:
        subjects = {concept for concept in features.concepts if not concept.startswith(ASKING)}
        return bool(subjects) and subjects <= set(self._base.policy.small_talk)

    def _other_subject(
        self, features: Features, first: Match, shown: frozenset[str], against: tuple[str, ...]
    ) -> str | None:
        """Why the best entry may be about something else, however alike; ``None`` where nothing says so."""
        entry = self._base.entries[first.entry]
        if entry.is_thin:
            return "the best entry has too few wordings to be shown unasked"
        accounts = sorted(set(against) & set(self._base.policy.other_accounts))
        if entry.calc and accounts:
            return f"not after-tax money: {', '.join(accounts)}"
        return self._unlike(features, first, shown, against) if self.ranking.needs_guard else None

    def _unlike(self, features: Features, first: Match, shown: frozenset[str], against: tuple[str, ...]) -> str | None:
        """What turns the question into another one than it is like; ``None`` where nothing does."""
        entry = self._base.entries[first.entry]
        if entry.calc and against:
            return f"not a conversion of after-tax money: {', '.join(against)}"
        if entry.needs and not (features.concepts | shown) & set(entry.needs):
            return f"the question mentions none of {', '.join(entry.needs)}"
        unmentioned = self.ranking.unmentioned(features, first.entry, shown)
        other = sorted(unmentioned & set(self._base.policy.contrasts))
        if other:
            return f"the best entry never mentions {', '.join(other)}"
        foreign = [concept for concept in first.missing if self.ranking.known_to(concept) <= HARDLY_COVERED]
        return f"the knowledge hardly covers {', '.join(foreign)}" if foreign else None
