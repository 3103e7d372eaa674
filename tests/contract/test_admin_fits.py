"""The cards and forms of /faq-admin fit Discord and a phone, in all three renderings, however much a server has set."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.desk import Desk
from bot.discord.admin import reloading
from bot.discord.admin.differing import Difference
from bot.discord.admin.forgetting import ForgetForm
from bot.discord.admin.setup import MOST, PAGES, _Panel
from bot.discord.cards.render import components_of, notice
from bot.discord.ids import SETUP, Do, Ref
from bot.discord.limits import CARD_TEXT, COMPONENTS_V2, LABEL_TARGET, check_message, check_modal, walk
from bot.discord.services import Services
from bot.language import Language
from bot.store.model import ServerSettings
from knowledge.reading import Problem

FULL = frozenset(range(2**62, 2**62 + MOST))


@pytest.fixture
def services(desk: Desk) -> Services:
    """With a server that has set all that can be set."""
    made = Services.around(desk)
    settings = ServerSettings(channels=FULL, quiet=FULL, forums=FULL, curators=2**62)
    made.servers = type(made.servers)({1: settings})
    return made


class Channel(discord.TextChannel):
    """A channel in which the bot may do nothing."""

    def __init__(self, guild: Any, channel_id: int) -> None:
        self.guild, self.id = guild, channel_id

    def permissions_for(self, _: Any, /) -> discord.Permissions:
        return discord.Permissions.none()


def guild() -> Any:
    """A server with all those channels."""
    found = SimpleNamespace(
        id=1, me=object(), get_role=lambda one: discord.Object(one, type=discord.Role), unavailable=False
    )
    found.get_channel = lambda one: Channel(found, one)
    return found


def emptied() -> Any:
    """A server in which every channel and role was deleted."""
    return SimpleNamespace(id=1, me=object(), get_role=lambda _: None, get_channel=lambda _: None, unavailable=False)


def check(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """The components, within every limit."""
    components = components_of(view)
    assert check_message({"components": components, "flags": COMPONENTS_V2}) == []
    found = [dict(part) for part in walk(components)]
    assert sum(len(part["content"]) for part in found if part["type"] == 10) <= CARD_TEXT
    assert all(len(part["label"]) <= LABEL_TARGET for part in found if part["type"] == 2)
    assert len([part for part in found if part["type"] == 1]) <= 3
    return found


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", range(1, PAGES + 1))
@pytest.mark.parametrize("name", ["channels", "quiet", "forums"])
def test_pages_of_the_setup_fit(services: Services, language: Language, page: int, name: str) -> None:
    """With 25 channels in each setting, what was just saved on top, and every permission missing."""
    listed = language.join(f"<#{one}>" for one in sorted(FULL))
    said = services.desk.words(f"admin.saved-{name}", language, list=listed)
    said += "\n" + services.desk.words("admin.not-kept", language)
    found = check(_Panel(services, guild(), Ref(Do.SETUP, SETUP, language, page)).view(said))
    text = "\n".join(part["content"] for part in found if part["type"] == 10)
    assert ("⚠️" in text) == (page > 1)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", range(1, PAGES + 1))
def test_pages_of_the_setup_fit_where_nothing_chosen_is_left(services: Services, language: Language, page: int) -> None:
    """With a warning for each kind, and a button more."""
    found = check(_Panel(services, emptied(), Ref(Do.SETUP, SETUP, language, page)).view("x"))
    text = "\n".join(part["content"] for part in found if part["type"] == 10)
    keys = {2: ["gone-all", "gone-some"], 3: ["gone-some", "gone-role"]}.get(page, [])
    assert all(services.desk.words(f"admin.{key}", language, count=MOST) in text for key in keys)
    assert text.count("⚠️") == len(keys)


@pytest.mark.parametrize("language", list(Language))
def test_reload_fits(services: Services, language: Language) -> None:
    """Hundreds of entries that differ, and dozens of long problems."""
    many = tuple(f"entry-{'x' * 30}-{n}" for n in range(300))
    difference = Difference(many, many, many, 300, 300, other=True)
    check(notice("\n".join(reloading._differs(services, difference, "2026-11-26+abcdef01", language))))
    problems = [Problem("knowledge/entries/x.yaml", 1, "rule", "*" * 600, "mend it " * 50) for _ in range(40)]
    check(notice("\n".join(reloading._told(services, problems, language))))


@pytest.mark.parametrize("language", list(Language))
async def test_form_fits(services: Services, language: Language) -> None:
    """A server's name may have a hundred characters."""
    assert check_modal(ForgetForm(services, "名" * 100, language).to_dict()) == []
