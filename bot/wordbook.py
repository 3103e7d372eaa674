"""The words of the interface: one YAML file an area under ``bot/copy``, Chinese and English side by side."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from bot.language import Language
from knowledge.reading import TextLoader
from knowledge.text import to_traditional


class Phrase(BaseModel):
    """One interface text in both languages, with the same placeholders in both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str

    @model_validator(mode="after")
    def _same_placeholders(self) -> Phrase:
        if fields(self.zh) != fields(self.en):
            raise ValueError(f"placeholders differ: {sorted(fields(self.zh))} and {sorted(fields(self.en))}")
        return self


def fields(text: str) -> set[str]:
    """Names of the ``{placeholders}`` in a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


_AREA = TypeAdapter(dict[str, Phrase])


@lru_cache(maxsize=4096)
def _traditional(text: str) -> str:
    return to_traditional(text)


class Wordbook:
    """All interface texts, by dotted key such as ``card.sources``."""

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = dict(phrases)

    @classmethod
    def load(cls) -> Wordbook:
        """Read every file of ``bot/copy``; a missing language or a differing placeholder is an error at start."""
        folder = Path(str(resources.files("bot"))) / "copy"
        phrases: dict[str, Phrase] = {}
        for path in sorted(folder.glob("*.yaml")):
            area = _AREA.validate_python(yaml.load(path.read_text("utf-8"), Loader=TextLoader))  # noqa: S506 - builds text only
            phrases |= {f"{path.stem}.{key}": phrase for key, phrase in area.items()}
        return cls(phrases)

    def __call__(self, key: str, language: Language, **values: object) -> str:
        """The text of ``key`` in ``language``, with its placeholders filled.

        Raises:
            KeyError: there is no such key, or a placeholder has no value.
        """
        phrase = self._phrases[key]
        text = phrase.en if language is Language.EN else phrase.zh
        if language is Language.ZH_HANT:
            text = _traditional(text)
        return text.format(**values) if values or "{" in text else text

    def __contains__(self, key: str) -> bool:
        """Whether there is a text under the key."""
        return key in self._phrases

    def keys(self) -> Iterator[str]:
        """All keys."""
        yield from self._phrases


def content(zh: str, en: str, language: Language) -> str:
    """A content text in the asked rendering; Traditional is made from the Simplified text."""
    return en if language is Language.EN else in_script(zh, language)


def in_script(text: str, language: Language) -> str:
    """A text that is the same in every language, such as a list of words, in the script of the asked one."""
    return _traditional(text) if language is Language.ZH_HANT else text
