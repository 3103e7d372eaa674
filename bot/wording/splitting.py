"""A split distribution: where pre-tax and after-tax money went, what is taxed, and a form for each destination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.figures import money
from bot.reply import Line
from bot.wording.forms import form_1040, form_1099r
from bot.wording.writer import Shown, Writer, by_key
from calc.model import Authority, Step
from calc.splitting import Split, SplitForm, SplitInput

_PARTS: Final = (
    "trad_pretax",
    "trad_aftertax",
    "roth_pretax",
    "roth_aftertax",
    "rolled60_pretax",
    "rolled60_aftertax",
    "cash_pretax",
    "cash_aftertax",
)
# each destination: the label of its form, and the step that says what is pre-tax in it
_FORMS: Final = {
    "traditional IRA": ("form_1099r-trad", "trad_aftertax"),
    "Roth IRA": ("form_1099r-roth", "roth_aftertax"),
    "cash": ("form_1099r-cash", "cash_pretax"),
}


def view(writer: Writer, inputs: Mapping[str, Any], result: Split) -> Shown:
    """What is shown of a split."""
    asked = SplitInput.read(inputs)
    assumed = [writer.say("assumed-same-time")]
    if asked.direct_trad:
        assumed.append(writer.say("assumed-plan-as-traditional"))
    return Shown(
        headline=_headline(writer, result),
        lines=tuple(_lines(writer, asked, result)),
        assumed=(*assumed, *writer.cautions(result.cautions)),
        hint=writer.say("age-hint") if result.additional_tax is None and result.cash_pretax else "",
    )


def _headline(writer: Writer, result: Split) -> str:
    taxable = money(result.taxable_now)
    if result.roth_pretax and result.cash_pretax:
        parts = {"roth": money(result.roth_pretax), "cash": money(result.cash_pretax)}
        return writer.say("headline-parts-both", taxable=taxable, **parts)
    if result.taxable_now:
        return writer.say("headline-parts-roth" if result.roth_pretax else "headline-parts-cash", taxable=taxable)
    if result.roth_aftertax:
        return writer.say("headline-parts-clean", taxable=taxable, aftertax=money(result.roth_aftertax))
    return writer.say("headline-parts-free", taxable=taxable)


def _lines(writer: Writer, asked: SplitInput, result: Split) -> Iterator[Line]:
    steps = by_key(result.steps)
    told = writer.say("distributed-value", pretax=money(asked.pretax), aftertax=money(asked.aftertax))
    yield Line(key="distributed", label=writer.say("distributed"), value=told)
    for key in _PARTS:
        if amount := getattr(result, key):
            yield writer.line(key, amount, steps[key])
    if result.taxable_now:
        yield writer.line("taxable_now", result.taxable_now, steps["taxable_now"])
    if result.withheld:
        yield writer.line("withheld", result.withheld, steps["withheld"])
    if result.additional_tax:
        yield writer.line("additional_tax", result.additional_tax, steps["additional_tax"])
    yield from (_form(writer, form, steps) for form in result.form_1099r)
    yield form_1040(writer, result.form_1040, steps["taxable_now"].authorities)


def _form(writer: Writer, form: SplitForm, steps: Mapping[str, Step]) -> Line:
    label, step = _FORMS[form.to]
    authorities: tuple[Authority, ...] = steps[step].authorities
    return form_1099r(writer, form, authorities, label)
