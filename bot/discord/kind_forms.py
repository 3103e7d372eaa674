"""The form of a kind of ``/calc``: up to five text fields, read by the one reader of labelled figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import discord
from discord import ui

from bot.discord import answering
from bot.discord.ids import Ref, read
from bot.discord.limits import MODAL_DESCRIPTION, MODAL_LABEL, MODAL_TITLE, TABLE_TEXT, shorten
from bot.discord.memory import Asked
from bot.discord.services import Interaction, Services
from bot.discord.serving.errors import SafeModal
from bot.followup.telling import written
from bot.kind_request import label
from bot.kinds import MOST_IN_A_FORM, CalcKind
from bot.language import Language
from bot.wordbook import Wordbook
from calc.labelled import LabelValue
from calc.labels import kinds as kinds_of_fields

FIELD_LENGTH = 60
BESIDE = " / "  # between two inputs that share a field
_EXAMPLES = {
    "received": "2026-03-02",
    "state": "CA",
    "status": "single",
    "box7": "G",
    "years": "20",
    "age": "40",
    "rows": "2026-01-15, 1500, 1502.13",
    "conversions": "2024 200 10000",
    "growth": "6%",
    "dividends": "2%",
    "dividend_tax": "15%",
    "gains_tax": "15%",
}
_PARTS = re.compile(r"[/／,，;；、]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)

Names = tuple[str, ...]
Field = ui.TextInput[Any]


class KindForm(SafeModal):
    """The inputs of one kind; opened again it holds what was read before."""

    def __init__(self, services: Services, ref: Ref, kind: CalcKind, asked: Asked | None = None) -> None:
        words = services.desk.words
        super().__init__(shorten(words(f"kind.{kind.name}", ref.language), MODAL_TITLE), services)
        self._ref = ref
        self._before = {name: told for name, told in asked.typed.items() if told.strip()} if asked else {}
        said = asked.said if asked else ""
        missing: Names = ()
        self._said: Mapping[str, LabelValue] = {}
        known = {"rows": said, **self._before}
        if not kind.table:
            before = services.desk.assistant.kinds.said(kind.name, said, ref.language)
            known, self._said = {**before.shown, **self._before}, before.values
            if asked:
                missing = services.desk.assistant.kinds.missing(kind.name, said, ref.language, self._before)
        self._inputs: dict[Names, Field] = {}
        fields = _Fields(words, ref.language, kind, known)
        # what was asked for has a field, where the form has none of its own for it
        beyond = tuple((name,) for name in missing if name not in kind.form)
        for names in (*beyond, *kind.form_fields)[:MOST_IN_A_FORM]:
            self._inputs[names] = fields.control(names)
            text = shorten(fields.label(names), MODAL_LABEL)
            self.add_item(ui.Label(text=text, description=fields.hint(names), component=self._inputs[names]))

    async def on_submit(self, interaction: Interaction, /) -> None:
        """Compute with what is typed; what was said of inputs that the form does not show stays said."""
        shown = {name for names in self._inputs for name in names}
        typed = {name: told for name, told in self._before.items() if name not in shown}
        for names, control in self._inputs.items():
            typed |= {name: told for name, told in _apart(names, control.value).items() if told}
        rest = {name: value for name, value in self._said.items() if name not in shown and name not in typed}
        again = interaction.message is not None and self._from_its_card(interaction.message)
        await answering.compute_kind(interaction, self._ref, written(rest)[0], typed, in_place=again)

    def _from_its_card(self, message: discord.Message) -> bool:
        """Whether the form was opened under a card of its own kind, whose place the new one takes."""
        shown = (read(custom_id) for custom_id in answering.custom_ids(message))
        return any(one is not None and one.subject == self._ref.subject for one in shown)


class _Fields:
    """Makes the fields of a form: label, hint, what is known already."""

    def __init__(self, words: Wordbook, language: Language, kind: CalcKind, known: Mapping[str, str]) -> None:
        self._words = words
        self._language = language
        self._kind = kind
        self._known = known

    def label(self, names: Names) -> str:
        """What is typed there."""
        return BESIDE.join(label(self._words, self._kind, name, self._language) for name in names)

    def hint(self, names: Names) -> str | None:
        """What helps to fill it in."""
        keys = (key for name in names for key in (f"field.{self._kind.name}-{name}-hint", f"field.{name}-hint"))
        found = next((key for key in keys if key in self._words), None)
        return shorten(self._words(found, self._language), MODAL_DESCRIPTION) if found else None

    def control(self, names: Names) -> Field:
        """The field itself."""
        long = kinds_of_fields()[names[0]] == "rows"
        limit = TABLE_TEXT if long else FIELD_LENGTH
        known = BESIDE.join(self._known.get(name, "") for name in names)
        return ui.TextInput(
            custom_id="-".join(names),
            style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
            default=known if known.strip(BESIDE) and len(known) <= limit else None,
            placeholder=BESIDE.join(filter(None, map(self._placeholder, names))) or None,
            max_length=limit,
            required=any(map(self._kind.always_needs, names)),
        )

    def _placeholder(self, name: str) -> str:
        key = {"dollars": "discord.form-dollars", "rate": "discord.form-percent"}.get(kinds_of_fields()[name])
        return _EXAMPLES.get(name) or (self._words(key, self._language) if key else "")


def _apart(names: Names, text: str) -> dict[str, str]:
    """What a field says of each of its inputs; all of it of the first where it does not come apart."""
    text = text.strip()
    if len(names) == 1:
        return {names[0]: text}
    parts = [part.strip() for part in _PARTS.split(_THOUSANDS.sub("", text))]
    if len(parts) == 1:
        parts = text.split()
    return dict(zip(names, parts, strict=True)) if len(parts) == len(names) else {names[0]: text}
