"""A message that picks one of the choices of a question back: 2, 第二个, the last one; or none of them."""

from __future__ import annotations

import re

from calc.fold import fold

_DIGITS = "一二三四五"
_ENGLISH = ("first", "second", "third", "fourth", "fifth")
_CHINESE = re.compile(rf"(?:选|就|要)?第?\s*([1-5{_DIGITS}])\s*(?:个|条|項|项|号|種|种)?(?:吧|那个)?[.。!！)）]?")
_ORDINAL = re.compile(rf"(?:the )?({'|'.join(_ENGLISH)})(?: one| question)?[.!]?")
_NUMBERED = re.compile(r"(?:#|no\.? ?|number |option )([1-5])[.!)]?")
_LAST = re.compile(
    r"(?:选|就|要)?最后(?:那|这)?(?:一|1)?(?:个|条|项|号|种)?(?:吧|那个)?[.。!！]?|"
    r"(?:the )?last(?: one| question)?[.!]?"
)
_NONE = re.compile(
    r"(?:以上|这些)?(?:都|全)(?:不是|不对|没有|不符合)[了的呢啊]*[.。!！]?|(?:一个|哪个)(?:都|也)不(?:是|对)[的了]?[.。!！]?|"
    r"不是这(?:些|几个|三个)[.。!！]?|没有(?:一个(?:是|对)?的?|我(?:想|要)问?的)[.。!！]?|"
    r"(?:no,? )?(?:none|neither|not any)(?: of (?:these|those|them|the above|the three))?[.!]?"
)


def refused(text: str) -> bool:
    """Whether a message says that none of the choices is meant."""
    return bool(_NONE.fullmatch(fold(text).strip().lower()))


def chosen(text: str, offered: int = 5) -> int | None:
    """The number of the choice, from 1; ``None`` for a message that says anything else.

    Args:
        text: the message.
        offered: how many choices there are; the last one goes by that number.
    """
    said = fold(text).strip().lower()
    if _LAST.fullmatch(said):
        return offered
    match = _CHINESE.fullmatch(said) or _NUMBERED.fullmatch(said)
    if match:
        return int(match[1]) if match[1].isascii() else _DIGITS.index(match[1]) + 1
    match = _ORDINAL.fullmatch(said)
    return _ENGLISH.index(match[1]) + 1 if match else None
