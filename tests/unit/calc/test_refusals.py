"""The wordings of the planning calculations: both languages alike, none of them dead."""

import re

import pytest

from calc.functions import FUNCTIONS
from calc.refusals import FIELDS, MESSAGES
from calc.waiting import Outcome

GAP = re.compile(r"\{(\w+)\}")
READ_ELSEWHERE = {"table"}  # a pasted table is read before there are inputs


def inputs() -> set[str]:
    asked = {field for function in FUNCTIONS.values() for field in function.inputs.model_fields}
    return asked | set(Outcome.model_fields) | READ_ELSEWHERE


@pytest.mark.parametrize("key", MESSAGES)
def test_messages_say_the_same(key: str) -> None:
    """Chinese and English fill in the same figures and hold the same numbers, and Chinese keeps its typography."""
    zh, en = MESSAGES[key]
    assert set(GAP.findall(zh)) == set(GAP.findall(en))
    assert sorted(re.findall(r"\d[\d,.]*\d|\d", zh)) == sorted(re.findall(r"\d[\d,.]*\d|\d", en))
    text = re.sub(r"\{field\}", "「字」", zh)
    text = GAP.sub("0", text)
    assert not re.search(r"[一-鿿][A-Za-z0-9$]|[A-Za-z0-9%][一-鿿]", text), text
    assert not re.search(r"[一-鿿][,;:?!(]| [，。；：？！（）「」]|[，。；：？！（）「」] ", text), text


def test_every_field_is_asked_for() -> None:
    """Each label belongs to a field of some inputs, and names it in brackets."""
    assert set(FIELDS) - inputs() == set()
    assert [name for name, (zh, en) in FIELDS.items() if name != "table" and not (name in zh and name in en)] == []


def test_every_message_about_a_field_names_one() -> None:
    """A wording for a field is for a field that exists."""
    named = {key.partition(".")[2] for key in MESSAGES} - {""}
    assert len(named) > 10
    assert named - inputs() == set()
