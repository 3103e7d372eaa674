"""Converting now against waiting: hand-computed cases, refusals, and the shape of the curve."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run
from calc.waiting import NOT_MODELLED, WaitInput, wait_vs_now

BASE: dict[str, Any] = {"basis": 10000, "value_now": 10600, "rate": "0.333"}
CENT = Decimal("0.01")


def waited(**changed: Any) -> dict[str, Any]:
    return run("wait_vs_now", {**BASE, **changed}).to_json()


@pytest.mark.parametrize(
    ("changed", "now", "later", "costs"),
    [
        ({"value_later": 11500}, "199.80", "499.50", "299.70"),
        ({"value_later": 9800}, "199.80", "0.00", "-199.80"),
        ({"value_later": 10600}, "199.80", "199.80", "0.00"),
        ({"value_later": 10000}, "199.80", "0.00", "-199.80"),  # at the basis itself
        ({"value_later": 10300}, "199.80", "99.90", "-99.90"),
        ({"value_now": 9000, "value_later": 9900}, "0.00", "0.00", "0.00"),
        ({"value_now": 9000, "value_later": 10100}, "0.00", "33.30", "33.30"),
        ({"value_now": 10000, "value_later": "10000.01"}, "0.00", "0.00", "0.00"),  # a third of a cent
        ({"value_now": 10000, "value_later": "10000.02"}, "0.00", "0.01", "0.01"),
        ({"basis": 0, "value_now": 100, "value_later": 0}, "33.30", "0.00", "-33.30"),
        ({"rate": 0, "value_later": 20000}, "0.00", "0.00", "0.00"),
        ({"rate": 1, "value_later": 20000}, "600.00", "10000.00", "9400.00"),
    ],
)
def test_one_later_value(changed: dict[str, Any], now: str, later: str, costs: str) -> None:
    """Tax on what exceeds the basis, then and now; the difference may be negative."""
    told = waited(**changed)
    assert [told[name] for name in ("tax_now", "tax_if_wait", "wait_costs")] == [now, later, costs]
    assert told["expected_tax_if_wait"] is None
    assert told["outcomes"] == []


def test_even_chances_cost_something_though_the_average_is_today() -> None:
    """With 9,000 or 11,000 at even chances from 10,000, today is free and waiting costs half of the tax on 1,000."""
    told = waited(value_now=10000, rate="0.24", later=[["0.5", 9000], ["0.5", 11000]])
    assert (told["tax_now"], told["expected_tax_if_wait"], told["wait_costs"]) == ("0.00", "120.00", "120.00")
    assert (told["now_is_free"], told["tax_if_wait"]) == (True, None)
    assert [each["tax"] for each in told["outcomes"]] == ["0.00", "240.00"]


def test_expected_tax_is_rounded_once() -> None:
    """Three outcomes of a third of a cent each come to a cent, not to nothing."""
    told = waited(value_now=10000, later=[["0.25", "10000.01"], ["0.25", "10000.02"], ["0.5", "10000.02"]])
    assert told["expected_tax_if_wait"] == "0.01"


def test_rounded_probabilities_are_meant_as_one() -> None:
    """Three times 0.333 counts as thirds; the values are weighted evenly."""
    told = waited(later=[{"probability": "0.333", "value": value} for value in (9000, 10000, 13000)])
    assert told["expected_tax_if_wait"] == "333.00"


def test_a_single_value_goes_before_outcomes() -> None:
    """Where both are given, what waiting costs is told for the single value, and the expectation stands beside it."""
    told = waited(value_later=11500, later=[[1, 9000]])
    assert (told["wait_costs"], told["expected_tax_if_wait"]) == ("299.70", "0.00")


def test_now_is_free_up_to_the_basis() -> None:
    """At the basis and below it nothing is taxed now; above it there is something to save."""
    for value, free in ((9999, True), (10000, True), ("10000.01", False)):
        told = waited(value_now=value, value_later=1)
        assert told["now_is_free"] == free


def test_what_is_left_out_is_said() -> None:
    """The comparison names what it does not model, always."""
    assert waited(value_later=1)["cautions"] == list(NOT_MODELLED)
    assert {"growth_in_roth_not_counted", "later_rate_not_counted", "five_year_clock_not_counted"} <= set(NOT_MODELLED)


@pytest.mark.parametrize(
    ("changed", "code", "field", "repeats"),
    [
        ({}, "missing_input", "value_later", "later"),
        ({"later": []}, "bad_rows", "later", "11000"),
        ({"later": "0.5, 9000"}, "bad_rows", "later", "11000"),
        ({"later": {"probability": 1}}, "bad_rows", "later", "11000"),
        ({"later": [["0.5", 9000], [11000]]}, "bad_row", "later", "2"),
        ({"later": [["0.5", 9000]] * 51}, "too_many_rows", "later", "51"),
        ({"later": [["0.5", 9000], ["0.6", 11000]]}, "probabilities_not_one", "later", "1.1"),
        ({"later": [["0.5", 9000], ["0.494", 11000]]}, "probabilities_not_one", "later", "0.994"),
        ({"later": [[50, 9000], [50, 11000]]}, "rate_out_of_range", "probability", "50"),
        ({"later": [["half", 9000], ["0.5", 11000]]}, "not_a_number", "probability", "half"),
        ({"later": [["0.5", 9000], ["0.5", -1]]}, "negative_amount", "value", "-$1"),
        ({"later": [{"probability": 1, "value": 2, "why": 3}]}, "unknown_field", None, "why"),
        ({"value_later": -1}, "negative_amount", "value_later", "-$1"),
        ({"value_later": 1, "rate": None}, "missing_input", "rate", "rate"),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str | None, repeats: str) -> None:
    """What cannot be compared is refused with what to mend."""
    with pytest.raises(CalcError) as refusal:
        waited(**changed)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert repeats in refusal.value.message["zh"]
    assert repeats in refusal.value.message["en"]


MONEY = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents) / 100)
RATE = st.integers(0, 1000).map(lambda mills: Decimal(mills) / 1000)


def tax_at(basis: Decimal, rate: Decimal, later: Decimal) -> Decimal:
    found = wait_vs_now(WaitInput(basis=basis, value_now=0, rate=rate, value_later=later)).tax_if_wait
    assert found is not None
    return found


@given(MONEY, RATE, MONEY, MONEY)
def test_more_value_later_is_never_less_tax(basis: Decimal, rate: Decimal, one: Decimal, other: Decimal) -> None:
    """The tax of waiting rises with the value, and is never negative."""
    assert 0 <= tax_at(basis, rate, min(one, other)) <= tax_at(basis, rate, max(one, other))


@given(MONEY, RATE, MONEY, MONEY)
def test_waiting_is_convex(basis: Decimal, rate: Decimal, one: Decimal, other: Decimal) -> None:
    """An uncertain value never costs less on average than the average value does for certain, cents aside."""
    assume((one + other) * 100 % 2 == 0)
    middle = tax_at(basis, rate, (one + other) / 2)
    ends = (tax_at(basis, rate, one) + tax_at(basis, rate, other)) / 2
    assert middle <= ends + CENT


@given(MONEY, RATE, MONEY, MONEY)
def test_waiting_saves_only_with_a_gain_now_and_a_lower_value(
    basis: Decimal, rate: Decimal, now: Decimal, later: Decimal
) -> None:
    """What waiting costs is negative only where there is a gain now and the value falls; at a loss it never is."""
    told = wait_vs_now(WaitInput(basis=basis, value_now=now, rate=rate, value_later=later))
    if told.wait_costs < 0:
        assert not told.now_is_free
        assert later < now
    if now <= basis:
        assert told.now_is_free
        assert told.tax_now == 0 <= told.wait_costs


@given(MONEY, RATE, st.lists(MONEY, min_size=1, max_size=4))
def test_expected_tax_lies_between_the_outcomes(basis: Decimal, rate: Decimal, values: list[Decimal]) -> None:
    """The expectation lies between the least and the most of the outcomes, and equals it where there is one."""
    chances = {1: ["1"], 2: ["0.5", "0.5"], 3: ["0.25", "0.25", "0.5"], 4: ["0.1", "0.2", "0.3", "0.4"]}[len(values)]
    later = list(zip(chances, values, strict=True))
    told = wait_vs_now(WaitInput.read({"basis": basis, "value_now": 0, "rate": rate, "later": later}))
    taxes = [each.tax for each in told.outcomes]
    assert told.expected_tax_if_wait is not None
    assert min(taxes) <= told.expected_tax_if_wait <= max(taxes)
