"""What stands out on a Form 1099-R: verdicts, figures and questions, and no false alarm."""

from typing import Any

import pytest

from calc.findings import ASKS, FINDING_KEYS
from calc.functions import run
from calc.model import CAUTION_IDS, READING_IDS
from tests.unit.calc.distribution_cases import DISTRIBUTIONS
from tests.unit.calc.forms_1099r import GAIN, LOSS, PUT_IN, found, keys, read
from tests.unit.calc.planning_cases import PLANNING
from tests.unit.calc.tax_cases import TAXES


@pytest.mark.parametrize(
    ("payload", "key", "expected"),
    [
        # everything taxable though there was basis: 10,000 too much
        (
            {"box1": 10200, "box2a": 10200, "box7": "G", "to": "roth401k", **PUT_IN},
            "all_taxable",
            {"verdict": "wrong", "found": "10200.00", "expected": "200.00", "gap": "10000.00", "ask": "corrected_form"},
        ),
        # the same with box 5 printed as 0, at a loss
        (
            {"box1": 9400, "box2a": 9400, "box5": 0, **PUT_IN},
            "all_taxable",
            {"verdict": "wrong", "found": "9400.00", "expected": "0.00", "gap": "9400.00", "ask": "corrected_form"},
        ),
        # a part: half of the account, so half of the basis
        (
            {"box1": 5100, "box2a": 5100, "subaccount_balance": 5100, **PUT_IN},
            "all_taxable",
            {"verdict": "wrong", "found": "5100.00", "expected": "100.00", "gap": "5000.00", "ask": "corrected_form"},
        ),
        # contributions not told: right for pre-tax money
        (
            {"box1": 10200, "box2a": 10200},
            "all_taxable",
            {"verdict": "check", "found": "10200.00", "ask": "contribution_record"},
        ),
        # all basis came out before
        (
            {"box1": 300, "box2a": 300, "box5": 0, "box5_to_date": 10000, **PUT_IN},
            "adds_up",
            {"verdict": "fits", "found": "300.00", "expected": "300.00", "gap": "0.00"},
        ),
        (
            {**GAIN, "box2a": 10300},
            "box2a_above_box1",
            {
                "verdict": "wrong",
                "found": "10300.00",
                "expected": "10200.00",
                "gap": "100.00",
                "ask": "corrected_form",
            },
        ),
        (
            {**GAIN, "box2a": 150},
            "does_not_add_up",
            {"verdict": "wrong", "found": "150.00", "expected": "200.00", "gap": "50.00", "ask": "corrected_form"},
        ),
        # box 5 above box 1 and still something taxable
        (
            {"box1": 9400, "box2a": 100, "box5": 10000},
            "does_not_add_up",
            {"verdict": "wrong", "found": "100.00", "expected": "0.00", "gap": "100.00", "ask": "corrected_form"},
        ),
        # earnings that went to Roth untaxed
        (
            {**GAIN, "box2a": 0, "to": "roth_ira"},
            "earnings_untaxed",
            {"verdict": "wrong", "found": "0.00", "expected": "200.00", "gap": "200.00", "ask": "corrected_form"},
        ),
        (
            {**GAIN, "box2a": 0},
            "earnings_untaxed",
            {"verdict": "check", "found": "0.00", "expected": "200.00", "gap": "200.00", "ask": "where_earnings_went"},
        ),
        ({**GAIN, "box2a": 0, "to": "traditional_ira"}, "earnings_untaxed", {"verdict": "fits", "found": "0.00"}),
        ({**GAIN, "box2a": 0, "box7": "H"}, "earnings_untaxed", {"verdict": "fits", "found": "0.00"}),
        (
            {**GAIN, "box2a": 0, "box7": "7B"},
            "earnings_untaxed",
            {"verdict": "check", "found": "0.00", "expected": "200.00", "gap": "200.00", "ask": "taxable_amount"},
        ),
        # a direct rollover to a traditional IRA is not taxed
        (
            {"box1": 200, "box2a": 200, "box7": "G", "to": "traditional_ira"},
            "rolled_but_taxed",
            {"verdict": "wrong", "found": "200.00", "expected": "0.00", "gap": "200.00", "ask": "corrected_form"},
        ),
        (
            {"box1": 20000, "box2a": 500, "box5": 19500, "box7": "H"},
            "rolled_but_taxed",
            {"verdict": "wrong", "found": "500.00", "expected": "0.00", "gap": "500.00", "ask": "corrected_form"},
        ),
        # box 5 blank
        (
            {"box1": 10200, "box2a": 200, "to": "roth_ira", **PUT_IN},
            "box5_missing",
            {"verdict": "wrong", "expected": "10000.00", "ask": "corrected_form"},
        ),
        (
            {"box1": 10200, "box2a": 200},
            "box5_missing",
            {"verdict": "check", "expected": "10000.00", "ask": "contribution_record"},
        ),
        (
            {"box1": 4500, "box2a": 0, "box5": 0, "box7": "G", **PUT_IN},
            "box5_missing",
            {
                "verdict": "check",
                "found": "0.00",
                "expected": "4500.00",
                "gap": "4500.00",
                "ask": "where_earnings_went",
            },
        ),
        # box 2a blank
        (
            {"box1": 9400, "box5": 9400},
            "blank_at_loss",
            {"verdict": "fits", "expected": "0.00"},
        ),
        ({"box1": 9400, "box5": 10000}, "blank_at_loss", {"verdict": "fits", "expected": "0.00"}),
        (
            {"box1": 10200, "box5": 10000},
            "box2a_blank",
            {"verdict": "check", "expected": "200.00", "ask": "taxable_amount"},
        ),
        ({"box1": 10200}, "box2a_blank", {"verdict": "check", "ask": "taxable_amount"}),
        (
            {"box1": 10200, "box5": 10000, "taxable_not_determined": "yes"},
            "taxable_not_determined",
            {"verdict": "check", "expected": "200.00", "ask": "taxable_amount"},
        ),
        # the saver's own figures
        (
            {**GAIN, "box5_to_date": 11000, **PUT_IN},
            "box5_above_contributions",
            {
                "verdict": "check",
                "found": "11000.00",
                "expected": "10000.00",
                "gap": "1000.00",
                "ask": "contribution_record",
            },
        ),
        (
            {"box1": 5100, "box2a": 100, "box5": 5000, "subaccount_balance": 5100, **PUT_IN},
            "fits_contributions",
            {"verdict": "fits", "found": "100.00", "expected": "100.00", "gap": "0.00"},
        ),
        (
            {"box1": 5100, "box2a": 100, "box5": 5000, "subaccount_balance": 5100, **PUT_IN},
            "basis_remains",
            {"verdict": "fits", "found": "5000.00"},
        ),
        (
            {"box1": 5100, "box2a": 50, "box5": 5050, "subaccount_balance": 5100, **PUT_IN},
            "taxable_differs",
            {"verdict": "check", "found": "50.00", "expected": "100.00", "gap": "50.00", "ask": "how_computed"},
        ),
        (
            {**LOSS, **PUT_IN},
            "balance_not_given",
            {"verdict": "check", "found": "600.00", "ask": "subaccount_balance"},
        ),
        # codes
        ({**GAIN, "to": "cash"}, "code_direct_rollover", {"verdict": "check", "ask": "corrected_code"}),
        ({**LOSS, "box7": "H"}, "code_roth_to_roth_ira", {"verdict": "fits"}),
        ({**LOSS, "box7": "H", **PUT_IN}, "code_roth_to_roth_ira", {"verdict": "check"}),
        ({**LOSS, "box7": "GB"}, "code_roth_to_plan", {"verdict": "fits"}),
        ({**GAIN, "box7": 1}, "code_paid_to_you", {"verdict": "check", "ask": "corrected_code"}),
        ({**GAIN, "box7": "2", "to": "roth_ira"}, "code_paid_to_you", {"verdict": "check", "ask": "corrected_code"}),
        ({**GAIN, "box7": "7", "to": "cash"}, "code_paid_to_you", {"verdict": "fits"}),
        ({**GAIN, "box7": "1", "to": "cash"}, "ten_percent_possible", {"verdict": "check", "found": "20.00"}),
        ({**GAIN, "box7": "B1", "to": "cash"}, "ten_percent_possible", {"verdict": "check", "found": "20.00"}),
        ({**GAIN, "box7": "B1", "to": "cash"}, "code_roth_paid_to_you", {"verdict": "fits"}),
        ({**GAIN, "box7": "8"}, "code_refund", {"verdict": "check"}),
        ({**GAIN, "box7": "8", "to": "roth_ira"}, "code_refund", {"verdict": "check", "ask": "corrected_code"}),
        ({**GAIN, "box7": "J"}, "code_ira", {"verdict": "check"}),
        ({**GAIN, "box7": "L"}, "code_other", {"verdict": "check"}),
        ({**GAIN, "box7": "4G"}, "code_direct_rollover", {"verdict": "fits"}),
    ],
)
def test_findings(payload: dict[str, Any], key: str, expected: dict[str, str]) -> None:
    """Each finding has its verdict, the figures, and what to ask."""
    assert found(read(**payload), key) == expected


@pytest.mark.parametrize(
    ("payload", "absent"),
    [
        ({**GAIN, "box7": "7", "to": "cash"}, "ten_percent_possible"),
        ({**GAIN, "box7": "1", "to": "roth_ira"}, "ten_percent_possible"),
        ({**LOSS, "box7": "1", "to": "cash"}, "ten_percent_possible"),
        ({"box1": 4500, "box2a": 0, "box5": 0, "box7": "G", "to": "traditional_ira", **PUT_IN}, "box5_missing"),
        ({"box1": 300, "box2a": 0, "box5": 0, "box5_to_date": 10000, **PUT_IN}, "box5_missing"),
        ({"box1": 200, "box2a": None, "box7": "G", "to": "traditional_ira"}, "box2a_blank"),
        ({"box1": 0, "box2a": 0}, "box5_missing"),
        ({"box1": 4500, "box2a": 0, "box5": 0, "box7": "G"}, "earnings_untaxed"),  # box 5 is what is asked about
        ({**GAIN, **PUT_IN}, "taxable_differs"),
        ({**GAIN, **PUT_IN, "box5_to_date": 10000}, "box5_above_contributions"),
        ({**GAIN, "box2a": "199.99", "box5": "10000.01", **PUT_IN, "subaccount_balance": 0}, "taxable_differs"),
        ({**LOSS, "box7": "H", **PUT_IN, "subaccount_balance": 0}, "basis_left_over"),
        ({**GAIN, "box2a": 0, "box7": "1", "to": "traditional_ira"}, "rolled_but_taxed"),
        ({**GAIN, "box7": "1", "to": "traditional_ira"}, "rolled_but_taxed"),  # the plan did not know of the rollover
    ],
)
def test_no_false_alarm(payload: dict[str, Any], absent: str) -> None:
    """What is right, or cannot be known, is not found fault with."""
    assert absent not in keys(read(**payload))


RESULTS = [run(function, payload).to_json() for function, payload in DISTRIBUTIONS]


def test_every_finding_and_question_is_met() -> None:
    """The keys that the bot words are those that turn up."""
    findings = [finding for result in RESULTS for finding in result.get("findings", ())]
    assert {finding["key"] for finding in findings} == set(FINDING_KEYS)
    assert {finding["ask"] for finding in findings} - {None} == set(ASKS)
    assert {finding["verdict"] for finding in findings} == {"fits", "check", "wrong"}


def test_every_caution_and_reading_is_met() -> None:
    """Cautions and readings are those of the lists that the bot words, no more and no fewer."""
    results = [*RESULTS, *(run(function, payload).to_json() for function, payload in (*PLANNING, *TAXES))]
    lists = ("cautions", "nothing_because")
    cautions = {caution for result in results for name in lists for caution in result.get(name, ())}
    assert cautions == set(CAUTION_IDS)
    shown = {reading["id"] for result in RESULTS for reading in result["readings"]}
    assert shown == set(READING_IDS)
    assert all(len(result["readings"]) in {0, 2} for result in RESULTS)
