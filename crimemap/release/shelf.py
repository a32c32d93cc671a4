"""The folder of releases: which there are, which one is served, and what was published when.

releases/<id>/       a release (layout.py), never changed
releases/current     the id that is served, replaced by one atomic rename
releases/published   a line for each publication: instant in UTC, id; only ever added to
"""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from crimemap.release.reader import Release
from crimemap.terms import Refusal

CURRENT: Final = "current"
PUBLISHED: Final = "published"
BUILDING: Final = ".building-"
"""Folders of builds: nobody lists them, and those of dead builds are removed by the next one."""

_ID: Final = re.compile(r"\d{4}-\d{2}-[0-9a-f]{8}")
_PUBLICATION: Final = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ({_ID.pattern})")
_LOCK: Final = ".lock"
_RUNNING: Final = ".running"


@dataclass(frozen=True, slots=True)
class Publication:
    """That a release was made the served one, and when (UTC)."""

    at: datetime
    id: str


class Shelf:
    """The releases of an installation. Safe to share between the threads of a worker."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._current: Release | None = None

    def ids(self) -> tuple[str, ...]:
        """Every release, by latest month and id."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(p.name for p in self.folder.iterdir() if _ID.fullmatch(p.name) and p.is_dir()))

    def path(self, release: str) -> Path:
        """The folder of a release. Raises Refusal where there is none of that id."""
        if not _ID.fullmatch(release) or not (self.folder / release).is_dir():
            known = ", ".join(self.ids()) or "none"
            raise Refusal(f"There is no release {release!r} in {self.folder}; there are: {known}.")
        return self.folder / release

    def open(self, release: str) -> Release:
        """A release by its id. Raises Refusal where there is none, or none that this version reads."""
        return Release(self.path(release))

    def current_id(self) -> str | None:
        """The id of the served release, or None before the first."""
        try:
            return (self.folder / CURRENT).read_text("ascii", "replace").strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Release:
        """The served release; the same object until another is made current.

        Asks the file system once a call, so that a worker takes up a new release without a restart while
        a request that holds the old one finishes on it. Raises Refusal where nothing is served yet.
        """
        try:
            found = (self.folder / CURRENT).stat()
        except FileNotFoundError:
            raise Refusal(
                f"No release is served: {self.folder / CURRENT} is missing. Build one: crimemap release build."
            ) from None
        seen = (found.st_ino, found.st_mtime_ns)
        with self._lock:
            if self._current is None or seen != self._seen:
                release = self.current_id() or ""
                if self._current is None or self._current.id != release:
                    self._current = self.open(release)
                self._seen = seen
            return self._current

    def use(self, release: str, at: datetime) -> None:
        """Serve `release` from now on, and write down `at` (UTC) as the instant of its publication."""
        self.open(release)
        if self.current_id() == release:
            return
        stamp = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        path = self.folder / PUBLISHED
        # A line that a full disk cut short must not swallow this one.
        torn = path.exists() and not path.read_bytes().endswith(b"\n")
        start = "\n" if torn else ""
        with path.open("a", encoding="ascii") as log:
            log.write(f"{start}{stamp}Z {release}\n")
            log.flush()
            os.fsync(log.fileno())
        replace_text(self.folder / CURRENT, release + "\n")

    def published(self) -> tuple[Publication, ...]:
        """Every publication, oldest first; a line that a full disk cut short is none."""
        try:
            lines = (self.folder / PUBLISHED).read_text("ascii", "replace").splitlines()
        except FileNotFoundError:
            return ()
        whole = (found for line in lines if (found := _PUBLICATION.fullmatch(line)))
        return tuple(Publication(datetime.fromisoformat(found[1]), found[2]) for found in whole)

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the `keep` releases published last (then: of the latest months); the ids removed.

        The served release always stays, and counts as one of them.
        """
        if keep < 1:
            raise Refusal(f"--keep {keep}: at least 1 release is kept, the served one.")
        with self.locked("pruning"):
            order = {entry.id: number for number, entry in enumerate(self.published())}
            ranked = sorted(self.ids(), key=lambda name: (order.get(name, -1), name), reverse=True)
            current = self.current_id()
            ranked.sort(key=lambda name: name != current)
            for name in ranked[keep:]:
                discard(self.folder / name)
        return tuple(ranked[keep:])

    @contextmanager
    def locked(self, doing: str) -> Iterator[None]:
        """Only one process at a time builds or prunes. Raises Refusal saying what is running."""
        self.folder.mkdir(parents=True, exist_ok=True)
        running = self.folder / _RUNNING
        try:
            with FileLock(self.folder / _LOCK, timeout=0):
                try:
                    # Only what others are told: a full disk must not keep anybody from pruning.
                    with suppress(OSError):
                        running.write_text(f"{doing} (process {os.getpid()})", "utf-8")
                    yield
                finally:
                    running.unlink(missing_ok=True)
        except Timeout:
            what = running.read_text("utf-8") if running.exists() else "another command"
            raise Refusal(f"{self.folder} is in use: {what}. Try again when it has finished.") from None


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old or the new text, also after a loss of power."""
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    with temporary.open("w", encoding="ascii") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def discard(folder: Path) -> None:
    """Remove a release whole: under a name that nobody lists first, so that none is ever seen half there."""
    doomed = folder.with_name(f"{BUILDING}removed-{folder.name}")
    folder.rename(doomed)
    shutil.rmtree(doomed)
