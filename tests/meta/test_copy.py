"""The interface texts against the code that says them: every key exists, every text is used."""

import ast
import importlib.util
import re
from pathlib import Path
from typing import get_args

import pytest

from bot.wordbook import Phrase, Wordbook
from calc.amounts import _LABELLED
from calc.boxes_1099r import Destination
from calc.deduction import Filing
from calc.findings import ASKS, Verdict
from calc.model import CAUTION_IDS, READING_IDS, STEP_KEYS
from calc.room import Cap
from knowledge import wording
from knowledge.model import Head, Seen, Status, Tier
from knowledge.text import to_traditional

ROOT = Path(__file__).parents[2]
AREAS = tuple(path.stem for path in sorted((ROOT / "bot/copy").glob("*.yaml")))
KEY = re.compile(rf"(?:{'|'.join(AREAS)})\.[a-z0-9_.-]+")

# keys that are put together at run time: where, and what may stand in the gap
SAYS = {  # module → the area that its own short-hand adds
    "bot/terminal/session.py": ("say", "chat"),
    **{f"bot/wording/{path.name}": ("say", "calc") for path in (ROOT / "bot/wording").glob("*.py")},
}
FILLED_WITH_HAN = {"by", "role", "list", "when"}  # gaps that hold Chinese words; others hold figures, names or texts
OTHER_LANGUAGE = {
    "card.action-language-zh",
    "discord.pick-zh",
    "discord.pick-zh-Hant",
    "help.language-text",
    "help.overview-text",
    "listen.menu-reply",
}  # named in their own writing
STEPS_SHOWN_AS_FORMS = {"box5", "line5b"}  # told in the lines for Form 1099-R and Form 1040
STEPS_NOT_SHOWN = {"converted", "roth_ira_basis_added", "row_taxable"}  # part of the JSON result alone
STEPS_SAID_OTHERWISE = {
    "shortfall",  # of the reader: a finding says it, with the same figure and sources
    "must_replace",  # in the headline, and the same figure as the tax withheld
    "remainder",  # some cents that even paychecks leave over; all of the room where no paycheck is left, which is said
}


@pytest.fixture(scope="module")
def phrases() -> dict[str, Phrase]:
    """All interface texts by key."""
    return Wordbook.load()._phrases


def sources() -> dict[str, ast.Module]:
    """The parsed modules of the bot."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / "bot").rglob("*.py"))
    }


def keys_in(node: ast.AST) -> tuple[set[str], set[str]]:
    """The plain strings in some code, and the patterns of its f-strings with ``.+`` for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        parts = [re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values]
        return set(), {"".join(parts)}
    if isinstance(node, ast.Constant):
        return ({node.value} if isinstance(node.value, str) else set()), set()
    plain: set[str] = set()
    patterns: set[str] = set()
    for child in ast.iter_child_nodes(node):
        plain_below, patterns_below = keys_in(child)
        plain |= plain_below
        patterns |= patterns_below
    return plain, patterns


def said_short(tree: ast.Module, method: str, area: str) -> tuple[set[str], set[str]]:
    """Keys that a module says through a method which adds the area."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == method
            and node.args
        ):
            plain_here, patterns_here = keys_in(node.args[0])
            plain |= {f"{area}.{key}" for key in plain_here}
            patterns |= {f"{area}\\.{pattern}" for pattern in patterns_here}
    return plain, patterns


def is_module(name: str) -> bool:
    """Whether a dotted name is a module of discord.py (the name of a logger, say) and no key."""
    return name.startswith("discord.") and (name.count(".") > 1 or importlib.util.find_spec(name) is not None)


def used() -> tuple[set[str], set[str]]:
    """Every key that the code names, and every pattern of keys."""
    plain: set[str] = set()
    patterns: set[str] = set()
    for name, tree in sources().items():
        strings, shapes = keys_in(tree)
        plain |= {text for text in strings if KEY.fullmatch(text) and not is_module(text)}
        patterns |= {shape for shape in shapes if re.match(rf"(?:{'|'.join(AREAS)})(?:\\)?\.", shape)}
        if name in SAYS:
            short, shapes = said_short(tree, *SAYS[name])
            plain |= short
            patterns |= shapes
    return plain, patterns


def test_every_key_in_the_code_has_a_text(phrases: dict[str, Phrase]) -> None:
    """What the code says has a text, and each pattern of keys at least one."""
    plain, patterns = used()
    assert len(plain) > 40
    assert sorted(plain - phrases.keys()) == []
    assert [shape for shape in patterns if not any(re.fullmatch(shape, key) for key in phrases)] == []


def test_every_text_is_used(phrases: dict[str, Phrase]) -> None:
    """No text is left that nothing says. A key handed to a helper in pieces counts by its last part."""
    plain, patterns = used()
    words = {word for name, tree in sources().items() for word in keys_in(tree)[0]}
    unused = [
        key
        for key in phrases
        if key not in plain
        and not key.startswith("locator.")  # looked at with the content, whose words they are
        and not any(re.fullmatch(shape, key) for shape in patterns)
        and key.partition(".")[2] not in words
    ]
    assert len(phrases) > 100
    assert unused == []


@pytest.mark.parametrize(
    ("area", "prefix", "values"),
    [
        ("status", "", [status.value for status in Status]),
        ("card", "head-", [head.value for head in Head]),
        ("chat", "source-tier-", [tier.value for tier in Tier]),
        ("chat", "source-seen-", [seen.value for seen in Seen]),
        ("calc", "scenario-", READING_IDS),
        ("calc", "", _LABELLED),
        ("calc", "", sorted(set(STEP_KEYS) - STEPS_SHOWN_AS_FORMS - STEPS_NOT_SHOWN - STEPS_SAID_OTHERWISE)),
        ("calc", "caution-", CAUTION_IDS),
        ("calc", "ask-plan-", ASKS),
        ("calc", "verdict-", get_args(Verdict)),
        ("calc", "known-to-", get_args(Destination)),
        ("calc", "filing-", get_args(Filing)),
        ("calc", "limited_by-", get_args(Cap)),
        ("calc", "to-", ["roth401k", "roth_ira", "traditional_ira"]),
    ],
)
def test_every_value_has_a_word(phrases: dict[str, Phrase], area: str, prefix: str, values: list[str]) -> None:
    """Each status, heading, tier, reading, step and role that can turn up has a text."""
    assert values
    assert [value for value in values if f"{area}.{prefix}{value}" not in phrases] == []


def test_the_steps_that_are_not_shown_exist() -> None:
    """The lists of exceptions above name steps that the calculator has."""
    assert set(STEP_KEYS) >= STEPS_SHOWN_AS_FORMS | STEPS_NOT_SHOWN | STEPS_SAID_OTHERWISE


def test_chinese_typography(phrases: dict[str, Phrase]) -> None:
    """Interface texts in Chinese follow the rules for content; examples of what may be typed are let off."""
    looked, found = 0, []
    for key, phrase in phrases.items():
        text = re.sub(r"\{([^}]*)\}", lambda gap: "字" if gap[1] in FILLED_WITH_HAN else "0", phrase.zh)
        text = re.sub(r"[0-9]万", "0", text)  # what may be typed
        text = re.sub(r"（[^（）]*比如[^（）]*）|「[^」]*」|/convert .*|/lang .*：", "", text)
        looked += wording.han_count(text) > 0
        found += [f"{key}: …{piece}…: {rule}" for piece, rule in wording.typography(text)]
    assert looked > 80
    assert found == []


def test_english_is_english(phrases: dict[str, Phrase]) -> None:
    """No full-width mark or Han character in an English text, but for the name of the other language."""
    found = {key: wording.full_width(phrase.en) for key, phrase in phrases.items() if wording.full_width(phrase.en)}
    assert len(phrases) > 100
    assert found.keys() <= OTHER_LANGUAGE


def test_traditional_reads_as_traditional(phrases: dict[str, Phrase]) -> None:
    """The derived texts hold nothing that readers of Traditional would stumble over."""
    from knowledge.checks import NOT_TRADITIONAL

    found = [
        key for key, phrase in phrases.items() if any(word in to_traditional(phrase.zh) for word in NOT_TRADITIONAL)
    ]
    assert len(phrases) > 100
    assert found == []


def test_sentences_are_short(phrases: dict[str, Phrase]) -> None:
    """Interface texts keep to the lengths of the content."""
    from knowledge.checks import SENTENCE

    long = [
        key
        for key, phrase in phrases.items()
        for language, measure in (("zh", wording.han_count), ("en", wording.word_count))
        for line in getattr(phrase, language).splitlines()
        if any(measure(sentence) > SENTENCE[language] for sentence in wording.sentences(line, language))
    ]
    assert len(phrases) > 100
    assert long == []


def test_both_languages_say_the_same_figures(phrases: dict[str, Phrase]) -> None:
    """A number in one language stands in the other too, apart from names and from examples of what may be typed."""
    example = re.compile(r"比如|such as|for example|/convert|\b20k\b")
    told = [
        key
        for key, phrase in phrases.items()
        if not example.search(phrase.zh + phrase.en) and not key.endswith("-like")  # examples of what may be typed
    ]
    differing = []
    for key in told:
        zh, en = (wording.figures(re.sub(r"401\(k\)|1099-R", "", text)) for text in (phrases[key].zh, phrases[key].en))
        differing += [key] if zh != en else []
    assert len(told) > 100
    assert differing == []
