"""Old buttons: of an entry that was changed since, and of one that was retired."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.ids import Do, read
from bot.language import Language
from tests.contract.versions import changed, desk_with, retired
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, plain, text
from tests.sim.test_browsing import LOCALES, every_locale, everywhere, press, title

ENTRY = "loss-not-deductible"
SUCCESSOR = "loss-misc-deduction"
WHY = {
    Language.ZH: "这条已更新（v1 → v3）：补了 2026 年；links mended",
    Language.ZH_HANT: "這條已更新（v1 → v3）：補了 2026 年；links mended",
    Language.EN: "Updated since (v1 → v3): 2026 added; links mended",
}


async def serve(world: World, entry: Any) -> None:
    """A new process whose knowledge has another version of an entry."""
    world.desk = desk_with(world.desk, entry)
    await world.restart()


def entry_of(world: World, name: str = ENTRY) -> Any:
    """An entry as it ships."""
    return world.desk.assistant.base.entries[name]


@everywhere
async def test_a_card_from_before_a_change_says_what_changed(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """A press on a card of version 1 opens version 3 with what changed on top; the next press says nothing of it."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash(place, "ask", question=title(world, language))).response
    assert all(ref.version == 1 for one in custom_ids(message) if (ref := read(one)))
    await serve(world, changed(entry_of(world)))
    await press(world, place, message, Do.TURN)
    assert plain(message).startswith(f"-# {WHY[language]}")
    assert {ref.version for one in custom_ids(message) if (ref := read(one))} == {3}
    await press(world, place, message, Do.TURN)
    assert WHY[language] not in plain(message)


@every_locale
async def test_what_changed_is_kept_for_who_wants_it(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """The sources of a changed card lead to its history, newest first; one that never changed has none."""
    user_locale(locale)
    language = LOCALES[locale]
    await serve(world, changed(entry_of(world)))
    history = world.desk.words("browse.history", language)
    message = (await world.slash("guild", "ask", question=title(world, language))).response
    await press(world, "guild", message, Do.TURN)
    assert history not in labels(message)
    await press(world, "guild", message, Do.ORIGIN)
    await world.alice.click(message, label=history)
    said = plain(message)
    assert said.index("v3") < said.index("v2") < said.index("v1")
    assert ("2026 added" in said) is (language is Language.EN)
    await press(world, "guild", message, Do.ORIGIN)
    assert world.desk.words("browse.origin-title", language) in text(message)
    other = (await world.slash("guild", "ask", question=title(world, language, "loss-wash-sale"))).response
    await press(world, "guild", other, Do.TURN)
    await press(world, "guild", other, Do.ORIGIN)
    assert history not in labels(other)


async def test_public_card_from_before_a_change(world: World) -> None:
    """The copy of a public card says what changed; ids without a version, as earlier bots wrote them, just open."""
    message = (await world.slash("guild", "ask", question=title(world, Language.EN), share=True)).response
    await serve(world, changed(entry_of(world)))
    for action in (Do.TURN, Do.LANGUAGE):
        result = await world.bob.click(message, custom_id=control(message, action))
        language = Language.EN if action is Do.TURN else Language.ZH
        assert result.ephemeral
        assert WHY[language] in plain(result.response)
    raw = world.env.backend.get_message(message.channel_id, message.id)
    old = f"fq1:page:{ENTRY}:en:1"
    raw.components[-1]["components"][-1]["components"][0]["custom_id"] = old
    result = await world.bob.click(message, custom_id=old)
    assert title(world, Language.EN) in plain(result.response)
    assert "Updated" not in text(result.response)


async def test_pages_of_an_older_version_say_so_too(world: World) -> None:
    """Both sides and the sources, opened from an older card."""
    disputed = "loss-wash-sale"
    message = (await world.slash("guild", "ask", question=title(world, Language.EN, disputed))).response
    expanded = (await world.slash("guild", "ask", question=title(world, Language.EN, disputed))).response
    await press(world, "guild", expanded, Do.TURN)
    await serve(world, changed(entry_of(world, disputed)))
    await press(world, "guild", message, Do.SIDES)
    await press(world, "guild", expanded, Do.ORIGIN)
    assert WHY[Language.EN] in plain(message)
    assert WHY[Language.EN] in plain(expanded)


@every_locale
@pytest.mark.parametrize("successor", [SUCCESSOR, None])
async def test_buttons_of_a_retired_entry_say_why_and_lead_on(
    world: World, user_locale: Callable[..., None], locale: str, successor: str | None
) -> None:
    """Whatever is pressed on it: the reason, and the way to the entry that answers now, or to the topics."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash("guild", "ask", question=title(world, language), share=True)).response
    await serve(world, retired(entry_of(world), successor))
    reason = {Language.EN: "it says the same", Language.ZH: "说的是同一件事", Language.ZH_HANT: "說的是同一件事"}[
        language
    ]
    for action in (Do.TURN, Do.FIGURES):
        result = await world.bob.click(message, custom_id=control(message, action))
        assert result.ephemeral
        assert reason in plain(result.response)
    assert world.desk.words("discord.browse", language) in labels(result.response)
    if successor:
        assert title(world, language, successor) in plain(result.response)
        opened = await world.bob.click(result.response, custom_id=control(result.response, Do.OPEN))
        shown = opened.response or result.response
        assert world.desk.assistant.show(successor, language).statements[0].text in plain(shown)
    else:
        assert len(labels(result.response)) == 1


async def test_a_retired_entry_is_offered_nowhere(world: World) -> None:
    """Not as an answer, not as a suggestion, not in its topic, not under its sources."""
    question = title(world, Language.EN)
    entry = entry_of(world)
    source = entry.claims[0].cites[0].src
    await serve(world, retired(entry, SUCCESSOR))
    base = world.desk.assistant.base
    assert ENTRY not in {choice.entry for choice in world.desk.assistant.suggestions("deduct the loss", Language.EN)}
    assert ENTRY not in {choice.entry for choice in world.desk.assistant.questions(entry.group, Language.EN)}
    assert ENTRY not in {choice.entry for choice in world.desk.assistant.resting_on(source, Language.EN)}
    assert base.retired.keys() == {ENTRY}
    found = await world.alice.autocomplete(world.channel, "browse", "find", question[:60])
    assert f"entry:{ENTRY}" not in {choice["value"] for choice in found}
