"""Refusals: the right code, both languages, the same figures, and a figure that was read."""

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc import tables
from calc.errors import CalcError, codes, dollars, echo
from calc.functions import FUNCTIONS, run
from calc.parameters import value as parameter_value

GOOD = {"basis": 10000, "value": 9400}
WHOLE = {"contract": "whole_plan", "plan_aftertax_basis": 30000, "plan_value": 100000}
DATED = {"contribution": 1, "value": 2, "date": "2026-03-30"}

# function, payload, code, field, a figure or word that the message must repeat
BAD: list[tuple[str, Any, str, str | None, str]] = [
    ("convert", {"basis": 5000, "value": 4000, "amount": 4500}, "amount_exceeds_value", "amount", "$4,500"),
    ("convert", {**WHOLE, "amount": "100,000.01"}, "amount_exceeds_value", "amount", "$100,000.01"),
    ("convert", {"basis": -500, "value": 1}, "negative_amount", "basis", "-$500"),
    ("convert", {"basis": 5, "value": "-0.01"}, "negative_amount", "value", "-$0.01"),
    ("convert", {"basis": 10000}, "missing_input", "value", "value"),
    ("convert", {"value": 10000, "basis": None}, "missing_input", "basis", "basis"),
    ("convert", {"value": 10000, "basis": "  "}, "missing_input", "basis", "basis"),
    ("convert", {"contract": "whole_plan", "plan_value": 9}, "missing_input", "plan_aftertax_basis", "whole_plan"),
    ("convert", {"contract": "whole_plan", "plan_aftertax_basis": 9}, "missing_input", "plan_value", "whole_plan"),
    ("convert", {**WHOLE, "value": 100001}, "part_exceeds_plan", "value", "$100,001"),
    ("convert", {**WHOLE, "basis": 30001}, "part_exceeds_plan", "basis", "$30,001"),
    ("convert", {"basis": True, "value": 1}, "not_a_number", "basis", "true"),
    ("convert", {"basis": "一万", "value": 1}, "not_a_number", "basis", "一万"),
    ("convert", {"basis": float("nan"), "value": 1}, "not_a_number", "basis", "nan"),
    ("convert", {"basis": 1, "value": float("inf")}, "not_a_number", "value", "inf"),
    ("convert", {**GOOD, "rate": "a lot"}, "not_a_number", "rate", "a lot"),
    ("convert", {**GOOD, "year": "soon"}, "not_a_number", "year", "soon"),
    ("convert", {**GOOD, "year": True}, "not_a_number", "year", "true"),
    ("convert", {"basis": 1, "value": 10_000_001}, "amount_out_of_range", "value", "$10,000,001"),
    ("convert", {"basis": "1.005", "value": 1}, "too_many_decimals", "basis", "1.005"),
    ("convert", {**GOOD, "rate": 24}, "rate_out_of_range", "rate", "24"),
    ("convert", {**GOOD, "rate": "-0.2"}, "rate_out_of_range", "rate", "-0.2"),
    ("convert", {**GOOD, "to": "brokerage"}, "unknown_option", "to", "brokerage"),
    ("convert", {**GOOD, "plan_reporting": ["total"]}, "unknown_option", "plan_reporting", "limited"),
    ("convert", {**GOOD, "year": 2027}, "unsupported_year", "year", "2027"),
    ("convert", {**GOOD, "year": "2019"}, "unsupported_year", "year", "2019"),
    ("convert", {"basi": 10000, "value": 1}, "unknown_field", None, "basi"),
    ("convert", {**GOOD, "vaule": None}, "unknown_field", None, "vaule"),
    ("convert", [10000, 9400], "not_an_object", None, "JSON"),
    ("series", {}, "missing_input", "rows", "rows"),
    ("series", {"rows": []}, "empty_series", "rows", "5000"),
    ("series", {"rows": "5000, 4600"}, "bad_rows", "rows", "4600"),
    ("series", {"rows": {"contribution": 1}}, "bad_rows", "rows", "4600"),
    ("series", {"rows": [[1, 2], [3]]}, "bad_row", "rows", "2"),
    ("series", {"rows": [[1, 2], 7]}, "bad_row", "rows", "2"),
    ("series", {"rows": [[1, 2]] * 1001}, "too_many_rows", "rows", "1001"),
    ("series", {"rows": [[1, 2], [3, -4]]}, "negative_amount", "value", "-$4"),
    ("series", {"rows": [[1, 2], [3, None]]}, "missing_input", "value", "2"),
    ("series", {"rows": [{"contribution": 1, "value": 2, "note": "x"}]}, "unknown_field", None, "note"),
    ("series", {"rows": [[1, 2]], "policy": "maybe"}, "unknown_option", "policy", "maybe"),
    ("series", {"rows": [{**DATED, "date": "2026-02-30"}]}, "not_a_date", "date", "2026-02-30"),
    ("series", {"rows": [{**DATED, "date": 20260330}]}, "not_a_date", "date", "20260330"),
    ("series", {"rows": [DATED, [1, 2], {**DATED, "date": "2026-03-29"}]}, "dates_out_of_order", "date", "2026-03-29"),
    ("wait", {}, "unknown_function", None, "wait"),
]


def refused(function: str, payload: Any) -> CalcError:
    with pytest.raises(CalcError) as refusal:
        run(function, payload)
    return refusal.value


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d[\d,.]*\d|\d", text))


@pytest.mark.parametrize(("function", "payload", "code", "field", "repeats"), BAD)
def test_refusal(function: str, payload: Any, code: str, field: str | None, repeats: str) -> None:
    """A bad input is refused with its code, and both messages repeat what was read and hold the same figures."""
    error = refused(function, payload)
    assert (error.code, error.field) == (code, field)
    told = error.to_json()
    assert told == {"error": code, "message": error.message}
    zh, en = error.message["zh"], error.message["en"]
    assert repeats in zh
    assert repeats in en
    assert figures(zh) == figures(en)
    assert re.search(r"[一-鿿]", zh)
    assert "{" not in (zh + en).replace('{"', "")


@pytest.mark.parametrize(("function", "payload"), [(row[0], row[1]) for row in BAD if row[4][:1] in "-$"])
def test_figures_stay_out_of_logs(function: str, payload: Any) -> None:
    """The text and the chain of the exception, which logs show, hold no amount of the asker."""
    error = refused(function, payload)
    assert not re.search(r"\d", str(error))
    assert error.__cause__ is None
    assert error.__context__ is None


def test_every_code_is_met() -> None:
    """The table above, with the codes of yearly figures and tables, meets every code that exists."""
    seen = {row[2] for row in BAD}
    for look_up in (
        lambda: parameter_value("limit.nothing", 2026),
        lambda: tables.brackets(2026, "nobody"),
        lambda: tables.state_estimate(2026, "ZZ", "single150k"),
    ):
        with pytest.raises(CalcError) as unknown:
            look_up()
        seen.add(unknown.value.code)
    assert seen == codes()


def test_chinese_typography() -> None:
    """Chinese messages keep a space between Chinese and Latin letters or figures, and use full-width marks."""
    for function, payload, *_ in BAD:
        zh = refused(function, payload).message["zh"]
        assert not re.search(r"[一-鿿][A-Za-z0-9$]|[A-Za-z0-9%][一-鿿]", zh), zh
        assert not re.search(r"[一-鿿][,;:?!(]", zh), zh
        assert not re.search(r" [，。；：？！（）「」]|[，。；：？！（）「」] ", zh), zh


def test_a_misspelt_field_comes_before_the_missing_one() -> None:
    """The misspelling explains what is missing, so it is told first, with the names that exist."""
    for function, payload, meant in (("convert", {"basis": 1, "valu": 2}, "value"), ("series", {"row": []}, "rows")):
        error = refused(function, payload)
        assert error.code == "unknown_field"
        assert meant in error.message["en"]


def test_row_is_named() -> None:
    """In a series the message says which row."""
    message = refused("series", {"rows": [[1, 2], [3, -4]]}).message
    assert "第 2 行" in message["zh"]
    assert "row 2" in message["en"]


def test_echo_is_short_and_harmless() -> None:
    """What is repeated from an input can neither ping anybody nor flood the message."""
    assert echo("@everyone `x`\u202e\n") == "everyone x"
    assert len(echo("9" * 500)) == 33
    assert echo(10**5000) == "1.00E+5000"
    assert (echo([10**5000]), echo({"a": 1})) == ("[…]", "{…}")


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("9500", "$9,500"), ("9500.5", "$9,500.50"), ("-500", "-$500"), ("0.001", "$0.001"), ("1E+20", "$1.00E+20")],
)
def test_dollars_as_people_write_them(amount: str, shown: str) -> None:
    """Amounts in messages have separators, and cents only where there are any."""
    assert dollars(Decimal(amount)) == shown


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted({field for function in FUNCTIONS.values() for field in function.inputs.model_fields})


@given(st.sampled_from(sorted(FUNCTIONS)), st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=4), JSON) | JSON)
def test_nothing_but_a_calc_error_comes_out(function: str, payload: Any) -> None:
    """Whatever JSON is sent, it is computed or refused in both languages; no other exception leaks."""
    try:
        told = run(function, payload).to_json()
    except CalcError as error:
        told = error.to_json()
    assert all(told["message"][language] for language in ("zh", "en")) if "error" in told else told["steps"]
