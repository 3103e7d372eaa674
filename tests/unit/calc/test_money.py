"""How dollars and rates are read, rounded and written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from calc.money import MOST, cents, plain, read_dollars, read_rate, whole_dollars


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (10000, "10000.00"),
        ("10,000", "10000.00"),
        ("$9,500.50", "9500.50"),
        (" $ 9500.5 ", "9500.50"),
        ("+250", "250.00"),
        ("９，５００．５０", "9500.50"),
        (".75", "0.75"),
        ("12.", "12.00"),
        (0.1, "0.10"),
        (1502.13, "1502.13"),
        (1e4, "10000.00"),
        (Decimal("7000.010"), "7000.01"),
        ("-0", "0.00"),
        (-0.0, "0.00"),
        ("10000000", "10000000.00"),
    ],
)
def test_reads_dollars(written: object, meant: str) -> None:
    """What people and programs write for an amount is read to the cent."""
    assert str(read_dollars(written)) == meant


def test_no_binary_neighbour() -> None:
    """One tenth stays one tenth."""
    assert read_dollars(0.1) == Decimal("0.1")
    assert read_rate(0.1) == Decimal("0.1")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (True, "not_a_number"),
        (None, "not_a_number"),
        ("", "not_a_number"),
        ("abc", "not_a_number"),
        ("10,00", "not_a_number"),
        ("1,0000", "not_a_number"),
        ("1e3", "not_a_number"),
        ("20k", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("-$-5", "not_a_number"),
        ("9500 or so", "not_a_number"),
        ("1" * 65, "not_a_number"),
        ("nan", "not_a_number"),
        ("Infinity", "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (Decimal("NaN"), "not_a_number"),
        (Decimal("sNaN"), "not_a_number"),
        (Decimal("-Infinity"), "not_a_number"),
        ([5], "not_a_number"),
        ({"value": 5}, "not_a_number"),
        (-1, "negative_amount"),
        ("-$500", "negative_amount"),
        ("$-500", "negative_amount"),
        ("−500", "negative_amount"),
        ("10,000,000.01", "amount_out_of_range"),
        (1e300, "amount_out_of_range"),
        ("1" * 64, "amount_out_of_range"),
        ("9500.505", "too_many_decimals"),
        (0.1 + 0.2, "too_many_decimals"),
        (Decimal("1E-9999"), "too_many_decimals"),
    ],
)
def test_refuses_dollars(written: object, code: str) -> None:
    """What is not a usable amount is refused with the code that says why."""
    with pytest.raises(PydanticCustomError) as refusal:
        read_dollars(written)
    assert refusal.value.type == code


def test_refuses_an_integer_of_thousands_of_digits() -> None:
    """An integer longer than Python would print is out of range like any other."""
    with pytest.raises(PydanticCustomError) as refusal:
        read_dollars(10**5000)
    assert refusal.value.type == "amount_out_of_range"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.333", "0.333"), (0, "0"), (1, "1"), ("1.0", "1"), (0.24 + 0.093, "0.333"), (".24", "0.24")],
)
def test_reads_rates(written: object, meant: str) -> None:
    """A rate is a fraction from 0 to 1."""
    assert f"{read_rate(written):f}" == meant


@pytest.mark.parametrize(
    ("written", "code"),
    [(24, "rate_out_of_range"), ("-0.1", "rate_out_of_range"), ("24%", "not_a_number"), (True, "not_a_number")],
)
def test_refuses_rates(written: object, code: str) -> None:
    """A percentage written as a whole number is refused and not taken for 2,400 %."""
    with pytest.raises(PydanticCustomError) as refusal:
        read_rate(written)
    assert refusal.value.type == code


@pytest.mark.parametrize(
    ("value", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("-0", "0.00")]
)
def test_rounds_half_up(value: str, rounded: str) -> None:
    """Half a cent goes up, not to the even neighbour."""
    assert plain(cents(Decimal(value))) == rounded


@pytest.mark.parametrize(("value", "rounded"), [("0.49", "0"), ("0.50", "1"), ("2.50", "3"), ("233.33", "233")])
def test_rounds_whole_dollars(value: str, rounded: str) -> None:
    """A return in whole dollars drops less than fifty cents and raises the rest."""
    assert str(whole_dollars(Decimal(value))) == rounded


@given(st.decimals(min_value=0, max_value=MOST, places=2))
def test_every_spelling_is_the_same_amount(amount: Decimal) -> None:
    """Number, plain text and dressed text of an amount are read alike."""
    spellings = (amount, float(amount), f"{amount:f}", f"${amount:,.2f}", f" {amount:,.2f} ")
    assert {read_dollars(spelling) for spelling in spellings} == {amount}
