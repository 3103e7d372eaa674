"""Wording of what the planning calculations refuse: by code, or by code and field, in Chinese and in English.

They stand apart from `calc.errors`, which adds them to its own, only to keep both files short.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """A text in both languages, with gaps in braces."""

    zh: str
    en: str


MAYBE_CATCH_UP: Final = Words(
    "多出来的如果是 catch-up，请单独填在 catchup；如果不是，就是存超了，请尽快找 payroll 或 plan。",
    "If the excess is catch-up, give it as catchup; if not, too much was deferred, and payroll or the plan should hear "
    "of it soon.",
)
TOO_MUCH_DEFERRED: Final = Words(
    "catch-up 要年底满 50 岁才有，所以是存超了，请尽快找 payroll 或 plan。",
    "There is catch-up only from 50 at the end of the year, so too much was deferred, and payroll or the plan should "
    "hear of it soon.",
)
_RATES: Final = "rate_now rate_later dividend_tax gains_tax state_rate plan_cap_rate probability".split()
_RETURNS: Final = "growth outside_growth dividends discount_rate".split()
_COUNTS: Final = "years years_until_used paychecks_left".split()
_NOT_A_RATE: Final = Words(
    "{field}这里读到的是「{read}」，看不出是多少。请写成 15% 这样的百分数（JSON 里写 0.15）。",
    "“{read}” was read for {field}, and it is not a rate. Write a percentage such as 15% (in JSON: 0.15).",
)
_NOT_A_RETURN: Final = Words(
    "{field}这里读到的是「{read}」，看不出是多少。请写成 7% 这样的百分数（JSON 里写 0.07）。",
    "“{read}” was read for {field}, and it is not a yearly rate. Write a percentage such as 7% (in JSON: 0.07).",
)
_RETURN_OUT_OF_RANGE: Final = Words(
    "{field}读到的是 {figure}，应该在 {low} 到 {high} 之间：7% 在 JSON 里写 0.07。",
    "{figure} was read for {field}, and it must be from {low} to {high}: in JSON, 7% is 0.07.",
)
_NOT_A_COUNT: Final = Words(
    "{field}这里读到的是「{read}」，看不出是多少。请写一个整数，比如 12。",
    "“{read}” was read for {field}, and it is not a whole number. Write one, such as 12.",
)
_MORE_THAN_PAID: Final = Words(
    "{field}读到的是 {amount}，比 plan 发出来的 {value} 还多。请核对这两个数。",
    "{amount} was read for {field}, more than the {value} that the plan paid out. Please check both figures.",
)

MESSAGES: Final[dict[str, Words]] = {
    **{f"not_a_number.{field}": _NOT_A_RATE for field in _RATES},
    **{f"not_a_number.{field}": _NOT_A_RETURN for field in _RETURNS},
    **{f"number_out_of_range.{field}": _RETURN_OUT_OF_RANGE for field in _RETURNS},
    **{f"not_a_number.{field}": _NOT_A_COUNT for field in _COUNTS},
    **{f"amount_exceeds_value.{field}": _MORE_THAN_PAID for field in ("withheld", "rolled_over")},
    "not_a_number.age": Words(
        "{field}这里读到的是「{read}」，看不出是几岁。请写数字，比如 52；59 岁半写 59.5。",
        "“{read}” was read for {field}, and it is not an age. Write a number such as 52; 59 and a half is 59.5.",
    ),
    "number_out_of_range": Words(
        "{field}读到的是 {figure}，应该在 {low} 到 {high} 之间。请核对一下。",
        "{figure} was read for {field}, and it must be from {low} to {high}. Please check it.",
    ),
    "missing_input.value_later": Words(
        "还缺{field}：以后转的时候值多少。说不准的话，在 later 里写几种可能和各自的概率。",
        "The calculation still needs {field}: what it would be worth at the later conversion. "
        "If that is uncertain, give the possible values with their probabilities as later.",
    ),
    "above_limit.deferral": Words(
        "{field}读到的是 {figure}，可 {year} 年 402(g) 的上限是 {limit}。{excess}",
        "{figure} was read for {field}, but the 402(g) limit for {year} is {limit}. {excess}",
    ),
    "above_limit.catchup": Words(
        "{field}读到的是 {figure}，可 {year} 年这个年龄最多是 {limit}。"
        "看的是年底的年龄：满 50 岁才有，60 到 63 岁从 2025 年起更高。",
        "{figure} was read for {field}, but at that age the most for {year} is {limit}. The age at the end of the year "
        "counts: there is catch-up from 50, and more of it at 60 to 63 since 2025.",
    ),
    "above_limit.comp": Words(
        "deferral 和 catch-up 加起来是 {figure}，比全年薪酬 {limit} 还多。请核对这几个数。",
        "Deferrals and catch-up come to {figure}, more than the year's pay of {limit}. Please check these figures.",
    ),
    "outside_year": Words(
        "{field}读到的是 {date}，不在 {year} 年里。请核对日期和年份。",
        "{date} was read for {field}, which is not in {year}. Please check the date and the year.",
    ),
    "dates_out_of_order.next_payday": Words(
        "下一个发薪日读到的是 {later}，比 {earlier} 还早。请写 {earlier} 当天或之后的第一个发薪日。",
        "The next payday was read as {later}, before {earlier}. Give the first payday from {earlier} on.",
    ),
    "bad_rows.pay_dates_left": Words(
        '{field}要写成日期的列表，比如 ["2026-12-04", "2026-12-18"]。',
        '{field} must be a list of dates, such as ["2026-12-04", "2026-12-18"].',
    ),
    "bad_rows.later": Words(
        "{field}要写成一个列表，每行先写概率、再写到时候的价值，比如 [[0.5, 11000], [0.5, 9000]]。",
        "{field} must be a list of [probability, value], such as [[0.5, 11000], [0.5, 9000]].",
    ),
    "bad_row.later": Words(
        "第 {row} 行读不懂。请先写概率、再写到时候的价值，比如 [0.5, 11000]。",
        "Row {row} could not be read. Write [probability, value at that time], such as [0.5, 11000].",
    ),
    "too_many_rows.later": Words(
        "读到了 {count} 种可能，一次最多算 {limit} 种。请把相近的合并。",
        "{count} outcomes were read, and at most {limit} are computed at once. Merge those that are close.",
    ),
    "probabilities_not_one": Words(
        "{field}的概率加起来是 {total}，应该是 1。涨跌各一半的话，写成 [[0.5, 11000], [0.5, 9000]]。",
        "The probabilities of {field} add up to {total} instead of 1. "
        "With even chances write [[0.5, 11000], [0.5, 9000]].",
    ),
    "bad_row.table": Words(
        "第 {row} 行「{read}」读不懂。每行要有两个数：投入、转换时的价值；日期写在最前面，也可以不写。",
        "Line {row}, “{read}”, could not be read. Each line needs two figures, the contribution and the value when "
        "converted; a date may stand before them.",
    ),
    "unclear_separator.table": Words(
        "第 {row} 行「{read}」里的逗号，看不出是隔开两个数，还是千位的逗号。请用分号或 tab 隔开，或者去掉千位的逗号。",
        "In line {row}, “{read}”, the comma may part two figures or mark thousands. "
        "Part the figures with a semicolon or a tab, or leave out the commas of thousands.",
    ),
    "unclear_header.table": Words(
        "第 {row} 行「{read}」像是表头，可看不出哪一列是投入、哪一列是转换时的价值。请把这两列写成「投入」和「价值」。",
        "Line {row}, “{read}”, looks like a header, but it does not tell which column is the contribution and which "
        "the value when converted. Name them “contribution” and “value”.",
    ),
}

FIELDS: Final[dict[str, Words]] = {
    "age": Words("年龄（age）", "the age (age)"),
    "comp": Words("全年薪酬（comp）", "the pay of the year (comp)"),
    "deferral": Words("全年的 deferral（deferral）", "the deferrals of the year (deferral)"),
    "catchup": Words("catch-up（catchup）", "the catch-up contributions (catchup)"),
    "match": Words("公司 match（match）", "the employer match (match)"),
    "nonelective": Words("公司另外给的钱（nonelective）", "the other employer money (nonelective)"),
    "aftertax_ytd": Words("已经存的 after-tax（aftertax_ytd）", "the after-tax contributions so far (aftertax_ytd)"),
    "plan_cap": Words("plan 自己的上限（plan_cap）", "the plan's own cap (plan_cap)"),
    "plan_cap_rate": Words(
        "plan 的上限占工资的比例（plan_cap_rate）",
        "the plan's own cap as a fraction of pay (plan_cap_rate)",
    ),
    "paychecks_left": Words("还有几次发薪（paychecks_left）", "the number of paychecks left (paychecks_left)"),
    "pay_dates_left": Words("剩下的发薪日（pay_dates_left）", "the pay dates left (pay_dates_left)"),
    "frequency": Words("多久发一次薪（frequency）", "how often pay comes (frequency)"),
    "today": Words("从哪天算起（today）", "the day to count from (today)"),
    "next_payday": Words("下一个发薪日（next_payday）", "the next payday (next_payday)"),
    "pay_per_check": Words("每次发薪的工资（pay_per_check）", "the pay of one paycheck (pay_per_check)"),
    "value_now": Words("现在的价值（value_now）", "the value now (value_now)"),
    "value_later": Words("以后的价值（value_later）", "the value later (value_later)"),
    "later": Words("以后的几种可能（later）", "the possible outcomes (later)"),
    "probability": Words("概率（probability）", "the probability (probability)"),
    "rate_now": Words("现在的税率（rate_now）", "the tax rate now (rate_now)"),
    "rate_later": Words("以后的税率（rate_later）", "the tax rate later (rate_later)"),
    "years": Words("年数（years）", "the number of years (years)"),
    "growth": Words("每年涨多少（growth）", "the yearly growth (growth)"),
    "outside_growth": Words(
        "退休账户以外的钱每年涨多少（outside_growth）", "the yearly growth outside (outside_growth)"
    ),
    "backdoor_yearly": Words(
        "每年做多少普通 backdoor（backdoor_yearly）",
        "the ordinary backdoor Roth of a year (backdoor_yearly)",
    ),
    "leftover": Words("剩下的 basis（leftover）", "the leftover basis (leftover)"),
    "later_gain": Words("以后会有的 earnings（later_gain）", "the earnings to come (later_gain)"),
    "subaccount": Words("after-tax 账户还开着没有（subaccount）", "whether the sub-account is open (subaccount)"),
    "years_until_used": Words("几年后用上（years_until_used）", "the years until it is used (years_until_used)"),
    "discount_rate": Words("折现率（discount_rate）", "the discount rate (discount_rate)"),
    "yearly": Words("每年存多少（yearly）", "the yearly contribution (yearly)"),
    "dividends": Words("每年的股息率（dividends）", "the yearly dividends (dividends)"),
    "dividend_tax": Words("股息的税率（dividend_tax）", "the tax rate on dividends (dividend_tax)"),
    "gains_tax": Words("资本利得的税率（gains_tax）", "the tax rate on capital gains (gains_tax)"),
    "state_rate": Words("州税率（state_rate）", "the state tax rate (state_rate)"),
    "received": Words("收到钱的那天（received）", "the day of receipt (received)"),
    "withheld": Words("预扣的税（withheld）", "the tax withheld (withheld)"),
    "rolled_over": Words("60 天内存进去的钱（rolled_over）", "what was rolled over within 60 days (rolled_over)"),
    "table": Words("贴进来的表", "the pasted table"),
}
