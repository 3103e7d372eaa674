"""Replies to an answer of the bot: what asks goes on from it; thanks and objections ask nothing and get no reply."""

from __future__ import annotations

import re

import discord

from bot.discord.answering import custom_ids
from bot.discord.ids import WHICH, Do, read
from bot.discord.services import Services
from bot.followup.choosing import chosen
from bot.followup.thread import Thread
from bot.reply import Outcome, Reply

# a mark, a word that asks, or a verb before its subject: "can you deduct it", not "you can deduct it"
_ASKS = re.compile(
    r"[?？吗嗎呢咋哪谁誰几幾]|什[么麼]|怎|多少|如何|[为為]何|是否|会不会|(.)不\1|有[没沒]有"
    r"|\b(?:how|what|why|when|where|whether|which|who)\b"
    r"|(?:^|[.!,;:]\s*|\b(?:and|but|so|then|or)\s+)(?:can|could|do|does|did|is|are|will|would|should|may|must|am)\b"
    r"|\b(?:can|could|do|does|will|would|should|must|am|are)\s+(?:i|we|you|they)\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether a text asks something, by its marks and words."""
    return _ASKS.search(text) is not None


def is_remark(me: discord.ClientUser, message: discord.Message, text: str, reply: Reply | None) -> bool:
    """Whether a message only says something about the answer that it replies to.

    Args:
        me: the bot.
        message: the message.
        text: its words.
        reply: what they would be answered with.
    """
    replied = replied_to(me, message)
    if replied is None:
        return False
    if reply is None:
        return True
    if is_question(text) or (chosen(text) and reply.entry in choices_on(replied)):
        return False
    if reply.outcome is not Outcome.ANSWER:
        return True
    if reply.continues is not None:
        return False
    shown = (read(one) for one in custom_ids(replied))
    return any(one is not None and one.subject == reply.entry for one in shown)


def replied_to(me: discord.ClientUser, message: discord.Message) -> discord.Message | None:
    """The bot's own message that a message replies to."""
    reference = message.reference
    replied = reference.resolved if reference else None
    return replied if isinstance(replied, discord.Message) and replied.author.id == me.id else None


def choices_on(replied: discord.Message) -> tuple[str, ...]:
    """The entries that a "which one?" offers, in the order of their numbers; none on other messages."""
    found = [one for one in map(read, custom_ids(replied)) if one]
    if all(one.subject != WHICH for one in found):
        return ()
    return tuple(dict.fromkeys(one.subject for one in found if one.do is Do.OPEN and one.subject != WHICH))


def thread_of(services: Services, replied: discord.Message) -> Thread | None:
    """What a reply to a public answer goes on from, as far as everybody sees it: its entry, or its choices."""
    assistant = services.desk.assistant
    found = [one for one in map(read, custom_ids(replied)) if one and one.do is not Do.LANGUAGE]
    choices = tuple(one for one in choices_on(replied) if one in assistant.base.entries)
    if choices:
        return Thread(found[0].language, choices=choices)
    shown = next((one for one in found if one.subject in assistant.base.entries), None)
    return services.desk.follow_ups.after(assistant.show(shown.subject, shown.language)) if shown else None


def gone_on_with(
    services: Services, me: discord.ClientUser, message: discord.Message, text: str, own: Thread | None
) -> Thread | None:
    """What a message in a server goes on from: what it asks below an answer, from that; else the asker's own last one.

    Args:
        services: the desk.
        me: the bot.
        message: the message.
        text: its words.
        own: the asker's last answer there.
    """
    replied = replied_to(me, message)
    if replied is None or not (is_question(text) or chosen(text)):
        return own
    shown = thread_of(services, replied)
    same = shown is None or (own is not None and (own.entry, own.choices) == (shown.entry, shown.choices))
    return own if same else shown
