"""What basis left over from a conversion at a loss can be worth.

It saves tax only where the plan goes on counting it (IRC §72(e)(6)) and later earnings in the same sub-account find it
there; then at most leftover times rate. Whether the plan does is for its bookkeeping to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal

from calc import authorities as law
from calc.counts import YearsIn
from calc.errors import CalcError
from calc.growth import ReturnIn, grown
from calc.model import AnyReading, CautionId, Frozen, Inputs, Result, Step, step
from calc.money import ZERO, Dollars, DollarsIn, RateIn, cents, plain

NOTHING_IF: Final[tuple[CautionId, ...]] = ("plan_reported_total", "subaccount_closed", "no_later_gain")
_SHELTERED: Final = (law.INVESTMENT, law.PRO_RATA)
_WORTH: Final = (*_SHELTERED, law.PLAN_ACCOUNTING, law.BOX5_TOTAL)


class LeftoverInput(Inputs):
    """What the worth is computed from. Dollars unless said otherwise.

    Attributes:
        leftover: basis that found no money to come out with.
        rate: marginal rate in the year in which it would be used, as a fraction.
        later_gain: earnings that are expected before a later conversion; None takes enough of them.
        plan_reporting: how box 5 was filled: limited to what came out, or in total with all basis in it.
        subaccount: whether after-tax money still goes in, or the sub-account is closed.
        years_until_used: years until the saving; with `discount_rate` for what it is worth today.
        discount_rate: yearly rate at which later money counts for less, as a fraction.
    """

    leftover: DollarsIn
    rate: RateIn
    later_gain: DollarsIn | None = None
    plan_reporting: Literal["limited", "total"] | None = None
    subaccount: Literal["open", "closed"] | None = None
    years_until_used: YearsIn | None = None
    discount_rate: ReturnIn | None = None


class WorthFigures(Frozen):
    """What the leftover basis is worth under one reading, in dollars."""

    worth_at_most: Dollars


class WorthReading(AnyReading):
    """A reading of what the plan does with leftover basis, and what that makes it worth."""

    status: Literal["plan-dependent", "unsettled"] = "plan-dependent"
    figures: WorthFigures


class Leftover(Result):
    """What leftover basis is worth, in dollars.

    Attributes:
        ceiling: leftover times rate: no more than this under any reading.
        usable: the part of it that the later earnings told can use up.
        worth_at_most: what that saves; 0 where a condition of `nothing_because` is met.
        worth_at_least: always 0, since the plan may let go of it.
        present_value: `worth_at_most` as money of today; None without years and a discount rate.
        nothing_if: every condition under which it is worth nothing.
        nothing_because: those of them that the inputs meet.
        cautions: what is not counted.
    """

    ceiling: Dollars
    usable: Dollars
    worth_at_most: Dollars
    worth_at_least: Dollars = ZERO
    present_value: Dollars | None
    nothing_if: tuple[CautionId, ...] = NOTHING_IF
    nothing_because: tuple[CautionId, ...]
    cautions: tuple[CautionId, ...]
    readings: tuple[WorthReading, ...] = ()


def leftover_worth(inputs: LeftoverInput) -> Leftover:
    """Work out the most that leftover basis can save.

    Raises:
        CalcError: ``missing_input`` where only one of `years_until_used` and `discount_rate` is given.
    """
    ceiling = cents(inputs.leftover * inputs.rate)
    usable = inputs.leftover if inputs.later_gain is None else min(inputs.leftover, inputs.later_gain)
    because = tuple(_met(inputs))
    worth = ZERO if because else cents(usable * inputs.rate)
    present = _present_value(inputs, worth)
    discounted: tuple[CautionId, ...] = () if present is None else ("steady_growth",)
    return Leftover(
        ceiling=ceiling,
        usable=usable,
        worth_at_most=worth,
        present_value=present,
        nothing_because=because,
        cautions=("state_tax_not_counted", *discounted),
        steps=(
            *_steps(inputs, ceiling, usable, worth, settled=bool(because)),
            *_present_steps(inputs, worth, present),
        ),
        readings=() if because or not worth else _readings(worth),
    )


def _met(inputs: LeftoverInput) -> Iterator[CautionId]:
    if inputs.plan_reporting == "total":
        yield "plan_reported_total"
    if inputs.subaccount == "closed":
        yield "subaccount_closed"
    if inputs.later_gain == 0:
        yield "no_later_gain"


def _present_value(inputs: LeftoverInput, worth: Decimal) -> Decimal | None:
    years, rate = inputs.years_until_used, inputs.discount_rate
    if years is None and rate is None:
        return None
    if years is None:
        raise CalcError("missing_input", "years_until_used")
    if rate is None:
        raise CalcError("missing_input", "discount_rate")
    return cents(worth / grown(Decimal(1), rate, years))


def _steps(
    inputs: LeftoverInput, ceiling: Decimal, usable: Decimal, worth: Decimal, *, settled: bool
) -> Iterator[Step]:
    leftover, rate = plain(inputs.leftover), f"{inputs.rate:f}"
    limit = leftover if inputs.later_gain is None else f"min({leftover}, {plain(inputs.later_gain)})"
    yield step("ceiling", f"{leftover} * {rate}", ceiling, *_SHELTERED)
    yield step("usable", limit, usable, *_SHELTERED)
    working = plain(ZERO) if settled else f"{plain(usable)} * {rate}"
    yield step("worth_at_most", working, worth, *_WORTH)


def _present_steps(inputs: LeftoverInput, worth: Decimal, present: Decimal | None) -> Iterator[Step]:
    if present is not None:
        growing = f"(1 + {inputs.discount_rate:f}) ** {inputs.years_until_used}"
        yield step("present_value", f"{plain(worth)} / {growing}", present, *_WORTH)


def _readings(worth: Decimal) -> tuple[WorthReading, WorthReading]:
    keeping = (law.INVESTMENT, law.BASIS_RETAINED, law.PLAN_ACCOUNTING)
    return (
        WorthReading(id="plan_keeps_basis", figures=WorthFigures(worth_at_most=worth), authorities=keeping),
        WorthReading(
            id="plan_drops_basis",
            figures=WorthFigures(worth_at_most=ZERO),
            authorities=(law.BOX5_TOTAL, law.PLAN_ACCOUNTING),
        ),
    )
