"""Flask-Caching's backend: entries as files that only this user can read, nothing pickled.

    DATA/cache/<generation>/<ab>/<digest of the key>     one entry
    DATA/cache/locks/<n>.lock                            single flight (flight.py)

A generation is a release and a version of the application; entries of old ones are swept away whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout
from flask_caching.backends.base import BaseCache

from crimemap.cache.entry import Entry

if TYPE_CHECKING:
    from flask import Flask

ROOM: Final = 2 * 1024**3
"""Bytes on disk; beyond it the entries written longest ago go, until a fifth is free."""

_LOOK_EVERY: Final = 500
"""Writes of a worker between two looks at the room taken: a look walks over every entry."""

LOCKS: Final = "locks"


class PageStore(BaseCache):
    """Entries by key, `<generation>/<rest>`. Survives a full disk, a cut file and another worker's sweep."""

    def __init__(self, folder: Path, room: int = ROOM) -> None:
        super().__init__(default_timeout=0)
        self.folder = folder
        self._room = room
        self._writes = 0
        self._counting = threading.Lock()

    @classmethod
    def factory(cls, app: Flask, config: dict[str, Any], *_positional: object, **_named: object) -> PageStore:  # noqa: ARG003
        """What Flask-Caching calls with the application's configuration."""
        return cls(Path(config["CACHE_DIR"]))

    def _path(self, key: str) -> Path:
        generation, _, rest = key.partition("/")
        digest = hashlib.sha256(rest.encode()).hexdigest()
        return self.folder / generation / digest[:2] / digest

    def get(self, key: str) -> Entry | None:
        """The entry, or None; a damaged one is removed."""
        path = self._path(key)
        try:
            return Entry.from_bytes(path.read_bytes())
        except OSError:
            return None
        except ValueError:
            path.unlink(missing_ok=True)
            return None

    def set(self, key: str, value: Entry, timeout: int | timedelta | None = None) -> bool:  # noqa: ARG002
        """False where the disk does not take it: the page is served all the same."""
        path = self._path(key)
        beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            make_private(path.parent)
            beside.write_bytes(value.to_bytes())
            beside.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            return False
        self._count_a_write()
        return True

    def has(self, key: str) -> bool:
        """Whether there is an entry, damaged or not."""
        return self._path(key).exists()

    def delete(self, key: str) -> bool:
        """Whether there was one."""
        try:
            self._path(key).unlink()
        except OSError:
            return False
        return True

    def clear(self) -> bool:
        """Remove every entry of every generation."""
        self.sweep(keep=())
        return True

    def sweep(self, keep: tuple[str, ...]) -> None:
        """Remove every generation but these."""
        for generation in self._generations():
            if generation.name not in keep:
                shutil.rmtree(generation, ignore_errors=True)

    def _generations(self) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if path.is_dir() and path.name != LOCKS]
        except OSError:
            return []

    def _count_a_write(self) -> None:
        with self._counting:
            self._writes += 1
            due = self._writes % _LOOK_EVERY == 0
        if due:
            self.trim()

    def trim(self) -> None:
        """Keep within the room. One worker at a time; the others carry on."""
        try:
            with FileLock(self.folder / LOCKS / "trim.lock", blocking=False):
                entries = sorted(self._entries())
                excess = sum(size for _, size, _ in entries) - self._room
                if excess > 0:
                    excess += self._room // 5
                    for _, size, path in entries:
                        if excess <= 0:
                            break
                        path.unlink(missing_ok=True)
                        excess -= size
        except (Timeout, OSError):
            return

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """(time written, bytes, path) of every entry, less those that vanish meanwhile."""
        for generation in self._generations():
            for path in generation.glob("*/*"):
                with contextlib.suppress(OSError):
                    stat = path.stat()
                    yield stat.st_mtime_ns, stat.st_size, path


def make_private(folder: Path) -> None:
    """Make `folder`, and what is above it, readable by this user alone."""
    if not folder.is_dir():
        for part in (*reversed(folder.parents), folder):
            if not part.is_dir():
                part.mkdir(mode=0o700, exist_ok=True)
