"""A look at the store from outside, for ``doctor``: nothing is made, and nothing is changed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryFile

from pydantic import SecretStr

from bot.store.faults import fault_of
from bot.store.keeper import Health, State, address_of


def look(setting: SecretStr | None) -> Health:
    """How the store is; :attr:`State.OPENING` for a file that the first start will make."""
    url = address_of(setting)
    return Health(State.WITHOUT) if url is None else asyncio.run(_look(url))


async def _look(url: str) -> Health:
    from bot.store import dialects, migrating  # noqa: PLC0415 - SQLAlchemy, where there is a store

    place = ""
    try:
        address = dialects.address(url)
        place = dialects.shown(address)
        if dialects.is_sqlite(address) and not Path(str(address.database)).exists():
            _try_folder(Path(str(address.database)).parent)
            return Health(State.OPENING, place)
        engine = dialects.make_engine(address)
        try:
            async with dialects.reading(engine) as connection:
                await connection.run_sync(migrating.steps_missing)
        finally:
            await engine.dispose()
    except Exception as error:
        return Health(State.BROKEN, place, fault_of(error))
    return Health(State.OPEN, place)


def _try_folder(folder: Path) -> None:
    """Whether a file could be made there, in a folder that may have to be made as well.

    Raises:
        OSError: it could not.
    """
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    with TemporaryFile(dir=nearest):
        pass
