"""This project's own rankings in a benchmark: as the desk uses them, from the raw text to the five best entries."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.bench.contender import SHOWN, Contender, Scored, UnfitError
from bot.bench.corpora import knowledge_of
from calc.amounts import mask_amounts
from knowledge.base import KnowledgeBase
from knowledge.index import IndexRanking
from knowledge.learned import Learned
from knowledge.learned_ranking import LearnedRanking
from knowledge.learning import learn
from knowledge.ranking import Ranking

ASKED_FOR = 5  # entries, as the commands ask for


class _Ours(Contender):
    """What both share: a ranking over knowledge made of the texts, with lexicon and policy of the packaged one."""

    _ranking: Ranking

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def rank(self, text: str) -> Scored:
        """The three best entries with their scores."""
        matches = self._ranking.candidates(self._ranking.features(text), ASKED_FOR)
        return [(match.entry, match.score) for match in matches[:SHOWN]]


class LearnedContender(_Ours):
    """The learned ranking, trained into a temporary folder."""

    name = "rothdesk"

    def __init__(self, base: KnowledgeBase, most: int, *, judged: bool = True) -> None:
        """Prepare.

        Args:
            base: lexicon and policy.
            most: entries up to which the desk learns a model.
            judged: whether scores are judged chances; the judgement is fitted on questions of this trade, so on any
                other set the plain strengths of the model are compared.
        """
        super().__init__(base)
        self._most = most
        self._judged = judged

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Learn a model and open it."""
        if len(texts) > self._most:
            raise UnfitError(f"no model is learned for more than {self._most:,} entries")
        base = knowledge_of(texts, self._base)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            learn(base, mask_amounts, Path(folder) / "model")
            self._learned = Learned(Path(folder) / "model")
        self._ranking = LearnedRanking(base, mask_amounts, self._learned)

    def rank(self, text: str) -> Scored:
        """The three best entries, scored by judged chance or plain strength."""
        if self._judged:
            return super().rank(text)
        vector = self._learned.vocabulary.vector(self._ranking.features(text))
        return [(found.entry, found.strength) for found in self._learned.rank(vector, SHOWN)] if len(vector.at) else []

    def answer(self, text: str) -> None:
        """One question as the commands ask it."""
        super().rank(text)


class IndexContender(_Ours):
    """The index for large knowledge."""

    name = "rothdesk index"

    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Build the index."""
        self._ranking = IndexRanking(knowledge_of(texts, self._base), mask_amounts)
