"""Why the store cannot be used, in one word each: the log, ``doctor`` and ``/faq-admin status`` say the same."""

from __future__ import annotations

import sqlite3
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with the store."""

    ADDRESS = "address"  # the setting is no address of a database
    DRIVER = "driver"  # the package for that database is not installed
    NEWER = "newer"  # a newer version of the bot made its tables
    CORRUPT = "corrupt"
    UNWRITABLE = "unwritable"
    LOCKED = "locked"
    UNREACHABLE = "unreachable"


# trying again within a minute mends none of these
LASTING = frozenset({Fault.ADDRESS, Fault.DRIVER, Fault.NEWER, Fault.CORRUPT})

_OF_SQLITE = {
    sqlite3.SQLITE_NOTADB: Fault.CORRUPT,
    sqlite3.SQLITE_CORRUPT: Fault.CORRUPT,
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
}


class StoreError(Exception):
    """The store cannot be used. Its text holds no address, because addresses hold passwords.

    Attributes:
        fault: why.
    """

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def fault_of(error: BaseException) -> Fault:
    """What an error of the database, of its driver or of the file system comes down to."""
    from sqlalchemy.exc import (  # noqa: PLC0415 - not loaded where there is no store
        ArgumentError,
        DBAPIError,
        NoSuchModuleError,
    )

    if isinstance(error, StoreError):
        return error.fault
    if isinstance(error, ArgumentError | ValueError) and not isinstance(error, NoSuchModuleError):
        return Fault.ADDRESS
    if isinstance(error, ImportError | NoSuchModuleError):
        return Fault.DRIVER
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)  # the lowest byte is the kind, the others say more
        return _OF_SQLITE.get((code or 0) & 0xFF, Fault.UNWRITABLE)
    if isinstance(cause, ConnectionError | TimeoutError):
        return Fault.UNREACHABLE
    return Fault.UNWRITABLE if isinstance(cause, OSError) and not isinstance(error, DBAPIError) else Fault.UNREACHABLE
