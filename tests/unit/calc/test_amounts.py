"""The labelled phrases: how many must be read right, for each file and each group of phrases."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calc.amounts import Kind, find_spans, mask_amounts, read, stray_digits

TODAY = date(2026, 11, 25)
HERE = Path(__file__).parent
FLOORS = {  # file → group → (figures, roles) that must be exactly right
    "given": {"money": (62, 62), "percent": (16, 16), "year": (8, 8), "trap": (37, 37), "role": (21, 21)},
    "dev": {"money": (42, 41), "percent": (13, 13), "year": (11, 11), "trap": (20, 20), "role": (38, 38)},
    # written before the dev misses were looked at, and never used to change the reader
    "heldout": {"money": (35, 30), "percent": (11, 10), "year": (7, 7), "trap": (16, 17), "role": (24, 22)},
}


def phrases(name: str) -> list[dict[str, Any]]:
    """The phrases of one file."""
    lines = (HERE / f"amounts_{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


CASES = [(name, group) for name, groups in FLOORS.items() for group in groups]


@pytest.mark.parametrize(("name", "group"), CASES)
def test_labelled_phrases_stay_above_their_floor(name: str, group: str) -> None:
    """At least as many phrases of a group are read exactly right as when the floor was set."""
    figures = roles = 0
    misses = []
    for phrase in (phrase for phrase in phrases(name) if phrase["group"] == group):
        got = read(phrase["text"], today=TODAY).to_json()
        same_figures = all(got[key] == phrase[key] for key in ("amounts", "percents", "years"))
        same_roles = got["roles"] == phrase["roles"]
        figures += same_figures
        roles += same_roles
        if not (same_figures and same_roles):
            misses.append(f"{phrase['id']} {phrase['text']}\n   wanted {phrase}\n   got    {got}")
    enough_figures, enough_roles = FLOORS[name][group]
    assert figures >= enough_figures, "\n".join(misses)
    assert roles >= enough_roles, "\n".join(misses)


@pytest.mark.parametrize("name", FLOORS)
def test_names_are_never_read_as_figures(name: str) -> None:
    """No number out of an account, form, box, section, age or phone comes out as an amount or a percent."""
    for phrase in phrases(name):
        reading = read(phrase["text"], today=TODAY)
        labelled = {Decimal(str(number)) for number in phrase["amounts"] + phrase["percents"]}
        for word in phrase["must_not"]:
            if word.replace(".", "").isdigit() and Decimal(word) not in labelled:
                assert Decimal(word) not in {*reading.amounts, *reading.percents}, phrase["text"]


def test_every_group_of_the_given_phrases_is_there() -> None:
    """The given file is whole: 62 money, 16 percent, 8 year, 37 trap and 21 role phrases."""
    assert Counter(phrase["group"] for phrase in phrases("given")) == {
        "money": 62,
        "percent": 16,
        "year": 8,
        "trap": 37,
        "role": 21,
    }


@pytest.mark.parametrize(
    ("text", "code", "role"),
    [
        ("本金3到4万", "range", "basis"),
        ("$5-6k gain", "range", "gain"),
        ("本金一两万吧", "range", "basis"),
        ("bracket 22%-24%", "range", "rate"),
        ("收益才几百块", "vague", "gain"),
        ("亏了好几万", "vague", "loss"),
        ("a couple hundred in gains", "vague", "gain"),
        ("本金六十多万", "vague", "basis"),
        ("basis is over 10k", "bound", "basis"),
        ("本金是人民币5万", "currency", "basis"),
        ("本金80，现在75", "implausible", "basis"),
        ("跌了20", "implausible", "loss_pct"),
        ("basis is 14000, or was the basis 13200", "two_candidates", "basis"),
        ("第一次存了9500，第二次存了10000", "two_candidates", "basis"),
        ("1月存5000，2月存5000", "two_candidates", "basis"),
        ("first lot 10k now 9k, second lot 12k now 13k", "two_candidates", "value"),
        ("my 401k has 300k, of which 20k is after-tax basis", "implausible", "value"),
        ("现在市值12400，想转5000", "two_candidates", "value"),
        ("22% or 24% bracket", "two_candidates", "rate"),
        ("本金 1.8 万 5", "vague", "basis"),
        ("box 1 2万 5 2.2万", "vague", "value"),
        ("单身还是夫妻合并报税好", "two_filings", "filing"),
        ("从纽约搬到加州", "two_states", "state"),
    ],
)
def test_what_is_not_certain_is_asked(text: str, code: str, role: str) -> None:
    """A range, a vague or implausible figure and a second candidate become a question, and the role stays empty."""
    reading = read(text, today=TODAY)
    assert (code, role) in {(question.code, question.role) for question in reading.questions}
    assert role not in reading.roles


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("先存5000后来又存3000", 8000),
        ("contributed 6k and then another 4k", 10000),
        ("put in 6000 plus 4000", 10000),
        ("存了6000再存4000，一共存了10000", 10000),
        ("我存了1万，老婆存了2万", None),
        ("plan A basis 10k, plan B basis 20k", None),
    ],
)
def test_basis_is_added_only_where_the_text_says_so(text: str, basis: int | None) -> None:
    """Two contributions are summed after 又, 再, another, plus or then, and otherwise asked about."""
    assert read(text, today=TODAY).roles.get("basis") == basis


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("上限69,000，我存了3万", {"basis": 30000}),
        ("415(c) limit of 72000", {}),
        ("72000减去24500", {}),
        ("年薪20万，存了税前24500，after-tax 1万", {"basis": 10000}),
        ("雇主给了5千,我自己存了两万三", {"basis": 23000}),
        ("能抵3000的普通收入吗，亏了500", {"loss": 500}),
        ("offset my $5,000 capital gain with the $500 loss", {"loss": 500}),
        ("pre-tax balance 80,000 and after-tax contributions 12,000", {"basis": 12000}),
        ("my basis is 28k, but box 5 shows 30k", {"basis": 28000}),
        ("Only $9,500 of my $10,000 is left", {"basis": 10000, "value": 9500}),
        ("从12000跌到11000再涨回11800", {"basis": 12000, "value": 11800}),
        ("本金和市值分别是2万和1万9", {"basis": 20000, "value": 19000}),
        ("24% of the gain", {}),
        ("withheld 20% ($2,000) from $10,000", {}),
        ("存 72000 是一人一个", {}),
        ("$72,000 is that per person?", {}),
        ("本金 2 万，这 2.1 万要交州税吗", {"basis": 20000}),
        ("还剩 1500 basis", {}),
        ("leftover basis 1500", {}),
        ("1 万 basis 还剩 9500", {"basis": 10000, "value": 9500}),
        ("账户 26200 赚 1200", {"value": 26200, "gain": 1200}),
        ("账户 1 万亏了 500", {"basis": 10000, "loss": 500}),
    ],
)
def test_figures_of_something_else_take_no_role(text: str, roles: dict[str, int]) -> None:
    """Limits, salaries, pre-tax and employer money, other gains and withholding are never basis, value or loss."""
    assert read(text, today=TODAY).to_json()["roles"] == roles


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("存了 1万2，1099-R box 5 是 10,000", [12000, 10000]),
        ("本金1万2，500是收益", [12000, 500]),
        ("本金10，000，现值9，500", [10000, 9500]),
        ("存了9500，457能转吗", [9500]),
        ("存了一万一，万一跌了", [11000]),
        ("10k w/ 24%", [10000]),
        ("ISO 2025-03-01, call 800-343-3548", []),
        ("earnings 42, 2 plans", [42]),
        ("罗素2000跌了", []),
        ("1 万 8 月转的", [10000]),
        ("转了 2 万 3 次", [20000]),
        ("从 1 万 8 到 1 万 6", [18000, 16000]),
        ("1 万 2 千 3 百", [12300]),
        ("3 千 2 百", [3200]),
        ("1w 8", [18000]),
        ("1万 9千", [10000, 9000]),
        ("本金 1 万 500", [10000, 500]),
        ("本金2000，现在1990", [2000, 1990]),
    ],
)
def test_figures_beside_commas_names_and_years(text: str, amounts: list[int]) -> None:
    """Commas, names, dates and idioms beside a figure neither swallow it nor make a new one."""
    assert read(text, today=TODAY).to_json()["amounts"] == amounts


@pytest.mark.parametrize(
    ("text", "state", "to"),
    [
        ("住在加州，转到 Roth IRA", "CA", "roth_ira"),
        ("live in CA, in-plan conversion", "CA", "roth401k"),
        ("新澤西州，轉到 Roth 401(k)", "NJ", "roth401k"),
        ("Washington state resident", "WA", None),
        ("25% bracket, NY", "NY", None),
        ("华盛顿那边说不行", None, None),
        ("my account is IN the plan OR not", None, None),
        ("纽约人寿的年金", None, None),
        ("Roth 401k 转 Roth IRA", None, "roth_ira"),
        ("转 Roth 401k 还是转到 Roth IRA", None, None),
    ],
)
def test_state_and_destination(text: str, state: str | None, to: str | None) -> None:
    """A state and a destination are read where they are clear, and left open where they are not."""
    roles = read(text, today=TODAY).roles
    assert (roles.get("state"), roles.get("to")) == (state, to)


def test_state_and_destination_stay_out_of_the_labelled_json() -> None:
    """`to_json` holds exactly the roles that the labelled phrases know, as plain JSON numbers."""
    got = read("加州，转了20k去Roth IRA，亏了0.5%", today=TODAY).to_json()
    assert got["roles"] == {"value": 20000, "loss_pct": 0.5}
    assert json.loads(json.dumps(got)) == got


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("跌了2万到1.8万", {"basis": 20000, "value": 18000}),
        ("本金3万，亏了3万变成2.8万", {"basis": 30000, "value": 28000}),
        ("lost 500 to 9500", {"loss": 500, "value": 9500}),
        ("up 5000 to 12000", {"gain": 5000, "value": 12000}),
        ("赚了 5000 变成 12000", {"value": 12000}),
        ("10000亏了500变成9500", {"basis": 10000, "loss": 500, "value": 9500}),
    ],
)
def test_what_it_turned_into_tells_a_change_from_a_balance(text: str, roles: dict[str, int]) -> None:
    """A loss of about what is left is where it stood before; where both readings fit, neither is taken."""
    assert read(text, today=TODAY).to_json()["roles"] == roles


def test_sums_of_something_else_are_told() -> None:
    """A limit and the employer's match are among the others, a basis is not."""
    assert read("限额 72000，公司 match 1万，本金 2万", today=TODAY).others == (72000, 10000)


def test_digits_that_belong_to_nothing_are_noticed() -> None:
    """A digit outside of figures, names and years is stray."""
    assert stray_digits("1 万 8 9")
    assert not stray_digits("2026 年 box 5 是 1 万 8，60 天")


def test_spans_stand_in_the_original_text() -> None:
    """Spans give places in the text as written, full width and Traditional included."""
    text = "我的 401(k) 裡 box 5 是 １０，０００，税率24%，2026年，3到4萬，幾百塊，59½"
    assert [(text[span.start : span.end], span.kind) for span in find_spans(text)] == [
        ("401(k)", Kind.NAME),
        ("box 5", Kind.NAME),
        ("１０，０００", Kind.AMOUNT),
        ("24%", Kind.PERCENT),
        ("2026年", Kind.YEAR),
        ("3到4萬", Kind.RANGE),
        ("幾百塊", Kind.VAGUE),
        ("59½", Kind.NAME),
    ]


def test_masking_takes_figures_and_leaves_names() -> None:
    """Sums and percents go; accounts, forms, boxes and years stay."""
    assert (
        mask_amounts("401(k) 存了 1万2，1099-R box 5 是 10,000，2026 年税率 24%", "#")
        == "401(k) 存了 #，1099-R box 5 是 #，2026 年税率 #"
    )


def test_last_year_is_told_from_today() -> None:
    """去年 is the year before the day on which the message was written."""
    assert read("去年存的", today=date(2030, 1, 1)).years == (2029,)
