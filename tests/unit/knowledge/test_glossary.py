"""The glossary: terms are found by any of their names, and the lexicon knows those names too."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.loader import load
from knowledge.text import normalise

LEAST = 80


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """The packaged knowledge."""
    return load()


def test_there_are_enough_terms_in_three_scripts(base: KnowledgeBase) -> None:
    """At least eighty terms, each with a name in English, Simplified and Traditional."""
    terms = base.glossary.terms
    assert len(terms) >= LEAST
    assert all(term.en and term.zh and term.traditional for term in terms)
    by_id = {term.id: term for term in terms}
    assert by_id["roth-ira"].traditional == "Roth IRA（羅斯個人退休帳戶）"


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("basis", "basis"),
        ("Investment in the Contract", "basis"),
        ("MBDR", "mega-backdoor-roth"),
        ("超級後門", "mega-backdoor-roth"),
        ("按比例", "pro-rata"),
        ("追加供款", "catch-up"),
        ("RMD", "rmd"),
        ("転存", None),
    ],
)
def test_a_name_written_out_finds_its_term_alone(base: KnowledgeBase, typed: str, term: str | None) -> None:
    """Names, abbreviations and other words lead to one term, in either script."""
    assert [found.id for found in base.glossary.find(typed)] == ([term] if term else [])


@pytest.mark.parametrize(("typed", "term"), [("recharacterisation", "recharacterization"), ("pro ratta", "pro-rata")])
def test_a_slip_still_finds_it(base: KnowledgeBase, typed: str, term: str) -> None:
    """A slip of the finger finds the term among few."""
    assert term in [found.id for found in base.glossary.find(typed)]


def test_a_part_offers_what_contains_it(base: KnowledgeBase) -> None:
    """A word that several terms share offers them, best first, and at most as many as asked for."""
    found = [term.id for term in base.glossary.find("form 1099", limit=3)]
    assert "form-1099-r" in found
    assert len(found) <= 3
    assert base.glossary.find("  ") == ()


def test_the_lexicon_knows_the_terms(base: KnowledgeBase) -> None:
    """The names of a term are forms of its concept, unless the lexicon has them elsewhere."""
    for term, concept in (("罗斯个人退休计划", "roth-ira"), ("trustee-to-trustee transfer", "direct-rollover")):
        assert concept in [hit.concept for hit in base.lexicon.hits(normalise(term))]


def test_names_of_terms_lead_to_their_own_concept_mostly(base: KnowledgeBase) -> None:
    """At least nine of ten terms with a concept are recognised as it by their English name."""
    tied = [term for term in base.glossary.terms if term.concept]
    right = [term for term in tied if term.concept in {hit.concept for hit in base.lexicon.hits(normalise(term.en))}]
    assert len(tied) > 60
    assert len(right) >= 0.9 * len(tied), sorted({term.id for term in tied} - {term.id for term in right})
