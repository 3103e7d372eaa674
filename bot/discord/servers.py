"""The settings of the servers, held in memory: a question never waits for the store, nor fails with it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.model import UNSET, ServerSettings


class Servers:
    """What each server has set, as far as it is known."""

    def __init__(self, known: Mapping[int, ServerSettings] | None = None) -> None:
        self._known = dict(known or {})

    def of(self, guild: int | None) -> ServerSettings:
        """The settings of a server; those of a new one where nothing is known, or in a direct message."""
        return self._known.get(guild or 0, UNSET)
