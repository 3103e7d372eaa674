"""The interface texts: both languages, the same placeholders, Traditional derived."""

import pytest

from bot.language import Language
from bot.wordbook import Phrase, Wordbook, content, fields


def test_both_languages_have_the_same_placeholders() -> None:
    """A placeholder that one language lacks is an error when the file is read."""
    assert Phrase(zh="第 {number} 次", en="No. {number}").en == "No. {number}"
    with pytest.raises(ValueError, match="placeholders differ"):
        Phrase(zh="第 {number} 次", en="No. {count}")


@pytest.mark.parametrize(
    "broken", [{"zh": "甲"}, {"en": "a"}, {"zh": "甲", "en": "a", "fr": "a"}, {"zh": "{", "en": "{"}]
)
def test_a_phrase_that_is_not_whole_is_refused(broken: dict[str, str]) -> None:
    """Each text has both languages, nothing else, and well-formed placeholders."""
    with pytest.raises(ValueError, match="Phrase"):
        Phrase.model_validate(broken)


def test_placeholders_are_filled(words: Wordbook) -> None:
    """A text is filled with its values, in each language."""
    book = Wordbook({"a.b": Phrase(zh="还有 {count} 条", en="{count} left")})
    assert [book("a.b", language, count=3) for language in Language] == ["还有 3 条", "還有 3 條", "3 left"]
    with pytest.raises(KeyError):
        book("a.b", Language.EN)
    with pytest.raises(KeyError):
        book("a.c", Language.EN)
    assert ("a.b" in book, "a.c" in book, list(book.keys())) == (True, False, ["a.b"])


def test_what_a_user_typed_is_never_converted(words: Wordbook) -> None:
    """Only our words are turned into Traditional, not what fills them."""
    assert words("card.echo", Language.ZH_HANT, text="亏损 {x}") == "你寫的是：「亏损 {x}」"


def test_every_text_renders(words: Wordbook) -> None:
    """Each text of each area can be said in all three languages, with no placeholder left."""
    keys = list(words.keys())
    assert len(keys) > 100
    for key in keys:
        for language in Language:
            text = words(key, language, **dict.fromkeys(fields(words._phrases[key].en), "X"))
            assert text.strip()
            assert "{" not in text


def test_content_in_three_renderings() -> None:
    """Content is shown as written, or in Traditional made from the Simplified text."""
    assert [content("亏损", "loss", language) for language in Language] == ["亏损", "虧損", "loss"]
