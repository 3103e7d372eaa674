"""Messages: a question after a mention, or in a direct message. Everything else is passed over in silence."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from bot import language as languages
from bot import log
from bot.assistant import Question
from bot.courtesy import is_thanks
from bot.discord import panel
from bot.discord.answering import keep_thread, record, remember, timestamp
from bot.discord.cards import markdown
from bot.discord.cards.buttons import PRIMARY, Button, button
from bot.discord.figures import figures_in, figures_of
from bot.discord.ids import FIGURES, Do, Ref, of_kind
from bot.discord.messages import photos, posting, remarks
from bot.discord.messages.places import language_in, may_write, permissions_in
from bot.discord.messages.posting import question_in
from bot.discord.services import Services
from bot.discord.serving import errors
from bot.language import Language
from bot.reply import ActionKind, Outcome, Reply

BOTH = (Language.ZH, Language.EN)  # where nothing tells which

_log = log.get("rothdesk.discord")


async def hear(services: Services, me: discord.ClientUser, message: discord.Message) -> None:
    """Answer a message if it is meant for the bot, once; apologise once if that fails."""
    ordinary = message.type in (discord.MessageType.default, discord.MessageType.reply)
    if message.author.bot or message.webhook_id or not ordinary:
        return
    try:
        if message.guild is None:
            with services.pace.timed():
                await services.turns.wait()
                await _direct(services, message)
        elif any(user.id == me.id for user in message.mentions) and not message.mention_everyone:
            with services.pace.timed():
                await services.turns.wait()
                await _mentioned(services, me, message)
    except Exception as error:
        name = errors.report_event(error, "message")
        if not isinstance(error, discord.HTTPException):  # what could not be sent once is not sent twice
            await _send(services, message, errors.apology(services.desk.words, name))


async def _direct(services: Services, message: discord.Message) -> None:
    """A direct message: figures are welcome and computed."""
    text = question_in(message.content)
    spoken = services.memory.language(message.author.id, message.channel.id)  # a message carries no locale
    language = languages.choose(text, spoken)
    photo = photos.has_photo(message)
    wait = services.asks.wait(message.author.id)
    if wait:
        await _slow_down(services, message, language, wait)
        return
    reply = _privately(services, message, text, spoken) if text else None
    if photo and not photos.goes_with(reply):
        told = languages.of_text(text) or spoken
        await _guard(services, message, (told,) if told and not (reply and reply.foreign) else BOTH, "direct")
        return
    last = _on_privacy(services, message, (reply.language if reply else language,))
    if reply is None:
        content, view = panel.mention_help(services, language)
        await _send(services, message, _lines(content, last), view)
        return
    note = remember(services, message.author.id, message.channel.id, text, reply)
    record("direct", reply)
    await _show(services, message, reply, photo="direct" if photo else "", note=note, last=last)


def _privately(services: Services, message: discord.Message, text: str, spoken: Language | None) -> Reply:
    """The answer for the asker alone, going on from the last one where the message does."""
    thread = services.memory.thread(message.author.id, message.channel.id, private=True)
    followed = services.desk.follow_ups.follow(thread, text) if thread else None
    return followed or services.desk.assistant.ask(Question(text, fallback=spoken))


async def _mentioned(services: Services, me: discord.ClientUser, message: discord.Message) -> None:
    """A mention: answered in place and without figures, because everybody reads it."""
    if not _is_wanted(services, message) or not may_write(message.channel, permissions_in(message.channel)):
        return
    text = question_in(message.content)
    place = language_in(services, message.guild)
    photo = photos.has_photo(message)
    reply = _openly(services, me, message, text, place) if text else None
    if is_thanks(text) or remarks.is_remark(me, message, text, reply):
        if not photo:
            return  # "thanks" below an answer is no question
        reply = None
    language = reply.language if reply else place or Language.EN
    wait = services.mentions.wait(message.channel.id)
    if wait:
        await _slow_down(services, message, language, wait)
        return
    if photo and not photos.goes_with(reply):
        await _guard(services, message, BOTH if reply and reply.foreign else (language,), "server")
        return
    if reply is None:
        await _send(services, message, *panel.mention_help(services, language))
        return
    figures = figures_of(reply.thread) if reply.thread else figures_in(services.desk.assistant, text)
    if figures:
        services.memory.keep_figures(message.author.id, figures)
    keep_thread(services, message.author.id, message.channel.id, text, reply, private=False)
    record("mention", reply)
    form = _form_for(services, text, reply, told=figures is not None)
    await _show(services, message, reply, photo="server" if photo else "", owner=message.author.id, form=form)


def _openly(
    services: Services, me: discord.ClientUser, message: discord.Message, text: str, place: Language | None
) -> Reply:
    """The answer for everybody to see: without figures, going on from the last one where the message does."""
    own = services.memory.thread(message.author.id, message.channel.id, private=False)
    thread = remarks.gone_on_with(services, me, message, text, own)
    followed = services.desk.follow_ups.follow(thread, text, private=False) if thread else None
    return followed or services.desk.assistant.ask(Question(text, fallback=place, private=False))


def _form_for(services: Services, text: str, reply: Reply, *, told: bool) -> list[Button]:
    """The way to the form for figures that were told where everybody reads; none where the answer itself has it.

    Args:
        services: the desk.
        text: the message.
        reply: its answer.
        told: whether figures of a conversion were told.
    """
    words, language = services.desk.words, reply.language
    if reply.foreign or any(action.kind is ActionKind.COMPUTE for action in reply.actions):
        return []
    hidden = reply.continues == words("card.continues-hidden", language)
    kind = reply.thread.kind if reply.thread else None
    if not reply.thread and reply.outcome is not Outcome.ANSWER:
        computed = services.desk.assistant.ask(Question(text, language))  # for its kind alone: nothing of it is shown
        kind, told = computed.kind, told or computed.calculation is not None or computed.kind is not None
    if not hidden and (not told or reply.outcome is Outcome.ANSWER):
        return []
    form = Ref(Do.FIGURES, of_kind(kind) if kind else FIGURES, language)
    return [button(words("card.action-compute", language), str(form), PRIMARY)]


def _is_wanted(services: Services, message: discord.Message) -> bool:
    """Whether the server wants mentions answered here; for a thread, also in the channel that it belongs to."""
    settings = services.servers.of(message.guild.id if message.guild else None)
    return settings.answers_mentions_in(message.channel.id, getattr(message.channel, "parent_id", None))


async def _show(
    services: Services,
    message: discord.Message,
    reply: Reply,
    *,
    photo: str = "",
    note: str = "",
    owner: int | None = None,
    last: str = "",
    form: Sequence[Button] = (),
) -> None:
    """Post the answer; below the word on a photo, where there is one, and with the form for its figures."""
    words, spoken = services.desk.words, (reply.language,)
    await posting.post(
        services,
        posting.Spot.of(message),
        reply,
        note=note,
        owner=owner,
        first=photos.guard(words, spoken, photo) if photo else "",
        last=last,
        controls=photos.buttons(words, spoken, ask=False) if photo else form,
    )


async def _guard(services: Services, message: discord.Message, spoken: Sequence[Language], where: str) -> None:
    """Say what to do about a photo, and how to give its figures."""
    words = services.desk.words
    last = _on_privacy(services, message, spoken) if where == "direct" else ""
    controls = photos.buttons(words, spoken, ask=True)
    _log.info("photo guarded", surface=where)
    await _send(services, message, *photos.alone(_lines(photos.guard(words, spoken, where), last), controls))


def _on_privacy(services: Services, message: discord.Message, spoken: Sequence[Language]) -> str:
    """A line on privacy below the first answer that somebody gets in direct messages; nothing later on."""
    if services.met.get(str(message.author.id)):
        return ""
    services.met.put(str(message.author.id), value=True)
    return "\n".join(markdown.small(services.desk.words("listen.first-direct", language)) for language in spoken)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


async def _send(
    services: Services, message: discord.Message, content: str, view: ui.View | ui.LayoutView | None = None
) -> None:
    await posting.send(services, posting.Spot.of(message), content, view)


async def _slow_down(services: Services, message: discord.Message, language: Language, wait: float) -> None:
    """Say that it was a lot at once; the channel hears it once a minute."""
    if not services.notices.wait(message.channel.id):
        await _send(services, message, services.desk.words("discord.slow-down", language, when=timestamp(wait)))
