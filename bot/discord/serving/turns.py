"""One question after the other: in a rush the first answers leave while the last are still being worked out.

Working an answer out does not pause, so a hundred that arrive together would all be worked out before the first is
sent, and Discord waits three seconds for each. With turns, what is sent makes way between any two of them.
"""

from __future__ import annotations

import asyncio


class Turns:
    """Hands out turns in the order of asking; a turn lasts until its holder first waits for something."""

    def __init__(self) -> None:
        self._taken = asyncio.Lock()

    async def wait(self) -> None:
        """Come back when it is one's turn."""
        await self._taken.acquire()
        asyncio.get_running_loop().call_soon(self._taken.release)
