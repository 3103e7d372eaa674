"""Mentions and direct messages: answered in place without a ping, or passed over in silence."""

from __future__ import annotations

import re

import discord
import pytest

from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, labels, text

ENTRY = "loss-not-deductible"


def question(world: World, language: Language) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, language).title


def answers(world: World) -> list:
    """The bot's own messages in the channel, oldest first."""
    found = [m for m in world.channel.history() if m.author.id == world.bot.user.id]
    return sorted(found, key=lambda message: message.id)


@pytest.mark.parametrize("language", list(Language))
async def test_mention_is_answered_in_place(world: World, language: Language) -> None:
    """A question after a mention gets a short reply with sources and buttons, without ping or preview."""
    await world.alice.send(world.channel, f"{world.me()} {question(world, language)}")
    (reply,) = answers(world)
    card = world.desk.assistant.show(ENTRY, language)
    assert card.verdict is not None
    assert reply.content.startswith(f"**{card.verdict}**")
    assert "[1] [" in reply.content
    assert reply.reference is not None
    assert reply.mentions == []
    assert reply.flags.suppress_embeds
    assert len(re.sub(r"\(<https[^)]*>\)", "", reply.content)) <= 600
    assert labels(reply) == [
        world.desk.words(key, language) for key in ("card.action-compute", "card.action-expand")
    ] + [
        world.desk.words(f"card.action-language-{language.other.base}", language),
        world.desk.words("discord.remove", language),
    ]
    sent = [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")][-1]
    assert sent.json["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_mention_with_figures_shows_none_and_fills_the_form(world: World) -> None:
    """In public no figure is shown or echoed; the asker's own form comes filled."""
    await world.alice.send(world.channel, f"{world.me()} 税后401k存了1万，转的时候只剩9500，亏的500能抵税吗")
    (reply,) = answers(world)
    assert not re.search(r"9,?500|1万|10,?000", text(reply))
    form = await world.alice.click(reply, custom_id=control(reply, Do.FIGURES))
    fields = {part["component"]["custom_id"]: part["component"].get("value") for part in form.modal["components"]}
    assert (fields["basis"], fields["value"]) == ("10000", "9500")
    other = await world.bob.click(reply, custom_id=control(reply, Do.FIGURES))
    assert all(not part["component"].get("value") for part in other.modal["components"])
    result = await world.alice.submit_modal(form, {"basis": "10000", "value": "9500", "to": "roth401k"})
    assert result.ephemeral


async def test_mention_markup_is_not_read_as_figures(world: World) -> None:
    """The ids of people, channels and emoji hold digits that are no amounts."""
    asked = (
        f"{world.me()} {world.bob.mention} <#{world.channel.id}> <:x:123456789012345678> {question(world, Language.EN)}"
    )
    await world.alice.send(world.channel, asked)
    (reply,) = answers(world)
    assert "[1] [" in reply.content
    assert "1234567" not in reply.content


async def test_empty_mention_gets_three_lines_of_help(world: World) -> None:
    """A mention without words says how to ask, with the four buttons."""
    await world.alice.send(world.channel, world.me())
    (reply,) = answers(world)
    assert reply.content.count("\n") == 2
    assert len(labels(reply)) == 4


async def test_mention_of_an_unknown_thing_is_refused_without_sources(world: World) -> None:
    """An honest no, with a way to browse and to remove it."""
    await world.alice.send(world.channel, f"{world.me()} best pizza in Naples")
    (reply,) = answers(world)
    assert world.desk.words("desk.none-title", Language.EN) in reply.content
    assert "[1]" not in reply.content
    assert world.desk.words("discord.remove", Language.EN) in labels(reply)


async def test_mention_that_fits_several_questions_offers_them(world: World) -> None:
    """A fragment is asked back with numbered choices; a pick opens an ephemeral card."""
    await world.alice.send(world.channel, f"{world.me()} 亏损")
    (reply,) = answers(world)
    assert "1. " in reply.content
    picked = await world.bob.click(reply, custom_id=control(reply, Do.OPEN))
    assert picked.ephemeral
    assert "[1] [" in text(picked.response)
    other = await world.bob.click(reply, custom_id=control(reply, Do.LANGUAGE))
    assert world.desk.words("desk.which-one", Language.EN) in text(other.response)


async def test_asker_can_remove_the_answer(world: World) -> None:
    """The answer to a mention goes when its asker says so."""
    await world.alice.send(world.channel, f"{world.me()} {question(world, Language.EN)}")
    (reply,) = answers(world)
    await world.alice.click(reply, custom_id=control(reply, Do.REMOVE))
    assert answers(world) == []


async def test_silence_where_nothing_was_asked_of_the_bot(world: World) -> None:
    """Talk without a mention, @everyone, webhooks and other bots are passed over."""
    asked = question(world, Language.EN)
    await world.alice.send(world.channel, asked)
    admin = world.guild.owner
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"{world.me()} {asked}")
    hook = world.guild.create_webhook(world.channel)
    await hook.send(f"{world.me()} {asked}")
    role = world.guild.create_role("loud", permissions=discord.Permissions.all())
    loud = world.guild.add_member(world.env.create_user("loud"), roles=[role])
    await loud.send(world.channel, f"@everyone {world.me()} {asked}")
    assert admin is not None
    assert answers(world) == []


@pytest.mark.parametrize("thanks", ["thanks!", "谢谢", "多謝", "ok got it", "best pizza in Naples"])
async def test_replies_to_the_bot_are_answered_on_a_strong_match_alone(world: World, thanks: str) -> None:
    """Thanks below an answer stay unanswered; a real question below it is answered."""
    await world.alice.send(world.channel, f"{world.me()} {question(world, Language.EN)}")
    (reply,) = answers(world)
    await world.alice.send(world.channel, f"{world.me()} {thanks}", reply_to=reply)
    assert len(answers(world)) == 1
    await world.alice.send(world.channel, f"{world.me()} {question(world, Language.ZH)}", reply_to=reply)
    assert len(answers(world)) == 2


async def test_seventh_mention_in_a_minute_is_told_to_wait_once(world: World) -> None:
    """A channel gets six answers a minute; the next mention is told when, further ones stay unanswered."""
    for number in range(9):
        who = world.alice if number % 2 else world.bob
        await who.send(world.channel, f"{world.me()} {question(world, Language.EN)}")
    found = answers(world)
    assert sum("[1] [" in one.content for one in found) == 6
    assert sum(bool(re.search(r"<t:\d+:R>", one.content)) for one in found) == 1


@pytest.mark.parametrize("language", list(Language))
async def test_direct_message_is_answered_with_its_figures(world: World, language: Language) -> None:
    """A direct message is private: the answer comes first, figures are read and computed, all buttons are there."""
    figures = {
        Language.EN: " basis $10,000, value $9,500",
        Language.ZH: " 本金1万 现值9500",
        Language.ZH_HANT: " 本金1萬 現值9500",
    }
    await world.carol.send_dm(question(world, language))
    await world.carol.send_dm(question(world, language) + figures[language])
    first, second = sorted(
        (m for m in world.carol.dm_channel.history() if m.author.id == world.bot.user.id), key=lambda m: m.id
    )
    card = world.desk.assistant.show(ENTRY, language)
    assert text(first).startswith(f"**{card.verdict}**")
    assert labels(first)[-1] == world.desk.words("card.action-share", language)
    assert "$9,500" in text(second)
    expanded = await world.carol.click(first, custom_id=control(first, Do.TURN))
    assert card.blocks[0].heading in text(expanded.response)


async def test_bot_does_not_write_where_it_may_not(world: World) -> None:
    """Where the bot lacks the permission it does not even try."""
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    role = world.guild.create_role("writers", permissions=discord.Permissions.all())
    writer = world.guild.add_member(world.env.create_user("writer"), roles=[role])
    before = len(world.env.http_requests)
    await writer.send(quiet, f"{world.me()} {question(world, Language.EN)}")
    assert [r for r in world.env.http_requests[before:] if r.method == "POST"] == []
