"""The gateway: sessions that begin, are taken up again, end in every way, and the events between."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import WSMsgType, web

from bot.bench.fake_discord.payloads import PERMISSIONS, Payload, guild, ready

HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 1, 2, 6, 7, 9, 10, 11
BEAT = 45.0  # seconds between two heartbeats


class Gateway:
    """One socket at a time.

    Attributes:
        refuse: whether connections are refused with 503.
        no_handshake: whether they are answered as if this were a web page.
        fatal_close: the code that identifying is closed with.
        acknowledge: whether heartbeats are answered.
        beat: seconds between two of them.
        forgets: whether a session cannot be taken up again.
        permissions: what the bot may do in the server.
        broken_ready: how many sessions begin with something that cannot be read.
        refused: how many connections were refused.
    """

    def __init__(self, channels: Sequence[str], permissions: str = PERMISSIONS) -> None:
        self.identified: asyncio.Queue[Payload] = asyncio.Queue()
        self.resumed: asyncio.Queue[Payload] = asyncio.Queue()
        self.refuse = self.no_handshake = self.forgets = False
        self.fatal_close: int | None = None
        self.acknowledge = True
        self.beat = BEAT
        self.permissions = permissions
        self.broken_ready = 0
        self.refused = 0
        self.address = ""
        self.socket: web.WebSocketResponse | None = None
        self._transport: asyncio.Transport | None = None
        self._channels = channels
        self._sequence = itertools.count(1)
        self._sessions = itertools.count(1)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection."""
        if self.refuse or self.no_handshake:
            self.refused += 1
            return web.Response(status=503) if self.refuse else web.Response(text="a web page")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.socket, self._transport = socket, request.transport
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": self.beat * 1000}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            await self._received(socket, json.loads(frame.data))
        return socket

    async def dispatch(self, event: str, data: Any) -> None:  # noqa: ANN401 - whatever a test wants to be parsed
        """Send an event.

        Raises:
            ConnectionError: the bot is not connected.
        """
        if self.socket is None:
            raise ConnectionError("the bot is not connected")
        await self.socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": data})

    async def operate(self, code: int, data: object = None) -> None:
        """Send something that is no event, such as the wish that the bot connect anew.

        Raises:
            ConnectionError: the bot is not connected.
        """
        if self.socket is None:
            raise ConnectionError("the bot is not connected")
        await self.socket.send_json({"op": code, "d": data})

    async def close(self, code: int = 1000) -> None:
        """End the connection as a server does."""
        if self.socket is not None and not self.socket.closed:
            await self.socket.close(code=code)

    def drop(self) -> None:
        """End the connection as a torn cable does: no closing frame."""
        if self._transport is not None:
            self._transport.abort()

    async def _received(self, socket: web.WebSocketResponse, payload: Payload) -> None:
        if payload["op"] == HEARTBEAT:
            if self.acknowledge:
                await socket.send_json({"op": ACK})
        elif payload["op"] == RESUME:
            if self.forgets:
                await socket.send_json({"op": INVALID, "d": False})
                return
            await self.dispatch("RESUMED", {})
            self.resumed.put_nowait(payload["d"])
        elif payload["op"] == IDENTIFY:
            if self.fatal_close:
                await socket.close(code=self.fatal_close)
                return
            await self._begin()
            self.identified.put_nowait(payload["d"])

    async def _begin(self) -> None:
        if self.broken_ready:
            self.broken_ready -= 1
            await self.dispatch("READY", {"v": 10, "nonsense": []})
            return
        await self.dispatch("READY", ready(self.address, f"session-{next(self._sessions)}"))
        await self.dispatch("GUILD_CREATE", guild(self._channels, self.permissions))
