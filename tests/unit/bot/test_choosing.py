"""Picking a numbered choice in words."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.desk import Desk
from bot.followup.choosing import chosen
from bot.reply import Outcome

ASKED = "after-tax 30k, converted at 28k, lost? deduct or keep?"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("２", 2), ("2.", 2), ("第二个", 2), ("第2个", 2), ("第三條", 3), ("选1", 1),
        ("三", 3), ("#2", 2), ("no. 2", 2),
        ("the second one", 2), ("Third.", 3), ("option 1", 1), ("就第一个吧", 1),
    ],
)  # fmt: skip
def test_a_number_is_a_choice(text: str, number: int) -> None:
    """Digits, Chinese numerals and ordinals name a choice."""
    assert chosen(text) == number


@pytest.mark.parametrize(
    "text", ["24", "2025", "24%", "2k", "0", "6", "第二个是什么", "second year", "box 5", "一万", "", "1/2"]
)
def test_anything_else_is_none(text: str) -> None:
    """Years, rates, sums and sentences are no choice."""
    assert chosen(text) is None


@pytest.mark.parametrize("private", [True, False])
def test_a_choice_by_its_number_opens_the_card(desk: Desk, private: bool) -> None:
    """After a question back the number opens that card, with the figures only for the asker; then one can go on."""
    ask = desk.assistant.ask(Question(ASKED, private=private))
    assert ask.outcome is Outcome.CLARIFY
    thread = desk.follow_ups.after(ask, ASKED)
    assert thread is not None
    picked = desk.follow_ups.follow(thread, "第二个", private=private)
    assert picked is not None
    assert picked.entry == ask.choices[1].entry
    assert (picked.calculation is not None) is private
    assert desk.follow_ups.follow(thread, "5", private=private) is None
    again = desk.follow_ups.follow(picked.thread, "24% bracket", private=private)
    assert again is not None
    assert again.entry == picked.entry


def test_a_number_after_an_answer_is_no_choice(desk: Desk) -> None:
    """Where nothing was offered a bare number picks nothing."""
    answer = desk.assistant.show("loss-not-deductible", desk.assistant.ask(Question(ASKED)).language)
    thread = desk.follow_ups.after(answer, "can I deduct the loss")
    reply = desk.follow_ups.follow(thread, "2")
    assert reply is None or reply.entry in {None, "loss-not-deductible"}
