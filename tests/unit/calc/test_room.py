"""How much after-tax money still fits in, by law, by the plan, and paycheck by paycheck."""

from typing import Any

import pytest

from calc.errors import CalcError
from calc.functions import run

BASE: dict[str, Any] = {"year": 2026, "age": 40, "comp": 250000, "deferral": 24500, "match": 9000}


def room(**changed: Any) -> dict[str, Any]:
    return run("room_415c", {**BASE, **changed}).to_json()


def refused(**changed: Any) -> CalcError:
    with pytest.raises(CalcError) as refusal:
        room(**changed)
    return refusal.value


@pytest.mark.parametrize(
    ("year", "age", "catchup", "limit", "most"),
    [
        (2024, 49, 0, "69000.00", "0.00"),
        (2024, 50, 7500, "69000.00", "7500.00"),
        (2024, 61, 7500, "69000.00", "7500.00"),  # nothing higher at 60 to 63 before 2025
        (2025, 59, 7500, "70000.00", "7500.00"),
        (2025, 60, 11250, "70000.00", "11250.00"),
        (2025, 63, 11250, "70000.00", "11250.00"),
        (2025, 64, 7500, "70000.00", "7500.00"),
        (2026, 50, 8000, "72000.00", "8000.00"),
        (2026, "63", 11250, "72000.00", "11250.00"),
        (2026, 64, 8000, "72000.00", "8000.00"),
        (2020, 50, 6500, "57000.00", "6500.00"),
    ],
)
def test_limits_by_year_and_age(year: int, age: object, catchup: int, limit: str, most: str) -> None:
    """The limit is that of the year, catch-up that of the age at its end, and catch-up uses no room."""
    told = room(year=year, age=age, deferral=19500, catchup=catchup)
    assert (told["limit"], told["max_catchup"]) == (limit, most)
    assert told["counted"] == "28500.00"
    assert told["room"] == room(year=year, age=age, deferral=19500)["room"]


@pytest.mark.parametrize(
    ("changed", "figures", "by"),
    [
        ({}, ("72000.00", "33500.00", "38500.00", "0.00"), "dollar_limit"),
        ({"match": 47500}, ("72000.00", "72000.00", "0.00", "0.00"), "dollar_limit"),  # full to the dollar
        ({"match": "47500.01"}, ("72000.00", "72000.01", "0.00", "0.01"), "dollar_limit"),
        ({"aftertax_ytd": 38499}, ("72000.00", "71999.00", "1.00", "0.00"), "dollar_limit"),
        ({"nonelective": 6000, "aftertax_ytd": 30000}, ("72000.00", "69500.00", "2500.00", "0.00"), "dollar_limit"),
        ({"comp": 50000}, ("50000.00", "33500.00", "16500.00", "0.00"), "pay"),  # 100 % of pay
        ({"comp": 72000}, ("72000.00", "33500.00", "38500.00", "0.00"), "dollar_limit"),
        ({"comp": "71999.99"}, ("71999.99", "33500.00", "38499.99", "0.00"), "pay"),
        ({"comp": 30000}, ("30000.00", "33500.00", "0.00", "3500.00"), "pay"),
        ({"comp": 0, "deferral": 0, "match": 0}, ("0.00", "0.00", "0.00", "0.00"), "pay"),
        ({"plan_cap": 10000}, ("72000.00", "33500.00", "10000.00", "0.00"), "plan_cap"),
        ({"plan_cap": 10000, "aftertax_ytd": 4000}, ("72000.00", "37500.00", "6000.00", "0.00"), "plan_cap"),
        ({"plan_cap": 10000, "aftertax_ytd": 12000}, ("72000.00", "45500.00", "0.00", "0.00"), "plan_cap"),
        ({"plan_cap": 50000}, ("72000.00", "33500.00", "38500.00", "0.00"), "dollar_limit"),
        ({"plan_cap_rate": "0.1"}, ("72000.00", "33500.00", "25000.00", "0.00"), "plan_cap"),
        # a plan counts no more pay than the limit of section 401(a)(17): 360,000 in 2026
        ({"plan_cap_rate": "0.1", "comp": 400000}, ("72000.00", "33500.00", "36000.00", "0.00"), "plan_cap"),
        ({"plan_cap_rate": "0.1", "plan_cap": 9000}, ("72000.00", "33500.00", "9000.00", "0.00"), "plan_cap"),
    ],
)
def test_what_is_left(changed: dict[str, Any], figures: tuple[str, ...], by: str) -> None:
    """The lower of dollar limit and pay, less what counts, capped by the plan, and never below zero."""
    told = room(**changed)
    assert [told[name] for name in ("limit", "counted", "room", "over")] == list(figures)
    assert told["limited_by"] == by


def test_what_is_not_told_is_said() -> None:
    """Pay, age and employer money may be left out; the answer says what it then took for granted."""
    told = run("room_415c", {"year": 2026, "deferral": 24500}).to_json()
    assert (told["room"], told["max_catchup"], told["per_paycheck"]) == ("47500.00", None, None)
    assert told["cautions"] == ["whole_year_figures", "pay_not_given", "employer_money_not_given"]
    assert room()["cautions"] == ["whole_year_figures"]
    assert room(match=None, nonelective=0)["cautions"] == ["whole_year_figures"]
    assert "plan_defines_pay" in room(plan_cap_rate="0.1")["cautions"]


@pytest.mark.parametrize(
    ("changed", "code", "field", "repeats"),
    [
        ({"deferral": "24500.01"}, "above_limit", "deferral", "$24,500.01"),
        ({"deferral": 32500, "age": 52}, "above_limit", "deferral", "catchup"),
        ({"catchup": 1}, "above_limit", "catchup", "$0"),
        ({"catchup": 8001, "age": 50}, "above_limit", "catchup", "$8,000"),
        ({"catchup": 11250, "age": 64}, "above_limit", "catchup", "$8,000"),
        ({"catchup": 11250, "age": 61, "year": 2024, "deferral": 23000}, "above_limit", "catchup", "$7,500"),
        ({"catchup": 8000, "age": 50, "comp": 32000}, "above_limit", "comp", "$32,500"),
        ({"catchup": 8000, "age": None}, "missing_input", "age", "age"),
        ({"plan_cap_rate": "0.1", "comp": None}, "missing_input", "comp", "comp"),
        ({"year": 2027}, "unsupported_year", None, "2027"),
        ({"age": "old"}, "not_a_number", "age", "old"),
        ({"age": 121}, "number_out_of_range", "age", "121"),
        ({"paychecks_left": "2.5"}, "not_a_number", "paychecks_left", "2.5"),
        ({"paychecks_left": 54}, "number_out_of_range", "paychecks_left", "53"),
        ({"frequency": "weekly"}, "missing_input", "today", "today"),
        ({"frequency": "daily", "today": "2026-11-26"}, "unknown_option", "frequency", "daily"),
        ({"frequency": "weekly", "today": "2027-01-01"}, "outside_year", "today", "2027-01-01"),
        ({"frequency": "weekly", "today": "soon"}, "not_a_date", "today", "soon"),
        ({"pay_dates_left": ["2026-12-18", "2027-01-01"]}, "outside_year", "pay_dates_left", "2027-01-01"),
        ({"pay_dates_left": "2026-12-18"}, "bad_rows", "pay_dates_left", "2026-12-18"),
        ({"pay_dates_left": ["18.12."]}, "not_a_date", "pay_dates_left", "18.12."),
        (
            {"frequency": "weekly", "today": "2026-11-26", "next_payday": "2026-11-25"},
            "dates_out_of_order",
            "next_payday",
            "2026-11-25",
        ),
    ],
)
def test_refusals(changed: dict[str, Any], code: str, field: str | None, repeats: str) -> None:
    """What is above a limit, missing or unreadable is refused with what to mend."""
    error = refused(**changed)
    assert (error.code, error.field) == (code, field)
    assert repeats in error.message["zh"]
    assert repeats in error.message["en"]


def test_the_deferral_limit_itself_is_fine() -> None:
    """Deferrals and catch-up exactly at their limits are accepted."""
    assert room(deferral=24500, age=50, catchup=8000, comp=72500)["room"] == "38500.00"
    assert room(deferral=24500, age=50, catchup=8000, comp=32500)["limit"] == "32500.00"


def test_per_paycheck_rounds_down() -> None:
    """Each paycheck gets the same cents, and what they leave over is named."""
    each = room(paychecks_left=7)["per_paycheck"]
    assert each == {
        "paychecks": 7,
        "paychecks_at_least": 7,
        "amount": "5500.00",
        "remainder": "0.00",
        "rate_of_pay": None,
        "whole_rate_of_pay": None,
        "remainder_at_whole_rate": None,
    }
    assert room(paychecks_left=3)["per_paycheck"]["amount"] == "12833.33"
    assert room(paychecks_left=3)["per_paycheck"]["remainder"] == "0.01"


def test_percent_of_pay() -> None:
    """The percent is rounded down, to a hundredth and to a whole one, and never exceeds the paycheck."""
    each = room(paychecks_left=4, pay_per_check="9615.38")["per_paycheck"]
    assert (each["amount"], each["rate_of_pay"], each["whole_rate_of_pay"]) == ("9625.00", "1.0000", "1.00")
    assert "pay_too_small" in room(paychecks_left=4, pay_per_check="9615.38")["cautions"]
    each = room(paychecks_left=10, pay_per_check="9615.38")["per_paycheck"]
    assert (each["amount"], each["rate_of_pay"], each["whole_rate_of_pay"]) == ("3850.00", "0.4004", "0.40")
    assert each["remainder_at_whole_rate"] == "38.50"  # 38,500 less ten times 3,846.15
    assert "pay_too_small" not in room(paychecks_left=4, pay_per_check=9625)["cautions"]


def test_no_paycheck_left() -> None:
    """With no payday left in the year everything is left over, and it is said."""
    told = room(paychecks_left=0, pay_per_check=9000)
    assert (told["per_paycheck"]["amount"], told["per_paycheck"]["remainder"]) == ("0.00", "38500.00")
    assert "no_paycheck_left" in told["cautions"]
    assert [step["key"] for step in told["steps"]][-1] == "remainder"


def test_ways_to_say_the_paychecks() -> None:
    """A count goes before dates, dates before a frequency; dates before today and doubles do not count."""
    dates = ["2026-12-04", "12/18/2026", "2026年12月18日"]
    assert room(pay_dates_left=dates)["per_paycheck"]["paychecks"] == 2
    assert room(pay_dates_left=dates, today="2026-12-05")["per_paycheck"]["paychecks"] == 1
    assert room(pay_dates_left=dates, frequency="weekly")["per_paycheck"]["paychecks"] == 2
    assert room(pay_dates_left=dates, paychecks_left=5)["per_paycheck"]["paychecks"] == 5
    assert room(pay_dates_left=[])["per_paycheck"]["paychecks"] == 0


def test_an_unknown_payday_is_said() -> None:
    """Without the next payday the count is uncertain by one and computed with the higher; with it, certain."""
    told = room(frequency="biweekly", today="2026-11-26")
    assert (told["per_paycheck"]["paychecks"], told["per_paycheck"]["paychecks_at_least"]) == (3, 2)
    assert "payday_not_known" in told["cautions"]
    told = room(frequency="biweekly", today="2026-11-26", next_payday="2026-12-04")
    assert (told["per_paycheck"]["paychecks"], told["per_paycheck"]["paychecks_at_least"]) == (2, 2)
    assert "payday_not_known" not in told["cautions"]


def test_the_limit_cites_the_notice_of_its_year() -> None:
    """The dollar limit traces to the announcement of that year, beside the Code."""
    for year, notice in ((2024, "notice-2023-75"), (2025, "notice-2024-80"), (2026, "notice-2025-67")):
        step = next(step for step in room(year=year, deferral=0)["steps"] if step["key"] == "limit")
        assert {place["src"] for place in step["authorities"]} == {"irc-415", notice}
