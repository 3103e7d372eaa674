"""One conversion: what is taxed, what is reported, and what stays open."""

import ast
import math
import operator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest

from calc import authorities, parameters, tables
from calc.conversion import CHECKED_YEARS, ConvertInput, convert
from calc.functions import run
from calc.model import STEP_KEYS, Result, Step
from tests.unit.calc.distribution_cases import DISTRIBUTIONS
from tests.unit.calc.planning_cases import PLANNING
from tests.unit.calc.tax_cases import TAXES

OPERATORS: dict[type[ast.operator], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
CALLS: dict[str, Any] = {"min": min, "max": max, "floor": lambda figure: Fraction(math.floor(figure))}
CONVERSIONS: list[dict[str, Any]] = [
    {"basis": 10000, "value": 10200, "rate": "0.333"},
    {"basis": 10000, "value": 9400},
    {"basis": 10000, "value": 9400, "to": "roth_ira", "plan_reporting": "total"},
    {"basis": 1000, "value": 1500, "amount": 700},
    {"basis": 10000, "value": 9000, "amount": 4500},
    {"contract": "whole_plan", "plan_aftertax_basis": 50000, "plan_value": 250000, "amount": 50000},
]
SERIES: list[dict[str, Any]] = [
    {"rows": [[5000, 4600], [5000, 5300]]},
    {"rows": [[5000, 4600], [5000, 5300]], "policy": "reset"},
]
RESULTS = [
    *(("convert", payload) for payload in CONVERSIONS),
    *(("series", payload) for payload in SERIES),
    *TAXES,
    *DISTRIBUTIONS,
    *PLANNING,
]
DECIMALS = {"line10": 3, "break_even_rate": 4}  # steps that hold a ratio
LEAST = {"state_addon": 1, "reader_1099r": 0}  # steps that hold figures of the result


def converted(**payload: Any) -> dict[str, Any]:
    return run("convert", payload).to_json()


def grounds(result: Result) -> tuple[Any, ...]:
    """The parts of a result that say what they rest on."""
    return (*result.steps, *result.readings, *getattr(result, "findings", ()))


def worked_out(step: Step) -> Decimal:
    """Work out a written step with exact fractions and round it half-up as its value is, at least to the cent."""
    expression = step.expression

    def walk(node: ast.expr) -> Fraction:
        if isinstance(node, ast.Constant):
            return Fraction(ast.get_source_segment(expression, node) or "")
        if isinstance(node, ast.BinOp):
            return OPERATORS[type(node.op)](walk(node.left), walk(node.right))
        assert isinstance(node, ast.Call)
        assert isinstance(node.func, ast.Name)
        return CALLS[node.func.id](*map(walk, node.args))

    exact = walk(ast.parse(expression, mode="eval").body)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step.value, ROUND_HALF_UP)


@pytest.mark.parametrize(("function", "payload"), RESULTS)
def test_steps_work_out(function: str, payload: dict[str, Any]) -> None:
    """Each step is plain ASCII, comes to the value beside it, and says what it rests on."""
    for step in run(function, payload).steps:
        assert step.expression.isascii()
        assert worked_out(step) == step.value, step
        assert step.value == round(step.value, DECIMALS.get(step.key, 2))
        assert step.authorities


@pytest.mark.parametrize(("function", "payload"), RESULTS)
def test_steps_hold_the_figures_of_the_result(function: str, payload: dict[str, Any]) -> None:
    """A step that is named like a field of the result has its value."""
    result = run(function, payload)
    figures = result.to_json()
    steps = [step.model_dump(mode="json") for step in result.steps if step.row is None and step.key in figures]
    assert len(steps) >= LEAST.get(function, 3)
    assert all(figures[step["key"]] == step["value"] for step in steps)


def test_every_step_key_is_used() -> None:
    """The keys that the bot words are those that results use, no more and no fewer."""
    used: set[Step] = {step for function, payload in RESULTS for step in run(function, payload).steps}
    assert {step.key for step in used} == set(STEP_KEYS)


def test_every_authority_is_used() -> None:
    """The list of source ids holds what results cite beside the sources of yearly figures, and nothing else."""
    cited = {
        place.src
        for function, payload in [*RESULTS, ("convert", {"basis": 1, "value": 2, "to": "roth_ira"})]
        for part in grounds(run(function, payload))
        for place in part.authorities
    }
    assert authorities.source_ids() <= cited
    assert cited <= authorities.source_ids() | parameters.source_ids() | tables.source_ids()


def test_amount_left_out_is_everything() -> None:
    """Without an amount the whole value is converted."""
    assert converted(basis=10000, value=10200) == converted(basis=10000, value=10200, amount=10200)


def test_blank_and_null_count_as_left_out() -> None:
    """A field that a form leaves empty takes its default."""
    blank = converted(basis=10000, value=10200, amount="", to=None, rate=" ", year=None)
    assert blank == converted(basis=10000, value=10200)


def test_in_plan_has_no_roth_ira_fields() -> None:
    """An in-plan conversion adds nothing to a Roth IRA."""
    result = converted(basis=10000, value=10200)
    assert result["roth_ira_bucket"] is None
    assert result["roth_ira_basis_added"] is None


def test_roth_ira_gains_the_amount_rolled() -> None:
    """What a Roth IRA gains as basis is what was rolled, at a gain and at a loss."""
    assert converted(basis=10000, value=10200, to="roth_ira")["roth_ira_basis_added"] == "10200.00"
    loss = converted(basis=10000, value=9400, to="roth_ira", plan_reporting="total")
    assert loss["roth_ira_basis_added"] == "9400.00"
    assert loss["roth_ira_bucket"] == {"conversion_taxable": "0.00", "conversion_nontaxable": "9400.00"}


def test_total_reporting_at_a_loss() -> None:
    """A plan that reports in total puts all basis in box 5 and keeps none; the tax is the same 0."""
    result = converted(basis=10000, value=9400, plan_reporting="total")
    assert result["form_1099r"] == {"box1": "9400.00", "box2a": "0.00", "box5": "10000.00", "box7": "G"}
    assert result["basis_kept_in_subaccount"] == "0.00"
    assert (result["taxable"], result["unrecovered_if_emptied"]) == ("0.00", "600.00")


@pytest.mark.parametrize("figures", [{"basis": 10000, "value": 9000, "amount": 4500}, {"basis": 1000, "value": 1500}])
def test_total_reporting_changes_nothing_else(figures: dict[str, Any]) -> None:
    """Reporting in total matters only where everything is converted at a loss."""
    assert converted(**figures, plan_reporting="total") == converted(**figures)


@pytest.mark.parametrize("reporting", [None, "limited", "total"])
def test_a_loss_shows_both_readings(reporting: str | None) -> None:
    """Whatever the plan is said to report, both readings of the leftover basis are shown."""
    keeps, drops = converted(basis=10000, value=9400, plan_reporting=reporting)["readings"]
    assert (keeps["id"], drops["id"]) == ("plan_keeps_basis", "plan_drops_basis")
    assert keeps["figures"] == {"basis_left": "600.00", "box5": "9400.00", "total_taxable": "0.00"}
    assert drops["figures"] == {"basis_left": "0.00", "box5": "10000.00", "total_taxable": "0.00"}
    assert keeps["status"] == drops["status"] == "plan-dependent"
    assert {"src": "irc-72", "at": "(e)(6)"} in keeps["authorities"]
    assert all(place["src"] != "irc-72" for place in drops["authorities"])


def test_a_partial_conversion_at_a_loss() -> None:
    """Nothing is taxed, box 5 is what came out, and the rest of the basis stays with the money that stays."""
    result = converted(basis=10000, value=9000, amount=4500)
    assert (result["taxable"], result["basis_left"], result["unrecovered_if_emptied"]) == ("0.00", "5500.00", None)
    assert (result["form_1099r"]["box5"], result["value_left"]) == ("4500.00", "4500.00")
    assert result["readings"] == []


@pytest.mark.parametrize(("basis", "value"), [(10000, 10200), (7000, 7000), (0, 500), (0, 0)])
def test_no_loss_no_readings(basis: int, value: int) -> None:
    """Where no basis is left over nothing is open."""
    assert converted(basis=basis, value=value)["readings"] == []


def test_worthless_account() -> None:
    """An account worth nothing converts nothing, and all its basis is unrecovered."""
    result = converted(basis=500, value=0)
    assert (result["nontaxable"], result["taxable"], result["unrecovered_if_emptied"]) == ("0.00", "0.00", "500.00")


def test_converting_nothing() -> None:
    """An amount of 0 leaves everything as it was, with nothing open about it."""
    result = converted(basis=500, value=400, amount=0)
    assert (result["taxable"], result["basis_left"], result["value_left"]) == ("0.00", "500.00", "400.00")
    assert result["readings"] == []


def test_a_loss_is_never_deducted() -> None:
    """The loss is worth no deduction, and the step that says so cites §67(h)."""
    result = run("convert", {"basis": 10000, "value": 9400})
    assert result.to_json()["deductible_loss"] == "0.00"
    step = next(step for step in result.steps if step.key == "deductible_loss")
    assert ("irc-67", "(h)") in {(place.src, place.at) for place in step.authorities}


def test_no_form_8606() -> None:
    """Form 8606 is not filed because of a conversion from a plan, whichever Roth it goes to."""
    assert converted(basis=1, value=2)["form_8606_this_year"] is False
    assert converted(basis=1, value=2, to="roth_ira")["form_8606_this_year"] is False


def test_whole_plan_prorates_everything() -> None:
    """Where the plan does not account separately, 50,000 out of a plan that is 20 % basis carries 40,000 of income."""
    plan = {"contract": "whole_plan", "plan_aftertax_basis": 50000, "plan_value": 250000}
    result = converted(**plan, amount=50000)
    assert (result["nontaxable"], result["taxable"]) == ("10000.00", "40000.00")
    assert (result["basis_left"], result["value_left"]) == ("40000.00", "200000.00")
    assert converted(**plan, amount=50000, basis=50000, value=51000) == result
    assert converted(**plan, value=50000) == result  # the sub-account is what is converted
    assert converted(**plan)["form_1099r"]["box1"] == "250000.00"


def test_whole_plan_does_not_cite_the_separate_contract() -> None:
    """A whole-plan split cannot rest on the separate-contract rule."""
    payload = {"contract": "whole_plan", "plan_aftertax_basis": 5, "plan_value": 9, "amount": 3}
    split = next(step for step in run("convert", payload).steps if step.key == "nontaxable")
    assert authorities.SEPARATE_CONTRACT not in split.authorities
    assert authorities.WHOLE_PLAN in split.authorities


def test_separate_contract_ignores_the_rest_of_the_plan() -> None:
    """Plan figures do not dilute a sub-account that is accounted separately."""
    alone = converted(basis=1000, value=1500, amount=700)
    assert converted(basis=1000, value=1500, amount=700, plan_aftertax_basis=1000, plan_value=90000) == alone


@pytest.mark.parametrize(
    ("rate", "tax"), [("0.333", "66.60"), (0, "0.00"), (1, "200.00"), (None, None), ("0.12345", "24.69")]
)
def test_tax_at_the_own_rate(rate: object, tax: str | None) -> None:
    """The asker's rate is applied to the taxable part alone, to the cent."""
    assert converted(basis=10000, value=10200, rate=rate)["tax_at_rate"] == tax


@pytest.mark.parametrize("year", [*CHECKED_YEARS, "2025", " 2026 "])
def test_checked_years(year: object) -> None:
    """A checked year changes no figure of the conversion."""
    assert converted(basis=10000, value=9400, year=year) == converted(basis=10000, value=9400)


def test_checked_years_are_those_of_the_limits() -> None:
    """A year is added to the rules and to the limits together; older limits are kept for looking up."""
    assert tuple(parameters.parameter("limit.annual_additions").values)[-len(CHECKED_YEARS) :] == CHECKED_YEARS


def test_results_and_inputs_are_frozen() -> None:
    """A computed result cannot be changed afterwards."""
    inputs = ConvertInput.read({"basis": 1, "value": 2})
    for model, field in ((inputs, "basis"), (convert(inputs), "taxable")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(model, field, Decimal(5))


def test_json_puts_the_answer_first() -> None:
    """The figures come before the grounds they stand on."""
    assert list(converted(basis=1, value=2))[-2:] == ["steps", "readings"]
