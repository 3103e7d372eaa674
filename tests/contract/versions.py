"""Desks in which an entry was changed or retired, since what ships is all at its first version."""

from __future__ import annotations

from dataclasses import replace

from bot.assistant import Assistant
from bot.desk import Desk
from bot.discord.services import Services
from knowledge.model import Bilingual, Change, Entry, Retired


def desk_with(desk: Desk, entry: Entry) -> Desk:
    """The desk with another version of an entry; a retired one is no longer an entry."""
    base = desk.assistant.base
    if entry.retired:
        others = {name: _without(one, entry.id) for name, one in base.entries.items() if name != entry.id}
        policy = base.policy.model_copy(update={"pinned": tuple(p for p in base.policy.pinned if p != entry.id)})
        fresh = replace(base, entries=others, policy=policy, retired={**base.retired, entry.id: entry})
    else:
        fresh = replace(base, entries={name: entry if name == entry.id else one for name, one in base.entries.items()})
    learned = desk.assistant._learned
    return replace(desk, assistant=Assistant(fresh, desk.words, learned=None if entry.retired else learned))


def _without(entry: Entry, gone: str) -> Entry:
    """An entry that no longer names one that is gone, as the loader asks for."""
    return entry.model_copy(update={"related": tuple(other for other in entry.related if other != gone)})


def with_entry(services: Services, entry: Entry) -> Services:
    """The services of such a desk."""
    return Services.around(desk_with(services.desk, entry))


def changed(entry: Entry) -> Entry:
    """An entry at its third version, changed for reasons that are told in both languages or in one."""
    second = Change(v=2, on=entry.reviewed_on, why=Bilingual(zh="补了 2026 年", en="2026 added"), by="e")
    third = Change(v=3, on=entry.reviewed_on, why="links mended", by="e")
    return entry.model_copy(update={"version": 3, "changes": (*entry.changes, second, third)})


def retired(entry: Entry, successor: str | None) -> Entry:
    """An entry that was withdrawn."""
    reason = Bilingual(zh="和另一条说的是同一件事", en="it says the same as another answer")
    return entry.model_copy(update={"retired": Retired(on=entry.reviewed_on, reason=reason, successor=successor)})
