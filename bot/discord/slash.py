"""Commands by name in texts: as a link to press where Discord's id of the command is known, in plain type elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

from bot import log

_log = log.get("rothdesk.discord")


class Slash:
    """The ids of the registered commands."""

    def __init__(self, ids: Mapping[str, int] | None = None) -> None:
        self._ids = dict(ids or {})

    async def learn(self, tree: app_commands.CommandTree[Any]) -> None:
        """Ask Discord once; without an answer the texts go without links."""
        if self._ids:
            return
        try:
            found = await tree.fetch_commands()
        except Exception as error:  # whatever it is, nobody misses more than a link
            _log.info("command ids unknown", error=type(error).__name__)
            return
        self._ids = {one.name: one.id for one in found if one.type is discord.AppCommandType.chat_input}

    def __call__(self, name: str) -> str:
        """A command as it is written in a message."""
        known = self._ids.get(name)
        return f"</{name}:{known}>" if known else f"`/{name}`"

    def all(self, *names: str) -> dict[str, str]:
        """Several commands by name, to fill a text with."""
        return {name: self(name) for name in names}
