"""One build of each page, keyed on release, application, language, view and its validated parameters.

Flask-Caching holds the backend (store.py); what it does not have is here: single flight (flight.py),
GET and 200 only, a key that unknown query parameters cannot widen, ETag and 304, gzipped bytes as they
are sent, `until`, and an answer before Flask for pages that a worker has in memory (front.py). The key of a page that
shows what people wrote also holds the editorial revision (written.py).
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Protocol, Self, cast

from flask import Flask, Response, current_app, g, make_response, request
from flask.typing import ResponseReturnValue
from flask_caching import Cache
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.http import parse_etags

from crimemap import language
from crimemap.cache.entry import FRESH_FOR, FRESH_WRITTEN, Entry
from crimemap.cache.flight import Busy, Flights
from crimemap.cache.front import Front
from crimemap.cache.store import PageStore
from crimemap.cache.written import RevisionWatch
from crimemap.release import Release

__all__ = ["Entry", "Front", "Page", "PageCache", "Query", "RevisionWatch", "cached", "version_of"]

_KEPT_HEADERS: Final = (
    "Content-Type", "Content-Disposition", "Content-Language", "Content-Security-Policy", "X-Robots-Tag",
)  # fmt: skip
_TRY_AGAIN: Final = 2
"""Seconds, for Retry-After: longer than any page takes to build."""

_TAKES_GZIP: Final = "gzip"

View = Callable[..., ResponseReturnValue]


class Page(Response):
    """A response that may say when the clock alone changes it."""

    until: datetime | None = None


class Query(Protocol):
    """The validated parameters of a view."""

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises a 400 for a value that cannot be meant."""
        ...

    def canonical(self) -> str:
        """The one query string that says the same; "" where all is default."""
        ...


@dataclass(frozen=True, slots=True)
class _Key:
    """`revision`: "" for a page that shows nothing written."""

    release: str
    version: str
    rest: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{_generation(self.release, self.version, self.revision)}/{self.rest}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry to send; a stale one belongs to the release or revision before, and nobody may keep it."""

    entry: Entry
    stale: bool = False


class PageCache:
    """The cache of one application. Touches no disk and no server until the first page is asked for."""

    def __init__(
        self, app: Flask, folder: Path, version: str, redis_url: str = "", watch: RevisionWatch | None = None
    ) -> None:
        self.version = version
        self.front: Front | None = None
        self.watch = watch
        self._cache = Cache(with_jinja2_ext=False)
        self._cache.init_app(app, {"CACHE_TYPE": "crimemap.cache.store.PageStore", "CACHE_DIR": str(folder)})
        self._flights = Flights(folder, redis_url)
        self._releases: tuple[str, ...] = ()
        self._revisions: tuple[str, ...] = ()
        app.extensions["crimemap.cache"] = self

    @property
    def store(self) -> PageStore:
        """Flask-Caching's backend, which is ours."""
        return cast("PageStore", self._cache.cache)

    def key(self, release: str, rest: str, *, written: bool = False) -> _Key:
        """The key of a page. The first of a new release or revision sweeps away all but the one before."""
        revision = f"r{self.revision()}" if written else ""
        news = release not in self._releases or (written and revision not in self._revisions)
        if release not in self._releases:
            self._releases = (*self._releases[-1:], release)
        if written and revision not in self._revisions:
            self._revisions = (*self._revisions[-1:], revision)
        if news:
            revisions = ("", *self._revisions)
            self.store.sweep(
                keep=tuple(
                    _generation(kept, self.version, one) for kept in self._releases for one in revisions
                )
            )
        return _Key(release, self.version, rest, revision)

    def revision(self) -> int | None:
        """The editorial revision that pages are made from now; None where it cannot be known."""
        return self.watch.number() if self.watch is not None else None

    def forget(self) -> None:
        """After a commit of this worker: the revision may be another one."""
        if self.watch is not None:
            self.watch.forget()

    def fetch(self, key: _Key, build: Callable[[], Response]) -> _Kept | Response:
        """The entry, building it where it is missing; the response itself where it is not one to keep."""
        if entry := self._fresh(str(key)):
            return _Kept(entry)
        stale = self._stale(key)
        try:
            with self._flights.turn(str(key), wait=stale is None):
                if entry := self._fresh(str(key)):
                    return _Kept(entry)
                return self._made(key, build)
        except Busy:
            if stale is not None:
                return _Kept(stale, stale=True)
            raise ServiceUnavailable(retry_after=_TRY_AGAIN) from None

    def _fresh(self, key: str) -> Entry | None:
        entry: Entry | None = self._cache.get(key)
        return entry if entry is not None and entry.is_fresh(time.time()) else None

    def _stale(self, key: _Key) -> Entry | None:
        """The same page of the release or revision before, while somebody builds the new one."""
        found = (self._fresh(str(older)) for older in self._before(key))
        return next((entry for entry in found if entry is not None), None)

    def _before(self, key: _Key) -> Iterator[_Key]:
        revisions = [key.revision, *(one for one in self._revisions if key.revision and one != key.revision)]
        releases = [key.release, *(one for one in self._releases if one != key.release)]
        every = (replace(key, release=one, revision=other) for one in releases for other in revisions)
        return (older for older in every if older != key)

    def _made(self, key: _Key, build: Callable[[], Response]) -> _Kept | Response:
        """What was taken down takes its copies of before with it: else they were sent for as long as many ask."""
        found: _Kept | Response | None = None
        try:
            found = self._built(key, build())
        finally:
            if not isinstance(found, _Kept):
                for older in self._before(key):
                    self.store.delete(str(older))
        return found

    def _built(self, key: _Key, response: Response) -> _Kept | Response:
        if response.status_code != 200 or "Set-Cookie" in response.headers:
            return response
        until = getattr(response, "until", None)
        headers = [(name, response.headers[name]) for name in _KEPT_HEADERS if name in response.headers]
        keep = FRESH_WRITTEN if key.revision else FRESH_FOR
        entry = Entry.of(response.get_data(), headers, until.timestamp() if until else None, keep)
        self._cache.set(str(key), entry)
        return _Kept(entry)


def _generation(release: str, version: str, revision: str) -> str:
    return f"{release}-{version}-{revision}" if revision else f"{release}-{version}"


def cached(query: type[Query] | None = None, *, written: bool = False) -> Callable[[View], View]:
    """A GET view whose page depends on its release, its language, its path and `query` alone.

    `written`: and on the editorial revision, because it shows what people wrote. The parsed query is handed to the
    view as `query`. Answers other than 200 are not kept.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def answer(**values: Any) -> ResponseReturnValue:
            cache: PageCache = current_app.extensions["crimemap.cache"]
            release: Release = g.release
            path = ",".join(
                f"{name}={getattr(value, 'code', value)}" for name, value in sorted(values.items())
            )
            asked = query.from_args(request.args) if query else None
            if asked is not None:
                values["query"] = asked
            canonical = asked.canonical() if asked is not None else ""
            rest = f"{language.current()}:{view.__module__}.{view.__name__}:{path}?{canonical}"
            key = cache.key(release.id, rest, written=written)
            found = cache.fetch(key, lambda: make_response(view(**values)))
            return found if isinstance(found, Response) else _respond(found, canonical, key.revision)

        return answer

    return decorate


def _respond(kept: _Kept, canonical: str, revision: str) -> Response:
    """The entry as an answer to this request: 304, gzipped or plain."""
    entry = kept.entry
    zipped = request.accept_encodings[_TAKES_GZIP] > 0
    response = Response(entry.body if zipped else entry.plain())
    for name, value in entry.headers:
        response.headers[name] = value
    ends: datetime | None = g.get("ends")
    lasting = entry.cache_control(time.time(), ends.timestamp() if ends else None)
    response.headers["Cache-Control"] = "no-cache" if kept.stale else lasting
    response.headers["Vary"] = "Accept-Encoding"
    response.set_etag(f"{entry.etag}-gzip" if zipped else entry.etag)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    if zipped and not kept.stale and request.query_string.decode("latin-1") == canonical:
        g.hot = entry, revision
    if _knows(entry):
        response.status_code = 304
        response.set_data(b"")
        for name in ("Content-Type", "Content-Length", "Content-Encoding"):
            response.headers.pop(name, None)
    return response


def _knows(entry: Entry) -> bool:
    """Whether the client has these bytes already, in either encoding."""
    known = parse_etags(request.headers.get("If-None-Match"))
    return known.contains_weak(entry.etag) or known.contains_weak(f"{entry.etag}-gzip")


def keep_hot(response: Response) -> Response:
    """After every other header is set: remember a cached page in this worker's memory. For after_request."""
    cache: PageCache = current_app.extensions["crimemap.cache"]
    hot: tuple[Entry, str] | None = g.get("hot")
    if hot is not None and cache.front is not None and response.status_code == 200:
        address = (request.environ["PATH_INFO"], request.environ.get("QUERY_STRING", ""))
        cache.front.keep(address, g.release.id, hot[0], response.headers, revision=hot[1])
    return response


def version_of(*roots: Path, chosen: Iterable[str] = ()) -> str:
    """A digest of the application's own files and of the settings that pages show, so that a page of another version,
    or with the address that the site had before, is never served."""
    digest = hashlib.sha256("\0".join(chosen).encode())
    for root in roots:
        files = [root] if root.is_file() else sorted(path for path in root.rglob("*") if path.is_file())
        for path in files:
            if "__pycache__" not in path.parts:  # comes and goes while other processes start
                digest.update(str(path.relative_to(root.parent)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
