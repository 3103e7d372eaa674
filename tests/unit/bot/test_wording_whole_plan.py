"""A payout of the whole plan in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from tests.unit.bot.worded import check, headlines, line_of, texts_named, texts_said, worded
from tests.unit.calc.distribution_cases import DISTRIBUTIONS

PLAN = {"aftertax_basis": 30000, "aftertax_value": 24000}
GAIN = {"aftertax_basis": 10000, "aftertax_value": 12000}

HEADLINES: list[tuple[dict[str, Any], str, str, str]] = [
    (
        PLAN,
        "$0 is taxable; the plan is $6,000 below its basis, and $0 of that is deductible on the federal return.",
        "应税 $0；整个 plan 低于 basis $6,000，联邦能抵 $0。",
        "應稅 $0；整個 plan 低於 basis $6,000，聯邦能抵 $0。",
    ),
    (
        {**PLAN, "pretax_value": 1000},
        (
            "Whether $0 or $1,000 is taxable is not settled; the plan is $5,000 below its basis, "
            "and $0 of that is deductible federally."
        ),
        "应税 $0 还是 $1,000，没有定论；整个 plan 低于 basis $5,000，联邦能抵 $0。",
        "應稅 $0 還是 $1,000，沒有定論；整個 plan 低於 basis $5,000，聯邦能抵 $0。",
    ),
    (
        {**PLAN, "pretax_value": 1000, "dra_basis": 1000, "dra_value": 9000},
        "Whether $8,000 or $9,000 is taxable is not settled; the plan is not below its basis.",
        "应税 $8,000 还是 $9,000，没有定论；整个 plan 没有低于 basis。",
        "應稅 $8,000 還是 $9,000，沒有定論；整個 plan 沒有低於 basis。",
    ),
    (
        {**PLAN, "pretax_value": 60000},
        "Whether $54,000 or $60,000 is taxable is not settled.",
        "应税 $54,000 还是 $60,000，没有定论。",
        "應稅 $54,000 還是 $60,000，沒有定論。",
    ),
    (
        GAIN,
        "$2,000 is taxable; the plan is not below its basis.",
        "应税 $2,000；整个 plan 没有低于 basis。",
        "應稅 $2,000；整個 plan 沒有低於 basis。",
    ),
    (
        {**PLAN, "rolled": True},
        "Rolled over whole, $0 is taxable; of the $6,000 below basis, $0 is deductible on the federal return.",
        "整户转去别的账户，应税 $0；低于 basis 的 $6,000，联邦能抵 $0。",
        "整戶轉去別的帳戶，應稅 $0；低於 basis 的 $6,000，聯邦能抵 $0。",
    ),
    (
        {**GAIN, "rolled": True},
        "Rolled over whole, $0 is taxable.",
        "整户转去别的账户，应税 $0。",
        "整戶轉去別的帳戶，應稅 $0。",
    ),
    (
        {**PLAN, "total_cash": False},
        (
            "Not all of it is paid out in cash, so the old loss test is not met; "
            "of the $6,000 below basis, $0 is deductible."
        ),
        "没有全部取现，用不上旧的亏损规则；比 basis 少了 $6,000，联邦能抵 $0。",
        "沒有全部取現，用不上舊的虧損規則；比 basis 少了 $6,000，聯邦能抵 $0。",
    ),
    (
        {**GAIN, "total_cash": False},
        "Not all of it is paid out in cash, and the plan is not below its basis; federal deduction $0.",
        "没有全部取现，整个 plan 也没有低于 basis；联邦能抵 $0。",
        "沒有全部取現，整個 plan 也沒有低於 basis；聯邦能抵 $0。",
    ),
]
CASES = [payload for function, payload in DISTRIBUTIONS if function == "whole_plan_loss"]
CASES += [payload for payload, *_ in HEADLINES]


@pytest.mark.parametrize(("payload", "en", "zh", "hant"), HEADLINES)
def test_headlines(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Taxed and below basis or not, open, by either reading, rolled over, or not all of it paid out."""
    assert headlines("whole_plan_loss", payload) == (en, zh, hant)


@pytest.mark.parametrize("payload", CASES)
def test_every_case_can_be_said(payload: dict[str, Any]) -> None:
    """Each way through the calculation is worded in every language."""
    check("whole_plan_loss", payload)


def test_every_wording_is_reached() -> None:
    """No text of this result stands there unsaid."""
    named = texts_named(
        "headline-plan-", "state-allows", "state-denies", "one-contract", "separate-contracts", "in-plan"
    )
    assert len(named) > 12
    assert sorted(named - texts_said(("whole_plan_loss", payload) for payload in CASES)) == []


def test_readings_of_the_contract() -> None:
    """Excess basis comes off pre-tax money or does not; both figures stand in lines and readings."""
    shown = worded("whole_plan_loss", {**PLAN, "pretax_value": 60000})
    assert [scenario.key for scenario in shown.scenarios] == ["one_contract", "separate_contracts"]
    assert [scenario.lines[0].value for scenario in shown.scenarios] == ["$54,000", "$60,000"]
    assert [line.value for line in shown.lines if line.key.startswith("taxable_if")] == ["$54,000", "$60,000"]
    assert line_of(shown, "form_1099r") is None


def test_contracts_are_named_plainly() -> None:
    """Counted together or apart, with the section for those who look it up."""
    shown = worded("whole_plan_loss", {**PLAN, "pretax_value": 1000}, Language.ZH)
    titles = [scenario.title for scenario in shown.scenarios]
    assert titles == ["如果合在一起算（72(d)(2) 的一个 contract）", "如果分开算（72(d)(2) 的两个 contract）"]


def test_the_state_is_an_open_question() -> None:
    """The California figure needs an AGI, has both readings, and is said to be unconfirmed."""
    shown = worded("whole_plan_loss", {**PLAN, "federal_agi": 100000}, Language.ZH)
    state = line_of(shown, "state_ca_possible_before_itemizing_test")
    assert state is not None
    assert state.value == "$4,000"
    assert [scenario.lines[0].value for scenario in shown.scenarios] == ["$4,000", "$0"]
    assert "没查到州法写明这种亏损能抵" in shown.assumptions
    assert not shown.hint
    assert worded("whole_plan_loss", PLAN, Language.ZH).hint == "写上联邦 AGI，可以看加州也许能抵多少。"


def test_each_account_has_its_form() -> None:
    """The Roth 401(k) has a form of its own, and both are total distributions."""
    shown = worded("whole_plan_loss", {**PLAN, "dra_basis": 5000, "dra_value": 6000, "age": 62})
    forms = {line.key: line.value for line in shown.lines if line.key.startswith("form_1099r")}
    assert forms == {
        "form_1099r": "box 1 $24,000 · box 2a $0 · box 5 $30,000 · code 7 · total distribution ticked",
        "form_1099r-roth-account": "box 1 $6,000 · box 2a $1,000 · box 5 $5,000 · code 7B · total distribution ticked",
    }


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100) | st.sampled_from([Decimal(0), Decimal(9000)])


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {"aftertax_basis": MONEY, "aftertax_value": MONEY},
        optional={
            "pretax_value": MONEY,
            "dra_basis": MONEY,
            "dra_value": MONEY,
            "total_cash": st.booleans(),
            "rolled": st.booleans(),
            "tax_year": st.just(2026),
            "federal_agi": MONEY,
            "age": st.integers(0, 120),
        },
    )
)
def test_any_payout_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is in the plan and whatever is done with it is worded in every language with the same figures."""
    check("whole_plan_loss", asked)
