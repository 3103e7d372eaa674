"""``check``: the lints of the knowledge base, and whether every card fits every surface."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TextIO

from bot.crosscheck import cited_by_calculator, year_bound_figures
from bot.curator.drafts import problems_of_drafts
from bot.desk import Desk, open_desk
from bot.discord.limits import overflow
from bot.language import Language
from bot.settings import Settings
from knowledge.checks import Report, check
from knowledge.loader import KnowledgeError
from knowledge.reading import Problem


def run_check(settings: Settings, out: TextIO) -> int:
    """Print every problem and what was looked at; the number of problems."""
    try:
        desk = open_desk(settings, learn=False)
    except KnowledgeError as error:
        out.writelines(f"{problem}\n" for problem in error.problems)
        out.write(f"{len(error.problems)} problems; the files do not load, so nothing further was looked at\n")
        return len(error.problems)
    today = date.today()  # noqa: DTZ011 - review dates are calendar days
    report = findings(desk, today)
    problems = report.problems
    out.writelines(f"{problem}\n" for problem in problems)
    out.writelines(f"note: {note}\n" for note in report.notes)
    names, unfinished = problems_of_drafts(settings, today)
    out.writelines(f"draft: {problem}\n" for problem in unfinished)
    out.write(
        f"{len(problems)} problems, {len(report.notes)} notes, {len(names)} drafts; looked at {_looked_at(report)}; "
        f"knowledge {desk.assistant.base.version}\n"
    )
    return len(problems)


def findings(desk: Desk, today: date) -> Report:
    """What the lints find in the knowledge of a desk, and which of its cards do not fit."""
    report = check(desk.assistant.base, today, year_bound_figures(), cited_by_calculator())
    report.problems += _cards_that_overflow(desk)
    report.looked_at["rendered cards"] = len(desk.assistant.base.entries) * len(Language)
    return report


def _looked_at(report: Report) -> str:
    """``344 claims, 595 citations (tier 1: 239, …), 1385 phrasings (mixed: 593, …), …``."""
    parts = {"citations": "citations of tier ", "phrasings": "phrasings "}
    shown = []
    for what, count in report.looked_at.items():
        if any(what.startswith(prefix) for prefix in parts.values()):
            continue
        prefix = parts.get(what)
        kinds = sorted(kind for kind in report.looked_at if prefix and kind.startswith(prefix))
        inside = ", ".join(f"{kind.rsplit(' ', 1)[1]}: {report.looked_at[kind]}" for kind in kinds)
        label = "by tier " if what == "citations" else ""
        shown.append(f"{count} {what}" + (f" ({label}{inside})" if inside else ""))
    return ", ".join(shown)


def _cards_that_overflow(desk: Desk) -> Iterator[Problem]:
    base = desk.assistant.base
    for entry_id in base.entries:
        for language in Language:
            for what in overflow(desk.assistant.show(entry_id, language), desk.words):
                fix = "shorten the texts, or move a claim into another entry"
                yield base.problem(entry_id, ("claims",), "card-size", f"the {language} card: {what}", fix)
