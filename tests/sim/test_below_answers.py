"""Below public answers: questions go on from them, a number picks a choice, and figures have a form to go to."""

from __future__ import annotations

import pytest

from bot.discord.ids import FIGURES, Do, of_kind, read
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, plain
from tests.sim.test_listening import answers, question

USE = "card.action-compute"


def form(message: object) -> str:
    """What the button for figures opens."""
    found = read(control(message, Do.FIGURES))
    assert found is not None
    assert found.note == ""
    return found.subject


@pytest.mark.parametrize("asked", ["那加州呢", "那 2019 年呢", "2027 limit?"])
async def test_what_somebody_else_asks_below_an_answer_is_answered(world: World, asked: str) -> None:
    """Bob was not answered before; what he asks goes on from the card that he replies to, or is asked back."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    (reply,) = answers(world)
    await world.bob.send(world.channel, asked, reply_to=reply)
    assert len(answers(world)) == 2
    assert world.desk.words("desk.none-title", Language.ZH) not in plain(answers(world)[1])


@pytest.mark.parametrize("said", ["+1", "good point", "666", "这也太复杂了"])
async def test_remarks_below_an_answer_stay_unanswered(world: World, said: str) -> None:
    """They ask nothing, whoever writes them."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    (reply,) = answers(world)
    await world.bob.send(world.channel, said, reply_to=reply)
    assert len(answers(world)) == 1


@pytest.mark.parametrize("said", ["2", "第二个", "the second one"])
@pytest.mark.parametrize("again", [False, True])
async def test_a_number_below_the_choices_picks_one(world: World, said: str, again: bool) -> None:
    """In the channel as in a direct message, after a restart too: the message itself holds the choices."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    (which,) = answers(world)
    second = [read(one) for one in custom_ids(which) if one.split(":")[1] == Do.OPEN][1]
    if again:
        await world.restart()
    await world.alice.send(world.channel, said, reply_to=which)
    assert len(answers(world)) == 2
    assert second is not None
    assert world.desk.assistant.show(second.subject, Language.ZH).title in plain(answers(world)[1])


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        ("basis 20000 value 18500", FIGURES),
        ("20000 18500", FIGURES),
        ("box 1 20000 box 2a 500 box 5 19500 code G", of_kind("1099r")),
    ],
)
async def test_figures_alone_get_the_form(world: World, said: str, opens: str) -> None:
    """In public nothing is computed and no figure shown; the form for them is one press away."""
    await world.alice.send(world.channel, f"{world.me()} {said}")
    (reply,) = answers(world)
    assert world.desk.words(USE, Language.EN) in labels(reply)
    assert form(reply) == opens
    assert not any(figure in plain(reply).replace(",", "") for figure in ("20000", "18500", "19500"))
    assert (await world.bob.click(reply, custom_id=control(reply, Do.FIGURES))).modal is not None


async def test_figures_after_a_question_back_have_the_button_that_is_named(world: World) -> None:
    """What the message tells to press is there."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    await world.alice.send(world.channel, f"{world.me()} 本金 2万 现值 18500")
    reply = answers(world)[-1]
    assert world.desk.words("card.continues-hidden", Language.ZH) in plain(reply)
    assert world.desk.words(USE, Language.ZH) in labels(reply)
    assert form(reply) == FIGURES


async def test_a_question_back_without_figures_has_no_form(world: World) -> None:
    """There is nothing to compute."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    assert world.desk.words(USE, Language.ZH) not in labels(answers(world)[0])


async def test_a_calculation_in_a_direct_message_leads_to_its_sources(world: World) -> None:
    """Figure by figure, on a page of its own; no row has more than four buttons."""
    await world.carol.send_dm("box 1 20000 box 2a 500 box 5 19500 code G")
    message = answers(world, world.carol.dm_channel)[-1]
    assert message.content
    assert max(len(row.children) for row in message.components) <= 4
    page = (await world.carol.click(message, custom_id=control(message, Do.ORIGIN))).response
    assert world.desk.words("browse.origin-title-figures", Language.EN) in plain(page)
