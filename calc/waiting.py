"""Converting now against waiting: what the tax is on each side.

Earnings up to the conversion are income (IRC §72(e)(8)(B), §402A(c)(4)(A), §408A(d)(3)(A)) and a loss is worth
nothing, so the tax is ``rate * max(0, value - basis)``. That bends upwards at the basis: waiting costs something even
where the value goes nowhere on average, and it saves only where there is a gain now and less of one later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc import authorities as law
from calc.errors import CalcError
from calc.model import Asked, CautionId, Frozen, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, Rate, RateIn, cents, plain
from calc.rows import read_rows

MOST_OUTCOMES: Final = 50
_SLACK: Final = Decimal("0.005")  # three times 0.333 is meant as 1, and counted as thirds
NOT_MODELLED: Final[tuple[CautionId, ...]] = (
    "growth_in_roth_not_counted",
    "later_rate_not_counted",
    "five_year_clock_not_counted",
)


class Outcome(Asked):
    """One way in which the value may turn out.

    Attributes:
        probability: a fraction from 0 to 1.
        value: dollars that the sub-account would then be worth.
    """

    probability: RateIn
    value: DollarsIn


def _read_outcomes(value: object) -> list[object]:
    rows = read_rows(value, Outcome, ("probability", "value"))
    if not rows:
        raise PydanticCustomError("bad_rows", "empty", {})
    if len(rows) > MOST_OUTCOMES:
        raise PydanticCustomError("too_many_rows", "too many", {"count": len(rows), "limit": MOST_OUTCOMES})
    return rows


Later: TypeAlias = Annotated[tuple[Outcome, ...], BeforeValidator(_read_outcomes)]


class WaitInput(Inputs):
    """What waiting is computed from. Dollars unless said otherwise.

    Attributes:
        basis: after-tax contributions in the sub-account that were not recovered yet.
        value_now: what it is worth now.
        value_later: what it would be worth at the later conversion.
        later: instead of it, ways in which it may turn out: pairs of probability and value; the probabilities make 1,
            and what rounding takes from that is spread over them.
        rate: the asker's marginal rate as a fraction, taken to be the same later.
    """

    row_fields: ClassVar[tuple[str, ...]] = tuple(Outcome.model_fields)

    basis: DollarsIn
    value_now: DollarsIn
    rate: RateIn
    value_later: DollarsIn | None = None
    later: Later | None = None


class OutcomeTax(Frozen):
    """The tax of a later conversion under one outcome; dollars, the probability as a fraction."""

    probability: Rate
    value: Dollars
    tax: Dollars


class Waiting(Result):
    """The tax of converting everything now and later, in dollars.

    Attributes:
        tax_now: tax of a conversion now.
        tax_if_wait: tax of a conversion at `value_later`; None where only outcomes were given.
        expected_tax_if_wait: tax of a later conversion, weighted by the probabilities; None without outcomes.
        wait_costs: tax later less tax now, by `value_later` where it was given; negative where waiting saves.
        now_is_free: whether the value is at or below basis, so that now costs nothing and waiting can only add tax.
        outcomes: the tax under each outcome.
        cautions: what this comparison leaves out.
    """

    tax_now: Dollars
    tax_if_wait: Dollars | None
    expected_tax_if_wait: Dollars | None
    wait_costs: Dollars
    now_is_free: bool
    outcomes: tuple[OutcomeTax, ...]
    cautions: tuple[CautionId, ...]


def wait_vs_now(inputs: WaitInput) -> Waiting:
    """Compare the tax of converting everything now with that of converting it later.

    Raises:
        CalcError: ``missing_input`` or ``probabilities_not_one``.
    """
    now = cents(_tax(inputs, inputs.value_now))
    later = None if inputs.value_later is None else cents(_tax(inputs, inputs.value_later))
    expected = None if inputs.later is None else _expected(inputs, inputs.later)
    compared = expected if later is None else later
    if compared is None:
        raise CalcError("missing_input", "value_later")
    return Waiting(
        tax_now=now,
        tax_if_wait=later,
        expected_tax_if_wait=expected,
        wait_costs=compared - now,
        now_is_free=inputs.value_now <= inputs.basis,
        outcomes=tuple(_outcomes(inputs)),
        cautions=NOT_MODELLED,
        steps=tuple(_steps(inputs, now, later, expected)),
    )


def _tax(inputs: WaitInput, value: Decimal) -> Decimal:
    return inputs.rate * max(ZERO, value - inputs.basis)


def _expected(inputs: WaitInput, later: Sequence[Outcome]) -> Decimal:
    total = _total(later)
    if abs(total - 1) > _SLACK:
        raise CalcError("probabilities_not_one", "later", total=f"{total.normalize():f}")
    return cents(sum((each.probability * _tax(inputs, each.value) for each in later), Decimal(0)) / total)


def _total(later: Sequence[Outcome]) -> Decimal:
    return sum((each.probability for each in later), Decimal(0))


def _outcomes(inputs: WaitInput) -> Iterator[OutcomeTax]:
    for each in inputs.later or ():
        yield OutcomeTax(probability=each.probability, value=each.value, tax=cents(_tax(inputs, each.value)))


def _steps(inputs: WaitInput, now: Decimal, later: Decimal | None, expected: Decimal | None) -> Iterator[Step]:
    included = (law.PRO_RATA, law.IN_PLAN_INCLUSION, law.ROTH_IRA_INCLUSION)
    yield step("tax_now", _working(inputs, inputs.value_now), now, *included)
    if inputs.value_later is not None and later is not None:
        yield step("tax_if_wait", _working(inputs, inputs.value_later), later, *included)
    if inputs.later is not None and expected is not None:
        weighted = " + ".join(f"{each.probability:f} * {_working(inputs, each.value)}" for each in inputs.later)
        total = _total(inputs.later)
        working = weighted if total == 1 else f"({weighted}) / {total:f}"
        yield step("expected_tax_if_wait", working, expected, *included)
    compared = later if later is not None else expected
    if compared is not None:
        yield step("wait_costs", f"{plain(compared)} - {plain(now)}", compared - now, *included)


def _working(inputs: WaitInput, value: Decimal) -> str:
    return f"{inputs.rate:f} * max({plain(value)} - {plain(inputs.basis)}, 0.00)"
