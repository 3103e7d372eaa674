"""The measures of text that the lints rest on."""

import pytest

from knowledge import wording


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("$9,500 和 9500", {"9500"}),
        ("1099-R 的 Box 5", {"1099", "5"}),
        ("1/2, 3.50 and 24%.", {"1", "2", "3.50", "24"}),
        ("上限 {limit.annual_additions@2026}", set()),
        ("no figure", set()),
    ],
)
def test_figures(text: str, figures: set[str]) -> None:
    """Numbers in digits count without separators; what stands in a placeholder does not."""
    assert wording.figures(text) == figures


def test_placeholders() -> None:
    """A placeholder is a name and a year."""
    assert wording.placeholders("a {limit.catch_up@2026} b {x@2025}") == {("limit.catch_up", "2026"), ("x", "2025")}


@pytest.mark.parametrize(
    ("text", "language", "denies"),
    [
        ("这笔亏损不能抵税", "zh", True),
        ("没有 1099-B", "zh", True),
        ("没用完的 basis 留下", "zh", False),
        ("不同的 plan", "zh", False),
        ("能不能抵", "zh", False),
        ("免税信托", "zh", False),
        ("不到 3 年", "zh", False),
        ("额度用不到这里", "zh", True),
        ("This gives no deduction", "en", True),
        ("It isn't taxed", "en", True),
        ("It isn’t taxed", "en", True),
        ("Note that the notice knows", "en", False),
        ("It is taxed", "en", False),
    ],
)
def test_negation(text: str, language: str, *, denies: bool) -> None:
    """Words that deny count; words that only hold such a character do not."""
    assert wording.negates(text, language) is denies


def test_sentences() -> None:
    """Chinese ends at 。！？；, English at a full stop before a capital."""
    assert wording.sentences("一。二；三？四", "zh") == ["一", "二", "三", "四"]
    assert wording.sentences("See P.L. 119-21. It ended. Then more", "en") == [
        "See P.L. 119-21.",
        "It ended.",
        "Then more",
    ]


def test_lengths() -> None:
    """Chinese is measured in Han characters, English in words."""
    assert wording.han_count("basis（税后投入）") == 4
    assert wording.word_count("after-tax 401(k) money") == 3


@pytest.mark.parametrize(
    "text",
    [
        "basis（税后投入）留在 plan 里，共 $1,500。",
        "1099-R 的 Box 5；§67(h) 写得很清楚：「不能」。",
        "亏了 5%，还剩 {limit.annual_additions@2026}……",
        "Roth 401(k) 转 Roth IRA、in-plan conversion",
    ],
)
def test_right_typography_passes(text: str) -> None:
    """Well-set Chinese with terms of art in English gives no finding."""
    assert list(wording.typography(text)) == []


def test_full_width() -> None:
    """The first full-width mark or Han character of an English text is named."""
    assert wording.full_width("a “quoted” – text, (fine)") is None
    assert wording.full_width("bad，text") == "，"
    assert wording.full_width("bad 税") == "税"
