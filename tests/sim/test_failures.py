"""When something goes wrong: one answer or one apology, an incident in the log, and nothing private anywhere."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.charts import draw
from bot.discord import answering
from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, pictures, plain, text

SECRET = "存了87654，现值76543，能抵税吗 zanzibar"
FIGURES = re.compile(r"87,?654|76,?543|11,?111|zanzibar")


def break_the_desk(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every answer fail with an error that quotes the question."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError(f"could not answer {args} {kwargs}")

    for name in ("ask", "show", "compute_text"):
        monkeypatch.setattr(type(world.desk.assistant), name, fail)


def apologies(message: Any) -> list[str]:
    """Incident ids in a message."""
    return re.findall(r"E-[0-9A-F]{4}", text(message))


async def test_failed_command_apologises_once_and_logs_the_incident(
    world: World, monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
) -> None:
    """The apology is ephemeral, in both languages; the log holds its id and the trace, not the question."""
    break_the_desk(world, monkeypatch)
    result = await world.slash("guild", "ask", question=SECRET)
    said = text(result.response)
    assert result.ephemeral
    assert result.followups == []
    assert len(set(apologies(result.response))) == 1
    assert len(said.splitlines()) == 2
    lines = written()
    assert apologies(result.response)[0] in lines
    assert "answering.py" in lines
    assert not FIGURES.search(lines)
    assert world.env.errors


async def test_failed_form_and_button_apologise(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms and buttons take the same path as commands."""
    form = await world.slash("guild", "convert")
    card = await world.slash(
        "guild", "ask", question=world.desk.assistant.show("loss-not-deductible", Language.EN).title
    )
    break_the_desk(world, monkeypatch)
    result = await world.alice.submit_modal(form, {"basis": "87654", "value": "76543", "to": "roth401k"})
    assert apologies(result.response)
    pressed = await world.alice.click(card.response, custom_id=control(card.response, Do.TURN))
    sent = [*pressed.followups, pressed.response]
    assert any(apologies(one) for one in sent)
    assert world.env.errors is not None


async def test_failure_after_a_defer_does_not_leave_the_user_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error after "thinking…" replaces it by the apology."""

    async def defers(interaction: Any, *_: Any, **__: Any) -> None:
        await interaction.response.defer(ephemeral=True)
        raise RuntimeError("broken")

    monkeypatch.setattr(answering, "answer", defers)
    result = await world.slash("guild", "ask", question=SECRET)
    assert sum(bool(apologies(one)) for one in (result.response, *result.followups)) == 1
    assert world.env.errors


async def test_failed_mention_and_direct_message_apologise_once(
    world: World, monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
) -> None:
    """Messages are apologised for in place, once."""
    break_the_desk(world, monkeypatch)
    await world.alice.send(world.channel, f"{world.me()} {SECRET}")
    await world.carol.send_dm(SECRET)
    for channel in (world.channel, world.carol.dm_channel):
        own = [m for m in channel.history() if m.author.id == world.bot.user.id]
        assert len(own) == 1
        assert apologies(own[0])
    assert not FIGURES.search(written())


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_discord_failing_is_logged_and_not_answered_twice(
    world: World, status: int, written: Callable[[], str]
) -> None:
    """When Discord refuses a message there is one attempt, one line in the log, and no trace of what was asked."""
    world.env.inject_error("POST", "/channels/*/messages", status=status)
    before = len(world.env.http_requests)
    await world.alice.send(world.channel, f"{world.me()} {SECRET}")
    tries = [r for r in world.env.http_requests[before:] if r.path.endswith("/messages") and r.method == "POST"]
    assert len(tries) == 1
    lines = written()
    assert "event failed" in lines
    assert not FIGURES.search(lines)


async def test_failed_callback_is_apologised_for(world: World) -> None:
    """When Discord refuses the answer to a command, the user gets the apology in its place."""
    world.env.inject_error("POST", "/interactions/*/*/callback", status=400, code=50035)
    result = await world.slash("guild", "ask", question=SECRET)
    assert apologies(result.response)
    assert world.env.errors


async def test_late_answer_is_logged_and_forgotten(world: World, written: Callable[[], str]) -> None:
    """After the three seconds nothing can be answered any more: one attempt, one line in the log and no storm."""
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=None)
    before = len(world.env.http_requests)
    await world.slash("guild", "ask", question=SECRET)
    assert len([r for r in world.env.http_requests[before:] if r.path.endswith("/callback")]) == 1
    lines = written()
    assert lines.count("interaction failed") == 1
    assert not FIGURES.search(lines)
    assert world.env.errors


async def test_an_answer_that_had_arrived_is_not_apologised_for(world: World, written: Callable[[], str]) -> None:
    """When Discord says that the interaction has its answer, the user has it: nothing more is sent, no incident."""
    world.env.inject_error("POST", "/interactions/*/*/callback", status=400, code=40060, times=None)
    before = len(world.env.http_requests)
    await world.slash("guild", "ask", question=SECRET)
    assert len([r for r in world.env.http_requests[before:] if r.path.endswith("/callback")]) == 1
    assert "answered already" in (lines := written())
    assert "incident" not in lines
    assert world.env.errors


async def test_discord_py_names_nobody_in_the_log(written: Callable[[], str]) -> None:
    """Its own reports of failures lose the ids of users and servers, and whatever else was filled in."""
    logger = logging.getLogger("discord.app_commands.tree")
    logger.error("Ignoring %r (Guild: %s, User: %s)", "ask", 1, 424242, exc_info=ValueError(SECRET))
    lines = written()
    assert "ValueError" in lines
    assert "424242" not in lines
    assert not FIGURES.search(lines)


async def test_no_question_and_no_figure_in_logs_and_ids(world: World, written: Callable[[], str]) -> None:
    """After a session of private questions, figures and presses, neither the log nor any custom_id holds any of it."""
    ask = await world.slash("guild", "ask", question=SECRET)
    convert = await world.slash("guild", "convert", basis="87,654", value="76543")
    for message in (ask.response, convert.response):
        await world.alice.click(message, custom_id=control(message, Do.LANGUAGE))
    await world.alice.click(convert.response, custom_id=control(convert.response, Do.SHARE))
    form = await world.alice.click(convert.response, custom_id=control(convert.response, Do.FIGURES))
    await world.alice.submit_modal(form, {"basis": "87654", "value": "76543", "to": "roth401k", "rate": "24%"})
    await world.alice.send(world.channel, f"{world.me()} {SECRET}")
    await world.carol.send_dm(SECRET)
    bodies = json.dumps([r.json for r in world.env.http_requests if r.json], default=str, ensure_ascii=False)
    ids = re.findall(r'"custom_id": "([^"]*)"', bodies)
    assert len(ids) > 20
    assert not any(FIGURES.search(one) for one in ids)
    lines = written()
    assert lines.count("answered") >= 4
    assert not FIGURES.search(lines)


async def test_a_picture_that_takes_too_long_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, written: Callable[[], str]
) -> None:
    """An answer does not wait for its picture beyond Discord's patience: the same card comes without it."""

    def slow(*_: Any, **__: Any) -> None:
        raise TimeoutError

    monkeypatch.setattr(draw, "draw", slow)
    result = await world.slash("guild", "convert", basis="87,654", value="76543")
    assert "$76,543" in plain(result.response)
    assert pictures(result.response) == []
    assert "no picture in time" in (lines := written())
    assert "incident" not in lines


async def test_broken_event_does_not_end_the_bot(world: World, written: Callable[[], str]) -> None:
    """An event that cannot be parsed is one line in the log; the next question is answered."""
    world.bot._connection.parsers["MESSAGE_CREATE"]({"nonsense": SECRET})
    assert "event MESSAGE_CREATE" in (lines := written())
    assert not FIGURES.search(lines)
    await world.alice.send(world.channel, world.me())
    assert world.channel.last_message.author.id == world.bot.user.id
