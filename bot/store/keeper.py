"""Stands between the bot, which never waits, and the store, which may be slow, locked, broken or not wanted at all.

Opens the store in the background, tries again for a while, and runs pieces of work one after another. SQLAlchemy is
loaded here alone and only where there is a store.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import platformdirs
from pydantic import SecretStr

from bot import log
from bot.store.faults import LASTING, Fault, StoreError, fault_of

if TYPE_CHECKING:
    from bot.store.database import Database

_log = log.get("rothdesk.store")

T = TypeVar("T")
Work = Callable[["Database"], Awaitable[T]]

WITHOUT = ("", "none")
PAUSES = (1.0, 3.0, 10.0, 30.0, 60.0)  # seconds between attempts; after the last the next change tries again
WRITE_SECONDS = 1.5  # how long who changes something waits to hear that it is kept
WAITING = 500  # pieces of work at most; what comes on top is not kept
CLOSING_SECONDS = 0.7  # twice at most
_PATIENT = 4  # times that a piece of work is begun while another process holds the file
_OF_WRITES = frozenset({Fault.LOCKED, Fault.UNWRITABLE})  # reading proves nothing against them
_DAY = 24 * 60 * 60.0


class State(StrEnum):
    """How the store is."""

    WITHOUT = "without"
    OPENING = "opening"
    OPEN = "open"
    BROKEN = "broken"
    CLOSED = "closed"


@dataclass(frozen=True)
class Health:
    """How the store is, where it lies without any password, and what is wrong with it."""

    state: State
    place: str = ""
    fault: Fault | None = None


def address_of(setting: SecretStr | None) -> str | None:
    """The address that a setting stands for: the file in the user's data folder by default; ``None`` for no store."""
    if setting is None:
        folder = Path(platformdirs.user_data_dir("rothdesk", appauthor=False))
        return f"sqlite+aiosqlite:///{folder.as_posix()}/rothdesk.db"  # with slashes, on Windows too
    url = setting.get_secret_value().strip()
    return None if url.lower() in WITHOUT else url


class Keeper:
    """Keeps things in the store, when there is one."""

    def __init__(self, setting: SecretStr | None, pauses: tuple[float, ...] = PAUSES) -> None:
        """Prepare, without touching anything.

        Args:
            setting: the setting ``store_url``.
            pauses: seconds between attempts to open the store.
        """
        self._url = address_of(setting)
        self._pauses = pauses
        self._database: Database | None = None
        self._one_at_a_time = asyncio.Lock()
        self._settled = asyncio.Event()
        self._life: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[Any]] = set()
        self._looking: set[asyncio.Task[Any]] = set()
        self._on_open: list[Work[None]] = []
        self._on_purge: list[Work[None]] = []
        self.health = Health(State.WITHOUT if self._url is None else State.OPENING)

    @classmethod
    def without(cls) -> Keeper:
        """One that keeps nothing."""
        return cls(SecretStr("none"))

    def when_open(self, work: Work[None]) -> None:
        """Have something done each time the store was opened, before anything else is."""
        self._on_open.append(work)

    def when_purging(self, work: Work[None]) -> None:
        """Have something done besides, each time that what is past its time is deleted."""
        self._on_purge.append(work)

    async def start(self, patience: float = 0.0) -> None:
        """Open the store in the background.

        Args:
            patience: seconds to wait for the first attempt, so that a start usually knows what servers have set.
        """
        if self._url is None or self._life is not None:
            return
        self._life = asyncio.create_task(self._live())
        waiting = asyncio.create_task(self._settled.wait())
        await asyncio.wait({waiting}, timeout=patience)
        waiting.cancel()

    async def run(self, work: Work[T], seconds: float = WRITE_SECONDS, *, again: bool = True) -> T:
        """Do something in the store.

        What takes longer than the time goes on by itself, so that in the end it may still be done.

        Args:
            work: what to do.
            seconds: how long to wait for it.
            again: whether to try to open a store that could not be opened.

        Raises:
            TimeoutError: it was not done in time.
            StoreError: there is no store, or it cannot be used.
        """
        task = self._begin(self._do(work, again=again), self._running)
        await asyncio.wait({task}, timeout=seconds)
        if not task.done():
            raise TimeoutError
        found: T = task.result()
        return found

    async def look(self, work: Work[T]) -> T:
        """Read something from the store, however long that takes: it waits for no write and holds none up.

        Raises:
            StoreError: there is no store, or it cannot be used.
        """
        found: T = await self._begin(self._read(work), self._looking)
        return found

    def later(self, work: Work[Any]) -> asyncio.Task[Any] | None:
        """Do something in the store when it can be done; nobody has to wait for it.

        Returns:
            The attempt; ``None`` without a store, or where too much is waiting.
        """
        if not self._is_usable() or len(self._running) >= WAITING:
            return None
        return self._begin(self._do(work, again=False), self._running)

    def _is_usable(self) -> bool:
        return self._life is not None and (self._database is not None or self.health.state is State.OPENING)

    async def close(self) -> None:
        """Let what is being written end, for a moment at most, and close the store."""
        if self._life is not None:
            self._life.cancel()
            await asyncio.wait({self._life, *self._running, *self._looking}, timeout=CLOSING_SECONDS)
        for task in (*self._running, *self._looking):
            task.cancel()
        if self._database is not None:
            closing = asyncio.create_task(self._database.close())
            await asyncio.wait({closing}, timeout=CLOSING_SECONDS)
            closing.cancel()
            self._database = None
        if self.health.state is not State.WITHOUT:
            self.health = Health(State.CLOSED, self.health.place)

    def _begin(self, doing: Any, among: set[asyncio.Task[Any]]) -> asyncio.Task[Any]:  # noqa: ANN401 - any coroutine
        task = asyncio.create_task(doing)
        among.add(task)
        task.add_done_callback(among.discard)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        if not task.cancelled():
            task.exception()  # looked at, so that asyncio does not complain; `_do` has noted it

    async def _do(self, work: Work[T], *, again: bool) -> T:
        if self._url is None or self._life is None:
            raise StoreError(Fault.ADDRESS)
        await self._settled.wait()
        async with self._one_at_a_time:
            if self._database is None and again:
                await self._try_to_open()
            if self._database is None:
                raise StoreError(self.health.fault or Fault.UNREACHABLE)
            found = await self._worked(work, self._database)
            self.health = Health(State.OPEN, self.health.place)
            return found

    async def _read(self, work: Work[T]) -> T:
        if not self._is_usable():
            raise StoreError(self.health.fault or Fault.ADDRESS)
        await self._settled.wait()
        if self._database is None:
            raise StoreError(self.health.fault or Fault.UNREACHABLE)
        found = await self._worked(work, self._database)
        if self.health.fault not in _OF_WRITES:
            self.health = Health(State.OPEN, self.health.place)
        return found

    async def _worked(self, work: Work[T], database: Database) -> T:
        """Do it, and note it when the store cannot be used."""
        for left in reversed(range(_PATIENT)):
            try:
                return await work(database)
            except Exception as error:
                fault = fault_of(error)
                if fault is Fault.LOCKED and left:
                    continue
                self._broken(fault, error)
                raise StoreError(fault) from error
        raise StoreError(Fault.LOCKED)

    async def _live(self) -> None:
        """Open, again and again for a while; then purge once a day."""
        for pause in (*self._pauses, None):
            async with self._one_at_a_time:
                await self._try_to_open()
            self._settled.set()
            if self._database is not None or pause is None or self.health.fault in LASTING:
                break
            await asyncio.sleep(pause)
        if self._database is None:
            _log.warning("going on without the store", fault=str(self.health.fault))
        while True:
            await asyncio.sleep(_DAY)
            self._begin(self._do(self._purge, again=True), self._running)

    async def _try_to_open(self) -> None:
        if self._database is not None:  # a change was quicker
            return
        try:
            database = await self._opened()
        except Exception as error:
            self._broken(fault_of(error), error)
            return
        try:
            for work in (self._purge, *self._on_open):
                await self._worked(work, database)
        except Exception:
            await database.close()
            return
        self._database = database
        self.health = Health(State.OPEN, self.health.place)
        _log.info("store open", place=self.health.place)

    async def _opened(self) -> Database:
        # a thread loads the packages, which takes a while, as Python files do
        database, place = await asyncio.to_thread(_prepared, str(self._url))
        self.health = Health(State.OPENING, place, self.health.fault)
        await database.open()
        return database

    async def _purge(self, database: Database) -> None:
        await database.purge_answers()
        for work in self._on_purge:
            await work(database)

    def _broken(self, fault: Fault, error: Exception) -> None:
        if self.health.fault is not fault:  # once, not at each attempt
            _log.warning("the store cannot be used", fault=str(fault), error=type(error).__name__)
        self.health = Health(State.BROKEN, self.health.place, fault)


def _prepared(url: str) -> tuple[Database, str]:
    from bot.store import dialects  # noqa: PLC0415 - SQLAlchemy, where there is a store
    from bot.store.database import Database  # noqa: PLC0415 - as above

    # both write what they carry at the level DEBUG
    for name in ("aiosqlite", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.WARNING)
    address = dialects.address(url)
    return Database(address), dialects.shown(address)
