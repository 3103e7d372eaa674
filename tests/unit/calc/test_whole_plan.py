"""The whole plan paid out: the old loss test, the two readings of the contract, the state item."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.functions import run
from calc.whole_plan import WholePlanInput, whole_plan_loss

E01 = {"aftertax_basis": 30000, "aftertax_value": 24000, "pretax_value": 1000, "tax_year": 2026, "federal_agi": 180000}
ABOVE = {"aftertax_basis": 30000, "aftertax_value": 24000, "pretax_value": 60000}


def paid_out(**payload: Any) -> dict[str, Any]:
    return run("whole_plan_loss", payload).to_json()


def test_below_basis_in_cash() -> None:
    """Everything paid out in cash for less than all basis: the test is met, and nothing is taxed or deducted."""
    result = paid_out(**E01)
    assert (result["test_met"], result["economic_loss"]) == (True, "5000.00")
    assert (result["taxable"], result["federal_deduction"]) == ("0.00", "0.00")
    assert (result["taxable_if_one_contract"], result["taxable_if_separate_contracts"]) == ("0.00", "1000.00")
    one, apart = result["readings"]
    assert (one["id"], one["figures"]) == ("one_contract", {"taxable": "0.00", "box2a": "0.00"})
    assert (apart["id"], apart["figures"]) == ("separate_contracts", {"taxable": "1000.00", "box2a": "1000.00"})


def test_above_basis_no_single_figure() -> None:
    """With pre-tax money above the excess basis both readings are figures of their own, and no form is certain."""
    result = paid_out(**ABOVE)
    assert (result["plan_value"], result["economic_loss"], result["test_met"]) == ("84000.00", "0.00", False)
    assert (result["taxable_if_one_contract"], result["taxable_if_separate_contracts"]) == ("54000.00", "60000.00")
    assert (result["difference"], result["taxable"], result["form_1099r"]) == ("6000.00", None, None)
    assert [reading["figures"]["taxable"] for reading in result["readings"]] == ["54000.00", "60000.00"]
    assert all(reading["status"] == "unsettled" for reading in result["readings"])


def test_without_excess_basis_nothing_is_open() -> None:
    """An after-tax account worth its basis or more gives one figure."""
    result = paid_out(aftertax_basis=30000, aftertax_value=31000, pretax_value=60000, age=62)
    assert (result["taxable"], result["difference"], result["readings"]) == ("61000.00", "0.00", [])
    assert result["form_1099r"] == {
        "box1": "91000.00",
        "box2a": "61000.00",
        "box5": "30000.00",
        "box7": "7",
        "total_distribution": True,
    }
    assert paid_out(aftertax_basis=30000, aftertax_value=30000, pretax_value=5)["taxable"] == "5.00"


def test_value_equal_to_basis_is_no_loss() -> None:
    """A plan worth exactly its basis does not meet the test."""
    result = paid_out(aftertax_basis=25000, aftertax_value=24000, pretax_value=1000, federal_agi=0)
    assert (result["test_met"], result["economic_loss"], result["taxable"]) == (False, "0.00", "0.00")
    assert result["state_ca_possible_before_itemizing_test"] == "0.00"


@pytest.mark.parametrize(
    ("more", "taxable", "cautions"),
    [({"rolled": True}, "0.00", ["pretax_rolled_to_traditional"]), ({"total_cash": False}, None, [])],
)
def test_not_paid_out(more: dict[str, Any], taxable: str | None, cautions: list[str]) -> None:
    """Rolled over, or not all of it in cash: no closed loss, no state item, no form told."""
    result = paid_out(**{**E01, **more})
    assert (result["test_met"], result["economic_loss"], result["taxable"]) == (False, "5000.00", taxable)
    assert result["state_ca_possible_before_itemizing_test"] == "0.00"
    assert (result["form_1099r"], result["difference"], result["readings"]) == (None, None, [])
    assert result["cautions"] == cautions


@pytest.mark.parametrize(
    ("agi", "possible"),
    [(180000, "1400.00"), (0, "5000.00"), (250000, "0.00"), (300000, "0.00"), ("12345.67", "4753.09"), (None, None)],
)
def test_state_item(agi: object, possible: str | None) -> None:
    """What California may allow is the loss above 2 % of AGI, never below 0, and unknown without an AGI."""
    result = paid_out(**{**E01, "federal_agi": agi})
    assert result["state_ca_possible_before_itemizing_test"] == possible
    assert ("state_rule_unconfirmed" in result["cautions"]) == (possible not in {None, "0.00"})


def test_state_readings_where_the_contract_is_not_the_question() -> None:
    """Without pre-tax money the contract makes no difference; whether a state follows is still open."""
    result = paid_out(aftertax_basis=30000, aftertax_value=25000, federal_agi=100000)
    allows, denies = result["readings"]
    assert (result["taxable"], result["difference"]) == ("0.00", "0.00")
    name = "state_ca_possible_before_itemizing_test"
    assert (allows["id"], allows["figures"]) == ("state_allows_loss", {name: "3000.00"})
    assert (denies["id"], denies["figures"]) == ("state_denies_loss", {name: "0.00"})
    assert paid_out(aftertax_basis=30000, aftertax_value=25000)["readings"] == []


def test_the_roth_401k_is_a_contract_of_its_own() -> None:
    """Its earnings are taxed whatever the rest lost, it has its own form, and its basis counts for the loss test."""
    result = paid_out(aftertax_basis=30000, aftertax_value=20000, dra_basis=5000, dra_value=6000, age=40)
    assert (result["plan_value"], result["economic_loss"], result["test_met"]) == ("26000.00", "9000.00", True)
    assert (result["taxable"], result["difference"]) == ("1000.00", "0.00")
    assert (result["form_1099r"]["box1"], result["form_1099r"]["box2a"]) == ("20000.00", "0.00")
    assert result["form_1099r_roth"] == {
        "box1": "6000.00",
        "box2a": "1000.00",
        "box5": "5000.00",
        "box7": "1B",
        "total_distribution": True,
    }
    assert "not_qualified" in result["cautions"]


def test_roth_401k_basis_does_not_come_off_other_money() -> None:
    """Excess Roth basis shelters nothing outside the Roth 401(k)."""
    result = paid_out(aftertax_basis=0, aftertax_value=0, pretax_value=4000, dra_basis=9000, dra_value=3000)
    assert (result["test_met"], result["taxable"], result["readings"]) == (True, "4000.00", [])
    assert result["form_1099r_roth"]["box5"] == "9000.00"


@pytest.mark.parametrize(("age", "code"), [(None, "1"), ("59.49", "1"), ("59.5", "7"), (70, "7")])
def test_code(age: object, code: str) -> None:
    """Box 7 goes by the age; without one the saver counts as under 59½, and the result says so."""
    result = paid_out(**E01, age=age)
    assert result["form_1099r"]["box7"] == code
    assert ("age_not_given" in result["cautions"]) == (age is None)


@pytest.mark.parametrize("year", [2024, 2025, 2026, None])
def test_no_year_brings_the_federal_deduction(year: int | None) -> None:
    """The federal deduction is 0 in every checked year, by §67(h)."""
    result = paid_out(**{**E01, "tax_year": year})
    assert result["federal_deduction"] == "0.00"
    step = next(step for step in result["steps"] if step["key"] == "federal_deduction")
    assert {"src": "irc-67", "at": "(h)"} in step["authorities"]


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)


@given(MONEY, MONEY, MONEY, MONEY, MONEY)
def test_the_readings_differ_by_the_basis_that_shelters(
    basis: Decimal, value: Decimal, pretax: Decimal, dra_basis: Decimal, dra_value: Decimal
) -> None:
    """The difference is the excess basis, at most the pre-tax money; two readings or none are shown."""
    result = whole_plan_loss(
        WholePlanInput(
            aftertax_basis=basis, aftertax_value=value, pretax_value=pretax, dra_basis=dra_basis, dra_value=dra_value
        )
    )
    assert result.difference == min(max(basis - value, 0), pretax)
    assert result.taxable_if_one_contract is not None
    assert 0 <= result.taxable_if_one_contract <= result.plan_value
    assert result.test_met == (result.economic_loss > 0)
    assert len(result.readings) == (2 if result.difference else 0)
    assert (result.taxable is None) == (result.difference > 0 and value + pretax > basis)
