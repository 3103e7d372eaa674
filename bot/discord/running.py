"""``run``: serve Discord until told to stop, through network failures and broken events alike."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

import aiohttp
import discord

from bot import log
from bot.desk import Desk, open_desk
from bot.discord.addresses import point_at
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.errors import trace
from bot.settings import Settings

_log = log.get("rothdesk.discord")

STOPPED = 0
FAILED = 1
BAD_USAGE = 2
CLOSING_SECONDS = 4.0
LONGEST_WAIT = 60.0
# closings that no new attempt can mend: bad token, bad sharding, bad or disallowed intents
_FATAL = {
    4004: "the token was refused",
    4010: "invalid shard",
    4011: "sharding is required",
    4012: "invalid API version",
    4013: "invalid intents",
    4014: "disallowed intents",
}
_NETWORK = (OSError, aiohttp.ClientError, asyncio.TimeoutError, discord.GatewayNotFound, discord.DiscordServerError)

Maker = Callable[[Settings, Desk], RothdeskBot]


class _GivingUpError(Exception):
    """There is no use in trying again; says why."""


def serve(settings: Settings, make: Maker = create_bot) -> int:
    """Serve until a signal.

    Returns:
        0 after a signal, 1 when Discord refuses the bot or stays out of reach, 2 without a token.

    Raises:
        KnowledgeError: there is nothing to answer from.
    """
    if settings.token is None or not settings.token.get_secret_value().strip():
        sys.stderr.write("There is no token. Put the bot's token into the environment variable DISCORD_TOKEN.\n")
        return BAD_USAGE
    log.configure(settings)
    quiet_discord()
    point_at(settings)
    try:
        asyncio.run(_until_stopped(settings, open_desk(settings), make))
    except _GivingUpError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    return STOPPED


class _OneLine(logging.Filter):
    """Turns discord.py's reports of failed connections into one line; the supervisor says what happens next."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop the trace, keep the type of the error; what is said about voice is of no use here."""
        if "voice will NOT be supported" in record.getMessage():
            return False
        if record.exc_info and record.exc_info[1] is not None:
            first, *_ = record.getMessage().splitlines()
            record.msg = f"{first} ({type(record.exc_info[1]).__name__})"
            record.args = ()
            record.exc_info = None
        return True


def quiet_discord() -> None:
    """discord.py's debug lines hold whole messages, and its traces hold what was typed; neither belongs in a log."""
    logging.getLogger("discord").setLevel(max(logging.INFO, logging.getLogger().level))
    for name in ("discord.client", "discord.gateway", "discord.ui.view", "discord.app_commands.tree", "asyncio"):
        logging.getLogger(name).addFilter(_OneLine())


async def _until_stopped(settings: Settings, desk: Desk, make: Maker) -> None:
    stop = asyncio.Event()
    _on_signals(stop)
    work = asyncio.create_task(_supervise(settings, desk, make))
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not work.done():
        _log.info("stopping")
        work.cancel()
    with suppress(asyncio.CancelledError):
        await work


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))


async def _supervise(settings: Settings, desk: Desk, make: Maker) -> None:
    """Connect, and connect anew with a fresh bot whenever a connection ends for good."""
    failures = 0
    while True:
        bot = make(settings, desk)
        error = await _failure(bot, settings)
        failures = 1 if bot.is_ready() else failures + 1
        _give_up_on(error)
        if settings.connect_attempts and failures >= settings.connect_attempts:
            raise _GivingUpError(f"Discord stayed out of reach after {failures} attempts.")
        await _wait(failures, error)


async def _failure(bot: RothdeskBot, settings: Settings) -> Exception:
    """Serve until something ends the connection for good, close the bot, and tell what it was."""
    try:
        await _session(bot, settings)
    except Exception as error:
        return error
    finally:
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(bot.close(), CLOSING_SECONDS)
    return ConnectionError("the connection ended")


async def _session(bot: RothdeskBot, settings: Settings) -> None:
    """Log in and serve until the connection ends."""
    token = settings.token.get_secret_value() if settings.token else ""
    await bot.login(token)
    connection = asyncio.create_task(bot.connect())
    unreachable = asyncio.create_task(bot.unreachable.wait())
    try:
        await asyncio.wait({connection, unreachable}, return_when=asyncio.FIRST_COMPLETED)
        if unreachable.done():
            raise ConnectionError("the gateway is out of reach")
        connection.result()
    finally:
        for task in (connection, unreachable):
            task.cancel()
        await asyncio.gather(connection, unreachable, return_exceptions=True)


def _give_up_on(error: Exception) -> None:
    """Stop at what no further attempt can mend."""
    if isinstance(error, discord.LoginFailure):
        raise _GivingUpError("Discord refused the token. Check DISCORD_TOKEN.") from None
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise _GivingUpError("Discord refused the intents of the bot.") from None
    if isinstance(error, discord.ConnectionClosed) and error.code in _FATAL:
        raise _GivingUpError(f"Discord closed the connection: {_FATAL[error.code]} ({error.code}).") from None


async def _wait(failures: int, error: Exception) -> None:
    """Wait before the next attempt, longer each time, and say so in one line."""
    wait = min(LONGEST_WAIT, 2.0 ** min(failures - 1, 6)) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads attempts
    if isinstance(error, (*_NETWORK, discord.ConnectionClosed)):
        _log.warning("discord out of reach", error=type(error).__name__, failures=failures, seconds=round(wait, 1))
    else:
        _log.error("connection failed", error=trace(error), failures=failures, seconds=round(wait, 1))
    await asyncio.sleep(wait)
