"""Form 8606: what part of a conversion from traditional IRAs is basis.

It concerns an ordinary backdoor Roth, not a conversion from a plan. All traditional, SEP and SIMPLE IRAs count as one
(IRC §408(d)(2)), so pre-tax money that a split rollover left in one on 31 December makes a backdoor Roth taxable in
part.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from calc import authorities as law
from calc import parameters
from calc.model import AnyReading, CautionId, Frozen, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, Figure, cents, plain

_PLACES: Final = Decimal("0.001")  # line 10: "rounded to at least 3 places"
_CONTRIBUTION: Final = "limit.ira_contribution"
_WHOLE: Final = Decimal("1.000")  # line 10: "If the result is 1.000 or more, enter 1.000"


class Form8606Input(Inputs):
    """The lines that are filled in, in dollars.

    Attributes:
        nondeductible: line 1, nondeductible contributions for the year.
        prior_basis: line 2, basis of earlier years (line 14 of the last Form 8606).
        year_end_value: line 6, all traditional, SEP and SIMPLE IRAs on 31 December.
        conversion: line 8, what was converted to Roth IRAs.
    """

    nondeductible: DollarsIn = ZERO
    prior_basis: DollarsIn = ZERO
    year_end_value: DollarsIn
    conversion: DollarsIn


class IraBasisFigures(Frozen):
    """What comes out under one reading, in dollars.

    Attributes:
        basis_forward: basis that a later year may still use.
    """

    basis_forward: Dollars


class IraBasisReading(AnyReading):
    """A reading of basis that is left when all IRAs were converted and no line of the form carries it."""

    figures: IraBasisFigures


class Form8606(Result):
    """The lines that come out, in dollars.

    Attributes:
        part_one: whether Part I is filled in: for a nondeductible contribution, or where there is basis of earlier
            years and part was converted, not all.
        line3: all basis.
        line9: what the basis is spread over; None where the form does not ask for it.
        line10: the ratio, rounded half-up to three decimals and at most 1.000; None where line 9 is.
        nontaxable: line 11 (17 without Part I): the part of the conversion that is basis.
        taxable: line 18: the part that is income.
        basis_forward: line 14: basis for later years.
        cautions: what may make the true figure another one.
    """

    part_one: bool
    line3: Dollars
    line9: Dollars | None
    line10: Figure | None
    nontaxable: Dollars
    taxable: Dollars
    basis_forward: Dollars
    cautions: tuple[CautionId, ...]


@dataclass(frozen=True)
class _Lines:
    """The form line by line."""

    asked: Form8606Input

    @property
    def part_one(self) -> bool:
        part_converted = self.asked.conversion and self.asked.year_end_value and self.asked.prior_basis
        return bool(self.asked.nondeductible or part_converted)

    @property
    def has_ratio(self) -> bool:
        """Without a conversion the form goes from line 3 to line 14, without Part I to line 17."""
        return self.part_one and bool(self.asked.conversion)

    @property
    def line3(self) -> Decimal:
        return self.asked.nondeductible + self.asked.prior_basis

    @property
    def line9(self) -> Decimal:
        return self.asked.year_end_value + self.asked.conversion

    @property
    def line10(self) -> Decimal:
        return min((self.line3 / self.line9).quantize(_PLACES, ROUND_HALF_UP), _WHOLE)

    @property
    def nontaxable(self) -> Decimal:
        """A ratio rounded up may come to some cents more than there is basis; more than that is never recovered."""
        share = cents(self.asked.conversion * self.line10) if self.has_ratio else self.asked.conversion
        return min(share, self.line3)

    @property
    def taxable(self) -> Decimal:
        return self.asked.conversion - self.nontaxable

    @property
    def basis_forward(self) -> Decimal:
        return self.line3 - self.nontaxable


def form8606(inputs: Form8606Input) -> Form8606:
    """Work out Form 8606 for a year in which the only money out of IRAs is a conversion."""
    lines = _Lines(inputs)
    all_converted_without_part_one = bool(inputs.conversion) and not lines.part_one
    return Form8606(
        part_one=lines.part_one,
        line3=lines.line3,
        line9=lines.line9 if lines.has_ratio else None,
        line10=lines.line10 if lines.has_ratio else None,
        nontaxable=lines.nontaxable,
        taxable=lines.taxable,
        basis_forward=lines.basis_forward,
        cautions=_cautions(inputs),
        steps=_steps(lines),
        readings=_readings(lines.basis_forward) if all_converted_without_part_one and lines.basis_forward else (),
    )


def _cautions(inputs: Form8606Input) -> tuple[CautionId, ...]:
    """More than any year's limit with catch-up is hardly one year's contribution; a repayment may stand there too."""
    years = parameters.parameter(_CONTRIBUTION).values
    most = max(parameters.value(_CONTRIBUTION, year) + parameters.value("limit.ira_catch_up", year) for year in years)
    granted: tuple[CautionId, ...] = ("no_other_ira_distribution",)
    return (*granted, "above_ira_limit") if inputs.nondeductible > most else granted


def _steps(lines: _Lines) -> tuple[Step, ...]:
    asked = lines.asked
    new, prior, converted = map(plain, (asked.nondeductible, asked.prior_basis, asked.conversion))
    basis, free = plain(lines.line3), plain(lines.nontaxable)
    steps = [step("line3", f"{new} + {prior}", lines.line3, law.FORM_8606_BASIS)]
    if lines.has_ratio:
        spread = f"{plain(asked.year_end_value)} + {converted}"
        ratio = f"min({basis} / {plain(lines.line9)}, {_WHOLE})"
        steps += [
            step("line9", spread, lines.line9, law.FORM_8606_RATIO, law.IRA_PRO_RATA),
            step("line10", ratio, lines.line10, law.FORM_8606_RATIO),
        ]
    share = f"{converted} * {lines.line10}" if lines.has_ratio else converted
    rule = law.FORM_8606_SPLIT if lines.part_one else law.FORM_8606_PART_ONE
    forward = law.FORM_8606_FORWARD if lines.part_one else law.FORM_8606_PART_ONE
    return (
        *steps,
        step("nontaxable", f"min({share}, {basis})", lines.nontaxable, rule),
        step("taxable", f"{converted} - {free}", lines.taxable, law.FORM_8606_SPLIT),
        step("basis_forward", f"{basis} - {free}", lines.basis_forward, forward),
    )


def _readings(left: Decimal) -> tuple[IraBasisReading, IraBasisReading]:
    """Without Part I no line carries what is left over; no official text says what becomes of it."""
    return (
        IraBasisReading(
            id="ira_basis_kept",
            status="unsettled",
            figures=IraBasisFigures(basis_forward=left),
            authorities=(law.INVESTMENT, law.IRA_PRO_RATA),
        ),
        IraBasisReading(
            id="ira_basis_gone",
            status="unsettled",
            figures=IraBasisFigures(basis_forward=ZERO),
            authorities=(law.FORM_8606_PART_ONE, law.IRA_LEFTOVER_FORUM),
        ),
    )
