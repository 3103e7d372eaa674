"""The settings of the servers, held in memory: a question never waits for the store, nor fails with it.

A change counts at once. What the store does not have yet is remembered, and written when it can be used again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import TYPE_CHECKING

from bot.store.keeper import Keeper
from bot.store.model import UNSET, ServerSettings

if TYPE_CHECKING:
    from bot.store.database import Database


class Servers:
    """What each server has set, as far as it is known."""

    def __init__(self, known: Mapping[int, ServerSettings] | None = None, keeper: Keeper | None = None) -> None:
        self._known = dict(known or {})
        self._keeper = keeper or Keeper.without()
        self._ahead: dict[int, ServerSettings | None] = {}  # not in the store yet; None is to be deleted there
        self._ours: Callable[[int], bool] | None = None  # unknown until it is settled in which servers the bot is
        self._keeper.when_open(self._opened)
        self._keeper.when_purging(self._purge)

    def of(self, guild: int | None) -> ServerSettings:
        """The settings of a server; those of a new one where nothing is known, or in a direct message."""
        return self._known.get(guild or 0, UNSET)

    async def change(self, guild: int, settings: ServerSettings) -> bool:
        """Set a server up, from now on.

        Returns:
            Whether the store has it, so that it outlives a restart.
        """
        self._known[guild] = settings
        return await self._keep(guild, settings)

    async def forget(self, guild: int) -> bool:
        """Forget a server now, as if it had never set anything; whether its rows are deleted."""
        self._known.pop(guild, None)
        return await self._keep(guild, None)

    async def lose_channel(self, guild: int, channel: int) -> None:
        """A channel of a server was deleted: it is no longer part of what the server has set."""
        await self._adjust(guild, self.of(guild).without_channel(channel))

    async def lose_role(self, guild: int, role: int) -> None:
        """A role of a server was deleted: it is no longer part of what the server has set."""
        await self._adjust(guild, self.of(guild).without_role(role))

    async def _adjust(self, guild: int, settings: ServerSettings) -> None:
        if settings != self.of(guild):
            await self.change(guild, settings)

    def left(self, guild: int) -> None:
        """The bot was taken out of a server: what it has set goes in thirty days."""
        self._keeper.later(lambda database: database.leave(guild))

    def came_back(self, guild: int) -> None:
        """The bot is in a server, for the first time or again: what it may have set stays."""
        self._keeper.later(lambda database: database.come_back(guild))

    def settle(self, present: Set[int], ours: Callable[[int], bool]) -> None:
        """Catch up with what happened while the bot was away: in which servers it is, of those that it may judge."""
        self._keeper.later(lambda database: self.settle_in(database, present, ours))

    async def settle_in(self, database: Database, present: Set[int], ours: Callable[[int], bool]) -> None:
        """The same in a store that is open; only then may those go that were left long ago: one may be here again."""
        await database.settle(present, ours)
        self._ours = ours
        await self._purge(database)

    async def _keep(self, guild: int, wanted: ServerSettings | None) -> bool:
        self._ahead[guild] = wanted
        try:
            await self._keeper.run(self._write)
        except Exception:  # the keeper has noted it; the change holds until a restart
            return False
        return True

    async def _write(self, database: Database) -> None:
        """Write all that the store does not have yet, as it is now."""
        for guild, wanted in list(self._ahead.items()):
            await (database.forget(guild) if wanted is None else database.save(guild, wanted))
            if guild in self._ahead and self._ahead[guild] is wanted:  # not changed again meanwhile
                del self._ahead[guild]

    async def _opened(self, database: Database) -> None:
        """Take over what is stored, but for what was changed meanwhile."""
        stored = await database.settings()
        self._known = {guild: settings for guild, settings in stored.items() if guild not in self._ahead} | {
            guild: settings for guild, settings in self._known.items() if guild in self._ahead or guild not in stored
        }
        await self._write(database)

    async def _purge(self, database: Database) -> None:
        if self._ours is not None:
            for guild in await database.purge_servers(self._ours):
                self._known.pop(guild, None)
