"""Small measures of text that the lints rest on: figures, negation, length, typography."""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_HAN = re.compile(f"[{HAN}]")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)@(\d{4})\}")
_ZH_SENTENCE = re.compile(r"[。！？；]")
_EN_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z\"(])")

# words that hold 不, 没 or 无 without denying anything, or that English puts without a "not"
_ZH_NEUTRAL = re.compile(
    r"不同|不少|不过|不仅|不但|不管|不论|无论|不一|不断|不限于|"
    r"不到(?= ?[\d$一二三四五六七八九十半])|要不要|能不能|会不会|是不是|对不对|算不算|行不行|有没有|不足|不满|"
    r"没用完|未用完|没收回|未收回|没拿回|未分配|无形|尚未|未必|不得不|免不了|差不多|了不起|莫不"
)
_ZH_NEGATION = re.compile(r"不|没|无|非|未|别(?!的|人|处|家|国|墅)|免(?!税|征|罚|费)|禁止|否")
_EN_NEGATION = re.compile(
    r"\b(?:no|not|none|never|nor|neither|cannot|without|nothing|nobody|nowhere|non|zero|stops?|ended|fails?|lacks?)\b"
    r"|n['’]t\b|\bnon-|\brefused\b|\bin(?:eligible|valid)\b"
    r"|\bun(?:taxed|taxable|known|clear|settled|changed|affected|seen|documented|able)\b"
    r"|\bfar from\b|\bregardless\b|\brather than\b|\binstead of\b|\bimpossible\b|\btoo little\b|\bleaves? out\b"
    r"|\birrevocable\b|\bfree of\b",
    re.IGNORECASE,
)


def figures(text: str) -> frozenset[str]:
    """All numbers written in digits, without thousands separators: ``$9,500`` and ``9500`` are the same."""
    plain = _PLACEHOLDER.sub(" ", text)
    return frozenset(match.replace(",", "").rstrip(".") for match in _FIGURE.findall(plain))


def placeholders(text: str) -> frozenset[tuple[str, str]]:
    """The ``{name@year}`` placeholders of a text as (name, year)."""
    return frozenset(_PLACEHOLDER.findall(text))


def without_placeholders(text: str) -> str:
    """The text with each placeholder taken out."""
    return _PLACEHOLDER.sub("", text)


def han_count(text: str) -> int:
    """Number of Han characters, the measure of length in Chinese."""
    return len(_HAN.findall(text))


def word_count(text: str) -> int:
    """Number of words separated by spaces, the measure of length in English."""
    return len(text.split())


def sentences(text: str, language: str) -> list[str]:
    """Split into sentences (Chinese also at the semicolon, which ends a thought there)."""
    splitter = _ZH_SENTENCE if language == "zh" else _EN_SENTENCE
    return [part.strip() for part in splitter.split(text) if part.strip()]


def negates(text: str, language: str) -> bool:
    """Whether the text denies something, by the words it uses."""
    if language == "zh":
        return _ZH_NEGATION.search(_ZH_NEUTRAL.sub(" ", text)) is not None
    return _EN_NEGATION.search(text) is not None


_TYPOGRAPHY: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"[{HAN}][A-Za-z0-9$§]"), "put a space between 汉字 and Latin letters or digits"),
    (re.compile(f"[A-Za-z0-9%)][{HAN}]"), "put a space between Latin letters or digits and 汉字"),
    (re.compile(f"[{HAN}][,.;:!?]"), "use full-width ，。；：！？ after 汉字"),
    (re.compile(f"[A-Za-z0-9%)][,;:!?] ?[{HAN}]"), "use full-width ，；：！？ before 汉字"),
    (re.compile(f"[{HAN}] ?\\("), "use full-width （） around a Chinese remark"),
    (re.compile('[“”‘’"]'), "use 「」 for quotes"),
    (re.compile("[，。；：！？、（）「」] | [，。；：！？、）」]"), "no space next to full-width marks"),
    (re.compile("[，。；：！？、]{2}"), "no doubled marks"),
    (re.compile(r" %"), "no space before %"),
    (re.compile(r"\d ?[万萬]"), "write amounts as $12,000, not with 万"),
    (re.compile(r"[０-９Ａ-Ｚａ-ｚ％＄]"), "use half-width digits and letters"),
)


def typography(text: str) -> Iterator[tuple[str, str]]:
    """What breaks the Chinese typography rules (ux.md §6.3): the offending piece and the rule."""
    bare = re.sub(r"\{[^}]*\}", "0", text)
    for pattern, rule in _TYPOGRAPHY:
        match = pattern.search(bare)
        if match:
            yield bare[max(0, match.start() - 4) : match.end() + 4], rule


def full_width(text: str) -> str | None:
    """The first full-width mark or 汉字 of an English text, if there is one."""
    match = re.search(f"[{HAN}，。；：！？、（）「」]", text)
    return match.group() if match else None
