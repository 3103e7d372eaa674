"""Tables that people paste: what is read, what is passed over, what is refused by the number of its line."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.pasted_rows import Pasted, read_table
from calc.series import SeriesInput, series

PAIRS = [("5000.00", "4600.00"), ("5000.00", "5300.00")]


def pairs(pasted: Pasted) -> list[tuple[str, str]]:
    return [(f"{row.contribution:.2f}", f"{row.value:.2f}") for row in pasted.rows]


@pytest.mark.parametrize(
    "text",
    [
        "5000,4600\n5000,5300",
        "5000 4600\n5000 5300",
        "5000\t4600\r\n5000\t5300\r\n",
        "5000;4600\n5000;5300",
        "  5000     4600\n\n  5000     5300  ",
        "5,000\t4,600\n5,000\t5,300",
        "5,000 4,600\n5,000 5,300",
        "5,000, 4,600\n5,000, 5,300",
        "5,000,4,600\n5,000,5,300",
        "$5,000,$4,600\n$5,000,$5,300",
        '"5,000.00","4,600.00"\n"5,000.00","5,300.00"',
        "$ 5,000 | $ 4,600\n$ 5,000 | $ 5,300",
        "| contribution | value |\n|---|---:|\n| 5000 | 4600 |\n| 5000 | 5300 |",
        "Contribution  Value\n============  =====\n5000  4600\n5000  5300",
        "my 401(k) conversions\nValue Contribution\n4600 5000\n5300 5000",
        "５０００，４６００\n５０００，５３００",
        "5k 4.6k\n5k 5.3k",
        "0.5万 4600刀\n五千 五千三",
        "0.5w 4.6K\n5000 美元 5300 美元",
        "US$5000 US$4600\nUSD 5000 USD 5300",
        "投入,转换金额\n5000,4600\n5000,5300",
        "價值\t供款\n4600\t5000\n5300\t5000",
        "Value at conversion;After-tax contribution;Fee\n4600;5000;1\n5300;5000;1",
        "my conversions\n5000 4600\n5000 5300\n合计 10000 9900\nthat is all",
        "\ufeff5000,4600\n5000,5300",
    ],
)
def test_the_same_rows_in_many_shapes(text: str) -> None:
    """Separators, thousands, currency signs, Chinese numerals, headers and totals change no row."""
    assert pairs(read_table(text)) == PAIRS


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15,5000,4600\n2026-01-31,5000,5300",
        "1/15/2026\t5000\t4600\n1/31/2026\t5000\t5300",
        "2026年1月15日 5000 4600\n2026年1月31日 5000 5300",
        "2026-01-15,5,000,4,600\n2026-01-31,5,000,5,300",
        "2026-01-15, 5,000, 4,600\n2026-01-31, 5,000, 5,300",
        "Pay date Contribution Value\n2026-01-15 5000 4600\n2026-01-31 5000 5300",
        "Conversion date,Contribution,Value\n01/15/2026,5000,4600\n01/31/2026,5000,5300",
        "投入;价值;转换日期\n5000;4600;2026-01-15\n5000;5300;2026-01-31",
        "date,contribution,value\n2026-01-31,5000,5300\n2026-01-15,5000,4600",  # newest first
    ],
)
def test_dated_rows(text: str) -> None:
    """Days are read in each way of writing them, and the rows run from first to last."""
    read = read_table(text)
    assert pairs(read) == PAIRS
    assert [row.date for row in read.rows] == [dt.date(2026, 1, 15), dt.date(2026, 1, 31)]


def test_what_was_passed_over_is_told() -> None:
    """Lines of words and totals are named by their number; the header is not among them."""
    read = read_table("401(k) plan\nnotes\n投入,价值\n5000,4600\n\nTotal,5000,4600\nend")
    assert read.skipped == (1, 2, 6, 7)


def test_an_order_from_last_to_first_is_told() -> None:
    """A table that was turned round says so; equal dates and mixed orders stay as they are."""
    assert read_table("2026-01-31 1 2\n2026-01-15 3 4").newest_first
    assert not read_table("2026-01-15 1 2\n2026-01-15 3 4").newest_first
    assert not read_table("5 4\n3 2").newest_first
    mixed = read_table("2026-01-15 1 2\n2026-01-31 3 4\n2026-01-20 5 6")
    assert not mixed.newest_first
    with pytest.raises(CalcError) as refusal:
        series(SeriesInput(rows=mixed.rows))
    assert refusal.value.code == "dates_out_of_order"


def test_a_date_may_be_missing_under_a_header() -> None:
    """A blank date cell leaves that row without a date."""
    read = read_table("date;contribution;value\n2026-01-15;1;2\n;3;4")
    assert [row.date for row in read.rows] == [dt.date(2026, 1, 15), None]


def test_small_amounts_in_csv() -> None:
    """500,510 is two figures where a header or another line shows that commas part them."""
    assert pairs(read_table("500,510\n1500,1502.13"))[0] == ("500.00", "510.00")
    assert pairs(read_table("contribution,value\n500,510"))[0] == ("500.00", "510.00")
    assert pairs(read_table("date,contribution,value\n2026-01-15,500,510"))[0] == ("500.00", "510.00")
    assert pairs(read_table("date,contribution,value,fee\n2026-01-15,500,510,0.50"))[0] == ("500.00", "510.00")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("5000,4600\n5000", "bad_row", 2),
        ("5000,4600\n5000,1,2,3", "bad_row", 2),
        ("contribution,value\n5000,4600,9", "bad_row", 2),
        ("5000 4600\n" + "1" * 501, "bad_row", 2),
        ("投入 5000 现值 4600", "bad_row", 1),
        ("5000x 46oo0", "not_a_number", 1),
        ("2026 conversions\n5000 4600", "not_a_number", 1),
        ("500,510", "unclear_separator", 1),
        ("1,500", "unclear_separator", 1),
        ("1,500\n1500,1502.13", "unclear_separator", 1),
        ("contribution,value\n12,500", "unclear_separator", 2),
        ("2026-01-15,1,500", "unclear_separator", 1),
        ("5,000,600", "unclear_separator", 1),
        ("date,value,note\n2026-01-01,5,x", "unclear_header", 1),
        ("contribution;value;balance\n5;6;7", "unclear_header", 1),
        ("5000 4600\n\nabc 5", "not_a_number", 3),
        ("5000;\n", "not_a_number", 1),
        ("5 000", "not_a_number", 1),  # the end of a figure that was cut
        ("1.2.3k 5", "not_a_number", 1),
        ("五万万万 5", "not_a_number", 1),
        ("2026-02-30 5000 4600", "not_a_date", 1),
        ("7 5000 4600", "not_a_date", 1),
        ("5000 (400)", "negative_amount", 1),
        ("5000 −400", "negative_amount", 1),
        ("5000 4600.123", "too_many_decimals", 1),
        ("2千万 5", "amount_out_of_range", 1),
    ],
)
def test_refusals_name_the_line(text: str, code: str, line: int) -> None:
    """What cannot be read, or could be read in two ways, is refused with the number of its line in both languages."""
    with pytest.raises(CalcError) as refusal:
        read_table(text)
    assert refusal.value.code == code
    assert f"第 {line} 行" in refusal.value.message["zh"]
    assert f"ow {line}" in refusal.value.message["en"] or f"ine {line}" in refusal.value.message["en"]


@pytest.mark.parametrize("text", ["", "\n \n", "nothing here", "contribution,value", "合计 5 6"])
def test_nothing_to_read(text: str) -> None:
    """A text without a single row of figures is refused."""
    with pytest.raises(CalcError) as refusal:
        read_table(text)
    assert refusal.value.code == "empty_series"


def test_too_many_rows() -> None:
    """More rows than a series takes are refused before they are read; as many as it takes are read."""
    assert len(read_table("1 2\n" * 1000).rows) == 1000
    with pytest.raises(CalcError) as refusal:
        read_table("1 2\n" * 1001)
    assert refusal.value.code == "too_many_rows"
    assert "1001" in refusal.value.message["en"]


CENTS = st.integers(0, 999_999_999).map(lambda cents: Decimal(cents) / 100)
ROWS = st.lists(st.tuples(CENTS, CENTS), min_size=1, max_size=6)


@given(ROWS, st.sampled_from(["\t", ";", " | ", "  ", ", "]), st.booleans(), st.booleans())
def test_what_is_written_is_read_back(
    rows: list[tuple[Decimal, Decimal]], separator: str, grouped: bool, header: bool
) -> None:
    """Figures written with any separator, with or without thousands and header, come back to the cent."""
    spec = ",.2f" if grouped else ".2f"
    lines = [separator.join(format(figure, spec) for figure in row) for row in rows]
    text = "\n".join([*([separator.join(("contribution", "value"))] if header else []), *lines])
    assert [(row.contribution, row.value) for row in read_table(text).rows] == rows


@given(st.text(alphabet="0123456789.,;\t |$-()\n\"'年月日万千k投入价值date", max_size=60))
def test_nothing_but_a_calc_error_comes_out(text: str) -> None:
    """Whatever is pasted, it is read or refused in both languages; what is read can be computed or is out of order."""
    try:
        told: object = series(SeriesInput(rows=read_table(text).rows)).rows
    except CalcError as error:
        told = error.message["zh"] and error.message["en"]
    assert told
