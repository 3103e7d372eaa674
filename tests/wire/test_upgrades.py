"""Between two versions and two processes: old commands, old buttons, open forms, double clicks, vanished messages."""

from __future__ import annotations

import asyncio
import json
import sys

import pytest

from bot.bench.child import Child, started
from bot.bench.fake_discord import FakeDiscord, Person
from bot.bench.fake_discord.payloads import EVERYTHING
from tests.wire.wired import QUESTION, control, ended, logged, readable, soon

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process"),
    pytest.mark.asyncio(loop_scope="module"),
]
Served = tuple[FakeDiscord, Child]
ADMIN = Person("700", "admin", "en-US", EVERYTHING)


async def test_what_an_older_registration_offers_is_answered(served: Served) -> None:
    """Commands, options, menus and suggestions that are gone are told so in the user's language; no incident."""
    fake, process = served
    before = len(process.wrote)
    target = {"id": await fake.say("hello", mentioning=False), "channel_id": "300"}
    for old in (
        await fake.slash("lookup", term="zanzibar", by=ADMIN),
        await fake.slash("ask", by=ADMIN),  # its option had another name then
        await fake.menu("Ask the old desk", fake.rest.stored[target["id"]], by=ADMIN),
    ):
        answer = await fake.answer(old)
        assert "/ask" in readable(answer.data), readable(answer.data)
        assert "changed or is gone" in readable(answer.data)
        assert answer.data["flags"] & 64
        assert fake.ledger.count(old) == 1
    typed = await fake.answer(await fake.type("lookup", "term", "zanzibar"))
    assert typed.body == {"type": 8, "data": {"choices": []}}
    assert "76,543" in readable((await fake.answer(await fake.slash("ask", question=QUESTION))).data)
    wrote = process.wrote[before:]
    assert "outdated command" in wrote
    assert "incident" not in wrote


async def test_cards_and_forms_outlive_the_process() -> None:
    """After a crash the next process answers presses on old cards, unknown buttons, and forms that were open."""
    async with FakeDiscord() as fake:
        async with started("run", **fake.environment()) as first:
            await soon(fake.identified)
            card = await fake.answer(await fake.slash("ask", question=QUESTION))
            form = await fake.answer(await fake.slash("convert"))
            first.kill()
            await first.code()
        async with started("run", **fake.environment()) as second:
            await soon(fake.identified)
            opened = await fake.answer(await fake.press(card.message, control(card.data, "page")))
            assert opened.body["type"] == 7
            assert len(readable(opened.data)) > len(readable(card.data))
            sent = await fake.submit(form.data, {"basis": "87654", "value": "76543"})
            assert "表单" in readable((await fake.answer(sent)).data)
            for custom_id in ("fq0:page:loss-not-deductible:zh:1", "fq9:whatever"):
                old = json.loads(json.dumps(card.message).replace(control(card.data, "page"), custom_id))
                told = await fake.answer(await fake.press(old, custom_id))
                assert "/ask" in readable(told.data)
            assert "incident" not in await ended(second)


async def test_a_double_click_does_nothing_twice(served: Served) -> None:
    """Two presses at once: the same card both times, one public post, one removal; each press has its one answer."""
    fake, process = served
    before = len(process.wrote)
    card = await fake.answer(await fake.slash("ask", question=QUESTION))
    turned = await twice(fake, card.message, control(card.data, "page"))
    assert turned[0].data == turned[1].data
    assert {one.body["type"] for one in turned} == {7}

    shared = await fake.answer(await fake.slash("ask", question=QUESTION, share=True))
    removed = [await fake.press(shared.message, control(shared.data, "del")) for _ in range(2)]
    async with asyncio.timeout(5):
        while not all(fake.ledger.answers[one] for one in removed) or shared.message["id"] in fake.rest.stored:
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    assert [fake.ledger.answers[one][0].body["type"] for one in removed] == [6, 6]
    assert sum(fake.ledger.count(one) for one in removed) == 1, "the removal itself, and nothing said about it"
    assert "incident" not in process.wrote[before:]


async def twice(fake: FakeDiscord, shown: dict, custom_id: str) -> list:
    """Two presses without waiting, and their answers."""
    pressed = [await fake.press(shown, custom_id) for _ in range(2)]
    answers = [await fake.answer(one) for one in pressed]
    assert [fake.ledger.count(one) for one in pressed] == [1, 1]
    return answers


async def test_what_vanished_meanwhile_is_no_obstacle(served: Served) -> None:
    """A question that is deleted before the reply is still replied to; a card that was closed comes as a new one."""
    fake, process = served
    before = len(process.wrote)
    said = await fake.say(QUESTION)
    await fake.delete(said)
    answer = await fake.answer(said)
    assert answer.body["message_reference"]["fail_if_not_exists"] is False
    card = await fake.answer(await fake.slash("ask", question=QUESTION))
    fake.fault("POST", "/interactions/*/callback", status=404, code=10008)
    again = await fake.answer(await fake.press(card.message, control(card.data, "page")))
    assert again.body["type"] == 4
    assert again.data["flags"] & 64
    assert len(readable(again.data)) > len(readable(card.data))
    await logged(process, "answered")
    assert "incident" not in process.wrote[before:]
