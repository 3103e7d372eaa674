"""Thanks and questions for help: recognised as such, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.assistant import Question
from bot.courtesy import asks_for_help, is_greeting, is_thanks, without_courtesy
from bot.desk import Desk
from bot.language import Language
from bot.reply import Outcome

EVAL = Path(__file__).parents[2] / "eval"


@pytest.mark.parametrize(
    "text",
    [
        "谢谢",
        "谢谢你！",
        "多謝大佬",
        "thanks so much!",
        "Thank you",
        "ok",
        "好的，谢谢",
        "明白了",
        "got it, thanks",
        "thx 🙏",
        "好",
        "你好，谢谢",
        "谢谢大佬，问题解决了🙏",
    ],
)
def test_thanks_get_a_short_word(desk: Desk, text: str) -> None:
    """Thanks are answered in a line, without an echo and without tax."""
    assert is_thanks(text)
    reply = desk.assistant.ask(Question(text))
    assert (reply.outcome, reply.small_talk, reply.echo, reply.body) == (Outcome.NONE, True, None, ())
    assert reply.title == desk.words("desk.welcome-title", reply.language)


@pytest.mark.parametrize(
    "text",
    ["help", "帮助", "怎么用？", "你能干嘛", "what can you do?", "怎麼用", "how do I use this", "这个 bot 怎么用"],
)
def test_help_gets_what_can_be_asked(desk: Desk, text: str) -> None:
    """A question for help is answered with what can be asked here, and is no miss."""
    assert asks_for_help(text)
    reply = desk.assistant.ask(Question(text))
    assert reply.small_talk
    assert reply.title == desk.words("desk.greeting-title", reply.language)


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "您好",
        "大家好",
        "hello",
        "Hi all!",
        "嗨",
        "哈囉",
        "早",
        "晚上好",
        "请问有人吗",
        "在嗎？",
        "老师好",
        "hey there",
    ],
)
def test_a_greeting_is_greeted(desk: Desk, text: str) -> None:
    """A greeting gets what can be asked here; 你好 is no thanks, though 好 is."""
    assert is_greeting(text)
    assert not is_thanks(text)
    reply = desk.assistant.ask(Question(text))
    assert (reply.outcome, reply.small_talk, reply.echo) == (Outcome.NONE, True, None)
    assert reply.title == desk.words("desk.greeting-title", reply.language)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("你好，亏损能抵税吗", "亏损能抵税吗"),
        ("谢谢大佬，那亏损能抵税吗", "那亏损能抵税吗"),
        ("你好！请问一下，box 5 是什么", "box 5 是什么"),
        ("ok thanks, is it taxable when I convert?", "is it taxable when I convert?"),
        ("Hi,\nis it taxable when I convert?", "is it taxable when I convert?"),
        ("好的，本金 2 万，现值 18500", "本金 2 万，现值 18500"),
        ("谢谢，👍", "谢谢，👍"),
        ("好亏啊，能抵税吗", "好亏啊，能抵税吗"),
        ("你好", "你好"),
        ("本金 2 万，谢谢", "本金 2 万，谢谢"),
    ],
)
def test_courtesy_before_a_question_says_nothing_of_it(desk: Desk, text: str, question: str) -> None:
    """A question after a greeting or thanks is decided as it is without; alone they stay what they are."""
    assert without_courtesy(text) == question
    plain, led = desk.assistant.explain(question), desk.assistant.explain(text)
    assert (led.verdict, led.offered) == (plain.verdict, plain.offered)


def test_chat_after_thanks_is_no_miss(desk: Desk) -> None:
    """What follows thanks may be chat as well; then the whole is answered as chat."""
    reply = desk.assistant.ask(Question("谢谢，太有帮助了"))
    assert (reply.outcome, reply.small_talk) == (Outcome.NONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "谢谢，那亏损能抵税吗", "thanks, but can I deduct it?", "ok so what is box 5", "好亏啊",
        "help me deduct the loss",
        "8606 怎么用",
        "roth", "知道亏了多少吗", "帮助我报税", "",
    ],
)  # fmt: skip
def test_more_than_that_is_a_question(text: str) -> None:
    """Whatever asks something beside it is no thanks and no question for help."""
    assert not is_thanks(text)
    assert not is_greeting(text)
    assert not asks_for_help(text)


def test_no_question_of_the_evaluation_is_taken_for_it() -> None:
    """Not one question that expects an answer is taken for thanks or for a question for help."""
    rows = [
        json.loads(line)
        for name in ("dev", "heldout")
        for line in (EVAL / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    asked = [row["text"] for row in rows if row["expect"] == "answer"]
    assert len(asked) > 1800
    assert [text for text in asked if is_thanks(text) or is_greeting(text) or asks_for_help(text)] == []


def test_the_language_of_thanks(desk: Desk) -> None:
    """Thanks are answered in their own language and script."""
    assert desk.assistant.ask(Question("謝謝")).language is Language.ZH_HANT
    assert desk.assistant.ask(Question("thank you very much")).language is Language.EN
