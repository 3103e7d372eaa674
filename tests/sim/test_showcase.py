"""The pictures of the README: each scene can be played, in its language; what is taken fits a repository."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from bot.curator.previews import PreviewError
from bot.curator.showcase import COLOURS, LOCALES, MOST_BYTES, SCENES, Stage, _small, _speaking
from bot.discord.limits import ROW_BUTTONS
from bot.language import Language
from tests.sim.conftest import World
from tests.sim.screen import parts, pictures, text

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", list(SCENES))
async def test_each_scene_shows_a_card_in_its_language(world: World, name: str) -> None:
    """What a picture is taken of is a card with controls; that of a calculation holds its chart."""
    language, scene = SCENES[name]
    with _speaking(LOCALES[language]):
        shown = await scene(Stage(world.bot, world.channel, world.alice))
    assert bool(re.search(r"[\u4e00-\u9fff]{4}", text(shown))) == (language is not Language.EN)
    rows = [part["components"] for part in parts(shown) if part["type"] == 1]
    assert rows
    assert all(len(row) <= ROW_BUTTONS for row in rows)
    assert len(pictures(shown)) == (name == "conversion")


async def test_a_button_that_is_gone_is_told(world: World) -> None:
    """When a card loses the button that a scene presses, the call says so and which there are."""
    stage = Stage(world.bot, world.channel, world.alice)
    card = await stage.ask(world.desk.assistant.show("loss-not-deductible", Language.EN).title)
    with pytest.raises(PreviewError, match="no button for 'nothing'"):
        await stage.press(card, "nothing")


def test_pictures_get_a_palette() -> None:
    """A picture comes back in its size, with no more colours than text needs."""
    picture = Image.effect_noise((600, 400), 80).convert("RGB")
    raw = io.BytesIO()
    picture.save(raw, "PNG")
    reduced = _small(raw.getvalue())
    with Image.open(io.BytesIO(reduced)) as found:
        assert found.size == (600, 400)
        assert found.mode == "P"
        assert len(found.getcolors()) <= COLOURS[0]
    assert len(reduced) < len(raw.getvalue())
    assert MOST_BYTES <= 120_000


def test_without_a_browser_the_call_says_what_is_missing(tmp_path: Path) -> None:
    """Where no browser is found, the command ends with what to install, and leaves no picture."""
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "preview", "--readme", str(tmp_path / "out")],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "no browser was found" in done.stderr
    assert list((tmp_path / "out").glob("*.png")) == []
