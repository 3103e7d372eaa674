"""The pictures of calculations: what they say, in words and in colour, and that nothing in them collides."""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from math import sin
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.charts import colours, fonts, letters
from bot.charts.colours import EARNINGS, HATCH, OWN, PANEL, SHADE, TAX, TEXT
from bot.charts.draw import KINDS, Picture, draw
from bot.charts.letters import SMALLEST, Letters
from bot.charts.sheet import CANVAS, MARGIN, Bar, Box, Dot, Hatched, Line, Sheet
from bot.charts.telling import MOST
from bot.kinds import DRAWN
from bot.language import Language
from bot.wordbook import Wordbook
from calc.conversion import ConvertInput, convert
from calc.series import SeriesInput, series
from calc.waiting import WaitInput, wait_vs_now

ROOT = Path(__file__).parents[3]
COMPUTED = {
    "convert": (ConvertInput, convert),
    "series": (SeriesInput, series),
    "wait_vs_now": (WaitInput, wait_vs_now),
}


def paychecks(count: int) -> list[list[str]]:
    """Contributions of $1,500 whose values wander, the same each time."""
    return [
        ["1500", f"{1500 + 23 * sin(number * 1.7) + 11 * sin(number * 0.31):.2f}"] for number in range(1, count + 1)
    ]


CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "gain": ("convert", {"basis": 10000, "value": 12400}),
    "gain, rate": ("convert", {"basis": 10000, "value": 10200, "rate": "0.333"}),
    "loss": ("convert", {"basis": 10000, "value": 9400}),
    "loss, rate": ("convert", {"basis": 10000, "value": 9400, "rate": "0.24"}),
    "neither": ("convert", {"basis": 7000, "value": 7000}),
    "one cent": ("convert", {"basis": 7000, "value": "7000.01", "rate": "0.24"}),
    "rate 0": ("convert", {"basis": 7000, "value": 9000, "rate": 0}),
    "part": ("convert", {"basis": 1000, "value": 1500, "amount": 700, "rate": "0.24"}),
    "part, loss": ("convert", {"basis": 10000, "value": 9000, "amount": 4000}),
    "whole plan": (
        "convert",
        {"contract": "whole_plan", "plan_aftertax_basis": 20000, "plan_value": 100000, "value": 22000},
    ),
    "tiny loss": ("convert", {"basis": 1234567, "value": 1234000}),
    "mostly gain": ("convert", {"basis": 100, "value": 46000, "rate": "0.333"}),
    "longest": (
        "convert",
        {"basis": "8888888.88", "value": "9999999.99", "amount": "8765432.11", "rate": "0.123456789"},
    ),
    "all lost": ("convert", {"basis": 500, "value": 0}),
    "wait, rise": ("wait_vs_now", {"basis": 10000, "value_now": 10600, "value_later": 11500, "rate": "0.333"}),
    "wait, fall": ("wait_vs_now", {"basis": 10000, "value_now": 10600, "value_later": 9800, "rate": "0.333"}),
    "wait, at a loss": ("wait_vs_now", {"basis": 10000, "value_now": 9400, "value_later": 11500, "rate": "0.333"}),
    "wait, deeper": ("wait_vs_now", {"basis": 10000, "value_now": 9400, "value_later": 9000, "rate": "0.333"}),
    "wait, same": ("wait_vs_now", {"basis": 9000, "value_now": 10600, "value_later": 10600, "rate": "0.24"}),
    "wait, no basis": ("wait_vs_now", {"basis": 0, "value_now": 100, "value_later": 46000, "rate": "0.24"}),
    "wait, longest": (
        "wait_vs_now",
        {"basis": "8888888.88", "value_now": "9999999.98", "value_later": "9999999.99", "rate": "0.123456789"},
    ),
    "wait, chances": (
        "wait_vs_now",
        {"basis": 10000, "value_now": 10600, "later": [["0.5", 9000], ["0.5", 12200]], "rate": "0.333"},
    ),
    "series, two": ("series", {"rows": [[5000, 4600], [5000, 5300]]}),
    "series, carry": ("series", {"rows": [[5000, 4600], [5000, 5300]], "policy": "carry"}),
    "series, reset": ("series", {"rows": [[5000, 4600], [5000, 5300]], "policy": "reset"}),
    "series, one": ("series", {"rows": [[5000, 5300]]}),
    "series, cents": ("series", {"rows": [[5000, "5000.01"], [5000, "4999.99"]]}),
    "series, 26": ("series", {"rows": paychecks(26)}),
    "series, 200": ("series", {"rows": paychecks(200)}),
    "series, longest": (
        "series",
        {"rows": [["9999999.99", 10], [10, "9999999.99"], ["9999999.99", 0], [1, "9999999.98"]]},
    ),
}  # fmt: skip


def computed(name: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Function, inputs and result of a case, as the chat hands them over."""
    function, inputs = CASES[name]
    return function, inputs, result_of(function, inputs)


def result_of(function: str, inputs: dict[str, Any]) -> dict[str, Any]:
    model, compute = COMPUTED[function]
    return compute(model.read(inputs)).to_json()


@cache
def picture(name: str, words: Wordbook, language: Language = Language.ZH) -> Picture:
    """The picture of a case."""
    drawn = draw(*computed(name), words, language)
    assert drawn is not None
    return drawn


def sheet(name: str, words: Wordbook, language: Language = Language.ZH) -> Sheet:
    """What stands where on the picture of a case."""
    return laid_out(*computed(name), words, language)


def laid_out(
    function: str, inputs: dict[str, Any], result: dict[str, Any], words: Wordbook, language: Language
) -> Sheet:
    kind = KINDS[function]
    shown = kind.read(inputs, result)
    assert shown is not None
    return kind.lay_out(shown, Letters(words, language))


def bars(of: Sheet, colour: colours.Colour) -> list[Box]:
    """The bars of a colour, without the squares of the legend."""
    found = [mark.box for mark in of.marks if isinstance(mark, Bar) and mark.colour == colour]
    return [box for box in found if (box.width, box.bottom - box.top) != (34, 34)]


def amounts(text: str) -> set[Decimal]:
    """The dollars in a text."""
    return {Decimal(found.replace(",", "")) for found in re.findall(r"\$([\d,]+(?:\.\d+)?)", text)}


def figures(data: object) -> Iterator[Decimal]:
    """Every figure in a result, its size without its sign."""
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from figures(part)
    elif isinstance(data, str | int) and re.fullmatch(r"-?\d+(?:\.\d+)?", str(data)):
        yield abs(Decimal(str(data)))


@pytest.fixture(params=["fonts of this machine", "no font"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A machine with whatever fonts this one has, and one that has none."""
    if request.param == "no font":
        monkeypatch.setattr(letters, "find", lambda *_: fonts.CARRIED)
    return request.param


def check_layout(of: Sheet) -> None:
    """Labels lie on the canvas, large enough, apart from each other and from what is coloured."""
    labels = of.labels
    assert len(labels) >= 5
    room = Box(MARGIN - 4, 12, CANVAS.right - MARGIN + 4, CANVAS.bottom - 12)
    assert [label.text for label in labels if not label.box.within(room)] == []
    assert [(label.text, label.size) for label in labels if label.size < SMALLEST] == []
    pairs = [(one, other) for place, one in enumerate(labels) for other in labels[place + 1 :]]
    assert [(one.text, other.text) for one, other in pairs if one.box.overlaps(other.box)] == []
    solid = [mark for mark in of.marks if isinstance(mark, Hatched) or (isinstance(mark, Bar) and mark.colour != PANEL)]
    assert solid or any(isinstance(mark, Line) for mark in of.marks)
    assert [label.text for label in labels for mark in solid if label.box.overlaps(mark.box)] == []
    assert [mark.box for mark in solid if not mark.box.within(CANVAS)] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CASES)
def test_labels_fit(name: str, language: Language, words: Wordbook, machine: str) -> None:
    """Whatever the figures, each label is on the canvas, readable on a phone, and touches nothing."""
    check_layout(sheet(name, words, language))


_DOLLARS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
_LANGUAGES = st.sampled_from(list(Language))
_RATES = st.sampled_from(["0.1", "0.24", "0.333", "0.123456789", "1"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(basis=_DOLLARS, value=_DOLLARS, amount=_DOLLARS, rate=st.none() | _RATES, language=_LANGUAGES)
def test_labels_of_any_conversion_fit(words: Wordbook, *, basis, value, amount, rate, language) -> None:
    """A conversion of any size leaves no label outside, too small or on top of another mark."""
    inputs = {"basis": basis, "value": value, "amount": min(amount, value), "rate": rate}
    result = result_of("convert", inputs)
    if KINDS["convert"].read(inputs, result):
        check_layout(laid_out("convert", inputs, result, words, language))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(basis=_DOLLARS, now=_DOLLARS, later=st.lists(_DOLLARS, min_size=1, max_size=4), rate=_RATES, language=_LANGUAGES)
def test_labels_of_any_waiting_fit(words: Wordbook, *, basis, now, later, rate, language) -> None:
    """Values at any distance from each other have labels that do not touch."""
    share = Decimal(1) / len(later) if len(later) in (1, 2, 4) else None
    some = {"value_later": later[0]} if share is None else {"later": [[share, value] for value in later]}
    inputs = {"basis": basis, "value_now": now, "rate": rate, **some}
    result = result_of("wait_vs_now", inputs)
    if KINDS["wait_vs_now"].read(inputs, result):
        check_layout(laid_out("wait_vs_now", inputs, result, words, language))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_DOLLARS, _DOLLARS), min_size=1, max_size=70), st.sampled_from([None, "carry", "reset"]))
def test_labels_of_any_series_fit(words: Wordbook, rows, policy) -> None:
    """A series of any length and size has labels that do not touch, and an alt text that Discord takes."""
    inputs = {"rows": [list(row) for row in rows], "policy": policy}
    result = result_of("series", inputs)
    if KINDS["series"].read(inputs, result):
        for language in (Language.ZH, Language.EN):
            check_layout(laid_out("series", inputs, result, words, language))


def test_every_word_is_said_somewhere(words: Wordbook) -> None:
    """The cases above make use of every text of the pictures, so that each of them was seen to fit."""
    said: set[str] = set()

    class Listening(Wordbook):
        def __call__(self, key: str, language: Language, **values: object) -> str:
            said.add(key)
            return words(key, language, **values)

    for name in CASES:
        picture(name, Listening({}))
    known = {key for key in words._phrases if key.startswith("chart.")}
    assert len(known) > 40
    assert known - said == set()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", CASES)
def test_the_alt_text_has_the_figures(name: str, language: Language, words: Wordbook) -> None:
    """Its dollars are those of the result and no others; what the picture says in large or bold type is among them."""
    function, inputs, result = computed(name)
    drawn = picture(name, words, language)
    told = amounts(drawn.alt)
    known = set(figures([result, list(inputs.values())])) | {
        Decimal(result.get("nontaxable", 0)) + Decimal(result.get("taxable", 0))
    }
    assert told - known == set()
    assert told
    assert len(drawn.alt) <= MOST
    shown = {text for label in sheet(name, words, language).labels if label.bold for text in amounts(label.text)}
    assert shown
    assert shown - told == set()
    assert function in KINDS


@pytest.mark.parametrize("name", CASES)
def test_languages_tell_the_same_figures(name: str, words: Wordbook) -> None:
    """The alt texts of all languages hold the same dollars, and the Traditional one is no copy."""
    simplified, traditional, english = (picture(name, words, language).alt for language in Language)
    assert amounts(simplified) == amounts(traditional) == amounts(english)
    assert len({simplified, traditional, english}) == 3


def test_a_long_series_is_told_by_its_totals(words: Wordbook) -> None:
    """Each conversion is told while there is room, and from then on totals alone, never cut off."""
    for count in range(1, 40):
        inputs = {"rows": paychecks(count)}
        drawn = draw("series", inputs, result_of("series", inputs), words, Language.EN)
        assert drawn is not None
        assert len(drawn.alt) <= MOST
        assert ("No. 1:" in drawn.alt) is (f"No. {count}:" in drawn.alt)
    assert "No. 1:" not in drawn.alt


def colours_of(drawn: Picture, part: Box = CANVAS) -> dict[colours.Colour, int]:
    """How many pixels of each colour a picture has, or some part of it."""
    image = Image.open(io.BytesIO(drawn.png)).convert("RGB").crop(tuple(map(round, part)))
    return {colour: count for count, colour in image.getcolors(100_000)}


@pytest.mark.parametrize("name", [name for name, (function, _) in CASES.items() if function == "convert"])
def test_colours_mean_what_they_say(name: str, words: Wordbook) -> None:
    """Hatching is there only with unrecovered basis, amber only with something taxable, the tax bar only with tax."""
    _, _, result = computed(name)
    of = sheet(name, words)
    parts = [mark.box for mark in of.marks if isinstance(mark, Bar | Hatched) and mark.box.width != 34]
    # the bars alone: the edges of grey letters have greys of hatching
    band = Box(0, min(box.top for box in parts), CANVAS.right, max(box.bottom for box in parts if box.bottom < 500))
    found = colours_of(picture(name, words), band)
    unrecovered = Decimal(result["unrecovered_if_emptied"] or 0) > 0
    taxable, tax = Decimal(result["taxable"]) > 0, Decimal(result["tax_at_rate"] or 0) > 0
    assert {HATCH: found.get(HATCH, 0) > 50, EARNINGS: found.get(EARNINGS, 0) > 50, TAX: found.get(TAX, 0) > 50} == {
        HATCH: unrecovered,
        EARNINGS: taxable,
        TAX: tax,
    }
    assert len([mark for mark in of.marks if isinstance(mark, Hatched)]) == (2 if unrecovered else 0)
    answer = Decimal(result["taxable"] if result["tax_at_rate"] is None else result["tax_at_rate"])
    assert of.labels[0].colour == (EARNINGS if answer else OWN)


def test_a_bar_is_as_long_as_its_amount(words: Wordbook) -> None:
    """Own money and earnings share the bar as 10,000 to 2,400, and the pixels in it have its very colour."""
    of = sheet("gain", words)
    (own,), (earnings,) = bars(of, OWN), bars(of, EARNINGS)
    assert own.width / earnings.width == pytest.approx(10000 / 2400)
    assert (own.left, earnings.right) == (MARGIN, CANVAS.right - MARGIN)
    image = Image.open(io.BytesIO(picture("gain", words).png)).convert("RGB")
    for box, colour in ((own, OWN), (earnings, EARNINGS)):
        assert image.getpixel((round((box.left + box.right) / 2), round((box.top + box.bottom) / 2))) == colour


def test_what_was_not_recovered_lies_outside(words: Wordbook) -> None:
    """The hatched part begins clearly behind the value, is as wide as its amount, and is seen even when tiny."""
    of = sheet("loss", words)
    hatched = max((mark.box for mark in of.marks if isinstance(mark, Hatched)), key=lambda box: box.bottom - box.top)
    (own,) = bars(of, OWN)
    assert hatched.left - own.right >= 12
    assert own.width / hatched.width == pytest.approx(9400 / 600)
    tiny = sheet("tiny loss", words)
    assert min(mark.box.width for mark in tiny.marks if isinstance(mark, Hatched)) >= 20


def test_tax_starts_at_zero(words: Wordbook) -> None:
    """The tax is a bar of its own under the other, from the same start, on the same scale."""
    of = sheet("mostly gain", words)
    (tax,), (own,), (earnings,) = bars(of, TAX), bars(of, OWN), bars(of, EARNINGS)
    assert tax.left == own.left
    assert tax.top > own.bottom
    assert tax.width / (earnings.right - own.left) == pytest.approx(0.333, abs=0.01)


@pytest.mark.parametrize("name", ["wait, at a loss", "wait, deeper"])
def test_at_a_loss_today_is_free(name: str, words: Wordbook) -> None:
    """With a value at or below basis the picture says that today costs nothing and that waiting can only add tax."""
    texts = [label.text for label in sheet(name, words, Language.EN).labels]
    assert texts[:2] == ["Today costs $0 in tax", "Waiting can only add tax"]
    assert sheet(name, words).labels[0].colour == OWN
    for language, sentence in ((Language.EN, "Waiting can only add tax."), (Language.ZH, "再等，税只会多、不会少。")):
        assert sentence in picture(name, words, language).alt


def test_the_line_bends_at_the_basis(words: Wordbook) -> None:
    """The tax of waiting is flat to the basis and rises from there; today's line is level with today's dot."""
    of = sheet("wait, rise", words)
    bent = next(mark for mark in of.marks if isinstance(mark, Line) and len(mark.points) == 3)
    (x0, y0), (x1, y1), (x2, y2) = bent.points
    later, today = (mark for mark in of.marks if isinstance(mark, Dot))
    dashed = next(mark for mark in of.marks if isinstance(mark, Line) and mark.dashed)
    assert (y0, x0 < x1 < x2, y2 < y1) == (y1, True, True)
    assert {y for _, y in dashed.points} == {today.at[1]}
    # 600 above basis today and 1,500 later, on one straight line from the bend
    assert (later.at[0] - x1) / (today.at[0] - x1) == pytest.approx(1500 / 600)
    assert (y1 - later.at[1]) / (y1 - today.at[1]) == pytest.approx(499.5 / 199.8)


@pytest.mark.parametrize(
    ("name", "shaded", "colour", "headline"),
    [
        ("wait, rise", True, EARNINGS, "Waiting adds about $299.70 of tax"),
        ("wait, chances", True, EARNINGS, "Waiting adds about $166.50 of tax"),
        ("wait, fall", False, OWN, "Waiting saves about $199.80 of tax"),
        ("wait, same", False, TEXT, "The tax is the same either way"),
    ],
)
def test_what_waiting_costs_is_shaded(name, shaded, colour, headline, words: Wordbook) -> None:
    """Amber shade stands for what waiting adds, and for nothing else; the headline says the amount."""
    first = sheet(name, words, Language.EN).labels[0]
    assert (first.text, first.colour) == (headline, colour)
    assert (colours_of(picture(name, words)).get(SHADE, 0) > 1000) is shaded


def test_what_is_drawn_is_known_without_loading_pillow() -> None:
    """The list that surfaces look at is that of the pictures."""
    assert set(KINDS) == DRAWN
