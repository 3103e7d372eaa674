"""From an interaction to an answer: ask, show an entry, compute; what only the asker may see stays ephemeral."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import discord
from discord import ui

from bot import log
from bot.assistant import Question
from bot.discord.browsing import lists, ways
from bot.discord.browsing.provenance import updated, withdrawn
from bot.discord.cards.buttons import Row, button
from bot.discord.cards.pictures import file_of, picture
from bot.discord.cards.render import notice, start, subject
from bot.discord.figures import Figures, figures_in, figures_of
from bot.discord.ids import FIGURES, NOTHING, TOPICS, WHICH, WHICH_FIGURE, Do, Ref, is_calculation, kind_of
from bot.discord.ids import read as read_id
from bot.discord.limits import walk
from bot.discord.memory import Asked
from bot.discord.messages.places import against_posting
from bot.discord.messages.targets import offer
from bot.discord.services import Interaction, Services, locale_of, of, place_of
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import Choice, Outcome, Reply

if TYPE_CHECKING:
    from bot.charts.draw import Picture

_log = log.get("rothdesk.discord")
UNKNOWN_MESSAGE = 10008


async def put(interaction: Interaction, view: ui.LayoutView, drawn: Picture | None = None) -> None:
    """Show a card: in place of an ephemeral one, otherwise as a new one that only the presser sees."""
    message = interaction.message
    if message and message.flags.ephemeral and message.flags.components_v2:
        try:
            await interaction.response.edit_message(view=view, attachments=[file_of(drawn)] if drawn else [])
        except discord.NotFound as error:
            if error.code != UNKNOWN_MESSAGE:
                raise  # otherwise it was closed between the press and the answer, and a new one follows
        else:
            return
    await put_new(interaction, view, drawn)


async def tell(interaction: Interaction, key: str, language: Language | None = None, **values: object) -> None:
    """A short message of ``discord.yaml`` that only the user sees."""
    await whisper(interaction, f"discord.{key}", language, **values)


async def whisper(interaction: Interaction, key: str, language: Language | None = None, **values: object) -> None:
    """A short message that only the user sees, in the language of their Discord where none is given."""
    said = of(interaction).desk.words(key, language or locale_of(interaction), **values)
    await interaction.response.send_message(said, ephemeral=True)


async def may_ask(interaction: Interaction, form: Ref | None = None) -> bool:
    """Whether the user's cooldown allows a question; says when it will, if not.

    Args:
        interaction: what was asked with.
        form: where to find again what was typed.
    """
    wait = of(interaction).asks.wait(interaction.user.id)
    if not wait:
        return True
    if form is None:
        await tell(interaction, "slow-down", when=timestamp(wait))
        return False
    words = of(interaction).desk.words
    change = button(words("discord.change-figures", form.language), str(form))
    text = words("discord.slow-down", form.language, when=timestamp(wait))
    await put_new(interaction, notice(text, rows=[ui.ActionRow(change)]))
    return False


async def may_post(interaction: Interaction, language: Language) -> bool:
    """Whether the cooldowns of the user and of the channel allow to show something to everyone; says when, if not."""
    services = of(interaction)
    wait = services.asks.wait(interaction.user.id) or services.mentions.wait(interaction.channel_id or 0)
    if wait:
        await tell(interaction, "slow-down", language, when=timestamp(wait))
    return not wait


def timestamp(wait: float) -> str:
    """A moment some seconds ahead, as Discord counts down to it."""
    return f"<t:{int(time.time() + wait) + 1}:R>"


async def answer(interaction: Interaction, text: str, language: Language | None = None, *, share: bool = False) -> None:
    """Answer a question, to the asker alone or, when shared and answered, to everyone without figures."""
    if await may_ask(interaction):
        with of(interaction).pace.timed():
            await _answer(interaction, text, language, share=share)


async def _answer(interaction: Interaction, text: str, language: Language | None, *, share: bool) -> None:
    services = of(interaction)
    if text in services.desk.assistant.base.entries:  # a suggestion whose question is too long for Discord
        text = services.desk.assistant.show(text, language or locale_of(interaction)).title
    above = ""
    if share and interaction.guild_id is not None:
        question = Question(text, language, place_of(interaction), private=False)
        reply = services.desk.assistant.ask(question)
        answered = reply.outcome is Outcome.ANSWER
        above = (
            _not_openly(interaction, reply.language)
            if answered
            else services.desk.words("share.not-answered", reply.language)
        )
        if not above:
            await _answer_openly(interaction, reply, text)
            return
    reply = services.desk.assistant.ask(Question(text, language, locale_of(interaction)))
    note = remember(services, interaction.user.id, interaction.channel_id, text, reply)
    record("ask", reply)
    await put_new(interaction, services.cards.card(reply, start(reply.language, note=note), above=above))


def _not_openly(interaction: Interaction, language: Language) -> str:
    """Why an answer is not shown to everyone here, in words; empty where it may be."""
    services = of(interaction)
    reason = against_posting(interaction)
    if reason:
        return services.desk.words(reason, language)
    wait = services.mentions.wait(interaction.channel_id or 0)
    return services.desk.words("discord.slow-down", language, when=timestamp(wait)) if wait else ""


async def follow(interaction: Interaction, ref: Ref, text: str) -> None:
    """Go on from a private card with what was written; a question of its own is answered as any other."""
    services = of(interaction)
    shown = restore(interaction, ref)
    asked = services.memory.asked(ref.note, interaction.user.id)
    thread = services.desk.follow_ups.after(shown, asked.question if asked else "") if shown else None
    reply = services.desk.follow_ups.follow(thread, text) if thread else None
    if reply is None:
        await answer(interaction, text)
    elif await may_ask(interaction):
        await show_followed(interaction, reply, "follow")


async def show_followed(interaction: Interaction, reply: Reply, surface: str, *, in_place: bool = False) -> None:
    """A reply that goes on from another, seen by the asker alone."""
    services = of(interaction)
    note = remember(services, interaction.user.id, interaction.channel_id, "", reply)
    record(surface, reply)
    if is_calculation(subject(reply)):
        await _show_calculation(interaction, reply, note, in_place=in_place)
        return
    view = services.cards.card(reply, start(reply.language, note=note))
    await (put if in_place else put_new)(interaction, view)


async def put_new(interaction: Interaction, view: ui.LayoutView, drawn: Picture | None = None) -> None:
    """A new card that only the asker sees."""
    if drawn:
        await interaction.response.send_message(view=view, file=file_of(drawn), ephemeral=True)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def _answer_openly(interaction: Interaction, reply: Reply, text: str) -> None:
    services = of(interaction)
    figures = figures_in(services.desk.assistant, text)
    if figures:
        services.memory.keep_figures(interaction.user.id, figures)
    keep_thread(services, interaction.user.id, interaction.channel_id, text, reply, private=False)
    above = services.desk.words("discord.asked-by", reply.language, user=interaction.user.mention)
    record("share", reply)
    view = services.cards.card(reply, start(reply.language), owner=interaction.user.id, above=above)
    await interaction.response.send_message(view=view)


def remember(services: Services, user: int, place: int | None, text: str, reply: Reply) -> str:
    """Keep the words behind a private card, and what the next message may go on from; the token for its buttons."""
    keep_thread(services, user, place, text, reply)
    if reply.thread:
        amounts = reply.amounts if reply.kind and reply.amounts else {}
        return services.memory.keep(
            Asked(
                user,
                figures=figures_of(reply.thread),
                said=str(amounts.get("text", "")),
                typed=amounts.get("typed", {}),
                thread=reply.thread,
            )
        )
    figures = figures_in(services.desk.assistant, text) if reply.amounts else None
    return services.memory.keep(Asked(user, question=text, figures=figures))


def keep_thread(
    services: Services, user: int, place: int | None, text: str, reply: Reply, *, private: bool = True
) -> None:
    """Remember the last answer of a user in a channel and its language; a greeting is none and ends nothing."""
    if private:
        services.memory.keep_language(user, place or 0, reply.language)
    if not reply.small_talk:
        before = services.memory.thread(user, place or 0, private=private)
        thread = services.desk.follow_ups.after(reply, text, before)
        services.memory.keep_thread(user, place or 0, thread, private=private)


def record(surface: str, reply: Reply) -> None:
    """Log that there was an answer and which, never what was asked."""
    _log.info("answered", surface=surface, outcome=str(reply.outcome), entry=reply.entry, language=str(reply.language))


async def show(interaction: Interaction, ref: Ref, back: Ref | None = None) -> None:
    """Show the card that a custom_id stands for, in its language and on its page.

    Args:
        interaction: the press.
        ref: what the card is.
        back: the list that it was picked from; without one a card keeps the way back that it has.
    """
    services = of(interaction)
    reply = restore(interaction, ref)
    if reply is None:
        forgotten = ways.from_choices(services, ref, custom_ids(interaction.message))
        topic = lists.topic(services, forgotten) if forgotten else None
        await (put(interaction, topic) if topic else lost(interaction, ref))
        return
    asked = services.memory.asked(ref.note, interaction.user.id)
    keep_thread(services, interaction.user.id, interaction.channel_id, asked.question if asked else "", reply)
    private = is_calculation(subject(reply))
    above = services.desk.words("calc.private", reply.language) if private else updated(services, ref)
    first = _first(services, asked, ref.language) if asked and subject(reply) != WHICH else None
    back = back or ways.to_choices(ref, first)
    if ref.browsing:
        back = back or ways.kept(ref, custom_ids(interaction.message)) or ways.to_topic(services, ref)
    drawn = await picture(services, reply, interaction.guild_id) if private else None
    card = start(reply.language, note=ref.note, page=ref.page)
    view = services.cards.card(reply, card, above=above, back=back, picture=drawn)
    await put(interaction, offer(interaction, view, reply, ref.note), drawn)


def restore(interaction: Interaction, ref: Ref) -> Reply | None:
    """The reply behind a card, worded anew; ``None`` where it can no longer be told."""
    services = of(interaction)
    assistant = services.desk.assistant
    asked = services.memory.asked(ref.note, interaction.user.id)
    found = _answered_again(services, ref, asked) if asked else None
    if found:
        return found
    if is_calculation(ref.subject):
        return _computed_again(services, ref, asked) if asked else None
    if ref.subject == NOTHING:
        return assistant.again(Reply(outcome=Outcome.NONE, language=ref.language, title=""), ref.language)
    if ref.subject == WHICH:
        return _which(interaction, ref)
    if ref.subject not in assistant.base.entries:
        return None
    reply = assistant.show(ref.subject, ref.language)
    return assistant.again(reply, ref.language) if reply.outcome is Outcome.REDIRECT else reply


def _answered_again(services: Services, ref: Ref, asked: Asked) -> Reply | None:
    """The reply to what was asked, or the card that was picked from it; the figures of the question go along."""
    assistant = services.desk.assistant
    reply = _first(services, asked, ref.language)
    if reply is None or subject(reply) == ref.subject:
        return reply
    if ref.subject not in assistant.base.entries:
        return None
    if asked.thread:
        return services.desk.follow_ups.pick(reply, ref.subject, ref.language)
    return assistant.show(ref.subject, ref.language, asked.question)


def _first(services: Services, asked: Asked, language: Language) -> Reply | None:
    """The reply to what was asked; ``None`` for figures alone."""
    if asked.thread:
        return services.desk.follow_ups.tell(asked.thread, language)
    return services.desk.assistant.ask(Question(asked.question, language)) if asked.question else None


def _computed_again(services: Services, ref: Ref, asked: Asked) -> Reply | None:
    assistant = services.desk.assistant
    kind = kind_of(ref.subject)
    if kind:
        return assistant.kinds.reply(kind, asked.said, ref.language, asked.typed) if kind in KINDS else None
    return assistant.compute_text(asked.figures.text(assistant), ref.language) if asked.figures else None


def _which(interaction: Interaction, ref: Ref) -> Reply | None:
    """The choices of "which one?" stand on the buttons of the message itself."""
    found = [read_id(one) for one in custom_ids(interaction.message)]
    assistant = of(interaction).desk.assistant
    entries = [one.subject for one in found if one and one.do is Do.OPEN and one.subject in assistant.base.entries]
    if not entries:
        return None
    choices = tuple(Choice(entry=entry, title=entry) for entry in entries)
    return assistant.again(
        Reply(outcome=Outcome.CLARIFY, language=ref.language, title="", choices=choices), ref.language
    )


def custom_ids(message: discord.Message | None) -> list[str]:
    """The custom_ids on a message."""
    components = [component.to_dict() for component in message.components] if message else []
    return [item["custom_id"] for item in walk(components) if item.get("custom_id")]


async def lost(interaction: Interaction, ref: Ref) -> None:
    """Say why a card cannot be shown any more, and offer the way on."""
    words = of(interaction).desk.words
    if is_calculation(ref.subject):
        change = button(words("discord.change-figures", ref.language), ref.to(Do.FIGURES, note=""))
        await put(interaction, notice(words("discord.forgotten", ref.language), rows=[ui.ActionRow(change)]))
        return
    key = "discord.ask-again" if ref.subject in {WHICH, WHICH_FIGURE} else "discord.retired"
    browse = button(words("discord.browse", ref.language), ref.to(Do.TOPICS, subject=TOPICS, page=0, note=""))
    text, successor = withdrawn(of(interaction), ref) or (words(key, ref.language), [])
    rows: list[Row] = [ui.ActionRow(*successor, browse)]
    await put_new(interaction, notice(text, rows=rows))


async def compute(interaction: Interaction, figures: Figures, language: Language, *, in_place: bool = False) -> None:
    """The calculation for typed figures, as often as one may ask; what cannot be read is said, not guessed."""
    services = of(interaction)
    note = services.memory.keep(Asked(interaction.user.id, figures=figures))
    form = Ref(Do.FIGURES, FIGURES, language, note=note)
    if not await may_ask(interaction, form):
        return
    unread = figures.unread(services.desk.assistant)
    if unread:
        await _unread(interaction, unread, form)
        return
    if figures.worth_nothing(services.desk.assistant):
        await _other_figures(interaction, services.desk.words("discord.worth-nothing", language), form)
        return
    reply = services.desk.assistant.compute_text(figures.text(services.desk.assistant), language)
    record("convert", reply)
    await _show_calculation(interaction, reply, note, in_place=in_place)


async def compute_kind(
    interaction: Interaction, ref: Ref, said: str, typed: Mapping[str, str], *, in_place: bool = False
) -> None:
    """A kind of ``/calc`` from what was written for it, seen by the asker alone."""
    services = of(interaction)
    name = kind_of(ref.subject) or ""
    note = services.memory.keep(Asked(interaction.user.id, said=said, typed=typed))
    if not await may_ask(interaction, ref.at(Do.FIGURES, note=note)):
        return
    reply = services.desk.assistant.kinds.reply(name, said, ref.language, typed)
    record(f"calc-{name}", reply)
    await _show_calculation(interaction, reply, note, in_place=in_place)


async def _show_calculation(interaction: Interaction, reply: Reply, note: str, *, in_place: bool) -> None:
    services = of(interaction)
    keep_thread(services, interaction.user.id, interaction.channel_id, "", reply)
    drawn = await picture(services, reply, interaction.guild_id)
    above = services.desk.words("calc.private", reply.language)
    view = services.cards.card(reply, start(reply.language, note=note), above=above, picture=drawn)
    await (put if in_place else put_new)(interaction, view, drawn)


async def _unread(interaction: Interaction, names: tuple[str, ...], ref: Ref) -> None:
    words = of(interaction).desk.words
    listed = ref.language.join(words(f"discord.name-{name}", ref.language) for name in names)
    await _other_figures(interaction, words("discord.unread", ref.language, names=listed), ref)


async def _other_figures(interaction: Interaction, text: str, ref: Ref) -> None:
    """Why there is no calculation, with the way to change the figures."""
    change = button(of(interaction).desk.words("discord.change-figures", ref.language), str(ref))
    await put_new(interaction, notice(text, rows=[ui.ActionRow(change)]))
