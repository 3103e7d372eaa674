"""Messages: a question after a mention, or in a direct message. Everything else is passed over in silence."""

from __future__ import annotations

import re
from typing import Any

import discord
from discord import ui

from bot import language as languages
from bot.assistant import Question
from bot.discord import errors, panel
from bot.discord.answering import keep_thread, record, remember, timestamp
from bot.discord.figures import figures_in, figures_of
from bot.discord.limits import QUESTION
from bot.discord.render import start
from bot.discord.services import Services
from bot.language import Language
from bot.reply import Outcome, Reply

# mentions, channels, emoji, times: what Discord writes in angle brackets holds digits that are no figures
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^:>]+:|t:|id:)[^>]*>")


def question_in(content: str) -> str:
    """The words of a message without Discord's markup."""
    return " ".join(_MARKUP.sub(" ", content).split())[:QUESTION]


async def hear(services: Services, me: discord.ClientUser, message: discord.Message) -> None:
    """Answer a message if it is meant for the bot, once; apologise once if that fails."""
    ordinary = message.type in (discord.MessageType.default, discord.MessageType.reply)
    if message.author.bot or message.webhook_id or not ordinary:
        return
    try:
        if message.guild is None:
            await _direct(services, message)
        elif any(user.id == me.id for user in message.mentions) and not message.mention_everyone:
            await _mentioned(services, me, message)
    except Exception as error:
        name = errors.report_event(error, "message")
        if not isinstance(error, discord.HTTPException):  # what could not be sent once is not sent twice
            await _send(message, errors.apology(services.desk.words, name))


async def _direct(services: Services, message: discord.Message) -> None:
    """A direct message: figures are welcome and computed."""
    text = question_in(message.content)
    language = languages.choose(text)
    if not text:
        await _help(services, message, language)
        return
    wait = services.asks.wait(message.author.id)
    if wait:
        await _send(message, services.desk.words("discord.slow-down", language, when=timestamp(wait)))
        return
    thread = services.memory.thread(message.author.id, message.channel.id, private=True)
    followed = services.desk.follow_ups.follow(thread, text) if thread else None
    reply = followed or services.desk.assistant.ask(Question(text))
    note = remember(services, message.author.id, message.channel.id, text, reply)
    record("direct", reply)
    await _show(services, message, reply, note=note)


async def _mentioned(services: Services, me: discord.ClientUser, message: discord.Message) -> None:
    """A mention: answered in place and without figures, because everybody reads it."""
    if not _may_send(message, _permissions(message)):
        return
    text = question_in(message.content)
    place = languages.of_locale(str(message.guild.preferred_locale)) if message.guild else None
    reply = _reply_for_all(services, message, text, place) if text else None
    if _answers(me, message) and (reply is None or reply.outcome is not Outcome.ANSWER):
        return  # "thanks" below an answer is no question
    wait = services.mentions.wait(message.channel.id)
    if wait:
        if not services.notices.wait(message.channel.id):
            language = reply.language if reply else place or Language.EN
            await _send(message, services.desk.words("discord.slow-down", language, when=timestamp(wait)))
        return
    if reply is None:
        await _help(services, message, place or Language.EN)
        return
    figures = figures_of(reply.thread) if reply.thread else figures_in(services.desk.assistant, text)
    if figures:
        services.memory.keep_figures(message.author.id, figures)
    keep_thread(services, message.author.id, message.channel.id, text, reply, private=False)
    record("mention", reply)
    await _show(services, message, reply, owner=message.author.id)


def _reply_for_all(services: Services, message: discord.Message, text: str, place: Language | None) -> Reply:
    """The answer for everybody to see: without figures, going on from the asker's last one where the message does."""
    thread = services.memory.thread(message.author.id, message.channel.id, private=False)
    followed = services.desk.follow_ups.follow(thread, text, private=False) if thread else None
    return followed or services.desk.assistant.ask(Question(text, fallback=place, private=False))


async def _show(
    services: Services, message: discord.Message, reply: Reply, *, note: str = "", owner: int | None = None
) -> None:
    ref = start(reply.language, note=note)
    plain = services.messages.message(reply, ref, owner=owner)
    if plain.fits:
        await _send(message, plain.content, plain.view)
    else:
        await _send(message, None, services.cards.card(reply, ref, owner=owner))


async def _help(services: Services, message: discord.Message, language: Language) -> None:
    content, view = panel.mention_help(services, language)
    await _send(message, content, view)


async def _send(message: discord.Message, content: str | None, view: ui.View | ui.LayoutView | None = None) -> None:
    """Reply in place, without a ping and without previews of the linked sources."""
    options: dict[str, Any] = {"mention_author": False}
    if _permissions(message).read_message_history:  # Discord asks for it before it lets anyone reply
        options["reference"] = message.to_reference(fail_if_not_exists=False)
    if view is not None:
        options["view"] = view
    if content is not None:
        options |= {"content": content, "suppress_embeds": True}
    await message.channel.send(**options)


def _answers(me: discord.ClientUser, message: discord.Message) -> bool:
    """Whether the message replies to one of the bot's own."""
    reference = message.reference
    replied = reference.resolved if reference else None
    return isinstance(replied, discord.Message) and replied.author.id == me.id


def _permissions(message: discord.Message) -> discord.Permissions:
    """What the bot may do where the message stands; everything where Discord does not say."""
    member = message.guild.me if message.guild else None
    if member is None or not isinstance(message.channel, discord.abc.GuildChannel | discord.Thread):
        return discord.Permissions.all()
    return message.channel.permissions_for(member)


def _may_send(message: discord.Message, allowed: discord.Permissions) -> bool:
    """Whether the bot may write here: a refused call counts against it at Discord."""
    thread = isinstance(message.channel, discord.Thread)
    return allowed.view_channel and (allowed.send_messages_in_threads if thread else allowed.send_messages)
