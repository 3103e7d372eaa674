"""What a hostile reader typed for the kinds of ``/calc``: used as meant, or asked about by name; never dropped."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.kind_request import KindReader, KindRequest
from bot.kinds import KINDS
from bot.language import Language
from bot.wordbook import Wordbook
from calc.converted import read_conversions
from calc.errors import CalcError
from calc.functions import run
from calc.labels import kinds
from calc.typed import read_typed

WORDS = Wordbook.load()
TODAY = date(2026, 11, 26)
LANGUAGES = (Language.ZH, Language.ZH_HANT, Language.EN)


def wanted(name: str, text: str, language: Language = Language.EN, typed: dict[str, str] | None = None) -> KindRequest:
    """What is read for a kind."""
    return KindReader(WORDS, language, TODAY).read(KINDS[name], text, typed or {})


def computed(name: str, text: str, typed: dict[str, str] | None = None) -> dict[str, Any]:
    """The figures that come out."""
    request = wanted(name, text, typed=typed)
    assert request.inputs is not None, request.asks
    return run(request.function or "", request.inputs).to_json()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.table])
def test_every_example_is_read_whole_and_computes(name: str, language: Language) -> None:
    """Nothing of an example is asked about, and none of its figures stays unused."""
    request = wanted(name, WORDS(f"kind.{name}-like", language), language)
    assert request.inputs is not None, request.asks
    assert run(request.function or "", request.inputs).steps
    unused = WORDS("kind.unused", language, figures="")
    assert unused not in (request.read or "")


@pytest.mark.parametrize(
    ("name", "text", "figures"),
    [
        *(
            ("roth-ira", text, {"taxable_income": "0.00", "additional_tax": "20.00"})
            for text in (
                "普通供款 7000，2024年转换应税 200 免税 10000，余额 18700，取 9000，40 岁",
                "普通供款 7000，2024 年轉換應稅 200 免稅 10000，餘額 18700，取 9000，40 歲",
                "contributions 7,000, 2024 conversion: taxable 200, nontaxable 10,000, balance 18,700, take 9k, age 40",
            )
        ),
        *(
            ("roth401k-cash", text, {"taxable": "0.00"})
            for text in (
                "basis 18,000, value 24,000, amount 6,000, age 62, qualified",
                "本金 18000，现值 24000，取 6000，62 岁，合格",
                "本金 18000，現值 24000，取 6000，62 歲，是 qualified",
            )
        ),
        *(
            ("roth401k-cash", text, {"taxable": "1500.00"})
            for text in (
                "basis 18,000, value 24,000, take 6,000, age 62, isn't qualified",
                "本金 18000，现值 24000，取 6000，62 岁，不是合格分配",
            )
        ),
        *(
            ("split", text, {"taxable_now": "4000.00", "additional_tax": "400.00"})
            for text in (
                "pre-tax 80000，after-tax 20000，直接转传统 IRA 70000，现金 30000，60天内存回 6000，40岁",
                "pre-tax 80000，after-tax 20000，直接轉傳統 IRA 70000，現金 30000，60天內補存到傳統 IRA 6000，40歲",
                "pre-tax 80k, after-tax 20k, to traditional IRA 70k, cash 30k, rolled over within 60 days 6k, age 40",
            )
        ),
        *(
            ("tax", text, {"add_total": "2320.00"})
            for text in (
                "taxable 8,000, income 405k, mfj, 2026, 2 kids",
                "应税 8000，收入 40.5万，夫妻合报，2026，2个孩子",
                "應稅 8000，收入 40.5萬，夫妻合報，2026，兩個小孩",
            )
        ),
        ("tax", "taxable 8,000, income 405k, mfj, 2026, kids 0", {"add_total": "1920.00"}),
        *(
            ("whole", text, {"test_met": False, "taxable": "0.00"})
            for text in (
                "after-tax basis 30,000, worth 24,000, pre-tax 1,000, rolled over",
                "after-tax 本金 30000，现值 24000，pre-tax 1000，全部转到 IRA",
                "after-tax 本金 30000，現值 24000，pre-tax 1000，全部轉到 IRA",
            )
        ),
        ("whole", "after-tax basis 30,000, worth 24,000, pre-tax 1,000, not rolled over", {"test_met": True}),
        ("roth401k", "basis 11000, value 14000, amount 7000, not direct, part of it, age 40", {"withheld": "300.00"}),
        ("roth401k", "本金 11000，現值 14000，轉 7000，支票開給我，整個帳戶，40歲", {"withheld": "600.00"}),
        ("roth401k", "本金 23000，现值 30000，转 10000", {"basis_left": "15333.33"}),
    ],
)
def test_what_is_said_is_used_as_meant(name: str, text: str, figures: dict[str, Any]) -> None:
    """The line and its siblings in the other scripts give the figures that they mean."""
    result = computed(name, text)
    assert {key: result[key] for key in figures} == figures


@pytest.mark.parametrize(
    "text",
    [
        "本金 10000，现在值 10600，以后值 11500，税率 24%",
        "本金 10000，現在值 10600，明年值 11500，稅率 24%",
        "basis 10,000, worth 10,600, worth 11,500 later, rate 24%",
    ],
)
def test_a_value_of_later_is_not_the_one_of_now(text: str) -> None:
    """What it will be worth does not displace what it is worth."""
    inputs = wanted("wait", text).inputs
    assert inputs is not None
    assert (inputs["value_now"], inputs["value_later"]) == (10600, 11500)


@pytest.mark.parametrize(
    ("name", "text", "missing"),
    [
        ("roth-ira", "余额 18700，取 9000，40 岁", "regular"),
        ("roth-ira", "以前转换过 10200，普通供款 7000，余额 18700，取 9000，40 岁", "conversions"),
        (
            "roth-ira",
            "contributions 7,000, converted 10,200 in 2024, balance 18,700, take 9,000, age 40",
            "conversions",
        ),
        ("roth401k", "basis 11000, value 14000, amount 7000, not direct, age 40", "whole"),
        ("roth401k", "本金 11000，现值 14000，转 7000，支票给我本人，40岁", "whole"),
        ("1099r", "box 1 9400, box 2a -600, box 5 10000", "box2a"),
        ("1099r", "box 1 9400, box 2a (600), box 5 10000", "box2a"),
        ("1099r", "box 1 9400，box 2a −600，box 5 10000", "box2a"),
        ("8606", "converted 7,500, year-end balance 4,500", "nondeductible"),
        ("60day", "取出 11000，2026-03-02 收到，40 岁", "basis"),
        ("whole", "after-tax 本金 30000，现值 24000", "pretax_value"),
        ("split", "pre-tax 4,500, after-tax 30,000", "direct_trad"),
        ("split", "pre-tax 4,500, after-tax 30,000, to traditional IRA 4,500", "direct_roth"),
        ("split", "pre-tax 4500，after-tax 30000，取现 40000，转传统 IRA 0，转 Roth IRA 0", "cash"),
        ("wait", "本金 10000，现在值 10600，值 11500，税率 24%", "value_now"),
    ],
)
def test_what_changes_the_tax_is_asked_for(name: str, text: str, missing: str) -> None:
    """Nothing that changes the tax is taken for 0, for yes, or for another sign."""
    request = wanted(name, text)
    assert request.inputs is None
    assert missing in request.missing
    assert "direct_trad" not in " ".join(request.asks)


def test_what_is_taken_for_granted_is_said() -> None:
    """A default and a figure without a use stand in what was read."""
    read = wanted("tax", "taxable 8,000, income 150k, single, 2026, deferral 24,500").read or ""
    assert "Children under 17 0" in read
    assert "not used: 24,500" in read
    none = wanted("roth-ira", "contributions 7,000, balance 18,700, take 9,000, age 40").read or ""
    assert "Conversions so far none" in none


def test_rows_answer_what_was_told_of_conversions() -> None:
    """Rows that are typed settle the question, and their figures are no riddle any more."""
    text = "普通供款 7000，2024年转换了 10200，余额 18700，取 9000，40 岁"
    result = computed("roth-ira", text, {"conversions": "2024 200 10000"})
    assert result["additional_tax"] == "20.00"


def test_yes_and_no_answer_a_choice() -> None:
    """A choice of yes or no takes both words in every script."""
    assert [read_typed("whole", word) for word in ("是", "Yes", "否", "沒有", "no")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert read_typed("frequency", "yes") is None


def test_conversions_that_were_none() -> None:
    """No conversions is an answer, and an unfinished row is none."""
    assert read_conversions("no conversions, balance 18,700")[0] == []
    assert read_conversions("沒有轉換過，餘額 18700")[0] == []
    assert read_conversions("2024年转了 10200")[0] is None
    assert read_conversions("2023 converted 200 taxable and 10k nontaxable")[0] == [("2023", "200", "10k")]
    assert read_conversions("2024年转换应税 200 免税 1 万 8，余额 2 万")[0] == [("2024", "200", "1 万 8")]
    assert read_conversions("2024年转换应税 200 免税 1.8 万 5")[0] is None


def test_the_reporting_of_box_5_is_heard(assistant: Any) -> None:
    """Box 5 with all basis, or a figure that fits nothing; figures without names are shown back."""
    text = "本金 10000，现值 9400，转去 Roth IRA，plan box 5 写了 10000"
    reply = assistant.compute_text(text, Language.ZH)
    assert reply.calculation.inputs["plan_reporting"] == "total"
    assert assistant.compute_text(text.replace("写了 10000", "写了 9700"), Language.ZH).asks
    assert "$24,000" in assistant.compute_text("3万 2.4万 整个 plan 20万", Language.ZH).asks[0]
    assert assistant.tells_conversion("本金 10000，现值 9400")
    assert Decimal(reply.calculation.inputs["value"]) == 9400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if not kind.table])
def test_no_input_is_taken_for_another_by_its_own_name(name: str, language: Language) -> None:
    """What the desk itself calls a sum or a rate is never read as another input."""
    reader = KindReader(WORDS, language, TODAY)
    written = {"dollars": "12,345", "rate": "12%"}
    for field in KINDS[name].fields:
        if kinds()[field] in written:
            said = reader.said(KINDS[name], f"{reader.label(KINDS[name], field)} {written[kinds()[field]]}")
            assert said.values.keys() <= {field, "year"}, (  # 今年 is a year besides
                field,
                said.values,
            )


@pytest.mark.parametrize(
    ("name", "text", "inputs"),
    [
        ("state", "taxable 5000 TX income 100k single", {"state": "TX", "wages": 100000, "status": "single"}),
        ("state", "5000 taxable, NC 100k income single", {"state": "NC", "taxable_conversion": 5000}),
        ("8606", "今年不抵税7000，年底5万，转7000", {"nondeductible": 7000, "year_end_value": 50000}),
        ("8606", "今年不抵稅7000，年底5萬，轉7000", {"nondeductible": 7000, "conversion": 7000}),
        ("wait", "basis 10000 now 11000 later 13000 rate 24%", {"value_now": 11000, "value_later": 13000}),
        ("whole", "after-tax basis 30000 worth 24000 all in cash pre-tax 1000", {"aftertax_value": 24000}),
    ],
)
def test_what_was_left_out_is_read(name: str, text: str, inputs: dict[str, Any]) -> None:
    """Two capitals beside a sum, words that people use, and a word of now before one of later."""
    found = wanted(name, text).inputs
    assert found is not None
    assert {key: found[key] for key in inputs} == inputs


@pytest.mark.parametrize("text", ["5000 LA, income 100k", "5000 OK, income 100k", "5000 IN, income 100k"])
def test_capitals_that_may_be_a_word_or_a_city_are_no_state(text: str) -> None:
    """The state is then asked for."""
    assert "state" in wanted("state", text).missing


@pytest.mark.parametrize(
    "text",
    [
        "after-tax basis 10000, pre-tax 5000, total value 12000",
        "after-tax 本金 10000，税前 5000，总价值 12000",
        "after-tax 本金 10000，稅前 5000，整個帳戶現值 12000",
        "after-tax basis 10000, worth 12000 in total, pre-tax 5000",
    ],
)
def test_a_total_is_not_the_value_of_a_part(text: str) -> None:
    """The after-tax value is asked for, and the total stands as not used."""
    request = wanted("whole", text)
    assert request.missing == ("aftertax_value",)
    assert "12000" in (request.read or "")


@pytest.mark.parametrize("text", ["500", "$500", "500，税率 24%", "rate 24%, 500"])
def test_a_sum_alone_is_what_the_kind_is_about(text: str) -> None:
    """No name is needed for the one sum that is the subject."""
    reader = KindReader(WORDS, Language.EN, TODAY)
    alone = reader.alone(KINDS["leftover"], text)
    assert {name: read_typed(name, typed) for name, typed in alone.items()} == {"leftover": 500}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leftover", "20万 加州 单身"),
        ("leftover", "20万，加州，单身"),
        ("leftover", "500, 700"),
        ("leftover", "-500"),
        ("leftover", "leftover 500, 700"),
        ("leftover", "24%"),
        ("room", "24500"),
        ("wait", "10000"),
    ],
)
def test_a_sum_that_may_be_something_else_is_asked_about(name: str, text: str) -> None:
    """Beside other words, a second sum, or in a kind with several sums nothing is taken for granted."""
    assert KindReader(WORDS, Language.EN, TODAY).alone(KINDS[name], text) == {}


@pytest.mark.parametrize("text", ["加州 20万 单身", "CA 200k single filer", "200k mfj"])
def test_a_profile_is_no_answer_to_a_sum(text: str) -> None:
    """A figure beside a state or a filing status is an income, whatever is asked for."""
    assert read_typed("leftover", text) is None


@pytest.mark.parametrize("text", ["March 1, 2026", "march 1 2026", "Mar 1 2026", "1 March 2026", "2026年3月1日"])
def test_a_day_in_words_answers_a_day(text: str) -> None:
    """So the form goes on."""
    assert read_typed("received", text) == "2026-03-01"


@pytest.mark.parametrize("text", ["March 1", "march 2026", "what if it comes on March 1, 2026?", "March 1 or 2, 2026"])
def test_a_day_that_is_not_told_stays_open(text: str) -> None:
    """Without its year, in a sentence or as one of two it is no answer."""
    assert read_typed("received", text) is None


@pytest.mark.parametrize(("age", "maybe"), [(45, False), (49, False), (50, True), (62, True), (None, True)])
def test_catch_up_is_only_suggested_where_there_may_be_some(age: int | None, maybe: bool) -> None:
    """Below 50 what is above the limit cannot be catch-up."""
    with pytest.raises(CalcError) as refused:
        run("room_415c", {"year": 2026, "deferral": 30000, "match": 10000} | ({"age": age} if age else {}))
    assert ("If the excess is catch-up" in refused.value.message["en"]) is maybe
    assert ("如果是 catch-up" in refused.value.message["zh"]) is maybe


def test_figures_given_one_after_the_other_do_not_displace_each_other() -> None:
    """The match is asked for after the deferral; in one line it may be left out."""
    reader = KindReader(WORDS, Language.EN, TODAY)
    room = KINDS["room"]
    assert reader.read(room, "", {"deferral": "24500"}, room.first).missing == ("match",)
    asked = reader.read(room, "", {"deferral": "24500", "match": "10000"}, room.first)
    assert asked.inputs is not None
    assert (asked.inputs["deferral"], asked.inputs["match"]) == (24500, 10000)
    assert wanted("room", "deferral 24500").inputs is not None
