"""Results put into words, and what must hold for the words of any of them."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from bot.citing import Numbering
from bot.figures import money
from bot.language import Language
from bot.plain import PlainText
from bot.reply import Calculation, Line
from bot.wordbook import Phrase, Wordbook
from bot.wording import calculation
from bot.wording.writer import Writer
from calc.functions import run
from knowledge import wording
from knowledge.base import KnowledgeBase
from knowledge.checks import NOT_TRADITIONAL
from knowledge.loader import load

MOST_LINES = 12
_NAMES = re.compile(r"401\(k\)|1099-R")


@cache
def words() -> Wordbook:
    """The interface texts."""
    return Wordbook.load()


@cache
def base() -> KnowledgeBase:
    """The packaged knowledge, for its sources."""
    return load()


def worded(function: str, payload: Mapping[str, Any], language: Language = Language.EN) -> Calculation:
    """A computed result as a card shows it."""
    numbering = Numbering(base().sources, words(), language)
    return calculation(Writer(words(), language, numbering), function, payload, run(function, payload))


def headlines(function: str, payload: Mapping[str, Any]) -> tuple[str, str, str]:
    """The answer in English, Simplified and Traditional Chinese."""
    en, zh, hant = (
        worded(function, payload, language).headline for language in (Language.EN, Language.ZH, Language.ZH_HANT)
    )
    return en, zh, hant


class _Listening(Wordbook):
    """The interface texts, and which of them were said."""

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        super().__init__(phrases)
        self.said: set[str] = set()

    def __call__(self, key: str, language: Language, **values: object) -> str:
        self.said.add(key.removeprefix("calc."))
        return super().__call__(key, language, **values)


def texts_said(cases: Iterable[tuple[str, Mapping[str, Any]]]) -> frozenset[str]:
    """The texts that are said of some calculations, by their keys in the area ``calc``."""
    listening = _Listening(words()._phrases)
    for function, payload in cases:
        numbering = Numbering(base().sources, listening, Language.EN)
        calculation(Writer(listening, Language.EN, numbering), function, payload, run(function, payload))
    return frozenset(listening.said)


def texts_named(*prefixes: str) -> frozenset[str]:
    """The texts of the area ``calc`` whose keys start so."""
    keys = {key.removeprefix("calc.") for key in words().keys() if key.startswith("calc.")}  # noqa: SIM118 - no mapping
    return frozenset(key for key in keys if key.startswith(prefixes))


def text_of(shown: Calculation) -> str:
    """A calculation as plain text."""
    return "\n".join(PlainText(words()).calculation(shown))


def line_of(shown: Calculation, key: str) -> Line | None:
    """The line of that key, where there is one."""
    return next((line for line in shown.lines if line.key == key), None)


def check(function: str, payload: Mapping[str, Any], most_lines: int = MOST_LINES) -> dict[Language, Calculation]:
    """Word a result in every language and look at what must hold for any.

    Returns:
        The result in each language.
    """
    shown = {language: worded(function, payload, language) for language in Language}
    texts = {language: text_of(each) for language, each in shown.items()}
    for language, each in shown.items():
        assert each.headline
        assert not re.search(r"[{}]|None|Decimal", texts[language]), texts[language]
        assert len(each.lines) <= most_lines, [line.label for line in each.lines]
        assert each.assumptions not in {said_of_nothing(language), ""}
        _check_figures(each)
        _check_cautions(each, language)
    _check_writing(texts)
    assert len({wording.figures(_NAMES.sub("", text)) for text in texts.values()}) == 1, texts
    return shown


def said_of_nothing(language: Language) -> str:
    """The line of assumptions without any."""
    return words()("calc.assumptions", language, list="")


def _check_figures(shown: Calculation) -> None:
    """A line that bears the name of a figure of the result shows that figure, and what was computed has its sources."""
    keys = {step["key"] for step in shown.result["steps"]}
    for line in shown.lines:
        told = shown.result.get(line.key)
        if isinstance(told, str) and line.value.lstrip("-").startswith("$"):
            assert line.value == money(Decimal(told)), line
        assert line.marks or line.key not in keys, line


def _check_cautions(shown: Calculation, language: Language) -> None:
    """Everything that the result warns of is said."""
    notes = [line.value for line in shown.lines if line.key == "note"]
    for caution in shown.result.get("cautions", ()):
        said = words()(f"calc.caution-{caution}", language)
        assert said in shown.assumptions or said in notes, caution


def _check_writing(texts: Mapping[Language, str]) -> None:
    """Chinese keeps to its typography, Traditional is Traditional, English is English."""
    for language in (Language.ZH, Language.ZH_HANT):
        for line in texts[language].splitlines():
            bare = re.sub(r"「[^」]*」", "", line.removeprefix("- "))  # what may be typed
            for part in bare.split(" · "):
                assert list(wording.typography(part)) == [], line
    assert not any(word in texts[Language.ZH_HANT] for word in NOT_TRADITIONAL), texts[Language.ZH_HANT]
    assert wording.full_width(texts[Language.EN]) is None, texts[Language.EN]
