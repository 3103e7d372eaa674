"""A new tax year: every figure asked with its source, checked against a second one, written all at once or not at all.

Figures come in families, since one document announces each: the retirement limits in a Notice around November, the
tax figures in a Revenue Procedure, the Medicare premiums in a fact sheet. A family that is not announced yet is
skipped whole; one that is answered in part is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final, TextIO

from bot.curator import year_files
from bot.curator.year_files import BRACKETS, SECOND_SOURCES, Family, YearError
from bot.figures import money
from bot.settings import Settings
from calc import parameters, tables
from calc.tables import FILINGS
from knowledge.loader import load, packaged
from knowledge.wording import placeholders

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "retirement": ("limit.", "roth_ira."),
    "tax": ("credit.", "deduction.", "niit.", "tax.brackets"),
    "medicare": ("irmaa.",),
}
# where each family is announced
WHERE: Final[Mapping[str, str]] = {
    "retirement": parameters.COLA_PAGE,
    "tax": tables.TAX_TABLES_PAGE,
    "medicare": "https://www.cms.gov/newsroom",
}
UNUSUAL: Final = Decimal("0.15")  # a change by more than this share of the last figure is asked about again
NOTHING: Final = "Nothing was written."
KEEP: Final = "="  # the figure of the year before, for what the law does not change


class Walk:
    """One sitting of a curator with the figures of a year."""

    def __init__(self, settings: Settings, year: int, answers: TextIO, out: TextIO) -> None:
        self._settings = settings
        self._year = year
        self._answers = answers
        self._out = out

    def run(self, only: str = "") -> int:
        """Ask, check, write; the number of families that were left out.

        Args:
            only: the one family to ask about; empty for all.

        Raises:
            YearError: the year cannot be added, or an answer is missing or contradicted. Nothing is written then.
        """
        if only and only not in FAMILIES:
            raise YearError(f"there is no family `{only}`; there are: {', '.join(FAMILIES)}")
        if not SECOND_SOURCES.exists():
            raise YearError(f"{SECOND_SOURCES} is not here: start this in a checkout of the project")
        answered = [family for name in ([only] if only else FAMILIES) if (family := self._family(name))]
        left_out = (1 if only else len(FAMILIES)) - len(answered)
        if not answered:
            self._say(f"Nothing was answered. {NOTHING}")
            return left_out
        self._write(answered)
        self._tell_cards({name for family in answered for name in family.figures})
        return left_out

    def _family(self, name: str) -> Family | None:
        self._say(f"\n{self._year}, {name}. Announced at {WHERE[name]}")
        wanted = list(self._missing(name))
        if not wanted:
            self._say("Every figure is here already.")
            return None
        self._say(f"{len(wanted)} figures. An empty line skips the whole family; `{KEEP}` keeps last year's figure.")
        family = Family(name)
        for asked in wanted:
            answer = self._asked(asked)
            if answer:
                family.figures[asked] = answer
            elif family.figures:
                raise YearError(
                    f"{asked} was left empty: a family is answered whole or not at all. Nothing was written."
                )
            else:
                self._say("Skipped.")
                return None
        family.source = self._document()
        family.second = self._cross_checked(family)
        return family

    def _missing(self, family: str) -> Iterator[str]:
        for name in parameters.names():
            held = parameters.parameter(name).values
            if name.startswith(FAMILIES[family]) and self._year not in held and self._year - 1 in held:
                yield name
            elif name.startswith(FAMILIES[family]) and self._year not in held:
                raise YearError(f"{name} has no figure of {self._year - 1}: add the years in order")
        held_years = tables.income_tax().tops
        if BRACKETS in FAMILIES[family] and self._year not in held_years:
            if self._year - 1 not in held_years:
                raise YearError(f"the brackets have no row of {self._year - 1}: add the years in order")
            yield from (f"{BRACKETS}.{filing}" for filing in FILINGS)

    def _asked(self, name: str) -> tuple[str, ...] | None:
        before = self._before(name)
        label = (
            parameters.parameter(name).label.en if not name.startswith(BRACKETS) else f"tops of the brackets, {name}"
        )
        text = self._ask(f"{label} ({self._year - 1}: {', '.join(money(figure) for figure in before)})")
        if not text:
            return None
        figures = before if text == KEEP else _figures(text)
        if len(figures) != len(before):
            raise YearError(f"{name} needs {len(before)} figures, and {len(figures)} were read. {NOTHING}")
        unusual = [
            f"{money(old)} → {money(new)}"
            for old, new in zip(before, figures, strict=True)
            if abs(new - old) > old * UNUSUAL or new < old
        ]
        if unusual and self._ask(f"Unusual: {'; '.join(unusual)}. Type yes if the document says so") != "yes":
            raise YearError(f"{name} was not confirmed. {NOTHING}")
        return tuple(f"{figure:f}" for figure in figures)

    def _before(self, name: str) -> tuple[Decimal, ...]:
        if name.startswith(BRACKETS):
            rows = dict(tables.income_tax().tops[self._year - 1].items())
            return rows[name.removeprefix(f"{BRACKETS}.")]  # type: ignore[index] # one of FILINGS
        return (parameters.value(name, self._year - 1),)

    def _document(self) -> tuple[str, str, str]:
        title = self._needed("Title of the document, such as Notice 2026-70: 2027 limitations for retirement plans")
        address = self._address("Its address")
        self._say("The places in it are taken over from last year's references; look at them in the files afterwards.")
        known = load(self._settings.knowledge_dir).sources
        for source in known.values():
            if source.url.rstrip("/") == address.rstrip("/"):
                return source.id, "", ""
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower().partition(":")[0]).strip("-")[:48]
        return slug, title, address

    def _cross_checked(self, family: Family) -> tuple[str, str]:
        self._say("Now a second, independent source: the same figures from another page.")
        title, address = self._needed("Its title"), self._address("Its address")
        if address.rstrip("/") == family.source[2].rstrip("/"):
            raise YearError(f"that is the same page. {NOTHING}")
        for name, figures in family.figures.items():
            read = tuple(f"{figure:f}" for figure in _figures(self._needed(f"{name} there")))
            if read != figures:
                raise YearError(f"{name}: {', '.join(figures)} here, {', '.join(read)} there. {NOTHING}")
        return title, address

    def _write(self, families: list[Family]) -> None:
        registry = (self._settings.knowledge_dir or packaged()) / "sources" / "parameters.yaml"
        texts = year_files.texts(families, self._year, registry)
        year_files.replace_all(texts)
        self._say(f"\nWritten: {len(texts)} files. Now run `python -m bot check` and the tests.")

    def _tell_cards(self, names: set[str]) -> None:
        """Which cards name a figure of the year before, and so want a look."""
        base = load(self._settings.knowledge_dir)
        for entry in base.entries.values():
            told = {
                name
                for claim in entry.all_claims()
                for name, year in placeholders(claim.zh)
                if name in names and int(year) == self._year - 1
            }
            if told:
                self._say(
                    f"- {entry.id}: {', '.join(sorted(told))} of {self._year - 1} ({base.documents[entry.id].file})"
                )

    def _ask(self, what: str) -> str:
        self._out.write(f"{what}: ")
        self._out.flush()
        return self._answers.readline().strip()

    def _needed(self, what: str) -> str:
        answer = self._ask(what)
        if not answer:
            raise YearError(f"“{what}” was left empty. {NOTHING}")
        return answer

    def _address(self, what: str) -> str:
        answer = self._needed(what)
        if not re.fullmatch(r"https://\S+", answer):
            raise YearError(f"“{answer}” is no https address. {NOTHING}")
        return answer

    def _say(self, text: str) -> None:
        self._out.write(f"{text}\n")


def _figures(text: str) -> tuple[Decimal, ...]:
    parts = [part for part in re.split(r"[;\s]+|,(?!\d{3})", text.replace("$", "")) if part]
    try:
        figures = tuple(Decimal(part.replace(",", "")) for part in parts)
    except InvalidOperation:
        raise YearError(f"“{text}” is no figure. {NOTHING}") from None
    if not all(figure.is_finite() and figure > 0 for figure in figures):
        raise YearError(f"“{text}” is no figure. {NOTHING}")
    return figures
