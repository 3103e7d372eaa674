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
    now[0] += 589
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


def test_two_figures_in_one_line_keep_their_places(chat) -> None:
    """What went in is the basis, what it is now the value, in this order and the other."""
    chat.say(LOSS)
    for text in ("10k in, now 9k", "9k now, 10k in", "现在9千，本金1万"):
        out = chat.say(text)
        assert "$10,000" in out
        assert "$1,000" in out
        assert "1099-R" in out
        assert "10,000 − 9,000 = $1,000 [" in out


def test_a_new_basis_drops_the_old_loss(chat) -> None:
    """The loss that was said is that of the old basis."""
    chat.say(LOSS)
    out = chat.say("本金改成1万2呢")
    assert "对不上" not in out
    assert "$2,500" in out


@pytest.mark.parametrize("text", ["basis -5000 value 4000", "本金-1万 现值9000"])
def test_a_negative_basis_is_asked_about(chat, text: str) -> None:
    """A minus sign is never dropped."""
    out = chat.say(f"/convert {text}")
    assert "basis" in out
    assert "-$" in out
    assert "1099-R" not in out
    chat.say("/convert basis 10000 value 9000")
    assert "1099-R" not in chat.say("basis -5000")


def test_a_form_takes_no_sign_and_no_other_input(chat) -> None:
    """``-5000`` and ``亏了500`` answer neither question of the form."""
    assert "没有读到金额" in chat.say("/convert", "-5000")
    chat.say("10000")
    assert "没有读到金额" in chat.say("亏500")
    assert "$9,500" in chat.say("9500")


def test_a_bare_figure_overwrites_nothing(chat) -> None:
    """After a result it may be any input; which one is asked, with the names that the kind has for them."""
    chat.say("/calc room deferral 24500, match 0")
    out = chat.say("10000")
    assert "$10,000 是哪一项" in out
    assert "公司 match" in out
    out = chat.say(chat.number("公司 match", out))
    assert "24,500 + 10,000" in out


def test_what_is_not_said_anew_stays_in_a_kind(chat) -> None:
    """A new value later keeps the rate."""
    chat.say("/calc wait basis 10000 value 9000 later 12000 rate 24%")
    assert "0.24 × max(15,000 − 10,000, 0)" in chat.say("later 15k")


def test_a_card_that_was_computed_as_a_kind_takes_its_inputs(chat) -> None:
    """An age goes into the room, and a figure under a name that it does not know is asked about."""
    chat.say("deferral 24500，公司 match 1万，今年还能存多少 after-tax？")
    out = chat.say("那52岁呢")
    assert "接着上一问：年龄 52" in out
    assert "24,500 + 10,000" in out
    assert "basis（税后投入） $8,000" not in chat.say("那已存8000呢")


def test_what_was_not_understood_as_a_change_ends_nothing(chat) -> None:
    """A message that starts like a change leaves the answer before it."""
    chat.say("/convert basis 10000 value 12000")
    assert "接着上一问" not in chat.say("如果只转三分之一的零头呢")
    assert "$25,000" in chat.say("现值改成2万5")


def test_a_state_card_is_written_by_state(chat) -> None:
    """Another state under the card on states is the same card, and nothing points elsewhere."""
    chat.say("加州收 Roth 转换的州税吗")
    out = chat.say("那纽约呢")
    assert "还是这一条" in out
    assert "没有分州写" not in out


def test_which_figure_uses_the_names_of_the_account(chat) -> None:
    """The inputs of a Roth 401(k) are not called by those of after-tax money."""
    chat.say("/calc roth401k basis 23000 value 20000 整个账户直接转")
    out = chat.say("what if it is 12k")
    assert "Basis (after-tax contributions)" not in out
    assert "Roth 401(k)" in out
    chat.say("Roth 401k 本金 23000 现值 20000 转 Roth IRA 亏了怎么办")
    assert "basis（税后投入）" not in chat.say("如果是12000呢")


def test_a_yes_or_no_of_a_kind_is_told_in_words(chat) -> None:
    """What changes is echoed as people say it, in both languages."""
    chat.say("/calc roth401k 本金 23000，现值 20000，整个账户直接转")
    out = chat.say("付给我本人")
    assert "接着上一问：direct rollover（直接转）否" in out
    assert "False" not in out
    chat.say("/calc roth401k basis 23000, value 20000, whole account, direct rollover")
    assert "Continuing your last question: Direct rollover no" in chat.say("paid to me")
