"""What is written for a kind of /calc: text, fields of a form, tables; what is missing and what is unclear."""

import re
from decimal import Decimal

import pytest

from bot.assistant import Assistant
from bot.kind_request import is_readable, label
from bot.kinds import KINDS
from bot.language import Language
from bot.reply import Tone

FIGURES = [name for name in KINDS if not KINDS[name].table]
TABLE = "日期,存入,转出\n2026-01-15,1500,1502.13\n2026-01-30,1500,1480\n"
every_language = pytest.mark.parametrize("language", Language)


def asked(assistant: Assistant, name: str, language: Language, *fields: str) -> str:
    """The line that asks for inputs."""
    called = [label(assistant.words, KINDS[name], field, language) for field in fields]
    return assistant.words("kind.ask", language, field=(", " if language is Language.EN else "、").join(called))


def example(assistant: Assistant, name: str, language: Language) -> str:
    """What the desk says may be typed."""
    return assistant.words(f"kind.{name}-like", language)


# --- what is missing, and what is unclear


@every_language
@pytest.mark.parametrize("name", FIGURES)
def test_nothing_said_asks_for_everything_needed(assistant: Assistant, name: str, language: Language) -> None:
    """An empty form asks for what is needed, by name, once."""
    reply = assistant.kinds.reply(name, "", language)
    assert reply.calculation is None
    assert reply.missing == KINDS[name].needed
    assert reply.asks[0] == asked(assistant, name, language, *KINDS[name].needed)
    assert reply.read is None


@every_language
def test_a_table_asks_for_its_rows(assistant: Assistant, language: Language) -> None:
    """Without rows there is no series."""
    for text in ("", "  \n "):
        reply = assistant.kinds.reply("series", text, language)
        assert (reply.missing, reply.asks) == (("rows",), (assistant.words("kind.ask-rows", language),))


@pytest.mark.parametrize("language", Language)
def test_what_is_missing_is_asked_for_by_name(assistant: Assistant, language: Language) -> None:
    """What was said is shown, what is missing is named, and nothing is computed."""
    reply = assistant.kinds.reply("whole", "after-tax basis 30000", language)
    assert reply.calculation is None
    assert reply.missing == KINDS["whole"].needed[1:]
    assert reply.asks == (asked(assistant, "whole", language, *KINDS["whole"].needed[1:]),)
    assert "$30,000" in (reply.read or "")


@pytest.mark.parametrize(
    ("text", "field", "quoted"),
    [
        ("deferral 24500, match 8k-10k", "match", "8k-10k"),
        ("deferral 2万出头", "deferral", "2万出头"),
        ("deferral 24500, match 5%", "match", "5%"),
        ("deferral 24500, match 9000, match 8000", "match", "$8,000"),
    ],
)
def test_what_is_unclear_is_asked_about(assistant: Assistant, text: str, field: str, quoted: str) -> None:
    """A range, a vague figure, a share, two for one: each is asked about under its name, once, and nothing computed."""
    for language in Language:
        reply = assistant.kinds.reply("room", text, language)
        assert reply.calculation is None
        assert reply.missing == (field,)
        assert len(reply.asks) == 1
        assert reply.asks[0].startswith(assistant.words(f"field.{field}", language))
        assert quoted in reply.asks[0]


def test_an_unnamed_figure_is_asked_about(assistant: Assistant) -> None:
    """A figure without a name is quoted, and is settled once a field holds it."""
    reply = assistant.kinds.reply("room", "deferral 24500, 8000", Language.EN)
    assert reply.calculation is None
    assert reply.asks == (assistant.words("kind.ask-unclaimed", Language.EN, read="8000"),)
    told = assistant.kinds.reply("room", "deferral 24500, 8000", Language.EN, {"aftertax_ytd": "8k"})
    assert told.calculation is not None
    assert told.calculation.inputs["aftertax_ytd"] == "8000"


def test_this_year_is_filled_in(assistant: Assistant) -> None:
    """Where no year is said it is this one; another one that is said goes before it."""
    for name, function in (("room", "room_415c"), ("tax", "federal_increment"), ("state", "state_addon")):
        text = re.sub("，2026$|, 2026$", "", example(assistant, name, Language.EN))
        reply = assistant.kinds.reply(name, text, Language.EN)
        assert reply.calculation is not None
        assert (reply.calculation.function, reply.calculation.inputs["year"]) == (function, 2026)
        assert "2026" in reply.calculation.model_dump_json(include={"headline", "lines", "assumptions"})
    other = assistant.kinds.reply("room", "2025 年，deferral 23500", Language.ZH)
    assert other.calculation is not None
    assert other.calculation.inputs["year"] == 2025


@pytest.mark.parametrize(
    ("text", "year", "room"),
    [
        ("2024 年 deferral 23000 match 10000 after-tax 还能放多少", 2024, "36000.00"),
        ("deferral 23000，match 10000，2024 年还能放多少", 2024, "36000.00"),
        ("deferral 23000, match 10000, room for 2024", 2024, "36000.00"),
        ("去年 deferral 23500 match 10000 还能放多少", 2025, "36500.00"),
        ("2026 年 deferral 24500 match 10000 还能放多少", 2026, "37500.00"),
    ],
)
def test_the_room_is_that_of_the_year_named(assistant: Assistant, text: str, year: int, room: str) -> None:
    """A year beside a word for room or limit is the year whose limit counts, and none of it is called unused."""
    for language in Language:
        reply = assistant.kinds.reply("room", text, language)
        assert reply.calculation is not None
        assert reply.calculation.inputs["year"] == year
        assert reply.calculation.result["room"] == room
        assert assistant.words("kind.unused", language, figures="").strip() not in (reply.read or "")


def test_the_count_of_paychecks_is_from_today(assistant: Assistant) -> None:
    """How often pay comes is counted from the day of the question."""
    reply = assistant.kinds.reply("room", "deferral 24500, paid biweekly", Language.EN)
    assert reply.calculation is not None
    assert reply.calculation.inputs["today"] == "2026-11-25"


@every_language
def test_a_rate_is_estimated_from_the_income(assistant: Assistant, language: Language) -> None:
    """Status and income stand in for the rate, and that is said; with a state its rate is added."""
    text = "basis 10000, value now 10600, value later 11500, income 150k, single"
    reply = assistant.kinds.reply("wait", text, language)
    assert reply.calculation is not None
    assert reply.calculation.inputs == {"basis": "10000", "value_now": "10600", "value_later": "11500", "rate": "0.24"}
    assert reply.read is not None
    estimated = assistant.words("kind.rate-federal", language, rate="24%")
    assert assistant.words("kind.rate-estimated", language, rate="24%", parts=estimated) in reply.read
    with_state = assistant.kinds.reply("wait", f"{text}, California", language)
    assert with_state.calculation is not None
    assert Decimal(with_state.calculation.inputs["rate"]) > Decimal("0.3")
    assert assistant.words("kind.rate-state", language, rate="9.3%") in (with_state.read or "")


def test_a_rate_that_is_said_goes_before_the_income(assistant: Assistant) -> None:
    """Nothing is estimated where the rate was said; 24 % is the whole rate, whatever the state."""
    text = "basis 10000, value now 10600, value later 11500, rate 24%"
    for more in ("", ", income 90k, single", ", California"):
        reply = assistant.kinds.reply("wait", text + more, Language.EN)
        assert reply.calculation is not None
        assert reply.calculation.inputs["rate"] == "0.24"
        assert "estimated" not in (reply.read or "")


def test_half_an_income_gives_no_rate(assistant: Assistant) -> None:
    """Without the status no rate is estimated; what would do in its place is said."""
    reply = assistant.kinds.reply("wait", "basis 10000, value now 10600, value later 11500, income 90k", Language.ZH)
    assert reply.missing == ("rate",)
    assert reply.asks == (
        asked(assistant, "wait", Language.ZH, "rate"),
        assistant.words("kind.ask-income", Language.ZH),
    )


def test_a_year_without_rates_is_refused_in_words(assistant: Assistant) -> None:
    """An income of a year whose rates are not known gives the reason and no exception."""
    text = "basis 10000, value now 10600, value later 11500, income 150k, single, tax year 1999"
    reply = assistant.kinds.reply("wait", text, Language.EN)
    assert reply.calculation is None
    assert reply.asks
    assert reply.kind == "wait"


def test_the_own_state_rate_is_enough(assistant: Assistant) -> None:
    """Who knows the rate of the state need not say state, income and status."""
    reply = assistant.kinds.reply("state", "taxable 8000, state rate 5%", Language.EN)
    assert reply.calculation is not None
    assert reply.calculation.result["state_tax"] == "400.00"
    assert assistant.kinds.reply("state", "taxable 8000, CA", Language.EN).missing == ("wages", "status")


# --- fields of a form


def test_typed_fields_go_before_the_text(assistant: Assistant) -> None:
    """A field of the form replaces what the text says of that input, and nothing else."""
    text = "deferral 24500, match 10000, age 45"
    reply = assistant.kinds.reply("room", text, Language.EN, {"match": "9,000", "deferral": ""})
    assert reply.calculation is not None
    assert {name: reply.calculation.inputs[name] for name in ("deferral", "match", "age")} == {
        "deferral": "24500",
        "match": "9000",
        "age": 45,
    }


@pytest.mark.parametrize(
    ("name", "typed", "inputs"),
    [
        ("room", {"deferral": "2万出头", "match": "10k"}, None),
        ("room", {"deferral": "2.45万", "match": "10k", "paychecks_left": "6 次"}, {"paychecks_left": 6}),
        ("wait", {"basis": "1万", "value_now": "$10,600", "value_later": "9800", "rate": "24"}, {"rate": "0.24"}),
        ("60day", {"amount": "11,000", "received": "3/2/2026", "basis": "1万"}, {"received": "2026-03-02"}),
        ("tax", {"taxable_conversion": "8000", "wages": "15万", "status": "夫妻合报"}, {"status": "mfj"}),
        ("state", {"taxable_conversion": "8000", "state": "加州", "wages": "150k", "status": "S"}, None),
        ("state", {"taxable_conversion": "8000", "state": "ca", "wages": "150k", "status": "单身"}, {"state": "CA"}),
        ("state", {"taxable_conversion": "8000", "rate": "5"}, {"rate": "0.05"}),
        ("1099r", {"box1": "500", "box7": "g"}, {"box7": "G"}),
    ],
)
def test_fields_are_read_as_people_type(assistant: Assistant, name: str, typed: dict, inputs: dict | None) -> None:
    """Small sums, 2万, bare percents, days, codes and Chinese statuses; what cannot be read is told by name."""
    reply = assistant.kinds.reply(name, "", Language.ZH, typed)
    if inputs is None:
        assert reply.calculation is None
        assert len(reply.missing) == len(reply.asks) == 1
        assert typed[reply.missing[0]] in reply.asks[0]
    else:
        assert reply.calculation is not None, reply.asks
        assert {field: reply.calculation.inputs[field] for field in inputs} == inputs


@every_language
def test_a_field_that_cannot_be_read_is_told(assistant: Assistant, language: Language) -> None:
    """It is named and quoted once; the others are kept, and nothing is computed."""
    reply = assistant.kinds.reply("room", "", language, {"deferral": "lots", "match": "10k"})
    label = assistant.words("field.deferral", language)
    assert reply.calculation is None
    assert reply.missing == ("deferral",)
    assert reply.asks == (assistant.words("kind.ask-unread", language, field=label, read="lots"),)
    assert "$10,000" in (reply.read or "")


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("2024 200 10000", [["2024", "200", "10000"]]),
        ("2024,200,10000\n2025, 0, 8,000.50", [["2024", "200", "10000"], ["2025", "0", "8000.50"]]),
        ("2024 年 200 1万；2025 年 0 8k", [["2024", "200", "10000"], ["2025", "0", "8000"]]),
        ("2024\t$200\t$1,500", [["2024", "200", "1500"]]),
        ("2024 200", None),
        ("2024 200 10000\nand some more", None),
        ("24 200 10000", None),
        ("2024 -200 10000", None),
        ("2024,200,500", None),
    ],
)
def test_conversions_are_typed_one_a_line(assistant: Assistant, typed: str, rows: list | None) -> None:
    """Year, taxed part, rest; a line that is anything else is told, never half read."""
    fields = {"regular": "7000", "value": "18700", "amount": "9000", "age": "40", "conversions": typed}
    reply = assistant.kinds.reply("roth-ira", "", Language.EN, fields)
    assert is_readable("conversions", typed) is (rows is not None)
    if rows is None:
        assert (reply.missing, reply.calculation) == (("conversions",), None)
    else:
        assert reply.calculation is not None, reply.asks
        assert [[str(Decimal(cell)) for cell in row] for row in reply.calculation.inputs["conversions"]] == [
            [str(Decimal(cell)) for cell in row] for row in rows
        ]


def test_rows_are_pasted(assistant: Assistant) -> None:
    """A table with its heading is read, passed-over lines are told, and a broken line is refused with its number."""
    reply = assistant.kinds.reply("series", TABLE + "合计,3000,2982.13\n", Language.ZH)
    assert reply.calculation is not None
    assert len(reply.calculation.result["rows"]) == 2
    assert reply.read == "2 次转换 · 跳过了第 4 行"
    assert assistant.kinds.reply("series", "", Language.ZH, {"rows": TABLE}).calculation == reply.calculation
    broken = assistant.kinds.reply("series", TABLE + "2026-02-15,1500\n", Language.EN)
    assert broken.calculation is None
    assert "4" in broken.asks[0]
    turned = assistant.kinds.reply("series", "2026-02-15 1500 1480\n2026-01-15 1500 1502", Language.EN)
    assert turned.read == "conversions: 2 · listed newest first, put in order"


@every_language
@pytest.mark.parametrize("name", FIGURES)
def test_what_was_said_fills_the_form(assistant: Assistant, name: str, language: Language) -> None:
    """What was read from a text is read back as the same from the fields that it fills, in any language."""
    text = example(assistant, name, language)
    said = assistant.kinds.said(name, text, language)
    assert not said.unclear
    assert {field for field in KINDS[name].form if field in said.values} <= said.shown.keys()
    from_text = assistant.kinds.reply(name, text, language)
    rest = "\n".join(f"{field}: yes" for field, value in said.values.items() if value is True)
    from_form = assistant.kinds.reply(name, rest, language, said.shown)
    assert from_form.calculation == from_text.calculation
    assert from_form.read == from_text.read


@pytest.mark.parametrize(
    ("name", "text", "tone"),
    [
        ("1099r", "box 1 11250, box 2a 0, box 5 11250, code G, put in 11250, balance 0", Tone.SETTLED),
        ("1099r", "box 1 11250, box 2a 11250, box 5 0, code G, put in 12000", Tone.OPEN),
        ("room", "deferral 24500, match 10k", Tone.SETTLED),
        ("room", "match 10k", Tone.OPEN),
    ],
)
def test_a_form_that_is_wrong_is_not_shown_as_settled(assistant: Assistant, name: str, text: str, tone: Tone) -> None:
    """The colour of a card follows what it says: a question, a doubt or two readings are open."""
    assert assistant.kinds.reply(name, text, Language.EN).tone is tone
