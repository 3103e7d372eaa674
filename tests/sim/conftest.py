"""A simulated Discord with one server, one channel, two members and the real bot."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import simcord
import simcord.interactions

from bot import desk as desks
from bot import log
from bot.desk import Desk
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.serving.running import quiet_discord
from bot.settings import Settings


@dataclass
class World:
    """The server, the people in it, and the bot."""

    env: simcord.Env
    desk: Desk
    guild: Any
    channel: Any
    alice: Any
    bob: Any
    carol: Any  # whom the bot meets in direct messages alone
    settings: Settings

    @property
    def bot(self) -> RothdeskBot:
        """The bot that is connected now."""
        return self.env.bot  # type: ignore[return-value]

    async def restart(self) -> None:
        """A new process: nothing of the old bot's memory survives."""
        await self.env.restart_bot(create_bot(self.settings, self.desk))

    def me(self) -> str:
        """The bot's mention."""
        assert self.bot.user is not None
        return self.bot.user.mention

    async def slash(self, place: str, name: str, **options: Any) -> Any:
        """A slash command in the server or in a direct message."""
        if place == "guild":
            return await self.alice.slash(self.channel, name, **options)
        return await self.carol.slash(name, **options)

    def person(self, place: str) -> Any:
        """Who acts there."""
        return self.alice if place == "guild" else self.carol


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The real desk, read once."""
    return desks.open_desk(Settings())


@pytest.fixture
def settings() -> Settings:
    """Without a store; a module that wants one has a fixture of this name."""
    return Settings(token=None, store_url="none")


@pytest.fixture
def simcord_bot(desk: Desk, settings: Settings) -> RothdeskBot:
    """The bot that SimCord's own fixture connects; errors that it swallows fail the test unless it looks at them."""
    return create_bot(settings, desk)


@pytest.fixture
async def world(desk: Desk, settings: Settings, simcord_env: simcord.Env) -> World:
    """A fresh server, with the commands registered as `sync` would."""
    await simcord_env.bot.tree.sync()  # type: ignore[attr-defined]
    guild = simcord_env.create_guild()
    channel = guild.create_text_channel("general")
    alice, bob = (guild.add_member(simcord_env.create_user(name)) for name in ("alice", "bob"))
    return World(simcord_env, desk, guild, channel, alice, bob, simcord_env.create_user("carol"), settings)


@pytest.fixture
def user_locale(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the language of the user's Discord, and of the server; SimCord knows en-US alone."""
    original = simcord.interactions.base_payload

    def use(locale: str, guild_locale: str = "en-US") -> None:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            record, payload = original(*args, **kwargs)
            payload["locale"] = locale
            if "guild_locale" in payload:
                payload["guild_locale"] = guild_locale
            return record, payload

        monkeypatch.setattr(simcord.interactions, "base_payload", wrapped)

    return use


@pytest.fixture
def written() -> Iterator[Callable[[], str]]:
    """What the log holds, at the most talkative level that can be set."""
    root, level = logging.getLogger(), logging.getLogger().level
    log.configure(Settings(token=None, log_level="DEBUG", log_format="json"))
    quiet_discord()
    (handler,) = root.handlers
    stream = io.StringIO()
    handler.setStream(stream)  # type: ignore[attr-defined]
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(level)
