"""The concept lexicon: its files, what it finds, what it must not find, and what is denied."""

import statistics
import time
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import Concept, Lexicon
from knowledge.text import normalise

FOLDER = Path(str(resources.files("knowledge"))) / "lexicon"


@pytest.fixture(scope="module")
def lexicon():
    """The packaged lexicon."""
    loaded, problems = Lexicon.load(FOLDER)
    assert not problems, "\n".join(map(str, problems))
    return loaded


def mentions(lexicon, text):
    """Concept ids of a raw text in order, a denied one with ! before it."""
    return [("!" if hit.negated else "") + hit.concept for hit in lexicon.hits(normalise(text))]


def test_size_and_ownership(lexicon):
    """There are 200 to 300 concepts, each form belongs to one of them, and both languages are served."""
    assert 200 <= len(lexicon.concepts) <= 300
    assert not lexicon.faults
    assert sum(len(concept.en) for concept in lexicon.concepts) > 2000
    assert sum(len(concept.zh) for concept in lexicon.concepts) > 2000
    one_sided = [concept.id for concept in lexicon.concepts if not (concept.en and concept.zh)]
    assert not one_sided


def test_every_form_finds_its_concept(lexicon):
    """Each surface form, asked alone, is a mention of its own concept and of nothing else."""
    checked = 0
    for concept in lexicon.concepts:
        for form in concept.en + concept.zh:
            found = {hit.concept for hit in lexicon.hits(normalise(form))}
            assert found == ({concept.id} if concept.id != "ordinary" else set()), form
            checked += 1
    assert checked > 5000


def test_concepts_that_decide_the_entry_are_critical(lexicon):
    """The pairs that a wrong answer would mix up are marked; question words are not."""
    critical = {concept.id for concept in lexicon.concepts if concept.critical}
    assert critical >= {
        "loss",
        "gain",
        "after-tax-401k",
        "roth-401k",
        "roth-ira",
        "traditional-ira",
        "pretax",
        "taxable-account",
        "in-plan-conversion",
        "deduct",
        "withdraw",
        "unrecovered-basis",
        "wash-sale",
        "mega-backdoor",
        "backdoor-ira",
    }
    assert not critical & {"ask-how", "ask-definition", "ask-can", "negation", "after-tax", "401k", "employer"}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("after-tax 401(k) 亏了转 Roth 能抵税吗", ["after-tax-401k", "loss", "convert", "ask-can", "deduct"]),
        (
            "稅後401k虧了再轉Roth，剩下的basis可以抵以後的收益嗎",
            ["after-tax-401k", "loss", "convert", "unrecovered-basis", "ask-can", "offset", "gain"],
        ),
        ("稅後供款跌了，1099-R第五格怎麼填", ["after-tax-401k", "loss", "form-1099r", "box-5", "ask-how"]),
        ("mega backdoor roth ira vs backdoor roth ira", ["mega-backdoor", "ask-difference", "backdoor-ira"]),
        ("roth 401k 转 roth ira", ["roth-401k", "to-roth-ira"]),
        ("My transitional IRA lost money", ["traditional-ira", "loss"]),
        ("新泽西的州税", ["state-nj", "state-tax"]),
        ("FBAR 要报吗", ["fbar", "report"]),
        ("NVDA 还能买吗", ["out-stock-pick", "out-stock-pick"]),
        ("H1B 以后回国", ["visa", "leaving-us"]),
        ("非得离题的客服一问三不知", ["provider-fidelity", "plan-administrator", "plan-administrator"]),
        ("in-service distribution", ["in-service"]),
        ("72(t) penalty", ["penalty"]),
        ("box 2a is blank", ["box-2a", "box-blank"]),
        ("1099-R code G", ["form-1099r", "code-g"]),
    ],
)
def test_questions_in_both_languages(lexicon, question, expected):
    """The longest form wins, across languages and scripts."""
    assert mentions(lexicon, question) == expected


@pytest.mark.parametrize(
    ("question", "concept"),
    [
        ("in plan convertion", "in-plan-conversion"),
        ("the captital loss", "capital-loss"),
        ("early withdrwal", "early-withdrawal"),
        ("rollver IRA", "rollover-ira"),
        ("is it deductiable", "deduct"),
        ("traditonal IRA", "traditional-ira"),
        ("fidellity", "provider-fidelity"),
        ("unrecoverd basis", "unrecovered-basis"),
        ("mega bakcdoor", "mega-backdoor"),
        ("tax withholing", "withholding"),
        ("a gaining of money", "gain"),
        ("after tax contributon", "after-tax-401k"),
        ("recharacterise it", "recharacterize"),
    ],
)
def test_misspellings_are_survived(lexicon, question, concept):
    """Long Latin words one slip away from the lexicon's are read as those."""
    assert concept in mentions(lexicon, question)


@pytest.mark.parametrize(
    "text",
    [
        "contract",
        "contact",
        "thought",
        "through",
        "provide",
        "county",
        "interval",
        "leading",
        "playing",
        "loft",
        "roch",
        "iris",
        "convene",
        "projection",
        "reserve",
        "wether",
        "取决于你",
        "广州",
        "存在",
        "等等",
        "抵达",
        "报告",
    ],
)
def test_ordinary_words_are_left_alone(lexicon, text):
    """Short words are never mended, and neither ordinary English nor longer Chinese words are taken for ours."""
    assert mentions(lexicon, text) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("没亏", ["!loss"]),
        ("401k没有亏损", ["401k", "negation", "!loss"]),
        ("不是 roth 401k", ["negation", "!roth-401k"]),
        ("我没有 traditional IRA", ["negation", "!traditional-ira"]),
        ("没做过 mega backdoor", ["!mega-backdoor"]),
        ("非 roth 401k", ["!roth-401k"]),
        ("not a loss", ["negation", "!loss"]),
        ("after-tax isn't taxable", ["after-tax", "negation", "!taxed"]),
        ("instead of roth ira", ["negation", "!roth-ira"]),
        ("I don't have a traditional IRA", ["negation", "!traditional-ira"]),
        ("we never had a loss", ["negation", "loss"]),
    ],
)
def test_denied_mentions(lexicon, question, expected):
    """A negation that directly governs a mention denies it; one further off does not."""
    assert mentions(lexicon, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "有没有亏损",
        "亏没亏",
        "亏不亏",
        "转不转",
        "报不报",
        "是不是 roth 401k",
        "这不是 roth 401k 吗",
        "要不要报",
        "能不能抵税",
        "不能抵税",
        "亏损不能抵税吗",
        "why not deduct it",
        "can not deduct",
        "除非亏了",
        "没想到，亏了",
        "isn't roth 401k the same",
        "不用报",
        "无论亏多少",
        "特别亏",
        "分别转到 roth",
        "差不多亏了一半",
        "whether or not a loss",
    ],
)
def test_questions_deny_nothing(lexicon, question):
    """A-not-A questions, rhetorical ones, modals and look-alikes are no denial."""
    hits = lexicon.hits(normalise(question))
    assert hits
    assert not any(hit.negated for hit in hits)


def test_chinese_does_not_match_across_a_latin_word_or_punctuation(lexicon):
    """税后 needs its two characters side by side."""
    assert "after-tax" not in mentions(lexicon, "税 roth 后")
    assert "after-tax" not in mentions(lexicon, "税，后")
    assert "roth-ira" not in mentions(lexicon, "rothwell iraq")


def test_places_point_into_the_normal_form(lexicon):
    """Mentions come in order, do not overlap, and cut out the words that made them."""
    normal = normalise("税后401k亏了，roth IRA conversion 的 five-year rule?")
    hits = lexicon.hits(normal)
    words = [normal[hit.start : hit.end] for hit in hits]
    assert words == ["税后 401k", "亏了", "roth ira", "conversion", "five year rule"]
    assert all(before.end <= after.start for before, after in pairwise(hits))


@given(st.text(max_size=60))
def test_any_text_can_be_asked(text):
    """No text raises, and every mention lies inside it."""
    lexicon = _small()
    normal = normalise(text)
    assert all(0 <= hit.start < hit.end <= len(normal) for hit in lexicon.hits(normal))


def _small():
    return Lexicon([Concept(id="loss", en=("loss",), zh=("亏",)), Concept(id="negation", en=("not",), zh=("不是",))])


def test_fast_enough(lexicon):
    """A question of about a hundred characters takes well under 0.3 ms of CPU (limit left wide for busy machines)."""
    normal = normalise(
        "税后401k亏了再in-plan conversion到roth 401k，剩下的basis能不能抵以后的earnings？"
        "1099-R的Box 5怎么填呢，请教各位大佬帮忙看看会不会重复交税"
    )
    assert len(normal) >= 95
    times = []
    for _ in range(200):
        start = time.process_time_ns()
        lexicon.hits(normal)
        times.append(time.process_time_ns() - start)
    assert statistics.median(times) < 1_000_000


def write(folder, text, name="concepts-x.yaml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return Lexicon.load(folder)


def test_a_form_of_two_concepts_is_reported_at_its_line(tmp_path):
    """The second owner of a form is named with file and line, and the first keeps it."""
    lexicon, problems = write(tmp_path, "- id: a\n  en: [losses]\n- id: b\n  en:\n    - fine\n    - LOSS\n")
    assert [(p.line, p.rule) for p in problems] == [(6, "lexicon")]
    assert "`LOSS` of `b` belongs to `a`" in str(problems[0])
    assert [hit.concept for hit in lexicon.hits("loss")] == ["a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- id: a\n  en: ['!?']\n", "nothing is left of `!?`"),
        ("- id: a\n  en: [x]\n- id: a\n  en: [y]\n", "stands twice"),
        ("- id: a\n", "without any form"),
        ("- id: a\n  en: [x]\n  colour: red\n", "colour"),
        ("- id: A b\n  en: [x]\n", "`id`"),
        ("- id: a\n  critical: maybe\n  en: [x]\n", "`critical`"),
        ("a: b\n", "not a list"),
        ("", "not a list"),
        ("- [\n", "not valid YAML"),
    ],
)
def test_faulty_files_are_reported_and_do_not_raise(tmp_path, text, says):
    """Every fault is a problem with its place; what is sound is kept."""
    _, problems = write(tmp_path, text)
    assert any(says in str(problem) for problem in problems)


def test_an_empty_folder_is_a_problem(tmp_path):
    """A lexicon without concepts is not taken for a sound one."""
    lexicon, problems = Lexicon.load(tmp_path)
    assert len(problems) == 1
    assert not lexicon.concepts
    assert lexicon.hits("loss") == ()
