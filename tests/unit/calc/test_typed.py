"""What is typed into the fields of a form."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.labelled import readable_fields
from calc.typed import read_typed

GOOD = [
    ("deferral", "24,500", Decimal(24500)),
    ("deferral", "24.5k", Decimal(24500)),
    ("match", "1万", Decimal(10000)),
    ("match", "1萬2", Decimal(12000)),
    ("match", "1 万 8", Decimal(18000)),
    ("box1", "2 萬 5 千", Decimal(25000)),
    ("comp", "$200k", Decimal(200_000)),
    ("box2a", "0", Decimal(0)),
    ("box2a", "2.17", Decimal("2.17")),
    ("box1", "$11,250.50", Decimal("11250.50")),
    ("box1", "１１２５０", Decimal(11250)),
    ("rate", "24%", Decimal("0.24")),
    ("rate", "24", Decimal("0.24")),
    ("rate", "0.24", Decimal("0.24")),
    ("rate", "9.3 %", Decimal("0.093")),
    ("growth", "６％", Decimal("0.06")),
    ("age", "45", 45),
    ("age", "45岁", 45),
    ("age", "四十五岁", 45),
    ("age", "59.5", Decimal("59.5")),
    ("paychecks_left", "6 次", 6),
    ("year", "2026", 2026),
    ("years", "20 years", 20),
    ("received", "3/2/2026", "2026-03-02"),
    ("received", "2026年3月2日", "2026-03-02"),
    ("box7", "g", "G"),
    ("box7", "1B", "1B"),
    ("status", "夫妻合报", "mfj"),
    ("status", "single", "single"),
    ("state", "加州", "CA"),
    ("state", "NJ", "NJ"),
    ("whole", "yes", True),
    ("whole", " 是 ", True),
    ("direct", "否", False),
    ("qualified", "No", False),
    ("taxable_not_determined", "不对", False),
    ("taxable_not_determined", "對", True),
    ("direct", "不對", False),
    ("direct", "有", True),
]
BAD = [
    ("deferral", "-500"),
    ("deferral", "(500)"),
    ("deferral", "3到4万"),
    ("deferral", "a lot"),
    ("deferral", "1 万 8 9"),
    ("deferral", "1.8 万 5"),
    ("deferral", "10000 5"),
    ("rate", "low"),
    ("age", "45 46"),
    ("received", "someday"),
    ("received", "2026-02-30"),
    ("box7", "nothing there"),
    ("box1", "   "),
    ("no_such_input", "5"),
    ("whole", "maybe"),
    ("to", "yes"),
    ("deferral", "是"),
]


@pytest.mark.parametrize(("field", "text", "value"), GOOD)
def test_values(field: str, text: str, value: object) -> None:
    """Each form that people write is read as its value."""
    assert read_typed(field, text) == value


@pytest.mark.parametrize(("field", "text"), BAD)
def test_what_cannot_be_read(field: str, text: str) -> None:
    """Nothing is guessed."""
    assert read_typed(field, text) is None


@given(st.sampled_from(sorted(readable_fields())), st.text(max_size=30))
def test_any_text_is_survived(field: str, text: str) -> None:
    """Whatever is typed, there is a value or none."""
    value = read_typed(field, text)
    assert value is None or isinstance(value, Decimal | int | str | bool)


@given(st.decimals(0, 9_999_999, places=2))
def test_a_plain_sum_comes_back(value: Decimal) -> None:
    """What is written with two decimals is read to the cent."""
    assert read_typed("deferral", f"{value:.2f}") == value
    assert read_typed("deferral", f"${value:,.2f}") == value
