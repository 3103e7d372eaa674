"""What a server has set about mentions, other languages, silence, and the first direct message."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite

from bot.discord import panel
from bot.discord.servers import Servers
from bot.language import Language
from bot.store.model import ServerSettings
from tests.sim.conftest import World
from tests.sim.screen import plain, text

ENTRY = "loss-not-deductible"
SPANISH = "¿Puedo convertir mi after-tax 401k a Roth si perdí dinero?"


def question(world: World, language: Language = Language.EN) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, language).title


def set_up(world: World, **settings: Any) -> None:
    """How the server wants to be served."""
    world.bot.services.servers = Servers({world.guild.id: ServerSettings(**settings)})


def answers(world: World, channel: Any = None) -> list[Any]:
    """The bot's own messages in a channel, oldest first."""
    found = [m for m in (channel or world.channel).history() if m.author.id == world.bot.user.id]
    return sorted(found, key=lambda message: message.id)


def sent(world: World) -> list[Any]:
    """What the bot has sent in direct messages, oldest first."""
    return answers(world, world.carol.dm_channel)


async def test_mentions_can_be_switched_off(world: World) -> None:
    """A server without mentions gets none answered, with or without a photo."""
    set_up(world, mentions=False)
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    await world.alice.send(world.channel, world.me(), attachments=[("1099.png", b"x")])
    assert answers(world) == []


async def test_quiet_channels_stay_quiet_with_their_threads(world: World) -> None:
    """A channel that is quiet is quiet in its threads too; others are answered."""
    quiet = world.guild.create_text_channel("quiet")
    set_up(world, quiet=frozenset({quiet.id}))
    thread = open_thread(world, quiet)
    for channel in (quiet, thread, world.channel):
        await world.alice.send(channel, f"{world.me()} {question(world)}")
    assert [len(answers(world, channel)) for channel in (quiet, thread, world.channel)] == [0, 0, 1]


async def test_only_the_chosen_channels_are_answered_in(world: World) -> None:
    """Where some channels are chosen, the others get no answers; threads follow their channel."""
    other = world.guild.create_text_channel("other")
    set_up(world, channels=frozenset({other.id}))
    thread = open_thread(world, other)
    for channel in (world.channel, other, thread):
        await world.alice.send(channel, f"{world.me()} {question(world)}")
    assert [len(answers(world, channel)) for channel in (world.channel, other, thread)] == [0, 1, 1]


@pytest.mark.parametrize("language", list(Language))
async def test_the_servers_language_counts_where_the_text_tells_none(world: World, language: Language) -> None:
    """A fragment without a language is answered in the one that admins have set, not in Discord's nor the user's."""
    set_up(world, language=language)
    await world.alice.send(world.channel, f"{world.me()} 415c")
    await world.alice.send(world.channel, world.me())
    first, second = answers(world)
    assert world.desk.words("discord.remove", language) in str([c.to_dict() for c in first.components])
    assert second.content.splitlines()[0] == panel.mention_help(world.bot.services, language)[0].splitlines()[0]


async def test_a_question_keeps_its_own_language(world: World) -> None:
    """What is asked in English is answered in English, whatever the server has set."""
    set_up(world, language=Language.ZH)
    await world.alice.send(world.channel, f"{world.me()} {question(world, Language.EN)}")
    (reply,) = answers(world)
    assert reply.content.startswith("**No")


async def test_threads_need_their_own_permission(world: World) -> None:
    """In a thread the permission for threads counts; without it the bot does not even try."""
    thread = open_thread(world, world.channel)
    deny = discord.Permissions(send_messages_in_threads=True).value
    writer = world.guild.add_member(
        world.env.create_user("writer"),
        roles=[world.guild.create_role("writers", permissions=discord.Permissions.all())],
    )
    world.env.backend.set_overwrite(world.channel.id, Overwrite(world.guild.default_role.id, 0, deny=deny))
    before = len(world.env.http_requests)
    await writer.send(thread, f"{world.me()} {question(world)}")
    assert answers(world, thread) == []
    assert [r for r in world.env.http_requests[before:] if r.method == "POST"] == []


async def test_the_text_beside_a_voice_channel(world: World) -> None:
    """It is answered like any other, unless the bot may not enter."""
    voice = world.guild.create_voice_channel("talk")
    await world.alice.send(voice, f"{world.me()} {question(world)}")
    assert len(answers(world, voice)) == 1
    role = world.guild.create_role("all", permissions=discord.Permissions.all())
    writer = world.guild.add_member(world.env.create_user("writer"), roles=[role])
    deny = discord.Permissions(connect=True).value
    world.env.backend.set_overwrite(voice.id, Overwrite(world.guild.default_role.id, 0, deny=deny))
    await writer.send(voice, f"{world.me()} {question(world)}")
    assert len(answers(world, voice)) == 1


async def test_roles_edits_and_system_messages_are_passed_over(world: World) -> None:
    """A role with the bot in it, a mention that is added later, and what Discord itself says get no answers."""
    role = world.guild.create_role("helpers", mentionable=True)
    await world.alice.send(world.channel, f"{role.mention} {question(world)}")
    message = await world.alice.send(world.channel, question(world))
    await world.alice.edit(message, f"{world.me()} {question(world)}")
    # Discord announces a thread by its name, which may well mention the bot
    open_thread(world, world.channel, f"{world.me()} {question(world)}"[:100])
    await world.env.settle()
    assert answers(world) == []


async def test_a_mention_among_code_is_one(world: World) -> None:
    """Discord counts it as a mention, so it is answered; marks of code do not disturb the question."""
    await world.alice.send(world.channel, f"`{world.me()}` {question(world)}")
    (reply,) = answers(world)
    assert reply.content.startswith("**No")


async def test_a_reply_with_a_question_is_answered(world: World) -> None:
    """Who replies to an answer with a ping has mentioned the bot: a real question is answered, thanks are not."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    (reply,) = answers(world)
    await world.bob.send(world.channel, "thanks a lot!", reply_to=reply)
    assert len(answers(world)) == 1
    await world.bob.send(world.channel, question(world, Language.ZH), reply_to=reply)
    assert len(answers(world)) == 2
    assert answers(world)[1].content.startswith("**不能")


async def test_an_objection_is_not_answered_with_the_same_card(world: World) -> None:
    """Who replies that the answer is wrong would read it once more; a question is answered, and so are other cards."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    (reply,) = answers(world)
    objection = "That's wrong, you can deduct the after-tax 401k loss"
    await world.bob.send(world.channel, objection, reply_to=reply)
    await world.bob.send(world.channel, "不对，after-tax 401(k) 转 Roth 亏了可以抵税", reply_to=reply)
    assert len(answers(world)) == 1
    await world.bob.send(world.channel, f"{world.me()} {objection}")
    assert len(answers(world)) == 2
    await world.bob.send(world.channel, "can I deduct the loss in my after-tax 401k", reply_to=reply)
    assert len(answers(world)) == 3
    await world.bob.send(world.channel, "加州的州税", reply_to=reply)
    assert len(answers(world)) == 4


async def test_another_language_is_told_so_everywhere(world: World) -> None:
    """One line in each of our languages: after a mention, in a direct message, and to a command."""
    await world.alice.send(world.channel, f"{world.me()} {SPANISH}")
    await world.carol.send_dm(SPANISH)
    asked = await world.alice.slash(world.channel, "ask", question=SPANISH)
    shown = [plain(answers(world)[0]), plain(sent(world)[0]), plain(asked.response)]
    for one in shown:
        assert world.desk.words("listen.foreign", Language.EN) in one
        assert world.desk.words("listen.foreign", Language.ZH) in one
        assert "[1]" not in one


async def test_the_first_direct_message_gets_a_line_on_privacy(world: World) -> None:
    """The answer comes first, the line last and once; who has had it does not get it again until a restart."""
    for _ in range(2):
        await world.carol.send_dm(question(world))
    line = f"-# {world.desk.words('listen.first-direct', Language.EN)}"
    first, second = sent(world)
    assert first.content.startswith("**No")
    assert first.content.splitlines()[-1] == line
    assert line not in second.content
    await world.restart()
    await world.carol.send_dm(question(world, Language.ZH))
    assert f"-# {world.desk.words('listen.first-direct', Language.ZH)}" in sent(world)[-1].content


async def test_the_line_stands_below_a_card_too(world: World) -> None:
    """An answer that is too long for an ordinary message carries the line below its card; help carries it as well."""
    await world.carol.send_dm("hello")
    dave = world.env.create_user("dave")
    asked = "本金 1万 现值 9500，税率 24%，转去 Roth IRA，after-tax 401k 亏了能抵税吗？" + "谢谢。" * 5
    await dave.send_dm(asked)
    (long,) = answers(world, dave.dm_channel)
    assert text(long).splitlines()[-1] == f"-# {world.desk.words('listen.first-direct', Language.ZH)}"
    assert f"-# {world.desk.words('listen.first-direct', Language.EN)}" in text(sent(world)[0])


async def test_in_servers_there_is_no_such_line(world: World) -> None:
    """The line is for direct messages, where figures are welcome."""
    await world.alice.send(world.channel, f"{world.me()} {question(world)}")
    assert world.desk.words("listen.first-direct", Language.EN) not in answers(world)[0].content


def open_thread(world: World, channel: Any, name: str = "a thread") -> Any:
    """A public thread in a channel."""
    thread = world.env.backend.create_thread(channel.id, name, world.alice.id)
    return next(one for one in channel.threads if one.id == thread.id)
