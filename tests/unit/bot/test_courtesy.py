"""Thanks and questions for help: recognised as such, and nothing else is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.assistant import Question
from bot.courtesy import asks_for_help, is_thanks
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
    ],
)
def test_thanks_get_a_short_word(desk: Desk, text: str) -> None:
    """Thanks are answered in a line, without an echo and without tax."""
    assert is_thanks(text)
    reply = desk.assistant.ask(Question(text))
    assert (reply.outcome, reply.small_talk, reply.echo, reply.body) == (Outcome.NONE, True, None, ())
    assert reply.title == desk.words("desk.welcome-title", reply.language)


@pytest.mark.parametrize(
    "text", ["help", "帮助", "怎么用？", "你能干嘛", "what can you do?", "怎麼用", "how do I use this"]
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
        "谢谢，那亏损能抵税吗", "thanks, but can I deduct it?", "ok so what is box 5", "好亏啊",
        "help me deduct the loss",
        "8606 怎么用",
        "roth", "知道亏了多少吗", "帮助我报税", "",
    ],
)  # fmt: skip
def test_more_than_that_is_a_question(text: str) -> None:
    """Whatever asks something beside it is no thanks and no question for help."""
    assert not is_thanks(text)
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
    assert [text for text in asked if is_thanks(text) or asks_for_help(text)] == []


def test_the_language_of_thanks(desk: Desk) -> None:
    """Thanks are answered in their own language and script."""
    assert desk.assistant.ask(Question("謝謝")).language is Language.ZH_HANT
    assert desk.assistant.ask(Question("thank you very much")).language is Language.EN
