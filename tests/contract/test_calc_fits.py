"""/calc fits Discord: each kind's form, empty and filled, and its result with the picture, in three renderings."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.desk import Desk
from bot.discord.cards import pages
from bot.discord.cards.pictures import picture
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.ids import Do, Ref, of_kind, read
from bot.discord.kind_forms import FIELD_LENGTH, KindForm
from bot.discord.limits import CARD_TEXT, COMPONENTS_V2, LABEL_TARGET, TABLE_TEXT, check_message, check_modal, walk
from bot.discord.memory import Asked
from bot.discord.services import Services
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import Reply
from calc.labels import kinds as kinds_of_fields

ALT = 1024  # characters of a picture's description
TOKEN = "0a1b2c3d"
every_kind = pytest.mark.parametrize("name", KINDS)
every_language = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def services(desk: Desk) -> Services:
    """What the handlers share."""
    return Services.around(desk)


def ref(name: str, language: Language) -> Ref:
    """Where a form leads."""
    return Ref(Do.FIGURES, of_kind(name), language, note=TOKEN)


def longest(name: str) -> dict[str, str]:
    """As much as each field takes."""
    rows = {field: "9" * TABLE_TEXT for field in KINDS[name].form if kinds_of_fields()[field] == "rows"}
    return dict.fromkeys(KINDS[name].form, "9" * (FIELD_LENGTH // 2 - 2)) | rows


@every_kind
@every_language
def test_the_form_of_a_kind_fits(services: Services, name: str, language: Language) -> None:
    """Title, labels, hints and placeholders keep to the limits without being cut, empty and filled to the brim."""
    kind = KINDS[name]
    for asked in (None, Asked(1, said="9" * 1000), Asked(1, typed=longest(name))):
        form = KindForm(services, ref(name, language), kind, asked).to_dict()
        assert check_modal(form) == []
        assert services.memory.is_open(form["custom_id"])
        shown = [
            form["title"],
            *(text for part in form["components"] for text in (part["label"], part.get("description"))),
        ]
        assert not any(text and text.endswith("…") for text in shown)
        ids = [part["component"]["custom_id"] for part in form["components"]]
        assert ids == ["-".join(names) for names in kind.form_fields]


@every_kind
def test_a_filled_form_holds_everything(services: Services, name: str) -> None:
    """What was typed comes back as it was, however much it is."""
    typed = longest(name)
    form = KindForm(services, ref(name, Language.EN), KINDS[name], Asked(1, typed=typed)).to_dict()
    known = {part["component"]["custom_id"]: part["component"].get("value") for part in form["components"]}
    assert known == {"-".join(names): " / ".join(typed[one] for one in names) for names in KINDS[name].form_fields}


@every_kind
@every_language
def test_the_result_of_a_kind_fits(services: Services, name: str, language: Language) -> None:
    """Its card breaks no limit, with its picture too; labels are short, ids read back."""
    desk = services.desk
    reply = desk.assistant.kinds.reply(name, desk.words(f"kind.{name}-like", language), language)
    assert reply.calculation is not None
    check(services, reply)


@every_kind
@every_language
def test_what_is_asked_fits(services: Services, name: str, language: Language) -> None:
    """A card that asks for everything, and one that quotes as much as somebody can type, fit too."""
    for typed in ({}, longest(name)):
        reply = services.desk.assistant.kinds.reply(name, "", language, typed)
        check(services, reply)


@every_language
@pytest.mark.parametrize("count", [1, 26, 52])
def test_long_tables_fit(services: Services, language: Language, count: int) -> None:
    """A series of a year of paychecks and longer, as far as the form takes it, with its picture."""
    rows = "\n".join(f"2026-01-01, 12345.67, {10000 + number}.89" for number in range(count))
    assert len(rows) <= TABLE_TEXT
    reply = services.desk.assistant.kinds.reply("series", rows, language)
    assert reply.calculation is not None
    check(services, reply)
    shown = pages.collapsed(reply, services.desk.words)
    assert shown.size <= CARD_TEXT
    rows = re.findall(r"^- (?:No\\?\. |第 )(\d+)", shown.body, re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, len(rows) + 1))
    more = services.desk.words("calc.row-more", language, count=count - len(rows))
    assert (more in shown.body) is (len(rows) < count)
    assert len(rows) >= min(count, 12)


def check(services: Services, reply: Reply) -> None:
    """A card fits with its picture, says it in words too, and holds nothing typed in its ids."""
    drawn = asyncio.run(picture(services, reply))
    above = services.desk.words("calc.private", reply.language)
    view = Cards(services.desk.words).card(reply, start(reply.language, note=TOKEN), above=above, picture=drawn)
    components = components_of(view)
    assert check_message({"components": components, "flags": COMPONENTS_V2}) == []
    found = list(walk(components))
    assert all(len(one["label"]) <= LABEL_TARGET for one in found if one["type"] == 2)
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    assert ids
    assert all(str(read(one)) == one for one in ids)
    alts = [item["description"] for one in found if one["type"] == 12 for item in one["items"]]
    assert alts == ([drawn.alt] if drawn else [])
    assert all(0 < len(alt) <= ALT for alt in alts)
