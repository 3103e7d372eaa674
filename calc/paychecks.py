"""How many paychecks are left in a year, and what a sum comes to on each of them.

Nothing here reads the clock: the day from which is counted is handed in. Where the next payday is not known the count
is uncertain by one, so both ends are told and the higher one is computed with, which cannot overshoot the sum.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from calc.model import Frozen
from calc.money import CENT, ZERO, Dollars, Rate, cents

Frequency: TypeAlias = Literal["weekly", "biweekly", "semimonthly", "monthly"]
_DAYS_BETWEEN: Final[Mapping[str, int]] = {"weekly": 7, "biweekly": 14}
_HUNDREDTH_OF_A_PERCENT: Final = Decimal("0.0001")


class Count(NamedTuple):
    """How many paychecks are left: at most, and at least."""

    most: int
    least: int


class PerPaycheck(Frozen):
    """A sum spread evenly over the paychecks left.

    Attributes:
        paychecks: how many are computed with.
        paychecks_at_least: how many are certain; fewer where the next payday is not known.
        amount: dollars on each, rounded down to the cent.
        remainder: dollars of the sum that this leaves over.
        rate_of_pay: the amount as a fraction of pay per check, rounded down to a hundredth of a percent and never
            above 1; None where pay per check is not known.
        whole_rate_of_pay: the same rounded down to a whole percent, as many plans take it.
        remainder_at_whole_rate: dollars of the sum that the whole percent leaves over.
    """

    paychecks: int
    paychecks_at_least: int
    amount: Dollars
    remainder: Dollars
    rate_of_pay: Rate | None
    whole_rate_of_pay: Rate | None
    remainder_at_whole_rate: Dollars | None


def paychecks_left(frequency: Frequency, today: dt.date, year: int, next_payday: dt.date | None = None) -> Count:
    """Paychecks from a day to 31 December.

    A paycheck counts in the year in which it is paid.

    Args:
        frequency: how often pay comes; semimonthly is one payday in each half of a month, or on the 1st and 15th.
        today: the day from which is counted, itself included.
        year: the year meant; where `today` lies before it, all of it is counted.
        next_payday: the first payday on or after `today`, which makes the count certain.
    """
    start = max(today, dt.date(year, 1, 1))
    end = dt.date(year, 12, 31)
    if start > end or (next_payday and next_payday > end):
        return Count(0, 0)
    if frequency in _DAYS_BETWEEN:
        return _every_so_many_days(_DAYS_BETWEEN[frequency], start, end, next_payday)
    from_day = max(start, next_payday or start)
    if frequency == "monthly":
        most = 13 - from_day.month
        certain = next_payday is not None or from_day.day == 1
    else:
        most = 2 * (12 - from_day.month) + (2 if from_day.day <= 15 else 1)
        # a payday about the 15th may be the second of its month, after one on the 1st
        certain = from_day.day == 1 or (next_payday is not None and not 13 <= from_day.day <= 15)
    return Count(most, most if certain else most - 1)


def _every_so_many_days(step: int, start: dt.date, end: dt.date, payday: dt.date | None) -> Count:
    if payday is None:
        days = (end - start).days + 1
        return Count(-(-days // step), days // step)
    first = payday + dt.timedelta(days=-((payday - start).days // step) * step if payday < start else 0)
    count = (end - first).days // step + 1
    return Count(count, count)


def spread(total: Decimal, count: Count, pay: Decimal | None) -> PerPaycheck:
    """Spread a sum over the paychecks left, so that what they add up to never exceeds it.

    Args:
        total: dollars to spread.
        count: the paychecks left; with none of them everything is left over.
        pay: gross dollars of one paycheck, where known.
    """
    amount = (total / count.most).quantize(CENT, ROUND_FLOOR) if count.most else ZERO
    rates: tuple[Decimal, Decimal] | None = None
    if pay:
        share = min(amount / pay, Decimal(1))
        rates = share.quantize(_HUNDREDTH_OF_A_PERCENT, ROUND_FLOOR), share.quantize(CENT, ROUND_FLOOR)
    return PerPaycheck(
        paychecks=count.most,
        paychecks_at_least=count.least,
        amount=amount,
        remainder=total - count.most * amount,
        rate_of_pay=rates[0] if rates else None,
        whole_rate_of_pay=rates[1] if rates else None,
        remainder_at_whole_rate=total - count.most * cents(rates[1] * pay) if rates and pay else None,
    )
