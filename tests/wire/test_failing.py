"""Discord that refuses, stumbles or takes its time: exactly one answer or one apology, and a log that says so.

Trap 2: discord.py tries a callback that failed with 5xx for 25 seconds, of which Discord honours three; a 503 on an
ordinary message it does not try again, nor anything refused with 429 by the network in front of Discord (no Via).
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from typing import Any

import pytest

from bot.bench.child import Child
from bot.bench.fake_discord import Answer, FakeDiscord, Fault, Person, Place
from bot.bench.fake_discord.faults import rate_limited
from bot.bench.fake_discord.payloads import CHANNEL, EVERYTHING, new_id
from tests.wire.wired import QUESTION, control, ended, logged, readable, serving

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process"),
    pytest.mark.asyncio(loop_scope="module"),
]
Served = tuple[FakeDiscord, Child]
OTHER = "301"  # a mention is answered six times a minute in one channel
CALLBACK, POST, ELSEWHERE = "/interactions/*/callback", f"/channels/{CHANNEL}/messages", f"/channels/{OTHER}/messages"
INCIDENT = re.compile(r"E-[0-9A-F]{4}")


def somebody() -> Person:
    """A person who has not asked anything yet."""
    return Person(new_id(), permissions=EVERYTHING)


async def ask(fake: FakeDiscord) -> tuple[str, Answer]:
    """A question as a command, and what came of it within three seconds."""
    asked = await fake.slash("ask", question=QUESTION, by=somebody())
    return asked, await fake.answer(asked)


def post_fault(path: str, **how: Any) -> Fault:
    """Something that goes wrong when a message is posted."""
    return Fault("POST", path, **how)


async def incident_of(process: Child, answer: Answer) -> str:
    """The incident that an apology names, once the log has it; the same one in both languages."""
    named = set(INCIDENT.findall(readable(answer.data)))
    assert len(named) == 1, readable(answer.data)
    await logged(process, min(named))
    return min(named)


async def test_a_callback_that_fails_is_answered_once_and_in_time(served: Served) -> None:
    """429 with Via waits, without it apologises at once; a 5xx is tried again, not answered twice, given up in 3 s."""
    fake, process = served
    before = len(process.wrote)
    fake.plan(rate_limited("POST", CALLBACK, 0.5))
    asked, answer = await ask(fake)
    assert answer.seconds >= 0.5
    assert "76,543" in readable(answer.data)
    assert fake.ledger.count(asked) == 1

    fake.plan(rate_limited("POST", CALLBACK, 60, via=False))
    asked, answer = await ask(fake)
    assert answer.seconds < 3
    await incident_of(process, answer)
    assert fake.ledger.count(asked) == 1

    fake.fault("POST", CALLBACK, status=502)
    asked, answer = await ask(fake)
    assert "76,543" in readable(answer.data)
    assert fake.ledger.count(asked) == 1

    arrived = fake.fault("POST", CALLBACK, status=500, arrived=True)
    asked, answer = await ask(fake)
    assert "76,543" in readable(answer.data)
    await logged(process, "answered already")
    assert fake.ledger.refused[asked] == 1, "Discord itself takes no second answer"
    assert (fake.ledger.count(asked), arrived.met) == (1, 1)

    failing = fake.fault("POST", CALLBACK, status=500, times=99)
    began = time.monotonic()
    asked = await fake.slash("ask", question=QUESTION, by=somebody())
    await logged(process, "TooLateError", 5)
    assert time.monotonic() - began < 4, "discord.py alone would take 25 s"
    tried, failing.times = failing.met, 0
    assert tried == 2
    await asyncio.sleep(0.3)
    assert fake.ledger.count(asked) == 0
    assert process.wrote[before:].count('"event": "interaction failed"') == 2


async def test_a_message_that_fails_is_sent_once(served: Served) -> None:
    """429 with Via waits, without it gives up; 5xx and a cut connection are tried again under the same nonce."""
    fake, process = served
    before = len(process.wrote)
    said_so_far = []
    for number, fault in enumerate(
        (
            rate_limited("POST", POST, 0.3),
            post_fault(POST, status=503),
            post_fault(POST, status=503, arrived=True),
            post_fault(POST, status=500, arrived=True),
            post_fault(POST, status=0, arrived=True),
        )
    ):
        fake.plan(fault)
        said = await fake.say(QUESTION, by=somebody())
        said_so_far.append(said)
        answer = await fake.answer(said)
        assert "[1] [" in readable(answer.body), number
        await asyncio.sleep(0.05)
        assert (fake.ledger.count(said), fault.met) == (1, 1)
        assert answer.body["enforce_nonce"]
        assert answer.body["nonce"] == said
    await asyncio.sleep(1.2)  # whatever is tried again has come by now
    assert [len(fake.ledger.answers[one]) for one in said_so_far] == [1] * 5
    assert "being rate limited" in process.wrote[before:]
    assert f"/channels/{CHANNEL}" not in process.wrote[before:], "no addresses in the log"
    assert "event failed" not in process.wrote[before:]


async def test_a_message_that_cannot_be_sent_is_an_incident_and_no_more(served: Served) -> None:
    """What is refused for good is tried once, or twice where the server is busy; then the next question is answered."""
    fake, process = served
    for fault, tries in (
        (rate_limited("POST", ELSEWHERE, 60, via=False, times=9), 1),
        (post_fault(ELSEWHERE, status=403, code=50013, times=9), 1),
        (post_fault(ELSEWHERE, status=503, times=9), 2),
    ):
        fake.plan(fault)
        before = process.wrote.count("event failed")
        said = await fake.say(QUESTION, by=somebody(), at=Place(OTHER))
        async with asyncio.timeout(5):
            while process.wrote.count("event failed") == before:
                await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)
        assert (fault.met, fake.ledger.count(said)) == (tries, 0)
        fault.times = 0
    said = await fake.say(QUESTION, by=somebody(), at=Place(OTHER))
    assert "[1] [" in readable((await fake.answer(said)).body)


async def test_nobody_is_left_waiting_after_a_deferral(served: Served) -> None:
    """Traps 4 and 5: when what follows a deferral fails, the apology comes as a follow-up, seen by its user alone."""
    fake, process = served
    person = somebody()
    shared = await fake.answer(await fake.slash("ask", question=QUESTION, share=True, by=person))
    fake.fault("DELETE", "/webhooks/*/messages/@original", status=403, code=50013)
    pressed = await fake.press(shared.message, control(shared.data, "del"), by=person)
    answer = await fake.answer(pressed)
    assert (answer.kind, answer.body["flags"] & 64) == ("follow-up", 64)
    await incident_of(process, answer)
    assert [one.final for one in fake.ledger.answers[pressed]] == [False, True]


async def test_a_panel_is_posted_once(served: Served) -> None:
    """The card that an admin posts takes the same way: a server that is busy or stumbles gets it once, not twice."""
    fake, process = served
    before = len(process.wrote)
    for fault in (post_fault(POST, status=503), post_fault(POST, status=500, arrived=True)):
        fake.plan(fault)
        posted = len(fake.ledger.answers[CHANNEL])
        asked = await fake.slash("faq-admin", panel={}, by=somebody())
        answer = await fake.answer(asked)
        assert (answer.kind, fault.met) == ("follow-up", 1)
        assert len(fake.ledger.answers[CHANNEL]) == posted + 1
    assert "incident" not in process.wrote[before:]


async def test_where_the_bot_may_not_write_nothing_is_called() -> None:
    """Permissions are looked at before: Discord counts refused calls, and shuts out who makes many of them."""
    async with serving(permissions=str(1 << 10)) as (fake, process):  # see the channel, no more
        await fake.say(QUESTION)
        answer = await fake.answer(await fake.whisper(QUESTION))
        assert "76,543" in readable(answer.body), "a direct message needs no permission"
        assert [call for call in fake.calls if call.startswith(f"POST /api/channels/{CHANNEL}/")] == []
        await ended(process)
