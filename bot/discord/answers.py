"""Which public answers go with which question, so that they can leave with it; ids alone, no text.

Memory comes first: nobody waits for the store, and without one the last few thousand answers are still known. An answer
is forgotten once it is gone, not before: what fails half-way is not lost.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.store.keeper import Keeper
from bot.store.model import KEPT, Answer

if TYPE_CHECKING:
    from bot.store.database import Database

MOST = 4000  # answers in memory; older ones are in the store alone
GATHERED = 20_000  # messages that one look into the store is for; what comes on top is not looked up


@dataclass
class _Look:
    """One look into the store for all that gathers before it begins.

    Attributes:
        messages: what it is for.
        found: what it found; ``None`` before.
    """

    messages: set[int] = field(default_factory=set)
    found: list[Answer] | None = None


class Answers:
    """The public answers of the last thirty days."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._recent: OrderedDict[int, Answer] = OrderedDict()  # by their own messages
        self._of: dict[int, set[int]] = {}  # the messages of the answers to a question
        self._keeper = keeper or Keeper.without()
        self._next = _Look()
        self._one_look = asyncio.Lock()
        self._dropping: set[int] = set()  # gone, but not from the store yet
        self._drops: asyncio.Task[Any] | None = None

    def keep(self, question_message_id: int, channel_id: int, answer_message_id: int, guild_id: int) -> None:
        """Remember an answer to a question, which may have others; the store hears of it in the background."""
        answer = Answer(question_message_id, channel_id, answer_message_id, guild_id)
        self._lose(answer.message)
        self._recent[answer.message] = answer
        self._of.setdefault(answer.question, set()).add(answer.message)
        while len(self._recent) > MOST:
            self._lose(next(iter(self._recent)))
        self._keeper.later(lambda database: database.keep_answer(answer))

    def known(self, messages: Iterable[int]) -> list[Answer]:
        """The answers in memory that go with some messages, or that are among them."""
        found: dict[int, None] = {}
        for message in messages:
            found |= dict.fromkeys(sorted(self._of.get(message, ())))
            found |= {message: None} if message in self._recent else {}
        return [self._recent[message] for message in found]

    async def stored(self, messages: Collection[int]) -> list[Answer]:
        """The same from the store, for messages that are no older than what it holds.

        One look at a time: whoever comes while one is under way gathers for the next.
        """
        oldest = _oldest()
        young = {message for message in messages if message >= oldest}
        look = self._next
        if not young or len(look.messages) + len(young) > GATHERED:
            return []
        look.messages |= young
        async with self._one_look:
            if look.found is None:  # the first of those that have gathered looks for all of them
                self._next = _Look()
                look.found = await self._looked_up(look.messages)
        return [answer for answer in look.found if answer.question in young or answer.message in young]

    def forget_answer(self, *messages: int) -> None:
        """Forget answers that are gone, by the ids of their own messages; the store hears of it in the background."""
        for message in messages:
            self._lose(message)
        self._dropping.update(messages)
        if self._drops is None or self._drops.done():
            self._drops = self._keeper.later(self._drop)
        if self._drops is None or len(self._dropping) > MOST:
            self._dropping.clear()  # their rows go when they are thirty days old

    def forget(self, guild_id: int) -> None:
        """Forget the answers in a server; its rows go with those of its settings."""
        for message in [message for message, answer in self._recent.items() if answer.guild == guild_id]:
            self._lose(message)

    def sweep(self) -> None:
        """Forget those that are past their time; the store deletes its own."""
        oldest = _oldest()
        while self._recent and (first := next(iter(self._recent))) < oldest:
            self._lose(first)

    def _lose(self, message: int) -> None:
        answer = self._recent.pop(message, None)
        if answer is not None:
            siblings = self._of[answer.question]
            siblings.discard(message)
            if not siblings:
                del self._of[answer.question]

    async def _looked_up(self, messages: set[int]) -> list[Answer]:
        try:
            return await self._keeper.look(lambda database: database.answers(messages))
        except Exception:  # the keeper has noted it; without a store older answers are unknown
            return []

    async def _drop(self, database: Database) -> None:
        """Drop all that has gathered, together; what could not be dropped goes with the next."""
        while self._dropping:
            messages, self._dropping = self._dropping, set()
            try:
                await database.drop_answers(messages)
            except Exception:
                self._dropping |= messages
                raise


def _oldest() -> int:
    """The id of a message that is as old as what is kept may be."""
    return discord.utils.time_snowflake(datetime.now(UTC) - KEPT)
