"""One written form per meaning, for matching only; and Traditional Chinese for display.

What :func:`normalise` returns is never shown: it folds Traditional into Simplified character by
character and takes liberties with names (``59½`` becomes ``age595``). Its alphabet is closed: ``a-z``,
``0-9``, Han characters, single spaces, and a hyphen inside a few compounds (``after-tax``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

import opencc

from knowledge.names import unify
from knowledge.reading import read

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff"  # inside a character class
_HAN_RANGES = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_PIECE = re.compile(f"[a-z0-9][a-z0-9-]*|[{HAN}]+")

# pairs that mainland and Taiwan spelling both use; query and knowledge are folded alike
_OWN_FOLDS = {
    "帐": "账",
    "著": "着",
    "覆": "复",
    "瞭": "了",
    "藉": "借",
    "您": "你",
    "〇": "零",
    "幺": "么",
    "么": "么",
}
_TYPOGRAPHIC = str.maketrans("‘’ʼ＇`´⁄∕", "''''''//", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff™®©")

_ADDRESS = re.compile(r"https?://[!-~]+|<(?:[@#][!&]?|a?:[a-z0-9_]+:|/[a-z0-9 _-]+:)[0-9]+>", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_HALF_AGE = re.compile(r"(?<![0-9.])(59|70)(?:\.5(?![0-9])|[ -]{0,3}1/2(?![0-9]))(?! ?[%k万w])")
# percentages that the law fixes: early-withdrawal tax, withholding, net investment income tax, floor of a deduction
_PERCENT_NAMES = {
    "10": "pct-ten", "20": "pct-twenty", "3.8": "pct-niit", "2": "pct-two", "ten percent": "pct-ten",
    "百分之十": "pct-ten", "百分之二十": "pct-twenty", "一成": "pct-ten",
}  # fmt: skip
_MORE = "一二三四五六七八九"
_PERCENT = re.compile(
    r"(?<![0-9.,])(?P<figure>10|20|3\.8|2) ?(?:%|％|percent(?![a-z])|pct(?![a-z]))"
    rf"|(?P<words>ten percent(?![a-z])|百分之二?十(?![{_MORE}])|(?<![0-9十{_MORE}])一成)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?<![0-9a-z])([0-9]{1,4}a?) ?\( ?([a-z]) ?\)")  # 401(k), 72(t), box 2(a)
_VISA = re.compile(r"(?<![a-z0-9])([hljfo])-(1b?)(?![a-z0-9])")
_IS = re.compile(r"(?<![a-z])(what|that|it|there|where|how|who|when|he|she)'s(?![a-z])")
_OWNER = re.compile(r"(?<=[a-z0-9])'s(?![a-z])")
_JOINED = re.compile(r"(?<=[a-z])'(?=[a-z])")
_SLASHED = ((re.compile(r"(?<![a-z])w/o(?![a-z])"), "without"), (re.compile(r"(?<![a-z])w/(?=[ a-z])"), "with "))
_OUTSIDE = re.compile(f"[^a-z0-9{HAN}]+")
_BORDER = re.compile(f"(?<=[a-z0-9])(?=[{HAN}])|(?<=[{HAN}])(?=[a-z0-9])")


@cache
def _simplified() -> dict[int, str]:
    """Character table from any Han spelling to one: opencc ``tw2s``, then the own folds.

    Single characters, not phrases: the result then never depends on the neighbours, so that a
    question and an entry fold alike however they are cut, and folding twice changes nothing.
    """
    letters = [chr(code) for block in _HAN_RANGES for code in block]
    folded = opencc.OpenCC("tw2s").convert("\n".join(letters)).split("\n")
    table = {ord(old): new for old, new in zip(letters, folded, strict=True) if old != new}
    table.update({ord(old): new for old, new in _OWN_FOLDS.items()})
    return {old: table.get(ord(new), new) for old, new in table.items()}


def _named_percents(text: str) -> str:
    """Percentages that are names of rules, such as the 10 % tax, written so that no mask takes them for figures."""
    return _PERCENT.sub(lambda found: f" {_PERCENT_NAMES[found['figure'] or found['words'].lower()]} ", text)


def normalise(text: str, mask: Callable[[str], str] | None = None) -> str:
    """Fold a text into the one form in which it is compared; never to be shown.

    Args:
        text: anything that a person may type, including lone surrogates.
        mask: blanks what must not decide a match (amounts, percents) before anything else; handed in by the bot.

    Returns:
        Lower-case Latin words, numbers and Simplified Han runs, parted by single spaces. Han runs that
        punctuation parted stay parted. ``normalise(normalise(t)) == normalise(t)``.
    """
    named = _named_percents(text) if mask else text
    raw = _ADDRESS.sub(" ", (mask(named) if mask else named).translate(_TYPOGRAPHIC))
    # NFKC reads 59½ as 591⁄2, so the half is written out before it
    raw = re.sub(r"(?<=[0-9０-９])[ 　]*½", ".5", raw)
    if not raw.isascii():
        raw = "".join(c for c in unicodedata.normalize("NFKD", raw) if not unicodedata.combining(c))
        raw = raw.translate(_TYPOGRAPHIC)
    folded = raw.lower()
    if not folded.isascii():
        folded = folded.translate(_simplified()).replace("甚么", "什么")
    folded = _THOUSANDS.sub("", folded)
    folded = _HALF_AGE.sub(r" age\g<1>5 ", folded)
    folded = _SECTION.sub(r"\1\2", folded)
    folded = _VISA.sub(r"\1\2", folded).replace("§", " section ").replace("&", " and ")
    if "'" in folded:
        folded = _JOINED.sub("", _OWNER.sub("", _IS.sub(r"\1 is", folded)))
    if "w/" in folded:
        for pattern, words in _SLASHED:
            folded = pattern.sub(words, folded)
    return unify(_BORDER.sub(" ", _OUTSIDE.sub(" ", folded)).strip())


# --- words -----------------------------------------------------------------------------------------------------

_NUMBER_NAMES = frozenset(("8606", "5498", "5329", "1040", "1099", "8880", "8960", "529", "457", "1986", "1987"))
_FIGURE = re.compile(r"[0-9]+(?:k|m|mm|w|st|nd|rd|th|x)?")
_UNCHANGED = frozenset(
    (
        "earning earnings saving savings during nothing something anything everything thing things being going "
        "bring spring string king timing pricing holding holdings building meaning need indeed feed speed seed "
        "exceed proceed proceeds red used news always this thus us is was has does yes plus minus basis gas ros "
        "irs hsa series previous various status bonus tax taxes united pros cons"
    ).split()
)
_SPELT = {"earnings": "earning", "savings": "saving", "holdings": "holding", "things": "thing", "taxes": "tax"}
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Light English stem: plural, ``-ing`` and ``-ed`` only, so that different words stay different.

    ``losses`` → ``loss``, ``converted`` and ``converting`` → ``convert``, but ``earnings`` stays apart from ``earned``.
    """
    if word in _UNCHANGED:
        return _SPELT.get(word, word)
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    return _without_ending(_singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    for ending, shortest in (("ied", 5), ("ing", 6), ("ed", 5)):
        rest = word.removesuffix(ending)
        if rest != word and len(word) >= shortest and (ending == "ied" or _VOWEL.search(rest)):
            if ending == "ied":
                return rest + "y"
            doubled = len(rest) > 2 and rest[-1] == rest[-2] and rest[-1] not in "lsz"
            word = rest[:-1] if doubled else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 and not word.endswith("ee") else word


def pieces(normalised: str) -> list[str]:
    """The Latin words and Han runs of a normal form, in order; figures stay only where they are names."""
    return [
        run
        for run in _PIECE.findall(normalised)
        if not run[0].isdigit() or run in _NUMBER_NAMES or run == "401k" or not _FIGURE.fullmatch(run)
    ]


# --- scripts ---------------------------------------------------------------------------------------------------


def has_han(text: str) -> bool:
    """Whether a text holds any Han character."""
    return _HAN.search(text) is not None


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Characters found only in Traditional, and only in Simplified, writing (by Big5 and GB 2312)."""

    def only(letters: set[str], home: str, other: str) -> frozenset[str]:
        return frozenset(c for c in letters if c.encode(home, "ignore") and not c.encode(other, "ignore"))

    table = {chr(old): new for old, new in _simplified().items()}
    return only(set(table), "big5", "gb2312"), only(set(table.values()), "gb2312", "big5")


def is_traditional(text: str) -> bool | None:
    """Whether a text is written in Traditional characters; None where nothing in it tells, or both weigh the same."""
    traditional, simplified = _telling()
    balance = sum((letter in traditional) - (letter in simplified) for letter in text)
    return None if balance == 0 else balance > 0


@cache
def _display() -> tuple[opencc.OpenCC, re.Pattern[str], dict[str, str]]:
    """The converter to Traditional, and what is replaced in its output."""
    converter = opencc.OpenCC("s2tw")
    path = Path(str(resources.files("knowledge"))) / "lexicon" / "traditional.yaml"
    document, problems = read(path, "lexicon/traditional.yaml")
    if problems or not isinstance(document.value, dict):
        raise ValueError(f"{path.name} cannot be read: {'; '.join(map(str, problems)) or 'it is not a mapping'}")
    overrides = {converter.convert(plain): str(word) for plain, word in document.value.items()}
    longest_first = sorted(overrides, key=len, reverse=True)
    return converter, re.compile("|".join(map(re.escape, longest_first))), overrides


@lru_cache(maxsize=4096)
def to_traditional(text: str) -> str:
    """Write a Simplified text as readers of Traditional Chinese in the US and Taiwan expect, for display.

    opencc ``s2tw`` and then the overrides of ``lexicon/traditional.yaml``, longest first. Latin letters,
    digits, quotes 「」 and everything else that is not Han stay as they are.
    """
    converter, pattern, overrides = _display()
    return _HAN_RUN.sub(lambda run: pattern.sub(lambda at: overrides[at[0]], converter.convert(run[0])), text)
