"""What each computed figure rests on: source ids of the registry with the place in the source.

The ids are plain strings here, since this package does not know the knowledge
base; a test of the whole project proves that each of them is registered.
"""

from __future__ import annotations

from typing import Final

from calc.model import Authority

SEPARATE_CONTRACT: Final = Authority(src="irc-72", at="(d)(2)")
WHOLE_PLAN: Final = Authority(src="irs-after-tax-rollovers", at="pro rata example")
PRO_RATA: Final = Authority(src="irc-72", at="(e)(8)(B)")
INVESTMENT: Final = Authority(src="irc-72", at="(e)(6)")
IN_PLAN_INCLUSION: Final = Authority(src="irc-402a", at="(c)(4)(A)")
IN_PLAN_FORMULA: Final = Authority(src="irs-in-plan-rollovers", at="taxable amount")
ROTH_IRA_INCLUSION: Final = Authority(src="irc-408a", at="(d)(3)(A)")
ROTH_IRA_ORDER: Final = Authority(src="irc-408a", at="(d)(4)(B)")
NO_DEDUCTION: Final = Authority(src="irc-67", at="(h)")
BOX5_IN_PLAN: Final = Authority(src="i1099r-2024", at="in-plan Roth rollover, direct")
BOX5_ROTH_IRA: Final = Authority(src="i1099r-2015", at="p. 5, direct rollover to a Roth IRA")
BOX2A_LOSS: Final = Authority(src="i1099r-2023", at="box 2a, Losses")
BOX5_TOTAL: Final = Authority(src="i1099r-2023", at="box 5, total distribution")
LINES_5A_5B: Final = Authority(src="form-1040-2025", at="lines 5a, 5b")
NO_FORM_8606: Final = Authority(src="irahelp-76617", at="answer")
PLAN_ACCOUNTING: Final = Authority(src="irahelp-70907", at="answer of 2022-03-01")
BASIS_RETAINED: Final = Authority(src="bogleheads-378005", at="as quoted in the public discussion")


def source_ids() -> frozenset[str]:
    """Every source id that a result of this package may cite."""
    return frozenset(value.src for value in globals().values() if isinstance(value, Authority))
