"""Breaking lines of mixed Chinese and English: nothing lost, nothing torn, no mark at the wrong end."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.wrapping import NO_END, NO_START, Line, balanced, filled, places, wrap
from bot.desk import Desk
from bot.language import Language

HAN, LATIN = 40.0, 20.0
ROOM = 800.0
WORD = re.compile(r"[^\s\u2e80-\u9fff\uff00-\uffef（）「」，。、；：？！“”’…]+")
PIECES = st.sampled_from(
    [
        "税后投入", "401(k)", "，", "。", "（basis）", "Roth IRA", " ", "$1,500", "；", "「", "」", "[1][2]", "§67(h)",
        "after-tax", "转换时", "24%", "：", "59½", "1099-R 的 Box 5", "、", "?", "in-plan conversion", "·", "亏", "!",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def widths(text: str) -> list[float]:
    """As a font would: Han twice as wide as Latin."""
    return [HAN if re.match("[\u2e80-\u9fff\uf900-\uffef]", char) else LATIN for char in text]


def cut(text: str, lines: list[Line]) -> list[str]:
    """The lines as text."""
    return [text[start:end] for start, end in lines]


def wrapped(text: str, room: float = ROOM) -> list[str]:
    """The lines of a text."""
    return cut(text, wrap(text, widths(text), room))


@given(TEXTS, st.floats(1, 1200))
def test_nothing_is_lost(text: str, room: float) -> None:
    """However narrow: the lines, joined, are the text, and none is empty."""
    for lines in (
        wrapped(text, room),
        cut(text, filled(text, widths(text), room, HAN)),
        cut(text, balanced(text, widths(text), room)),
    ):
        assert "".join(lines) == text
        assert all(lines)


@given(TEXTS)
def test_no_line_is_too_wide(text: str) -> None:
    """Spaces at its end do not count; only what cannot be broken anywhere may stick out."""
    for line in wrapped(text):
        shown = line.rstrip()
        assert sum(widths(shown)) <= ROOM or places(shown) == []


@given(TEXTS)
def test_no_mark_stands_at_the_wrong_end(text: str) -> None:
    """No line begins with a closing mark or a source's number, none ends with an opening one."""
    lines = wrapped(text)
    for before, line in pairwise(lines):
        forced = len(before.rstrip()) and places(before) == [] and sum(widths(before.rstrip())) > ROOM - HAN
        assert forced or line[0] not in NO_START
        assert forced or before.rstrip()[-1] not in NO_END or before[-1].isspace()
        assert forced or not re.match(r"\[\d+\]", line) or before[-1].isspace()


@given(TEXTS)
def test_words_and_amounts_stay_whole(text: str) -> None:
    """No break inside of a Latin word, a number or an amount that fits a line."""
    edges = {start for start, _ in wrap(text, widths(text), ROOM)}
    for word in WORD.finditer(text):
        if len(word[0]) * LATIN <= ROOM / 2:
            assert not edges & set(range(word.start() + 1, word.end()))


@pytest.mark.parametrize("room", [200.0, 400.0, 777.0])
def test_a_long_address_is_cut_at_its_signs(room: float) -> None:
    """Only an address that is wider than a line is cut, and after a stroke or a dot."""
    address = "irs.gov/retirement-plans/designated-roth-accounts-in-plan-rollovers-to-designated-roth-accounts"
    lines = wrapped(address, room)
    assert "".join(lines) == address
    assert len(lines) > 1
    assert all(sum(widths(line)) <= room for line in lines)
    assert all(re.search(r"[/?&=_.-]$", line) for line in lines[:-1] if len(line) > 12)


def test_a_number_stays_with_what_it_numbers() -> None:
    """Box 5, Form 8606 and IRC §402 are not torn apart; other spaces are where lines end."""
    for text in ("Box 5", "see Form 8606", "IRC §402", "Schedule D", "code G", "Pub. 590-B"):
        at = text.rindex(" ") + 1
        assert at not in places(text), text
    assert places("the box is") == [4, 8]
    assert places("checkbox 5") == [9]


def test_short_remarks_stay_whole() -> None:
    """Where a remark would be torn it goes to the next line."""
    text = "一二三四五六七八（有规定）"
    torn = wrap(text, widths(text), 400.0)
    whole = wrap(text, widths(text), 400.0, frozenset(range(9, len(text))))
    assert cut(text, torn)[1] != "（有规定）"
    assert cut(text, whole) == ["一二三四五六七八", "（有规定）"]


def test_the_last_line_is_not_lonely() -> None:
    """One character and its mark get company, where that costs no line."""
    text = "一二三四五六七八九十一二三四五六七八九。"
    assert cut(text, wrap(text, widths(text), 10 * HAN))[-1] == "一二三四五六七八九。"
    text = "一二三四五六七八九十一。"
    assert cut(text, wrap(text, widths(text), 10 * HAN)) == ["一二三四五六七八九十", "一。"]
    assert cut(text, filled(text, widths(text), 10 * HAN, HAN)) == ["一二三四五六七八九", "十一。"]


def test_a_title_is_cut_where_a_phrase_ends() -> None:
    """Lines of a title are about as long as each other, and rather end at a mark."""
    text = "after-tax 401(k) 亏了再转 Roth，这笔亏损能抵税吗？"
    assert cut(text, balanced(text, widths(text), 700.0)) == ["after-tax 401(k) 亏了再转 Roth，", "这笔亏损能抵税吗？"]


@pytest.mark.parametrize("language", list(Language))
def test_real_claims_break_well(desk: Desk, language: Language) -> None:
    """Every claim of the knowledge base, at several widths."""
    looked = 0
    for entry in desk.assistant.base.entries:
        for statement in desk.assistant.show(entry, language).all_statements():
            text, wide = statement.text, widths(statement.text)
            for room in (820.0, 900.0):
                lines = cut(text, filled(text, wide, room, HAN))
                looked += len(lines)
                assert "".join(lines) == text
                assert all(line[0] not in NO_START and not line[0].isspace() for line in lines), lines
                assert all(sum(widths(line.rstrip())) <= room for line in lines), lines
    assert looked > 1000
