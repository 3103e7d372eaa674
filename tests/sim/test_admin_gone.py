"""Channels and roles that a server has chosen and then deleted: never silently answered everywhere, nor nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.language import Language
from bot.settings import Settings
from bot.store.model import ServerSettings
from tests.sim.admin import admin_of, settings_in
from tests.sim.conftest import World
from tests.sim.screen import parts, text
from tests.sim.test_admin_setup import control, of, opened
from tests.sim.test_retracting import answers, ask

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a store."""
    return settings_in(tmp_path)


async def setting(world: World, **values: Any) -> None:
    """Set the server up."""
    await world.bot.services.servers.change(world.guild.id, ServerSettings(**values))


async def page(world: World, admin: Any, number: int, language: Language = Language.EN) -> Any:
    """The panel on a page."""
    message = await opened(world, admin)
    for _ in range(1, number):
        await admin.click(message, label=world.desk.words("admin.setup-on", language))
    return message


async def delete(world: World, *channels: Any) -> None:
    """Delete channels, and let the bot hear of it."""
    for channel in channels:
        world.env.backend.delete_channel(channel.id)
    await world.env.settle()


async def test_a_deleted_channel_leaves_every_list(world: World) -> None:
    """For mentions, against them and forums; what is left holds, after a restart too."""
    first, second = (world.guild.create_text_channel(name) for name in ("first", "second"))
    forum = world.guild.create_forum_channel("forum")
    await setting(
        world,
        channels=frozenset({first.id, second.id}),
        quiet=frozenset({first.id}),
        forums=frozenset({forum.id}),
    )
    await delete(world, first, forum)
    wanted = ServerSettings(channels=frozenset({second.id}))
    assert of(world) == wanted
    await world.restart()
    assert of(world) == wanted


@pytest.mark.parametrize("locale", LOCALES)
async def test_the_last_channel_for_mentions(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """Deleted, mentions are answered nowhere, which setup and status say until something is chosen."""
    user_locale(locale)
    language, admin, words = LOCALES[locale], admin_of(world), world.desk.words
    only = world.guild.create_text_channel("only")
    await setting(world, channels=frozenset({only.id}))
    await delete(world, only)
    await ask(world)
    assert answers(world) == []
    told = words("admin.gone-all", language)
    assert told in text((await admin.slash(world.channel, "faq-admin status")).response)
    message = await page(world, admin, 2, language)
    assert told in text(message)
    select = next(part for part in parts(message) if part.get("custom_id") == control(message, "channels"))
    assert select["placeholder"] == words("admin.field-channels-gone", language)
    await admin.click(message, label=words("admin.everywhere", language))
    assert words("admin.saved-channels-none", language) in text(message)
    assert told not in text(message)
    await ask(world)
    assert len(answers(world)) == 1


async def test_another_channel_can_be_chosen(world: World) -> None:
    """Choosing anew ends the silence there alone."""
    only = world.guild.create_text_channel("only")
    await setting(world, channels=frozenset({only.id}))
    await delete(world, only)
    admin = admin_of(world)
    message = await page(world, admin, 2)
    await admin.select(message, [world.channel], custom_id=control(message, "channels"))
    assert of(world).channels == {world.channel.id}
    assert "⚠️" not in text(message)


async def test_a_deleted_role_is_forgotten(world: World) -> None:
    """Reply with FAQ is then for those who may manage messages."""
    role = world.guild.create_role("Helpers")
    await setting(world, curators=role.id)
    world.env.backend.delete_role(world.guild.id, role.id)
    await world.env.settle()
    assert of(world).curators is None


async def test_what_was_deleted_while_the_bot_was_away_is_told(world: World) -> None:
    """No event comes for it: setup says so on the page of the setting, status all together."""
    await setting(
        world,
        channels=frozenset({1, world.channel.id}),
        quiet=frozenset({2}),
        forums=frozenset({3}),
        curators=4,
    )
    admin, words = admin_of(world), world.desk.words
    said = text((await admin.slash(world.channel, "faq-admin status")).response)
    assert words("admin.gone-some", Language.EN, count=3) in said
    assert words("admin.gone-role", Language.EN) in said
    assert words("admin.gone-all", Language.EN) not in said
    assert "⚠️" not in text(await page(world, admin, 1))
    assert words("admin.gone-some", Language.EN, count=2) in text(await page(world, admin, 2))
    third = text(await page(world, admin, 3))
    assert words("admin.gone-some", Language.EN, count=1) in third
    assert words("admin.gone-role", Language.EN) in third
    await ask(world)
    assert len(answers(world)) == 1
