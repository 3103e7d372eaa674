"""Every card and every page of browsing keeps to the limits, and to three rows of at most four buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from discord import ui
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.discord.browsing import finding, glossary, lists, provenance, sourcing
from bot.discord.cards import pages
from bot.discord.cards.content import Messages
from bot.discord.cards.render import Cards, components_of, start
from bot.discord.commands.browse import searched
from bot.discord.ids import SOURCES, TERMS, Do, Ref, of_tier, read
from bot.discord.limits import CARD_BUTTONS, CARD_TEXT, COMPONENTS_V2, LABEL_TARGET, check_message, walk
from bot.discord.services import Services
from bot.language import Language
from bot.naming import Found, Sort
from bot.reply import Reply
from knowledge.model import Bilingual, Change, Tier
from tests.contract.versions import with_entry

ROWS = 3
OWNER = 2**63
BACK = Ref(Do.TOPIC, "losses", Language.EN, 1)
every_language = pytest.mark.parametrize("language", list(Language))


@pytest.fixture(scope="module")
def services(desk: Desk) -> Services:
    """What the handlers share."""
    return Services.around(desk)


def fits(view: ui.LayoutView | ui.View | None) -> None:
    """A body that Discord takes, short enough for a card, with few rows, short labels and ids that read back."""
    assert view is not None
    components = components_of(view)
    cards = isinstance(view, ui.LayoutView)
    content = "" if cards else "answer"
    assert check_message({"components": components, "content": content, "flags": COMPONENTS_V2 if cards else 0}) == []
    assert not cards or view.content_length() <= CARD_TEXT
    rows = [part for part in walk(components) if part["type"] == 1]
    assert 1 <= len(rows) <= ROWS
    assert all(len(row["components"]) <= CARD_BUTTONS for row in rows)
    labels = [part["label"] for part in walk(components) if part["type"] == 2]
    assert all(len(label) <= LABEL_TARGET for label in labels)
    ids = [part["custom_id"] for part in walk(components) if "custom_id" in part]
    assert all(str(read(one)) == one for one in ids)


def labels_of(view: ui.LayoutView) -> list[str]:
    """The labels of the buttons of a card."""
    return [part["label"] for part in walk(components_of(view)) if part["type"] == 2]


def renderings(desk: Desk, reply: Reply) -> Iterator[ui.LayoutView | ui.View]:
    """A reply in every way that it is shown: each page, alone and reached by browsing, to one and to everybody."""
    cards, messages = Cards(desk.words), Messages(desk.words)
    count = len(pages.expanded(reply, desk.words)) if reply.blocks else 0
    for number in range(count + 1):
        for back in (None, BACK):
            ref = start(reply.language, note="0" * 8, page=number)
            yield cards.card(reply, ref, back=back)
    yield cards.card(reply, start(reply.language), owner=OWNER)
    yield messages.message(reply, start(reply.language), owner=OWNER).view
    yield messages.message(reply, start(reply.language, note="0" * 8)).view


@every_language
def test_every_card_has_few_rows_and_few_buttons(desk: Desk, language: Language) -> None:
    """In every rendering of every entry, in the filing season too."""
    for entry in desk.assistant.base.entries:
        reply = desk.assistant.show(entry, language)
        in_season = reply.model_copy(update={"years": (2025, 2026)})
        for shown in (reply, in_season):
            for view in renderings(desk, shown):
                fits(view)


@every_language
def test_rows_hold_what_they_are_for(desk: Desk, language: Language) -> None:
    """Compute, details, language, keep; below them the pages, the sources and the way on, or the way back."""
    words = desk.words
    reply = desk.assistant.show("loss-not-deductible", language)
    first = [action.label for action in reply.actions]
    assert len(first) == 4
    cards = Cards(words)
    follow, back = words("discord.follow", language), words("discord.back", language)
    origin, remove = words("browse.origin", language), words("discord.remove", language)
    less = [words("card.action-collapse", language) if one == reply.actions[1].label else one for one in first]
    assert labels_of(cards.card(reply, start(language))) == [*first, follow]
    assert labels_of(cards.card(reply, start(language), back=BACK)) == [*first, back]
    expanded = labels_of(cards.card(reply, start(language, page=1)))
    assert expanded[:4] == less
    assert expanded[-2:] == [origin, follow]
    assert labels_of(cards.card(reply, start(language, page=1), back=BACK))[-2:] == [origin, back]
    assert labels_of(cards.card(reply, start(language), owner=OWNER)) == [*first[:3], remove]


@every_language
def test_both_sides_are_offered_where_there_are_two(desk: Desk, language: Language) -> None:
    """On the collapsed card of a disputed entry, and on the public one where there is room; nowhere else."""
    cards, label = Cards(desk.words), desk.words("browse.sides", language)
    disputed = 0
    for entry in desk.assistant.base.entries.values():
        reply = desk.assistant.show(entry.id, language)
        two = {"A", "B"} <= {claim.side for claim in entry.all_claims()}
        disputed += two
        assert (label in labels_of(cards.card(reply, start(language)))) is two
        assert label not in labels_of(cards.card(reply, start(language, page=1))) or not reply.blocks
        public = labels_of(cards.card(reply, start(language), owner=OWNER))
        assert (label in public) is (two and len(reply.actions) <= 3)
    assert disputed >= 8


@every_language
def test_every_provenance_page_fits(services: Services, language: Language) -> None:
    """Each sentence of each card stands on some page, with a link for each of its sources."""
    base = services.desk.assistant.base
    for entry in base.entries.values():
        said, number = "", 1
        while True:
            reply = services.desk.assistant.show(entry.id, language)
            view = provenance.origin(services, Ref(Do.ORIGIN, entry.id, language, number, note="0" * 8), reply)
            fits(view)
            said += "\n".join(part["content"] for part in walk(components_of(view)) if part["type"] == 10)
            if services.desk.words("discord.page-on", language, number=number + 1, count=0)[:-1] not in " ".join(
                labels_of(view)
            ):
                break
            number += 1
        links = sum(len({(cite.src, cite.at) for cite in claim.cites}) for claim in entry.all_claims())
        assert said.count("](<https://") == links
        words = {services.desk.words(f"status.{claim.status}", language) for claim in entry.all_claims()}
        assert all(word in said.replace("\\", "") for word in words)
        checked = Counter(str(claim.checked.on) for claim in entry.all_claims())
        assert all(said.count(day) >= times for day, times in checked.items())


@every_language
def test_both_sides_fit(services: Services, language: Language) -> None:
    """Each disputed entry shows both sides and the next step; the others have no such page."""
    for entry in services.desk.assistant.base.entries.values():
        view = provenance.sides(services, Ref(Do.SIDES, entry.id, language, note="0" * 8))
        if {"A", "B"} <= {claim.side for claim in entry.all_claims()}:
            fits(view)
            said = "\n".join(part["content"] for part in walk(components_of(view)) if part["type"] == 10)
            assert all(services.desk.words(f"status.side-{side}", language) in said for side in "ab")
            assert services.desk.words("card.next", language) in said
        else:
            assert view is None


@every_language
def test_every_source_page_fits(services: Services, language: Language) -> None:
    """Each page of each source, and over them every entry that rests on it; ranks and lists of sources too."""
    base = services.desk.assistant.base
    fits(sourcing.ranks(services, language))
    listed: list[str] = []
    for tier in Tier:
        for number in range(1, 99):
            view = sourcing.of_rank(services, Ref(Do.SOURCES, of_tier(tier), language, number))
            fits(view)
            here = [o["value"] for part in walk(components_of(view)) for o in part.get("options", ())]
            if here[0] in listed:
                break
            listed += here
    assert sorted(listed) == sorted(base.sources)
    back = Ref(Do.ORIGIN, "e" * 40, language, 9, note="0" * 8, version=9999)
    for source in base.sources:
        offered: set[str] = set()
        seen: set[str] = set()
        for number in range(1, 99):
            view = sourcing.source(services, Ref(Do.SOURCE, source, language, number), back)
            fits(view)
            body = str([part["content"] for part in walk(components_of(view)) if part["type"] == 10])
            if body in seen:
                break
            seen.add(body)
            offered |= {o["value"] for part in walk(components_of(view)) for o in part.get("options", ())}
        assert offered == {entry.id for entry in base.resting_on(source)}


@every_language
def test_every_glossary_page_fits(services: Services, language: Language) -> None:
    """Each page of the terms, and each term, in both languages and with its entry."""
    terms = services.desk.assistant.base.glossary.terms
    listed: list[str] = []
    for number in range(1, -(-len(terms) // glossary.TERM_PAGE) + 1):
        view = glossary.page(services, Ref(Do.TERMS, TERMS, language, number))
        fits(view)
        listed += [o["value"] for part in walk(components_of(view)) for o in part.get("options", ())]
    assert sorted(listed) == sorted(term.id for term in terms)
    for term in terms:
        fits(glossary.term(services, Ref(Do.TERM, term.id, language)))
    assert glossary.term(services, Ref(Do.TERM, "no-such-term", language)) is None


@every_language
def test_lists_and_menu_fit(services: Services, language: Language) -> None:
    """The home, each page of each topic, the public menu, and the longest list of things that a search may find."""
    fits(lists.topics(services, language, services.desk.words("browse.found-nothing", language)))
    fits(lists.menu(services, language))
    topics = services.desk.assistant.topics(language)
    assert topics
    for topic, _, _ in topics:
        for number in (1, 2, 99):
            fits(lists.topic(services, Ref(Do.TOPIC, topic, language, number)))
    assert lists.topic(services, Ref(Do.TOPIC, "nowhere", language)) is None
    base = services.desk.assistant.base
    long = sorted(base.entries, key=lambda entry: -len(base.entries[entry].question.en))[:8]
    found = [Found(Sort.ENTRY, entry) for entry in long]
    found += [Found(Sort.SOURCE, source) for source in list(base.sources)[:8]]
    found += [Found(Sort.TERM, term.id) for term in base.glossary.terms[:8]]
    fits(lists.found(services, found, language))


@every_language
def test_a_long_history_fits(services: Services, language: Language) -> None:
    """Many changes come in pages, newest first, each in the reader's language."""
    entry = services.desk.assistant.base.entries["loss-not-deductible"]
    changes = tuple(
        Change(
            v=v,
            on=entry.reviewed_on,
            why=Bilingual(zh=f"第 {v} 次改动，" + "补充" * 60, en=f"Change {v}, " + "x" * 150),
            by="e",
        )
        for v in range(1, 40)
    )
    newer = with_entry(services, entry.model_copy(update={"version": 39, "changes": changes}))
    said = ""
    for number in (1, 2, 3):
        view = provenance.history(newer, Ref(Do.HISTORY, entry.id, language, number))
        fits(view)
        said += "\n".join(part["content"] for part in walk(components_of(view)) if part["type"] == 10)
    assert said.index("v39") < said.index("v38") < said.index("**v1**")
    assert ("Change 39" in said) is (language is Language.EN)
    first = provenance.origin(
        newer, Ref(Do.ORIGIN, entry.id, language, 1), newer.desk.assistant.show(entry.id, language)
    )
    fits(first)
    assert services.desk.words("browse.history", language) in labels_of(first)
    fits(Cards(services.desk.words).card(newer.desk.assistant.show(entry.id, language), start(language, page=1)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=100), section=st.sampled_from([None, *finding.Section]))
def test_any_search_gives_a_page_that_fits(services: Services, text: str, section: finding.Section | None) -> None:
    """Whatever is looked for: the thing itself, a list, or the home."""
    fits(searched(services, text, section, Language.EN))
    fits(searched(services, text[:1], section, Language.ZH_HANT))


def test_long_topic_comes_in_pages(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """More questions than a list holds go on to further pages, back and forth, none lost."""
    topic = services.desk.assistant.topics(Language.EN)[0][0]
    monkeypatch.setattr(lists, "LIST_PAGE", 3)
    questions = services.desk.assistant.questions(topic, Language.EN)
    assert len(questions) > 3
    seen: list[str] = []
    for page in range(1, -(-len(questions) // 3) + 1):
        view = lists.topic(services, Ref(Do.TOPIC, topic, Language.EN, page=page))
        fits(view)
        seen += [o["value"] for c in walk(components_of(view)) if c["type"] == 3 for o in c["options"]]
    assert seen == [question.entry for question in questions]


def test_ids_without_a_version_still_work() -> None:
    """What an earlier bot wrote reads as it did; what this one writes reads back with the version."""
    assert read("fq1:open:loss-not-deductible:zh:0") == Ref(Do.OPEN, "loss-not-deductible", Language.ZH)
    old = read("fq1:page:loss-not-deductible:zh:2b:0a1b2c3d")
    assert old == Ref(Do.TURN, "loss-not-deductible", Language.ZH, 2, browsing=True, note="0a1b2c3d")
    new = replace(old, version=3)
    assert str(new) == "fq1:page:loss-not-deductible:zh:2bv3:0a1b2c3d"
    assert read(str(new)) == new
    assert read("fq1:page:loss-not-deductible:zh:0v0") is None
    assert read(new.to(Do.OPEN, subject="basis-tracking")) == replace(
        new, do=Do.OPEN, subject="basis-tracking", version=None
    )
    assert str(Ref(Do.SOURCES, SOURCES, Language.EN)) == "fq1:srcs:_sources:en:0"
