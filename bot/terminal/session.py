"""One conversation in the terminal: a line in, cards and a numbered menu out. Nothing is kept when it ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot import language as languages
from bot import season, terms
from bot.assistant import Question
from bot.desk import Desk
from bot.figures import as_role
from bot.kinds import DRAWN, KINDS, kind_on
from bot.language import Language
from bot.plain import citation_line
from bot.reply import ActionKind, Choice, Option, Reply
from bot.terminal.kinds import END_OF_TABLE, Kinds
from bot.terminal.last import LastAnswer, is_slip
from bot.terminal.pictures import saved, saved_card
from bot.terminal.screen import Screen
from knowledge.glossary import Term

Act = Callable[[], None]
RELATED = 3  # related questions in the menu; the card of the entry has them all


def _is_number(text: str) -> bool:
    """Whether a line is a number of the menu (``²`` is a digit too, but no number)."""
    return text.isdecimal() and len(text) <= 2


@dataclass
class Form:
    """Figures being asked for one after the other; what was already said is kept as text."""

    said: str
    missing: list[str] = field(default_factory=lambda: ["basis", "value"])


class Session:
    """The state of a conversation: the language, the menu on the screen, and a form being filled."""

    def __init__(
        self, desk: Desk, screen: Screen, language: Language | None, fallback: Language, font: Path | None = None
    ) -> None:
        """Start a conversation.

        Args:
            desk: the opened desk.
            screen: where to write.
            language: the language of all answers, ``None`` to follow each question.
            fallback: the language of the interface, and of answers to texts that carry none.
            font: for pictures; None looks for one.
        """
        self._font = font
        self._desk = desk
        self._screen = screen
        self._fixed = language
        self._language = language or fallback
        self._chinese = Language.ZH_HANT if fallback is Language.ZH_HANT else Language.ZH
        self._menu: list[tuple[str, Act]] = []
        self._form: Form | None = None
        self._card: tuple[Reply, bool] | None = None  # the last one, and whether it was expanded
        self._last = LastAnswer(desk)
        self._kinds = Kinds(desk)
        self.over = False

    def say(self, key: str, **values: object) -> str:
        """An interface text in the language of the conversation."""
        return self._desk.words(f"chat.{key}", self._language, **values)

    def welcome(self) -> None:
        """Say what this is and how to leave; in both languages, since nobody has written a word yet."""
        shown = [self._language] if self._fixed else [self._language, self._language.other]
        texts = [self._desk.words(f"chat.{key}", language) for language in shown for key in ("welcome", "welcome-hint")]
        self._screen.lines([*texts, ""])

    def handle(self, line: str) -> None:
        """Take one line of the user."""
        text = line.strip()
        table = self._kinds.filling is not None and self._kinds.filling.kind.table
        if not text and not table:
            return
        self._screen.asked(text)
        if table and (not text.startswith("/") or text in END_OF_TABLE):
            self._fill_kind(text)
        elif text.startswith("/"):
            self._form = self._kinds.filling = None
            self._command(*text.split(maxsplit=1))
        elif self._kinds.filling:
            self._fill_or_ask(text)
        elif self._form and not (_is_number(text) and 1 <= int(text) <= len(self._menu)):
            self._fill(self._form, text)
        elif _is_number(text) and not (self._last.awaits and not 1 <= int(text) <= len(self._menu)):
            self._form = None
            self._choose(int(text))
        else:
            self._ask(text)

    def finish(self) -> None:
        """The input ends: a table that nobody closed is computed all the same."""
        filling = self._kinds.filling
        if filling and filling.kind.table and filling.said:
            self._fill_kind("")

    def _command(self, command: str, rest: str = "") -> None:
        known: dict[str, Callable[[str], None]] = {
            "/quit": lambda _: self._quit(),
            "/exit": lambda _: self._quit(),
            "/help": lambda _: self._help(),
            "/browse": lambda _: self._browse(),
            "/glossary": self._glossary,
            "/convert": self._convert,
            "/calc": self._calc,
            "/lang": self._set_language,
            "/save": lambda _: self._save_card(),
            "/ask": lambda text: self._ask(text) if text else self._help(),
        }
        act = known.get(command.lower())
        if act is None:
            self._screen.lines([self.say("unknown-command", command=command), ""])
        else:
            act(rest)

    def _quit(self) -> None:
        self.over = True
        self._screen.lines([self.say("bye")])

    def _help(self) -> None:
        keys = "title ask follow number convert calc browse glossary save lang quit privacy limits".split()
        self._screen.lines([self.say(f"help-{key}") for key in keys] + [""])

    def _set_language(self, name: str) -> None:
        if name == "auto":
            self._fixed = None
        elif name in set(Language):
            self._fixed = self._language = Language(name)
        else:
            self._screen.lines([self.say("lang-unknown"), ""])
            return
        self._screen.lines([self.say("lang-set", name=name), ""])

    def _ask(self, text: str) -> None:
        reply = self._last.follow(text, self._fixed)
        if reply is None and self._last.awaits and is_slip(text):
            self._screen.lines([self.say("no-amount"), ""])
            return
        reply = reply or self._desk.assistant.ask(Question(text, language=self._fixed, fallback=self._language))
        self._language = reply.language
        self._show(reply, text)

    def _show(self, reply: Reply, text: str = "", *, expanded: bool = False) -> None:
        self._last.keep(reply, text)
        self._card = reply, expanded
        self._screen.card(reply, expanded=expanded)
        self._menu = list(self._offers(reply, expanded=expanded))
        if self._menu:
            # the choices of "which one?" already stand numbered on the card
            labels = [label for label, _ in self._menu]
            if reply.choices:
                rest = [f"{number} {label}" for number, label in enumerate(labels, 1) if number > len(reply.choices)]
                self._screen.lines(["  ".join([self.say("actions"), *rest]), ""])
            else:
                self._screen.menu(self.say("actions"), labels)

    def _offers(self, reply: Reply, *, expanded: bool) -> list[tuple[str, Act]]:
        offers: list[tuple[str, Act]] = [(choice.title, self._picking(reply, choice)) for choice in reply.choices]
        offers += [(f"{option.label} · {option.differs}", self._settling(reply, option)) for option in reply.options]
        offers += [(season.label(self._desk.words, y, reply.language), self._in_year(reply, y)) for y in reply.years]
        for action in reply.actions:
            if action.kind is ActionKind.COMPUTE:
                label = self.say("other-figures") if reply.calculation else action.label
                offers.append((label, self._computing(reply)))
            elif action.kind is ActionKind.EXPAND:
                key = "card.action-collapse" if expanded else "card.action-expand"
                label = self._desk.words(key, reply.language)
                offers.append((label, lambda: self._show(reply, expanded=not expanded)))
            elif action.kind is ActionKind.LANGUAGE:
                offers.append((action.label, lambda: self._switch(reply, expanded=expanded)))
            elif action.kind is ActionKind.SHARE:
                offers.append((action.label, lambda: self._share(reply, expanded=expanded)))
        if reply.calculation and reply.calculation.function in DRAWN:
            offers.append((self.say("save-picture"), lambda: self._save_picture(reply)))
        if reply.citations:
            offers.append((self.say("sources-of"), lambda: self._sources(reply)))
        related = self._desk.words("card.related", reply.language)
        offers += [
            (f"{related}{reply.language.colon}{choice.title}", self._opening(choice))
            for choice in reply.related[:RELATED]
        ]
        return offers

    def _computing(self, reply: Reply) -> Act:
        """Ask for the figures of what an entry explains."""
        entry = self._desk.assistant.base.entries.get(reply.entry or "")
        kind = kind_on(entry) if entry else None
        return self._beginning(kind.name) if kind else lambda: self._convert("")

    def _opening(self, choice: Choice) -> Act:
        return lambda: self._show(self._desk.assistant.show(choice.entry, self._language))

    def _picking(self, reply: Reply, choice: Choice) -> Act:
        """Open a choice; the figures that were said go along."""
        return lambda: self._show(self._desk.follow_ups.pick(reply, choice.entry, self._language))

    def _settling(self, reply: Reply, option: Option) -> Act:
        """Say which input a figure is."""
        return lambda: self._show(self._last.settle(reply, option.place))

    def _in_year(self, reply: Reply, year: int) -> Act:
        return lambda: self._show(self._last.in_year(reply, year))

    def _choose(self, number: int) -> None:
        if 1 <= number <= len(self._menu):
            self._menu[number - 1][1]()
        else:
            self._screen.lines([self.say("no-action", number=number), ""])

    def _switch(self, reply: Reply, *, expanded: bool) -> None:
        if reply.language is not Language.EN:
            self._chinese = reply.language  # the way back leads to the script that it came from
        other = self._language = self._chinese if reply.language is Language.EN else Language.EN
        if self._fixed:
            self._fixed = other
        self._show(self._desk.follow_ups.again(reply, other), expanded=expanded)

    def _share(self, reply: Reply, *, expanded: bool) -> None:
        self._screen.lines([self.say("shared"), "", self._desk.plain.card(reply, expanded=expanded), ""])

    def _convert(self, text: str) -> None:
        if text:
            self._language = self._fixed or languages.choose(text, self._language)
            self._computed(text)
        else:
            self._form, self._menu = Form(""), []  # from here on numbers are figures
            self._screen.lines([self.say("convert-usage"), self.say("convert-basis")])

    def _calc(self, text: str) -> None:
        """A kind with its figures, a kind alone, or nothing: then all of them to pick from."""
        name, figures = (*text.split(maxsplit=1), "", "")[:2]
        name = name.lower()
        if name in KINDS and figures:
            self._language = self._fixed or languages.choose(figures, self._language)
            self._show_kind(self._kinds.compute(name, figures, self._language))
        elif name in KINDS:
            self._begin(name)
        elif self._desk.assistant.tells_conversion(text):
            self._convert(text)
        else:
            if name:
                self._screen.lines([self.say("calc-unknown", name=name)])
            listed = self._kinds.listed(self._language)
            self._menu = [(f"{title} · /calc {name}", self._beginning(name)) for name, title in listed]
            self._screen.menu(self._desk.words("kind.title", self._language), [label for label, _ in self._menu])

    def _beginning(self, name: str) -> Act:
        return lambda: self._begin(name)

    def _begin(self, name: str) -> None:
        self._menu = []  # from here on numbers are figures
        self._screen.lines(self._kinds.begin(name, self._language))

    def _fill_kind(self, text: str) -> None:
        reply = self._kinds.take(text, self._language)
        if reply:
            self._show_kind(reply)

    def _fill_or_ask(self, text: str) -> None:
        """A line says something for the kind that is being filled in, or is a new question."""
        if self._kinds.takes(text, self._language) or is_slip(text):
            self._fill_kind(text)
        else:
            self._kinds.filling = None
            self._ask(text)

    def _show_kind(self, reply: Reply) -> None:
        self._show(reply)
        asked = self._kinds.next(self._language)
        if asked:
            self._screen.lines(asked)

    def _save_picture(self, reply: Reply) -> None:
        if reply.calculation:
            self._screen.lines([*saved(self._desk, reply.calculation, reply.language, self._font), ""])

    def _save_card(self) -> None:
        if self._card:
            reply, expanded = self._card
            self._screen.lines([*saved_card(self._desk, reply, self._font, expanded=expanded), ""])
        else:
            self._screen.lines([self.say("nothing-to-save"), ""])

    def _fill(self, form: Form, text: str) -> None:
        role = form.missing[0]
        said = as_role(role, text, self._desk.assistant.today())
        if said is None:
            if is_slip(text):
                self._screen.lines([self.say("no-amount"), self.say(f"convert-{role}")])
            else:
                self._form = None  # not a figure at all: a new question
                self._ask(text)
            return
        form.said = f"{form.said} {said}".strip()
        form.missing.pop(0)
        if form.missing:
            self._screen.lines([self.say(f"convert-{form.missing[0]}")])
        else:
            self._form = None
            self._computed(form.said)

    def _computed(self, text: str) -> None:
        self._show(self._desk.assistant.compute_text(text, self._language))

    def _browse(self) -> None:
        topics = self._desk.assistant.topics(self._language)
        self._menu = [
            (self.say("topic-line", title=title, count=count), self._topic(topic, title))
            for topic, title, count in topics
        ]
        self._screen.menu(self.say("topics"), [label for label, _ in self._menu])

    def _glossary(self, text: str) -> None:
        """A term and the way to its entry; or those that may be meant, or all of them, to be picked."""
        self._language = self._fixed or languages.choose(text, self._language)
        found = self._desk.assistant.base.glossary.find(text)
        if len(found) == 1:
            self._term(found[0])
            return
        if text and not found:
            self._screen.lines([self._desk.words("desk.term-none", self._language)])
        listed = found or terms.all_terms(self._desk)
        self._menu = [(terms.both_names(term, self._language), self._defining(term)) for term in listed]
        self._screen.menu(self.say("terms"), [label for label, _ in self._menu])

    def _defining(self, term: Term) -> Act:
        return lambda: self._term(term)

    def _term(self, term: Term) -> None:
        self._screen.lines(terms.lines(self._desk, term, self._language))
        title = terms.explained_by(self._desk, term, self._language)
        self._menu = [(title, self._opening(Choice(entry=term.entry, title=title, differs="")))]
        self._menu.append((self.say("back"), lambda: self._glossary("")))
        self._screen.menu(self.say("actions"), [label for label, _ in self._menu])

    def _topic(self, topic: str, title: str) -> Act:
        def show() -> None:
            self._list(title, self._desk.assistant.questions(topic, self._language))

        return show

    def _list(self, title: str, choices: Sequence[Choice]) -> None:
        self._menu = [(choice.title, self._opening(choice)) for choice in choices]
        self._menu.append((self.say("back"), self._browse))
        self._screen.menu(title, [label for label, _ in self._menu])

    def _sources(self, reply: Reply) -> None:
        by_source = {citation.source: citation for citation in reversed(reply.citations)}
        self._menu = [
            (citation_line(c, with_url=False), self._source(c.source))
            for c in sorted(by_source.values(), key=lambda c: c.number)
        ]
        self._menu.append((self.say("back"), lambda: self._show(reply)))
        self._screen.menu(self.say("sources-of"), [label for label, _ in self._menu])

    def _source(self, source_id: str) -> Act:
        def show() -> None:
            source = self._desk.assistant.base.sources[source_id]
            about = self.say(
                "source-accessed",
                publisher=source.publisher,
                tier=self.say(f"source-tier-{source.tier}"),
                seen=self.say(f"source-seen-{source.seen}"),
                accessed=source.accessed,
            )
            self._screen.lines([source.title, about, source.url, ""])
            self._list(self.say("rests-on"), self._desk.assistant.resting_on(source_id, self._language))

        return show
