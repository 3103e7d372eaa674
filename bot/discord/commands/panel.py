"""``/panel``: an admin puts the first card into a channel."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord import answering, panel
from bot.discord.commands.ask import LANGUAGES
from bot.discord.commands.everywhere import Command
from bot.discord.services import Interaction, of, place_of
from bot.discord.translator import text
from bot.language import Language
from bot.wordbook import Wordbook


def panel_command(words: Wordbook) -> Command:
    """Build the command."""

    @app_commands.command(name="panel", description=text(words, "cmd-panel"))
    @app_commands.describe(lang=text(words, "opt-lang"))
    @app_commands.choices(
        lang=[app_commands.Choice(name=text(words, f"pick-{code}"), value=str(code)) for code in LANGUAGES]
    )
    async def post_panel(interaction: Interaction, lang: str = "auto") -> None:
        await _post(interaction, place_of(interaction) if lang == "auto" else Language(lang))

    post_panel.guild_only = True
    post_panel.default_permissions = discord.Permissions(manage_guild=True)
    post_panel.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    post_panel.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
    return post_panel


async def _post(interaction: Interaction, language: Language) -> None:
    """Post the card, if the bot may: a refused call counts against it at Discord."""
    services = of(interaction)
    channel = interaction.channel
    if not isinstance(channel, discord.abc.Messageable):
        return
    sending = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    lacking = [name for name in ("view_channel", sending) if not getattr(interaction.app_permissions, name)]
    if lacking:
        names = ", ".join(services.desk.words(f"discord.permission-{name}", language) for name in lacking)
        await answering.tell(interaction, "panel-no-permission", names=names)
        return
    await interaction.response.defer(ephemeral=True)
    await channel.send(view=panel.panel(services, language))
    await interaction.followup.send(services.desk.words("discord.panel-posted", language), ephemeral=True)
