"""What others asked and measured, as it may be shown at this moment: the release's, and what people published since.

For views that are `@cached(written=True)` and hand `until()` to `site.page`. Within a request the answer is one, so
that a page never holds what its `until` does not know of.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from flask import current_app, g
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crimemap.cache import PageCache
from crimemap.editorial import surveys
from crimemap.editorial.faults import Unavailable
from crimemap.release import Release
from crimemap.release import surveys as kept
from crimemap.survey import Book, Reported, Result
from crimemap.web.site import written
from crimemap.web.site.frame import current_release, now

_ASK_AGAIN: Final = timedelta(seconds=15)
"""After which a page that was made without the database is made anew, as summary.unavailable has it."""

_MOST_KEPT: Final = 4
"""Books of one worker: of this revision and the one before, of this release and the next. [choose]"""

Part = tuple[str, Iterable[Result], Iterable[Reported]]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A book, what it is made of, and the instant at which the clock alone changes it.

    `whole`: the newsroom could be asked.
    """

    book: Book
    parts: tuple[Part, ...]
    until: datetime | None
    whole: bool = True


def book() -> Book:
    """Every result and reported figure that visitors may see now."""
    return _of_request().book


def until() -> datetime | None:
    """The next instant at which the clock alone changes `book()`; None where it knows of none."""
    return _of_request().until


def parts() -> tuple[Part, ...]:
    """What `book()` is made of, for one that holds more: the preview of what is not public yet."""
    return _of_request().parts


def is_whole() -> bool:
    """False where what people uploaded could not be read: then a page says so and is not kept for long."""
    return _of_request().whole


class Books:
    """What this worker read lately: a book is good for one release and one editorial revision, until the clock changes
    it. So the database is asked only after somebody published or withdrew something, or when an hour has come."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int], _Shown] = OrderedDict()
        self._lock = threading.Lock()

    def last(self, release: Release, revision: int | None) -> _Shown | None:
        """What was read of this revision, though the clock has changed it since: all of it may still be seen."""
        with self._lock:
            return None if revision is None else self._kept.get((release.id, revision))

    def of(self, release: Release, revision: int, moment: datetime) -> _Shown:
        """Raises Unavailable, SQLAlchemyError."""
        key = (release.id, revision)
        with self._lock:
            found = self._kept.get(key)
        if found is not None and (found.until is None or moment < found.until):
            return found
        found = _read(written.session(), release, moment)
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def _of_request() -> _Shown:
    if "surveyed" not in g:
        g.surveyed = _now_shown(current_release(), now())
    found: _Shown = g.surveyed
    return found


def _now_shown(release: Release, moment: datetime) -> _Shown:
    cache: PageCache = current_app.extensions["crimemap.cache"]
    books: Books = current_app.extensions["crimemap.books"]
    revision = cache.revision()
    if revision == 0:
        return _bare(release)
    try:
        if revision is not None:
            return books.of(release, revision, moment)
    except (Unavailable, SQLAlchemyError) as fault:
        written.given_up(fault)
    before = books.last(release, revision)
    return replace(before or _bare(release), until=moment + _ASK_AGAIN, whole=before is not None)


def _read(session: Session, release: Release, moment: datetime) -> _Shown:
    uploads = surveys.shown(session, moment)
    next_one = surveys.next_change(session, moment)
    if not uploads:
        return replace(_bare(release), until=next_one)
    later: list[Part] = [(upload.name, upload.results, ()) for upload in uploads]
    made = (*_bare(release).parts, *later)
    return _Shown(Book(made), made, next_one)


@lru_cache(maxsize=4)
def _bare(release: Release) -> _Shown:
    """The release alone."""
    made = ((release.id, kept.results(release), kept.reported(release)),)
    return _Shown(Book(made), made, None)
