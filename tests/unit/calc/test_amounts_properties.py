"""What holds for any message whatever."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.amounts import find_spans, mask_amounts, read
from calc.fold import fold

TODAY = date(2026, 11, 25)
PIECES = [
    *"401(k) 1099-R box2a 59½ §72(e) 10,000 $9,500.50 9500 1万2 一万二千五 3到4万 $5-6k 几百块 24% 百分之 两成".split(),
    *"2026 25年 去年 3/15/2026 2025-03-01 存了 本金 现在只剩 亏了 gain → -> / - + ( ) , ， 。 又 的 上限 limit".split(),
    *"夫妻合并 single 加州 CA 税率 0.24 k w 万 千 百 点 成 零 ％ １ ， ０ ¥ 不到 value basis".split(),
    *("box 5 ", "a couple hundred", "loss of ", "put in ", "now worth ", " ", "\n", "another ", "Roth IRA", "rate "),
    *("half a million", "ten grand", "eighteen five"),
]
MESSAGES = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
PHRASES = [
    json.loads(line)["text"]
    for name in ("given", "dev")
    for line in (Path(__file__).parent / f"amounts_{name}.jsonl").read_text("utf-8").splitlines()
]
NAMES = st.sampled_from(
    [
        "401(k)",
        "403(b)",
        "1099-R",
        "Form 8606",
        "box 5",
        "72(t)",
        "415(c)",
        "59½",
        "Notice 2014-54",
        "S&P 500",
        "第14行",
    ]
)
PLAIN = [
    "本金1万2，现在9500",
    "basis 10k, value 9.5k, 24% bracket",
    "我存了三千五",
    "亏了 $500，怎么办",
    "what happens to my loss?",
]


@given(MESSAGES)
def test_any_text_is_read_without_an_error_and_always_alike(text: str) -> None:
    """Reading never raises, is deterministic, and gives JSON that holds only finite numbers that are not negative."""
    reading = read(text, today=TODAY)
    assert reading == read(text, today=TODAY)
    assert all(number.is_finite() and number >= 0 for number in (*reading.amounts, *reading.percents))
    assert reading.to_json()["text"] == text


@given(MESSAGES)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    """Spans are in order, not empty, inside the text and apart from each other."""
    spans = find_spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert len(mask_amounts(text, "")) <= len(text)


@given(MESSAGES)
def test_folding_keeps_every_place(text: str) -> None:
    """Folded text is as long as the text and folds to itself."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(MESSAGES)
def test_a_role_is_filled_or_asked_but_never_both(text: str) -> None:
    """No role that stands in a question has a value."""
    reading = read(text, today=TODAY)
    assert not {question.role for question in reading.questions} & set(reading.roles)


@given(st.sampled_from(PLAIN), NAMES, st.booleans())
def test_a_name_beside_a_message_adds_no_figure(text: str, name: str, first: bool) -> None:
    """Putting the name of a form, account or rule before or behind a message changes neither amounts nor percents."""
    alone = read(text, today=TODAY)
    joined = read(f"{name}。{text}" if first else f"{text}。{name}", today=TODAY)
    assert (joined.amounts, joined.percents) == (alone.amounts, alone.percents)


@given(st.integers(min_value=100, max_value=9_999_999), st.sampled_from(["${:,}", "{:,} dollars", "{}刀", "USD {}"]))
def test_a_marked_sum_is_read_as_written(number: int, form: str) -> None:
    """A whole sum with a currency mark is read exactly, whatever its size."""
    assert read(form.format(number), today=TODAY).amounts == (Decimal(number),)


@given(st.integers(min_value=1_000, max_value=900_000), st.integers(min_value=20, max_value=500))
def test_basis_and_value_are_read_in_both_orders(basis: int, percent: int) -> None:
    """Named figures keep their names, whichever comes first."""
    value = basis * percent // 100
    forward = read(f"basis ${basis:,}, value ${value:,}", today=TODAY).roles
    backward = read(f"现值${value:,}，本金${basis:,}", today=TODAY).roles
    assert dict(forward) == dict(backward) == {"basis": basis, "value": value}


@given(st.sampled_from(PHRASES), st.sampled_from(PHRASES), st.sampled_from(["。", "，", ", ", "; ", "\n"]))
def test_two_messages_in_one_hold_the_figures_of_both(first: str, second: str, mark: str) -> None:
    """Joining two phrases by a stop or a comma neither loses, adds nor merges a figure."""
    one, two, both = (read(text, today=TODAY) for text in (first, second, first + mark + second))
    assert both.amounts == one.amounts + two.amounts
    assert both.percents == one.percents + two.percents
    assert both.years == one.years + two.years


def full_width(text: str) -> str:
    """The text with ASCII signs in their full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize(
    "change",
    [
        opencc.OpenCC("s2tw").convert,
        full_width,
        str.upper,
        lambda text: f"请问一下，{text}，怎么办？",
        lambda text: f"Hi all, quick question: {text}. Am I missing anything? Thanks!",
        lambda text: f"  「{text}」\n",
    ],
    ids=["traditional", "full width", "capitals", "in a Chinese question", "in an English question", "quoted"],
)
def test_how_a_message_is_dressed_changes_nothing(change: Callable[[str], str]) -> None:
    """Traditional characters, full width, capitals and polite words around it leave figures and roles as they were."""
    wrong = []
    for phrase in PHRASES:
        plain, dressed = (read(text, today=TODAY).to_json() | {"text": ""} for text in (phrase, change(phrase)))
        if plain != dressed:
            wrong.append((change(phrase), plain, dressed))
    assert wrong == []
