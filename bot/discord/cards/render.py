"""A reply as a card of Discord's version 2 components: the accent colour repeats what a word on the card says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord.cards import markdown, pages
from bot.discord.cards.buttons import Button, Buttons, Row
from bot.discord.cards.pages import Page
from bot.discord.ids import FIGURES, NOTHING, WHICH, WHICH_FIGURE, Do, Ref, of_kind
from bot.discord.limits import CARD_BUTTONS
from bot.language import Language
from bot.reply import Reply, Tone
from bot.wordbook import Wordbook

if TYPE_CHECKING:
    from bot.charts.draw import Picture

# each reaches a contrast of 3:1 on every background that Discord's themes put behind a card
ACCENTS = {Tone.SETTLED: 0x009E73, Tone.OPEN: 0x3E8EDE, Tone.OVERDUE: 0xD55E00}


def subject(reply: Reply) -> str:
    """The word for the card in a custom_id: its entry, or what kind of card it is."""
    if reply.entry:
        return reply.entry
    if reply.choices:
        return WHICH
    if reply.options:
        return WHICH_FIGURE
    if reply.kind:
        return of_kind(reply.kind)
    return FIGURES if reply.calculation or reply.asks else NOTHING


def finished(view: ui.LayoutView) -> ui.LayoutView:
    """The view as something to show: discord.py keeps no view that has stopped, and ours hold nothing to keep."""
    view.stop()
    return view


class Cards:
    """Lays replies out as cards."""

    def __init__(self, words: Wordbook) -> None:
        self._words = words
        self._buttons = Buttons(words)

    def card(
        self,
        reply: Reply,
        ref: Ref,
        *,
        owner: int | None = None,
        above: str = "",
        back: Ref | None = None,
        picture: Picture | None = None,
    ) -> ui.LayoutView:
        """The card of a reply.

        Args:
            reply: what to show.
            ref: page, token and way of the card; its subject and language are those of the reply.
            owner: who asked, on a card that everybody sees.
            above: a line of small print before the card, such as who shared it.
            back: where the way back leads, on a card that was reached by browsing.
            picture: a chart that is sent along; the text of the card says the same.
        """
        page, count = self._page(reply, ref.page)
        ref = Ref(ref.do, subject(reply), reply.language, page.number, back is not None, ref.note, reply.version)
        view = ui.LayoutView(timeout=None)
        if above:
            view.add_item(ui.TextDisplay(markdown.small(above)))
        container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(ACCENTS[reply.tone]))
        self._texts(container, page, reply, ref)
        if picture:
            shown = discord.MediaGalleryItem(f"attachment://{picture.name}", description=picture.alt)
            container.add_item(ui.MediaGallery(shown))
        add_rows(container, self._buttons.options(reply, ref))
        add_rows(container, self._buttons.under_card(reply, ref, owner))
        add_rows(container, self._buttons.below(reply, ref, count, owner, back))
        for select in self._buttons.related(reply, ref) if owner is None else ():
            container.add_item(ui.ActionRow(select))
        view.add_item(container)
        return finished(view)

    def _page(self, reply: Reply, number: int) -> tuple[Page, int]:
        """The asked page; a page that is no longer there reads as the last one."""
        if not number or not reply.blocks:
            return pages.collapsed(reply, self._words), 0
        found = pages.expanded(reply, self._words)
        return found[min(number, len(found)) - 1], len(found)

    def _texts(self, container: ui.Container[ui.LayoutView], page: Page, reply: Reply, ref: Ref) -> None:
        # what to do when none of the choices fits is said after them
        head, foot = (
            (page.title, f"{page.body}\n{page.below}") if reply.choices else (f"{page.title}\n{page.body}", page.below)
        )
        if markdown.computed_first(reply):
            add_text(container, markdown.joined(markdown.figures_in_brief(reply, self._words)))
        add_text(container, head)
        for choice, button in zip(reply.choices, self._buttons.choices(reply, ref), strict=True):
            below = f"\n{markdown.small(markdown.safe(choice.differs))}" if choice.differs else ""
            container.add_item(ui.Section(f"**{markdown.safe(choice.title)}**{below}", accessory=button))
        add_text(container, foot)


def add_rows(container: ui.Container[ui.LayoutView], buttons: Sequence[Button]) -> None:
    """Put buttons on a card, as many to a row as a phone shows in two lines."""
    for at in range(0, len(buttons), CARD_BUTTONS):
        container.add_item(ui.ActionRow(*buttons[at : at + CARD_BUTTONS]))


def add_text(container: ui.Container[ui.LayoutView], text: str) -> None:
    """Put a text on a card, what belongs together as one component."""
    for section in markdown.sections(text):
        container.add_item(ui.TextDisplay(section))


def framed(container: ui.Container[ui.LayoutView], rows: Sequence[Row] = ()) -> ui.LayoutView:
    """A card that is the whole message, with its rows of controls below its text."""
    for row in rows:
        container.add_item(row)
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    return finished(view)


def notice(text: str, accent: Tone = Tone.OPEN, rows: Sequence[Row] = ()) -> ui.LayoutView:
    """A short message with its buttons, on a card of its own."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(ACCENTS[accent]))
    add_text(container, text)
    return framed(container, rows)


def ruled(texts: Sequence[str], accent: Tone = Tone.OPEN, rows: Sequence[Row] = ()) -> ui.LayoutView:
    """Texts that each stand for themselves, with a line between them: the first is the head."""
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(ACCENTS[accent]))
    for number, text in enumerate(texts):
        if number:
            container.add_item(ui.Separator())
        container.add_item(ui.TextDisplay(text))
    return framed(container, rows)


def start(language: Language, *, note: str = "", browsing: bool = False, page: int = 0) -> Ref:
    """Where a card starts: its subject is filled in by the renderer."""
    return Ref(Do.OPEN, NOTHING, language, page, browsing, note)


def components_of(view: ui.LayoutView | ui.View) -> list[dict[str, Any]]:
    """The components of a view as they are sent."""
    found: list[dict[str, Any]] = view.to_components()
    return found
