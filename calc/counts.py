"""Ages, years and counts as an asker gives them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc.errors import echo
from calc.money import read_number

HALF_YEARS_59: Final = Decimal("59.5")  # the age of IRC §72(t)(2)(A)(i)
WHOLE_YEARS_59: Final = Decimal(59)  # may be past 59½
AGE_NOT_GIVEN: Final = Decimal(0)  # an age that is not known counts as under 59½
MOST_AGE: Final = 120
MOST_YEARS: Final = 60  # of growth; further out the assumptions are worth nothing
ROTH_YEARS: Final = (1998, 2100)  # Roth IRAs began with the first; past the second it is a slip
MOST_PAYCHECKS: Final = 53  # a year of weekly pay
MOST_KIDS: Final = 20


def in_range(number: Decimal, low: Decimal, high: Decimal, read: object) -> Decimal:
    """Let a number through that lies between two ends.

    Args:
        number: what was read.
        low: the least that is taken.
        high: the most that is taken.
        read: what was typed, repeated in the refusal.

    Raises:
        PydanticCustomError: typed ``number_out_of_range``.
    """
    if not low <= number <= high:
        figures = {"figure": echo(read), "low": f"{low:f}", "high": f"{high:f}"}
        raise PydanticCustomError("number_out_of_range", "out of range", figures)
    return number


def _read_whole(value: object, low: int, high: int) -> int:
    number = read_number(value)
    if number != number.to_integral_value():
        raise PydanticCustomError("not_a_number", "not a whole number", {"read": echo(value)})
    return int(in_range(number, Decimal(low), Decimal(high), value))


def _read_age(value: object) -> Decimal:
    return in_range(read_number(value), Decimal(0), Decimal(MOST_AGE), value)


AgeIn = Annotated[Decimal, BeforeValidator(_read_age)]
"""An age in years; 59.5 stands for 59 and a half."""

YearsIn = Annotated[int, BeforeValidator(lambda value: _read_whole(value, 0, MOST_YEARS))]
"""A number of whole years, from 0 to 60."""

RothYearIn = Annotated[int, BeforeValidator(lambda value: _read_whole(value, *ROTH_YEARS))]
"""A tax year in which there are Roth IRAs."""

PaychecksIn = Annotated[int, BeforeValidator(lambda value: _read_whole(value, 0, MOST_PAYCHECKS))]
"""How many paychecks are left in a year, from 0 to 53."""

KidsIn = Annotated[int, BeforeValidator(lambda value: _read_whole(value, 0, MOST_KIDS))]
"""A number of children, from 0 to 20."""
