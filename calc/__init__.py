"""Tax arithmetic of after-tax 401(k) → Roth, and the reading of amounts from text.

Knows neither Discord nor the knowledge base. Money is ``Decimal`` dollars. The
door is `calc.functions.run`; what it may raise is `calc.errors.CalcError` and
nothing else. This module imports nothing, so that reading an amount does not
load the arithmetic.
"""
