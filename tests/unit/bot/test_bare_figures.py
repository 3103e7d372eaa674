"""Figures without a question: a whole conversion or a 1099-R is computed, anything less is asked about."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.deciding import _OF_BOXES, _OF_FIGURES
from bot.desk import Desk
from bot.reply import Outcome


@pytest.mark.parametrize(
    "text",
    [
        "本金 2万 现值 18500 税率 24%",
        "basis 20000 value 18500 rate 24%",
        "I put in 10k, now 9k",
        "存了2万，转的时候18500",
        "after-tax 存了 3 万，轉的時候 31200",
        "10k in, now 9k",
    ],
)
def test_a_whole_conversion_is_computed(desk: Desk, text: str) -> None:
    """Basis and value alone are answered with the result, and the entry behind it leads the candidates."""
    reply = desk.assistant.ask(Question(text))
    assert reply.outcome is Outcome.ANSWER
    assert reply.calculation is not None
    assert reply.calculation.function == "convert"
    assert reply.choices == ()
    assert reply.candidates[0].id == reply.related[0].entry
    assert desk.assistant.ask(Question(text, private=False)).calculation is None


@pytest.mark.parametrize(
    "text", ["1099-R box 1 10500, box 2a 500, box 5 10000", "1099-R：box 1 10500，2a 500，box 5 10000"]
)
def test_the_boxes_of_a_form_are_read_as_the_form(desk: Desk, text: str) -> None:
    """Boxes 1, 2a and 5 without a question are read as a 1099-R."""
    reply = desk.assistant.ask(Question(text))
    assert (reply.kind, reply.outcome) == ("1099r", Outcome.ANSWER)
    assert reply.calculation is not None
    assert reply.choices == ()


@pytest.mark.parametrize(
    "text",
    [
        "put in 30k in my IRA, now 25k",
        "我的房子本金 2万 现值 18500",
        "股票本金 2万 现值 18500",
        "basis 20000",
        "存了2万，转的时候18500，能抵税吗",
    ],
)
def test_other_accounts_and_questions_are_not_computed_unasked(desk: Desk, text: str) -> None:
    """Another account, half of the figures, or a question beside them is no bare conversion."""
    reply = desk.assistant.ask(Question(text))
    assert reply.entry is not None or reply.calculation is None


def test_the_concepts_exist(desk: Desk) -> None:
    """Each concept that only names figures is one of the lexicon."""
    known = {concept.id for concept in desk.assistant.base.lexicon.concepts}
    assert (_OF_FIGURES | _OF_BOXES) - known == set()
