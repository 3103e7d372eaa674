"""Money out of a Roth 401(k): rollovers to a Roth IRA, and cash."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.functions import run
from calc.roth_401k import RothDistributionInput, RothRolloverInput, roth401k_distribution, roth401k_rollover

LOSS = {"basis": 23000, "value": 20000}
GAIN = {"basis": 11000, "value": 14000}


def rolled(**payload: Any) -> dict[str, Any]:
    return run("roth401k_rollover", payload).to_json()


def paid(**payload: Any) -> dict[str, Any]:
    return run("roth401k_distribution", payload).to_json()


def boxes(result: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(result["form_1099r"][box] for box in ("box1", "box2a", "box5", "box7"))


@pytest.mark.parametrize(
    ("payload", "added", "form"),
    [
        # at a gain the basis goes along and the earnings stay earnings, untaxed
        (GAIN, "11000.00", ("14000.00", "0.00", "11000.00", "H")),
        ({**GAIN, "amount": 14000, "whole": True}, "11000.00", ("14000.00", "0.00", "11000.00", "H")),
        # a part: 7,000 of 14,000 carries half the basis
        ({**GAIN, "amount": 7000}, "5500.00", ("7000.00", "0.00", "5500.00", "H")),
        # a part at a loss: no more basis than was moved
        ({**LOSS, "amount": 5000}, "5000.00", ("5000.00", "0.00", "5000.00", "H")),
        # no gain, no loss
        ({"basis": 9000, "value": 9000}, "9000.00", ("9000.00", "0.00", "9000.00", "H")),
        # qualified: everything is a regular contribution, box 5 still the basis
        ({**GAIN, "qualified": True}, "14000.00", ("14000.00", "0.00", "11000.00", "H")),
        ({**GAIN, "amount": 7000, "qualified": True}, "7000.00", ("7000.00", "0.00", "5500.00", "H")),
        ({"basis": 0, "value": 500}, "0.00", ("500.00", "0.00", "0.00", "H")),
    ],
)
def test_direct_rollover(payload: dict[str, Any], added: str, form: tuple[str, ...]) -> None:
    """A direct rollover is not taxed; basis in it becomes regular contributions, and nothing about it is open."""
    result = rolled(**payload)
    assert (result["taxable"], result["roth_ira_regular_basis_added"]) == ("0.00", added)
    assert boxes(result) == form
    assert (result["withheld"], result["additional_tax"], result["readings"]) == ("0.00", "0.00", [])


def test_a_part_leaves_its_basis_in_the_plan() -> None:
    """Basis that was not in the part stays with the rest of the account."""
    assert rolled(**GAIN, amount=7000)["basis_left"] == "5500.00"
    assert rolled(**LOSS, amount=5000)["basis_left"] == "18000.00"
    assert rolled(**LOSS)["basis_left"] == "0.00"


@pytest.mark.parametrize("more", [{}, {"qualified": True}, {"direct": False}, {"direct": False, "whole": True}])
def test_the_whole_account_at_a_loss(more: dict[str, Any]) -> None:
    """By analogy all basis moves, and by the other reading only as much as was moved; both are shown."""
    result = rolled(**LOSS, **more)
    assert (result["taxable"], result["roth_ira_regular_basis_added"]) == ("0.00", "23000.00")
    assert boxes(result)[:3] == ("20000.00", "0.00", "23000.00")
    moves, only = result["readings"]
    assert (moves["id"], only["id"]) == ("whole_basis_moves", "amount_moved_only")
    assert moves["figures"] == {"roth_ira_regular_basis_added": "23000.00", "box5": "23000.00"}
    assert only["figures"] == {"roth_ira_regular_basis_added": "20000.00", "box5": "20000.00"}
    assert moves["status"] == only["status"] == "unsettled"


def test_60_days_a_part_at_a_loss_is_in_the_regulation() -> None:
    """Paid out whole and rolled in part within 60 days: Reg. 1.408A-10 A-3(b) itself adds the excess."""
    result = rolled(**LOSS, amount=15000, direct=False, whole=True, age=40)
    assert (result["taxable"], result["roth_ira_regular_basis_added"]) == ("0.00", "18000.00")
    assert boxes(result) == ("20000.00", "0.00", "23000.00", "1B")
    assert result["readings"] == []
    added = next(step for step in result["steps"] if step["key"] == "roth_ira_regular_basis_added")
    assert {"src": "reg-1-408a-10", "at": "A-3(b)"} in added["authorities"]


def test_nothing_rolled_adds_no_excess() -> None:
    """Without a rollover there is no regular contribution, whatever was lost."""
    assert rolled(**LOSS, amount=0, direct=False, whole=True)["roth_ira_regular_basis_added"] == "0.00"


@pytest.mark.parametrize(
    ("amount", "taxable", "added", "tax"),
    [
        # the example of the proposed regulation: 3,000 of earnings go over first
        (7000, "0.00", "4000.00", "0.00"),
        (3000, "0.00", "0.00", "0.00"),
        (2000, "1000.00", "0.00", "100.00"),
        (0, "3000.00", "0.00", "300.00"),
        (14000, "0.00", "11000.00", "0.00"),
    ],
)
def test_60_days_earnings_go_over_first(amount: int, taxable: str, added: str, tax: str) -> None:
    """Of an account paid out whole, what is rolled over counts as earnings first; only earnings kept are taxed."""
    result = rolled(**GAIN, amount=amount, direct=False, whole=True, age=40)
    assert (result["taxable"], result["roth_ira_regular_basis_added"]) == (taxable, added)
    assert (result["additional_tax"], result["withheld"]) == (tax, "600.00")
    assert boxes(result) == ("14000.00", "3000.00", "11000.00", "1B")


def test_60_days_of_a_part() -> None:
    """A part that was paid out and rolled over whole carries its share of basis."""
    result = rolled(**GAIN, amount=7000, direct=False, age=62)
    assert (result["taxable"], result["roth_ira_regular_basis_added"]) == ("0.00", "5500.00")
    assert boxes(result) == ("7000.00", "1500.00", "5500.00", "7B")


def test_without_an_age_the_code_and_the_ten_percent_are_open() -> None:
    """The code of money paid out, and the tax on what is taxed of it, wait for the age."""
    result = rolled(**GAIN, amount=2000, direct=False, whole=True)
    assert (result["form_1099r"]["box7"], result["additional_tax"]) == (None, None)
    assert rolled(**GAIN, amount=7000, direct=False, whole=True)["additional_tax"] == "0.00"


def test_qualified_60_days() -> None:
    """A qualified payment is tax-free and nothing is held back of it."""
    result = rolled(**GAIN, amount=2000, direct=False, whole=True, qualified=True, age=62)
    assert (result["taxable"], result["withheld"], result["roth_ira_regular_basis_added"]) == (
        "0.00",
        "0.00",
        "2000.00",
    )
    assert boxes(result) == ("14000.00", "0.00", "11000.00", "7B")


@pytest.mark.parametrize("word", ["false", "no", "否", "False", " NO ", "n", "不", "不是", "不對", "没有"])
def test_yes_and_no_in_words(word: str) -> None:
    """A word for no counts as no."""
    assert rolled(**LOSS, direct=word) == rolled(**LOSS, direct=False)


@pytest.mark.parametrize(
    ("payload", "figures", "form"),
    [
        (
            {"basis": 18000, "value": 24000, "amount": 6000, "age": 61},
            ("4500.00", "1500.00", "0.00", "13500.00"),
            ("6000.00", "1500.00", "4500.00", "7B"),
        ),
        (
            {"basis": 20000, "value": 25000, "amount": 5000, "age": 40},
            ("4000.00", "1000.00", "100.00", "16000.00"),
            ("5000.00", "1000.00", "4000.00", "1B"),
        ),
        (
            {"basis": 1000, "value": 1500, "amount": 700, "age": "59.5"},
            ("466.67", "233.33", "0.00", "533.33"),
            ("700.00", "233.33", "466.67", "7B"),
        ),
        (
            {"basis": 20000, "value": 25000, "age": 59},
            ("20000.00", "5000.00", "500.00", "0.00"),
            ("25000.00", "5000.00", "20000.00", "1B"),
        ),
        # a loss, in part
        (
            {"basis": 20000, "value": 15000, "amount": 6000, "age": 40},
            ("6000.00", "0.00", "0.00", "14000.00"),
            ("6000.00", "0.00", "6000.00", "1B"),
        ),
        # qualified: all of it is tax-free
        (
            {"basis": 18000, "value": 24000, "amount": 6000, "age": 61, "qualified": True},
            ("6000.00", "0.00", "0.00", "13500.00"),
            ("6000.00", "0.00", "4500.00", "7B"),
        ),
        (
            {"basis": 18000, "value": 24000, "amount": 0, "age": 40},
            ("0.00", "0.00", "0.00", "18000.00"),
            ("0.00", "0.00", "0.00", "1B"),
        ),
    ],
)
def test_cash(payload: dict[str, Any], figures: tuple[str, ...], form: tuple[str, ...]) -> None:
    """Cash is basis and earnings pro rata, with 10 % on the earnings before 59½; a qualified one is tax-free."""
    result = paid(**payload)
    assert tuple(result[name] for name in ("nontaxable", "taxable", "additional_tax", "basis_left")) == figures
    assert (boxes(result), result["readings"]) == (form, [])


def test_cash_of_everything_at_a_loss() -> None:
    """Box 5 of the emptied account is all basis; whether the plan goes on counting the rest is its bookkeeping."""
    result = paid(**LOSS, age=40)
    assert (result["taxable"], result["additional_tax"], result["basis_left"]) == ("0.00", "0.00", "3000.00")
    assert boxes(result) == ("20000.00", "0.00", "23000.00", "1B")
    keeps, drops = result["readings"]
    assert keeps["figures"] == {"basis_left": "3000.00", "box5": "20000.00", "total_taxable": "0.00"}
    assert drops["figures"] == {"basis_left": "0.00", "box5": "23000.00", "total_taxable": "0.00"}


@pytest.mark.parametrize(
    ("more", "cautions"),
    [
        ({"age": 40}, ["early_exceptions_not_checked"]),
        ({"age": 59}, ["early_exceptions_not_checked", "age_59_in_whole_years"]),
        ({"age": 62}, ["not_qualified"]),
        ({"age": 62, "qualified": True}, []),
    ],
)
def test_what_is_taken_for_granted(more: dict[str, Any], cautions: list[str]) -> None:
    """The result says what it did not ask: exceptions, five tax years, and in-plan conversions inside."""
    result = paid(basis=18000, value=24000, **more)
    assert result["cautions"] == ["in_plan_conversions_not_counted", *cautions]


def test_qualified_before_59_and_a_half_has_a_code_of_its_own() -> None:
    """At disability or death the code is another one, which is left open."""
    assert paid(basis=1, value=2, age=40, qualified=True)["form_1099r"]["box7"] is None


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)


@st.composite
def accounts(draw: st.DrawFn) -> tuple[Decimal, Decimal, Decimal]:
    """Basis, value and an amount within it."""
    basis, value = draw(MONEY), draw(MONEY)
    return basis, value, value if draw(st.booleans()) else Decimal(draw(st.integers(0, int(value * 100)))) / 100


@given(accounts(), st.booleans())
def test_cash_balances(account: tuple[Decimal, Decimal, Decimal], qualified: bool) -> None:
    """The parts make the payment, and the basis part agrees with exact fractions to half a cent."""
    basis, value, amount = account
    result = roth401k_distribution(
        RothDistributionInput(basis=basis, value=value, amount=amount, age=Decimal(40), qualified=qualified)
    )
    assert result.nontaxable + result.taxable == amount
    assert 0 <= result.basis_left <= basis
    ratio = min(Fraction(basis) / Fraction(value), Fraction(1)) if value else Fraction(0)
    assert abs(Fraction(basis - result.basis_left) - ratio * Fraction(amount)) <= Fraction(1, 200)
    assert abs(result.additional_tax * 10 - result.taxable) <= Decimal("0.05")
    assert not (qualified and result.taxable)


@given(accounts(), st.booleans(), st.booleans())
def test_rollover_balances(account: tuple[Decimal, Decimal, Decimal], direct: bool, qualified: bool) -> None:
    """Basis either goes to the Roth IRA or stays; only a loss adds more than was rolled; a direct one is untaxed."""
    basis, value, amount = account
    result = roth401k_rollover(
        RothRolloverInput(basis=basis, value=value, amount=amount, direct=direct, qualified=qualified)
    )
    excess = max(basis - value, Decimal(0)) if amount == value > 0 else Decimal(0)
    assert result.taxable == 0  # what leaves the plan is rolled over whole here
    assert 0 <= result.roth_ira_regular_basis_added <= amount + excess
    if not qualified and value:
        assert result.roth_ira_regular_basis_added + result.basis_left == basis
    assert bool(result.readings) == bool(excess)
