"""``/faq-admin forget-server``: deletes what is kept about a server, once its name was typed."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.discord.admin.guard import may_manage, tell
from bot.discord.limits import INPUT_PLACEHOLDER, shorten
from bot.discord.services import Interaction, Services, locale_of, of
from bot.discord.serving.errors import SafeModal
from bot.language import Language
from bot.store.keeper import State

_NAME = 100  # characters of a server's name at Discord


async def ask(interaction: Interaction) -> None:
    """Ask for the name of the server."""
    if await may_manage(interaction) and interaction.guild:
        form = ForgetForm(of(interaction), interaction.guild.name, locale_of(interaction))
        await interaction.response.send_modal(form)


class ForgetForm(SafeModal):
    """The name of the server, so that nothing is deleted by a slip."""

    def __init__(self, services: Services, name: str, language: Language) -> None:
        words = services.desk.words
        super().__init__(words("admin.forget-title", language), services)
        self._name: ui.TextInput[Any] = ui.TextInput(
            custom_id="name", max_length=_NAME, placeholder=shorten(name, INPUT_PLACEHOLDER)
        )
        label = words("admin.forget-label", language)
        self.add_item(ui.Label(text=label, description=words("admin.forget-hint", language), component=self._name))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Delete, if the name is right."""
        guild = interaction.guild
        if not await may_manage(interaction) or guild is None:
            return
        if self._name.value.strip().casefold() != guild.name.strip().casefold():
            await tell(interaction, "forget-other-name")
            return
        services = of(interaction)
        services.answers.forget(guild.id)
        kept = await services.servers.forget(guild.id)
        nothing_there = services.keeper.health.state is State.WITHOUT
        await tell(interaction, "forgotten" if kept or nothing_there else "forgotten-not-kept")
