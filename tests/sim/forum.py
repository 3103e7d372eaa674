"""Posts in a simulated forum by its members: SimCord lets the bot alone open posts, so these go in at the back door."""

from __future__ import annotations

from typing import Any

from simcord.backend.models import Message

from tests.sim.conftest import World


def open_post(world: World, forum: Any, title: str, author: Any) -> Any:
    """A post without its first message, as its event arrives first."""
    backend = world.env.backend
    thread = backend.create_thread(forum.id, title, author.id, broadcast=False)
    backend.announce_thread_create(thread)
    return thread


def starter(thread: Any, author: Any, text: str = "see the title") -> Message:
    """The first message of a post, not yet sent."""
    return Message(id=thread.id, channel_id=thread.id, author_id=author.id, content=text)


def write_starter(world: World, thread: Any, author: Any, text: str = "see the title") -> None:
    """The first message of a post, which has the id of the post."""
    world.env.backend.commit_message(starter(thread, author, text))


async def post(world: World, forum: Any, title: str, author: Any, text: str = "see the title") -> Any:
    """A post as a member makes it."""
    thread = open_post(world, forum, title, author)
    write_starter(world, thread, author, text)
    await world.env.settle()
    return thread


def answers_in(world: World, thread: Any) -> list[Any]:
    """What the bot wrote in a post, oldest first."""
    found = world.env.backend.messages[thread.id].values()
    return [message for message in found if message.author_id == world.bot.user.id]  # type: ignore[union-attr]
