"""Whether a text is in a language that the desk does not read.

Chinese (Cantonese and Wu too), pinyin, English, bare terms and names are ours, however short or misspelled. Other
scripts decide at once. Among Latin texts only those that show little English are looked at by a language model, which
is loaded when the first of them comes: ordinary questions never pay for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_WORDS = 3  # beside names and terms; less is a fragment, which says nothing about its language
LEAST_LETTERS = 3  # of another script; less is a symbol or a decoration
ENGLISH_WORDS = 2  # that no other language writes so
ENGLISH_SHARE = 0.2
SURE = 0.4  # probability of the likeliest language
TIMES = 12.0  # how much likelier than English it must be
# the languages in Latin letters that are likeliest here; with all that the model knows, short texts scatter
_CANDIDATES = (
    "en es fr de pt it nl pl vi tl id tr ro sv da no fi cs sk hu hr sl sr ca af sw ht so sq lt lv et cy ga".split()
)

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|«[^»]*»")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# left in English by writers of every language
_TERMS = frozenset(
    "after tax pre pretax aftertax roth ira iras tira rira mega backdoor box form irs vs versus yr basis conversion "
    "convert converted rollover rollovers in plan plans traditional trad pro rata ratable mbdr mbr bdr iprr deferral "
    "match agi magi mfj mfs hoh code fidelity vanguard schwab empower turbotax etf hsa rmd qdro nua spd hr "
    "cpa usd".split()
)
# frequent in English questions, and written so in none of the other languages
_ENGLISH = frozenset(
    "the are were does did my you it its this that these those what whats how when where why which who can cant could "
    "should would has have had if from with without and or not been there their they by into about after before any "
    "some your our we he she be but then than still also just only much many more money loss losses lost gain gains "
    "account taxes taxed taxable deduct deduction deductible earnings contribution contributions help please explain "
    "does doesnt dont didnt isnt between because while year years every difference rule rules return limit limits max "
    "income new can file filed never always ever report reported wrong them same thing "
    "i'm don't doesn't isn't it's i've what's".split()
)
_SHARED = frozenset("i is it on for to or at an of so up will".split())  # English for the most part: two count for one
_ASKING = frozenset("what whats what's how when where which why".split())  # one of them at the start counts for two
# the syllables of pinyin: what may begin one, and how it may go on
_ENDINGS = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u", "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u", "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "[jqx]": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "[zcs]": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "[zcs]h": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo", "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u", "": "a ai an ang ao e ei en er o ou",
}  # fmt: skip
_PINYIN = re.compile("(?:" + "|".join(f"{begin}(?:{'|'.join(_ENDINGS[begin].split())})" for begin in _ENDINGS) + ")+")
_PINYIN_SHARE = 0.75
_TONES = re.compile("[\u0300\u0301\u0304\u0308\u030c]")
# a character that Japanese does not write, or only in rare words
_CHINESE = frozenset("吗嗎么麼这這们們你您吧呢哪啥跟没沒")
_HAN, _KANA, _LATIN, _OTHER = "han", "kana", "latin", "other"
_SCRIPTS = {
    "CJK": _HAN,
    "BOPOMOFO": _HAN,
    "HIRAGANA": _KANA,
    "KATAKANA": _KANA,
    "LATIN": _LATIN,
    "FULLWIDTH": _LATIN,
}


def is_foreign(text: str) -> bool:
    """Whether a text is in neither English nor Chinese, with enough of it to be sure."""
    text = _QUOTED.sub(" ", text)
    scripts = Counter({_LATIN: 1}) if text.isascii() else Counter(map(_script, filter(str.isalpha, text)))
    if scripts[_KANA] >= LEAST_LETTERS and scripts[_KANA] * 3 >= scripts[_HAN] and _CHINESE.isdisjoint(text):
        return True
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text) if _tells(word)]
    latin = sum(len(word) for word in words if _script(word[0]) == _LATIN)
    if scripts[_OTHER] >= LEAST_LETTERS and scripts[_OTHER] > scripts[_HAN] and scripts[_OTHER] > latin:
        return True
    if scripts[_HAN] or scripts[_KANA] or scripts[_OTHER] or len(words) < LEAST_WORDS:
        return False
    return not _is_english(words) and not _is_pinyin(words) and _is_other_latin(" ".join(words))


def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0].partition("-")[0], _OTHER)


def _tells(word: str) -> bool:
    """Whether a word says something about the language: no figure, no term, no ticker."""
    ticker = word.isupper() and len(word) <= 5 and word.isascii()
    return not any(map(str.isdigit, word)) and not ticker and word.lower() not in _TERMS


def _is_english(words: list[str]) -> bool:
    found = sum(word in _ENGLISH for word in words) + (words[0] in _ASKING)
    weight = found + sum(word in _SHARED for word in words) / 2
    return weight >= max(ENGLISH_WORDS, ENGLISH_SHARE * len(words))


def _is_pinyin(words: list[str]) -> bool:
    bare = (_TONES.sub("", unicodedata.normalize("NFD", word)) for word in words)
    return sum(bool(_PINYIN.fullmatch(word)) for word in bare) >= _PINYIN_SHARE * len(words)


def _is_other_latin(text: str) -> bool:
    """Whether a language model takes a text for another language than English, by far."""
    ranked = _identifier().rank(text)
    likeliest, probability = ranked[0]
    english = dict(ranked)["en"]
    return bool(likeliest != "en" and probability >= SURE and probability >= TIMES * english)


@cache
def _identifier() -> LanguageIdentifier:
    """The language model: a third of a second to load. The tables of all other languages, 24 MB, are let go of."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - most processes never need it

    every = LanguageIdentifier.from_model_file(MODEL_FILE)
    every.set_languages(list(_CANDIDATES))
    tables = every.nb_ptc, every.nb_pc, every.nb_classes, every.tk_nextmove, every.tk_output
    return LanguageIdentifier(*tables, norm_probs=True, tk_row=every.tk_row)
