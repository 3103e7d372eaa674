"""``/faq-admin``: for those who may manage a server; Discord hides it from everybody else."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.admin import forgetting, posting, reloading, setup, status
from bot.discord.commands.ask import LANGUAGES
from bot.discord.services import Interaction, place_of
from bot.discord.translator import text
from bot.language import Language
from bot.wordbook import Wordbook

AREA = "admin"


def faq_admin_group(words: Wordbook) -> app_commands.Group:
    """Build the group and what is in it."""
    group = app_commands.Group(
        name="faq-admin",
        description=text(words, "cmd-group", AREA),
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
    )
    plain = {
        "setup": setup.open_panel,
        "status": status.show,
        "reload": reloading.propose,
        "forget-server": forgetting.ask,
    }
    for name, callback in plain.items():
        group.add_command(_plain(words, name, callback))
    group.add_command(_panel(words))
    return group


def _plain(words: Wordbook, name: str, callback: Any) -> app_commands.Command[Any, ..., Any]:  # noqa: ANN401
    """A subcommand without options."""

    async def run(interaction: Interaction) -> None:
        await callback(interaction)

    return app_commands.Command(name=name, description=text(words, f"cmd-{name}", AREA), callback=run)


def _panel(words: Wordbook) -> app_commands.Command[Any, ..., Any]:
    @app_commands.command(name="panel", description=text(words, "cmd-panel", AREA))
    @app_commands.describe(kind=text(words, "opt-kind", AREA), lang=text(words, "opt-panel-lang", AREA))
    @app_commands.choices(
        kind=[app_commands.Choice(name=text(words, f"pick-{kind}", AREA), value=kind) for kind in posting.KINDS],
        lang=[app_commands.Choice(name=text(words, f"pick-{code}"), value=str(code)) for code in LANGUAGES],
    )
    async def panel(interaction: Interaction, kind: str = posting.WELCOME, lang: str = "auto") -> None:
        await posting.post(interaction, kind, place_of(interaction) if lang == "auto" else Language(lang))

    return panel
