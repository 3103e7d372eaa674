"""What is remembered ends by itself and stays small; typed figures go through the one reader."""

from __future__ import annotations

import time

import pytest

from bot.desk import Desk
from bot.discord.figures import Figures, figures_in
from bot.discord.memory import Asked, Memory
from bot.discord.serving.cooldowns import KEYS, Cooldown
from bot.followup.thread import Thread
from bot.language import Language
from bot.recent import ENTRIES, HELD, Recent


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """In place of the real one."""
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made)
    return made


def test_what_is_remembered_ends(clock: Clock) -> None:
    """Ten minutes, not a second longer; what is over is cleared away."""
    recent: Recent[int] = Recent(600)
    recent.put("a", 1)
    clock.now += 599.9
    assert recent.get("a") == 1
    clock.now += 0.2
    assert recent.get("a") is None
    recent.put("b", 2)
    assert len(recent) == 1


def test_what_is_over_is_swept_away(clock: Clock) -> None:
    """Without anybody putting anything in; what is not over stays."""
    memory, cooldown = Memory(), Cooldown(1, 30)
    memory.keep(Asked(1, figures=Figures(basis="5")))
    cooldown.wait(1)
    clock.now += 40
    memory.keep_figures(2, Figures(basis="6"))
    cooldown.wait(2)
    memory.sweep()
    cooldown.sweep()
    assert (len(memory._figures), len(cooldown)) == (2, 1)
    clock.now += HELD - 30
    memory.sweep()
    cooldown.sweep()
    assert (len(memory._asked), len(memory._figures), len(cooldown)) == (0, 1, 0)
    assert memory.figures(2) is not None


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_ends_early_may_be_done_again(error: type[BaseException]) -> None:
    """Whatever the error; one that meets the second press does not take the first one's turn back."""
    memory = Memory()
    with pytest.raises(error), memory.once("a"):
        raise error
    with memory.once("a") as first:
        assert first
    with pytest.raises(error), memory.once("a"):
        raise error
    with memory.once("a") as first:
        assert not first


def test_memory_is_bounded(clock: Clock) -> None:
    """The oldest goes when there are too many; what was put again counts as new."""
    recent: Recent[int] = Recent(600, size=3)
    for key in "abca":
        recent.put(key, 1)
    recent.put("d", 1)
    assert recent.get("b") is None
    assert [recent.get(key) for key in "cad"] == [1, 1, 1]


def test_words_behind_a_card_are_for_the_asker_alone() -> None:
    """A token tells its words to the user who asked and to no one else."""
    memory = Memory()
    token = memory.keep(Asked(1, question="q", figures=Figures(basis="5")))
    assert memory.asked(token, 1) is not None
    assert memory.asked(token, 2) is None
    assert memory.asked("", 1) is None
    assert memory.figures(1) == Figures(basis="5")
    assert memory.figures(2) is None
    assert len(token) == 8


def test_cooldown_slides(clock: Clock) -> None:
    """Five uses in thirty seconds; a refused one does not count; each key for itself."""
    cooldown = Cooldown(5, 30)
    for _ in range(5):
        assert cooldown.wait(1) == 0
        clock.now += 1
    assert cooldown.wait(1) == pytest.approx(25)
    assert cooldown.wait(2) == 0
    clock.now += 25
    assert cooldown.wait(1) == 0
    assert cooldown.wait(1) > 0


def test_cooldowns_are_bounded() -> None:
    """However many people ask, what is kept about them stays small."""
    cooldown = Cooldown(1, 30)
    for key in range(KEYS + 10):
        cooldown.wait(key)
    assert cooldown.wait(0) == 0
    assert cooldown.wait(KEYS + 9) > 0


@pytest.mark.parametrize(
    ("basis", "value"),
    [("20000", "18500"), ("2万", "1.85万"), ("$20,000", "18.5k"), ("２００００", "１８５００"), ("20k", "18,500.00")],
)
def test_fields_are_read_as_any_sentence_is(desk: Desk, basis: str, value: str) -> None:
    """However the figures are written, the same calculation comes out."""
    typed = Figures(basis=basis, value=value, rate="24", year="2026")
    assert typed.unread(desk.assistant) == ()
    reply = desk.assistant.compute_text(typed.text(desk.assistant), Language.EN)
    assert reply.calculation is not None
    assert reply.calculation.inputs["basis"] == "20000"
    assert reply.calculation.inputs["value"] == "18500"
    assert reply.calculation.inputs["rate"] == "0.24"


@pytest.mark.parametrize("to", ["roth401k", "roth_ira"])
def test_destination_is_read(desk: Desk, to: str) -> None:
    """Both destinations of the form are understood by the reader."""
    typed = Figures(basis="20000", value="18500", to=to)
    reply = desk.assistant.compute_text(typed.text(desk.assistant), Language.EN)
    assert reply.calculation is not None
    assert reply.calculation.inputs["to"] == to


@pytest.mark.parametrize("small", ["5", "0", "800", "0.50"])
def test_small_dollars_are_read_in_a_field_for_dollars(desk: Desk, small: str) -> None:
    """A bare small number is no amount in a sentence; in a field for dollars it is."""
    assert Figures(basis="1000", value=small).unread(desk.assistant) == ()


@pytest.mark.parametrize(
    ("typed", "unread"),
    [
        (Figures(basis="lots", value="5000"), ("basis",)),
        (Figures(basis="10k-12k", value="5000"), ("basis",)),
        (Figures(basis="-5000", value="5000"), ("basis",)),
        (Figures(basis="5000", value="$-5000"), ("value",)),
        (Figures(basis="5000", value="(5000)"), ("value",)),
        (Figures(basis="1e5", value="5000"), ("basis",)),
        (Figures(basis="5000", value="5000", rate="-5%"), ("rate",)),
        (Figures(basis="5000", value="5000", rate="high"), ("rate",)),
        (Figures(basis="5000", value="5000", year="soon"), ("year",)),
        (Figures(basis="5000", value="5000", to="mars"), ("to",)),
    ],
)
def test_what_cannot_be_read_is_named(desk: Desk, typed: Figures, unread: tuple[str, ...]) -> None:
    """A field that holds no single figure is named, not guessed at."""
    assert typed.unread(desk.assistant) == unread


def test_figures_of_a_question_fill_the_form(desk: Desk) -> None:
    """A value that was told as a loss is worked out; a question without figures fills nothing."""
    found = figures_in(desk.assistant, "税后401k存了1万，亏了500，税率24%")
    assert found is not None
    assert (found.basis, found.value, found.rate) == ("10000", "9500", "24%")
    assert figures_in(desk.assistant, "亏损能抵税吗") is None


def test_last_answers_are_kept_apart_and_end(clock: Clock) -> None:
    """By user, channel, and whether everybody saw it; ten minutes, and not too many of them."""
    memory = Memory()
    threads = {
        (user, place, private): Thread(Language.EN, entry=f"{user}-{place}-{private}")
        for user in (1, 2)
        for place in (7, 8)
        for private in (True, False)
    }
    for (user, place, private), thread in threads.items():
        memory.keep_thread(user, place, thread, private=private)
    for (user, place, private), thread in threads.items():
        assert memory.thread(user, place, private=private) is thread
    assert memory.thread(3, 7, private=True) is None
    memory.keep_thread(1, 7, None, private=True)
    assert memory.thread(1, 7, private=True) is None
    clock.now += 600.1
    assert memory.thread(2, 8, private=False) is None
    for place in range(ENTRIES + 10):
        memory.keep_thread(1, place, threads[1, 7, True], private=True)
    assert len(memory._threads) == ENTRIES
