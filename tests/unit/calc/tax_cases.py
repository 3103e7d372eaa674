"""Payloads of what a conversion adds to federal and state tax that between them take every way through the steps."""

from typing import Any

FILED = {"year": 2026, "status": "mfj", "wages": 765000, "interest": 3000, "taxable_conversion": "8000.50"}
ASKED = {"state": "PA", "year": 2026, "status": "single", "wages": 150000, "taxable_conversion": 8000}

TAXES: list[tuple[str, dict[str, Any]]] = [
    ("federal_increment", FILED),
    ("federal_increment", {**FILED, "salt_paid": 60000, "other_item": 90000}),
    ("federal_increment", {**FILED, "wages": 509000, "salt_paid": 60000, "other_item": "20000.10", "status": "mfs"}),
    ("federal_increment", {**FILED, "wages": 504000, "salt_paid": 60000}),
    ("federal_increment", {**FILED, "wages": 240000, "salt_paid": 40000, "status": "hoh"}),
    ("federal_increment", {**FILED, "wages": 60000}),
    ("federal_increment", {**FILED, "wages": 120000, "tax": "tax_table"}),
    ("federal_increment_with_ctc", {**FILED, "wages": 405000, "kids": 2}),
    ("state_addon", ASKED),
    ("state_addon", {**ASKED, "state": "TX"}),
    ("state_addon", {**ASKED, "state": "MS"}),
    ("state_addon", {"rate": "0.093", "taxable_conversion": 200}),
]
