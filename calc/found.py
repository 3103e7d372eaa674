"""Everything in a message that holds digits or counts something: names, counted things, days and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calc.figures import Figure, Kind, blank
from calc.inexact import ranges_in, vague_in
from calc.names import Name, counts_in, names_in
from calc.percents import percents_in
from calc.sums import sums_in
from calc.years import years_in


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a folded text, each list in order.

    Attributes:
        rest: the text in which all of it is blanked.
        names: accounts, forms, boxes, rules, ages, idioms.
        counts: counted things (60 天, two accounts).
        days: dates without a year.
        figures: years, percents, ranges, vague figures and sums of money, small bare ones among them; no two overlap.
    """

    rest: str
    names: Sequence[Name]
    counts: Sequence[Name]
    days: Sequence[Name]
    figures: Sequence[Figure]


def find(folded: str, this_year: int) -> Found:
    """Names first, then percents, years, counted things, ranges, vague figures and at last sums of money.

    Args:
        folded: folded text.
        this_year: the calendar year in which it was written, for 去年 and `last year`.
    """
    names = names_in(folded)
    rest = blank(folded, [(name.start, name.end) for name in names])
    figures: list[Figure] = []

    def take(found: Sequence[Figure]) -> str:
        figures.extend(figure for figure in found if figure.kind is not Kind.NAME)
        return blank(rest, [(figure.start, figure.end) for figure in found])

    rest = take(percents_in(rest))
    dated = years_in(rest, this_year)
    rest = take(dated)
    counts = counts_in(rest)
    rest = blank(rest, [(count.start, count.end) for count in counts])
    for finder in (ranges_in, vague_in, sums_in):
        rest = take(_apart(finder(rest)))
    days = [Name(day.start, day.end) for day in dated if day.kind is Kind.NAME]
    return Found(rest, names, counts, days, sorted(figures, key=lambda figure: figure.start))


def _apart(found: Sequence[Figure]) -> list[Figure]:
    """Without overlap: the first of two wins."""
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept
