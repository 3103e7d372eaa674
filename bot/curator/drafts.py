"""Drafts: a scaffold to fill in, and the step that publishes it once nothing is wrong with it.

A draft lies in ``drafts/`` beside the entries, laid out like them, and is never matched or shown. ``check`` tells
what is still missing in it; only ``publish`` moves it among the entries, and not while it has a problem.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final, TextIO

from bot.crosscheck import cited_by_calculator, year_bound_figures
from bot.settings import Settings
from knowledge.checks import PHRASINGS, check
from knowledge.loader import DRAFTS, KnowledgeError, load, packaged
from knowledge.model import SHOWN_OUTRIGHT
from knowledge.reading import Problem

ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FILL: Final = "…"
MONTHS_OF_PRACTICE: Final = timedelta(days=365)

_SCAFFOLD = """\
# {entry_id}: a draft. Replace every {fill}; `python -m bot check` says what is still missing and on which line.
# Quote every text with "double quotes". A figure that changes each year is written {{limit.annual_additions@2026}}.
id: {entry_id}
group: {group}                # a topic of topics.yaml
type: {kind}               # verdict, how-to, definition, comparison, disputed or redirect
version: 1
reviewed_on: {today}
review_by: {review_by}         # statute 24 months, practice 12, forms each January, limits each November
tax_years: [{years}]
question:                     # as people ask it, in both languages
  zh: "{fill}"
  en: "{fill}"
scope:                        # what sets it apart from its neighbours; stands under a choice (≤ 40 汉字, ≤ 18 words)
  zh: "{fill}"
  en: "{fill}"
ask:                          # other wordings: at least 6; {full} to be found however it is asked ({kinds});
{asks}
# with fewer than {shown} the entry is only offered as a choice, never shown as the answer
verdict:                      # a bold word or two; take it out where there is none
  zh: "{fill}"
  en: "{fill}"
claims:                       # the short card: 1 to 3 claims, ≤ 120 汉字 and ≤ 45 words with the verdict
  - key: {fill_key}
    status: practice          # rule, official, practice, disputed (side: A and B), unknown, superseded (replaced_by)
    zh: "{fill}"
    en: "{fill}"
    cites:
      - {{src: {fill_key}, at: "{fill}"}}      # an id of sources/*.yaml, and the section, box, question or post
    checked: {{by: person, on: {today}, how: "{fill}"}}    # what you opened and read; by: tool or person
# next: a claim like the one above; needed where the answer is disputed or unknown: what to do whichever side is right
# details:                    # the long card; heads: why, how, check, exception, example, myth, sides
#   - head: why
#     claims: [...]
# season: {{first: key}}        # its claim that leads the card from January to April; any_year: true asks for no year
not_this: []                  # entries that it is easily taken for
related: []                   # up to 5 entries to read next
changes:
  - {{v: 1, on: {today}, why: "first version", by: editor}}
"""


class DraftError(Exception):
    """A draft cannot be made or published; the text says why and what to do."""


def folder_of(settings: Settings) -> Path:
    """The folder that entries are added to: the overlay where there is one, else the packaged one."""
    return settings.knowledge_dir or packaged()


def new_entry(settings: Settings, entry_id: str, group: str, kind: str, today: date) -> Path:
    """Write the scaffold of a new entry among the drafts; the file.

    Raises:
        DraftError: the id is not one, is taken, or the group is no topic.
    """
    if not ID.fullmatch(entry_id) or len(entry_id) > 40:
        raise DraftError(f"`{entry_id}` cannot be an id: use a-z, 0-9 and -, at most 40 characters")
    base = load(settings.knowledge_dir)
    if entry_id in base.entries or entry_id in base.retired:
        raise DraftError(f"there is an entry `{entry_id}` already: {base.documents[entry_id].file}")
    topics = [topic.id for topic in base.topics]
    if group not in topics:
        raise DraftError(f"`{group}` is not a topic; there are: {', '.join(topics)}")
    path = folder_of(settings) / DRAFTS / "entries" / group / f"{entry_id}.yaml"
    if path.exists():
        raise DraftError(f"there is a draft of `{entry_id}` already: {path}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(entry_id, group, kind, today), "utf-8")
    return path


def scaffold(entry_id: str, group: str, kind: str, today: date) -> str:
    """The text of a new entry, with a sign wherever something must be filled in."""
    return _SCAFFOLD.format(
        entry_id=entry_id,
        group=group,
        kind=kind,
        today=today,
        review_by=today + MONTHS_OF_PRACTICE,
        years=", ".join(str(today.year + back) for back in (-2, -1, 0)),
        fill=FILL,
        fill_key="fill-in",
        full=sum(PHRASINGS.values()),
        kinds=", ".join(f"{count} {kind}" for kind, count in PHRASINGS.items()),
        shown=SHOWN_OUTRIGHT,
        asks="\n".join(f'  - "{FILL}"' for _ in range(6)),
    )


def problems_of_drafts(settings: Settings, today: date) -> tuple[list[str], list[Problem]]:
    """The ids of all drafts, and what is still wrong with them; nothing else is looked at."""
    folder = folder_of(settings) / DRAFTS
    files = sorted(folder.glob("entries/*/*.yaml"))
    names = [path.stem for path in files]
    unfilled = [problem for path in files for problem in _unfilled(path)]
    if not files or unfilled:
        return names, unfilled
    try:
        base = load(settings.knowledge_dir, drafts=folder)
    except KnowledgeError as error:
        return names, [problem for problem in error.problems if problem.file.startswith(f"{DRAFTS}/")]
    report = check(base, today, year_bound_figures(), cited_by_calculator())
    return names, [problem for problem in report.problems if problem.file.startswith(f"{DRAFTS}/")]


def _unfilled(path: Path) -> list[Problem]:
    shown_as = f"{DRAFTS}/{path.parent.parent.name}/{path.parent.name}/{path.name}"
    return [
        Problem(shown_as, number, "draft", "this is still to be filled in", "replace the sign … or fill-in")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (FILL in line.partition(" #")[0] or "fill-in" in line.partition(" #")[0]) and not line.startswith("#")
    ]


def publish(settings: Settings, entry_id: str, today: date, out: TextIO) -> Path:
    """Move a draft among the entries, if nothing is wrong with it; the new place of the file.

    Raises:
        DraftError: there is no such draft, or it has problems, which are written to ``out``.
    """
    folder = folder_of(settings)
    found = sorted((folder / DRAFTS).glob(f"entries/*/{entry_id}.yaml"))
    if not found:
        names, _ = problems_of_drafts(settings, today)
        raise DraftError(f"there is no draft `{entry_id}`; the drafts are: {', '.join(names) or 'none'}")
    _, problems = problems_of_drafts(settings, today)
    own = [problem for problem in problems if problem.file.endswith(f"/{entry_id}.yaml") or "/sources/" in problem.file]
    if own:
        out.writelines(f"{problem}\n" for problem in own)
        raise DraftError(f"`{entry_id}` has {len(own)} problems; mend them first")
    target = folder / "entries" / found[0].parent.name / found[0].name
    target.parent.mkdir(parents=True, exist_ok=True)
    found[0].replace(target)
    for path in sorted((folder / DRAFTS).glob("sources/*.yaml")):
        place = folder / "sources" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        place.write_text((place.read_text("utf-8") if place.exists() else "") + text, "utf-8")
        path.unlink()
    return target
