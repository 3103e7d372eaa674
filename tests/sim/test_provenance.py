"""Where sentences come from: sentence by sentence, each source and what rests on it, both sides of a dispute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.ids import Do, Ref, read
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, options, plain, text
from tests.sim.test_browsing import LOCALES, every_locale, everywhere, pick, press, title

ENTRY = "loss-not-deductible"
DISPUTED = "loss-wash-sale"


async def ask(world: World, place: str, language: Language, entry: str = ENTRY, *, share: bool = False) -> Any:
    """The card of an entry, as /ask shows it."""
    return (await world.slash(place, "ask", question=title(world, language, entry), share=share)).response


@everywhere
async def test_sources_of_a_card_sentence_by_sentence(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """Each claim with its status, its sources by rank and how they were read, and when it was checked by what."""
    user_locale(locale)
    language = LOCALES[locale]
    message = await ask(world, place, language)
    await press(world, place, message, Do.TURN)
    expanded = text(message)
    await world.restart()
    await press(world, place, message, Do.ORIGIN)
    said = plain(message)
    reply = world.desk.assistant.show(ENTRY, language)
    entry = world.desk.assistant.base.entries[ENTRY]
    first, claim = reply.statements[0], entry.claims[0]
    assert said.index(first.text) < said.index(reply.statements[1].text if reply.statements[1:] else first.status_word)
    assert first.status_word in said
    source = world.desk.assistant.base.sources[claim.cites[0].src]
    assert f"](<{source.url}>) · {world.desk.words(f'browse.tier-{source.tier}', language)}" in said
    assert str(claim.checked.on) in said
    assert (claim.checked.how in said) is (language is Language.EN)
    assert world.desk.words(f"card.by-{claim.checked.by}", language) in said
    await press(world, place, message, Do.OPEN)
    assert text(message) == expanded


@every_locale
async def test_source_shows_what_it_is_cited_for(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """From a card to a source, through its pages and back to the card's sources; from there on to another card."""
    user_locale(locale)
    language = LOCALES[locale]
    message = await ask(world, "guild", language)
    await press(world, "guild", message, Do.TURN)
    await press(world, "guild", message, Do.ORIGIN)
    origin = text(message)
    await pick(world, "guild", message, Do.PICK_SOURCE, "irc-72" if "irc-72" in options(message, "src") else "irc-402")
    source = world.desk.assistant.base.sources[read(control(message, Do.SOURCE)).subject]
    assert source.url in text(message)
    assert source.publisher in plain(message)
    resting = world.desk.assistant.base.resting_on(source.id)
    assert len(resting) > 25
    seen = set(options(message, Do.PICK_ENTRY))
    for number in range(2, 99):
        on = [one for one in custom_ids(message) if (ref := read(one)) and (ref.do, ref.page) == (Do.SOURCE, number)]
        on = [one for one in on if read(one).language is language]
        if not on:
            break
        await world.alice.click(message, custom_id=on[0])
        seen |= set(options(message, Do.PICK_ENTRY))
        if number == 2:
            await world.restart()
    assert seen == {entry.id for entry in resting}
    await world.alice.click(message, custom_id=control(message, Do.ORIGIN))
    assert text(message) == origin
    await pick(world, "guild", message, Do.PICK_SOURCE, source.id)
    other = options(message, Do.PICK_ENTRY)[-1]
    await pick(world, "guild", message, Do.PICK_ENTRY, other)
    assert title(world, language, other) in plain(message)
    await press(world, "guild", message, Do.SOURCE)
    assert source.url in text(message)


@every_locale
async def test_sources_by_rank(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """All ranks with their counts, a list of each, a source, back to its list: across a restart."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash("guild", "browse", section="sources")).response
    assert world.desk.words("chat.source-tier-1", language) in plain(message)
    await pick(world, "guild", message, Do.PICK_TIER, "2")
    await world.alice.click(message, custom_id=str(Ref(Do.SOURCES, "_tier-2", language, 2)))
    listed = options(message, Do.PICK_SOURCE)
    assert {world.desk.assistant.base.sources[one].tier for one in listed} == {"2"}
    await pick(world, "guild", message, Do.PICK_SOURCE, listed[0])
    await world.restart()
    await world.alice.click(message, custom_id=control(message, Do.SOURCES))
    assert options(message, Do.PICK_SOURCE) == listed
    await world.alice.click(message, custom_id=str(Ref(Do.SOURCES, "_sources", language)))
    assert options(message, Do.PICK_TIER)


async def test_the_name_of_a_website_keeps_its_small_letter(world: World) -> None:
    """A sentence behind the name of its side begins with a capital letter, but no host name does."""
    shown = (await world.alice.slash(world.channel, "browse", find="entry:form-8606-needed")).response
    await world.alice.click(shown, custom_id=control(shown, Do.SIDES))
    assert "megabackdoorcheck.com disagrees" in plain(shown)
    assert "Megabackdoorcheck" not in plain(shown)


@everywhere
async def test_both_sides_next_to_each_other(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """A disputed card offers both sides: each under its name with status and source, then the next step; and back."""
    user_locale(locale)
    language = LOCALES[locale]
    message = await ask(world, place, language, DISPUTED)
    card = text(message)
    await world.person(place).click(message, label=world.desk.words("browse.sides", language))
    said = plain(message)
    reply = world.desk.assistant.show(DISPUTED, language)
    a, b = (world.desk.words(f"status.side-{side}", language) for side in "ab")
    following = world.desk.words("card.next", language)
    assert said.index(a) < said.index(b) < said.index(following)
    assert reply.next is not None
    assert reply.next.text in said
    sided = [one for one in reply.all_statements() if one.side]
    assert len(sided) >= 2
    for one in reply.all_statements():
        text_alone = one.text.split("：", 1)[-1].split(": ", 1)[-1] if one.side else one.text
        assert (text_alone[1:] in said) is bool(one.side or one is reply.next)
    await world.restart()
    await press(world, place, message, Do.LANGUAGE if Do.LANGUAGE in str(custom_ids(message)) else Do.SIDES)
    assert world.desk.assistant.show(DISPUTED, language.other).title in plain(message)
    await world.person(place).click(message, custom_id=control(message, Do.SIDES))
    await press(world, place, message, Do.OPEN)
    assert text(message) == card


async def test_public_card_shows_both_sides_to_its_presser_alone(world: World) -> None:
    """Where there is room on a public card; the copy leads on to details, sources and the card."""
    message = await ask(world, "guild", Language.EN, DISPUTED, share=True)
    before = text(message)
    assert len(labels(message)) == 4
    result = await world.bob.click(message, label=world.desk.words("browse.sides", Language.EN))
    assert result.ephemeral
    copy = result.response
    await world.bob.click(copy, custom_id=control(copy, Do.ORIGIN))
    assert world.desk.words("browse.origin-title", Language.EN) in text(copy)
    assert text(message) == before


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_plain_message_leads_to_both_sides(world: World, place: str) -> None:
    """An answer to a mention or in a direct message offers them too."""
    question = title(world, Language.EN, DISPUTED)
    if place == "guild":
        await world.alice.send(world.channel, f"{world.me()} {question}")
        message = world.channel.last_message
    else:
        await world.carol.send_dm(question)
        message = next(one for one in world.carol.dm_channel.history() if one.author.id == world.bot.user.id)
    result = await world.person(place).click(message, label=world.desk.words("browse.sides", Language.EN))
    assert result.ephemeral
    assert world.desk.words("status.side-a", Language.EN) in text(result.response)


async def test_figures_come_back_after_the_sources(world: World) -> None:
    """A private answer with figures has them again when its reader returns from the sources."""
    asked = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"
    message = (await world.slash("guild", "ask", question=asked, lang="zh")).response
    await press(world, "guild", message, Do.TURN)
    await press(world, "guild", message, Do.ORIGIN)
    assert "9,500" not in text(message)
    await press(world, "guild", message, Do.OPEN)
    assert "$9,500" in text(message)


@everywhere
async def test_sources_of_a_calculation_figure_by_figure(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """Three sources stand under the figures; a press shows every figure with its own, and the way back the result."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash(place, "convert", basis="10000", value="9500", rate="24")).response
    result = text(message)
    await press(world, place, message, Do.ORIGIN)
    said = plain(message)
    reply = world.desk.assistant.compute("convert", {"basis": "10000", "value": "9500", "rate": "0.24"}, language)
    assert reply.calculation is not None
    assert world.desk.words("browse.origin-title-figures", language) in said
    for line in (line for line in reply.calculation.lines if line.marks):
        assert f"{line.label}" in said
    for scenario in reply.calculation.scenarios:
        assert scenario.title in said
    assert {citation.url for citation in reply.citations} == {
        citation.url for citation in reply.citations if citation.url in said
    }
    await press(world, place, message, Do.TURN)
    assert text(message) == result


async def test_sources_of_a_card_include_those_of_its_figures(world: World) -> None:
    """On a card with the asker's own figures they are listed too; for anybody else, and later on, without them."""
    asked = "put 10000 into after-tax 401k, only 9500 when converted, can I deduct the loss?"
    message = (await world.slash("guild", "ask", question=asked)).response
    assert "$500" in text(message)
    await press(world, "guild", message, Do.TURN)
    await press(world, "guild", message, Do.ORIGIN)
    pages = text(message)
    while on := [one for one in custom_ids(message) if _next(one, message)]:
        await world.alice.click(message, custom_id=on[0])
        pages += text(message)
    assert world.desk.words("browse.origin-figures", Language.EN) in pages
    assert "$500" in pages


def _next(custom_id: str, message: Any) -> bool:
    """Whether a control leads to the next page of the sources."""
    refs = [ref for one in custom_ids(message) if (ref := read(one)) and ref.do is Do.PICK_SOURCE]
    ref = read(custom_id)
    return bool(ref and ref.do is Do.ORIGIN and ref.page == refs[0].page + 1)
