"""Find percents: 24%, 百分之二十四, 两成二, 24 个点, twenty-four percent, and bare rates (税率32, rate 0.24)."""

from __future__ import annotations

import re
from decimal import Decimal

from calc.figures import NUMBER, Figure, Kind, from_digits, plain
from calc.numerals import WORDS, han_value, small_english

_HAN = "零一二两三四五六七八九十"
_SIGN = r"(?:%|percent(?:age points?)?(?![a-z])|per ?cent(?![a-z])|pct(?![a-z])|个百分点|百分点|个点(?!钟))"
_GUARD = r"(?<![0-9a-z.])"
_RANGE = re.compile(rf"{_GUARD}(?P<low>{NUMBER}) ?{_SIGN}? ?(?:-|~|到|至|to) ?(?P<high>{NUMBER}) ?{_SIGN}", re.ASCII)
_PLAIN = re.compile(rf"{_GUARD}(?P<digits>{NUMBER}) ?{_SIGN}", re.ASCII)
_HAN_FORMS = re.compile(
    rf"百分之(?P<of>[{_HAN}]{{1,6}}(?:点[{_HAN}]{{1,6}})?|[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<dots>[{_HAN}]{{1,6}}(?:点[{_HAN}]{{1,6}})?)(?:个点(?!钟)|个百分点)"
    r"|(?P<tens>(?<![0-9.])[1-9](?:\.[0-9])?|(?<![一二两三四五六七八九十百千万])[一二两三四五六七八九])成"
    r"(?!本|为|立|功|交|员|年人|长|都|熟|果|绩|分|[0-9])(?P<ones>[一二三四五六七八九](?![百千万十成])|半|多)?",
    re.ASCII,
)
_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_WORDS = re.compile(
    rf"(?<![a-z])(?P<words>(?:{_WORD})(?:[ -](?:point|{_WORD}))*)[ -](?:percent|per ?cent|pct)(?![a-z])", re.ASCII
)
_LINK = r"[ :=是为约的]*(?:is|of|at|about|around|大概|大约|差不多|算|按|有)? ?"
_AFTER_RATE = re.compile(
    r"(?:税率|税级|税档|州税|联邦税?|(?<![a-z])(?:marginal|federal|fed|state)(?: income)?(?: tax)?(?: rate)?"
    rf"|(?<![a-z])(?:tax rate|rate|bracket)){_LINK}(?:(?P<digits>0?\.[0-9]+|[0-9]{{1,2}}(?:\.[0-9]+)?)"
    r"(?![0-9]|[,.][0-9]| ?(?:[%万千百成块刀个元$年月/-]|[kwm](?![a-z]))| ?dollars)"
    rf"|(?P<han>[{_HAN}]{{1,3}}(?:点[{_HAN}]{{1,6}})?)(?![零一二三四五六七八九十百千万成个块刀年月次种]))",
    re.ASCII,
)
# a state rate written without a sign always has decimals: 加州 9.3, NY 6.85
_AFTER_STATE = re.compile(
    r"(?:加州|纽约州?|新泽西州?|[麻伊乔宾弗明康威]州"
    r"|(?<![a-z])(?:california|ca|new york|ny|nj|new jersey|state)(?: tax)?)"
    r"[ :是]*(?P<digits>1?[0-9]\.[0-9]{1,3})(?P<han>)(?![0-9.,]| ?(?:[%万千百成块刀个元$]|[kwm](?![a-z])))",
    re.ASCII,
)
_BEFORE_BRACKET = re.compile(
    r"(?<![0-9a-z.$])(?P<digits>0\.[0-9]+|[1-9][0-9](?:\.[0-9]+)?)"
    r"\s(?:tax )?(?:bracket|marginal rate|tax rate)(?![a-z])"
    r"|(?<![0-9a-z.$])(?P<han>[1-9][0-9])的?(?:税率|税级|税档)",
    re.ASCII,
)

_OR_ANOTHER = re.compile(
    r" ?(?:还是|或者?|or) ?([1-9][0-9])(?![0-9]|[,.][0-9]| ?(?:[%万千百成块刀个元$年月]|[kwm](?![a-z])))", re.ASCII
)


def percents_in(text: str) -> list[Figure]:
    """Percents in order, in percent units (24 for 24 %); the ends of `22%-24%` come as one range."""
    found: list[Figure] = []
    if "%" in text or "p" in text or "点" in text:
        found += [_range(match) for match in _RANGE.finditer(text)]
        found += [_one(match.span(), from_digits(match["digits"]), text) for match in _PLAIN.finditer(text)]
        for match in _WORDS.finditer(text):
            value = small_english(re.split(r"[ -]", match["words"]))
            if value is not None:
                found.append(_one(match.span(), value, text))
    if "成" in text or "百分之" in text or "点" in text:
        found += _han(text)
    for pattern in (_AFTER_RATE, _AFTER_STATE, _BEFORE_BRACKET):
        found += _bare_rates(pattern, text)
    return _first_come(found)


def _range(match: re.Match[str]) -> Figure:
    low, high = plain(from_digits(match["low"])), plain(from_digits(match["high"]))
    return Figure(match.start(), match.end(), Kind.RANGE, (low, high), percent=True)


def _one(span: tuple[int, int], value: Decimal, text: str) -> Figure:
    negative = text[: span[0]].endswith("-")
    return Figure(*span, Kind.PERCENT, (plain(value),), percent=True, negative=negative)


def _han(text: str) -> list[Figure]:
    found = []
    for match in _HAN_FORMS.finditer(text):
        numeral = match["of"] or match["dots"]
        if numeral:
            value = _decimal(numeral)
        elif match["ones"] == "多":
            found.append(Figure(match.start(), match.end(), Kind.VAGUE, percent=True))
            continue
        else:
            value = _decimal(match["tens"])
            value = None if value is None else value * 10
            if value is not None and match["ones"]:
                value += 5 if match["ones"] == "半" else (_decimal(match["ones"]) or 0)
        if value is not None:
            found.append(_one(match.span(), value, text))
    return found


def _decimal(numeral: str) -> Decimal | None:
    """The value of a small numeral, Arabic or Chinese, with 点 or a point in it."""
    if numeral[0] in "0123456789":
        return Decimal(numeral)
    whole, _, tail = numeral.partition("点")
    value = han_value(whole)
    if value is None or not tail:
        return value
    digits = [han_value(char) for char in tail]
    return None if None in digits else value + Decimal("0." + "".join(str(digit) for digit in digits))


def _bare_rates(pattern: re.Pattern[str], text: str) -> list[Figure]:
    found = []
    for match in pattern.finditer(text):
        group = "digits" if match["digits"] else "han"
        value = _decimal(match[group])
        if value is None or not value:
            continue
        value = value * 100 if value < 1 else value
        if value < 60:
            found.append(Figure(*match.span(group), Kind.PERCENT, (plain(value),), percent=True))
            second = _OR_ANOTHER.match(text, match.end(group))
            if second:
                found.append(Figure(*second.span(1), Kind.PERCENT, (Decimal(second[1]),), percent=True))
    return found


def _first_come(found: list[Figure]) -> list[Figure]:
    """Without overlap: what begins first wins, and of two that begin together the longer."""
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda figure: (figure.start, -figure.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept
