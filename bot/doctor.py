"""``doctor``: is everything in place to answer, and to serve Discord?"""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TextIO

from bot.desk import open_desk
from bot.learning import cache_folder, is_learned
from bot.settings import Settings
from knowledge.loader import KnowledgeError


def examine(settings: Settings, out: TextIO) -> int:
    """Print a line for each thing looked at; the number of things that stop the desk from answering."""
    out.write(f"rothdesk {_version()}, Python {platform.python_version()}, {platform.system()}\n")
    try:
        base = open_desk(settings, learn=False).assistant.base
    except KnowledgeError as error:
        out.write(f"knowledge: {len(error.problems)} problems; `python -m bot check` lists them\n")
        return 1
    out.write(f"knowledge: {len(base.entries)} entries, {len(base.sources)} sources, version {base.version}\n")
    state = "ready" if is_learned(base, settings) else "not learned yet; the first question learns it, in some seconds"
    out.write(f"matcher: {state}; kept in {cache_folder(settings)} (ROTHDESK_CACHE_DIR)\n")
    overlay = settings.knowledge_dir
    out.write(f"overlay: {overlay or 'none (ROTHDESK_KNOWLEDGE_DIR)'}\n")
    token = "set" if settings.token else "not set; only `run` and `sync` need it"
    out.write(f"DISCORD_TOKEN: {token}\n")
    return 0


def _version() -> str:
    try:
        return metadata.version("rothdesk")
    except metadata.PackageNotFoundError:
        return "(not installed, run from its folder)"
