"""Days as people write them."""

import datetime as dt

import pytest
from pydantic_core import PydanticCustomError

from calc.dates import read_day, written_day


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026/3/5",
        "2026.03.05",
        "3/5/2026",
        "03-05-2026",
        "3/5/26",
        "2026年3月5日",
        "2026 年 3 月 5 号",
        "２０２６年３月５日",
        " 2026-03-05 ",
    ],
)
def test_written_days(text: str) -> None:
    """ISO, American and Chinese ways to write a day mean the same day; the month comes before the day."""
    assert written_day(text) == read_day(text) == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-13-01", "2026-02-29", "15/3/2026", "3/15", "2026-3/5", "20260305", "3/15/026", "1" * 40],
)
def test_no_days(text: str) -> None:
    """What is no day of the calendar, or could be another one, is not read as one."""
    assert written_day(text) is None
    with pytest.raises(PydanticCustomError):
        read_day(text)


@pytest.mark.parametrize("value", [20260305, True, None, dt.datetime(2026, 3, 5, tzinfo=dt.UTC), "1899-12-31"])
def test_other_things_are_refused(value: object) -> None:
    """Numbers, times and days that nobody means are refused."""
    with pytest.raises(PydanticCustomError):
        read_day(value)


def test_a_date_stays_itself() -> None:
    """A day that is one already is taken as it is."""
    assert read_day(dt.date(2026, 3, 5)) == dt.date(2026, 3, 5)
