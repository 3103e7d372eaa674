"""``doctor``: is everything in place to answer, and to serve Discord?"""

from __future__ import annotations

import platform
from typing import TextIO

from bot.desk import open_desk
from bot.language import Language
from bot.learning import cache_folder, is_learned
from bot.settings import Settings
from bot.store.keeper import State
from bot.store.looking import look
from bot.version import version
from bot.wordbook import Wordbook
from knowledge.loader import KnowledgeError


def examine(settings: Settings, out: TextIO) -> int:
    """Print a line for each thing looked at; the number of things that stop the desk from answering."""
    out.write(f"rothdesk {version()}, Python {platform.python_version()}, {platform.system()}\n")
    try:
        desk = open_desk(settings, learn=False)
    except KnowledgeError as error:
        out.write(f"knowledge: {len(error.problems)} problems; `python -m bot check` lists them\n")
        return 1
    base = desk.assistant.base
    out.write(f"knowledge: {len(base.entries)} entries, {len(base.sources)} sources, version {base.version}\n")
    state = "ready" if is_learned(base, settings) else "not learned yet; the first question learns it, in some seconds"
    out.write(f"matcher: {state}; kept in {cache_folder(settings)} (ROTHDESK_CACHE_DIR)\n")
    overlay = settings.knowledge_dir
    out.write(f"overlay: {overlay or 'none (ROTHDESK_KNOWLEDGE_DIR)'}\n")
    out.write(f"store: {_store(settings, desk.words)} (ROTHDESK_STORE_URL)\n")
    token = "set" if settings.token else "not set; only `run` and `sync` need it"
    out.write(f"DISCORD_TOKEN: {token}\n")
    return 0


def _store(settings: Settings, words: Wordbook) -> str:
    """What the store is like; without one, or with a broken one, the bot answers all the same."""
    health = look(settings.store_url)
    where = {
        State.WITHOUT: "none; what servers set is forgotten at a restart",
        State.OPENING: "{place}, made at the first `run`",
        State.OPEN: "ready; {place}",
    }
    said = where.get(health.state, "cannot be used: {fault}; {place}; the bot goes on without")
    fault = words(f"admin.fault-{health.fault}", Language.EN) if health.fault else ""
    return said.format(place=health.place or "not an address", fault=fault)
