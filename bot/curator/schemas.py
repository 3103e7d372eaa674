"""JSON Schemas of the content files, for editors: completion and a red line under what does not fit.

Kept in ``knowledge/schema``; ``.vscode/settings.json`` tells the YAML extension which file is for what. A test holds
them equal to the models.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from knowledge.glossary import Term
from knowledge.model import Entry, Source

SCHEMAS: Final[dict[str, tuple[type[BaseModel], bool]]] = {
    "entry": (Entry, False),
    "sources": (Source, True),
    "glossary": (Term, True),
}


def schema(name: str) -> dict[str, Any]:
    """The schema of a kind of file: one object, or a list of them."""
    model, many = SCHEMAS[name]
    own = model.model_json_schema(by_alias=True)
    tier = own.get("$defs", {}).get("Tier")
    if tier:  # our reader takes every value as text, an editor takes an unquoted 1 as a number
        own["$defs"]["Tier"] = {"title": "Tier", "enum": [*tier["enum"], *map(int, tier["enum"])]}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"rothdesk {name}"}
    phrasing = own.get("$defs", {}).get("Phrasing")
    if phrasing:  # a plain text is a phrasing too
        own["$defs"]["Phrasing"] = {"title": "Phrasing", "anyOf": [{"type": "string", "minLength": 1}, phrasing]}
    if not many:
        return {**own, **head}
    definitions = own.pop("$defs", {})
    return {**head, "type": "array", "items": own, "$defs": definitions}


def write(folder: Path) -> list[Path]:
    """Write every schema into a folder; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SCHEMAS:
        path = folder / f"{name}.schema.json"
        path.write_text(json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n", "utf-8")
        written.append(path)
    return written
