"""The menu of a message: look it up for oneself, reply to it with the card; and answering for the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
from simcord.actors import _dispatch_actor_interaction, _resolve_visible_command
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import AppCommandType, InteractionType

from bot.discord.commands.context_menus import LOOK_UP, REPLY
from bot.discord.ids import Do
from bot.discord.limits import check_message
from bot.discord.servers import Servers
from bot.language import Language
from bot.store.model import ServerSettings
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, parts, plain, text

ENTRY = "loss-not-deductible"
FIGURES = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"


def question(world: World, language: Language = Language.EN) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, language).title


def answers(world: World, channel: Any = None) -> list[Any]:
    """The bot's own public messages, oldest first."""
    found = [m for m in (channel or world.channel).history() if m.author.id == world.bot.user.id]
    return sorted((m for m in found if not m.flags.ephemeral), key=lambda message: message.id)


def moderator(world: World) -> Any:
    """A member who may manage messages."""
    role = world.guild.create_role("mods", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("mod"), roles=[role])


async def looked_up(world: World, asked: str, **options: Any) -> tuple[Any, Any]:
    """A message of Bob's, and what Alice sees when she looks it up."""
    message = await world.bob.send(world.channel, asked, **options)
    return message, await world.alice.context_menu(world.channel, LOOK_UP, message)


@pytest.mark.parametrize("language", list(Language))
async def test_a_message_is_looked_up_for_the_presser_alone(world: World, language: Language) -> None:
    """The card comes in the language of the message, ephemeral, with all its buttons and the one to reply."""
    _, shown = await looked_up(world, question(world, language))
    assert shown.ephemeral
    assert world.desk.assistant.show(ENTRY, language).verdict in text(shown.response)
    assert world.desk.words("listen.reply", language) in labels(shown.response)
    assert check_message({"components": shown.response.components}) == []
    assert answers(world) == []


async def test_it_works_in_direct_messages_without_replying(world: World) -> None:
    """There is nobody else to reply to."""
    message = await world.carol.send_dm(question(world))
    shown = await _in_direct_message(world, message)
    assert shown.ephemeral
    assert "[1] [" in text(shown.response)
    assert Do.REPLY not in [one.split(":")[1] for one in custom_ids(shown.response)]


async def test_the_card_is_posted_as_a_reply_once(world: World) -> None:
    """The press posts the card as a reply to the message, with who shared it, without a ping; a second one does not."""
    message, shown = await looked_up(world, question(world))
    press = control(shown.response, Do.REPLY)
    done = await world.alice.click(shown.response, custom_id=press)
    (reply,) = answers(world)
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert plain(reply).startswith(f"-# shared by {world.alice.mention}")
    sent = [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")][-1]
    assert sent.json["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert done.acknowledged
    assert reply.jump_url in text(shown.response)
    mod = moderator(world)
    again = await mod.context_menu(world.channel, LOOK_UP, message)
    told = await mod.click(again.response, custom_id=control(again.response, Do.REPLY))
    assert world.desk.words("discord.already-posted", Language.EN) in text(told.response)
    assert len(answers(world)) == 1


async def test_who_posted_it_may_remove_it_and_it_goes_with_the_question(world: World) -> None:
    """The button to remove it names who shared it; and the reply is deleted with the message that it is to."""
    message, shown = await looked_up(world, question(world))
    await world.alice.click(shown.response, custom_id=control(shown.response, Do.REPLY))
    (reply,) = answers(world)
    assert control(reply, Do.REMOVE).endswith(f":{world.alice.id}")
    await world.bob.delete(message)
    assert answers(world) == []


async def test_figures_of_somebody_else_are_neither_shown_nor_kept(world: World) -> None:
    """The presser sees the card without the author's figures, on every page and in both languages."""
    _, shown = await looked_up(world, FIGURES)
    for action in ("", Do.TURN, Do.LANGUAGE):
        if action:
            await world.alice.click(shown.response, custom_id=control(shown.response, action))
        assert "[1] [" in text(shown.response)
        assert "9,500" not in text(shown.response)
        assert "9500" not in text(shown.response)
    form = await world.alice.click(shown.response, custom_id=control(shown.response, Do.FIGURES))
    assert all(not part["component"].get("value") for part in form.modal["components"])


async def test_ones_own_message_is_computed(world: World) -> None:
    """Who looks up a message of their own sees their own figures, and no button to reply to themselves."""
    message = await world.alice.send(world.channel, FIGURES)
    shown = await world.alice.context_menu(world.channel, LOOK_UP, message)
    assert "$9,500" in text(shown.response)
    assert Do.REPLY not in [one.split(":")[1] for one in custom_ids(shown.response)]


async def test_the_button_survives_pages_languages_choices_and_restarts(world: World) -> None:
    """Picked, expanded, in the other language, after a restart: the card can still be replied with."""
    message, shown = await looked_up(world, "亏损")
    assert Do.REPLY not in [one.split(":")[1] for one in custom_ids(shown.response)]
    await world.restart()
    for action in (Do.OPEN, Do.TURN, Do.LANGUAGE, Do.REPLY):
        await world.alice.click(shown.response, custom_id=control(shown.response, action))
    (reply,) = answers(world)
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert "shared by" in plain(reply)


async def test_a_message_that_is_gone_is_told(world: World) -> None:
    """Where the message was deleted meanwhile nothing is posted, and the presser hears why."""
    message, shown = await looked_up(world, question(world))
    await world.bob.delete(message)
    path = f"/channels/{world.channel.id}/messages"
    gone = "Invalid Form Body, message_reference: Unknown message"  # SimCord itself lets such replies through
    world.env.inject_error("POST", path, status=400, code=50035, message=gone)
    await world.alice.click(shown.response, custom_id=control(shown.response, Do.REPLY))
    assert world.desk.words("listen.reply-gone", Language.EN) in text(shown.response)
    assert answers(world) == []


async def test_a_failure_is_apologised_for_and_can_be_repeated(world: World) -> None:
    """Where Discord refuses for another reason the presser gets an apology, and the next press works."""
    message, shown = await looked_up(world, question(world))
    world.env.inject_error("POST", f"/channels/{world.channel.id}/messages", status=403, code=50013)
    press = control(shown.response, Do.REPLY)
    failed = await world.alice.click(shown.response, custom_id=press)
    assert "E-" in text(failed.followups[0])
    await world.alice.click(shown.response, custom_id=press)
    (reply,) = answers(world)
    assert reply.reference is not None
    assert reply.reference.message_id == message.id


@pytest.mark.parametrize(("user", "bot", "offered"), [(True, True, True), (False, True, False), (True, False, False)])
async def test_replying_needs_permissions_of_both(world: World, user: bool, bot: bool, offered: bool) -> None:
    """The button is there where both the presser and the bot may write; a press on an older one is refused politely."""
    message, shown = await looked_up(world, question(world))
    deny = discord.Permissions(send_messages=True).value
    who = world.alice.id if not user else world.bot.user.id  # type: ignore[union-attr]
    if not (user and bot):
        world.env.backend.set_overwrite(world.channel.id, Overwrite(who, 1, deny=deny))
    again = await world.alice.context_menu(world.channel, LOOK_UP, message)
    assert (Do.REPLY in [one.split(":")[1] for one in custom_ids(again.response)]) is offered
    told = await world.alice.click(shown.response, custom_id=control(shown.response, Do.REPLY))
    assert len(answers(world)) == int(offered)
    key = "discord.no-post" if not user else "listen.reply-not-allowed"
    assert offered or world.desk.words(key, Language.EN) in text(told.response)


async def test_in_a_thread_the_permission_for_threads_counts(world: World) -> None:
    """Both may write in the channel, and not in its threads: no button there."""
    thread = world.env.backend.create_thread(world.channel.id, "a thread", world.bob.id)
    place = next(one for one in world.channel.threads if one.id == thread.id)
    message = await world.bob.send(place, question(world))
    assert control((await world.alice.context_menu(place, LOOK_UP, message)).response, Do.REPLY)
    deny = discord.Permissions(send_messages_in_threads=True).value
    world.env.backend.set_overwrite(world.channel.id, Overwrite(world.guild.default_role.id, 0, deny=deny))
    shown = await world.alice.context_menu(place, LOOK_UP, message)
    assert Do.REPLY not in [one.split(":")[1] for one in custom_ids(shown.response)]


async def test_a_photo_is_told_of(world: World) -> None:
    """A photo of somebody else's: the presser hears what to tell them, above the answer where there are words."""
    photo = [("1099.png", b"x")]
    _, alone = await looked_up(world, "", attachments=photo)
    word = world.desk.words("listen.photo-other", Language.EN)
    assert alone.ephemeral
    assert text(alone.response) == word
    _, both = await looked_up(world, question(world), attachments=photo)
    assert text(both.response).startswith(word)
    assert "[1] [" in text(both.response)


async def test_a_message_without_words_is_told_so(world: World, user_locale: Callable[..., None]) -> None:
    """Markup alone is nothing to look up; said in the language of the presser."""
    user_locale("zh-CN")
    _, shown = await looked_up(world, "<:x:123456789012345678>")
    assert text(shown.response) == world.desk.words("listen.no-text", Language.ZH)


async def test_looking_up_has_the_limit_of_asking(world: World) -> None:
    """Five in thirty seconds, as with /ask."""
    message = await world.bob.send(world.channel, question(world))
    for _ in range(5):
        await world.alice.context_menu(world.channel, LOOK_UP, message)
    sixth = await world.alice.context_menu(world.channel, LOOK_UP, message)
    assert "<t:" in text(sixth.response)


@pytest.mark.parametrize("said", ["你好", "thanks!"])
async def test_a_greeting_is_nothing_to_answer_for_the_server(world: World, said: str) -> None:
    """Nobody is offered chance entries to reply to a greeting with."""
    message = await world.bob.send(world.channel, said)
    told = await moderator(world).context_menu(world.channel, REPLY, message)
    assert told.ephemeral
    assert text(told.response) == world.desk.words("listen.no-question", Language.EN)


async def test_answering_for_the_server(world: World) -> None:
    """A moderator is offered the three likeliest answers and a list of others; a pick is posted as a reply."""
    mod = moderator(world)
    message = await world.bob.send(world.channel, question(world))
    which = await mod.context_menu(world.channel, REPLY, message)
    assert which.ephemeral
    assert question(world) in plain(which.response)
    offered = [one for one in custom_ids(which.response) if one.split(":")[1] == Do.PULL]
    assert len(offered) == 4
    assert offered[0].split(":")[2] == ENTRY
    assert check_message({"components": which.response.components}) == []
    await world.restart()
    done = await mod.click(which.response, custom_id=offered[0])
    (reply,) = answers(world)
    assert reply.reference is not None
    assert reply.reference.message_id == message.id
    assert plain(reply).startswith(f"-# looked up by {mod.mention}")
    assert done.acknowledged
    assert reply.jump_url in text(which.response)


async def test_one_of_the_list_can_be_picked_too(world: World) -> None:
    """What is not among the three stands in the list."""
    mod = moderator(world)
    message = await world.bob.send(world.channel, question(world, Language.ZH))
    which = await mod.context_menu(world.channel, REPLY, message)
    (listed,) = [part for part in parts(which.response) if ":_which:" in part.get("custom_id", "")]
    wanted = listed["options"][1]["value"]
    await mod.select(which.response, [wanted], custom_id=listed["custom_id"])
    (reply,) = answers(world)
    assert world.desk.assistant.show(wanted, Language.ZH).title in plain(reply)


async def test_the_role_that_the_server_has_named(world: World) -> None:
    """Others are told no; who has the role may, until it is taken away."""
    role = world.guild.create_role("helpers")
    helper = world.guild.add_member(world.env.create_user("helper"), roles=[role])
    message = await world.bob.send(world.channel, question(world))
    refused = await helper.context_menu(world.channel, REPLY, message)
    assert text(refused.response) == world.desk.words("listen.not-curator", Language.EN)
    world.bot.services.servers = Servers({world.guild.id: ServerSettings(curators=role.id)})
    which = await helper.context_menu(world.channel, REPLY, message)
    world.bot.services.servers = Servers()
    told = await helper.click(which.response, custom_id=control(which.response, Do.PULL))
    assert text(told.response) == world.desk.words("listen.not-curator", Language.EN)
    assert answers(world) == []


async def test_answering_where_the_bot_may_not_write(world: World) -> None:
    """The moderator hears it before anything is offered."""
    mod = moderator(world)
    message = await world.bob.send(world.channel, question(world))
    deny = discord.Permissions(send_messages=True).value
    world.env.backend.set_overwrite(world.channel.id, Overwrite(world.bot.user.id, 1, deny=deny))  # type: ignore[union-attr]
    told = await mod.context_menu(world.channel, REPLY, message)
    assert text(told.response) == world.desk.words("listen.reply-not-allowed", Language.EN)


async def test_no_words_of_the_message_are_logged(world: World, written: Callable[[], str]) -> None:
    """The log says that something was looked up and replied, and nothing of what."""
    _, shown = await looked_up(world, FIGURES)
    await world.alice.click(shown.response, custom_id=control(shown.response, Do.REPLY))
    assert "look-up" in written()
    assert "9500" not in written()
    assert str(world.bob.id) not in written()


async def _in_direct_message(world: World, message: Any) -> Any:
    """The menu of a message in a direct message; SimCord has it for members of a server alone."""
    channel = world.carol.dm_channel
    stored = world.env.backend.get_message(channel.id, message.id)
    root = _resolve_visible_command(world.carol, channel.id, LOOK_UP, AppCommandType.MESSAGE)
    payload = dict(serializers.message_payload(world.env.backend, stored))
    data = {"id": root["id"], "name": LOOK_UP, "type": 3, "target_id": str(message.id)}
    data["resolved"] = {"messages": {str(message.id): payload}}
    return await _dispatch_actor_interaction(world.carol, InteractionType.APPLICATION_COMMAND, channel, data)
