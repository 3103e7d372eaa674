"""Payloads of the calculations of distributions and forms that between them take every way through them."""

from typing import Any

SPLIT = {"pretax": 80000, "aftertax": 20000}
FORM = {"box1": 10200, "aftertax_contributions_to_date": 10000}
ROTH = {"basis": 23000, "value": 20000}
IRA = {"value": 18700, "age": 40, "year": 2026}
PLAN = {"aftertax_basis": 30000, "aftertax_value": 24000}

DISTRIBUTIONS: list[tuple[str, dict[str, Any]]] = [
    ("split", {"pretax": 4500, "aftertax": 30000, "direct_trad": 4500, "direct_roth": 30000}),
    ("split", {**SPLIT, "direct_trad": 70000, "cash": 30000, "rollover60_trad": 12000, "age": 40}),
    ("split", {**SPLIT, "direct_trad": 50000, "direct_roth": 40000, "cash": 10000, "age": 62}),
    ("split", {**SPLIT, "direct_trad": 10000, "direct_roth": 20000, "cash": 70000, "age": 59}),
    ("form8606", {"nondeductible": 7500, "year_end_value": 4500, "conversion": 7500}),
    ("form8606", {"nondeductible": 7000, "prior_basis": 500, "year_end_value": 0, "conversion": 7000}),
    ("form8606", {"nondeductible": 7000, "year_end_value": 0, "conversion": 0}),
    ("form8606", {"prior_basis": 7000, "year_end_value": 0, "conversion": 6500}),
    ("form8606", {"prior_basis": 7000, "year_end_value": 100, "conversion": 6500}),
    ("roth401k_rollover", ROTH),
    ("roth401k_rollover", {**ROTH, "amount": 15000, "direct": False, "whole": True, "age": 40}),
    ("roth401k_rollover", {**ROTH, "direct": False}),
    ("roth401k_rollover", {"basis": 11000, "value": 14000, "amount": 2000, "direct": False, "whole": True, "age": 40}),
    ("roth401k_rollover", {"basis": 11000, "value": 14000, "amount": 2000, "direct": False, "whole": True}),
    ("roth401k_rollover", {"basis": 18000, "value": 24000, "qualified": True}),
    ("roth401k_rollover", {"basis": 18000, "value": 24000, "amount": 7000}),
    ("roth401k_distribution", {"basis": 18000, "value": 24000, "amount": 6000, "age": 40}),
    ("roth401k_distribution", {"basis": 18000, "value": 24000, "amount": 6000, "age": 61}),
    ("roth401k_distribution", {"basis": 18000, "value": 24000, "age": 61, "qualified": True}),
    ("roth401k_distribution", {**ROTH, "age": 40}),
    ("roth_ira_distribution", {**IRA, "regular": 7000, "conversions": [[2024, 200, 10000]], "amount": 9000}),
    ("roth_ira_distribution", {**IRA, "conversions": [[2025, 5, 0], [2019, 10, 90], [2025, 195, 9900]]}),
    ("roth_ira_distribution", {**IRA, "regular": 7000, "age": 60}),
    ("roth_ira_distribution", {**IRA, "regular": 7000, "age": 60, "first_year": 2021}),
    ("whole_plan_loss", {**PLAN, "pretax_value": 1000, "tax_year": 2026, "federal_agi": 180000}),
    ("whole_plan_loss", {**PLAN, "pretax_value": 60000, "age": 62}),
    ("whole_plan_loss", {**PLAN, "federal_agi": 100000, "dra_basis": 5000, "dra_value": 6000}),
    ("whole_plan_loss", {**PLAN, "pretax_value": 1000, "rolled": True}),
    ("whole_plan_loss", {**PLAN, "pretax_value": 1000, "total_cash": False}),
    ("reader_1099r", {**FORM, "box2a": 200, "box5": 10000, "box7": "G", "subaccount_balance": 0}),
    ("reader_1099r", {**FORM, "box2a": 10200, "box7": "G", "to": "roth401k"}),
    ("reader_1099r", {"box1": 10200, "box2a": 10200}),
    ("reader_1099r", {**FORM, "box2a": 10300, "box5": 10000}),
    ("reader_1099r", {**FORM, "box2a": 200, "box5": 10000, "box7": "G", "to": "traditional_ira"}),
    ("reader_1099r", {**FORM, "box2a": 0, "box5": 10000, "box7": "G", "to": "roth_ira"}),
    ("reader_1099r", {**FORM, "box2a": 0, "box5": 10000, "box7": "G"}),
    ("reader_1099r", {**FORM, "box2a": 150, "box5": 10000, "box7": "G"}),
    ("reader_1099r", {**FORM, "box2a": 200, "box7": "G", "to": "roth_ira"}),
    ("reader_1099r", {"box1": 9400, "box2a": 0, "box5": 10000, "aftertax_contributions_to_date": 10000}),
    ("reader_1099r", {**FORM, "box2a": 0, "box5": 10200}),
    ("reader_1099r", {**FORM, "taxable_not_determined": True, "box5": 10000}),
    ("reader_1099r", {**FORM, "box5": 9000, "box5_to_date": 9000}),
    ("reader_1099r", {"box1": 9400, "box5": 9400, "aftertax_contributions_to_date": 10000, "subaccount_balance": 0}),
    ("reader_1099r", {**FORM, "box2a": 1200, "box5": 9000, "subaccount_balance": 500}),
    ("reader_1099r", {**FORM, "box2a": 200, "box5_to_date": 10000, "box7": "1", "to": "cash"}),
    ("reader_1099r", {**FORM, "box2a": 0, "box5": 9000, "box7": "H"}),
    ("reader_1099r", {"box1": 9400, "box2a": 0, "box5": 10000, "box7": "BG"}),
    ("reader_1099r", {"box1": 6000, "box2a": 0, "box5": 4500, "box7": "7B"}),
    ("reader_1099r", {"box1": 300, "box2a": 300, "box7": "8"}),
    ("reader_1099r", {"box1": 300, "box2a": 300, "box7": "J"}),
    ("reader_1099r", {"box1": 300, "box2a": 300, "box7": "L"}),
    ("reader_1099r", {"box1": 300}),
]
