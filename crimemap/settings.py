"""Typed settings. The only reader of the environment; every name starts with CRIMEMAP_."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Refusal(Exception):
    """Something that a person gave us cannot be used: one clear sentence (what, where, what was expected)."""


_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """What an installation chooses. The defaults serve one machine, on loopback, with files and no server."""

    model_config = SettingsConfigDict(env_prefix="CRIMEMAP_", frozen=True, extra="forbid")

    data: Path = Field(default=Path("data"), description="folder of releases, caches and keys")
    host: str = Field(default="127.0.0.1", description="address that gunicorn binds to")
    port: int = Field(default=8000, ge=1, le=65535)
    base_url: str = Field(default="", description="public address; empty: http on loopback at PORT")
    cache_url: str = Field(default="", description="empty: files in DATA; or redis://host:port/db")
    languages: str = Field(default="en", description="languages switched on, comma-separated: en, cy")
    contact: str = Field(default="", description="email address that visitors write to; empty: none is shown")
    timezone: str = "Europe/London"
    database_url: str = Field(
        default="", repr=False, description="empty: SQLite in DATA; or postgresql://user@host/name"
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""), description="signs sessions; empty: made and kept in DATA"
    )
    encryption_key: SecretStr = Field(
        default=SecretStr(""),
        description="seals what is personal, the newest first, comma-separated; empty: as above",
    )
    signing_key: SecretStr = Field(default=SecretStr(""), description="signs the audit; empty: as above")
    trusted_proxies: int = Field(
        default=0, ge=0, le=5, description="proxies in front whose headers are believed"
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="smtp(s)://user:password@host:port; empty: letters are files in DATA/outbox",
    )
    sender: str = Field(default="", description="email address that letters come from; empty: CONTACT")
    oidc_issuer: str = Field(default="", description="OpenID Connect: the issuer's address; empty: off")
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_second_factor: Literal["ours", "provider"] = Field(
        default="ours",
        description="provider: its own second factor is enough where it says that one was given",
    )

    @field_validator("base_url")
    @classmethod
    def _https_beyond_loopback(cls, value: str) -> str:
        """Plain http is for this machine alone: cookies and forms of a public site need TLS."""
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("expected an address like https://crime.example.gov.uk")
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise ValueError("http is allowed on loopback only; use https")
        return value.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _issuer_by_https(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and parts.scheme != "https" and parts.hostname not in _LOOPBACK:
            raise ValueError("expected the issuer's https address")
        return value

    @field_validator("cache_url")
    @classmethod
    def _known_cache(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("expected redis://host:port/db, or nothing for files")
        return value

    @property
    def releases(self) -> Path:
        """The folder of releases: data/releases/<id>/, current, published."""
        return self.data / "releases"

    @property
    def site_url(self) -> str:
        return self.base_url or f"http://127.0.0.1:{self.port}"

    @property
    def https(self) -> bool:
        return self.site_url.startswith("https:")

    @property
    def enabled_languages(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.languages.split(",") if part.strip())


def load() -> Settings:
    """Settings from the environment. Raises Refusal naming the variable and what was expected."""
    try:
        return Settings()
    except ValidationError as fault:
        first = fault.errors()[0]
        name = "CRIMEMAP_" + "_".join(str(part) for part in first["loc"]).upper()
        raise Refusal(f"Setting {name} = {first.get('input')!r} cannot be used: {first['msg']}.") from fault
