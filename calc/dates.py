"""Days as people write them: 2026-03-15, 3/15/2026, 2026年3月15日."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Final

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from calc.errors import echo

_LONGEST: Final = 32  # characters of a written day
_YEARS: Final = range(1950, 2151)  # of a day that people mean
_WRITTEN: Final = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<month>\d{1,2})(?P<mark>[-/])(?P<day>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",  # month first, as in the US
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号號]?",
    )
)


def written_day(text: str) -> dt.date | None:
    """The day that a text names, or None where it names none.

    A slash between two short figures puts the month first; a year of two digits is of this century.
    """
    if len(text) > _LONGEST:
        return None
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    found = next(filter(None, (pattern.fullmatch(folded) for pattern in _WRITTEN)), None)
    if found is None:
        return None
    year = int(found["year"])
    try:
        return dt.date(year if year > 99 else 2000 + year, int(found["month"]), int(found["day"]))
    except ValueError:  # the 30th of February has the right shape
        return None


def read_day(value: object) -> dt.date:
    """Read a day of the years 1950 to 2150 from a date or from text.

    Raises:
        PydanticCustomError: typed ``not_a_date``.
    """
    day: dt.date | None = None
    if isinstance(value, str):
        day = written_day(value)
    elif isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        day = value
    if day is None or day.year not in _YEARS:
        raise PydanticCustomError("not_a_date", "not a date", {"read": echo(value)})
    return day


DateIn = Annotated[dt.date, BeforeValidator(read_day)]
"""A day as an asker gives it."""
