"""Settings: environment variables with the prefix ``ROTHDESK_``, or a TOML file that ``ROTHDESK_CONFIG`` names.

The environment wins over the file. The token may also stand in ``DISCORD_TOKEN``, where other tools look for it.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)  # fmt: skip


class ConfigError(ValueError):
    """The file that ``ROTHDESK_CONFIG`` names cannot be used."""


def _ids(value: object) -> object:
    """Ids as an environment variable holds them: digits, with commas or spaces between."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


class Settings(BaseSettings):
    """Everything that can be set."""

    # by name: the TOML file and callers say `token`; as an alias it would also take any variable named TOKEN
    model_config = SettingsConfigDict(env_prefix="ROTHDESK_", extra="ignore", frozen=True, populate_by_name=True)

    token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "ROTHDESK_TOKEN"),
        description="The bot's token; needed by `run` and `sync` alone.",
    )
    api_base: str = Field("https://discord.com/api/v10", description="Base address of Discord's REST API.")
    gateway: str | None = Field(None, description="Gateway address; when unset, Discord's own.")
    knowledge_dir: Path | None = Field(
        None, description="A folder whose entries and sources replace or add to the packaged ones."
    )
    cache_dir: Path | None = Field(
        None, description="Where the learned model is kept; by default the user's cache folder."
    )
    store_url: SecretStr | None = Field(
        None,
        description="Where to keep what must outlive a restart: an address of SQLAlchemy; empty or `none` for nowhere.",
    )
    owners: Annotated[frozenset[int] | None, NoDecode, BeforeValidator(_ids)] = Field(
        None,
        description="Ids of users who may reload the knowledge, besides the owner of the application and their team.",
    )
    privacy_url: str | None = Field(
        None, pattern=r"^https://[^\s<>]+$", description="Address of the privacy policy, linked from /help."
    )
    terms_url: str | None = Field(
        None, pattern=r"^https://[^\s<>]+$", description="Address of the terms of use, linked from /help."
    )
    operator_contact: str | None = Field(
        None, max_length=200, description="Whom to ask about privacy, as /help says it; by default the bot's profile."
    )
    chart_font: Path | None = Field(
        None, description="A font file for the labels of pictures; by default one with Chinese is looked for."
    )
    language: Literal["auto", "zh", "zh-Hant", "en"] = Field(
        "auto", description="Language of the terminal chat's answers."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least severe message that is logged."
    )
    log_format: Literal["auto", "console", "json"] = Field(
        "auto", description="`auto` is console on a terminal and JSON elsewhere."
    )
    guild_ready_timeout: float = Field(2.0, ge=0, le=60, description="Seconds to wait for a server's data after login.")
    connect_attempts: int = Field(
        0, ge=0, description="How often to try the gateway before giving up; 0 is without end."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order of precedence: arguments, environment, TOML file."""
        del dotenv_settings, file_secret_settings
        config = os.environ.get("ROTHDESK_CONFIG")
        if not config:
            return (init_settings, env_settings)
        _look_at(Path(config), settings_cls)
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, Path(config)))


def _look_at(path: Path, settings_cls: type[BaseSettings]) -> None:
    """Refuse a file that is missing, broken, or holds names that mean nothing: all of it would be passed over silently.

    Raises:
        ConfigError: naming the file and what to mend.
    """
    try:
        unknown = sorted(tomllib.loads(path.read_text("utf-8")).keys() - settings_cls.model_fields.keys())
    except (OSError, ValueError) as error:
        raise ConfigError(f"ROTHDESK_CONFIG names {path}, which cannot be read: {error}") from error
    if unknown:
        known = ", ".join(settings_cls.model_fields)
        raise ConfigError(f"{path} sets {', '.join(unknown)}; there are: {known}")
