"""Picking a numbered choice in words."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.desk import Desk
from bot.followup.choosing import chosen, refused
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


@pytest.mark.parametrize("text", ["最后一个", "就最后那个吧", "last one", "The last one."])
def test_the_last_one_is_the_last_choice(desk: Desk, text: str) -> None:
    """The last choice goes by that name, however many there are."""
    assert chosen(text, 3) == 3
    ask = desk.assistant.ask(Question(ASKED))
    picked = desk.follow_ups.follow(desk.follow_ups.after(ask, ASKED), text)
    assert picked is not None
    assert picked.entry == ask.choices[-1].entry


@pytest.mark.parametrize("private", [True, False])
@pytest.mark.parametrize(
    "text", ["都不是", "以上都不是。", "都不對", "没有我想问的", "none of these", "None", "neither"]
)
def test_none_of_the_choices_is_an_answer_too(desk: Desk, text: str, private: bool) -> None:
    """Where none of the choices is meant, that there is no checked answer is said, with the ways on."""
    ask = desk.assistant.ask(Question(ASKED, private=private))
    reply = desk.follow_ups.follow(desk.follow_ups.after(ask, ASKED), text, private=private)
    assert reply is not None
    assert (reply.outcome, reply.title) == (Outcome.NONE, desk.words("desk.none-title", reply.language))
    assert reply.language is ask.language
    assert reply.echo == (ASKED if private else None)
    assert reply.body


@pytest.mark.parametrize("text", ["不是", "none of my basis is left", "都不是免税的吗", "最后一年", "last year"])
def test_what_only_sounds_like_it_picks_nothing(text: str) -> None:
    """A sentence with such words in it is a question of its own."""
    assert not refused(text)
    assert chosen(text, 3) is None


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("basis 20k", "18.5k"),
        ("我存了 2 万", "现在 18500"),
        ("本金两万", "18500"),
        ("现值 18500", "本金 2 万"),
    ],
)
def test_half_of_a_conversion_is_completed(desk: Desk, first: str, then: str) -> None:
    """Basis or value alone is answered with what is missing, and the next message completes it."""
    half = desk.assistant.ask(Question(first))
    assert (half.outcome, half.calculation, half.choices) == (Outcome.CLARIFY, None, ())
    assert len(half.asks) == 1
    whole = desk.follow_ups.follow(desk.follow_ups.after(half, first), then)
    assert whole is not None
    assert whole.calculation is not None
    assert [int(whole.calculation.inputs[name]) for name in ("basis", "value")] == [20000, 18500]
    assert desk.assistant.ask(Question(first, private=False)).asks == ()


@pytest.mark.parametrize("text", ["Roth IRA 存了 7000", "每年存 2 万", "我存了 2 万在 HSA", "存 7 万可以吗", "2 万"])
def test_what_is_no_half_of_a_conversion(desk: Desk, text: str) -> None:
    """Another account, a yearly sum, a question or a sum without a name is not asked to be completed."""
    assert desk.assistant.ask(Question(text)).asks == ()
