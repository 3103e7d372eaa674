"""The lines of Form 1040 that a conversion goes on."""

from __future__ import annotations

from decimal import Decimal

from calc.model import Frozen
from calc.money import Dollars, WholeDollars, whole_dollars


class Form1040(Frozen):
    """Pensions and annuities of Form 1040, in dollars.

    Attributes:
        line5a: what was moved (Form 1099-R box 1).
        line5b: the taxable part (box 2a).
        line5b_whole_dollars: the same on a return that is filled in whole dollars.
    """

    line5a: Dollars
    line5b: Dollars
    line5b_whole_dollars: WholeDollars


def pension_lines(moved: Decimal, taxable: Decimal) -> Form1040:
    """Lines 5a and 5b for a conversion."""
    return Form1040(line5a=moved, line5b=taxable, line5b_whole_dollars=whole_dollars(taxable))
