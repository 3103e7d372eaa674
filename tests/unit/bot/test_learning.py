"""The model's cache: found by what it was learned from, made once, remade when anything changes or is broken."""

import os
import time
from pathlib import Path

import pytest

from bot import learning
from bot.learning import LearningError, cache_folder, fingerprint, is_learned, model_of
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.learned import META
from knowledge.loader import load


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    """The packaged knowledge."""
    return load()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A cache of its own."""
    return Settings(cache_dir=tmp_path / "cache")


def test_the_name_follows_wordings_and_nothing_that_readers_see(base: KnowledgeBase) -> None:
    """A new wording gives a new name; the same knowledge, loaded again, the same."""
    entry = next(iter(base.entries.values()))
    more = entry.model_copy(update={"ask": (*entry.ask, entry.ask[0].model_copy(update={"text": "brand new words"}))})
    reworded = entry.model_copy(update={"claims": entry.claims[:1]})
    name = fingerprint(base)

    def with_entry(new: object) -> KnowledgeBase:
        return KnowledgeBase(**(vars(base) | {"entries": {**base.entries, entry.id: new}}))

    assert fingerprint(load()) == name
    assert fingerprint(with_entry(reworded)) == name
    assert fingerprint(with_entry(more)) != name


def test_the_model_of_the_knowledge_is_in_the_cache_once_asked_for(base: KnowledgeBase) -> None:
    """The shared model of these tests is found again and knows every entry."""
    learned = model_of(base, Settings())
    assert set(learned.entries) == set(base.entries)
    assert is_learned(base, Settings())


def test_a_child_that_fails_is_told(base: KnowledgeBase, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """No model, no silence: the last line of the child's complaint is in the error."""
    monkeypatch.setattr(learning, "CHILD", "no_such_module_of_ours")
    with pytest.raises(LearningError, match="no_such_module_of_ours"):
        model_of(base, settings)
    assert not is_learned(base, settings)


@pytest.mark.parametrize("says", ["", "print(0.1, flush=True)"])
def test_a_child_that_hangs_is_ended(
    base: KnowledgeBase, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str
) -> None:
    """Whether it has told progress or not, it is stopped when its time is up, and its complaints never block it."""
    (tmp_path / "hanging.py").write_text(
        f"import sys, time\n{says}\nsys.stderr.write('x' * 200_000)\nsys.stderr.flush()\ntime.sleep(60)\n", "utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(learning, "CHILD", "hanging")
    monkeypatch.setattr(learning, "LONGEST", 1.0)
    began = time.monotonic()
    with pytest.raises(LearningError, match="longer than 1"):
        model_of(base, settings)
    assert time.monotonic() - began < 30


def test_a_broken_model_is_made_anew(base: KnowledgeBase, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A torn file in the cache leads to learning, not to an answer from it."""
    folder = cache_folder(settings) / "models" / fingerprint(base)
    folder.mkdir(parents=True)
    (folder / META).write_text("{", "utf-8")
    called: list[Path] = []

    def learn(to: Path, *_: object) -> None:
        called.append(to)
        source = cache_folder(Settings()) / "models" / fingerprint(base)
        for file in source.iterdir():
            (to / file.name).write_bytes(file.read_bytes())

    model_of(base, Settings())  # the shared one exists
    monkeypatch.setattr(learning, "_learn", learn)
    assert set(model_of(base, settings).entries) == set(base.entries)
    assert called == [folder]


def test_the_cache_keeps_a_few_models(tmp_path: Path) -> None:
    """The newest stay, older ones go."""
    for age in range(7):
        folder = tmp_path / f"model{age}"
        folder.mkdir()
        (folder / "file").write_text("x", "utf-8")
        os.utime(folder, (1_000_000 + age, 1_000_000 + age))
    learning._tidy(tmp_path / "model6")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model3", "model4", "model5", "model6"]


def test_a_home_that_cannot_be_written_to_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the user's cache folder cannot be made, a temporary one serves."""
    monkeypatch.delenv("ROTHDESK_CACHE_DIR", raising=False)  # whoever runs the tests may have set it
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setattr(learning.platformdirs, "user_cache_dir", lambda *_, **__: str(tmp_path / "file" / "cache"))
    assert cache_folder(Settings()).name == "rothdesk-cache"
