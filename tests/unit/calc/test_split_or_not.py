"""Earnings to Roth or to a traditional IRA: hand-computed cases, the side effect, refusals, what must always hold."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run
from calc.split_or_not import SplitOrNotInput, split_or_not

BASE: dict[str, Any] = {
    "basis": 10000,
    "value": 12000,
    "rate_now": "0.24",
    "rate_later": "0.24",
    "years": 20,
    "growth": "0.06",
}


def compared(**changed: Any) -> dict[str, Any]:
    return run("split_or_not", {**BASE, **changed}).to_json()


def test_both_sides_by_hand() -> None:
    """2,000 of earnings and 30 % of growth: 22 % of 2,600 later, against 640 now that becomes 704 outside."""
    told = compared(rate_now="0.32", rate_later="0.22", years=1, growth="0.3", outside_growth="0.1")
    figures = ("earnings", "tax_now", "earnings_later", "ira_tax_later", "outside_later", "split_later", "difference")
    assert {name: told[name] for name in figures} == {
        "earnings": "2000.00",
        "tax_now": "640.00",
        "earnings_later": "2600.00",
        "ira_tax_later": "572.00",
        "outside_later": "704.00",
        "split_later": "2732.00",
        "difference": "-132.00",
    }
    assert (told["ahead"], told["break_even_rate"]) == ("split", "0.2708")  # 704 / 2,600


@pytest.mark.parametrize(
    ("changed", "difference", "ahead", "break_even"),
    [
        ({}, "0.00", "equal", "0.2400"),  # the same rates and returns: it comes to the same, to the cent
        ({"years": 0, "growth": 0, "rate_later": "0.25"}, "20.00", "all_to_roth", "0.2400"),
        ({"years": 0, "growth": 0, "rate_later": "0.23"}, "-20.00", "split", "0.2400"),
        ({"years": 1, "growth": "0.1", "outside_growth": 0}, "48.00", "all_to_roth", "0.2182"),
        ({"rate_now": 0, "years": 2, "growth": "0.1"}, "580.80", "all_to_roth", "0.0000"),
        ({"rate_later": 0, "years": 2, "growth": "0.1"}, "-580.80", "split", "0.2400"),
        ({"value": 9000}, "0.00", "equal", None),
        ({"value": 10000}, "0.00", "equal", None),
    ],
)
def test_which_is_ahead(changed: dict[str, Any], difference: str, ahead: str, break_even: str | None) -> None:
    """The later rate against the one that makes both equal decides; without earnings there is nothing to split."""
    told = compared(**changed)
    assert (told["difference"], told["ahead"], told["break_even_rate"]) == (difference, ahead, break_even)


def test_what_the_ira_does_to_a_backdoor() -> None:
    """7,500 put through beside 2,500 of pre-tax money: Form 8606 frees three quarters, and a quarter is taxed."""
    told = compared(value=12500, backdoor_yearly=7500)
    assert told["backdoor"] == {"line10": "0.750", "taxable": "1875.00", "tax": "450.00", "basis_forward": "1875.00"}
    steps = {step["key"]: step["value"] for step in told["steps"]}
    assert (steps["line10"], steps["backdoor_taxable"], steps["backdoor_tax"]) == ("0.750", "1875.00", "450.00")
    assert "taxable" not in steps
    assert compared()["backdoor"] is None
    assert compared(backdoor_yearly=0)["backdoor"] is None
    assert compared(value=9000, backdoor_yearly=7500)["backdoor"] is None


def test_what_is_assumed_is_said() -> None:
    """The assumptions are named; where nothing can be split, only that."""
    assert "outside_untaxed" in compared()["cautions"]
    assert "outside_untaxed" not in compared(outside_growth="0.05")["cautions"]
    assert {"backdoor_pro_rata", "split_only_out_of_plan", "tax_paid_from_outside"} <= set(compared()["cautions"])
    assert compared(value=9000)["cautions"] == ["nothing_to_split"]


@pytest.mark.parametrize(
    ("changed", "code", "field", "repeats"),
    [
        ({"years": None}, "missing_input", "years", "years"),
        ({"years": "1.5"}, "not_a_number", "years", "1.5"),
        ({"years": 61}, "number_out_of_range", "years", "60"),
        ({"years": -1}, "number_out_of_range", "years", "-1"),
        ({"growth": 7}, "number_out_of_range", "growth", "0.07"),
        ({"growth": "-0.01"}, "number_out_of_range", "growth", "-0.01"),
        ({"growth": "fast"}, "not_a_number", "growth", "fast"),
        ({"rate_later": 22}, "rate_out_of_range", "rate_later", "22"),
        ({"rate_now": "low"}, "not_a_number", "rate_now", "low"),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str, repeats: str) -> None:
    """What is missing or impossible is refused with what to write instead."""
    with pytest.raises(CalcError) as refusal:
        compared(**changed)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert repeats in refusal.value.message["zh"]
    assert repeats in refusal.value.message["en"]


MONEY = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
RATE = st.integers(0, 1000).map(lambda mills: Decimal(mills) / 1000)
RETURN = st.integers(0, 300).map(lambda mills: Decimal(mills) / 1000)


ANY = st.builds(
    SplitOrNotInput,
    basis=MONEY,
    value=MONEY,
    rate_now=RATE,
    rate_later=RATE,
    growth=RETURN,
    outside_growth=RETURN,
    years=st.integers(0, 40),
)


@given(ANY)
def test_agrees_with_exact_fractions(asked: SplitOrNotInput) -> None:
    """The difference is the one that exact fractions give, and who is ahead follows the break-even rate."""
    told = split_or_not(asked)
    outside = Decimal(0) if asked.outside_growth is None else asked.outside_growth
    earnings = max(Fraction(asked.value) - Fraction(asked.basis), Fraction(0))
    roth = earnings * (1 + Fraction(asked.growth)) ** asked.years
    kept = earnings * Fraction(asked.rate_now) * (1 + Fraction(outside)) ** asked.years
    split = roth * (1 - Fraction(asked.rate_later)) + kept
    assert abs(Fraction(told.difference) - (roth - split)) <= Fraction(1, 200) + Fraction(1, 10**6)
    assert told.split_later + told.difference == told.earnings_later
    parts = told.earnings_later - told.ira_tax_later + told.outside_later
    assert abs(parts - told.split_later) <= Decimal("0.02") + (1 + outside) ** asked.years / 200
    if told.break_even_rate is not None and abs(told.break_even_rate - asked.rate_later) > Decimal("0.0001"):
        assert told.ahead in {"equal", "all_to_roth" if asked.rate_later > told.break_even_rate else "split"}
