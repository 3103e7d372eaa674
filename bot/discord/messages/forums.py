"""New posts in the forums that a server has opted in: answered by their title, once, and only on a strong match."""

from __future__ import annotations

import discord

from bot import log
from bot.assistant import Question
from bot.discord.answering import record
from bot.discord.messages.places import language_in, may_write, permissions_in
from bot.discord.messages.posting import Spot, post, question_in
from bot.discord.messages.starters import Starter, read
from bot.discord.services import Services
from bot.reply import Outcome, Reply

# for the first message, without which nobody else may write in the post
PATIENCE = 5.0

_log = log.get("rothdesk.discord")


async def welcome(client: discord.Client, services: Services, thread: discord.Thread) -> None:
    """Answer a new post whose title asks something that is known; otherwise say nothing."""
    settings = services.servers.of(thread.guild.id)
    if thread.parent_id not in settings.forums or client.user is None or thread.owner_id == client.user.id:
        return
    reason = await _answer(client, services, thread)
    if reason:
        _log.info("forum post passed over", reason=reason)


async def _answer(client: discord.Client, services: Services, thread: discord.Thread) -> str:
    """Answer a post; why not, where it is passed over."""
    if not may_write(thread, permissions_in(thread)):
        return "permissions"
    if not services.memory.first_time(f"forum:{thread.id}"):
        return "answered already"
    reply = _strong(services, thread)
    if reply is None:
        return "no strong match"
    settings = services.servers.of(thread.guild.id)
    heard = settings.answers_mentions_in(thread.id, thread.parent_id)
    reason = _against(await _starter(client, services, thread), client.user if heard else None)
    if not reason and services.mentions.wait(thread.parent_id):
        reason = "too many posts"
    if reason:
        return reason
    try:
        await post(services, Spot(thread, thread.id, thread.guild.id), reply, owner=thread.owner_id)
    except discord.NotFound:
        return "deleted meanwhile"
    record("forum", reply)
    return ""


def _against(starter: Starter | None, me: discord.ClientUser | None) -> str:
    """What the first message of a post says against an answer; nothing if it does not.

    Args:
        starter: the first message.
        me: the bot, where a mention of it is answered anyway.
    """
    if starter is None:
        return "no first message"
    if starter.by_bot:
        return "written by a bot"
    # a message to everyone is not answered as a mention
    mentioned = me is not None and me.id in starter.mentions and not starter.everyone
    return "answered as a mention" if mentioned else ""


def _strong(services: Services, thread: discord.Thread) -> Reply | None:
    """The reply to the title of a post, if it is an answer outright and asks nothing back."""
    place = language_in(services, thread.guild)
    reply = services.desk.assistant.ask(Question(question_in(thread.name), fallback=place, private=False))
    strong = reply.outcome is Outcome.ANSWER and not reply.asks and reply.continues is None
    return reply if strong else None


async def _starter(client: discord.Client, services: Services, thread: discord.Thread) -> Starter | None:
    """The first message of a post; asked for once where its event does not come."""
    found = await services.starters.of(client, thread.id, PATIENCE)
    if found or not permissions_in(thread).read_message_history:
        return found
    try:
        return read(await thread.fetch_message(thread.id))
    except (discord.NotFound, discord.Forbidden):
        return None
