"""Where Discord is: by default the real one, in tests a server of our own."""

from __future__ import annotations

import discord
import yarl
from discord.gateway import DiscordWebSocket

from bot.settings import Settings


def point_at(settings: Settings) -> None:
    """Send all calls of this process to the configured addresses.

    discord.py keeps both addresses as class attributes and takes neither as an argument, so this is the one place
    that sets them, called once by ``run`` and ``sync`` before anything connects.
    """
    discord.http.Route.BASE = settings.api_base
    if settings.gateway:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway)
