"""The first message of a forum post: it comes as an event of its own, soon after the post itself or just before it."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.recent import Recent

EVENT = "starter"


@dataclass(frozen=True)
class Starter:
    """What matters of a first message: whether a bot wrote it, and whom it mentions, perhaps everyone."""

    by_bot: bool
    mentions: frozenset[int]
    everyone: bool = False


class Starters:
    """The first messages of the last minutes."""

    def __init__(self) -> None:
        self._seen: Recent[Starter] = Recent()

    def note(self, client: discord.Client, message: discord.Message) -> None:
        """Remember a message if it is the first one of its thread, and tell who waits for it."""
        if message.id == message.channel.id:
            self._seen.put(str(message.id), read(message))
            client.dispatch(EVENT, message.id)

    def sweep(self) -> None:
        """Forget those that are over."""
        self._seen.sweep()

    async def of(self, client: discord.Client, thread: int, seconds: float) -> Starter | None:
        """The first message of a thread; ``None`` if its event does not come in so many seconds."""
        found = self._seen.get(str(thread))
        if found is None:
            # not the event of the message itself: that one may be on its way to `note` already
            try:
                await client.wait_for(EVENT, check=lambda one: bool(one == thread), timeout=seconds)
            except TimeoutError:
                return None
        return found or self._seen.get(str(thread))


def read(message: discord.Message) -> Starter:
    """What matters of a message."""
    by_bot = message.author.bot or message.webhook_id is not None
    return Starter(by_bot, frozenset(user.id for user in message.mentions), message.mention_everyone)
