r"""Names that people write in many ways, brought to one: accounts, forms, boxes, lines, codes, compounds.

Works on what :func:`knowledge.text.normalise` has already cleaned to ``a-z``, ``0-9``, Han and single spaces.
Python's ``\b`` and ``\w`` take Han for word characters, so every border here is an ASCII look-around.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_L = r"(?<![a-z0-9-])"  # nothing Latin before
_R = r"(?![a-z0-9-])"  # nothing Latin after
_DIGITS = {"一": "1", "二": "2", "五": "5", "七": "7", "十四": "14"}


@dataclass(frozen=True)
class _Rule:
    """A pattern, its name, and letters without which it cannot match (looking for those is far cheaper)."""

    triggers: tuple[str, ...]
    pattern: re.Pattern[str]
    name: str | Callable[[re.Match[str]], str]


def _rule(triggers: str, pattern: str, name: str | Callable[[re.Match[str]], str]) -> _Rule:
    return _Rule(tuple(trigger.replace("_", " ") for trigger in triggers.split()), re.compile(pattern), name)


def _each(prefix: str, item: str) -> Callable[[re.Match[str]], str]:
    """Repeat the prefix before every item of a list: ``boxes 5 and 2a`` → ``box5 and box2a``."""
    part = re.compile(_L + item)
    return lambda found: " " + part.sub(lambda one: prefix + one[0], found[1]) + " "


def _numbered(prefix: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f" {prefix}{_DIGITS.get(found[1], found[1])} "


_BOX = rf"(?:1[0-9]|[1-9])[ab]?{_R}"
_CODE = rf"(?:1b|gb|bg|[124578bdeghjlmpqt]){_R}"
_LINE = rf"(?:[1-9][0-9]?)[a-z]?{_R}"
_AND = r" (?:(?:and|or|vs|versus|和|与|跟|或|还有|还是) )?"

_RULES: tuple[_Rule, ...] = (
    # accounts
    _rule("401", rf"(?<![0-9])(?:401 ?ks?|401(?= (?:plan|计划|账户))){_R}", " 401k "),
    _rule("401", r"(?<![0-9])401k(?=[a-z]{3})", " 401k "),
    _rule("403", rf"(?<![0-9])403 ?bs?{_R}", " 403b "),
    _rule("457", rf"{_L}457 b{_R}", "457b"),
    _rule("500", rf"{_L}s and p(?: 500)?{_R}|{_L}sp 500{_R}", "sp500"),
    # paragraphs of the Code
    _rule("415", rf"{_L}415 ?c{_R}", "415c"),
    _rule("402", rf"{_L}402 ?g{_R}", "402g"),
    _rule("72", rf"{_L}72 ?t{_R}", "72t"),
    # forms
    _rule("1099", rf"(?<![0-9])1099 ?rs?{_R}", " 1099r "),
    _rule("1099", rf"(?<![0-9])1099 ?(b|div|int){_R}", r" 1099\1 "),
    _rule("1040", rf"{_L}1040 x{_R}", "1040x"),
    _rule("w_2 w2", rf"{_L}w 2s?{_R}|{_L}w2s{_R}", "w2"),
    _rule(
        "8606 1099 1040 5498 5329 8880 8960",
        rf"{_L}(?:(?:forms?|f) ?)+(?=(?:8606|1099|1040|5498|5329|8880|8960)[a-z]*{_R})",
        "",
    ),
    _rule("pub", rf"{_L}(?:pub|publication)s? ?([0-9]{{3}})(?: ?([ab]))?{_R}", r"pub\1\2"),
    _rule("notice", rf"{_L}notice ((?:19|20)?[0-9]{{2}}) ([0-9]{{1,3}}){_R}", r"notice\1x\2"),
    # boxes, lines and codes, one by one or in a list
    _rule("box", rf"{_L}box(?:es)? ?({_BOX}(?:{_AND}{_BOX})*)", _each("box", _BOX)),
    _rule("格 栏 框", rf"(?:第 ?)?{_L}([1-9][0-9]?[ab]?) ?(?:格|栏|框|方框)", _numbered("box")),
    _rule("第", "第([一二五七])(?:格|栏|框)", _numbered("box")),
    _rule("格 栏 框", rf"(?:方框|格子|栏位) ?({_BOX})", r" box\1"),
    _rule("line", rf"{_L}lines? ?({_LINE}(?:{_AND}{_LINE})*)", _each("line", _LINE)),
    _rule("行", r"第 ?([1-9][0-9]?[a-z]?|十四) ?行", _numbered("line")),
    _rule("code 代", rf"(?:{_L}codes?|代码|代号) ?(?:是 ?)?({_CODE}(?:{_AND}{_CODE})*)", _each("code", _CODE)),
    _rule("code 代", rf"{_L}([ghj]) (?=code{_R}|代码)", r"code\1 "),
    # a visa, but not in a list of codes: `code G / H / 1B`
    _rule("h_1", rf"{_L}h 1 ?b{_R}", "h1b"),
    # ages
    _rule("59 五十九", r"(?<![0-9])59 ?岁半|五十九岁半|(?<![0-9])59 and a half", " age595 "),
    # compounds
    _rule("tax", rf"{_L}(?:after|post) ?tax(?=401k|{_R})(?! (?:day|season|year|filing|time){_R})", "after-tax"),
    _rule("tax", rf"{_L}(?:pre|before) ?tax(?=401k|{_R})(?! (?:day|season|year|filing|time){_R})", "pre-tax"),
    _rule("plan", rf"{_L}in ?plan{_R}", "in-plan"),
    _rule("service", rf"{_L}in ?service{_R}", "in-service"),
    _rule("roll", rf"{_L}roll(?:s|ed|ing)? ?overs?{_R}", "rollover"),
    _rule("door", rf"{_L}back ?doors?{_R}", "backdoor"),
    _rule("mega", rf"{_L}mega ?(?:backdoor|back door)s?{_R}", "mega backdoor"),
    _rule("rat", rf"{_L}pro ?rat(?:a|e|ed|ing|ion){_R}", "pro-rata"),
    _rule("non", rf"{_L}non ?(deductible|qualified){_R}", r"non-\1"),
    _rule("up", rf"{_L}catch ?ups?{_R}", "catch-up"),
    _rule("up", rf"{_L}true ?ups?{_R}", "true-up"),
    _rule("up", rf"{_L}top(?:ped|ping)? ?up{_R}", "top-up"),
    _rule("over forward", rf"{_L}carr(?:y|ies|ied|ying) ?(over|forward)s?{_R}", r"carry-\1"),
    _rule("off", rf"{_L}(?:write|writes|wrote|written|writing) ?offs?{_R}", "write-off"),
    _rule("sale", rf"{_L}wash ?sales?{_R}", "wash-sale"),
    _rule("spill", rf"{_L}spill(?:s|ed|ing)? ?overs?{_R}", "spillover"),
    _rule("out", rf"{_L}cash(?:es|ed|ing)? ?outs?{_R}", "cash-out"),
    _rule("load", rf"{_L}front ?load(?:s|ed|ing)?{_R}", "front-load"),
    _rule("keeper", rf"{_L}record ?keepers?{_R}", "recordkeeper"),
    _rule("turbo", rf"{_L}turbo ?tax{_R}", "turbotax"),
    _rule("free", rf"{_L}free ?tax ?usa{_R}", "freetaxusa"),
    _rule("block", rf"{_L}(?:hr|h r|h and r) ?block{_R}", "hrblock"),
)
_SPACES = re.compile(" {2,}")


_TRIGGER = re.compile("|".join(sorted({re.escape(t) for rule in _RULES for t in rule.triggers}, key=len, reverse=True)))
_TRIGGERED = {t: [i for i, rule in enumerate(_RULES) if t in rule.triggers] for rule in _RULES for t in rule.triggers}


def _once(text: str) -> str:
    for index in sorted({index for trigger in _TRIGGER.findall(text) for index in _TRIGGERED[trigger]}):
        text = _RULES[index].pattern.sub(_RULES[index].name, text)
    return _SPACES.sub(" ", text).strip() if "  " in text else text.strip()


def unify(clean: str) -> str:
    """Bring every name in a cleaned text to its one form; doing so again changes nothing."""
    while (text := _once(clean)) != clean:
        clean = text
    return text
