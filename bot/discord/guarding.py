"""An event that cannot be parsed must not end the bot: discord.py would let it end the connection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord

from bot.discord.errors import report_event

Parser = Callable[[Any], None]
# without these two there is no session to go on with: their failure is for the supervisor
ESSENTIAL = frozenset({"READY", "RESUMED"})


def guard_parsers(client: discord.Client) -> None:
    """Make every parser of events report a failure and go on; discord.py offers no public place for this."""
    parsers: dict[str, Parser] = client._connection.parsers  # noqa: SLF001 - the one seam before an event is parsed
    for name in parsers.keys() - ESSENTIAL:
        parsers[name] = _guarded(name, parsers[name])


def _guarded(name: str, parser: Parser) -> Parser:
    def parse(data: Any) -> None:  # noqa: ANN401 - whatever Discord sent
        try:
            parser(data)
        except Exception as error:
            report_event(error, f"event {name}")

    return parse
