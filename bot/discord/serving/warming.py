"""What the first answers need, loaded in a thread before anybody waits for it.

Only a bot that serves does so: the terminal chat shows its first line without any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import MappingProxyType

from bot.assistant import Question
from bot.desk import Desk
from bot.language import Language

# with figures, in the other script, in English, in a language that is none of ours (which loads the language model)
_QUESTIONS = (
    "税后 401(k) 存了 2 万，转的时候只剩 18500，亏的能抵税吗",
    "稅後 401(k) 虧損能抵稅嗎",
    "what happens to my basis",
    "¿Puedo convertir mi cuenta después de impuestos?",
)
# whose reader, parameters and wordings are loaded with the first of them
_KINDS = MappingProxyType(
    {
        "1099r": "box 1 10500, box 2a 500, box 5 10000, code G",
        "room": "deferral 23500, match 10000",
        "series": "2024-03-15 10000 10500\n2025-03-15 8000 7600",
        "wait": "basis 10000, value now 12000, value later 15000, rate 24%",
        "state": "taxable 5000, wages 150000, single, CA",
    }
)
_FOLLOWED = "2025 年"


def warm(desk: Desk, is_over: Callable[[], bool] = lambda: False) -> None:
    """Load what the first questions, searches and calculations need.

    Args:
        desk: the desk that will serve.
        is_over: asked between the steps, whether nobody will come any more.
    """
    for step in _steps(desk):
        if is_over():
            return
        step()


def _steps(desk: Desk) -> Iterator[Callable[[], object]]:
    yield lambda: desk.names
    for text in _QUESTIONS:
        yield partial(desk.assistant.ask, Question(text))
    for kind, figures in _KINDS.items():
        yield partial(desk.assistant.kinds.reply, kind, figures, Language.ZH_HANT)
    yield partial(_follow, desk)


def _follow(desk: Desk) -> None:
    thread = desk.follow_ups.after(desk.assistant.ask(Question(_QUESTIONS[1])), _QUESTIONS[1])
    if thread is not None:
        desk.follow_ups.follow(thread, _FOLLOWED)
