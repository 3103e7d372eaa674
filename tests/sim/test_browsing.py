"""Looking around: /browse from the home down to a card and back, by a word, and from the public menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.browsing import lists
from bot.discord.ids import Do, Ref, read
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, options, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
every_locale = pytest.mark.parametrize("locale", LOCALES)
everywhere = pytest.mark.parametrize(
    ("locale", "place"), [(one, place) for one in LOCALES for place in ("guild", "dm")]
)
ENTRY = "loss-not-deductible"


def title(world: World, language: Language, entry: str = ENTRY) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(entry, language).title


async def pick(world: World, place: str, message: Any, action: str, value: str) -> Any:
    """Choose something in a select."""
    return await world.person(place).select(message, [value], custom_id=control(message, action))


async def press(world: World, place: str, message: Any, action: str) -> Any:
    """Press the first button with that action."""
    return await world.person(place).click(message, custom_id=control(message, action))


def switch(message: Any, language: Language) -> str:
    """The control that leads to the other language."""
    found = [one for one in custom_ids(message) if (ref := read(one)) and ref.language.base != language.base]
    assert len(found) == 1, f"{found} among {custom_ids(message)}"
    return found[0]


@everywhere
async def test_topics_lead_to_a_card_and_back(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """Home, questions of a topic, card, details, and back to the very list, all in one message, restart or not."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash(place, "browse")).response
    assert world.desk.words("discord.topics-title", language) in text(message)
    assert len(options(message, Do.PICK_TOPIC)) == len(world.desk.assistant.topics(language))
    topic = options(message, Do.PICK_TOPIC)[1]
    await pick(world, place, message, Do.PICK_TOPIC, topic)
    await press(world, place, message, Do.TOPIC) if "topic" in next_page(message) else None
    entry = options(message, Do.PICK_ENTRY)[-1]
    await pick(world, place, message, Do.PICK_ENTRY, entry)
    assert title(world, language, entry) in plain(message)
    await world.restart()
    await press(world, place, message, Do.TURN)
    back = control(message, Do.TOPIC)
    assert read(back) == Ref(Do.TOPIC, topic, language, 2 if len(world.desk.assistant.base.in_topic(topic)) > 20 else 1)
    await world.person(place).click(message, custom_id=back)
    assert entry in options(message, Do.PICK_ENTRY)
    await press(world, place, message, Do.TOPICS)
    assert options(message, Do.PICK_TOPIC)


def next_page(message: Any) -> list[str]:
    """The action of the way to the next page, where there is one."""
    return [ref.do for one in custom_ids(message) if (ref := read(one)) and ref.do is Do.TOPIC and ref.page == 2]


@every_locale
async def test_sections_open_at_once(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """The option `section` opens the sources or the glossary; the home leads to both, and they lead on."""
    user_locale(locale)
    language = LOCALES[locale]
    sources = (await world.slash("guild", "browse", section="sources")).response
    assert len(options(sources, Do.PICK_TIER)) == 5
    glossary = (await world.slash("guild", "browse", section="glossary")).response
    assert world.desk.words("discord.terms-title", language) in text(glossary)
    home = (await world.slash("guild", "browse", section="topics")).response
    await press(world, "guild", home, Do.SOURCES)
    assert text(home) == text(sources)
    await press(world, "guild", home, Do.TERMS)
    assert text(home) == text(glossary)
    await press(world, "guild", home, Do.TOPICS)
    assert options(home, Do.PICK_TOPIC)


@everywhere
async def test_glossary_leads_from_a_term_to_its_entry_and_back(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """Pages of terms, a term in both languages, the cited answer, and back to the term, across a restart."""
    user_locale(locale)
    language = LOCALES[locale]
    message = (await world.slash(place, "browse", section="glossary")).response
    await press(world, place, message, Do.TERMS)
    term = options(message, Do.PICK_TERM)[3]
    await pick(world, place, message, Do.PICK_TERM, term)
    found = next(one for one in world.desk.assistant.base.glossary.terms if one.id == term)
    assert found.meaning.en in plain(message)
    assert (found.meaning.zh in plain(message)) or language is Language.ZH_HANT
    await world.restart()
    await press(world, place, message, Do.OPEN)
    assert title(world, language, found.entry) in plain(message)
    await press(world, place, message, Do.TURN)
    await press(world, place, message, Do.TERM)
    assert found.meaning.en in plain(message)
    await press(world, place, message, Do.TERMS)
    assert term in options(message, Do.PICK_TERM)


@every_locale
async def test_find_opens_the_one_thing_that_it_names(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """A term, a source or a topic by its name; free text that may mean several gives a list to pick from."""
    user_locale(locale)
    language = LOCALES[locale]
    term = (await world.slash("guild", "browse", find="basis")).response
    assert control(term, Do.TERM)
    source = (await world.slash("guild", "browse", find="IRC 402")).response
    assert world.desk.assistant.base.sources["irc-402"].url in text(source)
    topic = world.desk.assistant.topics(language)[0]
    listed = (await world.slash("guild", "browse", find=topic[1])).response
    assert len(options(listed, Do.PICK_ENTRY)) == min(topic[2], 20)
    several = (await world.slash("guild", "browse", find="亏损" if language is not Language.EN else "loss")).response
    found = options(several, Do.PICK_FOUND)
    assert {value.partition(":")[0] for value in found} >= {"entry", "term"}
    await world.restart()
    other = read(switch(several, language))
    await world.alice.click(several, custom_id=str(other))
    assert options(several, Do.PICK_FOUND) == found
    entry = next(value for value in found if value.startswith("entry:"))
    await pick(world, "guild", several, Do.PICK_FOUND, entry)
    assert title(world, language.other, entry.removeprefix("entry:")) in plain(several) or language is Language.EN
    assert control(several, Do.TOPIC)


@every_locale
async def test_find_without_a_hit_says_so(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """What is not there is said, with everything to pick from below."""
    user_locale(locale)
    result = await world.slash("guild", "browse", find="xyzzy")
    assert result.ephemeral
    assert world.desk.words("browse.found-nothing", LOCALES[locale]) in plain(result.response)
    assert options(result.response, Do.PICK_TOPIC)


@every_locale
async def test_suggestions_come_while_typing(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """Of all sorts, in the user's language, and only of the section that was chosen; each opens what it names."""
    user_locale(locale)
    language = LOCALES[locale]
    empty = await world.alice.autocomplete(world.channel, "browse", "find", "")
    assert len(empty) == len(world.desk.assistant.topics(language)) + len(world.desk.assistant.base.policy.pinned)
    terms = await world.alice.autocomplete(world.channel, "browse", "find", "MBDR", section="glossary")
    assert [choice["value"] for choice in terms] == ["term:mega-backdoor-roth"]
    typed = await world.alice.autocomplete(world.channel, "browse", "find", "8606")
    assert {choice["value"].partition(":")[0] for choice in typed} >= {"entry", "source"}
    assert all(len(choice["name"]) <= 100 for choice in typed)
    sources = await world.alice.autocomplete(world.channel, "browse", "find", "bogleheads", section="sources")
    assert {choice["value"].partition(":")[0] for choice in sources} == {"source"}
    opened = (await world.slash("guild", "browse", find=sources[0]["value"])).response
    assert world.desk.assistant.base.sources[sources[0]["value"].removeprefix("source:")].url in text(opened)
    assert world.desk.words("browse.rests-pick", language) in str(opened.components)


@every_locale
async def test_one_tap_for_the_other_language_on_every_page(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """Home, topic, card, sources, source, terms, term: there and back, and a reader of Traditional keeps it."""
    user_locale(locale)
    language = LOCALES[locale]
    for section in ("topics", "sources", "glossary"):
        message = (await world.slash("guild", "browse", section=section)).response
        for action in {"topics": ["group", "pick", "page"], "sources": ["tier", "src"], "glossary": ["word"]}[section]:
            before = text(message)
            await world.alice.click(message, custom_id=switch(message, language))
            assert text(message) != before
            await world.alice.click(message, custom_id=switch(message, language.other))
            assert text(message) == before
            if action == Do.TURN:
                await press(world, "guild", message, action)
            else:
                await pick(world, "guild", message, action, options(message, action)[0])
        before = text(message)
        await world.alice.click(message, custom_id=switch(message, language))
        await world.alice.click(message, custom_id=switch(message, language.other))
        assert text(message) == before


async def test_simplified_stays_simplified_in_a_traditional_discord(
    world: World, user_locale: Callable[..., None]
) -> None:
    """Only the switch from English follows the reader's script: a card in Simplified is not turned by its buttons."""
    user_locale("zh-TW")
    message = (await world.slash("guild", "ask", question=title(world, Language.ZH), lang="zh")).response
    await press(world, "guild", message, Do.TURN)
    assert world.desk.assistant.show(ENTRY, Language.ZH).blocks[0].statements[0].text in plain(message)
    await press(world, "guild", message, Do.LANGUAGE)
    await press(world, "guild", message, Do.LANGUAGE)
    assert title(world, Language.ZH_HANT) in plain(message)


@every_locale
async def test_public_menu_opens_private_cards(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """Each control of the pinned menu answers its presser alone, in its language; the menu itself never changes."""
    user_locale(locale)
    channel: Any = world.bot.get_channel(world.channel.id)
    await channel.send(view=lists.menu(world.bot.services, Language.ZH))
    menu = world.channel.last_message
    before = list(custom_ids(menu))
    assert world.desk.words("browse.menu-title", Language.ZH) in text(menu)
    await world.restart()
    topics = await world.bob.select(menu, ["losses"], custom_id=control(menu, Do.PICK_TOPIC))
    common = options(menu, Do.PICK_ENTRY)
    assert common[: len(world.desk.assistant.base.policy.pinned)] == list(world.desk.assistant.base.policy.pinned)
    card = await world.alice.select(menu, [common[0]], custom_id=control(menu, Do.PICK_ENTRY))
    again = await world.alice.select(menu, [common[0]], custom_id=control(menu, Do.PICK_ENTRY))
    pages = [await world.alice.click(menu, custom_id=control(menu, do)) for do in (Do.SOURCES, Do.TERMS)]
    form = await world.alice.click(menu, custom_id=control(menu, Do.ASK))
    for result in (topics, card, again, *pages):
        assert result.ephemeral
        assert len(labels(result.response)) >= 2
    assert title(world, Language.ZH, common[0]) in plain(card.response)
    assert text(card.response) == text(again.response)
    assert form.modal is not None
    assert custom_ids(world.channel.last_message) == before
    english = await world.alice.click(menu, label="English")
    assert english.ephemeral
    assert world.desk.words("discord.topics-title", Language.EN) in text(english.response)


async def test_pages_that_are_gone_are_told(world: World) -> None:
    """A source, term or rank that is no longer there is answered with the way on, never with silence."""
    message = (await world.slash("guild", "ask", question=title(world, Language.EN), share=True)).response
    raw = world.env.backend.get_message(message.channel_id, message.id)
    for gone in (Do.SOURCE, Do.TERM, Do.ORIGIN, Do.HISTORY, Do.SIDES, Do.TOPIC, Do.SOURCES):
        custom_id = str(Ref(gone, "no-such-thing", Language.EN, 1))
        raw.components[-1]["components"][-1]["components"][0]["custom_id"] = custom_id
        result = await world.alice.click(message, custom_id=custom_id)
        assert result.ephemeral
        assert world.desk.words("discord.retired", Language.EN) in text(result.response)
