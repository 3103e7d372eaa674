"""Find figures that are not exact: ranges (3到4万, $5-6k) and what is told roughly (几百块, a couple hundred)."""

from __future__ import annotations

import re
from decimal import Decimal

from calc.figures import Figure, Kind, plain
from calc.numerals import han_value
from calc.sums import AFTER, BEFORE, DIGIT, DIGITAL, HAN, LEFT, STARTS, amount_value

_END = rf"(?:{BEFORE})?(?:{DIGITAL}|{HAN})(?:{AFTER})?"
_RANGES = re.compile(
    rf"{STARTS}{LEFT}(?P<low>{_END}) ?(?P<op>-|~|到|至|to(?![a-z])|——?) ?(?P<high>{_END})"
    r"(?P<hint> ?之?间| ?左右| ?的样子)?"
    rf"|(?<![a-z])between\s(?P<low_b>{_END})\sand\s(?P<high_b>{_END})"
    rf"|{STARTS}{LEFT}(?P<low_c>{_END}) ?和 ?(?P<high_c>{_END}) ?之间"
    rf"|{STARTS}{LEFT}(?P<low_d>{_END})\s(?:or|或者?)\s(?P<high_d>{_END})(?= ?(?:左右|or so))",
    re.ASCII,
)
_NEIGHBOURS = re.compile(
    rf"(?=[{DIGIT}十])(?<![{DIGIT}百千万0-9])(?P<ten>十)?(?P<a>[{DIGIT}])(?P<b>[{DIGIT}])"
    rf"(?P<unit>十万|百万|千万|[百千万])(?:{AFTER})?",
    re.ASCII,
)
_RANGE_HINT = re.compile(
    r"(?:大概|大约|约|左右|之间|每[年月次]|差不多|估计|可能|between|about|around|roughly|maybe|somewhere)[^,，。;\n]*$",
    re.ASCII,
)
_FROM = re.compile(r"(?:[从由]|自(?![己动])|(?<![a-z])(?:from|went|grew|fell|dropped))[^,，。;\n0-9]{0,12}$", re.ASCII)
_UNITS = r"(?:十万|百万|千万|[十百千万亿])"
_VAGUE = re.compile(
    # 几百块, 好几万, 十几万
    rf"(?=[好小大近二三十几数若])[好小大近]?(?:(?:十|二十|三十)?几|数|若干){_UNITS}{{1,2}}[多来余]?(?:{AFTER})?|好几[kw](?![a-z])"
    # 六十多万, 八千多刀, 一万出头
    rf"|(?=[0-9{DIGIT}十])(?:[0-9][0-9,.]{{0,14}} ?|[{DIGIT}十][{DIGIT}十百千万零]{{0,12}})(?:{_UNITS}|[kw])? ?"
    r"(?:多(?![少了出存交缴次])|余(?![额下款])|来(?=[块刀万千百])|几(?=[万千百块刀])|出头|挂零|有余)"
    rf"{_UNITS}?(?:{AFTER})?"
    # 上万, 万把块
    rf"|(?<![加账网线晚早以跌涨投存])上[百千万](?![{DIGIT}0-9])(?:{AFTER})?"
    r"|[百千万]把(?=[块刀])[块刀]钱?|百八十[块刀]钱?|千儿八百|万儿八千|[百千万]来[块刀]钱?"
    # a couple hundred, a few grand, hundreds of dollars, six figures
    r"|(?=[acfsh])(?<![a-z])(?:a\s)?(?:couple|few|several|handful|some)"
    r"(?:\s(?:of\s)?(?:hundreds?|thousands?|grand|k|million|mil|bucks|dollars))+(?![a-z])"
    r"|(?=[thm])(?<![a-z])(?:(?:tens|hundreds|thousands|millions)\sof\s)*(?:hundreds|thousands|millions)"
    r"(?:\sof\s(?:dollars|bucks))?(?![a-z])"
    r"|(?=[lmhfs4-7])(?<![a-z])(?:(?:low|mid|high)\s)?(?:four|five|six|seven|[4-7])[ -]figures?(?![a-z])"
    # 10k+, 10k-ish
    rf"|(?=[0-9$u美])(?:{BEFORE})?(?<![0-9a-z.])[0-9][0-9,.]{{0,14}} ?(?:[kw万千](?![a-z]))?\+(?! ?[0-9$])"
    rf"|(?=[0-9$u美])(?:{BEFORE})?(?<![0-9a-z.])[0-9][0-9,.]{{0,14}}(?:k|,[0-9]{{3}})?-?(?:ish|something)(?![a-z])",
    re.ASCII,
)


def ranges_in(text: str) -> list[Figure]:
    """Ranges, as far as they are not a movement (`从1万到1万2` is one, `3到4万` is a range)."""
    found = []
    for match in _RANGES.finditer(text):
        figure = _range(match, text)
        if figure:
            found.append(figure)
    for match in _NEIGHBOURS.finditer(text):
        low, high = (han_value(digit + match["unit"]) for digit in (match["a"], match["b"]))
        if low is None or high is None or not _follows(match["a"], match["b"]):
            continue
        more = (han_value("十" + match["unit"]) or Decimal(0)) if match["ten"] else Decimal(0)
        found.append(Figure(match.start(), match.end(), Kind.RANGE, (low + more, high + more)))
    return sorted(found, key=lambda figure: figure.start)


def _follows(first: str, second: str) -> bool:
    """两三, 一两, 三五: digits that are said together for a range."""
    low, high = han_value(first), han_value(second)
    return low is not None and high is not None and (high - low == 1 or (low == 3 and high == 5))


def _range(match: re.Match[str], text: str) -> Figure | None:
    low_text, high_text = next(
        (match[f"low{name}"], match[f"high{name}"]) for name in ("", "_b", "_c", "_d") if match[f"low{name}"]
    )
    low, high = amount_value(low_text), amount_value(high_text)
    if low is None or high is None:
        return None
    shared = False
    if low < 1_000 <= high:  # 3到4万, $5-6k: the first end has the unit of the second
        scale = next((scale for scale in (1_000_000, 10_000, 1_000) if low * scale < high <= low * scale * 20), None)
        if scale is None or (low_text + high_text).isdigit():
            return None
        low, shared = low * scale, True
    if not low < high or high < 100:
        return None
    named = match["op"] is None or match["hint"] is not None
    clear = match["op"] not in {"到", "to"} or _RANGE_HINT.search(text, 0, match.start())
    if _FROM.search(text, 0, match.start()) or not (shared or named or clear):
        return None
    return Figure(match.start(), match.end(), Kind.RANGE, (plain(low), plain(high)))


def vague_in(text: str) -> list[Figure]:
    """Figures that are only told roughly, and so have to be asked for: 几百块, 六十多万, a couple hundred, 10k+."""
    return [Figure(match.start(), match.end(), Kind.VAGUE) for match in _VAGUE.finditer(text)]
