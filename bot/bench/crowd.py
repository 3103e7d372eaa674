"""Many people who ask, press and type: texts in three scripts, and nobody more often than the bot allows."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.bench.corpora import packaged_wordings
from bot.bench.fake_discord import Person, Place
from bot.bench.fake_discord.payloads import Payload, new_id
from knowledge.base import KnowledgeBase
from knowledge.text import has_han, to_traditional

# figures that occur nowhere else: whoever finds one in a log has found a leak
BASIS, VALUE, RATE = "8765432", "7654321", "24"
FIGURES = (BASIS, VALUE, "8,765,432", "7,654,321")
CALM = 31.0  # seconds after which somebody may ask anew
TALKING = 61.0  # seconds in which a channel gets no more than a few mentions
CHANNELS = tuple(str(number) for number in range(10_000, 10_600))
LOCALES = ("zh-CN", "zh-TW", "en-US")
FOLLOWS = (
    "那 Roth IRA 呢",
    "2027 年呢",
    "要是转到 Roth 401(k) 呢",
    "what about the state",
    "税率 32%",
    "为什么",
    "谢谢",
)
THANKS = ("谢谢！", "多謝", "thanks, that helps", "好的", "👍")
TYPED: Mapping[str, str] = {"basis": BASIS, "value": VALUE, "rate": RATE}
_BUTTON, _SELECT, _TEXT_INPUT, _LINK = 2, 3, 4, 5


class Crowd:
    """People and places, chosen by a fixed seed."""

    def __init__(self, base: KnowledgeBase, seed: int = 0) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self._texts = [text for own in packaged_wordings(base).values() for text in own]
        self._people: deque[tuple[float, Person]] = deque()
        self._channels: deque[tuple[float, str]] = deque((0.0, one) for one in CHANNELS)

    def person(self) -> Person:
        """Somebody who has not asked for a while; a new user where there is none."""
        now = time.monotonic()
        if self._people and self._people[0][0] + CALM < now:
            _, one = self._people.popleft()
        else:
            one = Person(new_id(), "asker", self.chance.choice(LOCALES))
        self._people.append((now, one))
        return one

    def place(self) -> Place:
        """A channel with little going on."""
        now = time.monotonic()
        used, channel = self._channels.popleft()
        if used + TALKING / 5 > now:  # at most five mentions a minute
            self._channels.appendleft((used, channel))
            channel = new_id()
        else:
            self._channels.append((now, channel))
        return Place(channel)

    def question(self) -> str:
        """A wording that people use: in Chinese of either script, in English, in both; some with figures."""
        text = self.chance.choice(self._texts)
        if has_han(text) and self.chance.random() < 0.4:
            text = to_traditional(text)
        return f"{text} 存了 {BASIS} 现值 {VALUE}" if self.chance.random() < 0.2 else text

    def beginning(self) -> str:
        """What is typed so far."""
        return self.question()[: self.chance.randint(0, 12)]

    def control(self, shown: Payload) -> tuple[str, Sequence[str]] | None:
        """A button of a message, or a select with an option of it; ``None`` where there is none."""
        found = [one for one in walk(shown.get("components") or ()) if _usable(one)]
        if not found:
            return None
        one = self.chance.choice(found)
        values = [self.chance.choice(one["options"])["value"]] if one["type"] == _SELECT else []
        return one["custom_id"], values

    def filled(self, form: Payload) -> dict[str, str]:
        """What is typed into a form."""
        fields = [one for one in walk(form["components"]) if one["type"] == _TEXT_INPUT]
        return {one["custom_id"]: TYPED.get(one["custom_id"]) or self._typed(one) for one in fields}

    def _typed(self, field: Mapping[str, Any]) -> str:
        asked = field["custom_id"] in {"question", "follow"}
        text = self.chance.choice([*FOLLOWS, self.question()]) if asked else self.chance.choice([BASIS, "12", "2026"])
        return text[: field.get("max_length") or 100]


def _usable(one: Mapping[str, Any]) -> bool:
    if one.get("disabled"):
        return False
    return one["type"] == _SELECT or (one["type"] == _BUTTON and one.get("style") != _LINK)


def walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every component, nested ones included."""
    for one in components:
        yield one
        inner = [one[key] for key in ("component", "accessory") if key in one]
        yield from walk([*one.get("components", ()), *inner])


def words_of(body: Mapping[str, Any]) -> str:
    """Everything readable in the body of a message."""
    shown = (one["content"] for one in walk(body.get("components") or ()) if one.get("content"))
    return "\n".join([body.get("content") or "", *shown])
