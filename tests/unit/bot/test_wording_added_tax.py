"""What a conversion adds to federal and state tax, in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from calc.errors import CalcError
from calc.tables import state_addon
from tests.unit.bot.worded import check, headlines, line_of, worded

SINGLE: dict[str, Any] = {"year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}
FAMILY: dict[str, Any] = {"year": 2026, "status": "mfj", "wages": 405000, "taxable_conversion": 8000, "kids": 2}
STATE: dict[str, Any] = {**SINGLE, "state": "CA"}


@pytest.mark.parametrize(
    ("function", "asked", "en", "zh", "hant"),
    [
        (
            "federal_increment",
            SINGLE,
            "Estimate: the conversion adds about $1,920 to federal tax for 2026.",
            "估算：这笔转换让 2026 年的联邦税大约多 $1,920。",
            "估算：這筆轉換讓 2026 年的聯邦稅大約多 $1,920。",
        ),
        (
            "federal_increment",
            {**SINGLE, "wages": 5000},
            "Estimate: the conversion adds nothing to federal tax for 2026 ($0).",
            "估算：这笔转换不增加 2026 年的联邦税（$0）。",
            "估算：這筆轉換不增加 2026 年的聯邦稅（$0）。",
        ),
        (
            "federal_increment_with_ctc",
            FAMILY,
            "Estimate: federal tax for 2026 rises by about $2,320, of which $400 is child tax credit lost.",
            "估算：2026 年的联邦税大约多 $2,320，其中少拿的 child tax credit 是 $400。",
            "估算：2026 年的聯邦稅大約多 $2,320，其中少拿的 child tax credit 是 $400。",
        ),
        (
            "federal_increment_with_ctc",
            {**FAMILY, "wages": 300000},
            "Estimate: the conversion adds about $1,920 to federal tax for 2026.",
            "估算：这笔转换让 2026 年的联邦税大约多 $1,920。",
            "估算：這筆轉換讓 2026 年的聯邦稅大約多 $1,920。",
        ),
        (
            "state_addon",
            STATE,
            "Estimate: CA tax of about $744.",
            "估算：CA 的州税约 $744。",
            "估算：CA 的州稅約 $744。",
        ),
        (
            "state_addon",
            {**STATE, "state": "PA"},
            "Estimate: PA tax of about $0, or about $245.60 if the state sees a 401(k) distribution.",
            "估算：PA 的州税约 $0；如果当成 401(k) 取款，约 $245.60。",
            "估算：PA 的州稅約 $0；如果當成 401(k) 取款，約 $245.60。",
        ),
        (
            "state_addon",
            {**STATE, "state": "il"},
            "Estimate: IL probably adds no tax ($0).",
            "估算：IL 大概不收州税（$0）。",
            "估算：IL 大概不收州稅（$0）。",
        ),
        (
            "state_addon",
            {**STATE, "state": "MS"},
            "Estimate: MS may add no tax ($0), but that is unconfirmed.",
            "估算：MS 也许不收州税（$0），但没有核实。",
            "估算：MS 也許不收州稅（$0），但沒有核實。",
        ),
        (
            "state_addon",
            {**STATE, "state": "MN"},
            "Estimate: MN tax of about $628, a doubtful figure.",
            "估算：MN 的州税约 $628，这个数不太可靠。",
            "估算：MN 的州稅約 $628，這個數不太可靠。",
        ),
        (
            "state_addon",
            {"state": "TX", "year": 2026, "taxable_conversion": 8000},
            "TX has no income tax on this: state tax $0.",
            "TX 没有这种所得税，州税 $0。",
            "TX 沒有這種所得稅，州稅 $0。",
        ),
        (
            "state_addon",
            {"rate": "0.093", "taxable_conversion": 8000},
            "At a state rate of 9.3% the state tax is $744.",
            "按 9.3% 的州税率，州税 $744。",
            "按 9.3% 的州稅率，州稅 $744。",
        ),
    ],
)
def test_headlines(function: str, asked: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """An estimate is called one; nothing added, credit lost and a state without the tax are told apart."""
    assert headlines(function, asked) == (en, zh, hant)
    check(function, asked)


def test_a_conversion_of_nothing_says_nothing_about_the_state() -> None:
    """Where nothing is taxable the tax is 0, and the state is not said to be free of it."""
    assert worded("state_addon", {**STATE, "taxable_conversion": 0}).headline == "Estimate: CA tax of about $0."


def test_the_household_is_repeated() -> None:
    """What was taken in stands first, on one line."""
    asked = {**FAMILY, "status": "qss", "wages": 210000, "interest": 900, "salt_paid": 1, "other_item": "2.50"}
    said = {Language.EN: "", Language.ZH: ""}
    for language in said:
        household = line_of(worded("federal_increment_with_ctc", asked, language), "household")
        assert household is not None
        said[language] = household.value
    assert said[Language.EN] == (
        "tax year 2026 · wages and the like $210,000 · investment income $900 · SALT $1 · "
        "other itemized deductions $2.50 · children under 17: 2 · qualifying surviving spouse"
    )
    assert said[Language.ZH] == (
        "2026 税年 · 工资等收入 $210,000 · 利息等投资收入 $900 · SALT $1 · "
        "其他列举扣除 $2.50 · 17 岁以下的孩子 2 个 · 符合条件的丧偶者（QSS）"
    )


@pytest.mark.parametrize(
    ("function", "asked", "shown", "not_shown"),
    [
        ("federal_increment", SINGLE, {"ti_before", "ti_after", "add_income_tax"}, {"add_niit", "add_total"}),
        ("federal_increment", {**SINGLE, "tax": "tax_table", "wages": 90000}, {"tax_before", "tax_after"}, set()),
        (
            "federal_increment",
            {**SINGLE, "wages": 196000, "interest": 9000},
            {"add_niit", "add_total"},
            {"deduction_before", "ctc_lost"},
        ),
        (
            "federal_increment",
            {**SINGLE, "wages": 510000, "salt_paid": 60000},
            {"deduction_before", "deduction_after"},
            set(),
        ),
        ("federal_increment", {**SINGLE, "salt_paid": 60000}, {"deduction_before"}, {"deduction_after"}),
        ("federal_increment", {**SINGLE, "wages": 700000, "other_item": 9}, {"deduction_before"}, {"deduction_after"}),
        ("federal_increment_with_ctc", FAMILY, {"ctc_lost", "add_total"}, {"add_niit"}),
        ("federal_increment_with_ctc", {**FAMILY, "kids": 0}, {"ctc_lost"}, {"add_total"}),
        ("state_addon", STATE, {"state", "sample_wages", "state_tax"}, {"state_tax_if_distribution"}),
        (
            "state_addon",
            {**STATE, "state": "PA"},
            {"state_tax-conversion", "state_tax_if_distribution"},
            {"state_tax"},
        ),
        ("state_addon", {**STATE, "rate": 0}, {"state_tax"}, {"state", "sample_wages"}),
    ],
)
def test_lines(function: str, asked: dict[str, Any], shown: set[str], not_shown: set[str]) -> None:
    """What adds something has a line, and what does not apply has none."""
    keys = {line.key for line in worded(function, asked).lines}
    assert shown <= keys
    assert not keys & not_shown
    check(function, asked)


@pytest.mark.parametrize(
    ("function", "asked", "said"),
    [
        ("federal_increment", SINGLE, "standard deduction, state tax not counted"),
        ("federal_increment", {**SINGLE, "other_item": 0}, "the larger of standard and itemized deductions"),
        ("federal_increment", {**SINGLE, "interest": 1}, "investment income taxed like interest"),
        ("federal_increment", {**SINGLE, "wages": 90000}, "not looked up in the Tax Table with its $50 rows"),
        ("federal_increment", {**SINGLE, "wages": 30000}, "such as the EITC"),
        ("federal_increment", {**SINGLE, "wages": 510000, "salt_paid": 60000}, "the SALT cap shrinks with income"),
        ("federal_increment", {**SINGLE, "status": "hoh", "salt_paid": 39000}, "AMT not counted"),
        ("state_addon", {**STATE, "state": "MN"}, "the sample figure for this state is doubtful"),
        ("state_addon", STATE, "by a sample household's marginal rate"),
        ("state_addon", {**STATE, "rate": 0}, "the state rate you gave"),
    ],
)
def test_what_is_assumed(function: str, asked: dict[str, Any], said: str) -> None:
    """The deduction taken and whatever may make the true figure another one is said under the figures."""
    assert said in worded(function, asked).assumptions


MONEY = st.integers(0, 90_000_000).map(lambda cents: Decimal(cents) / 100)
HOUSEHOLDS = st.fixed_dictionaries(
    {
        "year": st.sampled_from([2024, 2025, 2026]),
        "status": st.sampled_from(["single", "mfj", "mfs", "hoh", "qss"]),
        "wages": MONEY,
        "taxable_conversion": MONEY,
    },
    optional={"interest": MONEY, "salt_paid": MONEY, "other_item": MONEY},
)


@settings(max_examples=40, deadline=None)
@given(HOUSEHOLDS, st.sampled_from([None, "schedule", "tax_table"]))
def test_any_federal_increment_can_be_said(asked: dict[str, Any], tax: str | None) -> None:
    """Whatever is computed is worded in every language with the same figures."""
    check("federal_increment", {**asked, "tax": tax})


@settings(max_examples=30, deadline=None)
@given(HOUSEHOLDS, st.integers(0, 20))
def test_any_increment_with_children_can_be_said(asked: dict[str, Any], kids: int) -> None:
    """The same with children, where it is computed at all."""
    try:
        check("federal_increment_with_ctc", {**asked, "kids": kids})
    except CalcError as refusal:
        if refusal.code != "credits_move":
            raise


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sorted(state_addon().percent[2026])),
    st.sampled_from([2025, 2026]),
    st.sampled_from([("single", 150000), ("mfj", 280000), ("mfj", 300000), ("hoh", 120000)]),
    st.integers(0, 15_000),
    st.none() | st.integers(0, 1000).map(lambda mills: Decimal(mills) / 1000),
)
def test_any_state_can_be_said(
    state: str, year: int, household: tuple[str, int], amount: int, rate: Decimal | None
) -> None:
    """Every state of the table is worded, and so is a rate of one's own."""
    status, wages = household
    asked = {"state": state, "year": year, "status": status, "wages": wages, "taxable_conversion": amount}
    try:
        check("state_addon", {**asked, "rate": rate})
    except CalcError as refusal:
        if refusal.code != "no_state_estimate":
            raise
