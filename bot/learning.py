"""The learned model of the knowledge in use: from the cache, or made now in a child process that exits.

A model is kept under a name made of everything that it was learned from: wordings, lexicon, code, library versions.
Whatever of these changes, the name changes, so a stale model is never found.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import platformdirs

import calc.amounts
from bot.settings import Settings
from knowledge import features, learned, learning, lexicon, names, negation, text, vectors
from knowledge.base import KnowledgeBase
from knowledge.learned import Learned

Progress = Callable[[float], None]

MODULES = (features, learned, learning, lexicon, names, negation, text, vectors)
LIBRARIES = ("numpy", "scipy", "scikit-learn", "opencc", "rapidfuzz")
CHILD = "bot.learning_child"
LONGEST = 120  # seconds that learning may take
KEPT = 4  # models in the cache; older ones are removed


class LearningError(Exception):
    """No model could be made; the text says why."""


def cache_folder(settings: Settings) -> Path:
    """Where models are kept: as set, or the user's cache, or where that cannot be written to, a temporary folder."""
    if settings.cache_dir:
        return settings.cache_dir
    usual = Path(platformdirs.user_cache_dir("rothdesk", appauthor=False))
    try:
        usual.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.gettempdir()) / "rothdesk-cache"
    return usual if os.access(usual, os.W_OK) else Path(tempfile.gettempdir()) / "rothdesk-cache"


def fingerprint(base: KnowledgeBase) -> str:
    """The name of the model of a knowledge base: a hash of everything that it is learned from."""
    digest = hashlib.sha256()
    for part in _parts(base):
        digest.update(part.encode() + b"\0")
    for module in MODULES:
        digest.update(Path(str(module.__file__)).read_bytes())
    # the mask blanks amounts: it reads the text with most modules of calc and with the words in its YAML files
    for path in sorted(Path(str(calc.amounts.__file__)).parent.glob("*.*")):
        if path.suffix in (".py", ".yaml", ".yml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _parts(base: KnowledgeBase) -> Iterator[str]:
    for owner, wording in sorted(learning.wordings(base)):
        yield f"{owner}\t{wording}"
    for concept in base.lexicon.concepts:
        yield repr(concept)
    for term in base.glossary.terms:
        yield repr((term.id, term.concept, term.forms))
    for name in LIBRARIES:
        yield f"{name} {metadata.version(name)}"


def is_learned(base: KnowledgeBase, settings: Settings) -> bool:
    """Whether the cache has the model of a knowledge base."""
    return (cache_folder(settings) / "models" / fingerprint(base)).exists()


def model_of(base: KnowledgeBase, settings: Settings, progress: Progress | None = None) -> Learned:
    """The model of a knowledge base, made first where the cache has none.

    Args:
        base: the knowledge.
        settings: where the knowledge and the cache lie.
        progress: told the share that is done while a model is made.

    Raises:
        LearningError: the child process failed.
    """
    folder = cache_folder(settings) / "models" / fingerprint(base)
    try:
        return Learned(folder)
    except (OSError, ValueError, KeyError):
        _learn(folder, settings, progress or (lambda _: None))
    try:
        return Learned(folder)
    except (OSError, ValueError, KeyError) as error:
        raise LearningError(f"the model in {folder} cannot be read: {error}") from error


def _learn(folder: Path, settings: Settings, progress: Progress) -> None:
    shutil.rmtree(folder, ignore_errors=True)  # what stands there could not be read
    command = [sys.executable, "-m", CHILD, str(folder), str(settings.knowledge_dir or "")]
    # the child finds this very package, wherever it was started from and whether or not it is installed
    paths = [str(Path(__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    # errors go to a file: a pipe that nobody reads while progress is read could fill, and both would wait for ever
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603 - our own module
            command, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8", env=environment
        ) as child,
    ):
        alarm = threading.Timer(LONGEST, child.kill)
        alarm.daemon = True
        alarm.start()
        try:
            for line in child.stdout or ():
                progress(float(line))
            child.wait()
        finally:
            in_time = alarm.is_alive()
            alarm.cancel()
            child.kill()
        errors.seek(0)
        said = errors.read().strip().splitlines()[-1:]
    if not in_time:
        raise LearningError(f"learning from the wordings took longer than {LONGEST:g} seconds")
    if child.returncode:
        raise LearningError(f"learning from the wordings failed: {said or child.returncode}")
    _tidy(folder)


def _tidy(newest: Path) -> None:
    """Keep the last few models, so that going back to an older knowledge is quick and the cache stays small."""
    models = sorted(newest.parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in [path for path in models if path.is_dir() and path != newest][KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
