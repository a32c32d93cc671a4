"""The folder of releases: which there are, which one is served, and what was published when.

releases/<id>/       a release (layout.py), never changed
releases/current     the id that is served, replaced by one atomic rename
releases/published   a line for each publication: instant in UTC, id; only ever added to
releases/next        the instant and the id of what is served from then on (awaited.py); mostly not there

From its instant on, what `next` says goes before `current`, by each reader's own clock. Whoever comes first and can
makes it last: a line in `published` with that instant, `current`, then `next` goes. Killed between any two of these,
or where nobody may write, all readers still see the same; the next one who can does the rest.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog
from filelock import FileLock, Timeout

from crimemap.release.awaited import ID, NEXT, Awaited, Publication, publication
from crimemap.release.files import replace_text, sync_folder
from crimemap.release.reader import Release
from crimemap.terms import Refusal

__all__ = ["BUILDING", "CURRENT", "NEXT", "PUBLISHED", "Publication", "Shelf", "discard", "sync_folder"]

CURRENT: Final = "current"
PUBLISHED: Final = "published"
BUILDING: Final = ".building-"
"""Folders of builds: nobody lists them, and those of dead builds are removed by the next one."""

_LOCK: Final = ".lock"
_RUNNING: Final = ".running"
_SWITCHING: Final = ".switching"
_PATIENCE: Final = 10
"""Seconds that a command waits while another one changes what is served."""

_AGAIN: Final = 5.0
"""Seconds until a reader that could not open what is due, or could not make it last, tries again."""

_log = structlog.get_logger(__name__)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Switch:
    """What this reader knows of `next` once it is due: whether it could be opened, and when to try again."""

    to: Publication
    release: Release | None = None
    told: str = ""
    again: float = float("-inf")


class Shelf:
    """The releases of an installation. Safe to share between the threads of a worker."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _now) -> None:
        self.folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._awaited = Awaited(folder)
        self._switch: _Switch | None = None
        self._seen: tuple[int, int] | None = None
        self._current: Release | None = None

    def ids(self) -> tuple[str, ...]:
        """Every release, by latest month and id."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(p.name for p in self.folder.iterdir() if ID.fullmatch(p.name) and p.is_dir()))

    def path(self, release: str) -> Path:
        """The folder of a release. Raises Refusal where there is none of that id."""
        if not ID.fullmatch(release) or not (self.folder / release).is_dir():
            known = ", ".join(self.ids()) or "none"
            raise Refusal(f"There is no release {release!r} in {self.folder}; there are: {known}.")
        return self.folder / release

    def open(self, release: str) -> Release:
        """A release by its id. Raises Refusal where there is none, or none that this version reads."""
        return Release(self.path(release))

    def current_id(self) -> str | None:
        """The id of the served release, or None before the first."""
        due = self._due()
        return due.id if due is not None else self._written_id()

    def _written_id(self) -> str | None:
        try:
            return (self.folder / CURRENT).read_text("ascii", "replace").strip() or None
        except FileNotFoundError:
            return None

    def current(self) -> Release:
        """The served release; the same object until another is made current.

        Asks the file system twice a call, so that a worker takes up a new release without a restart while
        a request that holds the old one finishes on it. Raises Refusal where nothing is served yet.
        """
        due = self._due()
        if due is not None:
            return due
        try:
            found = (self.folder / CURRENT).stat()
        except FileNotFoundError:
            raise Refusal(
                f"No release is served: {self.folder / CURRENT} is missing. Build one: crimemap release build."
            ) from None
        seen = (found.st_ino, found.st_mtime_ns)
        with self._lock:
            if self._current is None or seen != self._seen:
                release = self._written_id() or ""
                if self._current is None or self._current.id != release:
                    self._current = self.open(release)
                self._seen = seen
            return self._current

    def next(self) -> Publication | None:
        """What is to be served from an instant that is still to come; None where nothing is, or that cannot be read."""
        found = self._awaited.read()
        return found if found is not None and found.at > self._clock() else None

    def _due(self) -> Release | None:
        """What `next` says, once its instant has come, until it is `current`; None where it cannot be opened."""
        found = self._awaited.read()
        if found is None or found.at > self._clock():
            self._switch = None
            return None
        with self._lock:
            if self._switch is None or self._switch.to != found:
                self._switch = _Switch(found)
            switch = self._switch
            if time.monotonic() < switch.again:
                return switch.release
            if switch.release is None:
                self._open_due(switch)
            if switch.release is not None:
                self._make_last(switch)
            return switch.release

    def _open_due(self, switch: _Switch) -> None:
        """The object goes on being `current` when that says so too."""
        try:
            switch.release = self.open(switch.to.id)
        except (Refusal, OSError) as fault:
            switch.again = time.monotonic() + _AGAIN
            if str(fault) != switch.told:
                _log.error("release.next_cannot_be_served", release=switch.to.id, fault=str(fault))
            switch.told = str(fault)
            return
        self._current, self._seen = switch.release, None

    def _make_last(self, switch: _Switch) -> None:
        """Without waiting: where somebody else does it, or nobody may write, it is served all the same."""
        try:
            with FileLock(self.folder / _SWITCHING, timeout=0):
                self._settle()
        except Timeout:
            return
        except (OSError, NotImplementedError) as fault:  # the second: a file system that has no locks
            switch.again = time.monotonic() + _AGAIN
            if str(fault) != switch.told:
                _log.warning("release.next_is_not_written", release=switch.to.id, fault=str(fault))
            switch.told = str(fault)

    def _settle(self) -> None:
        """Make what is due last. Only inside the lock; somebody who was killed may have done some of the steps."""
        due = self._awaited.read()
        if due is None or due.at > self._clock():
            return
        try:
            self.open(due.id)
        except Refusal:
            return
        self._publish(due)
        self._awaited.remove()

    def _publish(self, what: Publication) -> None:
        """Write it down, then serve it: twice is once."""
        if self._written_id() == what.id:
            return
        if what not in self._written():
            self._write_down(what)
        replace_text(self.folder / CURRENT, what.id + "\n")

    def _write_down(self, what: Publication) -> None:
        path = self.folder / PUBLISHED
        # A line that a full disk cut short must not swallow this one.
        torn = path.exists() and not path.read_bytes().endswith(b"\n")
        start = "\n" if torn else ""
        with path.open("a", encoding="ascii") as log:
            log.write(f"{start}{what}\n")
            log.flush()
            os.fsync(log.fileno())

    def use(self, release: str, at: datetime) -> None:
        """Serve `release` from now on, and write down `at` (UTC) as the instant of its publication.

        What waits for its instant goes on waiting, unless it is this very release. What is due and cannot be opened
        is given up: somebody has said what is served instead.
        """
        self.open(release)
        with self._switching():
            self._publish(Publication(_second(at), release))
            waits = self._awaited.read()
            if waits is not None and (waits.id == release or waits.at <= self._clock()):
                self._awaited.remove()

    def use_at(self, release: str, at: datetime) -> Publication | None:
        """Serve `release` from `at` (UTC) on, without anybody doing anything then. What waited before, or None.

        Raises Refusal for an instant that has passed, for the release that is served, and where another one waits:
        only one can.
        """
        self.open(release)
        with self._switching():
            waits = self._awaited.read()
            if waits is not None and waits.id != release and waits.at > self._clock():
                raise Refusal(
                    f"{waits.id} waits already, for {waits.at:%Y-%m-%d %H:%M} UTC; only one release can."
                    " Take it back first: crimemap release use --cancel-next."
                )
            if self._written_id() == release:
                raise Refusal(f"{release} is served already: there is nothing to wait for.")
            if at <= self._clock():
                raise Refusal(f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC has passed: give an instant to come.")
            self._awaited.write(Publication(_second(at), release))
        return waits

    def cancel_next(self) -> Publication:
        """Let nothing wait any more; what waited. Raises Refusal where nothing does, or its instant has come."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._switching():
            waits = self._awaited.read()
            if waits is None:
                # What cannot be read goes too: nobody else can make it go.
                self._awaited.remove()
                raise Refusal("No release waits for its instant.")
            self._awaited.remove()
        return waits

    def published(self) -> tuple[Publication, ...]:
        """Every publication, oldest first; a line that a full disk cut short is none."""
        written = self._written()
        if self._due() is None:
            return written
        due = self._awaited.read()  # none any more where it was just written down
        written = self._written()
        return written if due is None or due in written else (*written, due)

    def _written(self) -> tuple[Publication, ...]:
        try:
            lines = (self.folder / PUBLISHED).read_text("ascii", "replace").splitlines()
        except FileNotFoundError:
            return ()
        return tuple(found for line in lines if (found := publication(line)))

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove all but the `keep` releases published last (then: of the latest months); the ids removed.

        The served release always stays, and counts as one of them; the one that waits stays besides.
        """
        if keep < 1:
            raise Refusal(f"--keep {keep}: at least 1 release is kept, the served one.")
        with self.locked("pruning"), self._switching():
            waits = self._awaited.read()
            order = {entry.id: number for number, entry in enumerate(self.published())}
            names = (name for name in self.ids() if waits is None or name != waits.id)
            ranked = sorted(names, key=lambda name: (order.get(name, -1), name), reverse=True)
            current = self.current_id()
            ranked.sort(key=lambda name: name != current)
            for name in ranked[keep:]:
                discard(self.folder / name)
        return tuple(ranked[keep:])

    @contextmanager
    def _switching(self) -> Iterator[None]:
        """One at a time changes what is served; what is due by now is made to last before."""
        try:
            with FileLock(self.folder / _SWITCHING, timeout=_PATIENCE):
                self._settle()
                yield
        except Timeout:
            raise Refusal(f"{self.folder}: another command changes what is served. Try again.") from None

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


def _second(at: datetime) -> datetime:
    """As it is written down."""
    return at.astimezone(UTC).replace(microsecond=0)


def discard(folder: Path) -> None:
    """Remove a release whole: under a name that nobody lists first, so that none is ever seen half there."""
    doomed = folder.with_name(f"{BUILDING}removed-{folder.name}")
    folder.rename(doomed)
    shutil.rmtree(doomed)
