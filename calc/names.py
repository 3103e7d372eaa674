"""Names that contain digits: accounts, forms, boxes, sections, ages, phones. None of them is ever a sum of money."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a folded text; `box` is set for a box of Form 1099-R (`1`, `2a`, `5` …)."""

    start: int
    end: int
    box: str | None = None


_N = r"[0-9]+[a-z]?(?![0-9]|,[0-9]{3})"
# after these words a figure is a sum of money even where it looks like a form or an account: 亏了529, lost 415
_MONEY_WORDS = (
    *"亏了 赚了 涨了 跌到 涨到 只剩 还剩 剩下 usd".split(),
    *("usd ", "$ ", "lost ", "gained ", "worth ", "down to "),
)
_MONEY_BEFORE = "".join(f"(?<!{re.escape(word)})" for word in _MONEY_WORDS)
_ACCOUNT = r"401|403|457|529|415|402|408|1040|1099|8606|5329|5498|8949|8915|1116|8889|5500"

# begin with a letter; the lookahead before the alternatives keeps other positions cheap
_LETTERS = (
    r"https?://[!-~]+|www\.[!-~]+",
    r"[a-z0-9./_-]*\.(?:php|html?|com|org|gov|net|pdf)(?![a-z])[!-~]*",
    r"(?:forms?|schedules?|sched\.?|sch\.) ?#?(?:[0-9]{3,4}|[0-9a-f](?![a-z0-9]))(?:-?[a-z](?![a-z]))?",
    rf"(?:lines?|ln) ?#?{_N}",
    (
        r"box(?:es)? ?#?(?P<box>1[0-9](?![0-9]|[,.][0-9]| ?(?:万|k(?![a-z])))"
        r"|[0-9](?:[ab](?![a-z]))?(?![0-9]|[,.][0-9]))"
    ),
    r"codes? ?(?:[0-9][a-z]?|[a-z][0-9]?)(?![a-z0-9])",
    r"(?:pub(?:lication|s|\.)?|publications) ?[0-9]{2,4}(?:-[a-z](?![a-z]))?",
    r"(?:notice|announcement|rev\.? ?rul\.?|rev\.? ?proc\.?|plr|t\.?d\.?|p\.?l\.?) ?[0-9]{2,9}(?:-[0-9]+)?",
    (
        r"(?:irc|i\.r\.c\.|sections?|sec\.?|reg\.?|regs|regulation|cfr|usc) ?§{0,2} ?[0-9]+(?:\.[0-9]+)?[a-z]?"
        r"(?:-[0-9]+)?(?: ?\([a-z0-9]{1,4}\))*"
    ),
    r"part ?-?[0-9]{1,2}[a-z]?(?![0-9]|[,.][0-9]| ?(?:[万%]|k(?![a-z])))",
    rf"(?:pages?|pp?\.|chapter|ch\.|step|option|question|q&?a?|tier|phase|floor|room|apt|suite|ext\.?|#) ?-?{_N}",
    r"(?:topic|thread|post|no\.|number|phone|tel|call|dial|zip|id|case|ticket|account number)[ :#]*[0-9][0-9-]{2,}",
    (
        r"(?:bogleheads|irahelp|ttlc|benefitslink|kantie|wenxuecity|reddit|intuit|fool|uscardforum|uscreditcardguide|huaren)"
        r" ?#?[0-9]{3,}|(?:[a-z]|[a-z]?id)=[0-9]+|rr ?[0-9]{2,4}-[0-9]+"
    ),
    r"a-[0-9]+",
    r"s ?& ?p ?-?[0-9]{3}|sp ?500|(?:russell|nasdaq|dow|ftse|csi|wilshire|fortune|qqq) ?-?[0-9]{2,4}",
    r"(?:target(?: date| retirement)?|tdf|freedom(?: index)?|lifepath|retirement) ?(?:fund )?20[2-7][05](?: fund)?",
    r"(?:secure|trump|web|version|v|act) ?(?:act ?)?[0-9]\.[0-9]",
    (
        r"(?:aged?|age of|turn(?:ed|ing)?|i'?m|rule of) (?:[1-9][0-9](?:\.5|½| ?1/2)?)"
        r"(?![0-9]|[,.][0-9]| ?(?:[万%]|k(?![a-z])))"
    ),
    r"(?:w-?[249]|h-?1b|h-?4|f-?1|j-?1|l-?1|k-?1|i-?9|o-?1|b-?[12]|g-?4|m1|q[1-4]|covid-?19|gpt-?[0-9]+)(?![a-z0-9])",
)
# begin with a digit
_DIGITS = (
    (
        rf"{_MONEY_BEFORE}(?:{_ACCOUNT})(?![0-9]|[,.][0-9]| ?(?:[万千百刀块元美$]|dollars|bucks|usd))"
        r"(?: ?\([a-z0-9]{1,3}\)(?:\([a-z0-9]{1,4}\))*| ?[kbagcpst]s?(?![a-z])"
        r"|-?(?:r|int|div|misc|nec|sa|sr|nr|es|q)(?![a-z])|s(?![a-z]))?"
    ),
    r"401 ?\(?k\)?s?(?![a-z])|403 ?\(?b\)?(?![a-z])|457 ?\(?b\)?(?![a-z])",
    r"72 ?t(?![a-z0-9])|[0-9]{2,4}[a-z]? ?(?:\([a-z]\))(?:\([a-z0-9]{1,4}\))*",
    r"[0-9]+\.[0-9]+[a-z]?-[0-9]+(?:\([a-z0-9]{1,4}\))*",
    r"(?:59|70) ?(?:½|\.5(?![0-9])|\s1/2|半|岁半|-1/2|\sand a half)",
    r"(?:\+?1[-. ])?\(?[0-9]{3}\)?[-. ][0-9]{3}[-. ][0-9]{4}(?![0-9])",
    r"1[3-9][0-9]-?[0-9]{4}-?[0-9]{4}(?![0-9,.])|[0-9]{10,}(?![0-9.,])|[0-9]{3}-[0-9]{4}(?![0-9,.])",
    r"[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])|[0-9]{2}-[0-9]{7}(?![0-9])",
    r"5/24|24/7|[0-9]{1,2}:[0-9]{2}(?: ?[ap]m)?",
    r"[12]?[0-9]{3} ?(?:帖|楼)|26\s(?:usc|cfr|u\.s\.c\.|c\.f\.r\.) ?§? ?[0-9a-z.]+",
    r"(?P<bare>2[ab])(?![a-z0-9])",
)
_HAN = (
    r"第 ?(?P<ordinal>[0-9]{1,2}[ab]?) ?[格框栏]",
    r"第 ?[0-9零一二三四五六七八九十百]{1,6}[a-z]? ?(?:行|格|栏|条|款|页|章|项|步|号|次|年|节|号表|个|点|季度|张)?",
    r"(?:方框|方格|格子|栏位|框|格|栏) ?(?P<frame>1?[0-9][a-z]?(?![0-9a-z]|,[0-9]{3}))",
    r"(?:标普|罗素|纳指|纳斯达克|沪深|道指|富时) ?[0-9]{2,4}|目标日期 ?20[0-9]{2}|标准普尔 ?500",
    r"(?:代码|代号|编号|表格|表|帖子|楼|手机|电话|邮编|房号|热线|客服) ?号?[:是]? ?[0-9][0-9-]*[a-z]?(?![0-9,.万kw%])",
    r"五十九岁半|七十岁半|满?五十五岁",
    (
        r"一千零一夜|一百八十度|三番五次|乱七八糟|七上八下|一清二楚|一五一十|三心二意|十万火急|九九归一|三七二十一"
        r"|(?<![0-9一二两三四五六七八九十百千万几])(?:一千个|一万个|万一(?![千百])|千万(?=别|要|不|记得|小心|注意|得|莫|先|勿|可)"
        r"|百分之?百|百万富翁|百度|百科|百年|百般|百姓|百货|百忙|百里挑一|百分点|千方百计|千家万户|成千上万|千篇一律"
        r"|千差万别|千真万确|千载|千辛"
        r"|万分|万能|万事|万物|万岁|万恶|万幸|万无一失)"
    ),
    r"一般|一起|一点|一次|一下|一直|一样|一定|一些|一边|一旦|一刀切|一共",
)
_OTHER = r"§{1,2} ?[0-9]+(?:\.[0-9]+)?[a-z]?(?:-[0-9]+)?(?: ?\([a-z0-9]{1,4}\))*|#[0-9]+|[@/]?\?[a-z]+=[0-9]+"

# right behind the comma of a grouped number: the 401 of 10,401 is no account, the 1099 of 1万2，1099-R is a form
_IN_GROUP = "(?:" + "|".join(rf"(?<=(?<![0-9万千百亿kw.])[0-9]{{{width}}},)" for width in (1, 2, 3)) + ")"
_NAMES = re.compile(
    rf"(?<![a-z])(?<![0-9])(?=[a-z])(?:{'|'.join(_LETTERS)})"
    rf"|(?<![0-9a-z$.])(?!{_IN_GROUP}[0-9]{{3}}(?![0-9a-z(]))(?=[0-9(+])(?:{'|'.join(_DIGITS)})"
    rf"|(?=[第方格栏框标罗纳沪道富目代编表帖楼手电邮房热客五满一万千百成三乱七二十九])(?:{'|'.join(_HAN)})"
    rf"|(?=[§#?@/])(?:{_OTHER})",
    re.ASCII,
)

# a count of things: 两个账户, 60 天, 5-year, 500 shares. Large figures are sums of money before most of these words
# (5000 把它转了, 1万 套牢, a 10000 rollover), so they count fewer kinds of things than small ones do.
_MANY = (
    r"个(?!(?:百分)?点(?!钟))|次|天|股(?![票市])|人(?!民)|名(?!下)|小时|分钟|页(?!面)|倍|家公司|英里|公里|岁|字(?!面)"
    r"|年"
)
_FEW = (
    r"周(?!末)|月|日|号|点(?:钟|半)|人(?!民)|家|份|支(?!出)|条|种|件|张|步|章|节|层|级|段|篇|遍|趟|季|楼|代|后(?=[生人])|句|台"
    r"|部(?!分)|厂|位(?!置)|笔|项|类|批|轮|档|(?:只|本)(?=股票|基金|书|账|etf)"
)
_MANY_EN = (
    r"days?|years?|yrs?|months?|mos|weeks?|wks?|hours?|hrs?|minutes?|mins?|seconds?|shares?|people|persons?|employees?|"
    r"participants?|times|pages?|posts?|comments?|units?|points?|bps|basis points?|miles?|mb|gb|replies|views|members"
    r"|users|"
    r"index|index funds?|emails?"
)
_FEW_EN = (
    r"plans?|questions?|accounts?|funds?|steps?|employers?|jobs?|kids|children|options?|rules?|states?|ways?|things?|types?|"
    r"forms?|boxes|paychecks?|installments|conversions?|rollovers?|transfers?|lots?|(?<=[0-9])(?:st|nd|rd|th|am|pm)|am|pm"
)
_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|fifty"
_COUNTS = re.compile(
    rf"(?<![0-9a-z$.])(?<![0-9],)[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?(?: ?(?:{_MANY})|[ -]?(?:{_MANY_EN})(?![a-z]))"
    rf"|(?<![0-9a-z$.])(?<![0-9],)[0-9]{{1,2}}(?: ?(?:{_FEW})|[ -]?(?:{_FEW_EN})(?![a-z]))"
    rf"|[零一二两三四五六七八九十半几](?:[零一二三四五六七八九十百千万]{{0,8}}(?:{_MANY})|[一二三四五六七八九十]?(?:{_FEW}))"
    rf"|(?<![a-z])(?:{_WORD})[ -](?:{_MANY_EN}|{_FEW_EN})(?![a-z])",
    re.ASCII,
)


def names_in(folded: str) -> list[Name]:
    """Names of accounts, forms, boxes, rules, indexes, ages and idioms, in order and without overlap."""
    return [
        Name(match.start(), match.end(), match["box"] or match["frame"] or match["ordinal"] or match["bare"])
        for match in _NAMES.finditer(folded)
        if match.end() > match.start()
    ]


def counts_in(text: str) -> list[Name]:
    """Counted things that are not money (60 天, 两个账户, 5-year, 500 shares); call it after years were taken out."""
    return [Name(match.start(), match.end()) for match in _COUNTS.finditer(text)]
