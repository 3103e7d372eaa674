"""A distribution paid to the saver: the last day, what must be replaced, what is taxed if it is not."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.functions import run
from calc.sixty_day import SixtyDayInput, sixty_day

BASE: dict[str, Any] = {"amount": 11000, "basis": 10000, "received": "2026-03-02", "age": 40}
ALL_PRETAX: dict[str, Any] = {"amount": 10000, "basis": 0, "received": "2026-03-02", "age": 40}


def paid(**changed: Any) -> dict[str, Any]:
    return run("sixty_day", {**BASE, **changed}).to_json()


@pytest.mark.parametrize(
    ("received", "last", "weekend"),
    [
        ("2026-03-02", "2026-05-01", False),  # a Friday
        ("2026-01-01", "2026-03-02", False),  # the day after receipt is the first
        ("2024-01-01", "2024-03-01", False),  # a leap year
        ("2026-03-03", "2026-05-02", True),  # a Saturday
        ("2026-03-04", "2026-05-03", True),  # a Sunday
        ("2026-03-05", "2026-05-04", False),  # a Monday
        ("2026-12-01", "2027-01-30", True),  # into the next year
    ],
)
def test_day_60(received: str, last: str, weekend: bool) -> None:
    """The 60th day after receipt; a weekend is pointed out and does not move it."""
    told = paid(received=received)
    assert told["day_60"] == last
    assert ("weekend_not_settled" in told["cautions"]) == weekend
    assert told["day_60_authorities"] == [{"src": "irc-402", "at": "(c)(3)(A)"}]


def figures(told: dict[str, Any], *names: str) -> list[str]:
    return [told[name] for name in names]


def test_basis_bears_no_withholding() -> None:
    """Of 11,000 with 10,000 of basis 200 is withheld; not replacing it leaves basis out, and nothing is taxed."""
    told = paid()
    assert figures(told, "taxable_part", "withheld", "paid_out", "must_replace") == [
        "1000.00",
        "200.00",
        "10800.00",
        "200.00",
    ]
    assert figures(told, "rolled_over", "pretax_not_rolled", "basis_not_rolled") == ["10800.00", "0.00", "200.00"]
    assert figures(told, "taxable", "additional_tax", "additional_tax_if_all_kept") == ["0.00", "0.00", "100.00"]


@pytest.mark.parametrize(
    ("changed", "taxable", "early", "basis_out"),
    [
        ({**ALL_PRETAX}, "2000.00", "200.00", "0.00"),  # the 20 % is not replaced
        ({**ALL_PRETAX, "rolled_over": 10000}, "0.00", "0.00", "0.00"),
        ({**ALL_PRETAX, "rolled_over": 0}, "10000.00", "1000.00", "0.00"),
        ({**ALL_PRETAX, "age": "59.5"}, "2000.00", "0.00", "0.00"),
        ({**ALL_PRETAX, "age": "59.4"}, "2000.00", "200.00", "0.00"),
        ({"rolled_over": 1000}, "0.00", "0.00", "10000.00"),  # pre-tax money counts as rolled over first
        ({"rolled_over": "999.99"}, "0.01", "0.00", "10000.00"),
        ({"rolled_over": 400}, "600.00", "60.00", "10000.00"),
        ({"rolled_over": 0}, "1000.00", "100.00", "10000.00"),
        ({"withheld": 0}, "0.00", "0.00", "0.00"),
        ({"to": "roth_ira"}, "1000.00", "0.00", "200.00"),  # income in a Roth IRA, the 10 % not
        ({"to": "roth_ira", "rolled_over": 0}, "1000.00", "100.00", "10000.00"),
        ({"basis": 12000}, "0.00", "0.00", "0.00"),  # at a loss nothing is withheld or taxed
        ({"amount": 0, "basis": 0}, "0.00", "0.00", "0.00"),
    ],
)
def test_what_is_taxed(changed: dict[str, Any], taxable: str, early: str, basis_out: str) -> None:
    """Pre-tax money that stays out is income and bears the 10 % under 59 1/2; basis that stays out bears neither."""
    assert figures(paid(**changed), "taxable", "additional_tax", "basis_not_rolled") == [taxable, early, basis_out]


def test_workings_of_what_comes_on_top() -> None:
    """Tax held back and the 10 % are written like everywhere; a figure that was told stands as it is."""
    working = {each["key"]: each["expression"] for each in paid(**ALL_PRETAX)["steps"]}
    assert working["withheld"] == "10000.00 * 0.20"
    assert working["additional_tax"] == "2000.00 * 0.10"
    assert working["additional_tax_if_all_kept"] == "10000.00 * 0.10"
    working = {each["key"]: each["expression"] for each in paid(**ALL_PRETAX, withheld=1500)["steps"]}
    assert working["withheld"] == "1500.00"


def test_tax_at_the_own_rate() -> None:
    """The asker's rate is applied to what is income, without the 10 %."""
    assert paid(**ALL_PRETAX, rate="0.24")["tax_at_rate"] == "480.00"
    assert paid()["tax_at_rate"] is None


def test_cautions() -> None:
    """An age not told, exceptions and the way out past the last day are said; nothing about tax where there is none."""
    assert "age_not_given" in paid(age=None)["cautions"]
    assert paid(**{**ALL_PRETAX, "age": None})["additional_tax"] == "200.00"
    assert "age_not_given" not in paid()["cautions"]
    assert "late_needs_waiver" in paid()["cautions"]
    assert {"withholding_is_credited", "early_exceptions_not_checked"} <= set(paid()["cautions"])
    assert "early_exceptions_not_checked" not in paid(age=62)["cautions"]
    assert paid(basis=12000)["cautions"] == ["late_needs_waiver"]


@pytest.mark.parametrize(
    ("changed", "code", "field", "repeats"),
    [
        ({"withheld": 11001}, "amount_exceeds_value", "withheld", "$11,001"),
        ({"rolled_over": "11000.01"}, "amount_exceeds_value", "rolled_over", "$11,000.01"),
        ({"received": None}, "missing_input", "received", "received"),
        ({"received": "soon"}, "not_a_date", "received", "soon"),
        ({"received": "2026-02-30"}, "not_a_date", "received", "2026-02-30"),
        ({"received": "9999-12-31"}, "not_a_date", "received", "9999-12-31"),
        ({"age": "young"}, "not_a_number", "age", "young"),
        ({"to": "brokerage"}, "unknown_option", "to", "brokerage"),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str, repeats: str) -> None:
    """What cannot be is refused with the figure that was read."""
    with pytest.raises(CalcError) as refusal:
        paid(**changed)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert repeats in refusal.value.message["zh"]
    assert repeats in refusal.value.message["en"]


MONEY = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents) / 100)


@given(MONEY, MONEY, st.integers(0, 2_000_000), st.integers(0, 100))
def test_every_dollar_is_somewhere(amount: Decimal, basis: Decimal, rolled: int, age: int) -> None:
    """What is rolled over and what stays out make the amount, and nothing is below zero."""
    put_in = min(Decimal(rolled) / 100, amount)
    told = sixty_day(
        SixtyDayInput(amount=amount, basis=basis, received=dt.date(2026, 3, 2), rolled_over=put_in, age=age)
    )
    assert told.rolled_over + told.pretax_not_rolled + told.basis_not_rolled == amount
    assert told.paid_out + told.withheld == amount
    assert min(told.pretax_not_rolled, told.basis_not_rolled, told.additional_tax, told.paid_out) >= 0
    assert told.taxable <= told.taxable_part
    assert told.additional_tax <= told.additional_tax_if_all_kept


@given(MONEY, MONEY)
def test_replacing_what_was_withheld_leaves_nothing_taxed(amount: Decimal, basis: Decimal) -> None:
    """With the withheld part added from other money, all of it is rolled over and nothing is income."""
    once = sixty_day(SixtyDayInput(amount=amount, basis=basis, received=dt.date(2026, 3, 2)))
    whole = once.paid_out + once.must_replace
    told = sixty_day(SixtyDayInput(amount=amount, basis=basis, received=dt.date(2026, 3, 2), rolled_over=whole))
    assert told.taxable == told.additional_tax == told.basis_not_rolled == 0
