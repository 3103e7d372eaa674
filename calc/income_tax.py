"""Federal income tax on a taxable income: by the rate schedule of IRC §1, or as the printed Tax Table has it.

A return whose taxable income is below 100,000 takes the tax from the Tax Table (IRC §3; Form 1040 line 16). Each of
its rows holds the tax at the middle of the row, rounded half-up to the dollar. No instruction says so; the rows of the
printed table of 2025 and of the draft for 2026 that were compared come out exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from calc.money import ZERO, whole_dollars
from calc.tables import Bracket

TABLE_ENDS: Final = Decimal(100_000)  # taxable income from which the Tax Table gives way to the schedule
# rows of the Tax Table: taxable income up to which they are this wide, and where the first of them begins
_ROWS: Final = (
    (Decimal(5), Decimal(0), Decimal(5)),
    (Decimal(25), Decimal(5), Decimal(10)),
    (Decimal(3_000), Decimal(25), Decimal(25)),
    (TABLE_ENDS, Decimal(3_000), Decimal(50)),
)


class Slice(NamedTuple):
    """A part of the taxable income that lies in one bracket.

    Attributes:
        rate: of the bracket, as a fraction.
        amount: dollars in it.
    """

    rate: Decimal
    amount: Decimal


def slices(low: Decimal, high: Decimal, schedule: Sequence[Bracket]) -> tuple[Slice, ...]:
    """What lies between two taxable incomes in dollars, cut up by the brackets of a rate schedule."""
    found = []
    bottom = ZERO
    for bracket in schedule:
        top = high if bracket.top is None else min(high, bracket.top)
        inside = top - max(low, bottom)
        if inside > 0:
            found.append(Slice(bracket.rate, inside))
        bottom = top
    return tuple(found)


def by_schedule(income: Decimal, schedule: Sequence[Bracket]) -> Decimal:
    """The tax on a taxable income in dollars by the rates of IRC §1, not rounded."""
    return sum((part.rate * part.amount for part in slices(ZERO, income, schedule)), ZERO)


def by_tax_table(income: Decimal, schedule: Sequence[Bracket]) -> Decimal:
    """The tax on a taxable income in dollars as a return has it: a row of the Tax Table, from 100,000 the schedule."""
    for end, first, width in _ROWS:
        if income < end:
            bottom = first + (income - first) // width * width
            return whole_dollars(by_schedule(bottom + width / 2, schedule))
    return by_schedule(income, schedule)


def bracket_rate(income: Decimal, schedule: Sequence[Bracket]) -> Decimal:
    """The rate as a fraction of the bracket that the next dollar above a taxable income falls in."""
    return next(bracket.rate for bracket in schedule if bracket.top is None or income < bracket.top)
