"""What is remembered for a few minutes, in memory alone: the words behind a private card, and the last figures.

Nothing here is written anywhere; a restart or ten minutes end it. A custom_id holds a random token, never the words.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.discord.figures import Figures

MINUTES_10 = 600.0
FORM_SECONDS = 15 * 60.0
ENTRIES = 2000

V = TypeVar("V")


class Recent(Generic[V]):
    """A bounded store whose entries end after a time."""

    def __init__(self, seconds: float = MINUTES_10, size: int = ENTRIES) -> None:
        self._seconds = seconds
        self._size = size
        self._held: OrderedDict[str, tuple[float, V]] = OrderedDict()

    def put(self, key: str, value: V) -> None:
        """Remember a value; the oldest ones go when there are too many."""
        now = time.monotonic()
        self._held.pop(key, None)
        self._held[key] = (now + self._seconds, value)
        while self._held and (len(self._held) > self._size or next(iter(self._held.values()))[0] <= now):
            self._held.popitem(last=False)

    def get(self, key: str) -> V | None:
        """The value, unless its time is over."""
        ends, value = self._held.get(key, (0.0, None))
        return value if ends > time.monotonic() else None

    def __len__(self) -> int:
        return len(self._held)


@dataclass(frozen=True)
class Asked:
    """The words behind a private card: a question, or figures for the calculator; who asked."""

    user: int
    question: str = ""
    figures: Figures | None = None


class Memory:
    """All that the bot remembers between two presses."""

    def __init__(self) -> None:
        self._asked: Recent[Asked] = Recent()
        self._figures: Recent[Figures] = Recent()
        self._done: Recent[bool] = Recent()
        self._forms: Recent[bool] = Recent(FORM_SECONDS)

    def keep(self, asked: Asked) -> str:
        """Remember what a private card answers; the token goes into the ids of its buttons."""
        token = secrets.token_hex(4)
        self._asked.put(token, asked)
        if asked.figures:
            self.keep_figures(asked.user, asked.figures)
        return token

    def asked(self, token: str, user: int) -> Asked | None:
        """What a card answers; only for the one who asked."""
        found = self._asked.get(token) if token else None
        return found if found and found.user == user else None

    def keep_figures(self, user: int, figures: Figures) -> None:
        """Remember the last figures of a user, to fill the form with."""
        self._figures.put(str(user), figures)

    def figures(self, user: int) -> Figures | None:
        """The last figures of a user."""
        return self._figures.get(str(user))

    def first_time(self, what: str) -> bool:
        """Whether this is the first press; the second one of a double click is not."""
        if self._done.get(what):
            return False
        self._done.put(what, value=True)
        return True

    def open_form(self, custom_id: str) -> None:
        """Note that a form was handed out."""
        self._forms.put(custom_id, value=True)

    def is_open(self, custom_id: str) -> bool:
        """Whether a form was handed out by this process and can still be sent."""
        return bool(self._forms.get(custom_id))
