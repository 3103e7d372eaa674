"""Figures without a question: a whole conversion or a 1099-R is computed, anything less is asked about."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.deciding import _MOVES, _OF_BOXES, _OF_CHECKING, _OF_FIGURES, _OF_OTHERS, _ROTH
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
        "本金 1.5 万，赚了 600",
        "你好，本金 2万 现值 18500",
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
        "每年 3 万，现在 31200，税率 35%",
        "biweekly 1,250 dollars of after-tax, is it worth converting 26 times a year to avoid maybe $200 of growth",
        "Roth 401k 存了 5 万现在 6 万，转 Roth IRA 的时候要交税吗",
        "Roth 里从 90k 掉到 71k，19k 的亏有没有地方填",
        "本金 2万 现值 18500 从 rollover IRA 转的能抵税吗",
        "form 8606 line 1: box 1 10500 box 2a 500 box 5 10000 how to fill in 8606",
    ],
)
def test_other_accounts_and_questions_are_not_computed_unasked(desk: Desk, text: str) -> None:
    """Another account or form, half of the figures, or what is put in every year is no conversion."""
    reply = desk.assistant.ask(Question(text))
    assert reply.entry is not None or reply.calculation is None


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("basis 25,000 value 23,100 what's box 2a", (25000, 23100, 23100)),
        ("虧了能抵稅嗎 本金 2萬 現值 18500", (20000, 18500, 18500)),
        ("存了2万，转的时候18500，能抵税吗", (20000, 18500, 18500)),
        ("partial conversion of 5k out of 20k where 2k is earnings. taxable?", (18000, 20000, 5000)),
        ("convert 5k of 20k, 2k is earnings, is it taxable", (18000, 20000, 5000)),
    ],
)
def test_a_question_back_shows_what_its_figures_come_to(desk: Desk, text: str, inputs: tuple[int, ...]) -> None:
    """A whole conversion is computed above the choices where any of them is about one; in public it is not."""
    reply = desk.assistant.ask(Question(text))
    assert reply.outcome is Outcome.CLARIFY
    assert reply.choices
    assert reply.calculation is not None
    assert tuple(int(reply.calculation.inputs[name]) for name in ("basis", "value", "amount")) == inputs
    assert desk.assistant.again(reply, reply.language.other).calculation is not None
    assert desk.assistant.ask(Question(text, private=False)).calculation is None


@pytest.mark.parametrize(
    "text",
    [
        "帮我看看 1099-R：Box 1 10500，2a 10500，Box 5 10000，code G 对吗",
        "what's wrong with this 1099-R: box 1 8,000, box 2a 8,000, box 5 7,600",
        "Box1 10500 Box2a 10500 Box5 10000 code G 这张表对不对",
        "谢谢，我的 1099-R box 1 10500，box 2a 10500，box 5 10000，填错了吗？",
    ],
)
def test_a_form_that_is_asked_about_is_read(desk: Desk, text: str) -> None:
    """Whether a 1099-R is right is told by reading it: box 2a with the basis in it is called wrong."""
    reply = desk.assistant.ask(Question(text))
    assert (reply.kind, reply.outcome) == ("1099r", Outcome.ANSWER)
    assert reply.calculation is not None
    assert reply.calculation.doubtful


def test_the_answer_about_a_wrong_form_reads_it(desk: Desk) -> None:
    """An answer about 1099-Rs with all three boxes computes what the form says, and no conversion out of them."""
    text = "1099-R wrong box 2a, how do I get it fixed? box 1 8000, box 2a 8000, box 5 7600"
    reply = desk.assistant.ask(Question(text))
    assert reply.entry == "form-1099r-wrong"
    for one in (reply, desk.assistant.again(reply, reply.language.other)):
        assert one.calculation is not None
        assert one.calculation.function == "reader_1099r"
    thread = desk.follow_ups.after(reply, text)
    assert thread is not None
    assert thread.kind == "1099r"


def test_market_beside_a_figure_is_a_value(desk: Desk) -> None:
    """ "market 18500" is what the account is worth; the question is not lost to stocks."""
    reply = desk.assistant.ask(Question("cost 20000 market 18500 deduct?"))
    assert reply.outcome is Outcome.CLARIFY
    assert reply.choices
    assert desk.assistant.explain("trader tax status mark-to-market 475(f)要不要选").exact


def test_the_concepts_exist(desk: Desk) -> None:
    """Each concept that only names figures is one of the lexicon."""
    known = {concept.id for concept in desk.assistant.base.lexicon.concepts}
    assert (_OF_FIGURES | _OF_BOXES | _OF_CHECKING | _OF_OTHERS | _ROTH | _MOVES) - known == set()
