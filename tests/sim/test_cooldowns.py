"""How often one may ask, by whatever way: forms, pictures, years, direct messages; and what is forgotten by itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.desk import Desk
from bot.discord.client import create_bot
from bot.discord.ids import Do
from bot.discord.limits import CARD_BUTTONS
from bot.discord.services import Services
from bot.language import Language
from bot.recent import HELD
from bot.settings import Settings
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, parts, text

ENTRY = "loss-not-deductible"
SLOW = "Try again"
FIGURES = {"basis": "87654", "value": "76543", "to": "roth401k"}
WAIT = {"basis": "10000", "value_now": "10600", "value_later": "11500", "rate": "24"}


def use_up(world: World, person: Any) -> None:
    """As if somebody had asked five times just now."""
    while not world.bot.services.asks.wait(person.id):
        pass


async def test_the_form_for_figures_has_the_cooldown_of_asking(world: World) -> None:
    """The sixth within half a minute waits; what was typed is in the form that opens again."""
    results = []
    for _ in range(6):
        form = await world.alice.slash(world.channel, "convert")
        results.append((await world.alice.submit_modal(form, FIGURES)).response)
    assert [SLOW in text(one) for one in results] == [False] * 5 + [True]
    again = await world.alice.click(results[-1], custom_id=control(results[-1], Do.FIGURES))
    assert fields(again)["basis"]["value"] == "87654"


async def test_filling_forms_at_the_pace_of_a_person_never_meets_it(world: World) -> None:
    """A form, and changed figures every ten seconds: ten times in a row."""
    form = await world.alice.slash(world.channel, "convert")
    card = (await world.alice.submit_modal(form, FIGURES)).response
    for number in range(9):
        await world.env.advance_time(10)
        form = await world.alice.click(card, custom_id=control(card, Do.FIGURES))
        await world.alice.submit_modal(form, {**FIGURES, "value": f"{76000 + number}"})
        assert f"76,00{number}" in text(card)


async def test_the_form_of_a_kind_has_it_too(world: World) -> None:
    """With the way back to what was typed, in the language of the form; the command alike."""
    form = await world.alice.slash(world.channel, "calc", kind="wait")
    use_up(world, world.alice)
    result = (await world.alice.submit_modal(form, WAIT)).response
    assert SLOW in text(result)
    again = await world.alice.click(result, custom_id=control(result, Do.FIGURES))
    assert fields(again)["value_later"]["value"] == "11500"
    for name, options in (("calc", {"kind": "wait", "figures": "basis 10000"}), ("convert", FIGURES)):
        typed = {key: value for key, value in options.items() if key != "to"}
        assert SLOW in text((await world.alice.slash(world.channel, name, **typed)).response)


async def test_pictures_have_it(world: World) -> None:
    """A picture takes more work than an answer."""
    card = (await world.alice.slash(world.channel, "browse", find=f"entry:{ENTRY}")).response
    menu = (await world.alice.click(card, custom_id=control(card, Do.SHARE))).response
    use_up(world, world.alice)
    result = await world.alice.click(menu, custom_id=control(menu, Do.PICTURE))
    assert SLOW in text(result.response)
    assert result.response.attachments == []


async def test_telling_which_figure_has_it(world: World) -> None:
    """The press that settles a figure computes like any other."""
    question = "税后401k存了1万，转的时候只剩9500，亏的能抵税吗"
    card = (await world.alice.slash(world.channel, "ask", question=question)).response
    form = await world.alice.click(card, custom_id=control(card, Do.FOLLOW))
    asked = (await world.alice.submit_modal(form, {"follow": "如果是12000呢"})).response
    use_up(world, world.alice)
    result = await world.alice.click(asked, custom_id=control(asked, Do.MEAN))
    assert SLOW in text(result.response)


@pytest.mark.parametrize("said", ["<:hello:123456789012345678>", "\u200b", "hello"])
async def test_direct_messages_without_words_count_as_well(world: World, said: str) -> None:
    """Six emoji in a row get five answers and one word to slow down; what follows within the minute gets nothing."""
    for _ in range(9):
        await world.carol.send_dm(said)
    sent = [m for m in world.carol.dm_channel.history() if m.author.id == world.bot.user.id]
    assert len(sent) == 6
    assert SLOW in max(sent, key=lambda message: message.id).content


def held(services: Services) -> int:
    """How much is remembered of whoever asked."""
    memory = services.memory
    kept = (memory._asked, memory._figures, memory._threads, memory._languages, memory._done, memory._forms)
    return sum(map(len, (*kept, services.asks, services.mentions, services.notices)))


async def test_what_was_asked_is_gone_after_ten_minutes_though_nobody_comes(world: World) -> None:
    """Nothing has to be asked for it: questions, figures, forms and how often one asked leave memory by themselves."""
    await world.alice.slash(world.channel, "ask", question="税后401k存了1万，转的时候只剩9500，亏的能抵税吗")
    form = await world.alice.slash(world.channel, "convert")
    await world.alice.submit_modal(form, FIGURES)
    await world.alice.send(world.channel, f"{world.me()} {world.desk.assistant.show(ENTRY, Language.EN).title}")
    await world.alice.slash(world.channel, "calc", kind="wait")  # opened, and never sent
    assert held(world.bot.services) > 5
    assert world.bot._connection._view_store._modals
    await world.env.advance_time(HELD - 20)
    assert held(world.bot.services)
    await world.env.advance_time(30)
    assert held(world.bot.services) == 0
    assert not world.bot._connection._view_store._modals


async def test_a_closed_bot_sweeps_no_more(desk: Desk, settings: Settings) -> None:
    """Its timer does not outlive it."""
    bot = create_bot(settings, desk)
    bot._sweeper.start()
    timer = bot._sweeper._next
    await bot.close()
    assert timer is not None
    assert timer.cancelled()


async def test_none_of_these_leads_to_the_ways_on(world: World) -> None:
    """In place of the question back: that there is no checked answer, and what to do; also in the other language."""
    asked = await world.alice.slash(world.channel, "ask", question="亏损")
    neither = control(asked.response, Do.NEITHER)
    await world.alice.click(asked.response, custom_id=neither)
    for language in (Language.ZH, Language.EN):
        for key in ("none-title", "none-rephrase", "none-people"):
            assert world.desk.words(f"desk.{key}", language) in text(asked.response).replace("\\", "")
        assert not any(f":{Do.NEITHER}:" in one for one in custom_ids(asked.response))
        await world.alice.click(asked.response, custom_id=control(asked.response, Do.LANGUAGE))


@pytest.mark.parametrize("restarted", [False, True])
async def test_none_of_these_below_a_public_question_back(world: World, restarted: bool) -> None:
    """Whoever presses sees it alone, after a restart too; the public message stays as it is."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    (message,) = [m for m in world.channel.history() if m.author.id == world.bot.user.id]
    assert all(len(row["components"]) <= CARD_BUTTONS for row in parts(message) if row["type"] == 1)
    if restarted:
        await world.restart()
    result = await world.bob.click(message, custom_id=control(message, Do.NEITHER))
    assert result.ephemeral
    assert world.desk.words("desk.none-title", Language.ZH) in text(result.response)
