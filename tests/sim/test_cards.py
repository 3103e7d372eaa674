"""The buttons under cards: in place where only the presser sees the card, as a copy where everybody does."""

from __future__ import annotations

import discord
import pytest

from bot.discord.ids import Do, Ref
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, options, text

ENTRY = "loss-not-deductible"
FIGURES = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"
FRAGMENT = "亏损"


async def card(world: World, place: str = "guild", language: Language = Language.EN, *, share: bool = False):
    """The card of the first entry, as /ask shows it."""
    title = world.desk.assistant.show(ENTRY, language).title
    return (await world.slash(place, "ask", question=title, share=share)).response


def plain(message) -> str:
    """The text without the backslashes that keep Markdown quiet."""
    return text(message).replace("\\", "")


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_expanding_and_collapsing_edit_the_private_card(world: World, place: str) -> None:
    """Show details turns the card in place, with statuses, footer and related questions; show less turns it back."""
    message = await card(world, place)
    reply = world.desk.assistant.show(ENTRY, Language.EN)
    before = text(message)
    await world.person(place).click(message, label=world.desk.words("card.action-expand", Language.EN))
    said = plain(message)
    assert reply.blocks[0].heading in said
    words = [one.status_word for block in reply.blocks for one in block.statements]
    assert all(said.count(word) >= words.count(word) for word in words)
    assert reply.stamp is not None
    assert reply.stamp.footer in said
    assert control(message, Do.ORIGIN)
    await world.person(place).click(message, label=world.desk.words("card.action-collapse", Language.EN))
    assert text(message) == before


@pytest.mark.parametrize("language", list(Language))
async def test_buttons_work_after_a_restart(world: World, language: Language) -> None:
    """A card made by an earlier process still expands, changes language, copies and opens the form."""
    message = await card(world, language=language)
    await world.restart()
    await world.alice.click(message, custom_id=control(message, Do.TURN))
    assert world.desk.assistant.show(ENTRY, language).blocks[0].heading in text(message)
    await world.alice.click(message, custom_id=control(message, Do.LANGUAGE))
    assert world.desk.assistant.show(ENTRY, language.other).title in plain(message)
    copy = await world.alice.click(message, custom_id=control(message, Do.SHARE))
    assert copy.ephemeral
    form = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    assert form.modal is not None


async def test_other_language_keeps_the_figures(world: World) -> None:
    """The switch on a private answer with figures shows the same figures in the other language."""
    message = (await world.slash("guild", "ask", question=FIGURES, lang="zh")).response
    await world.alice.click(message, label="English")
    assert world.desk.assistant.show(ENTRY, Language.EN).title in plain(message)
    assert "$9,500" in text(message)
    await world.alice.click(message, label=world.desk.words("card.action-expand", Language.EN))
    assert "$9,500" in text(message)


async def test_somebody_elses_token_shows_no_figures(world: World) -> None:
    """The words behind a card are for the one who asked: the same button pressed by another shows the plain entry."""
    message = (await world.slash("guild", "ask", question=FIGURES, lang="zh")).response
    token = custom_ids(message)[0].split(":")[-1]
    stolen = Ref(Do.LANGUAGE, ENTRY, Language.EN, note=token)
    shared = await card(world, share=True)
    raw = world.env.backend.get_message(shared.channel_id, shared.id)
    raw.components[-1]["components"][-1]["components"][0]["custom_id"] = str(stolen)
    result = await world.bob.click(shared, custom_id=str(stolen))
    assert result.ephemeral
    assert "9,500" not in text(result.response)


async def test_public_card_answers_each_presser_alone(world: World) -> None:
    """On a shared card, anyone's press gives an ephemeral copy; the public card stays as it is."""
    message = await card(world, share=True)
    before = text(message)
    for action in (Do.TURN, Do.LANGUAGE):
        result = await world.bob.click(message, custom_id=control(message, action))
        assert result.ephemeral
        assert "[1] [" in text(result.response)
    form = await world.bob.click(message, custom_id=control(message, Do.FIGURES))
    result = await world.bob.submit_modal(form, {"basis": "10000", "value": "9500", "to": "roth401k"})
    assert result.ephemeral
    assert "$500" in text(result.response)
    assert text(message) == before


async def test_which_one_is_asked_and_picked(world: World) -> None:
    """A fragment is asked back with buttons; a pick shows that card in place; the language switch keeps the choices."""
    message = (await world.slash("guild", "ask", question=FRAGMENT)).response
    offered = [one for one in custom_ids(message) if one.split(":")[1] == Do.OPEN]
    assert 1 <= len(offered) <= 3
    assert world.desk.words("desk.which-one", Language.ZH) in text(message)
    await world.restart()
    await world.alice.click(message, label="English")
    assert world.desk.words("desk.which-one", Language.EN) in text(message)
    again = [one for one in custom_ids(message) if one.split(":")[1] == Do.OPEN]
    assert [one.split(":")[2] for one in again] == [one.split(":")[2] for one in offered]
    await world.alice.click(message, custom_id=again[0])
    assert world.desk.assistant.show(again[0].split(":")[2], Language.EN).title in plain(message)


async def test_related_question_opens_in_place(world: World) -> None:
    """The select of an expanded card leads on to a related question."""
    message = await card(world)
    await world.alice.click(message, custom_id=control(message, Do.TURN))
    related = options(message, Do.PICK_ENTRY)
    assert len(related) <= 5
    await world.alice.select(message, [related[0]], custom_id=control(message, Do.PICK_ENTRY))
    assert world.desk.assistant.show(related[0], Language.EN).title in plain(message)


async def test_copy_and_post_without_figures(world: World) -> None:
    """The copy is for the asker, with the footer; posting it shows the generic card to all, once, without a ping."""
    message = (await world.slash("guild", "ask", question=FIGURES, lang="zh")).response
    menu = (await world.alice.click(message, custom_id=control(message, Do.SHARE))).response
    copy = await world.alice.click(menu, custom_id=control(menu, Do.TEXT))
    whole = "\n".join([text(copy.response), *(text(one) for one in copy.followups)])
    assert copy.ephemeral
    assert all(one.ephemeral for one in copy.followups)
    assert f"{ENTRY} v" in whole.replace("\\", "")
    post = control(menu, Do.POST)
    shown = await world.alice.click(menu, custom_id=post)
    assert not shown.ephemeral
    assert world.alice.mention in text(shown.response)
    assert "9,500" not in text(shown.response)
    assert "9500" not in text(shown.response)
    twice = await world.alice.click(menu, custom_id=post)
    assert twice.ephemeral
    bodies = [r.json["data"] for r in world.env.http_requests if r.path.endswith("/callback") and r.json["type"] == 4]
    assert bodies
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies)


async def test_copy_in_a_direct_message_offers_no_posting(world: World) -> None:
    """There is nobody else to post it for."""
    message = await card(world, "dm")
    menu = await world.carol.click(message, custom_id=control(message, Do.SHARE))
    assert menu.ephemeral
    assert not any(f":{Do.POST}:" in one for one in custom_ids(menu.response))


async def test_public_answer_is_removed_by_its_asker_or_a_moderator(world: World) -> None:
    """Others are told that they cannot; the asker can, and a second press does no harm."""
    message = await card(world, share=True)
    remove = control(message, Do.REMOVE)
    refused = await world.bob.click(message, custom_id=remove)
    assert world.desk.words("discord.not-yours", Language.EN) in text(refused.response)
    await world.alice.click(message, custom_id=remove)
    assert world.channel.last_message is None
    second = await card(world, share=True)
    role = world.guild.create_role(
        "Mods", permissions=discord.Permissions(view_channel=True, manage_messages=True, send_messages=True)
    )
    mod = world.guild.add_member(world.env.create_user("mod"), roles=[role])
    await mod.click(second, custom_id=control(second, Do.REMOVE))
    assert world.channel.last_message is None


async def test_double_click_is_harmless(world: World) -> None:
    """Pressing twice gives the same card twice, not an error."""
    message = await card(world)
    expand = control(message, Do.TURN)
    await world.alice.click(message, custom_id=expand)
    once = text(message)
    raw = world.env.backend.get_message(message.channel_id, message.id)
    next(row for row in raw.components[-1]["components"] if row["type"] == 1)["components"][1]["custom_id"] = expand
    await world.alice.click(message, custom_id=expand)
    assert text(message) == once


@pytest.mark.parametrize(
    ("custom_id", "key"),
    [
        ("fq0:page:loss-not-deductible:zh:1", "discord.unreadable"),
        ("fq2:page:loss-not-deductible:zh:1", "discord.unreadable"),
        ("fq1:dance:loss-not-deductible:zh:1", "discord.unreadable"),
        ("fq1:page:loss-not-deductible:fr:1", "discord.unreadable"),
        ("fq1:page:no-such-entry:en:1", "discord.retired"),
        ("fq1:post:no-such-entry:en:0", "discord.retired"),
        ("fq1:topic:no-such-topic:en:1", "discord.retired"),
        ("fq1:share:no-such-entry:en:0", "discord.retired"),
    ],
)
async def test_old_and_unknown_buttons_answer_politely(world: World, custom_id: str, key: str) -> None:
    """A button of another version, or of an entry that is gone, is answered, never met with silence."""
    message = await card(world, share=True)
    raw = world.env.backend.get_message(message.channel_id, message.id)
    raw.components[-1]["components"][-1]["components"][0]["custom_id"] = custom_id
    result = await world.alice.click(message, custom_id=custom_id)
    assert result.ephemeral
    assert world.desk.words(key, Language.EN) in text(result.response)


async def test_form_from_before_a_restart_is_answered(world: World) -> None:
    """A form that was open during a restart is answered, not left hanging."""
    form = await world.slash("guild", "convert")
    await world.restart()
    result = await world.alice.submit_modal(form, {"basis": "10000", "value": "9500", "to": "roth401k"})
    assert world.desk.words("discord.form-expired", Language.EN) in text(result.response)
