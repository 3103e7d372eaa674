"""Going on from the last answer in the chat: figures, states, which figure is meant, and for how long."""

import io
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.language import Language
from bot.terminal.screen import PlainScreen
from bot.terminal.session import Session

pytestmark = pytest.mark.usefixtures("elsewhere")  # a number of the menu may save a picture
LOSS = "存了1万，转的时候只剩9500，亏的500能抵税吗？"
PLAIN = "税后401k亏了能抵扣吗"
pytestmark = pytest.mark.usefixtures("elsewhere")
PHRASES = [
    json.loads(line)["text"] for line in (Path(__file__).parent / "followups_dev.jsonl").read_text("utf-8").splitlines()
]


def test_a_change_goes_on_from_the_last_answer(chat) -> None:
    """The card stays, the figures are new, and the first line says what was changed."""
    chat.say(LOSS)
    out = chat.say("現值改成 9,800")
    assert "接著上一問：轉換時市值 $9,800" in out
    assert "$200" in out
    assert "不能。" in out
    out = chat.say("税率24%呢")
    assert "接着上一问：税率 24%" in out
    assert "$9,800" in out


def test_a_question_of_its_own_is_answered_as_one(chat) -> None:
    """What says more than figures and names is no follow-up, right after an answer too."""
    chat.say(LOSS)
    out = chat.say("加州要交税吗")
    assert "接着上一问" not in out
    assert "州税" in out


def test_without_an_answer_it_is_a_message_like_any_other(chat) -> None:
    """A rate as the first line is asked back."""
    out = chat.say("税率24%呢")
    assert "接着上一问" not in out


@pytest.mark.parametrize("between", ["早上好", "/help", "/lang zh", "/browse"])
def test_chat_and_commands_end_nothing(chat, between: str) -> None:
    """A greeting or a look around is no other question."""
    chat.say(LOSS, between)
    assert "接着上一问" in chat.say("税率24%呢")


@pytest.mark.parametrize("between", ["asdf qwer", "tqqq适合长期持有吗"])
def test_what_was_not_answered_is_not_gone_on_with(chat, between: str) -> None:
    """After a question without an answer the one before it is no longer meant."""
    chat.say(LOSS, between)
    assert "接着上一问" not in chat.say("税率24%呢")


def test_an_answer_is_remembered_for_ten_minutes(chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the message is a message like any other."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    chat.say(LOSS)
    now[0] += 599
    assert "接着上一问" in chat.say("税率24%呢")
    now[0] += 601
    assert "接着上一问" not in chat.say("税率32%呢")


def test_which_figure_is_picked_by_number_or_by_name(chat) -> None:
    """An unnamed figure is offered for the inputs that it may be; a number or the name settles it."""
    for answer in ("1", "本金"):
        chat.say(LOSS)
        asked = chat.say("如果是12000呢")
        assert "$12,000 是哪一项" in asked
        assert "现在是 $9,500" in asked
        number = chat.number("basis", asked) if answer == "1" else answer
        assert "basis（税后投入） $12,000" in chat.say(number)


def test_the_one_missing_figure_needs_no_name(chat) -> None:
    """Small or large, a bare figure is the one that is waited for, and a slip is told."""
    chat.say("我存了2万after-tax 401k，转Roth之前亏了，能抵税吗")
    assert "没有读到金额" in chat.say("??")
    assert "$19,950" in chat.say("50")
    chat.say("/convert 本金 100")
    assert "$100" in chat.say("0")


def test_figures_said_with_a_menu_on_the_screen_are_no_numbers_of_it(chat) -> None:
    """Numbers of the menu keep working, whatever was asked last."""
    out = chat.say(LOSS)
    chat.say("税率24%呢")
    assert "loss-not-deductible v" in chat.say(chat.number("展开说明", out))
    assert "接着上一问" in chat.say("税率32%呢")


def test_the_other_language_keeps_what_was_changed(chat) -> None:
    """The switch tells a follow-up again, and it can be gone on with."""
    chat.say(LOSS)
    out = chat.say("税率24%呢")
    english = chat.say(chat.number("English", out))
    assert "Continuing your last question: Tax rate 24%" in english
    assert "$9,500" in english
    assert "$12,000" in chat.say("value 12,000")


def test_a_card_that_was_opened_is_the_last_answer(chat) -> None:
    """Who picks a related question goes on from that one."""
    out = chat.say(PLAIN)
    title = chat.say(chat.number("相关问题", out)).splitlines()[1]
    assert chat.say("2025年呢").splitlines()[1] == title


def test_calc_is_gone_on_with(chat) -> None:
    """After a kind of /calc its own inputs change."""
    chat.say("/calc room 工资 20万，deferral 24500，match 1万，已存 after-tax 8000")
    out = chat.say("match 改成 12000 呢")
    assert "接着上一问" in out
    assert "$27,500" in out


@settings(max_examples=60, deadline=None)
@given(
    first=st.sampled_from([LOSS, PLAIN, "/convert 本金 2万 现值 18500", "/calc wait", "1099-R box 5 填什么", "亏损"]),
    lines=st.lists(st.sampled_from(PHRASES) | st.sampled_from(["1", "2", "3", "本金", "50", "0"]), max_size=6),
)
def test_no_row_of_follow_ups_breaks_the_conversation(desk: Desk, first: str, lines: list[str]) -> None:
    """Whatever is changed in whatever order, there is an answer to each line."""
    out = io.StringIO()
    session = Session(desk, PlainScreen(out, desk.plain), None, Language.ZH)
    for line in (first, *lines):
        start = out.tell()
        session.handle(line)
        assert out.getvalue()[start:].strip().count("\n") >= 1
