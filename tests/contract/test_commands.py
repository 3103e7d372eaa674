"""The command definitions as they would be registered, and the bot's privileges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord
import pytest

from bot.desk import Desk
from bot.discord.cards.render import ACCENTS
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.commands.context_menus import LOOK_UP, REPLY
from bot.discord.ids import UNREADABLE, Do, Ref, parse, template
from bot.discord.limits import AUTOCOMPLETE_CHOICES, CHAT_INPUT, COMMAND_LOCALES, QUESTION, check_commands
from bot.discord.sync import canonical, changes, definitions
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import Tone
from bot.settings import Settings


@pytest.fixture
async def bot(desk: Desk) -> RothdeskBot:
    """A bot that was set up and not connected."""
    made = create_bot(Settings(token=None), desk)
    await made.setup_hook()
    return made


async def test_definitions_fit(bot: RothdeskBot) -> None:
    """Names, lengths, order of options, locales and totals are what Discord takes."""
    found = await definitions(bot)
    slash = {command["name"] for command in found if command.get("type", CHAT_INPUT) == CHAT_INPUT}
    assert slash == {"ask", "browse", "calc", "convert", "help", "faq-admin"}
    assert check_commands(found) == []


async def test_every_text_is_there_in_every_language(bot: RothdeskBot) -> None:
    """Descriptions of commands and options, and choices, come in all three locales; names stay English."""
    for command in await definitions(bot):
        if command.get("type", CHAT_INPUT) != CHAT_INPUT:  # an entry of a menu is its name alone, in both languages
            assert set(command.get("name_localizations") or {}) in (set(), COMMAND_LOCALES)
            continue
        assert not command.get("name_localizations")
        for item in _items(command):
            assert set(item["description_localizations"]) == COMMAND_LOCALES
            assert item["description_localizations"]["en-US"] == item["description"]
            assert not item.get("name_localizations")
            for choice in item.get("choices", ()):
                assert set(choice["name_localizations"]) == COMMAND_LOCALES


def _items(command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A command, its options and subcommands, and theirs."""
    yield command
    for option in command.get("options", ()):
        yield from _items(option)


async def test_every_kind_of_calculation_is_offered(bot: RothdeskBot) -> None:
    """The kinds stand in the menu of /calc under their names, in three languages, and no more than Discord shows."""
    command = next(c for c in await definitions(bot) if c["name"] == "calc")
    kind, figures = command["options"]
    assert [choice["value"] for choice in kind["choices"]] == list(KINDS)
    assert len(kind["choices"]) <= AUTOCOMPLETE_CHOICES
    assert len({choice["name_localizations"]["zh-CN"] for choice in kind["choices"]}) == len(KINDS)
    assert (kind["required"], figures["required"], figures["max_length"]) == (True, False, QUESTION)


async def test_commands_can_be_used_everywhere_but_those_for_admins(bot: RothdeskBot) -> None:
    """Users may install the desk for themselves; /faq-admin is for those who manage a server."""
    for command in await definitions(bot):
        if command["name"] == REPLY:  # whom the server has named is looked at on the press
            assert (command["contexts"], command["integration_types"]) == ([0], [0])
            assert command["default_member_permissions"] is None
        elif command["name"] == "faq-admin":
            assert (command["contexts"], command["integration_types"]) == ([0], [0])
            assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
        else:
            assert (sorted(command["contexts"]), sorted(command["integration_types"])) == ([0, 1, 2], [0, 1])
            assert command["default_member_permissions"] is None


async def test_entries_of_the_menu_of_a_message(bot: RothdeskBot) -> None:
    """Two, with names that both kinds of readers find; the limits of menus are held, not those of typed names."""
    menus = [command for command in await definitions(bot) if command.get("type", CHAT_INPUT) != CHAT_INPUT]
    assert {(menu["name"], menu["type"]) for menu in menus} == {(LOOK_UP, 3), (REPLY, 3)}
    assert [menu["name_localizations"]["zh-TW"] for menu in menus if menu["name"] == REPLY] == [
        REPLY.replace("回复", "回覆")
    ]
    assert check_commands(menus) == []
    (first, _) = menus
    assert check_commands([{**first, "name": "x" * 33}, {**first, "description": "no"}]) != []
    assert "menus of type 3" in str(check_commands([{**first, "name": str(n)} for n in range(16)]))
    assert changes(menus, []) == sorted(f"add {menu['name']}" for menu in menus)
    assert changes(menus, menus) == []


async def test_admin_commands_are_there(bot: RothdeskBot) -> None:
    """What an admin can do, one subcommand each; the limits are looked at inside of the group too."""
    found = next(c for c in await definitions(bot) if c["name"] == "faq-admin")
    assert {one["name"] for one in found["options"]} == {"setup", "status", "panel", "reload", "forget-server"}
    long = {**found["options"][0], "description": "x" * 101}
    assert any("101" in problem for problem in check_commands([{**found, "options": [long]}]))


async def test_bot_asks_for_no_privilege(bot: RothdeskBot) -> None:
    """No privileged intent, no mention that could ping, no cache of members or messages."""
    assert bot.intents.value == discord.Intents(guilds=True, guild_messages=True, dm_messages=True).value
    assert not bot.intents.members
    assert not bot.intents.message_content
    assert not bot.intents.presences
    assert bot.allowed_mentions is not None
    assert bot.allowed_mentions.to_dict() == {"parse": []}
    assert bot._connection.member_cache_flags == discord.MemberCacheFlags.none()
    assert bot._connection._messages is None


async def test_invite_asks_for_what_is_used(bot: RothdeskBot) -> None:
    """View, send, send in threads, embed links, attach files, read history: nothing of an admin's."""
    assert "permissions=274878024704" in bot.invite()
    assert "scope=bot+applications.commands" in bot.invite()


def test_creating_a_bot_has_no_side_effect(desk: Desk) -> None:
    """The factory runs outside a loop, opens nothing and needs no token."""
    made = create_bot(Settings(token=None), desk)
    assert not made.is_ready()


async def test_server_set_fields_make_no_difference(bot: RothdeskBot) -> None:
    """What Discord adds or reorders is no reason to register again; a changed description is."""
    wanted = await definitions(bot)
    registered: list[dict[str, Any]] = [
        {**c, "id": "1", "application_id": "2", "version": "3", "nsfw": False, "dm_permission": True} for c in wanted
    ]
    registered[0]["contexts"] = list(reversed(registered[0]["contexts"]))
    registered[0]["name_localizations"] = {}
    assert changes(wanted, list(reversed(registered))) == []
    registered[1] = {**registered[1], "description": "old"}
    assert changes(wanted, [*registered, {"name": "gone", "description": "x"}]) == ["change /convert", "remove /gone"]
    assert changes(wanted, registered[1:])[0] == "add /ask"


async def test_order_of_options_makes_a_difference(bot: RothdeskBot) -> None:
    """Users see options in order."""
    command = next(c for c in await definitions(bot) if c["name"] == "convert")
    turned = {**command, "options": list(reversed(command["options"]))}
    assert canonical(command) != canonical(turned)


@pytest.mark.parametrize("do", list(Do))
def test_longest_custom_id_fits(do: Do) -> None:
    """The longest ids that the knowledge model allows stay within 100 characters and read back."""
    ref = Ref(do, "e" * 48, Language.ZH_HANT, page=99, browsing=True, note=str(2**64 - 1))
    match = template(do).fullmatch(str(ref))
    assert len(str(ref)) <= 100
    assert match is not None
    assert parse(do, match) == ref


@pytest.mark.parametrize("do", list(Do))
def test_exactly_one_listener_takes_an_id(do: Do) -> None:
    """An id goes to its own listener alone; whatever is unreadable goes to the one for that."""
    good = str(Ref(do, "e", Language.EN))
    patterns = [template(one) for one in Do] + [UNREADABLE]
    for custom_id in (good, f"{good}x", good.replace("fq1", "fq2"), f"{good}\n"):
        assert sum(bool(pattern.fullmatch(custom_id)) for pattern in patterns) <= 1
    assert template(do).fullmatch(good)
    assert UNREADABLE.fullmatch(f"{good}x")
    assert not UNREADABLE.fullmatch("someone-elses-button")


# what Discord's four themes put behind messages and cards
BACKGROUNDS = {
    name: getattr(discord.Colour, name)().value
    for name in (
        *("light_theme", "ash_theme", "dark_theme", "onyx_theme"),
        *("light_embed", "ash_embed", "dark_embed", "onyx_embed"),
    )
}


def _luminance(colour: int) -> float:
    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (part(colour >> shift & 255) for shift in (16, 8, 0))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("background", list(BACKGROUNDS))
def test_accent_is_seen_on_every_background(tone: Tone, background: str) -> None:
    """A contrast of 3:1 at least, as WCAG asks of graphics."""
    light, dark = sorted((_luminance(ACCENTS[tone]), _luminance(BACKGROUNDS[background])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3
