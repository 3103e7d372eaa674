"""The learned ranking at run time: reads what :mod:`knowledge.learning` wrote; needs numpy and nothing else.

An entry's strength for a question is one product of the question's vector with the entry's learned weights. How far
the best one can be trusted is judged from that strength, its lead over the next, and how much of the question the
entry and the whole knowledge know: `policy.yaml` holds the weights of that judgement, fitted on the dev questions.
"""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from knowledge.vectors import Vector, Vocabulary

Floats = npt.NDArray[np.float32]

FILES: Final = ("planes", "scales", "offsets", "owned", "telling")
META: Final = "meta.json"


@dataclass(frozen=True)
class Ranked:
    """An entry for a question.

    Attributes:
        entry: its id.
        strength: what the linear model gives it; only differences and order mean something.
        lead: strength above the best other entry (negative for all but the first).
        covered: the share of the question that wordings of this entry hold, 0 to 1.
    """

    entry: str
    strength: float
    lead: float
    covered: float


class Learned:
    """A model in memory; immutable, shared by all questions."""

    def __init__(self, folder: Path) -> None:
        """Open a model.

        Raises:
            OSError, ValueError, KeyError: the folder does not hold a whole model.
        """
        arrays = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray) for name in FILES
        }
        meta = json.loads((folder / META).read_text("utf-8"))
        self.entries: tuple[str, ...] = tuple(meta["entries"])
        self._planes: npt.NDArray[np.int8] = arrays["planes"]
        self._scales = np.array(arrays["scales"])
        self._offsets = np.array(arrays["offsets"])
        self._owned: npt.NDArray[np.uint8] = arrays["owned"]
        telling = np.array(arrays["telling"])
        self.vocabulary = Vocabulary(_places(meta["names"]), telling, float(meta["unseen"]))
        self._wordings: dict[str, str] = meta["wordings"]
        self.concepts: dict[str, frozenset[str]] = {entry: frozenset(ids) for entry, ids in meta["concepts"].items()}
        self._row = {entry: row for row, entry in enumerate(self.entries)}

    def wording_of(self, normal: str) -> str | None:
        """The entry that has a text, word for word, as a wording."""
        return self._wordings.get(normal)

    def rank(self, vector: Vector, limit: int) -> tuple[Ranked, ...]:
        """The best entries, best first."""
        strengths = (vector.weight @ self._planes[vector.at]) * self._scales + self._offsets
        count = min(limit + 1, len(self.entries))
        best = np.argpartition(-strengths, count - 1)[:count]
        best = best[np.lexsort((best, -strengths[best]))]
        first, second = float(strengths[best[0]]), float(strengths[best[1]]) if count > 1 else -math.inf
        squares = vector.weight * vector.weight
        owned = self._owned[vector.at]
        ranked = []
        for row in best[:limit]:
            has = (owned[:, row >> 3] >> (7 - (row & 7))) & 1
            strength = float(strengths[row])
            lead = strength - (second if row == best[0] else first)
            ranked.append(Ranked(self.entries[row], strength, lead, float(squares @ has)))
        return tuple(ranked)

    def why(self, vector: Vector, entry: str, limit: int = 8) -> tuple[tuple[str, float], ...]:
        """The features that speak most for an entry, or against it, with what each adds to its strength."""
        row = self._row[entry]
        adds = vector.weight * self._planes[vector.at, row] * self._scales[row]
        order = np.argsort(-np.abs(adds))[:limit]
        names = self.vocabulary.names
        return tuple((names[vector.at[place]], round(float(adds[place]), 3)) for place in order)


def _places(names: dict[str, list[str]]) -> dict[str, dict[str, int]]:
    """The place of each name: they stand one after the other, group by group."""
    count = itertools.count()
    return {group: dict(zip(listed, count, strict=False)) for group, listed in names.items()}
