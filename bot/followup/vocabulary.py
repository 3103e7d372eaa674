"""The words of a message that only changes the question before it; they stand in ``words.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml
from pydantic import BaseModel, ConfigDict

from calc.profile import state_names
from calc.words import key, pattern_of
from knowledge.reading import TextLoader

# two letters that are an everyday word in capitals too
_WORDS_IN_CAPITALS = frozenset({"IN", "OR", "ME", "OK", "HI", "OH"})
# states that people also write in small letters, where nothing else is written so
_SMALL_CODES = frozenset("ca ny nj tx fl nv ga nc va ct tn il wi mn az ut wa".split())


class _File(BaseModel):
    """``words.yaml``; see its comments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    small: tuple[str, ...]
    telling: tuple[str, ...]
    replacing: dict[str, tuple[str, ...]]
    fields: dict[str, tuple[str, ...]]
    weak_value: tuple[str, ...]
    filing: dict[str, tuple[str, ...]]
    to: dict[str, tuple[str, ...]]
    accounts: tuple[str, ...]
    own_accounts: tuple[str, ...]
    shares: dict[str, tuple[str, ...]]
    openings: tuple[str, ...]
    state_versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """A word found at a place of the folded text.

    Attributes:
        start: where it begins.
        end: where it ends.
        kind: ``small``, ``telling``, ``field``, ``weak``, ``filing``, ``to``, ``state``, ``account``, ``share``,
            ``after`` or ``before``, the last two for words beside which an old figure stands.
        value: which field, status, destination, state or share it names.
    """

    start: int
    end: int
    kind: str
    value: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """All words, a pattern that finds them, and those of accounts that a question is about and of openings."""

    pattern: re.Pattern[str]
    meanings: dict[str, tuple[str, str]]
    accounts: re.Pattern[str]
    openings: re.Pattern[str]
    state_versions: dict[str, str]
    states: frozenset[str]

    def words_in(self, folded: str) -> Iterator[Word]:
        """The words in order, without overlap, the longest at each place."""
        for found in self.pattern.finditer(folded):
            kind, value = self.meanings[key(found.group())]
            yield Word(found.start(), found.end(), kind, value)

    def state_code(self, letters: str) -> str | None:
        """The state that two letters stand for, as they are written."""
        if letters in _SMALL_CODES:
            return letters.upper()
        return letters if letters in self.states and letters not in _WORDS_IN_CAPITALS else None


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Read ``words.yaml`` once.

    Raises:
        pydantic.ValidationError: the file does not fit.
        ValueError: a word stands in two lists.
    """
    text = resources.files("bot.followup").joinpath("words.yaml").read_text("utf-8")
    file = _File.model_validate(yaml.load(text, Loader=TextLoader))  # noqa: S506 - builds text only
    meanings: dict[str, tuple[str, str]] = {}
    states = state_names()
    for kind, value, words in _lists(file):
        for word in words:
            meaning = meanings.setdefault(key(word), (kind, value))
            if meaning != (kind, value):
                raise ValueError(f"{word!r} is {meaning} and {(kind, value)}")
    for name, code in states.items():
        meanings.setdefault(key(name), ("state", code))
    accounts = [word for words in file.to.values() for word in words]
    return Vocabulary(
        pattern_of(meanings),
        meanings,
        pattern_of([*accounts, *file.accounts, *file.own_accounts]),
        pattern_of(file.openings),
        file.state_versions,
        frozenset(states.values()),
    )


def _lists(file: _File) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "small", "", file.small
    yield "telling", "", file.telling
    yield "weak", "value", file.weak_value
    yield "account", "", file.accounts
    for kind, lists in (
        ("field", file.fields),
        ("filing", file.filing),
        ("to", file.to),
        ("share", file.shares),
    ):
        for value, words in lists.items():
            yield kind, value, words
    for side, words in file.replacing.items():
        yield side, "", words
