"""A question that names a year: that year's sentence first, or that the card is about others."""

from __future__ import annotations

from datetime import date

import pytest

from bot.assistant import Assistant, Question
from bot.desk import Desk
from bot.language import Language
from bot.reply import Outcome, Tone
from knowledge.model import Status

LIMIT = "limit-415c"


def asked(desk: Desk, entry: str, year: str, language: Language = Language.EN, *, private: bool = True) -> object:
    """The card of an entry for its own question with a year in it."""
    title = desk.assistant.show(entry, language).title
    return desk.assistant.ask(Question(f"{title} {year}", language, private=private))


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("private", [True, False])
def test_the_sentence_of_the_named_year_comes_first(desk: Desk, language: Language, private: bool) -> None:
    """A limit asked for 2025 opens with the figure of 2025, and the verdict on another year is gone."""
    reply = asked(desk, LIMIT, "2025", language, private=private)
    assert reply.entry == LIMIT
    assert reply.verdict is None
    assert "$70,000" in reply.statements[0].text
    assert reply.statements[0].key == "earlier-years"
    assert not any(one.key == "earlier-years" for block in reply.blocks for one in block.statements)
    assert reply.stamp.tone is Tone.SETTLED


def test_a_year_without_figures_is_no_green_card(desk: Desk) -> None:
    """A limit asked for a year to come opens with where to look, on a card that settles nothing."""
    reply = asked(desk, LIMIT, "2027")
    assert reply.statements[0].status is Status.UNKNOWN
    assert reply.verdict is None
    assert reply.tone is Tone.OPEN


def test_a_year_that_was_not_checked_is_said_above_the_answer(desk: Desk) -> None:
    """An answer without figures of a year is shown below the word that it was not checked for that one."""
    reply = asked(desk, "loss-not-deductible", "2019")
    assert reply.outcome is Outcome.ANSWER
    assert reply.body[0] == desk.words("card.continues-year", Language.EN, years="2024–2026", year=2019)
    assert reply.tone is Tone.OPEN
    assert reply.verdict


def test_a_year_within_the_checked_ones_whose_figures_the_card_lacks(desk: Desk) -> None:
    """A card with the figures of one year says so where another checked one is named."""
    reply = asked(desk, "match-and-room", "2024")
    assert reply.body[0] == desk.words("card.other-year", Language.EN, years="2026")
    assert reply.tone is Tone.OPEN


@pytest.mark.parametrize(("figures", "told"), [(", deferral 23,500, match 10,000", False), ("", True)])
def test_a_card_computed_for_the_named_year_says_nothing_of_others(desk: Desk, figures: str, told: bool) -> None:
    """The room of 2025 is not put below the word that the figures are for 2026; without figures it is."""
    reply = desk.assistant.ask(Question(f"how much after-tax room is left{figures}, year: 2025", Language.EN))
    assert reply.entry == "after-tax-room"
    line = desk.words("card.other-year", Language.EN, years="2026")
    assert (line in reply.body) is told
    assert told or str(reply.calculation.inputs["year"]) == "2025"


def test_the_other_year_claims_nothing_about_other_entries(desk: Desk) -> None:
    """What is said is for which years the figures are, not that there are none of the named year."""
    assert desk.words("card.other-year", Language.EN, years="2026") == "The figures here are for 2026."
    assert desk.words("card.other-year", Language.ZH, years="2026") == "这里写的是 2026 年的数字。"


@pytest.mark.parametrize("entry", [LIMIT, "loss-not-deductible", "match-and-room"])
def test_the_year_of_the_card_changes_nothing(desk: Desk, entry: str) -> None:
    """The year that the card is about, or none, leaves it as it is."""
    plain = desk.assistant.show(entry, Language.EN)
    for year in ("2026", ""):
        reply = asked(desk, entry, year)
        assert (reply.statements, reply.verdict, reply.body) == (plain.statements, plain.verdict, plain.body)


def test_the_other_language_keeps_the_year(desk: Desk) -> None:
    """Switching the language of such a card says the same year first."""
    reply = asked(desk, LIMIT, "2025")
    other = desk.assistant.again(reply, Language.ZH)
    assert other.statements[0].key == "earlier-years"
    assert other.verdict is None


def test_this_year_is_told_from_the_day(desk: Desk) -> None:
    """今年 in a year that the entry was not checked for is no answer for it."""
    later = Assistant(desk.assistant.base, desk.words, lambda: date(2027, 6, 1), desk.assistant._learned)
    title = later.show("match-and-room", Language.ZH).title
    reply = later.ask(Question(f"今年{title}"))
    assert reply.entry == "match-and-room"
    assert reply.body[0] == desk.words("card.continues-year", Language.ZH, years="2024–2026", year=2027)
