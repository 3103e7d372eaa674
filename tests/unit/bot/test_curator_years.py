"""A new year: figures asked with their source and a second one, all written or none."""

import io
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from bot.curator import year_files, years
from bot.curator.year_files import YearError
from bot.settings import Settings
from calc import parameters, tables
from calc.parameters import Parameter
from calc.tables import IncomeTax
from knowledge.loader import load, packaged

ROOT = Path(__file__).parents[3]
YEAR = 2027
RETIREMENT = [name for name in parameters.names() if name.startswith(("limit.", "roth_ira."))]


@pytest.fixture
def desk_of_curator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files that a new year changes, in place of the project's own."""
    shutil.copytree(ROOT / "calc" / "parameters", tmp_path / "parameters")
    (tmp_path / "tests/unit/calc").mkdir(parents=True)
    shutil.copy(ROOT / year_files.SECOND_SOURCES, tmp_path / year_files.SECOND_SOURCES)
    (tmp_path / "mine" / "sources").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(year_files, "_folder", lambda: tmp_path / "parameters")
    return tmp_path


@pytest.fixture
def walk(desk_of_curator: Path) -> Callable[..., tuple[int, str]]:
    """Walks through a family with the given answers; how many families were left out, and what was said."""

    def go(*answers: str, family: str = "retirement", year: int = YEAR) -> tuple[int, str]:
        out = io.StringIO()
        settings = Settings(knowledge_dir=desk_of_curator / "mine")
        left_out = years.Walk(settings, year, io.StringIO("\n".join(answers) + "\n"), out).run(family)
        return left_out, out.getvalue()

    return go


def raised(name: str) -> str:
    """Next year's figure in these tests: two percent more."""
    return f"{parameters.value(name, YEAR - 1) * Decimal('1.02'):.0f}"


FIGURES = [raised(name) for name in RETIREMENT]
DOCUMENT = ["Notice 2026-99: 2027 limitations", "https://www.irs.gov/pub/irs-drop/n-26-99.pdf"]
SECOND = ["A law firm's table", "https://example.org/limits-2027"]


def texts(folder: Path) -> dict[str, str]:
    """Everything that may change."""
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()}


def test_a_year_is_added_with_its_sources(walk: Callable[..., tuple[int, str]], desk_of_curator: Path) -> None:
    """Each figure, its reference, the document and the second source are there; the cards to look at are told."""
    left_out, said = walk(*FIGURES, *DOCUMENT, *SECOND, *FIGURES)
    assert left_out == 0
    held = Parameter.model_validate(
        yaml.load((desk_of_curator / "parameters/limit.annual_additions.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506
    )
    assert held.values[YEAR] == Decimal(raised("limit.annual_additions"))
    assert held.values[YEAR - 1] == parameters.value("limit.annual_additions", YEAR - 1)
    assert held.reference[YEAR].src == "notice-2026-99"
    assert held.reference[YEAR].at == held.reference[YEAR - 1].at
    base = load(desk_of_curator / "mine")
    assert base.sources["notice-2026-99"].url == DOCUMENT[1]
    last = json.loads((desk_of_curator / year_files.SECOND_SOURCES).read_text("utf-8"))[-1]
    assert last["url"] == SECOND[1]
    assert last["figures"]["limit.annual_additions"] == {str(YEAR): raised("limit.annual_additions")}
    assert "- limit-415c: " in said
    assert "knowledge/entries/limits/limit-415c.yaml" in said


def test_an_empty_line_skips_the_whole_family(walk: Callable[..., tuple[int, str]], desk_of_curator: Path) -> None:
    """What is not announced yet is left out, and no file changes."""
    before = texts(desk_of_curator)
    left_out, said = walk("")
    assert left_out == 1
    assert "Nothing was written" in said
    assert texts(desk_of_curator) == before


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        (FIGURES[:3], "answered whole or not at all"),
        (["12", *FIGURES[1:]], "was not confirmed"),
        (["twelve"], "is no figure"),
        (["72000 73000"], "needs 1 figures"),
        ([*FIGURES, DOCUMENT[0], "n-26-99.pdf"], "no https address"),
        ([*FIGURES, *DOCUMENT, "The same", DOCUMENT[1]], "the same page"),
        ([*FIGURES, *DOCUMENT, *SECOND, "1"], "here, 1 there"),
        ([*FIGURES, *DOCUMENT, *SECOND, *FIGURES[:-1]], "was left empty"),
    ],
)
def test_nothing_is_half_updated(
    walk: Callable[..., tuple[int, str]], desk_of_curator: Path, answers: list[str], says: str
) -> None:
    """A gap, a contradiction or an unconfirmed jump ends the walk before the first file is touched."""
    before = texts(desk_of_curator)
    with pytest.raises(YearError, match=says):
        walk(*answers)
    assert texts(desk_of_curator) == before


def test_a_failed_write_puts_everything_back(
    walk: Callable[..., tuple[int, str]], desk_of_curator: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fails in the middle, the files are as they were."""
    before = texts(desk_of_curator)
    write, count = Path.write_text, 0

    def failing(self: Path, *arguments: object, **options: object) -> int:
        nonlocal count
        count += 1
        if count == 5:
            raise OSError("no space")
        return write(self, *arguments, **options)

    monkeypatch.setattr(Path, "write_text", failing)
    with pytest.raises(YearError, match="as it was"):
        walk(*FIGURES, *DOCUMENT, *SECOND, *FIGURES)
    assert texts(desk_of_curator) == before


def test_an_unusual_figure_can_be_confirmed(walk: Callable[..., tuple[int, str]]) -> None:
    """A jump that the document does say is taken after a yes; `=` keeps last year's figure."""
    first = parameters.value(RETIREMENT[0], YEAR - 1)
    jump = f"{first * 2:.0f}"
    kept = [f"{parameters.value(name, YEAR - 1):.0f}" for name in RETIREMENT[1:]]
    _, said = walk(jump, "yes", *["="] * len(kept), *DOCUMENT, *SECOND, jump, *kept)
    assert "Unusual" in said
    assert "Written" in said


def test_brackets_are_rows(walk: Callable[..., tuple[int, str]], desk_of_curator: Path) -> None:
    """The tax family asks the bracket tops of each filing status and writes them into the table."""
    names = [name for name in parameters.names() if name.startswith(("credit.", "deduction.", "niit."))]
    single = [f"{parameters.value(name, YEAR - 1):f}" for name in names]
    rows = [
        ", ".join(f"{bracket.top + 100:,}" for bracket in tables.brackets(YEAR - 1, filing)[:-1])
        for filing in tables.FILINGS
    ]
    answers = [*["="] * len(names), *rows]
    left_out, _ = walk(*answers, *DOCUMENT, *SECOND, *single, *rows, family="tax")
    assert left_out == 0
    text = (desk_of_curator / "parameters/tables/federal_income_tax.yaml").read_text("utf-8")
    table = IncomeTax.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
    assert table.tops[YEAR]["hoh"][3] == 201_850
    assert table.reference[YEAR].src == "notice-2026-99"


def test_years_come_in_order(walk: Callable[..., tuple[int, str]]) -> None:
    """A year cannot be added before the one before it; a year that is there asks nothing."""
    with pytest.raises(YearError, match="in order"):
        walk("1", year=YEAR + 1)
    _, said = walk(year=YEAR - 1)
    assert "here already" in said
    with pytest.raises(YearError, match="no family"):
        walk(family="pension")


def test_outside_a_checkout_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second sources lie with the tests, so a walk starts in a checkout."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(YearError, match="checkout"):
        years.Walk(Settings(), YEAR, io.StringIO(), io.StringIO()).run()
    assert packaged().exists()
