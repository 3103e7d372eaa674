"""Money out of a Roth 401(k) and out of a Roth IRA in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from calc.errors import CalcError
from tests.unit.bot.worded import check, headlines, line_of, texts_named, texts_said, worded
from tests.unit.calc.distribution_cases import DISTRIBUTIONS

FUNCTIONS = {"roth401k_rollover", "roth401k_distribution", "roth_ira_distribution"}
LOSS = {"basis": 23000, "value": 20000}
GAIN = {"basis": 18000, "value": 24000}
KEPT = {"basis": 11000, "value": 14000, "amount": 2000, "direct": False, "whole": True}
IRA = {"value": 18700, "amount": 9000, "age": 40, "year": 2026}
CASES = [(function, payload) for function, payload in DISTRIBUTIONS if function in FUNCTIONS]
CASES += [
    ("roth401k_distribution", {"basis": 9000, "value": 9000, "age": 40}),
    ("roth_ira_distribution", {**IRA, "regular": 9000}),
]


@pytest.mark.parametrize(
    ("payload", "en", "zh", "hant"),
    [
        (
            GAIN,
            "$0 is taxable; your Roth IRA basis grows by $18,000.",
            "应税 $0；Roth IRA 的 basis 增加 $18,000。",
            "應稅 $0；Roth IRA 的 basis 增加 $18,000。",
        ),
        (
            LOSS,
            "$0 is taxable; whether your Roth IRA basis grows by $23,000 or $20,000 is not settled.",
            "应税 $0；Roth IRA 的 basis 增加 $23,000 还是 $20,000，没有定论。",
            "應稅 $0；Roth IRA 的 basis 增加 $23,000 還是 $20,000，沒有定論。",
        ),
        (
            {**KEPT, "age": 40},
            "$1,000 is taxable, plus a 10% additional tax of $100; your Roth IRA basis grows by $0.",
            "应税 $1,000，另加 10% 的提前取款税 $100；Roth IRA 的 basis 增加 $0。",
            "應稅 $1,000，另加 10% 的提前取款稅 $100；Roth IRA 的 basis 增加 $0。",
        ),
    ],
)
def test_headlines_of_a_rollover(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """What is taxed and what basis the Roth IRA gains, or that the latter is open."""
    assert headlines("roth401k_rollover", payload) == (en, zh, hant)
    check("roth401k_rollover", payload)


@pytest.mark.parametrize(
    ("payload", "en", "zh", "hant"),
    [
        (
            {**GAIN, "amount": 6000, "age": 40},
            "$6,000 paid out: $1,500 is taxable, plus a 10% additional tax of $150.",
            "取 $6,000：应税 $1,500，另加 10% 的提前取款税 $150。",
            "取 $6,000：應稅 $1,500，另加 10% 的提前取款稅 $150。",
        ),
        (
            {**GAIN, "amount": 6000, "age": 61},
            "$6,000 paid out: $1,500 is taxable, without the 10% additional tax.",
            "取 $6,000：应税 $1,500，没有 10% 的提前取款税。",
            "取 $6,000：應稅 $1,500，沒有 10% 的提前取款稅。",
        ),
        (
            {**GAIN, "age": 61, "qualified": True},
            "A qualified distribution: all $24,000 is tax-free.",
            "取款是 qualified 的，$24,000 全部不交税。",
            "取款是 qualified 的，$24,000 全部不交稅。",
        ),
        (
            {"basis": 9000, "value": 9000, "age": 40},
            "$9,000 paid out: $0 is taxable.",
            "取 $9,000：应税 $0。",
            "取 $9,000：應稅 $0。",
        ),
        (
            {**LOSS, "age": 40},
            "$20,000 paid out: $0 is taxable; $3,000 of basis was not recovered.",
            "取 $20,000：应税 $0；$3,000 basis 没拿回来。",
            "取 $20,000：應稅 $0；$3,000 basis 沒拿回來。",
        ),
    ],
)
def test_headlines_of_cash(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Taxed with or without the 10 %, qualified, neither gain nor loss, or a loss."""
    assert headlines("roth401k_distribution", payload) == (en, zh, hant)
    check("roth401k_distribution", payload)


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {"regular": 9000},
            "$9,000 taken out: $0 is taxable, and the 10% additional tax does not apply.",
            "取 $9,000：应税 $0，也没有 10% 的提前取款税。",
            "取 $9,000：應稅 $0，也沒有 10% 的提前取款稅。",
        ),
        (
            {"regular": 7000, "conversions": [[2024, 200, 10000]]},
            (
                "$9,000 taken out: $0 is taxable; "
                "$200 that was taxed at a conversion within five years bears a 10% additional tax of $20."
            ),
            "取 $9,000：应税 $0；五年内转换、当时应税的 $200 要交 10% 的提前取款税 $20。",
            "取 $9,000：應稅 $0；五年內轉換、當時應稅的 $200 要交 10% 的提前取款稅 $20。",
        ),
        (
            {"regular": 7000},
            "$9,000 taken out: $2,000 of earnings is taxable, and the 10% additional tax is $200.",
            "取 $9,000：earnings 应税 $2,000，10% 的提前取款税 $200。",
            "取 $9,000：earnings 應稅 $2,000，10% 的提前取款稅 $200。",
        ),
        (
            {"regular": 7000, "age": 60},
            "$9,000 taken out: $2,000 of earnings is taxable, without the 10% additional tax.",
            "取 $9,000：earnings 应税 $2,000，没有 10% 的提前取款税。",
            "取 $9,000：earnings 應稅 $2,000，沒有 10% 的提前取款稅。",
        ),
        (
            {"regular": 7000, "age": 60, "first_year": 2021},
            "A qualified distribution: all $9,000 is tax-free.",
            "取款是 qualified 的，$9,000 全部不交税。",
            "取款是 qualified 的，$9,000 全部不交稅。",
        ),
    ],
)
def test_headlines_of_a_roth_ira(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Contributions alone, the 10 % on a recent conversion, earnings with and without it, or all of it free."""
    assert headlines("roth_ira_distribution", {**IRA, **changed}) == (en, zh, hant)
    check("roth_ira_distribution", {**IRA, **changed})


@pytest.mark.parametrize(("function", "payload"), CASES)
def test_every_case_can_be_said(function: str, payload: dict[str, Any]) -> None:
    """Each way through the calculations is worded in every language."""
    check(function, payload)


def test_every_wording_is_reached() -> None:
    """No text of these results stands there unsaid."""
    named = texts_named("headline-roth-rollover", "headline-cash-", "headline-ira-", "roth-account-", "from_")
    assert len(named) > 15
    assert sorted(named - texts_said(CASES)) == ["roth-account-value"]  # said of a payout of the whole plan


def test_the_two_readings_of_a_loss() -> None:
    """Excess basis goes along or does not; each reading shows what the Roth IRA gains and its box 5."""
    moves, stays = worded("roth401k_rollover", LOSS, Language.ZH).scenarios
    assert [moves.text, stays.text] == ["Roth IRA 的 basis 增加 $23,000", "Roth IRA 的 basis 增加 $20,000"]
    assert [moves.lines[0].value, stays.lines[0].value] == ["$23,000", "$20,000"]
    kept, dropped = worded("roth401k_distribution", {**LOSS, "age": 40}).scenarios
    assert [kept.lines[0].value, dropped.lines[0].value] == ["$20,000", "$23,000"]


def test_the_way_of_the_money_is_assumed() -> None:
    """Directly or within 60 days, and whether the payment is qualified, stand under the figures."""
    assert "the plan pays the Roth IRA directly" in worded("roth401k_rollover", GAIN).assumptions
    assert "rolled over within 60 days" in worded("roth401k_rollover", {**GAIN, "direct": False}).assumptions
    assert "the distribution is qualified" in worded("roth401k_rollover", {**GAIN, "qualified": True}).assumptions
    assert "is not qualified" in worded("roth401k_distribution", {**GAIN, "age": 61}).assumptions


def test_an_unknown_age_is_asked_for() -> None:
    """Where something is taxed and the age is not known, the hint asks for it."""
    assert worded("roth401k_rollover", KEPT).hint
    assert not worded("roth401k_rollover", {**KEPT, "age": 40}).hint
    assert not worded("roth401k_rollover", GAIN).hint


def test_layers_stand_in_their_order() -> None:
    """The layers that money comes from have a line each, with the sum of all years, and the tax follows."""
    shown = worded("roth_ira_distribution", {**IRA, "amount": 18700, "conversions": [[2025, 5, 0], [2019, 10, 90]]})
    assert [line.key for line in shown.lines] == [
        "roth-iras",
        "from_conv_taxable",
        "from_conv_nontaxable",
        "from_earnings",
        "taxable_income",
        "recaptured",
        "additional_tax",
    ]
    taxed = line_of(shown, "from_conv_taxable")
    assert taxed is not None
    assert (taxed.working, taxed.value) == ("10 + 5", "$15")


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100) | st.sampled_from([Decimal(0), Decimal(9000)])
AGES = st.integers(0, 120) | st.sampled_from([Decimal("59.5"), Decimal(59)])
ACCOUNTS = {"basis": MONEY, "value": MONEY}


def try_saying(function: str, asked: dict[str, Any]) -> None:
    """Word a result, if there is one."""
    try:
        check(function, asked)
    except CalcError as refusal:
        if refusal.code not in {"amount_exceeds_value", "inconsistent"}:
            raise


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        ACCOUNTS,
        optional={
            "amount": MONEY,
            "direct": st.booleans(),
            "whole": st.booleans(),
            "qualified": st.booleans(),
            "age": AGES,
        },
    )
)
def test_any_rollover_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is rolled over is worded in every language with the same figures."""
    try_saying("roth401k_rollover", asked)


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries({**ACCOUNTS, "age": AGES}, optional={"amount": MONEY, "qualified": st.booleans()}))
def test_any_cash_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is paid out is worded in every language with the same figures."""
    try_saying("roth401k_distribution", asked)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {"value": MONEY, "age": AGES, "year": st.just(2026)},
        optional={
            "amount": MONEY,
            "regular": MONEY,
            "conversions": st.lists(st.tuples(st.integers(1998, 2026), MONEY, MONEY), max_size=4),
            "first_year": st.integers(1998, 2026),
        },
    )
)
def test_any_roth_ira_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is taken out is worded in every language with the same figures."""
    try_saying("roth_ira_distribution", asked)
