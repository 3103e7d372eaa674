"""Rows of a series out of a table that somebody pastes: CSV, a spreadsheet's cells, or plain columns.

A line holds a contribution and the value when converted, and may begin with the date. A header may name the columns in
Chinese or English and in any order. What can be read in two ways is refused with the number of its line.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple, TypeAlias

from pydantic_core import PydanticCustomError

from calc.dates import read_day, written_day
from calc.errors import CalcError, echo
from calc.money import read_dollars, read_number
from calc.numerals import SCALES, han_value
from calc.rows import MOST_ROWS
from calc.series import Row

Column: TypeAlias = Literal["date", "value", "contribution"]

# the first column whose word stands in a heading is the one: "after-tax value" is a value, "转换日期" a date
_HEADINGS: Final[tuple[tuple[Column, tuple[str, ...]], ...]] = (
    ("date", ("date", "payday", "pay day", "日期", "时间", "時間", "发薪日", "發薪日")),
    (
        "value",
        tuple("value worth convert conversion balance 价值 價值 现值 現值 市值 转换 轉換 转出 轉出 余额 餘額".split()),
    ),
    (
        "contribution",
        tuple("contribut deposit basis after-tax aftertax 投入 缴款 繳款 供款 存入 本金 税后 稅後".split()),
    ),
)
_TOTAL: Final = re.compile(r"(?:grand |sub)?total|sum\b|合计|合計|总计|總計|小计|小計|总和|總和")
_CURRENCY: Final = re.compile(r"us\$|\busd\b|美元|美金|刀|\bdollars?\b")
_RULED: Final = frozenset("|:+=_- \t")  # the line under a header of a drawn table holds nothing else
_LONGEST: Final = 500  # characters of a line
_AFTER_SIGN: Final = re.compile(r"\$\s+")
_WIDE_GAP: Final = re.compile(r"\s{2,}")
_GROUPED: Final = re.compile(r"\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_GROUP_HEAD: Final = re.compile(r"\$?[1-9]\d{0,2}", re.ASCII)
_GROUP_TAIL: Final = re.compile(r"\d{3}(?:\.\d+)?", re.ASCII)
_SMALL_HEAD: Final = re.compile(r"\$?\d{1,2},\d{3}(?!\d).*", re.ASCII)
_PADDED: Final = re.compile(r"\$?0\d.*", re.ASCII)
_IN_BRACKETS: Final = re.compile(r"\((?P<inner>[^()]+)\)")
_SCALES: Final = {**SCALES, "w": 10_000}
_SCALED: Final = re.compile(rf"\$?(?P<number>[\d.,]+)\s*(?P<scale>{'|'.join(_SCALES)})", re.ASCII)
_HAN: Final = re.compile(r"[0-9.点零〇○一二两俩三四五六七八九十百千万亿]+", re.ASCII)
_TRADITIONAL: Final = str.maketrans("萬億兩點", "万亿两点")


@dataclass(frozen=True)
class Pasted:
    """What was read.

    Attributes:
        rows: the conversions from first to last, as `SeriesInput` takes them.
        skipped: numbers of the lines that hold words alone or a total.
        newest_first: whether the table ran from last to first and was turned round.
    """

    rows: tuple[Row, ...]
    skipped: tuple[int, ...]
    newest_first: bool


class _Line(NamedTuple):
    """A line and its cells.

    Attributes:
        number: counted from 1.
        text: the line, folded.
        cells: its cells, every comma that may part them taken to do so.
        joined: the cells with thousands put together, where their commas may mark those.
        parted: whether a comma in it can only part cells.
        loose: whether single spaces part its cells, so that words of one cell may have come apart.
    """

    number: int
    text: str
    cells: Sequence[str]
    joined: Sequence[str] | None = None
    parted: bool = False
    loose: bool = False


class _Header(NamedTuple):
    line: int
    width: int
    columns: dict[Column, int]


def read_table(text: str) -> Pasted:
    """Read rows from pasted text.

    Args:
        text: lines whose cells are parted by tabs, semicolons, bars, commas or spaces. Blank lines, lines of words
            alone and totals are passed over.

    Raises:
        CalcError: ``bad_row``, ``unclear_separator`` or ``unclear_header`` with the number of the line;
            ``not_a_date``, ``not_a_number``, ``negative_amount``, ``amount_out_of_range`` or ``too_many_decimals``
            for a cell; ``empty_series`` or ``too_many_rows``.
    """
    lines = list(_lines(text))
    start = next((place for place, line in enumerate(lines) if not _is_title(line)), len(lines))
    figures = [line for line in lines[start:] if not _is_words(line) and not _TOTAL.match(line.text)]
    if not figures:
        raise CalcError("empty_series", "rows")
    if len(figures) > MOST_ROWS:
        raise CalcError("too_many_rows", "rows", count=len(figures), limit=MOST_ROWS)
    header = _header([line for line in lines if line.number < figures[0].number])
    commas_part = header is not None or any(line.parted for line in figures)
    rows = [_row(line, header, _settled(line, header, commas_part=commas_part)) for line in figures]
    newest_first = _runs_backwards(rows)
    kept = {line.number for line in figures} | ({header.line} if header else set())
    return Pasted(
        rows=tuple(reversed(rows) if newest_first else rows),
        skipped=tuple(line.number for line in lines if line.number not in kept),
        newest_first=newest_first,
    )


def _lines(text: str) -> Iterator[_Line]:
    for number, typed in enumerate(text.splitlines(), start=1):
        if len(typed) > _LONGEST:
            raise _unreadable(number, typed)
        folded = unicodedata.normalize("NFKC", typed).replace("\N{MINUS SIGN}", "-").lower()
        kept = _AFTER_SIGN.sub("$", _CURRENCY.sub("", folded)).strip("\ufeff \r")
        if kept.strip() and not (set(kept) <= _RULED and ("--" in kept or "==" in kept)):
            yield _line(number, kept)


def _line(number: int, text: str) -> _Line:
    if "\t" in text or ";" in text:
        return _Line(number, text, _stripped(re.split(r"[\t;]", text)))
    if "|" in text:
        return _Line(number, text, _stripped(text.strip().strip("|").split("|")))
    if '"' in text:
        return _Line(number, text, _stripped(next(csv.reader([text], skipinitialspace=True))), parted=True)
    loose = _WIDE_GAP.search(text) is None
    pieces = text.split() if loose else _WIDE_GAP.split(text)
    if "," not in text or (len(pieces) > 1 and all(_no_cell_ends_in(piece) for piece in pieces)):
        return _Line(number, text, _stripped(pieces), loose=loose)
    return _parted_by_commas(number, text)


def _no_cell_ends_in(piece: str) -> bool:
    """Whether no comma in it parts cells: there is none, or they all mark thousands."""
    return "," not in piece or _GROUPED.fullmatch(piece) is not None


def _stripped(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells]


def _parted_by_commas(number: int, text: str) -> _Line:
    if re.search(r",\s", text):  # a comma before a space never marks thousands
        wide = _stripped(re.split(r",\s+", text))
        if all(map(_no_cell_ends_in, wide)):
            return _Line(number, text, wide, parted=True)
    apart = _stripped(text.split(","))
    joined = _with_thousands(apart)
    return _Line(number, text, apart, None if joined == apart else joined, parted=joined == apart)


def _with_thousands(apart: Sequence[str]) -> list[str]:
    """The cells with 5 and 000 put together to 5,000 wherever they could be."""
    joined: list[str] = []
    open_group = False
    for cell in apart:
        if open_group and _GROUP_TAIL.fullmatch(cell):
            joined[-1] += f",{cell}"
            open_group = "." not in cell
        else:
            joined.append(cell)
            open_group = _GROUP_HEAD.fullmatch(cell) is not None
    return joined


def _is_words(line: _Line) -> bool:
    return not any(map(_has_figure, line.cells))


def _is_title(line: _Line) -> bool:
    """Whether a line above the rows is words, figures in them such as 401(k) included."""
    if all(map(_has_figure, line.cells)) and len(line.cells) > 1:
        return False
    return not any(written_day(cell) or _reads(cell) for cell in line.cells)


def _has_figure(cell: str) -> bool:
    return any(sign.isdigit() for sign in cell) or _han(cell) is not None


def _reads(cell: str) -> bool:
    try:
        _dollars(cell)
    except PydanticCustomError:
        return False
    return True


def _header(lines: Sequence[_Line]) -> _Header | None:
    """The last line before the figures that names columns; None where the default order holds."""
    for line in reversed(lines):
        named = [_heading(cell) for cell in line.cells]
        if line.loose:  # "Pay date" has come apart; what names a column counts, in its order
            named = [name for name in named if name]
        once = named.count("value") == named.count("contribution") == 1 and named.count("date") <= 1
        if once:
            return _Header(line.number, len(named), {column: place for place, column in enumerate(named) if column})
        if not line.loose and ("value" in named or "contribution" in named):
            raise CalcError("unclear_header", "table", row=line.number, read=echo(line.text))
    return None


def _heading(cell: str) -> Column | None:
    return next((column for column, words in _HEADINGS if any(word in cell for word in words)), None)


def _settled(line: _Line, header: _Header | None, *, commas_part: bool) -> Sequence[str]:
    """The cells of a line, the doubt about its commas settled by their number and by the rest of the table."""
    if line.joined is None:
        return line.cells
    apart, joined = _fits(line.cells, header), _fits(line.joined, header)
    if joined and not apart:
        return line.joined
    # 1,500 is one figure to whoever reads it; 500,510 in a table parted by commas is two
    small = any(_SMALL_HEAD.fullmatch(cell) for cell in line.joined)
    if apart and not joined and commas_part and not small:
        return line.cells
    if not apart and not joined and commas_part:
        raise _unreadable(line.number, line.text)
    raise CalcError("unclear_separator", "table", row=line.number, read=echo(line.text))


def _fits(cells: Sequence[str], header: _Header | None) -> bool:
    """Whether there are as many cells as a line should have: two figures, and perhaps a date before them."""
    return len(cells) == (header.width if header else 3 if written_day(cells[0]) else 2)


def _row(line: _Line, header: _Header | None, cells: Sequence[str]) -> Row:
    columns: dict[Column, int] = {"contribution": len(cells) - 2, "value": len(cells) - 1}
    if header:
        columns = header.columns
    elif len(cells) == 3:
        columns["date"] = 0
    if len(cells) != (header.width if header else len(columns)):
        raise _unreadable(line.number, line.text)
    day = columns.get("date")
    field: Column = "date"
    try:
        date = read_day(cells[day]) if day is not None and cells[day] else None
        field = "contribution"
        contribution = _dollars(cells[columns["contribution"]])
        field = "value"
        value = _dollars(cells[columns["value"]])
    except PydanticCustomError as trouble:
        refusal = CalcError(trouble.type, field, row=line.number, **(trouble.context or {}))
    else:
        return Row(contribution=contribution, value=value, date=date)
    raise refusal


def _unreadable(number: int, text: str) -> CalcError:
    return CalcError("bad_row", "table", row=number, read=echo(text.strip()))


def _dollars(cell: str) -> Decimal:
    """Dollars of a cell: what `read_dollars` takes, brackets for a minus, and 1.2k, 1万, 一万二."""
    within = _IN_BRACKETS.fullmatch(cell)
    if within:
        return read_dollars(f"-{within['inner']}")
    if _PADDED.fullmatch(cell):  # the end of a figure that was cut at its comma
        raise PydanticCustomError("not_a_number", "begins with 0", {"read": echo(cell)})
    scaled = _SCALED.fullmatch(cell)
    if scaled:
        return read_dollars(read_number(scaled["number"]) * _SCALES[scaled["scale"]])
    worth = _han(cell)
    return read_dollars(cell if worth is None else worth)


def _han(cell: str) -> Decimal | None:
    """What a numeral with Chinese digits or units is worth; None for Arabic digits alone."""
    number = cell.removeprefix("$").replace(",", "").translate(_TRADITIONAL)
    if not _HAN.fullmatch(number) or number.isascii():
        return None
    return han_value(number)


def _runs_backwards(rows: Sequence[Row]) -> bool:
    dates = [row.date for row in rows if row.date]
    return len(dates) == len(rows) and dates != sorted(dates) and dates == sorted(dates, reverse=True)
