"""The files of a new tax year: new texts, each valid before the first is written, and all put in place together."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Final

import yaml

from calc.parameters import Parameter
from calc.tables import IncomeTax

SECOND_SOURCES: Final = Path("tests/unit/calc/second_source.json")
BRACKETS: Final = "tax.brackets"
IRS: Final = "Internal Revenue Service"
CMS: Final = "Centers for Medicare & Medicaid Services"


class YearError(Exception):
    """The walk cannot go on; the text says why. Nothing was written."""


@dataclass
class Family:
    """What was answered for a family: each figure, the document, and the second source."""

    name: str
    figures: dict[str, tuple[str, ...]] = field(default_factory=dict)  # one figure, or the tops of a bracket row
    source: tuple[str, str, str] = ("", "", "")  # id, title, address
    second: tuple[str, str] = ("", "")  # title, address

    @property
    def rows(self) -> dict[str, tuple[str, ...]]:
        """The rows of the bracket table, by filing status."""
        start = f"{BRACKETS}."
        return {name.removeprefix(start): row for name, row in self.figures.items() if name.startswith(start)}

    @property
    def single(self) -> dict[str, str]:
        """The figures that are one number, by name."""
        return {name: row[0] for name, row in self.figures.items() if not name.startswith(BRACKETS)}


def texts(families: Sequence[Family], year: int, registry: Path) -> dict[Path, str]:
    """The new text of every file that changes; each is read back as its model before anything is written.

    Args:
        families: what was answered.
        year: the tax year.
        registry: the file of sources that takes new documents.
    """
    changed: dict[Path, str] = {}
    for family in families:
        for name, figure in family.single.items():
            path = _folder() / f"{name}.yaml"
            changed[path] = with_year(path.read_text("utf-8"), year, figure, family.source[0])
            Parameter.model_validate(yaml.load(changed[path], Loader=yaml.BaseLoader))  # noqa: S506 - builds text only
        if family.rows:
            path = _folder() / "tables" / "federal_income_tax.yaml"
            changed[path] = with_rows(path.read_text("utf-8"), year, family.rows, family.source[0])
            IncomeTax.model_validate(yaml.load(changed[path], Loader=yaml.BaseLoader))  # noqa: S506 - builds text only
    new = {family.source[0]: _registered(family) for family in families if family.source[1]}
    if new:
        changed[registry] = (registry.read_text("utf-8") if registry.exists() else "") + "".join(new.values())
    changed[SECOND_SOURCES] = _second_sources(families, year)
    return changed


def _second_sources(families: Sequence[Family], year: int) -> str:
    held = json.loads(SECOND_SOURCES.read_text("utf-8"))
    for family in families:
        figures = {name: {str(year): figure} for name, figure in family.single.items()}
        entry = {"source": family.second[0], "url": family.second[1], "read_on": _today(), "figures": figures}
        rows = {filing: list(row) for filing, row in family.rows.items()}
        held.append(entry | ({"brackets": {str(year): rows}} if rows else {}))
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def with_year(text: str, year: int, figure: str, source: str) -> str:
    """A parameter's file with a year added to its values and references; the place in the source is last year's."""
    head, references = text.split("reference:\n")
    last = [line for line in references.splitlines() if line.strip()][-1]
    place = re.search(r'at: (".*?")', last)
    return (
        f'{head.rstrip()}\n  {year}: "{figure}"\nreference:\n{references.rstrip()}\n'
        f"  {year}: {{src: {source}, at: {place[1] if place else chr(34) * 2}}}\n"
    )


def with_rows(text: str, year: int, rows: Mapping[str, tuple[str, ...]], source: str) -> str:
    """The bracket table with the rows of a year."""
    head, references = text.split("reference:\n")
    quoted = {filing: ", ".join(f'"{top}"' for top in row) for filing, row in rows.items()}
    block = "".join(f"    {filing}: [{row}]\n" for filing, row in quoted.items())
    return (
        f"{head.rstrip()}\n  {year}:\n{block}reference:\n{references.rstrip()}\n"
        f'  {year}: {{src: {source}, at: "tax rate tables, §1(j)"}}\n'
    )


def _registered(family: Family) -> str:
    source_id, title, address = family.source
    tier, publisher = (
        (3, "Centers for Medicare & Medicaid Services")
        if family.name == "medicare"
        else (2, "Internal Revenue Service")
    )
    short = title.partition(":")[0]
    return (
        f"- id: {source_id}\n  tier: {tier}\n  title: {json.dumps(title, ensure_ascii=False)}\n"
        f"  short: {{zh: {json.dumps(short, ensure_ascii=False)}, en: {json.dumps(short, ensure_ascii=False)}}}\n"
        f"  url: {json.dumps(address)}\n  publisher: {json.dumps(publisher)}\n  accessed: {_today()}\n  seen: full\n"
    )


def replace_all(texts: Mapping[Path, str]) -> None:
    """Put new texts in place; if one cannot be written, all old ones come back.

    Raises:
        YearError: a file could not be written.
    """
    before = {path: path.read_text("utf-8") if path.exists() else None for path in texts}
    try:
        for path, text in texts.items():
            path.write_text(text, "utf-8")
    except OSError as error:
        for path, old in before.items():
            if old is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(old, "utf-8")
        raise YearError(f"a file could not be written ({error}); everything is as it was") from error


def _folder() -> Path:
    return Path(str(resources.files("calc"))) / "parameters"


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
