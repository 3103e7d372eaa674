"""What holds for any message whatever that labelled figures are read from."""

import re
from collections.abc import Callable
from decimal import Decimal

import opencc
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calc.labelled import Labelled, read_labelled
from calc.labels import kinds
from calc.names import names_in
from tests.unit.calc.labelled_phrases import TODAY, WANTED, phrases, reading

PIECES = [
    *"deferral match salary after-tax catch-up box2a 401(k) 1099-R 59½ 10,000 $9,500.50 9500 1万2 两万四千五".split(),
    *"几百块 3到4万 24% 6% 2026 25年 去年 3/15/2026 2025-03-01 45岁 16次工资 工资 公司".split(),
    *"single CA 加州 biweekly code G = : | / - + ( ) , ， 。 又 或 的 0 5 k w 万 % １ ， 岁 年 次 个".split(),
    *"孩子 老婆 我 税前 税后 本金 现在 每月 上限 limit bonus base rate".split(),
    *(
        "box 5 ",
        "box 1: ",
        "age ",
        "I'm 45",
        "paychecks left",
        " per month",
        "\n",
        " ",
        "value later ",
        "if it drops to ",
    ),
]
KNOWN = {
    "24,500": Decimal(24500),
    "$9,250": Decimal(9250),
    "1万2": Decimal(12000),
    "8k": Decimal(8000),
    "两万四千五": Decimal(24500),
    "6%": Decimal(6),
    "百分之二十四": Decimal(24),
    "45岁": Decimal(45),
    "16 paychecks": Decimal(16),
    "2 kids": Decimal(2),
    "2026年": Decimal(2026),
    "7": Decimal(7),
}
LABELS = (
    *"deferral match salary bonus after-tax 税前 工资 公司 税后 本金 basis value 现在 涨到 税率 rate growth".split(),
    *"每月 老婆 我 or 又 plus 上限 limit box5 box1 另外 或者 利息 yearly years 转了 withheld 预扣 later 退休后".split(),
)
TOLD = st.lists(st.sampled_from([*KNOWN, *LABELS]), max_size=12)
MESSAGES = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
CALCULATIONS = st.sampled_from(sorted(WANTED))
EVERYTHING = frozenset(kinds())
DEV = phrases("dev")
# a table of lines, a state by its two capitals and an English date are read only as they are commonly written
NEEDS_ITS_DRESS = re.compile(r"\n|(?<![A-Za-z])(?:CA|NY|NJ)(?![A-Za-z])|March")
# labels that take any sum whatever; each stands on either side of its figure
SUMS = {
    "deferral": ("deferral", "elective deferrals", "税前供款", "員工提撥"),
    "match": ("match", "employer match", "公司匹配", "公司配比"),
    "comp": ("comp", "salary", "年薪", "薪水"),
    "aftertax_ytd": ("after-tax", "after-tax 401k", "税后供款", "稅後提撥"),
    "catchup": ("catch-up", "catchup", "追加供款", "追加提撥"),
}
FORMS = st.sampled_from(["{label} {figure}", "{label}: {figure}", "{label}={figure}", "{figure} {label}"])
WRITTEN = st.sampled_from(["{:,}", "${:,}", "{}", "{:,}.00", "{}刀"])
DOLLARS = st.integers(2_100, 900_000).filter(lambda one: not names_in(str(one)))  # 8889 is a form
JOINTS = st.sampled_from([", ", "，", "\n", "; ", "。"])


@pytest.fixture(scope="module", autouse=True)
def _tables_are_built() -> None:
    """Build the tables of words once, outside the time that an example may take."""
    for wanted in WANTED.values():
        read_labelled("", wanted)


@given(MESSAGES, st.one_of(CALCULATIONS.map(WANTED.__getitem__), st.just(EVERYTHING)))
def test_any_text_is_read_without_an_error_and_always_alike(text: str, wanted: frozenset[str]) -> None:
    """Reading never raises, is deterministic, and gives only wanted inputs with values of their types."""
    read = read_labelled(text, wanted, today=TODAY)
    assert read == read_labelled(text, wanted, today=TODAY)
    assert set(read.values) <= wanted
    for name, value in read.values.items():
        if kinds()[name] in {"dollars", "rate"}:
            assert isinstance(value, Decimal)
            assert value.is_finite()
            assert value >= 0
        else:
            assert isinstance(value, Decimal | int | str)


@given(MESSAGES, CALCULATIONS)
def test_an_input_is_filled_or_asked_but_never_both(text: str, calculation: str) -> None:
    """No input that stands in a question has a value, and questions and claims lie in the text."""
    read = reading(calculation, text)
    assert not {question.field for question in read.questions} & set(read.values)
    assert all(0 <= one.start <= one.end <= len(text) for one in (*read.questions, *read.claims))


@given(TOLD, st.sampled_from([" ", ", ", "，", "\n", " and "]), CALCULATIONS)
def test_no_value_is_invented(told: list[str], joint: str, calculation: str) -> None:
    """Whatever labels stand around figures, a value is one of the figures, never a sum, product or part of them."""
    numbers = {KNOWN[piece] for piece in told if piece in KNOWN}
    for name, value in reading(calculation, joint.join(told)).values.items():
        if kinds()[name] == "rate":
            assert isinstance(value, Decimal)
            assert value * 100 in numbers
        elif kinds()[name] in {"dollars", "count", "years", "age", "year"}:
            assert value in numbers


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(SUMS)), st.integers(0, 3), DOLLARS),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[0],
    ),
    FORMS,
    WRITTEN,
    JOINTS,
)
def test_listed_sums_are_read_exactly_in_every_form(
    given_figures: list[tuple[str, int, int]], form: str, written: str, joint: str
) -> None:
    """Any sums behind or before any labels come out as they are, each under its label and nothing besides."""
    text = joint.join(
        form.format(label=SUMS[name][which], figure=written.format(value)) for name, which, value in given_figures
    )
    read = reading("room", text)
    assert dict(read.values) == {name: Decimal(value) for name, _, value in given_figures}
    assert read.questions == ()


@given(MESSAGES, CALCULATIONS)
def test_wanting_less_fills_nothing_else(text: str, calculation: str) -> None:
    """A figure that no label of a wanted input touches is not used because there is nothing else to do with it."""
    alone = read_labelled(text, {"salt_paid"}, today=TODAY)
    if not any(word in text.lower() for word in ("salt", "state and local", "州税", "地方税", "州稅")):
        assert dict(alone.values) == {}


@given(
    st.sampled_from(DEV),
    st.sampled_from(["401(k)。", "1099-R。", "Form 8606。", "Notice 2014-54。", "59½。", "S&P 500。"]),
)
def test_a_name_before_a_message_changes_nothing(phrase: dict[str, str], name: str) -> None:
    """Putting the name of a form, account or rule in a sentence of its own adds no figure."""
    assume(phrase["calc"] != "boxes")
    assert facts(reading(phrase["calc"], name + phrase["text"])) == facts(reading(phrase["calc"], phrase["text"]))


def facts(read: Labelled) -> tuple[dict[str, object], list[tuple[object, ...]]]:
    """A reading without its places."""
    return dict(read.values), [(one.code, one.field, one.candidates) for one in read.questions]


def full_width(text: str) -> str:
    """The text with ASCII signs in their full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@pytest.mark.parametrize(
    "change",
    [
        opencc.OpenCC("s2tw").convert,
        opencc.OpenCC("tw2s").convert,
        full_width,
        str.capitalize,
        lambda text: f"请问一下，{text}，怎么办？",
        lambda text: f"Hi all, quick question: {text}. Am I missing anything? Thanks!",
        lambda text: f"  「{text}」\n",
    ],
    ids=[
        "traditional",
        "simplified",
        "full width",
        "small letters",
        "in a Chinese question",
        "in an English question",
        "quoted",
    ],
)
def test_how_a_message_is_dressed_changes_nothing(change: Callable[[str], str]) -> None:
    """Script, width, capitals and polite words around it leave values and questions as they were."""
    wrong = []
    for phrase in DEV:
        if NEEDS_ITS_DRESS.search(phrase["text"]) or phrase["calc"] == "boxes":
            continue
        plain, dressed = (facts(reading(phrase["calc"], text)) for text in (phrase["text"], change(phrase["text"])))
        if plain != dressed:
            wrong.append((change(phrase["text"]), plain, dressed))
    assert wrong == []
