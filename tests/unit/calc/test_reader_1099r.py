"""Reading a Form 1099-R: what it says, whether it fits, what to ask the plan."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc import authorities as law
from calc.distribution_codes import CodeKind, kind_of
from calc.functions import run
from calc.model import Authority
from calc.reader_1099r import ReaderInput, reader_1099r
from tests.unit.calc.forms_1099r import GAIN, LOSS, PUT_IN, found, keys, read


def test_a_form_that_fits() -> None:
    """A conversion with a gain, everything converted: all fits, and line 5b is the gain."""
    result = read(**GAIN, **PUT_IN, subaccount_balance=0, to="roth_ira")
    assert (result["taxable"], result["own_money"], result["basis_still_in_plan"]) == ("200.00", "10000.00", "0.00")
    assert (result["reading"], result["shortfall"], result["verdict"]) == ("used_up", "0.00", "fits")
    assert keys(result) == {"adds_up", "fits_contributions", "code_direct_rollover"}
    assert (result["form_1040"]["line5a"], result["form_1040"]["line5b"]) == ("10200.00", "200.00")
    assert (result["form_1040_if_corrected"], result["readings"], result["cautions"]) == (None, [], [])


def test_a_loss_with_box_5_limited() -> None:
    """Box 5 equal to box 1 at a loss fits; the basis left is to be asked about, and both readings are shown."""
    result = read(**LOSS, **PUT_IN, subaccount_balance=0)
    assert (result["basis_still_in_plan"], result["reading"], result["shortfall"]) == ("600.00", "retained", "0.00")
    assert found(result, "basis_left_over") == {"verdict": "check", "found": "600.00", "ask": "is_basis_kept"}
    assert {"adds_up", "fits_contributions"} < keys(result)
    keeps, drops = result["readings"]
    assert keeps["figures"] == {"basis_left": "600.00", "box5": "9400.00", "total_taxable": "0.00"}
    assert drops["figures"] == {"basis_left": "0.00", "box5": "10000.00", "total_taxable": "0.00"}


def test_a_loss_with_all_basis_in_box_5() -> None:
    """Box 5 above box 1: the basis was used up beyond what came out."""
    result = read(**{**LOSS, "box5": 10000}, **PUT_IN)
    assert (result["basis_still_in_plan"], result["reading"], result["shortfall"]) == ("0.00", "used_up", "600.00")
    finding = found(result, "box5_above_box1")
    assert finding == {
        "verdict": "check",
        "found": "10000.00",
        "expected": "9400.00",
        "gap": "600.00",
        "ask": "is_basis_kept",
    }
    assert (result["own_money"], result["taxable"]) == ("9400.00", "0.00")
    keeps, drops = result["readings"]
    assert (keeps["figures"]["basis_left"], drops["figures"]["basis_left"]) == ("600.00", "0.00")
    assert (keeps["figures"]["box5"], drops["figures"]["box5"]) == ("9400.00", "10000.00")


def test_used_up_by_the_total_of_the_only_form() -> None:
    """Told only the total of box 5, the form counts as the only one, and the result says so."""
    payload = {"aftertax_contributions_to_date": 12000, "box5_to_date": 12000, "box1": 11250, "box2a": 0}
    result = read(**payload, subaccount_balance=0)
    assert (result["basis_still_in_plan"], result["reading"], result["shortfall"]) == ("0.00", "used_up", "750.00")
    assert result["cautions"] == ["only_form_so_far"]
    assert len(result["readings"]) == 2


def test_earlier_forms_do_not_count_as_used_up() -> None:
    """A total above box 1 yet below all contributions must be of several forms: box 5 of this one is unknown."""
    result = read(box1=9000, box2a=0, box5_to_date=19000, aftertax_contributions_to_date=30000, subaccount_balance=0)
    assert (result["basis_still_in_plan"], result["reading"], result["shortfall"]) == ("11000.00", "retained", None)
    assert not keys(result) & {"box5_missing", "box5_above_box1"}
    assert result["cautions"] == []


@pytest.mark.parametrize(
    ("total", "shortfall"), [(14062, "2812.00"), ("14062.50", "2812.50"), (14063, None), (24000, None)]
)
def test_a_total_of_several_years_is_not_this_form(total: Any, shortfall: str | None) -> None:
    """A total that a loss on one form does not explain is of several, even where it is all contributions."""
    result = read(box1=11250, box2a=0, box5_to_date=total, aftertax_contributions_to_date=total)
    assert (result["shortfall"], result["basis_still_in_plan"]) == (shortfall, "0.00")
    assert ("only_form_so_far" in result["cautions"]) == (shortfall is not None)
    assert ("box5_above_box1" in keys(result)) == (shortfall is not None)


def test_several_forms() -> None:
    """Told both, this form's box 5 is compared with box 1 and the total with the contributions."""
    result = read(
        **{**LOSS, "box1": 4600, "box5": 4600},
        box5_to_date=14600,
        aftertax_contributions_to_date=15000,
        subaccount_balance=0,
    )
    assert (result["basis_still_in_plan"], result["shortfall"]) == ("400.00", "0.00")
    assert found(result, "fits_contributions") == {
        "verdict": "fits",
        "found": "0.00",
        "expected": "0.00",
        "gap": "0.00",
    }


@pytest.mark.parametrize(
    ("payload", "line5b", "corrected"),
    [
        ({"box1": 10200, "box2a": 10200, **PUT_IN}, "10200.00", "200.00"),
        ({**GAIN, "box2a": 0, "to": "roth401k"}, "0.00", "200.00"),
        ({**GAIN, "box2a": 150}, "150.00", "200.00"),
        ({"box1": 200, "box2a": 200, "box7": "G", "to": "traditional_ira"}, "200.00", "0.00"),
        ({"box1": 10200, "box5": 10000}, "200.00", None),
        ({"box1": 200, "box7": "G", "to": "traditional_ira"}, "0.00", None),
        ({"box1": 20000, "box5": 18000, "box7": "H"}, "0.00", None),
        (LOSS, "0.00", None),
    ],
)
def test_form_1040(payload: dict[str, Any], line5b: str, corrected: str | None) -> None:
    """Line 5b is what the form says; beside it what a corrected form would bring, where that is known."""
    result = read(**payload)
    assert result["form_1040"]["line5b"] == line5b
    assert result["form_1040"]["line5a"] == f"{payload['box1']}.00"
    told = result["form_1040_if_corrected"]
    assert (told and told["line5b"]) == corrected


def test_no_line_without_a_taxable_part() -> None:
    """Box 1 alone does not tell what is taxable."""
    result = read(box1=10200)
    assert (result["taxable"], result["form_1040"], result["own_money"], result["reading"]) == (None, None, None, None)
    assert result["steps"]


def test_the_worst_finding_comes_first() -> None:
    """Findings go from wrong to fits, and the verdict on the form is that of the first."""
    result = read(**{**GAIN, "box2a": 150, "box7": "1"}, **PUT_IN)
    verdicts = [finding["verdict"] for finding in result["findings"]]
    assert verdicts == sorted(verdicts, key=["wrong", "check", "fits"].index)
    assert result["verdict"] == verdicts[0] == "wrong"


def test_the_account_counts_as_emptied_without_a_balance() -> None:
    """Where basis was left off and no balance is told, the expected figure supposes that all was converted."""
    wrong = {"box1": 5100, "box2a": 5100, **PUT_IN}
    assert read(**wrong)["cautions"] == ["account_taken_as_emptied"]
    assert read(**wrong, subaccount_balance=5100)["cautions"] == []


def test_a_partial_conversion_leaves_nothing_open() -> None:
    """While money is left in the account its basis is simply there: no readings."""
    result = read(box1=4700, box2a=0, box5=4700, subaccount_balance=4700, **PUT_IN)
    assert (result["basis_still_in_plan"], result["reading"], result["readings"]) == ("5300.00", "retained", [])


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("G", "direct_rollover"),
        (" g ", "direct_rollover"),
        ("code G", "direct_rollover"),
        ("Box 7: G", "direct_rollover"),
        ("4G", "direct_rollover"),
        ("Ｇ", "direct_rollover"),
        ("H", "roth_to_roth_ira"),
        ("BG", "roth_to_plan"),
        ("GB", "roth_to_plan"),
        (1, "paid_to_you"),
        ("2", "paid_to_you"),
        ("7", "paid_to_you"),
        ("1B", "roth_paid_to_you"),
        ("B 7", "roth_paid_to_you"),
        ("8", "refund"),
        ("1P", "refund"),
        ("J", "ira"),
        ("3", "other"),
        ("M", "other"),
    ],
)
def test_codes(written: object, kind: CodeKind) -> None:
    """A code is read however it is written, and told by its kind."""
    code = ReaderInput.read({"box1": 1, "box7": written}).box7
    assert code is not None
    assert kind_of(code) == kind


MONEY = st.integers(0, 10**7).map(lambda cents: Decimal(cents) / 100)
MAYBE = st.none() | MONEY
CODES = st.none() | st.sampled_from(["G", "H", "1", "7", "1B", "BG", "8", "J", "L"])
PLACES = st.none() | st.sampled_from(["roth401k", "roth_ira", "traditional_ira", "cash"])


FORMS = st.builds(
    ReaderInput,
    box1=MONEY,
    box2a=MAYBE,
    box5=MAYBE,
    box7=CODES,
    to=PLACES,
    aftertax_contributions_to_date=MAYBE,
    subaccount_balance=MAYBE,
)


@given(FORMS)
def test_any_form_can_be_read(inputs: ReaderInput) -> None:
    """Whatever the boxes say, the figures stay within them and every finding says what it rests on."""
    result = reader_1099r(inputs)
    box1, box5 = inputs.box1, inputs.box5
    assert result.taxable is None or result.taxable >= 0
    assert result.own_money is None or 0 <= result.own_money <= box1
    assert (result.shortfall or 0) == (max(box5 - box1, Decimal(0)) if box5 is not None else 0)
    assert len({finding.key for finding in result.findings}) == len(result.findings)
    for finding in result.findings:
        assert finding.authorities
        assert (finding.gap is None) == (finding.found is None or finding.expected is None)
        assert finding.verdict != "wrong" or finding.ask == "corrected_form"
    assert (result.form_1040 is None) == (result.taxable is None)


@st.composite
def conversions(draw: st.DrawFn) -> tuple[Decimal, Decimal, Decimal]:
    """Basis, value and an amount within it, none of them nothing."""
    basis, value = draw(st.integers(1, 10**7)), draw(st.integers(1, 10**7))
    amount = value if draw(st.booleans()) else draw(st.integers(1, value))
    return Decimal(basis) / 100, Decimal(value) / 100, Decimal(amount) / 100


@given(conversions(), st.sampled_from(["roth401k", "roth_ira"]))
def test_the_form_that_convert_expects_fits(case: tuple[Decimal, Decimal, Decimal], to: str) -> None:
    """The form that `convert` foretells is read without a fault, and line 5b is its taxable part."""
    basis, value, amount = case
    told = run("convert", {"basis": basis, "value": value, "amount": amount, "to": to})
    form = told.to_json()["form_1099r"]
    result = read(**form, to=to, aftertax_contributions_to_date=basis, subaccount_balance=value - amount)
    assert result["verdict"] != "wrong"
    assert result["form_1040"] == told.to_json()["form_1040"]
    assert result["basis_still_in_plan"] == told.to_json()["basis_left"]
    assert keys(result) >= {"code_direct_rollover"}
    if Decimal(form["box5"]):
        assert "fits_contributions" in keys(result)


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({"box7": "G", "to": "roth_ira"}, [law.BOX5_ROTH_IRA]),
        ({"box7": "G", "to": "roth401k"}, [law.BOX5_IN_PLAN]),
        ({"box7": "G"}, [law.BOX5_IN_PLAN]),
        ({"box7": "G", "to": "traditional_ira"}, [law.BOX2A_TRADITIONAL]),
        ({"to": "traditional_ira"}, [law.BOX2A_TRADITIONAL]),
        ({"box7": "H", "to": "roth_ira"}, [law.ROTH_401K_BOXES, law.ROTH_401K_BOX5]),
        ({"box7": "H", "to": "cash"}, [law.ROTH_401K_BOXES, law.ROTH_401K_BOX5]),
        ({"box7": "1", "to": "cash"}, [law.PLAN_PAYMENT_TAXED, law.PRO_RATA]),
        ({"box7": "1", "to": "traditional_ira"}, [law.PLAN_PAYMENT_TAXED, law.PRO_RATA]),
        ({"to": "cash"}, [law.PLAN_PAYMENT_TAXED, law.PRO_RATA]),
        ({"box7": "1B", "to": "cash"}, [law.PLAN_PAYMENT_TAXED, law.ROTH_401K_PRO_RATA]),
    ],
)
def test_own_money_and_taxable_rest_on_what_was_done(changed: dict[str, Any], rules: list[Authority]) -> None:
    """Both steps, and the finding that the boxes add up, cite what fits the code and where the money went."""
    told = reader_1099r(ReaderInput.read({"box1": 10200, "box2a": 200, "box5": 10000, **changed}))
    steps = {each.key: each.authorities for each in told.steps}
    assert (steps["own_money"], steps["taxable"]) == (tuple(rules), tuple(rules))
    assert all(finding.authorities == tuple(rules) for finding in told.findings if finding.key == "adds_up")


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({"box7": "G", "to": "traditional_ira"}, (law.BOX2A_TRADITIONAL,)),
        ({"box7": "G", "to": "roth_ira"}, (law.BOX2A_BLANK, law.BOX5_ROTH_IRA)),
        ({"box7": "H", "to": "roth_ira"}, (law.ROTH_401K_BOXES, law.ROTH_401K_BOX5)),
    ],
)
def test_a_blank_taxable_amount_rests_on_what_was_done(changed: dict[str, Any], rules: tuple[Authority, ...]) -> None:
    """Where box 2a is blank, the step says why, unless the rollover is free of tax anyway."""
    told = reader_1099r(ReaderInput.read({"box1": 10200, "box5": 10000, **changed}))
    assert next(each for each in told.steps if each.key == "taxable").authorities == rules
