"""In which language a text is answered that tells none: the asker's own in private, the server's in public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, plain, text

LOCALES = {
    "en-US": Language.EN,
    "en-GB": Language.EN,
    "fr": Language.EN,
    "zh-CN": Language.ZH,
    "zh-TW": Language.ZH_HANT,
}
EVERY = pytest.mark.parametrize("locale", list(LOCALES))
NEUTRAL = "1099-R box 5 12000?"
ENTRY = "loss-not-deductible"


def question(world: World, language: Language) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(ENTRY, language).title


def is_in(shown: Any, world: World, language: Language) -> bool:
    """Whether a question back, or a card, is said in a language."""
    said = plain(shown)
    return any(world.desk.words(key, language) in said for key in ("desk.which-one", "discord.disclaimer"))


def direct(world: World) -> Any:
    """The bot's last direct message."""
    found = [m for m in world.carol.dm_channel.history() if m.author.id == world.bot.user.id]
    return max(found, key=lambda message: message.id)


@EVERY
@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_ask_falls_back_to_the_users_locale(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """What only the asker sees follows the asker's Discord, whatever the server speaks."""
    user_locale(locale, "zh-CN" if LOCALES[locale] is Language.EN else "en-US")
    assert is_in((await world.slash(place, "ask", question=NEUTRAL)).response, world, LOCALES[locale])


@EVERY
async def test_the_form_for_a_question_falls_back_likewise(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """A public card in another language does not change the language of what its form is answered with."""
    user_locale(locale)
    opened = await world.slash("guild", "help")
    form = await world.alice.click(opened.response, custom_id=control(opened.response, Do.ASK))
    assert is_in((await world.alice.submit_modal(form, {"question": NEUTRAL})).response, world, LOCALES[locale])


@EVERY
async def test_a_follow_up_that_tells_no_language_stays_with_its_card(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """Figures alone go on in the language of the card; the card is in that of its question."""
    user_locale(locale)
    asked = await world.slash("guild", "ask", question=question(world, Language.ZH))
    form = await world.alice.click(asked.response, custom_id=control(asked.response, Do.FOLLOW))
    followed = await world.alice.submit_modal(form, {"follow": "basis 10000, value 9500"})
    assert "接着上一问" in plain(followed.response) or "接著上一問" in plain(followed.response)


@EVERY
async def test_calc_and_convert_fall_back_to_the_users_locale(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """Labels and figures tell no language: the result is in that of the asker's Discord."""
    user_locale(locale)
    private = world.desk.words("calc.private", LOCALES[locale])
    calc = await world.slash("guild", "calc", kind="1099r", figures="box 1 10500, box 2a 500, box 5 10000")
    assert private in plain(calc.response)
    convert = await world.slash("guild", "convert", basis="20000", value="18500")
    assert private in plain(convert.response)


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW"])
async def test_a_shared_answer_falls_back_to_the_server(
    world: World, user_locale: Callable[..., None], locale: str
) -> None:
    """What everybody sees follows the server, never the asker's own setting."""
    user_locale("zh-CN" if locale == "en-US" else "en-US", locale)
    shared = await world.slash("guild", "ask", question="mega backdoor form 8606", share=True)
    card = world.desk.assistant.show("form-8606-needed", LOCALES[locale])
    assert not shared.ephemeral
    assert card.stamp is not None
    assert card.stamp.text in plain(shared.response)


@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW"])
async def test_a_mention_falls_back_to_the_server(world: World, locale: str) -> None:
    """A mention without a language is answered in that of the server at Discord."""
    guild = world.env.create_guild("elsewhere", preferred_locale=locale)
    channel, dora = guild.create_text_channel("talk"), guild.add_member(world.env.create_user("dora"))
    await dora.send(channel, f"{world.me()} {NEUTRAL}")
    (reply,) = [m for m in channel.history() if m.author.id == world.bot.user.id]
    assert world.desk.words("desk.which-one", LOCALES[locale]) in text(reply)


async def test_the_setting_of_a_server_counts_before_its_locale(world: World) -> None:
    """A language that was set up is taken before the one that the server has at Discord."""
    servers = world.bot.services.servers
    await servers.change(world.guild.id, servers.of(None).model_copy(update={"language": Language.ZH_HANT}))
    await world.alice.send(world.channel, f"{world.me()} {NEUTRAL}")
    (reply,) = [m for m in world.channel.history() if m.author.id == world.bot.user.id]
    assert world.desk.words("desk.which-one", Language.ZH_HANT) in text(reply)


@pytest.mark.parametrize("language", list(Language))
async def test_a_direct_message_goes_on_in_the_language_spoken_last(world: World, language: Language) -> None:
    """Messages carry no locale; within ten minutes the last answer tells, a refusal or a switch included."""
    await world.carol.send_dm(question(world, language))
    await world.carol.send_dm(NEUTRAL)
    assert is_in(direct(world), world, language)


async def test_a_direct_message_of_a_stranger_is_answered_in_english(world: World) -> None:
    """Where nothing was spoken before, names and figures are answered in English."""
    await world.carol.send_dm(NEUTRAL)
    assert is_in(direct(world), world, Language.EN)


async def test_a_refusal_and_a_switch_tell_the_language_too(world: World) -> None:
    """Nothing was answered, and yet it was said in Chinese; a press on the switch changes it again."""
    await world.carol.send_dm("那不勒斯哪家披萨最好吃")
    await world.carol.send_dm(NEUTRAL)
    assert is_in(direct(world), world, Language.ZH)
    await world.carol.click(direct(world), custom_id=control(direct(world), Do.LANGUAGE))
    await world.carol.send_dm(NEUTRAL)
    assert is_in(direct(world), world, Language.EN)
