"""Find sums of money: $10,000, 12.5k, 1万2, 一万二千五, ten grand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from calc.figures import GONE, NUMBER, Figure, Kind, from_digits, plain
from calc.numerals import SCALES, WORDS, han_value, longest_english, longest_han

DIGIT = "一二两俩三四五六七八九"
_FORMAL = "壹贰弍叁参肆伍陆柒捌玖拾"
HAN = (
    rf"[{DIGIT}十][零〇{DIGIT}十百千万亿]{{0,20}}(?:点[零{DIGIT}]{{1,4}}[万千百][零{DIGIT}十百千万]{{0,8}})?"
    rf"|[{_FORMAL}][{_FORMAL}佰仟零万亿]{{0,20}}"
)
_TAIL = rf"(?:零?(?:[0-9]+(?![0-9]|\.[0-9])|[{DIGIT}])(?![个次天年月日号岁股]|%)[百千万]?){{0,6}}"
# 1 万 8, 2 万 5 千: the same written apart; in 1 万 8 千 only where 万 stands apart too, for 1万 9千 may be two sums
_LAST = (
    r" [1-9](?!,?[0-9]|\.[0-9]|[a-z]| ?(?:[$0-9%~/\-万千百亿格栏框折]|[kw](?![a-z])"
    r"|(?:more|other|different|of|or|through|times|x)(?![a-z])))"
)
_APART = rf"(?:(?:(?<= 万)(?: [1-9] ?千)?(?: [1-9] ?百)?|(?<= 千) [1-9] ?百)(?![0-9])(?:{_LAST})?|{_LAST})?"
DIGITAL = (
    rf"(?:{NUMBER})(?: ?(?:[百千万亿]{_TAIL}{_APART}"
    rf"|w(?![a-z/])(?:[0-9](?![0-9]|\.[0-9])|[{DIGIT}](?![百千万])|[0-9][千百]|{_LAST})?"
    rf"|k(?![a-z])(?:[0-9](?![0-9]|\.[0-9]))?|(?:thousand|grand|million|hundred|mil|mm|thou)(?![a-z])|m(?![a-z0-9])))?"
    r"(?:点[0-9]+万)?"
)
BEFORE = r"(?:us ?\$|usd|\$|美元|美金) ?"
AFTER = (
    r" ?(?:美刀|刀乐|刀(?!切)|美金|美元|块钱|块(?![儿地])|元(?![旦素])|圆(?!满)"
    r"|dollars?(?![a-z])|bucks?(?![a-z])|usd(?![a-z])|\$(?! ?[0-9]))"
)
_CENTS = r" ?cents?(?![a-z])|美分"
_ALIEN_BEFORE = r"(?:人民币|rmb|cny|[¥€£]|cad|[ca]\$|hk\$|nt\$|加[币元]|欧元|港[币元]|日[元币]|[新台]台?币) ?"
_ALIEN_AFTER = r" ?(?:人民币|rmb|cny|欧元?|加[币元]|港[币元]|日[元币]|新?台币|euros?|pounds?|yen|cad)(?![a-z])"
# right behind a letter only with 万: match1万, and not the 2 of w2
LEFT = r"(?<![0-9_#])(?<![0-9]\.)(?:(?<![a-z])|(?=[0-9]{1,3}(?:\.[0-9]+)?万))"

STARTS = rf"(?=[0-9.$u美{DIGIT}十{_FORMAL}])"
_MONEY = re.compile(
    rf"(?=[0-9.$u美{DIGIT}十{_FORMAL}人rc¥€£ahn加欧港日新台]){LEFT}(?P<alien>{_ALIEN_BEFORE})?(?P<sign>{BEFORE})?"
    rf"(?:(?P<digits>{DIGITAL})|(?P<han>{HAN}))"
    rf"(?:(?P<cents>{_CENTS})|(?P<mark>{AFTER})|(?P<alien_after>{_ALIEN_AFTER}))?",
    re.ASCII,
)
_WORD = "|".join(sorted([*WORDS, *SCALES, "hundred", "half"], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"(?<![a-z0-9])(?:a[ -])?(?:{_WORD})(?![a-z])"
    rf"(?:[ -]+(?:(?:and[ -]+a[ -]+half|and|of a|of|a)[ -]+)?(?:{_WORD})(?![a-z]))*"
    rf"(?P<mark>{AFTER})?",
    re.ASCII,
)
_BOUND_BEFORE = re.compile(
    r"(?:不到|不足|超过|至少|最少|低于|高于|少于|多于|大于|小于"
    r"|(?<![a-z])(?:over(?<!roll over)(?<!rolled over)(?<!rolling over)(?<!carry over)(?<!moved over)(?<!left over)"
    r"|more than|less than|under|at least|at most|north of|upwards of|below|above|exceeds?)) ?"
    r"(?=[0-9.$u美一二两三四五六七八九十a-z])"
)
_BOUND_AFTER = re.compile(r" ?(?:以上|以下|以内|不到|or more|or less|plus(?! [0-9$a]))(?![a-z])", re.ASCII)


_FIGURES = re.compile(NUMBER, re.ASCII)
_BOOKED_LOSS = re.compile(r"(?:earnings?|gains?|g/l|gain/loss|return|收益|盈亏|损益)[ :]*\($")  # earnings ($1,200)
_NO_TAIL = re.compile(r"(?P<head>[0-9,]*[.,][0-9]+ ?[百千万亿w])(?= [0-9])", re.ASCII)  # 1.8 万 5
_LOOSE = re.compile(r"(?<=[百千万亿w]) ?[0-9](?![0-9a-z]|[.,][0-9]| ?(?:[百千万亿]|[kw](?![a-z])))", re.ASCII)
_MARKS = re.compile(rf"^(?:{BEFORE})|(?:{AFTER})$", re.ASCII)


def amount_value(text: str) -> Decimal | None:
    """What one written amount is worth in dollars: digits with a unit, Chinese numerals, currency marks ignored."""
    text = _MARKS.sub("", text).strip()
    return _digital(text) if text[:1].isdigit() or text[:1] == "." else han_value(text)


def _digital(text: str) -> Decimal | None:
    match = _FIGURES.match(text)
    if not match:
        return None
    digits, unit = from_digits(match.group()), text[match.end() :].strip()
    if not unit:
        return digits
    if unit in {"m", "mm"} or unit in SCALES or unit in {"thou", "hundred"}:
        return digits * {"m": 1_000_000, "mm": 1_000_000, "thou": 1_000, "hundred": 100}.get(unit, SCALES.get(unit, 1))
    return han_value(f"{digits}{unit}".replace("k", "千").replace("w", "万"))


def sums_in(text: str) -> list[Figure]:
    """Sums of money in order. Small bare figures are among them (`bare` and below 100): the caller judges those.

    Args:
        text: folded text from which names, percents, years, ranges and vague figures were taken.
    """
    bounds = {match.end() for match in _BOUND_BEFORE.finditer(text)}
    found = list(_written(text))
    taken = [(figure.start, figure.end) for figure in found]
    found += [figure for figure in _english(text) if not any(a < figure.end and figure.start < b for a, b in taken)]
    return sorted(
        (replace(figure, bound=True) if figure.start in bounds else figure for figure in found),
        key=lambda figure: figure.start,
    )


def _written(text: str) -> Iterator[Figure]:
    for match in _MONEY.finditer(text):
        figure = _from_digits(match, text) if match["digits"] else _from_han(match, text)
        if figure:
            yield figure


def _from_digits(match: re.Match[str], text: str) -> Figure | None:
    written, end = match["digits"], match.end()
    headed = _NO_TAIL.match(written)
    if headed:
        written, end = headed["head"], match.start("digits") + headed.end()
    marked = bool(match["sign"] or match["mark"] or match["cents"] or match["alien"] or match["alien_after"])
    value = amount_value(written)
    if value is None:  # 1万9千9千: keep what is well formed
        longest = longest_han(written.replace(",", ""))
        if longest is None:
            return None
        end, value = match.start("digits") + longest[0], longest[1]
    bare = written[-1].isdigit() and not marked and not re.search(r"[^0-9.,]", written)
    glued = re.match(r"[a-z]+", text[end:], re.ASCII)
    if bare and (
        (glued and len(glued.group()) < 3) or (re.match(r"[/%°]|-[a-z]", text[end:]) and not _slashed(text, end))
    ):
        return None
    if written.endswith("m") and not written.endswith("mm") and not match["sign"] and "." not in written:
        return None
    return _figure(match, text, end, value / 100 if match["cents"] else value, bare=bare)


def _slashed(text: str, at: int) -> bool:
    """10,000/9,500: a stroke between two sums."""
    return bool(re.match(r"/ ?\$?[0-9,]{3,}", text[at:], re.ASCII))


def _from_han(match: re.Match[str], text: str) -> Figure | None:
    marked = bool(match["mark"] or match["sign"] or match["cents"] or match["alien"] or match["alien_after"])
    longest = longest_han(match["han"])
    if longest is None:
        return None
    length, value = longest
    whole = length == len(match["han"])
    written = match["han"][:length]
    if not re.search("[百千万亿佰仟]", written) and not (
        marked and whole and (value >= 10 or match["mark"] not in {"块", "元", "刀"})
    ):
        return None
    return _figure(match, text, match.end() if whole else match.start("han") + length, value, bare=False)


def _english(text: str) -> Iterator[Figure]:
    for match in _ENGLISH.finditer(text):
        words = [
            (word.start(), word.end(), word.group())
            for word in re.finditer(
                r"[a-z]+", match.group()[: (match.start("mark") if match["mark"] else match.end()) - match.start()]
            )
        ]
        longest = longest_english([word for _, _, word in words])
        if longest is None and match["mark"] and all(word in WORDS for _, _, word in words):
            total = sum(WORDS[word] for _, _, word in words)
            yield Figure(match.start(), match.end(), Kind.AMOUNT, (Decimal(total),))
        if longest is not None:
            count, value = longest
            end = match.end() if count == len(words) else match.start() + words[count - 1][1]
            yield _figure(match, text, end, value, bare=False)


def _figure(match: re.Match[str], text: str, end: int, value: Decimal, *, bare: bool) -> Figure:
    before = text[max(0, match.start() - 16) : match.start()]
    groups = match.groupdict()
    return Figure(
        match.start(),
        end,
        Kind.AMOUNT,
        (plain(value),),
        bare=bare,
        negative=_negative(before) or (text.startswith(")", end) and bool(_BOOKED_LOSS.search(before))),
        bound=bool(_BOUND_AFTER.match(text, end)),
        foreign=bool(groups.get("alien") or groups.get("alien_after")),
        loose=bool(_LOOSE.match(text, end)),
    )


def _negative(before: str) -> bool:
    """Whether a minus sign stands before the sum, and not between two of them."""
    if not before.endswith("-"):
        return False
    rest = before[:-1].rstrip()
    if rest and rest[-1] in GONE and before[-2] == " ":  # box 2a -600
        return True
    return not rest or not (
        rest[-1].isdigit()
        or rest[-1] in "kw万千百%$刀块"
        or rest[-1] in GONE
        or (before[-2].isalpha() and before[-2].isascii())
    )
