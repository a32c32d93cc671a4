"""Which runs that send letters are alive, and what each of them had sent: one file a run, locked while it lives.

The lock goes with its process, however that ends, so the next run on this machine sees at once that a letter was
claimed by a dead one. The number of each letter is written into the file in the instant from which it may be out, which
outlives a kill: so the next run knows which of the letters that the dead one had claimed are out already. A run on
another machine has no file here; what it claimed is taken over only after a while (`outbox.STALE`).
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_GATE: Final = ".gate"
_BACK: Final = "-"
_OURS: Final = os.O_RDWR | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Run:
    """A run that sends letters, by its number."""

    id: str
    file: int
    folder: Path

    def beside(self) -> frozenset[str]:
        """The runs of this machine that may be alive, this one among them."""
        return frozenset(each.name for each in self.folder.iterdir() if each.name != _GATE)

    def took(self, letter: str) -> None:
        """Write down that this letter is out: one call of the system, so that a kill comes before or after it."""
        os.write(self.file, f"{letter}\n".encode())

    def got_back(self, letter: str) -> None:
        """Write down that it is not: the server would not have it."""
        os.write(self.file, f"{_BACK}{letter}\n".encode())


@dataclass(frozen=True, slots=True)
class Dead:
    """A run that ended before it was done, and the letters that it is known to have sent."""

    id: str
    sent: frozenset[str]


@contextmanager
def running(folder: Path) -> Iterator[Run]:
    """A run of one's own. Its file goes when it ends well, and stays for the next run where it does not.

    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / secrets.token_hex(8)
    with _gate(folder):  # nobody may find it before it is locked
        file = os.open(path, _OURS | os.O_CREAT | os.O_EXCL, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield Run(path.name, file, folder)
        path.unlink()
    finally:
        os.close(file)


@contextmanager
def dead(folder: Path) -> Iterator[tuple[Dead, ...]]:
    """The runs of this machine that were killed. They are forgotten when the block ends well, and not before."""
    found = _locked(folder)
    try:
        yield tuple(Dead(path.name, _read(file)) for path, file in found)
        for path, _file in found:
            path.unlink(missing_ok=True)
    finally:
        for _path, file in found:
            os.close(file)


def _locked(folder: Path) -> list[tuple[Path, int]]:
    """Files of runs that nobody holds, held now by us: two who look at once do not find the same one."""
    found = []
    with _gate(folder):
        for path in sorted(folder.iterdir()):
            if path.name == _GATE:
                continue
            file = os.open(path, _OURS)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(file)
                continue
            found.append((path, file))
    return found


def _read(file: int) -> frozenset[str]:
    """The letters of whole lines, but those that came back."""
    os.lseek(file, 0, os.SEEK_SET)
    found = set[str]()
    with os.fdopen(os.dup(file), "rb") as told:
        for line in (each.decode() for each in told if each.endswith(b"\n")):
            letter = line.strip().removeprefix(_BACK)
            (found.discard if line.startswith(_BACK) else found.add)(letter)
    return frozenset(found)


@contextmanager
def _gate(folder: Path) -> Iterator[None]:
    file = os.open(folder / _GATE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
