"""What the bot sent: every answer with the time it took, under the id of what it answers."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.bench.fake_discord.payloads import Payload

CALLBACK, MESSAGE, FOLLOWUP, EDIT = "callback", "message", "follow-up", "edit"
DEFERRED = frozenset({5, 6})


@dataclass(frozen=True)
class Answer:
    """One answer of the bot.

    Attributes:
        kind: ``callback``, ``message``, ``follow-up`` or ``edit``.
        body: what was sent; for a callback with its type.
        seconds: since the event was dispatched.
        message: the message that came of it.
        files: names of the files sent along.
    """

    kind: str
    body: Payload
    seconds: float
    message: Payload = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def data(self) -> Payload:
        """The body of the message, form or list, whatever way it came."""
        return self.body.get("data") or {} if self.kind == CALLBACK else self.body

    @property
    def final(self) -> bool:
        """Whether there is something to see in it: a deferral is only a promise."""
        return self.kind != CALLBACK or self.body["type"] not in DEFERRED


class Ledger:
    """Which event was answered, when, and how often."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = defaultdict(list)
        self.refused: dict[str, int] = defaultdict(int)  # callbacks that came too late or were one too many
        self._begun: dict[str, float] = {}
        self._changed: dict[str, asyncio.Event] = {}

    def begin(self, event: str) -> None:
        """Note that an event was dispatched."""
        self._begun[event] = time.perf_counter()
        self._changed[event] = asyncio.Event()

    def age(self, event: str) -> float:
        """Seconds since it was dispatched."""
        return time.perf_counter() - self._begun.get(event, time.perf_counter())

    def note(self, event: str, answer: Answer) -> None:
        """Note an answer."""
        self.answers[event].append(answer)
        if event in self._changed:
            self._changed[event].set()

    async def of(self, event: str, seconds: float) -> Answer:
        """The first answer to an event that shows something.

        Raises:
            TimeoutError: there is none within the time.
        """
        async with asyncio.timeout(seconds):
            while True:
                found = next((one for one in self.answers.get(event, ()) if one.final), None)
                if found:
                    return found
                self._changed[event].clear()
                await self._changed[event].wait()

    def count(self, event: str) -> int:
        """How many answers that show something an event has got."""
        return sum(one.final for one in self.answers.get(event, ()))


async def body_of(request: web.Request) -> tuple[Payload, tuple[str, ...]]:
    """The JSON of a request, and the names of the files that came with it."""
    if not request.content_type.startswith("multipart/"):
        return (await request.json() if request.can_read_body else {}), ()
    body: Payload = {}
    names = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        raw: Any = await part.read()
        if part.name == "payload_json":
            body = json.loads(raw)
        else:
            names.append(part.filename or "")
    return body, tuple(names)
