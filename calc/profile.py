"""What a message says about the saver besides figures: filing status, state, where the money goes."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from calc.tables import RowFiling
from calc.words import key, pattern_of

Destination = Literal["roth401k", "roth_ira"]

_FILING: tuple[tuple[RowFiling, re.Pattern[str]], ...] = (
    (
        "mfs",
        re.compile(
            r"(?<![a-z])(?:mfs|married,? (?:but )?(?:filing|file|files) sep[a-z]*"
            r"|(?:filing|file|filed) separate(?:ly)?)(?![a-z])"
            r"|夫妻分[开别]?(?:报|申报)|夫妻分报|已婚(?:但)?(?:分开|单独|分别)(?:报|申报)?"
            r"|分开报税|各报各的|分别报税|分开申报|夫妻单独(?:报|申报)"
        ),
    ),
    (
        "mfj",
        re.compile(
            r"(?<![a-z])(?:mfj|married,? (?:filing |file |filed )?joint(?:ly)?"
            r"|(?:filing|file|filed|files|do) (?:a )?joint(?:ly)?(?: return)?|jointly"
            r"|joint (?:filers?|return|filing))(?![a-z])"
            r"|夫妻(?:合并|联合|共同|一起|合报|联报|合)|(?:合并|联合|共同)(?:报税|申报)|已婚(?:合并|联合|共同|合报|一起)"
            r"|(?:和|跟)(?:老婆|老公|太太|先生|配偶|爱人)(?:一起|合并|联合|共同)(?:报|申报)"
        ),
    ),
    ("hoh", re.compile(r"(?<![a-z])(?:hoh|heads? of (?:the )?household)(?![a-z])|户主|一家之主|家主身份")),
    (
        "single",
        re.compile(
            r"(?<![a-z])(?:single(?: tax)? filers?|fil(?:e|ing|ed) (?:as )?(?:a )?single"
            r"|(?:i'?m|i am|am|as|being|unmarried|status:?|status is) (?:a )?single"
            r"(?! (?:account|contract|sum|plan|fund))"
            r"|unmarried|single(?=\s*(?:[,.;)/]|$|\x00|and (?:in|live)|in (?:the|ca|ny)|with)))"
            r"|(?:做|是|按|报|算|为|用)\s?single|single\s?(?:报税|身份|的话|申报|,|税率)|单身|未婚|单独报税(?!的已婚)|一个人报税|单报"
        ),
    ),
)
_ABOUT_FILING = re.compile(r"mf[js]|joint|separate|single|unmarried|hoh|household|报|婚|单身|户主|家主|申|夫妻")
_NOT_SINGLE = re.compile(r"(?:every|not a|not|a|each|one|no|any) single(?! filer)|单身份|单身公寓")
_MOVED = r"(?:转|转到|转去|转进|转入|转成|转换成|转为|到|进|去|成|convert到|滚到)"
_DESTINATIONS: tuple[tuple[Destination, re.Pattern[str]], ...] = (
    (
        "roth401k",
        re.compile(
            r"in[\s-]?plan (?:roth )?(?:conver[a-z]*|rollover|roth)|(?<![a-z])(?:irr|iprr)(?![a-z])"
            r"|(?<![a-z])(?:to|into)(?: (?:my|the|a))? roth[\s-]?401"
            rf"|{_MOVED}\s?(?:我的)?\s?roth[\s-]?401|(?:计划|站|账户)内转[换入]?|罗斯\s?401"
        ),
    ),
    (
        "roth_ira",
        re.compile(
            r"(?<![a-z])(?:to|into)(?: (?:my|the|a|our|her|his))? (?:fidelity |vanguard |schwab )?roth[\s-]?ira"
            rf"|(?:{_MOVED}|rollover(?:到)?)\s?(?:我的|自己的)?\s?(?:roth[\s-]?ira|罗斯\s?ira)"
        ),
    ),
)


_CAPITALS = re.compile(r"[A-Z]{2}")
_FIRM = re.compile(r"人寿|时报|仪器|理工|大学|[ -](?:life|times|instruments)(?![a-z])")


class _State(BaseModel):
    """One state in states.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    words: tuple[str, ...]


@lru_cache(maxsize=1)
def _states() -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str]]:
    """A pattern of all state names, the code of each name, and the pattern of codes in clear context."""
    text = resources.files("calc").joinpath("states.yaml").read_text("utf-8")
    states = [_State.model_validate(item) for item in yaml.safe_load(text)]
    codes = {word: state.code for state in states for word in state.words}
    names = pattern_of(codes)
    listed = "|".join(state.code for state in states)
    context = re.compile(
        r"(?:(?i:住|住在|在|人在|搬到|live in|living in|lives in|resident of|residents of|from|work in|in"
        rf"|state of|state:|state is)\s?)(?P<a>{listed})(?![A-Za-z0-9])"
        rf"|(?<![A-Za-z0-9])(?P<b>{listed})(?=\s?(?:州|的?州税|resident|state|tax|税|居民|rate|income tax"
        r"|[0-9]{1,2}(?:\.[0-9]+)?\s?%))"
        rf"|(?:[0-9]\s?%\s|(?:^|[,;，；、])\s?(?!(?:IN|OR|ME|OK|HI)\b))(?P<c>{listed})(?=\s?(?:$|[,;，；、.。]))"
    )
    return names, codes, context


def state_names() -> dict[str, str]:
    """Every folded name of a state, and the code of each."""
    return dict(_states()[1])


def filing_in(text: str) -> list[RowFiling]:
    """Filing statuses named in the folded text, each once."""
    text = _NOT_SINGLE.sub("", text) if "single" in text or "单身" in text else text
    if not _ABOUT_FILING.search(text):
        return []
    return [status for status, pattern in _FILING if pattern.search(text)]


def states_in(text: str, original: str) -> list[str]:
    """Two-letter codes of the states named, each once: by name, or by capitals in clear context (`in CA`, `CA 9.3%`).

    Args:
        text: folded text.
        original: the text as written, for capitals.
    """
    names, codes, context = _states()
    found = [
        (match.start(), codes[key(match.group())])
        for match in names.finditer(text)
        if not _FIRM.match(text, match.end())
    ]
    # capitals say nothing where all of an English text is written in them; 住 CA has no other letters
    if _CAPITALS.search(original) and not (original.isupper() and original.isascii()):
        found += [(match.start(), match["a"] or match["b"] or match["c"]) for match in context.finditer(original)]
    return list(dict.fromkeys(code for _, code in sorted(found)))


def destinations_in(text: str) -> list[Destination]:
    """Where the money is said to go, each once."""
    if not any(word in text for word in ("转", "roth", "罗斯", "plan", "irr")):
        return []
    return [place for place, pattern in _DESTINATIONS if pattern.search(text)]
