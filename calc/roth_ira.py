"""Money out of a Roth IRA: which layer it comes from, what is income, and the 10 % on recent conversions.

Regular contributions come out first, then conversions from the oldest tax year on, in each year the part that was taxed
before the rest, and earnings last (IRC §408A(d)(4)(B); Reg. §1.408A-6 A-8, A-9(c)). The part taxed at a conversion
bears 10 % when it comes out within five tax years and before age 59½ (§408A(d)(3)(F)). All Roth IRAs count as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Annotated, ClassVar, Final

from pydantic import BeforeValidator

from calc import authorities as law
from calc.counts import HALF_YEARS_59, WHOLE_YEARS_59, AgeIn, RothYearIn
from calc.errors import CalcError
from calc.model import Asked, CautionId, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, plain
from calc.paid_out import early_tax, early_tax_cautions, early_tax_step
from calc.pro_rata import amount_taken
from calc.rows import read_rows

FIVE: Final = 5  # tax years, the first being that of the conversion or contribution


class ConvertedIn(Asked):
    """One conversion or rollover into the Roth IRA.

    Attributes:
        year: the tax year in which it was made.
        taxable: dollars that were income then.
        nontaxable: dollars that were not, such as after-tax contributions.
    """

    year: RothYearIn
    taxable: DollarsIn
    nontaxable: DollarsIn


_FIELDS: Final = tuple(ConvertedIn.model_fields)


class RothIraInput(Inputs):
    """What is in all Roth IRAs together, and what is taken out. Dollars unless said otherwise.

    Attributes:
        regular: regular contributions not taken out yet, those for the year of the distribution included.
        conversions: what was converted or rolled in from a plan and not taken out yet, as tax year, taxed part, rest.
        value: what all Roth IRAs are worth.
        amount: everything taken out in the year; the whole value when left out.
        age: in years at the distribution.
        year: tax year of the distribution.
        first_year: tax year of the first contribution or conversion to any Roth IRA.
    """

    row_fields: ClassVar[tuple[str, ...]] = _FIELDS

    regular: DollarsIn = ZERO
    conversions: Annotated[
        tuple[ConvertedIn, ...], BeforeValidator(lambda value: read_rows(value, ConvertedIn, _FIELDS))
    ] = ()
    value: DollarsIn
    amount: DollarsIn | None = None
    age: AgeIn
    year: RothYearIn
    first_year: RothYearIn | None = None


class RothIraDistribution(Result):
    """The outcome of a distribution, in dollars.

    Attributes:
        from_regular: regular contributions taken out.
        from_conv_taxable: of conversions, the part that was taxed then.
        from_conv_nontaxable: of conversions, the rest.
        from_earnings: earnings taken out.
        qualified: whether it is a qualified distribution: age 59½ and five tax years, so far as the inputs show it.
        recaptured: of `from_conv_taxable`, what was converted within five tax years, before age 59½.
        taxable_income: earnings, unless qualified.
        additional_tax: 10 % of what was recaptured and of taxable earnings, before age 59½.
        cautions: what may make the true figure another one.
    """

    from_regular: Dollars
    from_conv_taxable: Dollars
    from_conv_nontaxable: Dollars
    from_earnings: Dollars
    qualified: bool
    recaptured: Dollars
    taxable_income: Dollars
    additional_tax: Dollars
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Batch:
    """All conversions of a tax year, which count as one, and what of them is taken out."""

    year: int
    taxable: Decimal
    nontaxable: Decimal
    from_taxable: Decimal
    from_nontaxable: Decimal


@dataclass(frozen=True)
class _Layers:
    """A distribution by where it comes from."""

    asked: RothIraInput
    amount: Decimal
    from_regular: Decimal
    batches: tuple[_Batch, ...]

    @property
    def from_conv_taxable(self) -> Decimal:
        return sum((batch.from_taxable for batch in self.batches), ZERO)

    @property
    def from_conv_nontaxable(self) -> Decimal:
        return sum((batch.from_nontaxable for batch in self.batches), ZERO)

    @property
    def from_earnings(self) -> Decimal:
        return self.amount - self.from_regular - self.from_conv_taxable - self.from_conv_nontaxable

    @property
    def old_enough(self) -> bool:
        return self.asked.age >= HALF_YEARS_59

    @property
    def five_years_shown(self) -> bool:
        """Whether the inputs show that the clock of the Roth IRAs has run out."""
        known = [batch.year for batch in self.batches]
        if self.asked.first_year is not None:
            known.append(self.asked.first_year)
        return bool(known) and _run_out(min(known), self.asked.year)

    @property
    def qualified(self) -> bool:
        return self.old_enough and self.five_years_shown

    @property
    def taxable_income(self) -> Decimal:
        return ZERO if self.qualified else self.from_earnings

    @property
    def recent(self) -> tuple[_Batch, ...]:
        """Batches whose taxed part bears the 10 %."""
        year = self.asked.year
        return () if self.old_enough else tuple(batch for batch in self.batches if not _run_out(batch.year, year))

    @property
    def recaptured(self) -> Decimal:
        return sum((batch.from_taxable for batch in self.recent), ZERO)

    @property
    def additional_tax(self) -> Decimal:
        return early_tax(self.recaptured + self.taxable_income, self.asked.age)

    @property
    def cautions(self) -> tuple[CautionId, ...]:
        unshown: tuple[CautionId, ...] = ()
        not_told = self.asked.first_year is None and not self.five_years_shown
        if self.taxable_income and not_told and (self.old_enough or self.asked.age == WHOLE_YEARS_59):
            unshown = ("five_years_not_shown",)
        return (*unshown, *early_tax_cautions(self.additional_tax, self.asked.age))


def roth_ira_distribution(inputs: RothIraInput) -> RothIraDistribution:
    """Say which layers a distribution comes from and what is due on it.

    Raises:
        CalcError: ``amount_exceeds_value``; ``years_out_of_order`` for money that came in after it went out.
    """
    layers = _layers(inputs)
    return RothIraDistribution(
        from_regular=layers.from_regular,
        from_conv_taxable=layers.from_conv_taxable,
        from_conv_nontaxable=layers.from_conv_nontaxable,
        from_earnings=layers.from_earnings,
        qualified=layers.qualified,
        recaptured=layers.recaptured,
        taxable_income=layers.taxable_income,
        additional_tax=layers.additional_tax,
        cautions=layers.cautions,
        steps=_steps(layers),
    )


def _run_out(start: int, year: int) -> bool:
    """Whether five tax years from the first day of one have ended before another begins."""
    return year - start >= FIVE


def _layers(inputs: RothIraInput) -> _Layers:
    amount = amount_taken(inputs.amount, inputs.value)
    _check_years(inputs)
    from_regular = min(amount, inputs.regular)
    left = amount - from_regular
    batches = []
    for year, converted in groupby(sorted(inputs.conversions, key=_year), key=_year):
        same_year = list(converted)
        taxable = sum((each.taxable for each in same_year), ZERO)
        nontaxable = sum((each.nontaxable for each in same_year), ZERO)
        first = min(left, taxable)
        second = min(left - first, nontaxable)
        left -= first + second
        batches.append(_Batch(year, taxable, nontaxable, first, second))
    return _Layers(inputs, amount, from_regular, tuple(batches))


def _year(converted: ConvertedIn) -> int:
    return converted.year


def _check_years(inputs: RothIraInput) -> None:
    for row, each in enumerate(inputs.conversions, start=1):
        if each.year > inputs.year:
            raise CalcError("years_out_of_order", "year", row=row, later=each.year, year=inputs.year)
    if inputs.first_year is not None and inputs.first_year > inputs.year:
        raise CalcError("years_out_of_order", "first_year", later=inputs.first_year, year=inputs.year)


def _steps(layers: _Layers) -> tuple[Step, ...]:
    amount = plain(layers.amount)
    taxed, untaxed = plain(layers.from_conv_taxable), plain(layers.from_conv_nontaxable)
    regular = f"min({amount}, {plain(layers.asked.regular)})"
    earnings = f"{amount} - {plain(layers.from_regular)} - {taxed} - {untaxed}"
    income = plain(layers.taxable_income)
    income_rule = law.ROTH_IRA_QUALIFIED if layers.qualified else law.ROTH_IRA_EARNINGS
    return (
        step("from_regular", regular, layers.from_regular, law.ROTH_IRA_ORDER),
        *_batch_steps(layers),
        step("from_earnings", earnings, layers.from_earnings, law.ROTH_IRA_ORDER),
        step("taxable_income", income, layers.taxable_income, income_rule),
        step("recaptured", _sum(layers.recent), layers.recaptured, law.RECAPTURE, law.RECAPTURE_CLOCK),
        early_tax_step(layers.recaptured + layers.taxable_income, layers.additional_tax),
    )


def _batch_steps(layers: _Layers) -> list[Step]:
    """Two lines for each tax year of conversions, counted from the oldest, and the sums of all years."""
    rules = (law.ROTH_IRA_ORDER, law.ROTH_IRA_LAYERS)
    steps = []
    left = f"{plain(layers.amount)} - {plain(layers.from_regular)}"
    for row, batch in enumerate(layers.batches, start=1):
        first, second = plain(batch.from_taxable), plain(batch.from_nontaxable)
        taxed, rest = f"min({left}, {plain(batch.taxable)})", f"min({left} - {first}, {plain(batch.nontaxable)})"
        steps += [
            step("from_conv_taxable", taxed, batch.from_taxable, *rules, row=row),
            step("from_conv_nontaxable", rest, batch.from_nontaxable, *rules, row=row),
        ]
        left = f"{left} - {first} - {second}"
    untaxed = " + ".join(plain(batch.from_nontaxable) for batch in layers.batches) or plain(ZERO)
    return [
        *steps,
        step("from_conv_taxable", _sum(layers.batches), layers.from_conv_taxable, law.ROTH_IRA_ORDER),
        step("from_conv_nontaxable", untaxed, layers.from_conv_nontaxable, law.ROTH_IRA_ORDER),
    ]


def _sum(batches: tuple[_Batch, ...]) -> str:
    return " + ".join(plain(batch.from_taxable) for batch in batches) or plain(ZERO)
