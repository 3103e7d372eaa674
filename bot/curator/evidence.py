"""``docs/evidence.md``: for every claim where it stands, how strong the source is, how it was verified and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.base import KnowledgeBase
from knowledge.model import Claim, Entry, Seen, Source, Tier

TIERS = {
    Tier.LAW: "statute, regulation",
    Tier.GUIDANCE: "published guidance, court",
    Tier.OFFICIAL: "official page, form, instruction",
    Tier.PLAN: "practitioner, plan, software",
    Tier.FORUM: "forum, discussion",
}
SEEN = {
    Seen.FULL: "the passage was read",
    Seen.PART: "read in part",
    Seen.QUOTED: "read as quoted by others",
    Seen.NONE: "not opened",
}


def evidence(base: KnowledgeBase) -> str:
    """The whole document, in Markdown; the same knowledge gives the same text."""
    return "\n".join([*_head(base), *(line for topic in base.topics for line in _topic(base, topic.id))]) + "\n"


def _head(base: KnowledgeBase) -> Iterator[str]:
    claims = [claim for entry in base.entries.values() for claim in entry.all_claims()]
    cites = [cite for claim in claims for cite in claim.cites]
    yield "# Evidence"
    yield ""
    yield "Made by `python -m bot evidence`; do not edit. Each claim with its status, sources, and how it was checked."
    yield ""
    yield f"{len(base.entries)} entries, {len(claims)} claims, {len(cites)} citations, {len(base.sources)} sources."
    yield ""
    yield "| tier | citations | of these: " + " · ".join(SEEN.values()) + " |"
    yield "|---|---|---|"
    for tier, name in TIERS.items():
        of_tier = [base.sources[cite.src] for cite in cites if base.sources[cite.src].tier is tier]
        seen = Counter(source.seen for source in of_tier)
        yield f"| {tier} {name} | {len(of_tier)} | {' · '.join(str(seen[kind]) for kind in SEEN)} |"
    status = Counter(str(claim.status) for claim in claims)
    checked = Counter(str(claim.checked.by) for claim in claims)
    yield ""
    yield f"Claims by status: {_counted(status)}. Checked by: {_counted(checked)}."


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _topic(base: KnowledgeBase, topic: str) -> Iterator[str]:
    for entry in base.in_topic(topic):
        yield from ("", f"## {entry.id}", "", f"{entry.question.en} · {entry.question.zh}", "")
        yield from (_dated(entry), "", "| claim | status | source and place | checked |", "|---|---|---|---|")
        for claim in entry.all_claims():
            yield _row(base, claim)


def _dated(entry: Entry) -> str:
    years = ", ".join(map(str, entry.tax_years))
    return f"Version {entry.version}, reviewed {entry.reviewed_on}, due {entry.review_by}, tax years {years}."


def _row(base: KnowledgeBase, claim: Claim) -> str:
    places = "<br>".join(_place(base.sources[cite.src], cite.at) for cite in claim.cites)
    checked = f"{claim.checked.on}, {claim.checked.by}: {claim.checked.how}"
    side = f" ({claim.side})" if claim.side else ""
    return f"| `{claim.key}` | {claim.status}{side} | {places} | {_cell(checked)} |"


def _place(source: Source, at: str) -> str:
    return f"[{_cell(source.short.en)}]({source.url}) {_cell(at)} · tier {source.tier}, {SEEN[source.seen]}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
