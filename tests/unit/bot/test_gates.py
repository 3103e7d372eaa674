"""What is never shown, echoed or computed: figures in public, and sums for another account or step."""

import json
from pathlib import Path

import pytest

from bot.assistant import Assistant, Question
from bot.language import Language
from bot.reply import Outcome
from knowledge.decision import Verdict
from tests.unit.bot.test_assistant import LOSS, words_of

PHRASES = Path(__file__).parents[1] / "calc/amounts_given.jsonl"


@pytest.mark.parametrize("language", Language)
def test_in_public_no_figure_is_shown(assistant: Assistant, language: Language) -> None:
    """Where others read along neither the figures nor anything computed from them is shown or echoed."""
    reply = assistant.ask(Question(LOSS[language], private=False))
    assert (reply.entry, reply.outcome) == ("loss-not-deductible", Outcome.ANSWER)
    assert (reply.calculation, reply.read, reply.amounts, reply.echo, reply.asks) == (None, None, None, None, ())
    card = assistant.show("loss-not-deductible", language)
    assert reply.model_dump(exclude={"candidates"}) == card.model_dump(exclude={"candidates"})


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("after-tax亏了大概四五万，能抵税吗", ["四五万", "40", "50"]),
        ("我的after-tax 401k亏了47块，这个loss能抵税吗", ["47"]),
        ("亏了8831能抵吗 after-tax转roth", ["8831", "8,831"]),
        ("my after-tax lost a couple hundred or 38 before the conversion, deductible?", ["38", "couple hundred"]),
        ("税率37%，after-tax 401k的亏损能抵税吗", ["37"]),
        ("六十多万的after-tax亏了怎么办", ["六十多万"]),
    ],
)
def test_in_public_no_figure_is_echoed(assistant: Assistant, text: str, figures: list[str]) -> None:
    """Not even figures of which the reader is unsure are repeated where others read along."""
    dumped = assistant.ask(Question(text, private=False)).model_dump(mode="json")
    assert dumped["echo"] is None
    for key in ("read", "asks", "amounts", "calculation"):
        assert not dumped[key]
    assert [figure for figure in figures if figure in words_of(dumped["echo"])] == []


def test_in_public_no_labelled_phrase_leaks(assistant: Assistant) -> None:
    """None of the labelled phrases with an amount or percent is repeated where others read along."""
    rows = [json.loads(line) for line in PHRASES.read_text("utf-8").splitlines()]
    telling = [row["text"] for row in rows if row["amounts"] or row["percents"]]
    assert len(telling) > 50
    for text in telling:
        reply = assistant.ask(Question(f"after-tax 401k 亏损能抵税吗 {text}", private=False))
        assert (reply.echo, reply.read, reply.asks, reply.calculation, reply.amounts) == (None, None, (), None, None)


@pytest.mark.parametrize(
    "text",
    [
        "那个401(k)里2025年跌掉的部分，1099-R上怎么弄来着",
        "after-tax 401k 存了 1099，现在 1040，转 Roth 能抵税吗",
        "after-tax 401k 亏了一半能抵税吗 https://example.com",
    ],
)
def test_in_public_nothing_the_asker_wrote_is_repeated(assistant: Assistant, text: str) -> None:
    """The question stands above the reply; repeating it could only repeat figures and links."""
    reply = assistant.ask(Question(text, private=False))
    assert reply.echo is None
    assert text not in str(reply.model_dump())


OTHER_ACCOUNTS = [
    "Roth 401k 存了 5 万现在 6 万，转 Roth IRA 的时候，本金和 earnings 要交税吗？",
    "My Roth IRA: contributed 7,000, worth 6,000, can I deduct the loss?",
    "TSP 存了 20000，剩 18500，亏损能抵税吗",
    "traditional IRA 存了 7000 跌到 6500 转 Roth，亏的能抵税吗",
    "I cashed out my after-tax 401(k): put in 20,000, got 21,000. What is taxed?",
    "after-tax 401k 存了 20000，剩 18500，没有转 Roth，能抵税吗",
]


@pytest.mark.parametrize("text", OTHER_ACCOUNTS)
def test_another_account_or_step_is_not_computed(assistant: Assistant, text: str) -> None:
    """A rule of after-tax conversions is neither shown outright nor computed for another account or step."""
    reply = assistant.ask(Question(text))
    assert reply.calculation is None
    entry = assistant.base.entries[reply.entry] if reply.entry else None
    assert entry is None or entry.calc is None


@pytest.mark.parametrize(
    "text", ["Roth 401k 存 50000 现值 40000", "TSP basis 20k value 18k", "cash out basis 20k value 21k"]
)
def test_convert_refuses_another_account(assistant: Assistant, text: str) -> None:
    """/convert says that it only computes after-tax money moving to Roth."""
    reply = assistant.compute_text(text, Language.EN)
    assert reply.calculation is None
    assert reply.asks == (assistant.words("calc.ask-account", Language.EN),)


@pytest.mark.parametrize("text", ["basis $20,000 value $21,300 to Roth IRA", "basis 2万 现值 2万1 转到 Roth 401k"])
def test_a_destination_is_no_other_account(assistant: Assistant, text: str) -> None:
    """Where the money goes is said in the same words as where it might have come from; it is computed."""
    reply = assistant.compute_text(text, Language.ZH)
    assert reply.calculation is not None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("after-tax basis 20000 市值 22000，转了一半到 Roth", "how much is converted"),
        ("put in $10,000 last year and $12,000 this year after-tax, worth $21,000 at conversion", "$12,000"),
        ("after-tax 存了 20000 赚了 10% 然后亏了 5%，转 Roth", "do not fit together"),
        ("after-tax 存了 1000 亏了 1000 转 Roth", "what the account was worth"),
    ],
)
def test_what_is_unclear_is_asked_not_guessed(assistant: Assistant, text: str, asked: str) -> None:
    """A part, a second contribution, a chain of percents, a value of nothing: the figures are asked for."""
    reply = assistant.compute_text(text, Language.EN)
    assert reply.calculation is None
    assert asked in reply.asks[0]


def test_a_part_is_computed_when_its_amount_is_said(assistant: Assistant) -> None:
    """Half of 22,000 with a basis of 20,000 carries half of the earnings."""
    reply = assistant.compute_text("basis 20000 市值 22000，转了一半，转出金额 11000", Language.ZH)
    assert reply.calculation is not None
    assert reply.calculation.result["taxable"] == "1000.00"


def test_contributions_that_add_up_are_computed(assistant: Assistant) -> None:
    """Two contributions that the text adds are one basis, whatever their sizes."""
    reply = assistant.ask(Question("先存5000后来又存3000 after-tax，转的时候7600，亏的能抵税吗"))
    assert reply.outcome is Outcome.ANSWER
    assert reply.calculation is not None
    assert reply.calculation.result["unrecovered_if_emptied"] == "400.00"


def test_an_account_named_early_in_a_story_counts(assistant: Assistant) -> None:
    """A story is decided by its last telling sentences, but the account that its first one names still holds."""
    story = (
        "My money is in a Roth 401(k) at work. I live in Ohio. We bought a car last year. "
        "I put in after all 20000. It was worth 18500 when I converted it. Can I deduct the loss of my conversion?"
    )
    reply = assistant.ask(Question(story))
    assert reply.calculation is None
    entry = assistant.base.entries[reply.entry] if reply.entry else None
    assert entry is None or entry.calc is None


def test_a_taxable_amount_is_not_the_amount_converted(assistant: Assistant) -> None:
    """The words of box 2a are no statement of how much is converted."""
    reply = assistant.compute_text("basis 10000 value 10500 taxable amount 500", Language.EN)
    assert reply.calculation is not None
    assert reply.calculation.inputs["amount"] == "10500"


def test_the_amount_converted_is_echoed(assistant: Assistant) -> None:
    """What was read as the amount converted stands among the figures as read, and does not hide the others."""
    reply = assistant.compute_text("basis 20000 市值 22000，转了一半，转出金额 11000", Language.ZH)
    assert reply.read is not None
    assert all(figure in reply.read for figure in ("$20,000", "$22,000", "$11,000"))


def test_every_known_wording_leads_to_its_entry(assistant: Assistant) -> None:
    """A canonical question or a phrasing, word for word, is never asked back: autocomplete sends exactly these."""
    wordings = [
        (entry.id, text)
        for entry in assistant.base.entries.values()
        for text in (entry.question.zh, entry.question.en, *(phrasing.text for phrasing in entry.ask))
    ]
    assert len(wordings) > 1000
    wrong = [(entry, text) for entry, text in wordings if assistant.explain(text).offered[:1] != (entry,)]
    back = [text for _, text in wordings if assistant.explain(text).verdict in {Verdict.CLARIFY, Verdict.NONE}]
    assert wrong == []
    assert back == []


def test_a_question_back_that_names_after_tax_money_is_computed_all_the_same(assistant: Assistant) -> None:
    """Where the likeliest entry is about conversions and the account is named, the result stands above the choices."""
    text = "My after-tax 401(k) basis is 10000 and value is 11500 at conversion, how much is taxed?"
    reply = assistant.ask(Question(text))
    assert reply.calculation is not None
    assert reply.calculation.result["taxable"] == "1500.00"
    assert assistant.ask(Question(text, private=False)).calculation is None
