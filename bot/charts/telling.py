"""The alt text: what a picture shows, in sentences of the asker's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from bot.language import Language
from bot.wordbook import Wordbook

MOST: Final = 1024
"""Characters that Discord takes as the description of a file."""


class Teller(Protocol):
    """Words a sentence by its key, in a language that is settled already."""

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its gaps filled."""


def teller(words: Wordbook, language: Language) -> Teller:
    """Sentences of the pictures in one language."""

    def say(key: str, **values: object) -> str:
        return words(f"chart.{key}", language, **values)

    return say


def together(sentences: Sequence[str], language: Language) -> str:
    """Sentences as one text."""
    return (" " if language is Language.EN else "").join(sentences)
