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
from calc.pasted_rows import read_table
from tests.unit.calc.planning_cases import LEFTOVER, MEGA, ROOM, SIXTY, WAIT

GOOD = {"basis": 10000, "value": 9400}
WHOLE = {"contract": "whole_plan", "plan_aftertax_basis": 30000, "plan_value": 100000}
FAMILY = {"year": 2026, "status": "hoh", "wages": 30000, "taxable_conversion": 8000, "kids": 1}
FEDERAL = {"year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}
STATE = {"state": "CA", "year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}
OKLAHOMA = ("taxable_conversion", "$10,000")
DATED = {"contribution": 1, "value": 2, "date": "2026-03-30"}
PARTS = {"pretax": 2000, "aftertax": 8000}
ROTH = {"basis": 23000, "value": 20000}
IRA = {"regular": 100, "value": 100, "age": 40, "year": 2026}
PLAN = {"aftertax_basis": 2, "aftertax_value": 1}

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
    ("federal_increment_with_ctc", FAMILY, "credits_move", None, "$30,000"),
    ("federal_increment_with_ctc", {**FAMILY, "kids": "1.5"}, "not_a_number", "kids", "1.5"),
    ("federal_increment_with_ctc", {**FAMILY, "kids": 21}, "number_out_of_range", "kids", "21"),
    ("federal_increment_with_ctc", {**FAMILY, "year": 2027}, "unsupported_year", None, "2027"),
    ("federal_increment", {**FAMILY, "year": 2026}, "unknown_field", None, "kids"),
    ("state_addon", {"taxable_conversion": 8000}, "missing_input", "state", "CA"),
    ("state_addon", {**STATE, "year": 2024}, "unsupported_year", "state", "2024"),
    ("state_addon", {**STATE, "wages": 60000}, "no_state_estimate", "wages", "$60,000"),
    ("state_addon", {**STATE, "status": "hoh"}, "no_state_estimate", "status", "hoh"),
    ("state_addon", {**STATE, "state": "NY"}, "no_state_estimate", "state", "NY"),
    ("state_addon", {**STATE, "state": "OK", "taxable_conversion": 10001}, "no_state_estimate", *OKLAHOMA),
    ("state_addon", {**STATE, "interest": -1}, "negative_amount", "interest", "0"),
    ("state_addon", {**STATE, "state": "ZZ"}, "unknown_state", None, "ZZ"),
    ("room_415c", {**ROOM, "deferral": 24501}, "above_limit", "deferral", "$24,501"),
    ("room_415c", {**ROOM, "catchup": 9000, "age": 64}, "above_limit", "catchup", "$8,000"),
    ("room_415c", {**ROOM, "catchup": 8000, "age": 64, "comp": 32499}, "above_limit", "comp", "$32,500"),
    ("room_415c", {**ROOM, "frequency": "weekly", "today": "2027-01-01"}, "outside_year", "today", "2027-01-01"),
    ("room_415c", {**ROOM, "pay_dates_left": "12/18"}, "bad_rows", "pay_dates_left", "2026-12-18"),
    ("wait_vs_now", {**WAIT, "later": [["0.5", 1], ["0.6", 2]]}, "probabilities_not_one", "later", "1.1"),
    ("wait_vs_now", {**WAIT, "later": [[1]]}, "bad_row", "later", "11000"),
    ("wait_vs_now", {**WAIT, "later": []}, "bad_rows", "later", "11000"),
    ("wait_vs_now", {**WAIT, "later": [[1, 2]] * 51}, "too_many_rows", "later", "51"),
    ("wait_vs_now", WAIT, "missing_input", "value_later", "later"),
    ("leftover_worth", {**LEFTOVER, "discount_rate": "low"}, "not_a_number", "discount_rate", "low"),
    ("leftover_worth", {**LEFTOVER, "discount_rate": 5}, "number_out_of_range", "discount_rate", "0.07"),
    ("leftover_worth", {**LEFTOVER, "years_until_used": "soon"}, "not_a_number", "years_until_used", "soon"),
    ("sixty_day", {**SIXTY, "withheld": 11001}, "amount_exceeds_value", "withheld", "$11,001"),
    ("sixty_day", {**SIXTY, "age": "old"}, "not_a_number", "age", "old"),
    ("mega_vs_taxable", {**MEGA, "gains_tax": "low"}, "not_a_number", "gains_tax", "low"),
    ("split", {**PARTS, "cash": 9999}, "parts_do_not_add_up", None, "$9,999"),
    ("split", {**PARTS, "cash": 10000, "direct_trad": 1}, "parts_do_not_add_up", None, "$10,001"),
    ("split", {**PARTS, "cash": 10000, "rollover60_trad": 10001}, "amount_exceeds_value", "rollover60_trad", "$10,001"),
    ("split", {"pretax": 1}, "missing_input", "aftertax", "aftertax"),
    ("split", {**PARTS, "cash": 10000, "age": "young"}, "not_a_number", "age", "young"),
    ("form8606", {"nondeductible": 1, "conversion": 1}, "missing_input", "year_end_value", "SEP"),
    ("form8606", {"nondeductible": 1, "year_end_value": 1}, "missing_input", "conversion", "conversion"),
    (
        "form8606",
        {"nondeductible": -1, "year_end_value": 1, "conversion": 1},
        "negative_amount",
        "nondeductible",
        "-$1",
    ),
    ("roth401k_rollover", {**ROTH, "amount": 20001}, "amount_exceeds_value", "amount", "$20,001"),
    ("roth401k_rollover", {**ROTH, "amount": 19999, "whole": True}, "inconsistent", "whole", "$19,999"),
    ("roth401k_rollover", {**ROTH, "whole": "no"}, "inconsistent", "whole", "$20,000"),
    ("roth401k_rollover", {**ROTH, "direct": "perhaps"}, "unknown_option", "direct", "perhaps"),
    ("roth401k_rollover", {**ROTH, "direct": 1}, "unknown_option", "direct", "true"),
    ("roth401k_distribution", ROTH, "missing_input", "age", "age"),
    ("roth401k_distribution", {**ROTH, "age": 121}, "number_out_of_range", "age", "121"),
    (
        "roth401k_distribution",
        {**ROTH, "age": 40, "amount": "20000.01"},
        "amount_exceeds_value",
        "amount",
        "$20,000.01",
    ),
    ("roth_ira_distribution", {**IRA, "amount": 101}, "amount_exceeds_value", "amount", "$101"),
    ("roth_ira_distribution", {**IRA, "year": None}, "missing_input", "year", "year"),
    ("roth_ira_distribution", {**IRA, "year": 1997}, "number_out_of_range", "year", "1998"),
    ("roth_ira_distribution", {**IRA, "year": "2026.5"}, "not_a_number", "year", "2026.5"),
    ("roth_ira_distribution", {**IRA, "first_year": "long ago"}, "not_a_number", "first_year", "long ago"),
    ("roth_ira_distribution", {**IRA, "first_year": 2027}, "years_out_of_order", "first_year", "2027"),
    (
        "roth_ira_distribution",
        {**IRA, "conversions": [[2026, 1, 1], [2027, 1, 1]]},
        *("years_out_of_order", "year", "2027"),
    ),
    ("roth_ira_distribution", {**IRA, "conversions": "2024"}, "bad_rows", "conversions", "2024"),
    ("roth_ira_distribution", {**IRA, "conversions": [[2024, 1]]}, "bad_row", "conversions", "1"),
    ("roth_ira_distribution", {**IRA, "conversions": [[2024, 1, 1]] * 1001}, "too_many_rows", "conversions", "1001"),
    ("roth_ira_distribution", {**IRA, "conversions": [[2024, 1, -2]]}, "negative_amount", "nontaxable", "-$2"),
    ("roth_ira_distribution", {**IRA, "conversions": [{"year": 2024, "tax": 1}]}, "unknown_field", None, "tax"),
    ("whole_plan_loss", {"aftertax_basis": 1}, "missing_input", "aftertax_value", "aftertax_value"),
    ("whole_plan_loss", {**PLAN, "tax_year": 2017}, "unsupported_year", "tax_year", "2017"),
    ("whole_plan_loss", {**PLAN, "tax_year": "last"}, "not_a_number", "tax_year", "last"),
    ("whole_plan_loss", {**PLAN, "rolled": "partly"}, "unknown_option", "rolled", "partly"),
    ("reader_1099r", {}, "missing_input", "box1", "box1"),
    ("reader_1099r", {"box1": 1, "box2a": -600}, "negative_amount", "box2a", "-$600"),
    ("reader_1099r", {"box1": 1, "box5": 2, "box5_to_date": 1}, "part_exceeds_plan", "box5", "$2"),
    ("reader_1099r", {"box1": 1, "box7": "X"}, "unknown_option", "box7", "X"),
    ("reader_1099r", {"box1": 1, "box7": "1BG"}, "unknown_option", "box7", "1BG"),
    ("reader_1099r", {"box1": 1, "box7": True}, "unknown_option", "box7", "true"),
    ("reader_1099r", {"box1": 1, "to": "brokerage"}, "unknown_option", "to", "traditional_ira"),
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
    assert not re.search(r"\d", str(error).replace(f"({error.field})", ""))  # box2a is a name
    assert error.__cause__ is None
    assert error.__context__ is None


def test_every_code_is_met() -> None:
    """The table above, with the codes of yearly figures and tables, meets every code that exists."""
    seen = {row[2] for row in BAD}
    for look_up in (
        lambda: parameter_value("limit.nothing", 2026),
        lambda: tables.brackets(2026, "nobody"),
        lambda: tables.state_estimate(2026, "ZZ", "single150k"),
        lambda: read_table("1,500"),
        lambda: read_table("date;value\n2026-01-15;5"),
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


def test_a_figure_of_no_year_is_named_in_words() -> None:
    """A parameter or table of the year is called what people call it, not by its name in the program."""
    room = refused("room_415c", {**ROOM, "year": 2027}).message
    assert room["zh"].startswith("「全部缴款的总上限（415(c)）」没有 2027 年的数")
    assert "total annual additions (415(c)) in 2027" in room["en"]
    tax = refused("federal_increment", {**FEDERAL, "year": 2027}).message
    for message in (room, tax):
        assert not re.search(r"\b(limit|deduction|tax|credit|niit)\.\w", "".join(message.values()).split("http")[0])
        assert "十一月前后" in message["zh"]
        assert "around November of the year before" in message["en"]


def test_the_rate_schedule_is_named_in_words() -> None:
    """The table of brackets too."""
    with pytest.raises(CalcError) as refusal:
        tables.brackets(2027, "single")
    assert "联邦税率表" in refusal.value.message["zh"]
    assert "federal rate schedule" in refusal.value.message["en"]


@pytest.mark.parametrize(
    ("function", "payload", "of_losses"),
    [
        ("convert", {"basis": 1, "value": -1}, True),
        ("series", {"rows": [[-1, 2]]}, True),
        ("state_addon", {**STATE, "interest": -1}, False),
        ("federal_increment", {**FEDERAL, "wages": -1}, False),
        ("room_415c", {**ROOM, "deferral": -1}, False),
    ],
)
def test_only_a_contribution_or_a_value_speaks_of_losses(function: str, payload: Any, *, of_losses: bool) -> None:
    """A minus sign means a loss there; elsewhere it is just not a figure of that kind."""
    message = refused(function, payload).message
    assert ("亏损" in message["zh"], "loss" in message["en"]) == (of_losses, of_losses)


def test_rates_are_asked_for_as_people_type_them() -> None:
    """A percentage for who types, a fraction for programs."""
    for rate in ("a lot", 24):
        message = refused("convert", {**GOOD, "rate": rate}).message
        assert all("24%" in text and "JSON" in text and "0.24" in text for text in message.values())


def test_one_or_many_read_alike() -> None:
    """No field's name is the subject of a verb, so that names in the plural need no other sentence."""
    message = refused("room_415c", {**ROOM, "catchup": 9000, "age": 64}).message["en"]
    assert message.startswith("$9,000 was read for the catch-up contributions (catchup), but ")


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
