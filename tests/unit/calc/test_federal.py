"""What a conversion adds to federal tax: hand-checked households, the tables behind them, what must always hold."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.federal import FederalInput, Household, Return, federal_increment, federal_marginal_rate
from calc.functions import run

CENT = Decimal("0.01")
STATUSES = ("single", "mfj", "mfs", "hoh", "qss")


def added(year: int, status: str, wages: Any, conversion: Any, **more: Any) -> dict[str, Any]:
    payload = {"year": year, "status": status, "wages": wages, "taxable_conversion": conversion, **more}
    return run("federal_increment", payload).to_json()


# year, status, wages, conversion, the rest; taxable income before, added income tax, added NIIT
BY_HAND: list[tuple[int, str, Any, Any, dict[str, Any], str, str, str]] = [
    # within a bracket, and across one
    (2025, "mfj", 300_000, 8_000, {}, "268500.00", "1920.00", "0.00"),
    (2024, "single", 114_600, 1_000, {}, "100000.00", "229.50", "0.00"),  # 525 at 22 %, 475 at 24 %
    (2026, "single", 66_500, 60_000, {}, "50400.00", "13294.00", "0.00"),  # 55,300 at 22 %, 4,700 at 24 %
    # head of household: its own 32 % lines
    (2024, "hoh", 213_050, 8_000, {}, "191150.00", "2496.00", "0.00"),  # 800 at 24 %, 7,200 at 32 %
    (2026, "hoh", 225_900, 100, {}, "201750.00", "32.00", "0.00"),
    (2026, "single", 217_850, 100, {}, "201750.00", "30.00", "0.00"),  # 25 at 24 %, 75 at 32 %
    # a surviving spouse is taxed by the joint rows
    (2026, "qss", 132_900, 200, {}, "100700.00", "34.00", "0.00"),  # 100 at 12 %, 100 at 22 %
    # deductions still cover it, in full and in part
    (2026, "single", 10_000, 6_100, {}, "0.00", "0.00", "0.00"),
    (2026, "single", 10_000, 8_000, {}, "0.00", "190.00", "0.00"),
    (2025, "mfj", 0, 0, {}, "0.00", "0.00", "0.00"),
    # net investment income tax: pulled in, already full, not reached, capped by the investment income
    (2025, "mfs", 120_000, 10_000, {"interest": 8_000}, "112250.00", "2400.00", "190.00"),
    (2026, "single", 300_000, 5_000, {"interest": 10_000}, "293900.00", "1750.00", "0.00"),
    (2026, "mfj", 200_000, 8_000, {"interest": 20_000}, "187800.00", "1760.00", "0.00"),
    (2026, "qss", 241_000, "12.34", {"interest": 9_000}, "217800.00", "2.96", "0.47"),  # at the line itself
    (2026, "hoh", 0, 8_000, {"interest": 195_000}, "170850.00", "1920.00", "114.00"),
    # itemized where it is more, under the cap of the year
    (2024, "single", 150_000, 8_000, {"salt_paid": 14_000, "other_item": 12_000}, "128000.00", "1920.00", "0.00"),
    (2025, "single", 150_000, 8_000, {"salt_paid": 14_000, "other_item": 12_000}, "124000.00", "1920.00", "0.00"),
    (2026, "single", 150_000, 8_000, {"salt_paid": 5_000, "other_item": 5_000}, "133900.00", "1920.00", "0.00"),
    (2024, "mfs", 100_000, 8_000, {"salt_paid": 9_000, "other_item": 11_000}, "84000.00", "1760.00", "0.00"),
    (2026, "mfs", 100_000, 8_000, {"salt_paid": 30_000}, "79800.00", "1760.00", "0.00"),  # 20,200, half of 40,400
    # the cap shrinks by 30 %, on a separate return by 15 %, down to its floor
    (2026, "mfj", 505_000, 8_000, {"salt_paid": 60_000, "other_item": 20_000}, "444600.00", "3328.00", "0.00"),
    (2026, "mfj", 510_000, 8_000, {"salt_paid": 60_000, "other_item": 20_000}, "451100.00", "3328.00", "0.00"),
    (2025, "mfs", 260_000, 10_000, {"salt_paid": 30_000, "other_item": 10_000}, "231500.00", "3680.00", "0.00"),
    (2026, "mfs", 252_500, 1_000, {"salt_paid": 30_000, "other_item": 10_000}, "222300.00", "368.00", "0.00"),
    (2026, "mfj", 610_000, 8_000, {"salt_paid": 60_000, "other_item": 30_000}, "570000.00", "2800.00", "0.00"),
    (2024, "mfj", 610_000, 8_000, {"salt_paid": 60_000, "other_item": 30_000}, "570000.00", "2800.00", "0.00"),
    # from 2026, 2/37 of the lesser of itemized deductions and what lies in the 37 % bracket
    (2026, "single", 700_000, 8_000, {"salt_paid": 10_000, "other_item": 30_000}, "662162.16", "2960.00", "0.00"),
    (2026, "single", 650_000, 10_000, {"salt_paid": 10_000, "other_item": 30_000}, "610508.11", "3689.19", "0.00"),
    (2025, "single", 700_000, 8_000, {"salt_paid": 10_000, "other_item": 30_000}, "660000.00", "2960.00", "0.00"),
    # as printed in the Tax Table: within a row, over a row's edge, out of the table
    (2025, "single", "85010", "12.34", {"tax": "tax_table"}, "69260.00", "0.00", "0.00"),
    (2025, "single", "85049.99", "0.01", {"tax": "tax_table"}, "69299.99", "11.00", "0.00"),
    (2025, "single", 115_700, 8_000, {"tax": "tax_table"}, "99950.00", "1846.00", "0.00"),
    (2025, "single", 120_000, "12.34", {"tax": "tax_table"}, "104250.00", "2.96", "0.00"),
]


@pytest.mark.parametrize(("year", "status", "wages", "conversion", "more", "before", "tax", "niit"), BY_HAND)
def test_by_hand(
    *, year: int, status: str, wages: Any, conversion: Any, more: dict[str, Any], before: str, tax: str, niit: str
) -> None:
    """A household worked out by hand comes out to the cent."""
    told = added(year, status, wages, conversion, **more)
    assert (told["ti_before"], told["add_income_tax"], told["add_niit"]) == (before, tax, niit)
    assert told["add_total"] == f"{Decimal(tax) + Decimal(niit):.2f}"


@pytest.mark.parametrize(
    ("more", "cautions"),
    [
        ({}, ["table_rows"]),
        ({"tax": "tax_table"}, []),
        ({"wages": 70_499, "status": "mfj"}, ["table_rows", "credits_not_counted"]),
        ({"wages": 63_000}, ["table_rows"]),
        ({"wages": 62_999}, ["table_rows", "credits_not_counted"]),
        ({"wages": 116_100}, []),
        ({"wages": 504_000, "salt_paid": 60_000}, ["salt_phase_down"]),
        ({"wages": 504_000, "salt_paid": 20_000}, []),
        ({"wages": 504_000}, []),
        ({"wages": 240_000, "status": "hoh", "salt_paid": 40_000}, ["amt_not_counted"]),
        ({"wages": 240_000, "salt_paid": 40_000}, []),
    ],
)
def test_cautions(more: dict[str, Any], cautions: list[str]) -> None:
    """Each caution shows up where it matters and nowhere else."""
    payload = {"year": 2026, "status": "single", "wages": 90_000, "taxable_conversion": 8_000, **more}
    assert run("federal_increment", payload).to_json()["cautions"] == cautions


def test_steps_tell_the_brackets() -> None:
    """The added tax is told bracket by bracket, with the document that the rates stand in."""
    payload = {"year": 2024, "status": "single", "wages": 114_600, "taxable_conversion": 1_000}
    step = next(step for step in run("federal_increment", payload).steps if step.key == "add_income_tax")
    assert step.expression == "0.22 * 525.00 + 0.24 * 475.00"
    assert [place.src for place in step.authorities] == ["rev-proc-2023-34"]


def test_what_was_not_asked_takes_the_standard_deduction() -> None:
    """One of the two itemized figures is enough to itemize; blank ones count as not given."""
    plain = added(2026, "single", 150_000, 8_000)
    assert added(2026, "single", 150_000, 8_000, salt_paid=None, other_item="  ", tax="", interest=None) == plain
    assert added(2026, "single", 150_000, 8_000, other_item=30_000)["ti_before"] == "120000.00"
    assert added(2026, "single", 150_000, 8_000, salt_paid=30_000)["ti_before"] == "120000.00"


@pytest.mark.parametrize("year", [2023, 2027, "2019"])
def test_years_that_are_not_held(year: Any) -> None:
    """No year is extrapolated: the refusal names the year and those that are held, in both languages."""
    with pytest.raises(CalcError) as refusal:
        added(year, "single", 150_000, 8_000)
    assert refusal.value.code == "unsupported_year"
    for text in refusal.value.message.values():
        assert all(figure in text for figure in (str(year), "2024", "2025", "2026"))


@pytest.mark.parametrize(
    ("payload", "rates"),
    [
        ({"year": 2026, "status": "single", "wages": 150_000}, ("0.24", "0.24", "0", "0.24")),
        ({"year": 2026, "status": "single", "wages": 10_000}, ("0", "0", "0", "0")),
        ({"year": 2026, "status": "single", "wages": 16_100}, ("0.1", "0.1", "0", "0.1")),
        ({"year": 2026, "status": "single", "wages": 121_800}, ("0.24", "0.24", "0", "0.24")),
        ({"year": 2026, "status": "single", "wages": 195_000, "interest": 10_000}, ("0.24", "0.24", "0.038", "0.278")),
        ({"year": 2026, "status": "mfj", "wages": 510_000, "salt_paid": 60_000}, ("0.32", "0.416", "0", "0.416")),
        (
            {"year": 2026, "status": "single", "wages": 670_000, "salt_paid": 9_000, "other_item": 40_000},
            ("0.35", "0.368919", "0", "0.368919"),
        ),
        ({"year": 2026, "status": "single", "wages": 700_000}, ("0.37", "0.37", "0", "0.37")),
    ],
)
def test_marginal_rate(payload: dict[str, Any], rates: tuple[str, ...]) -> None:
    """The next dollar's rate: its bracket, more where a deduction shrinks, and the investment income tax beside it."""
    assert federal_marginal_rate(Household.read(payload)) == tuple(map(Decimal, rates))


def test_marginal_rate_behind_a_conversion() -> None:
    """After a conversion that fills the bracket the next dollar is in the one above."""
    household = Household.read({"year": 2026, "status": "single", "wages": 117_800})
    assert federal_marginal_rate(household).bracket == Decimal("0.22")
    assert federal_marginal_rate(household, Decimal(4_000)).bracket == Decimal("0.24")


def test_a_household_is_refused_like_any_input() -> None:
    """A household without a status, or with one that does not exist, is told in both languages."""
    for payload, code in (({"year": 2026, "wages": 1}, "missing_input"), ({"status": "wed"}, "unknown_option")):
        with pytest.raises(CalcError) as refusal:
            Household.read({"year": 2026, "wages": 1, **payload})
        assert refusal.value.code == code


def money(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most * 100).map(lambda cents: Decimal(cents) / 100)


HOUSEHOLDS = st.builds(
    lambda year, status, wages, interest, salt, other: Household(
        year=year, status=status, wages=wages, interest=interest, salt_paid=salt, other_item=other
    ),
    st.sampled_from((2024, 2025, 2026)),
    st.sampled_from(STATUSES),
    money(900_000),
    money(60_000),
    st.none() | money(70_000),
    st.none() | money(120_000),
)


def increment(household: Household, conversion: Decimal, **more: Any) -> Any:
    return federal_increment(FederalInput(**household.model_dump(), taxable_conversion=conversion, **more))


@given(HOUSEHOLDS, money(100_000))
def test_bounds(household: Household, conversion: Decimal) -> None:
    """Taxable income grows by at most 1.30 of the conversion, and each tax by its highest rate."""
    result = increment(household, conversion)
    grown = result.ti_after - result.ti_before
    assert 0 <= grown <= conversion * Decimal("1.30") + CENT
    assert 0 <= result.add_income_tax <= grown * Decimal("0.37") + CENT
    assert 0 <= result.add_niit <= Decimal("0.038") * min(conversion, household.interest) + CENT
    assert result.add_total == result.add_income_tax + result.add_niit


@given(HOUSEHOLDS, money(50_000), money(50_000))
def test_in_two_steps(household: Household, one: Decimal, other: Decimal) -> None:
    """Converting twice in a year comes to the tax of converting once, within the rounding."""
    once, first = increment(household, one + other), increment(household, one)
    raised = household.model_copy(update={"wages": household.wages + one})
    second = increment(raised, other)
    assert abs(once.add_total - first.add_total - second.add_total) <= 3 * CENT
    assert (first.ti_after, once.ti_after) == (second.ti_before, second.ti_after)


@given(HOUSEHOLDS, money(100_000), money(100_000))
def test_more_is_never_cheaper(household: Household, one: Decimal, other: Decimal) -> None:
    """A larger conversion never costs less, by the schedule or by the printed table."""
    low, high = sorted((one, other))
    assert increment(household, low).add_total <= increment(household, high).add_total
    by_table = [increment(household, each, tax="tax_table").add_income_tax for each in (low, high)]
    assert by_table == sorted(by_table)


@given(HOUSEHOLDS, money(100_000))
def test_the_table_stays_near_the_schedule(household: Household, conversion: Decimal) -> None:
    """The printed rows move the added tax by at most a row at 22 % and its rounding."""
    table = increment(household, conversion, tax="tax_table").add_income_tax
    assert abs(table - increment(household, conversion).add_income_tax) <= 12


@given(HOUSEHOLDS)
def test_the_marginal_rate_is_the_next_dollar(household: Household) -> None:
    """The rate is what converting one dollar adds, to the cent."""
    rate = federal_marginal_rate(household)
    assert abs(rate.total - increment(household, Decimal(1)).add_total) <= CENT
    assert rate.income_tax + rate.niit == rate.total


@given(HOUSEHOLDS)
def test_the_larger_deduction_is_taken(household: Household) -> None:
    """Whoever may itemize never pays more than with the standard deduction."""
    plain = Household(**household.model_dump(exclude={"salt_paid", "other_item"}))
    assert Return(household).deduction.amount >= Return(plain).deduction.amount
    assert Return(household).taxable <= Return(plain).taxable
