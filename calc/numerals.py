"""The value of a numeral written in Chinese, in English words, or with k, w, 万 and their like.

Nothing here decides whether a numeral is money; it only says what it is worth, or that it is not well formed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "俩": 2}
FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟弍参", "一二三四五六七八九十百千二三")
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[零〇○一二两俩三四五六七八九点十百千万亿]", re.ASCII)
_HAN_DIGITS = "零〇○一二两俩三四五六七八九"


class _Sum:
    """A Chinese numeral being read from left to right."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.number: Decimal | None = None
        self.single = False  # the pending number is one digit, so it may be the short tail of 三千五
        self.zero = False
        self.last = 0  # unit read last
        self.smallest = 10_000  # within the section
        self.largest = 10**12

    def put(self, number: Decimal, *, single: bool) -> bool:
        if self.number is not None:
            return False
        self.number, self.single = number, single
        return True

    def small(self, unit: int) -> bool:
        if self.number is None:
            if unit != 10:
                return False
            self.number = Decimal(1)
        if unit >= self.smallest:
            return False
        self.section += self.number * unit
        self.number, self.zero, self.last, self.smallest = None, False, unit, unit
        return True

    def large(self, unit: int) -> bool:
        section = self.section + (self.number or 0)
        if not section or unit >= self.largest:
            return False
        self.total += section * unit
        self.section, self.number, self.zero = Decimal(0), None, False
        self.last, self.smallest, self.largest = unit, 10_000, unit
        return True

    def value(self) -> Decimal | None:
        if self.number is None:
            return None if self.zero and self.last else self.total + self.section
        if not self.last:
            return self.number
        if self.single and not self.zero and self.last >= 100:
            return self.total + self.section + self.number * self.last / 10
        if self.number >= self.last or self.number != self.number.to_integral_value():
            return None
        return self.total + self.section + self.number


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        yield match.group()


def _decimal_point(text: str) -> str:
    """`一点二万` and `1点2万` with the digits written in figures."""

    def figures(match: re.Match[str]) -> str:
        whole = han_value(match[1]) if match[1][0] not in "0123456789" else Decimal(match[1])
        tail = "".join(str(DIGITS.get(char, char)) for char in match[2])
        return f"{whole}.{tail}"

    return re.sub(rf"([0-9]+|[{_HAN_DIGITS}十百]+)点([0-9{_HAN_DIGITS}]+)", figures, text)


def han_value(text: str) -> Decimal | None:
    """What a numeral of Chinese digits and units (with or without Arabic figures in it) is worth.

    The short tail of speech is understood (三千五 is 3,500, 1万2 is 12,000) unless a zero stands before it (1万05 is
    10,005). Returns None where the numeral is not well formed.
    """
    text = text.replace(" ", "").translate(FORMAL)
    if "点" in text:
        text = _decimal_point(text)
    total = _Sum()
    for token in _tokens(text):
        if token in _SMALL:
            fine = total.small(_SMALL[token])
        elif token in _LARGE:
            fine = total.large(_LARGE[token])
        elif token in DIGITS and DIGITS[token] == 0:
            total.zero, fine = True, total.number is None
        elif token in DIGITS:
            fine = total.put(Decimal(DIGITS[token]), single=True)
        elif token == "点":  # noqa: S105 - a token of a numeral
            fine = False
        else:
            total.zero = total.zero or (len(token) > 1 and token.startswith("0"))
            fine = total.put(Decimal(token), single=len(token) == 1)
        if not fine:
            return None
    return total.value()


def longest_han(text: str) -> tuple[int, Decimal] | None:
    """The longest beginning of `text` that is a well formed numeral: its length and value."""
    for end in range(len(text), 0, -1):
        value = han_value(text[:end])
        if value is not None:
            return end, value
    return None


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * (i + 2) for i, word in enumerate(_TENS)}
WORDS |= {"fourty": 40, "fivteen": 15}  # misspellings that are common enough
SCALES = {"thousand": 1_000, "grand": 1_000, "k": 1_000, "million": 1_000_000, "mil": 1_000_000}
_HALF = re.compile(r"(?:a )?half (?:of )?(?:a )?(hundred|thousand|grand|million|mil)")


def english_value(words: Sequence[str]) -> Decimal | None:
    """What English number words are worth: `nine and a half grand`, `one hundred fifty thousand`, `eighteen five`.

    Returns None unless a hundred or more is said, since smaller words are rarely sums of money.
    """
    half = _HALF.fullmatch(" ".join(words))
    if half:
        return Decimal(100 if half[1] == "hundred" else SCALES[half[1]]) / 2
    spoken = _spoken(words)
    return spoken if spoken is not None else _scaled(words)


def small_english(words: Sequence[str]) -> Decimal | None:
    """What number words below a hundred are worth (for percents): `twenty-four`, `nine point three`."""
    if "point" in words:
        at = words.index("point")
        whole, tail = small_english(words[:at]), words[at + 1 :]
        if whole is None or not tail or any(WORDS.get(word, 10) > 9 for word in tail):
            return None
        return Decimal(f"{whole}.{''.join(str(WORDS[word]) for word in tail)}")
    if len(words) == 1 and words[0] in WORDS:
        return Decimal(WORDS[words[0]])
    if len(words) == 2 and words[0] in WORDS and words[1] in WORDS:
        tens, ones = WORDS[words[0]], WORDS[words[1]]
        return Decimal(tens + ones) if tens >= 20 and 0 < ones < 10 else None
    return None


def _spoken(words: Sequence[str]) -> Decimal | None:
    """`eighteen five` for 18,500 and `twelve seven fifty` for 12,750: thousands, then hundreds, as said aloud."""
    if not 2 <= len(words) <= 4 or any(word not in WORDS for word in words):
        return None
    head = 2 if WORDS[words[0]] >= 20 and 0 < WORDS[words[1]] < 10 and len(words) > 2 else 1
    thousands, rest = small_english(words[:head]), words[head:]
    if thousands is None or thousands < 10 or (head == 1 and thousands >= 20):
        return None
    hundreds = WORDS[rest[0]]
    if not 1 <= hundreds <= 9 or (len(rest) == 2 and WORDS[rest[1]] < 10) or len(rest) > 2:
        return None
    return thousands * 1000 + hundreds * 100 + (WORDS[rest[1]] if len(rest) == 2 else 0)


class _Words:
    """English number words being read from left to right."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group = Decimal(0)
        self.room = 100  # what may still be added to the group must be smaller
        self.scale = 10**9
        self.seen = False

    def number(self, value: int) -> bool:
        if value >= self.room:
            return False
        self.group += value
        self.room = 10 if value >= 20 else 1
        self.seen = True
        return True

    def hundred(self) -> bool:
        if not 0 < self.group < 100 or self.group != int(self.group):
            return False
        self.group *= 100
        self.room = 100
        return True

    def thousand(self, scale: int) -> bool:
        if not self.group or scale >= self.scale:
            return False
        self.total += self.group * scale
        self.group, self.room, self.scale = Decimal(0), 100, scale
        return True


def _scaled(words: Sequence[str]) -> Decimal | None:
    total = _Words()
    index = 0
    while index < len(words):
        word = words[index]
        if tuple(words[index : index + 3]) == ("and", "a", "half") and total.group:
            total.group += Decimal("0.5")
            index += 2
            fine = index + 1 < len(words) and words[index + 1] in SCALES
        elif word == "a":
            fine = index == 0 and total.number(1)
        elif word == "and":
            fine = total.group >= 100 or total.total > 0
            fine = fine and index + 1 < len(words)
        elif word == "hundred":
            fine = total.hundred()
        elif word in SCALES:
            fine = total.thousand(SCALES[word])
        else:
            fine = word in WORDS and total.number(WORDS[word])
        if not fine:
            return None
        index += 1
    value = total.total + total.group
    return value if value >= 100 else None


def longest_english(words: Sequence[str]) -> tuple[int, Decimal] | None:
    """The longest beginning of `words` that is a number of a hundred or more: how many words, and its value."""
    for end in range(len(words), 0, -1):
        value = english_value(words[:end])
        if value is not None:
            return end, value
    return None
