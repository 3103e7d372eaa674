"""Forum posts: answered by their title where the server wants it and the match is strong; silence everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite

from bot.discord.ids import Do
from bot.discord.limits import walk
from bot.discord.messages.forums import PATIENCE
from bot.discord.servers import Servers
from bot.language import Language
from bot.store.model import ServerSettings
from tests.sim.conftest import World
from tests.sim.forum import answers_in, open_post, post, starter, write_starter

ENTRY = "loss-not-deductible"


@pytest.fixture
def forum(world: World) -> Any:
    """A forum that has opted in."""
    found = world.guild.create_forum_channel("questions")
    opt_in(world, found)
    return found


def opt_in(world: World, forum: Any, **settings: Any) -> None:
    """Let a forum be answered in."""
    world.bot.services.servers = Servers({world.guild.id: ServerSettings(forums=frozenset({forum.id}), **settings)})


def title(world: World, language: Language = Language.EN) -> str:
    """A title that is known word for word."""
    return world.desk.assistant.show(ENTRY, language).title


def controls(message: Any) -> list[str]:
    """The custom_ids on a stored message."""
    return [part["custom_id"] for part in walk(message.components) if part.get("custom_id")]


@pytest.mark.parametrize("language", list(Language))
async def test_a_post_is_answered_by_its_title(world: World, forum: Any, language: Language) -> None:
    """The answer comes in the language of the title, in the post, as a reply to it, without ping or preview."""
    thread = await post(world, forum, title(world, language), world.alice)
    (answer,) = answers_in(world, thread)
    card = world.desk.assistant.show(ENTRY, language)
    assert answer.content.startswith(f"**{card.verdict}**")
    assert answer.reference["message_id"] == str(thread.id)
    sent = [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")][-1]
    assert sent.json["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert sent.json["flags"] & discord.MessageFlags(suppress_embeds=True).value


async def test_its_author_may_remove_the_answer(world: World, forum: Any) -> None:
    """The button to remove it names the one who opened the post."""
    thread = await post(world, forum, title(world), world.alice)
    (answer,) = answers_in(world, thread)
    (remove,) = [one for one in controls(answer) if f":{Do.REMOVE}:" in one]
    assert remove.endswith(f":{world.alice.id}")


async def test_figures_of_a_title_are_not_shown(world: World, forum: Any) -> None:
    """A title with figures is answered without them, like everything in public."""
    thread = await post(world, forum, f"{title(world)[:60]} basis $10,000, value $9,500", world.alice)
    assert not any("9,500" in answer.content or "10,000" in answer.content for answer in answers_in(world, thread))
    thread = await post(world, forum, "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗", world.alice)
    (answer,) = answers_in(world, thread)
    assert "9500" not in answer.content
    assert "9,500" not in answer.content


@pytest.mark.parametrize(
    "asked",
    ["best pizza in Naples", "亏损", "hello everyone", "¿Puedo convertir mi after-tax 401k a Roth si perdí dinero?"],
)
async def test_no_strong_match_is_passed_over_without_its_words(
    world: World, forum: Any, written: Callable[[], str], asked: str
) -> None:
    """What would be refused, asked back, greeted or not read stays unanswered; the log says so without the title."""
    thread = await post(world, forum, asked, world.alice)
    assert answers_in(world, thread) == []
    assert "forum post passed over" in written()
    assert "no strong match" in written()
    assert asked not in written()


async def test_a_mention_of_everyone_and_the_bot_is_answered_by_the_title(world: World, forum: Any) -> None:
    """What calls everyone is not answered as a mention, so the post is answered like any other."""
    role = world.guild.create_role("boss", permissions=discord.Permissions.all())
    boss = world.guild.add_member(world.env.create_user("boss"), roles=[role])
    thread = open_post(world, forum, title(world), boss)
    message = starter(thread, boss, f"{world.me()} @everyone please look")
    message.mention_everyone, message.mention_user_ids = True, [world.bot.user.id]
    world.env.backend.commit_message(message)
    await world.env.settle()
    assert len(answers_in(world, thread)) == 1


async def test_other_forums_are_left_alone(world: World, forum: Any) -> None:
    """A forum that has not opted in gets no answers, nor do threads of an ordinary channel."""
    other = world.guild.create_forum_channel("chatter")
    thread = await post(world, other, title(world), world.alice)
    assert answers_in(world, thread) == []
    thread = open_post(world, world.channel, title(world), world.alice)
    await world.env.settle()
    assert answers_in(world, thread) == []


async def test_the_answer_waits_for_the_first_message(world: World, forum: Any) -> None:
    """Before the post has its first message nothing is sent; then the answer comes, once."""
    thread = open_post(world, forum, title(world), world.alice)
    await world.env.settle()
    assert answers_in(world, thread) == []
    write_starter(world, thread, world.alice)
    await world.env.settle()
    assert len(answers_in(world, thread)) == 1


async def test_the_first_message_may_come_first(world: World, forum: Any) -> None:
    """The two events may arrive in either order."""
    backend = world.env.backend
    thread = backend.create_thread(forum.id, title(world), world.alice.id, broadcast=False)
    write_starter(world, thread, world.alice)
    await world.env.settle()
    assert answers_in(world, thread) == []
    backend.announce_thread_create(thread)
    await world.env.settle()
    assert len(answers_in(world, thread)) == 1


async def test_a_post_that_stays_empty_is_passed_over(world: World, forum: Any, written: Callable[[], str]) -> None:
    """Where no first message comes, nor can be fetched, nothing is posted."""
    thread = open_post(world, forum, title(world), world.alice)
    await world.env.settle()
    await world.env.advance_time(PATIENCE + 1)
    assert answers_in(world, thread) == []
    assert "no first message" in written()


async def test_a_first_message_whose_event_is_lost_is_fetched(world: World, forum: Any) -> None:
    """After some seconds the bot looks once for itself."""
    thread = open_post(world, forum, title(world), world.alice)
    world.env.backend.commit_message(starter(thread, world.alice), broadcast=False)
    await world.env.settle()
    assert answers_in(world, thread) == []
    await world.env.advance_time(PATIENCE + 1)
    assert len(answers_in(world, thread)) == 1


async def test_posts_of_bots_and_of_itself_are_passed_over(world: World, forum: Any) -> None:
    """A bot that opens posts gets no answers."""
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    thread = await post(world, forum, title(world), robot)
    assert answers_in(world, thread) == []


async def test_an_event_that_comes_again_is_answered_once(world: World, forum: Any, written: Callable[[], str]) -> None:
    """After a reconnection Discord may repeat events; the post has its answer already, and no call is made."""
    thread = await post(world, forum, title(world), world.alice)
    before = len(world.env.http_requests)
    world.bot.get_guild(world.guild.id)._threads.clear()  # as a new session begins
    world.env.backend.announce_thread_create(thread)
    await world.env.settle()
    assert len(world.env.http_requests) == before
    assert "answered already" in written()
    assert len(answers_in(world, thread)) == 1


async def test_a_post_that_mentions_the_bot_gets_one_answer(world: World, forum: Any) -> None:
    """A mention in the first message is answered as a mention; the title is not answered beside it."""
    thread = await post(world, forum, title(world), world.alice, f"{world.me()} {title(world)}")
    assert len(answers_in(world, thread)) == 1


async def test_a_mention_where_mentions_are_off_is_no_hindrance(world: World, forum: Any) -> None:
    """A forum that wants answers gets them by title, also where its server has switched mentions off."""
    opt_in(world, forum, mentions=False)
    thread = await post(world, forum, title(world), world.alice, f"{world.me()} please")
    assert len(answers_in(world, thread)) == 1


async def test_without_permission_nothing_is_tried(world: World, forum: Any, written: Callable[[], str]) -> None:
    """Where the bot may not write in posts it makes no call at all."""
    silent = discord.Permissions(send_messages_in_threads=True)
    world.env.backend.set_overwrite(forum.id, Overwrite(world.guild.default_role.id, 0, deny=silent.value))
    before = len(world.env.http_requests)
    thread = await post(world, forum, title(world), world.alice)
    assert answers_in(world, thread) == []
    assert [r for r in world.env.http_requests[before:] if r.method == "POST"] == []
    assert "permissions" in written()


async def test_a_post_that_is_deleted_meanwhile_is_no_incident(
    world: World, forum: Any, written: Callable[[], str]
) -> None:
    """Where the post is gone when the answer comes, the log says so and nothing failed."""
    world.env.inject_error("POST", "/channels/*/messages", status=404, code=10003)
    thread = await post(world, forum, title(world), world.alice)
    assert answers_in(world, thread) == []
    assert "deleted meanwhile" in written()
    assert "event failed" not in written()


async def test_a_flood_of_posts_is_not_answered(world: World, forum: Any) -> None:
    """A forum gets six answers a minute, as a channel does."""
    threads = [await post(world, forum, title(world), world.alice) for _ in range(8)]
    assert sum(len(answers_in(world, thread)) for thread in threads) == 6


async def test_a_title_without_language_takes_the_servers(world: World, forum: Any) -> None:
    """Where the title tells no language, the one that the server has set counts before Discord's."""
    opt_in(world, forum, language=Language.ZH)
    thread = await post(world, forum, "415c", world.alice)
    found = answers_in(world, thread)
    assert [world.desk.words("discord.remove", Language.ZH) in str(one.components) for one in found] == [True]
