"""The way back from a card that was picked from "which one?": to the choices while they are known, else to a list."""

from __future__ import annotations

from typing import Any

import pytest

from bot.discord.ids import WHICH, Do, read
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, plain
from tests.sim.test_figures_first import ASKED
from tests.sim.test_followups import Clock, clock  # noqa: F401 - a fixture
from tests.sim.test_messages import answers


async def picked(world: World) -> Any:
    """The card of the first choice of a question back."""
    shown = (await world.alice.slash(world.channel, "ask", question=ASKED)).response
    await world.alice.click(shown, custom_id=control(shown, Do.OPEN))
    return shown


def way_to_choices(message: Any) -> str | None:
    """The custom_id of the way back to the question."""
    return next((one for one in custom_ids(message) if read(one).subject == WHICH), None)  # type: ignore[union-attr]


async def press_back(world: World, shown: Any) -> None:
    """Back is pressed and leads to the list of a topic in the same message, not to a dead end."""
    back = way_to_choices(shown)
    assert back
    pressed = await world.alice.click(shown, custom_id=back)
    assert world.desk.words("discord.ask-again", Language.EN) not in plain(shown)
    assert world.desk.words("discord.all-topics", Language.EN) in labels(shown)
    assert pressed.acknowledged


async def test_after_a_restart_it_leads_to_the_topic(world: World) -> None:
    """The question is forgotten; the entry still stands on a list."""
    shown = await picked(world)
    await world.restart()
    await press_back(world, shown)


async def test_after_ten_minutes_it_leads_to_the_topic(world: World, clock: Clock) -> None:  # noqa: F811
    """As after a restart; and a card that is turned by then offers the list itself."""
    shown, turned = await picked(world), await picked(world)
    clock.now += 700
    await press_back(world, shown)
    await world.alice.click(turned, custom_id=control(turned, Do.TURN))
    assert way_to_choices(turned) is None
    assert control(turned, Do.TOPIC)


async def test_the_way_goes_through_the_sources(world: World) -> None:
    """Details, sources, back: the choices are still one press away, and so is going on."""
    shown = await picked(world)
    await world.alice.click(shown, custom_id=control(shown, Do.TURN))
    await world.alice.click(shown, custom_id=control(shown, Do.ORIGIN))
    await world.alice.click(shown, label=world.desk.words("discord.back", Language.EN))
    assert world.desk.words("discord.follow", Language.EN) in labels(shown)
    back = way_to_choices(shown)
    assert back
    await world.alice.click(shown, custom_id=back)
    assert world.desk.words("desk.which-one", Language.EN) in plain(shown)


async def test_none_of_these_leads_back_too(world: World) -> None:
    """A wrong press is taken back while the question is known."""
    shown = (await world.alice.slash(world.channel, "ask", question=ASKED)).response
    before = plain(shown)
    await world.alice.click(shown, custom_id=control(shown, Do.NEITHER))
    back = way_to_choices(shown)
    assert back
    await world.alice.click(shown, custom_id=back)
    assert plain(shown) == before


@pytest.mark.parametrize("who", ["alice", "bob"])
async def test_a_copy_from_a_public_question_has_none(world: World, who: str) -> None:
    """Its choices stand above in the channel for everybody."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    (reply,) = answers(world)
    person = getattr(world, who)
    copy = (await person.click(reply, custom_id=control(reply, Do.OPEN))).response
    assert way_to_choices(copy) is None
    await person.click(copy, custom_id=control(copy, Do.TURN))
    assert way_to_choices(copy) is None
