"""What everybody sees because of a press or of `/ask share`: by the rules of the channel, not too much, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, MagicMock

import discord
import pytest

from bot.discord.cards import sharing
from bot.discord.commands.context_menus import LOOK_UP
from bot.discord.ids import Do, Ref
from bot.discord.messages import replying
from bot.discord.servers import Servers
from bot.language import Language
from bot.store.model import ServerSettings
from tests.sim.admin import overwrite, permissions
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, text

ENTRY = "loss-not-deductible"


def question(world: World) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, Language.EN).title


def public(world: World, channel: Any = None) -> list[Any]:
    """What everybody can see of the bot in a channel."""
    found = (channel or world.channel).history()
    return [m for m in found if m.author.id == world.bot.user.id and not m.flags.ephemeral]


async def menu(world: World, channel: Any = None, person: Any = None, entry: str = ENTRY) -> Any:
    """The menu to share a card, with its button to post."""
    person = person or world.alice
    found = (await person.slash(channel or world.channel, "browse", find=f"entry:{entry}")).response
    return (await person.click(found, custom_id=control(found, Do.SHARE))).response


async def post(person: Any, found: Any) -> Any:
    """Press the button to post."""
    return await person.click(found, custom_id=control(found, Do.POST))


def says(world: World, key: str, result: Any) -> bool:
    """Whether a private answer says a text."""
    return bool(result.ephemeral) and world.desk.words(key, Language.EN) in text(result.response)


def not_offered(world: World, key: str, found: Any) -> bool:
    """Whether a menu says why nothing can be posted here, and has no button for it."""
    return world.desk.words(key, Language.EN) in text(found) and f":{Do.POST}:" not in str(custom_ids(found))


async def test_nothing_is_shared_where_the_asker_may_not_write(world: World) -> None:
    """Commands may be allowed where messages are not: the answer comes all the same, privately, with the reason."""
    closed = overwrite(send_messages=False, use_application_commands=True)
    rules = world.guild.create_text_channel("rules", overwrites={world.guild.default_role: closed})
    shared = await world.alice.slash(rules, "ask", question=question(world), share=True)
    assert says(world, "discord.no-post", shared)
    assert "[1] [" in text(shared.response)
    assert public(world, rules) == []


async def test_quiet_channels_stay_quiet_but_for_moderators(world: World) -> None:
    """Where admins want no answers, buttons bring none either; who may manage messages may post."""
    quiet = world.guild.create_text_channel("quiet")
    before = await menu(world, quiet)
    world.bot.services.servers = Servers({world.guild.id: ServerSettings(quiet=frozenset({quiet.id}))})
    shared = await world.alice.slash(quiet, "ask", question=question(world), share=True)
    posted = await post(world.alice, before)
    assert not_offered(world, "share.menu-quiet", await menu(world, quiet))
    assert says(world, "share.quiet", shared)
    assert says(world, "share.quiet", posted)
    assert public(world, quiet) == []
    role = world.guild.create_role("mods", permissions=permissions(manage_messages=True))
    mod = world.guild.add_member(world.env.create_user("mod"), roles=[role])
    await post(mod, await menu(world, quiet, mod))
    assert len(public(world, quiet)) == 1


async def test_no_press_gets_around_slow_mode(world: World) -> None:
    """Posting and sharing are refused with the way that is left; the button to reply is not even offered."""
    before = await menu(world)
    world.env.backend.edit_channel(world.channel.id, {"rate_limit_per_user": 3600})
    await world.env.settle()
    shared = await world.alice.slash(world.channel, "ask", question=question(world), share=True)
    posted = await post(world.alice, before)
    assert not_offered(world, "share.menu-slow-mode", await menu(world))
    assert says(world, "share.slow-mode", shared)
    assert says(world, "share.slow-mode", posted)
    message = await world.bob.send(world.channel, question(world))
    looked = await world.alice.context_menu(world.channel, LOOK_UP, message)
    assert f":{Do.REPLY}:" not in str(looked.response.components)
    assert public(world) == []
    role = world.guild.create_role("mods", permissions=permissions(manage_channels=True))
    mod = world.guild.add_member(world.env.create_user("mod"), roles=[role])
    assert not (await mod.slash(world.channel, "ask", question=question(world), share=True)).ephemeral


async def test_posting_has_the_cooldowns_of_asking(world: World) -> None:
    """One person does not fill a channel with cards, nor do several: five in half a minute, six a minute for all."""
    entries = [entry for entry in world.desk.assistant.base.entries if not entry.startswith("out-")]
    results = [await post(world.alice, await menu(world, entry=entry)) for entry in entries[:6]]
    assert [one.ephemeral for one in results] == [False] * 5 + [True]
    assert "Try again" in text(results[-1].response)
    results = [await post(world.bob, await menu(world, person=world.bob, entry=entry)) for entry in entries[6:8]]
    assert [one.ephemeral for one in results] == [False, True]
    assert "Try again" in text(results[-1].response)
    shared = await world.bob.slash(world.channel, "ask", question=question(world), share=True)
    assert shared.ephemeral
    assert "Try again" in text(shared.response)
    assert "[1] [" in text(shared.response)
    message = await world.alice.send(world.channel, question(world))
    looked = (await world.bob.context_menu(world.channel, LOOK_UP, message)).response
    assert "Try again" in text((await world.bob.click(looked, custom_id=control(looked, Do.REPLY))).response)
    assert len(public(world)) == 6
    # what was refused may be pressed again later
    await world.env.advance_time(61)
    await world.bob.click(looked, custom_id=control(looked, Do.REPLY))
    assert len(public(world)) == 7


@pytest.mark.parametrize("failure", [RuntimeError("x"), asyncio.CancelledError()])
async def test_a_post_that_failed_may_be_pressed_again(
    world: World, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    """Whatever ended it: nothing was posted, so nothing counts as posted."""
    found = await menu(world)

    async def fails(*_: Any) -> None:
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr(sharing, "_show_all", fails)
        await post(world.alice, found)
    assert not (await post(world.alice, found)).ephemeral
    assert len(public(world)) == 1
    list(world.env.errors)


async def test_a_reply_that_failed_may_be_pressed_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken connection leaves no trace that would keep the next press away."""
    message = await world.bob.send(world.channel, question(world))
    looked = (await world.alice.context_menu(world.channel, LOOK_UP, message)).response
    press = control(looked, Do.REPLY)

    async def fails(*_: Any, **__: Any) -> None:
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(replying, "deliver", fails)
        await world.alice.click(looked, custom_id=press)
    await world.alice.click(looked, custom_id=press)
    assert len(public(world)) == 1


def pressed(world: World, look: Callable[[int], Awaitable[None]]) -> Any:
    """A press to post, by itself: SimCord lets one interaction end before it begins the next."""
    press = MagicMock()
    press.client.services = world.bot.services
    press.client.get_partial_messageable.return_value.fetch_message = look
    press.guild_id, press.channel_id, press.channel = world.guild.id, world.channel.id, None
    press.permissions = press.app_permissions = discord.Permissions.all()
    press.is_user_integration.return_value = False
    press.created_at = discord.utils.utcnow()
    press.locale = "en-US"
    sent = SimpleNamespace(is_ephemeral=lambda: False, message_id=discord.utils.time_snowflake(press.created_at))
    press.response.send_message = AsyncMock(return_value=sent)
    press.followup.send = AsyncMock()
    return press


def cards(press: Any) -> int:
    """How many cards came of it."""
    return sum("view" in call.kwargs for call in press.response.send_message.await_args_list)


async def test_a_double_click_after_a_removal_posts_once(world: World) -> None:
    """Both presses would find that the card is gone; the first one takes its turn before it looks."""

    async def gone(_: int) -> None:
        await asyncio.sleep(0)
        raise discord.NotFound(MagicMock(status=404), "gone")

    presses = [pressed(world, gone) for _ in range(2)]
    known = discord.utils.time_snowflake(discord.utils.utcnow())
    world.bot.services.memory.keep_link(world.channel.id, ENTRY, Language.EN, known)
    await asyncio.gather(*(sharing.post(one, Ref(Do.POST, ENTRY, Language.EN), ()) for one in presses))
    assert [cards(one) for one in presses] == [1, 0]


async def test_a_look_that_takes_too_long_counts_as_standing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord waits three seconds for an answer; the link that is known is told instead."""

    async def hangs(_: int) -> None:
        await asyncio.Event().wait()

    press = pressed(world, hangs)
    known = discord.utils.time_snowflake(discord.utils.utcnow())
    world.bot.services.memory.keep_link(world.channel.id, ENTRY, Language.EN, known)
    monkeypatch.setattr(sharing, "LOOKING_SECONDS", 0.01)
    await sharing.post(press, Ref(Do.POST, ENTRY, Language.EN), ())
    assert str(known) in press.response.send_message.await_args.args[0]
    assert cards(press) == 0


async def test_in_a_locked_thread_the_reason_is_said(world: World) -> None:
    """A thread that was locked after the card was looked up: no apology, and nothing is sent."""
    backend = world.env.backend
    raw = backend.create_thread(world.channel.id, "a thread", world.alice.id)
    thread = next(one for one in world.channel.threads if one.id == raw.id)
    message = await world.bob.send(thread, question(world))
    looked = (await world.alice.context_menu(thread, LOOK_UP, message)).response
    backend.edit_channel(raw.id, {}, thread_metadata={"archived": True, "locked": True})
    await world.env.settle()
    result = await world.alice.click(looked, custom_id=control(looked, Do.REPLY))
    assert says(world, "discord.no-post", result)
    assert public(world, thread) == []
