"""Find calendar years: 2026, 2025年度, 25年, 二〇二五年, 3/15/2026, 2025-03-01, 去年, last year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from calc.figures import Figure, Kind

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_FULL = r"(?:19[5-9][0-9]|20[0-4][0-9])"
_HAN_DIGIT = "零〇○一二三四五六七八九"
_HAN_VALUE = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_DATES = re.compile(
    rf"(?<![0-9a-z.$])(?P<iso>{_FULL})(?:[-/][01]?[0-9](?:[-/][0-3]?[0-9])?(?![0-9%/-]|[,.][0-9])"
    r"|\.[01]?[0-9]\.[0-3]?[0-9](?![0-9,.%])| ?年 ?[01]?[0-9] ?月(?: ?[0-3]?[0-9] ?[日号])?)"
    rf"|(?<![0-9a-z.$])[01]?[0-9]/[0-3]?[0-9]/(?P<us>{_FULL}|[0-9]{{2}})(?![0-9]|,[0-9])"
    rf"|(?<![0-9a-z.$])[01]?[0-9]/(?P<my>{_FULL})(?![0-9])"
    rf"|(?=[jfmasond])(?<![a-z]){_MONTH}\s(?:[0-3]?[0-9](?:st|nd|rd|th)?,?\s)?(?P<named>{_FULL})(?![0-9%]|,[0-9])"
    rf"|(?=[0-9])(?<![a-z])[0-3]?[0-9]\s{_MONTH}\s(?P<day_first>{_FULL})(?![0-9%]|,[0-9])"
    rf"|(?=[jfmasond])(?<![a-z])(?P<no_year>{_MONTH}\s[0-3]?[0-9](?:st|nd|rd|th)?"
    r"(?![0-9,.%万$]| ?(?:[kw](?![a-z])|%|grand|dollars)))"
    r"|(?<![0-9.])(?P<month_day>1?[0-9] ?月 ?(?:[0-3]?[0-9] ?[日号])?(?!份?[0-9]*个))",
    re.ASCII,
)
_YEARS = re.compile(
    rf"(?P<full>(?<![0-9a-z.$/])(?<![0-9]-)(?<!usd )(?<!\$ )(?<!美[元金]){_FULL}"
    rf"|(?<=ty){_FULL}|(?<=fy){_FULL}|(?<={_FULL}[-/]){_FULL})"
    r"(?![0-9%]|[,.][0-9]| ?(?:[万千百亿]|[kw](?![a-z]))| ?(?:grand|dollars|bucks|usd|刀|块|美)|[a-jl-z])"
    r"(?P<mark> ?(?:年度|税年|年))?"
    rf"|(?P<han>[一二][九零〇○][{_HAN_DIGIT}][{_HAN_DIGIT}])(?P<han_mark>年度?)?"
    r"|(?<![0-9.$了过满])(?<!工作)(?<!再过)(?P<short>[0-9]{2}) ?年"
    r"(?!后|内|以|期|规|的规|了|前|来|多|左右|时间|满|龄|老|工|存期|复利|计划)"
    r"|(?P<short_han>[二三][零〇○一二三四五六七八九])年(?!后|内|以|期|规|了|前|来|多)"
    r"|(?<![a-z0-9])(?:'|fy ?'?|ty ?'?)(?P<quoted>[0-9]{2})(?![0-9a-z,.])"
    r"|(?P<told>前年|去年|今年|本年度?|当前年度|明年|后年|上一?年度"
    r"|(?<![a-z])(?:last|this|next|prior|previous|current) (?:tax )?year(?![a-z]))",
    re.ASCII,
)
# the first letter, or two, of each word that tells a year from today
_STEPS = {-2: ["前"], -1: ["去", "上", "la", "pr"], 0: ["今", "本", "当", "th", "cu"], 1: ["明", "ne"], 2: ["后"]}
_TO_COME = "明后n"  # how 明年, 后年, next year begin
_TOLD = {word: step for step, words in _STEPS.items() for word in words}
# a four-digit figure right after one of these is a sum of money, whatever it looks like
_MONEY_NOUN = re.compile(
    r"(?:亏[了掉损]?|赚了?|涨了?|跌了?|[到至回成]|剩下?|只值|现值|市值|余额|本金|成本|收益|盈利|损失|给了?|还有|里有|"
    r"(?<![a-z])(?:basis|value|worth|gain(?:ed|s)?|loss(?:es)?|lost|balance|earnings|earned|made|down|down to|up|up to"
    r"|left with|only|grew to|fell to|dropped to))(?:了|是|为|:|=|\s|只有|大概|约|有|about|only|is|was|of|\x00)*$",
    re.ASCII,
)
_MONEY_VERB = re.compile(
    r"(?:[存投放转交缴][了入进过]?"
    r"|(?<![a-z])(?:contribut(?:ed|ing|ions?|e)|put in|puts? in|converted|convert|invested|deposited|rolled over))"
    r"(?:了|大概|约|\s|about|of|only)*$",
    re.ASCII,
)
_YEAR_BEFORE = re.compile(
    r"(?<![a-z])(?:years?|in|since|for|by|through|thru|until|till|from|during|before|after|starting|of|early|late|mid"
    r"|end of|and|or|pre-?|post-?|the|my|your|as of|effective|tcja)[ -]*$",
    re.ASCII,
)
_NOW = re.compile(r"(?:现在|目前|如今|值|(?<![a-z])(?:now|currently|today))(?:是|有|:|\s)*$", re.ASCII)
_MOVES_ON = re.compile(r" ?(?:[跌涨亏变]|→|->|=>|down to|now)")

_LAW = re.compile(r"tcja|secure|obbba|法案|税改|(?<![a-z])(?:since|until|through|expired?|enacted|passed|act)(?![a-z])")
_TAXED = re.compile(r"报税|转|交税|缴税|抵|税表|(?<![a-z])(?:convert|conver|roll|fil(?:e|ed|ing)|tax|return|1099)")
# 明年报税 and 明年能抵吗 are told of this year's conversion; only a step to be taken then is of that year
_STEP_TAKEN = re.compile(r"转|(?<![a-z])(?:convert|conver|roll)")
_CLAUSE_END = re.compile(r"[,，。;；?？!！\n]")
_STORED = re.compile(r"[\s\x00]*(?:就|我|一共|总共|里)?(?:[存投放]|contribut)")


def years_in(text: str, this_year: int) -> list[Figure]:
    """Years in order of mention. `去年` is told from `this_year`; a date without a year comes as a name.

    Args:
        text: folded text from which names and percents were taken.
        this_year: the calendar year in which the message was written.
    """
    found = [_date(match) for match in _DATES.finditer(text)]
    taken = [(figure.start, figure.end) for figure in found]
    for match in _YEARS.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        figure = _year(match, text, this_year)
        if figure:
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def tax_year(folded: str, years: Sequence[Figure]) -> int | None:
    """The year the question is about: the only one named.

    `去年` counts only where conversion or tax is told of it, `明年` only where a conversion is.
    """
    distinct = {int(figure.values[0]) for figure in years}
    if len(distinct) != 1 or _LAW.search(folded):
        return None
    if all(figure.relative for figure in years):
        near = [(figure, folded[figure.end : figure.end + 12]) for figure in years]
        if not any(_told_of(figure, words, folded) and not _STORED.match(words) for figure, words in near):
            return None
    return distinct.pop()


def _told_of(figure: Figure, words: str, folded: str) -> bool:
    """Whether the words behind a year told from today make it the year of the conversion."""
    if folded[figure.start] not in _TO_COME:
        return bool(_TAXED.search(words))
    return bool(_STEP_TAKEN.search(_CLAUSE_END.split(words)[0]))


def _date(match: re.Match[str]) -> Figure:
    digits = next((match[name] for name in ("iso", "us", "my", "named", "day_first") if match[name]), None)
    if digits is None:
        return Figure(match.start(), match.end(), Kind.NAME)
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    return Figure(match.start(), match.end(), Kind.YEAR, (Decimal(year),))


def _year(match: re.Match[str], text: str, this_year: int) -> Figure | None:
    told = match["told"]
    if told:
        step = _TOLD.get(told[0], _TOLD.get(told[:2], 0))
        return Figure(match.start(), match.end(), Kind.YEAR, (Decimal(this_year + step),), relative=True)
    value: int | None
    if match["full"]:
        value = int(match["full"])
        value = value if match["mark"] or _is_year(match, text, value, this_year) else None
    elif match["han"]:
        digits = [_HAN_VALUE[char] for char in match["han"]]
        value = int("".join(map(str, digits)))
        value = value if 1970 <= value < 2050 else None
    else:
        value = _short(match, this_year)
    return None if value is None else Figure(match.start(), match.end(), Kind.YEAR, (Decimal(value),))


def _short(match: re.Match[str], this_year: int) -> int | None:
    """A year of two digits (25年, '25): only lately past or next year's, since 30年 is a span of time."""
    if match["short_han"]:
        value = 2000 + _HAN_VALUE[match["short_han"][0]] * 10 + _HAN_VALUE[match["short_han"][1]]
    else:
        value = 2000 + int(match["short"] or match["quoted"])
    return value if this_year - 5 <= value <= this_year + 2 else None


def _is_year(match: re.Match[str], text: str, value: int, this_year: int) -> bool:
    """Whether four bare digits are a year and not a sum of money."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _MONEY_NOUN.search(before):
        return False
    recent = abs(value - this_year) <= 3
    if _MONEY_VERB.search(before):
        return recent
    if _YEAR_BEFORE.search(before):
        return True
    if not recent and (_MOVES_ON.match(text, match.end()) or _NOW.search(before)):
        return False
    return value != 2000 and 1974 <= value <= 2040
