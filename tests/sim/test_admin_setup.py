"""/faq-admin setup: each change counts at once, is told in a sentence, and outlives a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.discord.cards.buttons import button
from bot.discord.ids import RELOAD, SETUP, Do, Ref
from bot.discord.limits import check_message
from bot.language import Language
from bot.settings import Settings
from bot.store.database import Database
from bot.store.keeper import State
from bot.store.model import ServerSettings
from tests.sim.admin import admin_of, overwrite, settings_in
from tests.sim.conftest import World
from tests.sim.screen import custom_ids, labels, parts, pictures, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a store."""
    return settings_in(tmp_path)


def control(message: Any, name: str) -> str:
    """The custom_id of the control of a setting."""
    found = [one for one in custom_ids(message) if one.split(":")[2].startswith(f"_{name}")]
    assert found, f"no {name} among {custom_ids(message)}"
    return found[0]


async def opened(world: World, admin: Any) -> Any:
    """The panel on its first page."""
    return (await admin.slash(world.channel, "faq-admin setup")).response


def of(world: World) -> Any:
    """What the server has set."""
    return world.bot.services.servers.of(world.guild.id)


@pytest.mark.parametrize("locale", LOCALES)
async def test_each_page_fits_and_speaks_the_admins_language(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """Three pages of at most three rows, seen by the admin alone, within Discord's limits."""
    user_locale(locale)
    language, admin = LOCALES[locale], admin_of(world)
    shown = await admin.slash(world.channel, "faq-admin setup")
    assert shown.ephemeral
    for page in (1, 2, 3):
        assert world.desk.words("admin.setup-title", language, number=page, count=3) in text(shown.response)
        rows = [part for part in parts(shown.response) if part["type"] == 1]
        assert 1 < len(rows) <= 3
        top = [c if isinstance(c, dict) else c.to_dict() for c in shown.response.components]
        assert check_message({"components": top, "flags": 1 << 15}) == []
        if page < 3:
            await admin.click(shown.response, label=world.desk.words("admin.setup-on", language))
    await admin.click(shown.response, label=world.desk.words("admin.setup-back", language))
    assert world.desk.words("admin.setup-title", language, number=2, count=3) in text(shown.response)


async def test_a_change_counts_at_once_and_outlives_a_restart(world: World) -> None:
    """Every setting: told in a sentence, shown as chosen, held by the services, there again after a restart."""
    admin = admin_of(world)
    forum = world.guild.create_forum_channel("answers")
    quiet = world.guild.create_text_channel("quiet")
    helpers = world.guild.create_role("Helpers")
    message = await opened(world, admin)
    await admin.select(message, ["zh-Hant"], custom_id=control(message, "language"))
    assert world.desk.words("admin.saved-language", Language.EN, name="繁體 (Traditional Chinese)") in text(message)
    await admin.click(message, custom_id=control(message, "mentions"))
    assert world.desk.words("admin.saved-mentions-off", Language.EN) in text(message)
    assert world.desk.words("admin.setup-switches", Language.EN, mentions="off", pictures="on") in text(message)
    await admin.click(message, custom_id=control(message, "pictures"))
    await admin.click(message, label="Next page")
    await admin.select(message, [world.channel], custom_id=control(message, "channels"))
    assert f"<#{world.channel.id}>" in text(message)
    await admin.select(message, [quiet], custom_id=control(message, "quiet"))
    await admin.click(message, label="Next page")
    await admin.select(message, [forum], custom_id=control(message, "forums"))
    await admin.select(message, [helpers], custom_id=control(message, "curators"))
    assert helpers.mention in text(message)
    wanted = {
        "language": Language.ZH_HANT,
        "mentions": False,
        "channels": {world.channel.id},
        "quiet": {quiet.id},
        "forums": {forum.id},
        "curators": helpers.id,
        "pictures": False,
    }
    assert of(world).model_dump() == wanted
    await world.restart()
    assert of(world).model_dump() == wanted
    message = await opened(world, admin)
    chosen = [o["value"] for part in parts(message) for o in part.get("options", ()) if o.get("default")]
    assert chosen == ["zh-Hant"]
    assert world.desk.words("admin.mentions-on", Language.EN) in labels(message)


async def test_controls_work_after_a_restart_and_twice(world: World) -> None:
    """A panel of before goes on working; a button that is pressed twice says the same twice."""
    admin = admin_of(world)
    message = await opened(world, admin)
    off = control(message, "mentions")
    await world.restart()
    await admin.click(message, custom_id=off)
    assert of(world).mentions is False
    assert off not in custom_ids(message)
    await admin.click(message, label="Next page")
    await admin.select(message, [world.channel], custom_id=control(message, "channels"))
    await admin.select(message, [], custom_id=control(message, "channels"))
    assert of(world).channels == frozenset()
    assert world.desk.words("admin.saved-channels-none", Language.EN) in text(message)


async def test_missing_permissions_are_named(world: World) -> None:
    """For a chosen channel in which the bot may not do all that it needs, what is missing is named."""
    admin = admin_of(world)
    deaf = world.guild.create_text_channel(
        "deaf",
        overwrites={world.guild.default_role: overwrite(embed_links=False, read_message_history=False)},
    )
    message = await opened(world, admin)
    await admin.click(message, label="Next page")
    await admin.select(message, [deaf, world.channel], custom_id=control(message, "channels"))
    said = text(message)
    warning = next(line for line in said.splitlines() if line.startswith("⚠️"))
    assert f"<#{deaf.id}>" in warning
    assert "Embed Links" in warning
    assert "Read Message History" in warning
    assert "Attach Files" not in warning


async def test_a_chosen_channel_that_was_deleted_is_left_out(world: World) -> None:
    """Discord refuses a select whose default is gone, so the panel shows only what is there."""
    admin = admin_of(world)
    services = world.bot.services
    await services.servers.change(world.guild.id, of(world).model_copy(update={"channels": frozenset({1, 2})}))
    message = await opened(world, admin)
    await admin.click(message, label="Next page")
    select = next(part for part in parts(message) if part.get("custom_id") == control(message, "channels"))
    assert not select.get("default_values")


async def test_nobody_else_can_press(world: World) -> None:
    """Buttons carry no permissions at Discord: who may not manage the server is told so, and nothing changes."""
    refs = [Ref(Do.SETUP, "_mentions-off", Language.EN, 1), Ref(Do.SETUP, SETUP, Language.EN, 1)]
    refs.append(Ref(Do.APPLY, RELOAD, Language.EN, note="0a"))
    view = discord.ui.View()
    for ref in refs:
        view.add_item(button("x", str(ref)))
    view.stop()
    await world.bot.get_channel(world.channel.id).send("x", view=view)
    for ref, key in zip(refs, ("not-admin", "not-admin", "not-owner"), strict=True):
        pressed = await world.bob.click(world.channel.last_message, custom_id=str(ref))
        assert text(pressed.response) == world.desk.words(f"admin.{key}", Language.EN)
        assert pressed.ephemeral
    assert of(world).mentions is True


async def test_a_store_that_fails_is_told_and_answers_go_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The change holds, the admin hears that it will not outlive a restart, status says why, questions are answered."""
    admin = admin_of(world)

    async def fail(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(Database, "save", fail)
    message = await opened(world, admin)
    await admin.click(message, custom_id=control(message, "mentions"))
    assert of(world).mentions is False
    assert world.desk.words("admin.not-kept", Language.EN) in text(message)
    assert world.bot.services.keeper.health.state is State.BROKEN
    status = await admin.slash(world.channel, "faq-admin status")
    assert world.desk.words("admin.fault-unwritable", Language.EN) in text(status.response)
    title = world.desk.assistant.show("loss-not-deductible", Language.EN).title
    assert "[1] [" in text((await world.slash("guild", "ask", question=title)).response)
    monkeypatch.undo()
    await admin.click(message, custom_id=control(message, "pictures"))
    assert world.desk.words("admin.not-kept", Language.EN) not in text(message)
    await world.restart()
    assert of(world).mentions is False


async def test_without_pictures_the_words_are_all(world: World) -> None:
    """Switched off, a calculation comes in words alone in this server; in direct messages nothing changes."""
    figures = {"basis": "20000", "value": "18500"}
    assert pictures((await world.slash("guild", "convert", **figures)).response)
    await world.bot.services.servers.change(world.guild.id, ServerSettings(pictures=False))
    bare = (await world.slash("guild", "convert", **figures)).response
    assert "$1,500" in text(bare)
    assert pictures(bare) == []
    assert pictures((await world.slash("dm", "convert", **figures)).response)


async def test_leaving_a_server_begins_to_forget_it(world: World, tmp_path: Path) -> None:
    """Taken out of the server the row is marked, in the server again it is not; after a restart neither."""
    await world.bot.services.servers.change(world.guild.id, ServerSettings(mentions=False))
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    for event, left in ((world.bot.on_guild_remove, True), (world.bot.on_guild_join, False)):
        await event(guild)
        await written(world)
        assert marked(tmp_path) == [left]
    await world.bot.on_guild_remove(guild)
    await world.restart()
    await written(world)
    assert marked(tmp_path) == [False]
    assert of(world).mentions is False


async def written(world: World) -> None:
    """Until everything has reached the store."""
    while running := set(world.bot.services.keeper._running):
        await asyncio.wait(running)


def marked(folder: Path) -> list[bool]:
    """Whether each row of a server is on its way out."""
    plain = sqlite3.connect(folder / "store.db")
    rows = plain.execute("SELECT left_on IS NOT NULL FROM server_settings").fetchall()
    plain.close()
    return [bool(row[0]) for row in rows]
