"""Loading: every problem at once, an overlay that replaces and adds, and a version that names the content."""

import pytest

from knowledge.loader import KnowledgeError, load, packaged
from knowledge.model import Checked, Claim, Entry, Source, Tier


def test_a_sound_folder_loads(folder) -> None:
    """Entries, sources, topics and policy are all there, read-only."""
    base = folder.load()
    assert sorted(base.entries) == ["alpha", "beta"]
    assert sorted(base.sources) == ["forum-one", "law-one", "pub-one"]
    assert [topic.id for topic in base.topics] == ["losses", "basics"]
    assert base.policy.pinned == ("alpha",)
    with pytest.raises(ValueError, match="frozen"):
        base.entries["alpha"].version = 2


def test_the_base_answers_what_rests_on_what(folder) -> None:
    """Entries are found by topic and by the sources that their claims cite."""
    base = folder.load()
    assert [entry.id for entry in base.in_topic("losses")] == ["alpha", "beta"]
    assert base.in_topic("basics") == ()
    assert [entry.id for entry in base.resting_on("forum-one")] == ["alpha", "beta"]
    assert [entry.id for entry in base.resting_on("law-one")] == ["alpha"]
    assert base.resting_on("nothing") == ()


def test_claims_come_in_reading_order(folder) -> None:
    """The lead claims come first, then the next step, then the blocks."""
    base = folder.load()
    assert [claim.key for claim in base.entries["alpha"].all_claims()] == ["no-deduction", "box-five", "old-view"]
    assert [claim.key for claim in base.entries["beta"].all_claims()] == ["kept", "gone", "ask-plan"]


def test_all_problems_come_at_once(folder) -> None:
    """A curator sees every fault of every file in one go."""
    folder.replace(folder.alpha, "type: verdict", "type: opinion")
    folder.replace(folder.beta, "version: 1", "version: one")
    folder.replace(folder.sources, "tier: 3", "tier: 9")
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    files = {problem.file for problem in refusal.value.problems if problem.rule == "schema"}
    assert files == {f"knowledge/{name}" for name in (folder.alpha, folder.beta, folder.sources)}
    assert all(str(problem) in str(refusal.value) for problem in refusal.value.problems)


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("entries/losses/alpha.yaml", "", "schema"),
        ("entries/losses/alpha.yaml", "just words\n", "schema"),
        ("sources/more.yaml", "# nothing\n", "schema"),
        ("policy.yaml", "answer_threshold: 2\n", "schema"),
        ("topics.yaml", '- {id: basics, title: {zh: "基本", en: "Basics"}}\n', "unknown-topic"),
        ("lexicon/concepts-test.yaml", "- {id: loss}\n", "lexicon"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(folder, name: str, text: str, rule: str) -> None:
    """An empty or senseless file stops loading with a problem that names a file."""
    folder.write(name, text)
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    assert rule in {problem.rule for problem in refusal.value.problems}
    assert all(problem.file and problem.fix for problem in refusal.value.problems)


@pytest.mark.parametrize("name", ["policy.yaml", "lexicon/concepts-test.yaml"])
def test_a_missing_file_is_told(folder, name: str) -> None:
    """Without policy or lexicon nothing is answered."""
    (folder.root / name).unlink()
    with pytest.raises(KnowledgeError):
        folder.load()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("pinned: [alpha]", "pinned: [omega]", "unknown-entry"),
        ("everyday: [basis]", "everyday: [base]", "unknown-concept"),
        ("contrasts: [loss]", "contrasts: [lost]", "unknown-concept"),
        ("small_talk: [chat]", "small_talk: [chatter]", "unknown-concept"),
    ],
)
def test_what_the_policy_names_exists(folder, old: str, new: str, rule: str) -> None:
    """A misspelt entry or concept in the policy would silently change what is answered."""
    folder.replace("policy.yaml", old, new)
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    assert [(problem.rule, problem.file, problem.line) for problem in refusal.value.problems] == [
        (rule, "knowledge/policy.yaml", folder.line("policy.yaml", new))
    ]


def test_a_source_registered_twice_is_told(folder) -> None:
    """An id stands for one source, in whichever file."""
    text = (folder.root / folder.sources).read_text("utf-8")
    folder.write("sources/zz.yaml", text[: text.index("- id: pub-one")])
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    assert [(p.rule, p.file, p.line) for p in refusal.value.problems] == [("place", "knowledge/sources/zz.yaml", 1)]


def test_an_entry_in_two_groups_is_told(folder) -> None:
    """An id stands for one entry, in whichever group."""
    text = (folder.root / folder.alpha).read_text("utf-8")
    folder.write("entries/basics/alpha.yaml", text.replace("group: losses", "group: basics"))
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    assert [problem.rule for problem in refusal.value.problems] == ["place"]


@pytest.mark.parametrize("name", ["overlay", "deep/knowledge"])
def test_an_overlay_replaces_and_adds(folder, new_folder, name: str) -> None:
    """Files of the overlay replace entries and sources of the same id and add new ones, whatever the folder's name."""
    overlay = new_folder(name)
    (overlay.root / overlay.beta).unlink()
    overlay.replace(overlay.alpha, "This loss gives no deduction.", "No deduction for this loss.")
    overlay.replace(overlay.sources, 'Law one"\n', 'Law one, mended"\n')
    text = (overlay.root / overlay.alpha).read_text("utf-8")
    overlay.write("entries/losses/gamma.yaml", text.replace("id: alpha", "id: gamma"))
    base = folder.load(overlay.root)
    assert sorted(base.entries) == ["alpha", "beta", "gamma"]
    assert base.entries["alpha"].claims[0].en == "No deduction for this loss."
    assert base.sources["law-one"].title == "Law one, mended"
    assert [topic.id for topic in base.topics] == ["losses", "basics"]
    assert base.documents["alpha"].file == f"{overlay.root.name}/{overlay.alpha}"


def test_the_version_names_the_content(folder) -> None:
    """The version holds the newest review date and changes with any change of the content."""
    before = folder.load().version
    assert before.startswith("2026-11-25+")
    assert folder.load().version == before
    folder.replace(folder.alpha, "holds basis.", "carries basis.")
    assert folder.load().version != before


def test_the_packaged_folder_is_found() -> None:
    """The packaged knowledge lies beside the code that reads it."""
    assert (packaged() / "policy.yaml").is_file()


def test_a_claim_needs_a_citation() -> None:
    """A claim without citation cannot even be built."""
    checked = {"by": "tool", "on": "2026-11-23", "how": "x"}
    claim = {"key": "a", "status": "rule", "zh": "甲", "en": "a", "checked": checked}
    with pytest.raises(ValueError, match="cites"):
        Claim.model_validate(claim | {"cites": []})
    assert Claim.model_validate(claim | {"cites": [{"src": "law-one", "at": "(a)"}]}).cites[0].src == "law-one"


def test_nobody_is_invented() -> None:
    """A check is by a tool or by a person, nothing else."""
    checked = {"by": "expert", "on": "2026-11-23", "how": "x"}
    with pytest.raises(ValueError, match="Input should be"):
        Checked.model_validate(checked)


def test_sources_are_reached_over_https(folder) -> None:
    """An address that is not https is refused."""
    source = folder.load().sources["law-one"]
    assert source.tier is Tier.LAW
    with pytest.raises(ValueError, match="url"):
        Source.model_validate(source.model_dump() | {"url": "http://example.org"})


def test_unknown_fields_are_refused(folder) -> None:
    """A misspelt field of an entry is an error, not a silently ignored line."""
    dumped = folder.load().entries["alpha"].model_dump(by_alias=True)
    assert Entry.model_validate(dumped).id == "alpha"
    with pytest.raises(ValueError, match="relatd"):
        Entry.model_validate(dumped | {"relatd": []})


def test_loading_needs_no_overlay(folder) -> None:
    """Without an overlay the root alone counts."""
    assert load(None, folder.root).entries.keys() == folder.load().entries.keys()


def test_a_fault_is_told_once(folder) -> None:
    """What refers to an entry or source that is itself at fault is not reported besides."""
    folder.replace(folder.alpha, "type: verdict", "type: opinion")
    folder.replace(folder.sources, "tier: 5", "tier: 9")
    with pytest.raises(KnowledgeError) as refusal:
        folder.load()
    assert [problem.rule for problem in refusal.value.problems] == ["schema", "schema"]
