"""What an answer rests on, and how a change is merged into it: by the names of the inputs, for any calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, get_args

from pydantic.fields import FieldInfo

from bot.figures import CENT, HUNDRED, basis_and_value
from bot.followup.change import Change, Figure
from bot.kinds import KINDS
from bot.language import Language
from calc.amounts import Question
from calc.errors import CalcError
from calc.functions import FUNCTIONS, run
from calc.money import DollarsIn, RateIn

Said = Mapping[str, Any]

FRACTIONS = frozenset({"rate", "state_rate"})  # roles that the reader gives in percent units
DERIVED = frozenset({"gain", "loss", "gain_pct", "loss_pct"})  # a value said as a change of the basis
PROFILE = ("year", "filing", "state", "to")
# names that people use for inputs which a calculation calls otherwise
_ALIASES = {
    "basis": ("aftertax_basis",),
    "value": ("value_now", "aftertax_value"),
    "filing": ("status",),
    "wages": ("comp",),
    "year": ("tax_year",),
    "rate": ("rate_now", "rate_later"),
}
_VALUES = frozenset({"value", *_ALIASES["value"]})
_BASES = frozenset({"basis", *_ALIASES["basis"]})


@dataclass(frozen=True)
class Thread:
    """The last answer of a user in a place, so that the next message can go on from it. It holds figures: memory only.

    Attributes:
        language: of the answer.
        entry: the entry that was shown.
        choices: the entries that were offered in its place.
        function: the calculation that its figures go into.
        kind: the kind of ``/calc`` that it was.
        said: what was said so far, by the name of the input, rates as fractions; what the calculation does not take
            is kept too.
        words: the question as it was asked.
        open: inputs that have to be said anew before anything is computed.
        questions: what was unclear in the last message.
        changed: what the last message changed, by name; nothing where it was a question of its own.
        account: the account that the last message put in place of the one asked about.
        same: whether what was said changes nothing in the answer.
        pending: a figure whose place the last message did not tell.
        places: the inputs that it may be.
        share: the part of the account that is converted, where it was said so and not as a sum.
    """

    language: Language
    entry: str | None = None
    choices: tuple[str, ...] = ()
    function: str | None = None
    kind: str | None = None
    said: Said = field(default_factory=dict)
    words: str = ""
    open: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()
    changed: tuple[str, ...] = ()
    account: str = ""
    same: bool = False
    pending: Figure | None = None
    places: tuple[str, ...] = ()
    share: Decimal | None = None

    @property
    def follows(self) -> bool:
        """Whether the last message was a change and no question of its own."""
        return bool(self.changed or self.account or self.questions or self.pending)

    @property
    def inputs(self) -> dict[str, Any]:
        """What the calculation is asked with, as far as it was said."""
        return inputs_of(self.function, self.said) if self.function else {}


def places_of(function: str | None, name: str) -> tuple[str, ...]:
    """The inputs of a calculation that go by a name; none where it takes nothing of the kind."""
    if function is None:
        return ()
    fields = FUNCTIONS[function].inputs.model_fields
    if name in DERIVED:
        return (name,) if places_of(function, "basis") and places_of(function, "value") else ()
    return (name,) if name in fields else tuple(one for one in _ALIASES.get(name, ()) if one in fields)


def is_rate(function: str | None, name: str) -> bool:
    """Whether an input is a rate, which a calculation takes as a fraction."""
    return function is not None and _is(FUNCTIONS[function].inputs.model_fields.get(name), RateIn)


def inputs_of(function: str, said: Said) -> dict[str, Any]:
    """The inputs of a calculation out of what was said; a gain or loss beside the basis gives the value."""
    fields = FUNCTIONS[function].inputs.model_fields
    inputs = {name: value for name, value in said.items() if name in fields}
    if DERIVED & said.keys():
        roles = {name: said[place] for name in ("basis", "value") for place in _said_as(function, name, said)}
        derived = basis_and_value(roles | {name: said[name] for name in DERIVED & said.keys()})
        for name, figure in zip(("basis", "value"), derived, strict=True):
            if figure is not None:
                inputs |= dict.fromkeys(places_of(function, name)[:1], figure)
    return inputs


def _said_as(function: str, name: str, said: Said) -> tuple[str, ...]:
    return tuple(place for place in places_of(function, name) if place in said)[:1]


def under_names(function: str | None, roles: Said) -> dict[str, Any]:
    """What was said by role, under the names of the calculation's inputs where it has just one for a role."""
    said: dict[str, Any] = {}
    for role, value in roles.items():
        places = places_of(function, role)
        said[places[0] if len(places) == 1 else role] = value
    return said


def as_fractions(roles: Said) -> dict[str, Any]:
    """What the reader read, with its rates as fractions."""
    return {role: value / HUNDRED if role in FRACTIONS else value for role, value in roles.items()}


def missing(function: str, inputs: Said) -> tuple[str, ...]:
    """The inputs without which a calculation cannot be done, in the order in which it wants them."""
    filled = dict(inputs)
    found = [name for name, one in FUNCTIONS[function].inputs.model_fields.items() if one.is_required()]
    found = [name for name in found if name not in filled]
    while not found or found[-1] in filled:
        try:
            run(function, filled)
        except CalcError as error:
            name = error.field
            if error.code != "missing_input" or name is None or name in filled:
                break
            found.append(name)
            if not _is(FUNCTIONS[function].inputs.model_fields.get(name), DollarsIn):
                break
            filled[name] = Decimal(1)  # to see what else it wants
        else:
            break
    return tuple(found)


def awaited(thread: Thread) -> tuple[str, ...]:
    """The sums that have to be said before the calculation of a thread can be done."""
    if thread.function is None:
        return ()
    wanted = [one for one in _dollars(thread.function) if one in thread.open]
    lacking = missing(thread.function, thread.inputs)
    return tuple(wanted or [name for name in lacking if name in _dollars(thread.function)])


def merge(thread: Thread, change: Change) -> Thread | None:
    """The thread after a change; ``None`` where nothing of the last answer can take it, so that it follows nothing."""
    if change.share or not (change.tells or change.small is not None):
        return _shared(thread, change.share) if change.share else _picked(thread, change.named)
    figures = change.figures
    if change.small is not None:
        if figures or len(awaited(thread)) != 1:
            return None
        figures = (Figure(change.small),)
    if thread.function is None and (figures or any(one.role not in PROFILE for one in change.questions)):
        return None
    taken: dict[str, Any] = {}
    unplaced: list[tuple[Figure, tuple[str, ...]]] = []
    for figure in figures:
        places = _places(thread, figure, taken)
        if not places:
            return None
        if len(places) == 1:
            taken[places[0]] = _as_said(places[0], figure)
        else:
            unplaced.append((figure, places))
    taken |= under_names(thread.function, change.said)
    fresh = replace(
        _with(thread, taken), questions=change.questions, changed=tuple(taken), account="", pending=None, places=()
    )
    if len(unplaced) > 1:
        several = Question("two_candidates", tuple(figure.value for figure, _ in unplaced))
        return replace(fresh, questions=(*change.questions, several))
    return replace(fresh, pending=unplaced[0][0], places=unplaced[0][1]) if unplaced else fresh


def settle(thread: Thread, place: str) -> Thread | None:
    """The thread once it is told which input the pending figure is; ``None`` where there is no such question."""
    if thread.pending is None or place not in thread.places:
        return None
    taken = {place: _as_said(place, thread.pending)}
    return replace(_with(thread, taken), questions=(), changed=(place,), pending=None, places=())


def _shared(thread: Thread, share: Decimal) -> Thread | None:
    """The thread with a part of the account converted; ``None`` where it is not told what the account is worth."""
    if thread.function != "convert" or thread.open or "value" not in thread.inputs:
        return None
    fresh = _with(replace(thread, share=share), {})
    return replace(fresh, questions=(), changed=("amount",), account="", pending=None, places=())


def _picked(thread: Thread, named: tuple[str, ...]) -> Thread | None:
    """A name alone, as the answer to "which one?"."""
    places = [place for name in named for place in places_of(thread.function, name) if place in thread.places]
    return settle(thread, places[0]) if len(places) == 1 else None


def _with(thread: Thread, taken: Said) -> Thread:
    """The thread with what is said anew in place of the old; of value and change of value only the newer one holds."""
    gone: set[str] = set()
    if taken.keys() & _VALUES:
        gone |= DERIVED
    if taken.keys() & DERIVED:
        gone |= DERIVED | _VALUES
    elif taken.keys() & _BASES and {*thread.said, *taken} & _VALUES:
        gone |= DERIVED  # the gain or loss of the old basis; without a value it tells what that is
    kept = {name: value for name, value in thread.said.items() if name not in gone}
    restated = taken.keys() & (thread.open | (DERIVED if thread.open & _VALUES else set()))
    # where basis and value do not fit together, either of them said anew settles it
    still_open = thread.open - taken.keys() if thread.kind or not restated else frozenset()
    said = kept | dict(taken)
    share = None if "amount" in taken else thread.share
    if share:
        value = inputs_of(str(thread.function), said).get("value")
        said |= {} if value is None else {"amount": (Decimal(value) * share).quantize(CENT, ROUND_HALF_UP)}
    return replace(thread, said=said, open=still_open, share=share)


def _as_said(place: str, figure: Figure) -> Decimal:
    return figure.value / HUNDRED if figure.percent and place not in DERIVED else figure.value


def _places(thread: Thread, figure: Figure, taken: Iterable[str]) -> tuple[str, ...]:
    """The inputs that a figure may be."""
    function = thread.function
    if figure.percent:
        if figure.name == "state_rate":
            return ("state_rate",)  # kept with what was said, whether this calculation takes it or not
        return places_of(function, figure.name or "rate")
    if figure.name:
        return places_of(function, figure.name)
    inputs = thread.inputs
    if figure.old is not None:
        return tuple(name for name in _dollars(function) if name in inputs and Decimal(inputs[name]) == figure.old)
    wanted = awaited(thread) or _said_or_asked(thread)
    return tuple(name for name in wanted if name not in taken)


def _said_or_asked(thread: Thread) -> tuple[str, ...]:
    """The sums that a bare figure may be once nothing is missing: those said, and those that a form asks for.

    What was said is never taken over by default: where one sum was said, the next may be another one.
    """
    sums = _dollars(thread.function)
    said = tuple(name for name in sums if name in thread.inputs)
    form = KINDS[thread.kind].form if thread.kind else () if len(said) > 1 else sums
    return tuple(name for name in sums if name in {*said, *form})


def _dollars(function: str | None) -> tuple[str, ...]:
    """The inputs of a calculation that are sums of dollars."""
    fields = FUNCTIONS[function].inputs.model_fields if function else {}
    return tuple(name for name, one in fields.items() if _is(one, DollarsIn))


def _is(one: FieldInfo | None, kind: object) -> bool:
    """Whether an input is read as ``DollarsIn`` or ``RateIn``."""
    if one is None:
        return False
    validator = get_args(kind)[1]
    nested = (meta for argument in get_args(one.annotation) for meta in getattr(argument, "__metadata__", ()))
    return any(meta == validator for meta in (*one.metadata, *nested))
