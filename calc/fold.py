"""Fold a message for reading without moving a single character.

Every character is replaced by exactly one, so that a position in the folded text is the same position in the original:
what was found can be masked or shown in the words of the person who wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

# 帳戶 becomes 帐户 by conversion while most people write 账户; dashes and quotes come in many shapes
_OWN = {
    "帐": "账",
    "，": "，",  # see `fold`
    "\t": " ",
    "−": "-",
    "–": "-",
    "〜": "~",
    "’": "'",
    "‘": "'",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "⇒": "→",
    "➡": "→",
    "➔": "→",
    "⟶": "→",
}


@lru_cache(maxsize=1)
def _converter() -> opencc.OpenCC:
    """Traditional (Taiwan) to Simplified; built when the first character needs it."""
    return opencc.OpenCC("tw2s")


@lru_cache(maxsize=16_384)
def _one(char: str) -> str:
    """The folded form of one character, always one character long."""
    if char in _OWN:
        return _OWN[char]
    code = ord(char)
    # only full-width forms: compatibility folding would turn 59½ into 591⁄2 and ① into 1
    if 0xFF01 <= code <= 0xFFEF or code == 0x3000:
        folded = unicodedata.normalize("NFKC", char)
    elif 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF:
        folded = _converter().convert(char)
        folded = _OWN.get(folded, folded)
    else:
        folded = char
    folded = folded.lower()
    return folded if len(folded) == 1 else char


# 10，000 is one number; in 1万2，1099-R and 9500，10000 the same comma parts two things
_GROUPED = re.compile(
    r"(?<![0-9万千百亿kw.,])[0-9]{1,3}(?:，(?!(?:401|403|457|529|415|402|408)(?![0-9.,]|，[0-9]))[0-9]{3})+(?![0-9])",
    re.ASCII,
)


def fold(text: str) -> str:
    """Lower case, half width, Simplified; as long as `text`, character for character.

    A full-width comma becomes a plain one only where it groups the digits of a number.
    """
    folded = "".join(map(_one, text))
    return _GROUPED.sub(lambda number: number.group().replace("，", ","), folded) if "，" in folded else folded
