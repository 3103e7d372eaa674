"""Which font the labels are set in, and whether it has the glyphs of a text.

Chinese needs a font of the machine: the one that is set, what fontconfig offers, or a file in a usual place.
Without one the labels are English, in the font that Pillow carries, which is the same on every machine.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.language import Language

_log = logging.getLogger("rothdesk.charts")  # to stderr even where logging is not set up

PATIENCE: Final = 5  # seconds for fontconfig, which may be making its cache; then the usual places are looked at
_PROBE_SIZE: Final = 48
_NOWHERE: Final = "\U0010fffe"  # no font has a glyph for it, so it shows what a missing glyph looks like
_WEIGHT: Final = 400  # regular, on the weight axis of variable fonts, whose default may be hairline
_MOST_FACES: Final = 32  # in one file

# enough of the labels to tell a font of that script from one with a few stray characters
_SAMPLE: Final = {
    Language.ZH: "税后转换应亏损没用完的本金留账户（）：",
    Language.ZH_HANT: "稅後轉換應虧損沒用完的本金留帳戶（）：",
    Language.EN: "Tax now: about $1,234.56",
}
_LOCALE: Final = {Language.ZH: "zh-cn", Language.ZH_HANT: "zh-tw"}
# how the faces of one file name the script that they draw; the first is liked best
_SCRIPTS: Final = {
    Language.ZH: ("SC", "CN", "GB", "TC", "TW", "HK", "JP", "KR"),
    Language.ZH_HANT: ("TC", "TW", "HK", "SC", "CN", "GB", "JP", "KR"),
}
_PLACES: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-vf-fonts/NotoSansCJK-VF.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
)
_WINDOWS: Final = {
    Language.ZH: ("msyh.ttc", "Deng.ttf", "NotoSansSC-VF.ttf", "simhei.ttf", "msjh.ttc", "simsun.ttc"),
    Language.ZH_HANT: ("msjh.ttc", "NotoSansTC-VF.ttf", "msyh.ttc", "mingliu.ttc", "simsun.ttc"),
}


@dataclass(frozen=True)
class Face:
    """A font to set labels in.

    Attributes:
        path: its file; None is the font that Pillow carries.
        index: which face of the file.
    """

    path: Path | None = None
    index: int = 0

    def open(self, size: int) -> FreeTypeFont:
        """The face in a size, in pixels; each thread opens its own, because FreeType's are not to be shared.

        The simple layout is in every build of Pillow, so that a picture is the same on all of them.

        Raises:
            OSError: the file is no font.
        """
        if self.path is None:
            carried = ImageFont.load_default(size)
            if not isinstance(carried, FreeTypeFont):
                raise OSError("Pillow was built without FreeType")
            return carried.font_variant(layout_engine=ImageFont.Layout.BASIC)
        font = ImageFont.truetype(str(self.path), size, self.index, layout_engine=ImageFont.Layout.BASIC)
        with suppress(OSError, NotImplementedError):  # not a variable font, or a FreeType that knows none
            axes = font.get_variation_axes()
            wanted = (_WEIGHT if axis["name"] in (b"Weight", "Weight") else axis["default"] for axis in axes)
            font.set_variation_by_axes([float(value or 0) for value in wanted])
        return font


CARRIED: Final = Face()
"""The font that Pillow carries: Latin letters, digits and the signs of ASCII."""


class Glyphs:
    """Tells whether a face can write a text, by comparing each glyph with the one for what is missing."""

    def __init__(self, face: Face) -> None:
        self._font = face.open(_PROBE_SIZE)
        self._missing = self._picture(_NOWHERE)
        self._known: dict[str, bool] = {" ": True}

    def cover(self, text: str) -> bool:
        """Whether every character has a glyph of its own."""
        return all(self._has(char) for char in text)

    def _has(self, char: str) -> bool:
        if char not in self._known:
            self._known[char] = self._picture(char) != self._missing
        return self._known[char]

    def _picture(self, char: str) -> tuple[tuple[int, int], bytes]:
        mask = self._font.getmask(char)
        return mask.size, bytes(mask)


@lru_cache(maxsize=16)
def find(language: Language, chosen: Path | None = None) -> Face:
    """The face for labels in a language: the chosen one, one of the machine, or the one that Pillow carries.

    Args:
        language: of the labels.
        chosen: the file that is set, tried first; passed over where it is no font or lacks the language.
    """
    if chosen is not None:
        face = _usable(chosen, language)
        if face is not None:
            return face
        _log.warning("ROTHDESK_CHART_FONT is no font, or has no letters for %s", language.value)
    if language is Language.EN:
        return CARRIED
    return next((face for path in candidates(language) if (face := _usable(path, language))), CARRIED)


def candidates(language: Language) -> Iterator[Path]:
    """Files of this machine that may hold Chinese, the likeliest first."""
    yield from _from_fontconfig(language)
    for place in _PLACES:
        yield Path(place)
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    for name in _WINDOWS[language]:
        yield windows / name


def _from_fontconfig(language: Language) -> Iterator[Path]:
    """Its match, which is some font even where none fits, then all of the language, those without serifs first."""
    locale = _LOCALE[language]
    yield from _ask("fc-match", "--format=%{file}\n", f"sans-serif:lang={locale}")
    yield from sorted(_ask("fc-list", "--format=%{file}\n", f":lang={locale}"), key=_unlike)


def _unlike(path: Path) -> tuple[bool, bool, str]:
    name = path.name.lower()
    return "serif" in name or "ming" in name or "song" in name, "regular" not in name, str(path)


def _ask(program: str, *arguments: str) -> tuple[Path, ...]:
    """The files that a program of fontconfig names; none where it is absent, fails or takes too long."""
    found = shutil.which(program)
    if not found:
        return ()
    try:
        done = subprocess.run(  # noqa: S603 - no part of it comes from a user
            [found, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(Path(line) for line in os.fsdecode(done.stdout).splitlines() if line)


def _usable(path: Path, language: Language) -> Face | None:
    """The face of a file that draws the language in its own manner, if the file has its characters at all."""
    with suppress(OSError, ValueError):
        for _, face in sorted(_faces(path, language), key=lambda ranked: ranked[0]):
            if Glyphs(face).cover(_SAMPLE[language]):
                return face
    return None


def _faces(path: Path, language: Language) -> Iterator[tuple[tuple[int, bool, bool, int], Face]]:
    """The faces of a file with their rank: right script, not monospaced, regular, first."""
    scripts = _SCRIPTS.get(language, ())
    for index in range(_MOST_FACES):
        face = Face(path, index)
        try:
            family, style = face.open(_PROBE_SIZE).getname()
        except OSError:
            if index == 0:
                raise
            return
        words = (family or "").split()
        script = next((place for place, name in enumerate(scripts) if name in words), len(scripts))
        yield (script, "Mono" in words, style not in ("Regular", "Book"), index), face
        if path.suffix.lower() not in (".ttc", ".otc"):
            return
