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

LINE_15: Final = Authority(src="form-1040-2025", at="line 15")
TAX_TABLE: Final = Authority(src="form-1040-2025", at="line 16, Tax Table of the instructions")
TOTAL_TAX: Final = Authority(src="form-1040-2025", at="lines 16, 23, 24")
TOP_RATE_LIMIT: Final = Authority(src="pl-119-21", at="§70111, IRC §68(a)")
NIIT: Final = Authority(src="irc-1411", at="(a)(1), (b)")
NOT_INVESTMENT_INCOME: Final = Authority(src="irc-1411", at="(c)(5)")
CHILD_CREDIT_LIMIT: Final = Authority(src="pl-119-21", at="§70104, IRC §24(b)(1), (h)(3)")
NO_STATE_INCOME_TAX: Final = Authority(src="aarp-no-income-tax", at="list of states")

SAME_TIME: Final = Authority(src="notice-2014-54", at="III, first and second paragraphs")
CHOICE_OF_ROLLOVER: Final = Authority(src="tax-adviser-2014-54", at="selection among two or more plans")
PRETAX_FIRST: Final = Authority(src="irc-402", at="(c)(2)")
ROLLED_NOT_TAXED: Final = Authority(src="irc-402", at="(c)(1)")
PLAN_PAYMENT_TAXED: Final = Authority(src="irc-402", at="(a)")
WITHHOLDING: Final = Authority(src="irc-3405", at="(c)(1)(B), (c)(2), (e)(1)(B)(ii)")
EARLY_TAX: Final = Authority(src="irc-72", at="(t)(1), (t)(2)(A)(i)")
BOX2A_TRADITIONAL: Final = Authority(src="i1099r-2016", at="instructions for recipient, box 2a")
CODES: Final = Authority(src="i1099r-2025", at="list of codes")
CODES_EXPLAINED: Final = Authority(src="etax-codes", at="list of codes")

IRA_PRO_RATA: Final = Authority(src="irc-408", at="(d)(2)")
FORM_8606_BASIS: Final = Authority(src="form-8606-2025", at="lines 1-3")
FORM_8606_RATIO: Final = Authority(src="form-8606-2025", at="lines 5-10")
FORM_8606_SPLIT: Final = Authority(src="form-8606-2025", at="lines 11, 16-18")
FORM_8606_FORWARD: Final = Authority(src="form-8606-2025", at="lines 13-14")
FORM_8606_PART_ONE: Final = Authority(src="form-8606-2025", at="Part I; line 17")
IRA_LEFTOVER_FORUM: Final = Authority(src="irahelp-32496", at="answer")

ROTH_401K_APART: Final = Authority(src="irc-402a", at="(d)(4)")
ROTH_401K_QUALIFIED: Final = Authority(src="irc-402a", at="(d)(1), (d)(2)")
ROTH_401K_PRO_RATA: Final = Authority(src="reg-1-402a-1", at="A-3")
ROTH_401K_PART_ROLLED: Final = Authority(src="reg-1-402a-1", at="A-5(a), (b), (d)")
ROTH_401K_TO_PLAN_AT_LOSS: Final = Authority(src="reg-1-402a-1", at="A-6(b)")
ROTH_401K_TO_IRA: Final = Authority(src="reg-1-408a-10", at="A-3(a)")
ROTH_401K_TO_IRA_AT_LOSS: Final = Authority(src="reg-1-408a-10", at="A-3(b)")
ROTH_401K_BOXES: Final = Authority(src="i1099r-2016", at="p. 11, Roth example")
ROTH_401K_BOX5: Final = Authority(src="i1099r-2024", at="designated Roth account distributions")
ONE_H_FORM: Final = Authority(src="bogleheads-159203", at="answer of 2015-02-23")
ALL_BASIS_MOVES_FORUM: Final = Authority(src="irahelp-30470", at="second answer")
TWO_FORMS: Final = Authority(src="ttlc-2899583", at="answer by dmertz")

ROTH_IRA_LAYERS: Final = Authority(src="reg-1-408a-6", at="A-8, A-9(c)")
ROTH_IRA_QUALIFIED: Final = Authority(src="irc-408a", at="(d)(1), (d)(2)")
ROTH_IRA_EARNINGS: Final = Authority(src="reg-1-408a-6", at="A-4")
RECAPTURE: Final = Authority(src="irc-408a", at="(d)(3)(F)")
RECAPTURE_CLOCK: Final = Authority(src="reg-1-408a-6", at="A-5(b), (c)")

FULL_PAYOUT: Final = Authority(src="irc-72", at="(e)(5)(A), (e)(8)(B)")
OLD_LOSS_TEST: Final = Authority(src="rev-rul-72-305", at="question and facts")
LOSS_SECTION: Final = Authority(src="irc-165", at="(a), (c)(2)")
TWO_PERCENT_FLOOR: Final = Authority(src="irc-67", at="(a)")
CA_STILL_DEDUCTS: Final = Authority(src="ca-schedule-ca-2025", at="Part II, lines 19-25")
ONE_CONTRACT_FORUM: Final = Authority(src="benefitslink-15377", at="first answer")
SEPARATE_BOOK: Final = Authority(src="choate-planning", at="p. 121")

BOX2A_BLANK: Final = Authority(src="ttlc-1348068", at="quotation of boxes 2a and 2b")
BOXES_COORDINATED: Final = Authority(src="irahelp-71265", at="answer")
BASIS_LEFT_OFF: Final = Authority(src="irahelp-30759", at="answer")
OWN_RECORDS: Final = Authority(src="irahelp-71031", at="answer: the statement's sub-accounts")
COMBINED_FORM: Final = Authority(src="finance-buff-one-1099r", at="combined form")
CODE_1_NOTICE: Final = Authority(src="bogleheads-4118123", at="post")
CORRECTED_FORM: Final = Authority(src="irs-tip-2021-26", at="opening; Form 4852")

ANNUAL_LIMIT: Final = Authority(src="irc-415", at="(c)(1)")
ANNUAL_ADDITIONS: Final = Authority(src="irc-415", at="(c)(2)")
CATCH_UP_APART: Final = Authority(src="irc-414", at="(v)(3)(A)")
CATCH_UP_AMOUNT: Final = Authority(src="irc-414", at="(v)(2)(B)")
PLAN_CAP: Final = Authority(src="retirementlc-after-tax-limits", at="considerations")
SIXTY_DAYS: Final = Authority(src="irc-402", at="(c)(3)(A)")
IRA_TAXED: Final = Authority(src="irc-408", at="(d)(1)")
CAPITAL_GAINS: Final = Authority(src="irc-1", at="(h)(1)")


def source_ids() -> frozenset[str]:
    """Every source id that a result of this package may cite."""
    return frozenset(value.src for value in globals().values() if isinstance(value, Authority))
