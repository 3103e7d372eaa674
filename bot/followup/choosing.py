"""A message that picks one of the numbered choices of a question back: 2, 第二个, the second one."""

from __future__ import annotations

import re

from calc.fold import fold

_DIGITS = "一二三四五"
_ENGLISH = ("first", "second", "third", "fourth", "fifth")
_CHINESE = re.compile(rf"(?:选|就|要)?第?\s*([1-5{_DIGITS}])\s*(?:个|条|項|项|号|種|种)?(?:吧|那个)?[.。!！)）]?")
_ORDINAL = re.compile(rf"(?:the )?({'|'.join(_ENGLISH)})(?: one| question)?[.!]?")
_NUMBERED = re.compile(r"(?:#|no\.? ?|number |option )([1-5])[.!)]?")


def chosen(text: str) -> int | None:
    """The number of the choice, from 1; ``None`` for a message that says anything else."""
    said = fold(text).strip().lower()
    match = _CHINESE.fullmatch(said) or _NUMBERED.fullmatch(said)
    if match:
        return int(match[1]) if match[1].isascii() else _DIGITS.index(match[1]) + 1
    match = _ORDINAL.fullmatch(said)
    return _ENGLISH.index(match[1]) + 1 if match else None
