"""Which public answer goes with which question, so that it can be mended or leave with it; ids alone, no text.

Memory comes first: nobody waits for the store, and without one the last few thousand answers are still known.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta

import discord

from bot.store.keeper import Keeper

MOST = 4000  # answers in memory; older ones are in the store alone
KEPT = timedelta(days=30)
LOOKING_SECONDS = 1.0

Place = tuple[int, int]  # channel, message


class Answers:
    """The public answers of the last thirty days."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._recent: OrderedDict[int, tuple[Place, int]] = OrderedDict()
        self._keeper = keeper or Keeper.without()

    def keep(self, question_message_id: int, channel_id: int, answer_message_id: int, guild_id: int) -> None:
        """Remember the answer to a question; the store hears of it in the background."""
        self._recent[question_message_id] = ((channel_id, answer_message_id), guild_id)
        while len(self._recent) > MOST:
            self._recent.popitem(last=False)
        self._keeper.later(
            lambda database: database.keep_answer(question_message_id, channel_id, answer_message_id, guild_id)
        )

    async def take(self, question_message_id: int) -> Place | None:
        """The channel and message of the answer to a question, which is thereby forgotten; ``None`` for none."""
        found = self._recent.pop(question_message_id, None)
        if found:
            self._keeper.later(lambda database: database.take_answer(question_message_id))
            return found[0]
        if discord.utils.snowflake_time(question_message_id) < datetime.now(UTC) - KEPT:
            return None
        try:
            return await self._keeper.run(
                lambda database: database.take_answer(question_message_id), LOOKING_SECONDS, again=False
            )
        except Exception:  # the keeper has noted it; without a store older answers are unknown
            return None

    def forget(self, guild_id: int) -> None:
        """Forget the answers in a server; its rows go with those of its settings."""
        self._recent = OrderedDict((key, one) for key, one in self._recent.items() if one[1] != guild_id)
