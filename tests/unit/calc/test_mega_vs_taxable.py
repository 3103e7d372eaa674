"""Roth against a taxable account: hand-computed years, refusals, and agreement with a walk year by year."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run
from calc.growth import grown_payments
from calc.mega_vs_taxable import ASSUMED, MegaVsTaxableInput, mega_vs_taxable

BASE: dict[str, Any] = {
    "yearly": 10000,
    "years": 1,
    "growth": "0.05",
    "dividends": "0.02",
    "dividend_tax": "0.15",
    "gains_tax": "0.15",
}
FIGURES = (
    "contributed",
    "roth_end",
    "taxable_before_sale",
    "unrealized_gain",
    "tax_at_sale",
    "taxable_end",
    "difference",
)


def compared(**changed: Any) -> dict[str, Any]:
    return run("mega_vs_taxable", {**BASE, **changed}).to_json()


@pytest.mark.parametrize(
    ("changed", "figures"),
    [
        # 200 of dividends less 30 of tax, 500 of price less 75
        ({}, ("10000.00", "10700.00", "10670.00", "500.00", "75.00", "10595.00", "105.00")),
        # the second year grows 20,670 and 20,700
        ({"years": 2}, ("20000.00", "22149.00", "22054.89", "1533.50", "230.03", "21824.86", "324.14")),
        # with a state rate on both
        ({"state_rate": "0.05"}, ("10000.00", "10700.00", "10660.00", "500.00", "100.00", "10560.00", "140.00")),
        ({"dividends": 0}, ("10000.00", "10500.00", "10500.00", "500.00", "75.00", "10425.00", "75.00")),
        ({"growth": 0}, ("10000.00", "10200.00", "10170.00", "0.00", "0.00", "10170.00", "30.00")),
        (
            {"growth": 0, "dividends": 0, "years": 3},
            ("30000.00", "30000.00", "30000.00", "0.00", "0.00", "30000.00", "0.00"),
        ),
        # all dividends go in tax
        (
            {"growth": 0, "dividend_tax": 1},
            ("10000.00", "10200.00", "10000.00", "0.00", "0.00", "10000.00", "200.00"),
        ),
        ({"years": 0}, ("0.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00")),
        (
            {"dividend_tax": 0, "gains_tax": 0},
            ("10000.00", "10700.00", "10700.00", "500.00", "0.00", "10700.00", "0.00"),
        ),
    ],
)
def test_by_hand(changed: dict[str, Any], figures: tuple[str, ...]) -> None:
    """Dividends bear tax each year and become basis; the price bears tax once, at the end."""
    told = compared(**changed)
    assert tuple(told[name] for name in FIGURES) == figures


def test_the_rates_used_are_told() -> None:
    """A state rate is added to both, and a rate is never above the whole."""
    told = compared(state_rate="0.093")
    assert (told["dividend_rate"], told["gains_rate"]) == ("0.243", "0.243")
    assert compared(dividend_tax="0.95", state_rate="0.1")["dividend_rate"] == "1"


def test_what_is_assumed_is_said() -> None:
    """The assumptions stand in every answer."""
    assert compared()["cautions"] == list(ASSUMED)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"yearly": None}, "missing_input", "yearly"),
        ({"yearly": -1}, "negative_amount", "yearly"),
        ({"dividends": "0.31"}, "number_out_of_range", "dividends"),
        ({"dividends": "some"}, "not_a_number", "dividends"),
        ({"gains_tax": 15}, "rate_out_of_range", "gains_tax"),
        ({"state_rate": "high"}, "not_a_number", "state_rate"),
        ({"years": 61}, "number_out_of_range", "years"),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str) -> None:
    """What is missing or impossible is refused with the field that it is about."""
    with pytest.raises(CalcError) as refusal:
        compared(**changed)
    assert (refusal.value.code, refusal.value.field) == (code, field)


RATE = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
RETURN = st.integers(0, 300).map(lambda mills: Decimal(mills) / 1000)
MONEY = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)


ANY = st.builds(
    MegaVsTaxableInput,
    yearly=MONEY,
    years=st.integers(0, 30),
    growth=RETURN,
    dividends=RETURN,
    dividend_tax=RATE,
    gains_tax=RATE,
)


@given(ANY)
def test_agrees_with_a_walk_year_by_year(asked: MegaVsTaxableInput) -> None:
    """Both accounts walked through year by year in exact fractions come to the same cents; Roth is never behind."""
    told = mega_vs_taxable(asked)
    growth, dividends = Fraction(asked.growth), Fraction(asked.dividends)
    roth = taxable = basis = Fraction(0)
    for _ in range(asked.years):
        roth = (roth + Fraction(asked.yearly)) * (1 + growth + dividends)
        taxable += Fraction(asked.yearly)
        paid = taxable * dividends * (1 - Fraction(asked.dividend_tax))
        taxable = taxable * (1 + growth) + paid
        basis += Fraction(asked.yearly) + paid
    after = taxable - (taxable - basis) * Fraction(asked.gains_tax)
    cent = Fraction(1, 100)
    assert abs(Fraction(told.roth_end) - roth) <= cent / 2
    assert abs(Fraction(told.taxable_before_sale) - taxable) <= cent / 2
    assert abs(Fraction(told.taxable_end) - after) <= 2 * cent
    assert told.difference >= -2 * Decimal("0.01")


def test_a_tiny_return_keeps_its_digits() -> None:
    """A return with eleven zeros behind the point does not lose the sum to rounding."""
    assert round(grown_payments(Decimal(10_000_000), Decimal("1E-12"), 60), 2) == Decimal("600000000.02")
