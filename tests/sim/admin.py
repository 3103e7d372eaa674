"""What the tests of /faq-admin share: an admin, and settings with a store of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord

from bot.settings import Settings
from tests.sim.conftest import World


def settings_in(folder: Path, **more: Any) -> Settings:
    """Settings with a store in a folder."""
    return Settings(token=None, store_url=f"sqlite+aiosqlite:///{(folder / 'store.db').as_posix()}", **more)


def permissions(**names: bool) -> discord.Permissions:
    """Those of somebody who may see, write and use commands, and some more."""
    return discord.Permissions(view_channel=True, send_messages=True, use_application_commands=True, **names)


def admin_of(world: World) -> Any:
    """Somebody who may manage the server."""
    role = world.guild.create_role("Admins", permissions=permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("admin"), roles=[role])


def overwrite(**names: bool | None) -> discord.PermissionOverwrite:
    """What a channel allows or denies."""
    return discord.PermissionOverwrite(**names)
