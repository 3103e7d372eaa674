"""The lints: each finds the one fault that is planted, says where it is, and what to do."""

import ast
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import knowledge.checks
import knowledge.loader
import knowledge.whole
from knowledge.checks import ENTRY_RULES
from knowledge.whole import WHOLE_RULES


@dataclass(frozen=True)
class Fault:
    """A fault to plant: replace ``old`` by ``new``; the finding stands on the line that then holds ``at``."""

    rule: str
    old: str
    new: str
    at: str
    says: str = ""
    file: str = "alpha"


NO_DEDUCTION_ZH = 'zh: "这笔亏损不能抵税。"'
NO_DEDUCTION_EN = 'en: "This loss gives no deduction."'
LONG_ZH = "这是一句很长很长的话" * 5
LONG_EN = "word " * 26

FAULTS = {
    "no citation": Fault(
        "schema", '    cites:\n      - {src: law-one, at: "(a)"}\n', "", "- key: no-deduction", "cites` is missing"
    ),
    "empty citations": Fault(
        "schema", 'cites:\n      - {src: law-one, at: "(a)"}', "cites: []", "cites: []", "cites` has too few items"
    ),
    "unknown source": Fault("unknown-source", "src: law-one", "src: law-two", "src: law-two", "law-two"),
    "misspelt field": Fault("schema", "calc: convert", "cacl: convert", "cacl: convert", "`cacl` is not a field"),
    "missing field": Fault("schema", "reviewed_on: 2026-11-25\n", "", "id: alpha", "reviewed_on` is missing"),
    "empty text": Fault("schema", NO_DEDUCTION_EN, 'en: " "', 'en: " "', "is empty"),
    "unknown status": Fault("schema", "status: official", "status: certain", "status: certain", "not on the list"),
    "unknown kind of check": Fault(
        "schema", 'by: tool, on: 2026-11-23, how: "section', 'by: nobody, on: 2026-11-23, how: "section', "by: nobody"
    ),
    "not a date": Fault("schema", "review_by: 2028-11-25", "review_by: soon", "review_by: soon", "is not a date"),
    "bad id": Fault("schema", "id: alpha", "id: Alpha One", "id: Alpha One", "a-z"),
    "key used twice": Fault("schema", "key: box-five", "key: no-deduction", "id: alpha", "claim key used twice"),
    "old version in changes": Fault("schema", "version: 1", "version: 2", "id: alpha", "`changes`"),
    "review before check": Fault("schema", "review_by: 2028-11-25", "review_by: 2026-11-25", "id: alpha", "review_by"),
    "broken YAML": Fault("yaml", NO_DEDUCTION_ZH, 'zh: "这笔" 亏损', 'zh: "这笔" 亏损', "not valid YAML"),
    "same key twice": Fault("yaml", "calc: convert", "calc: convert\ncalc: series", "calc: series", "stands twice"),
    "wrong folder": Fault("place", "group: losses", "group: basics", "id: alpha", "lies at losses/alpha"),
    "wrong file": Fault("place", "id: alpha", "id: gamma", "id: gamma", "lies at losses/alpha"),
    "unknown related": Fault("unknown-entry", "related: [beta]", "related: [delta]", "related: [delta]", "delta"),
    "related to itself": Fault("unknown-entry", "not_this: [beta]", "not_this: [alpha]", "not_this:", "another entry"),
    "rule without law": Fault("rule-needs-law", "src: law-one", "src: pub-one", "status: rule", "no-deduction"),
    "official without IRS": Fault(
        "official-needs-irs", "src: pub-one", "src: forum-one", "status: official", "box-five"
    ),
    "one side only": Fault("both-sides", "    side: B\n", "", "claims:", "both sides", file="beta"),
    "open without next step": Fault("next-step", "status: rule", "status: unknown", "claims:", "next step"),
    "replaced by nothing": Fault("replaced-by", "        replaced_by: no-deduction\n", "", "key: old-view", "old-view"),
    "replaced by itself": Fault("replaced-by", "replaced_by: no-deduction", "replaced_by: old-view", "- key: old-view"),
    "figures differ": Fault("same-figures", "box 5 of", "box 6 of", "box 6 of", "only en ['6']"),
    "placeholders differ": Fault(
        "same-figures",
        NO_DEDUCTION_ZH,
        'zh: "不能超过 {limit.annual_additions@2026}。"',
        NO_DEDUCTION_EN,
        "placeholders",
    ),
    "denied in one language": Fault("same-negation", "填 basis。", "不填 basis。", "holds basis.", "in Chinese only"),
    "denied in the other": Fault(
        "same-negation", "holds basis.", "never holds basis.", "never holds", "in English only"
    ),
    "figure of one year": Fault(
        "dated-figure",
        f"{NO_DEDUCTION_ZH}\n    {NO_DEDUCTION_EN}",
        'zh: "不能超过 $72,000。"\n    en: "Not above $72,000."',
        "不能超过",
        "{limit.annual_additions@2026}",
    ),
    "placeholder without value": Fault(
        "placeholder",
        f"{NO_DEDUCTION_ZH}\n    {NO_DEDUCTION_EN}",
        'zh: "不能超过 {limit.annual_additions@2031}。"\n    en: "Not above {limit.annual_additions@2031}."',
        "不能超过",
        "annual_additions@2031",
    ),
    "long Chinese sentence": Fault("sentence-length", "填 basis。", f"填 basis，{LONG_ZH}。", LONG_ZH, "at most 45"),
    "long English sentence": Fault("sentence-length", "holds basis.", f"holds basis {LONG_EN}.", LONG_EN, "at most 25"),
    "long answer": Fault(
        "answer-length",
        NO_DEDUCTION_ZH,
        f'zh: "不能抵税。{"这是一句不短的话，说了两遍。" * 11}"',
        "claims:",
        "at most 120",
    ),
    "long English answer": Fault(
        "answer-length",
        NO_DEDUCTION_EN,
        f'en: "No deduction. {"Five more words stand here. " * 9}"',
        "claims:",
        "at most 45",
    ),
    "long scope": Fault("answer-length", 'zh: "亏损与税表"', f'zh: "{"亏损与税表" * 9}"', "scope:", "scope line"),
    "a promise": Fault(
        "banned-words", "holds basis.", "will definitely hold basis.", "definitely", "promises or advises"
    ),
    "advice in Chinese": Fault("banned-words", "填 basis。", "填 basis，建议你核对。", "建议你", "promises or advises"),
    "full width in English": Fault("typography", "holds basis.", "holds basis。", "holds basis。", "English text"),
    "Han in English": Fault("typography", "holds basis.", "holds 本金.", "holds 本金.", "English text"),
    "review too far off": Fault(
        "review-date", "review_by: 2028-11-25", "review_by: 2029-11-25", "review_by:", "24 months"
    ),
    "a lonely brace": Fault("placeholder", "holds basis.", "holds basis {see below.", "{see below", "brace"),
    "waiver of nothing": Fault(
        "waiver",
        "calc: convert\n",
        'calc: convert\nwaive:\n  - {rule: banned-words, words: guarantee, reason: "gone"}\n',
        "rule: banned-words",
        "nothing of the entry is",
    ),
    "waiver of what must hold": Fault(
        "waiver",
        "calc: convert\n",
        'calc: convert\nwaive:\n  - {rule: rule-needs-law, words: loss, reason: "no"}\n',
        "rule: rule-needs-law",
        "cannot be waived",
    ),
    "leads with nothing in season": Fault(
        "season-first", "calc: convert\n", "calc: convert\nseason: {first: gone}\n", "season:", "no claim of this entry"
    ),
    "checked tomorrow": Fault(
        "check-date",
        'by: tool, on: 2026-11-23, how: "section',
        'by: tool, on: 2026-11-26, how: "section',
        "id: alpha",
        "yet to come",
    ),
    "reviewed tomorrow": Fault(
        "review-date", "reviewed_on: 2026-11-25", "reviewed_on: 2026-11-26", "reviewed_on:", "future"
    ),
}

IN_GLOSSARY = {
    "term of no entry": Fault(
        "unknown-entry", "entry: alpha", "entry: delta", "entry: delta", "not an entry", "glossary"
    ),
    "term of no concept": Fault(
        "unknown-concept", "concept: basis", "concept: bases", "concept: bases", "not a concept", "glossary"
    ),
    "term twice": Fault("place", "id: roth", "id: basis", 'en: "Roth account"', "stands twice", "glossary"),
    "two terms of one name": Fault(
        "same-term", 'en: "Roth account"', 'en: "Basis"', "id: roth", "also names the term `basis`", "glossary"
    ),
    "long meaning": Fault(
        "term-length",
        'en: "Money already taxed."',
        f'en: "{LONG_EN}"',
        "meaning:",
        "one line",
        "glossary",
    ),
    "term badly set": Fault("typography", "交过税的投入。", "交过税的basis。", "meaning:", "basis", "glossary"),
    "term without meaning": Fault(
        "schema", '    en: "Money already taxed."\n', "", "meaning:", "en` is missing", "glossary"
    ),
}

# Chinese typography: what is written, and a word of the advice
TYPOGRAPHY = [
    ("这是basis", "space between"),
    ("basis的去向", "space between"),
    ("共$500", "space between"),
    ("401(k)里面", "space between"),
    ("留着,以后用", "full-width"),
    ("留着 basis, 以后用", "full-width"),
    ("是这样.", "full-width"),
    ("税后(basis)", "full-width （）"),
    ("叫做“本金”", "「」"),
    ('叫做"本金"', "「」"),
    ("本金 ，以后用", "no space"),
    ("本金， 以后用", "no space"),
    ("本金。。", "doubled"),
    ("亏了 5 %", "before %"),
    ("存了 1 万", "万"),
    ("共 ５００", "half-width"),
    ("共 ＄500", "half-width"),
]


def test_the_sound_folder_is_clean(folder) -> None:
    """The folder into which the faults are planted has none of its own."""
    assert [str(problem) for problem in folder.problems()] == []


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(folder, fault: Fault) -> None:
    """A single fault gives a single kind of finding, on its line, with a way to mend it."""
    name = getattr(folder, fault.file)
    folder.replace(name, fault.old, fault.new)
    problems = folder.problems()
    assert {problem.rule for problem in problems} == {fault.rule}
    found = problems[0]
    assert (found.file, found.line) == (f"knowledge/{name}", folder.line(name, fault.at))
    assert fault.says in str(found)
    assert len(found.fix) > 3
    assert str(found).startswith(f"knowledge/{name}:{found.line}: [{fault.rule}] ")


@pytest.mark.parametrize("fault", IN_GLOSSARY.values(), ids=IN_GLOSSARY)
def test_a_fault_in_the_glossary_is_found(folder, fault: Fault) -> None:
    """A term is whole, leads to an entry and a concept that exist, and shares its name with no other."""
    folder.replace(folder.glossary, fault.old, fault.new)
    found = folder.problems()
    assert {problem.rule for problem in found} == {fault.rule}
    assert found[0].file == f"knowledge/{folder.glossary}"
    assert fault.says in str(found[0])


@pytest.mark.parametrize(("written", "advice"), TYPOGRAPHY)
def test_chinese_typography(folder, written: str, advice: str) -> None:
    """Each typography rule for Chinese finds what breaks it and says the rule."""
    text = f"IRS 说明，1099-R 的 Box 5 填 basis，{written}"
    folder.replace(folder.alpha, '"IRS 说明，1099-R 的 Box 5 填 basis。"', json.dumps(text, ensure_ascii=False))
    found = [problem for problem in folder.problems() if problem.rule == "typography"]
    assert any(advice in problem.fix for problem in found)
    assert {problem.line for problem in found} == {folder.line(folder.alpha, "IRS 说明")}


def test_a_traditional_leftover_is_found(folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that readers of Traditional would stumble over is a finding that names the file to mend."""
    monkeypatch.setattr("knowledge.checks.to_traditional", lambda text: text.replace("亏损与税表", "虧損與賬戶"))
    found = folder.problems()
    assert {problem.rule for problem in found} == {"traditional"}
    assert "traditional.yaml" in found[0].fix


@pytest.mark.parametrize(
    ("rule", "words", "old", "new"),
    [
        ("banned-words", "guarantee", "holds basis.", "holds basis. It is no guarantee."),
        ("same-negation", "box-five", "填 basis。", "不填 basis。"),
    ],
)
def test_a_waiver_lifts_its_rule_alone(folder, rule: str, words: str, old: str, new: str) -> None:
    """A waiver with its reason lifts the named rule for the named words, and nothing else."""
    if rule == "banned-words":
        folder.replace(folder.alpha, "填 basis。", "填 basis，不算数。")  # both languages deny
    folder.replace(folder.alpha, old, new)
    assert {problem.rule for problem in folder.problems()} == {rule}
    other = "dated-figure" if rule == "banned-words" else "banned-words"
    for waived, given, left in ((rule, words, set()), (other, words, {rule}), (rule, "no such", {rule, "waiver"})):
        text = (folder.root / folder.alpha).read_text("utf-8").partition("waive:")[0]
        folder.write(folder.alpha, f'{text}waive:\n  - {{rule: {waived}, words: {given}, reason: "a test"}}\n')
        assert {problem.rule for problem in folder.problems()} == left


@pytest.mark.parametrize(("day", "late"), [("2029-01-24", False), ("2029-01-25", True)])
def test_a_review_has_sixty_days_of_grace(folder, day: str, *, late: bool) -> None:
    """A review is a finding sixty days after its date, and not before."""
    folder.replace(folder.beta, "review_by: 2027-11-25", "review_by: 2028-11-24")
    rules = [problem.rule for problem in folder.problems(date.fromisoformat(day)) if "alpha" in problem.file]
    assert rules == (["review-date"] if late else [])


def test_too_few_phrasings_are_a_note(folder) -> None:
    """Few wordings are no fault, but the curator is told what is short and that the entry is only offered."""
    for text in ("write off what I lost", "losses on the return", "can I deduct a drop"):
        folder.replace(folder.alpha, f'  - {{text: "{text}", from: editor}}\n', "")
    report = folder.report()
    assert report.problems == []
    note = next(note for note in report.notes if "alpha" in note.file)
    assert (note.rule, note.line) == ("phrasings", folder.line(folder.alpha, "ask:"))
    assert "9 phrasings: it is only offered as a choice" in note.what


def test_a_wording_that_stands_twice_is_found(folder) -> None:
    """The second copy within an entry is pointed at."""
    folder.replace(folder.alpha, '"losses on the return"', '"Is the loss deductible?"')
    assert [(problem.rule, problem.line) for problem in folder.problems()] == [
        ("same-wording", folder.line(folder.alpha, "Is the loss deductible?"))
    ]


@pytest.mark.parametrize(
    "wording", ["亏了能抵税吗", "虧了能抵稅嗎", "轉 Roth 時虧了，能抵稅嗎？", "IS THE LOSS  DEDUCTIBLE"]
)
def test_the_same_wording_in_two_entries_is_found(folder, wording: str) -> None:
    """A wording belongs to one entry, whatever its script, case and spaces."""
    folder.replace(folder.beta, '{text: "leftover basis next year"', f'{{text: "{wording}"')
    assert "same-wording" in {problem.rule for problem in folder.problems()}


def test_the_same_question_in_two_entries_is_found(folder) -> None:
    """Two entries cannot have the same canonical question."""
    folder.replace(folder.beta, "Can the leftover basis still be used?", "Can a loss at conversion be deducted?")
    found = folder.problems()
    assert [(problem.rule, problem.line) for problem in found] == [
        ("same-wording", folder.line(folder.beta, "Can a loss at conversion"))
    ]


def test_a_disputed_entry_of_two_sides_alone_is_complete(folder) -> None:
    """Both sides are there although no claim is without a side."""
    folder.replace(folder.beta, "  key: ask-plan\n", "  key: ask-plan\n  side: A\n")
    assert folder.problems() == ()


def test_an_unused_source_is_found(folder) -> None:
    """A source that neither a claim nor the calculator cites is a finding at its id."""
    folder.replace(folder.alpha, "src: pub-one", "src: law-one")
    found = folder.report().problems
    assert [(p.rule, p.file, p.line) for p in found] == [
        ("unused-source", "knowledge/sources/all.yaml", folder.line(folder.sources, "id: pub-one"))
    ]
    assert folder.report(elsewhere=frozenset({"pub-one"})).problems == []


def test_the_same_address_is_found(folder) -> None:
    """A document is registered once; a slash at the end does not make it another."""
    folder.replace(folder.sources, "https://example.org/pub", "https://example.org/law/")
    found = folder.problems()
    assert [(p.rule, p.line) for p in found] == [("same-address", folder.line(folder.sources, "law/"))]


def test_a_source_opened_in_the_future_is_found(folder) -> None:
    """The day on which a source was opened cannot lie ahead."""
    text = (folder.root / folder.sources).read_text("utf-8")
    folder.write(folder.sources, re.sub(r"accessed: \S+", "accessed: 2026-11-26", text, count=1))
    found = folder.problems()
    assert [(p.rule, p.line) for p in found] == [("source-date", folder.line(folder.sources, "accessed: 2026-11-26"))]


def rules_of(module: ModuleType) -> set[str]:
    """The kinds of findings that a module makes: the third thing told to `say`, `problem` and `Problem`."""
    calls = [
        node for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8"))) if isinstance(node, ast.Call)
    ]
    named = {"say", "problem", "Problem"}
    told = [call.args[2] for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in named]
    return {kind.value for kind in told if isinstance(kind, ast.Constant)}


def test_every_rule_has_a_planted_fault() -> None:
    """Each kind of finding that the code can make is planted somewhere in these tests."""
    rules = rules_of(knowledge.checks) | rules_of(knowledge.whole)
    tests = Path(__file__).read_text("utf-8")
    assert len(rules) > 18
    assert [rule for rule in sorted(rules) if f'"{rule}"' not in tests] == []


def test_a_source_of_the_calculator_must_be_registered(folder) -> None:
    """What the calculator cites exists in the registry."""
    found = folder.report(elsewhere=frozenset({"law-nine"})).problems
    assert [problem.rule for problem in found] == ["unknown-source"]
    assert "law-nine" in found[0].what


def test_a_report_says_what_it_looked_at(folder) -> None:
    """The report counts entries, claims, citations by tier, phrasings by language, texts, sources and rules."""
    looked_at = folder.report().looked_at
    counts = {"entries": 2, "claims": 6, "citations": 6, "phrasings": 24, "texts": 22, "sources": 3}
    assert {kind: looked_at[kind] for kind in counts} == counts
    assert looked_at["rules"] == len(ENTRY_RULES) + len(WHOLE_RULES)
    assert sum(looked_at[f"citations of tier {tier}"] for tier in range(1, 6)) == 6
    assert sum(looked_at[f"phrasings {script}"] for script in ("zh", "en", "mixed")) == 24


def test_findings_come_in_the_order_of_the_files(folder) -> None:
    """Findings are sorted by file and line, so that they can be mended from top to bottom."""
    folder.replace(folder.beta, "keeps it.", "keeps it definitely.")
    folder.replace(folder.alpha, "holds basis.", "holds basis 。")
    folder.replace(folder.alpha, "might come back", "will definitely come back")
    found = folder.report().problems
    assert [(problem.file, problem.line) for problem in found] == [
        (f"knowledge/{folder.alpha}", folder.line(folder.alpha, "holds basis 。")),
        (f"knowledge/{folder.alpha}", folder.line(folder.alpha, "will definitely")),
        (f"knowledge/{folder.beta}", folder.line(folder.beta, "keeps it definitely")),
    ]
