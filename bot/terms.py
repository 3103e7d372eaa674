"""Terms of the glossary as lines of text, alike in the terminal, on the command line and in Discord."""

from __future__ import annotations

from bot.desk import Desk
from bot.language import Language
from bot.wordbook import content, in_script
from knowledge.glossary import Term


def name(term: Term, language: Language) -> str:
    """What the term is called in a language."""
    if language is Language.EN:
        return term.en
    return term.traditional if language is Language.ZH_HANT else term.zh


def both_names(term: Term, language: Language) -> str:
    """The name in a language, then the one in the other, where that differs."""
    own, other = name(term, language), term.zh if language is Language.EN else term.en
    return own if own == other else f"{own} · {other}"


def lines(desk: Desk, term: Term, language: Language) -> list[str]:
    """A term: its name in both languages, its meaning, other words for it, and words to avoid."""
    words = desk.words
    shown = [both_names(term, language)]
    shown.append(content(term.meaning.zh, term.meaning.en, language))
    other = (word for word in (*term.abbr, *term.also) if word not in {term.en, term.zh})
    more = list(dict.fromkeys(in_script(word, language) for word in other))
    if more:
        shown.append(words("desk.term-also", language, words=language.join(more)))
    for avoid in term.avoid:
        why = content(avoid.zh, avoid.en, language)
        shown.append(words("desk.term-avoid", language, words=in_script(avoid.words, language), why=why))
    return shown


def explained_by(desk: Desk, term: Term, language: Language) -> str:
    """The question of the entry that explains a term with its sources."""
    question = desk.assistant.base.entries[term.entry].question
    return content(question.zh, question.en, language)


def looked_up(desk: Desk, text: str, language: Language) -> list[str]:
    """What the command line says about a text: the term, the terms that it may mean, or all of them."""
    found = desk.assistant.base.glossary.find(text)
    if len(found) == 1:
        see = desk.words("desk.term-see", language, question=explained_by(desk, found[0], language))
        return [*lines(desk, found[0], language), see]
    if not found and text.strip():
        return [desk.words("desk.term-none", language)]
    return [
        f"{name(term, language)} · {term.zh if language is Language.EN else term.en}"
        for term in found or all_terms(desk)
    ]


def all_terms(desk: Desk) -> tuple[Term, ...]:
    """Every term, in the order of the English names."""
    return tuple(sorted(desk.assistant.base.glossary.terms, key=lambda term: term.en.lower()))
