"""The rate schedule, and the rows of the printed Tax Table."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc import tables
from calc.income_tax import bracket_rate, by_schedule, by_tax_table, slices

# read in the Tax Table of 2025 (Publication 1040): at least, then the tax in the columns of `tables.FILINGS`
PRINTED_2025 = [
    (0, (0, 0, 0, 0)),
    (5, (1, 1, 1, 1)),
    (15, (2, 2, 2, 2)),
    (25, (4, 4, 4, 4)),
    (50, (6, 6, 6, 6)),
    (100, (11, 11, 11, 11)),
    (2_975, (299, 299, 299, 299)),
    (3_000, (303, 303, 303, 303)),
    (11_900, (1_193, 1_193, 1_193, 1_193)),
    (11_950, (1_199, 1_198, 1_199, 1_198)),
    (17_000, (1_805, 1_703, 1_805, 1_703)),
    (17_050, (1_811, 1_708, 1_811, 1_709)),
    (23_800, (2_621, 2_383, 2_621, 2_519)),
    (23_850, (2_627, 2_388, 2_627, 2_525)),
    (23_900, (2_633, 2_394, 2_633, 2_531)),
    (97_000, (16_260, 11_174, 16_260, 14_521)),
    (98_000, (16_480, 11_394, 16_480, 14_741)),
    (99_950, (16_909, 11_823, 16_909, 15_170)),
]
# and in the draft of the table of 2026, which is not final
DRAFT_2026 = [
    (97_100, (16_080, 11_159, 16_080, 14_269)),
    (98_300, (16_344, 11_303, 16_344, 14_533)),
    (99_950, (16_707, 11_501, 16_707, 14_896)),
]
ROWS = [(2025, low, taxes) for low, taxes in PRINTED_2025] + [(2026, low, taxes) for low, taxes in DRAFT_2026]
INCOMES = st.integers(0, 200_000_000).map(lambda cents: Decimal(cents) / 100)
SCHEDULES = st.tuples(st.sampled_from((2024, 2025, 2026)), st.sampled_from((*tables.FILINGS, "qss")))


def naive(income: Decimal, year: int, filing: str) -> Fraction:
    """The tax by exact fractions, each bracket's rate on what lies above its bottom, less the rate before."""
    total, rate_before, bottom = Fraction(0), Fraction(0), Fraction(0)
    for rate, top in tables.brackets(year, filing):
        total += (Fraction(rate) - rate_before) * max(Fraction(0), Fraction(income) - bottom)
        rate_before, bottom = Fraction(rate), Fraction(top or 0)
    return total


@pytest.mark.parametrize(("year", "low", "taxes"), ROWS)
def test_rows_as_printed(year: int, low: int, taxes: tuple[int, ...]) -> None:
    """A row of the table comes out in every column as it is printed, from its first cent to its last."""
    width = 5 if low < 5 else 10 if low < 25 else 25 if low < 3_000 else 50
    for filing, tax in zip(tables.FILINGS, taxes, strict=True):
        schedule = tables.brackets(year, filing)
        for income in (Decimal(low), low + width - Decimal("0.01")):
            assert by_tax_table(income, schedule) == tax


def test_the_table_ends_at_100_000() -> None:
    """From 100,000 on the tax is that of the schedule, to the cent."""
    schedule = tables.brackets(2025, "single")
    assert by_tax_table(Decimal(100_000), schedule) == Decimal("16914.00")
    assert by_tax_table(Decimal("99999.99"), schedule) == 16_909
    assert by_tax_table(Decimal("103350.50"), schedule) == Decimal("17651.12")


@pytest.mark.parametrize(
    ("year", "filing", "income", "tax"),
    [
        (2025, "single", "104250", "17867.00"),  # 1,192.50 + 4,386.00 + 12,072.50 + 24 % of 900
        (2024, "hoh", "191950", "37417.00"),  # the base amount of the 32 % row
        (2026, "mfj", "0", "0.00"),
        (2026, "mfs", "384350.01", "103291.7537"),
    ],
)
def test_schedule(year: int, filing: str, income: str, tax: str) -> None:
    """The tax of a hand-computed income, without any rounding."""
    assert by_schedule(Decimal(income), tables.brackets(year, filing)) == Decimal(tax)


@given(INCOMES, SCHEDULES)
def test_schedule_agrees_with_exact_fractions(income: Decimal, which: tuple[int, str]) -> None:
    """The sum over the slices is the tax that exact fractions give."""
    assert Fraction(by_schedule(income, tables.brackets(*which))) == naive(income, *which)


@given(INCOMES, INCOMES, SCHEDULES)
def test_slices_fill_the_gap(one: Decimal, other: Decimal, which: tuple[int, str]) -> None:
    """What lies between two incomes is cut up without loss, with rising rates, and is taxed as the difference."""
    low, high = sorted((one, other))
    schedule = tables.brackets(*which)
    parts = slices(low, high, schedule)
    assert sum(part.amount for part in parts) == high - low
    assert [part.rate for part in parts] == sorted({part.rate for part in parts})
    assert sum(part.rate * part.amount for part in parts) == by_schedule(high, schedule) - by_schedule(low, schedule)


@given(st.integers(0, 9_999_999).map(lambda cents: Decimal(cents) / 100), SCHEDULES)
def test_a_row_is_near_the_schedule(income: Decimal, which: tuple[int, str]) -> None:
    """The table is off by at most half a row at the highest rate below 100,000, and by the rounding."""
    schedule = tables.brackets(*which)
    assert abs(by_tax_table(income, schedule) - by_schedule(income, schedule)) <= 25 * Decimal("0.22") + Decimal("0.5")


def test_bracket_of_the_next_dollar() -> None:
    """At the top of a bracket the next dollar is in the one above; above the last line nothing changes."""
    schedule = tables.brackets(2026, "single")
    assert bracket_rate(Decimal("105699.99"), schedule) == Decimal("0.22")
    assert bracket_rate(Decimal(105_700), schedule) == Decimal("0.24")
    assert bracket_rate(Decimal(5_000_000), schedule) == Decimal("0.37")
