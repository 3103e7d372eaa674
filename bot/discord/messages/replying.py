"""Replies to a message from its menu: looked up by anyone, or picked by those who answer for the server."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot.assistant import Question
from bot.discord import answering
from bot.discord.cards import markdown
from bot.discord.cards.buttons import PRIMARY, button, entries_select
from bot.discord.cards.render import framed, notice, start
from bot.discord.ids import WHICH, Do, Ref
from bot.discord.messages import photos
from bot.discord.messages.posting import keep, question_in
from bot.discord.messages.sending import deliver
from bot.discord.messages.targets import against, note_of, offer, target_of
from bot.discord.services import Interaction, locale_of, of
from bot.language import Language
from bot.language import choose as choose_language
from bot.reply import Choice
from bot.wordbook import Wordbook

OFFERED = 3  # with a button each; as many again, and more, in a list below
LISTED = 10
INVALID_BODY = 50035


async def look_up(interaction: Interaction, message: discord.Message) -> None:
    """The card for a message, seen by the presser alone; below it, the way to reply to the message with it.

    Figures are computed for their author alone: somebody else's are neither shown nor remembered.
    """
    text = question_in(message.content)
    photo = photos.has_photo(message)
    if not text:
        await _without_text(interaction, message, photo=photo)
        return
    if not await answering.may_ask(interaction):
        return
    services = of(interaction)
    own = message.author.id == interaction.user.id
    reply = services.desk.assistant.ask(Question(text, fallback=locale_of(interaction), private=own))
    note = note_of(message.id)
    if own:
        note = answering.remember(services, interaction.user.id, interaction.channel_id, text, reply)
    answering.record("look-up", reply)
    view = services.cards.card(reply, start(reply.language, note=note))
    view = offer(interaction, view, reply, note)
    if photo:
        controls = photos.buttons(services.desk.words, (reply.language,), ask=False)
        view = photos.around(view, _on_photo(interaction, message, reply.language), "", controls)
    await answering.put_new(interaction, view)


async def choose(interaction: Interaction, message: discord.Message) -> None:
    """Which answer to reply with: the likeliest ones for a message, for those who answer for the server."""
    if not await _is_curator(interaction):
        return
    text = question_in(message.content)
    if not text:
        await _without_text(interaction, message, photo=photos.has_photo(message))
        return
    reason = against(interaction)
    if reason:
        await answering.whisper(interaction, reason)
        return
    services = of(interaction)
    language = choose_language(text, locale_of(interaction))
    if services.desk.assistant.ask(Question(text, language, private=False)).small_talk:
        await answering.whisper(interaction, "listen.no-question")
        return
    found = services.desk.assistant.suggestions(text, language, OFFERED + LISTED)
    ref = Ref(Do.PULL, WHICH, language, note=note_of(message.id))
    await answering.put_new(interaction, which(services.desk.words, found, ref))


async def reply(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Reply to a message with the card that was looked up for it."""
    await _reply(interaction, ref, "listen.shared-by")


async def pull(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """Reply to a message with the answer that was picked for it."""
    if await _is_curator(interaction):
        subject = values[0] if values else ref.subject
        await _reply(interaction, Ref(ref.do, subject, ref.language, note=ref.note), "listen.pulled-by")


async def _reply(interaction: Interaction, ref: Ref, above: str) -> None:
    """Post the card of an entry as a reply to a message, once, without a ping and without figures."""
    services = of(interaction)
    target = target_of(ref.note)
    if target is None or ref.subject not in services.desk.assistant.base.entries:
        await answering.lost(interaction, ref)
        return
    reason = against(interaction)
    if reason:
        await answering.whisper(interaction, reason)
        return
    shown = services.desk.assistant.show(ref.subject, ref.language)
    once = f"reply:{target}:{ref.subject}"
    try:
        with services.memory.once(once) as first:
            if not first:
                await answering.whisper(interaction, "discord.already-posted")
                return
            if not await answering.may_post(interaction, locale_of(interaction)):
                services.memory.undo(once)
                return
            await interaction.response.defer()
            line = services.desk.words(above, ref.language, user=interaction.user.mention)
            view = services.cards.card(shown, start(shown.language), owner=interaction.user.id, above=line)
            sent = await _sent(interaction, target, view)
    except discord.HTTPException as error:
        if not _is_gone(error):
            raise
        await _done(interaction, "listen.reply-gone")
        return
    answering.record("reply", shown)
    await keep(services, target, sent, interaction.guild_id or 0)
    await _done(interaction, "listen.replied", url=sent.jump_url)


async def _sent(interaction: Interaction, target: int, view: ui.LayoutView) -> discord.Message:
    """A reply to a message, without a ping."""
    channel = interaction.client.get_partial_messageable(interaction.channel_id or 0, guild_id=interaction.guild_id)
    to = discord.MessageReference(
        message_id=target, channel_id=channel.id, guild_id=interaction.guild_id, fail_if_not_exists=True
    )
    return await deliver(channel, interaction.id, view=view, reference=to, mention_author=False)


def _is_gone(error: discord.HTTPException) -> bool:
    """Whether Discord refuses a reply because the message that it is to is gone: a part of the body that it names."""
    return error.code == answering.UNKNOWN_MESSAGE or (error.code == INVALID_BODY and "message_reference" in error.text)


def which(words: Wordbook, found: Sequence[Choice], ref: Ref) -> ui.LayoutView:
    """The likeliest answers with a button each, the next ones in a list."""
    container: ui.Container[ui.LayoutView] = ui.Container()
    title = words("listen.pull-title", ref.language)
    container.add_item(ui.TextDisplay(f"### {title}"))
    for choice in found[:OFFERED]:
        differs = f"\n{markdown.small(markdown.safe(choice.differs))}" if choice.differs else ""
        one = button(words("listen.pull", ref.language), ref.to(Do.PULL, subject=choice.entry), PRIMARY)
        container.add_item(ui.Section(f"**{markdown.safe(choice.title)}**{differs}", accessory=one))
    if found[OFFERED:]:
        more = entries_select(words("listen.pull-more", ref.language), found[OFFERED:], str(ref))
        container.add_item(ui.ActionRow(more))
    container.add_item(ui.TextDisplay(markdown.small(words("listen.pull-hint", ref.language))))
    return framed(container)


async def _is_curator(interaction: Interaction) -> bool:
    """Whether the user may answer for the server: by the role that it has named, or as a moderator; says so, if not."""
    role = of(interaction).servers.of(interaction.guild_id).curators
    user = interaction.user
    named = role is not None and isinstance(user, discord.Member) and user.get_role(role) is not None
    if named or interaction.permissions.manage_messages:
        return True
    await answering.whisper(interaction, "listen.not-curator")
    return False


async def _without_text(interaction: Interaction, message: discord.Message, *, photo: bool) -> None:
    """A message without words: a word on its photo, or that there is nothing to look up."""
    language = locale_of(interaction)
    if not photo:
        await answering.whisper(interaction, "listen.no-text")
        return
    words = of(interaction).desk.words
    content, view = photos.alone(
        _on_photo(interaction, message, language), photos.buttons(words, (language,), ask=True)
    )
    await interaction.response.send_message(content, view=view, ephemeral=True)


def _on_photo(interaction: Interaction, message: discord.Message, language: Language) -> str:
    """What to do about a photo: one's own, or somebody else's."""
    place = "server" if interaction.guild_id else "direct"
    where = place if message.author.id == interaction.user.id else "other"
    return photos.guard(of(interaction).desk.words, (language,), where)


async def _done(interaction: Interaction, key: str, **values: object) -> None:
    """Say in place of the card what came of it."""
    said = of(interaction).desk.words(key, locale_of(interaction), **values)
    await interaction.edit_original_response(view=notice(said))
