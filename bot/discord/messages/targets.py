"""The message that a card is about: who looked it up from a message's menu can reply to that message with the card.

The custom_ids of such a card hold the message's id as their note; the channel is the one in which they are pressed.
"""

from __future__ import annotations

import re

import discord
from discord import ui

from bot.discord.cards.buttons import button
from bot.discord.ids import Do, Ref
from bot.discord.messages.photos import row_with_room
from bot.discord.messages.places import against_posting, may_write
from bot.discord.services import Interaction, of
from bot.reply import Reply
from bot.wordbook import Wordbook

# sixteen digits: tokens of the memory are shorter, ids of users, which are written in decimal, are longer
_NOTE = re.compile(r"[0-9a-f]{16}")


def note_of(message: int) -> str:
    """The note for a card about a message."""
    return f"{message:016x}"


def target_of(note: str) -> int | None:
    """The message that a card is about; ``None`` for all other notes."""
    return int(note, 16) if _NOTE.fullmatch(note) else None


def offer(interaction: Interaction, view: ui.LayoutView, reply: Reply, note: str) -> ui.LayoutView:
    """The card of an entry with the button to reply with it, for those who may write where the message stands."""
    if target_of(note) is None or reply.entry is None or against(interaction):
        return view
    return with_reply(of(interaction).desk.words, view, reply, note)


def with_reply(words: Wordbook, view: ui.LayoutView, reply: Reply, note: str) -> ui.LayoutView:
    """The card of an entry with the button to reply with it, in the last row that has room."""
    ref = Ref(Do.REPLY, reply.entry or "", reply.language, note=note)
    one = button(words("listen.reply", reply.language), str(ref))
    row = row_with_room(view.children, 1)
    if row is not None:
        row.add_item(one)
    else:
        next(item for item in view.children if isinstance(item, ui.Container)).add_item(ui.ActionRow(one))
    return view


def against(interaction: Interaction) -> str | None:
    """Why there is no replying here, as a key of the interface texts; ``None`` where user and bot may both write."""
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        return "listen.reply-not-here"
    reason = against_posting(interaction)
    if reason:
        return reason
    allowed: discord.Permissions = interaction.app_permissions
    if not (may_write(interaction.channel, allowed) and allowed.read_message_history):
        return "listen.reply-not-allowed"
    return None
