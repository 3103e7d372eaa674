"""What is neither a question nor a topic: thanks, and asking what the desk is for. A closed list; all else is read."""

from __future__ import annotations

import re

from calc.fold import fold

_FILLING = (
    "so much|very much|a lot|again|bot|you|everyone|all|了|啦|哈|哦|呀|啊|你|您|大家|大佬|老师|非常|太|很|真的|真|"
    r"[!.,~。、！，～\s]|🙏|👍|❤️?"
)
_THANKS = (
    "thanks?|thank you|thankyou|thx|tks|ty|cheers|appreciated|appreciate it|got it|ok|okay|k|great|nice|perfect|"
    "cool|谢谢|多谢|感谢|感恩|谢|辛苦|好的|好|行|收到|知道|明白|懂|学习|受教|不错|赞"
)
_HELP = (
    r"help|help me|/help|what can you do|what do you do|what are you|how does this work|how do i use (?:this|you)|"
    r"how to use(?: this| it)?|commands?|menu|帮助|帮忙|求助|怎[么幺]用|怎[么幺]使用|如何使用|"
    r"你能(?:干|做)(?:嘛|什[么幺]|啥)|"
    r"你(?:会|可以)(?:干|做)?(?:嘛|什[么幺]|啥)|使用说明|说明|有什[么幺]功能|能问什[么幺]|可以问什[么幺]|命令"
)
_ONLY_THANKS = re.compile(rf"(?:{_THANKS}|{_FILLING})+")
_SOME_THANKS = re.compile(rf"(?:{_THANKS})")
_ONLY_HELP = re.compile(rf"(?:{_HELP})(?:吗|呢|啊|呀|\?|？|!|！|。|\.|\s)*")


def is_thanks(text: str) -> bool:
    """Whether a text only thanks or acknowledges."""
    said = fold(text).lower().strip()
    return bool(_ONLY_THANKS.fullmatch(said) and _SOME_THANKS.search(said))


def asks_for_help(text: str) -> bool:
    """Whether a text only asks what can be asked here, and how."""
    return bool(_ONLY_HELP.fullmatch(fold(text).lower().strip()))
