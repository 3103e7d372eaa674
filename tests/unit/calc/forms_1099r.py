"""Forms 1099-R that the tests of the reader share, and what they look at in its results."""

from typing import Any

from calc.functions import run

GAIN = {"box1": 10200, "box2a": 200, "box5": 10000, "box7": "G"}
LOSS = {"box1": 9400, "box2a": 0, "box5": 9400, "box7": "G"}
PUT_IN = {"aftertax_contributions_to_date": 10000}


def read(**payload: Any) -> dict[str, Any]:
    return run("reader_1099r", payload).to_json()


def found(result: dict[str, Any], key: str) -> dict[str, Any]:
    """The finding of a key without its authorities; it must be there once."""
    (finding,) = (finding for finding in result["findings"] if finding["key"] == key)
    return {name: value for name, value in finding.items() if name not in {"key", "authorities"} and value is not None}


def keys(result: dict[str, Any]) -> set[str]:
    return {finding["key"] for finding in result["findings"]}
