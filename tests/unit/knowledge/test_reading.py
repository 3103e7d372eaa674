"""Reading YAML: everything stays text, every value knows its line, and what is wrong is said, not raised."""

from pathlib import Path

import pytest

from knowledge.reading import Document, Problem, read


def _read(tmp_path: Path, text: str | bytes) -> tuple[Document, list[Problem]]:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path, "shown.yaml")


def test_scalars_stay_text(tmp_path: Path) -> None:
    """Words that YAML takes for booleans, numbers or dates mean what they say."""
    document, problems = _read(tmp_path, "on: 2026-11-25\nno: yes\nrate: 0.24\nid: 0123\n")
    assert document.value == {"on": "2026-11-25", "no": "yes", "rate": "0.24", "id": "0123"}
    assert problems == []


def test_nothing_is_nothing_and_an_empty_text_is_a_text(tmp_path: Path) -> None:
    """A value left out is None, quotes around nothing are an empty text."""
    assert _read(tmp_path, 'a:\nb: ""\n')[0].value == {"a": None, "b": ""}


def test_every_place_has_its_line(tmp_path: Path) -> None:
    """Keys and list items are found on the line on which they stand."""
    document, _ = _read(tmp_path, "a: 1\n\nb:\n  - x\n  - {c: 1,\n     d: 2}\n")
    places = {("a",): 1, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5, ("b", 1, "d"): 6}
    assert {place: document.line(place) for place in places} == places


def test_an_unknown_place_has_the_line_of_what_is_around_it(tmp_path: Path) -> None:
    """A field that is missing is reported where its block begins."""
    document, _ = _read(tmp_path, "a: 1\nb:\n  - {c: 1}\n")
    assert document.line(("b", 0, "missing")) == 3
    assert document.line(("missing",)) == 1
    assert Document("empty", None, {}).line(("a",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: ]\n", 2, "not valid YAML"),
        ('a: "x" y\n', 1, "not valid YAML"),
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("b:\n  - {a: 1, a: 2}\n", 2, "stands twice"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: \x07\n", 1, "not valid YAML"),
        (b"a: \xff\xfe\n", 1, "not UTF-8"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str | bytes, line: int, word: str) -> None:
    """Broken files give a problem with file, line and a way to mend it, never an exception."""
    _, problems = _read(tmp_path, text)
    assert len(problems) == 1
    assert (problems[0].file, problems[0].line, problems[0].rule) == ("shown.yaml", line, "yaml")
    assert word in problems[0].what
    assert problems[0].fix


def test_an_empty_file_has_no_value(tmp_path: Path) -> None:
    """A file of comments alone is no error for the reader."""
    document, problems = _read(tmp_path, "# nothing here\n")
    assert document.value is None
    assert problems == []


def test_a_file_that_repeats_itself_is_refused(tmp_path: Path) -> None:
    """A block that contains itself is a problem and not an endless walk."""
    _, problems = _read(tmp_path, "a: &x\n  - *x\n")
    assert [problem.rule for problem in problems] == ["yaml"]
