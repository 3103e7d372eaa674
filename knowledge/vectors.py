"""From features to numbers: a vocabulary with how telling each feature is, and the vector of a text over it.

Each group of features is scaled to one length and then weighed, so that a long word does not count more than a short
concept; a feature that the vocabulary does not know counts fully in that length, because it is evidence that a text is
about something else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from knowledge.features import GROUPS, Features

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

# chosen on the dev set of tests/eval, with the linear model
GROUP_WEIGHT: Mapping[str, float] = {
    "concept": 0.45, "pair": 0.4, "word": 1.0, "next": 0.8, "gram": 0.8, "han": 1.4,
}  # fmt: skip


# what only one text has is kept where it is a word or a concept; a pair or a piece that nobody else used is noise
LEAST_TEXTS: Mapping[str, int] = {"pair": 2, "next": 2, "gram": 2}


@dataclass(frozen=True)
class Vector:
    """A text over a vocabulary.

    Attributes:
        at: the places of its known features.
        weight: their weights; with the unknown ones the vector has length one.
    """

    at: Ints
    weight: Floats

    @cached_property
    def known(self) -> float:
        """The share of the text that the vocabulary knows at all, 0 to 1."""
        return float(self.weight @ self.weight)


class Vocabulary:
    """Features with their places and how telling they are."""

    def __init__(self, places: Mapping[str, Mapping[str, int]], telling: Floats, unseen: float) -> None:
        """Build from stored parts.

        Args:
            places: for each group, the place of each name.
            telling: weight of each place, by how few texts have it.
            unseen: the weight of a feature that no text has.
        """
        self.places = places
        self.telling = telling
        self.unseen = unseen
        self._telling: list[float] = telling.tolist()  # a plain list is read faster, one at a time

    @classmethod
    def of(cls, texts: Iterable[Features]) -> Vocabulary:
        """The vocabulary of some texts, in the order of the names."""
        counts: Counter[tuple[str, str]] = Counter()
        total = 0
        for features in texts:
            total += 1
            counts.update((group, name) for group in GROUPS for name in features.groups[group])
        names = sorted(name for name, count in counts.items() if count >= LEAST_TEXTS.get(name[0], 1))
        telling = np.array([math.sqrt(math.log((total + 1) / (counts[name] + 0.5))) for name in names], np.float32)
        places: dict[str, dict[str, int]] = {group: {} for group in GROUPS}
        for place, (group, name) in enumerate(names):
            places[group][name] = place
        return cls(places, telling, math.sqrt(math.log((total + 1) / 0.5)))

    def __len__(self) -> int:
        return len(self.telling)

    @cached_property
    def names(self) -> dict[int, str]:
        """What stands at each place, as "group name"; made when an explanation first needs it."""
        return {place: f"{group} {name}" for group, places in self.places.items() for name, place in places.items()}

    def vector(self, features: Features, shares: Mapping[str, float] = GROUP_WEIGHT) -> Vector:
        """The vector of a text, its groups of features weighed by ``shares``."""
        at: list[int] = []
        weights: list[float] = []
        length = 0.0
        for group in GROUPS:
            counted = features.groups[group]
            if not counted:
                continue
            places, share = self.places[group], shares[group]
            raw = []
            for name, count in counted.items():
                place = places.get(name, -1)
                weight = self._telling[place] if place >= 0 else self.unseen
                if count != 1.0:
                    weight *= 1.0 + math.log(count) if count > 1.0 else count
                raw.append((place, weight))
            scale = share / math.sqrt(sum(weight * weight for _, weight in raw))
            length += share * share
            for place, weight in raw:
                if place >= 0:
                    at.append(place)
                    weights.append(weight * scale)
        scaled = np.array(weights, np.float32)
        return Vector(np.array(at, np.int32), scaled / np.float32(math.sqrt(length) or 1.0))
