"""What a release on the shelf already knows, so that a new month costs a month.

Nothing is taken on trust: a file whose bytes are not those of its own manifest is made again.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from crimemap.release import layout, texts
from crimemap.release.manifest import FileLedger, Manifest
from crimemap.release.reader import Release
from crimemap.release.shelf import Shelf
from crimemap.terms import Refusal

LOOKED_AT: Final = 6
"""Releases asked for what they know: the served one and the newest of the others."""


@dataclass
class Earlier:
    """One release, as a source of months, boundaries and files."""

    folder: Path
    manifest: Manifest
    _checked: dict[str, bool] = field(default_factory=dict)

    def sound(self, *names: str) -> bool:
        """Whether these files are there with the bytes that the manifest says."""
        return all(self._sound(name) for name in names)

    def _sound(self, name: str) -> bool:
        if name not in self._checked:
            path = self.folder / name
            self._checked[name] = path.is_file() and digest_of(path) == self.manifest.files.get(name)
        return self._checked[name]

    def array(self, name: str) -> NDArray[Any]:
        """One of its arrays, memory-mapped."""
        found: NDArray[Any] = np.load(self.folder / name, mmap_mode="r")
        return found

    @cached_property
    def places(self) -> NDArray[np.int32]:
        """Its points: lon, lat, name, small area."""
        return np.asarray(self.array(layout.points_file("places")))

    @cached_property
    def names(self) -> NDArray[np.object_]:
        """The names that points count into."""
        return np.array(texts.Texts(self.folder, "points/names").all(), object)

    @cached_property
    def codes(self) -> NDArray[np.object_]:
        """The small areas' codes that points count into."""
        return np.array(texts.Texts(self.folder, "points/codes").all(), object)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Its points' numbers in the release being built; -1 while not asked for."""
        return np.full(len(self.places), -1, np.int64)

    def month(self, month: str) -> int | None:
        """Where a month lies in its arrays, where all that a month needs is sound."""
        needed = [
            layout.facts_file(month),
            layout.points_file(month),
            layout.points_file("places"),
            layout.SPLIT,
        ]
        needed += [f"points/{name}" for stem in ("names", "codes") for name in texts.files(stem)]
        return self.manifest.months.index(month) if self.sound(*needed) else None

    def ledgers(self, month: str) -> dict[str, FileLedger]:
        """What it says of the month's files, by force."""
        return {file.force: file for file in self.manifest.ledger.files if file.month == month}

    def link(self, name: str, target: Path) -> None:
        """Put one of its files into another release: by hard link, by copy onto another device."""
        try:
            os.link(self.folder / name, target)
        except OSError as fault:
            if fault.errno not in {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP}:
                raise
            shutil.copyfile(self.folder / name, target)


class Known:
    """Everything that the shelf knows, by the keys of Manifest.reuse."""

    def __init__(self, shelf: Shelf, format_: int = layout.FORMAT) -> None:
        self.releases = [release for release in _open(shelf) if release.manifest.format == format_]
        self._by_key: dict[tuple[str, str], Earlier] = {}
        for release in reversed(self.releases):
            self._by_key |= dict.fromkeys(release.manifest.reuse.items(), release)

    def of(self, what: str, key: str) -> Earlier | None:
        """A release in which `what` was made from inputs with this key."""
        return self._by_key.get((what, key))


def _open(shelf: Shelf) -> list[Earlier]:
    current = shelf.current_id()
    order: Sequence[str] = sorted(shelf.ids(), key=lambda name: (name == current, name), reverse=True)
    found = []
    for name in order[:LOOKED_AT]:
        try:
            found.append(Earlier(shelf.path(name), Release(shelf.path(name)).manifest))
        except Refusal:
            # Of another format, or broken: there is nothing to take from it.
            continue
    return found


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
