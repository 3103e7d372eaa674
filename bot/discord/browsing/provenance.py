"""Where the sentences of a card come from, one by one; what changed since; both sides of what is disputed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from discord import ui

from bot.discord.cards import markdown
from bot.discord.cards.buttons import Button, Row, button, sources_select, switch, turns
from bot.discord.cards.markdown import Piece, calculation
from bot.discord.cards.pages import shared_out
from bot.discord.cards.render import notice, ruled
from bot.discord.ids import Do, Ref
from bot.discord.limits import CARD_TEXT, ECHO, shorten
from bot.discord.services import Services
from bot.language import Language
from bot.plain import labelled
from bot.reply import Citation, Reply, Statement
from bot.wordbook import content
from knowledge.model import Change, Claim, Entry, Seen

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b", re.ASCII)  # the name of a website keeps its small letter
MOST = 8  # statements a page, each with a text and a line of its own on the card


def origin(services: Services, ref: Ref, reply: Reply) -> ui.LayoutView:
    """A page of the sources of a card, sentence by sentence; of a calculation, figure by figure."""
    words, language = services.desk.words, ref.language
    entry = services.desk.assistant.base.entries.get(reply.entry or "")
    head = words("browse.origin-title" if entry else "browse.origin-title-figures", language)
    title = "\n".join([*_news(services, ref), f"### {head}", markdown.safe(reply.title)])
    pages = shared_out(list(_sentences(services, reply, entry)), CARD_TEXT - len(title), MOST)
    version = entry.version if entry else None
    ref = ref.at(Do.ORIGIN, page=min(max(ref.page, 1), len(pages)), version=version)
    buttons = turns(words, language, ref, len(pages))
    if entry and ref.page == 1 and len(entry.changes) > 1:
        buttons.append(button(words("browse.history", language), ref.to(Do.HISTORY)))
    back = (
        _to_card(services, ref, page=1) if entry else button(words("discord.back", language), ref.to(Do.TURN, page=0))
    )
    buttons += [back, switch(words, language, ref)]
    rows: list[Row] = [ui.ActionRow(*buttons)]
    if reply.citations:
        placeholder = words("browse.source-pick", language)
        rows.append(ui.ActionRow(sources_select(placeholder, reply.citations, ref.to(Do.PICK_SOURCE))))
    return ruled([title, *_texts(pages[ref.page - 1])], reply.tone, rows)


def history(services: Services, ref: Ref) -> ui.LayoutView | None:
    """A page of what changed in an entry, newest first; ``None`` for what is no entry."""
    entry = services.desk.assistant.base.entries.get(ref.subject)
    if entry is None:
        return None
    words, language = services.desk.words, ref.language
    question = content(entry.question.zh, entry.question.en, language)
    title = f"### {words('browse.history', language)}\n{markdown.safe(question)}"
    lines = [
        Piece(f"**v{change.v}** · {change.on} · {markdown.safe(what_changed(change, language))}")
        for change in reversed(entry.changes)
    ]
    pages = shared_out(lines, CARD_TEXT - len(title))
    ref = ref.at(Do.HISTORY, page=min(max(ref.page, 1), len(pages)), version=entry.version)
    back = button(words("discord.back", language), ref.to(Do.ORIGIN, page=1))
    buttons = [*turns(words, language, ref, len(pages)), back, switch(words, language, ref)]
    return notice(f"{title}\n{markdown.joined(pages[ref.page - 1])}", rows=[ui.ActionRow(*buttons)])


def sides(services: Services, ref: Ref) -> ui.LayoutView | None:
    """Both sides of a disputed answer next to each other, and what to do next; ``None`` where there are not two."""
    entry = services.desk.assistant.base.entries.get(ref.subject)
    if entry is None:
        return None
    words, language = services.desk.words, ref.language
    reply = services.desk.assistant.show(entry.id, language)
    if not reply.has_sides:
        return None
    head = [*_news(services, ref), f"### {markdown.safe(reply.title)}"]
    ref = ref.at(Do.SIDES, page=0, version=entry.version)
    pieces = [
        _sentence(services, reply, statement, heading)
        for side in ("a", "b")
        for heading in [words(f"status.side-{side}", language)]
        for statement in reply.all_statements()
        if statement.side == side.upper()
    ]
    step = reply.next or reply.now  # in the filing season the next step leads the card
    if step:
        pieces.append(_sentence(services, reply, step, words("card.next", language)))
    stamp = markdown.stamp(reply)
    texts = ["\n".join(head), *_texts(pieces), *(["\n".join(stamp)] if stamp else [])]
    expand = button(words("card.action-expand", language), ref.to(Do.TURN, page=1))
    where = button(words("browse.origin", language), ref.to(Do.ORIGIN, page=1))
    buttons = [expand, where, switch(words, language, ref), _to_card(services, ref, page=0)]
    return ruled(texts, reply.tone, [ui.ActionRow(*buttons)])


def updated(services: Services, ref: Ref) -> str:
    """What changed since a button was made; empty where nothing did."""
    entry = services.desk.assistant.base.entries.get(ref.subject)
    if entry is None or ref.version is None or ref.version >= entry.version:
        return ""
    newer = [what_changed(change, ref.language) for change in entry.changes if change.v > ref.version]
    why = ("; " if ref.language is Language.EN else "；").join(newer)
    line = services.desk.words("browse.updated", ref.language, before=ref.version, now=entry.version, why=why)
    return markdown.safe(shorten(line, ECHO))


def _news(services: Services, ref: Ref) -> list[str]:
    """The line of small print on top of a page whose button is older than the entry."""
    line = updated(services, ref)
    return [markdown.small(line)] if line else []


def withdrawn(services: Services, ref: Ref) -> tuple[str, list[Button]] | None:
    """Why an entry was retired, with the way to what answers the question now; ``None`` for any other."""
    base, words, language = services.desk.assistant.base, services.desk.words, ref.language
    entry = base.retired.get(ref.subject)
    if entry is None or entry.retired is None:
        return None
    reason = content(entry.retired.reason.zh, entry.retired.reason.en, language)
    lines = [markdown.safe(words("browse.withdrawn", language, on=entry.retired.on, reason=reason))]
    successor = base.entries.get(entry.retired.successor or "")
    if successor is None:
        return lines[0], []
    question = content(successor.question.zh, successor.question.en, language)
    lines.append(markdown.safe(words("browse.successor", language, question=question)))
    reach = ref.to(Do.OPEN, subject=successor.id, page=0, browsing=False)
    return "\n".join(lines), [button(words("browse.answer", language), reach)]


def what_changed(change: Change, language: Language) -> str:
    """A line of an entry's history, in the reader's language where it is written in both."""
    return change.why if isinstance(change.why, str) else content(change.why.zh, change.why.en, language)


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    """Each piece as a text of its own, the first of those under a heading with it."""
    heading = ""
    for piece in pieces:
        yield piece.text if piece.heading == heading else "\n".join(filter(None, [piece.heading, piece.text]))
        heading = piece.heading


def _to_card(services: Services, ref: Ref, page: int) -> Button:
    return button(services.desk.words("discord.back", ref.language), ref.to(Do.OPEN, page=page))


def _sentences(services: Services, reply: Reply, entry: Entry | None) -> Iterator[Piece]:
    """Each statement of a card, in order, with its status, its sources, and how it was checked; then its figures."""
    words, language = services.desk.words, reply.language
    claims = {claim.key: claim for claim in entry.all_claims()} if entry else {}
    headed = [(words("season.do-now", language), [reply.now])] if reply.now else []
    headed += [("", list(reply.statements))]
    headed += [(words("card.next", language), [reply.next])] if reply.next else []
    headed += [(block.heading, list(block.statements)) for block in reply.blocks]
    for heading, statements in headed:
        for statement in statements:
            checked = _checked(services, statement, claims, language)
            yield _sentence(services, reply, statement, heading, checked)
    if reply.calculation:
        above = words("browse.origin-figures", language)
        heading = f"**{markdown.safe(above)}**" if entry else ""
        for figure in calculation(reply.calculation):
            if figure.marks:
                lines = [figure.text, *_citations(services, reply, figure.marks)]
                yield Piece("\n".join(lines), figure.marks, heading)


def _sentence(services: Services, reply: Reply, statement: Statement, heading: str, checked: str = "") -> Piece:
    """A statement, its status in words and how it was checked, and its sources, one a line of small print."""
    text = labelled(statement)
    rest = text.removeprefix(heading)  # a side's own name is the heading above it
    if heading and rest != text and rest[:1] in "：:":
        rest = rest[1:].lstrip()
        text = rest if _HOST.match(rest) else rest[:1].upper() + rest[1:]
    lines = [markdown.safe(text)]
    status = f"**{markdown.safe(statement.status_word)}**"
    lines.append(markdown.small(f"{status} · {markdown.safe(checked)}" if checked else status))
    lines += _citations(services, reply, statement.marks)
    return Piece("\n".join(lines), statement.marks, f"**{markdown.safe(heading)}**" if heading else "")


def _citations(services: Services, reply: Reply, marks: Sequence[int]) -> list[str]:
    """The sources with these numbers, one a line of small print."""
    cited = (citation for citation in reply.citations if citation.number in marks)
    return [markdown.small(_cited(citation, services, reply.language)) for citation in cited]


def _cited(citation: Citation, services: Services, language: Language) -> str:
    """A source with its place, rank, and how it was read: always in Chinese, in English where not in full."""
    words = services.desk.words
    source = services.desk.assistant.base.sources[citation.source]
    parts = [markdown.linked(citation), words(f"browse.tier-{source.tier}", language)]
    if language is not Language.EN or source.seen is not Seen.FULL:
        parts.append(words(f"chat.source-seen-{source.seen}", language))
    return " · ".join(parts)


def _checked(services: Services, statement: Statement, claims: Mapping[str, Claim], language: Language) -> str:
    """When and by what a statement was checked; how is written in English alone."""
    claim = claims.get(statement.key)
    if claim is None or language is Language.EN:
        return statement.checked
    words = services.desk.words
    by = words(f"card.by-{claim.checked.by}", language)
    return words("browse.checked", language, on=claim.checked.on, by=by)
