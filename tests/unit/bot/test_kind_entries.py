"""Questions about an entry that explains a calculation: with figures, with too few, with none, and in public."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant, Question
from bot.interfaces import reply_json
from bot.kind_request import label
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import ActionKind, Reply

every_language = pytest.mark.parametrize("language", Language)


def asked(assistant: Assistant, name: str, language: Language, *fields: str) -> str:
    """The line that asks for inputs."""
    called = [label(assistant.words, KINDS[name], field, language) for field in fields]
    return assistant.words("kind.ask", language, field=(", " if language is Language.EN else "、").join(called))


ROOM = {
    Language.ZH: "我今年 deferral 24500，公司 match 1万，after-tax 还能存多少？",
    Language.ZH_HANT: "我今年 deferral 24500，公司 match 1萬，after-tax 還能存多少？",
    Language.EN: "My deferral is $24,500 this year and the match is $10,000. How much after-tax room do I have left?",
}


@every_language
def test_a_question_with_figures_gets_card_and_result(assistant: Assistant, language: Language) -> None:
    """The card of the entry comes with the calculation that it explains, the figures as read, and its sources."""
    reply = assistant.ask(Question(ROOM[language]))
    assert (reply.entry, reply.language, reply.asks) == ("after-tax-room", language, ())
    assert reply.statements
    assert reply.calculation is not None
    assert reply.calculation.function == "room_415c"
    assert "$37,500" in reply.calculation.headline
    assert "$24,500" in (reply.read or "")
    marks = {mark for line in reply.calculation.lines for mark in line.marks}
    assert marks
    assert marks <= {citation.number for citation in reply.citations}
    assert ActionKind.COMPUTE in [action.kind for action in reply.actions]


@pytest.mark.parametrize("start", Language)
def test_the_switch_keeps_the_figures_of_an_entry(assistant: Assistant, start: Language) -> None:
    """The card in the other language says the same result, and what was read in that language."""
    reply = assistant.ask(Question(ROOM[start]))
    for other in Language:
        again = assistant.again(reply, other)
        there = assistant.ask(Question(ROOM[other]))
        assert again.calculation is not None
        assert there.calculation is not None
        assert again.calculation.result == there.calculation.result
        assert again.read == there.read
        assert assistant.again(again, start) == reply


@every_language
def test_a_question_with_too_little_asks_by_name(assistant: Assistant, language: Language) -> None:
    """What the figures still need is asked for by name, in the language of the card, and again after the switch."""
    text = {
        Language.ZH: "公司 match 1万，我今年 after-tax 还能存多少？",
        Language.ZH_HANT: "公司 match 1萬，我今年 after-tax 還能存多少？",
        Language.EN: "The match is $10,000. How much after-tax room do I have left this year?",
    }
    reply = assistant.ask(Question(text[language]))
    assert (reply.entry, reply.calculation) == ("after-tax-room", None)
    assert reply.asks == (asked(assistant, "room", language, "deferral"),)
    assert reply.missing == ("deferral",)
    for other in Language:
        again = assistant.again(reply, other)
        assert again.asks == (asked(assistant, "room", other, "deferral"),)
        assert "$10,000" in (again.read or "")
        assert again.read == assistant.ask(Question(text[other])).read


@pytest.mark.parametrize(
    "text",
    [
        "我今年还能存多少 after-tax？怎么算？",
        "50 岁以上、60 到 63 岁的 catch-up 是多少？算在总上限里吗？",
        "2026 年 401(k) 的 415(c) 总上限是多少？",
        "40 岁，Roth IRA 取钱的顺序是什么？",
        "60 天内存回去，会预扣 20% 的税吗",
        "加州 2026 年转 Roth 要交州税吗",
    ],
)
def test_a_question_without_figures_adds_nothing(assistant: Assistant, text: str) -> None:
    """An age, a year, a state or the 20 % of everybody is nothing to compute with: the card alone answers."""
    reply = assistant.ask(Question(text))
    assert reply.entry
    assert (reply.calculation, reply.asks, reply.missing) == (None, (), ())


@every_language
def test_nothing_private_is_computed_in_public(assistant: Assistant, language: Language) -> None:
    """What everybody reads holds neither figures nor questions about them."""
    reply = assistant.ask(Question(ROOM[language], private=False))
    assert reply.entry == "after-tax-room"
    assert (reply.calculation, reply.asks, reply.missing, reply.read, reply.amounts) == (None, (), (), None, None)
    assert "24,500" not in reply.model_dump_json(exclude={"statements", "blocks", "next", "citations"})


def test_a_refusal_stands_on_the_card(assistant: Assistant) -> None:
    """Figures that the calculation refuses are answered with the reason below the card."""
    reply = assistant.ask(Question("2019 年 deferral 19000，公司 match 1万，after-tax 还能存多少？", Language.ZH))
    assert reply.entry == "after-tax-room"
    assert reply.calculation is None
    assert reply.asks


# --- anything else

WRITTEN = "deferral 24500 match 1万 basis $10,000 税率 24% - ~ 8k-10k 岁 CA single 2026 2026-03-02 , ， \n box 是 \x00"
SOUP = WRITTEN.split(" ")


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(list(KINDS)),
    text=st.text(max_size=40) | st.lists(st.sampled_from(SOUP), max_size=9).map(" ".join),
    typed=st.dictionaries(st.integers(0, 9), st.text(max_size=12) | st.sampled_from(SOUP), max_size=3),
    language=st.sampled_from(Language),
)
def test_whatever_is_written_there_is_one_reply(desk, name: str, text: str, typed: dict, language: Language) -> None:
    """No text and no field of any kind brings an exception; the reply is either a result or something to answer."""
    fields = KINDS[name].fields
    filled = {fields[place % len(fields)]: told for place, told in typed.items()}
    reply: Reply = desk.assistant.kinds.reply(name, text, language, filled)
    assert (reply.kind, reply.language) == (name, language)
    assert (reply.calculation is None) is bool(reply.asks)
    assert set(reply.missing) <= set(fields)
    row = reply_json(text, reply, desk.plain)
    assert json.loads(json.dumps(row)) == row
    assert desk.assistant.again(reply, language) == reply
