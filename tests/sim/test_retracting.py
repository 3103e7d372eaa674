"""Answers go with their question: who deletes what was asked has the answer deleted, and no other one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.discord.commands.context_menus import LOOK_UP
from bot.discord.ids import Do
from bot.discord.messages import posting, retracting
from bot.language import Language
from tests.sim.admin import permissions
from tests.sim.conftest import World
from tests.sim.forum import answers_in, post
from tests.sim.screen import control
from tests.sim.test_forums import opt_in

ENTRY = "loss-not-deductible"


async def ask(world: World, who: Any = None) -> Any:
    """A question after a mention."""
    asked = world.desk.assistant.show(ENTRY, Language.EN).title
    return await (who or world.alice).send(world.channel, f"{world.me()} {asked}")


def answers(world: World) -> list[Any]:
    """The bot's own messages in the channel, oldest first."""
    found = [m for m in world.channel.history() if m.author.id == world.bot.user.id]
    return sorted(found, key=lambda message: message.id)


async def test_the_answer_goes_with_its_question(world: World, written: Callable[[], str]) -> None:
    """Of two questions the deleted one takes its own answer along; the log holds no ids."""
    first = await ask(world)
    second = await ask(world, world.bob)
    kept = answers(world)[1]
    await world.alice.delete(first)
    assert [one.id for one in answers(world)] == [kept.id]
    await world.bob.delete(second)
    assert answers(world) == []
    assert "answer retracted" in written()
    assert str(first.id) not in written()


async def test_help_and_words_on_photos_go_too(world: World) -> None:
    """Whatever the bot said to a message goes with it."""
    empty = await world.alice.send(world.channel, world.me())
    photo = await world.alice.send(world.channel, world.me(), attachments=[("a.png", b"x")])
    assert len(answers(world)) == 2
    await world.alice.delete(photo)
    assert len(answers(world)) == 1
    await world.alice.delete(empty)
    assert answers(world) == []


async def test_questions_that_are_deleted_together(world: World) -> None:
    """A moderator who clears a channel takes the answers along; an answer among the cleared ones is no error."""
    questions = [await ask(world) for _ in range(3)]
    gone = answers(world)[0]
    world.env.backend.bulk_delete_messages(world.channel.id, [*(one.id for one in questions), gone.id])
    await world.env.settle()
    assert answers(world) == []


async def test_other_deletions_touch_nothing(world: World) -> None:
    """A message that was not answered, and an answer that its asker removed, leave everything as it is."""
    question = await ask(world)
    other = await world.bob.send(world.channel, "just talk")
    await world.bob.delete(other)
    (reply,) = answers(world)
    await world.alice.click(reply, custom_id=control(reply, Do.REMOVE))
    before = len(world.env.http_requests)
    await world.alice.delete(question)
    assert {r.method for r in world.env.http_requests[before:]} <= {"DELETE"}
    assert answers(world) == []


async def test_each_answer_to_a_question_goes(world: World) -> None:
    """The bot's own, and the one that a moderator had it reply with later."""
    question = await ask(world)
    role = world.guild.create_role("Moderators", permissions=permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("moderator"), roles=[role])
    shown = await moderator.context_menu(world.channel, LOOK_UP, question)
    await moderator.click(shown.response, custom_id=control(shown.response, Do.REPLY))
    assert len(answers(world)) == 2
    await world.alice.delete(question)
    assert answers(world) == []
    assert world.bot.services.answers.known([question.id]) == []


async def test_one_failure_leaves_the_others(world: World, written: Callable[[], str]) -> None:
    """Of three that are deleted together one fails: it is reported and stays known, the other two go."""
    questions = [await ask(world) for _ in range(3)]
    stuck = answers(world)[0]
    world.env.inject_error("DELETE", f"/channels/{world.channel.id}/messages/{stuck.id}", status=400)
    world.env.backend.bulk_delete_messages(world.channel.id, [one.id for one in questions])
    await world.env.settle()
    assert [one.id for one in answers(world)] == [stuck.id]
    assert [one.message for one in world.bot.services.answers.known([one.id for one in questions])] == [stuck.id]
    assert written().count("event failed") == 1


async def test_a_removed_answer_is_forgotten(world: World) -> None:
    """By its button, and by a moderator's hand."""
    questions = [await ask(world), await ask(world)]
    first, second = answers(world)
    await world.alice.click(first, custom_id=control(first, Do.REMOVE))
    assert len(world.bot.services.answers.known([one.id for one in questions])) == 1
    world.env.backend.delete_message(world.channel.id, second.id)
    await world.env.settle()
    assert world.bot.services.answers.known([one.id for one in questions]) == []


async def test_an_edited_question_keeps_its_answer(world: World) -> None:
    """What was asked was answered; an edit changes nothing."""
    question = await ask(world)
    await world.alice.edit(question, "never mind")
    assert len(answers(world)) == 1


async def test_a_question_that_is_gone_before_its_answer_comes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the deletion overtakes the answer, the answer goes right after it came."""
    really = posting.deliver

    async def overtaken(channel: Any, question: int, **options: Any) -> discord.Message:
        sent = await really(channel, question, **options)
        await retracting.retract(world.bot, world.bot.services, world.guild.id, {question})
        return sent

    monkeypatch.setattr(posting, "deliver", overtaken)
    await ask(world)
    assert answers(world) == []


async def test_an_answer_out_of_reach_is_no_incident(world: World, written: Callable[[], str]) -> None:
    """Where Discord does not let the bot delete, nothing is apologised for."""
    question = await ask(world)
    (reply,) = answers(world)
    world.env.inject_error("DELETE", f"/channels/{world.channel.id}/messages/{reply.id}", status=403)
    await world.alice.delete(question)
    assert "failed" not in written()


async def test_a_forum_answer_goes_with_the_first_message(world: World) -> None:
    """Who deletes what the post began with has the answer deleted too."""
    forum = world.guild.create_forum_channel("questions")
    opt_in(world, forum)
    thread = await post(world, forum, world.desk.assistant.show(ENTRY, Language.EN).title, world.alice)
    assert len(answers_in(world, thread)) == 1
    world.env.backend.delete_message(thread.id, thread.id)
    await world.env.settle()
    assert answers_in(world, thread) == []


async def test_direct_messages_are_left_alone(world: World) -> None:
    """A deleted direct message leaves its answer: it was seen by its asker alone."""
    asked = await world.carol.send_dm(world.desk.assistant.show(ENTRY, Language.EN).title)
    await world.carol.delete(asked)
    assert any(m.author.id == world.bot.user.id for m in world.carol.dm_channel.history())
