"""Copies of a card: as text for the one who asks, for everyone without figures; and the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.discord import answering, markdown
from bot.discord.buttons import button
from bot.discord.content import parts
from bot.discord.ids import Do, Ref
from bot.discord.render import start
from bot.discord.services import Interaction, of
from bot.reply import Reply

FOLLOWUPS = 4  # where the app is not installed Discord allows five


async def copy(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """The card as text to copy, seen by its presser alone, with an offer to post it without figures."""
    services = of(interaction)
    reply = answering.restore(interaction, ref)
    if reply is None:
        await answering.lost(interaction, ref)
        return
    footer = f"\n{reply.stamp.footer}" if reply.stamp and not ref.page else ""
    text = services.desk.plain.card(reply, expanded=bool(ref.page)) + footer
    first, *rest = parts(f"{services.desk.words('discord.copied', reply.language)}\n\n{markdown.copied(text)}")
    view = _offer(interaction, ref, reply)
    await interaction.response.send_message(first, view=view, ephemeral=True, suppress_embeds=True)
    for part in rest[:FOLLOWUPS]:
        await interaction.followup.send(part, ephemeral=True, suppress_embeds=True)


async def post(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Show the card of an entry to everyone here, without figures, once."""
    services = of(interaction)
    base = services.desk.assistant.base
    if ref.subject not in base.entries:
        await answering.lost(interaction, ref)
        return
    allowed = interaction.permissions
    thread = isinstance(interaction.channel, discord.Thread)
    if interaction.guild_id is not None and not (allowed.send_messages_in_threads if thread else allowed.send_messages):
        await answering.tell(interaction, "no-post")
        return
    if interaction.message and not services.memory.first_time(f"post:{interaction.message.id}"):
        await answering.tell(interaction, "already-posted")
        return
    reply = services.desk.assistant.show(ref.subject, ref.language)
    above = services.desk.words("discord.shared-by", reply.language, user=interaction.user.mention)
    view = services.cards.card(reply, start(reply.language), owner=interaction.user.id, above=above)
    answering.record("post", reply)
    await interaction.response.send_message(view=view)


async def remove(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Take a public answer back: for the asker and for moderators."""
    if str(interaction.user.id) != ref.note and not interaction.permissions.manage_messages:
        await answering.tell(interaction, "not-yours")
        return
    await interaction.response.defer()
    try:
        await interaction.delete_original_response()
    except discord.NotFound:
        return  # the second press of a double click


def _offer(interaction: Interaction, ref: Ref, reply: Reply) -> ui.View:
    view = ui.View(timeout=None)
    if interaction.guild_id is not None and reply.entry:
        label = of(interaction).desk.words("discord.post", reply.language)
        view.add_item(button(label, ref.to(Do.POST, subject=reply.entry, page=0, note="")))
    view.stop()
    return view
