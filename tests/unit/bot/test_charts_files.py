"""Files of pictures: size, colours, the same bytes each time, nothing where there is nothing to show."""

import hashlib
import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.charts.axis import Scale, short_money
from bot.charts.colours import (
    EARNINGS,
    GROUND,
    HATCH,
    LOSS,
    MOST_COLOURS,
    MUTED,
    OWN,
    PALETTE,
    PANEL,
    SHADE,
    TAX,
    TEXT,
    contrast,
)  # fmt: skip
from bot.charts.draw import Picture, draw
from bot.charts.letters import SMALLEST, Letters
from bot.charts.pen import shares, spread
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
EACH_KIND: list[tuple[str, dict[str, Any]]] = [
    ("convert", {"basis": 10000, "value": 10200, "rate": "0.333"}),
    ("convert", {"basis": 10000, "value": 9400}),
    ("wait_vs_now", {"basis": 10000, "value_now": 10600, "value_later": 11500, "rate": "0.333"}),
    ("series", {"rows": [[1500, 1500 + (number * 37) % 41 - 20] for number in range(200)]}),
]


def drawn(function: str, inputs: dict[str, Any], words: Wordbook, language: Language = Language.ZH) -> Picture | None:
    """The picture of a calculation on these inputs."""
    model, compute = COMPUTED[function]
    return draw(function, inputs, compute(model.read(inputs)).to_json(), words, language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("function", "inputs"), EACH_KIND)
def test_a_file_is_small(function: str, inputs: dict[str, Any], language: Language, words: Wordbook) -> None:
    """A PNG of 1000 × 640 pixels, opaque, in 64 colours at most and 80 kB at most, whose name holds no figure."""
    made = drawn(function, inputs, words, language)
    assert made is not None
    image = Image.open(io.BytesIO(made.png))
    assert (image.format, image.size, image.mode) == ("PNG", (1000, 640), "P")
    assert "transparency" not in image.info
    assert 4 < len(image.getcolors()) <= MOST_COLOURS
    assert 4_000 < len(made.png) <= 80_000
    assert made.name.endswith(".png")
    assert not any(char.isdigit() for char in made.name)
    assert image.convert("RGB").getpixel((0, 0)) == GROUND == (0x2B, 0x2D, 0x31)


@pytest.mark.parametrize(("function", "inputs"), EACH_KIND)
def test_threads_draw_the_same_bytes(function: str, inputs: dict[str, Any], words: Wordbook) -> None:
    """Four threads at once and one after the other give the same file, so that nothing is shared between them."""
    alone = [drawn(function, inputs, words, language) for language in Language]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda language: drawn(function, inputs, words, language), [*Language] * 4))
    assert together == alone * 4


def test_every_process_draws_the_same_bytes(words: Wordbook) -> None:
    """Another process gives the very file that this one does."""
    code = (
        "import hashlib\n"
        "from bot.charts.draw import draw\nfrom bot.language import Language\nfrom bot.wordbook import Wordbook\n"
        "from calc.functions import run\n"
        "inputs = {'basis': 10000, 'value': 9400}\n"
        "result = run('convert', inputs).to_json()\n"
        "print(hashlib.sha256(draw('convert', inputs, result, Wordbook.load(), Language.EN).png).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    made = drawn("convert", {"basis": 10000, "value": 9400}, words, Language.EN)
    assert done.stdout.strip() == hashlib.sha256(made.png).hexdigest()


@pytest.mark.parametrize(
    ("function", "inputs"),
    [
        ("convert", {"basis": 0, "value": 0}),
        ("convert", {"basis": 5000, "value": 6000, "amount": 0}),
        ("wait_vs_now", {"basis": 0, "value_now": 0, "value_later": 0, "rate": "0.24"}),
        ("wait_vs_now", {"basis": 10, "value_now": 20, "value_later": 30, "rate": 0}),
        ("series", {"rows": [["1826.92", "1826.92"]] * 26}),
        ("series", {"rows": [[0, 0]]}),
    ],
)
def test_nothing_to_show_is_no_picture(function: str, inputs: dict[str, Any], words: Wordbook) -> None:
    """Where nothing is moved, gained or lost, an empty drawing would only puzzle."""
    assert drawn(function, inputs, words) is None


def test_other_calculations_have_no_picture(words: Wordbook) -> None:
    """A function without a picture is answered with none, whatever its result."""
    assert draw("room_415c", {}, {"limit": "72000.00"}, words, Language.EN) is None


@pytest.mark.parametrize("blank", ["", None, " "])
def test_blank_inputs_count_as_left_out(blank: str | None, words: Wordbook) -> None:
    """A form's empty field for the rate or policy draws what no field draws."""
    for function, inputs, field in (
        ("convert", {"basis": 10000, "value": 10400}, "rate"),
        ("series", {"rows": [[5000, 4600], [5000, 5300]]}, "policy"),
    ):
        assert drawn(function, inputs | {field: blank}, words) == drawn(function, inputs, words)


def test_figures_may_be_written_as_people_write_them(words: Wordbook) -> None:
    """What the calculator reads as a figure the picture reads too."""
    plain = {"basis": 10000, "value_now": 10600, "value_later": 11500, "rate": "0.24"}
    written = {"basis": "$10,000", "value_now": " 10,600.00", "value_later": 11500.0, "rate": 0.24}
    assert drawn("wait_vs_now", written, words) == drawn("wait_vs_now", plain, words)


def test_the_chat_starts_without_pictures() -> None:
    """Opening the desk loads neither Pillow nor the pictures."""
    code = (
        "import sys\nimport bot.cli, bot.interfaces, bot.terminal.chat\n"
        "from bot.desk import open_desk\nfrom bot.settings import Settings\n"
        "open_desk(Settings(), learn=False)\n"
        "print([name for name in ('PIL', 'bot.charts') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_colours_can_be_told_apart() -> None:
    """Texts reach 4.5 : 1 on what they stand on, bars 3 : 1; a file keeps each of these colours as it is."""
    for ink in (TEXT, MUTED, OWN, EARNINGS):
        assert contrast(ink, GROUND) >= 4.5
    assert min(contrast(TEXT, PANEL), contrast(MUTED, PANEL)) >= 4.5
    for ink in (TAX, LOSS, HATCH):
        assert contrast(ink, GROUND) >= 3
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert {GROUND, PANEL, TEXT, MUTED, OWN, EARNINGS, TAX, LOSS, HATCH, SHADE} <= set(PALETTE)
    assert len(PALETTE) <= MOST_COLOURS


def test_labels_make_room_for_each_other() -> None:
    """Labels that want the same place stand side by side in their order, inside of the space, with a gap."""
    starts = spread([100, 100, 110], [200, 200, 200], 48, 952)
    assert starts == [100, 322, 544]
    starts = spread([40, 800, 900], [200, 200, 200], 48, 952)
    assert starts == [48, 530, 752]
    assert spread([300], [100], 48, 952) == [300]


def test_no_part_is_too_narrow() -> None:
    """Parts share the width as their amounts do, but none falls below its least, and together they fill it."""
    assert shares([3, 1], 100, [8, 8]) == [75, 25]
    assert shares([1_000_000, 1, 1], 100, [8, 8, 8]) == [84, 8, 8]
    assert sum(shares([0.01, 10_000_000, 5], 900, [8, 8, 22])) == pytest.approx(900)


@pytest.mark.parametrize("low", [0, -0.01, -3.2, -400, -9_999_999.99])
@pytest.mark.parametrize("high", [0, 0.01, 12.52, 5300, 9_999_999.99])
@pytest.mark.parametrize("height", [180, 220, 400])
def test_an_axis_has_few_round_lines(low: float, high: float, height: int) -> None:
    """Zero is among them and at least one more; they lie within the axis and are not closer than their names."""
    if low == high:
        return
    scale = Scale.of(low, high, 100, 100 + height)
    assert 0 in scale.ticks
    assert 2 <= len(scale.ticks) <= 9
    places = [scale.y(tick) for tick in scale.ticks]
    assert min(places) >= 99.9
    assert max(places) <= 100.1 + height
    assert min(one - other for one, other in pairwise(places)) >= SMALLEST
    assert len({short_money(tick, scale.step) for tick in scale.ticks}) == len(scale.ticks)
    assert max(len(short_money(tick, scale.step)) for tick in scale.ticks) <= 8


@pytest.mark.parametrize(
    ("figure", "step", "name"),
    [
        (0, 500_000, "$0"), (-400, 200, "-$400"), (0.05, 0.05, "$0.05"), (80_000, 20_000, "$80,000"),
        (500_000, 500_000, "$500k"), (1_500_000, 500_000, "$1.5M"), (-10_000_000, 5_000_000, "-$10M"),
    ],
)  # fmt: skip
def test_an_axis_names_round_figures_shortly(figure: float, step: float, name: str) -> None:
    """Large figures are named in thousands and millions."""
    assert short_money(figure, step) == name


def test_long_texts_are_shrunk_then_split(words: Wordbook) -> None:
    """A text keeps its size where it fits, shrinks to the smallest, then breaks in two, rather at a comma."""
    letters = Letters(words, Language.EN)
    assert letters.fit("Tax now", 900, 60).size == 60
    shrunk = letters.fit("Whether it can cover later earnings", 600, 44)
    assert (len(shrunk.lines), SMALLEST <= shrunk.size < 44) == (1, True)
    broken = letters.fit("If the plan keeps leftover basis: $1, if it does not: $2,000,000", 700, 38)
    assert broken.lines == ("If the plan keeps leftover basis: $1,", "if it does not: $2,000,000")
    assert all(letters.width(line, broken.size) <= 700 for line in broken.lines)
    unbroken = letters.fit("$" + "9" * 80, 700, 38)
    assert unbroken.lines == ("$" + "9" * 80,)
    assert letters.width(unbroken.lines[0], unbroken.size) <= 700
