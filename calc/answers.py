"""Inputs that are words and not figures: distribution code, status, state, pay frequency, yes or no, the year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from calc.figures import Figure, Kind
from calc.labels import Label, kinds
from calc.model import YES_OR_NO
from calc.names import Name
from calc.profile import destinations_in, filing_in, states_in
from calc.quantities import Quantity
from calc.settling import LabelValue, Settled
from calc.years import tax_year

_CODE: Final = r"(?:[1-9][a-hj-np-uwy]?|[a-hj-np-uwy][1-9b]?)(?![a-z0-9])(?!\s?(?:of|%))"
_CODES: Final = re.compile(
    rf"(?<![a-z])(?:codes?|代码|代号)[\s:=]*(?:是|为|(?:is|was)\s)?\s*(?:code )?(?P<code>{_CODE})", re.ASCII
)
_AFTER_BOX_7: Final = re.compile(
    rf"[\s:=]*(?:是|为|写|填|(?:is|was|has|says|shows)\s)?\s*(?:code )?(?P<code>{_CODE})", re.ASCII
)
_KEYED: Final = re.compile(r"(?<![a-z_])(?P<field>[a-z]+(?:_[a-z]+)*)\s*[:=]\s*(?P<answer>[a-z0-9_]+)", re.ASCII)
_THIS: Final = "今本当tc"  # how 今年, 本年度, 当前年度, this year, current year begin
_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# CA 5000, 5000 TX: two capitals beside a sum; those that are words or a city are none
_BESIDE_SUM: Final = re.compile(
    r"(?<![A-Za-z])(?!IN|OR|ME|OK|HI|LA|ID)(?:[A-Z]{2}(?=\s+\$?[0-9])|(?<=[0-9k,] )[A-Z]{2}(?![A-Za-z]))", re.ASCII
)
_SAID_SO: Final = re.compile(
    r"\s*[:=]?\s*(?:(?P<answer>true|yes|false|no)(?![a-z])|(?P<han>是(?![^\s,;。])|否|不是(?![^\s,;。])))", re.ASCII
)
# `not direct`, `it isn't qualified`, 不是直接转, 没有全部转: the answer is the other one
_NOT: Final = re.compile(
    r"(?:(?<![a-z])(?:not(?: been| a| the| all)?|no|never|without|isn't|wasn't|"
    r"aren't|weren't|hasn't been|haven't|didn't|won't be|don't|nor)\s"
    r"|(?<![a-z])non-?|不是|并非|不算|没有|没|未|非|不)\s*$",
    re.ASCII,
)
_AGE: Final = re.compile(
    r"\s*(?:[1-9][0-9](?![0-9.,]|\s*[万k%])|[二三四五六七八九]?十[一二三四五六七八九]?\s*岁)", re.ASCII
)


def fill_answers(
    settled: Settled, text: str, folded: str, labels: Sequence[Label], names: Sequence[Name], *, wanted: frozenset[str]
) -> None:
    """Add what is said in words and codes to what was read from figures; two different answers become a question.

    Args:
        settled: what was read so far; added to in place.
        text: the message as written, for the capitals of states.
        folded: the same folded.
        labels: labels found in it.
        names: names found in it, among them `code G` and `box 7`.
        wanted: the inputs that are looked for.
    """
    told: dict[str, list[LabelValue]] = {}
    for name, answer in (*_chosen(labels, folded), *_keyed(folded)):
        told.setdefault(name, []).append(answer)
    if "box7" in wanted:
        told["box7"] = list(_codes(text, folded, names))
    if "status" in wanted:
        told.setdefault("status", []).extend(filing_in(folded.replace("，", ",").replace("=", ":")))
    if "state" in wanted:
        told["state"] = list(_states(text, folded))
    if "to" in wanted:
        told.setdefault("to", []).extend(destinations_in(folded))
    for name in wanted & told.keys():
        answers = list(dict.fromkeys(told[name]))
        if len(answers) == 1:
            settled.values[name] = answers[0]
        elif answers:
            settled.ask("two_candidates", name, answers)


def _chosen(labels: Sequence[Label], folded: str) -> Iterator[tuple[str, LabelValue]]:
    """Choices whose words were said; a word of denial before them, or `no` behind, turns yes into no."""
    for label in labels:
        for row in label.rows:
            if row.answer is not None:
                yield row.fields[0], _turned(row.answer, label, folded) if row.answer is True else row.answer


def _turned(answer: LabelValue, label: Label, folded: str) -> LabelValue:
    said = _SAID_SO.match(folded, label.end)
    if said:
        return YES_OR_NO[said["answer"] or said["han"]]
    return False if _NOT.search(folded, 0, label.start) else answer


def _keyed(folded: str) -> Iterator[tuple[str, LabelValue]]:
    """`direct=true`, `plan_reporting: total`: a choice by its own name."""
    if ":" in folded or "=" in folded:
        for match in _KEYED.finditer(folded):
            if kinds().get(match["field"]) == "choice":
                yield match["field"], YES_OR_NO.get(match["answer"], match["answer"])


def _codes(text: str, folded: str, names: Sequence[Name]) -> Iterator[str]:
    found = list(_CODES.finditer(folded))
    for name in names:
        match = _AFTER_BOX_7.match(folded, name.end) if name.box in {"7", "7a"} else None
        if match is not None:
            found.append(match)
    for match in found:
        if text[match.start("code") : match.end("code")] != "a":  # `code a` is the article
            yield match["code"].upper()


def _states(text: str, folded: str) -> Iterator[str]:
    written = text.translate(_HALF_WIDTH)
    yield from states_in(folded, written)
    for match in _BESIDE_SUM.finditer(written):
        yield from states_in("", f"state: {match.group().upper()}")
    for match in _KEYED.finditer(folded):
        if match["field"] == "state" and len(match["answer"]) == 2:
            yield from states_in("", f"state: {match['answer'].upper()}")


def year_told(settled: Settled, folded: str, dated: Sequence[Quantity], wanted: frozenset[str]) -> None:
    """Take the year that no label claims, where only one is named.

    今年 counts as the year it is, and so does another year told from today where the deferral of a year is asked for.
    Elsewhere that one counts where conversion or tax is told of it, and is asked about where not, since the figures may
    be of that year or of this.

    Args:
        settled: what was read so far; added to in place.
        folded: folded text.
        dated: years and days without a label.
        wanted: the inputs that are looked for.
    """
    name = next((one for one in ("year", "tax_year") if one in wanted), None)
    years = [figure for figure in dated if figure.what == "year" or (figure.day and "received" not in wanted)]
    years = [figure for figure in years if not (figure.relative and _AGE.match(folded, figure.end))]
    if name is None or not years or not settled.open(name):
        return
    distinct = list(dict.fromkeys(int(figure.values[0]) for figure in years))
    listed = any(question.code == "list" for question in settled.questions)  # 2024 年转了 10000 is of those rows
    told = None if listed else tax_year(folded, [_as_figure(figure) for figure in years])
    relative = [year for year in years if year.relative]
    of_limits = "deferral" in wanted
    if told is None and not listed and (of_limits or all(folded[year.start] in _THIS for year in relative)):
        told = distinct[0] if len(distinct) == 1 and years[0].relative else None
    if told is not None:
        settled.values[name] = told
    elif listed or len(distinct) > 1 or years[0].relative:
        settled.ask("two_candidates" if len(distinct) > 1 else "unclaimed", name, distinct, *years)


def _as_figure(year: Quantity) -> Figure:
    return Figure(year.start, year.end, Kind.YEAR, (Decimal(year.values[0]),), relative=year.relative)
