"""Replies that go on from an answer fit Discord as card and as message, and their form does."""

from __future__ import annotations

import pytest

from bot.assistant import Question
from bot.desk import Desk
from bot.discord.cards.content import Messages
from bot.discord.cards.fitting import problems
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.forms import FollowForm
from bot.discord.ids import Do, Ref, read
from bot.discord.limits import COMPONENTS_V2, LABEL_TARGET, check_message, check_modal, walk
from bot.discord.services import Services
from bot.language import Language
from bot.reply import Option, Outcome, Reply

LAST = {
    Language.ZH: "存了1万，转的时候只剩9500，亏的500能抵税吗？",
    Language.ZH_HANT: "存了1萬，轉的時候只剩9500，虧的500能抵稅嗎？",
    Language.EN: "I put in 10k after-tax and it was worth 9,500 at conversion. Can I deduct the loss?",
}
LINES = ("24%", "12000", "CA", "Roth IRA", "2019", "MFJ", "basis 12k, worth 11k", "traditional IRA", "10k-12k")
TOKEN = "0a1b2c3d"

every_language = pytest.mark.parametrize("language", list(Language))


@every_language
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("private", [True, False])
def test_follow_ups_fit(desk: Desk, language: Language, line: str, *, private: bool) -> None:
    """No page of the card and no message breaks a limit, and every id says only what it says."""
    asked = desk.assistant.ask(Question(LAST[language], language, private=private))
    last = desk.follow_ups.after(asked, LAST[language])
    assert last is not None
    reply = desk.follow_ups.follow(last, line, language, private=private)
    assert reply is not None
    assert reply.language is language
    assert list(problems(reply, desk.words)) == []
    view = Cards(desk.words).card(reply, start(language, note=TOKEN), owner=None if private else 1)
    ids = [one["custom_id"] for one in walk(components_of(view)) if "custom_id" in one]
    assert ids
    assert all(str(read(one)) == one for one in ids)


@every_language
def test_the_form_fits(desk: Desk, language: Language) -> None:
    """Title, label, hint and example keep to the limits."""
    services = Services.around(desk)
    form = FollowForm(services, Ref(Do.FOLLOW, "loss-not-deductible", language, note=TOKEN)).to_dict()
    assert check_modal(form) == []
    assert services.memory.is_open(form["custom_id"])
    assert len(desk.words("discord.follow", language)) <= LABEL_TARGET


def test_many_inputs_to_pick_from_fit(desk: Desk) -> None:
    """More inputs than a row has buttons go on to further rows."""
    options = tuple(Option(place=f"place_{n}", label=f"Input {n}", differs="$1 so far") for n in range(12))
    reply = Reply(outcome=Outcome.CLARIFY, language=Language.EN, title="Which one is $1?", options=options)
    view = Cards(desk.words).card(reply, start(Language.EN, note=TOKEN))
    assert check_message({"components": components_of(view), "flags": COMPONENTS_V2}) == []
    message = Messages(desk.words).message(reply, start(Language.EN, note=TOKEN))
    assert check_message({"content": message.content, "components": components_of(message.view)}) == []
    means = [c["custom_id"] for c in walk(components_of(view)) if c.get("custom_id", "").startswith(f"fq1:{Do.MEAN}:")]
    assert [read(one).subject for one in means] == [f"place-{n}" for n in range(12)]
