"""Which day it is at the desk: where its readers file, not where the bot happens to run."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE = "America/New_York"
WINTER = timedelta(hours=-5)  # stands in where the machine has no time zones; right at the turn of the year


def us_today() -> date:
    """The day on the east coast of the United States.

    A server on UTC would begin the new year, and with it the filing season, in the afternoon of 31 December.
    """
    try:
        zone = ZoneInfo(ZONE)
    except ZoneInfoNotFoundError:
        return datetime.now(timezone(WINTER)).date()
    return datetime.now(zone).date()
