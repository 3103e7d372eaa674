"""A small, sound knowledge folder in which a test plants one fault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.checks import Report, check
from knowledge.loader import KnowledgeError, load
from knowledge.reading import Problem

TODAY = date(2026, 11, 25)
FIGURES = {"limit.annual_additions@2026": "72000"}
ALL_SOURCES = frozenset({"law-one", "pub-one", "forum-one"})

ALPHA = """\
id: alpha
group: losses
type: verdict
version: 1
reviewed_on: 2026-11-25
review_by: 2028-11-25
tax_years: [2025, 2026]
question:
  zh: "转 Roth 时亏了，能抵税吗？"
  en: "Can a loss at conversion be deducted?"
scope:
  zh: "亏损与税表"
  en: "Losses on the return"
ask:
  - {text: "亏了能抵税吗", from: editor}
  - {text: "转的时候跌了，可以少交税吗", from: editor}
  - {text: "亏的钱能不能抵掉收入", from: editor}
  - {text: "虧損可以抵稅嗎", from: editor}
  - {text: "is the loss deductible", from: editor}
  - {text: "write off what I lost", from: editor}
  - {text: "losses on the return", from: editor}
  - {text: "can I deduct a drop", from: editor}
  - {text: "这个loss能deduct吗", from: editor}
  - {text: "亏损可以拿去offset别的gain吗", from: editor}
  - {text: "报税能write off这笔亏损吗", from: editor}
  - {text: "convert的时候亏了可以claim吗", from: editor}
not_this: [beta]
verdict: {zh: "不能。", en: "No."}
claims:
  - key: no-deduction
    status: rule
    zh: "这笔亏损不能抵税。"
    en: "This loss gives no deduction."
    cites:
      - {src: law-one, at: "(a)"}
    checked: {by: tool, on: 2026-11-23, how: "section read"}
details:
  - head: why
    claims:
      - key: box-five
        status: official
        zh: "IRS 说明，1099-R 的 Box 5 填 basis。"
        en: "The IRS says that box 5 of Form 1099-R holds basis."
        cites:
          - {src: pub-one, at: "p. 1"}
        checked: {by: tool, on: 2026-11-23, how: "page read"}
      - key: old-view
        status: superseded
        replaced_by: no-deduction
        zh: "论坛里的旧说法：以后也许能抵。"
        en: "An older forum post: a deduction might come back."
        cites:
          - {src: forum-one, at: "first post"}
        checked: {by: tool, on: 2026-11-23, how: "post read"}
calc: convert
related: [beta]
changes:
  - {v: 1, on: 2026-11-25, why: "first version", by: editor}
"""

BETA = """\
id: beta
group: losses
type: disputed
version: 1
reviewed_on: 2026-11-25
review_by: 2027-11-25
tax_years: [2026]
question:
  zh: "剩下的 basis 还能用吗？"
  en: "Can the leftover basis still be used?"
scope:
  zh: "剩下的 basis"
  en: "The leftover basis"
ask:
  - {text: "剩下的本金以后还有用吗", from: editor}
  - {text: "没收回的投入去哪了", from: editor}
  - {text: "多出来的本金能留着吗", from: editor}
  - {text: "沒收回的本金以後能用嗎", from: editor}
  - {text: "leftover basis next year", from: editor}
  - {text: "does basis carry over", from: editor}
  - {text: "keep unused contributions", from: editor}
  - {text: "remaining after conversion", from: editor}
  - {text: "剩的basis能carry over吗", from: editor}
  - {text: "unrecovered的部分以后算吗", from: editor}
  - {text: "没用完的basis会expire吗", from: editor}
  - {text: "plan会track这些basis吗", from: editor}
claims:
  - key: kept
    status: disputed
    side: A
    zh: "有人认为 plan 会保留它。"
    en: "Some think that the plan keeps it."
    cites:
      - {src: forum-one, at: "second post"}
    checked: {by: tool, on: 2026-11-23, how: "post read"}
  - key: gone
    status: disputed
    side: B
    zh: "也有人认为它就此消失。"
    en: "Others think that it is gone for good."
    cites:
      - {src: forum-one, at: "third post"}
    checked: {by: tool, on: 2026-11-23, how: "post read"}
next:
  key: ask-plan
  status: practice
  zh: "先问 plan 怎么记账。"
  en: "First ask the plan how it keeps the books."
  cites:
    - {src: forum-one, at: "fourth post"}
  checked: {by: tool, on: 2026-11-23, how: "post read"}
changes:
  - {v: 1, on: 2026-11-25, why: "first version", by: editor}
"""

SOURCES = """\
- id: law-one
  tier: 1
  title: "Law one"
  short: {zh: "法条一", en: "Law one"}
  url: "https://example.org/law"
  publisher: "Congress"
  accessed: 2026-11-23
  seen: full
- id: pub-one
  tier: 3
  title: "Publication one"
  short: {zh: "出版物一", en: "Publication one"}
  url: "https://example.org/pub"
  publisher: "IRS"
  accessed: 2026-11-23
  seen: part
- id: forum-one
  tier: 5
  title: "Thread one"
  short: {zh: "帖子一", en: "Thread one"}
  url: "https://example.org/thread"
  publisher: "A forum"
  accessed: 2026-11-23
  seen: full
"""

OTHER = {
    "policy.yaml": """\
answer_threshold: 0.46
clarify_threshold: 0.2
ambiguity_margin: 0.03
lead_weight: 2.0
known_share: 0.6
set_by: "a test"
judgement:
  {constant: 0, strength: 1, lead: 1, covered: 1, known: 1, own: 0, concepts: 0, length: 0, latin: 0, missing: -1,
   answer: 0.5, offer: 0.1, set_by: "a test"}
everyday: [basis]
contrasts: [loss]
small_talk: [chat]
own_accounts: []
other_accounts: []
other_steps: []
pinned: [alpha]
""",
    "topics.yaml": """\
- {id: losses, title: {zh: "亏损", en: "Losses"}}
- {id: basics, title: {zh: "基本概念", en: "Basics"}}
""",
    "glossary.yaml": """\
- id: basis
  en: "basis"
  zh: "税后投入（basis）"
  abbr: ["B"]
  also: ["investment in the contract"]
  concept: basis
  entry: alpha
  meaning:
    zh: "交过税的投入。"
    en: "Money already taxed."
- id: roth
  en: "Roth account"
  zh: "罗斯账户（Roth）"
  entry: beta
  meaning:
    zh: "以后免税的账户。"
    en: "An account that is tax-free later."
  avoid:
    - {words: "backdoor", zh: "那是一种做法", en: "that is a way to fund it"}
""",
    "lexicon/concepts-test.yaml": """\
- {id: loss, critical: true, en: ["loss"], zh: ["亏损", "亏了"]}
- {id: basis, en: ["basis"], zh: ["本金"]}
- {id: carry, en: ["carry over"], zh: ["留着"]}
- {id: chat, en: ["hello"], zh: ["早上好"]}
""",
}


class Folder:
    """A knowledge folder that a test may change."""

    alpha = "entries/losses/alpha.yaml"
    beta = "entries/losses/beta.yaml"
    sources = "sources/all.yaml"
    glossary = "glossary.yaml"

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in {self.alpha: ALPHA, self.beta: BETA, self.sources: SOURCES, **OTHER}.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def line(self, name: str, piece: str) -> int:
        """The line that is the piece, or else the only line that holds it."""
        lines = (self.root / name).read_text("utf-8").splitlines()
        if piece in lines:
            return lines.index(piece) + 1
        found = [number for number, line in enumerate(lines, start=1) if piece in line]
        assert len(found) == 1, f"{piece!r} stands on lines {found}"
        return found[0]

    def load(self, overlay: Path | None = None) -> KnowledgeBase:
        return load(overlay, root=self.root)

    def report(self, today: date = TODAY, elsewhere: frozenset[str] = frozenset()) -> Report:
        return check(self.load(), today, FIGURES, elsewhere)

    def problems(self, today: date = TODAY) -> tuple[Problem, ...]:
        """What the loader says, and where it has nothing to say, what the rules find."""
        try:
            # a fault in a citation is not also to be told as a source that nothing cites
            return tuple(self.report(today, elsewhere=ALL_SOURCES).problems)
        except KnowledgeError as error:
            return error.problems


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A sound small knowledge base on disk."""
    return Folder(tmp_path / "knowledge")


@pytest.fixture
def new_folder(tmp_path: Path) -> Callable[[str], Folder]:
    """Makes a sound small knowledge base under a name of its own."""
    return lambda name: Folder(tmp_path / name)
