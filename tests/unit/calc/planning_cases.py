"""Payloads of the planning calculations that between them take every way through the steps."""

from typing import Any

ROOM = {"year": 2026, "age": 61, "comp": 400000, "deferral": 24500, "match": 12000, "aftertax_ytd": 1000}
WAIT = {"basis": 10000, "value_now": 10600, "rate": "0.333"}
SPLIT = {"basis": 10000, "value": 12000, "rate_now": "0.32", "rate_later": "0.22", "years": 20, "growth": "0.06"}
LEFTOVER = {"leftover": 500, "rate": "0.24"}
MEGA = {
    "yearly": "20000.55",
    "years": 20,
    "growth": "0.05",
    "dividends": "0.02",
    "dividend_tax": "0.15",
    "gains_tax": "0.15",
}
SIXTY = {"amount": 11000, "basis": 10000, "received": "2026-03-02", "age": 40}

PLANNING: list[tuple[str, dict[str, Any]]] = [
    ("room_415c", {**ROOM, "paychecks_left": 7}),
    ("room_415c", {**ROOM, "plan_cap_rate": "0.0333", "plan_cap": 20000, "frequency": "weekly", "today": "2026-11-26"}),
    ("room_415c", {"year": 2026, "deferral": 24500, "paychecks_left": 0}),
    ("room_415c", {**ROOM, "paychecks_left": 2, "pay_per_check": 9000}),
    ("wait_vs_now", {**WAIT, "value_later": 9800}),
    ("wait_vs_now", {**WAIT, "value_later": 11500, "later": [["0.333", 9000], ["0.333", 11000], ["0.333", 12000]]}),
    ("wait_vs_now", {**WAIT, "later": [["0.5", 9000], ["0.5", 11500]]}),
    ("split_or_not", {**SPLIT, "outside_growth": "0.05", "backdoor_yearly": 7500}),
    ("split_or_not", SPLIT),
    ("split_or_not", {**SPLIT, "value": 9000}),
    ("leftover_worth", {**LEFTOVER, "later_gain": 50, "years_until_used": 3, "discount_rate": "0.04"}),
    ("leftover_worth", {**LEFTOVER, "subaccount": "closed"}),
    ("leftover_worth", {**LEFTOVER, "plan_reporting": "total"}),
    ("leftover_worth", {**LEFTOVER, "later_gain": 0}),
    ("mega_vs_taxable", {**MEGA, "state_rate": "0.093"}),
    ("mega_vs_taxable", {**MEGA, "growth": 0, "dividends": 0}),
    ("sixty_day", {**SIXTY, "rate": "0.24"}),
    ("sixty_day", {**SIXTY, "received": "2026-03-04"}),  # the last day is a Sunday
    ("sixty_day", {**SIXTY, "basis": 0, "age": 62, "to": "roth_ira", "withheld": 2500, "rolled_over": 9000}),
]
