"""Every command, in each language of the menu, in a server and in a direct message."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.discord.ids import Do
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import control, labels, plain, text

LOCALES = {"en-US": Language.EN, "zh-CN": Language.ZH, "zh-TW": Language.ZH_HANT}
everywhere = pytest.mark.parametrize(
    ("locale", "place"), [(one, place) for one in LOCALES for place in ("guild", "dm")]
)
ENTRY = "loss-not-deductible"


def question(world: World, language: Language, entry: str = ENTRY) -> str:
    """The canonical question of an entry."""
    return world.desk.assistant.show(entry, language).title


@everywhere
async def test_ask_answers_in_the_language_of_the_question(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """/ask gives the entry's card with its sources and stamp, to the asker alone."""
    user_locale(locale)
    language = LOCALES[locale]
    result = await world.slash(place, "ask", question=question(world, language))
    card = world.desk.assistant.show(ENTRY, language)
    said = text(result.response)
    assert result.ephemeral
    assert card.statements[0].text.split("[")[0][:20] in said.replace("\\", "")
    assert "[1] [" in said
    assert card.citations[0].url in said
    assert card.stamp is not None
    assert card.stamp.text in said.replace("\\", "")
    assert world.desk.words("card.action-expand", language) in labels(result.response)
    assert len(labels(result.response)) == 5  # four on the card, and the way to follow up below them
    assert labels(result.response)[-1] == world.desk.words("discord.follow", language)


@everywhere
async def test_convert_computes_for_the_asker_alone(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """/convert shows the result ephemerally, with what was read, and offers to change the figures."""
    user_locale(locale)
    language = LOCALES[locale]
    result = await world.slash(place, "convert", basis="2万", value="18,500", rate="24")
    said = text(result.response)
    assert result.ephemeral
    assert world.desk.words("calc.private", language) in said
    assert "$20,000" in said
    assert "$1,500" in said
    assert "24%" in said
    assert all(f"[{number}] [" in said for number in (1, 2, 3))
    assert world.desk.words("discord.change-figures", language) in labels(result.response)
    where = control(result.response, Do.ORIGIN)
    sources = text((await world.person(place).click(result.response, custom_id=where)).response)
    assert sources.count("](<https://") > len(set(re.findall(r"\[(\d+)\]", said))) > 3


@everywhere
async def test_browse_and_help_speak_the_users_language(
    world: World, user_locale: Callable[..., None], locale: str, place: str
) -> None:
    """/browse and /help follow the language of the user's Discord, and only the user sees them."""
    user_locale(locale)
    language = LOCALES[locale]
    for name, key in (("browse", "discord.topics-title"), ("help", "help.overview-title")):
        result = await world.slash(place, name)
        assert result.ephemeral
        assert world.desk.words(key, language) in text(result.response)


async def test_lang_option_fixes_the_language(world: World) -> None:
    """The language that the asker picks wins over that of the question."""
    result = await world.slash("guild", "ask", question=question(world, Language.EN), lang="zh-Hant")
    assert world.desk.assistant.show(ENTRY, Language.ZH_HANT).title in text(result.response).replace("\\", "")


async def test_question_with_figures_is_answered_and_computed(world: World) -> None:
    """A private question with figures gets card and result together, and an echo of what was read."""
    asked = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"
    result = await world.slash("guild", "ask", question=asked, lang="zh")
    said = text(result.response)
    assert result.ephemeral
    assert "$10,000" in said
    assert "$9,500" in said


async def test_shared_answer_is_public_and_holds_no_figures(world: World) -> None:
    """share:true posts the card for everyone: the asker is named without a ping, figures stay away."""
    asked = "税后401k存了1万，转的时候只剩9500，亏的500能抵税吗"
    result = await world.slash("guild", "ask", question=asked, share=True)
    said = text(result.response)
    assert not result.ephemeral
    assert world.alice.mention in said
    assert "[1] [" in said
    assert not re.search(r"9,?500|1万|10,?000", said)
    assert world.desk.words("discord.remove", Language.ZH) in labels(result.response)
    sent = [r for r in world.env.http_requests if r.path.endswith("/callback")][-1]
    assert sent.json["data"]["allowed_mentions"] == {"parse": []}


async def test_what_is_not_answered_is_not_shared(world: World) -> None:
    """A refusal or a question back concerns the asker alone, shared or not."""
    for asked in ("best pizza in Naples", "亏损"):
        result = await world.slash("guild", "ask", question=asked, share=True)
        assert result.ephemeral
        language = Language.ZH if asked == "亏损" else Language.EN
        assert text(result.response).startswith(f"-# {world.desk.words('share.not-answered', language)}")


async def test_unknown_question_is_refused_honestly(world: World) -> None:
    """What the desk does not know it does not answer: no card, no sources, ways on."""
    result = await world.slash("guild", "ask", question="best pizza in Naples")
    said = text(result.response)
    assert result.ephemeral
    assert world.desk.words("desk.none-title", Language.EN) in said
    assert "[1]" not in said
    assert world.desk.words("discord.browse", Language.EN) in labels(result.response)


@pytest.mark.parametrize("value", ["0", "$0", "0.00"])
async def test_an_account_that_is_worth_nothing_is_told_so(world: World, value: str) -> None:
    """Zero was said, so it is not asked for again; the form to change it is there."""
    result = await world.slash("guild", "convert", basis="20000", value=value)
    assert plain(result.response) == world.desk.words("discord.worth-nothing", Language.EN)
    form = await world.alice.click(result.response, custom_id=control(result.response, Do.FIGURES))
    assert form.modal is not None


async def test_convert_without_figures_opens_the_form(world: World) -> None:
    """Missing figures are asked for in a form that keeps what was given."""
    shown = await world.slash("guild", "convert", basis="20k")
    assert shown.modal is not None
    controls = {part["component"]["custom_id"]: part["component"] for part in shown.modal["components"]}
    assert set(controls) == {"basis", "value", "to", "rate"}
    assert controls["basis"]["value"] == "20k"
    result = await world.alice.submit_modal(shown, {"basis": "20k", "value": "1.85万", "to": "roth401k"})
    assert result.ephemeral
    assert "$1,500" in text(result.response)


async def test_figures_that_cannot_be_read_are_named(world: World) -> None:
    """What the reader cannot read is said by name, never guessed, and nothing is computed."""
    result = await world.slash("guild", "convert", basis="lots", value="18,500", rate="high")
    said = text(result.response)
    assert world.desk.words("discord.name-basis", Language.EN) in said
    assert world.desk.words("discord.name-rate", Language.EN) in said
    assert "18,500" not in said
    again = await world.alice.click(result.response, custom_id=control(result.response, "calc"))
    assert again.modal is not None


async def test_change_figures_reopens_the_form_and_replaces_the_result(world: World) -> None:
    """The form comes back with the figures, and the new result takes the place of the old one."""
    first = await world.slash("guild", "convert", basis="20000", value="18500", destination="roth_ira")
    form = await world.alice.click(first.response, custom_id=control(first.response, "calc"))
    controls = {part["component"]["custom_id"]: part["component"] for part in form.modal["components"]}
    assert controls["basis"]["value"] == "20000"
    assert [o["value"] for o in controls["to"]["options"] if o.get("default")] == ["roth_ira"]
    await world.alice.submit_modal(form, {"basis": "20000", "value": "21000", "to": "roth_ira"})
    said = text(first.response)
    assert "$1,000" in said
    assert "$1,500" not in said


async def test_figures_are_forgotten_after_ten_minutes(world: World) -> None:
    """After ten minutes the form is empty and the result can no longer be reworded."""
    first = await world.slash("guild", "convert", basis="20000", value="18500")
    await world.env.advance_time(601)
    form = await world.alice.click(first.response, custom_id=control(first.response, "calc"))
    assert all(not part["component"].get("value") for part in form.modal["components"])
    await world.alice.click(first.response, custom_id=control(first.response, "lang"))
    assert world.desk.words("discord.forgotten", Language.ZH) in text(first.response)


async def test_autocomplete_stays_within_limits(world: World, user_locale: Callable[..., None]) -> None:
    """Suggestions are canonical questions, at most 25 of at most 100 characters, in the user's language when empty."""
    user_locale("zh-CN")
    for typed in ("", "亏", "loss", "basis", "8606", "x" * 90):
        found = await world.alice.autocomplete(world.channel, "ask", "question", typed)
        assert len(found) <= 25
        assert all(1 <= len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in found)
    pinned = await world.alice.autocomplete(world.channel, "ask", "question", "")
    assert pinned
    assert all(re.search(r"[\u4e00-\u9fff]", choice["name"]) for choice in pinned)


async def test_every_suggestion_leads_to_its_entry(world: World) -> None:
    """Whatever suggestion is taken, its own card comes up, long questions included."""
    entries = list(world.desk.assistant.base.entries)
    for number, entry in enumerate(entries[:16]):
        title = question(world, Language.EN, entry)
        value = title if len(title) <= 100 and number % 2 else entry
        result = await world.slash("guild", "ask", question=value)
        said = text(result.response).replace("\\", "")
        assert title in said
        assert world.desk.words("card.echo", Language.EN, text="")[:9] not in said
        await world.env.advance_time(31)


async def test_sixth_question_in_thirty_seconds_has_to_wait(world: World) -> None:
    """Five questions in half a minute are answered, the sixth is told when; afterwards all is well."""
    for _ in range(5):
        assert "[1] [" in text((await world.slash("guild", "ask", question=question(world, Language.EN))).response)
    refused = await world.slash("guild", "ask", question=question(world, Language.EN))
    assert re.search(r"<t:\d+:R>", text(refused.response))
    await world.env.advance_time(31)
    assert "[1] [" in text((await world.slash("guild", "ask", question=question(world, Language.EN))).response)
