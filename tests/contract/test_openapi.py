"""Bodies that the bot really sends, against Discord's own OpenAPI description.

The description lies beside the project where the project is developed, or where DISCORD_SPEC names it. Elsewhere this
is skipped, loudly; the limits that matter most are held by the other contracts.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import simcord
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from bot.desk import Desk
from bot.discord.client import RothdeskBot, create_bot
from bot.discord.ids import Do
from bot.kinds import KINDS
from bot.language import Language
from bot.settings import Settings
from tests.sim.screen import control, options

SPEC = Path(os.environ.get("DISCORD_SPEC") or Path(__file__).parents[2].parent / "shared" / "discord" / "openapi.json")
ADDRESS = "urn:discord"
ENTRY = "loss-not-deductible"
ROUTES = {
    ("PUT", "/applications/*/commands"): "/applications/{application_id}/commands",
    ("POST", "/interactions/*/*/callback"): "/interactions/{interaction_id}/{interaction_token}/callback",
    ("POST", "/channels/*/messages"): "/channels/{channel_id}/messages",
    ("POST", "/webhooks/*/*"): "/webhooks/{webhook_id}/{webhook_token}",
}

pytestmark = pytest.mark.skipif(
    not SPEC.is_file(), reason=f"NOT CHECKED against Discord's OpenAPI: {SPEC.name} is absent"
)


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    """The description, loosened once: discord.py sends some ids as integers, which Discord takes."""
    found: dict[str, Any] = json.loads(SPEC.read_text("utf-8"))
    snowflake = found["components"]["schemas"]["SnowflakeType"]
    found["components"]["schemas"]["SnowflakeType"] = {"anyOf": [snowflake, {"type": "integer"}]}
    return found


@pytest.fixture
def simcord_bot(desk: Desk) -> RothdeskBot:
    """The bot that SimCord connects."""
    return create_bot(Settings(token=None), desk)


def faults(spec: dict[str, Any], method: str, path: str, body: Any) -> list[str] | None:
    """What the description has against a body; ``None`` for a call that is not looked at."""
    resource = Resource.from_contents(spec, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(ADDRESS, resource)
    for (verb, pattern), template in ROUTES.items():
        if verb == method and Path(path).match(pattern) and path.count("/") == pattern.count("/"):
            at = template.replace("/", "~1")
            reference = f"{ADDRESS}#/paths/{at}/{method.lower()}/requestBody/content/application~1json/schema"
            validator = Draft202012Validator({"$ref": reference}, registry=registry)
            return [f"{method} {path}: {e.json_path}: {e.message[:300]}" for e in validator.iter_errors(body)]
    return None


async def session(env: simcord.Env, desk: Desk) -> None:
    """One of everything that the bot sends."""
    await env.bot.tree.sync()  # type: ignore[attr-defined]
    guild = env.create_guild()
    channel = guild.create_text_channel("general")
    alice = guild.add_member(env.create_user("alice"))
    for language in Language:
        title = desk.assistant.show(ENTRY, language).title
        card = (await alice.slash(channel, "ask", question=title)).response
        await alice.click(card, custom_id=control(card, Do.TURN))
        menu = (await alice.click(card, custom_id=control(card, Do.SHARE))).response
        for action in (Do.TEXT, Do.PICTURE, Do.POST):
            await alice.click(menu, custom_id=control(menu, action))
        await alice.send(channel, f"{env.bot.user.mention} {title}")  # type: ignore[union-attr]
        await env.advance_time(60)
    await alice.autocomplete(channel, "ask", "question", "loss")
    await alice.slash(channel, "ask", question="亏损")
    await alice.slash(channel, "ask", question="best pizza in Naples")
    shared = (
        await alice.slash(channel, "ask", question=desk.assistant.show(ENTRY, Language.EN).title, share=True)
    ).response
    form = await alice.slash(channel, "convert")
    await alice.submit_modal(form, {"basis": "20000", "value": "18500", "to": "roth401k"})
    await env.advance_time(60)
    await calculations(alice, channel, desk)
    await alice.slash(channel, "help")
    browse = (await alice.slash(channel, "browse")).response
    await alice.select(browse, [options(browse, Do.PICK_TOPIC)[0]], custom_id=control(browse, Do.PICK_TOPIC))
    await looking_around(alice, channel)
    await alice.send(channel, env.bot.user.mention)  # type: ignore[union-attr]
    await alice.click(shared, custom_id=control(shared, Do.REMOVE))


async def looking_around(alice: Any, channel: Any) -> None:
    """Sources and terms, a search, where the sentences of a disputed card come from, and both its sides."""
    for section, action in (("sources", Do.PICK_TIER), ("glossary", Do.PICK_TERM)):
        message = (await alice.slash(channel, "browse", section=section)).response
        await alice.select(message, [options(message, action)[0]], custom_id=control(message, action))
    await alice.autocomplete(channel, "browse", "find", "loss")
    await alice.slash(channel, "browse", find="loss")
    card = (await alice.slash(channel, "browse", find="entry:loss-wash-sale")).response
    await alice.click(card, custom_id=control(card, Do.SIDES))
    await alice.click(card, custom_id=control(card, Do.ORIGIN))
    await alice.select(card, [options(card, Do.PICK_SOURCE)[0]], custom_id=control(card, Do.PICK_SOURCE))


async def calculations(alice: Any, channel: Any, desk: Desk) -> None:
    """Forms of every kind of /calc, and results with a picture, without one, and in place of another."""
    for name in KINDS:
        await alice.slash(channel, "calc", kind=name)
    await alice.slash(channel, "calc", kind="room", figures=desk.words("kind.room-like", Language.ZH))
    await alice.slash(channel, "calc", kind="room", figures="match 10k, 8000")
    form = await alice.slash(channel, "calc", kind="wait")
    typed = {"basis": "10000", "value_now": "10600", "value_later": "11500", "rate": "24"}
    card = (await alice.submit_modal(form, typed)).response
    again = await alice.click(card, custom_id=control(card, Do.FIGURES))
    await alice.submit_modal(again, {**typed, "value_later": "9000"})
    await alice.click(card, custom_id=control(card, Do.LANGUAGE))
    await alice.click(card, custom_id=control(card, Do.SHARE))


async def test_bodies_match_the_description(simcord_env: simcord.Env, desk: Desk, spec: dict[str, Any]) -> None:
    """Command registration, callbacks of all kinds, messages and follow-ups are as Discord describes them."""
    await session(simcord_env, desk)
    looked: set[Any] = set()
    found: list[str] = []
    for request in simcord_env.http_requests:
        answer = faults(spec, request.method, request.path, request.json)
        if answer is not None:
            looked.add((request.method, request.json.get("type") if isinstance(request.json, dict) else "list"))
            found += answer
    assert found == []
    assert {("PUT", "list"), ("POST", 4), ("POST", 6), ("POST", 7), ("POST", 8), ("POST", 9), ("POST", None)} <= looked


def test_description_finds_a_broken_body(spec: dict[str, Any]) -> None:
    """The check can fail: a description of 101 characters and a seventh button are found."""
    command = {"name": "a", "description": "x" * 101}
    assert faults(spec, "PUT", "/applications/1/commands", [command])
    row = {"type": 1, "components": [{"type": 2, "style": 2, "label": "l", "custom_id": str(n)} for n in range(6)]}
    assert faults(spec, "POST", "/channels/1/messages", {"components": [row]})
    assert faults(spec, "GET", "/elsewhere", None) is None
