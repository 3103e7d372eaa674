"""The day at the desk is a day in the United States, wherever the bot runs."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, tzinfo

import pytest

from bot import clock
from bot.assistant import Assistant


class Clock(datetime):
    """A clock that has stopped."""

    moment = datetime(2027, 1, 1, 2, 30, tzinfo=UTC)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """The moment, in a zone."""
        return cls.moment.astimezone(tz)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 1, 1, 2, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2027, 1, 1, 5, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 1, 3, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 7, 1, 4, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_the_day_turns_at_midnight_in_new_york(monkeypatch: pytest.MonkeyPatch, moment: datetime, day: date) -> None:
    """Neither at midnight UTC nor an hour off in summer."""
    monkeypatch.setattr(Clock, "moment", moment)
    monkeypatch.setattr(clock, "datetime", Clock)
    assert clock.us_today() == day


def test_without_time_zones_the_year_still_turns_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without the zones keeps the winter time."""

    def missing(_: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError

    monkeypatch.setattr(clock, "datetime", Clock)
    monkeypatch.setattr(clock, "ZoneInfo", missing)
    assert clock.us_today() == date(2026, 12, 31)


def test_the_desk_goes_by_it(assistant: Assistant) -> None:
    """Where nothing else is handed in, 去年 and the filing season are told from that day."""
    assert Assistant(assistant.base, assistant.words)._today is clock.us_today
