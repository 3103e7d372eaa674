"""The same money every year in Roth by way of after-tax contributions, and in a taxable account.

Roth is taken to be converted at once, before there are earnings, and withdrawn as a qualified distribution, free of
tax (IRC §408A(d)(2)). In the taxable account dividends bear tax each year and are put back in; the gain in price bears
tax once, when everything is sold at the end (IRC §1(h)).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from calc import authorities as law
from calc.counts import YearsIn
from calc.growth import ReturnIn, grown_payments
from calc.model import CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, Rate, RateIn, cents, plain

ASSUMED: Final[tuple[CautionId, ...]] = (
    "steady_growth",
    "converted_at_once",
    "roth_qualified",
    "sold_at_the_end",
    "capital_losses_not_counted",
    "step_up_not_counted",
    "niit_only_in_rates",
)


class MegaVsTaxableInput(Inputs):
    """What the two accounts are compared from.

    Attributes:
        yearly: dollars put in at the start of each year.
        years: for how many years; everything is sold at the end of the last.
        growth: yearly gain in price, as a fraction.
        dividends: yearly dividends as a fraction of what is invested.
        dividend_tax: rate on dividends, the net investment income tax included where it applies.
        gains_tax: rate on the gain when sold, likewise.
        state_rate: state rate on dividends and gains, added to both.
    """

    yearly: DollarsIn
    years: YearsIn
    growth: ReturnIn
    dividends: ReturnIn
    dividend_tax: RateIn
    gains_tax: RateIn
    state_rate: RateIn = ZERO


class MegaVsTaxable(Result):
    """Both accounts at the end, in dollars.

    Attributes:
        contributed: what was put into either account.
        roth_end: Roth at the end, all of it free of tax.
        taxable_before_sale: the taxable account before it is sold.
        unrealized_gain: the part of that above its basis: contributions and dividends that were taxed.
        tax_at_sale: the tax on that gain.
        taxable_end: the taxable account after tax.
        difference: Roth less taxable.
        dividend_rate: rate on dividends that was used, state included, as a fraction.
        gains_rate: rate on gains that was used, likewise.
        cautions: what was assumed and what is left out.
    """

    contributed: Dollars
    roth_end: Dollars
    taxable_before_sale: Dollars
    unrealized_gain: Dollars
    tax_at_sale: Dollars
    taxable_end: Dollars
    difference: Dollars
    dividend_rate: Rate
    gains_rate: Rate
    cautions: tuple[CautionId, ...] = ASSUMED


@dataclass(frozen=True)
class _Case:
    """The inputs and what they come to, in dollars and cents."""

    given: MegaVsTaxableInput

    @property
    def dividend_rate(self) -> Decimal:
        return min(self.given.dividend_tax + self.given.state_rate, Decimal(1))

    @property
    def gains_rate(self) -> Decimal:
        return min(self.given.gains_tax + self.given.state_rate, Decimal(1))

    @property
    def contributed(self) -> Decimal:
        return self.given.yearly * self.given.years

    @property
    def net_return(self) -> Decimal:
        """What the taxable account grows by in a year once the tax on dividends is paid."""
        return self.given.growth + self.given.dividends * (1 - self.dividend_rate)

    @property
    def roth(self) -> Decimal:
        return cents(grown_payments(self.given.yearly, self.given.growth + self.given.dividends, self.given.years))

    @property
    def before_sale(self) -> Decimal:
        return cents(grown_payments(self.given.yearly, self.net_return, self.given.years))

    @property
    def gain(self) -> Decimal:
        """The share of price in all that was added; the rest are dividends, which are basis once taxed."""
        if not self.net_return:
            return ZERO
        return cents((self.before_sale - self.contributed) * self.given.growth / self.net_return)

    @property
    def tax_at_sale(self) -> Decimal:
        return cents(self.gain * self.gains_rate)

    @property
    def taxable(self) -> Decimal:
        return self.before_sale - self.tax_at_sale


def mega_vs_taxable(inputs: MegaVsTaxableInput) -> MegaVsTaxable:
    """Compare the two accounts at the end of the years."""
    case = _Case(inputs)
    return MegaVsTaxable(
        contributed=case.contributed,
        roth_end=case.roth,
        taxable_before_sale=case.before_sale,
        unrealized_gain=case.gain,
        tax_at_sale=case.tax_at_sale,
        taxable_end=case.taxable,
        difference=case.roth - case.taxable,
        dividend_rate=case.dividend_rate,
        gains_rate=case.gains_rate,
        steps=tuple(_steps(case)),
    )


def _steps(case: _Case) -> Iterator[Step]:
    given, before = case.given, plain(case.before_sale)
    total = f"({given.growth:f} + {given.dividends:f})"
    net = f"({given.growth:f} + {given.dividends:f} * (1 - {case.dividend_rate:f}))"
    gain = f"({before} - {plain(case.contributed)}) * {given.growth:f} / {net}" if case.net_return else plain(ZERO)
    yield step("contributed", f"{plain(given.yearly)} * {given.years}", case.contributed, law.ANNUAL_ADDITIONS)
    gross = given.growth + given.dividends
    yield step("roth_end", _payments(case, total, gross), case.roth, law.ROTH_IRA_QUALIFIED, law.ROTH_401K_QUALIFIED)
    yield step("taxable_before_sale", _payments(case, net, case.net_return), case.before_sale, law.CAPITAL_GAINS)
    yield step("unrealized_gain", gain, case.gain, law.CAPITAL_GAINS)
    yield step("tax_at_sale", f"{plain(case.gain)} * {case.gains_rate:f}", case.tax_at_sale, law.CAPITAL_GAINS)
    yield step("taxable_end", f"{before} - {plain(case.tax_at_sale)}", case.taxable, law.CAPITAL_GAINS)
    difference = case.roth - case.taxable
    grounds = (law.ROTH_IRA_QUALIFIED, law.CAPITAL_GAINS)
    yield step("difference", f"{plain(case.roth)} - {plain(case.taxable)}", difference, *grounds)


def _payments(case: _Case, rate: str, value: Decimal) -> str:
    """The arithmetic of `grown_payments`."""
    yearly, years = plain(case.given.yearly), case.given.years
    return f"{yearly} * ((1 + {rate}) ** {years} - 1) / {rate} * (1 + {rate})" if value else f"{yearly} * {years}"
