"""Waiting, splitting, leftover basis and the taxable account in words."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from tests.unit.bot.worded import check, headlines, line_of, text_of, worded

WAIT: dict[str, Any] = {"basis": 10000, "value_now": 10600, "rate": "0.333"}
SPLIT: dict[str, Any] = {
    "basis": 10000,
    "value": 12000,
    "rate_now": "0.32",
    "rate_later": "0.22",
    "years": 20,
    "growth": "0.06",
}
LEFTOVER: dict[str, Any] = {"leftover": 500, "rate": "0.24"}
MEGA: dict[str, Any] = {
    "yearly": 20000,
    "years": 20,
    "growth": "0.05",
    "dividends": "0.02",
    "dividend_tax": "0.15",
    "gains_tax": "0.15",
}


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {"value_later": 11500},
            "Waiting adds about $299.70 of tax: $199.80 now, $499.50 at that value.",
            "再等，多交约 $299.70 的税：现在 $199.80，到那时 $499.50。",
            "再等，多交約 $299.70 的稅：現在 $199.80，到那時 $499.50。",
        ),
        (
            {"value_later": 9800},
            "If it turns out so, waiting saves about $199.80 of tax: $199.80 now, $0 at that value.",
            "真到那个价的话，等一等能少交约 $199.80 的税：现在 $199.80，到那时 $0。",
            "真到那個價的話，等一等能少交約 $199.80 的稅：現在 $199.80，到那時 $0。",
        ),
        (
            {"value_later": 10600},
            "The tax is the same either way: $199.80.",
            "早转晚转，税一样，都是 $199.80。",
            "早轉晚轉，稅一樣，都是 $199.80。",
        ),
        (
            {"value_now": 9000, "value_later": 11500},
            "The tax is $0 now and $499.50 at that value. Waiting can only add tax.",
            "现在转的税是 $0，到那时 $499.50；再等，税只可能多，不会少。",
            "現在轉的稅是 $0，到那時 $499.50；再等，稅只可能多，不會少。",
        ),
        (
            {"later": [["0.5", 9000], ["0.5", 11500]]},
            "Waiting adds about $49.95 of tax: $199.80 now, $249.75 on average later.",
            "再等，多交约 $49.95 的税：现在 $199.80，以后按概率平均 $249.75。",
            "再等，多交約 $49.95 的稅：現在 $199.80，以後按概率平均 $249.75。",
        ),
        (
            {"rate": 0, "value_now": 9000, "value_later": 11500},
            "The tax is the same either way: $0.",
            "早转晚转，税一样，都是 $0。",
            "早轉晚轉，稅一樣，都是 $0。",
        ),
    ],
)
def test_waiting(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """What waiting costs, saves or leaves alike; where today is free, that waiting can only add."""
    assert headlines("wait_vs_now", {**WAIT, **changed}) == (en, zh, hant)
    check("wait_vs_now", {**WAIT, **changed})


def test_outcomes() -> None:
    """A few outcomes have a line each; many are told by how many there are and their ends."""
    few = worded("wait_vs_now", {**WAIT, "later": [["0.25", 9000], ["0.75", 12000]]})
    assert [line.label for line in few.lines if line.key == "outcome"] == ["Chance of 25%", "Chance of 75%"]
    many = worded("wait_vs_now", {**WAIT, "later": [["0.02", 9000 + number] for number in range(50)]})
    told = line_of(many, "outcomes")
    assert told is not None
    assert told.value == "50 of them, from $9,000 to $9,049"
    assert len(text_of(many)) < 1200
    check("wait_vs_now", {**WAIT, "later": [["0.02", 9000 + number] for number in range(50)]})


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {"rate_later": "0.35"},
            "Estimate: on these assumptions everything to Roth ends about $192.43 ahead.",
            "估算：按这些假设，全进 Roth 最后大约多 $192.43。",
            "估算：按這些假設，全進 Roth 最後大約多 $192.43。",
        ),
        (
            {},
            "Estimate: on these assumptions sending earnings to a traditional IRA ends about $641.43 ahead.",
            "估算：按这些假设，earnings 拆去 traditional IRA 最后大约多 $641.43。",
            "估算：按這些假設，earnings 拆去 traditional IRA 最後大約多 $641.43。",
        ),
        (
            {"rate_later": "0.32"},
            "Estimate: on these assumptions both ways end the same (difference $0).",
            "估算：按这些假设，两种做法最后一样多（差 $0）。",
            "估算：按這些假設，兩種做法最後一樣多（差 $0）。",
        ),
        (
            {"value": 9000},
            "The value is not above basis, so there are no earnings to split off ($0).",
            "市值没超过 basis，没有 earnings 可拆（$0）。",
            "市值沒超過 basis，沒有 earnings 可拆（$0）。",
        ),
    ],
)
def test_splitting(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """Which way ends ahead and by how much, that both are equal, or that there is nothing to split."""
    assert headlines("split_or_not", {**SPLIT, **changed}) == (en, zh, hant)
    check("split_or_not", {**SPLIT, **changed})


def test_a_backdoor_beside_the_split() -> None:
    """What the IRA does to a backdoor Roth has lines where one is done, and none otherwise."""
    backdoor = {"backdoor_taxable": "$1,582.50", "backdoor_tax": "$506.40"}
    shown = worded("split_or_not", {**SPLIT, "backdoor_yearly": 7500})
    assert {line.key: line.value for line in shown.lines if line.key in backdoor} == backdoor
    assert not {line.key for line in worded("split_or_not", SPLIT).lines} & backdoor.keys()
    check("split_or_not", {**SPLIT, "backdoor_yearly": 7500})


def test_growth_outside_is_named() -> None:
    """The label says at which return the tax that was not paid grows."""
    for changed, growth in (({}, "6%"), ({"outside_growth": "0.045"}, "4.5%"), ({"outside_growth": 0}, "0%")):
        line = line_of(worded("split_or_not", {**SPLIT, **changed}), "outside_later")
        assert line is not None
        assert line.label == f"The tax not paid now, grown outside at {growth} a year"


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {},
            "Estimate: the leftover basis saves $120 of tax at most, $0 at least.",
            "估算：没用完的 basis 最多省 $120 的税，最少 $0。",
            "估算：沒用完的 basis 最多省 $120 的稅，最少 $0。",
        ),
        (
            {"subaccount": "closed", "later_gain": 0},
            (
                "The leftover basis is worth $0: no more money goes into the after-tax sub-account, "
                "there are no later earnings."
            ),
            "没用完的 basis 值 $0：after-tax 子账户不再进钱、以后没有 earnings。",
            "沒用完的 basis 值 $0：after-tax 子帳戶不再進錢、以後沒有 earnings。",
        ),
        (
            {"plan_reporting": "total"},
            "The leftover basis is worth $0: the plan put all basis in box 5.",
            "没用完的 basis 值 $0：plan 把全部 basis 填进了 Box 5。",
            "沒用完的 basis 值 $0：plan 把全部 basis 填進了 Box 5。",
        ),
        (
            {"leftover": 0},
            "With these figures the leftover basis saves no tax ($0).",
            "按这些数字，没用完的 basis 省不了税（$0）。",
            "按這些數字，沒用完的 basis 省不了稅（$0）。",
        ),
    ],
)
def test_leftover_basis(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """The most and the least that it saves, or why it is worth nothing."""
    assert headlines("leftover_worth", {**LEFTOVER, **changed}) == (en, zh, hant)
    check("leftover_worth", {**LEFTOVER, **changed})


def test_leftover_readings_stand_beside_each_other() -> None:
    """Both readings are told with what they make it worth; where it is nothing anyway there are none."""
    shown = worded("leftover_worth", LEFTOVER)
    assert [(one.key, one.lines[0].value) for one in shown.scenarios] == [
        ("plan_keeps_basis", "$120"),
        ("plan_drops_basis", "$0"),
    ]
    assert all(one.marks for one in shown.scenarios)
    assert worded("leftover_worth", {**LEFTOVER, "subaccount": "closed"}).scenarios == ()


def test_when_leftover_basis_is_worth_nothing_is_said() -> None:
    """Every condition under which it is worth nothing is named on one line, in the language of the reader."""
    line = line_of(worded("leftover_worth", LEFTOVER, Language.ZH), "nothing_if")
    assert line is not None
    assert line.value == "plan 把全部 basis 填进了 Box 5、after-tax 子账户不再进钱、以后没有 earnings"


def test_present_value_says_how_long_and_at_what_rate() -> None:
    """Money of today is told with the wait and the rate it was computed with."""
    asked = {**LEFTOVER, "later_gain": 50, "years_until_used": 3, "discount_rate": "0.04"}
    line = line_of(worded("leftover_worth", asked), "present_value")
    assert line is not None
    assert (line.label, line.value) == ("In today's money (3-year wait, 4% a year)", "$10.67")
    check("leftover_worth", asked)


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {"state_rate": "0.093"},
            "Estimate: on these assumptions Roth ends about $128,855.15 ahead of a taxable account.",
            "估算：按这些假设，Roth 最后比应税账户大约多 $128,855.15。",
            "估算：按這些假設，Roth 最後比應稅帳戶大約多 $128,855.15。",
        ),
        (
            {"growth": 0, "dividends": 0},
            "Estimate: on these assumptions Roth and a taxable account end the same (difference $0).",
            "估算：按这些假设，Roth 和应税账户最后一样多（差 $0）。",
            "估算：按這些假設，Roth 和應稅帳戶最後一樣多（差 $0）。",
        ),
    ],
)
def test_roth_beside_a_taxable_account(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """How far ahead Roth ends, or that both end the same."""
    assert headlines("mega_vs_taxable", {**MEGA, **changed}) == (en, zh, hant)
    check("mega_vs_taxable", {**MEGA, **changed})


def test_powers_are_written_as_people_do() -> None:
    """The working of growth over years holds no sign of a programming language."""
    shown = worded("mega_vs_taxable", MEGA)
    line = line_of(shown, "roth_end")
    assert line is not None
    assert line.working == "20,000 × ((1 + (0.05 + 0.02))^20 − 1) ÷ (0.05 + 0.02) × (1 + (0.05 + 0.02))"
    assert "*" not in text_of(shown)


MONEY = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
RATE = st.integers(0, 1000).map(lambda mills: Decimal(mills) / 1000)
RETURN = st.integers(0, 300).map(lambda mills: Decimal(mills) / 1000)
YEARS = st.integers(0, 60)


@st.composite
def later(draw: st.DrawFn) -> list[list[Decimal]]:
    """Outcomes whose probabilities make 1."""
    count = draw(st.sampled_from([1, 2, 4, 5, 10, 50]))
    return [[Decimal(1) / count, draw(MONEY)] for _ in range(count)]


@settings(max_examples=40, deadline=None)
@given(MONEY, MONEY, RATE, st.none() | MONEY, later())
def test_any_wait_can_be_said(
    basis: Decimal, now: Decimal, rate: Decimal, value: Decimal | None, chances: list[list[Decimal]]
) -> None:
    """Whatever is computed is worded, and the headline goes the way of the figures."""
    asked = {"basis": basis, "value_now": now, "rate": rate, "value_later": value, "later": chances}
    shown = check("wait_vs_now", asked, most_lines=13)[Language.EN]
    costs = Decimal(shown.result["wait_costs"])
    assert ("waiting saves" in shown.headline) == (costs < 0)
    assert ("can only add" in shown.headline) == (now <= basis and rate > 0)


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "basis": MONEY,
            "value": MONEY,
            "rate_now": RATE,
            "rate_later": RATE,
            "years": YEARS,
            "growth": RETURN,
        },
        optional={"outside_growth": RETURN, "backdoor_yearly": MONEY},
    )
)
def test_any_split_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is computed is worded, and the headline names the way that ends ahead."""
    shown = check("split_or_not", asked)[Language.EN]
    difference = Decimal(shown.result["difference"])
    assert ("everything to Roth ends" in shown.headline) == (difference > 0)
    assert ("traditional IRA ends" in shown.headline) == (difference < 0)


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {"leftover": MONEY, "rate": RATE},
        optional={
            "later_gain": MONEY,
            "plan_reporting": st.sampled_from(["limited", "total"]),
            "subaccount": st.sampled_from(["open", "closed"]),
        },
    ),
    st.none() | st.tuples(YEARS, RETURN),
)
def test_any_leftover_can_be_said(asked: dict[str, Any], wait: tuple[int, Decimal] | None) -> None:
    """Whatever is computed is worded, and something is promised only where something is there."""
    more = {} if wait is None else {"years_until_used": wait[0], "discount_rate": wait[1]}
    shown = check("leftover_worth", {**asked, **more})[Language.EN]
    assert ("at most" in shown.headline) == (Decimal(shown.result["worth_at_most"]) > 0) == bool(shown.scenarios)


@settings(max_examples=30, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "yearly": MONEY,
            "years": YEARS,
            "growth": RETURN,
            "dividends": RETURN,
            "dividend_tax": RATE,
            "gains_tax": RATE,
        },
        optional={"state_rate": RATE},
    )
)
def test_any_taxable_account_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is computed is worded, and Roth is never said to end behind."""
    shown = check("mega_vs_taxable", asked)[Language.EN]
    difference = Decimal(shown.result["difference"])
    assert difference >= 0
    assert ("ahead" in shown.headline) == (difference > 0)
