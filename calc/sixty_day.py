"""A distribution paid to the saver and rolled over within 60 days.

The plan withholds 20 % of the part that would be taxed (IRC §3405(c)(1)(B), (e)(1)(B)(ii)); whoever wants to roll over
everything adds as much from other money. What is not rolled over by the 60th day after receipt (§402(c)(3)(A)) is
paid out for good: pre-tax money counts as rolled over first (§402(c)(2)), so basis is what is missing first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from calc import authorities as law
from calc.counts import AGE_NOT_GIVEN, AgeIn
from calc.dates import DateIn
from calc.errors import CalcError
from calc.model import Authorities, CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, RateIn, cents, plain
from calc.paid_out import early_tax, early_tax_cautions, early_tax_step, withheld, withheld_step

DAYS: Final = 60
_SATURDAY: Final = 5


class SixtyDayInput(Inputs):
    """What the case is computed from. Dollars unless said otherwise.

    Attributes:
        amount: what the plan paid out, before withholding; an eligible rollover distribution.
        received: the day on which it was received.
        basis: after-tax contributions in it, which bear no withholding.
        withheld: what the plan withheld, where it is known; 20 % of the taxable part when left out.
        rolled_over: what was put into the new account within the 60 days; what was received when left out.
        to: where it goes; in a Roth IRA the pre-tax part is income either way.
        age: age on the day of the distribution; None computes as under 59 1/2.
        rate: the asker's marginal rate as a fraction.
    """

    amount: DollarsIn
    received: DateIn
    basis: DollarsIn = ZERO
    withheld: DollarsIn | None = None
    rolled_over: DollarsIn | None = None
    to: Literal["traditional_ira", "roth_ira"] = "traditional_ira"
    age: AgeIn | None = None
    rate: RateIn | None = None


class SixtyDay(Result):
    """What becomes of the distribution, in dollars.

    Attributes:
        day_60: the last of the 60 days; the day after receipt is the first.
        day_60_authorities: what the date rests on.
        taxable_part: what would be income without a rollover.
        withheld: federal tax withheld; counts as paid on the return.
        paid_out: what reached the saver.
        must_replace: what must come from other money for everything to be rolled over.
        rolled_over: what is computed as rolled over.
        pretax_not_rolled: pre-tax money that stays out.
        basis_not_rolled: basis that stays out, free of tax.
        taxable: income of the year: what stays out, and in a Roth IRA all of the taxable part.
        additional_tax: 10 % of the pre-tax money that stays out, under 59 1/2.
        tax_at_rate: tax on `taxable` at the asker's rate; None without a rate.
        additional_tax_if_all_kept: the 10 % where nothing is rolled over and all of `taxable_part` is income.
        cautions: what is assumed or not looked at.
    """

    day_60: dt.date
    day_60_authorities: Authorities = (law.SIXTY_DAYS,)
    taxable_part: Dollars
    withheld: Dollars
    paid_out: Dollars
    must_replace: Dollars
    rolled_over: Dollars
    pretax_not_rolled: Dollars
    basis_not_rolled: Dollars
    taxable: Dollars
    additional_tax: Dollars
    tax_at_rate: Dollars | None
    additional_tax_if_all_kept: Dollars
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Case:
    """The inputs and what they come to, in dollars."""

    given: SixtyDayInput

    @property
    def taxable_part(self) -> Decimal:
        return max(self.given.amount - self.given.basis, ZERO)

    @property
    def withheld(self) -> Decimal:
        return withheld(self.taxable_part) if self.given.withheld is None else self.given.withheld

    @property
    def paid_out(self) -> Decimal:
        return self.given.amount - self.withheld

    @property
    def rolled(self) -> Decimal:
        return self.paid_out if self.given.rolled_over is None else self.given.rolled_over

    @property
    def pretax_out(self) -> Decimal:
        return max(self.taxable_part - self.rolled, ZERO)

    @property
    def basis_out(self) -> Decimal:
        return self.given.amount - self.rolled - self.pretax_out

    @property
    def taxable(self) -> Decimal:
        return self.taxable_part if self.given.to == "roth_ira" else self.pretax_out

    @property
    def age(self) -> Decimal:
        return AGE_NOT_GIVEN if self.given.age is None else self.given.age


def sixty_day(inputs: SixtyDayInput) -> SixtyDay:
    """Work out the last day, what must be replaced, and what is taxed if it is not.

    Raises:
        CalcError: ``amount_exceeds_value`` where more is withheld or rolled over than was paid out.
    """
    case = _Case(inputs)
    for field, part in (("withheld", case.withheld), ("rolled_over", case.rolled)):
        if part > inputs.amount:
            raise CalcError("amount_exceeds_value", field, amount=part, value=inputs.amount)
    last = inputs.received + dt.timedelta(days=DAYS)
    tax = None if inputs.rate is None else cents(case.taxable * inputs.rate)
    return SixtyDay(
        day_60=last,
        taxable_part=case.taxable_part,
        withheld=case.withheld,
        paid_out=case.paid_out,
        must_replace=case.withheld,
        rolled_over=case.rolled,
        pretax_not_rolled=case.pretax_out,
        basis_not_rolled=case.basis_out,
        taxable=case.taxable,
        additional_tax=early_tax(case.pretax_out, case.age),
        tax_at_rate=tax,
        additional_tax_if_all_kept=early_tax(case.taxable_part, case.age),
        cautions=tuple(_cautions(case, last)),
        steps=tuple(_steps(case, tax)),
    )


def _steps(case: _Case, tax: Decimal | None) -> Iterator[Step]:
    given = case.given
    amount, part, rolled = plain(given.amount), plain(case.taxable_part), plain(case.rolled)
    yield step("taxable_part", f"max({amount} - {plain(given.basis)}, 0.00)", case.taxable_part, law.PLAN_PAYMENT_TAXED)
    if given.withheld is None:
        yield withheld_step(case.taxable_part)
    else:
        yield step("withheld", plain(case.withheld), case.withheld, law.WITHHOLDING)
    yield step("paid_out", f"{amount} - {plain(case.withheld)}", case.paid_out, law.WITHHOLDING)
    yield step("must_replace", f"{amount} - {plain(case.paid_out)}", case.withheld, law.SIXTY_DAYS)
    yield step("pretax_not_rolled", f"max({part} - {rolled}, 0.00)", case.pretax_out, law.PRETAX_FIRST)
    left = f"{amount} - {rolled} - {plain(case.pretax_out)}"
    yield step("basis_not_rolled", left, case.basis_out, law.PRETAX_FIRST)
    included = law.ROTH_IRA_INCLUSION if given.to == "roth_ira" else law.PLAN_PAYMENT_TAXED
    yield step("taxable", plain(case.taxable), case.taxable, included)
    yield early_tax_step(case.pretax_out, early_tax(case.pretax_out, case.age))
    if given.rate is not None and tax is not None:
        yield step("tax_at_rate", f"{plain(case.taxable)} * {given.rate:f}", tax, included)
    all_kept = early_tax(case.taxable_part, case.age)
    yield early_tax_step(case.taxable_part, all_kept, "additional_tax_if_all_kept")


def _cautions(case: _Case, last: dt.date) -> Iterator[CautionId]:
    if last.weekday() >= _SATURDAY:
        yield "weekend_not_settled"
    if case.taxable_part:
        if case.given.age is None:
            yield "age_not_given"
        yield from early_tax_cautions(early_tax(case.taxable_part, case.age), case.age)
        yield "withholding_is_credited"
    yield "late_needs_waiver"
