"""``/faq-admin panel``: a card for everybody in a channel, to be pinned."""

from __future__ import annotations

import discord

from bot.discord import panel
from bot.discord.admin.guard import Channel, lacking, may_manage, names_of, tell
from bot.discord.browsing import lists
from bot.discord.messages.sending import deliver
from bot.discord.services import Interaction, locale_of, of
from bot.language import Language

WELCOME, MENU = "welcome", "menu"
KINDS = (WELCOME, MENU)


async def post(interaction: Interaction, kind: str, language: Language) -> None:
    """Post the card, if the bot may: a refused call counts against it at Discord."""
    channel = interaction.channel
    if not await may_manage(interaction):
        return
    services = of(interaction)
    missing = _lacking_to_post(channel, interaction.app_permissions) if isinstance(channel, Channel) else ()
    if missing or not isinstance(channel, discord.abc.Messageable):  # Discord tells nothing of what the bot cannot see
        listed = names_of(missing or ("view_channel",), services.desk.words, locale_of(interaction))
        await tell(interaction, "panel-no-permission", list=listed)
        return
    await interaction.response.defer(ephemeral=True)
    view = lists.menu(services, language) if kind == MENU else panel.panel(services, language)
    await deliver(channel, interaction.id, view=view)
    said = services.desk.words("admin.panel-posted", locale_of(interaction))
    await interaction.followup.send(said, ephemeral=True)


def _lacking_to_post(channel: Channel, allowed: discord.Permissions) -> tuple[str, ...]:
    """What is missing to post a card; the other permissions are for answers."""
    sending = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    return tuple(name for name in lacking(channel, allowed) if name in {"view_channel", sending})
