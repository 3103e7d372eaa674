"""``sync``: register the slash commands with Discord when, and only when, they differ from what is registered."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

import aiohttp
import discord
from discord.http import Route
from pydantic import SecretStr

from bot import log
from bot.desk import open_desk
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.limits import CHAT_INPUT
from bot.discord.serving.addresses import point_at
from bot.settings import Settings

DONE = 0
FAILED = 1
BAD_USAGE = 2

# what a definition says; the rest is set by the server (ids, versions) or derived
_FIELDS = (
    "type", "name", "name_localizations", "description", "description_localizations", "default_member_permissions",
    "nsfw", "contexts", "integration_types", "options", "required", "autocomplete", "choices", "value", "min_length",
    "max_length", "min_value", "max_value", "channel_types",
)  # fmt: skip
_UNORDERED = frozenset({"contexts", "integration_types", "channel_types"})


def synchronise(settings: Settings, out: TextIO, *, dry_run: bool) -> int:
    """Compare, register if needed, and say what was done.

    Returns:
        0 when the commands are, or could be made, the same; 1 when Discord refuses; 2 without a token.

    Raises:
        KnowledgeError: the content files have problems.
    """
    if settings.token is None or not settings.token.get_secret_value().strip():
        sys.stderr.write("There is no token. Put the bot's token into the environment variable DISCORD_TOKEN.\n")
        return BAD_USAGE
    log.configure(settings)
    point_at(settings)
    without_store = settings.model_copy(update={"store_url": SecretStr("none")})
    bot = create_bot(without_store, open_desk(settings))
    try:
        return asyncio.run(_synchronise(bot, settings.token.get_secret_value(), out, dry_run=dry_run))
    except discord.LoginFailure:
        sys.stderr.write("Discord refused the token. Check DISCORD_TOKEN.\n")
    except discord.HTTPException as error:
        sys.stderr.write(f"Discord refused: status {error.status}, code {error.code}.\n")
    except (OSError, aiohttp.ClientError) as error:
        sys.stderr.write(f"Discord is out of reach ({type(error).__name__}).\n")
    return FAILED


async def definitions(bot: RothdeskBot) -> list[dict[str, Any]]:
    """The commands as they would be registered, in all languages."""
    translator = bot.tree.translator
    if translator is None:
        raise RuntimeError("the bot was not set up: its commands have no translator")
    return [dict(await command.get_translated_payload(bot.tree, translator)) for command in bot.tree.get_commands()]


def canonical(item: Mapping[str, Any]) -> dict[str, Any]:
    """A definition without what the server adds, and without the difference between absent, empty and default."""
    found: dict[str, Any] = {"type": item.get("type", CHAT_INPUT)}
    for key in _FIELDS:
        value = item.get(key)
        if value is None or value is False or value in ({}, []):
            continue
        if key in ("options", "choices"):
            value = [canonical(one) for one in value]
        found[key] = sorted(value) if key in _UNORDERED else value
    if "default_member_permissions" in found:
        found["default_member_permissions"] = str(found["default_member_permissions"])
    return found


def changes(wanted: Sequence[Mapping[str, Any]], registered: Sequence[Mapping[str, Any]]) -> list[str]:
    """What would change, a line each; empty when both say the same."""
    new = {_shown(item): canonical(item) for item in wanted}
    old = {_shown(item): canonical(item) for item in registered}
    lines = [f"add {name}" for name in new.keys() - old.keys()]
    lines += [f"remove {name}" for name in old.keys() - new.keys()]
    lines += [f"change {name}" for name in new.keys() & old.keys() if new[name] != old[name]]
    return sorted(lines)


def _shown(item: Mapping[str, Any]) -> str:
    """A command as it is typed; an entry of a menu by its bare name."""
    return f"/{item['name']}" if item.get("type", CHAT_INPUT) == CHAT_INPUT else str(item["name"])


async def _synchronise(bot: RothdeskBot, token: str, out: TextIO, *, dry_run: bool) -> int:
    try:
        await bot.login(token)
        application = bot.application_id
        path = Route("GET", "/applications/{application_id}/commands", application_id=application)
        registered = await bot.http.request(path, params={"with_localizations": "true"})
        wanted = await definitions(bot)
        lines = changes(wanted, registered)
        if not lines:
            out.write(f"{len(wanted)} commands are registered as they should be; nothing to do\n")
            return DONE
        out.writelines(f"{line}\n" for line in lines)
        if dry_run:
            out.write("dry run: nothing was registered\n")
            return DONE
        await bot.http.bulk_upsert_global_commands(application, payload=wanted)  # type: ignore[arg-type]
        out.write(f"registered {len(wanted)} commands; Discord shows them within minutes\n")
        return DONE
    finally:
        await bot.close()
