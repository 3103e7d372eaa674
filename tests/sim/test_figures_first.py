"""A question back about figures that can be computed: the result stands above the choices, and can be changed."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.discord.ids import WHICH, Do, read
from bot.reply import Outcome
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, labels, plain
from tests.sim.test_browsing import LOCALES

ASKED = "after-tax 30k, converted at 28k, lost? deduct or keep?"


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_the_result_stands_above_the_choices(world: World, place: str) -> None:
    """Result first, then the question back; the form for other figures holds what was said."""
    reply = world.desk.assistant.ask(Question(ASKED))
    assert reply.outcome is Outcome.CLARIFY
    assert reply.calculation is not None
    shown = (await world.slash(place, "ask", question=ASKED)).response
    said = plain(shown)
    assert said.index(reply.calculation.headline) < said.index(reply.title) < said.index(reply.choices[0].title)
    assert said.count(reply.calculation.headline) == 1
    brief = said[: said.index(reply.title)]
    assert all(scenario.title in brief for scenario in reply.calculation.scenarios)
    assert reply.calculation.assumptions in brief
    assert not any(line.value in brief for line in reply.calculation.lines if line.key.startswith("form_"))
    assert len(brief.splitlines()) <= 8
    assert world.desk.words("discord.change-figures", reply.language) in labels(shown)
    form = await world.person(place).click(shown, custom_id=control(shown, Do.FIGURES))
    assert {"30000", "28000"} <= {str(field.get("value")) for field in fields(form).values()}


async def test_a_message_says_the_result_first_too(world: World) -> None:
    """In a direct message the result comes before the numbered choices, once."""
    await world.carol.send_dm(ASKED)
    (answer,) = [one for one in world.carol.dm_channel.history() if one.author.id == world.bot.user.id]
    reply = world.desk.assistant.ask(Question(ASKED))
    assert reply.calculation is not None
    said = plain(answer)
    assert said.index(reply.calculation.headline) < said.index(reply.choices[0].title)
    assert said.count(reply.calculation.headline) == 1


@pytest.mark.parametrize("locale", list(LOCALES))
async def test_a_redirect_leads_on(world: World, locale: str) -> None:
    """A card on what is not covered offers the topics."""
    language = LOCALES[locale]
    entry = next(e for e in world.desk.assistant.base.entries.values() if e.id.startswith("out-equity"))
    title = world.desk.assistant.base.entries[entry.id].question
    asked = title.en if locale == "en-US" else title.zh
    shown = (await world.slash("guild", "ask", question=asked, lang=str(language))).response
    assert world.desk.words("discord.browse", language) in labels(shown)


async def test_a_wrong_pick_leads_back_to_the_choices(world: World) -> None:
    """From a picked card, expanded or not, the way back shows the same choices; following up stays within reach."""
    shown = (await world.slash("guild", "ask", question=ASKED)).response
    before = plain(shown)
    reply = world.desk.assistant.ask(Question(ASKED))
    back = world.desk.words("discord.back", reply.language)
    for choice in reply.choices[:2]:
        pressed = next(one for one in custom_ids(shown) if read(one).subject == choice.entry)
        await world.alice.click(shown, custom_id=pressed)
        assert choice.title in plain(shown)
        assert back in labels(shown)
        assert world.desk.words("discord.follow", reply.language) in labels(shown)
        await world.alice.click(shown, custom_id=control(shown, Do.TURN))
        assert back in labels(shown)
        which = next(one for one in custom_ids(shown) if read(one).subject == WHICH)
        await world.alice.click(shown, custom_id=which)
        assert plain(shown) == before
