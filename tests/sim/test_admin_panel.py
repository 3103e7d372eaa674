"""/faq-admin panel, status and forget-server."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import discord
import pytest

from bot.discord.admin.guard import NEEDED
from bot.discord.client import PERMISSIONS
from bot.language import Language
from bot.settings import Settings
from bot.store.model import UNSET, ServerSettings
from tests.sim.admin import admin_of, overwrite, settings_in
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
ENTRY = "loss-not-deductible"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With a store."""
    return settings_in(tmp_path)


async def test_panel_is_for_admins_and_opens_forms(world: World) -> None:
    """An admin posts the panel for everyone; its buttons open forms and lists for the presser alone."""
    posted = await admin_of(world).slash(world.channel, "faq-admin panel", lang="zh")
    assert posted.ephemeral
    panel = world.channel.last_message
    said = [text(one) for one in (posted.response, *posted.followups)]
    assert any(world.desk.words("admin.panel-posted", Language.EN) in one for one in said)
    form = await world.bob.click(panel, custom_id=control(panel, "ask"))
    answer = await world.bob.submit_modal(form, {"question": world.desk.assistant.show(ENTRY, Language.ZH).title})
    assert answer.ephemeral
    assert "[1] [" in text(answer.response)
    browse = await world.bob.click(panel, custom_id=control(panel, "topics"))
    assert browse.ephemeral


async def test_menu_opens_private_cards(world: World) -> None:
    """The public menu is for everyone; what its selects open is seen by the presser alone."""
    await admin_of(world).slash(world.channel, "faq-admin panel", kind="menu", lang="en")
    menu = world.channel.last_message
    assert world.desk.words("browse.menu-title", Language.EN) in text(menu)
    topic = world.desk.assistant.base.topics[0].id
    opened = await world.bob.select(menu, [topic], custom_id=control(menu, "group"))
    assert opened.ephemeral
    assert control(opened.response, "pick")


async def test_panel_speaks_the_language_of_the_server(world: World, user_locale: Callable[..., None]) -> None:
    """What everybody sees follows the server; the language of a user's own Discord stays private."""
    user_locale("zh-TW", guild_locale="en-US")
    admin = admin_of(world)
    await admin.slash(world.channel, "faq-admin panel")
    assert all(f":{Language.EN}:" in one for one in custom_ids(world.channel.last_message)[:1])
    await world.bot.services.servers.change(world.guild.id, ServerSettings(language=Language.ZH))
    await admin.slash(world.channel, "faq-admin panel")
    assert f":{Language.ZH}:" in custom_ids(world.channel.last_message)[0]


async def test_panel_says_which_permission_is_missing(world: World) -> None:
    """Where the bot may not write it says so, and does not try."""
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: overwrite(send_messages=False)}
    )
    posted = await admin_of(world).slash(quiet, "faq-admin panel")
    assert world.desk.words("admin.permission-send_messages", Language.EN) in text(posted.response)
    assert quiet.last_message is None


@pytest.mark.parametrize("locale", LOCALES)
async def test_status_tells_what_is_served(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """Version, counts, years, matcher, speed once there are answers, the store, and that no permission is missing."""
    user_locale(locale)
    language, admin = LOCALES[locale], admin_of(world)
    await world.slash("guild", "ask", question=world.desk.assistant.show(ENTRY, language).title)
    shown = await admin.slash(world.channel, "faq-admin status")
    said = text(shown.response)
    base = world.desk.assistant.base
    words = world.desk.words
    assert shown.ephemeral
    assert base.version in said
    assert words("admin.status-entries", language, zh=len(base.entries), en=len(base.entries)) in said
    assert words("admin.status-matcher-learned", language) in said
    assert words("admin.status-store-open", language) in said
    assert words("admin.status-permissions-all", language) in said
    assert "2026" in said
    assert world.bot.services.pace.count == 1
    assert "95%" in said


async def test_status_names_what_is_missing_here(world: World) -> None:
    """In a channel where the bot may not attach files, status says so."""
    bare = world.guild.create_text_channel("bare", overwrites={world.guild.default_role: overwrite(attach_files=False)})
    shown = await admin_of(world).slash(bare, "faq-admin status")
    assert f"<#{bare.id}> lacks: Attach Files" in text(shown.response)


async def test_forget_server_asks_for_the_name_and_deletes(world: World, tmp_path: Path) -> None:
    """A wrong name deletes nothing; the right one deletes the rows of this server and of no other."""
    admin, services = admin_of(world), world.bot.services
    await services.servers.change(world.guild.id, ServerSettings(mentions=False))
    await services.servers.change(5, ServerSettings(mentions=False))
    services.answers.keep(11, 12, 13, world.guild.id)
    form = await admin.slash(world.channel, "faq-admin forget-server")
    assert set(fields(form)) == {"name"}
    wrong = await admin.submit_modal(form, {"name": "another"})
    assert text(wrong.response) == world.desk.words("admin.forget-other-name", Language.EN)
    assert services.servers.of(world.guild.id).mentions is False
    form = await admin.slash(world.channel, "faq-admin forget-server")
    done = await admin.submit_modal(form, {"name": f" {world.guild.name.upper()} "})
    assert text(done.response) == world.desk.words("admin.forgotten", Language.EN)
    assert services.servers.of(world.guild.id) == UNSET
    assert services.answers.known([11]) == []
    await services.keeper.close()
    with sqlite3.connect(tmp_path / "store.db") as found:
        assert found.execute("SELECT guild_id FROM server_settings").fetchall() == [(5,)]
        assert found.execute("SELECT count(*) FROM answers").fetchone() == (0,)
    found.close()


async def test_only_admins_see_the_commands(world: World) -> None:
    """Discord offers them to those who may manage the server alone."""
    assert "faq-admin" not in world.bob.available_commands(world.channel)
    assert any(name.startswith("faq-admin") for name in admin_of(world).available_commands(world.channel))


async def test_who_was_let_in_by_the_server_still_may_not(world: World) -> None:
    """A server may offer the command to others; the code looks again."""
    command = next(one for one in await world.bot.tree.fetch_commands() if one.name == "faq-admin")
    world.guild.set_command_permissions(command, {world.bob: True})
    for name in ("setup", "status", "panel", "forget-server"):
        refused = await world.bob.slash(world.channel, f"faq-admin {name}")
        assert text(refused.response) == world.desk.words("admin.not-admin", Language.EN)


def test_the_permissions_that_are_looked_at_are_those_that_are_asked_for() -> None:
    """What the invitation asks for is what is missed where it is not there."""
    assert discord.Permissions(**dict.fromkeys(NEEDED, True)) == PERMISSIONS
