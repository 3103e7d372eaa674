"""A bot as a process of its own, as an operator starts it: what it writes, what memory it takes, how it ends."""

from __future__ import annotations

import asyncio
import io
import math
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

ENDS_WITHIN = 20.0  # seconds after which a process that was asked to end is given up
OURS = ("ROTHDESK_", "DISCORD_")


class Child:
    """A running process and what it wrote."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._text = io.StringIO()
        self._tasks = [asyncio.create_task(self._collect(stream)) for stream in (process.stdout, process.stderr)]

    async def _collect(self, stream: asyncio.StreamReader | None) -> None:
        while stream is not None and (chunk := await stream.read(1 << 16)):
            self._text.write(chunk.decode("utf-8", "replace"))

    def stop(self, name: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end."""
        self._process.send_signal(name)

    def kill(self) -> None:
        """End it as a power cut would."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def code(self, seconds: float = ENDS_WITHIN) -> int:
        """Its exit code, once it ended.

        Raises:
            TimeoutError: it is still running.
        """
        code = await asyncio.wait_for(self._process.wait(), seconds)
        await asyncio.gather(*self._tasks)
        return code

    @property
    def wrote(self) -> str:
        """Everything on stdout and stderr so far."""
        return self._text.getvalue()

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    def megabytes(self) -> float:
        """The memory that it holds now (resident); NaN where the system does not tell."""
        status = Path(f"/proc/{self._process.pid}/status")
        if status.exists():
            lines = status.read_text("ascii", "replace").splitlines()
            told = next((line.split()[1] for line in lines if line.startswith("VmRSS:")), "")
        elif ps := shutil.which("ps"):
            asked = [ps, "-o", "rss=", "-p", str(self._process.pid)]
            told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
        else:
            told = ""
        return int(told) * 1024 / 1e6 if told.isdigit() else math.nan


@asynccontextmanager
async def started(*arguments: str, **environment: str) -> AsyncIterator[Child]:
    """``python -m bot`` with these arguments and settings and no other; gone at the end, whatever happens."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env={**kept, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    child = Child(process)
    try:
        yield child
    finally:
        child.kill()
        await child.code()
