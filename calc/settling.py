"""Decide which figures become inputs once each has its label; where two answers are possible, ask."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, pairwise
from typing import Final, Literal, TypeAlias

from calc.counts import MOST_AGE, MOST_KIDS, MOST_PAYCHECKS, MOST_YEARS
from calc.label_links import Tie, sum_like
from calc.labels import Label, kinds
from calc.quantities import Quantities, Quantity, fraction
from calc.surroundings import Surroundings

LabelValue: TypeAlias = Decimal | int | str | bool
QuestionCode: TypeAlias = Literal[
    "range",  # two ends
    "vague",  # 几百块, a couple hundred
    "bound",  # said to be more or less than this
    "currency",  # not dollars
    "negative",
    "no_year",  # a day without its year
    "percent",  # a percent of pay where dollars are needed; candidates are fractions
    "per_period",  # of one month or paycheck where the year's sum is needed
    "parts",  # two figures that may have to be added; their sum is the last candidate
    "two_candidates",
    "implausible",  # too small, too large, or a year
    "list",  # rows of figures, which are not read out of a sentence
    "unclaimed",  # no label says what it is
]

_MOST: Final[Mapping[str, int]] = {
    "age": MOST_AGE,
    "paychecks_left": MOST_PAYCHECKS,
    "kids": MOST_KIDS,
    "years": MOST_YEARS,
    "years_until_used": MOST_YEARS,
}
# inputs that are often a few dollars; elsewhere a bare figure below 100 is a percent, a slip or something else
_OFTEN_SMALL: Final = frozenset(
    "box1 box2a box5 box5_to_date interest taxable_conversion later_gain leftover subaccount_balance withheld".split()
)
_OF_STATE_TAX: Final = frozenset({"state", "taxable_conversion"})  # with both, the tax of a state is asked for
_STATE_TOP: Final = Decimal("0.15")  # no state taxes more, with its cities
_PARTS: Final[Mapping[str, tuple[str, ...]]] = {"bonus": ("comp", "wages"), "others_wages": ("wages",)}
_EITHER: Final = re.compile(
    r"\s*(?:[,，]?\s*(?:或者?|还是|or)\s*|[/~]\s*|(?:to|涨?到|至|→|->|=>)\s*)(?:the |is it )?", re.ASCII
)
_ADDED: Final = re.compile(
    r"\s*(?:[,，]?\s*(?:又|再|另外?|外加|加上|后来又?|然后又?再?|\+|plus|and(?: then)?(?: another)?|then another"
    r"|plus another|another)\s*)(?:存了?|放了?|投了?|加了?|the )?",
    re.ASCII,
)
_ANOTHER_YEAR: Final = re.compile(r"\s*[,，;；]?\s*\x00+\s*(?:是|为|有|涨?到|to|is|was|it was|it's)?\s*", re.ASCII)
_UP_TO: Final = re.compile(r"[^,，。;；\n\x00]{0,24}", re.ASCII)
_INCLUDED: Final = re.compile(
    r"(?:含|包括|包含|其中|(?<![a-z])(?:incl(?:uding|udes|\.)?|of which))[^,，。;；\x00]{0,8}$"
)
_DATED: Final = frozenset({"year", "date"})
_VALUES: Final = frozenset({"value", "value_now", "aftertax_value"})
_OF_CONVERSIONS: Final = frozenset({"taxable_conversion", "box2a", "conversion"})  # a part of one of several
_BELOW_ZERO: Final = frozenset({"box2a", "interest", "later_gain"})  # what statements show in brackets for a minus
_OF_ALL_YEARS: Final = frozenset({"prior_basis", "box5_to_date", "aftertax_contributions_to_date", "basis"})


@dataclass(frozen=True, slots=True)
class LabelQuestion:
    """Something to ask back instead of guessing.

    Attributes:
        code: why.
        field: the input that stays open, as far as the message says.
        candidates: the values in question, typed as the input is; nothing for what is vague.
        start: where the figure stands in the text.
        end: behind it.
    """

    code: QuestionCode
    field: str | None
    candidates: tuple[LabelValue, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure and the label that it was tied to.

    Attributes:
        field: the input that the label names, wanted or not; None for a figure that is none of ours (a limit).
        start: where the figure stands in the text.
        end: behind it.
        used: whether its value is among the values.
    """

    field: str | None
    start: int
    end: int
    used: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    figure: Quantity
    tie: Tie
    value: LabelValue
    added: bool = False
    earlier: bool = False  # of an earlier year than the latest one told


@dataclass(slots=True)
class Settled:
    """Values, questions and claims as they come together."""

    values: dict[str, LabelValue] = field(default_factory=dict)
    questions: list[LabelQuestion] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def open(self, name: str) -> bool:
        """Whether an input has neither a value nor a question."""
        return name not in self.values and all(question.field != name for question in self.questions)

    def ask(self, code: QuestionCode, name: str | None, candidates: Sequence[LabelValue], *at: Quantity) -> None:
        """Add a question about an input; a value that it has already is taken back."""
        if name is not None:
            self.values.pop(name, None)
        start, end = (at[0].start, at[-1].end) if at else (0, 0)
        self.questions.append(LabelQuestion(code, name, tuple(candidates), start, end))


_Tied: TypeAlias = list[tuple[Quantity, Tie | None]]


def settle(
    read: Quantities, ties: Sequence[tuple[Quantity, Tie | None]], labels: Sequence[Label], wanted: frozenset[str]
) -> Settled:
    """One value for each wanted input, or a question.

    Args:
        read: the figures of the message and the text around them.
        ties: the figures with their labels.
        labels: all labels, for what stands beside a figure.
        wanted: the inputs that are looked for.
    """
    tied = sorted(ties, key=lambda pair: pair[0].start)
    added = _joined(read, tied)
    around = Surroundings(read, labels)
    result = Settled()
    candidates: dict[str, list[_Candidate]] = {}
    edges = accumulate((0 if one.what in _DATED else one.end for one, _ in tied), max, initial=0)
    for (figure, label), edge in zip(tied, edges, strict=False):
        if label is None:
            if figure.what not in _DATED and not figure.touching:
                result.ask("unclaimed", None, _typed_all(figure, None), figure)
            continue
        name = _meant(around, figure, label, edge, wanted)
        if name is None or name not in wanted:
            result.claims.append(Claim(name or label.field, figure.start, figure.end, used=False))
            if name in _PARTS and figure.why is None and figure.what == "money":
                candidates.setdefault(str(name), []).append(_Candidate(figure, label, figure.values[0]))
            continue
        why = _trouble(around, figure, label, name, edge)
        result.claims.append(Claim(name, figure.start, figure.end, used=why is None))
        if why is not None:
            result.ask(why, name, _typed_all(figure, name), figure)
        else:
            earlier = name not in _OF_ALL_YEARS and around.of_earlier_year(figure, edge)
            one = _Candidate(figure, label, _typed(figure, name), figure.start in added, earlier)
            candidates.setdefault(name, []).append(one)
    _choose(result, candidates, wanted, read.worded)
    return result


def ask_about_years(
    settled: Settled,
    read: Quantities,
    ties: Sequence[tuple[Quantity, Tie | None]],
    labels: Sequence[Label],
    *,
    wanted: frozenset[str],
) -> list[Quantity]:
    """Years and days that no label claims; four digits behind a label that found no other figure are asked about."""
    free = []
    used = {label.start for _, label in ties if label is not None}
    later = [label for label in labels if wanted & label.fields == {"value_later"}]  # 明年值
    for figure, label in ties:
        if figure.relative and any(one.start <= figure.start < one.end for one in later):
            continue
        if label is None and figure.what in _DATED:
            as_sum = sum_like(read, figure, labels, wanted)
            if as_sum is None or as_sum.field is None or as_sum.start in used:
                free.append(figure)
            else:
                settled.ask("implausible", as_sum.field, figure.values, figure)
    return free


def _joined(read: Quantities, tied: _Tied) -> set[int]:
    """Give a figure without a label that of the figure it is joined to; say where figures begin that may be added."""
    added: set[int] = set()
    places = [index for index, (figure, _) in enumerate(tied) if figure.what not in _DATED]
    for here, there in pairwise(places):
        (first, one), (second, other) = tied[here], tied[there]
        label = one or other
        if label is None or (one and other) or first.what != second.what:
            continue
        gap = read.worded[first.end : second.start]
        formula = one is not None and one.row.share and first.what == "percent" and bool(_UP_TO.fullmatch(gap))
        plus = label.wanted and bool(_ADDED.fullmatch(gap))
        if plus or formula or _EITHER.fullmatch(gap) or _ANOTHER_YEAR.fullmatch(read.rest, first.end, second.start):
            tied[here], tied[there] = (first, label), (second, label)
            added |= {second.start} if plus else set()
    return added


def _meant(around: Surroundings, figure: Quantity, label: Tie, edge: int, wanted: frozenset[str]) -> str | None:
    """The input that a figure is for, as the words around it change what its label says; None for none of ours."""
    name = label.field
    if name is None:
        return None
    if around.of_others(figure, label, edge):
        return "others_wages" if name == "wages" else None
    if name == "aftertax_value" and around.of_all(figure, edge):
        return "plan_value"
    if name in _VALUES and label.row.moved and "value_later" in wanted:
        later = around.only_maybe(figure, edge) or around.only_later(figure, edge)
        return "value_later" if later else name
    if "conversions" in wanted and name in _OF_CONVERSIONS:
        return "conversions"
    paid_so = name == "comp" and "pay_per_check" in wanted and around.period(figure, label, edge) == "paycheck"
    return "pay_per_check" if paid_so else name


def _trouble(around: Surroundings, figure: Quantity, label: Tie, name: str, edge: int) -> QuestionCode | None:
    """Why a figure cannot be used as it stands."""
    kind = kinds()[name]
    if kind == "rows":
        return "list"
    booked = name in _BELOW_ZERO and figure.values[:1] != (Decimal(0),) and around.in_brackets(figure)
    if figure.why is not None or booked:
        return figure.why or "negative"
    if kind == "dollars" and figure.what == "percent":
        return "percent"
    if kind == "dollars" and name != "plan_cap" and around.at_most(figure, edge):
        return "bound"
    if kind == "dollars" and name != "pay_per_check" and around.period(figure, label, edge):
        return "per_period"
    return "implausible" if _implausible(figure, name, kind) else None


def _implausible(figure: Quantity, name: str, kind: str) -> bool:
    value = figure.values[0]
    if kind == "dollars":
        return figure.what == "small" and value != 0 and name not in _OFTEN_SMALL and value == value.to_integral_value()
    if kind == "rate":
        return value > 100
    whole = value == value.to_integral_value()
    return name in _MOST and (value > _MOST[name] or (not whole and kind != "age"))


def _typed_all(figure: Quantity, name: str | None) -> tuple[LabelValue, ...]:
    if figure.day is not None:
        return (figure.day,)
    percent = figure.what == "percent"
    if percent or (name is not None and kinds()[name] == "rate"):
        return tuple(fraction(value) for value in figure.values)
    return figure.values


def _typed(figure: Quantity, name: str) -> LabelValue:
    value = figure.values[0] if figure.values else Decimal(0)
    match kinds()[name]:
        case "date":
            return figure.day or ""
        case "rate":
            bare = figure.what == "small" and value < 1
            return value if bare else fraction(value)
        case "dollars":
            return value
        case _:
            return int(value) if value == value.to_integral_value() else value


def _choose(
    result: Settled, candidates: Mapping[str, Sequence[_Candidate]], wanted: frozenset[str], worded: str
) -> None:
    for name, found in candidates.items():
        if name in wanted and result.open(name):
            _one(result, name, _rates_apart(result, name, found, wanted) if name == "rate" else found, wanted)
    for part, wholes in _PARTS.items():
        for one in candidates.get(part, ()):
            if not _INCLUDED.search(worded[: min(one.tie.start, one.figure.start)]):
                _with_part(result, one.figure, wholes)


def _with_part(result: Settled, part: Quantity, wholes: Sequence[str]) -> None:
    """Ask whether a bonus or the other spouse's wages come on top of the pay that was read."""
    for name in wholes:
        base = result.values.get(name)
        if isinstance(base, Decimal):
            result.ask("parts", name, (base, part.values[0], base + part.values[0]), part)


def _one(result: Settled, name: str, found: Sequence[_Candidate], wanted: frozenset[str]) -> None:
    """The one value that all mentions agree on; of values that the account moved through, the last."""
    if not found:
        return
    values = list(dict.fromkeys(one.value for one in found))
    figures = [one.figure for one in found]
    parts = {one.tie.row.part for one in found} - {None}
    if len(values) == 1 and len(parts) < 2 and not any(one.added or one.earlier for one in found):
        result.values[name] = values[0]
    elif any(one.added for one in found) or len(parts) > 1:
        numbers = [one.value for one in found if isinstance(one.value, Decimal)]
        result.ask("parts", name, (*numbers, sum(numbers, Decimal(0))), *figures)
    elif all(one.tie.row.moved and not one.earlier for one in found) and not (
        name == "value_now" and "value_later" in wanted  # one of them may be meant for later
    ):
        result.values[name] = values[-1]
    else:
        result.ask("two_candidates", name, values, *figures)


def _rates_apart(
    result: Settled, name: str, found: Sequence[_Candidate], wanted: frozenset[str]
) -> Sequence[_Candidate]:
    """A state's rate beside the federal one: for a state's tax it is the rate, of the marginal rate only a part."""
    of_state = [one for one in found if one.tie.row.fields[:1] == ("state_rate",)]
    rest = [one for one in found if one not in of_state]
    if wanted >= _OF_STATE_TAX:
        low = [one for one in rest if isinstance(one.value, Decimal) and one.value <= _STATE_TOP]
        return of_state or low
    if of_state and (rest or any(one.added for one in of_state)):  # 24% + 9.3% state
        values = [one.value for one in (*rest, *of_state) if isinstance(one.value, Decimal)]
        result.ask("parts", name, (*values, sum(values, Decimal(0))), *(one.figure for one in found))
        return ()
    return rest
