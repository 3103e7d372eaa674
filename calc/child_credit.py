"""What conversion income adds to federal tax where it also takes child tax credit away.

The credit shrinks by 50 for each 1,000 of income above a threshold, or fraction of it (IRC §24(b)(1)). Only that loss
is counted. Where part of the credit is not used up before the conversion, or the EITC may be in play, the added tax
would pull credits along in both directions, and the case is refused.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Final

from calc import authorities as law
from calc.counts import KidsIn
from calc.errors import CalcError
from calc.federal import FederalIncrement, FederalInput, Return, federal_increment, low_income
from calc.income_tax import by_schedule
from calc.model import step
from calc.money import ZERO, Dollars, plain
from calc.parameters import parameter, value

CREDIT: Final = "credit.child_tax"
LOST_EACH: Final = Decimal(50)  # IRC §24(b)(1)
LOST_PER: Final = Decimal(1_000)
FROM_JOINT: Final = Decimal(400_000)  # IRC §24(h)(3), a joint return
FROM_OTHERS: Final = Decimal(200_000)  # any other, a surviving spouse's too
EARNED_OVER: Final = Decimal(2_500)  # IRC §24(h)(6)
EARNED_SHARE: Final = Decimal("0.15")  # IRC §24(d)(1)(B)(i)


class WithChildrenInput(FederalInput):
    """A household with children and what it converts.

    Attributes:
        kids: children under 17 for whom the credit is allowed.
    """

    kids: KidsIn


class WithChildrenIncrement(FederalIncrement):
    """What a conversion adds to federal tax, in dollars; ``add_total`` has the lost credit in it.

    Attributes:
        ctc_lost: child tax credit that it takes away.
    """

    ctc_lost: Dollars


def federal_increment_with_ctc(inputs: WithChildrenInput) -> WithChildrenIncrement:
    """Federal tax with the conversion less federal tax without it, and the child tax credit lost.

    Raises:
        CalcError: ``unsupported_year``; ``credits_move``, where the income is so low that other credits change too.
    """
    plainly = federal_increment(inputs)
    before, after = Return(inputs), Return(inputs, inputs.taxable_conversion)
    if inputs.kids and (low_income(inputs) or not _used_up(before, inputs.kids)):
        raise CalcError("credits_move", income=before.income, kids=inputs.kids)
    lost = _credit(before, inputs.kids) - _credit(after, inputs.kids)
    written = f"{_credit_written(before, inputs.kids)} - {_credit_written(after, inputs.kids)}"
    total = plainly.add_total + lost
    added = " + ".join(map(plain, (plainly.add_income_tax, plainly.add_niit, lost)))
    amount = parameter(CREDIT).reference[inputs.year]
    return WithChildrenIncrement(
        ti_before=plainly.ti_before,
        ti_after=plainly.ti_after,
        add_income_tax=plainly.add_income_tax,
        add_niit=plainly.add_niit,
        ctc_lost=lost,
        add_total=total,
        cautions=plainly.cautions,
        steps=(
            *plainly.steps[:-1],  # the last is the total without the credit
            step("ctc_lost", written, lost, law.CHILD_CREDIT_LIMIT, amount),
            step("add_total", added, total, law.TOTAL_TAX),
        ),
    )


def _thousands_over(filed: Return) -> int:
    start = FROM_JOINT if filed.household.status == "mfj" else FROM_OTHERS
    return int((max(filed.income - start, ZERO) / LOST_PER).to_integral_value(ROUND_CEILING))


def _credit(filed: Return, kids: int) -> Decimal:
    full = kids * value(CREDIT, filed.household.year)
    return max(full - LOST_EACH * _thousands_over(filed), ZERO)


def _credit_written(filed: Return, kids: int) -> str:
    full = f"{kids} * {plain(value(CREDIT, filed.household.year))}"
    return f"max({full} - {plain(LOST_EACH)} * {_thousands_over(filed)}, {plain(ZERO)})"


def _used_up(filed: Return, kids: int) -> bool:
    """Whether the tax and the refundable part take up the whole credit (IRC §24(d)(1), (h)(5), §26(a))."""
    year = filed.household.year
    earned = EARNED_SHARE * max(filed.household.wages - EARNED_OVER, ZERO)
    refundable = min(kids * value(f"{CREDIT}_refundable", year), earned)
    return by_schedule(filed.taxable, filed.schedule) + refundable >= _credit(filed, kids)
