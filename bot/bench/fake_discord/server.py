"""REST and gateway on one port of this machine, enough to serve one bot; keeps what the bot sends."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from aiohttp import web

from bot.bench.fake_discord import people
from bot.bench.fake_discord.faults import Fault
from bot.bench.fake_discord.gateway import Gateway
from bot.bench.fake_discord.payloads import CHANNEL, PERMISSIONS, Payload
from bot.bench.fake_discord.people import ASKER, HERE, Person, Place, direct
from bot.bench.fake_discord.rest import TOO_LATE, Rest
from bot.bench.fake_discord.sent import Answer, Ledger

TOKEN = "MTIz.right.token"  # noqa: S105 - of no account
WAIT = 20.0
TYPING = 0.5  # seconds that nobody fills in a form within


class FakeDiscord:
    """A Discord with one server; what people do is dispatched to the bot, what the bot sends is kept.

    Attributes:
        callbacks: answers to interactions, as they come.
        messages: bodies of messages that the bot posts, as they come.
        identified: what the bot says of itself at the start of each session.
        resumed: what it says when it takes one up again.
        ledger: every answer under the id of what it answers.
        faults: what goes wrong.
    """

    def __init__(
        self,
        *,
        channels: Sequence[str] = (CHANNEL,),
        permissions: str = PERMISSIONS,
        team: bool = False,
        patience: float = TOO_LATE,
    ) -> None:
        self.callbacks: asyncio.Queue[Payload] = asyncio.Queue()
        self.messages: asyncio.Queue[Payload] = asyncio.Queue()
        self.ledger = Ledger()
        self.faults: list[Fault] = []
        self.gateway = Gateway(channels, permissions)
        self.rest = Rest(self, TOKEN, team=team, patience=patience)
        self._runner: web.AppRunner | None = None
        self._folder: TemporaryDirectory[str] | None = None  # of the store of the bots that are served
        self.address = ""

    @property
    def identified(self) -> asyncio.Queue[Payload]:
        """What the bot says of itself at the start of each session."""
        return self.gateway.identified

    @property
    def resumed(self) -> asyncio.Queue[Payload]:
        """What the bot says when it takes a session up again."""
        return self.gateway.resumed

    @property
    def registered(self) -> list[Payload]:
        """The commands that are registered."""
        return self.rest.registered

    @property
    def calls(self) -> list[str]:
        """Method and path of every request."""
        return self.rest.calls

    async def __aenter__(self) -> Self:
        self._folder = TemporaryDirectory(ignore_cleanup_errors=True)
        app = web.Application(middlewares=[self.rest.guard])
        self.rest.add_to(app)
        app.router.add_get("/gateway", self.gateway.serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.address = "127.0.0.1:{1}".format(*self._runner.addresses[0][:2])
        self.gateway.address = f"ws://{self.address}/gateway"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
        if self._folder is not None:
            self._folder.cleanup()

    def environment(self, token: str = TOKEN) -> dict[str, str]:
        """Settings that send a bot here."""
        store = Path(self._folder.name) / "store.db" if self._folder else None
        return {
            "DISCORD_TOKEN": token,
            "ROTHDESK_API_BASE": f"http://{self.address}/api",
            "ROTHDESK_GATEWAY": f"ws://{self.address}/gateway",
            "ROTHDESK_LOG_FORMAT": "json",
            "ROTHDESK_LOG_LEVEL": "DEBUG",
            "ROTHDESK_STORE_URL": f"sqlite+aiosqlite:///{store.as_posix()}" if store else "none",
        }

    def fault(self, method: str, path: str, **how: Any) -> Fault:  # noqa: ANN401 - the fields of a fault
        """Let requests go wrong from now on."""
        return self.plan(Fault(method, f"/api{path}", **how))

    def plan(self, fault: Fault) -> Fault:
        """Let requests go wrong as a fault says."""
        if not fault.path.startswith("/api"):
            fault.path = f"/api{fault.path}"
        self.faults.append(fault)
        return fault

    async def send(self, event: str, data: Any) -> None:  # noqa: ANN401 - whatever a test wants to be parsed
        """Dispatch an event to the bot."""
        await self.gateway.dispatch(event, data)

    async def answer(self, event: str, seconds: float = WAIT) -> Answer:
        """The first answer to an event that shows something.

        Raises:
            TimeoutError: there is none within the time.
        """
        return await self.ledger.of(event, seconds)

    async def slash(self, name: str, *, by: Person = ASKER, at: Place = HERE, **options: object) -> str:
        """Somebody runs a command, a mapping among its options being a subcommand; the id of the interaction."""
        return await self._interact(people.COMMAND, people.command(name, options), by, at)

    async def type(self, name: str, option: str, text: str, *, by: Person = ASKER, at: Place = HERE) -> str:
        """Somebody types into an option, and Discord asks for suggestions."""
        return await self._interact(people.AUTOCOMPLETE, people.command(name, {option: text}, option), by, at)

    async def menu(self, name: str, target: Payload, *, by: Person = ASKER, at: Place = HERE) -> str:
        """Somebody runs a command from the menu of a message."""
        return await self._interact(people.COMMAND, people.message_command(name, target), by, at)

    async def press(
        self, shown: Payload, custom_id: str, values: Sequence[str] = (), *, by: Person = ASKER, at: Place = HERE
    ) -> str:
        """Somebody presses a button of a message, or chooses from a select."""
        return await self._interact(people.PRESS, people.pressed(custom_id, values), by, at, shown)

    async def submit(
        self, form: Payload, values: Mapping[str, object], shown: Payload | None = None,
        *, by: Person = ASKER, at: Place = HERE,
    ) -> str:  # fmt: skip
        """Somebody sends a form that the bot opened, not before it can have heard that the form is on the screen."""
        await asyncio.sleep(TYPING)
        return await self._interact(people.SUBMIT, people.submitted(form, values), by, at, shown)

    async def say(self, content: str, *, by: Person = ASKER, at: Place = HERE, **how: Any) -> str:  # noqa: ANN401
        """Somebody writes in a channel, mentioning the bot unless told otherwise; the id of the message."""
        made = people.said(content, by, at, **how)
        self.rest.stored[made["id"]] = made
        self.ledger.begin(made["id"])
        await self.send("MESSAGE_CREATE", made)
        return str(made["id"])

    async def whisper(self, content: str, *, by: Person = ASKER, **how: Any) -> str:  # noqa: ANN401
        """Somebody writes to the bot in a direct message."""
        return await self.say(content, by=by, at=direct(by), **how)

    async def post(self, title: str, content: str, *, by: Person = ASKER) -> str:
        """Somebody opens a post in the forum; the id of its thread, and of its first message."""
        made = people.post(title, by)
        await self.send("THREAD_CREATE", made)
        first = people.said(content, by, Place(made["id"]), mentioning=False) | {"id": made["id"]}
        self.rest.stored[first["id"]] = first
        self.ledger.begin(first["id"])
        await self.send("MESSAGE_CREATE", first)
        return str(made["id"])

    async def delete(self, message: str, at: Place = HERE) -> None:
        """A message goes."""
        self.rest.stored.pop(message, None)
        where = {"channel_id": at.channel} | ({"guild_id": at.guild} if at.guild else {})
        await self.send("MESSAGE_DELETE", {"id": message, **where})

    async def _interact(self, kind: int, data: Payload, by: Person, at: Place, shown: Payload | None = None) -> str:
        return await self.interact(people.interaction(kind, data, by, at, shown))

    async def interact(self, made: Payload) -> str:
        """Dispatch an interaction of any shape; its id."""
        self.rest.open[made["id"]] = self.rest.open[made["token"]] = made
        self.ledger.begin(made["id"])
        await self.send("INTERACTION_CREATE", made)
        return str(made["id"])
