"""Form 1099-R as the plan fills it for a conversion, a split, or money paid out."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from calc.counts import HALF_YEARS_59
from calc.model import Frozen
from calc.money import Dollars

DistributionCode: TypeAlias = Literal["G", "H", "1", "7", "1B", "7B"]


class Form1099R(Frozen):
    """The boxes that tell what left an account and how much of it is taxable, in dollars.

    Attributes:
        box1: gross distribution: what was moved.
        box2a: taxable amount; 0 at a loss and never negative (instructions, box 2a, Losses).
        box5: basis recovered tax free.
        box7: distribution code (box 7a on the 2026 form): G is a direct rollover, H one from a Roth 401(k) to a
            Roth IRA, 1 and 7 money paid out before and from age 59½, B with them out of a Roth 401(k); None where it
            hangs on what is not known.
    """

    box1: Dollars
    box2a: Dollars
    box5: Dollars
    box7: DistributionCode | None


def direct_rollover(moved: Decimal, taxable: Decimal, basis: Decimal) -> Form1099R:
    """The form for after-tax money moved straight to Roth: in-plan or to a Roth IRA, both code G."""
    return Form1099R(box1=moved, box2a=taxable, box5=basis, box7="G")


def code_paid_out(age: Decimal | None, *, roth_account: bool = False) -> DistributionCode | None:
    """Box 7 for money paid to the saver where no exception to the 10 % tax is known to the plan.

    Args:
        age: in years; None leaves the code open.
        roth_account: whether it comes out of a Roth 401(k).
    """
    if age is None:
        return None
    if age < HALF_YEARS_59:
        return "1B" if roth_account else "1"
    return "7B" if roth_account else "7"
