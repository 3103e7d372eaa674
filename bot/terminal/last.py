"""The last answer of the chat, for ten minutes, so that a message which only changes something can go on from it."""

from __future__ import annotations

from bot.desk import Desk
from bot.figures import tells_figures
from bot.followup.thread import Thread, awaited
from bot.language import Language
from bot.recent import Recent
from bot.reply import Reply

LONG = 12  # characters; a text that is longer and not one figure is a sentence
SHORTEST_QUESTION = 5  # characters; less than that where a figure is asked for is a slip
_HERE = ""  # there is one conversation


def is_slip(text: str) -> bool:
    """Whether a line, where a figure is asked for, is neither one nor a question."""
    wordy = any(char.isalpha() for char in text) and (len(text) > LONG or not tells_figures(text))
    return not wordy or len(text) < SHORTEST_QUESTION


class LastAnswer:
    """What was answered last; a greeting is no answer and ends nothing."""

    def __init__(self, desk: Desk) -> None:
        self._follow_ups = desk.follow_ups
        self._recent: Recent[Thread | None] = Recent(size=1)
        self._kept: Reply | None = None

    def keep(self, reply: Reply, text: str = "") -> None:
        """Remember an answer, with the words of its question; one that is only shown again is remembered already."""
        if not reply.small_talk and reply is not self._kept:
            before = self._recent.get(_HERE)
            self._recent.put(_HERE, self._follow_ups.after(reply, text, before))
            self._kept = reply

    def follow(self, text: str, language: Language | None) -> Reply | None:
        """The reply to a message that goes on from the last answer; ``None`` for a question of its own."""
        thread = self._recent.get(_HERE)
        return self._follow_ups.follow(thread, text, language) if thread else None

    def settle(self, reply: Reply, place: str) -> Reply:
        """The reply once it is picked which input a figure is."""
        settled = self._follow_ups.settle(reply.thread, place, reply.language) if reply.thread else None
        return settled or reply

    def in_year(self, reply: Reply, year: int) -> Reply:
        """The last answer said for a tax year."""
        thread = self._recent.get(_HERE)
        return self._follow_ups.in_year(thread, year, reply.language) if thread else reply

    @property
    def awaits(self) -> str | None:
        """The one sum that is still missing, where it is just one."""
        thread = self._recent.get(_HERE)
        lacking = awaited(thread) if thread and thread.said else ()
        return lacking[0] if len(lacking) == 1 else None
