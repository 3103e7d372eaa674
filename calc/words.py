"""One pattern for many words, quick because it looks at the first letter before anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable

_HAN = "\u3400-\u9fff"
_GAP = re.compile(r"[\s-]+")
_SEAM = re.compile(rf"(?<=[{_HAN}]) (?=[a-z])|(?<=[a-z]) (?=[{_HAN}])")
_SEAM_HERE = re.compile(rf"(?<=[{_HAN}])(?=[a-z])|(?<=[a-z])(?=[{_HAN}])")


def key(word: str) -> str:
    """A word with its spacing made uniform, as it is looked up; arrows stay as they are."""
    return word if word[-1] == ">" else _SEAM.sub("", _GAP.sub(" ", word))


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds the longest of the words at a place; `key` of what it finds is the key of the word.

    Latin words are found whole. A space stands for any run of spaces and hyphens, and between Latin and Han letters
    a space may stand or not.
    """
    by_first: dict[str, list[str]] = {}
    for word in sorted({key(word) for word in words}, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    groups = []
    for first, alike in by_first.items():
        rests = "|".join(_rest(word) for word in alike)
        groups.append(f"{re.escape(first)}{_guard(first)}(?:{rests})")
    return re.compile("|".join(groups))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _guard(first: str) -> str:
    """Stands after the first letter and forbids another letter before it."""
    return f"(?<![a-z]{first})" if _latin(first) else ""


def _rest(word: str) -> str:
    """The pattern of a word without its first letter."""
    parts = [_SEAM_HERE.sub(r"\\s?", re.escape(part)) for part in word.split(" ")]
    whole = r"[\s-]+".join(parts) + ("(?![a-z])" if _latin(word[-1]) else "")
    return whole[len(re.escape(word[0])) :]
