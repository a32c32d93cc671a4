"""What is to be served from an instant on: the file `next`, one line, replaced by one atomic rename."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

from crimemap.release.files import replace_text, sync_folder

NEXT: Final = "next"
ID: Final = re.compile(r"\d{4}-\d{2}-[0-9a-f]{8}")
_LINE: Final = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ) ({ID.pattern})")

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, order=True)
class Publication:
    """That a release was made, or will be, the served one, and when (UTC)."""

    at: datetime
    id: str

    def __str__(self) -> str:
        """A line of `next` and of `published`."""
        return f"{self.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z {self.id}"


def publication(line: str) -> Publication | None:
    """What a line says; None where it was cut short or says a time that there is not."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        return Publication(datetime.fromisoformat(found[1]), found[2])
    except ValueError:
        return None


class Awaited:
    """`next` of one folder. Asks the file system once a call, and reads the file only when it is another one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NEXT
        self._known: tuple[tuple[int, ...], Publication | None] = ((), None)

    def read(self) -> Publication | None:
        """What waits, due or not; None where nothing does. A file that says nothing is logged once and ignored."""
        try:
            stat = os.stat(self._path)  # noqa: PTH116  (half of what pathlib takes, at every request)
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            known, found = self._known
            if seen == known:
                return found
            text = self._path.read_text("ascii", "replace")
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            self._unreadable((fault.errno or 0,), str(fault.strerror))
            return None
        found = publication(text.removesuffix("\n"))
        if found is None:
            self._unreadable(seen, "it is not one line of an instant and an id")
        else:
            self._known = (seen, found)
        return found

    def write(self, what: Publication) -> None:
        """Whole or not at all."""
        replace_text(self._path, f"{what}\n")

    def remove(self) -> None:
        """Nothing waits any more."""
        self._path.unlink(missing_ok=True)
        sync_folder(self._path.parent)

    def _unreadable(self, seen: tuple[int, ...], why: str) -> None:
        if self._known != (seen, None):
            _log.error("release.next_unreadable", file=str(self._path), fault=why)
        self._known = (seen, None)
