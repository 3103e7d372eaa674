"""Whatever is typed: exactly one answer, within a second, that Discord would take and that pings nobody."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bench.fake_discord import Answer, FakeDiscord, Person
from bot.bench.fake_discord.payloads import new_id
from bot.discord.limits import check_message
from tests.wire.wired import SECRETS, readable, serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals are sent to the process")
PIECES = (
    "after-tax 401(k)", "税后401k", "轉 Roth", "亏了", "mega backdoor", "$1,000", "1万", "２万", "24%", "1099-R box 5",
    "ROTH", "能抵税吗", "我老公", "2026", "?", "？", "\n", "\t", "`", "```", "**", "||", "# ", "> ", "-# ", "%s", "{0}",
    "[a](https://x.example)", "@everyone", "@here", "<@100>", "<@&200>", "<#300>", "<t:0:R>", "</ask:1>", "<:x:1>",
    "😀", "👨\u200d👩\u200d👧", "\u202e", "\u200b", "\ufeff", "é", "ß", "한국", "перевод", "العربية", "0" * 400, "𝟓𝟎𝟎",
    "½", "１，０００", "\\", "null", "fq1:page:x:zh:0",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(min_size=1, max_size=300),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), min_size=1, max_size=12).map("".join),
).filter(lambda text: text.strip())

Do = Callable[[Coroutine[Any, Any, Any]], Any]


@pytest.fixture(scope="module")
def wire() -> Iterator[tuple[FakeDiscord, Do]]:
    """A bot that serves in the background, and a way to do something there and wait for it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def do(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(60)

    context = serving()
    fake, process = do(context.__aenter__())
    for text in ("税后虧損能抵稅嗎", "¿Puedo convertir mi cuenta?"):  # what is loaded with the first question
        do(_ask(fake, text))
    yield fake, do
    wrote = process.wrote
    do(context.__aexit__(None, None, None))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    assert '"level": "error"' not in wrote
    assert SECRETS.findall(wrote) == []


async def _ask(fake: FakeDiscord, text: str) -> list[tuple[str, Answer]]:
    """Ask as a command and in a direct message; each answer with what it answers."""
    asked = await fake.slash("ask", question=text[:1000], by=Person(new_id()))
    told = await fake.whisper(text, by=Person(new_id()))
    return [(event, await fake.answer(event, 10)) for event in (asked, told)]


@settings(max_examples=40, deadline=None)
@given(text=TEXTS)
def test_any_question_gets_one_answer(wire: tuple[FakeDiscord, Do], text: str) -> None:
    """As a command and as a direct message: one answer, its body within Discord's limits, under a second, no pings."""
    fake, do = wire
    answers = do(_ask(fake, text))
    for event, answer in answers:
        assert fake.ledger.count(event) == 1
        assert check_message(answer.data) == []
        assert answer.data["allowed_mentions"]["parse"] == []
        assert "E-" not in readable(answer.data)[:60], readable(answer.data)
    if any(answer.seconds >= 1 for _, answer in answers):  # a busy machine; the question itself must not be slow
        assert all(answer.seconds < 1 for _, answer in do(_ask(fake, text)))
