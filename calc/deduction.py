"""What comes off the income before federal income tax: the standard deduction, or itemized ones where they are more.

State and local taxes count up to a cap that shrinks at high income (IRC §164(b)(6), (7)); from 2026 on all itemized
deductions shrink by 2/37 of what lies in the 37 % bracket (IRC §68). Extra amounts for age 65 and blindness, and the
deductions that do not depend on itemizing (tips, overtime, car loans, age 65), are not asked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from calc import authorities as law
from calc import tables
from calc.model import Authority
from calc.money import ZERO, plain
from calc.parameters import parameter, value
from calc.tables import RowFiling

Filing: TypeAlias = Literal[RowFiling, "qss"]

SALT_SHRINKS_BY: Final = Decimal("0.30")  # of the income above the threshold, IRC §164(b)(7)(B)
SALT_FLOOR: Final = Decimal(10_000)  # below which the shrinking stops
TOP_RATE_LIMIT_FROM: Final = 2026  # first year of IRC §68 as rewritten by P.L. 119-21
_CAP: Final = "deduction.salt_cap"
_SHRINKS_FROM: Final = "deduction.salt_phase_out_from"


class Itemized(NamedTuple):
    """What a household could itemize, in dollars.

    Attributes:
        salt_paid: state and local taxes paid, before the cap.
        other: everything else that is deductible, after its own limits.
    """

    salt_paid: Decimal
    other: Decimal


class Deduction(NamedTuple):
    """The deduction of a return.

    Attributes:
        amount: dollars, not rounded.
        expression: how it comes about, in ASCII.
        authorities: what it rests on.
        salt: state and local taxes in it; 0 where the standard deduction is taken.
    """

    amount: Decimal
    expression: str
    authorities: tuple[Authority, ...]
    salt: Decimal = ZERO


class _Written(NamedTuple):
    amount: Decimal
    expression: str


def deduction(year: int, status: Filing, income: Decimal, itemized: Itemized | None) -> Deduction:
    """The larger of the standard deduction and the itemized ones.

    Args:
        year: the tax year.
        status: the filing status.
        income: adjusted gross income in dollars, which is the modified one where nothing is excluded abroad.
        itemized: what could be itemized; None where the household was not asked.

    Raises:
        CalcError: ``unsupported_year``.
    """
    name = f"deduction.standard_{tables.row_of(status)}"
    standard = value(name, year)
    place = parameter(name).reference[year]
    if itemized is None:
        return Deduction(standard, plain(standard), (place,))
    cap = _salt_cap(year, status, income)
    salt = min(itemized.salt_paid, cap.amount)
    written = f"min({plain(itemized.salt_paid)}, {cap.expression}) + {plain(itemized.other)}"
    listed = _limited(year, status, income, _Written(salt + itemized.other, written))
    return Deduction(
        max(standard, listed.amount),
        f"max({plain(standard)}, {listed.expression})",
        (place, *_itemizing_rests_on(year)),
        salt=salt if listed.amount > standard else ZERO,
    )


def _salt_cap(year: int, status: Filing, income: Decimal) -> _Written:
    """The cap on state and local taxes; halved for a separate return after it shrank (IRC §164(b)(6)(B))."""
    cap, start = value(_CAP, year), _shrinks_from(year, status)
    written = _Written(cap, plain(cap))
    if income > start:
        shrunk = max(cap - SALT_SHRINKS_BY * (income - start), SALT_FLOOR)
        shrinking = f"{plain(cap)} - {SALT_SHRINKS_BY} * ({plain(income)} - {plain(start)})"
        written = _Written(shrunk, f"max({shrinking}, {plain(SALT_FLOOR)})")
    return _Written(written.amount / 2, f"{written.expression} / 2") if status == "mfs" else written


def _shrinks_from(year: int, status: Filing) -> Decimal:
    """Income above which the cap shrinks; half for a separate return, beyond any income before 2025."""
    start = parameter(_SHRINKS_FROM).values.get(year, Decimal("Infinity"))
    return start / 2 if status == "mfs" else start


def _limited(year: int, status: Filing, income: Decimal, listed: _Written) -> _Written:
    """Itemized deductions after IRC §68: 2/37 less of what lies above the start of the 37 % bracket."""
    top = tables.brackets(year, status)[-2].top
    if year < TOP_RATE_LIMIT_FROM or top is None or income <= top:
        return listed
    # taxable income "increased by such amount of itemized deductions" is the income before them
    above = f"min({plain(listed.amount)}, {plain(income)} - {plain(top)})"
    return _Written(
        listed.amount - min(listed.amount, income - top) * 2 / 37, f"{listed.expression} - {above} * 2 / 37"
    )


def _itemizing_rests_on(year: int) -> tuple[Authority, ...]:
    shrinking = parameter(_SHRINKS_FROM).reference.get(year)
    return (
        parameter(_CAP).reference[year],
        *((shrinking,) if shrinking else ()),
        *((law.TOP_RATE_LIMIT,) if year >= TOP_RATE_LIMIT_FROM else ()),
    )
