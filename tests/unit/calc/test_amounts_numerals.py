"""Numerals against an independent converter, and what people really write."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.numerals import english_value, han_value, longest_han


@pytest.mark.parametrize("numbers", [range(10_000), range(10_000, 200_000, 37), range(10**6, 10**8, 1_234_567)])
def test_plain_chinese_numerals_agree_with_cn2an(numbers: range) -> None:
    """A numeral written by cn2an is worth the number it was written from."""
    wrong = [number for number in numbers if han_value(cn2an.an2cn(number)) != number]
    assert wrong == []


@given(st.integers(min_value=0, max_value=10**9))
def test_any_numeral_agrees_with_cn2an(number: int) -> None:
    """The same for any number up to a thousand million."""
    assert han_value(cn2an.an2cn(number)) == number


@pytest.mark.parametrize("text", ["1万05", "1万2千3", "三千五", "一万二", "十万零三千", "一百五", "八百零五", "9千5"])
def test_spoken_endings_agree_with_cn2an(text: str) -> None:
    """The short tail of speech is worth what cn2an says."""
    assert han_value(text) == cn2an.cn2an(text, "smart")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1万2", "12000"),
        ("1.8 万", "18000"),
        ("贰万", "20000"),
        ("一点二万", "12000"),
        ("2万1500", "21500"),
        ("十五万", "150000"),
    ],
)
def test_mixed_numerals(text: str, value: str) -> None:
    """Figures and Chinese units together."""
    assert han_value(text) == Decimal(value)


@pytest.mark.parametrize("text", ["一一", "千", "万", "一万零", "百五", "一十百"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    """Digits and units that make no number give nothing."""
    assert han_value(text) is None


def test_the_longest_numeral_is_taken() -> None:
    """Of two numerals run together the first is read as far as it goes."""
    assert longest_han("一万一万二") == (3, Decimal(11000))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nine and a half grand", 9500),
        ("one hundred fifty thousand", 150_000),
        ("twelve thousand four hundred", 12_400),
        ("half a million", 500_000),
        ("fifteen hundred", 1500),
        ("eighteen five", 18_500),
        ("twenty two five", 22_500),
        ("twelve seven fifty", 12_750),
        ("one hundred and five", 105),
        ("twenty five", None),
        ("ten", None),
        ("five five", None),
    ],
)
def test_english_words(text: str, value: int | None) -> None:
    """Number words of a hundred or more have a value; small ones alone have none."""
    assert english_value(text.split()) == value
