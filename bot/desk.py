"""Open the desk: read the knowledge and the words once, and wire the assistant and the plain renderer."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from bot.assistant import Assistant
from bot.followup.following import FollowUps
from bot.learning import Progress, model_of
from bot.naming import Names
from bot.plain import PlainText
from bot.settings import Settings
from bot.wordbook import Wordbook
from knowledge.loader import load

# above so many entries a plane for each would be too much; an index of the wordings stands in (knowledge/index.py)
MOST_LEARNED = 1500


@dataclass(frozen=True)
class Desk:
    """What every surface needs, passed in and never global."""

    assistant: Assistant
    words: Wordbook
    plain: PlainText

    @cached_property
    def follow_ups(self) -> FollowUps:
        """Goes on from an answer with a message that only changes something."""
        return FollowUps(self.assistant)

    @cached_property
    def names(self) -> Names:
        """What a search of everything there is compares with what was typed; built when first asked for."""
        return Names(self.assistant.base)


def open_desk(settings: Settings, progress: Progress | None = None, *, learn: bool = True) -> Desk:
    """Read everything and be ready to answer.

    Args:
        settings: where the knowledge and the cache lie.
        progress: told the share that is done, where a model must be learned first.
        learn: whether questions will be asked; to look at cards alone no model is needed.

    Raises:
        KnowledgeError: the content files have problems.
        LearningError: no model could be learned from them.
    """
    with _kept_for_good():
        words = Wordbook.load()
        base = load(settings.knowledge_dir)
        learned = model_of(base, settings, progress) if learn and len(base.entries) <= MOST_LEARNED else None
        assistant = Assistant(base, words, learned=learned)
        if learn:
            _ = assistant.matcher.ranking  # built now, so that the first question need not wait
    return Desk(assistant, words, PlainText(words))


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """What is made meanwhile lives as long as the process, so the garbage collector never walks it.

    Looking through it again and again takes a third of the start, and later now and then a few milliseconds in the
    middle of a question.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
