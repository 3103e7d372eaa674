"""Read the inputs of a calculation out of a message: each figure belongs to the label that is nearest in its clause.

Labels and figures stand in any order (`24500 deferral`, `deferral: 24500`, a label to a line), in Chinese, English or
both. Nothing is guessed and nothing added up: what is inexact, contradictory or without a label comes back as a
question, and an input under question stays empty. `calc.amounts.read` tells basis from value in running text; this
reader is for the other figures that people list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from calc.answers import fill_answers, year_told
from calc.fold import fold
from calc.found import find
from calc.label_links import tie, years_as_money
from calc.labels import kinds, labels_in
from calc.positions import in_box_order
from calc.quantities import quantities
from calc.settling import Claim, LabelQuestion, LabelValue, QuestionCode, ask_about_years, settle

__all__ = ["Claim", "LabelQuestion", "LabelValue", "Labelled", "QuestionCode", "read_labelled", "readable_fields"]

_SPANS_OF_TIME: Final = frozenset({"years", "years_until_used"})
_YEARS: Final = frozenset({"year", "tax_year"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """What was read.

    Attributes:
        text: the message.
        values: the inputs that are certain: ``Decimal`` dollars, rates as ``Decimal`` fractions, whole numbers for
            years and counts (an age may be 59.5), text for codes, statuses, states, choices and ISO dates, ``bool``
            for yes or no.
        questions: what to ask back; their inputs are not in `values`.
        claims: every figure with the label it was tied to, used or not, in order of appearance.
    """

    text: str
    values: Mapping[str, LabelValue]
    questions: tuple[LabelQuestion, ...]
    claims: tuple[Claim, ...]


def readable_fields() -> frozenset[str]:
    """The inputs that can be read from a message; lists such as `rows` are among them and only ever asked for."""
    return frozenset(kinds())


def read_labelled(text: str, wanted: Iterable[str], *, today: date | None = None) -> Labelled:
    """Read the wanted inputs from a message.

    Args:
        text: a message; any text is accepted.
        wanted: names of inputs as in the models of calc; names that are not `readable_fields` are passed over.
        today: the day on which it was written, for 今年 and `this year`; now if not given.
    """
    fields = frozenset(wanted) & kinds().keys()
    folded = fold(text)
    found = find(folded, (today or datetime.now(UTC).date()).year)
    read = quantities(folded, found, spans_of_time=bool(fields & _SPANS_OF_TIME) and not fields & _YEARS)
    listed = in_box_order(read, text, fields)
    if listed is not None:
        return Labelled(text, MappingProxyType(listed), (), ())
    labels = labels_in(read.worded, found.names, fields)
    read = years_as_money(read, labels, fields)
    ties = [*tie(read.rest, read.figures, labels, fields), *tie(read.rest, read.dated, labels, fields)]
    settled = settle(read, ties, labels, fields)
    fill_answers(settled, text, folded, labels, found.names, wanted=fields)
    free = ask_about_years(settled, read, ties, labels, wanted=fields)
    if "year" in fields or "tax_year" in fields:
        year_told(settled, folded, free, fields)
    claims = [replace(claim, used=claim.used and claim.field in settled.values) for claim in settled.claims]
    return Labelled(text, MappingProxyType(settled.values), tuple(settled.questions), tuple(claims))
