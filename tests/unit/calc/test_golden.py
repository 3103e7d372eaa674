"""The worked cases: expected figures that were agreed before any code was written."""

import json
from pathlib import Path
from typing import Any

import pytest

from calc.errors import CalcError
from calc.functions import FUNCTIONS, run

ALL: list[dict[str, Any]] = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))["cases"]
CASES = [case for case in ALL if case["function"] in FUNCTIONS]
OPEN = {"plan-dependent", "unsettled"}
COMPUTED = [case for case in CASES if "error" not in case["expected"]]
REFUSED = [case for case in CASES if "error" in case["expected"]]


def name(case: dict[str, Any]) -> str:
    return f"{case['id']}-{case['function']}"


def assert_within(expected: Any, actual: Any, place: str) -> None:
    """Every expected figure stands in the result; the result may say more."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in actual, f"{place}.{key} is missing"
            assert_within(value, actual[key], f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(actual) == len(expected), place
        for index, value in enumerate(expected):
            assert_within(value, actual[index], f"{place}[{index}]")
    else:
        assert actual == expected, place


@pytest.mark.parametrize("case", COMPUTED, ids=name)
def test_figures(case: dict[str, Any]) -> None:
    """A worked case gives its figures to the cent."""
    assert_within(case["expected"], run(case["function"], case["inputs"]).to_json(), case["id"])


@pytest.mark.parametrize("case", REFUSED, ids=name)
def test_refusals(case: dict[str, Any]) -> None:
    """An impossible case is refused with its code."""
    with pytest.raises(CalcError) as refusal:
        run(case["function"], case["inputs"])
    assert refusal.value.to_json()["error"] == case["expected"]["error"]


@pytest.mark.parametrize("case", COMPUTED, ids=name)
def test_readings_where_the_plan_decides(case: dict[str, Any]) -> None:
    """Two readings are shown where plan or law leave it open, and none where it is settled."""
    shown = {reading.id for reading in run(case["function"], case["inputs"]).readings}
    assert len(shown) == (2 if case["status"] in OPEN else 0)


def test_cases_cover_every_function() -> None:
    """No calculation is without a worked case, and none of the cases got lost."""
    assert {case["function"] for case in ALL} <= set(FUNCTIONS)
    assert len(ALL) == 29
