"""The pages on privacy and terms: the same in both languages, and true of what the code keeps."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.discord.memory import FORM_SECONDS
from bot.recent import HELD, SWEEP_SECONDS
from bot.store.model import KEPT
from bot.store.tables import METADATA
from knowledge import wording

DOCS = Path(__file__).parents[3] / "docs"
PAGES = ("privacy.md", "terms.md")


def halves(name: str) -> tuple[str, str]:
    """The English and the Chinese part of a page."""
    english, chinese = re.split(r"^## 中文$", (DOCS / name).read_text("utf-8"), flags=re.MULTILINE)
    return english.partition("## English")[2], chinese


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    """As many headings, items and rows in either language, and the same links and commands."""
    english, chinese = halves(name)
    for shape in (r"^### ", r"^- ", r"^\d+\. ", r"^\|"):
        assert len(re.findall(shape, english, re.MULTILINE)) == len(re.findall(shape, chinese, re.MULTILINE)), shape
    for shape in (r"\]\(([^)]+)\)", r"`([^`]+)`"):
        assert sorted(re.findall(shape, english)) == sorted(re.findall(shape, chinese))


@pytest.mark.parametrize("name", PAGES)
def test_the_languages_keep_to_themselves(name: str) -> None:
    """No Chinese in the English part; Chinese typography in the other."""
    english, chinese = halves(name)
    assert wording.full_width(english) is None
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)|[|*\[\]#]", " ", chinese)
    assert [found for found in wording.typography(prose) if "space" not in found[1]] == []


def test_the_times_are_those_of_the_code() -> None:
    """Ten minutes, sweeping included, and thirty days are what the code keeps to."""
    assert HELD + SWEEP_SECONDS <= FORM_SECONDS == 10 * 60
    assert timedelta(days=30) == KEPT
    for part in halves("privacy.md"):
        assert all(re.search(rf"\b{number}\b", part) for number in (10, 30))


def test_the_store_holds_what_the_page_says() -> None:
    """Servers' settings and the ids of answers, and no user in either."""
    assert set(METADATA.tables) == {"server_settings", "answers"}
    columns = {column.name for table in METADATA.tables.values() for column in table.columns}
    assert not any("user" in name or "author" in name or "text" in name for name in columns)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_to_fill_in(name: str) -> None:
    """The pages can be linked as they are: no placeholder, no name of an operator."""
    text = (DOCS / name).read_text("utf-8")
    assert not re.search(r"TODO|YOUR|example\.|<[a-z ]+>|\[\s*\]", text)
    assert all(address.startswith("https://discord.com/") for address in re.findall(r"https?://[^)\s]+", text))
