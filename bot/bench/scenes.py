"""What people do with the bot, scene by scene: a question and presses on its card, a form, a mention, nonsense."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.bench.crowd import BASIS, THANKS, VALUE, Crowd, walk
from bot.bench.fake_discord import Answer, FakeDiscord, Person, Place
from bot.bench.fake_discord.payloads import Payload
from bot.bench.fake_discord.people import HERE, direct
from bot.kinds import KINDS

LONGEST = 6  # presses on one card
PATIENCE = 10.0  # seconds after which an answer is missed
MODAL, MESSAGE_MENU = 9, 3
BROKEN = ({"nonsense": BASIS}, {"id": "x", "channel_id": "300", "author": VALUE}, None)
ONE = frozenset({1})
NONE_OR_ONE = frozenset({0, 1})


class Scenes:
    """Plays scenes until so many events were dispatched.

    Attributes:
        expected: for each event what it was, and how many answers are due.
        unanswered: what got no answer in time.
        broken: how many events were sent that cannot be read.
        count: how many events there shall be.
    """

    def __init__(self, fake: FakeDiscord, crowd: Crowd, events: Counter[str], count: int) -> None:
        self.expected: dict[str, tuple[str, frozenset[int]]] = {}
        self.unanswered: list[str] = []
        self.broken = 0
        self._fake = fake
        self._crowd = crowd
        self._events = events
        self.count = count

    async def play(self) -> None:
        """One person after the other, until there were enough events."""
        scenes: tuple[tuple[Callable[[], Awaitable[None]], int], ...] = (
            (self._ask, 8), (self._convert, 2), (self._form, 2), (self._browse, 2), (self._type, 4),
            (self._mention, 3), (self._whisper, 3), (self._calc, 2), (self._menu, 2), (self._photo, 1), (self._post, 1),
            (self._nonsense, 1),
        )  # fmt: skip
        acts, weights = zip(*scenes, strict=True)
        while self._events.total() < self.count:
            await self._crowd.chance.choices(acts, weights)[0]()

    async def _answer(self, sort: str, event: str, due: frozenset[int] = ONE, what: str = "") -> Answer | None:
        """Note an event, and wait for its answer where one is due."""
        self._events[sort] += 1
        self.expected[event] = (f"{sort} {what}".strip(), due)
        if due != ONE:
            return None
        try:
            return await self._fake.answer(event, PATIENCE)
        except TimeoutError:
            self.unanswered.append(f"{sort} {what}: no answer within {PATIENCE:.0f} s")
            return None

    async def _ask(self) -> None:
        by = self._crowd.person()
        share = self._crowd.chance.random() < 0.2
        event = await self._fake.slash("ask", question=self._crowd.question()[:1000], share=share, by=by)
        await self._wander(await self._answer("questions", event), by)

    async def _convert(self) -> None:
        by = self._crowd.person()
        event = await self._fake.slash("convert", basis=BASIS, value=VALUE, by=by)
        await self._wander(await self._answer("conversions", event), by)

    async def _form(self) -> None:
        by = self._crowd.person()
        await self._wander(await self._answer("forms opened", await self._fake.slash("convert", by=by)), by)

    async def _browse(self) -> None:
        by = self._crowd.person()
        name = self._crowd.chance.choice(("browse", "help"))
        await self._wander(await self._answer("looking around", await self._fake.slash(name, by=by)), by)

    async def _type(self) -> None:
        event = await self._fake.type("ask", "question", self._crowd.beginning(), by=self._crowd.person())
        await self._answer("suggestions", event)

    async def _mention(self) -> None:
        by, at = self._crowd.person(), self._crowd.place()
        answer = await self._answer("mentions", await self._fake.say(self._crowd.question(), by=by, at=at))
        if answer and self._crowd.chance.random() < 0.5:
            thanks = self._crowd.chance.choice(THANKS)
            event = await self._fake.say(thanks, by=by, at=at, replying_to=answer.message)
            await self._answer("thanks", event, NONE_OR_ONE)
        await self._wander(answer, by, at)

    async def _whisper(self) -> None:
        by = self._crowd.person()
        answer = await self._answer("direct messages", await self._fake.whisper(self._crowd.question(), by=by))
        await self._wander(answer, by, direct(by))

    async def _calc(self) -> None:
        by, kind = self._crowd.person(), self._crowd.chance.choice(sorted(KINDS))
        event = await self._fake.slash("calc", kind=kind, by=by)
        await self._wander(await self._answer("forms opened", event, what=kind), by)

    async def _menu(self) -> None:
        """Somebody has a message of somebody else looked up, or replied to, from its menu."""
        menus = [one["name"] for one in self._fake.registered if one.get("type") == MESSAGE_MENU]
        by, at = self._crowd.person(), self._crowd.place()
        written = await self._fake.say(self._crowd.question(), by=self._crowd.person(), at=at, mentioning=False)
        self._events["messages for others"] += 1
        self.expected[written] = ("a message for others", NONE_OR_ONE)  # replied to from the menu, or not at all
        if menus:
            name = self._crowd.chance.choice(menus)
            event = await self._fake.menu(name, self._fake.rest.stored[written], by=by, at=at)
            await self._wander(await self._answer("menus", event, what=name), by, at)

    async def _photo(self) -> None:
        by = self._crowd.person()
        said = self._crowd.chance.choice(("", self._crowd.question()))
        event = await self._fake.say(said, by=by, at=direct(by), attachments=["statement-8765432.png"])
        await self._wander(await self._answer("photos", event), by, direct(by))

    async def _post(self) -> None:
        """A post in a forum; answered only where the server has asked for it."""
        event = await self._fake.post(self._crowd.question()[:100], self._crowd.question(), by=self._crowd.person())
        await self._answer("posts", event, NONE_OR_ONE)

    async def _nonsense(self) -> None:
        self._events["broken events"] += 1
        self.broken += 1
        await self._fake.send("MESSAGE_CREATE", self._crowd.chance.choice(BROKEN))

    async def _wander(self, answer: Answer | None, by: Person, at: Place = HERE) -> None:
        """Press this and that, as long as there is something to press; send every form that opens."""
        asked, until = 1, time.monotonic() + PATIENCE
        for _ in range(self._crowd.chance.randint(0, LONGEST)):
            found = self._crowd.control(answer.message) if answer else None
            if answer is None or found is None or time.monotonic() > until:
                return
            shown = answer.message
            event = await self._fake.press(shown, *found, by=by, at=at)
            next_one = await self._answer("presses", event, what=" ".join((found[0], *found[1])))
            if next_one and next_one.body.get("type") == MODAL:
                if asked >= 4 or not _fillable(next_one.data):  # nobody may ask more often
                    return
                asked += 1
                title = next_one.data["title"]
                event = await self._fake.submit(next_one.data, self._crowd.filled(next_one.data), shown, by=by, at=at)
                next_one = await self._answer("forms sent", event, what=title)
            if next_one and next_one.message.get("id"):
                answer = next_one


def _fillable(form: Payload) -> bool:
    """Whether there is nothing in a form that only a client with files or a member list could fill in."""
    return all(one["type"] in {3, 4, 10, 18, 21, 22, 23} for one in walk(form["components"]))
