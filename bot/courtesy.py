"""What is neither a question nor a topic: greetings, thanks, and asking what the desk is for. A closed list."""

from __future__ import annotations

import re

from calc.fold import fold

_FILLING = (
    "so much|very much|a lot|again|bot|you|everyone|everybody|all|there|guys|folks|了|啦|哈|哦|呀|啊|呢|你们|你|您|"
    "大家|各位|大佬|老师|朋友们|机器人|非常|太|很|真的|真|"
    r"[!.,?~。、！，～？\s]|🙏|👍|👋|❤️?"
)
_GREETINGS = (
    r"hello|hiya|hi|hey|howdy|greetings|good (?:morning|afternoon|evening|day)|morning|"
    r"(?:is )?any(?:one|body) (?:here|there|around)|"
    r"(?:你们?|您|大家|各位|大佬们?|老师|朋友们|群友们?)好|哈[喽罗啰]|嗨|嘿|哈咯|"
    r"(?:早上|上午|中午|下午|晚上)好|早安|午安|晚安|早|"
    r"(?:请问)?(?:有人在|有人|你?在)[吗么嘛]|请问有没有人|有没有人"
)
_THANKS = (
    "thanks?|thank you|thankyou|thx|tks|ty|cheers|appreciated|appreciate it|got it|ok|okay|k|great|nice|perfect|"
    "cool|谢谢|多谢|感谢|感恩|谢|辛苦|好的|好|行|收到|知道|明白|懂|学习|受教|不错|赞|"
    "有帮助|很有用|有用|帮大忙|帮了大忙|(?:问题)?解决|helpful|(?:that|this)(?: really)? helps?"
)
_ASKED_OF = r"(?:请问|这个?|那个|你们?|的|bot|机器人|助手|小助手|频道|\s)*"
_HELP = (
    r"help|help me|/help|what can you do|what do you do|what are you|who are you|how does (?:this|this bot|it) work|"
    r"how do i use (?:this|you|it)(?: bot)?|how to use(?: this| it)?(?: bot)?|what is this(?: bot)?(?: for)?|"
    r"what does (?:this|this bot) do|what can i ask|commands?|menu|帮助|帮忙|求助|"
    rf"{_ASKED_OF}(?:要|该)?(?:怎[么幺]用|怎[么幺]使用|如何使用)|"
    rf"{_ASKED_OF}(?:能|会|可以|是)(?:干|做|用来干|用来做)?(?:嘛|什[么幺]|啥)的?|你是谁|"
    r"使用说明|说明|有什[么幺]功能|能问什[么幺]|可以问什[么幺]|命令"
)
_ONLY_GREETING = re.compile(rf"(?:{_GREETINGS}|{_FILLING})+")
_GREETING = re.compile(_GREETINGS)
_ONLY_THANKS = re.compile(rf"(?:{_THANKS}|{_GREETINGS}|{_FILLING})+")
_SOME_THANKS = re.compile(_THANKS)
_ONLY_HELP = re.compile(rf"(?:{_HELP})(?:吗|呢|啊|呀|\?|？|!|！|。|\.|\s)*")
_ASKING_LEAVE = re.compile(r"(?:请问|想问|问|请教|打扰|不好意思|一下|下|了|个问题|quick question|sorry|\s)+")
_CLAUSE = re.compile(r"(?P<said>[^,，。.!！~～;；\n]*)[,，。.!！~～;；\n]+\s*")
_SUBSTANCE = 3  # letters or digits without which nothing is left to be asked


def is_greeting(text: str) -> bool:
    """Whether a text only greets, or asks whether anybody is there."""
    said = _folded(text)
    return bool(_ONLY_GREETING.fullmatch(said) and _GREETING.search(said))


def is_thanks(text: str) -> bool:
    """Whether a text only thanks or acknowledges; 好 is a word of thanks, 你好 is none."""
    said = _folded(text)
    return bool(_ONLY_THANKS.fullmatch(said) and _SOME_THANKS.search(_GREETING.sub(" ", said)))


def asks_for_help(text: str) -> bool:
    """Whether a text only asks what can be asked here, and how."""
    return bool(_ONLY_HELP.fullmatch(_folded(text)))


def without_courtesy(text: str) -> str:
    """A question without the greeting or thanks that lead it; the text as it is where they are all it says."""
    rest, courteous = text.strip(), False
    while clause := _CLAUSE.match(rest):
        said = clause["said"]
        leave = courteous and _ASKING_LEAVE.fullmatch(_folded(said))
        if not (leave or is_greeting(said) or is_thanks(said)):
            break
        rest, courteous = rest[clause.end() :], True
    asks = sum(char.isalnum() for char in rest) >= _SUBSTANCE and not (is_greeting(rest) or is_thanks(rest))
    return rest if courteous and asks else text


def _folded(text: str) -> str:
    return fold(text).lower().strip()
