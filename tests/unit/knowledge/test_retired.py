"""Retired entries: their files stay, nothing matches or shows them, and they say where to look instead."""

import pytest

from knowledge.learning import wordings
from knowledge.loader import KnowledgeError
from knowledge.retriever import Retriever

RETIRED = 'retired: {on: 2026-11-24, reason: {zh: "并进了别的条目。", en: "Merged into another entry."}'


def retire(folder, tail: str = "}") -> None:
    """Retire the second entry of the small knowledge, and take out what names it."""
    folder.write(folder.beta, (folder.root / folder.beta).read_text("utf-8") + f"{RETIRED}{tail}\n")
    folder.replace(folder.alpha, "not_this: [beta]\n", "")
    folder.replace(folder.alpha, "related: [beta]\n", "")
    folder.replace(folder.glossary, "entry: beta", "entry: alpha")


def test_a_retired_entry_is_neither_an_entry_nor_lost(folder) -> None:
    """It stands among the retired alone: not in its topic, not under its sources, not among the wordings."""
    retire(folder, ", successor: alpha}")
    base = folder.load()
    assert sorted(base.entries) == ["alpha"]
    assert sorted(base.retired) == ["beta"]
    assert base.retired["beta"].retired.successor == "alpha"
    assert [entry.id for entry in base.in_topic("losses")] == ["alpha"]
    assert [entry.id for entry in base.resting_on("forum-one")] == ["alpha"]
    assert {owner for owner, _ in wordings(base)} == {"alpha"}
    assert {match.entry for match in Retriever(base, None).candidates(_features(base), 5)} <= {"alpha"}
    assert folder.problems() == ()


def _features(base):
    from knowledge.features import extract

    return extract("leftover basis next year", base.lexicon, None)


@pytest.mark.parametrize(("successor", "state"), [("gamma", "not an entry"), ("beta", "retired too")])
def test_a_successor_must_be_published(folder, successor: str, state: str) -> None:
    """A way on that leads nowhere is told, with the line where it stands."""
    retire(folder, f", successor: {successor}}}")
    with pytest.raises(KnowledgeError, match=f"the successor `{successor}` is {state}"):
        folder.load()


def test_what_names_a_retired_entry_is_told(folder) -> None:
    """Entries, terms and the pinned list that still name it are found, since nothing could be shown for them."""
    folder.write(folder.beta, (folder.root / folder.beta).read_text("utf-8") + f"{RETIRED}}}\n")
    folder.replace("policy.yaml", "pinned: [alpha]", "pinned: [beta]")
    found = [str(problem) for problem in folder.problems()]
    assert sum("`beta`, which is retired" in problem for problem in found) == 2
    assert sum("`beta`, which is not an entry" in problem for problem in found) == 2


def test_a_retirement_lies_in_the_past(folder) -> None:
    """A day that is yet to come is a slip, as it is for a check."""
    retire(folder)
    folder.replace(folder.beta, "on: 2026-11-24", "on: 2027-11-24")
    assert any("retirement is dated 2027-11-24" in str(problem) for problem in folder.problems())


def test_a_change_is_told_in_one_language_or_in_both(folder) -> None:
    """What changed is a plain text or one in both languages; half of one is refused."""
    folder.replace(folder.alpha, 'why: "first version"', 'why: {zh: "补了来源", en: "sources added"}')
    base = folder.load()
    assert base.entries["alpha"].changes[-1].why.zh == "补了来源"
    assert base.entries["beta"].changes[-1].why == "first version"
    folder.replace(folder.alpha, 'why: {zh: "补了来源", en: "sources added"}', 'why: {zh: "补了来源"}')
    with pytest.raises(KnowledgeError, match="en"):
        folder.load()
