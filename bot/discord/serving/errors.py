"""One path for everything that goes wrong: the user gets one answer or one apology, the log an incident and where.

A log line names the error's type and the lines it came through, never its message: messages quote what was typed.
"""

from __future__ import annotations

import secrets
import traceback
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

from bot import log
from bot.discord.memory import FORM_SECONDS
from bot.discord.services import Services, locale_of
from bot.discord.serving.prompt import TooLateError
from bot.language import Language
from bot.wordbook import Wordbook

_log = log.get("rothdesk.discord")
UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
# what Discord still shows of an older registration: a command that is gone, or one with other options
_OUTDATED = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch, app_commands.TransformerError)


def incident() -> str:
    """A name that the user can pass on and the log holds, such as ``E-4F1C``."""
    return f"E-{secrets.token_hex(2).upper()}"


def apology(words: Wordbook, name: str) -> str:
    """Two lines, one a language: at this point the language of the user may be what failed."""
    return "\n".join(words("discord.apology", language, incident=name) for language in (Language.ZH, Language.EN))


def trace(error: BaseException) -> list[dict[str, Any]]:
    """The error and its causes: types, places in the code, and Discord's own codes; no messages."""
    found = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        entry: dict[str, Any] = {
            "type": type(current).__name__,
            "at": [f"{frame.name}:{frame.lineno} {frame.filename.rpartition('/')[2]}" for frame in frames],
        }
        if isinstance(current, discord.HTTPException):
            entry |= {"status": current.status, "code": current.code}
        found.append(entry)
        current = current.__cause__ or current.__context__
    return found


async def report(interaction: discord.Interaction[Any], error: BaseException, words: Wordbook, where: str) -> None:
    """Log what went wrong and apologise, unless the user has had an answer already or can get none any more."""
    code = error.code if isinstance(error, discord.HTTPException) else 0
    if code == ALREADY_ANSWERED:  # an attempt that seemed to fail had arrived after all
        _log.warning("answered already", where=where)
        return
    name = incident()
    _log.error("interaction failed", incident=name, where=where, error=trace(error))
    if code == UNKNOWN_INTERACTION or isinstance(error, TooLateError):
        return
    waiting = interaction.response.type in (
        discord.InteractionResponseType.deferred_channel_message,
        discord.InteractionResponseType.deferred_message_update,
    )
    if interaction.response.is_done() and not waiting:
        return
    try:
        if waiting:
            await interaction.followup.send(apology(words, name), ephemeral=True)
        else:
            await interaction.response.send_message(apology(words, name), ephemeral=True)
    except discord.HTTPException as failure:
        _log.error("apology not delivered", incident=name, status=failure.status, code=failure.code)
    except (TooLateError, aiohttp.ClientError, OSError) as failure:
        _log.error("apology not delivered", incident=name, error=type(failure).__name__)
    except discord.InteractionResponded:
        pass


def report_event(error: BaseException, where: str) -> str:
    """Log what went wrong where nobody waits for an answer; the name of the incident."""
    name = incident()
    _log.error("event failed", incident=name, where=where, error=trace(error))
    return name


class Tree(app_commands.CommandTree[Any]):
    """The commands, one after the other, with the one path for errors."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Every command runs, when it is its turn."""
        await interaction.client.services.turns.wait()
        return True

    async def on_error(self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /) -> None:
        """Answer for a command that failed; one that is out of date is told so, without an incident."""
        if isinstance(error, _OUTDATED):
            await _outdated(interaction)
            return
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(interaction, cause, interaction.client.services.desk.words, f"/{_command_name(interaction)}")


async def _outdated(interaction: discord.Interaction[Any]) -> None:
    """Say that what Discord offered is of an older version, and how to go on; typing gets no suggestions."""
    words = interaction.client.services.desk.words
    _log.warning("outdated command")
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await interaction.response.send_message(words("upkeep.outdated", locale_of(interaction)), ephemeral=True)
    except Exception as error:
        await report(interaction, error, words, "outdated command")


class SafeModal(ui.Modal):
    """A form with the one path for errors; forgotten after ten minutes."""

    def __init__(self, title: str, services: Services) -> None:
        super().__init__(title=title, timeout=FORM_SECONDS)
        self._words = services.desk.words
        self._turns = services.turns
        services.memory.open_form(self.custom_id)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Every form is looked at, when it is its turn."""
        del interaction
        await self._turns.wait()
        return True

    async def on_error(  # type: ignore[override]  # discord.py's own Modal narrows its base in the same way
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Answer for a form that failed; Discord has closed it, so it is not held any longer."""
        self.stop()
        await report(interaction, error, self._words, type(self).__name__)


def _command_name(interaction: discord.Interaction[Any]) -> str:
    return interaction.command.qualified_name if interaction.command else "unknown command"
