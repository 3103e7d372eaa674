"""The soak in small: some hundred mixed events to a real process, each with its one answer; and what it would find."""

from __future__ import annotations

import io
import json
import re
import sys
from collections import Counter

import pytest

from bot.bench import serving, soak
from bot.bench.crowd import CHANNELS, Crowd
from bot.bench.fake_discord import Answer, FakeDiscord
from bot.bench.scenes import ONE, Scenes
from bot.desk import open_desk
from bot.discord.limits import check_message
from bot.settings import Settings
from tests.wire.wired import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process")


@pytest.fixture(scope="module")
def crowd() -> Crowd:
    """People with the packaged wordings."""
    return Crowd(open_desk(Settings(store_url="none")).assistant.base)


async def test_some_hundred_events_are_answered_once_each(crowd: Crowd) -> None:
    """300 questions, presses, forms, mentions and broken events: nothing wrong, and every sort has taken part."""
    found = await soak.soak(crowd, 300, check_message, PATIENCE)
    assert found.wrong == []
    assert found.events.total() >= 300
    assert len(found.events) >= 9
    assert len(found.seconds) > 250


async def test_what_goes_wrong_is_found(crowd: Crowd) -> None:
    """Two answers to one event, none, an apology, a body too long, a figure or an error in the log: each is told."""
    async with FakeDiscord(channels=CHANNELS) as fake:
        scenes, found = Scenes(fake, crowd, Counter(), 9), soak.Findings()
        for event, contents in (("1", ["a", "b"]), ("2", []), ("3", ["E-12AF"]), ("4", ["x" * 2001]), ("5", ["fine"])):
            scenes.expected[event] = (f"no. {event}", ONE)
            fake.ledger.answers[event] = [Answer("message", {"content": text}, 0.1) for text in contents]
        soak._look_at_answers(fake, scenes, found, check_message)
    assert [line.partition(":")[0] for line in found.wrong] == ["no. 1", "no. 2", "no. 3", "no. 4"]
    line = {"level": "error", "where": "event MESSAGE_CREATE", "event": "event failed"}
    assert soak._look_at_log(json.dumps(line), broken=1) == []
    for wrote, broken in (
        (json.dumps(line), 0),
        (json.dumps({**line, "where": "/ask"}), 0),
        ("Traceback", 0),
        (json.dumps({"event": "8765432"}), 0),
    ):
        assert len(soak._look_at_log(wrote, broken)) == 1


def test_the_benchmark_tells_times_and_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line for each sort of event with three figures, then memory and start; from a real process."""
    for name, least in (("ASKED", 2), ("AT_ONCE", 3), ("STARTS", 1), ("WARM_UP", 1)):
        monkeypatch.setattr(serving, name, least)
    out = io.StringIO()
    serving.run(Settings(store_url="none"), out)
    head, *lines = out.getvalue().splitlines()
    assert head.split()[-4:] == ["p50", "p95", "slowest", "ms"]
    figures = [re.findall(r"\d+\.\d", line) for line in lines[:7]]
    assert [len(row) for row in figures] == [3] * 7
    assert all(0 < float(one) < 10_000 for row in figures for one in row)
    assert re.fullmatch(r"memory of the bot: (\d+ MB|not known on this system) after .*", lines[7])
    assert re.fullmatch(r"from the command to the session: \d+\.\d\d s, to the first answer \d+\.\d\d s", lines[8])


def test_growth_is_told_where_it_can_be() -> None:
    """The slope of the memory after the warm-up; short runs tell none."""
    found = soak.Findings(events=Counter(all=10_000))
    found.memory = [(at, 300.0 if at < 4000 else 300 + at / 1000 * 3) for at in range(0, 10_000, 200)]
    assert found.growth == pytest.approx(3)
    found.events = Counter(all=300)
    assert found.growth != found.growth
