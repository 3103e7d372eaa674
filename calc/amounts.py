"""Read the figures of a message in Chinese, English or both: what they are worth, and which is what.

Nothing is guessed: ranges, vague figures and second candidates come back as questions, and a role under question stays
empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

from calc.apart import set_apart
from calc.cues import cues_in
from calc.figures import Figure, Kind
from calc.fold import fold
from calc.found import find
from calc.names import Name
from calc.profile import destinations_in, filing_in, states_in
from calc.roles import Assigned, Question, assign
from calc.years import tax_year

__all__ = ["Kind", "Question", "Reading", "Span", "find_spans", "mask_amounts", "read", "stray_digits"]

RoleValue = Decimal | int | str
# what the labelled phrases hold; state and destination are read besides
_LABELLED = (
    "basis",
    "value",
    "gain",
    "loss",
    "taxable",
    "rate",
    "state_rate",
    "gain_pct",
    "loss_pct",
    "filing",
    "year",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the original text, and what it is."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a message.

    Attributes:
        text: the message.
        amounts: sums of dollars in order of appearance; a range gives both its ends, a vague figure nothing.
        percents: in percent units (24 for 24 %).
        years: calendar years in order of appearance.
        roles: basis, value, gain, loss, taxable (dollars); rate, state_rate, gain_pct, loss_pct (percent units);
            year; filing (single, mfj, mfs, hoh); state (two letters); to (roth401k, roth_ira).
        questions: what to ask back; their roles are not filled.
        others: sums of dollars that are named as none of these: a limit, a salary, the employer's match.
    """

    text: str
    amounts: tuple[Decimal, ...]
    percents: tuple[Decimal, ...]
    years: tuple[int, ...]
    roles: Mapping[str, RoleValue]
    questions: tuple[Question, ...]
    others: tuple[Decimal, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Plain JSON: text, amounts, percents, years and the labelled roles; whole numbers as integers."""
        return {
            "text": self.text,
            "amounts": [_number(amount) for amount in self.amounts],
            "percents": [_number(percent) for percent in self.percents],
            "years": list(self.years),
            "roles": {role: _number(self.roles[role]) for role in _LABELLED if role in self.roles},
        }


@dataclass(frozen=True, slots=True)
class _Read:
    """What has digits and is no figure, the figures in order, and the roles they were given."""

    names: Sequence[Name]
    figures: Sequence[Figure]
    assigned: Assigned


def read(text: str, *, today: date | None = None) -> Reading:
    """Read amounts, percents, years and roles from free text.

    Args:
        text: a message; at most a few thousand characters are sensible, any text is accepted.
        today: the day on which it was written, for 去年 and `last year`; now if not given.
    """
    folded = fold(text)
    filings = filing_in(folded.replace("，", ","))
    found = _read(folded, (today or datetime.now(UTC).date()).year, filing=bool(filings))
    roles: dict[str, RoleValue] = dict(found.assigned.roles)
    questions = list(found.assigned.questions)
    years = [figure for figure in found.figures if figure.kind is Kind.YEAR]
    year = tax_year(folded, years)
    if year is not None:
        roles["year"] = year
    _fill_profile(text, folded, filings, roles, questions)
    return Reading(
        text=text,
        amounts=_values(found.figures, percent=False),
        percents=_values(found.figures, percent=True),
        years=tuple(int(figure.values[0]) for figure in years),
        roles=MappingProxyType(roles),
        questions=tuple(questions),
        others=tuple(found.assigned.others),
    )


def find_spans(text: str) -> tuple[Span, ...]:
    """Where names, amounts, percents, years, ranges and vague figures stand in the original text, in order."""
    found = _read(fold(text), datetime.now(UTC).date().year, filing=False)
    spans = [Span(figure.start, figure.end, figure.kind) for figure in found.figures]
    spans += [Span(name.start, name.end, Kind.NAME) for name in found.names]
    return tuple(sorted(spans, key=lambda span: span.start))


def stray_digits(text: str) -> bool:
    """Whether a digit stands in a text that belongs to no figure and no name: the 9 of `1 万 8 9`."""
    at = 0
    for span in find_spans(text):
        if any(char.isdigit() for char in text[at : span.start]):
            return True
        at = max(at, span.end)
    return any(char.isdigit() for char in text[at:])


def mask_amounts(text: str, slot: str = " ") -> str:
    """The text with every sum and percent (exact, ranged or vague) replaced by `slot`; names and years stay."""
    pieces: list[str] = []
    at = 0
    for span in find_spans(text):
        if span.kind not in {Kind.NAME, Kind.YEAR}:
            pieces += (text[at : span.start], slot)
            at = span.end
    return "".join([*pieces, text[at:]])


def _read(folded: str, this_year: int, *, filing: bool) -> _Read:
    """Find everything, and give the sums and percents their roles."""
    found = find(folded, this_year)
    rest = found.rest.replace("，", ",")  # from here on both only part clauses
    money = [figure for figure in found.figures if figure.kind is not Kind.YEAR]
    # most messages name no figure, and then there is nothing to give a role to
    kept, assigned = (
        assign(rest, money, cues_in(rest, found.names), filing=filing, apart=set_apart(folded, money))
        if money
        else ([], Assigned())
    )
    left = {id(figure) for figure in kept}
    figures = [figure for figure in found.figures if id(figure) in left or figure.kind is Kind.YEAR]
    return _Read([*found.names, *found.counts, *found.days], figures, assigned)


def _values(figures: Sequence[Figure], *, percent: bool) -> tuple[Decimal, ...]:
    return tuple(
        value
        for figure in figures
        if figure.kind in {Kind.AMOUNT, Kind.RANGE, Kind.PERCENT} and figure.percent is percent
        for value in figure.values
    )


def _fill_profile(
    text: str, folded: str, filings: Sequence[str], roles: dict[str, RoleValue], questions: list[Question]
) -> None:
    """Add filing status, state and destination where exactly one is named; ask where there are two."""
    if len(filings) == 1:
        roles["filing"] = filings[0]
    elif filings:
        questions.append(Question("two_filings", tuple(filings), "filing"))
    states = states_in(folded, text)
    if len(states) == 1:
        roles["state"] = states[0]
    elif states:
        questions.append(Question("two_states", tuple(states), "state"))
    places = destinations_in(folded)
    if len(places) == 1:
        roles["to"] = places[0]


def _number(value: RoleValue) -> int | float | str:
    """A JSON number, an integer where it is whole; words as they are."""
    if isinstance(value, str):
        return value
    return int(value) if value == int(value) else float(value)
