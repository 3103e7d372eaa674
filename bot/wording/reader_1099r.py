"""A Form 1099-R as read: what its boxes say, what stands out, what goes on the return, what to ask the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from bot.figures import money
from bot.reply import Line
from bot.wording.forms import form_1040
from bot.wording.kept_basis import scenarios
from bot.wording.writer import Shown, Writer, by_key
from calc import authorities as law
from calc.distribution_codes import CodeKind, kind_of
from calc.findings import Finding
from calc.model import Step
from calc.reader_1099r import FormRead, ReaderInput

_BASIS_LEFT: Final = frozenset({"balance_not_given", "basis_left_over"})
_AFTER_TAX_KINDS: Final = frozenset({None, "direct_rollover", "paid_to_you"})  # box 7 that after-tax money can carry
_DIRECT_CODES: Final = frozenset({"code_direct_rollover", "code_roth_to_roth_ira", "code_roth_to_plan"})
_MOST_STEPS: Final = 2
_OTHER_LINES: Final = frozenset({"ira", "refund"})  # box 7 whose money goes on other lines of Form 1040, or may


def view(writer: Writer, inputs: Mapping[str, Any], result: FormRead) -> Shown:
    """What is shown of a form."""
    asked = ReaderInput.read(inputs)
    return Shown(
        headline=_headline(writer, asked, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(writer.say("assumed-as-typed"), *writer.cautions(result.cautions)),
        scenarios=tuple(scenarios(writer, result.readings)),
        hint=_hint(writer, asked, result),
        doubtful=result.verdict != "fits",
    )


def _hint(writer: Writer, asked: ReaderInput, result: FormRead) -> str:
    """What could be added to check more, unless a finding asks for it already."""
    if asked.box5_to_date is not None and result.own_money is None:
        return writer.say("box5-hint")
    wanted = asked.aftertax_contributions_to_date is None and _kind(asked) in _AFTER_TAX_KINDS
    if wanted and all(finding.ask != "contribution_record" for finding in result.findings):
        return writer.say("contributions-hint")
    return ""


def _kind(asked: ReaderInput) -> CodeKind | None:
    return None if asked.box7 is None else kind_of(asked.box7)


def _headline(writer: Writer, asked: ReaderInput, result: FormRead) -> str:
    if result.form_1040_if_corrected and result.taxable is not None:
        corrected = money(result.form_1040_if_corrected.line5b)
        return writer.say("headline-1099r-wrong", corrected=corrected, taxable=money(result.taxable))
    if result.verdict == "wrong":
        return _without_correction(writer, result.findings[0])
    if result.taxable is None:
        return writer.say("headline-1099r-open", box1=money(asked.box1))
    if result.verdict == "check":
        return _to_check(writer, result, money(result.taxable))
    if not result.own_money:
        return writer.say("headline-1099r-fits-taxable", taxable=money(result.taxable))
    with_contributions = any(finding.key == "fits_contributions" for finding in result.findings)
    key = "headline-1099r-fits-contributions" if with_contributions else "headline-1099r-fits"
    return writer.say(key, taxable=money(result.taxable), own=money(result.own_money))


def _without_correction(writer: Writer, gravest: Finding) -> str:
    """The headline where a box is wrong and that does not say what would be taxable instead."""
    key = "headline-1099r-above" if gravest.key == "box2a_above_box1" else "headline-1099r-no-box5"
    return writer.say(key, **_figures(gravest))


def _to_check(writer: Writer, result: FormRead, taxable: str) -> str:
    open_ones = {finding.key for finding in result.findings if finding.verdict == "check"}
    if result.shortfall:
        return writer.say("headline-1099r-above-box1", taxable=taxable, shortfall=money(result.shortfall))
    if result.basis_still_in_plan and open_ones <= _BASIS_LEFT:
        return writer.say("headline-1099r-basis-left", taxable=taxable, left=money(result.basis_still_in_plan))
    return writer.say("headline-1099r-check", taxable=taxable)


def _lines(writer: Writer, asked: ReaderInput, result: FormRead) -> Iterator[Line]:
    steps = by_key(result.steps)
    yield Line(key="boxes", label=writer.say("boxes"), value=" · ".join(_boxes(writer, asked, result)))
    if known := " · ".join(_known(writer, asked)):
        yield Line(key="known", label=writer.say("known"), value=known)
    if result.own_money:
        yield writer.line("own_money", result.own_money, steps["own_money"])
    if result.basis_still_in_plan is not None:
        yield writer.line("basis_still_in_plan", result.basis_still_in_plan, steps["basis_still_in_plan"])
    yield from (_finding(writer, asked, result, finding) for finding in _worth_saying(result))
    if _kind(asked) not in _OTHER_LINES:
        yield from _on_the_return(writer, result, steps)
    yield from _next_steps(writer, result.findings)


def _boxes(writer: Writer, asked: ReaderInput, result: FormRead) -> Iterator[str]:
    """The boxes as they were read; a blank one is not 0."""
    yield writer.say("boxes-1", amount=money(asked.box1))
    yield writer.say("boxes-2a", amount=_or_blank(writer, asked.box2a))
    if asked.taxable_not_determined:
        yield writer.say("boxes-2b")
    yield writer.say("boxes-5", amount=_box5(writer, asked, result))
    if asked.box7:
        yield writer.say("boxes-7", code=asked.box7)


def _box5(writer: Writer, asked: ReaderInput, result: FormRead) -> str:
    """Box 5 of this form, which the total to date may have stood in for."""
    if asked.box5 is None and asked.box5_to_date is not None:
        if result.own_money is None or result.shortfall is None:
            return writer.say("not-given")
        return money(result.own_money + result.shortfall)
    return _or_blank(writer, asked.box5)


def _or_blank(writer: Writer, amount: Decimal | None) -> str:
    return writer.say("blank") if amount is None else money(amount)


def _known(writer: Writer, asked: ReaderInput) -> Iterator[str]:
    """What the saver knows beside the form."""
    told = {
        "known-contributions": asked.aftertax_contributions_to_date,
        "known-box5": asked.box5_to_date,
        "known-balance": asked.subaccount_balance,
    }
    yield from (writer.say(key, amount=money(amount)) for key, amount in told.items() if amount is not None)
    if asked.to:
        yield writer.say(f"known-to-{asked.to}")


def _figures(finding: Finding) -> dict[str, str]:
    told = {"found": finding.found, "expected": finding.expected, "gap": finding.gap}
    return {name: money(amount) for name, amount in told.items() if amount is not None}


def _worth_saying(result: FormRead) -> Iterator[Finding]:
    """The findings; that the boxes make box 1 is left out where something graver or more is said about them."""
    more = result.verdict != "fits" or any(finding.key == "fits_contributions" for finding in result.findings)
    yield from (finding for finding in result.findings if finding.key != "adds_up" or not more)


def _finding(writer: Writer, asked: ReaderInput, result: FormRead, finding: Finding) -> Line:
    plain_code = finding.key.startswith("code_") and finding.verdict == "fits"
    return Line(
        key=finding.key,
        label=writer.say("box7" if plain_code else f"verdict-{finding.verdict}"),
        value=writer.say(f"finding-{_wording_of(asked, result, finding)}", **_figures(finding), code=asked.box7),
        marks=writer.marks(finding.authorities),
    )


def _wording_of(asked: ReaderInput, result: FormRead, finding: Finding) -> str:
    """Which of its wordings a finding takes; the same finding means different things in different places."""
    key = finding.key
    if key in _DIRECT_CODES and finding.verdict == "check":
        return "code-not-paid" if asked.to == "cash" else "code-other-account"
    known = "" if finding.expected is not None else "open"
    by_box2a = "rest" if asked.box2a and finding.expected else "open"  # what box 2a leaves of box 1, where it does
    variants: dict[str, str] = {
        "all_taxable": finding.verdict,
        "earnings_untaxed": "roth" if finding.ask == "taxable_amount" else finding.verdict,
        "box5_missing": by_box2a if finding.ask == "contribution_record" else finding.verdict,
        "box5_above_box1": "" if finding.ask else "roth",
        "taxable_not_determined": known,
        "box2a_blank": known,
        "adds_up": "no-basis" if asked.box1 and not result.own_money else "",
    }
    variant = variants.get(key, finding.verdict if key.startswith("code_") else "")
    return f"{key}-{variant}" if variant else key


def _on_the_return(writer: Writer, result: FormRead, steps: Mapping[str, Step]) -> Iterator[Line]:
    corrected = result.form_1040_if_corrected
    if result.form_1040:
        key = "form_1040-as-is" if result.verdict == "wrong" else "form_1040"
        yield form_1040(writer, result.form_1040, steps["line5b"].authorities, key)
    if corrected:
        yield form_1040(writer, corrected, (law.LINES_5A_5B,), "form_1040-corrected")


def _next_steps(writer: Writer, findings: Iterable[Finding]) -> Iterator[Line]:
    """What to ask the plan, each thing once, the gravest first; after the first two it is better read anew."""
    asks = dict.fromkeys(finding.ask for finding in findings if finding.ask)
    for ask in islice(asks, _MOST_STEPS):
        rules = (law.CORRECTED_FORM,) if ask == "corrected_form" else ()
        yield writer.cited("to-do", writer.say(f"ask-plan-{ask}"), rules)
