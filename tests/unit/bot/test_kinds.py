"""The kinds of /calc: what each asks for, how what was written for it is read, and what comes out."""

import json
import re
from typing import get_args

import pytest

from bot.assistant import Assistant
from bot.interfaces import reply_json
from bot.kind_request import INCOME
from bot.kinds import KINDS, MOST_IN_A_FORM, CalcKind, kind_on
from bot.language import Language
from bot.reply import Outcome
from calc.functions import FUNCTIONS
from calc.labelled import readable_fields
from calc.labels import kinds as kinds_of_fields

FIGURES = [name for name in KINDS if not KINDS[name].table]
every_language = pytest.mark.parametrize("language", Language)


def ids(kind: CalcKind) -> str:
    """How a kind is called in a report."""
    return kind.name


def example(assistant: Assistant, name: str, language: Language) -> str:
    """What the desk says may be typed."""
    return assistant.words(f"kind.{name}-like", language)


# --- the list of kinds


@pytest.mark.parametrize("kind", KINDS.values(), ids=ids)
def test_a_kind_fits_its_calculation(assistant: Assistant, kind: CalcKind) -> None:
    """Its fields are inputs of the calculation and can be read; what the calculation cannot do without is needed."""
    inputs = FUNCTIONS[kind.function].inputs.model_fields
    income = set(INCOME) if kind.by_income else set()
    instead = {kind.instead[0]} if kind.instead else set()
    assert set(kind.fields) - income - instead <= set(inputs)
    assert set(kind.fields) <= readable_fields()
    assert set(kind.needed) <= set(kind.fields)
    given_by_us = {"year"} if kind.dated else set()
    assert {name for name, field in inputs.items() if field.is_required()} - given_by_us <= set(kind.needed)
    assert kind.entry in assistant.base.entries
    assert set(kind.also) <= set(assistant.base.entries)


@pytest.mark.parametrize("kind", KINDS.values(), ids=ids)
def test_everything_needed_is_in_the_form(kind: CalcKind) -> None:
    """A form has at most five fields and asks for all that is needed; two inputs share a field at most once."""
    assert 1 <= len(kind.form_fields) <= MOST_IN_A_FORM
    assert sorted(name for names in kind.form_fields for name in names) == sorted(kind.form)
    assert set(kind.needed) <= set(kind.form)
    assert len(kind.together) in {0, 2}
    assert set(kind.by_rate) <= set(kind.needed)
    assert any(map(kind.always_needs, kind.form))


def test_names_are_short_and_typeable() -> None:
    """What is typed after /calc: small letters, digits, a hyphen; and few enough for a menu of Discord."""
    assert len(KINDS) <= 25
    assert [name for name in KINDS if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,20}", name)] == []


@every_language
@pytest.mark.parametrize("kind", KINDS.values(), ids=ids)
def test_every_field_has_a_word(words, kind: CalcKind, language: Language) -> None:
    """Each input is called something in each language, and so is each thing that can be chosen for it."""
    for name in kind.fields:
        assert words(f"field.{name}", language)
    for name, field in FUNCTIONS[kind.function].inputs.model_fields.items():
        if name in kind.fields and kinds_of_fields()[name] in {"choice", "status"}:
            values = [value for value in _literals(field.annotation) if isinstance(value, str)]
            assert [value for value in values if f"field.{name}-{value}" not in words] == []


def _literals(annotation: object) -> list[object]:
    found: list[object] = []
    for argument in get_args(annotation):
        found += _literals(argument) if get_args(argument) else [argument]
    return found


def test_an_entry_about_conversions_stays_one(assistant: Assistant) -> None:
    """An entry that names its own calculation is no kind's, whatever kind points at it for the reasons."""
    entries = assistant.base.entries
    assert kind_on(entries["loss-market-timing"]) is None
    assert {kind.name for entry in entries.values() if (kind := kind_on(entry))} >= {"room", "60day", "8606", "whole"}
    room = [entry.id for entry in entries.values() if kind_on(entry) is KINDS["room"]]
    assert sorted(room) == sorted(("after-tax-room", *KINDS["room"].also))


# --- examples


@every_language
@pytest.mark.parametrize("name", KINDS)
def test_the_example_of_a_kind_computes(assistant: Assistant, desk, name: str, language: Language) -> None:
    """What is shown as an example is read completely, computes without a question, and cites its sources."""
    text = example(assistant, name, language)
    reply = assistant.kinds.reply(name, text, language)
    assert (reply.asks, reply.missing, reply.outcome, reply.kind) == ((), (), Outcome.ANSWER, name)
    assert reply.title == assistant.words(f"kind.{name}", language)
    assert reply.calculation is not None
    assert reply.calculation.function == KINDS[name].function
    assert reply.citations
    assert [choice.entry for choice in reply.related] == [KINDS[name].entry]
    assert reply.read is not None
    if name in FIGURES:
        parts = re.split(r"，|, ", text)
        assert len(assistant.kinds.said(name, text, language).values) >= len(parts)
        assert len(reply.read.split(" · ")) >= len(parts)
    assert json.loads(json.dumps(row := reply_json(text, reply, desk.plain))) == row
    assert "\n\n\n" not in desk.plain.card(reply)


@pytest.mark.parametrize("name", KINDS)
def test_an_example_says_the_same_in_every_language(assistant: Assistant, name: str) -> None:
    """Whoever takes over the example gets the same result, whatever the language."""
    results = [
        assistant.kinds.reply(name, example(assistant, name, language), language).calculation for language in Language
    ]
    assert all(one and results[0] and one.result == results[0].result for one in results)


@pytest.mark.parametrize("name", FIGURES)
def test_chinese_cards_are_chinese(assistant: Assistant, desk, name: str) -> None:
    """A Traditional card is Traditional to the last line, an English one holds no Chinese."""
    traditional = assistant.kinds.reply(name, example(assistant, name, Language.ZH_HANT), Language.ZH_HANT)
    english = assistant.kinds.reply(name, example(assistant, name, Language.EN), Language.EN)
    assert re.findall("[这损们应转换来区还没单样读实税额]", desk.plain.card(traditional)) == []
    assert re.findall("[\u4e00-\u9fff]", desk.plain.card(english)) == []


@pytest.mark.parametrize("start", Language)
@pytest.mark.parametrize("name", KINDS)
def test_the_other_language_has_the_same_figures(assistant: Assistant, name: str, start: Language) -> None:
    """The switch reads the same words again: same result, same sources, and back again the same card."""
    reply = assistant.kinds.reply(name, example(assistant, name, start), start)
    for other in Language:
        again = assistant.again(reply, other)
        assert again.language is other
        assert again.calculation is not None
        assert reply.calculation is not None
        assert again.calculation.result == reply.calculation.result
        assert [citation.source for citation in again.citations] == [citation.source for citation in reply.citations]
        assert again.amounts == reply.amounts
        assert assistant.again(again, start) == reply
