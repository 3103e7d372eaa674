"""What leftover basis is worth: at most leftover times rate, and nothing under three conditions."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run
from calc.leftover import LeftoverInput, leftover_worth

BASE: dict[str, Any] = {"leftover": 500, "rate": "0.24"}


def worth(**changed: Any) -> dict[str, Any]:
    return run("leftover_worth", {**BASE, **changed}).to_json()


@pytest.mark.parametrize(
    ("changed", "ceiling", "usable", "most"),
    [
        ({}, "120.00", "500.00", "120.00"),
        ({"later_gain": 50}, "120.00", "50.00", "12.00"),
        ({"later_gain": 500}, "120.00", "500.00", "120.00"),
        ({"later_gain": 9000}, "120.00", "500.00", "120.00"),
        ({"leftover": 0}, "0.00", "0.00", "0.00"),
        ({"rate": 0}, "0.00", "500.00", "0.00"),
        ({"leftover": "33.33", "rate": "0.333"}, "11.10", "33.33", "11.10"),
        ({"plan_reporting": "limited", "subaccount": "open"}, "120.00", "500.00", "120.00"),
    ],
)
def test_ceiling(changed: dict[str, Any], ceiling: str, usable: str, most: str) -> None:
    """Leftover times rate, and no more of it than there are later earnings; the plan may make it nothing."""
    told = worth(**changed)
    assert [told[name] for name in ("ceiling", "usable", "worth_at_most")] == [ceiling, usable, most]
    assert told["worth_at_least"] == "0.00"
    assert told["nothing_because"] == []


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"plan_reporting": "total"}, ["plan_reported_total"]),
        ({"subaccount": "closed"}, ["subaccount_closed"]),
        ({"later_gain": 0}, ["no_later_gain"]),
        (
            {"plan_reporting": "total", "subaccount": "closed", "later_gain": "0.00"},
            ["plan_reported_total", "subaccount_closed", "no_later_gain"],
        ),
    ],
)
def test_conditions_under_which_it_is_nothing(changed: dict[str, Any], because: list[str]) -> None:
    """Each condition alone makes it worth nothing; the ceiling stays, and nothing is left open."""
    told = worth(**changed)
    assert (told["ceiling"], told["worth_at_most"]) == ("120.00", "0.00")
    assert told["nothing_because"] == because
    assert told["readings"] == []


def test_every_condition_is_named_though_none_is_met() -> None:
    """Whoever only knows the leftover still reads when it is worth nothing."""
    assert worth()["nothing_if"] == ["plan_reported_total", "subaccount_closed", "no_later_gain"]


def test_both_readings_are_shown() -> None:
    """Whether the plan keeps it is open, so both worths stand beside each other."""
    keeps, drops = worth(later_gain=50)["readings"]
    assert (keeps["id"], keeps["figures"]) == ("plan_keeps_basis", {"worth_at_most": "12.00"})
    assert (drops["id"], drops["figures"]) == ("plan_drops_basis", {"worth_at_most": "0.00"})
    assert keeps["status"] == drops["status"] == "plan-dependent"
    assert worth(leftover=0)["readings"] == []


def test_present_value() -> None:
    """Later money counts for less by the rate asked for; both figures are needed."""
    assert worth()["present_value"] is None
    assert worth(years_until_used=10, discount_rate="0.05")["present_value"] == "73.67"
    assert worth(years_until_used=0, discount_rate="0.05")["present_value"] == "120.00"
    assert worth(years_until_used=1, discount_rate="0.05", subaccount="closed")["present_value"] == "0.00"


def test_discounting_is_cautioned_and_rests_on_the_worth() -> None:
    """The same rate every year is assumed only where it is discounted; the sum discounted says what it rests on."""
    assert worth()["cautions"] == ["state_tax_not_counted"]
    told = worth(years_until_used=10, discount_rate="0.05")
    assert told["cautions"] == ["state_tax_not_counted", "steady_growth"]
    rests = {each["key"]: each["authorities"] for each in told["steps"]}
    assert rests["present_value"] == rests["worth_at_most"]


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"years_until_used": 3}, "missing_input", "discount_rate"),
        ({"discount_rate": "0.05"}, "missing_input", "years_until_used"),
        ({"years_until_used": 61, "discount_rate": "0.05"}, "number_out_of_range", "years_until_used"),
        ({"years_until_used": 3, "discount_rate": 5}, "number_out_of_range", "discount_rate"),
        ({"years_until_used": 3, "discount_rate": "low"}, "not_a_number", "discount_rate"),
        ({"leftover": -500}, "negative_amount", "leftover"),
        ({"leftover": None}, "missing_input", "leftover"),
        ({"subaccount": "gone"}, "unknown_option", "subaccount"),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str) -> None:
    """What is missing or impossible is refused with the field that it is about."""
    with pytest.raises(CalcError) as refusal:
        worth(**changed)
    assert (refusal.value.code, refusal.value.field) == (code, field)


MONEY = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents) / 100)


@given(MONEY, st.none() | MONEY, st.integers(0, 100), st.integers(0, 60), st.integers(0, 30))
def test_never_above_the_ceiling(leftover: Decimal, gain: Decimal | None, rate: int, years: int, discount: int) -> None:
    """Worth lies between nothing and the ceiling, and money of later is never worth more today."""
    told = leftover_worth(
        LeftoverInput(
            leftover=leftover,
            later_gain=gain,
            rate=Decimal(rate) / 100,
            years_until_used=years,
            discount_rate=Decimal(discount) / 100,
        )
    )
    assert told.present_value is not None
    assert 0 <= told.present_value <= told.worth_at_most <= told.ceiling
