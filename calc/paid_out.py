"""What comes on top when plan money is paid to the saver: tax withheld, and the 10 % before age 59½."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from calc import authorities as law
from calc.counts import HALF_YEARS_59, WHOLE_YEARS_59
from calc.model import CautionId, Step, StepKey, step
from calc.money import ZERO, cents, plain

WITHHELD_RATE: Final = Decimal("0.20")
EARLY_RATE: Final = Decimal("0.10")


def withheld(taxable: Decimal) -> Decimal:
    """Federal tax that the plan must hold back from an eligible rollover distribution paid out, in dollars.

    It is 20 % of the taxable part and nothing of basis (IRC §3405(c)(1)(B), (e)(1)(B)(ii)).
    """
    return cents(taxable * WITHHELD_RATE)


def early_tax(taxable: Decimal, age: Decimal) -> Decimal:
    """The 10 % additional tax on what is taxed before age 59½, in dollars (IRC §72(t)(1), (2)(A)(i)).

    The other exceptions of §72(t)(2) are not looked at; `early_tax_cautions` says so.
    """
    return cents(taxable * EARLY_RATE) if age < HALF_YEARS_59 else ZERO


def early_tax_cautions(tax: Decimal | None, age: Decimal | None) -> tuple[CautionId, ...]:
    """What to say beside an additional tax: that exceptions exist, and that 59 may mean past 59½."""
    if not tax:
        return ()
    whole_years: tuple[CautionId, ...] = ("age_59_in_whole_years",) if age == WHOLE_YEARS_59 else ()
    return ("early_exceptions_not_checked", *whole_years)


def early_tax_step(taxable: Decimal, tax: Decimal, key: StepKey = "additional_tax") -> Step:
    """The line of the arithmetic for an additional tax."""
    working = f"{plain(taxable)} * {EARLY_RATE}" if tax else plain(tax)
    return step(key, working, tax, law.EARLY_TAX)


def withheld_step(taxable: Decimal) -> Step:
    """The line of the arithmetic for the tax held back."""
    return step("withheld", f"{plain(taxable)} * {WITHHELD_RATE}", withheld(taxable), law.WITHHOLDING)
