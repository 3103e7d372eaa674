"""An event that cannot be parsed must not end the bot: discord.py would let it end the connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot import log
from bot.discord.serving.errors import apology, report_event

Parser = Callable[[Any], None]
# without these two there is no session to go on with: their failure is for the supervisor
ESSENTIAL = frozenset({"READY", "RESUMED"})
INTERACTION = "INTERACTION_CREATE"
_ANSWERABLE = frozenset({2, 3, 5})  # commands, controls and forms; suggestions can only be left out
_MESSAGE, _EPHEMERAL = 4, 1 << 6

_log = log.get("rothdesk.discord")
_running: set[asyncio.Task[None]] = set()


def guard_parsers(client: discord.Client) -> None:
    """Make every parser of events report a failure and go on; discord.py offers no public place for this."""
    parsers: dict[str, Parser] = client._connection.parsers  # noqa: SLF001 - the one seam before an event is parsed
    for name in parsers.keys() - ESSENTIAL:
        parsers[name] = _guarded(client, name, parsers[name])


def _guarded(client: discord.Client, name: str, parser: Parser) -> Parser:
    def parse(data: Any) -> None:  # noqa: ANN401 - whatever Discord sent
        try:
            parser(data)
        except Exception as error:
            incident = report_event(error, f"event {name}")
            if name == INTERACTION and isinstance(data, dict) and data.get("type") in _ANSWERABLE:
                task = asyncio.get_running_loop().create_task(_apologise(client, data, incident))
                _running.add(task)  # the loop itself holds no task
                task.add_done_callback(_running.discard)

    return parse


async def _apologise(client: Any, data: dict[str, Any], incident: str) -> None:  # noqa: ANN401 - the bot, with services
    """Answer somebody whose interaction is of a shape that discord.py does not know: id and token are enough."""
    given = str(data.get("id", "")), str(data.get("token", ""))
    if not all(given):
        return
    route = Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback",
                  interaction_id=given[0], interaction_token=given[1])  # fmt: skip
    words = client.services.desk.words
    body = {"content": apology(words, incident), "flags": _EPHEMERAL, "allowed_mentions": {"parse": []}}
    try:
        await client.http.request(route, json={"type": _MESSAGE, "data": body})
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.error("apology not delivered", incident=incident, error=type(error).__name__)
