"""An inverted index: which entries' wordings hold a feature, and how much of each entry it makes up.

Only arrays: a feature's postings are a slice, so that a question costs a few array operations, whatever the size of
the knowledge. The most common features are visited last, and not at all where a question's postings exceed a bound.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.features import GROUPS, Features
from knowledge.vectors import Floats, Ints, Vector, Vocabulary

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Likenesses:
    """How like a question the entries are, one number each.

    Attributes:
        centre: cosine between the question and the middle of the entry's wordings, 0 to 1.
        covered: the share of the question that the entry's wordings hold at all, 0 to 1.
    """

    centre: npt.NDArray[np.float64]
    covered: npt.NDArray[np.float64]


class _Counted:
    """Features as they come in, text by text, in flat arrays: objects for each text would not fit in memory."""

    def __init__(self) -> None:
        self.places: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
        self.features = 0
        self.at = array("i")
        self.count = array("f")
        self.parts = array("q", [0])  # where each group of each text ends
        self.part_group = array("b")
        self.part_text = array("i")
        self.texts = 0

    def add(self, features: Features) -> None:
        for number, group in enumerate(GROUPS):
            counted = features.groups[group]
            if not counted:
                continue
            places = self.places[group]
            for name in counted:
                if name not in places:
                    places[name] = self.features
                    self.features += 1
            self.at.extend([places[name] for name in counted])
            self.count.extend(counted.values())
            self.parts.append(len(self.at))
            self.part_group.append(number)
            self.part_text.append(self.texts)
        self.texts += 1


class Postings:
    """The index of some texts, each with the number of the entry that it belongs to; immutable once built."""

    def __init__(self, texts: Iterable[tuple[int, Features]], shares: Mapping[str, float]) -> None:
        """Read all texts once.

        Args:
            texts: (number of the entry, features), entries numbered from 0 without gaps.
            shares: how much each group of features counts.
        """
        counted, owners = _Counted(), array("i")
        for owner, features in texts:
            counted.add(features)
            owners.append(owner)
        self._shares = shares
        self.entries = max(owners, default=-1) + 1
        at = np.array(counted.at, np.int64)
        total = counted.texts
        frequency = np.bincount(at, minlength=counted.features)
        telling = np.sqrt(np.log((total + 1) / (frequency + 0.5))).astype(np.float32)
        self.vocabulary = Vocabulary(counted.places, telling, math.sqrt(math.log((total + 1) / 0.5)))
        weight, text = _weights(counted, at, telling, shares)
        entry = np.array(owners, np.int64)[text]
        # one posting for each pair of feature and entry, ordered by feature
        pairs, inverse = np.unique(at * max(self.entries, 1) + entry, return_inverse=True)
        summed = np.bincount(inverse, weights=weight)
        feature, numbers = np.divmod(pairs, max(self.entries, 1))
        length = np.sqrt(np.bincount(numbers, weights=summed * summed, minlength=self.entries))
        self._entry: Ints = numbers.astype(np.int32)
        self._weight: Floats = (summed / length[numbers]).astype(np.float32)
        self._start: Longs = np.searchsorted(feature, np.arange(counted.features + 1))

    def vector(self, features: Features) -> Vector:
        """The vector of a question, weighed as the texts are."""
        return self.vocabulary.vector(features, self._shares)

    def likenesses(self, vector: Vector, most: int) -> Likenesses:
        """How like the question the entries are, by its rarest features.

        Args:
            vector: the question.
            most: how many postings may be visited; the feature with the fewest is looked at in any case.
        """
        sizes = self._start[vector.at + 1] - self._start[vector.at]
        order = np.argsort(sizes, kind="stable")
        looked = order[: max(1, int(np.searchsorted(np.cumsum(sizes[order]), most, side="right")))]
        slices = [slice(*self._start[at : at + 2]) for at in vector.at[looked]]
        entry = np.concatenate([self._entry[one] for one in slices])
        weight = np.repeat(vector.weight[looked], sizes[looked])
        held = np.concatenate([self._weight[one] for one in slices])
        centre = np.bincount(entry, weights=weight * held, minlength=self.entries)
        covered = np.bincount(entry, weights=weight * weight, minlength=self.entries)
        return Likenesses(centre.astype(np.float64), covered.astype(np.float64))

    def held(self, vector: Vector, entry: int) -> Floats:
        """What an entry's middle holds of each feature of a question; 0 where none of its wordings has it."""
        weights = np.zeros(len(vector.at), np.float32)
        for place, at in enumerate(vector.at):
            start, end = self._start[at : at + 2]
            found = start + np.searchsorted(self._entry[start:end], entry)
            if found < end and self._entry[found] == entry:
                weights[place] = self._weight[found]
        return weights


def _weights(
    counted: _Counted, at: Longs, telling: Floats, shares: Mapping[str, float]
) -> tuple[npt.NDArray[np.float64], Longs]:
    """Each counted feature's weight in its text, and the text: as :meth:`Vocabulary.vector` weighs, all at once."""
    count = np.array(counted.count, np.float64)
    raw = telling.astype(np.float64)[at] * np.where(count >= 1.0, 1.0 + np.log(np.maximum(count, 1.0)), count)
    parts = np.array(counted.parts, np.int64)
    if len(parts) == 1:
        return np.zeros(0), np.zeros(0, np.int64)
    share = np.array([shares[group] for group in GROUPS])[np.array(counted.part_group, np.int64)]
    part_text = np.array(counted.part_text, np.int64)
    length = np.sqrt(np.bincount(part_text, weights=share * share, minlength=counted.texts))[part_text]
    scale = share / np.sqrt(np.add.reduceat(raw * raw, parts[:-1])) / length
    sizes = np.diff(parts)
    return raw * np.repeat(scale, sizes), np.repeat(part_text, sizes)
