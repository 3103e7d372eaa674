"""Names in Discord's command menu: descriptions, options and choices in the languages that the desk speaks."""

from __future__ import annotations

from discord import Locale, app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.language import Language
from bot.wordbook import Wordbook

# English is set too: without it Discord may show British readers another language's text
_LANGUAGES = {
    Locale.american_english: Language.EN,
    Locale.chinese: Language.ZH,
    Locale.taiwan_chinese: Language.ZH_HANT,
}


class Translator(app_commands.Translator):
    """Looks texts up in the wordbook by the key that they carry."""

    def __init__(self, words: Wordbook) -> None:
        self._words = words

    async def translate(self, string: locale_str, locale: Locale, context: TranslationContextTypes) -> str | None:
        """The text in that locale; ``None`` for locales that the desk does not speak, and for names."""
        del context
        key = string.extras.get("key")
        language = _LANGUAGES.get(locale)
        return self._words(key, language) if key and language else None


def text(words: Wordbook, key: str, area: str = "discord") -> locale_str:
    """An English text of the menu that the translator can look up again."""
    return locale_str(words(f"{area}.{key}", Language.EN), key=f"{area}.{key}")
