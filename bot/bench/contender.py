"""What every matcher in a benchmark must offer, and what those that score texts one by one have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

SHOWN = 3
Scored = list[tuple[str, float]]  # labels with scores, best first, each label once


class UnfitError(Exception):
    """A matcher cannot run here; the text says why."""


class Contender(ABC):
    """A matcher: learns wordings by label, then ranks labels for a question.

    Attributes:
        name: what the table calls it.
    """

    name: str

    @abstractmethod
    def fit(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Load or learn.

        Raises:
            UnfitError: a library is missing, or the set is too large.
        """

    @abstractmethod
    def rank(self, text: str) -> Scored:
        """The three best labels; fewer, or none, where nothing is shared."""

    def answer(self, text: str) -> None:
        """One question as its users put it, which is what is timed."""
        self.rank(text)


class Rows:
    """Texts in a row with their labels, those of a label next to each other."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self.labels = tuple(sorted(texts))
        self.texts = [text for label in self.labels for text in texts[label]]
        sizes = np.array([len(texts[label]) for label in self.labels])
        self.owner = np.repeat(np.arange(len(self.labels)), sizes)
        self._start = np.cumsum(sizes) - sizes

    def best(self, scores: npt.NDArray[np.floating], nothing: float) -> Scored:
        """The best labels by their best text; those that score ``nothing`` share nothing with the question."""
        return top(self.labels, np.maximum.reduceat(scores, self._start), nothing)


def top(labels: Sequence[str], scores: npt.NDArray[np.floating], nothing: float = -np.inf) -> Scored:
    """The best labels, of equal ones the first."""
    order = np.argsort(-scores, kind="stable")[:SHOWN]
    return [(labels[place], float(scores[place])) for place in order if scores[place] > nothing]
