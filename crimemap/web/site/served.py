"""The release that this worker serves, and what may go wrong on the way to a page of it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from werkzeug.exceptions import BadRequest, NotFound

from crimemap.release import Release
from crimemap.release.shelf import Publication, Shelf
from crimemap.terms import Refusal


class NoRelease(Exception):  # a state of the installation, told on a page of its own
    """No release is current, or the current one cannot be read."""


class Served:
    """The release that this worker serves now. Opens nothing until asked, hence after the fork."""

    def __init__(self, releases: Path, timezone: str) -> None:
        self._shelf = Shelf(releases)
        self._zone = ZoneInfo(timezone)

    def release(self) -> Release:
        """The current release, noticed without a restart. Raises NoRelease."""
        try:
            return self._shelf.current()
        except (Refusal, OSError) as fault:
            raise NoRelease(str(fault)) from fault

    def release_id(self) -> str | None:
        """Its id, or None."""
        try:
            return self.release().id
        except NoRelease:
            return None

    def publications(self) -> tuple[Publication, ...]:
        """Every time that a release was made the served one, oldest first."""
        return self._shelf.published()

    def ends(self) -> datetime | None:
        """The instant from which another release is served; None where none waits. Ask before `release`, so that
        what was made just before it is kept by nobody beyond it."""
        waits = self._shelf.next()
        return waits.at if waits is not None else None

    def kept(self, release: str) -> Release | None:
        """A release that is still on the shelf and can be read, or None."""
        try:
            return self._shelf.open(release)
        except (Refusal, OSError):
            return None

    def now(self) -> datetime:
        """The time here: what is over and what is next depends on it."""
        return datetime.now(self._zone)

    def published(self, release: Release) -> date | None:
        """The day, here, on which it was last made current; None where that was not written down."""
        instants = [publication.at for publication in self._shelf.published() if publication.id == release.id]
        return instants[-1].astimezone(self._zone).date() if instants else None


class BadQuery(BadRequest):
    """A parameter of an address that cannot be used; `description` is the sentence for the visitor."""


class NoFigures(NotFound):
    """A month or an area that the release does not hold; `description` is the sentence for the visitor."""
