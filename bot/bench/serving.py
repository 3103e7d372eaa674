"""``bench discord``: how quickly a real bot process answers over loopback, how it starts, what memory it takes."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TextIO

import numpy as np

from bot.bench.child import Child, started
from bot.bench.crowd import BASIS, CHANNELS, VALUE, Crowd
from bot.bench.fake_discord import Answer, FakeDiscord
from bot.bench.fake_discord.people import direct
from bot.desk import open_desk
from bot.settings import Settings

ASKED = 100  # of each sort, one after the other
AT_ONCE = 100
STARTS = 3  # of which the median is told
WARM_UP = 5
Act = Callable[[], Awaitable[str]]


class UnansweredError(Exception):
    """The bot has left something without an answer."""


def run(settings: Settings, out: TextIO) -> None:
    """Measure and print; wall time, with the fake Discord in this process and the bot in one of its own.

    Raises:
        UnansweredError: something was left without an answer; the text says what.
    """
    crowd = Crowd(open_desk(settings, learn=True).assistant.base)
    out.write(f"{'from the event to the answer':<34}{'p50':>9}{'p95':>9}{'slowest':>9}   ms\n")
    asyncio.run(_measure(crowd, out))


async def _measure(crowd: Crowd, out: TextIO) -> None:
    async with FakeDiscord(channels=CHANNELS) as fake, started("run", **_quiet(fake)) as child:
        await _identified(fake, child)
        for _ in range(WARM_UP):
            await _answered(fake, await fake.slash("ask", question=crowd.question(), by=crowd.person()))
        begun = child.megabytes()
        for name, act in _sorts(fake, crowd).items():
            answers = [await _answered(fake, await act()) for _ in range(ASKED)]
            _tell(out, name, [answer.seconds for answer in answers])
        everyone = [crowd.person() for _ in range(AT_ONCE)]
        asked = await asyncio.gather(*(fake.slash("ask", question=crowd.question(), by=one) for one in everyone))
        answers = await asyncio.gather(*(_answered(fake, one) for one in asked))
        _tell(out, f"{AT_ONCE} questions at once", [answer.seconds for answer in answers])
        count = ASKED * len(_sorts(fake, crowd)) + AT_ONCE
        out.write(f"memory of the bot: {_megabytes(begun)} after its first answers, ")
        out.write(f"{_megabytes(child.megabytes())} after {count:,} more\n")
    starts = [await _start(crowd) for _ in range(STARTS)]
    ready, first = (float(np.median([one[place] for one in starts])) for place in (0, 1))
    out.write(f"from the command to the session: {ready:.2f} s, to the first answer {first:.2f} s\n")


def _sorts(fake: FakeDiscord, crowd: Crowd) -> dict[str, Act]:
    async def press() -> str:
        person = crowd.person()
        card = await _answered(fake, await fake.slash("ask", question="after-tax 401(k) 亏了能抵税吗", by=person))
        custom_id, values = crowd.control(card.message) or ("", ())
        return await fake.press(card.message, custom_id, values, by=person)

    async def private() -> str:
        person = crowd.person()
        return await fake.say(crowd.question(), by=person, at=direct(person))

    return {
        "/ask": lambda: fake.slash("ask", question=crowd.question(), by=crowd.person()),
        "/convert, with its picture": lambda: fake.slash("convert", basis=BASIS, value=VALUE, by=crowd.person()),
        "suggestions while typing": lambda: fake.type("ask", "question", crowd.beginning(), by=crowd.person()),
        "a button or select": press,
        "a mention": lambda: fake.say(crowd.question(), by=crowd.person(), at=crowd.place()),
        "a direct message": private,
    }


async def _start(crowd: Crowd) -> tuple[float, float]:
    """Seconds from the command until the bot has a session, and until it has answered."""
    async with FakeDiscord() as fake:
        began = time.perf_counter()
        async with started("run", **_quiet(fake)) as child:
            await _identified(fake, child)
            ready = time.perf_counter() - began
            await _answered(fake, await fake.slash("ask", question=crowd.question(), by=crowd.person()))
            return ready, time.perf_counter() - began


def _quiet(fake: FakeDiscord) -> dict[str, str]:
    return {**fake.environment(), "ROTHDESK_LOG_LEVEL": "INFO"}


async def _identified(fake: FakeDiscord, child: Child) -> None:
    try:
        await asyncio.wait_for(fake.identified.get(), 60)
    except TimeoutError:
        raise UnansweredError(f"the bot did not log in; it wrote:\n{child.wrote[-2000:]}") from None


async def _answered(fake: FakeDiscord, event: str) -> Answer:
    try:
        return await fake.answer(event, 10)
    except TimeoutError:
        raise UnansweredError(f"no answer within 10 s to the event {event}") from None


def _tell(out: TextIO, name: str, seconds: Sequence[float]) -> None:
    figures = (*np.percentile(seconds, (50, 95), method="higher"), max(seconds))
    out.write(f"{name:<34}" + "".join(f"{float(one) * 1000:>9.1f}" for one in figures) + "\n")


def _megabytes(size: float) -> str:
    return "not known on this system" if math.isnan(size) else f"{size:.0f} MB"
