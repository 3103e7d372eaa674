"""What is loaded before the first answer, so that no one who types, presses or asks waits for it on the event loop."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import NoReturn

import pytest

from bot import naming
from bot.desk import Desk, open_desk
from bot.discord.browsing import finding
from bot.discord.services import Services
from bot.discord.serving import running, warming
from bot.language import Language
from bot.naming import Names
from bot.settings import Settings

TYPED = ("R", "Roth", "IRC 402", "8606", "转换", "after-tax basis", "亏损", "pro rata")


@pytest.fixture(scope="module")
def services() -> Services:
    """What the handlers share, around a desk of its own."""
    return Services.around(open_desk(Settings(token=None)))


def test_names_are_made_ready_once(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keystroke compares what was typed with names that are ready: it makes ready its own text alone."""
    finding.find(services, "roth", Language.EN)
    made: list[str] = []
    bare = naming.bare
    monkeypatch.setattr(naming, "bare", lambda text: made.append(text) or bare(text))
    for text in TYPED:
        finding.find(services, text, Language.EN)
        finding.named(services, text)
    assert made == []


def test_a_keystroke_is_quick(services: Services) -> None:
    """A few milliseconds, where making every name ready took some forty."""
    finding.find(services, "roth", Language.EN)
    took = []
    for text in TYPED * 3:
        began = time.perf_counter()
        finding.find(services, text, Language.EN)
        took.append(time.perf_counter() - began)
    made = time.perf_counter()
    Names(services.desk.assistant.base)
    assert sorted(took)[len(took) // 2] * 4 < time.perf_counter() - made


def test_what_is_warmed_is_computed(services: Services) -> None:
    """Each text of the warming goes through to a result, so that nothing on the way is left cold."""
    for kind, figures in warming._KINDS.items():
        assert services.desk.assistant.kinds.reply(kind, figures, Language.EN).calculation is not None, kind


def test_names_go_with_their_knowledge(services: Services) -> None:
    """Another desk has names of its own."""
    assert services.desk.names is services.desk.names
    other = Desk(services.desk.assistant, services.desk.words, services.desk.plain)
    assert other.names is not services.desk.names


def test_warming_ends_when_the_bot_does(services: Services) -> None:
    """Nothing is loaded any more once the bot is told to stop."""
    fresh = Desk(services.desk.assistant, services.desk.words, services.desk.plain)
    warming.warm(fresh, lambda: True)
    assert "names" not in vars(fresh)
    warming.warm(fresh)
    assert "names" in vars(fresh)


SCRIPT = """
import sys, yaml
from bot.desk import open_desk
from bot.discord.serving import warming
from bot.discord.browsing import finding
from bot.discord.services import Services
from bot.language import Language
from bot.settings import Settings
desk = open_desk(Settings(token=None))
assert "py3langid" not in sys.modules
warming.warm(desk)
assert "py3langid" in sys.modules
read, before = [], set(sys.modules)
for name in ("load", "safe_load"):
    old = getattr(yaml, name)
    setattr(yaml, name, lambda *given, old=old, **more: read.append(1) or old(*given, **more))
finding.find(Services.around(desk), "roth", Language.EN)
for kind, text in (("1099r", "box 1 9000, box 2a 0, box 5 9000"), ("room", "deferral 20000")):
    desk.assistant.kinds.reply(kind, text, Language.EN)
assert read == [], read
print("\\n".join(sorted(one for one in set(sys.modules) - before if one.startswith(("bot", "calc", "knowledge")))))
"""


def test_after_warming_nothing_is_left_to_load() -> None:
    """In a fresh process: neither a module nor a file is read for the first search, form and room."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr[-500:]


THREADS = """
import asyncio, sys, threading
from bot.desk import open_desk
from bot.discord.cards.pictures import picture
from bot.discord.services import Services
from bot.language import Language
from bot.settings import Settings
desk = open_desk(Settings(token=None))
reply = desk.assistant.kinds.reply("series", "2024-03-15 10000 10500\\n2025-03-15 8000 7600", Language.EN)
loaded_by = []
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("PIL"):
            loaded_by.append(threading.current_thread() is threading.main_thread())
sys.meta_path.insert(0, Watch())
assert asyncio.run(picture(Services.around(desk), reply)) is not None
assert loaded_by and not any(loaded_by), loaded_by
"""


def test_the_first_picture_is_loaded_beside_the_event_loop() -> None:
    """In a fresh process: the thread that draws loads what drawing needs."""
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_a_bot_that_serves_is_warmed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a thread, while it connects; this one is refused as soon as its thread has begun."""
    begun = threading.Event()

    def refused(*_: object) -> NoReturn:
        assert begun.wait(5)
        raise running._GivingUpError("refused")

    monkeypatch.setattr(running, "warm", lambda one, _: begun.set() if one is desk else None)
    monkeypatch.setattr(running, "open_desk", lambda _: desk)
    monkeypatch.setattr(running.log, "configure", lambda _: None)
    monkeypatch.setattr(running, "quiet_discord", lambda: None)
    assert running.serve(Settings(token="a.b.c"), refused) == running.FAILED
