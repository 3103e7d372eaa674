"""The packaged knowledge as a whole."""

import io
import re
from datetime import date

import pytest

from bot.checking import run_check
from bot.crosscheck import cited_by_calculator, year_bound_figures
from bot.settings import Settings
from bot.wordbook import Wordbook
from calc import authorities
from calc.model import Authority
from knowledge.base import KnowledgeBase
from knowledge.checks import check
from knowledge.loader import load

TODAY = date(2026, 11, 25)
KINDS = ("entries", "claims", "citations", "phrasings", "texts", "sources", "rules")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """The packaged knowledge."""
    return load()


def test_the_packaged_knowledge_has_no_problem(base: KnowledgeBase) -> None:
    """Every rule holds for every entry and source that ships, and there is some of each."""
    report = check(base, TODAY, year_bound_figures(), cited_by_calculator())
    assert [str(problem) for problem in report.problems] == []
    assert all(report.looked_at[kind] > 0 for kind in KINDS)
    assert report.looked_at["entries"] >= 40
    assert report.looked_at["phrasings"] >= 40 * 12


def test_check_finds_nothing_and_says_what_it_looked_at() -> None:
    """``check`` ends with no problem and a count of each kind, rendered cards among them."""
    out = io.StringIO()
    assert run_check(Settings(), out) == 0, out.getvalue()
    last = out.getvalue().splitlines()[-1]
    assert last.startswith("0 problems, ")
    for kind in (*KINDS, "rendered cards"):
        assert int(re.search(rf"(\d+) {kind}", last)[1]) > 0


def test_every_source_of_the_calculator_is_registered(base: KnowledgeBase) -> None:
    """Each id that a computed figure or a yearly figure rests on is in the registry."""
    cited = cited_by_calculator()
    assert len(cited) > 5
    assert cited - base.sources.keys() == set()


def test_ids_are_told_apart(base: KnowledgeBase) -> None:
    """No source has the id of an entry: messages and links name both by id alone."""
    assert base.entries.keys() & base.sources.keys() == set()


def test_forum_threads_are_cited_as_quoted(base: KnowledgeBase) -> None:
    """The two Bogleheads threads were not opened, and each citation says through what they are known."""
    cites = [
        (entry.id, cite.at)
        for entry in base.entries.values()
        for claim in entry.all_claims()
        for cite in claim.cites
        if cite.src in {"bogleheads-269588", "bogleheads-378005"}
    ]
    assert cites
    assert [cite for cite in cites if "quoted in the public discussion" not in cite[1]] == []


def test_every_topic_has_entries(base: KnowledgeBase) -> None:
    """A reader who browses never meets an empty topic."""
    assert base.topics
    assert [topic.id for topic in base.topics if not base.in_topic(topic.id)] == []


def test_neighbours_are_told_apart(base: KnowledgeBase) -> None:
    """Scope lines, which stand under a choice, differ from each other."""
    for language in ("zh", "en"):
        scopes = [getattr(entry.scope, language) for entry in base.entries.values()]
        assert len(set(scopes)) == len(scopes) > 10


def test_a_placeholder_has_a_figure(base: KnowledgeBase) -> None:
    """Year-bound figures are placeholders, and each has its value."""
    from knowledge.wording import placeholders

    named = {
        f"{name}@{year}"
        for entry in base.entries.values()
        for claim in entry.all_claims()
        for name, year in placeholders(claim.zh) | placeholders(claim.en)
    }
    assert named
    assert named <= year_bound_figures().keys()


def test_every_worded_place_is_cited(base: KnowledgeBase) -> None:
    """The places in sources that have words of their own are places that something cites."""
    places = {cite.at for entry in base.entries.values() for claim in entry.all_claims() for cite in claim.cites}
    places |= {value.at for value in vars(authorities).values() if isinstance(value, Authority)}
    undated = {re.sub(r"(?<= of) \d{4}(-\d{2}-\d{2})?$", "", place) for place in places}
    cited = {"-".join(place.lower().split()) for place in places | undated}
    worded = {key.removeprefix("locator.") for key in sorted(Wordbook.load().keys()) if key.startswith("locator.")}
    assert worded
    assert worded - cited == set()
