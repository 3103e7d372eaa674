"""What is remembered for a few minutes, in memory alone: the words behind a private card, and the last figures.

Nothing here is written anywhere; a restart or ten minutes end it. A custom_id holds a random token, never the words.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.discord.figures import Figures
from bot.followup.thread import Thread
from bot.language import Language
from bot.recent import MINUTES_10, Recent

FORM_SECONDS = MINUTES_10  # a form holds what it was filled in with
LINK_SECONDS = 60 * 60.0


@dataclass(frozen=True)
class Asked:
    """The words behind a private card: a question, or figures for the calculator; who asked.

    Attributes:
        user: who asked.
        question: the question.
        figures: of a conversion.
        said: what was written for a kind of ``/calc``.
        typed: what was typed into its form, by input.
        thread: what a card goes on from that answers no question of its own.
    """

    user: int
    question: str = ""
    figures: Figures | None = None
    said: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    thread: Thread | None = None


class Memory:
    """All that the bot remembers between two presses."""

    def __init__(self) -> None:
        self._asked: Recent[Asked] = Recent()
        self._figures: Recent[Figures] = Recent()
        self._threads: Recent[Thread | None] = Recent()
        self._languages: Recent[Language] = Recent()
        self._links: Recent[int] = Recent(LINK_SECONDS)
        self._done: Recent[bool] = Recent()
        self._forms: Recent[bool] = Recent(FORM_SECONDS)

    def sweep(self) -> None:
        """Forget what is over."""
        for held in (self._asked, self._figures, self._threads, self._languages, self._links, self._done, self._forms):
            held.sweep()

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

    def keep_thread(self, user: int, place: int, thread: Thread | None, *, private: bool) -> None:
        """Remember the last answer of a user in a channel, so that the next message can go on from it.

        What only the user saw and what everybody saw are kept apart: no private question is gone on with in public.
        """
        self._threads.put(f"{user}:{place}:{private}", thread)

    def thread(self, user: int, place: int, *, private: bool) -> Thread | None:
        """The last answer of a user in a channel."""
        return self._threads.get(f"{user}:{place}:{private}")

    def keep_language(self, user: int, place: int, language: Language) -> None:
        """Remember in which language a user was last answered in a channel."""
        self._languages.put(f"{user}:{place}", language)

    def language(self, user: int, place: int) -> Language | None:
        """The language in which a user was last answered in a channel."""
        return self._languages.get(f"{user}:{place}")

    def keep_to(self, entries: Set[str]) -> None:
        """Forget answers that rest on entries which are no more: nothing can go on from them."""
        self._threads.drop(lambda thread: thread is not None and not _rests_on(thread, entries))
        self._asked.drop(lambda asked: asked.thread is not None and not _rests_on(asked.thread, entries))

    def keep_link(self, place: int, entry: str, language: Language, message: int) -> None:
        """Remember where in a channel everybody can see the card of an entry, for an hour."""
        self._links.put(f"{place}:{entry}:{language}", message)

    def link(self, place: int, entry: str, language: Language) -> int | None:
        """The public message with the card of an entry in a channel."""
        return self._links.get(f"{place}:{entry}:{language}")

    def first_time(self, what: str) -> bool:
        """Whether this is the first press; the second one of a double click is not."""
        if self._done.get(what):
            return False
        self._done.put(what, value=True)
        return True

    @contextmanager
    def once(self, what: str) -> Iterator[bool]:
        """Do something once: whether this is the first press; whatever ends it early lets it be pressed again."""
        first = self.first_time(what)
        try:
            yield first
        except BaseException:
            if first:
                self.undo(what)
            raise

    def undo(self, what: str) -> None:
        """Take back that something was pressed: it failed, and may be pressed again."""
        self._done.put(what, value=False)

    def open_form(self, custom_id: str) -> None:
        """Note that a form was handed out."""
        self._forms.put(custom_id, value=True)

    def is_open(self, custom_id: str) -> bool:
        """Whether a form was handed out by this process and can still be sent."""
        return bool(self._forms.get(custom_id))


def _rests_on(thread: Thread, entries: Set[str]) -> bool:
    """Whether all that an answer showed is among some entries."""
    return {one for one in (thread.entry, *thread.choices) if one} <= entries
