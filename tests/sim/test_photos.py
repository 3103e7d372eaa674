"""Photos and PDFs: whoever sends one is told what a tax form shows, and the answer to a question comes along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.ids import Do
from bot.discord.limits import check_message
from bot.discord.servers import Servers
from bot.language import Language
from bot.store.model import ServerSettings
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, labels, text

ENTRY = "loss-not-deductible"
PHOTO = [("my-1099R-2025.PNG", b"not a picture")]
SPANISH = "¿Qué significa esta casilla de mi formulario?"
NAMES = ["a.png", "a.JPG", "a.jpeg", "a.heic", "a.webp", "a.gif", "a.pdf", "A.PDF", "scan.tiff"]


def question(world: World, language: Language = Language.EN) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, language).title


async def direct(world: World, said: str) -> None:
    """A direct message with a photo; there SimCord wants the file stored already."""
    stored = world.env.backend.store_attachments(world.carol.dm_channel.id, PHOTO)
    await world.carol.send_dm(said, attachments=stored)


def word(world: World, where: str, language: Language) -> str:
    """What is said about a photo."""
    return world.desk.words(f"listen.photo-{where}", language)


def answers(world: World, channel: Any = None) -> list[Any]:
    """The bot's own messages in a channel, oldest first."""
    found = [m for m in (channel or world.channel).history() if m.author.id == world.bot.user.id]
    return sorted(found, key=lambda message: message.id)


@pytest.mark.parametrize("language", list(Language))
async def test_a_photo_with_a_question_gets_the_word_and_the_answer(world: World, language: Language) -> None:
    """One message: the word on photos first, then the answer with its sources, all in the asker's language."""
    await world.alice.send(world.channel, f"{world.me()} {question(world, language)}", attachments=PHOTO)
    (reply,) = answers(world)
    first, second = reply.content.splitlines()[:2]
    assert first == word(world, "server", language)
    assert second.startswith(f"**{world.desk.assistant.show(ENTRY, language).verdict}**")
    assert "[1] [" in reply.content
    assert world.desk.words("listen.photo-form", language) in labels(reply)
    assert world.desk.words("discord.remove", language) in labels(reply)
    assert check_message({"content": reply.content, "components": [c.to_dict() for c in reply.components]}) == []


@pytest.mark.parametrize("language", list(Language))
async def test_a_photo_alone_gets_the_word_alone(world: World, language: Language) -> None:
    """Without words the server's language counts; the buttons open the form of the 1099-R, and the one to ask."""
    world.bot.services.servers = Servers({world.guild.id: ServerSettings(language=language)})
    await world.alice.send(world.channel, world.me(), attachments=PHOTO)
    (reply,) = answers(world)
    assert reply.content == word(world, "server", language)
    assert labels(reply) == [world.desk.words(key, language) for key in ("listen.photo-form", "discord.ask")]
    form = await world.alice.click(reply, custom_id=control(reply, Do.FIGURES))
    assert "box1" in fields(form)
    assert (await world.bob.click(reply, custom_id=control(reply, Do.ASK))).modal is not None


async def test_in_a_direct_message_without_words_both_languages_are_used(world: World) -> None:
    """Nothing tells the language there, so the word and the buttons come in both, and the line on privacy too."""
    await direct(world, "")
    (reply,) = answers(world, world.carol.dm_channel)
    assert reply.content.splitlines()[:2] == [word(world, "direct", one) for one in (Language.ZH, Language.EN)]
    assert len(reply.content.splitlines()) == 4
    assert len(labels(reply)) == 4
    assert len(set(custom_ids(reply))) == 4


async def test_a_direct_message_with_a_question_is_answered_below_the_word(world: World) -> None:
    """Figures in words are computed there as ever."""
    asked = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"
    await direct(world, asked)
    (reply,) = answers(world, world.carol.dm_channel)
    shown = text(reply)
    assert shown.splitlines()[0] == word(world, "direct", Language.ZH)
    assert "$9,500" in shown
    assert world.desk.words("listen.photo-form", Language.ZH) in labels(reply)
    sent = [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")][-1]
    assert check_message(sent.json) == []


@pytest.mark.parametrize("said", ["看看这个", "拜托看一下", "please have a look", "hello there", "is this right?"])
async def test_words_that_ask_nothing_known_get_the_word_alone(world: World, said: str) -> None:
    """A refusal below the word on photos would help nobody."""
    await world.alice.send(world.channel, f"{world.me()} {said}", attachments=PHOTO)
    (reply,) = answers(world)
    language = Language.EN if said.isascii() else Language.ZH
    assert reply.content == word(world, "server", language)


async def test_another_language_gets_the_word_in_both(world: World) -> None:
    """Who asks in a language that the desk does not read can read one of the two, perhaps."""
    await world.alice.send(world.channel, f"{world.me()} {SPANISH}", attachments=PHOTO)
    (reply,) = answers(world)
    assert reply.content.splitlines() == [word(world, "server", one) for one in (Language.ZH, Language.EN)]


@pytest.mark.parametrize("name", NAMES)
async def test_photos_are_known_by_their_ending(world: World, name: str) -> None:
    """Whatever type Discord tells, a photo or PDF is known."""
    await world.alice.send(world.channel, world.me(), attachments=[(name, b"x")])
    (reply,) = answers(world)
    assert reply.content == word(world, "server", Language.EN)


@pytest.mark.parametrize("name", ["notes.txt", "rows.csv", "pdf", "song.mp3"])
async def test_other_files_are_no_photos(world: World, name: str) -> None:
    """A text or a table holds no picture of a form; the question is answered as if there were none."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}", attachments=[(name, b"x")])
    (reply,) = answers(world)
    assert reply.content.startswith("**No")


async def test_every_photo_is_told_of(world: World) -> None:
    """The second photo gets the word as the first did; the limit of answers in a channel holds for it too."""
    for _ in range(8):
        await world.alice.send(world.channel, world.me(), attachments=PHOTO)
    found = answers(world)
    assert [one.content == word(world, "server", Language.EN) for one in found] == [True] * 6 + [False]


async def test_a_photo_below_an_answer_is_told_of(world: World) -> None:
    """Thanks with a photo of the form, as a reply to the bot, get the word alone."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    (reply,) = answers(world)
    await world.alice.send(world.channel, f"{world.me()} thanks!", reply_to=reply, attachments=PHOTO)
    assert answers(world)[1].content == word(world, "server", Language.EN)


async def test_a_photo_that_is_not_for_the_bot_is_passed_over(world: World) -> None:
    """Without a mention the bot does not even see it."""
    await world.alice.send(world.channel, question(world), attachments=PHOTO)
    assert answers(world) == []


async def test_it_is_neither_fetched_nor_logged(world: World, written: Callable[[], str]) -> None:
    """No request for the file is made, and its name is in no log."""
    before = len(world.env.http_requests)
    await world.alice.send(world.channel, f"{world.me()} {question(world)}", attachments=PHOTO)
    await direct(world, "")
    assert {r.method for r in world.env.http_requests[before:]} == {"POST"}
    assert "photo guarded" in written()
    assert "1099R-2025" not in written()
