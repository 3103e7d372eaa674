"""Form 1099-R as the plan fills it for a conversion."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from calc.model import Frozen
from calc.money import Dollars


class Form1099R(Frozen):
    """The boxes that tell a conversion, in dollars.

    Attributes:
        box1: gross distribution: what was moved.
        box2a: taxable amount; 0 at a loss and never negative (instructions, box 2a, Losses).
        box5: basis recovered tax free.
        box7: distribution code; G is a direct rollover, in the plan or to a Roth IRA (box 7a on the 2026 form).
    """

    box1: Dollars
    box2a: Dollars
    box5: Dollars
    box7: Literal["G"]


def direct_rollover(moved: Decimal, taxable: Decimal, basis: Decimal) -> Form1099R:
    """The form for after-tax money moved straight to Roth: in-plan or to a Roth IRA, both code G."""
    return Form1099R(box1=moved, box2a=taxable, box5=basis, box7="G")
