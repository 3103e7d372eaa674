"""The forms of a series in words: one a year, or a hint where they cannot be told apart."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language import Language
from tests.unit.bot.worded import check, headlines, line_of, worded

LOSS_THEN_GAIN = [(5000, 4600), (5000, 5300)]


def dated(*days: str | None, rows: list[tuple[int, int]] = LOSS_THEN_GAIN) -> list[dict[str, Any]]:
    """The rows with their days."""
    return [{"contribution": put, "value": value, "date": day} for (put, value), day in zip(rows, days, strict=True)]


def test_one_form_for_the_year() -> None:
    """Undated rows, and rows of one year, end on one Form 1099-R."""
    for rows in (LOSS_THEN_GAIN, dated("2026-01-15", "2026-02-15"), dated(None, "2026-02-15")):
        shown = check("series", {"rows": rows})[Language.EN]
        line = line_of(shown, "form_1099r")
        assert line is not None
        assert line.value == "box 1 $9,900 · box 2a $0 · box 5 $9,900 · code G"
        assert line.marks
        assert not shown.hint


def test_a_form_for_each_year() -> None:
    """Rows of two years end on two forms, each under its year."""
    shown = check("series", {"rows": dated("2025-12-15", "2026-01-15"), "policy": "reset"})
    assert [(line.label, line.value) for line in shown[Language.ZH].lines if line.key == "form_1099r-year"] == [
        ("2025 年的 1099-R 表", "Box 1 $4,600 · Box 2a $0 · Box 5 $5,000 · code G"),
        ("2026 年的 1099-R 表", "Box 1 $5,300 · Box 2a $300 · Box 5 $5,000 · code G"),
    ]
    labels = [line.label for line in shown[Language.EN].lines if line.key == "form_1099r-year"]
    assert labels == ["Form 1099-R for 2025", "Form 1099-R for 2026"]
    assert line_of(shown[Language.EN], "form_1099r") is None


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        (Language.EN, "With a date on every conversion the 1099-R boxes are told year by year."),
        (Language.ZH, "每次转换都写上日期，就能按年分开 1099-R。"),
        (Language.ZH_HANT, "每次轉換都寫上日期，就能按年分開 1099-R。"),
    ],
)
def test_missing_dates_are_asked_for(language: Language, hint: str) -> None:
    """Where one row may belong to either of two years there is no form, and the hint says what to add."""
    rows = dated("2025-12-15", None, "2026-01-15", rows=[(1, 1), (2, 3), (5, 4)])
    shown = worded("series", {"rows": rows}, language)
    assert not [line for line in shown.lines if line.key.startswith("form")]
    assert shown.hint == hint
    check("series", {"rows": rows})


MONEY = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)
ROW = st.tuples(MONEY, MONEY, st.none() | st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31)))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8), st.sampled_from(["carry", "reset"]))
def test_any_series_can_be_said(rows: list[tuple[Decimal, Decimal, dt.date | None]], policy: str) -> None:
    """Whatever is computed is worded in every language with the same figures."""
    days = iter(sorted(day for _, _, day in rows if day))
    ordered = [{"contribution": put, "value": value, "date": next(days) if day else None} for put, value, day in rows]
    shown = check("series", {"rows": ordered, "policy": policy}, most_lines=len(rows) + 7)[Language.EN]
    forms = [line for line in shown.lines if line.key.startswith("form")]
    assert bool(shown.hint) == (not forms)


def test_the_total_is_open_where_it_depends_on_the_plan() -> None:
    """Both sums stand in the headline, unless one way of keeping the books was chosen."""
    assert headlines("series", {"rows": LOSS_THEN_GAIN}) == (
        "2 conversions, $0 or $300 taxable in total: it depends on whether the plan keeps unrecovered basis.",
        "2 次转换一共应税 $0 还是 $300，要看 plan 留不留没用完的 basis。",
        "2 次轉換一共應稅 $0 還是 $300，要看 plan 留不留沒用完的 basis。",
    )
    assert "$300 taxable in total" in headlines("series", {"rows": LOSS_THEN_GAIN, "policy": "reset"})[0]
    assert "or" not in headlines("series", {"rows": [(5000, 4600)]})[0].split()
