"""The listening side of buttons and selects: each reads its custom_id, so that cards work after a restart too."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from discord import ui

from bot.discord import answering, guide, panel
from bot.discord.admin import reloading, setup
from bot.discord.browsing import acts as browse_acts
from bot.discord.cards import sharing
from bot.discord.cards.buttons import is_switch_to_chinese
from bot.discord.forms import FiguresForm, FollowForm, QuestionForm
from bot.discord.ids import (
    NOTHING,
    UNREADABLE,
    WHICH_FIGURE,
    Do,
    Ref,
    help_of,
    is_calculation,
    kind_of,
    of_kind,
    parse,
    read,
    template,
)
from bot.discord.kind_forms import KindForm
from bot.discord.messages import replying
from bot.discord.services import Interaction, of, own_script
from bot.discord.serving.errors import report
from bot.kinds import KINDS, kind_on

CENTURY = 2000  # a button holds the last two digits of its year

Act = Callable[[Interaction, Ref, Sequence[str]], Awaitable[None]]
Listener = type[ui.DynamicItem[Any]]


async def _figures(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    services = of(interaction)
    if ref.subject in services.desk.assistant.base.retired:
        await answering.lost(interaction, ref)
        return
    asked = services.memory.asked(ref.note, interaction.user.id)
    entry = services.desk.assistant.base.entries.get(ref.subject)
    kind = kind_on(entry) if entry else KINDS.get(kind_of(ref.subject) or "")
    if kind:
        if entry:  # a calculation on its own card, begun with what the question said
            ref = replace(ref, subject=of_kind(kind.name))
            asked = replace(asked, said=asked.question) if asked else None
        await interaction.response.send_modal(KindForm(services, ref, kind, asked))
        return
    known = (asked.figures if asked else None) or services.memory.figures(interaction.user.id)
    await interaction.response.send_modal(FiguresForm(services, ref, known))


async def _ask(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await interaction.response.send_modal(QuestionForm(of(interaction), ref.language))


async def _follow(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await interaction.response.send_modal(FollowForm(of(interaction), ref))


async def _mean(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Take a figure for the input that was pressed."""
    services = of(interaction)
    asked = services.memory.asked(ref.note, interaction.user.id)
    place = ref.subject.replace("-", "_")
    found = services.desk.follow_ups.settle(asked.thread, place, ref.language) if asked and asked.thread else None
    if found is None:
        await answering.lost(interaction, replace(ref, subject=WHICH_FIGURE))
    elif await answering.may_ask(interaction):
        await answering.show_followed(interaction, found, "mean", in_place=True)


async def _year(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """Say the card for the tax year that was pressed."""
    services = of(interaction)
    year = CENTURY + ref.page
    shown = answering.restore(interaction, replace(ref, page=0))
    asked = services.memory.asked(ref.note, interaction.user.id)
    thread = services.desk.follow_ups.after(shown, asked.question if asked else "") if shown else None
    if thread is None:
        await answering.lost(interaction, ref)
    elif await answering.may_ask(interaction):
        found = services.desk.follow_ups.in_year(thread, year, ref.language)
        await answering.show_followed(interaction, found, "year", in_place=True)


async def _show(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    sharing.note_public(interaction, ref)
    await answering.show(interaction, ref)


async def _open(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    shown = [read(custom_id) for custom_id in answering.custom_ids(interaction.message)]
    if any(one and is_calculation(one.subject) for one in shown):
        # a calculation stays on the screen while its reasons are read
        reply = answering.restore(interaction, ref)
        if reply is not None:
            view = of(interaction).cards.card(reply, ref)
            await answering.put_new(interaction, view)
            return
    await answering.show(interaction, ref)


async def _neither(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    """None of the questions that were offered: the card that says so, with the ways on."""
    await answering.show(interaction, ref.at(Do.OPEN, subject=NOTHING, page=0))


async def _help(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    named = help_of(ref.subject)
    topic = guide.Topic(named) if named in set(guide.Topic) else guide.Topic.OVERVIEW
    await answering.put(interaction, guide.page(of(interaction), topic, ref.language))


async def _panel(interaction: Interaction, ref: Ref, _: Sequence[str]) -> None:
    await answering.put(interaction, panel.panel(of(interaction), ref.language))


ACTS: dict[Do, Act] = {
    Do.SETUP: setup.act,
    Do.APPLY: reloading.apply,
    Do.FIGURES: _figures,
    Do.TURN: _show,
    Do.LANGUAGE: _show,
    Do.OPEN: _open,
    Do.NEITHER: _neither,
    Do.SHARE: sharing.menu,
    Do.TEXT: sharing.text,
    Do.PICTURE: sharing.picture,
    Do.POST: sharing.post,
    Do.REMOVE: sharing.remove,
    Do.ASK: _ask,
    Do.FOLLOW: _follow,
    Do.REPLY: replying.reply,
    Do.PULL: replying.pull,
    Do.MEAN: _mean,
    Do.YEAR: _year,
    Do.HELP: _help,
    Do.PANEL: _panel,
    **browse_acts.ACTS,
}


def listeners() -> tuple[Listener, ...]:
    """One listener for each action, and one for ids that another version made; to be registered once."""
    return (*(_listener(do, act) for do, act in ACTS.items()), Unreadable)


class _Guarded(ui.DynamicItem[Any], template=r"(?!)"):
    """A button or select whose failures take the one path for errors."""

    async def act(self, interaction: Interaction) -> None:
        """Do what the custom_id says."""
        raise NotImplementedError

    async def callback(self, interaction: Interaction) -> None:
        """Act, and answer for it when that fails."""
        try:
            await of(interaction).turns.wait()
            await self.act(interaction)
        except Exception as error:
            await report(interaction, error, of(interaction).desk.words, type(self).__name__)


class Unreadable(_Guarded, template=UNREADABLE):
    """A button of another version: answered politely."""

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Unreadable:
        """Take the item as it is."""
        del interaction, match
        return cls(item)

    async def act(self, interaction: Interaction) -> None:
        """Say that it no longer works, and how to go on."""
        await answering.tell(interaction, "unreadable")


def _listener(do: Do, act: Act) -> Listener:
    class Pressed(_Guarded, template=template(do)):
        """Reads the custom_id of one action."""

        def __init__(self, item: ui.Item[Any], ref: Ref) -> None:
            super().__init__(item)
            self.ref = ref

        @classmethod
        async def from_custom_id(cls, interaction: Interaction, item: ui.Item[Any], match: re.Match[str], /) -> Pressed:
            """Read what the custom_id says."""
            del interaction
            return cls(item, parse(do, match))

        async def act(self, interaction: Interaction) -> None:
            """Do it."""
            data: Any = interaction.data or {}
            language = self.ref.language
            if is_switch_to_chinese(self.item):
                language = own_script(interaction, language)
            await act(interaction, replace(self.ref, language=language), data.get("values", ()))

    Pressed.__name__ = Pressed.__qualname__ = f"Pressed[{do}]"
    return Pressed
