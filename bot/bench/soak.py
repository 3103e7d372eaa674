"""``bench soak``: thousands of mixed events to a real bot process; each must get exactly one answer, none an error."""

from __future__ import annotations

import asyncio
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TextIO

import numpy as np

from bot.bench.child import Child, started
from bot.bench.crowd import CHANNELS, FIGURES, Crowd, words_of
from bot.bench.fake_discord import FakeDiscord
from bot.bench.fake_discord.payloads import Payload
from bot.bench.fake_discord.rest import TOO_LATE
from bot.bench.fake_discord.sent import CALLBACK
from bot.bench.scenes import Scenes
from bot.desk import open_desk
from bot.settings import Settings

AT_ONCE = 8
WARM_UP = 0.4  # share of the events after which memory is expected to stay level
SAMPLES = 60  # of the memory over the whole run
TOO_SHORT = 4000  # events below which no slope is told
# MB for a thousand events after the warm-up: questions and open forms are remembered for ten minutes, and a soak is
# over before the first of them is forgotten
MOST_GROWTH = 4.0
SETTLED = 1.5  # seconds in which whatever was one too many arrives
TOLD = 20  # findings that are listed
OTHER = frozenset({8, 9})  # suggestions and forms are no messages
INCIDENT = re.compile(r"E-[0-9A-F]{4}")
Look = Callable[[Payload], Sequence[str]]


@dataclass
class Findings:
    """What went wrong, and what was measured.

    Attributes:
        wrong: one line for each thing that went wrong.
        events: how many events were dispatched, by sort.
        seconds: from each event to its answer.
        memory: megabytes, by the number of events before.
    """

    wrong: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    memory: list[tuple[int, float]] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Megabytes that a thousand events add after the warm-up (least squares); NaN where that cannot be told."""
        total = self.events.total()
        late = [(at, size) for at, size in self.memory if at > total * WARM_UP and not math.isnan(size)]
        if total < TOO_SHORT or len(late) < 5:
            return math.nan
        at, size = np.array(late).T
        return float(np.polyfit(at, size, 1)[0] * 1000)


def run(settings: Settings, out: TextIO, count: int, look: Look = lambda _: ()) -> bool:
    """Serve so many events and print what was found.

    Args:
        settings: where the knowledge is.
        out: for the report.
        count: how many events, broken ones and those that no answer is due to included.
        look: a further check of the body of every message, card or not; what is wrong with it.

    Returns:
        Whether anything went wrong.
    """
    began = time.monotonic()
    found = asyncio.run(soak(Crowd(open_desk(settings).assistant.base), count, look))
    taken = time.monotonic() - began
    sorts = ", ".join(f"{number:,} {name}" for name, number in found.events.most_common())
    out.write(f"{found.events.total():,} events in {taken:.0f} s: {sorts}\n")
    if found.seconds:
        p50, p95 = np.percentile(found.seconds, (50, 95), method="higher") * 1000
        out.write(f"from the event to the answer: p50 {p50:.1f} ms, p95 {p95:.1f} ms, ")
        out.write(f"slowest {max(found.seconds) * 1000:.0f} ms, {AT_ONCE} people at once\n")
    if found.memory and not math.isnan(found.memory[0][1]):
        sizes = [size for _, size in found.memory]
        out.write(
            f"memory of the bot: {sizes[0]:.0f} MB at first, {max(sizes):.0f} MB at most, {sizes[-1]:.0f} MB at last"
        )
        growth = (
            "too few to tell a growth"
            if math.isnan(found.growth)
            else (f"{found.growth:+.2f} MB for a thousand events after the first {WARM_UP:.0%}")
        )
        out.write(f"; {growth}\n")
    out.writelines(f"wrong: {line}\n" for line in found.wrong[:TOLD])
    out.write(f"{len(found.wrong)} findings\n")
    return bool(found.wrong)


async def soak(crowd: Crowd, count: int, look: Look = lambda _: (), patience: float = TOO_LATE) -> Findings:
    """Serve so many events.

    Args:
        crowd: who does what.
        count: how many events.
        look: a further check of the body of every message, card or not; what is wrong with it.
        patience: seconds within which an interaction has to be answered; Discord's own unless the machine is busy.
    """
    found = Findings()
    async with FakeDiscord(channels=CHANNELS, patience=patience) as fake:
        async with started("sync", **fake.environment()) as child:
            if await child.code(60):
                found.wrong.append(f"the commands could not be registered: {child.wrote[-500:]}")
        async with started("run", **fake.environment()) as child:
            await asyncio.wait_for(fake.identified.get(), 60)
            await _play(fake, child, Scenes(fake, crowd, found.events, count), found, look)
    if found.growth > MOST_GROWTH:
        found.wrong.append(f"memory grows by {found.growth:.2f} MB for a thousand events")
    return found


async def _play(fake: FakeDiscord, child: Child, scenes: Scenes, found: Findings, look: Look) -> None:
    watching = asyncio.create_task(_watch(child, found, scenes.count))
    await asyncio.gather(*(scenes.play() for _ in range(AT_ONCE)))
    await asyncio.sleep(SETTLED)
    watching.cancel()
    found.memory.append((found.events.total(), child.megabytes()))
    if not child.running:
        found.wrong.append("the bot has ended")
    found.wrong += scenes.unanswered
    _look_at_answers(fake, scenes, found, look)
    child.stop()
    code = await child.code()
    if code and sys.platform != "win32":  # which knows no way to ask a process to end
        found.wrong.append(f"the bot ended with {code}")
    found.wrong += _look_at_log(child.wrote, scenes.broken)


async def _watch(child: Child, found: Findings, count: int) -> None:
    """Note the memory now and then."""
    while True:
        at = found.events.total()
        if not found.memory or at >= found.memory[-1][0] + max(1, count // SAMPLES):
            found.memory.append((at, child.megabytes()))
        await asyncio.sleep(0.05)


def _look_at_answers(fake: FakeDiscord, scenes: Scenes, found: Findings, look: Look) -> None:
    """Exactly one answer where one is due, none where none is, no apology, nothing that was refused."""
    for event, (sort, due) in scenes.expected.items():
        answers = fake.ledger.answers.get(event, [])
        shown = [one for one in answers if one.final]
        # a copy that is too long for one message goes on in further ones
        first = [one for one in answers if one.kind == CALLBACK] or shown
        if len(first) not in due or (due == {1} and not shown):
            found.wrong.append(f"{sort}: {len(first)} answers")
        if fake.ledger.refused.get(event):
            found.wrong.append(f"{sort}: an answer too many or too late")
        for one in shown:
            found.seconds.append(one.seconds)
            incident = INCIDENT.search(words_of(one.data))
            if incident:
                found.wrong.append(f"{sort}: an apology, {incident[0]}")
            if one.body.get("type") not in OTHER and "deleted" not in one.body:
                found.wrong += [f"{sort}: {problem}" for problem in look(one.data)]


def _look_at_log(wrote: str, broken: int) -> list[str]:
    """Errors that no broken event explains, lines that are none, figures that were typed."""
    errors, wrong = 0, []
    for line in wrote.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            wrong.append(f"a line that is no JSON: {line[:80]}")
            continue
        if entry.get("level") in {"error", "critical"}:
            if str(entry.get("where", "")).startswith("event "):
                errors += 1
            else:
                wrong.append(f"in the log: {entry.get('event')} {entry.get('where', '')} {entry.get('error', '')}")
        if any(figure in line for figure in FIGURES):
            wrong.append("a figure in the log")
    if errors != broken:
        wrong.append(f"{errors} events could not be read, {broken} were broken")
    return wrong
