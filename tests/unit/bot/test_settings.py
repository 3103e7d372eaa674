"""Settings: described, documented, read from environment and file, and never telling the token."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import ConfigError, Settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "ROTHDESK_CONFIG", *(f"ROTHDESK_{field.upper()}" for field in Settings.model_fields)):
        monkeypatch.delenv(name, raising=False)


def test_every_setting_is_described() -> None:
    """Each field says what it is for."""
    assert len(Settings.model_fields) > 5
    assert [name for name, field in Settings.model_fields.items() if len(field.description or "") < 10] == []


def test_every_setting_is_documented() -> None:
    """docs/settings.md names each variable with its default, and no other."""
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) == len(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        row = next(row for row in rows if f"`ROTHDESK_{name.upper()}`" in row)
        assert field.default is None or f"`{field.default}`" in row


def test_nothing_needs_to_be_set() -> None:
    """The defaults are enough for the terminal."""
    settings = Settings()
    assert (settings.token, settings.language, settings.knowledge_dir) == (None, "auto", None)


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Variables with the prefix count, and the token where other tools look for it."""
    monkeypatch.setenv("ROTHDESK_LANGUAGE", "zh-Hant")
    monkeypatch.setenv("ROTHDESK_KNOWLEDGE_DIR", str(tmp_path))
    monkeypatch.setenv("DISCORD_TOKEN", "secret-one")
    settings = Settings()
    assert (settings.language, settings.knowledge_dir) == ("zh-Hant", tmp_path)
    assert settings.token is not None
    assert settings.token.get_secret_value() == "secret-one"


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file that ROTHDESK_CONFIG names holds names without prefix."""
    config = tmp_path / "rothdesk.toml"
    config.write_text('language = "en"\nlog_level = "DEBUG"\ntoken = "secret-two"\n', "utf-8")
    monkeypatch.setenv("ROTHDESK_CONFIG", str(config))
    monkeypatch.setenv("ROTHDESK_LOG_LEVEL", "ERROR")
    settings = Settings()
    assert (settings.language, settings.log_level) == ("en", "ERROR")
    assert settings.token is not None
    assert settings.token.get_secret_value() == "secret-two"


@pytest.mark.parametrize(
    ("text", "word"), [(None, "cannot be read"), ("language = ", "cannot be read"), ('langauge = "en"\n', "langauge")]
)
def test_a_file_that_cannot_be_used_is_refused(monkeypatch, tmp_path: Path, text: str | None, word: str) -> None:
    """A file that is missing or broken, or a misspelt name in it, is an error and not passed over."""
    config = tmp_path / "rothdesk.toml"
    if text:
        config.write_text(text, "utf-8")
    monkeypatch.setenv("ROTHDESK_CONFIG", str(config))
    with pytest.raises(ConfigError, match=word):
        Settings()


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither printing nor dumping the settings tells the token."""
    monkeypatch.setenv("DISCORD_TOKEN", "secret-three")
    settings = Settings()
    assert "secret-three" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_another_programs_token_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable TOKEN that belongs to something else is not taken for Discord's."""
    monkeypatch.setenv("TOKEN", "somebody-elses")
    monkeypatch.setenv("LANGUAGE", "en_US:en")
    settings = Settings()
    assert (settings.token, settings.language) == (None, "auto")


@pytest.mark.parametrize(
    ("name", "value"),
    [("LANGUAGE", "fr"), ("LOG_LEVEL", "LOUD"), ("GUILD_READY_TIMEOUT", "-1"), ("CONNECT_ATTEMPTS", "x")],
)
def test_a_value_that_cannot_be_used_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A setting that is not understood is an error at start."""
    monkeypatch.setenv(f"ROTHDESK_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_settings_cannot_be_changed() -> None:
    """Settings are read once."""
    with pytest.raises(ValidationError, match="frozen"):
        Settings().language = "en"


@pytest.mark.parametrize("name", ["privacy_url", "terms_url"])
def test_addresses_of_the_policies_are_https(name: str) -> None:
    """What /help links is an address that a browser opens safely."""
    address = "https://example.org/page"
    assert getattr(Settings(**{name: address}), name) == address
    for wrong in ("http://example.org", "javascript:alert(1)", "https://a b", "docs/privacy.md"):
        with pytest.raises(ValidationError):
            Settings(**{name: wrong})
