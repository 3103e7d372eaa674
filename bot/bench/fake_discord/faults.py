"""What goes wrong on purpose: answers with errors, late answers, cut connections, route by route."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from aiohttp import web

from bot.bench.fake_discord.payloads import Payload


@dataclass
class Fault:
    """One thing that goes wrong.

    Attributes:
        method: of the request.
        path: of the request, with ``*`` for any part.
        status: of the answer; 0 cuts the connection without one, ``None`` lets the request through after the delay.
        times: how many requests it meets.
        seconds: how long the answer is held back.
        headers: of the answer.
        code: Discord's own code of the error.
        body: what else the answer says, such as ``retry_after``.
        arrived: whether the request takes effect although the answer says that it failed.
        met: how many requests it has met.
    """

    method: str
    path: str
    status: int | None = 500
    times: int = 1
    seconds: float = 0.0
    headers: Mapping[str, str] = field(default_factory=dict)
    code: int = 0
    body: Mapping[str, Any] = field(default_factory=dict)
    arrived: bool = False
    met: int = 0

    def meets(self, request: web.Request) -> bool:
        """Whether it is the turn of this one."""
        return self.met < self.times and request.method == self.method and fnmatchcase(request.path, self.path)

    async def answer(self, request: web.Request) -> web.Response | None:
        """What the bot gets instead; ``None`` where the request goes its way after all."""
        await asyncio.sleep(self.seconds)
        if self.status is None:
            return None
        if self.status == 0:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        said: Payload = {"message": f"{self.status}: scripted", "code": self.code, **self.body}
        response = web.json_response(said, status=self.status, headers=self.headers)
        response.headers["Content-Type"] = "application/json"  # discord.py takes JSON under exactly this type
        return response


def rate_limited(method: str, path: str, seconds: float, *, via: bool = True, times: int = 1) -> Fault:
    """A request too many; ``via`` tells Discord's own refusal from that of the network in front of it."""
    headers = {"Retry-After": str(seconds), **({"Via": "1.1 google"} if via else {})}
    body = {"retry_after": seconds, "global": False}
    return Fault(method, path, 429, times, headers=headers, body=body)
