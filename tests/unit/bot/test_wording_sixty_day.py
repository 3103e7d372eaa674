"""Money paid out and rolled over within 60 days, in words."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from tests.unit.bot.worded import check, headlines, line_of, worded

BASE: dict[str, Any] = {"amount": 11000, "basis": 10000, "received": "2026-03-02", "age": 40}


@pytest.mark.parametrize(
    ("changed", "en", "zh", "hant"),
    [
        (
            {},
            "The last day is 2026-05-01. Rolling over everything takes $200 of other money.",
            "最后一天是 2026-05-01；想全部转存，要自己补 $200。",
            "最後一天是 2026-05-01；想全部轉存，要自己補 $200。",
        ),
        (
            {"basis": 11000},
            "The last day is 2026-05-01. Nothing was withheld, so other money needed is $0.",
            "最后一天是 2026-05-01；没有预扣，要自己补的是 $0。",
            "最後一天是 2026-05-01；沒有預扣，要自己補的是 $0。",
        ),
        (
            {"rolled_over": 11000, "to": "roth_ira"},
            "With all $11,000 rolled over, $1,000 is taxable. The last day is 2026-05-01.",
            "$11,000 全部转存，应税 $1,000；最后一天是 2026-05-01。",
            "$11,000 全部轉存，應稅 $1,000；最後一天是 2026-05-01。",
        ),
    ],
)
def test_headlines(changed: dict[str, Any], en: str, zh: str, hant: str) -> None:
    """The last day and what must be added; that nothing must be, or that all of it is rolled over."""
    assert headlines("sixty_day", {**BASE, **changed}) == (en, zh, hant)
    check("sixty_day", {**BASE, **changed})


@pytest.mark.parametrize(
    ("changed", "shown", "not_shown"),
    [
        ({}, {"basis_not_rolled", "additional_tax_if_all_kept"}, {"pretax_not_rolled", "additional_tax", "note"}),
        ({"basis": 0}, {"pretax_not_rolled", "additional_tax"}, {"basis_not_rolled"}),
        ({"rolled_over": 0}, {"pretax_not_rolled", "basis_not_rolled"}, {"additional_tax_if_all_kept"}),
        ({"age": 60, "basis": 0}, {"pretax_not_rolled"}, {"additional_tax", "additional_tax_if_all_kept"}),
        ({"rate": "0.24"}, {"tax_at_rate"}, set()),
        ({"received": "2026-03-03"}, {"note"}, set()),
    ],
)
def test_lines(changed: dict[str, Any], shown: set[str], not_shown: set[str]) -> None:
    """What stays out, the additional tax and the rate have lines where there is something to tell."""
    keys = {line.key for line in worded("sixty_day", {**BASE, **changed}).lines}
    assert shown <= keys
    assert not keys & not_shown
    check("sixty_day", {**BASE, **changed})


def test_a_weekend_is_a_note_beside_the_day() -> None:
    """Whether a weekend moves the last day is said to be open, right after the day."""
    shown = worded("sixty_day", {**BASE, "received": "2026-03-03"}, Language.ZH)
    assert [line.key for line in shown.lines[:2]] == ["day_60", "note"]
    assert shown.lines[0].value == "2026-05-02"
    assert shown.lines[1].value == "最后一天是周末，能不能顺延没有定论"
    assert "周末" not in shown.assumptions


def test_the_destination_is_named() -> None:
    """The line with what was rolled over says into which account."""
    for to, name in (("traditional_ira", "traditional IRA"), ("roth_ira", "Roth IRA")):
        line = line_of(worded("sixty_day", {**BASE, "to": to}), "rolled_over")
        assert line is not None
        assert (line.label, line.value) == (f"Computed with this much rolled over to a {name}", "$10,800")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"age": None}, "age not given (taken as under 59½)"),
        ({"age": 59}, "age 59 taken as under 59½"),
        ({}, "exceptions to the 10% not looked at"),
        ({}, "withholding counts as tax paid on the return"),
        ({"basis": 11000}, "a waiver after the last day not counted"),
    ],
)
def test_what_is_assumed(changed: dict[str, Any], said: str) -> None:
    """Age, exceptions, withholding and lateness are spoken of under the figures."""
    assert said in worded("sixty_day", {**BASE, **changed}).assumptions


def test_a_rate_is_asked_for_where_it_would_tell_more() -> None:
    """Without a rate, and with something taxable, the hint says how to see the tax."""
    assert worded("sixty_day", {**BASE, "basis": 0}).hint
    assert not worded("sixty_day", BASE).hint
    assert not worded("sixty_day", {**BASE, "basis": 0, "rate": "0.24"}).hint


MONEY = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
CASES = st.fixed_dictionaries(
    {"amount": MONEY, "received": st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))},
    optional={
        "basis": MONEY,
        "withheld": MONEY,
        "rolled_over": MONEY,
        "to": st.sampled_from(["traditional_ira", "roth_ira"]),
        "age": st.sampled_from([None, 40, 59, "59.5", 70]),
        "rate": st.integers(0, 1000).map(lambda mills: Decimal(mills) / 1000),
    },
)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_any_distribution_can_be_said(asked: dict[str, Any]) -> None:
    """Whatever is computed is worded in every language with the same figures."""
    for field in ("withheld", "rolled_over"):
        if field in asked:
            asked[field] = min(asked[field], asked["amount"])
    check("sixty_day", asked)
