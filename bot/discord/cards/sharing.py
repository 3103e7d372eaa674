"""Keep and share a card: as text or as a picture for the presser alone, or for everyone here, without figures."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import ui

from bot.discord import answering
from bot.discord.cards import markdown
from bot.discord.cards.buttons import Button, button
from bot.discord.cards.content import parts
from bot.discord.cards.pictures import file_of
from bot.discord.cards.render import notice, start
from bot.discord.ids import Do, Ref
from bot.discord.messages.places import against_posting
from bot.discord.services import Interaction, of
from bot.language import Language
from bot.reply import Reply
from bot.wordbook import Wordbook

if TYPE_CHECKING:
    from bot.charts.draw import Picture

FOLLOWUPS = 4  # where the app is not installed Discord allows five
NOT_HERE = {  # why nothing can be posted here, as the menu says it
    "share.menu-no-link": "share.menu-no-link",
    "discord.no-post": "share.menu-no-post",
    "share.no-apps": "share.menu-no-apps",
    "share.quiet": "share.menu-quiet",
    "share.slow-mode": "share.menu-slow-mode",
}
LATELY = timedelta(hours=1)  # what was posted since then is not posted again
LOOKING_SECONDS = 1.0  # of the three that Discord waits for an answer


async def menu(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Which copy of a card is wanted: a short question with a button for each, seen by the presser alone."""
    reply = answering.restore(interaction, ref)
    if reply is None:
        await answering.lost(interaction, ref)
        return
    say, language = of(interaction).desk.words, reply.language
    lines = [say("share.menu", language)]
    buttons = [
        button(say("share.text", language), ref.to(Do.TEXT)),
        button(say("share.picture", language), ref.to(Do.PICTURE)),
    ]
    entry = explained(reply)
    reason = against_posting(interaction)
    if reason:
        lines.append(say(NOT_HERE[reason], language))
    elif entry:
        lines.append(say("share.menu-post" if reply.entry else "share.menu-why", language))
        buttons.append(_post_button(interaction, replace(ref, language=language), reply, entry))
    if entry and interaction.guild_id is not None:
        known = of(interaction).memory.link(interaction.channel_id or 0, entry, language)
        lines += [say("share.menu-link", language, url=_url(interaction, known))] if known else []
    if reply.calculation:
        lines.append(say("share.menu-figures", language))
    await answering.put_new(interaction, notice("\n".join(lines), rows=[ui.ActionRow(*buttons)]))


def explained(reply: Reply) -> str | None:
    """The entry that a card shows, or that explains its calculation: what may be seen by everyone."""
    return reply.entry or next((choice.entry for choice in reply.related), None)


def _post_button(interaction: Interaction, ref: Ref, reply: Reply, entry: str) -> Button:
    key = "discord.post" if reply.entry else "share.post-why"
    label = of(interaction).desk.words(key, reply.language)
    return button(label, ref.to(Do.POST, subject=entry, page=0, note="", version=None))


async def text(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """The card as text to copy, seen by its presser alone."""
    services = of(interaction)
    reply = answering.restore(interaction, ref)
    if reply is None:
        await answering.lost(interaction, ref)
        return
    footer = f"\n{reply.stamp.footer}" if reply.stamp and not ref.page else ""
    card = services.desk.plain.card(reply, expanded=bool(ref.page)) + footer
    first, *rest = parts(f"{services.desk.words('discord.copied', reply.language)}\n\n{markdown.copied(card)}")
    answering.record("text", reply)
    await interaction.response.send_message(first, ephemeral=True, suppress_embeds=True)
    for part in rest[:FOLLOWUPS]:
        await interaction.followup.send(part, ephemeral=True, suppress_embeds=True)


async def picture(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """The card as a picture to save, seen by its presser alone; in English where no font has Chinese."""
    say = of(interaction).desk.words
    reply = answering.restore(interaction, ref)
    if reply is None:
        await answering.lost(interaction, ref)
        return
    if not await answering.may_ask(interaction):
        return
    await interaction.response.defer(ephemeral=True, thinking=True)
    drawn, language = await _drawn(interaction, ref, reply)
    lines = [say("share.saved-figures" if reply.calculation else "share.saved", reply.language)]
    lines += [say("share.no-font", reply.language)] if language is not reply.language else []
    answering.record("picture", reply)
    await interaction.followup.send("\n".join(lines), file=file_of(drawn), ephemeral=True)


async def _drawn(interaction: Interaction, ref: Ref, reply: Reply) -> tuple[Picture, Language]:
    """The picture and the language that it is written in."""
    services = of(interaction)
    font = services.chart_font
    language = await asyncio.to_thread(_writable, reply.language, font)
    shown = reply
    if language is not reply.language:
        shown = answering.restore(interaction, replace(ref, language=language)) or reply
    async with services.drawing:
        drawn = await asyncio.to_thread(_draw, shown, services.desk.words, expanded=bool(ref.page), font=font)
    return drawn, shown.language


# Pillow is loaded with the first picture, not when the bot starts; in the thread that draws, since it takes its time


def _writable(language: Language, font: Path | None) -> Language:
    from bot.charts.card_type import language_of  # noqa: PLC0415

    return language_of(language, font)


def _draw(reply: Reply, words: Wordbook, *, expanded: bool, font: Path | None) -> Picture:
    from bot.charts.card import draw_card  # noqa: PLC0415

    return draw_card(reply, words, expanded=expanded, font=font)


def note_public(interaction: Interaction, ref: Ref) -> None:
    """Remember a public card whose copy is opened, so that the copy can tell its link."""
    message = interaction.message
    if ref.do is Do.TURN and interaction.guild_id and message and not message.flags.ephemeral:
        of(interaction).memory.keep_link(interaction.channel_id or 0, ref.subject, ref.language, message.id)


async def post(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Show the card of an entry to everyone here, without figures, once, and tell the presser its link."""
    services = of(interaction)
    if ref.subject not in services.desk.assistant.base.entries:
        await answering.lost(interaction, ref)
        return
    refused = against_posting(interaction)
    if refused:
        await answering.whisper(interaction, refused, ref.language)
        return
    place = interaction.channel_id or 0
    known = services.memory.link(place, ref.subject, ref.language)
    # once for each card that was there before: one that was taken back may be posted anew
    once = f"post:{place}:{ref.subject}:{ref.language}:{known}"
    with services.memory.once(once) as first:
        if not first:  # a second press while the first one is on its way
            await answering.whisper(interaction, "discord.already-posted", ref.language)
            return
        if known and await _stands(interaction, known):
            services.memory.undo(once)
            await answering.whisper(interaction, "share.posted-before", ref.language, url=_url(interaction, known))
            return
        if not await answering.may_post(interaction, ref.language):
            services.memory.undo(once)
            return
        sent = await _show_all(interaction, ref)
        if sent is None:
            services.memory.undo(once)
        else:
            services.memory.keep_link(place, ref.subject, ref.language, sent)
    told = "share.posted" if sent else "share.no-apps"
    said = services.desk.words(told, ref.language, **({"url": _url(interaction, sent)} if sent else {}))
    await interaction.followup.send(said, ephemeral=True)


async def _show_all(interaction: Interaction, ref: Ref) -> int | None:
    """Post the card; its message, or ``None`` where Discord shows it to the presser alone."""
    services = of(interaction)
    reply = services.desk.assistant.show(ref.subject, ref.language)
    above = services.desk.words("discord.shared-by", reply.language, user=interaction.user.mention)
    view = services.cards.card(reply, start(reply.language), owner=interaction.user.id, above=above)
    answering.record("post", reply)
    sent = await interaction.response.send_message(view=view)
    # Discord decides so for apps that the server did not install
    return None if sent.is_ephemeral() else sent.message_id


async def _stands(interaction: Interaction, message: int) -> bool:
    """Whether a public card of late is still there; where that cannot be looked up in time it is taken to be."""
    if discord.utils.snowflake_time(message) <= interaction.created_at - LATELY:
        return False
    allowed = interaction.app_permissions
    if not (interaction.channel_id and allowed.view_channel and allowed.read_message_history):
        return True
    channel = interaction.client.get_partial_messageable(interaction.channel_id, guild_id=interaction.guild_id)
    try:
        async with asyncio.timeout(LOOKING_SECONDS):
            await channel.fetch_message(message)
    except discord.NotFound:
        return False
    except (discord.HTTPException, aiohttp.ClientError, OSError):  # a timeout is one of the last
        return True
    return True


def _url(interaction: Interaction, message: int) -> str:
    """The link of a message in this channel."""
    return f"https://discord.com/channels/{interaction.guild_id}/{interaction.channel_id}/{message}"


async def remove(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Take a public answer back: for the asker and for moderators."""
    if str(interaction.user.id) != ref.note and not interaction.permissions.manage_messages:
        await answering.tell(interaction, "not-yours")
        return
    await interaction.response.defer()
    with suppress(discord.NotFound):  # the second press of a double click
        await interaction.delete_original_response()
    if interaction.message:
        of(interaction).answers.forget_answer(interaction.message.id)
