"""``run``: serve Discord until told to stop, through network failures and broken events alike."""

from __future__ import annotations

import asyncio
import logging
import random
import re
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import aiohttp
import discord

from bot import log
from bot.desk import Desk, open_desk
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.serving.addresses import point_at
from bot.discord.serving.errors import report_event, trace
from bot.discord.serving.prompt import answer_promptly
from bot.discord.serving.warming import warm
from bot.settings import Settings

_log = log.get("rothdesk.discord")

STOPPED = 0
FAILED = 1
BAD_USAGE = 2
ANSWERING_SECONDS = 2.0  # that answers which are under way get when the bot stops
CLOSING_SECONDS = 2.0
LONGEST_WAIT = 60.0
THREADS = 3  # that draw and look up names; more draw no faster, but each keeps some ten megabytes
# discord.py's names of the tasks that answer somebody
_ANSWERING = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")
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
    except KeyboardInterrupt:  # before the signals were listened to
        return STOPPED
    return STOPPED


_FILLED_IN = re.compile(r"%[-+ #0]*[\d.]*[a-zA-Z]")  # in discord.py's lines: ids of users and servers, custom_ids

_TALKATIVE = ("discord.client", "discord.gateway", "discord.http", "discord.state", "discord.ui.view",
              "discord.ui.modal", "discord.app_commands.tree", "asyncio")  # fmt: skip


class _OneLine(logging.Filter):
    """Turns discord.py's reports of failed connections into one line; the supervisor says what happens next."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Drop the trace and who it was about, keep the error's type; what is said about voice is of no use here."""
        if "voice will NOT be supported" in record.getMessage():
            return False
        if record.exc_info and record.exc_info[1] is not None:
            first, *_ = str(record.msg).splitlines() or [""]
            record.msg = f"{_FILLED_IN.sub('…', first)} ({type(record.exc_info[1]).__name__})"
            record.args = ()
            record.exc_info = None
        elif record.name == "discord.http":  # addresses hold channels and tokens
            record.msg, record.args = _FILLED_IN.sub("…", str(record.msg)), ()
        return True


def quiet_discord() -> None:
    """discord.py's debug lines hold whole messages, its traces what was typed, those of a store what is stored."""
    for name in ("discord", "aiosqlite", "sqlalchemy", "asyncpg"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_OneLine())


async def _until_stopped(settings: Settings, desk: Desk, make: Maker) -> None:
    answer_promptly()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    stop = asyncio.Event()
    _on_signals(stop)
    warming = asyncio.create_task(asyncio.to_thread(_warm, desk, stop))
    work = asyncio.create_task(_supervise(settings, desk, make))
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({work, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    stop.set()
    if not work.done():
        _log.info("stopping")
        work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    await warming


def _warm(desk: Desk, stop: asyncio.Event) -> None:
    """Load what the first questions need, while Discord is being reached: whoever asks first does not wait for it."""
    try:
        warm(desk, stop.is_set)
    except Exception as error:  # whoever asks will be told
        report_event(error, "warming")


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
        desk = bot.services.desk  # which may have been reloaded
        failures = 1 if bot.is_ready() else failures + 1
        _give_up_on(error)
        if settings.connect_attempts and failures >= settings.connect_attempts:
            raise _GivingUpError(f"Discord stayed out of reach after {failures} attempts.")
        await _wait(failures, error)


async def _failure(bot: RothdeskBot, settings: Settings) -> Exception:
    """Serve until something ends the connection for good, finish answers, close the bot, and tell what it was."""
    try:
        await _session(bot, settings)
    except Exception as error:
        return error
    finally:
        await _finish_answers()
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(bot.close(), CLOSING_SECONDS)
    return ConnectionError("the connection ended")


async def _finish_answers() -> None:
    """Let the answers that are under way reach their users; no event comes any more that could begin another."""
    under_way = [task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)]
    if under_way:
        await asyncio.wait(under_way, timeout=ANSWERING_SECONDS)


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
