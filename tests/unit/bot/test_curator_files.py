"""What curators get in files: schemas for editors, the evidence list, previews as text and as pictures."""

import io
import json
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.curator import previews, schemas
from bot.curator.evidence import evidence
from bot.curator.previews import PreviewError
from bot.desk import Desk
from bot.language import Language
from bot.settings import Settings
from knowledge.loader import packaged

ROOT = Path(__file__).parents[3]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2, as editors read it: numbers are numbers, `true` is no text, `on` is a word, a date is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the library's own way
        first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] in {"int", "float", "null"}]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


for letter in "tf":
    EditorLoader.yaml_implicit_resolvers.setdefault(letter, []).append(
        ("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"))
    )


def plain(path: Path) -> object:
    """A YAML file as an editor's language server sees it."""
    return yaml.load(path.read_text("utf-8"), Loader=EditorLoader)  # noqa: S506 - a safe loader


def test_the_stored_schemas_are_those_of_the_models() -> None:
    """`python -m bot schema` would change nothing."""
    for name in schemas.SCHEMAS:
        stored = json.loads((packaged() / "schema" / f"{name}.schema.json").read_text("utf-8"))
        assert stored == schemas.schema(name), "run `python -m bot schema`"


@pytest.mark.parametrize(
    ("name", "pattern"), [("entry", "entries/*/*.yaml"), ("sources", "sources/*.yaml"), ("glossary", "glossary.yaml")]
)
def test_the_files_keep_to_their_schemas(name: str, pattern: str) -> None:
    """An editor with the schema finds nothing to underline in what ships."""
    files = sorted(packaged().glob(pattern))
    assert files
    validator = jsonschema.Draft202012Validator(schemas.schema(name))
    for path in files[:: max(1, len(files) // 12)]:
        assert [error.message for error in validator.iter_errors(plain(path))] == []


def test_a_schema_underlines_a_misspelt_field_and_explains_fields() -> None:
    """What does not exist is an error in the editor, and hovering over a field says what it is for."""
    schema = schemas.schema("entry")
    entry = plain(min(packaged().glob("entries/losses/*.yaml")))
    assert isinstance(entry, dict)
    entry["verdikt"] = 1
    found = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(entry)]
    assert any("verdikt" in message for message in found)
    assert "which one?" in schema["properties"]["scope"]["description"]


def test_editors_are_told_which_schema_is_for_what() -> None:
    """The workspace settings name schemas that exist and patterns that match files."""
    told = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(told) == {f"./knowledge/schema/{name}.schema.json" for name in schemas.SCHEMAS}
    assert all((ROOT / path).exists() for path in told)
    assert all(list(ROOT.glob(patterns[0])) for patterns in told.values())


def test_schemas_are_written_where_asked(tmp_path: Path) -> None:
    """One file a kind, readable as JSON."""
    written = schemas.write(tmp_path / "new")
    assert [path.name for path in written] == [f"{name}.schema.json" for name in schemas.SCHEMAS]
    assert all(json.loads(path.read_text("utf-8"))["title"] for path in written)


def test_the_evidence_list_is_up_to_date(desk: Desk) -> None:
    """docs/evidence.md is what `python -m bot evidence` writes now."""
    stored = (ROOT / "docs" / "evidence.md").read_text("utf-8")
    assert stored == evidence(desk.assistant.base), "run `python -m bot evidence`"


def test_the_evidence_list_has_every_claim_and_place(desk: Desk) -> None:
    """Each claim has a row, with each of its sources, how it was checked and when."""
    text = evidence(desk.assistant.base)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    claims = [(entry, claim) for entry in desk.assistant.base.entries.values() for claim in entry.all_claims()]
    assert len(rows) == len(claims)
    entry, claim = claims[0]
    part = text.partition(f"\n## {entry.id}\n")[2]
    row = next(line for line in part.splitlines() if line.startswith(f"| `{claim.key}` |"))
    assert str(claim.checked.on) in row
    for cite in claim.cites:
        assert desk.assistant.base.sources[cite.src].url in row
    assert all(line.count(" | ") >= 3 for line in rows)


def test_text_twins_of_every_card(tmp_path: Path) -> None:
    """Short and long, in three scripts, one file each."""
    out = io.StringIO()
    previews.run(Settings(), ["loss-not-deductible"], None, tmp_path / "cards", out)
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())
    assert len(names) == 6
    short, long = (
        (tmp_path / "cards" / f"loss-not-deductible.zh-Hant.{state}.txt").read_text("utf-8")
        for state in ("short", "long")
    )
    assert "虧損" in short
    assert len(long) > len(short)


def test_without_a_folder_the_texts_are_printed() -> None:
    """The cards of the asked entries come on standard output, each under its name."""
    out = io.StringIO()
    previews.run(Settings(), ["rmd"], None, None, out)
    assert out.getvalue().count("== rmd.") == 6


def test_an_unknown_entry_is_refused() -> None:
    """A misspelt id is named."""
    with pytest.raises(PreviewError, match="no-such-entry"):
        previews.run(Settings(), ["no-such-entry"], None, None, io.StringIO())


def test_cards_counts_every_page(desk: Desk) -> None:
    """One short card and each page of the long one, in three scripts, with a name of its own."""
    cards = list(previews.cards(desk, ["loss-not-deductible", "out-stock-pick"]))
    assert len({card.name for card in cards}) == len(cards)
    assert {card.language for card in cards} == set(Language)
    assert {card.page for card in cards} >= {0, 1}


def test_pictures_say_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser there is a clear refusal that names the text twin."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PreviewError, match="--text"):
        previews.run(Settings(), ["rmd"], tmp_path, None, io.StringIO())
