"""Money that grows at a steady yearly rate.

Returns are fractions a year after all costs, the same every year: an assumption and no forecast.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Annotated, Final

from pydantic import BeforeValidator

from calc.counts import in_range
from calc.money import read_number

HIGHEST_RETURN: Final = Decimal("0.3")  # a year, over years; more is a slip of the finger
_DIGITS: Final = 60  # (1 + r) ** n - 1 loses as many digits as a tiny r has zeros
_DECIMALS: Final = 12


def _read_return(value: object) -> Decimal:
    return round(in_range(read_number(value), Decimal(0), HIGHEST_RETURN, value), _DECIMALS).normalize()


ReturnIn = Annotated[Decimal, BeforeValidator(_read_return)]
"""A yearly return as a fraction from 0 to 0.3, such as 0.07 for 7 %."""


def grown(amount: Decimal, rate: Decimal, years: int) -> Decimal:
    """What an amount comes to after some years."""
    return amount * (1 + rate) ** years


def grown_payments(yearly: Decimal, rate: Decimal, years: int) -> Decimal:
    """What equal payments at the start of each year come to at the end of the last."""
    if not rate:
        return yearly * years
    with localcontext(prec=_DIGITS):
        return yearly * ((1 + rate) ** years - 1) / rate * (1 + rate)
