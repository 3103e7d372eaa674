"""The question for the tax year on Discord: two buttons below the card, which work after a restart too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot import desk as desks
from bot.assistant import Assistant
from bot.desk import Desk
from bot.discord.ids import Do
from bot.language import Language
from bot.plain import PlainText
from bot.settings import Settings
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, parts, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
ENTRY = "report-on-1040"


@pytest.fixture(scope="module")
def desk() -> Desk:
    """The real desk in February."""
    opened = desks.open_desk(Settings())
    learned = opened.assistant._learned
    there = Assistant(opened.assistant.base, opened.words, today=lambda: date(2027, 2, 10), learned=learned)
    return Desk(there, opened.words, PlainText(opened.words))


def question(world: World, language: Language) -> str:
    """The canonical question of the entry."""
    return world.desk.assistant.show(ENTRY, language).title


def year_buttons(message: object) -> list[str]:
    """The custom_ids of the buttons for a year."""
    return [one for one in custom_ids(message) if one.split(":")[1] == Do.YEAR]


def rows(message: object) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    found = [part["components"] for part in parts(message) if part["type"] == 1]
    return [[one["label"] for one in row] for row in found if row[0]["type"] == 2]


@pytest.mark.parametrize("place", ["guild", "dm"])
@pytest.mark.parametrize("locale", list(LOCALES))
async def test_a_filing_question_is_asked_for_its_year(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """The card leads with what to do now; the year being filed is offered first, and a press says the card for it."""
    user_locale(locale)
    language = LOCALES[locale]
    result = await world.slash(place, "ask", question=question(world, language))
    said = plain(result.response)
    card = world.desk.assistant.show(ENTRY, language)
    assert said.index(world.desk.words("season.do-now", language)) < said.index(card.statements[0].text[:12])
    assert str(card.which_year) in said
    assert rows(result.response)[-1] == ["2026", "2027", world.desk.words("discord.follow", language)]
    assert all(len(row) <= 4 for row in rows(result.response))
    assert len(rows(result.response)) <= 3
    first, second = year_buttons(result.response)
    pressed = await world.person(place).click(result.response, custom_id=first)
    assert str(card.which_year) not in plain(pressed.response)
    assert world.desk.words("season.year", language, year=2027) in labels(pressed.response)
    stamp = world.desk.assistant.card(language, ENTRY, year=2026).stamp
    assert stamp is not None
    assert stamp.text in plain(pressed.response)
    assert second.split(":")[4].startswith("27")


async def test_years_have_the_cooldown_of_asking(world: World) -> None:
    """A press says the card anew, as a question does."""
    shown = (await world.slash("guild", "ask", question=question(world, Language.EN))).response
    while not world.bot.services.asks.wait(world.alice.id):
        pass
    pressed = await world.alice.click(shown, custom_id=year_buttons(shown)[0])
    assert "Try again" in text(pressed.response)


async def test_the_other_year_says_that_it_was_not_checked(world: World) -> None:
    """A year that the entry does not hold is said so, in place of the same card."""
    result = await world.slash("guild", "ask", question=question(world, Language.EN))
    pressed = await world.alice.click(result.response, custom_id=year_buttons(result.response)[1])
    told = world.desk.words("card.continues-year", Language.EN, years="2024–2026", year=2027)
    assert pressed.response.ephemeral
    assert told in plain(pressed.response)
    expanded = await world.alice.click(pressed.response, custom_id=control(pressed.response, Do.TURN))
    assert told in plain(expanded.response)


async def test_year_buttons_outlive_a_restart(world: World) -> None:
    """A card from before a restart still says itself for a year."""
    result = await world.slash("guild", "ask", question=question(world, Language.ZH))
    await world.restart()
    pressed = await world.alice.click(result.response, custom_id=year_buttons(result.response)[0])
    assert "年份 2026" in plain(pressed.response)
    assert "2024–2026" not in plain(pressed.response)


async def test_a_public_answer_asks_too_and_a_press_stays_private(world: World) -> None:
    """After a mention anyone may press a year; what comes is seen by the presser alone."""
    await world.alice.send(world.channel, f"{world.me()} {question(world, Language.ZH)}")
    (reply,) = [m for m in world.channel.history() if m.author.id == world.bot.user.id]
    assert "2026 还是 2027？" in text(reply)
    pressed = await world.bob.click(reply, custom_id=year_buttons(reply)[0])
    assert pressed.ephemeral
    assert "年份 2026" in plain(pressed.response)


async def test_a_named_year_is_not_asked_and_calc_is_not_held_up(world: World) -> None:
    """Neither a question that names its year nor a form that is read brings the question."""
    named = await world.slash("guild", "ask", question="2025年的转换税是零还要报吗？1040 填哪几行？")
    assert year_buttons(named.response) == []
    computed = await world.slash("guild", "calc", kind="1099r", figures="box 1 10500, box 2a 500, box 5 10000")
    assert year_buttons(computed.response) == []


async def test_a_follow_up_says_the_year_as_well(world: World) -> None:
    """In a direct message the year may be written in place of the press."""
    await world.carol.send_dm(question(world, Language.ZH))
    await world.carol.send_dm("2025年")
    found = sorted(
        (m for m in world.carol.dm_channel.history() if m.author.id == world.bot.user.id), key=lambda m: m.id
    )
    assert "年份 2025" in plain(found[-1])
    assert "2024–2026" not in plain(found[-1])


async def test_both_sides_still_end_with_the_next_step(world: World) -> None:
    """A step that leads the card in season stands below both sides of what is disputed, as it does out of season."""
    shown = world.desk.assistant.show("loss-1099r-box5", Language.ZH)
    assert shown.has_sides
    assert shown.now is not None
    result = await world.slash("guild", "ask", question=shown.title)
    sides = await world.alice.click(result.response, custom_id=control(result.response, Do.SIDES))
    assert shown.now.text[:12] in plain(sides.response)
