"""/faq-admin reload: what is wrong is told and changes nothing; what is right is learned while the old set serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant, Question
from bot.desk import Desk
from bot.desk import open_desk as really_open
from bot.discord.admin import reloading
from bot.discord.admin.differing import difference
from bot.discord.ids import Do
from bot.discord.serving import sweeping
from bot.language import Language
from bot.learning import LearningError
from bot.settings import Settings
from knowledge.checks import Report
from knowledge.loader import load, packaged
from knowledge.reading import Problem, TextLoader
from tests.sim.admin import admin_of
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, options, text

pytestmark = pytest.mark.simcord(settle_timeout=60)
ENTRY = "loss-not-deductible"
NEW = "loss-seen-in-testing"


@pytest.fixture(autouse=True)
def no_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord waits for every timer that ends before it would give up, which here is after a minute."""
    monkeypatch.setattr(sweeping, "SWEEP_SECONDS", 3600.0)


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder for entries of one's own."""
    folder = tmp_path / "own" / "entries" / "losses"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def settings(overlay: Path) -> Settings:
    """With that folder, and without a store."""
    return Settings(token=None, store_url="none", knowledge_dir=overlay.parents[1])


@pytest.fixture
def learning(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """In place of learning, which takes a while: what is done meanwhile; then the new desk, without a model."""
    meanwhile: list[Any] = []

    def opened(settings: Settings, *_: Any, learn: bool = True) -> Desk:
        if learn:
            for one in meanwhile:
                one()
        return really_open(settings, learn=False)

    monkeypatch.setattr(reloading, "open_desk", opened)
    monkeypatch.setattr(reloading, "findings", lambda *_: Report())  # the lints take seconds; one test has them
    return meanwhile


@pytest.fixture
def owner(world: World) -> Any:
    """The owner of the bot, who manages the server too."""
    found = admin_of(world)
    world.bot.services.owners.add(found.id)
    return found


def file_of(entry: str = ENTRY) -> dict[str, Any]:
    """What the file of an entry holds."""
    (path,) = packaged().glob(f"entries/*/{entry}.yaml")
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=TextLoader)  # noqa: S506 - builds text only
    return found


def put(overlay: Path, entry: dict[str, Any]) -> None:
    """Write an entry into the folder."""
    text = yaml.safe_dump(entry, allow_unicode=True, sort_keys=False)
    (overlay / f"{entry['id']}.yaml").write_text(text, "utf-8")


def another() -> dict[str, Any]:
    """An entry of another name, found by words of its own."""
    return file_of() | {
        "id": NEW,
        "question": {"zh": "独角兽测试里的亏损能抵税吗？", "en": "Can the unicorn in the test deduct its loss?"},
        "ask": [f"独角兽测试亏损 {n}" for n in "甲乙丙"] + [f"unicorn test loss {n}" for n in ("one", "two", "three")],
    }


def said(result: Any) -> str:
    """Everything that came back."""
    return "\n".join(text(one) for one in (result.response, *result.followups) if one is not None)


def card_of(result: Any) -> Any:
    """The card among what came back."""
    return next(one for one in (*result.followups, result.response) if custom_ids(one))


async def test_a_broken_file_keeps_the_old_set(world: World, overlay: Path, owner: Any, learning: list[Any]) -> None:
    """File, line and what to do are listed; there is nothing to apply, and questions are answered as before."""
    before = world.bot.services.desk
    entry = file_of()
    del entry["claims"][0]["cites"]
    put(overlay, entry)
    told = await owner.slash(world.channel, "faq-admin reload")
    shown = said(told).replace("\\", "")
    assert told.ephemeral
    assert world.desk.words("admin.reload-problems", Language.EN, count=1) in shown
    assert f"own/entries/losses/{ENTRY}.yaml" in shown
    assert "cites" in shown
    assert not any(f":{Do.APPLY}:" in one for r in (told.response, *told.followups) for one in custom_ids(r))
    assert world.bot.services.desk is before
    title = world.desk.assistant.show(ENTRY, Language.EN).title
    assert "[1] [" in text((await world.slash("guild", "ask", question=title)).response)


async def test_a_lint_finding_keeps_the_old_set(world: World, overlay: Path, owner: Any) -> None:
    """What loads but breaks a rule of the content is not applied either."""
    entry = file_of()
    entry["claims"][0]["en"] += " We guarantee it."
    put(overlay, entry)
    shown = said(await owner.slash(world.channel, "faq-admin reload"))
    assert "guarantee" in shown
    assert world.desk.words("admin.reload-kept", Language.EN, version=world.desk.assistant.base.version) in shown


async def test_an_overdue_review_is_no_obstacle(
    world: World, overlay: Path, owner: Any, learning: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a card says so itself, and must not keep other mends away."""
    late = Problem("losses/one.yaml", 1, "review-date", "is past its review", "look at it anew")
    monkeypatch.setattr(reloading, "findings", lambda *_: Report(problems=[late]))
    put(overlay, another())
    card = card_of(await owner.slash(world.channel, "faq-admin reload"))
    assert control(card, Do.APPLY)


async def test_an_added_entry_serves_after_the_old_set_served(
    world: World, overlay: Path, owner: Any, learning: list[Any]
) -> None:
    """The difference is shown first; while the new set is learned the old one answers; then the new entry is there."""
    put(overlay, another())
    changed = file_of("basis-tracking")
    changed["question"]["en"] += " Now?"
    (overlay.parent / changed["group"]).mkdir(exist_ok=True)
    put(overlay.parent / changed["group"], changed)
    card = card_of(await owner.slash(world.channel, "faq-admin reload"))
    shown = text(card).replace("\\", "")
    assert world.desk.words("admin.reload-added", Language.EN, count=1, names=f"`{NEW}`") in shown
    assert world.desk.words("admin.reload-changed", Language.EN, count=1, names="`basis-tracking`") in shown
    assert world.desk.words("admin.reload-languages", Language.EN, zh=0, en=1) in shown
    services, seen = world.bot.services, []

    def ask() -> None:
        reply = services.desk.assistant.ask(Question(world.desk.assistant.show(ENTRY, Language.EN).title))
        seen.append((reply.entry, NEW in services.desk.assistant.base.entries, services.reloading.locked()))

    learning.append(ask)
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert seen == [(ENTRY, False, True)]
    assert services.desk.assistant.base.version in text(card).replace("\\", "")
    assert NEW in services.desk.assistant.base.entries
    assert "names" in vars(services.desk)  # ready before anybody types
    browse = (await world.slash("guild", "browse")).response
    await world.alice.select(browse, ["losses"], custom_id=control(browse, "group"))
    assert NEW in options(browse, "pick")
    assert not services.reloading.locked()


async def test_files_that_changed_since_are_shown_again(
    world: World, overlay: Path, owner: Any, learning: list[Any]
) -> None:
    """What is applied is what was shown: anything else is shown first."""
    put(overlay, another())
    card = card_of(await owner.slash(world.channel, "faq-admin reload"))
    before = world.bot.services.desk
    put(overlay, another() | {"ask": [*another()["ask"], "unicorn loss again"]})
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert world.bot.services.desk is before
    assert control(card, Do.APPLY)
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert NEW in world.bot.services.desk.assistant.base.entries


async def test_files_saved_while_learning_are_shown_first(
    world: World, overlay: Path, owner: Any, learning: list[Any]
) -> None:
    """A file that is saved between the press and the learning is not served before anybody has seen it."""
    put(overlay, another())
    before = world.bot.services.desk
    learning.append(lambda: put(overlay, another() | {"ask": [*another()["ask"], "unicorn loss again"]}))
    card = card_of(await owner.slash(world.channel, "faq-admin reload"))
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert world.bot.services.desk is before
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert "unicorn loss again" in {one.text for one in world.bot.services.desk.assistant.base.entries[NEW].ask}


async def test_learning_that_fails_keeps_the_old_set(
    world: World, overlay: Path, owner: Any, learning: list[Any]
) -> None:
    """The owner gets an incident, the bot goes on with what it has."""
    put(overlay, another())
    before = world.bot.services.desk

    def fail() -> None:
        raise LearningError

    learning.append(fail)
    card = card_of(await owner.slash(world.channel, "faq-admin reload"))
    await owner.click(card, custom_id=control(card, Do.APPLY))
    assert world.bot.services.desk is before
    assert "E-" in text(card)
    assert not world.bot.services.reloading.locked()


async def test_cards_of_a_retired_entry_answer_politely(world: World) -> None:
    """Buttons and follow-ups of before, on an entry that is no more, fail for nobody."""
    title = world.desk.assistant.show(ENTRY, Language.EN).title
    old = await world.slash("guild", "ask", question=title)
    await world.alice.send(world.channel, f"{world.me()} {title}")
    services, base = world.bot.services, world.desk.assistant.base
    fewer = {entry.id: entry for entry in base.in_topic("basics")}
    services.adopt(Desk(Assistant(replace(base, entries=fewer), world.desk.words), world.desk.words, world.desk.plain))
    for do in (Do.TURN, Do.LANGUAGE, Do.FOLLOW):
        pressed = await world.alice.click(old.response, custom_id=control(old.response, do))
        if pressed.modal is not None:
            pressed = await world.alice.submit_modal(pressed, {"follow": "what if it is 5k"})
        assert "E-" not in said(pressed)
    await world.alice.send(world.channel, f"{world.me()} and with 5k?")
    assert "E-" not in text(world.channel.last_message)
    assert not world.env.errors


async def test_only_owners_may(world: World) -> None:
    """The knowledge is that of all servers: who manages one of them is told so politely."""
    admin = admin_of(world)
    refused = await admin.slash(world.channel, "faq-admin reload")
    assert text(refused.response) == world.desk.words("admin.not-owner", Language.EN)
    assert refused.ephemeral


async def test_nothing_to_apply_is_said(world: World, owner: Any) -> None:
    """Files that are what is being served offer no button."""
    told = await owner.slash(world.channel, "faq-admin reload")
    assert "nothing to apply" in said(told)


def test_the_difference_names_what_happened(overlay: Path) -> None:
    """Added, changed in one language, retired; the same base has none."""
    old = load()
    assert difference(old, old).is_none
    changed = file_of()
    changed["question"]["zh"] += "？"
    put(overlay, changed)
    put(overlay, another())
    new = load(overlay.parents[1])
    found = difference(old, new)
    assert (found.added, found.changed, found.retired, found.zh, found.en) == ((NEW,), (ENTRY,), (), 1, 0)
    back = difference(new, old)
    assert (back.added, back.retired) == ((), (NEW,))
