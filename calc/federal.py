"""What conversion income adds to federal tax: income tax, and the net investment income tax that it drags in.

The tax of the household with the conversion less the tax without it. A conversion is not investment income
(IRC §1411(c)(5)), but it raises the income above which investment income is taxed. Left out: credits (see
`calc.child_credit` for the child tax credit), the alternative minimum tax, and whatever a household was not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import BeforeValidator

from calc import authorities as law
from calc import tables
from calc.conversion import read_any_year
from calc.deduction import Deduction, Filing, Itemized, deduction
from calc.income_tax import TABLE_ENDS, bracket_rate, by_schedule, by_tax_table, slices
from calc.model import CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, cents, plain
from calc.parameters import value
from calc.tables import Bracket

NIIT_RATE: Final = Decimal("0.038")  # IRC §1411(a)(1)
NIIT_THRESHOLDS: Final = {
    "mfj": "niit.threshold_joint",
    "qss": "niit.threshold_joint",
    "mfs": "niit.threshold_separate",
}  # anybody else: niit.threshold_single
# Up to here a credit for low earners may change too: the EITC of three children ends at 62,974, on a joint return at
# 70,244, in 2026, which are the highest of the years held.
LOW_INCOME: Final = Decimal(63_000)
LOW_INCOME_JOINT: Final = Decimal(70_500)
# A head of household who deducts more than this in state and local taxes may owe a few hundred dollars of AMT, which
# adds them back; for no other status was any found.
AMT_SALT: Final = Decimal(36_000)
_NEXT: Final = Decimal(1)
_FINE: Final = 6  # decimals


class Household(Inputs):
    """A year's return without the conversion. Dollars unless said otherwise.

    Attributes:
        year: tax year.
        status: filing status; ``qss`` is a qualifying surviving spouse.
        wages: and any other income that is not investment income, such as Form W-2 box 1.
        interest: investment income that is taxed like interest; no qualified dividends or capital gains.
        salt_paid: state and local taxes paid, before any cap; None with `other_item` takes the standard deduction.
        other_item: other itemized deductions, such as mortgage interest, after limits of their own.
    """

    year: Annotated[int, BeforeValidator(read_any_year)]
    status: Filing
    wages: DollarsIn
    interest: DollarsIn = ZERO
    salt_paid: DollarsIn | None = None
    other_item: DollarsIn | None = None


class FederalInput(Household):
    """A household and what it converts.

    Attributes:
        taxable_conversion: the taxable part of the conversion, in dollars.
        tax: by the rate schedule, or by the printed Tax Table that a return below 100,000 uses; None is the schedule.
    """

    taxable_conversion: DollarsIn
    tax: Literal["schedule", "tax_table"] | None = None


class FederalIncrement(Result):
    """What a conversion adds to federal tax, in dollars.

    Attributes:
        ti_before: taxable income without it.
        ti_after: taxable income with it.
        add_income_tax: income tax that it adds.
        add_niit: net investment income tax that it adds.
        add_total: both.
        cautions: what may make the true figure another one.
    """

    ti_before: Dollars
    ti_after: Dollars
    add_income_tax: Dollars
    add_niit: Dollars
    add_total: Dollars
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class Return:
    """The household's return with so much conversion income, in dollars."""

    household: Household
    conversion: Decimal = ZERO

    @property
    def income(self) -> Decimal:
        """Adjusted gross income; the modified ones of §24, §164 and §1411 differ only for income from abroad."""
        return self.household.wages + self.household.interest + self.conversion

    @property
    def income_written(self) -> str:
        """The income as a sum in ASCII."""
        parts = (self.household.wages, *(part for part in (self.household.interest, self.conversion) if part))
        return " + ".join(map(plain, parts))

    @cached_property
    def deduction(self) -> Deduction:
        """What comes off it."""
        asked = self.household
        itemizes = asked.salt_paid is not None or asked.other_item is not None
        listed = Itemized(asked.salt_paid or ZERO, asked.other_item or ZERO) if itemizes else None
        return deduction(asked.year, asked.status, self.income, listed)

    @property
    def deducted(self) -> Decimal:
        """The deduction; where IRC §68 divides by 37, finer than cents, so that only the tax is rounded."""
        return round(self.deduction.amount, _FINE)

    @property
    def taxable(self) -> Decimal:
        """Taxable income, Form 1040 line 15, as fine as the deduction."""
        return max(self.income - self.deducted, ZERO)

    @property
    def schedule(self) -> tuple[Bracket, ...]:
        """The rate schedule of the year and status."""
        return tables.brackets(self.household.year, self.household.status)

    @property
    def niit_threshold(self) -> Decimal:
        """Income above which investment income is taxed."""
        name = NIIT_THRESHOLDS.get(self.household.status, "niit.threshold_single")
        return value(name, self.household.year)

    @property
    def niit_base(self) -> Decimal:
        """What the net investment income tax is taken of."""
        return min(self.household.interest, max(self.income - self.niit_threshold, ZERO))

    @property
    def niit_base_written(self) -> str:
        """The same in ASCII."""
        over = f"max({plain(self.income)} - {plain(self.niit_threshold)}, {plain(ZERO)})"
        return f"min({plain(self.household.interest)}, {over})"


class MarginalRate(NamedTuple):
    """The federal tax on the next dollar of conversion income, as fractions of it.

    Attributes:
        bracket: rate of the bracket that it falls in; 0 where deductions still cover it.
        income_tax: income tax on it, more than the bracket where it makes a deduction shrink.
        niit: net investment income tax that it drags in.
        total: both taxes.
    """

    bracket: Decimal
    income_tax: Decimal
    niit: Decimal
    total: Decimal


def federal_increment(inputs: FederalInput) -> FederalIncrement:
    """Federal tax with the conversion less federal tax without it.

    Raises:
        CalcError: ``unsupported_year``.
    """
    before, after = Return(inputs), Return(inputs, inputs.taxable_conversion)
    taxed = _income_tax_steps(before, after, by_table=inputs.tax == "tax_table")
    niit = _niit_step(before, after)
    added = taxed[-1].value
    total = added + niit.value
    return FederalIncrement(
        ti_before=cents(before.taxable),
        ti_after=cents(after.taxable),
        add_income_tax=added,
        add_niit=niit.value,
        add_total=total,
        cautions=_cautions(before, after, by_table=inputs.tax == "tax_table"),
        steps=(
            *_taxable_steps(before, after),
            *taxed,
            niit,
            step("add_total", f"{plain(added)} + {plain(niit.value)}", total, law.TOTAL_TAX),
        ),
    )


def federal_marginal_rate(household: Household, conversion: Decimal = ZERO) -> MarginalRate:
    """What the next dollar of conversion income costs in federal tax, by the rate schedule.

    Args:
        household: the return without any conversion.
        conversion: conversion income in dollars that comes before that dollar.

    Raises:
        CalcError: ``unsupported_year``.
    """
    here, further = Return(household, conversion), Return(household, conversion + _NEXT)
    low, high = (max(each.income - each.deduction.amount, ZERO) for each in (here, further))
    income_tax = by_schedule(high, here.schedule) - by_schedule(low, here.schedule)
    niit = NIIT_RATE * (further.niit_base - here.niit_base)
    bracket = bracket_rate(low, here.schedule) if high > low else ZERO
    return MarginalRate(bracket, _fraction(income_tax), _fraction(niit), _fraction(income_tax + niit))


def low_income(household: Household) -> bool:
    """Whether credits for low earners may change with the conversion as well."""
    line = LOW_INCOME_JOINT if household.status == "mfj" else LOW_INCOME
    return Return(household).income < line


def _fraction(rate: Decimal) -> Decimal:
    return round(rate, _FINE).normalize() + 0


def _taxable_steps(before: Return, after: Return) -> list[Step]:
    first, second = before.deduction, after.deduction
    steps = [step("deduction_before", first.expression, cents(before.deducted), *first.authorities)]
    if second.expression != first.expression:
        steps.append(step("deduction_after", second.expression, cents(after.deducted), *second.authorities))
    included = (law.LINE_15, law.IN_PLAN_INCLUSION, law.ROTH_IRA_INCLUSION)
    return [
        *steps,
        step("ti_before", _taxable_written(before), cents(before.taxable), law.LINE_15),
        step("ti_after", _taxable_written(after), cents(after.taxable), *included),
    ]


def _taxable_written(filed: Return) -> str:
    return f"max({filed.income_written} - {_written(filed.deducted)}, {plain(ZERO)})"


def _written(amount: Decimal) -> str:
    """With two decimals, or with all that it is computed with."""
    return plain(amount) if amount == cents(amount) else f"{amount:.{_FINE}f}"


def _income_tax_steps(before: Return, after: Return, *, by_table: bool) -> list[Step]:
    """The steps to the income tax that is added, which is the value of the last."""
    schedule = before.schedule
    rates = tables.income_tax().reference[before.household.year]
    if not by_table:
        parts = slices(before.taxable, after.taxable, schedule)
        added = cents(sum((part.rate * part.amount for part in parts), ZERO))
        written = " + ".join(f"{part.rate} * {_written(part.amount)}" for part in parts) or plain(ZERO)
        return [step("add_income_tax", written, added, rates)]
    low, high = (cents(by_tax_table(each.taxable, schedule)) for each in (before, after))
    return [
        step("tax_before", _table_written(before, low), low, law.TAX_TABLE, rates),
        step("tax_after", _table_written(after, high), high, law.TAX_TABLE, rates),
        step("add_income_tax", f"{plain(high)} - {plain(low)}", high - low, law.TAX_TABLE),
    ]


def _table_written(filed: Return, tax: Decimal) -> str:
    """A row of the table is read, not computed; above it the schedule is."""
    if filed.taxable < TABLE_ENDS:
        return plain(tax)
    return " + ".join(f"{part.rate} * {_written(part.amount)}" for part in slices(ZERO, filed.taxable, filed.schedule))


def _niit_step(before: Return, after: Return) -> Step:
    added = cents(NIIT_RATE * (after.niit_base - before.niit_base))
    written = f"{NIIT_RATE} * ({after.niit_base_written} - {before.niit_base_written})"
    return step("add_niit", written, added, law.NIIT, law.NOT_INVESTMENT_INCOME)


def _cautions(before: Return, after: Return, *, by_table: bool) -> tuple[CautionId, ...]:
    household = before.household
    found: dict[CautionId, bool] = {
        "table_rows": not by_table and before.taxable < TABLE_ENDS,
        "salt_phase_down": after.deduction.salt < before.deduction.salt,
        "amt_not_counted": household.status == "hoh" and before.deduction.salt > AMT_SALT,
        "credits_not_counted": low_income(household),
    }
    return tuple(caution for caution, applies in found.items() if applies)
