"""The room for after-tax money in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from calc.errors import CalcError
from tests.unit.bot.worded import check, headlines, line_of, worded

BASE: dict[str, Any] = {"year": 2026, "age": 40, "comp": 250000, "deferral": 24500, "match": 9000}


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {},
            "After-tax room left for 2026: $38,500.",
            "2026 年还能再存 $38,500 的 after-tax。",
            "2026 年還能再存 $38,500 的 after-tax。",
        ),
        (
            {"match": 47500},
            "The overall limit for 2026 is used up: after-tax room $0.",
            "2026 年的总额度正好用满，还能存的 after-tax 是 $0。",
            "2026 年的總額度正好用滿，還能存的 after-tax 是 $0。",
        ),
        (
            {"plan_cap": 10000, "aftertax_ytd": 10000},
            "The plan's own after-tax cap is reached: room left for 2026 is $0.",
            "after-tax 已经到了 plan 自己的上限，2026 年还能存 $0。",
            "after-tax 已經到了 plan 自己的上限，2026 年還能存 $0。",
        ),
        (
            {"match": 50000, "nonelective": "2000.50"},
            "Over the whole of 2026 the total is $4,500.50 above the limit, so no after-tax room is left.",
            "按全年算，2026 年超出总上限 $4,500.50，after-tax 没有余地了。",
            "按全年算，2026 年超出總上限 $4,500.50，after-tax 沒有餘地了。",
        ),
    ],
)
def test_headlines(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Room, none of it, the plan's cap and too much are told apart in the first sentence."""
    assert headlines("room_415c", {**BASE, **changed}) == (en, zh, hant)
    check("room_415c", {**BASE, **changed})


@pytest.mark.parametrize(
    ("changed", "key", "said"),
    [
        ({}, "limited_by", "the dollar limit of 415(c)"),
        ({"comp": 50000}, "limited_by", "100% of pay"),
        ({"plan_cap": 9000}, "limited_by", "the plan's own cap"),
        ({"age": 61}, "max_catchup", "$11,250"),
        ({"plan_cap_rate": "0.1"}, "plan_cap", "$25,000"),
        ({"paychecks_left": 7}, "paycheck_amount", "$5,500"),
        ({"paychecks_left": 10, "pay_per_check": "9615.38"}, "rate_of_pay", "40.04%; in whole percents 40%"),
        ({"paychecks_left": 2, "pay_per_check": 9000}, "note", "that is more than a whole paycheck"),
        ({"paychecks_left": 0}, "note", "no paycheck is left in that year"),
    ],
)
def test_lines(changed: dict[str, Any], key: str, said: str) -> None:
    """What sets the room, catch-up, the plan's cap and the paychecks have a line each where they matter."""
    shown = worded("room_415c", {**BASE, **changed})
    line = line_of(shown, key)
    assert line is not None
    assert line.value.startswith(said)
    check("room_415c", {**BASE, **changed})


def test_what_does_not_matter_has_no_line() -> None:
    """Without paychecks, catch-up or a plan's cap nothing is said of them; over the limit nothing is spread."""
    keys = {line.key for line in worded("room_415c", BASE).lines}
    assert keys == {"limit-or-pay", "counted", "room", "limited_by"}
    keys = {line.key for line in worded("room_415c", {**BASE, "match": 60000, "paychecks_left": 3}).lines}
    assert keys == {"limit-or-pay", "counted", "over"}


def test_an_uncertain_count_is_told_with_both_ends() -> None:
    """Where the next payday is not known the label names both counts."""
    asked = {**BASE, "frequency": "biweekly", "today": "2026-11-26"}
    line = line_of(worded("room_415c", asked), "paycheck_amount-uncertain")
    assert line is not None
    assert (line.label, line.value) == ("Spread evenly, per paycheck (3 left, perhaps 2)", "$12,833.33")
    check("room_415c", asked)


def test_what_was_not_told_is_said() -> None:
    """Pay and employer money that were left out stand among the assumptions."""
    shown = worded("room_415c", {"year": 2026, "deferral": 24500}, Language.ZH)
    assert "没给全年薪酬（没看薪酬 100% 这条上限）、没给公司的钱（按 $0 算）" in shown.assumptions
    check("room_415c", {"year": 2026, "deferral": 24500, "comp": ""})  # a field left blank


MONEY = st.integers(0, 300_000).map(lambda dollars: Decimal(dollars) + Decimal("0.37"))
ROOMS = st.fixed_dictionaries(
    {"year": st.integers(2024, 2026), "deferral": st.integers(0, 24_500), "age": st.integers(0, 120)},
    optional={
        "comp": MONEY,
        "match": MONEY,
        "nonelective": MONEY,
        "aftertax_ytd": MONEY,
        "plan_cap": MONEY,
        "plan_cap_rate": st.integers(0, 100).map(lambda percent: Decimal(percent) / 100),
        "paychecks_left": st.integers(0, 53),
        "frequency": st.sampled_from(["weekly", "biweekly", "semimonthly", "monthly"]),
        "today": st.dates().map(lambda day: day.replace(year=2024).isoformat()),
        "pay_per_check": MONEY,
    },
)


@settings(max_examples=40, deadline=None)
@given(ROOMS)
def test_any_room_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is computed is worded in every language with the same figures."""
    try:
        check("room_415c", asked)
    except CalcError as refusal:
        if refusal.code not in {"missing_input", "above_limit"}:
            raise
