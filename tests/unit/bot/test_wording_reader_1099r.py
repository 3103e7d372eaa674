"""A Form 1099-R as read, in words: what it says, whether it fits, what goes on the return, what to ask the plan."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from calc.errors import CalcError
from calc.findings import FINDING_KEYS
from calc.functions import run
from tests.unit.bot.worded import check, headlines, line_of, texts_named, texts_said, worded
from tests.unit.calc.distribution_cases import DISTRIBUTIONS

MOST_LINES = 13  # a form on which everything is wrong at once
GAIN = {"box1": 10200, "box2a": 200, "box5": 10000, "box7": "G"}
LOSS = {"box1": 9400, "box2a": 0, "box5": 9400, "box7": "G"}
PUT_IN = {"aftertax_contributions_to_date": 10000}
EMPTY = {**PUT_IN, "subaccount_balance": 0}

MORE: list[dict[str, Any]] = [
    {"box1": 5000, "box2a": 100, "box7": "G"},
    {"box1": 5000, "box2a": 0, "box7": "G", **PUT_IN},
    {"box1": 300, "box2a": 300, "box5": 0, "box5_to_date": 10000, **PUT_IN},
    {"box1": 500, "box2a": 100, "box5_to_date": 9000, "subaccount_balance": 2000, **PUT_IN},
    {"box1": 5000, "taxable_not_determined": True},
    {"box1": 5000, "box2a": 0, "box5": 4900, "box7": "G", "to": "traditional_ira"},
    {"box1": 5000, "box2a": 5000, "box7": "1"},
    {"box1": 5000, "box2a": 100, "box5": 4900, "box7": "B1", "to": "roth_ira"},
    {"box1": 5000, "box2a": 100, "box5": 4900, "box7": "B1", "to": "cash"},
    {"box1": 5000, "box2a": 0, "box5": 4900, "box7": "H"},
    {"box1": 5000, "box2a": 0, "box5": 4900, "box7": "BG"},
    {"box1": 5000, "box2a": 0, "box5": 4900, "box7": "H", "to": "cash"},
    GAIN,
]
CASES = [payload for function, payload in DISTRIBUTIONS if function == "reader_1099r"] + MORE


@pytest.mark.parametrize(
    ("payload", "en", "zh", "hant"),
    [
        (
            {**GAIN, **EMPTY},
            "This form fits your contributions: $200 is taxable, and your $10,000 of basis is not taxed again.",
            "这张表跟你的缴款对得上：应税 $200，本金 $10,000 不用再交税。",
            "這張表跟你的繳款對得上：應稅 $200，本金 $10,000 不用再交稅。",
        ),
        (
            GAIN,
            "Nothing looks wrong: $200 is taxable, and your $10,000 of basis is not taxed again.",
            "这张表看不出问题：应税 $200，本金 $10,000 不用再交税。",
            "這張表看不出問題：應稅 $200，本金 $10,000 不用再交稅。",
        ),
        (
            {"box1": 300, "box2a": 300, "box5": 0, "box5_to_date": 10000, **PUT_IN},
            "Nothing looks wrong: $300 is taxable.",
            "这张表看不出问题：应税 $300。",
            "這張表看不出問題：應稅 $300。",
        ),
        (
            {"box1": 10200, "box2a": 10200, "box7": "G", "to": "roth401k", **PUT_IN},
            "By your figures this form is wrong: $200 is taxable, not $10,200.",
            "照你给的数字，这张表填错了：应税是 $200，不是 $10,200。",
            "照你給的數字，這張表填錯了：應稅是 $200，不是 $10,200。",
        ),
        (
            {**GAIN, "box2a": 10300},
            "This form is wrong: box 2a says $10,300, more than the $10,200 in box 1.",
            "这张表填错了：Box 2a 的 $10,300 比 Box 1 的 $10,200 还大。",
            "這張表填錯了：Box 2a 的 $10,300 比 Box 1 的 $10,200 還大。",
        ),
        (
            {"box1": 10200, "box2a": 200, "box7": "G", "to": "roth_ira", **PUT_IN},
            "By your figures box 5 is missing: $10,000 of this money is your basis.",
            "照你给的数字，这张表漏了 Box 5：里面有 $10,000 是本金。",
            "照你給的數字，這張表漏了 Box 5：裡面有 $10,000 是本金。",
        ),
        (
            {**LOSS, **EMPTY},
            "By this form $0 is taxable; $600 of basis has not been in box 5 so far.",
            "照这张表，应税 $0；还有 $600 basis 没在 Box 5 上出现过。",
            "照這張表，應稅 $0；還有 $600 basis 沒在 Box 5 上出現過。",
        ),
        (
            {**LOSS, "box5": 10000, **PUT_IN},
            "By this form $0 is taxable; box 5 is $600 above box 1, which is basis that did not come out.",
            "照这张表，应税 $0；Box 5 比 Box 1 多 $600，是没转出来的 basis。",
            "照這張表，應稅 $0；Box 5 比 Box 1 多 $600，是沒轉出來的 basis。",
        ),
        (
            {**GAIN, "box7": "1", "to": "roth_ira"},
            "By this form $200 is taxable; first check what is marked “To check”.",
            "照这张表，应税 $200；写着「要核对」的，先核对再报。",
            "照這張表，應稅 $200；寫著「要核對」的，先核對再報。",
        ),
        (
            {"box1": 5000},
            "$5,000 came out; the form does not tell how much of it is taxable.",
            "转出 $5,000，应税多少这张表上看不出来。",
            "轉出 $5,000，應稅多少這張表上看不出來。",
        ),
    ],
)
def test_headlines(payload: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """It fits, it is wrong and what would be right, what is to check, or that the form does not tell."""
    assert headlines("reader_1099r", payload) == (en, zh, hant)
    check("reader_1099r", payload, MOST_LINES)


@pytest.mark.parametrize("payload", CASES)
def test_every_case_can_be_said(payload: dict[str, Any]) -> None:
    """Each way through the reader is worded in every language."""
    check("reader_1099r", payload, MOST_LINES)


def test_every_wording_of_the_reader_is_reached() -> None:
    """No finding, question or headline stands in the texts that no form brings up, and each finding has one."""
    named = texts_named("finding-", "ask-plan-", "headline-1099r-", "boxes", "known", "verdict-", "form_1040-")
    said = texts_said(("reader_1099r", payload) for payload in CASES)
    keys = {finding["key"] for payload in CASES for finding in run("reader_1099r", payload).to_json()["findings"]}
    assert len(named) > 50
    assert sorted(named - said - {"form_1040-value"}) == []
    assert keys == set(FINDING_KEYS)


@pytest.mark.parametrize("payload", CASES)
def test_findings_show_their_figures_and_sources(payload: dict[str, Any]) -> None:
    """A finding has a line with its verdict, its figures where they tell something, and what it rests on."""
    shown = worded("reader_1099r", payload)
    verdicts = {"fits": {"Fits", "Box 7"}, "check": {"To check"}, "wrong": {"Wrong"}}
    told = [finding for finding in shown.result["findings"] if line_of(shown, finding["key"])]
    assert {finding["key"] for finding in shown.result["findings"]} - {finding["key"] for finding in told} <= {
        "adds_up"
    }
    for finding in told:
        line = line_of(shown, finding["key"])
        assert line is not None
        assert line.label in verdicts[finding["verdict"]]
        assert line.marks


def test_a_blank_box_is_not_zero() -> None:
    """The boxes are repeated as they were read: blank, ticked, or not given beside the total to date."""
    blank = worded("reader_1099r", {"box1": 5000, "taxable_not_determined": True}, Language.ZH)
    assert blank.lines[0].value == "Box 1 $5,000 · Box 2a 空白 · 2b 打了勾 · Box 5 空白"
    zero = worded("reader_1099r", {"box1": "5,000", "box2a": 0, "box5": "$5000", "box7": "code g"}, Language.ZH)
    assert zero.lines[0].value == "Box 1 $5,000 · Box 2a $0 · Box 5 $5,000 · code G"
    total = worded("reader_1099r", {"box1": 500, "box2a": 100, "box5_to_date": 9000, **EMPTY}, Language.ZH)
    assert total.lines[0].value == "Box 1 $500 · Box 2a $100 · Box 5 没给"
    assert total.lines[1].value == "after-tax 缴款 $10,000 · 历年 Box 5 合计 $9,000 · 账户还剩 $0"
    assert total.hint == "补上这张表自己的 Box 5，可以核对得更细。"


def test_a_wrong_form_is_shown_as_it_is_and_once_corrected() -> None:
    """Lines 5a and 5b of the return stand beside each other, and the last line says how to get a corrected form."""
    shown = worded("reader_1099r", {"box1": 10200, "box2a": 10200, "to": "roth_ira", **PUT_IN})
    as_it_is, corrected, step = shown.lines[-3:]
    assert (as_it_is.label, as_it_is.value) == (
        "Form 1040 (from the form as it is)",
        "line 5a $10,200 · line 5b $10,200",
    )
    assert (corrected.label, corrected.value) == ("Form 1040 (once it is corrected)", "line 5a $10,200 · line 5b $200")
    assert step.value.startswith("With contribution and conversion records, ask the plan for a corrected 1099-R.")
    assert step.marks


@pytest.mark.parametrize(("code", "there"), [("G", True), ("1", True), ("J", False), ("8", False)])
def test_money_of_other_lines_is_not_put_on_line_5(code: str, there: bool) -> None:
    """Codes of an IRA or of a refund say nothing of lines 5a and 5b."""
    shown = worded("reader_1099r", {"box1": 300, "box2a": 300, "box7": code})
    assert (line_of(shown, "form_1040") is not None) == there


def test_readings_are_shown_beside_each_other() -> None:
    """Basis left over by a loss is kept or dropped, each with its box 5."""
    shown = worded("reader_1099r", {**LOSS, **EMPTY})
    kept, dropped = shown.scenarios
    assert [kept.key, dropped.key] == ["plan_keeps_basis", "plan_drops_basis"]
    assert [kept.lines[0].value, dropped.lines[0].value] == ["$9,400", "$10,000"]
    assert "$600" in kept.text
    assert "$600" in dropped.text


def test_contributions_are_asked_for_once() -> None:
    """The hint is there where nothing else asks for contributions, and not for money that has none."""
    assert worded("reader_1099r", GAIN).hint.startswith("Add your after-tax contributions")
    assert not worded("reader_1099r", {**GAIN, **PUT_IN}).hint
    assert not worded("reader_1099r", {"box1": 300, "box2a": 300}).hint
    assert not worded("reader_1099r", {"box1": 300, "box2a": 0, "box5": 300, "box7": "H"}).hint


MONEY = st.sampled_from(["0", "0.01", "300", "5000", "9400", "10000", "10200.55"]).map(Decimal) | st.integers(
    0, 10**9
).map(lambda cents: Decimal(cents) / 100)
FORMS = st.fixed_dictionaries(
    {"box1": MONEY},
    optional={
        "box2a": MONEY,
        "taxable_not_determined": st.booleans(),
        "box5": MONEY,
        "box7": st.sampled_from(["G", "H", "1", "2", "7", "1B", "7B", "B", "BG", "8", "P", "J", "4", "L", "4G"]),
        "to": st.sampled_from(["roth401k", "roth_ira", "traditional_ira", "cash"]),
        "aftertax_contributions_to_date": MONEY,
        "box5_to_date": MONEY,
        "subaccount_balance": MONEY,
    },
)


@settings(max_examples=150, deadline=None)
@given(FORMS)
def test_any_form_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is read is worded in every language with the same figures."""
    try:
        check("reader_1099r", asked, MOST_LINES)
    except CalcError as refusal:
        if refusal.code != "part_exceeds_plan":
            raise
