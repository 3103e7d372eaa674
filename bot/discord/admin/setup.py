"""``/faq-admin setup``: three short pages of controls. Each change counts and is kept at once, and is told on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.discord import answering
from bot.discord.admin import missing
from bot.discord.admin.guard import lacking, may_manage, names_of
from bot.discord.cards.buttons import Button, Row, button
from bot.discord.cards.render import ACCENTS, add_text, framed
from bot.discord.ids import SETUP, Do, Ref
from bot.discord.services import Interaction, Services, locale_of, of
from bot.language import Language
from bot.reply import Tone
from bot.store.model import ServerSettings

PAGES = 3
MOST = 25  # channels in one setting: what a select of Discord takes
_WARNINGS = 6  # channels whose missing permissions are spelled out
_AUTO = "auto"
_TEXT = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
)
_FORUM = (discord.ChannelType.forum,)
_PAGE_OF = {"language": 1, "mentions": 1, "pictures": 1, "channels": 2, "quiet": 2, "forums": 3, "curators": 3}
_LISTS = ("channels", "quiet", "forums")

Control = ui.Select[Any] | ui.ChannelSelect[Any] | ui.RoleSelect[Any]


async def open_panel(interaction: Interaction) -> None:
    """Show the first page."""
    if await may_manage(interaction) and interaction.guild:
        ref = Ref(Do.SETUP, SETUP, locale_of(interaction), 1)
        await answering.put_new(interaction, _Panel(of(interaction), interaction.guild, ref).view())


async def act(interaction: Interaction, ref: Ref, values: Sequence[str]) -> None:
    """Turn a page, or change what the control stands for and show the page anew."""
    if not await may_manage(interaction) or interaction.guild is None:
        return
    services, guild = of(interaction), interaction.guild
    said = ""
    name, _, value = ref.subject.removeprefix("_").partition("-")
    if name in _PAGE_OF:
        ref = replace(ref, page=_PAGE_OF[name])
        settings = _changed(services.servers.of(guild.id), name, [value] if value else list(values))
        kept = await services.servers.change(guild.id, settings)
        said = _sentence(services, ref.language, name, settings)
        if not kept:
            said += "\n" + services.desk.words("admin.not-kept", ref.language)
    await answering.put(interaction, _Panel(services, guild, ref).view(said))


def _changed(settings: ServerSettings, name: str, values: Sequence[str]) -> ServerSettings:
    """The settings with one of them changed; a button says what is wanted, so that a second press is none."""
    new: object
    if name == "language":
        new = Language(values[0]) if values and values[0] in set(Language) else None
    elif name in _LISTS:
        new = frozenset(int(value) for value in values if value.isdecimal())  # none for the button "in all channels"
    elif name == "curators":
        new = int(values[0]) if values else None
    else:
        new = values == ["on"]
    return settings.model_copy(update={name: new})


def _sentence(services: Services, language: Language, name: str, settings: ServerSettings) -> str:
    """What holds now, in a sentence."""
    value = getattr(settings, name)
    words = services.desk.words
    if name == "language":
        return words("admin.saved-language", language, name=words(f"discord.pick-{value or _AUTO}", language))
    if name in _LISTS or name == "curators":
        if not value:
            return words(f"admin.saved-{name}-none", language)
        listed = f"<@&{value}>" if name == "curators" else language.join(f"<#{one}>" for one in sorted(value))
        return words(f"admin.saved-{name}", language, list=listed)
    return words(f"admin.saved-{name}-{'on' if value else 'off'}", language)


class _Panel:
    """Lays a page out."""

    def __init__(self, services: Services, guild: discord.Guild, ref: Ref) -> None:
        self._services = services
        self._guild = guild
        self._page = min(max(ref.page, 1), PAGES)
        self._ref = replace(ref, do=Do.SETUP, subject=SETUP, page=self._page)
        self._settings = services.servers.of(guild.id)

    def view(self, said: str = "") -> ui.LayoutView:
        """The page, with what was just changed on top."""
        container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=discord.Colour(ACCENTS[Tone.OPEN]))
        head = self._say("setup-title", number=self._page, count=PAGES)
        add_text(container, "\n".join([f"### {head}", *filter(None, [said]), *self._warnings()]))
        for name, control in self._controls():
            add_text(container, f"**{self._say(f'field-{name}')}**\n-# {self._say(f'field-{name}-hint')}")
            container.add_item(ui.ActionRow(control))
        if self._page == 1:
            add_text(container, self._switches())
        return framed(container, [self._row()])

    def _controls(self) -> Iterator[tuple[str, Control]]:
        if self._page == 1:
            yield "language", self._languages()
        elif self._page == 2:
            yield "channels", self._channels("channels", _TEXT)
            yield "quiet", self._channels("quiet", _TEXT)
        else:
            yield "forums", self._channels("forums", _FORUM)
            yield "curators", self._roles()

    def _row(self) -> Row:
        buttons: list[Button] = []
        if self._page == 1:
            buttons += [self._switch(name) for name in ("mentions", "pictures")]
        if self._page == _PAGE_OF["channels"] and missing.is_deaf(self._settings, self._guild):
            buttons.append(button(self._say("everywhere"), self._id("_channels-all")))
        if self._page > 1:
            buttons.append(button(self._say("setup-back"), self._ref.to(Do.SETUP, page=self._page - 1)))
        if self._page < PAGES:
            buttons.append(button(self._say("setup-on"), self._ref.to(Do.SETUP, page=self._page + 1)))
        return ui.ActionRow(*buttons)

    def _switches(self) -> str:
        """How the two switches stand; their buttons say what a press does."""
        states = {
            name: self._say("on" if getattr(self._settings, name) else "off") for name in ("mentions", "pictures")
        }
        return self._say("setup-switches", **states)

    def _switch(self, name: str) -> Button:
        is_on = getattr(self._settings, name)
        label = self._say(f"{name}-{'off' if is_on else 'on'}")
        return button(label, self._id(f"_{name}-{'off' if is_on else 'on'}"))

    def _languages(self) -> ui.Select[Any]:
        chosen = self._settings.language or _AUTO
        options = [
            discord.SelectOption(
                label=self._services.desk.words(f"discord.pick-{code}", self._ref.language),
                value=str(code),
                default=code == chosen,
            )
            for code in (_AUTO, *Language)
        ]
        return ui.Select(custom_id=self._id("_language"), options=options)

    def _channels(self, name: str, kinds: Sequence[discord.ChannelType]) -> ui.ChannelSelect[Any]:
        deaf = name == "channels" and missing.is_deaf(self._settings, self._guild)
        return ui.ChannelSelect(
            custom_id=self._id(f"_{name}"),
            channel_types=list(kinds),
            placeholder=self._say(f"field-{name}-{'gone' if deaf else 'none'}"),
            min_values=0,
            max_values=MOST,
            default_values=self._here(getattr(self._settings, name), self._guild.get_channel, MOST),
        )

    def _roles(self) -> ui.RoleSelect[Any]:
        chosen = [self._settings.curators] if self._settings.curators else []
        return ui.RoleSelect(
            custom_id=self._id("_curators"),
            placeholder=self._say("field-curators-none"),
            min_values=0,
            max_values=1,
            default_values=self._here(chosen, self._guild.get_role, 1),
        )

    def _here(self, ids: Iterable[int], find: Callable[[int], Any], most: int) -> list[Any]:
        """What is still there of what was chosen: Discord refuses a select whose choice was deleted."""
        return [found for found in map(find, sorted(ids)) if found is not None][:most]

    def _warnings(self) -> list[str]:
        """What the bot lacks in the channels that are chosen on this page; first, which of them are no more."""
        here = [name for name in missing.ALL if _PAGE_OF[name] == self._page]
        gone = list(missing.lines(self._settings, self._guild, self._services.desk.words, self._ref.language, here))
        names = [name for name in ("channels", "forums") if _PAGE_OF[name] == self._page]
        ids = sorted(frozenset().union(*(getattr(self._settings, name) for name in names)))
        found = [(channel, lacking(channel)) for channel in self._here(ids, self._guild.get_channel, MOST)]
        lines = [
            self._say(
                "warning-permissions",
                channel=channel.mention,
                list=names_of(lacks, self._services.desk.words, self._ref.language),
            )
            for channel, lacks in found
            if lacks
        ]
        more = [self._say("warning-more", count=len(lines) - _WARNINGS)] if len(lines) > _WARNINGS else []
        return gone + lines[:_WARNINGS] + more

    def _id(self, subject: str) -> str:
        return self._ref.to(Do.SETUP, subject=subject)

    def _say(self, key: str, **values: object) -> str:
        return self._services.desk.words(f"admin.{key}", self._ref.language, **values)
