"""Replies to an answer of the bot that ask nothing: thanks, and objections; the same card again would be no reply."""

from __future__ import annotations

import re

import discord

from bot.discord.answering import custom_ids
from bot.discord.ids import read
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
    reference = message.reference
    replied = reference.resolved if reference else None
    if not isinstance(replied, discord.Message) or replied.author.id != me.id:
        return False
    if reply is None or reply.outcome is not Outcome.ANSWER:
        return True
    if reply.continues is not None or is_question(text):
        return False
    shown = (read(one) for one in custom_ids(replied))
    return any(one is not None and one.subject == reply.entry for one in shown)
