"""Earnings to Roth with the tax paid now, or to a traditional IRA with the tax paid later.

The after-tax contributions go to Roth either way. In one rollover the earnings may go elsewhere (Notice 2014-54), are
then taxed when they come out (IRC §408(d)(1)) and until then stand in the way of an ordinary backdoor Roth
(§408(d)(2), Form 8606). Compared is what there is to spend after tax at the end of the years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from calc import authorities as law
from calc.counts import YearsIn
from calc.form_8606 import Form8606, Form8606Input, form8606
from calc.growth import ReturnIn, grown
from calc.model import CautionId, Frozen, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, Figure, Rate, RateIn, cents, plain

_RATE_STEP: Final = Decimal("0.0001")


class SplitOrNotInput(Inputs):
    """What the two ways are compared from. Dollars unless said otherwise.

    Attributes:
        basis: after-tax contributions that are rolled over.
        value: what they are worth with their earnings.
        rate_now: the marginal rate on income of this year, as a fraction.
        rate_later: the rate when the traditional IRA is drawn on.
        years: until then.
        growth: yearly return inside both accounts, as a fraction.
        outside_growth: yearly return, after its own tax, of the money that would pay the tax now; None takes `growth`.
        backdoor_yearly: what is put through an ordinary backdoor Roth in a year, where that is done.
    """

    basis: DollarsIn
    value: DollarsIn
    rate_now: RateIn
    rate_later: RateIn
    years: YearsIn
    growth: ReturnIn
    outside_growth: ReturnIn | None = None
    backdoor_yearly: DollarsIn | None = None


class BackdoorEffect(Frozen):
    """What the earnings in the IRA do to a backdoor Roth in the year of the split.

    Attributes:
        line10: the part of the conversion that is not taxed, Form 8606 line 10.
        taxable: dollars of the conversion that become income.
        tax: their tax at `rate_now`.
        basis_forward: basis that stays behind in the IRA and comes out untaxed later.
    """

    line10: Figure
    taxable: Dollars
    tax: Dollars
    basis_forward: Dollars


class SplitOrNot(Result):
    """Both ways side by side, in dollars; the contributions, which go to Roth either way, are left out.

    Attributes:
        earnings: the part that may go either way.
        tax_now: tax of this year if everything goes to Roth; splitting costs 0 now.
        earnings_later: what the earnings have become: in Roth free of tax, in the traditional IRA before tax.
        ira_tax_later: the tax on that out of the IRA at `rate_later`.
        outside_later: what the money not spent on tax now has become outside.
        split_later: the IRA after tax and the money outside; its parts are rounded each, so a cent may be between.
        difference: Roth less split; positive where everything to Roth comes out ahead.
        break_even_rate: the later rate at which both are equal, as a fraction; None without earnings.
        ahead: which way comes out ahead.
        backdoor: what it does to one year's backdoor Roth; None where none was told or there are no earnings.
        cautions: what was assumed and what is left out.
    """

    earnings: Dollars
    tax_now: Dollars
    earnings_later: Dollars
    ira_tax_later: Dollars
    outside_later: Dollars
    split_later: Dollars
    difference: Dollars
    break_even_rate: Rate | None
    ahead: Literal["all_to_roth", "split", "equal"]
    backdoor: BackdoorEffect | None
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Case:
    """The inputs and what they come to, in dollars and cents."""

    given: SplitOrNotInput

    @property
    def earnings(self) -> Decimal:
        return max(self.given.value - self.given.basis, ZERO)

    @property
    def outside_growth(self) -> Decimal:
        return self.given.growth if self.given.outside_growth is None else self.given.outside_growth

    @property
    def tax_now(self) -> Decimal:
        return cents(self.given.rate_now * self.earnings)

    @property
    def later(self) -> Decimal:
        """The earnings after the years, the same in both accounts."""
        return cents(grown(self.earnings, self.given.growth, self.given.years))

    @property
    def tax_later(self) -> Decimal:
        return cents(self.given.rate_later * self.later)

    @property
    def outside(self) -> Decimal:
        return cents(grown(self.tax_now, self.outside_growth, self.given.years))

    @property
    def inside_factor(self) -> Decimal:
        return grown(Decimal(1), self.given.growth, self.given.years)

    @property
    def outside_factor(self) -> Decimal:
        return grown(Decimal(1), self.outside_growth, self.given.years)

    @property
    def difference(self) -> Decimal:
        """From the rates, not from rounded sums, so that equal rates come out equal to the cent."""
        given = self.given
        return cents(self.earnings * (given.rate_later * self.inside_factor - given.rate_now * self.outside_factor))

    @property
    def break_even(self) -> Decimal | None:
        """Where the tax saved now and grown outside is the tax on the IRA; the earnings cancel out."""
        if not self.earnings:
            return None
        rate = self.given.rate_now * self.outside_factor / self.inside_factor
        return rate.quantize(_RATE_STEP, ROUND_HALF_UP)


def split_or_not(inputs: SplitOrNotInput) -> SplitOrNot:
    """Compare converting the earnings too with sending them to a traditional IRA."""
    case = _Case(inputs)
    difference = case.difference
    form = _form(case)
    effect = _effect(case, form)
    return SplitOrNot(
        earnings=case.earnings,
        tax_now=case.tax_now,
        earnings_later=case.later,
        ira_tax_later=case.tax_later,
        outside_later=case.outside,
        split_later=case.later - difference,
        difference=difference,
        break_even_rate=case.break_even,
        ahead="equal" if not difference else "all_to_roth" if difference > 0 else "split",
        backdoor=effect,
        cautions=tuple(_cautions(case)),
        steps=(*_steps(case), *_backdoor_steps(case, form, effect)),
    )


def _form(case: _Case) -> Form8606 | None:
    """Form 8606 of a backdoor Roth in the year of the split; None where there is none, or no earnings in the IRA."""
    yearly = case.given.backdoor_yearly
    if not yearly or not case.earnings:
        return None
    return form8606(Form8606Input(nondeductible=yearly, conversion=yearly, year_end_value=case.earnings))


def _effect(case: _Case, form: Form8606 | None) -> BackdoorEffect | None:
    if form is None or form.line10 is None:
        return None
    tax = cents(form.taxable * case.given.rate_now)
    return BackdoorEffect(line10=form.line10, taxable=form.taxable, tax=tax, basis_forward=form.basis_forward)


def _steps(case: _Case) -> Iterator[Step]:
    given = case.given
    earnings, later = plain(case.earnings), plain(case.later)
    inside, outside = (f"(1 + {rate:f}) ** {given.years}" for rate in (given.growth, case.outside_growth))
    gain = f"max({plain(given.value)} - {plain(given.basis)}, 0.00)"
    difference = f"{earnings} * ({given.rate_later:f} * {inside} - {given.rate_now:f} * {outside})"
    taxed = (law.ROTH_IRA_INCLUSION, law.IRA_TAXED)
    yield step("earnings", gain, case.earnings, law.SEPARATE_CONTRACT)
    yield step("tax_now", f"{given.rate_now:f} * {earnings}", case.tax_now, law.ROTH_IRA_INCLUSION)
    yield step("earnings_later", f"{earnings} * {inside}", case.later, law.ROTH_IRA_QUALIFIED, law.SAME_TIME)
    yield step("ira_tax_later", f"{given.rate_later:f} * {later}", case.tax_later, law.IRA_TAXED)
    yield step("outside_later", f"{plain(case.tax_now)} * {outside}", case.outside, law.ROTH_IRA_INCLUSION)
    yield step("difference", difference, case.difference, *taxed)
    sign = "-" if case.difference >= 0 else "+"
    split = f"{later} {sign} {plain(abs(case.difference))}"
    yield step("split_later", split, case.later - case.difference, *taxed)
    if case.break_even is not None:
        yield step("break_even_rate", f"{given.rate_now:f} * {outside} / {inside}", case.break_even, *taxed)


def _backdoor_steps(case: _Case, form: Form8606 | None, effect: BackdoorEffect | None) -> Iterator[Step]:
    if form is None or effect is None:
        return
    for line in form.steps:
        # `taxable` alone would be read as the taxable part of the rollover
        yield line.model_copy(update={"key": "backdoor_taxable"}) if line.key == "taxable" else line
    working = f"{plain(effect.taxable)} * {case.given.rate_now:f}"
    yield step("backdoor_tax", working, effect.tax, law.ROTH_IRA_INCLUSION)


def _cautions(case: _Case) -> Iterator[CautionId]:
    if not case.earnings:
        yield "nothing_to_split"
        return
    yield "split_only_out_of_plan"
    yield "steady_growth"
    yield "tax_paid_from_outside"
    yield "roth_qualified"
    if case.given.outside_growth is None:
        yield "outside_untaxed"
    yield "backdoor_pro_rata"
