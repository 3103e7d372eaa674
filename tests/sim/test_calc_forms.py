"""/calc on Discord: the form of each kind, tables, and the buttons under a result."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.discord.ids import Do
from bot.kinds import KINDS
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, fields, labels, pictures, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
everywhere = pytest.mark.parametrize(
    ("locale", "place"), [(one, place) for one in LOCALES for place in ("guild", "dm")]
)
WAIT = {"basis": "10000", "value_now": "10,600", "value_later": "1.15万", "rate": "24"}
ROWS = "2026-01-15, 1500, 1502.13\n2026-01-30, 1500, 1480"


def example(world: World, name: str, language: Language) -> str:
    """What the desk says may be typed."""
    return world.desk.words(f"kind.{name}-like", language)


# --- the form


@everywhere
async def test_without_figures_a_form_opens(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """The form has the kind's name, its inputs under their names, and computes for the asker alone."""
    user_locale(locale)
    language = LOCALES[locale]
    words = world.desk.words
    form = await world.slash(place, "calc", kind="wait")
    shown = fields(form)
    assert form.modal["title"] == words("kind.wait", language)
    above = [f"field.{name}" for name in ("basis", "value_now", "value_later", "rate")]
    assert [field["above"]["label"] for field in shown.values()][:4] == [words(key, language) for key in above]
    assert [field["required"] for field in shown.values()] == [True, True, True, False, False]
    assert not any(field.get("value") for field in shown.values())
    result = await world.person(place).submit_modal(form, WAIT)
    assert result.ephemeral
    said = plain(result.response)
    assert "$216" in said
    assert words("calc.private", language) in said


@pytest.mark.parametrize("name", KINDS)
async def test_every_kind_has_its_form(world: World, name: str) -> None:
    """Each kind opens a form that asks for all it needs; what nothing can stand in for is required."""
    shown = fields(await world.slash("guild", "calc", kind=name))
    kind = KINDS[name]
    asked = {part for custom_id in shown for part in custom_id.split("-")}
    assert set(kind.needed) <= asked
    required = {part for custom_id, field in shown.items() if field["required"] for part in custom_id.split("-")}
    assert {field for field in kind.form if kind.always_needs(field)} <= required
    assert all(field["above"]["label"] for field in shown.values())
    if name != "series":  # a table is all that there is
        assert any(not field["required"] for field in shown.values()) or set(kind.form) == set(kind.needed)


@pytest.mark.parametrize(
    ("name", "typed", "result"),
    [
        ("compare", {"rate_now": "32", "rate_later": "22%", "years-growth": "20 / 6%"}, "$641.43"),
        ("compare", {"rate_now": "32", "rate_later": "22%", "years-growth": "20 年，6%"}, "$641.43"),
        ("compare", {"rate_now": "32", "rate_later": "22%", "years-growth": "20 6"}, "$641.43"),
    ],
)
async def test_two_inputs_share_a_field(world: World, name: str, typed: dict[str, str], result: str) -> None:
    """Where five fields are too few, two figures in one field come apart however they are written."""
    form = await world.slash("guild", "calc", kind=name)
    shown = await world.alice.submit_modal(form, {"basis": "10000", "value": "12000", **typed})
    assert result in plain(shown.response)
    again = await world.alice.click(shown.response, custom_id=control(shown.response, Do.FIGURES))
    assert fields(again)["years-growth"]["value"].startswith("20")
    assert fields(again)["years-growth"]["value"].rstrip("%").endswith("6")


async def test_an_income_stands_in_for_the_rate(world: World) -> None:
    """Income and status in their shared field give the rate, and the estimate is said."""
    form = await world.slash("guild", "calc", kind="wait")
    typed = {name: told for name, told in WAIT.items() if name != "rate"}
    result = await world.alice.submit_modal(form, {**typed, "wages-status": "150,000 / single"})
    assert "estimated from income" in plain(result.response)
    form = await world.slash("guild", "calc", kind="wait")
    result = await world.alice.submit_modal(form, {**typed, "wages-status": "150k"})
    assert world.desk.words("kind.ask-income", Language.EN) in plain(result.response)


async def test_a_field_that_cannot_be_read_is_told_and_mended(world: World) -> None:
    """It is quoted, nothing is computed, and the form comes back with all that was typed."""
    form = await world.slash("guild", "calc", kind="wait")
    result = await world.alice.submit_modal(form, {**WAIT, "value_later": "a lot"})
    said = plain(result.response)
    assert "a lot" in said
    assert "$216" not in said
    assert pictures(result.response) == []
    assert world.desk.words("card.action-share", Language.EN) not in labels(result.response)
    again = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    known = {name: field.get("value") for name, field in fields(again).items()}
    assert known == {**WAIT, "value_later": "a lot", "wages-status": None}
    await world.alice.submit_modal(again, WAIT)
    assert "$216" in plain(result.response)


async def test_what_typed_text_holds_is_shown_as_it_is(world: World) -> None:
    """What was typed can neither format nor mention when it is quoted back."""
    form = await world.slash("guild", "calc", kind="leftover")
    result = await world.alice.submit_modal(form, {"leftover": "**5** <@123> @everyone", "rate": "24"})
    assert "<@123>" not in text(result.response)
    assert "@everyone" not in text(result.response)
    assert "**5**" not in text(result.response)


async def test_a_table_is_pasted_into_its_form(world: World) -> None:
    """The rows are one long field; a broken table is refused with its line, and comes back to be mended."""
    form = await world.slash("guild", "calc", kind="series")
    (field,) = fields(form).values()
    assert (field["style"], field["required"]) == (2, True)
    result = await world.alice.submit_modal(form, {"rows": "2026-01-15, 1500\n2026-01-30, 1500, 1480"})
    assert result.ephemeral
    assert "2026-01-15" in plain(result.response)
    again = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert fields(again)["rows"]["value"] == "2026-01-15, 1500\n2026-01-30, 1500, 1480"
    await world.alice.submit_modal(again, {"rows": ROWS})
    assert "$2.13" in plain(result.response)
    assert len(pictures(result.response)) == 1


async def test_a_long_table_comes_back_whole(world: World) -> None:
    """What was pasted is not cut when the form is opened again."""
    rows = "\n".join(f"{2000 + number} {number + 1} {10000 + number}" for number in range(26))
    form = await world.slash("guild", "calc", kind="roth-ira")
    typed = {"regular": "7000", "value": "900000", "amount": "9000", "age": "40", "conversions": rows}
    result = await world.alice.submit_modal(form, typed)
    assert "$9,000" in plain(result.response)
    again = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert fields(again)["conversions"]["value"] == rows


# --- under a result


async def test_change_figures_replaces_card_and_picture(world: World) -> None:
    """The form holds what was typed; the new result and its picture take the place of the old ones, in the message."""
    form = await world.slash("guild", "calc", kind="wait")
    result = await world.alice.submit_modal(form, WAIT)
    message = result.response
    first = pictures(message)
    again = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    known = {name: field.get("value") for name, field in fields(again).items()}
    assert known == {**WAIT, "wages-status": None}
    changed = await world.alice.submit_modal(again, {**WAIT, "value_later": "9000"})
    assert changed.response.id == message.id
    said = plain(message)
    assert "$9,000" in said
    assert "$11,500" not in said
    (second,) = pictures(message)
    assert "$9,000" in second[1]
    assert second != first[0]
    assert len(message.attachments) == 1


async def test_a_cleared_field_no_longer_counts(world: World) -> None:
    """What was said in the command and is deleted in the form is gone; what the form does not show stays."""
    figures = "deferral 24500, match 10k, age 45"
    result = await world.slash("guild", "calc", kind="room", figures=figures)
    assert "$37,500" in plain(result.response)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    await world.alice.submit_modal(form, {"deferral": "$24,500", "match": ""})
    said = plain(result.response)
    assert "$47,500" in said
    assert "Employer match" not in said.partition("\n- ")[0]
    assert "Age 45" in said


async def test_refused_figures_take_the_picture_away(world: World) -> None:
    """A card that has nothing to draw any more keeps no picture of the old figures."""
    form = await world.slash("guild", "calc", kind="wait")
    message = (await world.alice.submit_modal(form, WAIT)).response
    again = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    await world.alice.submit_modal(again, {**WAIT, "value_later": "?"})
    assert pictures(message) == []
    assert message.attachments == []


@pytest.mark.parametrize("name", KINDS)
async def test_why_opens_the_entry_beside_the_result(world: World, name: str) -> None:
    """The reasons come as a card of their own; the result stays on the screen."""
    result = await world.slash("guild", "calc", kind=name, figures=example(world, name, Language.EN))
    before = text(result.response)
    opened = await world.alice.click(result.response, label=world.desk.words("discord.why", Language.EN))
    assert opened.ephemeral
    assert opened.response.id != result.response.id
    assert world.desk.assistant.show(KINDS[name].entry, Language.EN).title in plain(opened.response)
    assert text(result.response) == before


@pytest.mark.parametrize(("name", "locale"), [("wait", "zh-CN"), ("room", "zh-TW"), ("series", "en-US")])
async def test_the_other_language_keeps_the_figures(
    world: World, user_locale: Callable[..., None], name: str, locale: str
) -> None:
    """Card, picture and alt text change their language in place, and back; the figures stay."""
    user_locale(locale)
    language = LOCALES[locale]
    figures = example(world, name, language)
    message = (await world.slash("guild", "calc", kind=name, figures=figures)).response
    for wanted in (language.other, language):  # a reader of Traditional gets it back
        await world.alice.click(message, custom_id=control(message, Do.LANGUAGE))
        reply = world.desk.assistant.kinds.reply(name, figures, wanted)
        assert reply.calculation is not None
        assert reply.calculation.headline in plain(message)
        assert (reply.read or "") in plain(message)
        assert len(pictures(message)) == (name != "room")
        han = any(re.search("[\u4e00-\u9fff]", alt) for _, alt in pictures(message))
        assert han is (name != "room" and wanted is not Language.EN)


@pytest.mark.parametrize("place", ["guild", "dm"])
async def test_a_copy_is_text_for_the_asker(world: World, place: str) -> None:
    """The copy holds the figures, is seen by the asker alone, and goes nowhere from there."""
    result = await world.slash(place, "calc", kind="leftover", figures=example(world, "leftover", Language.EN))
    menu = (await world.person(place).click(result.response, custom_id=control(result.response, Do.SHARE))).response
    copy = await world.person(place).click(menu, custom_id=control(menu, Do.TEXT))
    assert copy.ephemeral
    said = plain(copy.response)
    assert world.desk.words("discord.copied", Language.EN) in said
    assert "$120" in said
    assert labels(copy.response) == []


async def test_after_a_restart_the_buttons_say_so(world: World) -> None:
    """The figures are gone then: the language cannot be changed, the form is empty, and all of it can be done again."""
    message = (await world.slash("guild", "calc", kind="wait", figures=example(world, "wait", Language.EN))).response
    await world.restart()
    form = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    assert not any(field.get("value") for field in fields(form).values())
    await world.alice.click(message, custom_id=control(message, Do.LANGUAGE))
    assert world.desk.words("discord.forgotten", Language.ZH) in text(message)
    assert pictures(message) == []
    again = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    assert again.modal["title"] == world.desk.words("kind.wait", Language.ZH)
    result = await world.alice.submit_modal(again, WAIT)
    assert "$216" in plain(result.response)


async def test_figures_are_forgotten_after_ten_minutes(world: World) -> None:
    """After ten minutes the form is empty, and the copy says that nothing is left to copy."""
    message = (await world.slash("guild", "calc", kind="room", figures="deferral 24500")).response
    await world.env.advance_time(601)
    form = await world.alice.click(message, custom_id=control(message, Do.FIGURES))
    assert not any(field.get("value") for field in fields(form).values())
    await world.alice.click(message, custom_id=control(message, Do.SHARE))
    assert world.desk.words("discord.forgotten", Language.EN) in text(message)


async def test_figures_share_the_cooldown(world: World) -> None:
    """Five results in half a minute, then the sixth has to wait; a form can always be opened."""
    for _ in range(5):
        await world.slash("guild", "calc", kind="leftover", figures="500, 24%")
    refused = await world.slash("guild", "calc", kind="leftover", figures="500, 24%")
    assert re.search(r"<t:\d+:R>", text(refused.response))
    assert (await world.slash("guild", "calc", kind="leftover")).modal is not None
