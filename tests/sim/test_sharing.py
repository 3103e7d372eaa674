"""Keep and share: the menu, text and picture for the presser alone, and a card for everyone, once, with its link."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from PIL import Image
from simcord.backend.models import Overwrite

from bot.charts import fonts
from bot.charts.fonts import CARRIED
from bot.charts.telling import MOST
from bot.discord.cards import sharing
from bot.discord.ids import Do, Ref
from bot.discord.messages.places import against_posting
from bot.discord.servers import Servers
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, plain, text

ENTRY = "loss-not-deductible"
FIGURES = "税后401k存了12,345，转的时候只剩11,987，亏的能抵税吗"
PRIVATE = re.compile(r"12,?345|11,?987|\$358")
LOCALES = {Language.ZH: "zh-CN", Language.ZH_HANT: "zh-TW", Language.EN: "en-US"}


async def card(world: World, place: str = "guild", language: Language = Language.EN, *, share: bool = False) -> Any:
    """The card of the first entry, as /ask shows it."""
    title = world.desk.assistant.show(ENTRY, language).title
    return (await world.slash(place, "ask", question=title, lang=language.value, share=share)).response


async def menu(world: World, message: Any, person: Any = None) -> Any:
    """What the button to save or share opens."""
    return await (person or world.alice).click(message, custom_id=control(message, Do.SHARE))


def links(message: Any) -> list[str]:
    """The links to messages that a text holds."""
    return re.findall(r"https://discord\.com/channels/\d+/\d+/\d+", text(message))


def files(result: Any) -> list[Any]:
    """What is attached to an answer, its own or that of its follow-ups."""
    return [one for message in (result.response, *result.followups) if message for one in message.attachments]


@pytest.mark.parametrize("place", ["guild", "dm"])
@pytest.mark.parametrize("language", list(Language))
async def test_the_menu_offers_what_can_be_had_here(
    world: World, user_locale: Callable[..., None], place: str, language: Language
) -> None:
    """In the language of the card: text, picture, and in a server the way to show it to everyone; else why not."""
    user_locale(LOCALES[language])
    found = await menu(world, await card(world, place, language), world.person(place))
    words = world.desk.words
    assert found.ephemeral
    wanted = [words("share.text", language), words("share.picture", language)]
    assert labels(found.response) == wanted + ([words("discord.post", language)] if place == "guild" else [])
    assert (words("share.menu-no-link", language) in plain(found.response)) is (place == "dm")
    assert words("share.menu-figures", language) not in plain(found.response)
    assert max(len(one) for one in labels(found.response)) <= 38


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_text_is_for_the_presser_alone(world: World, place: str) -> None:
    """The text has the footer, the sources with their addresses, and no buttons."""
    found = await menu(world, await card(world, place), world.person(place))
    copy = await world.person(place).click(found.response, custom_id=control(found.response, Do.TEXT))
    whole = "\n".join(plain(one) for one in (copy.response, *copy.followups))
    assert copy.ephemeral
    assert all(one.ephemeral for one in copy.followups)
    assert f"{ENTRY} v" in whole
    assert "https://www.law.cornell.edu" in whole
    assert labels(copy.response) == []


@pytest.mark.parametrize("place", ["guild", "dm"])
@pytest.mark.parametrize("language", list(Language))
async def test_picture_is_a_file_with_its_text(world: World, place: str, language: Language) -> None:
    """A PNG for the presser alone, named after the entry, whose alt text says the answer."""
    found = await menu(world, await card(world, place, language), world.person(place))
    sent = await world.person(place).click(found.response, custom_id=control(found.response, Do.PICTURE))
    (file,) = files(sent)
    assert all(one.ephemeral for one in sent.followups)
    assert file.filename == f"{ENTRY}.png"
    reply = world.desk.assistant.show(ENTRY, language)
    if fonts.find(language) is not CARRIED:
        assert reply.title in (file.description or "")
    assert len(file.description or "") <= MOST


async def test_picture_of_an_expanded_card_has_the_details(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shared is what is on the screen: expanded or not."""
    drawn: list[bytes] = []
    monkeypatch.setattr(
        "bot.discord.cards.sharing.file_of",
        lambda one: drawn.append(one.png) or discord.File(io.BytesIO(one.png), one.name),
    )
    message = await card(world)
    for _ in range(2):
        found = await menu(world, message)
        await world.alice.click(found.response, custom_id=control(found.response, Do.PICTURE))
        await world.alice.click(message, custom_id=control(message, Do.TURN))
    short, long = (Image.open(io.BytesIO(one)).height for one in drawn)
    assert long > 2 * short


async def test_without_a_chinese_font_the_picture_is_english_and_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other charts do the same; the text stays Chinese."""
    monkeypatch.setattr("bot.charts.card_type.find", lambda *_: CARRIED)
    found = await menu(world, await card(world, language=Language.ZH))
    sent = await world.alice.click(found.response, custom_id=control(found.response, Do.PICTURE))
    (file,) = files(sent)
    assert world.desk.assistant.show(ENTRY, Language.EN).title in file.description
    said = "\n".join(text(one) for one in (sent.response, *sent.followups))
    assert world.desk.words("share.no-font", Language.ZH) in said


# --- for everyone


async def test_posting_shows_the_card_once_and_tells_its_link(world: World) -> None:
    """The card comes without figures and without a ping; a second press, on any menu, gives the same link."""
    message = (await world.slash("guild", "ask", question=FIGURES, lang="zh")).response
    found = await menu(world, message)
    shown = await world.alice.click(found.response, custom_id=control(found.response, Do.POST))
    assert not shown.ephemeral
    assert world.alice.mention in text(shown.response)
    assert not PRIVATE.search(plain(shown.response))
    (told,) = shown.followups
    assert told.ephemeral
    link = f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{shown.response.id}"
    assert links(told) == [link]
    for again in (found, await menu(world, message)):
        result = await world.alice.click(again.response, custom_id=control(again.response, Do.POST))
        assert result.ephemeral
        assert links(result.response) == [link]
    other = await menu(world, await card(world, language=Language.ZH), world.alice)
    assert links(other.response) == [link]
    bodies = [r.json["data"] for r in world.env.http_requests if r.path.endswith("/callback") and r.json["type"] == 4]
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies)


async def test_a_card_taken_back_can_be_posted_anew(world: World) -> None:
    """The link of a removed card is worth nothing."""
    found = await menu(world, await card(world))
    post = control(found.response, Do.POST)
    first = (await world.alice.click(found.response, custom_id=post)).response
    await world.alice.click(first, custom_id=control(first, Do.REMOVE))
    assert world.channel.last_message is None
    second = await world.alice.click(found.response, custom_id=post)
    assert not second.ephemeral
    assert world.channel.last_message.id != first.id


async def test_after_an_hour_it_may_be_posted_again(world: World) -> None:
    """By then the first one is far up in the channel."""
    message = await card(world)
    found = await menu(world, message)
    first = await world.alice.click(found.response, custom_id=control(found.response, Do.POST))
    await world.env.advance_time(3601)
    second = await world.alice.click(found.response, custom_id=control(found.response, Do.POST))
    assert not second.ephemeral
    assert second.response.id != first.response.id


async def test_copy_of_a_public_card_tells_its_link(world: World) -> None:
    """A public card has no button to share; the copy that its details open has one, and knows where the card is."""
    public = await card(world, share=True)
    assert not any(f":{Do.SHARE}:" in one for one in custom_ids(public))
    copy = await world.bob.click(public, custom_id=control(public, Do.TURN))
    found = await menu(world, copy.response, world.bob)
    assert found.ephemeral
    assert links(found.response) == [f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{public.id}"]


async def test_nothing_is_posted_where_the_presser_may_not_write(world: World) -> None:
    """The bot is no way around the rules of a channel."""
    quiet = world.guild.create_text_channel("quiet")
    title = world.desk.assistant.show(ENTRY, Language.EN).title
    found = await menu(world, (await world.alice.slash(quiet, "ask", question=title)).response)
    deny = discord.Permissions(send_messages=True).value
    world.env.backend.set_overwrite(quiet.id, Overwrite(world.guild.default_role.id, 0, deny=deny))
    refused = await world.alice.click(found.response, custom_id=control(found.response, Do.POST))
    assert refused.ephemeral
    assert world.desk.words("discord.no-post", Language.EN) in text(refused.response)
    assert quiet.last_message is None
    again = await menu(world, (await world.alice.slash(quiet, "ask", question=title)).response)
    assert world.desk.words("share.menu-no-post", Language.EN) in plain(again.response)
    assert world.desk.words("discord.post", Language.EN) not in labels(again.response)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"guild_id": None}, "share.menu-no-link"),
        ({"permissions": discord.Permissions(view_channel=True)}, "discord.no-post"),
        ({"is_guild_integration": lambda: False}, "share.no-apps"),
        ({}, None),
    ],
)
def test_why_nothing_may_be_posted(changed: dict[str, Any], why: str | None) -> None:
    """Outside of servers, without the right to write, and where a server keeps apps that it did not install quiet."""
    may = discord.Permissions(view_channel=True, send_messages=True)
    client = SimpleNamespace(services=SimpleNamespace(servers=Servers()))
    press = {
        "guild_id": 1, "channel_id": 2, "channel": None, "client": client, "permissions": may,
        "is_user_integration": lambda: True, "is_guild_integration": lambda: True,
    }  # fmt: skip
    assert against_posting(SimpleNamespace(**press | changed)) == why  # type: ignore[arg-type]


async def test_a_card_that_discord_keeps_private_has_no_link(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Discord makes the answer of an app ephemeral, the presser is told, and no link is handed out."""
    monkeypatch.setattr(discord.InteractionCallbackResponse, "is_ephemeral", lambda _: True)
    found = await menu(world, await card(world))
    shown = await world.alice.click(found.response, custom_id=control(found.response, Do.POST))
    (told,) = shown.followups
    assert text(told) == world.desk.words("share.no-apps", Language.EN)
    assert links((await menu(world, await card(world))).response) == []


async def test_an_old_public_card_does_not_keep_a_new_one_away(world: World) -> None:
    """One that was made long ago is offered as a link, and the entry may be posted again, once."""
    public = await card(world, share=True)
    copy = await world.alice.click(public, custom_id=control(public, Do.TURN))
    found = (await menu(world, copy.response)).response
    assert len(links(found)) == 1
    long_ago = discord.utils.time_snowflake(discord.utils.snowflake_time(public.id) - 2 * sharing.LATELY)
    world.bot.services.memory.keep_link(world.channel.id, ENTRY, Language.EN, long_ago)
    shown = await world.alice.click(found, custom_id=control(found, Do.POST))
    assert not shown.ephemeral
    twice = await world.alice.click(found, custom_id=control(found, Do.POST))
    assert twice.ephemeral


async def test_menu_works_after_a_restart(world: World) -> None:
    """All three of its buttons, made by an earlier process."""
    found = (await menu(world, await card(world, language=Language.ZH_HANT))).response
    await world.restart()
    copy = await world.alice.click(found, custom_id=control(found, Do.TEXT))
    assert f"{ENTRY} v" in plain(copy.response) + "".join(plain(one) for one in copy.followups)
    assert files(await world.alice.click(found, custom_id=control(found, Do.PICTURE)))
    shown = await world.alice.click(found, custom_id=control(found, Do.POST))
    assert not shown.ephemeral
    assert world.desk.assistant.show(ENTRY, Language.ZH_HANT).title in plain(shown.response)


@pytest.mark.parametrize("do", [Do.SHARE, Do.TEXT, Do.PICTURE, Do.POST])
async def test_an_entry_that_is_no_more_is_said_to_be(world: World, do: Do) -> None:
    """An old button under a card whose entry has left the knowledge base is answered, once."""
    message = await card(world)
    raw = world.env.backend.get_message(message.channel_id, message.id)
    old = str(Ref(do, "long-gone-entry", Language.EN))
    raw.components[-1]["components"][-1]["components"][0]["custom_id"] = old
    result = await world.alice.click(message, custom_id=old)
    assert result.ephemeral
    assert world.desk.words("discord.retired", Language.EN) in text(result.response)
    assert result.followups == []


# --- a calculation


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_figures_leave_only_as_text_and_picture(world: World, place: str) -> None:
    """Both are for the asker alone; what everybody sees is the entry that explains it, without figures."""
    person = world.person(place)
    result = await world.slash(place, "convert", basis="12345", value="11987")
    found = await menu(world, result.response, person)
    assert world.desk.words("share.menu-figures", Language.EN) in plain(found.response)
    copy = await person.click(found.response, custom_id=control(found.response, Do.TEXT))
    assert copy.ephemeral
    assert PRIVATE.search(plain(copy.response))
    sent = await person.click(found.response, custom_id=control(found.response, Do.PICTURE))
    assert all(one.ephemeral for one in sent.followups)
    (file,) = files(sent)
    assert PRIVATE.search(file.description)
    assert not PRIVATE.search(file.filename)
    assert not any(PRIVATE.search(one) for one in custom_ids(found.response))
    if place == "dm":
        assert not any(f":{Do.POST}:" in one for one in custom_ids(found.response))
        return
    assert labels(found.response)[-1] == world.desk.words("share.post-why", Language.EN)
    shown = await person.click(found.response, custom_id=control(found.response, Do.POST))
    assert not shown.ephemeral
    assert "[1] [" in text(shown.response)
    assert not PRIVATE.search(plain(shown.response))


async def test_no_figure_in_ids_names_and_logs(world: World, written: Callable[[], str]) -> None:
    """After text, picture and post of a calculation, neither the log nor any id or file name holds a figure."""
    result = await world.slash("guild", "convert", basis="12345", value="11987")
    found = await menu(world, result.response)
    for do in (Do.TEXT, Do.PICTURE, Do.POST):
        await world.alice.click(found.response, custom_id=control(found.response, do))
    bodies = json.dumps([r.json for r in world.env.http_requests if r.json], default=str, ensure_ascii=False)
    ids = re.findall(r'"(?:custom_id|filename)": "([^"]*)"', bodies)
    assert len(ids) > 8
    assert not any(PRIVATE.search(one) for one in ids)
    lines = written()
    assert "picture" in lines
    assert not PRIVATE.search(lines)


async def test_forgotten_figures_are_said_to_be(world: World) -> None:
    """After a restart neither text nor picture can be made; the way to enter the figures again is there."""
    result = await world.slash("guild", "convert", basis="12345", value="11987")
    found = (await menu(world, result.response)).response
    picture = control(found, Do.PICTURE)
    await world.restart()
    await world.alice.click(found, custom_id=picture)
    assert world.desk.words("discord.forgotten", Language.EN) in text(found)
    assert control(found, Do.FIGURES)


async def test_somebody_elses_figures_are_not_shared(world: World) -> None:
    """The token of a private card works for its asker alone."""
    result = await world.slash("guild", "convert", basis="12345", value="11987")
    found = (await menu(world, result.response)).response
    stolen = control(found, Do.PICTURE)
    public = await card(world, share=True)
    raw = world.env.backend.get_message(public.channel_id, public.id)
    raw.components[-1]["components"][-1]["components"][0]["custom_id"] = stolen
    taken = await world.bob.click(public, custom_id=stolen)
    assert taken.ephemeral
    assert files(taken) == []
    assert not PRIVATE.search(text(taken.response))


async def test_a_double_click_gives_the_same_twice(world: World) -> None:
    """Menu, text and picture may be pressed again: nothing breaks, nothing becomes public."""
    message = await card(world)
    for _ in range(2):
        found = await menu(world, message)
        for do in (Do.TEXT, Do.PICTURE, Do.TEXT, Do.PICTURE):
            result = await world.alice.click(found.response, custom_id=control(found.response, do))
            assert all(one.ephemeral for one in (result.response, *result.followups) if one)
    assert world.channel.last_message is None


async def test_a_picture_that_fails_is_apologised_for_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks while it is drawn, the presser is not left waiting."""

    def broken(*_: Any, **__: Any) -> None:
        raise OSError("no fonts today")

    monkeypatch.setattr("bot.charts.card.draw_card", broken)
    found = await menu(world, await card(world))
    result = await world.alice.click(found.response, custom_id=control(found.response, Do.PICTURE))
    said = [text(one) for one in (result.response, *result.followups) if one and text(one)]
    assert len({one for one in said if "E-" in one}) == 1
    assert files(result) == []
