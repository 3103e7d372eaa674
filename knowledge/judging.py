"""How far the best entry of a learned ranking can be trusted: a judgement fitted on the dev questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.features import Features
from knowledge.learned import Ranked
from knowledge.model import Judgement, Policy
from knowledge.ranking import mentions

MOST_CONCEPTS = 6  # more say nothing more


@dataclass(frozen=True)
class Signs:
    """What a judgement looks at; see :class:`knowledge.model.Judgement` for what each means."""

    strength: float
    lead: float
    covered: float
    known: float
    own: float
    concepts: float
    length: float
    latin: float
    missing: float

    def values(self) -> tuple[float, ...]:
        """The signs in the order of their names."""
        return tuple(getattr(self, name) for name in SIGNS)


SIGNS = tuple(Signs.__dataclass_fields__)


def signs(features: Features, ranked: Ranked, known: float, missing: int, policy: Policy) -> Signs:
    """What there is to judge by.

    Args:
        features: the question.
        ranked: the entry in question.
        known: the share of the question that the vocabulary knows.
        missing: how many critical concepts of the question the entry never mentions.
        policy: which concepts any subject uses.
    """
    telling, own = mentions(features, policy)
    return Signs(
        strength=ranked.strength,
        lead=math.sqrt(max(ranked.lead, 0.0)),  # the first steps ahead tell most
        covered=ranked.covered,
        known=known,
        own=min(own, MOST_CONCEPTS),
        concepts=min(telling, MOST_CONCEPTS),
        length=math.log1p(features.length),
        latin=len(features.groups["word"]) / max(1, features.length),
        missing=missing,
    )


def trust(judgement: Judgement, found: Signs) -> float:
    """The judged chance, 0 to 1, that the entry is a right one for the question."""
    return sigmoid(judgement.constant + sum(getattr(judgement, name) * getattr(found, name) for name in SIGNS))


def sigmoid(value: float) -> float:
    """The logistic function, safe for any number."""
    return 1.0 / (1.0 + math.exp(-value)) if value > -700 else 0.0


def fitted(constant: float, weights: Sequence[float], answer: float, offer: float, set_by: str) -> Judgement:
    """A judgement from the numbers of a fit."""
    named = {name: round(weight, 4) for name, weight in zip(SIGNS, weights, strict=True)}
    return Judgement(constant=round(constant, 4), answer=answer, offer=offer, set_by=set_by, **named)
