"""Open the desk: read the knowledge and the words once, and wire the assistant and the plain renderer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.assistant import Assistant
from bot.plain import PlainText
from bot.settings import Settings
from bot.wordbook import Wordbook
from knowledge.loader import load


@dataclass(frozen=True)
class Desk:
    """What every surface needs, passed in and never global."""

    assistant: Assistant
    words: Wordbook
    plain: PlainText


def open_desk(settings: Settings) -> Desk:
    """Read everything and be ready to answer.

    Raises:
        KnowledgeError: the content files have problems.
    """
    words = Wordbook.load()
    base = load(settings.knowledge_dir)
    return Desk(Assistant(base, words), words, PlainText(words))
