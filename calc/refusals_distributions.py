"""Wording of what the calculations of distributions and forms refuse, in Chinese and in English.

Keys are codes, or a code and a field, as in `calc.errors`, which adds these to its own.
"""

from __future__ import annotations

from typing import Final

from calc.refusals import Words

_NOT_A_YEAR: Final = Words(
    "{field}这里读到的是「{read}」，看不出是哪一年。请写四位数的年份，比如 2026。",
    "“{read}” was read for {field}, and it is not a year. Write all its digits, such as 2026.",
)

MESSAGES: Final[dict[str, Words]] = {
    **{f"not_a_number.{field}": _NOT_A_YEAR for field in ("first_year", "tax_year")},
    "unsupported_year.tax_year": Words(
        "{field}读到的是 {year}，这里的规则和表格只核对过 {known}。"
        "可以把年份留空，按核对过的规则算；{year} 年的变化请查 irs.gov。",
        "{year} was read for {field}; the rules and forms here were checked for {known} only. "
        "Leave the year out to compute by the checked rules, and see irs.gov for what changed in {year}.",
    ),
    "years_out_of_order": Words(
        "{field}读到的是 {later}，比取款的 {year} 年还晚。请核对这两个年份。",
        "{later} was read for {field}, after the distribution in {year}. Please check both years.",
    ),
    "parts_do_not_add_up": Words(
        "几个去向加起来是 {placed}，可这次转出的一共是 {whole}（pretax 加 aftertax）。"
        "direct_trad、direct_roth、cash 加起来要正好等于总数。rollover60_trad 是从 cash 里再存回去的，不要另外加。",
        "The destinations come to {placed}, but the distribution is {whole} (pretax plus aftertax). "
        "direct_trad, direct_roth and cash must make exactly that. "
        "rollover60_trad comes out of cash; do not add it on top.",
    ),
    "amount_exceeds_value.rollover60_trad": Words(
        "{field}读到的是 {amount}，比付给你的现金 {value} 还多。最多只能存回 {value}，请核对这两个数。",
        "{amount} was read for {field}, more than the {value} paid to you in cash. "
        "At most {value} can be rolled over, so please check both figures.",
    ),
    "inconsistent.whole": Words(
        "{field}和金额对不上：金额是 {amount}，账户里一共 {value}。"
        "直接转的话，金额等于账户的全部才算整个转走。请改其中一个，或者把 whole 留空。",
        "{field} and the amount contradict each other: the amount is {amount}, and the account holds {value}. "
        "In a direct rollover the whole account goes only if the amount is all of it. "
        "Change one of them, or leave whole out.",
    ),
    "part_exceeds_plan.box5": Words(
        "{field}读到的是 {part}，比历年 box 5 的合计 {whole} 还多。"
        "合计（box5_to_date）要把这张表也算进去，请核对这两个数。",
        "{part} was read for {field}, more than the {whole} of box 5 on all forms so far. "
        "That total (box5_to_date) includes this form, so please check both figures.",
    ),
    "negative_amount.box2a": Words(
        "{field}读到的是 {figure}。Box 2a 不会是负数，亏损的时候是 0 或空白。"
        "请照表上印的填；表上真的印着负数，就请 plan 出更正的表。",
        "{figure} was read for {field}. Box 2a is never negative; at a loss it is 0 or blank. "
        "Enter what is printed. If the form does show a negative figure, ask the plan for a corrected one.",
    ),
    "unknown_option.box7": Words(
        "{field}读到的是「{read}」，看不出是哪个 code。请照表上印的填，常见的有：{known}。",
        "“{read}” was read for {field}, and it is not a code. Enter it as printed; common ones are: {known}.",
    ),
    "missing_input.year_end_value": Words(
        "还缺{field}：12/31 那天所有 traditional、SEP、SIMPLE IRA 加在一起的余额；没有就写 0。",
        "The calculation still needs {field}: all traditional, SEP and SIMPLE IRAs together on 12/31; "
        "write 0 if there is nothing in them.",
    ),
    "bad_rows.conversions": Words(
        "{field}要写成一个列表，每行依次是年份、当时应税的部分、其余的部分，比如 [[2024, 200, 10000]]。",
        "{field} must be a list of [year, part taxed then, the rest], such as [[2024, 200, 10000]].",
    ),
    "bad_row.conversions": Words(
        "第 {row} 行读不懂。请依次写年份、当时应税的部分、其余的部分，比如 [2024, 200, 10000]。",
        "Row {row} could not be read. Write [year, part taxed then, the rest], such as [2024, 200, 10000].",
    ),
    "too_many_rows.conversions": Words(
        "读到了 {count} 行，一次最多算 {limit} 行。同一年的转换可以加起来写成一行。",
        "{count} rows were read, and at most {limit} are computed at once. "
        "Conversions of the same year can be added up in one row.",
    ),
}

FIELDS: Final[dict[str, Words]] = {
    "pretax": Words("税前的部分（pretax）", "the pre-tax part (pretax)"),
    "aftertax": Words("after-tax 的部分（aftertax）", "the after-tax part (aftertax)"),
    "direct_trad": Words(
        "直接转进 traditional IRA 的（direct_trad）", "what goes straight to a traditional IRA (direct_trad)"
    ),
    "direct_roth": Words("直接转进 Roth IRA 的（direct_roth）", "what goes straight to a Roth IRA (direct_roth)"),
    "cash": Words("付给本人的现金（cash）", "the cash paid to you (cash)"),
    "rollover60_trad": Words(
        "60 天内存进 traditional IRA 的（rollover60_trad）",
        "what goes to a traditional IRA within 60 days (rollover60_trad)",
    ),
    "nondeductible": Words(
        "今年的 nondeductible 缴款（nondeductible）", "the year's nondeductible contribution (nondeductible)"
    ),
    "prior_basis": Words("以前年度留下的 basis（prior_basis）", "the basis of earlier years (prior_basis)"),
    "year_end_value": Words("年底的 IRA 余额（year_end_value）", "the IRA balance at year end (year_end_value)"),
    "conversion": Words("转换的金额（conversion）", "the amount converted (conversion)"),
    "direct": Words("是不是直接转（direct）", "whether it is direct (direct)"),
    "whole": Words("是不是整个账户都转走（whole）", "whether the whole account goes (whole)"),
    "qualified": Words("是不是 qualified（qualified）", "whether it is qualified (qualified)"),
    "regular": Words("直接缴款（regular）", "the regular contributions (regular)"),
    "conversions": Words("各年的转换（conversions）", "the conversions by year (conversions)"),
    "first_year": Words(
        "第一笔钱进 Roth IRA 的年份（first_year）", "the year of the first Roth IRA money (first_year)"
    ),
    "taxable": Words("转换时应税的部分（taxable）", "the part taxed at conversion (taxable)"),
    "nontaxable": Words("转换时不应税的部分（nontaxable）", "the part not taxed at conversion (nontaxable)"),
    "aftertax_basis": Words("after-tax 投入（aftertax_basis）", "the after-tax basis (aftertax_basis)"),
    "aftertax_value": Words(
        "after-tax 账户的现值（aftertax_value）", "the value of the after-tax account (aftertax_value)"
    ),
    "pretax_value": Words("税前部分的现值（pretax_value）", "the value of the pre-tax money (pretax_value)"),
    "dra_basis": Words("Roth 401(k) 的投入（dra_basis）", "the Roth 401(k) contributions (dra_basis)"),
    "dra_value": Words("Roth 401(k) 的现值（dra_value）", "the value of the Roth 401(k) (dra_value)"),
    "total_cash": Words("是不是全部取成现金（total_cash）", "whether all is paid out in cash (total_cash)"),
    "rolled": Words("是不是转进了别的账户（rolled）", "whether it was rolled over (rolled)"),
    "tax_year": Words("税年（tax_year）", "the tax year (tax_year)"),
    "federal_agi": Words("联邦 AGI（federal_agi）", "the federal AGI (federal_agi)"),
    "box1": Words("Box 1（box1）", "box 1 (box1)"),
    "box2a": Words("Box 2a（box2a）", "box 2a (box2a)"),
    "taxable_not_determined": Words("2b 的勾（taxable_not_determined）", "the tick in box 2b (taxable_not_determined)"),
    "box5": Words("Box 5（box5）", "box 5 (box5)"),
    "box7": Words("Box 7（box7）", "box 7 (box7)"),
    "aftertax_contributions_to_date": Words(
        "到现在为止的 after-tax 缴款（aftertax_contributions_to_date）",
        "the after-tax contributions to date (aftertax_contributions_to_date)",
    ),
    "box5_to_date": Words("历年 box 5 的合计（box5_to_date）", "box 5 of all forms so far (box5_to_date)"),
    "subaccount_balance": Words(
        "after-tax 账户里剩下的钱（subaccount_balance）", "what is left in the after-tax account (subaccount_balance)"
    ),
}
