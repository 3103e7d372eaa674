"""What stands in a message and can be an input: sums, percents, small bare figures, counts, ages, years, days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from calc.dates import written_day
from calc.figures import Figure, Kind, blank, plain
from calc.found import Found
from calc.names import Name
from calc.numerals import WORDS, han_value
from calc.sums import amount_value

What: TypeAlias = Literal["money", "percent", "small", "count", "age", "year", "date"]
Why: TypeAlias = Literal["range", "vague", "bound", "currency", "negative", "no_year"]

_SMALL: Final = 100  # below it a bare figure is no sum of money
_NUMERAL: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|[零一二两三四五六七八九十百千万]+|[a-z]+", re.ASCII)
_AGED: Final = re.compile(r"(?:age|turn|i'?m)[^0-9]*(?P<whole>[1-9][0-9])(?P<half>\.5|½| ?1/2)?$", re.ASCII)
_AND_A_HALF: Final = re.compile(r"(?P<whole>59|70)(?! ?\()", re.ASCII)
_DECADE: Final = re.compile(r"'?s(?![a-z])|\+|多|ish")
_LOW_END: Final = re.compile(r"[0-9一二两三四五六七八九十](?: ?[个次])? ?(?:-|~|到|至|to|or|或者?|、)\s?$", re.ASCII)
_NOT_COUNTED: Final = re.compile(
    r"[ -]?(?:days?|weeks?|wks?|months?|mos|hours?|hrs?|minutes?|shares?|points?|bps|basis|miles?)"
    r"|\s?(?:个?月|个?星期|天|周(?!岁)|小时|分钟|股|倍|页|步|个?季度)"
)
_MONTHS: Final = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAMED_DAY: Final = re.compile(
    r"(?P<month>[a-z]{3})[a-z]*\.?\s(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s(?P<year>[0-9]{4})"
    r"|(?P<day_first>[0-9]{1,2})\s(?P<month_second>[a-z]{3})[a-z]*\.?\s(?P<year_last>[0-9]{4})",
    re.ASCII,
)
_MANY_YEARS: Final = re.compile(r" y(?:ea)?rs?(?![a-z])| ?年| ?个人")
_YEARLY: Final = re.compile(r"一年(?![后之以期多半])")  # 一年存 3 万
_FRAME: Final = re.compile(r"\s?[格栏框]")  # 5 格 is a box
_COINS: Final = re.compile(r"\s?[0-9一二三四五六七八九][毛角]")  # 五块七毛: the finder stops before the cents
_LISTED: Final = re.compile(r"(.*[0-9] ?[kw万千]?) \+", re.ASCII)  # 24,500 + match 9,000: a list, not `24,500 or more`
_PLUS_MORE: Final = re.compile(r" ?plus\s[a-z]", re.ASCII)  # 24,500 plus the match
_SHORT_YEAR: Final = re.compile(r"[0-9]{2} ?年", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure that an input may be read from.

    Attributes:
        start: where its numeral begins in the text.
        end: behind its last character.
        what: the kind of figure.
        values: dollars, percent units, years or a plain number; two for a range, none for what is vague.
        why: why it cannot be used as it stands, if so.
        day: ISO text of a full date.
        relative: a year told from today (去年).
    """

    start: int
    end: int
    what: What
    values: tuple[Decimal, ...] = ()
    why: Why | None = None
    day: str | None = None
    relative: bool = False

    @property
    def touching(self) -> bool:
        """Whether it means anything only right beside its label."""
        return self.what in {"small", "count", "age"}


@dataclass(frozen=True, slots=True)
class Quantities:
    """The figures of a message, and the text around them.

    Attributes:
        figures: what may be dollars, rates, counts or ages, in order.
        dated: years and days, in order.
        worded: the folded text without the figures, for finding labels; names and 今年 stand in it.
        rest: the same with these blanked too, for judging what stands between a label and a figure.
    """

    figures: Sequence[Quantity]
    dated: Sequence[Quantity]
    worded: str
    rest: str


def quantities(folded: str, found: Found, *, spans_of_time: bool) -> Quantities:
    """Sort what was found in a text by what it may be.

    Args:
        folded: folded text.
        found: everything found in it.
        spans_of_time: whether years are asked for as a span and not as a date, so that 25年 is 25 years.
    """
    figures = [*_counted(folded, found.counts), *_aged(folded, found.names)]
    dated = [Quantity(day.start, day.end, "date", why="no_year") for day in found.days]
    for figure in found.figures:
        if figure.kind is Kind.YEAR:
            one = _dated(folded, figure, spans_of_time=spans_of_time)
            (figures if one.what == "count" else dated).append(one)
        else:
            figures += [] if figure.bare and _FRAME.match(folded, figure.end) else [_sum(folded, figure)]
    figures.sort(key=lambda figure: figure.start)
    dated.sort(key=lambda figure: figure.start)
    told = [year for year in dated if year.relative]  # 今年 45 is a label as well
    taken = [*figures, *(one for one in dated if not one.relative)]
    worded = blank(folded, sorted((one.start, one.end) for one in taken)).replace("，", ",")
    named = [(name.start, name.end) for name in found.names]
    rest = blank(worded, sorted([*named, *((year.start, year.end) for year in told)]))
    return Quantities(figures, dated, worded, rest)


def _sum(folded: str, figure: Figure) -> Quantity:
    what: What = "percent" if figure.percent else "money"
    listed = _LISTED.fullmatch(folded, figure.start, figure.end) if figure.kind is Kind.VAGUE else None
    if listed and re.match(r"\s?[a-z\u4e00-\u9fff]", folded[figure.end :]) and (value := amount_value(listed[1])):
        return Quantity(figure.start, listed.end(1), what, (plain(value),))
    why: Why | None = None
    if figure.kind is Kind.RANGE:
        why = "range"
    elif figure.kind is Kind.VAGUE:
        why = "vague"
    elif figure.foreign:
        why = "currency"
    elif figure.bound and not _PLUS_MORE.match(folded, figure.end):
        why = "bound"
    elif figure.negative:
        why = "negative"
    elif figure.loose or _COINS.match(folded, figure.end):
        why = "vague"
    if figure.bare and figure.kind is Kind.AMOUNT and figure.values[0] < _SMALL:
        what = "small"
    return Quantity(figure.start, figure.end, what, figure.values, why)


def _counted(folded: str, counts: Sequence[Name]) -> Iterator[Quantity]:
    """The numeral of each counted thing; its unit stays in the text, where it is found as a label."""
    for count in counts:
        match = _NUMERAL.match(folded, count.start, count.end)
        value = None if match is None or _NOT_COUNTED.match(folded, match.end()) else _small(match.group())
        if match is not None and value is not None and _MANY_YEARS.match(folded, match.end()) and value >= _SMALL:
            yield Quantity(match.start(), match.end(), "money", (value,))  # yearly 30000 years 20, 200000年薪
        elif match is not None and value is not None and value < _SMALL and not _YEARLY.match(folded, match.start()):
            why: Why | None = "range" if _LOW_END.search(folded, 0, match.start()) else None
            yield Quantity(match.start(), match.end(), "count", (value,), why)


def _small(numeral: str) -> Decimal | None:
    if numeral[0] in "0123456789":
        return Decimal(numeral.replace(",", ""))
    return Decimal(WORDS[numeral]) if numeral in WORDS else han_value(numeral)


def _aged(folded: str, names: Sequence[Name]) -> Iterator[Quantity]:
    """The age in `age 45`, `turning 61`, and 59½, which is an age only beside a word that says so."""
    for name in names:
        text = folded[name.start : name.end]
        match = _AGED.match(text) or _AND_A_HALF.match(text)
        if match is None or (match.re is _AND_A_HALF and not re.search(r"½|\.5|1/2|半|half", text)):
            continue
        half = match.re is _AND_A_HALF or match["half"]
        value = Decimal(match["whole"]) + (Decimal("0.5") if half else 0)
        why: Why | None = "vague" if _DECADE.match(folded, name.end) else None
        end = match.end("whole") if text.endswith("岁半") else len(text)
        yield Quantity(name.start + match.start("whole"), name.start + end, "age", (value,), why)


def _dated(folded: str, figure: Figure, *, spans_of_time: bool) -> Quantity:
    text = folded[figure.start : figure.end]
    if spans_of_time and _SHORT_YEAR.fullmatch(text):
        return Quantity(figure.start, figure.start + 2, "count", (Decimal(text[:2]),))
    day = _day(text)
    what: What = "year" if day is None else "date"
    return Quantity(figure.start, figure.end, what, figure.values, day=day, relative=figure.relative)


def _day(text: str) -> str | None:
    named = _NAMED_DAY.fullmatch(text)
    if named:
        month = _MONTHS.get(named["month"] or named["month_second"], 0)
        text = f"{named['year'] or named['year_last']}-{month}-{named['day'] or named['day_first']}"
    day = written_day(text)
    return None if day is None else day.isoformat()


def fraction(percent: Decimal) -> Decimal:
    """A percent as a fraction: 24 is 0.24."""
    return plain(percent / 100)
