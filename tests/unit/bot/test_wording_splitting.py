"""A split distribution and Form 8606 in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from tests.unit.bot.worded import check, headlines, line_of, texts_named, texts_said, worded
from tests.unit.calc.distribution_cases import DISTRIBUTIONS

MOST_LINES = 13  # a form for each of three destinations
WHOLE = {"pretax": 2000, "aftertax": 10000}

MORE: list[tuple[str, dict[str, Any]]] = [
    ("split", {**WHOLE, "cash": 12000}),
    ("form8606", {"prior_basis": 7000, "year_end_value": 9000, "conversion": 0}),
    ("form8606", {"year_end_value": 9000, "conversion": 3000}),
]
CASES = [(function, payload) for function, payload in DISTRIBUTIONS if function in {"split", "form8606"}] + MORE


@pytest.mark.parametrize(
    ("payload", "en", "zh", "hant"),
    [
        (
            {**WHOLE, "direct_trad": 2000, "direct_roth": 10000},
            "Split this way, $0 is taxable this year; all $10,000 going to the Roth IRA is after-tax money.",
            "这样分，今年应税 $0；进 Roth IRA 的 $10,000 全是 after-tax。",
            "這樣分，今年應稅 $0；進 Roth IRA 的 $10,000 全是 after-tax。",
        ),
        (
            {**WHOLE, "direct_trad": 2000, "cash": 10000},
            "Split this way, $0 is taxable this year.",
            "这样分，今年应税 $0。",
            "這樣分，今年應稅 $0。",
        ),
        (
            {**WHOLE, "direct_roth": 12000},
            "Split this way, $2,000 is taxable this year: that much of the Roth IRA money is pre-tax.",
            "这样分，今年应税 $2,000：进 Roth IRA 的钱里有这么多 pre-tax。",
            "這樣分，今年應稅 $2,000：進 Roth IRA 的錢裡有這麼多 pre-tax。",
        ),
        (
            {**WHOLE, "cash": 12000},
            "Split this way, $2,000 is taxable this year: that much of the cash you keep is pre-tax.",
            "这样分，今年应税 $2,000：留下的现金里有这么多 pre-tax。",
            "這樣分，今年應稅 $2,000：留下的現金裡有這麼多 pre-tax。",
        ),
        (
            {**WHOLE, "direct_roth": 1500, "cash": 10500},
            (
                "Split this way, $2,000 is taxable this year: "
                "$1,500 pre-tax into the Roth IRA and $500 pre-tax kept in cash."
            ),
            "这样分，今年应税 $2,000：进 Roth IRA 的 pre-tax $1,500，留成现金的 pre-tax $500。",
            "這樣分，今年應稅 $2,000：進 Roth IRA 的 pre-tax $1,500，留成現金的 pre-tax $500。",
        ),
    ],
)
def test_headlines_of_a_split(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Nothing is taxed, or where the pre-tax money went that is."""
    assert headlines("split", payload) == (en, zh, hant)
    check("split", payload, MOST_LINES)


@pytest.mark.parametrize(
    ("payload", "en", "zh", "hant"),
    [
        (
            {"nondeductible": 7500, "year_end_value": 4500, "conversion": 7500},
            "Of the $7,500 converted, $2,812.50 is taxable and $4,687.50 is tax-free.",
            "转换的 $7,500 里，应税 $2,812.50，免税 $4,687.50。",
            "轉換的 $7,500 裡，應稅 $2,812.50，免稅 $4,687.50。",
        ),
        (
            {"nondeductible": 7000, "year_end_value": 0, "conversion": 7000},
            "All $7,000 converted is basis, so $0 is taxable.",
            "转换的 $7,000 全是 basis，应税 $0。",
            "轉換的 $7,000 全是 basis，應稅 $0。",
        ),
        (
            {"nondeductible": 7000, "year_end_value": 7000, "conversion": 0},
            "Nothing was converted, so $0 is taxable; $7,000 of basis goes on to later years.",
            "今年没有转换，应税 $0；留到以后的 basis 是 $7,000。",
            "今年沒有轉換，應稅 $0；留到以後的 basis 是 $7,000。",
        ),
        (
            {"prior_basis": 7000, "year_end_value": 0, "conversion": 6500},
            "$0 is taxable; $500 of basis is left over, and no line of Form 8606 carries it on.",
            "应税 $0；$500 basis 没用完，8606 表上没有一行接着记。",
            "應稅 $0；$500 basis 沒用完，8606 表上沒有一行接著記。",
        ),
    ],
)
def test_headlines_of_form_8606(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Part is taxable, nothing is, nothing was converted, or basis is left over that no line carries."""
    assert headlines("form8606", payload) == (en, zh, hant)
    check("form8606", payload)


@pytest.mark.parametrize(("function", "payload"), CASES)
def test_every_case_can_be_said(function: str, payload: dict[str, Any]) -> None:
    """Each way through the calculations is worded in every language."""
    check(function, payload, MOST_LINES)


def test_every_wording_is_reached() -> None:
    """No text of these results stands there unsaid."""
    named = texts_named("headline-parts-", "headline-8606-", "part-one", "ira-basis-", "line1", "distributed", "filled")
    assert len(named) > 15
    assert sorted(named - texts_said(CASES)) == []


def test_only_parts_that_have_money_are_shown() -> None:
    """Each part of a split with money has its line, with the working; then what is due, and the forms last."""
    shown = worded("split", {**WHOLE, "direct_trad": 1000, "direct_roth": 500, "cash": 10500, "age": 40})
    keys = [line.key for line in shown.lines]
    assert keys == [
        "distributed",
        "trad_pretax",
        "roth_pretax",
        "cash_pretax",
        "cash_aftertax",
        "taxable_now",
        "withheld",
        "additional_tax",
        "form_1099r-trad",
        "form_1099r-roth",
        "form_1099r-cash",
        "form_1040",
    ]
    cash = line_of(shown, "form_1099r-cash")
    assert cash is not None
    assert cash.value == "box 1 $10,500 · box 2a $500 · box 5 $10,000 · code 1"


def test_without_an_age_the_code_is_open() -> None:
    """The form for cash shows no code, and the hint asks for the age where the 10 % may apply."""
    shown = worded("split", {**WHOLE, "cash": 12000}, Language.ZH)
    cash = line_of(shown, "form_1099r-cash")
    assert cash is not None
    assert cash.value == "Box 1 $12,000 · Box 2a $2,000 · Box 5 $10,000 · code 不定"
    assert shown.hint == "写上年龄，可以看有没有 10% 的提前取款税。"
    assert not worded("split", {**WHOLE, "cash": 12000, "age": 40}).hint
    assert not worded("split", {**WHOLE, "direct_trad": 2000, "cash": 10000}).hint


def test_form_8606_is_shown_by_its_lines() -> None:
    """The lines have their numbers; without Part I the tax-free part is line 17 and there is no ratio."""
    with_part_one = worded("form8606", {"nondeductible": 7500, "year_end_value": 4500, "conversion": 7500})
    assert [line.key for line in with_part_one.lines] == [
        "filled",
        "line3",
        "line9",
        "line10",
        "line11",
        "line18",
        "line14",
        "part-one",
    ]
    ratio = line_of(with_part_one, "line10")
    assert ratio is not None
    assert (ratio.working, ratio.value) == ("min(7,500 ÷ 12,000, 1.000)", "0.625")
    without = worded("form8606", {"year_end_value": 9000, "conversion": 3000})
    assert [line.key for line in without.lines] == ["filled", "line3", "line17", "line18", "basis_forward", "part-one"]
    assert without.lines[-1].value == "not needed"


def test_leftover_ira_basis_has_two_readings() -> None:
    """Basis that no line of the form carries counts later or does not."""
    kept, gone = worded("form8606", {"prior_basis": 7000, "year_end_value": 0, "conversion": 6500}).scenarios
    assert [kept.key, gone.key] == ["ira_basis_kept", "ira_basis_gone"]
    assert [kept.lines[0].value, gone.lines[0].value] == ["$500", "$0"]


CENTS = st.integers(0, 10**8)


@settings(max_examples=40, deadline=None)
@given(st.tuples(CENTS, CENTS, CENTS), CENTS, CENTS, st.none() | st.integers(0, 120))
def test_any_split_can_be_said(parts: tuple[int, int, int], pretax: int, again: int, age: int | None) -> None:
    """Whatever goes where, it is worded in every language with the same figures."""
    trad, roth, cash = (Decimal(part) / 100 for part in parts)
    whole = trad + roth + cash
    asked = {
        "pretax": min(whole, Decimal(pretax) / 100),
        "aftertax": whole - min(whole, Decimal(pretax) / 100),
        "direct_trad": trad,
        "direct_roth": roth,
        "cash": cash,
        "rollover60_trad": min(cash, Decimal(again) / 100),
        "age": age,
    }
    check("split", asked, MOST_LINES)


MONEY = CENTS.map(lambda cents: Decimal(cents) / 100) | st.sampled_from([Decimal(0), Decimal(7000)])


@settings(max_examples=60, deadline=None)
@given(MONEY, MONEY, MONEY, MONEY)
def test_any_form_8606_can_be_said(new: Decimal, prior: Decimal, balance: Decimal, converted: Decimal) -> None:
    """Whatever is filled in, the form is worded in every language with the same figures."""
    asked = {"nondeductible": new, "prior_basis": prior, "year_end_value": balance, "conversion": converted}
    check("form8606", asked)


def test_a_contribution_above_the_limit_is_told_beside_the_lines() -> None:
    """It may well be the basis of several years, and that belongs on line 2."""
    asked = {"nondeductible": 70000, "year_end_value": 0, "conversion": 70000}
    shown = worded("form8606", asked, Language.ZH)
    note = line_of(shown, "note")
    assert note is not None
    assert note.value == "第 1 行比一年的 IRA 缴款上限还高（以前年度的 basis 填第 2 行）"
    assert note.value not in shown.assumptions
    check("form8606", asked)
