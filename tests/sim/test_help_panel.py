"""/help and the first card: short pages, one tap to the other language, and no command needed to start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.cards.render import components_of
from bot.discord.guide import Topic, page
from bot.discord.ids import Do, of_help
from bot.discord.ids import read as read_id
from bot.discord.panel import panel
from bot.language import Language
from bot.settings import Settings
from knowledge.model import Kind, Status, Tier
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, labels, parts, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
PAGES = [None, "about", "privacy", "language"]
everywhere = pytest.mark.parametrize(
    ("locale", "place"), [(one, place) for one in LOCALES for place in ("guild", "dm")]
)


def rows(message: Any) -> list[list[str]]:
    """The labels of the buttons, row by row."""
    return [[one["label"] for one in part["components"]] for part in parts(message) if part["type"] == 1]


def settings(**values: Any) -> Settings:
    """Settings as an operator may have them."""
    return Settings(token=None, **values)


async def post_panel(world: World, language: Language) -> Any:
    """The first card, as an admin puts it into the channel."""
    await world.bot.get_channel(world.channel.id).send(view=panel(world.bot.services, language))
    return world.channel.last_message


@everywhere
@pytest.mark.parametrize("topic", PAGES)
async def test_each_page_of_help(
    world: World, user_locale: Callable[..., None], locale: str, place: str, topic: str | None
) -> None:
    """Each page is private, in the language of the user's Discord, and leads to the others and to the other one."""
    user_locale(locale)
    language = LOCALES[locale]
    shown = await world.slash(place, "help", **({"topic": topic} if topic else {}))
    assert shown.ephemeral
    named = Topic(topic or "overview")
    assert world.desk.words(f"help.{named}-title", language) in text(shown.response)
    ways = [world.desk.words(f"help.go-{other}", language) for other in Topic if other is not named]
    switch = world.desk.words(f"card.action-language-{language.other.base}", language)
    assert rows(shown.response)[0] == [*ways, switch]
    assert all(len(row) <= 4 for row in rows(shown.response))
    assert len(rows(shown.response)) == (2 if named is Topic.OVERVIEW else 1)
    assert len(text(shown.response)) < 1500


async def test_pages_turn_in_place_and_switch_language(world: World, user_locale: Callable[..., None]) -> None:
    """From the overview to another page, then to English and back to the reader's own script, in one message."""
    user_locale("zh-TW")
    shown = await world.slash("guild", "help")
    told = next(one for one in custom_ids(shown.response) if read_id(one).subject == of_help("privacy"))
    turned = await world.alice.click(shown.response, custom_id=told)
    assert world.desk.words("help.privacy-delete-title", Language.ZH_HANT) in text(turned.response)
    for language in (Language.EN, Language.ZH_HANT):
        switch = [one for one in custom_ids(turned.response) if read_id(one).subject == of_help("privacy")]
        turned = await world.alice.click(turned.response, custom_id=switch[-1])
        assert world.desk.words("help.privacy-delete-title", language) in text(turned.response)
    assert turned.response.ephemeral


async def test_help_works_after_a_restart(world: World) -> None:
    """The buttons of an old page of help, and of an old first card, still lead somewhere."""
    shown, first = await world.slash("guild", "help"), await post_panel(world, Language.ZH)
    await world.restart()
    about = next(one for one in custom_ids(shown.response) if read_id(one).subject == of_help("about"))
    turned = await world.alice.click(shown.response, custom_id=about)
    assert world.desk.words("help.means-title", Language.EN) in text(turned.response)
    other = await world.bob.click(first, custom_id=control(first, Do.PANEL))
    assert world.desk.words("help.panel-title", Language.EN) in text(other.response)


@pytest.mark.parametrize("language", list(Language))
async def test_about_says_what_it_rests_on(world: World, language: Language) -> None:
    """Version of the knowledge, licences, every rank of source, every status with what it means, the disclaimer."""
    services, words = world.bot.services, world.desk.words
    said = "\n".join(
        str(one.get("content", "")) for one in components_of(page(services, Topic.ABOUT, language))[0]["components"]
    )
    base = world.desk.assistant.base
    answers = sum(entry.type is not Kind.REDIRECT for entry in base.entries.values())
    for fact in (base.version, str(answers), str(len(base.sources)), "MIT", "CC BY 4.0"):
        assert fact in said
    assert all(words(f"chat.source-tier-{tier}", language) in said for tier in Tier)
    assert all(words(f"status.{one}", language) in said for one in Status)
    assert all(words(f"help.means-{one}", language) in said for one in Status)
    assert words("help.disclaimer-text", language) in said


async def test_privacy_links_what_the_operator_set(world: World) -> None:
    """The pages and the contact appear where they are set; else the profile of the bot is named."""
    services = world.bot.services
    shown = await world.slash("guild", "help", topic="privacy")
    assert "https://" not in text(shown.response)
    assert world.desk.words("help.privacy-operator", Language.EN) in text(shown.response)
    services.settings = settings(
        privacy_url="https://example.org/privacy", terms_url="https://example.org/terms", operator_contact="a_b@c.org"
    )
    shown = await world.slash("guild", "help", topic="privacy")
    said = text(shown.response)
    assert "[Privacy policy](<https://example.org/privacy>) · [Terms of use](<https://example.org/terms>)" in said
    assert "a_b@c.org" in plain(shown.response)
    assert world.desk.words("help.privacy-operator", Language.EN) not in said


async def test_commands_are_links_once_their_ids_are_known(world: World) -> None:
    """Plain names first; after Discord told the ids, links that open the command, in /help and below a mention."""
    slash = world.bot.services.slash
    slash._ids.clear()
    assert "`/ask`" in text((await world.slash("guild", "help")).response)
    await world.bot.on_ready()
    known = {one.name: one.id for one in await world.bot.tree.fetch_commands()}
    said = text((await world.slash("guild", "help")).response)
    assert all(f"</{name}:{known[name]}>" in said for name in ("ask", "convert", "calc", "browse"))
    await world.alice.send(world.channel, world.me())
    assert f"</help:{known['help']}>" in world.channel.last_message.content


async def test_ids_that_cannot_be_had_leave_plain_names(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Discord does not tell the ids, nothing breaks."""

    async def refused() -> None:
        raise OSError("unreachable")

    slash = world.bot.services.slash
    slash._ids.clear()
    monkeypatch.setattr(world.bot.tree, "fetch_commands", refused)
    await slash.learn(world.bot.tree)
    assert slash("ask") == "`/ask`"


@pytest.mark.parametrize("language", list(Language))
async def test_the_first_card_starts_everything_without_a_command(world: World, language: Language) -> None:
    """Four buttons and one for the other language; three lines that warn of posting a form; each press is private."""
    first = await post_panel(world, language)
    words = world.desk.words
    keys = ("discord.ask", "help.panel-form", "help.panel-figures", "discord.browse")
    switch = words(f"card.action-language-{language.other.base}", language)
    assert rows(first) == [[words(key, language) for key in keys], [switch]]
    assert words("help.panel-text", language).count("\n") == 2
    assert "SSN" in text(first)
    form = await world.bob.click(first, custom_id=control(first, Do.ASK))
    answered = await world.bob.submit_modal(
        form, {"question": world.desk.assistant.show("conversion-tax", language).title}
    )
    assert answered.ephemeral
    slip, figures = [one for one in custom_ids(first) if read_id(one).do is Do.FIGURES]
    assert "box1" in fields(await world.bob.click(first, custom_id=slip))
    assert "basis" in fields(await world.bob.click(first, custom_id=figures))
    assert (await world.bob.click(first, custom_id=control(first, Do.TOPICS))).ephemeral


@pytest.mark.parametrize(
    ("locale", "script"), [("zh-CN", Language.ZH), ("zh-TW", Language.ZH_HANT), ("fr", Language.ZH)]
)
async def test_one_tap_shows_the_first_card_in_the_other_language(
    world: World, user_locale: Callable[..., None], locale: str, script: Language
) -> None:
    """The public card stays; the presser gets it in Chinese, in the script of the own Discord, and can go back."""
    user_locale(locale)
    first = await post_panel(world, Language.EN)
    other = await world.bob.click(first, custom_id=control(first, Do.PANEL))
    assert other.ephemeral
    assert world.desk.words("help.panel-title", script) in text(other.response)
    assert world.desk.words("help.panel-title", Language.EN) in text(first)
    back = await world.bob.click(other.response, custom_id=control(other.response, Do.PANEL))
    assert world.desk.words("help.panel-title", Language.EN) in text(back.response)
    assert labels(back.response)[-1] == world.desk.words("card.action-language-zh", Language.EN)


async def test_no_word_of_a_removed_command(world: World) -> None:
    """What is said on the first cards names only commands that are there."""
    for language in Language:
        for topic in Topic:
            said = str(components_of(page(world.bot.services, topic, language)))
            assert "/glossary" not in said
            assert "/panel" not in said
