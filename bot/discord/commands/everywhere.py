"""Where commands can be used: installed by a server or by a user, in servers, direct messages and private channels."""

from __future__ import annotations

from typing import Any

from discord import app_commands

Command = app_commands.Command[Any, ..., Any]


def everywhere(command: Command) -> Command:
    """Offer a command wherever Discord can."""
    command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
    command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    return command
