"""Counting paychecks to the end of the year, against a calendar that is walked day by day."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.paychecks import Count, Frequency, paychecks_left, spread

DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
FIXED = {"weekly": 7, "biweekly": 14}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("frequency", "today", "payday", "most", "least"),
    [
        ("weekly", "2026-12-31", None, 1, 0),
        ("weekly", "2026-12-25", None, 1, 1),  # seven days, each weekday once
        ("weekly", "2026-12-24", None, 2, 1),
        ("weekly", "2026-12-24", "2026-12-25", 1, 1),
        ("weekly", "2026-12-24", "2026-12-24", 2, 2),
        ("biweekly", "2026-12-18", None, 1, 1),
        ("biweekly", "2026-12-17", None, 2, 1),
        ("biweekly", "2026-01-01", "2026-01-02", 26, 26),
        ("biweekly", "2026-01-01", "2026-01-01", 27, 27),  # a year of 27 paydays
        ("semimonthly", "2026-12-01", None, 2, 2),
        ("semimonthly", "2026-12-02", None, 2, 1),
        ("semimonthly", "2026-12-16", None, 1, 0),
        ("semimonthly", "2026-12-10", "2026-12-15", 2, 1),  # the 15th and last, or the 1st and 15th
        ("semimonthly", "2026-11-16", "2026-11-30", 3, 3),
        ("semimonthly", "2026-12-01", "2026-12-05", 2, 2),
        ("monthly", "2026-12-01", None, 1, 1),
        ("monthly", "2026-12-02", None, 1, 0),
        ("monthly", "2026-10-15", "2026-10-31", 3, 3),
        ("monthly", "2026-12-20", "2027-01-15", 0, 0),
        ("weekly", "2025-12-20", None, 53, 52),  # next year's is asked about
        ("biweekly", "2025-12-20", "2025-12-26", 26, 26),
        ("monthly", "2025-12-20", "2025-12-31", 12, 12),
    ],
)
def test_counts(frequency: Frequency, today: str, payday: str | None, most: int, least: int) -> None:
    """Hand-counted paydays; uncertain by one where the next payday is not known."""
    assert paychecks_left(frequency, day(today), 2026, day(payday) if payday else None) == Count(most, least)


def test_a_year_that_is_over_has_none() -> None:
    """After 31 December nothing of the year is left."""
    assert paychecks_left("weekly", day("2027-01-01"), 2026) == Count(0, 0)


def walked(days: list[dt.date], start: dt.date) -> int:
    return sum(start <= each <= dt.date(2026, 12, 31) and each.year == 2026 for each in days)


@given(st.sampled_from(sorted(FIXED)), DAYS, st.integers(0, 13))
def test_fixed_steps_agree_with_a_walk(frequency: Frequency, today: dt.date, ahead: int) -> None:
    """A weekly or biweekly schedule has a count between the two ends, and exactly it once a payday is told."""
    first = today + dt.timedelta(days=ahead % FIXED[frequency])
    days = [first + dt.timedelta(days=FIXED[frequency] * number) for number in range(120)]
    unsure = paychecks_left(frequency, today, 2026)
    assert unsure.least <= walked(days, today) <= unsure.most <= unsure.least + 1
    assert paychecks_left(frequency, today, 2026, first) == Count(walked(days, today), walked(days, today))


@given(DAYS, st.sampled_from([(1, 15), (1, 16), (5, 20), (10, 25), (15, 28), (15, 31)]))
def test_two_paydays_a_month_agree_with_a_walk(today: dt.date, paydays: tuple[int, int]) -> None:
    """The usual semimonthly schedules lie between the two ends, with and without the next payday told."""
    months = [(year, month) for year in (2025, 2026, 2027) for month in range(1, 13)]
    last = {
        month: (dt.date(2025 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day for month in range(1, 13)
    }
    days = [dt.date(year, month, min(number, last[month])) for year, month in months for number in paydays]
    first = min(each for each in days if each >= today)
    for count in (paychecks_left("semimonthly", today, 2026), paychecks_left("semimonthly", today, 2026, first)):
        assert count.least <= walked(days, today) <= count.most <= count.least + 1


@given(DAYS, st.integers(1, 28))
def test_one_payday_a_month_agrees_with_a_walk(today: dt.date, payday: int) -> None:
    """Monthly pay lies between the two ends, and is exact once the next payday is told."""
    days = [dt.date(year, month, payday) for year in (2025, 2026, 2027) for month in range(1, 13)]
    first = min(each for each in days if each >= today)
    unsure = paychecks_left("monthly", today, 2026)
    assert unsure.least <= walked(days, today) <= unsure.most <= unsure.least + 1
    assert paychecks_left("monthly", today, 2026, first) == Count(walked(days, today), walked(days, today))


CENTS = st.integers(0, 7_200_000).map(lambda cents: Decimal(cents) / 100)


@given(CENTS, st.integers(0, 53), st.none() | st.integers(1, 5_000_000).map(lambda cents: Decimal(cents) / 100))
def test_what_is_spread_never_exceeds_the_sum(total: Decimal, paychecks: int, pay: Decimal | None) -> None:
    """The paychecks together never exceed the sum, by amount or by percent, and less than a cent each is left over."""
    each = spread(total, Count(paychecks, paychecks), pay)
    assert each.amount * paychecks + each.remainder == total
    assert each.remainder >= 0
    if paychecks:
        assert each.remainder < Decimal(paychecks) / 100
    if pay and each.rate_of_pay is not None and each.remainder_at_whole_rate is not None:
        assert paychecks * (pay * each.rate_of_pay).quantize(Decimal("0.01")) <= total
        assert each.whole_rate_of_pay is not None
        assert each.whole_rate_of_pay <= each.rate_of_pay <= 1
        assert each.remainder_at_whole_rate >= 0
