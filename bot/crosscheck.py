"""What the calculator holds, handed to the checks of the knowledge, which does not know the calculator."""

from __future__ import annotations

from calc import authorities, parameters, tables


def year_bound_figures() -> dict[str, str]:
    """Every known figure that changes with the year: ``"limit.annual_additions@2026" → "72000"``."""
    return {
        f"{name}@{year}": f"{amount:f}"
        for name in parameters.names()
        for year, amount in parameters.parameter(name).values.items()
    }


def cited_by_calculator() -> frozenset[str]:
    """Ids of the sources that calculations and parameters rest on."""
    return authorities.source_ids() | parameters.source_ids() | tables.source_ids()
