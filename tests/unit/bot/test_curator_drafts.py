"""New entries: the scaffold, what check says about a draft, and publishing it."""

import io
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.checking import run_check
from bot.curator import drafts
from bot.curator.drafts import DraftError
from bot.settings import Settings
from knowledge.decision import Matcher, Verdict
from knowledge.loader import load, packaged

TODAY = date(2026, 11, 25)
ASKS = ("搬家要通知401k吗", "换地址影响税后记录吗", "move and after-tax record", "moved house, tell the plan?",
        "搬家后plan的record变吗", "address改了after-tax怎么办")  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A curator with a folder of their own."""
    folder = tmp_path / "mine"
    folder.mkdir()
    return Settings(knowledge_dir=folder)


def filled(path: Path) -> None:
    """Do what a curator does: replace each sign."""
    entry = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all as text, as our reader
    entry["question"] = {"zh": "搬家会不会影响 after-tax 的记录？", "en": "Does moving house change after-tax records?"}
    entry["scope"] = {"zh": "搬家与记录", "en": "Moving house and records"}
    entry["ask"] = [{"text": text, "from": "editor"} for text in ASKS]
    del entry["verdict"]
    (claim,) = entry["claims"]
    claim |= {
        "key": "address-only",
        "zh": "论坛里说，搬家只要改地址。",
        "en": "Forum posters say only the address changes.",
    }
    claim["cites"] = [{"src": "irahelp-76617", "at": "answer"}]
    claim["checked"]["how"] = "answer read"
    path.write_text(yaml.safe_dump(entry, allow_unicode=True, sort_keys=False), "utf-8")


def test_a_scaffold_says_what_is_missing(settings: Settings) -> None:
    """The new draft is one finding a line that waits for text, and the published knowledge stays sound."""
    path = drafts.new_entry(settings, "moving-house", "basics", "how-to", TODAY)
    names, problems = drafts.problems_of_drafts(settings, TODAY)
    assert names == ["moving-house"]
    lines = path.read_text("utf-8").splitlines()
    assert len(problems) > 12
    assert all("…" in lines[p.line - 1] or "fill-in" in lines[p.line - 1] for p in problems)
    out = io.StringIO()
    assert run_check(settings, out) == 0
    assert "draft: drafts/entries/basics/moving-house.yaml:" in out.getvalue()
    assert "1 drafts" in out.getvalue()
    assert "moving-house" not in load(settings.knowledge_dir).entries


def test_a_filled_draft_is_published_and_only_offered(settings: Settings) -> None:
    """Six wordings are enough to publish; the entry is then a choice, never the answer."""
    path = drafts.new_entry(settings, "moving-house", "basics", "how-to", TODAY)
    filled(path)
    assert drafts.problems_of_drafts(settings, TODAY)[1] == []
    target = drafts.publish(settings, "moving-house", TODAY, io.StringIO())
    assert target.exists()
    assert not path.exists()
    base = load(settings.knowledge_dir)
    assert base.entries["moving-house"].is_thin
    for question in (ASKS[0], ASKS[2]):
        decision = Matcher(base).decide(question)
        assert decision.matches[0].entry == "moving-house"
        assert decision.verdict is Verdict.CLARIFY
        assert "moving-house" in decision.offered


def test_an_unfinished_draft_is_not_published(settings: Settings) -> None:
    """Publishing refuses, says why, and leaves the file where it is."""
    path = drafts.new_entry(settings, "moving-house", "basics", "how-to", TODAY)
    out = io.StringIO()
    with pytest.raises(DraftError, match="problems"):
        drafts.publish(settings, "moving-house", TODAY, out)
    assert "[draft]" in out.getvalue()
    assert path.exists()


def test_lints_hold_for_drafts(settings: Settings) -> None:
    """A draft that is filled in but breaks a rule is told the rule, on its line."""
    path = drafts.new_entry(settings, "moving-house", "basics", "how-to", TODAY)
    filled(path)
    path.write_text(path.read_text("utf-8").replace("status: practice", "status: rule"), "utf-8")
    _, problems = drafts.problems_of_drafts(settings, TODAY)
    assert [problem.rule for problem in problems] == ["rule-needs-law"]


@pytest.mark.parametrize(
    ("entry_id", "group", "says"),
    [
        ("Moving House", "basics", "cannot be an id"),
        ("loss-not-deductible", "losses", "already"),
        ("moving-house", "houses", "there are: losses, basics"),
    ],
)
def test_bad_names_are_refused(settings: Settings, entry_id: str, group: str, says: str) -> None:
    """An id that is taken or no id, and a topic that does not exist, are refused with what would work."""
    with pytest.raises(DraftError, match=says):
        drafts.new_entry(settings, entry_id, group, "verdict", TODAY)


def test_a_draft_is_not_overwritten(settings: Settings) -> None:
    """Asking for the same scaffold again keeps what was written; publishing an unknown one lists the drafts."""
    drafts.new_entry(settings, "moving-house", "basics", "verdict", TODAY)
    with pytest.raises(DraftError, match="a draft of"):
        drafts.new_entry(settings, "moving-house", "basics", "verdict", TODAY)
    with pytest.raises(DraftError, match="the drafts are: moving-house"):
        drafts.publish(settings, "moving-flat", TODAY, io.StringIO())


def test_no_draft_ships() -> None:
    """What is published holds no draft."""
    assert list((packaged() / "drafts").glob("**/*.yaml")) == []
