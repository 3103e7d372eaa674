"""What can go wrong in a calculation, said so that the asker can mend it.

`CalcError` is the one exception that leaves the package. Its `code` names the
trouble, and the codes fall into three families:

* a figure cannot be used: ``missing_input``, ``not_a_number``, ``negative_amount``, ``amount_out_of_range``,
  ``too_many_decimals``, ``rate_out_of_range``, ``amount_exceeds_value``, ``part_exceeds_plan``;
* the request is not of the right shape: ``unknown_field``, ``unknown_option``, ``empty_series``, ``too_many_rows``,
  ``bad_rows``, ``bad_row``, ``not_a_date``, ``dates_out_of_order``, ``not_an_object``, ``unknown_function``;
* the answer is not known here: ``unsupported_year``, ``unknown_parameter``, ``unknown_status``,
  ``unknown_state``.

The message is in both languages and names the figure that was read. ``str(error)``
holds no figure, because exceptions end up in logs and the amounts are private.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

Figure: TypeAlias = Decimal | int | str | tuple[str, ...] | tuple[int, ...]


class _Words(NamedTuple):
    zh: str
    en: str


# The wording of a code,. "code.field" is used instead where the field deserves its own words.
_MESSAGES: Final[dict[str, _Words]] = {
    "missing_input": _Words(
        "还缺{field}，补上就能算。",
        "The calculation still needs {field}. Add it and try again.",
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
        "{field}这里读到的是「{read}」，看不出是多少。请写成 0 到 1 之间的小数，比如 24% 写 0.24。",
        "“{read}” was read for {field}, and it is not a rate. Write a fraction from 0 to 1, such as 0.24 for 24%.",
    ),
    "not_a_number.year": _Words(
        "{field}这里读到的是「{read}」，看不出是哪一年。请写四位数的年份，比如 2026。",
        "“{read}” was read for {field}, and it is not a year. Write all its digits, such as 2026.",
    ),
    "negative_amount": _Words(
        "{field}读到的是 {figure}，这里不能是负数。亏损不用写负号：填投入的本金和现在的价值，差额会自己算出来。",
        "{field} was read as {figure}, and it cannot be negative. A loss needs no minus sign: "
        "give what was contributed and what it is worth now, and the difference follows.",
    ),
    "amount_out_of_range": _Words(
        "{field}读到的是 {figure}，超过了这里能算的上限 {limit}。请看看是不是多打了几个零。",
        "{field} was read as {figure}, above the {limit} that is computed at most. Please check the number of zeros.",
    ),
    "too_many_decimals": _Words(
        "{field}读到的是 {figure}，金额最多到分（小数点后 2 位）。请四舍五入到分再算。",
        "{field} was read as {figure}; a dollar amount goes no further than cents (2 decimals). "
        "Round it to the cent and try again.",
    ),
    "rate_out_of_range": _Words(
        "{field}读到的是 {figure}，应该在 0 到 1 之间：24% 要写成 0.24。",
        "{field} was read as {figure}, and it must be from 0 to 1: write 24% as 0.24.",
    ),
    "amount_exceeds_value": _Words(
        "要转 {amount}，可账户里现在只有 {value}，转出的不能比这更多。请改成 {value} 以内；全部转的话，金额留空就行。",
        "The amount to convert is {amount}, but only {value} is there. "
        "Enter at most {value}, or leave the amount out to convert everything.",
    ),
    "part_exceeds_plan": _Words(
        "{field}读到的是 {part}，比整个计划的 {whole} 还多。子账户是计划的一部分，请核对这两个数。",
        "{field} was read as {part}, more than the {whole} of the whole plan. "
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
        "{name} 没有 {year} 年的数，手头核对过的只有 {known}，不会拿别的年份去推。"
        "新的数一般在每年 11 月前后公布，请查官方页面：{where}。",
        "There is no figure for {name} in {year}; the checked years are {known}, and none is extrapolated. "
        "New figures usually come out around month 11 of each year; see the official page: {where}.",
    ),
    "unsupported_year.year": _Words(
        "{field}读到的是 {year}，这里的规则和表格只核对过 {known}。"
        "可以把年份留空，按核对过的规则算；{year} 年的变化请查 irs.gov。",
        "{field} was read as {year}; the rules and forms here were checked for {known} only. "
        "Leave the year out to compute by the checked rules, and see irs.gov for what changed in {year}.",
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
}

_FIELDS: Final[dict[str, _Words]] = {
    "basis": _Words("本金（basis）", "the after-tax basis (basis)"),
    "value": _Words("现值（value）", "the current value (value)"),
    "amount": _Words("要转的金额（amount）", "the amount to convert (amount)"),
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
}

_LONGEST_ECHO = 32


class CalcError(Exception):
    """A calculation that cannot be done, with the reason in both languages.

    Args:
        code: one of `codes()`.
        field: the input it is about, where there is one.
        row: the row of a series, counted from 1.
        figures: what the wording needs; ``Decimal`` is dollars.

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
            "zh": words.zh.format(field=_label_zh(field, row), row=row, **_worded(figures, "、")),
            "en": _capital(words.en.format(field=_label_en(field, row), row=row, **_worded(figures, ", "))),
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


def _worded(figures: dict[str, Figure], comma: str) -> dict[str, str]:
    return {name: _one(figure, comma) for name, figure in figures.items()}


def _one(figure: Figure, comma: str) -> str:
    if isinstance(figure, Decimal):
        return dollars(figure)
    return comma.join(map(str, figure)) if isinstance(figure, tuple) else str(figure)


def _label_zh(field: str | None, row: int | None) -> str:
    label = f"「{_FIELDS[field].zh if field in _FIELDS else field}」" if field else ""
    return f"第 {row} 行的{label}" if row else label


def _label_en(field: str | None, row: int | None) -> str:
    label = (_FIELDS[field].en if field in _FIELDS else field) if field else ""
    return f"{label} in row {row}" if row else label


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
