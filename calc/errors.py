"""What can go wrong in a calculation, said so that the asker can mend it.

`CalcError` is the one exception that leaves the package. Its `code` names the
trouble, and the codes fall into three families:

* a figure cannot be used: ``missing_input``, ``not_a_number``, ``negative_amount``, ``amount_out_of_range``,
  ``too_many_decimals``, ``rate_out_of_range``, ``number_out_of_range``, ``amount_exceeds_value``,
  ``part_exceeds_plan``, ``above_limit``, ``outside_year``, ``probabilities_not_one``, ``parts_do_not_add_up``,
  ``inconsistent``, ``years_out_of_order``;
* the request is not of the right shape: ``unknown_field``, ``unknown_option``, ``empty_series``, ``too_many_rows``,
  ``bad_rows``, ``bad_row``, ``unclear_separator``, ``unclear_header``, ``not_a_date``, ``dates_out_of_order``,
  ``not_an_object``, ``unknown_function``;
* the answer is not known here: ``unsupported_year``, ``unknown_parameter``, ``unknown_status``,
  ``unknown_state``, ``no_state_estimate``, ``credits_move``.

The message is in both languages and names the figure that was read. ``str(error)``
holds no figure, because exceptions end up in logs and the amounts are private.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeAlias

from calc import refusals, refusals_distributions
from calc.refusals import Words as _Words

Figure: TypeAlias = Decimal | int | str | _Words | tuple[str, ...] | tuple[int, ...]


# where a minus sign is likely to mean a loss
_LOSS_FIELDS: Final = (
    "basis value amount contribution plan_value plan_aftertax_basis value_now value_later "
    "aftertax_basis aftertax_value dra_basis dra_value"
).split()

# The wording of a code. "code.field" is used instead where the field deserves its own words.
_MESSAGES: Final[dict[str, _Words]] = {
    "missing_input": _Words(
        "还缺{field}，补上就能算。",
        "The calculation still needs {field}. Add it and try again.",
    ),
    "missing_input.state": _Words(
        "还缺{field}：写两个字母的缩写，比如 CA；也可以只给自己的州税率，比如 9.3%（JSON 里是 rate 0.093）。",
        "The calculation still needs {field}: its two letters, such as CA. "
        "Your own state rate alone works too, such as 9.3% (in JSON: rate 0.093).",
    ),
    "missing_input.plan_value": _Words(
        "按整个计划算（whole_plan）还缺{field}：所有钱加在一起现在值多少。",
        "A whole-plan calculation (whole_plan) still needs {field}: what all the money in the plan is worth now.",
    ),
    "missing_input.plan_aftertax_basis": _Words(
        "按整个计划算（whole_plan）还缺{field}：整个计划里还没收回的 after-tax 投入。",
        "A whole-plan calculation (whole_plan) still needs {field}: "
        "the after-tax contributions in the plan that were not recovered yet.",
    ),
    "not_a_number": _Words(
        "{field}这里读到的是「{read}」，看不出是多少钱。请写成 9500 或 $9,500.50 这样的数。",
        "“{read}” was read for {field}, and it is not a dollar amount. Write it like 9500 or $9,500.50.",
    ),
    "not_a_number.rate": _Words(
        "{field}这里读到的是「{read}」，看不出是多少。请写成 24% 这样的百分数（JSON 里写 0.24）。",
        "“{read}” was read for {field}, and it is not a rate. Write a percentage such as 24% (in JSON: 0.24).",
    ),
    "not_a_number.kids": _Words(
        "{field}这里读到的是「{read}」，看不出是几个孩子。请写 0 到 20 的整数，比如 2。",
        "“{read}” was read for {field}, and it is not a number of children. "
        "Write a whole number from 0 to 20, such as 2.",
    ),
    "not_a_number.year": _Words(
        "{field}这里读到的是「{read}」，看不出是哪一年。请写四位数的年份，比如 2026。",
        "“{read}” was read for {field}, and it is not a year. Write all its digits, such as 2026.",
    ),
    **dict.fromkeys(
        (f"negative_amount.{field}" for field in _LOSS_FIELDS),
        _Words(
            "{field}读到的是 {figure}，这里不能是负数。亏损不用写负号：填投入的本金和现在的价值，差额会自己算出来。",
            "{figure} was read for {field}, and it cannot be negative. A loss needs no minus sign: "
            "give what was contributed and what it is worth now, and the difference follows.",
        ),
    ),
    "negative_amount": _Words(
        "{field}读到的是 {figure}，这里不能是负数。请核对一下；没有就写 0。",
        "{figure} was read for {field}, and it cannot be negative. Please check it; write 0 if there is none.",
    ),
    "amount_out_of_range": _Words(
        "{field}读到的是 {figure}，超过了这里能算的上限 {limit}。请看看是不是多打了几个零。",
        "{figure} was read for {field}, above the {limit} that is computed at most. Please check the number of zeros.",
    ),
    "too_many_decimals": _Words(
        "{field}读到的是 {figure}，金额最多到分（小数点后 2 位）。请四舍五入到分再算。",
        "{figure} was read for {field}; a dollar amount goes no further than cents (2 decimals). "
        "Round it to the cent and try again.",
    ),
    "rate_out_of_range": _Words(
        "{field}读到的是 {figure}，应该在 0% 到 100% 之间，比如 24%（JSON 里写 0.24）。",
        "{figure} was read for {field}, and it must be from 0% to 100%, such as 24% (in JSON: 0.24).",
    ),
    "amount_exceeds_value": _Words(
        "{field}读到的是 {amount}，可账户里现在只有 {value}，拿出来的不能比这更多。"
        "请改成 {value} 以内；全部的话，金额留空就行。",
        "{amount} was read for {field}, but only {value} is there. "
        "Enter at most {value}, or leave the amount out to mean everything.",
    ),
    "part_exceeds_plan": _Words(
        "{field}读到的是 {part}，比整个计划的 {whole} 还多。子账户是计划的一部分，请核对这两个数。",
        "{part} was read for {field}, more than the {whole} of the whole plan. "
        "The sub-account is a part of the plan, so please check both figures.",
    ),
    "unknown_field": _Words(
        "不认识「{read}」这一项。可以填的有：{known}。",
        "There is no field “{read}”. The fields are: {known}.",
    ),
    "unknown_option": _Words(
        "{field}读到的是「{read}」，可以选的只有：{known}。",
        "“{read}” was read for {field}. The choices are: {known}.",
    ),
    "empty_series": _Words(
        "还没有任何一次转换。请至少给一行，每行写投入和转换时的价值，比如 [[5000, 4600]]。",
        "There is no conversion to compute. Give at least one row, "
        "each with the contribution and the value when converted, such as [[5000, 4600]].",
    ),
    "too_many_rows": _Words(
        "读到了 {count} 行，一次最多算 {limit} 行。请按年份分开算。",
        "{count} rows were read, and at most {limit} are computed at once. Split them by year.",
    ),
    "bad_row": _Words(
        "第 {row} 行读不懂。请先写投入、再写转换时的价值，比如 [5000, 4600]。",
        "Row {row} could not be read. Write [contribution, value when converted], such as [5000, 4600].",
    ),
    "bad_rows": _Words(
        "rows 要写成一个列表，每行先写投入、再写转换时的价值，比如 [[5000, 4600], [5000, 5300]]。",
        "rows must be a list of [contribution, value when converted], such as [[5000, 4600], [5000, 5300]].",
    ),
    "not_a_date": _Words(
        "{field}读到的是「{read}」，看不出是哪一天。请写成 2026-03-15 这样的日期。",
        "“{read}” was read for {field}, and it is not a date. Write it like 2026-03-15.",
    ),
    "dates_out_of_order": _Words(
        "第 {row} 行的日期 {later} 比前面的 {earlier} 还早。先后顺序会影响结果，请按时间从早到晚排。",
        "Row {row} is dated {later}, before the earlier row of {earlier}. "
        "The order changes the result, so list the rows from first to last.",
    ),
    "not_an_object": _Words(
        "要算的内容得是一个 JSON 对象，比如 {example}。",
        "What to compute must be a JSON object, such as {example}.",
    ),
    "unknown_function": _Words(
        "没有「{read}」这个计算。现有的是：{known}。",
        "There is no calculation “{read}”. There are: {known}.",
    ),
    "unsupported_year": _Words(
        "「{name}」没有 {year} 年的数，手头核对过的只有 {known}，不会拿别的年份去推。"
        "新的数一般在前一年的十一月前后公布，请查官方页面：{where}。",
        "There is no figure for {name} in {year}; the checked years are {known}, and none is extrapolated. "
        "New figures usually come out around November of the year before; see the official page: {where}.",
    ),
    "unsupported_year.year": _Words(
        "{field}读到的是 {year}，这里的规则和表格只核对过 {known}。"
        "可以把年份留空，按核对过的规则算；{year} 年的变化请查 irs.gov。",
        "{year} was read for {field}; the rules and forms here were checked for {known} only. "
        "Leave the year out to compute by the checked rules, and see irs.gov for what changed in {year}.",
    ),
    "unsupported_year.state": _Words(
        "州税估算没有 {year} 年的数，有数的只有 {known}，不会拿别的年份去推。"
        "请直接给自己的州税率，比如 9.3%（JSON 里是 rate 0.093），可以在州税务局查到：{where}。",
        "There is no state estimate for {year}; there are estimates for {known}, and none is extrapolated. "
        "Give your own state rate instead, such as 9.3% (in JSON: rate 0.093); the state's tax agency has it: {where}.",
    ),
    "no_state_estimate.status": _Words(
        "州税估算的样本家庭只有 {known}，读到的报税身份是 {read}，级距不同，套用不准。"
        "请直接给自己的州税率，比如 9.3%（JSON 里是 rate 0.093）。",
        "The sample households of the state estimate file as {known}; the status was read as {read}, "
        "with brackets of its own. Give your own state rate instead, such as 9.3% (in JSON: rate 0.093).",
    ),
    "no_state_estimate.state": _Words(
        "{read} 的边际税率跟着收入变，工资 {sample} 的样本家庭（{filing}）的数不能套到别人身上。"
        "请直接给自己的州税率，比如 9.3%（JSON 里是 rate 0.093）。",
        "The marginal rate of {read} changes with income, and the figure of the sample household ({filing}, wages "
        "{sample}) cannot be lent to others. "
        "Give your own state rate instead, such as 9.3% (in JSON: rate 0.093).",
    ),
    "no_state_estimate.wages": _Words(
        "{read} 的估算来自工资 {sample} 的样本家庭；读到的收入是 {income}，连转换是 {reached}，"
        "这个收入上的州税率不一定相同，不套用。"
        "请直接给自己的州税率，比如 9.3%（JSON 里是 rate 0.093）。",
        "The estimate for {read} comes from a sample household with wages of {sample}; "
        "the income was read as {income}, {reached} with the conversion, where the state's rate may be another one. "
        "Give your own state rate instead, such as 9.3% (in JSON: rate 0.093).",
    ),
    "no_state_estimate.taxable_conversion": _Words(
        "转换里要交税的部分读到的是 {amount}；{read} 对退休收入的减免有上限，估算最多用到 {limit}。"
        "请直接给自己的州税率，比如 9.3%（JSON 里是 rate 0.093）。",
        "{amount} was read for the taxable part of the conversion; what {read} leaves untaxed of retirement income "
        "has a ceiling, and the estimate goes no further than {limit}. "
        "Give your own state rate instead, such as 9.3% (in JSON: rate 0.093).",
    ),
    "credits_move": _Words(
        "收入 {income}、孩子 {kids} 个：这个收入上，EITC 或者能退的 child tax credit 也会跟着变。"
        "这部分这里不算，不算进去又会差很多。请用报税软件按有转换、没有转换各算一遍，看差多少；"
        "只想看抵免（credit）之前的税，把孩子去掉再算（federal_increment）。",
        "The income is {income}, with qualifying children: {kids}. At this income the EITC or the refundable child tax "
        "credit changes as well. That is not computed here, and without it the figure would be far off. "
        "Run tax software with and without the conversion and compare; "
        "for the tax before credits alone, leave the children out (federal_increment).",
    ),
    "unknown_status": _Words(
        "没有「{read}」这种报税身份。可以选的有：{known}。",
        "There is no filing status “{read}”. There are: {known}.",
    ),
    "unknown_state": _Words(
        "没有「{read}」这个州的数。请用两个字母的缩写，有数的是：{known}；也可以直接给自己的州税率。",
        "There is no figure for the state “{read}”. Use the two-letter code; there are: {known}. "
        "A state rate of your own works as well.",
    ),
    "unknown_parameter": _Words(
        "没有叫「{read}」的参数。现有的是：{known}。",
        "There is no parameter “{read}”. There are: {known}.",
    ),
    **refusals.MESSAGES,
    **refusals_distributions.MESSAGES,
}

_FIELDS: Final[dict[str, _Words]] = {
    "basis": _Words("本金（basis）", "the after-tax basis (basis)"),
    "value": _Words("现值（value）", "the current value (value)"),
    "amount": _Words("金额（amount）", "the amount (amount)"),
    "to": _Words("转去哪里（to）", "the destination (to)"),
    "plan_reporting": _Words("box 5 的填法（plan_reporting）", "how box 5 is filled (plan_reporting)"),
    "contract": _Words("按哪个范围算（contract）", "what is prorated (contract)"),
    "plan_aftertax_basis": _Words(
        "整个计划的 after-tax 本金（plan_aftertax_basis）",
        "the after-tax basis of the whole plan (plan_aftertax_basis)",
    ),
    "plan_value": _Words("整个计划的现值（plan_value）", "the value of the whole plan (plan_value)"),
    "rate": _Words("税率（rate）", "the tax rate (rate)"),
    "year": _Words("税年（year）", "the tax year (year)"),
    "rows": _Words("各次转换（rows）", "the conversions (rows)"),
    "policy": _Words("剩余本金怎么处理（policy）", "what becomes of unrecovered basis (policy)"),
    "contribution": _Words("投入（contribution）", "the contribution (contribution)"),
    "date": _Words("日期（date）", "the date (date)"),
    "status": _Words("报税身份（status）", "the filing status (status)"),
    "wages": _Words("工资收入（wages）", "the wages (wages)"),
    "interest": _Words("利息等投资收入（interest）", "the interest income (interest)"),
    "taxable_conversion": _Words(
        "转换里要交税的部分（taxable_conversion）", "the taxable part of the conversion (taxable_conversion)"
    ),
    "salt_paid": _Words("交的州税和地方税（salt_paid）", "the state and local taxes paid (salt_paid)"),
    "other_item": _Words("其他 itemized 抵扣（other_item）", "the other itemized deductions (other_item)"),
    "tax": _Words("税怎么查（tax）", "how the tax is looked up (tax)"),
    "kids": _Words("孩子人数（kids）", "the number of children (kids)"),
    "state": _Words("州（state）", "the state (state)"),
    **refusals.FIELDS,
    **refusals_distributions.FIELDS,
}

_LONGEST_ECHO = 32


class CalcError(Exception):
    """A calculation that cannot be done, with the reason in both languages.

    Args:
        code: one of `codes()`.
        field: the input it is about, where there is one.
        row: the row of a series, counted from 1.
        figures: what the wording needs; ``Decimal`` is dollars, `calc.refusals.Words` a text in both languages.

    Attributes:
        code: stable name of the trouble, for programs.
        field: the input it is about, or None.
        message: ``{"zh": …, "en": …}``, with the same figures in both.
    """

    def __init__(self, code: str, field: str | None = None, *, row: int | None = None, **figures: Figure) -> None:
        super().__init__(f"{code} ({field})" if field else code)
        self.code = code
        self.field = field
        words = _MESSAGES.get(f"{code}.{field}") or _MESSAGES[code]
        self.message = {
            "zh": words.zh.format(field=_label_zh(field, row), row=row, **_worded(figures, 0, "、")),
            "en": _capital(words.en.format(field=_label_en(field, row), row=row, **_worded(figures, 1, ", "))),
        }

    def to_json(self) -> dict[str, str | dict[str, str]]:
        """The refusal as the command line prints it."""
        return {"error": self.code, "message": dict(self.message)}


def codes() -> frozenset[str]:
    """Every code that a `CalcError` may carry."""
    return frozenset(key.partition(".")[0] for key in _MESSAGES)


def echo(value: object) -> str:
    """What was typed, short and harmless enough to be repeated in a message."""
    text = _as_typed(value)
    kept = "".join(sign for sign in text[: _LONGEST_ECHO * 4] if sign.isprintable() and sign not in "`@<>「」“”")
    return kept if len(kept) <= _LONGEST_ECHO else f"{kept[:_LONGEST_ECHO]}…"


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) and abs(value) >= 10**_LONGEST_ECHO:
        return f"{Decimal(value):.2E}"  # Python refuses to write out integers of thousands of digits
    if isinstance(value, str | int | float | Decimal):
        return str(value)
    return "{…}" if isinstance(value, Mapping) else "[…]"


def dollars(value: Decimal) -> str:
    """An amount as people write it: $9,500 or $9,500.50, and -$500 for a negative one."""
    sign = "-" if value < 0 else ""
    size = abs(value)
    if size >= Decimal("1e15"):
        return f"{sign}${size:.2E}"
    if size == size.to_integral_value():
        return f"{sign}${size:,.0f}"
    return f"{sign}${size:,.2f}" if size == round(size, 2) else f"{sign}${size:,.6f}".rstrip("0")


def _worded(figures: dict[str, Figure], language: int, comma: str) -> dict[str, str]:
    return {name: _one(figure, language, comma) for name, figure in figures.items()}


def _one(figure: Figure, language: int, comma: str) -> str:
    if isinstance(figure, Decimal):
        return dollars(figure)
    if isinstance(figure, _Words):
        return figure[language]
    return comma.join(map(str, figure)) if isinstance(figure, tuple) else str(figure)


def _label_zh(field: str | None, row: int | None) -> str:
    label = f"「{_FIELDS[field].zh if field in _FIELDS else field}」" if field else ""
    return f"第 {row} 行的{label}" if row else label


def _label_en(field: str | None, row: int | None) -> str:
    label = (_FIELDS[field].en if field in _FIELDS else field) if field else ""
    return f"{label} in row {row}" if row else label


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
