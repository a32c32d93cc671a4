"""The editorial database of an installation, from its settings; keys that nobody set are made and kept in DATA."""

from __future__ import annotations

import os
import secrets
from functools import partial
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet
from filelock import FileLock

from crimemap.editorial import tables  # noqa: F401  # every kind of piece makes itself known when it is imported
from crimemap.editorial.database import Database
from crimemap.editorial.vault import Vault
from crimemap.settings import Refusal, Settings

_FILE: Final = "newsroom.sqlite"


def open_database(settings: Settings) -> Database:
    """Opens nothing yet, and makes nothing. Raises Refusal where a setting is wrong."""
    url = settings.database_url or f"sqlite:///{settings.data / 'newsroom' / _FILE}"
    if settings.database_url or settings.encryption_key.get_secret_value():
        return Database(url, _vault(settings))  # what is wrong with a key that was set is said at the start
    return Database(url, partial(_vault, settings))


def _vault(settings: Settings) -> Vault:
    encryption = settings.encryption_key.get_secret_value() or kept_key(settings, "encryption")
    signing = settings.signing_key.get_secret_value() or kept_key(settings, "signing")
    return Vault(encryption.split(","), signing)


def kept_key(settings: Settings, name: str) -> str:
    """The key that this machine made for itself, made now where there is none; readable by its owner alone.

    Raises Refusal where several machines share a database: they must share its keys too.
    """
    if settings.database_url:
        raise Refusal(
            f"CRIMEMAP_{name.upper()}_KEY must be set where CRIMEMAP_DATABASE_URL is: "
            "every machine that shares the database needs the same key."
        )
    folder = settings.data / "newsroom" / "keys"
    for private in (folder.parent, folder):  # a mode is given to the last folder of a path alone
        private.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    with FileLock(folder / ".lock"):
        if not path.exists():
            _must_be_new(settings, name, path)
            _write(
                path, Fernet.generate_key().decode() if name == "encryption" else secrets.token_urlsafe(48)
            )
        return path.read_text().strip()


def _must_be_new(settings: Settings, name: str, path: Path) -> None:
    """A new key would open nothing of what an old one sealed, and nobody would notice until it is asked for."""
    if name in {"encryption", "signing"} and (settings.data / "newsroom" / _FILE).exists():
        raise Refusal(
            f"{path} is missing, and {_FILE} beside it was written with it: put the key back from your copy of it."
        )


def _write(path: Path, key: str) -> None:
    half = path.with_suffix(".new")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
