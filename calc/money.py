"""Dollars and rates: how they are read, rounded and written.

Inputs are read as text into ``Decimal``, so 0.1 is one tenth and not its binary
neighbour. Results are whole cents, written with two decimals.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError

from calc.errors import echo

ZERO: Final = Decimal("0.00")
MOST: Final = Decimal(10_000_000)  # dollars; above it a typing slip is likelier than a balance
CENT: Final = Decimal("0.01")
_RATE_DECIMALS: Final = 12
_LONGEST: Final = 64  # characters of a written number

_WRITTEN: Final = re.compile(
    r"(?P<sign>[+-])?\s*\$?\s*(?P<inner>[+-])?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)", re.ASCII
)


def cents(value: Decimal) -> Decimal:
    """Round half-up to the cent; a zero comes back without a sign."""
    return value.quantize(CENT, ROUND_HALF_UP) + ZERO


def whole_dollars(value: Decimal) -> Decimal:
    """Round half-up to the dollar, as the instructions of Form 1040 let a filer do."""
    return value.quantize(Decimal(1), ROUND_HALF_UP) + 0


def plain(value: Decimal) -> str:
    """An amount with two decimals and nothing else, as results and steps write it: ``9500.00``."""
    return f"{value:.2f}"


def read_dollars(value: object) -> Decimal:
    """Read dollars from a number or from text such as ``10,000`` or ``$9,500.50``.

    Returns:
        Dollars and cents, from 0 to 10,000,000.

    Raises:
        PydanticCustomError: typed with the code of `calc.errors` that says what is wrong.
    """
    number = read_number(value)
    if number < 0:
        raise PydanticCustomError("negative_amount", "negative", {"figure": number})
    if number > MOST:
        raise PydanticCustomError("amount_out_of_range", "out of range", {"figure": number, "limit": MOST})
    if number != cents(number):
        # repeated as it was typed: rounding it in the message would hide what is wrong with it
        raise PydanticCustomError("too_many_decimals", "more than cents", {"figure": echo(value)})
    return cents(number)


def read_rate(value: object) -> Decimal:
    """Read a rate as a fraction from 0 to 1, such as 0.24 for 24 %.

    Beyond 12 decimals it is rounded: 0.24 + 0.093 as a binary float is meant as 0.333.

    Raises:
        PydanticCustomError: typed ``not_a_number`` or ``rate_out_of_range``.
    """
    number = read_number(value)
    if not 0 <= number <= 1:
        raise PydanticCustomError("rate_out_of_range", "not a fraction", {"figure": echo(value)})
    return round(number, _RATE_DECIMALS).normalize()


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def read_number(value: object) -> Decimal:
    """Read a finite number as it is written, whatever it counts.

    Raises:
        PydanticCustomError: typed ``not_a_number``.
    """
    number = _as_decimal(value)
    if number is None or not number.is_finite():
        raise PydanticCustomError("not_a_number", "not a number", {"read": echo(value)})
    return number


def _as_decimal(value: object) -> Decimal | None:
    if isinstance(value, bool):  # True is an int to Python, and never an amount
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))  # the shortest text that means this number: what was typed
    return _written(value) if isinstance(value, str) and len(value) <= _LONGEST else None


def _written(text: str) -> Decimal | None:
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip())
    if found is None or (found["sign"] and found["inner"]):
        return None
    return Decimal((found["sign"] or found["inner"] or "") + found["number"].replace(",", ""))


DollarsIn = Annotated[Decimal, BeforeValidator(read_dollars)]
"""Dollars as an asker gives them; refused when negative, above 10,000,000 or finer than cents."""

RateIn = Annotated[Decimal, BeforeValidator(read_rate)]
"""A rate as an asker gives it: a fraction from 0 to 1."""

Dollars = Annotated[Decimal, PlainSerializer(plain, return_type=str, when_used="json")]
"""Dollars of a result; JSON shows ``"9500.00"``."""

Figure = Annotated[
    Decimal, PlainSerializer(lambda value: f"{value:.{max(2, _places(value))}f}", return_type=str, when_used="json")
]
"""Dollars, or a ratio with all its decimals: ``"9500.00"``, ``"0.625"``."""

WholeDollars = Annotated[Decimal, PlainSerializer(lambda value: f"{value:.0f}", return_type=str, when_used="json")]
"""A figure of a return filled in whole dollars; JSON shows ``"0"``."""

Rate = Annotated[Decimal, PlainSerializer(lambda value: f"{value:f}", return_type=str, when_used="json")]
"""A fraction of a result; JSON shows ``"0.2958"``."""
