"""The replies to messages that go on from an answer: the same entry or calculation, what is new, what is asked."""

import pytest

from bot.assistant import Assistant, Question
from bot.followup.following import FollowUps
from bot.language import Language
from bot.reply import Outcome, Reply

LOSS = "存了1万，转的时候只剩9500，亏的500能抵税吗？"
PLAIN = "税后401k亏了能抵扣吗"


@pytest.fixture(scope="module")
def follow_ups(assistant: Assistant) -> FollowUps:
    """What goes on from answers."""
    return FollowUps(assistant)


def go_on(follow_ups: FollowUps, assistant: Assistant, *lines: str, private: bool = True) -> Reply:
    """Ask the first line and go on with the others; the last reply."""
    reply = assistant.ask(Question(lines[0], private=private))
    last = follow_ups.after(reply, lines[0])
    for line in lines[1:]:
        assert last is not None
        reply_or_none = follow_ups.follow(last, line, private=private)
        assert reply_or_none is not None, line
        reply, last = reply_or_none, follow_ups.after(reply_or_none)
    return reply


def test_the_entry_stays_and_the_reply_says_so(follow_ups: FollowUps, assistant: Assistant) -> None:
    """The same card with the new figures, what is new echoed and everything as it was read."""
    reply = go_on(follow_ups, assistant, LOSS, "現值改成 9,800", "税率24%呢")
    assert reply.entry == "loss-not-deductible"
    assert reply.continues == "接着上一问：税率 24%"
    assert reply.read is not None
    assert "$9,800" in reply.read
    assert reply.calculation is not None
    assert reply.calculation.inputs == {"basis": "10000", "value": "9800", "rate": "0.24"}
    assert reply.citations


@pytest.mark.parametrize(
    ("lines", "entry"),
    [
        (("转换收益新泽西要交州税吗", "那加州呢"), "state-tax"),
        (("加州对税后401k转Roth收州税吗", "NJ呢"), "state-tax-nj"),
        (("do I owe state tax on the conversion", "and in New Jersey?"), "state-tax-nj"),
        (("do I owe tax on the conversion", "what about California"), "state-tax"),
    ],
)
def test_a_state_leads_to_its_entry(
    follow_ups: FollowUps, assistant: Assistant, lines: tuple[str, ...], entry: str
) -> None:
    """Where the question has an entry for that state, it is shown."""
    assert go_on(follow_ups, assistant, *lines).entry == entry


def test_a_state_on_the_conversion_keeps_the_figures(follow_ups: FollowUps, assistant: Assistant) -> None:
    """The tax on a conversion has a state version; the calculation goes along, and later figures go into it."""
    shown = assistant.show("conversion-tax", Language.ZH, "存了1万，转的时候12000")
    last = follow_ups.after(shown)
    assert last is not None
    first = follow_ups.follow(last, "那 NJ 呢")
    assert first is not None
    assert first.thread is not None
    second = follow_ups.follow(first.thread, "现值 13000")
    assert second is not None
    assert (first.entry, second.entry) == ("state-tax-nj", "state-tax-nj")
    assert [r.calculation.result["taxable"] for r in (first, second) if r.calculation] == ["2000.00", "3000.00"]


def test_an_entry_that_is_not_written_by_state_says_so(follow_ups: FollowUps, assistant: Assistant) -> None:
    """A federal answer is not passed off as the answer for California; the way to the state entry is offered."""
    reply = go_on(follow_ups, assistant, LOSS, "那加州呢")
    assert reply.entry == "loss-not-deductible"
    assert reply.continues is not None
    assert "没有分州写" in reply.continues
    assert reply.related[0].entry == "state-tax"


def test_a_year_that_was_not_checked_is_told(follow_ups: FollowUps, assistant: Assistant) -> None:
    """The card of another year is not passed off as one for the year that is asked about."""
    assert "没有核对过 2019 年" in go_on(follow_ups, assistant, PLAIN, "2019年呢").asks[0]
    assert go_on(follow_ups, assistant, PLAIN, "2025年呢").asks == ()


def test_which_figure_is_asked_and_told(follow_ups: FollowUps, assistant: Assistant) -> None:
    """The two inputs are named with what was said of them; a name alone answers."""
    asked = go_on(follow_ups, assistant, LOSS, "what if it's 12k")
    assert asked.outcome is Outcome.CLARIFY
    assert asked.calculation is None
    assert [option.place for option in asked.options] == ["basis", "value"]
    assert "$10,000" in asked.options[0].differs
    told = go_on(follow_ups, assistant, LOSS, "what if it's 12k", "现值")
    assert told.calculation is not None
    assert told.calculation.inputs["value"] == "12000"


def test_missing_figures_are_asked_by_name(follow_ups: FollowUps, assistant: Assistant) -> None:
    """A rate alone asks for basis and value, one of them for the other; a range for one figure."""
    words = assistant.words
    both = (words("calc.ask-basis", Language.ZH), words("calc.ask-value", Language.ZH))
    assert go_on(follow_ups, assistant, PLAIN, "税率24%呢").asks == both
    assert go_on(follow_ups, assistant, PLAIN, "本金 1万").asks == both[1:]
    unclear = go_on(follow_ups, assistant, LOSS, "现值一万多吧")
    assert unclear.calculation is None
    assert len(unclear.asks) == 1


def test_what_was_unclear_stays_open_until_it_is_said(follow_ups: FollowUps, assistant: Assistant) -> None:
    """A rate does not settle a basis that was given as a range; the basis does."""
    question = "本金3到4万，转的时候2万8，亏损能抵税吗"
    assert go_on(follow_ups, assistant, question, "税率24%").calculation is None
    assert go_on(follow_ups, assistant, question, "税率24%", "32000").calculation is not None


def test_contradicting_figures_are_not_computed(follow_ups: FollowUps, assistant: Assistant) -> None:
    """Value and loss in one message that do not fit together are asked about."""
    reply = go_on(follow_ups, assistant, LOSS, "现值 9000，亏了 300")
    assert reply.calculation is None
    assert len(reply.asks) == 1


def test_another_account_is_another_question(follow_ups: FollowUps, assistant: Assistant) -> None:
    """The question is asked anew about that account; the after-tax card is not shown for it, nothing is computed."""
    reply = go_on(follow_ups, assistant, LOSS, "那 traditional IRA 呢")
    assert reply.entry != "loss-not-deductible"
    assert reply.continues == "接着上一问：traditional IRA"
    assert reply.calculation is None


@pytest.mark.parametrize(
    ("line", "language"),
    [("what if it's 24%", Language.EN), ("24%", Language.ZH), ("MFJ", Language.ZH), ("稅率換成24%", Language.ZH_HANT)],
)
def test_the_language_of_a_follow_up(
    follow_ups: FollowUps, assistant: Assistant, line: str, language: Language
) -> None:
    """It is that of the words; figures and names alone keep that of the last answer."""
    assert go_on(follow_ups, assistant, LOSS, line).language is language


def test_the_other_language_says_the_same(follow_ups: FollowUps, assistant: Assistant) -> None:
    """A reply that goes on from another is told again with its figures."""
    reply = go_on(follow_ups, assistant, LOSS, "税率24%呢")
    again = follow_ups.again(reply, Language.EN)
    assert again.continues == "Continuing your last question: Tax rate 24%"
    assert reply.calculation is not None
    assert again.calculation is not None
    assert again.calculation.inputs == reply.calculation.inputs
    plain = assistant.ask(Question(LOSS))
    assert follow_ups.again(plain, Language.EN) == assistant.again(plain, Language.EN)


@pytest.mark.parametrize("line", ["税率24%呢", "现值改成 9,800", "亏了800呢", "what if it's 12k"])
def test_in_public_no_figure_is_shown(follow_ups: FollowUps, assistant: Assistant, line: str) -> None:
    """Neither what is new nor what was said before stands in a reply for everybody; the thread knows it still."""
    reply = go_on(follow_ups, assistant, LOSS, line, private=False)
    shown = reply.model_dump_json(include={"continues", "read", "asks", "calculation", "echo", "amounts", "options"})
    assert not any(digit in shown for digit in ("24", "9,800", "9800", "800", "12", "500", "10,000"))
    assert reply.entry == "loss-not-deductible"
    assert reply.thread is not None
    assert reply.thread.said["basis"] == 10000
    assert "Thread(" not in repr(reply)
    assert "thread" not in reply.model_dump()


@pytest.mark.parametrize("text", ["tqqq适合长期持有吗", "早上好", "asdf qwer"])
def test_nothing_goes_on_from_no_answer(follow_ups: FollowUps, assistant: Assistant, text: str) -> None:
    """A redirect, a greeting and an unknown question leave nothing to go on from."""
    assert follow_ups.after(assistant.ask(Question(text)), text) is None


def test_a_calculation_alone_is_gone_on_with(follow_ups: FollowUps, assistant: Assistant) -> None:
    """What /convert computed keeps its own card."""
    last = follow_ups.after(assistant.compute_text("本金 2万 现值 18500", Language.ZH))
    assert last is not None
    reply = follow_ups.follow(last, "税率32%，现值 21000")
    assert reply is not None
    assert reply.entry is None
    assert reply.calculation is not None
    assert reply.calculation.result["tax_at_rate"] == "320.00"


def test_a_kind_of_calc_is_gone_on_with(follow_ups: FollowUps, assistant: Assistant) -> None:
    """Its own labels name what changes; what it does not know is a message of its own."""
    text = "工资 20万，deferral 24500，match 1万，已存 after-tax 8000"
    last = follow_ups.after(assistant.kinds.reply("room", text, Language.ZH))
    assert last is not None
    reply = follow_ups.follow(last, "match 改成 12000 呢")
    assert reply is not None
    assert reply.calculation is not None
    assert reply.calculation.result["room"] == "27500.00"
    assert reply.continues is not None
    assert "$12,000" in reply.continues
    assert follow_ups.follow(last, "那加州呢") is None
    assert follow_ups.after(assistant.kinds.reply("series", "5000 4600", Language.ZH)) is None
