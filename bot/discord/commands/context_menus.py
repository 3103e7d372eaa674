"""The two entries in the menu of a message; bilingual names, since a server has readers of both languages."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.discord.messages import replying
from bot.discord.services import Interaction

LOOK_UP = "查 FAQ · Look up in FAQ"
REPLY = "回复 FAQ · Reply with FAQ"

Menu = app_commands.ContextMenu


def look_up_menu() -> Menu:
    """Look a message up: for everyone, everywhere."""

    async def look_up(interaction: Interaction, message: discord.Message) -> None:
        await replying.look_up(interaction, message)

    menu = _menu(LOOK_UP, look_up)
    menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    return menu


def reply_menu() -> Menu:
    """Reply to a message: in servers, for those whom the server has named; that is looked at on every press.

    Discord is told no permission for it: the role is set in ``/faq-admin setup``, and would have to be set there again.
    """

    async def reply(interaction: Interaction, message: discord.Message) -> None:
        await replying.choose(interaction, message)

    menu = _menu(app_commands.locale_str(REPLY, key="listen.menu-reply"), reply)
    menu.guild_only = True
    menu.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
    menu.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
    return menu


def _menu(name: str | app_commands.locale_str, callback: Any) -> Menu:  # noqa: ANN401 - discord.py reads the kind of menu from its annotations
    return app_commands.ContextMenu(name=name, callback=callback, auto_locale_strings=False)
