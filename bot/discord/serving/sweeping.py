"""What is remembered for some minutes goes on time, also where nobody comes who would ask for it."""

from __future__ import annotations

import asyncio

from bot.discord.services import Services
from bot.recent import SWEEP_SECONDS


class Sweeper:
    """Sweeps the memory of a bot for as long as it runs."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._next: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Sweep now, and again and again; to be called where a loop runs."""
        self._services.sweep()
        self._next = asyncio.get_running_loop().call_later(SWEEP_SECONDS, self.start)

    def stop(self) -> None:
        """Sweep no more."""
        if self._next:
            self._next.cancel()
