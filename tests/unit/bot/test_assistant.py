"""From a question to a reply, on the real knowledge."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.assistant import Assistant, Question
from bot.desk import Desk
from bot.interfaces import reply_json
from bot.kinds import kind_on
from bot.language import Language
from bot.reply import ActionKind, Outcome, Reply, Statement
from knowledge.model import Kind, Status

LOSS = {
    Language.ZH: "存了1万，转的时候只剩9500，亏的500能抵税吗？",
    Language.ZH_HANT: "存了1萬，轉的時候只剩9500，虧的500能抵稅嗎？",
    Language.EN: "I put in $10,000 after-tax, only $9,500 was left when I converted. Can I deduct the $500 loss?",
}
NO = {Language.ZH: "不能。", Language.ZH_HANT: "不能。", Language.EN: "No."}
INPUT_LINES = {"basis", "value", "amount"}


def statements(reply: Reply) -> list[Statement]:
    """Every claim that a card shows, collapsed or expanded."""
    found = [*reply.statements, *(s for block in reply.blocks for s in block.statements)]
    return [*found, reply.next] if reply.next else found


def shown_marks(reply: Reply) -> list[int]:
    """The numbers of sources anywhere on a card."""
    marks = [mark for statement in statements(reply) for mark in statement.marks]
    if reply.calculation:
        parts = [line for scenario in reply.calculation.scenarios for line in (scenario, *scenario.lines)]
        marks += [mark for part in (*reply.calculation.lines, *parts) for mark in part.marks]
    return marks


def words_of(value: object) -> str:
    """Every text and number of a dumped reply, without addresses and scores."""
    if isinstance(value, dict):
        return " ".join(words_of(item) for key, item in value.items() if key not in {"url", "score"})
    if isinstance(value, list | tuple):
        return " ".join(words_of(item) for item in value)
    return str(value)


@pytest.mark.parametrize("language", Language)
def test_the_loss_of_the_issue(assistant: Assistant, language: Language) -> None:
    """The loss of 500 is answered with a cited no, and computed: nothing taxable, 500 of basis unrecovered."""
    reply = assistant.ask(Question(LOSS[language]))
    assert (reply.language, reply.outcome, reply.entry) == (language, Outcome.ANSWER, "loss-not-deductible")
    assert reply.verdict == NO[language]
    assert reply.citations
    assert reply.calculation is not None
    assert reply.calculation.function == "convert"
    assert reply.calculation.result["taxable"] == "0.00"
    assert "500.00" in {reply.calculation.result["basis_left"], reply.calculation.result["unrecovered_if_emptied"]}
    assert [reading["id"] for reading in reply.calculation.readings] == ["plan_keeps_basis", "plan_drops_basis"]
    assert [scenario.key for scenario in reply.calculation.scenarios] == ["plan_keeps_basis", "plan_drops_basis"]
    assert reply.read is not None
    assert "$10,000" in reply.read
    assert "$9,500" in reply.read
    assert reply.amounts is not None
    assert reply.amounts["roles"]["basis"] == 10000
    assert reply.candidates[0].id == "loss-not-deductible"


def test_traditional_is_all_traditional(assistant: Assistant) -> None:
    """A question in Traditional is answered in Traditional to the last line."""
    text = words_of(
        assistant.ask(Question(LOSS[Language.ZH_HANT])).model_dump(exclude={"amounts", "echo"}, mode="json")
    )
    assert re.findall("[这损们应转换来区还没单样]", text) == []
    assert "虧損" in text


def test_stock_picking_is_redirected(assistant: Assistant) -> None:
    """A question about a fund is understood, not answered, and pointed elsewhere."""
    reply = assistant.ask(Question("tqqq适合长期持有吗"))
    assert (reply.outcome, reply.entry) == (Outcome.REDIRECT, "out-stock-pick")
    assert reply.body
    assert reply.statements
    assert reply.language is Language.ZH


@pytest.mark.parametrize("text", ["asdfgh", "？？？", "怎么腌酸菜", "how do I unclog a sink"])
def test_what_is_not_known_is_not_answered(assistant: Assistant, text: str) -> None:
    """What has no checked answer gets no card, but ways on."""
    reply = assistant.ask(Question(text, fallback=Language.ZH))
    assert (reply.outcome, reply.entry, reply.statements, reply.citations) == (Outcome.NONE, None, (), ())
    assert len(reply.body) >= 3


@pytest.mark.parametrize("text", ["早上好", "good morning", "今天天气怎么样", "hello"])
def test_a_greeting_is_greeted(assistant: Assistant, text: str) -> None:
    """Small talk is met with what can be asked here, never with tax."""
    reply = assistant.ask(Question(text, fallback=Language.ZH))
    assert (reply.outcome, reply.entry, reply.statements, reply.citations) == (Outcome.NONE, None, (), ())
    assert reply.title == assistant.words("desk.greeting-title", reply.language)
    assert reply.body


@pytest.mark.parametrize("text", ["", "  \n ", "\u3000"])
def test_nothing_asked(assistant: Assistant, text: str) -> None:
    """An empty message is told what can be asked."""
    reply = assistant.ask(Question(text, fallback=Language.EN))
    assert (reply.outcome, reply.title) == (Outcome.NONE, "There was no question to read")


def test_a_known_wording_needs_no_echo(assistant: Assistant) -> None:
    """Where the question is word for word known there is nothing to make visible."""
    entry = assistant.base.entries["loss-not-deductible"]
    assert assistant.ask(Question(entry.question.zh)).echo is None


@pytest.mark.parametrize("language", Language)
def test_every_card_is_cited(assistant: Assistant, language: Language) -> None:
    """Each sentence of each card has a source, and each number leads to one with an address."""
    cards = [assistant.show(entry_id, language) for entry_id in assistant.base.entries]
    assert len(cards) >= 20
    for card in cards:
        numbers = [citation.number for citation in card.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(statement.marks for statement in statements(card))
        assert set(shown_marks(card)) == set(numbers)
        assert all(citation.url.startswith("https://") for citation in card.citations)
        assert {citation.number for citation in card.lead_citations()} >= set(card.statements[0].marks)


@pytest.mark.parametrize("language", Language)
def test_every_card_says_how_far_to_rely_on_it(assistant: Assistant, language: Language) -> None:
    """Each card has its status in a word, the years, the review date and the disclaimer."""
    disclaimer = {Language.ZH: "不是税务建议", Language.ZH_HANT: "不是稅務建議", Language.EN: "not tax advice"}
    for entry in assistant.base.entries.values():
        stamp = assistant.show(entry.id, language).stamp
        assert stamp is not None
        assert str(entry.reviewed_on) in stamp.text
        assert str(entry.tax_years[-1]) in stamp.text
        assert disclaimer[language] in stamp.text
        assert entry.id in stamp.footer
        assert stamp.warning is None


def test_an_entry_past_its_review_says_so(assistant: Assistant) -> None:
    """After its review date a card warns, and loses the colour of a settled answer."""
    entry = assistant.base.entries["loss-not-deductible"]
    late = Assistant(assistant.base, assistant.words, today=lambda: entry.review_by.replace(year=2031))
    stamp = late.show(entry.id, Language.EN).stamp
    assert stamp is not None
    assert stamp.tone == "overdue"
    assert str(entry.review_by) in (stamp.warning or "")


def test_no_placeholder_is_left(assistant: Assistant) -> None:
    """Year-bound figures are filled in, in every language."""
    seen = 0
    for entry in assistant.base.entries.values():
        seen += sum("{limit." in claim.en for claim in entry.all_claims())
        for language in Language:
            assert "{" not in assistant.show(entry.id, language).model_dump_json(exclude={"citations"}).replace(
                '{"', ""
            )
    assert seen > 0


def test_a_calculation_is_cited(assistant: Assistant) -> None:
    """Each computed line has a source on the card, and so does each reading."""
    reply = assistant.ask(Question(LOSS[Language.EN]))
    assert reply.calculation is not None
    computed = [line for line in reply.calculation.lines if line.key not in INPUT_LINES]
    assert len(computed) >= 4
    assert all(line.marks for line in computed)
    assert [bool(scenario.marks) for scenario in reply.calculation.scenarios] == [True, True]
    assert set(shown_marks(reply)) <= {citation.number for citation in reply.citations}
    block_marks = {mark for block in reply.blocks for statement in block.statements for mark in statement.marks}
    lead = [citation.number for citation in reply.lead_citations()]
    assert lead == list(range(1, len(lead) + 1))
    assert set(shown_marks(reply)) - set(lead) <= block_marks


@pytest.mark.parametrize(("start", "other"), [(Language.ZH, Language.EN), (Language.EN, Language.ZH_HANT)])
def test_the_switch_keeps_the_figures(assistant: Assistant, start: Language, other: Language) -> None:
    """The same card in the other language has the same result and sources, and tells again what was read."""
    reply = assistant.ask(Question(LOSS[start]))
    again = assistant.again(reply, other)
    asked_there = assistant.ask(Question(LOSS[other]))
    assert (again.language, again.entry, again.outcome) == (other, reply.entry, reply.outcome)
    assert again.calculation is not None
    assert reply.calculation is not None
    assert again.calculation.result == reply.calculation.result
    assert again.calculation.headline == asked_there.calculation.headline
    assert [line.value for line in again.calculation.lines][:3] == [line.value for line in reply.calculation.lines][:3]
    assert [c.source for c in again.citations] == [c.source for c in reply.citations]
    assert again.read == asked_there.read
    assert again.amounts == reply.amounts
    assert assistant.again(again, start) == reply


@pytest.mark.parametrize(
    "text",
    [
        "after-tax 401k亏了能抵税吗",
        "我存了2万after-tax，亏了能抵税吗",
        "tqqq适合长期持有吗",
        "早上好",
        "401k Roth",
        "存了1万，2019年转的时候只剩9500，亏的500能抵税吗？",
        "after-tax 1万，现在9000到9500，亏损能抵税吗",
    ],
)
def test_the_switch_there_and_back_changes_nothing(assistant: Assistant, text: str) -> None:
    """Whatever the outcome, switching twice gives the same reply, and no Chinese is left in the English one."""
    reply = assistant.ask(Question(text, language=Language.ZH))
    english = assistant.again(reply, Language.EN)
    assert english == assistant.ask(Question(text, language=Language.EN))
    assert assistant.again(english, Language.ZH) == reply


@pytest.mark.parametrize("text", ["basis 20k value 18500 24% bracket", "basis 20k", "nothing"])
def test_the_switch_of_a_computed_card(assistant: Assistant, text: str) -> None:
    """A card of /convert, whether computed or asking, is the same card in the other language."""
    english = assistant.compute_text(text, Language.EN)
    chinese = assistant.compute_text(text, Language.ZH)
    assert assistant.again(english, Language.ZH).calculation == chinese.calculation
    if english.amounts and english.asks:
        assert assistant.again(english, Language.ZH).asks == chinese.asks


def test_convert_from_text(assistant: Assistant) -> None:
    """/convert reads typed options in either language and tells the tax where a rate is given."""
    for text in ("本金 2万 现值 18500 税率 24%", "basis $20,000 value 18,500 24% bracket"):
        reply = assistant.compute_text(text, Language.EN)
        assert reply.calculation is not None
        assert reply.calculation.result["taxable"] == "0.00"
        assert reply.calculation.result["tax_at_rate"] == "0.00"
        assert reply.read == "Basis (after-tax contributions) $20,000 · Value at conversion $18,500 · Tax rate 24%"


@pytest.mark.parametrize(
    ("text", "asked"), [("basis 20k", ["value"]), ("value 20k", ["basis"]), ("hm", ["basis", "value"])]
)
def test_convert_asks_for_what_is_missing(assistant: Assistant, words, text: str, asked: list[str]) -> None:
    """Nothing is guessed: what is missing is asked for, in the asker's language."""
    for language in Language:
        reply = assistant.compute_text(text, language)
        assert reply.calculation is None
        assert list(reply.asks) == [words(f"calc.ask-{role}", language) for role in asked]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("function", "inputs", "figure"),
    [
        ("convert", {"basis": -500, "value": 9500}, "$500"),
        ("convert", {"basis": "abc", "value": 9500}, "abc"),
        ("convert", {"basis": 10000}, None),
        ("convert", {"basis": 1, "value": 1, "year": 2019}, "2019"),
        ("divide", {}, "divide"),
        ("convert", [], None),
    ],
)
def test_a_refusal_is_in_the_askers_language(assistant, language, function, inputs, figure) -> None:
    """What cannot be computed is answered with the reason, never with an exception."""
    reply = assistant.compute(function, inputs, language)
    assert (reply.outcome, reply.calculation, reply.language) == (Outcome.CLARIFY, None, language)
    (reason,) = reply.asks
    assert bool(re.search("[\u4e00-\u9fff]", reason)) is (language is not Language.EN)
    if language is Language.ZH_HANT:
        assert not re.search("[这亏应转没写请数读]", reason.replace("请", "")) or "請" in reason
    assert figure is None or figure in reason


def test_figures_that_contradict_each_other_are_asked_about(assistant: Assistant) -> None:
    """Ten thousand that fell to 9,500 did not lose 700: nothing is computed."""
    reply = assistant.ask(Question("存了1万，转的时候只剩9500，亏了700，能抵税吗", language=Language.EN))
    assert reply.calculation is None
    assert len(reply.asks) == 1


def test_suggestions(assistant: Assistant) -> None:
    """Nothing typed gives the pinned questions, typing gives matching ones, never more than asked for."""
    pinned = assistant.suggestions("", Language.ZH)
    assert tuple(choice.entry for choice in pinned) == assistant.base.policy.pinned
    assert len(assistant.suggestions(" ", Language.ZH, 2)) == 2
    for limit in (1, 3, 10, 25):
        found = assistant.suggestions("loss", Language.EN, limit)
        assert 1 <= len(found) <= limit
    best = assistant.suggestions("亏损 抵税", Language.EN)[0]
    assert (best.entry, best.title) == (
        "loss-not-deductible",
        assistant.base.entries["loss-not-deductible"].question.en,
    )
    assert assistant.suggestions("zzzz", Language.EN) == ()


def test_topics_lead_to_every_entry(assistant: Assistant) -> None:
    """Every entry is reached by browsing, under its topic, with a count that is right."""
    reached = []
    for topic, title, count in assistant.topics(Language.ZH_HANT):
        choices = assistant.questions(topic, Language.EN)
        assert title
        assert len(choices) == count > 0
        reached += [choice.entry for choice in choices]
    assert sorted(reached) == sorted(assistant.base.entries)


def test_every_source_leads_to_what_rests_on_it(assistant: Assistant) -> None:
    """From each citation of a card the card itself is found again."""
    card = assistant.show("loss-not-deductible", Language.EN)
    for citation in card.citations:
        assert "loss-not-deductible" in {choice.entry for choice in assistant.resting_on(citation.source, Language.EN)}


def test_actions_fit_the_card(assistant: Assistant) -> None:
    """A card offers to compute only where that answers it, and always the other language."""
    for entry in assistant.base.entries.values():
        kinds = [action.kind for action in assistant.show(entry.id, Language.ZH).actions]
        assert (ActionKind.COMPUTE in kinds) is bool(entry.calc or kind_on(entry))
        assert (ActionKind.EXPAND in kinds) is bool(entry.details)
        assert ActionKind.LANGUAGE in kinds
        assert len(kinds) == len(set(kinds)) <= 4


def test_an_unknown_entry_is_a_key_error(assistant: Assistant) -> None:
    """Showing what does not exist is the caller's mistake."""
    with pytest.raises(KeyError):
        assistant.show("no-such-entry", Language.EN)


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(st.characters(), max_size=60)
    | st.lists(
        st.sampled_from("401k 亏了 1万 $ 9500 Roth 虧損 loss 能抵税吗 -500 1e9 ½ ² 24% 2019年 \ud800 {x} \x00".split()),
        max_size=9,
    ).map(" ".join),
    language=st.sampled_from([None, *Language]),
    private=st.booleans(),
)
def test_any_text_gets_one_reply(desk: Desk, text: str, language: Language | None, *, private: bool) -> None:
    """Whatever is typed, there is one reply in a known language, and it is plain JSON."""
    reply = desk.assistant.ask(Question(text, language=language, private=private))
    assert language in {None, reply.language}
    row = reply_json(text, reply, desk.plain)
    assert json.loads(json.dumps(row)) == row
    assert desk.plain.card(reply, expanded=True)
    assert desk.assistant.again(reply, reply.language.other).outcome is reply.outcome


def test_an_open_claim_on_the_short_card_makes_its_stamp_open(assistant: Assistant) -> None:
    """A card that leads with an official text and our own reading is not stamped official."""
    checked = 0
    for entry in assistant.base.entries.values():
        lead = [claim.status for claim in entry.claims]
        stamp = assistant.show(entry.id, Language.EN).stamp
        assert stamp is not None
        if Status.UNKNOWN in lead and lead[0] is not Status.UNKNOWN and entry.type is not Kind.DISPUTED:
            checked += 1
            assert "No rule found" in stamp.text or "Disputed" in stamp.text
    assert checked > 0
