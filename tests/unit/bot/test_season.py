"""The filing season: what to do now comes first, and a question that names no tax year is asked which."""

from collections.abc import Callable
from datetime import date

import pytest
from rich.console import Console

from bot import season
from bot.assistant import Assistant, Question
from bot.desk import Desk
from bot.language import Language
from bot.plain import PlainText
from bot.reply import Outcome, Reply
from bot.terminal.screen import RichScreen
from knowledge.model import Kind

FEBRUARY = date(2027, 2, 10)
ASKED = {
    Language.ZH: "转换的税是零还要报吗？1040 填哪几行？",
    Language.ZH_HANT: "轉換的稅是零還要報嗎？1040 填哪幾行？",
    Language.EN: "How do I report the conversion on my 1040?",
}
CHOICE = "1099-R Box 5 怎么填"

At = Callable[[date], Desk]


@pytest.fixture(scope="session")
def at(assistant: Assistant) -> At:
    """The desk on some day."""

    def build(day: date) -> Desk:
        there = Assistant(assistant.base, assistant.words, today=lambda: day, learned=assistant._learned)
        return Desk(there, assistant.words, PlainText(assistant.words))

    return build


def ask(desk: Desk, text: str, *, private: bool = True) -> Reply:
    """The reply to a question."""
    return desk.assistant.ask(Question(text, private=private))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("private", [True, False])
def test_the_card_comes_at_once_and_asks_for_the_year(at: At, language: Language, private: bool) -> None:
    """In February the card is there with its answer, says what to do now first, and asks between two years."""
    desk = at(FEBRUARY)
    reply = ask(desk, ASKED[language], private=private)
    assert (reply.outcome, reply.entry) == (Outcome.ANSWER, "report-on-1040")
    assert reply.years == (2026, 2027)
    text = desk.plain.card(reply)
    first, answer = text.index(reply.now.text), text.index(reply.statements[0].text)
    assert text.index(desk.words("season.do-now", language)) < first < answer < text.index(str(reply.which_year))
    assert "2026" in str(reply.which_year)
    assert "2027" in str(reply.which_year)


@pytest.mark.parametrize("month", range(1, 13))
def test_only_from_january_to_april(at: At, month: int) -> None:
    """From May to December the same card is as it always was."""
    reply = ask(at(date(2027, month, 28)), ASKED[Language.EN])
    assert bool(reply.years) == bool(reply.which_year) == bool(reply.now) == (month <= 4)


@pytest.mark.parametrize("text", [
    "2026年的转换税是零还要报吗？1040 填哪几行？",
    "去年的转换税是零还要报吗？1040 填哪几行？",
    "How do I report the 2025 conversion on my 1040?",
    "12月存1月转算哪一年",
    "往年做了转换没报，要交 1040-X 吗",
    "怕收到 IRS 的信，报税前还要核对什么",
])  # fmt: skip
def test_a_question_that_tells_the_year_is_not_asked(at: At, text: str) -> None:
    """A year that is named settles it; a question across years or about past ones has no likely year."""
    reply = ask(at(FEBRUARY), text)
    assert reply.outcome is Outcome.ANSWER
    assert (reply.years, reply.which_year) == ((), None)


def test_this_year_is_asked_about(at: At) -> None:
    """今年报税 in February is about last year's return, so that 今年 settles nothing."""
    assert ask(at(FEBRUARY), "今年报税 TurboTax 怎么输入 mega 的 1099-R").years == (2026, 2027)
    assert ask(at(FEBRUARY), "2027 年 TurboTax 怎么输入 mega 的 1099-R").years == ()


def test_which_question_comes_before_which_year(at: At) -> None:
    """Where it is open which question is meant, that is asked; the card that is picked asks for the year."""
    desk = at(FEBRUARY)
    reply = ask(desk, CHOICE)
    assert reply.outcome is Outcome.CLARIFY
    assert reply.years == ()
    picked = desk.follow_ups.pick(reply, "loss-1099r-box5", Language.ZH)
    assert picked.years == (2026, 2027)
    assert picked.now is not None


def test_another_topic_is_asked_where_the_question_is_about_filing(at: At) -> None:
    """A card outside of the forms is asked about only where the question itself speaks of filing."""
    assert ask(at(FEBRUARY), "报税前 after-tax 401k 亏了能抵税吗").years == (2026, 2027)
    assert ask(at(FEBRUARY), "after-tax 401(k) 亏了能抵税吗").years == ()


def test_figures_are_not_held_up(at: At) -> None:
    """Where something is computed, or a figure is asked for, the year is not asked on top of it."""
    desk = at(FEBRUARY)
    computed = ask(desk, "1099-R 怎么报 1040？本金1万 现值9500")
    assert computed.calculation is not None
    assert computed.years == ()
    kind = desk.assistant.kinds.reply("1099r", "box 1 10500, box 2a 500, box 5 10000", Language.EN, {})
    assert kind.years == ()


@pytest.mark.parametrize("language", list(Language))
def test_the_card_said_for_a_checked_year(at: At, language: Language) -> None:
    """Once told, the stamp says that year, and the other one stays within reach."""
    desk = at(FEBRUARY)
    thread = desk.follow_ups.after(ask(desk, ASKED[language]), ASKED[language])
    assert thread is not None
    told = desk.follow_ups.in_year(thread, 2026, language)
    assert (told.entry, told.years, told.which_year, told.asks) == ("report-on-1040", (2027,), None, ())
    assert told.stamp is not None
    assert "2026" in told.stamp.text
    assert "2024" not in told.stamp.text
    assert desk.follow_ups.again(told, language.other).years == (2027,)


def test_the_card_said_for_a_year_that_was_not_checked(at: At) -> None:
    """The card says that it was not checked for that year, and its stamp claims nothing else."""
    desk = at(FEBRUARY)
    thread = desk.follow_ups.after(ask(desk, ASKED[Language.EN]), ASKED[Language.EN])
    assert thread is not None
    told = desk.follow_ups.in_year(thread, 2027, Language.EN)
    assert told.asks == (desk.words("card.continues-year", Language.EN, years="2024–2026", year=2027),)
    assert told.stamp is not None
    assert "2024–2026" in told.stamp.text
    assert told.years == (2026,)
    followed = desk.follow_ups.follow(thread, "2025年")
    assert followed is not None
    assert followed.years == ()
    assert followed.stamp is not None
    assert "2024" not in followed.stamp.text


def test_the_question_is_said_in_the_other_language(at: At) -> None:
    """A switch of the language keeps the question for the year, or its absence."""
    desk = at(FEBRUARY)
    open_, named = ask(desk, ASKED[Language.EN]), ask(desk, "How do I report the 2025 conversion on my 1040?")
    assert desk.assistant.again(open_, Language.ZH).which_year == ask(desk, ASKED[Language.ZH]).which_year
    assert desk.assistant.again(named, Language.ZH).years == ()


# what a first step may not open with or hold: it would lean on a text that does not stand above it
LEANING = ("不管", "上面", "通常起因", "这样", "Either way", "Whichever", "this pattern", "Usual proof", "Then ")
# definitions and pictures of a form, which have no step of their own
WITHOUT = {"form-1099r-codes", "form-1099r-conversion"}


def test_cards_on_forms_lead_with_something_to_do(at: At) -> None:
    """Each has a first step, which stands nowhere else on the card, and its sources lead the list."""
    desk = at(FEBRUARY)
    entries = desk.assistant.base.entries.values()
    forms = {e.id for e in entries if e.group == season.GROUP and e.type is not Kind.REDIRECT}
    leading = [entry for entry in entries if entry.season.first]
    assert forms - {entry.id for entry in leading} == WITHOUT
    assert all(desk.assistant.show(entry, Language.EN).now is None for entry in WITHOUT)
    for entry in leading:
        reply = desk.assistant.show(entry.id, Language.ZH)
        assert reply.now is not None, entry.id
        rest = [*reply.statements, *(one for block in reply.blocks for one in block.statements)]
        assert reply.now.text not in [one.text for one in rest]
        assert reply.statements, entry.id
        assert reply.lead_citations()[0].number == reply.now.marks[0] == 1
        assert desk.assistant.show(entry.id, Language.EN).now.key == reply.now.key == entry.season.first


def test_a_first_step_stands_alone(assistant: Assistant) -> None:
    """It is read before the answer, so it leans on nothing above it, and a letter's date comes before the proof."""
    entries = assistant.base.entries
    for entry in entries.values():
        step = season.first_step(entry, FEBRUARY)
        assert step is None or not [one for one in LEANING if one in f"{step.zh} {step.en}"], entry.id
    letter = season.first_step(entries["irs-notice"], FEBRUARY)
    assert letter is not None
    assert "30" in letter.en
    assert season.first_step(entries["irs-notice"], date(2027, 5, 1)) is None


def test_the_entry_says_that_any_year_will_do(at: At, assistant: Assistant) -> None:
    """Where its file says so, its card asks for no tax year; the concepts that the code names are in the lexicon."""
    asking = {e.id for e in assistant.base.entries.values() if e.group == season.GROUP and not e.season.any_year}
    settled = {e.id for e in assistant.base.entries.values() if e.season.any_year}
    assert settled
    assert all(at(FEBRUARY).assistant.show(entry, Language.ZH).years == () for entry in settled)
    assert all(at(FEBRUARY).assistant.show(entry, Language.ZH).years for entry in asking)
    concepts = {concept.id for concept in assistant.base.lexicon.concepts}
    assert concepts >= season.FILING | season.OTHER_YEARS


def test_no_deadline_is_said(at: At) -> None:
    """The words of the season hold no date: those are facts, and facts have sources."""
    words = at(FEBRUARY).words
    texts = [text for key, text in words._phrases.items() if key.startswith("season.")]
    assert texts
    assert not any(word in f"{text.zh} {text.en}" for text in texts for word in ("月", "April", "15"))


def test_the_terminal_offers_both_years(at: At, words) -> None:
    """The chat asks in words and numbers both years; a number, or the year as a message, says the card for it."""
    import io

    from bot.terminal.screen import PlainScreen
    from bot.terminal.session import Session

    desk, out = at(FEBRUARY), io.StringIO()
    session = Session(desk, PlainScreen(out, desk.plain), None, Language.ZH)
    session.handle(ASKED[Language.ZH])
    assert "2026 还是 2027？" in out.getvalue()
    number = next(line.split()[0] for line in out.getvalue().splitlines() if line.endswith(" 2026 税年"))
    for typed in (number, "2027年"):
        start = out.tell()
        session.handle(typed)
        assert "接着上一问" in out.getvalue()[start:]
    assert "没有核对过 2027 年" in out.getvalue()


def test_the_rich_screen_says_the_same(at: At, words) -> None:
    """On a terminal with colours the step and the question stand in the same order."""
    import io

    console = Console(file=io.StringIO(), width=90)
    RichScreen(console, words).card(ask(at(FEBRUARY), ASKED[Language.EN]), expanded=False)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert text.index("Do now:") < text.index("Yes, report it.") < text.index("Which tax year")
