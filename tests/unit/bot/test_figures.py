"""From figures in a text to the inputs of a calculation."""

from datetime import date
from decimal import Decimal

import pytest

from bot.figures import as_role, echo, money, percent, request, said, tells_figures
from bot.language import Language
from calc.amounts import Question, Reading, read

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("9500", "$9,500"), ("9500.5", "$9,500.50"), ("0", "$0"), ("1234567.89", "$1,234,567.89"), (500, "$500")],
)
def test_money(amount: str | int, shown: str) -> None:
    """Dollars have separators, and cents only where there are any."""
    assert money(amount) == shown


@pytest.mark.parametrize(("value", "shown"), [("24", "24%"), ("9.30", "9.3%"), ("0", "0%"), ("100", "100%")])
def test_percent(value: str, shown: str) -> None:
    """Percentages have no zeros at the end and no exponent."""
    assert percent(Decimal(value)) == shown


def _reading(questions=(), **roles) -> Reading:
    return Reading("", (), (), (), roles, tuple(questions))


D = Decimal


@pytest.mark.parametrize(
    ("roles", "basis", "value"),
    [
        ({"basis": D(10000), "value": D(9500)}, 10000, 9500),
        ({"basis": D(10000), "loss": D(500)}, 10000, 9500),
        ({"basis": D(10000), "gain": D(500)}, 10000, 10500),
        ({"value": D(9500), "loss": D(500)}, 10000, 9500),
        ({"value": D(10500), "gain": D(500)}, 10000, 10500),
        ({"basis": D(10000), "loss_pct": D(5)}, 10000, 9500),
        ({"basis": D(10000), "gain_pct": D(5)}, 10000, 10500),
        ({"basis": D(333), "gain_pct": D("0.5")}, 333, D("334.67")),
        ({"basis": D(10000), "value": D(9500), "loss": D(500)}, 10000, 9500),
    ],
)
def test_what_can_be_worked_out(words, roles, basis, value) -> None:
    """Basis and value are taken as said, or worked out from a gain or loss beside one of them."""
    wanted = request(_reading(**roles), words, Language.EN)
    assert wanted.asks == ()
    assert wanted.inputs == {"basis": basis, "value": value, "amount": value}


def test_a_rate_becomes_a_fraction(words) -> None:
    """24 % is handed on as 0.24, year and destination as they are."""
    reading = _reading(basis=D(1), value=D(2), rate=D(24), year=2026, to="roth_ira", state="CA")
    assert request(reading, words, Language.EN).inputs == {
        "basis": 1, "value": 2, "amount": 2, "rate": D("0.24"), "year": 2026, "to": "roth_ira",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "key"),
    [
        ({"basis": D(10000)}, "calc.ask-value"),
        ({"value": D(9500)}, "calc.ask-basis"),
        ({"value": D(9500), "loss_pct": D(5)}, "calc.ask-basis"),
    ],
)
def test_what_is_missing_is_asked_for(words, roles, key: str) -> None:
    """One figure alone computes nothing."""
    for language in Language:
        wanted = request(_reading(**roles), words, language)
        assert (wanted.inputs, wanted.asks) == (None, (words(key, language),))


def test_nothing_given_asks_for_nothing(words) -> None:
    """A question without figures is not met with a form."""
    assert request(_reading(rate=D(24)), words, Language.EN).asks == ()


def test_a_contradiction_is_told(words) -> None:
    """Basis, value and loss that do not add up are shown, not computed."""
    wanted = request(_reading(basis=D(10000), value=D(9500), loss=D(700)), words, Language.ZH)
    assert wanted.inputs is None
    assert "$10,000" in wanted.asks[0]
    assert "$9,500" in wanted.asks[0]


@pytest.mark.parametrize(
    "question",
    [
        Question("range", (D(9000), D(9500)), "value"),
        Question("two_candidates", (D(9000), D(9500)), "value"),
        Question("vague", (), "basis"),
        Question("vague", (), None),
        Question("bound", (D(9000),), "basis"),
        Question("implausible", (D(9),), "loss_pct"),
    ],
)
def test_what_is_unclear_is_asked(words, question: Question) -> None:
    """A question of the reader is worded in every language with its candidates, and nothing is computed."""
    for language in Language:
        wanted = request(_reading([question], basis=D(1), value=D(2)), words, language)
        assert wanted.inputs is None
        (text,) = wanted.asks
        assert "{" not in text
        for candidate in question.candidates:
            shown = f"{candidate:,}" if isinstance(candidate, Decimal) else candidate
            assert shown in text


@pytest.mark.parametrize(("code", "role"), [("two_filings", "filing"), ("two_states", "state")])
def test_what_a_conversion_does_not_need_is_not_asked(words, code: str, role: str) -> None:
    """Two filing statuses or states leave nothing open about one conversion."""
    wanted = request(_reading([Question(code, ("a", "b"), role)], basis=D(1), value=D(2)), words, Language.EN)
    assert (wanted.asks, wanted.inputs) == ((), {"basis": 1, "value": 2, "amount": 2})


def test_every_role_is_echoed_in_words(words) -> None:
    """Each role that the reader may fill has a word in each language."""
    roles = {
        "basis": D(1), "value": D(2), "taxable": D(3), "gain": D(4), "loss": D(5), "gain_pct": D(6), "loss_pct": D(7),
        "rate": D(8), "state_rate": D(9), "filing": "hoh", "to": "roth_ira", "year": 2026, "state": "CA",
    }  # fmt: skip
    for language in Language:
        assert len((echo(_reading(**roles), words, language) or "").split(" · ")) == len(roles)
    assert echo(_reading(), words, Language.EN) is None


@pytest.mark.parametrize("text", ["存了1万", "亏47", "about 5k", "四五万", "37%", "lost 3", "$5", "２０００"])
def test_texts_that_tell_figures(text: str) -> None:
    """Sums, percents and unexplained digits count as somebody's figures."""
    assert tells_figures(text)


@pytest.mark.parametrize(
    "text", ["", "401(k)的1099-R", "2025年的 Box 5", "mega backdoor", "72(t) 和 form 8606", "万一亏了"]
)
def test_texts_that_tell_none(text: str) -> None:
    """Names of forms and accounts and years tell nothing about somebody's money."""
    assert not tells_figures(text)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("1 万 8", "basis $18,000"),
        ("2 万 5 千", "basis $25,000"),
        ("２萬 １", "basis $21,000"),
        ("20000", "basis $20,000"),
        ("80", "basis $80"),
        ("after-tax 存了 2 万", "basis $20,000"),
        ("1 万 8 9", None),
        ("1.8 万 5", None),
        ("10000 5", None),
        ("1 万 500", None),
        ("公司 match 1万", None),
        ("上限 72000", None),
        ("现值 9000", None),
        ("亏了3万变成2.8万", None),
    ],
)
def test_one_figure_is_taken_for_what_was_asked(text: str, basis: str | None) -> None:
    """A figure is taken whole or not at all, and not where it is named as something else."""
    assert as_role("basis", text, TODAY) == basis


def test_the_amount_converted_keeps_its_tail() -> None:
    """转出金额 1 万 8 is 18,000, and the 8 is no figure of its own."""
    roles = said(read("basis 2 万，市值 3 万，转出金额 1 万 8", today=TODAY))
    assert roles == {"basis": 20000, "value": 30000, "amount": 18000}


def test_a_later_year_beside_a_question_is_not_that_of_the_conversion(words) -> None:
    """明年 beside what may be offset then leaves the year of the conversion open."""
    wanted = request(read("basis 20000 市值 18500 明年 earnings 能抵吗", today=TODAY), words, Language.ZH)
    assert wanted.inputs == {"basis": 20000, "value": 18500, "amount": 18500}


def test_the_reader_fills_the_roles_that_are_used(words) -> None:
    """The words of the issue are read into basis, value and loss."""
    reading = read("存了1万，转的时候只剩9500，亏的500能抵税吗", today=TODAY)
    assert request(reading, words, Language.ZH).inputs == {"basis": 10000, "value": 9500, "amount": 9500}
