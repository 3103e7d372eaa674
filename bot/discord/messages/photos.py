"""Photos and PDFs: never opened. Whoever sends one hears that tax forms carry a number that nobody else should have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.discord.cards.buttons import PRIMARY, Button, Row, button
from bot.discord.cards.render import components_of
from bot.discord.ids import PANEL, Do, Ref, of_kind
from bot.discord.limits import CARD_BUTTONS, walk
from bot.kinds import FORM
from bot.language import Language
from bot.reply import Outcome, Reply
from bot.wordbook import Wordbook

_ENDINGS = (".png", ".jpg", ".jpeg", ".heic", ".heif", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif", ".pdf")
_LAST_ROW = 4


def has_photo(message: discord.Message) -> bool:
    """Whether a message brings an image or a PDF, itself or in what it forwards."""
    forwarded = (one.attachments for one in message.message_snapshots)
    return any(map(_is_photo, (one for found in (message.attachments, *forwarded) for one in found)))


def _is_photo(attachment: discord.Attachment) -> bool:
    kind = (attachment.content_type or "").partition(";")[0].strip().lower()
    return kind.startswith("image/") or kind == "application/pdf" or attachment.filename.lower().endswith(_ENDINGS)


def goes_with(reply: Reply | None) -> bool:
    """Whether an answer belongs below the word on a photo: what the photo shows is unknown, so no guess does."""
    if reply is None or reply.foreign:
        return False
    return reply.outcome is Outcome.ANSWER or reply.calculation is not None or bool(reply.read)


def guard(words: Wordbook, languages: Iterable[Language], where: str) -> str:
    """What to do about a photo, a line for each language.

    Args:
        words: the interface texts.
        languages: in which to say it.
        where: ``server``, ``direct``, or ``other`` where somebody else sent the photo.
    """
    return "\n".join(words(f"listen.photo-{where}", language) for language in languages)


def buttons(words: Wordbook, languages: Sequence[Language], *, ask: bool) -> list[Button]:
    """The way to type the boxes of the form in their place, and to ask: one of each for every language.

    Args:
        words: the interface texts.
        languages: of the buttons.
        ask: whether to offer to ask, where the message holds no answer.
    """
    found = [
        button(words("listen.photo-form", one), str(Ref(Do.FIGURES, of_kind(FORM), one)), PRIMARY) for one in languages
    ]
    if ask:
        found += [button(words("discord.ask", one), str(Ref(Do.ASK, PANEL, one))) for one in languages]
    return found


def alone(text: str, controls: Sequence[Button]) -> tuple[str, ui.View]:
    """The guard as a message of its own."""
    return text, add_row(ui.View(timeout=None), controls)


def add_row(view: ui.View, controls: Sequence[Button]) -> ui.View:
    """Put buttons below those of a view; one that is there already is not put there again."""
    known = {item.get("custom_id") for item in walk(components_of(view))}
    last = max((item.row if item.row is not None else 0 for item in view.children), default=-1)
    for one in controls:
        if one.custom_id not in known:
            one.row = min(last + 1, _LAST_ROW)
            view.add_item(one)
    view.stop()
    return view


def around(view: ui.LayoutView, first: str, last: str, controls: Sequence[Button] = ()) -> ui.LayoutView:
    """A card with a line before it, a line after it and buttons below; what is empty is left out.

    The buttons go into the last row of the card that has room: a phone shows few rows.
    """
    card = list(view.children)
    known = {item.get("custom_id") for item in walk(components_of(view))}
    view.clear_items()
    if first:
        view.add_item(ui.TextDisplay(first))
    for item in card:
        view.add_item(item)
    if last:
        view.add_item(ui.TextDisplay(last))
    fresh = [one for one in controls if one.custom_id not in known]
    row = row_with_room(card, len(fresh))
    if row is not None:
        for one in fresh:
            row.add_item(one)
    elif fresh:
        view.add_item(ui.ActionRow(*fresh))
    view.stop()
    return view


def row_with_room(card: Sequence[ui.Item[Any]], count: int) -> Row | None:
    """The last row of buttons on a card that takes so many more."""
    held = [item for one in card if isinstance(one, ui.Container) for item in one.children]
    rows = [item for item in held if isinstance(item, ui.ActionRow) and len(item.children) + count <= CARD_BUTTONS]
    return next((row for row in reversed(rows) if all(isinstance(item, ui.Button) for item in row.children)), None)
