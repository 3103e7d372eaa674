"""/calc on Discord: figures in the command, pictures, the cards of entries, and nothing private anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.charts import draw as charts
from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, custom_ids, fields, labels, pictures, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
everywhere = pytest.mark.parametrize(
    ("locale", "place"), [(one, place) for one in LOCALES for place in ("guild", "dm")]
)
WAIT = {"basis": "10000", "value_now": "10,600", "value_later": "1.15万", "rate": "24"}
SECRET = "deferral 87654, match 76543, zanzibar 11111"
HELD = re.compile(r"87,?654|76,?543|11,?111|zanzibar")


def example(world: World, name: str, language: Language) -> str:
    """What the desk says may be typed."""
    return world.desk.words(f"kind.{name}-like", language)


def sent(world: World) -> dict[str, Any]:
    """What the last callback sent."""
    last = [request for request in world.env.http_requests if request.path.endswith("/callback")][-1]
    data: dict[str, Any] = last.json["data"]
    return data


# --- with figures


@everywhere
@pytest.mark.parametrize("name", ["room", "wait"])
async def test_figures_are_computed_for_the_asker_alone(
    world: World, user_locale: Callable[..., None], locale: str, place: str, name: str
) -> None:
    """The result comes ephemerally in the user's script, with what was read, its sources, and the way on."""
    user_locale(locale)
    language = LOCALES[locale]
    figures = example(world, name, language)
    result = await world.slash(place, "calc", kind=name, figures=figures)
    said = plain(result.response)
    reply = world.desk.assistant.kinds.reply(name, figures, language)
    assert result.ephemeral
    assert said.startswith(f"-# {world.desk.words('calc.private', language)}")
    assert world.desk.words(f"kind.{name}", language) in said
    assert reply.calculation is not None
    assert reply.calculation.headline in said
    assert (reply.read or "") in said
    lead = [citation.number for citation in reply.lead_citations()]
    assert lead
    assert all(f"[{number}] [" in said for number in lead[:3])
    assert (world.desk.words("browse.origin", language) in labels(result.response)) is bool(lead)
    offered = [
        world.desk.words(key, language) for key in ("discord.change-figures", "discord.why", "card.action-share")
    ]
    assert set(offered) <= set(labels(result.response))


async def test_a_script_that_the_figures_do_not_tell_is_the_users(
    world: World, user_locale: Callable[..., None]
) -> None:
    """本金 500 is written alike in both scripts: a reader of Traditional is answered in Traditional."""
    user_locale("zh-TW")
    result = await world.slash("guild", "calc", kind="leftover", figures="basis 剩 500，24%")
    assert "沒用完的 basis" in plain(result.response)
    user_locale("zh-CN")
    result = await world.slash("guild", "calc", kind="room", figures="deferral 24500, match 10k")
    assert "2026" in plain(result.response)
    assert "还能再存" in plain(result.response)


@pytest.mark.parametrize("locale", LOCALES)
async def test_too_little_is_asked_for_by_name(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """What is missing is named, what was read stays, and the form then asks for it."""
    user_locale(locale)
    language = LOCALES[locale]
    result = await world.slash("guild", "calc", kind="room", figures="match 10k")
    said = plain(result.response)
    assert result.ephemeral
    assert world.desk.words("field.deferral", language) in said
    assert "$10,000" in said
    assert pictures(result.response) == []
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert fields(form)["match"]["value"] == "$10,000"
    await world.alice.submit_modal(form, {"deferral": "24500", "match": "$10,000"})
    assert "$37,500" in plain(result.response)


async def test_an_unnamed_figure_is_settled_in_the_form(world: World) -> None:
    """A figure without a name is asked about; once the form was filled in it is not asked about again."""
    result = await world.slash("guild", "calc", kind="room", figures="deferral 24500, 8000, age 45")
    assert "8000" in plain(result.response)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    await world.alice.submit_modal(form, {"deferral": "$24,500", "match": "8k"})
    said = plain(result.response)
    assert "$39,500" in said
    assert "Age 45" in said


async def test_what_hangs_on_another_figure_has_a_field(world: World) -> None:
    """Whether the whole account leaves is asked for where it matters, and the form then has a field for it."""
    figures = "basis 23000, value 20000, amount 10000, 60 day rollover, age 40"
    result = await world.slash("guild", "calc", kind="roth401k", figures=figures)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert next(iter(fields(form))) == "whole"
    typed = {"basis": "23000", "value": "20000", "amount": "10000"}
    await world.alice.submit_modal(form, {"whole": "no", **typed})
    assert world.desk.words("card.action-share", Language.EN) in labels(result.response)


async def test_what_was_unclear_has_a_field(world: World) -> None:
    """A figure that the form has no field for gets one while it is unclear; the others stay as they were said."""
    figures = "deferral 24500, 6 paychecks left, age 52, catch-up 5k-6k"
    result = await world.slash("guild", "calc", kind="room", figures=figures)
    assert "5k-6k" in plain(result.response)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    shown = fields(form)
    assert next(iter(shown)) == "catchup"
    assert len(shown) == 5
    await world.alice.submit_modal(form, {"catchup": "6000", "deferral": "24500"})
    said = plain(result.response)
    assert "$47,500" in said
    assert "Paychecks left this year 6" in said
    assert "Age 52" in said


# --- pictures


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["wait", "series", "convert"])
async def test_a_picture_comes_along(world: World, user_locale: Callable[..., None], name: str, locale: str) -> None:
    """The chart is attached with the same words as alt text, for whoever does not see it."""
    user_locale(locale)
    language = LOCALES[locale]
    if name == "convert":
        result = await world.slash("guild", "convert", basis="20000", value="18500")
    else:
        result = await world.slash("guild", "calc", kind=name, figures=example(world, name, language))
    ((url, alt),) = pictures(result.response)
    (file,) = sent(world)["attachments"]
    assert url.endswith(file["filename"])
    assert alt == file["description"]
    assert 20 < len(alt) <= 1024
    assert "$" in alt
    assert bool(re.search("[\u4e00-\u9fff]", alt)) is (language is not Language.EN)
    assert not re.search(r"\d", file["filename"])


@pytest.mark.parametrize("name", ["room", "tax", "1099r"])
async def test_other_kinds_have_none(world: World, name: str) -> None:
    """Where there is no chart nothing is attached."""
    result = await world.slash("guild", "calc", kind=name, figures=example(world, name, Language.EN))
    assert pictures(result.response) == []
    assert "attachments" not in sent(world)


async def test_the_answer_comes_without_its_picture(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that cannot be drawn costs the picture and nothing else: result, form and buttons are there."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(charts, "draw", fail)
    form = await world.slash("guild", "calc", kind="wait")
    result = await world.alice.submit_modal(form, WAIT)
    assert "$216" in plain(result.response)
    assert pictures(result.response) == []
    await world.alice.click(result.response, custom_id=control(result.response, Do.LANGUAGE))
    assert "$216" in plain(result.response)
    convert = await world.slash("guild", "convert", basis="20000", value="18500")
    assert "$1,500" in plain(convert.response)


# --- cards of entries


@pytest.mark.parametrize("locale", LOCALES)
async def test_an_entry_opens_the_form_of_its_kind(world: World, user_locale: Callable[..., None], locale: str) -> None:
    """The button for figures asks for those of the entry's own calculation, begun with what the question said."""
    user_locale(locale)
    language = LOCALES[locale]
    asked = {
        Language.EN: "My match is $10,000. How much after-tax room do I have left this year?",
        Language.ZH: "公司 match 1万，我今年 after-tax 还能存多少？",
        Language.ZH_HANT: "公司 match 1萬，我今年 after-tax 還能存多少？",
    }
    result = await world.slash("guild", "ask", question=asked[language])
    card = plain(result.response)
    assert world.desk.words("field.deferral", language) in card
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert form.modal["title"] == world.desk.words("kind.room", language)
    assert fields(form)["match"]["value"] == "$10,000"
    computed = await world.alice.submit_modal(form, {"deferral": "24500", "match": "$10,000"})
    assert computed.ephemeral
    assert "$37,500" in plain(computed.response)
    assert plain(result.response) == card


async def test_a_public_card_opens_the_form_for_the_presser(world: World) -> None:
    """On a card that everybody sees, a press opens an empty form, and the result is the presser's alone."""
    title = world.desk.assistant.show("after-tax-room", Language.EN).title
    message = (await world.slash("guild", "ask", question=title, share=True)).response
    before = text(message)
    form = await world.bob.click(message, custom_id=control(message, Do.FIGURES))
    assert not any(field.get("value") for field in fields(form).values())
    result = await world.bob.submit_modal(form, {"deferral": "24500"})
    assert result.ephemeral
    assert "$47,500" in plain(result.response)
    assert text(message) == before
    assert "$47,500" not in before


async def test_figures_in_public_are_not_computed(world: World) -> None:
    """A shared question with figures of a kind shows its entry without any of them."""
    asked = "我今年 deferral 23456，公司 match 1万，after-tax 还能存多少？"
    result = await world.slash("guild", "ask", question=asked, share=True)
    assert not result.ephemeral
    assert "23,456" not in text(result.response)
    assert "$10,000" not in text(result.response)


# --- nothing private


async def test_no_figure_in_ids_and_logs(world: World, written: Callable[[], str]) -> None:
    """After a session with /calc neither the log nor any custom_id or file name holds what was typed."""
    result = await world.slash("guild", "calc", kind="room", figures=SECRET)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    await world.alice.submit_modal(form, {"deferral": "87654", "match": "76,543", "comp": "zanzibar"})
    for action in (Do.LANGUAGE, Do.FIGURES):
        await world.alice.click(result.response, custom_id=control(result.response, action))
    table = await world.slash("guild", "calc", kind="series")
    shown = await world.alice.submit_modal(table, {"rows": "2026-01-15, 87654, 76543"})
    await world.alice.click(shown.response, custom_id=control(shown.response, Do.SHARE))
    bodies = [request.json for request in world.env.http_requests if request.json]
    ids = re.findall(r'"(?:custom_id|filename)": "([^"]*)"', json.dumps(bodies, default=str, ensure_ascii=False))
    assert len(ids) > 20
    assert not any(HELD.search(one) for one in (*ids, *custom_ids(shown.response)))
    lines = written()
    assert lines.count("answered") >= 3
    assert not HELD.search(lines)
