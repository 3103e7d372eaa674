"""In which language to answer: that of the question; where it carries none, that of the place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from knowledge.text import has_han, is_traditional


class Language(StrEnum):
    """The three renderings. Traditional Chinese is made from the Simplified text."""

    ZH = "zh"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @property
    def base(self) -> str:
        """Under which key of a bilingual text to look: ``zh`` or ``en``."""
        return "en" if self is Language.EN else "zh"

    @property
    def other(self) -> Language:
        """The language that the switch on a card leads to."""
        return Language.EN if self is not Language.EN else Language.ZH

    @property
    def colon(self) -> str:
        """What stands between a word and what it introduces."""
        return ": " if self is Language.EN else "："

    def join(self, parts: Iterable[str]) -> str:
        """Parts of a list, in the manner of the language."""
        return (", " if self is Language.EN else "、").join(parts)


_FUNCTION_WORDS = frozenset(
    "the a an is are was were do does did i my me you it this that these those what how when where why which who can "
    "could should would will have has had if of to in on for from with without and or not be been there at by as "
    "into about after before any some".split()
)
_WORD = re.compile(r"[A-Za-z']+")
# names and terms that writers of every language use: they say nothing about the language
_NEUTRAL = frozenset(
    "k roth ira mega backdoor box form irs basis conversion convert rollover in plan pre post tax r b c g h t s p "
    "deferral match comp agi mfj mfs hoh code fidelity vanguard schwab empower turbotax".split()
)
# a text without Han is only read as English when it says more than names
_LOCALES = {
    "zh-CN": Language.ZH, "zh-SG": Language.ZH, "zh-TW": Language.ZH_HANT, "zh-HK": Language.ZH_HANT,
    "zh": Language.ZH, "zh-Hans": Language.ZH, "zh-Hant": Language.ZH_HANT,
}  # fmt: skip


def of_locale(locale: str | None) -> Language | None:
    """The language of a Discord or POSIX locale, ``None`` for no locale; other languages read English."""
    if not locale:
        return None
    code = locale.split(".")[0].replace("_", "-")
    if code in _LOCALES:
        return _LOCALES[code]
    if code.startswith(("zh-Hant", "zh-MO")):
        return Language.ZH_HANT
    return Language.ZH if code.startswith("zh") else Language.EN


def of_text(text: str) -> Language | None:
    """The language that the text itself carries, ``None`` for figures and names alone.

    Any Han makes a text Chinese, unless it is an English sentence that quotes some:
    three or more English function words that outnumber the Han characters.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if has_han(text):
        function_words = sum(word in _FUNCTION_WORDS for word in words)
        han = sum("\u3400" <= char <= "\u9fff" for char in text)
        if function_words >= 3 and function_words > han:
            return Language.EN
        return Language.ZH_HANT if is_traditional(text) else Language.ZH
    telling = [word for word in words if word not in _NEUTRAL and len(word) > 1]
    return Language.EN if telling else None


def choose(text: str, fallback: Language | None = None) -> Language:
    """The language to answer ``text`` in; ``fallback`` is the language of the user or place."""
    found = of_text(text)
    if found is Language.ZH and fallback is Language.ZH_HANT and is_traditional(text) is None:
        return Language.ZH_HANT  # the text tells no script; the reader's own settles it
    return found or fallback or Language.EN
