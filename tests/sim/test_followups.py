"""Going on from the last answer on Discord: direct messages, mentions, and the button on private cards."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot import recent
from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, labels, text

ENTRY = "loss-not-deductible"
QUESTION = "存了1万，转的时候只剩9500，亏的500能抵税吗？"
FIGURES = re.compile(r"\$\s?[1-9]|\b\d{1,3},\d{3}\b|9500|9800|10000|1万|12k|\d+(?:\.\d+)?\s?%")


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def monotonic(self) -> float:
        """The time of this clock."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that what is remembered goes by."""
    made = Clock()
    monkeypatch.setattr(recent, "time", made)
    return made


def told(place: Any, world: World) -> list[Any]:
    """The bot's own messages in a place, oldest first."""
    found = [message for message in place.history() if message.author.id == world.bot.user.id]
    return sorted(found, key=lambda message: message.id)


async def mention(world: World, who: Any, words: str) -> str:
    """What the bot answers in the channel when it is mentioned."""
    await who.send(world.channel, f"{world.me()} {words}")
    return text(told(world.channel, world)[-1])


async def direct(world: World, words: str) -> str:
    """What the bot answers to a direct message."""
    await world.carol.send_dm(words)
    return text(told(world.carol.dm_channel, world)[-1])


async def followed(world: World, message: Any, words: str, who: Any = None) -> Any:
    """The answer to what is written into the form behind the button of a card."""
    who = who or world.alice
    form = await who.click(message, custom_id=control(message, Do.FOLLOW))
    assert form.modal is not None
    return await who.submit_modal(form, {"follow": words})


# --- direct messages


async def test_direct_message_goes_on_from_the_last_one(world: World) -> None:
    """The same answer with the new figures, which are welcome there."""
    await direct(world, QUESTION)
    said = await direct(world, "现值改成 9,800，税率24%呢")
    card = world.desk.assistant.show(ENTRY, Language.ZH)
    assert said.startswith(f"**{card.verdict}**")
    assert "接着上一问：转换时市值 $9,800 · 税率 24%" in said
    assert "$200" in said


async def test_direct_message_asks_which_figure_and_is_told(world: World) -> None:
    """Two buttons with the names of the inputs; pressing twice does no harm, and no figure is in an id."""
    await direct(world, QUESTION)
    await direct(world, "what if it's 12k")
    asked = told(world.carol.dm_channel, world)[-1]
    means = [one for one in custom_ids(asked) if one.split(":")[1] == Do.MEAN]
    assert [one.split(":")[2] for one in means] == ["basis", "value"]
    assert "12" not in "".join(one.rsplit(":", 1)[0] for one in custom_ids(asked))
    once = await world.carol.click(asked, custom_id=means[1])
    twice = await world.carol.click(asked, custom_id=means[1])
    assert once.ephemeral
    assert "Value at conversion $12,000" in text(once.response)
    assert text(once.response) == text(twice.response)
    assert "24%" in await direct(world, "24% bracket")


async def test_direct_message_of_its_own_and_after_a_greeting(world: World) -> None:
    """A question is a question; a greeting ends nothing; an unanswered question does."""
    await direct(world, QUESTION)
    assert "接着上一问" not in await direct(world, "加州要交税吗")
    await direct(world, QUESTION)
    await direct(world, "早上好")
    assert "接着上一问" in await direct(world, "税率24%呢")
    await direct(world, "best pizza in Naples")
    assert "接着上一问" not in await direct(world, "税率32%呢")


async def test_direct_message_after_ten_minutes_is_a_new_one(world: World, clock: Clock) -> None:
    """What was answered is forgotten by then, and the message is asked back."""
    await direct(world, QUESTION)
    clock.now += 601
    said = await direct(world, "税率24%呢")
    assert "接着上一问" not in said
    assert "$9,500" not in said


async def test_restart_forgets(world: World) -> None:
    """Nothing of it is written anywhere."""
    await direct(world, QUESTION)
    await world.restart()
    assert "接着上一问" not in await direct(world, "税率24%呢")


# --- mentions


async def test_mention_goes_on_without_figures(world: World) -> None:
    """The answer stays public and general; the asker's own form comes with the merged figures."""
    await mention(world, world.alice, QUESTION)
    said = await mention(world, world.alice, "现值改成 9,800 呢")
    card = world.desk.assistant.show(ENTRY, Language.ZH)
    assert said.startswith(f"**{card.verdict}**")
    assert world.desk.words("card.continues-hidden", Language.ZH) in said.replace("\\", "")
    assert not FIGURES.search(re.sub(r"\(<[^>]*>\)", "", said))
    reply = told(world.channel, world)[-1]
    form = await world.alice.click(reply, custom_id=control(reply, Do.FIGURES))
    fields = {part["component"]["custom_id"]: part["component"].get("value") for part in form.modal["components"]}
    assert (fields["basis"], fields["value"]) == ("10000", "9800")
    result = await world.alice.submit_modal(form, {"basis": "10000", "value": "9800", "to": "roth401k"})
    assert result.ephemeral
    assert "$200" in text(result.response)


async def test_mention_of_an_unnamed_figure_asks_nothing_in_public(world: World) -> None:
    """Which figure is meant is no question for everybody to read."""
    await mention(world, world.alice, QUESTION)
    said = await mention(world, world.alice, "what if it's 12k")
    assert not FIGURES.search(re.sub(r"\(<[^>]*>\)", "", said))
    assert Do.MEAN not in {one.split(":")[1] for one in custom_ids(told(world.channel, world)[-1])}


async def test_mention_of_a_state_leads_to_its_entry(world: World) -> None:
    """A state is no figure: it is echoed, and its own entry is shown."""
    await mention(world, world.alice, "加州对税后401k转Roth收州税吗")
    said = await mention(world, world.alice, "那 NJ 呢")
    assert "接着上一问：州 NJ" in said
    assert world.desk.assistant.show("state-tax-nj", Language.ZH).title in said.replace("\\", "")


async def test_two_people_in_a_channel_are_told_apart(world: World) -> None:
    """Each goes on from the own last answer; who has none is asked back."""
    await mention(world, world.alice, QUESTION)
    await mention(world, world.bob, "加州对税后401k转Roth收州税吗")
    dora = world.guild.add_member(world.env.create_user("dora"))
    assert "接着上一问" not in await mention(world, dora, "那 NJ 呢")
    card = world.desk.assistant.show(ENTRY, Language.ZH)
    assert (await mention(world, world.alice, "2025年呢")).startswith(f"**{card.verdict}**")
    assert world.desk.assistant.show("state-tax-nj", Language.ZH).title in (
        await mention(world, world.bob, "那 NJ 呢")
    ).replace("\\", "")


async def test_another_channel_is_another_place(world: World) -> None:
    """What was answered elsewhere is not gone on with here, nor what only the asker saw here."""
    other = world.guild.create_text_channel("other")
    await mention(world, world.alice, QUESTION)
    await world.alice.send(other, f"{world.me()} 2025年呢")
    assert "接着上一问" not in text(told(other, world)[-1])
    await world.bob.slash(world.channel, "ask", question=QUESTION)
    assert "接着上一问" not in await mention(world, world.bob, "2025年呢")


async def test_mention_after_ten_minutes_is_a_new_one(world: World, clock: Clock) -> None:
    """The memory of public answers ends too."""
    await mention(world, world.alice, QUESTION)
    clock.now += 601
    assert "接着上一问" not in await mention(world, world.alice, "2025年呢")


# --- the button on private cards


async def test_private_card_is_followed_up_with_figures(world: World) -> None:
    """The button opens one field; the answer goes on from that card, with its figures, and can be followed up again."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    first = await followed(world, card, "税率24%呢，现值 12,000")
    assert first.ephemeral
    assert "$2,000" in text(first.response)
    assert "$480" in text(first.response)
    second = await followed(world, first.response, "转去 Roth IRA 呢")
    assert "接着上一问：Roth IRA" in text(second.response)
    assert "$480" in text(second.response)
    await world.alice.click(second.response, label="English")
    assert "Continuing your last question: Roth IRA" in text(second.response)
    await world.alice.click(second.response, custom_id=control(second.response, Do.TURN))
    assert "$480" in text(second.response)


async def test_follow_up_of_an_older_card_goes_on_from_that_one(world: World) -> None:
    """The button belongs to its card, whatever was asked since; pressing and sending twice gives the same twice."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    await world.slash("guild", "ask", question="加州对税后401k转Roth收州税吗")
    once = await followed(world, card, "现值 9,800")
    twice = await followed(world, card, "现值 9,800")
    assert "$200" in text(once.response)
    assert text(once.response) == text(twice.response)


async def test_follow_up_that_is_a_question_is_answered_as_one(world: World) -> None:
    """Whatever is written into the field gets its answer."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    result = await followed(world, card, "加州要交税吗")
    assert "接着上一问" not in text(result.response)
    assert world.desk.assistant.show("state-tax", Language.ZH).title in text(result.response).replace("\\", "")


async def test_follow_up_asks_which_figure_in_place(world: World) -> None:
    """The question back is answered with a press, and the result takes its place."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    asked = await followed(world, card, "如果是12000呢")
    assert "$12,000 是哪一项" in text(asked.response)
    await world.alice.click(asked.response, label="English")
    assert "Which one is $12,000?" in text(asked.response)
    await world.alice.click(asked.response, custom_id=control(asked.response, Do.MEAN))
    assert "Basis (after-tax contributions) $12,000" in text(asked.response)


async def test_follow_up_after_ten_minutes_knows_the_entry_alone(world: World, clock: Clock) -> None:
    """The figures are forgotten; the card itself says which entry it shows, so what is missing is asked for by name."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    clock.now += 601
    result = await followed(world, card, "税率24%呢")
    assert "$9,500" not in text(result.response)
    assert world.desk.words("calc.ask-basis", Language.ZH) in text(result.response)


async def test_forgotten_question_back_is_told(world: World, clock: Clock) -> None:
    """Its buttons say that the card is from earlier."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    asked = await followed(world, card, "如果是12000呢")
    clock.now += 601
    result = await world.alice.click(asked.response, custom_id=control(asked.response, Do.MEAN))
    assert world.desk.words("discord.ask-again", Language.ZH) in text(result.response)


async def test_somebody_elses_card_gives_no_figures_away(world: World) -> None:
    """A press on a copied id starts from the entry alone."""
    card = (await world.slash("guild", "ask", question=QUESTION)).response
    own = (await world.bob.slash(world.channel, "ask", question="税后401k亏了能抵扣吗")).response
    raw = world.env.backend.get_message(own.channel_id, own.id)
    stolen = control(card, Do.FOLLOW)
    next(
        button
        for row in raw.components[-1]["components"]
        for button in row.get("components", ())
        if button.get("custom_id", "").split(":")[1:2] == [Do.FOLLOW]
    )["custom_id"] = stolen
    result = await followed(world, own, "税率24%呢", world.bob)
    assert "9,500" not in text(result.response)


async def test_conversion_is_followed_up(world: World) -> None:
    """The result of /convert has the button too; the new result is a calculation of its own."""
    card = (await world.slash("guild", "convert", basis="2万", value="18,500")).response
    result = await followed(world, card, "value 21,000, 24% bracket")
    assert result.ephemeral
    assert "$1,000" in text(result.response)
    assert "$240" in text(result.response)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    fields = {part["component"]["custom_id"]: part["component"].get("value") for part in form.modal["components"]}
    assert (fields["basis"], fields["value"], fields["rate"]) == ("20000", "21000", "24%")


async def test_only_private_answers_carry_the_button(world: World) -> None:
    """Public cards, direct messages and refusals have none."""
    shared = (await world.slash("guild", "ask", question=QUESTION, share=True)).response
    refused = (await world.slash("guild", "ask", question="best pizza in Naples")).response
    await direct(world, QUESTION)
    for message in (shared, refused, told(world.carol.dm_channel, world)[-1]):
        assert labels(message)
        assert not any(f":{Do.FOLLOW}:" in one for one in custom_ids(message))


async def test_nothing_of_a_follow_up_is_logged_or_posted(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the log, nor an id, nor a message for everybody holds a figure that was written."""
    card = (await world.slash("guild", "ask", question="存了1万2345，转的时候只剩9876，能抵税吗")).response
    await followed(world, card, "现值 9,871，税率 37%")
    await mention(world, world.alice, "存了1万2345，转的时候只剩9876，能抵税吗")
    said = await mention(world, world.alice, "现值 9,871，税率 37%")
    out, err = capsys.readouterr()
    for written in (out, err, said):
        assert not re.search(r"9,?87[16]|12,?345|37%", written)
    sent = [r for r in world.env.http_requests if r.path.endswith("/messages")]
    assert sent
    assert not any(re.search(r"9,?87[16]|12,?345|37%", str(request.json)) for request in sent)
