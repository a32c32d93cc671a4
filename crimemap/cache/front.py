"""The pages that this worker has sent lately, answered before Flask sees the request.

Only an address in its canonical form is kept here, so that invented query strings cannot push the real
ones out; anything unusual (another encoding, a foreign Host) goes on to Flask, which decides.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from werkzeug.http import parse_etags
from werkzeug.sansio.utils import host_is_trusted

from crimemap.cache.entry import Entry

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOM: Final = 24 * 1024**2
"""Bytes of gzipped pages a worker keeps: about a thousand area pages."""

_OWN_HEADERS: Final = frozenset(
    {"content-length", "content-encoding", "cache-control", "etag", "date", "vary", "connection"}
)


@dataclass(frozen=True, slots=True)
class _Hot:
    release: str
    entry: Entry
    etag: str
    headers: tuple[tuple[str, str], ...]
    revision: str


class Front:
    """WSGI in front of Flask.

    `release` gives the id of the release served now, or None; `revision` the editorial revision, likewise; `ends`
    the instant from which another release is served, or None.
    """

    def __init__(
        self,
        app: WSGIApplication,
        release: Callable[[], str | None],
        hosts: Iterable[str],
        revision: Callable[[], int | None] = lambda: None,
        ends: Callable[[], datetime | None] = lambda: None,
    ) -> None:
        self._app = app
        self._release = release
        self._revision = revision
        self._ends = ends
        self._hosts = tuple(hosts)
        self._pages: dict[tuple[str, str], _Hot] = {}
        self._taken = 0
        self._changing = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            hot = self._pages.get((environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")))
            if hot is not None:
                ends = self._ends()  # before the release: else its last moment could be kept for minutes
                if self._may_answer(hot, environ):
                    return _answer(hot, ends, environ, start_response)
        return self._app(environ, start_response)

    def keep(
        self,
        address: tuple[str, str],
        release: str,
        entry: Entry,
        headers: Iterable[tuple[str, str]],
        revision: str = "",
    ) -> None:
        """Remember an answer with the headers it was sent with; the oldest go where there is no room.

        `revision`: the one that it was made from ("r7"), "" where it shows nothing written.
        """
        rest = tuple((name, value) for name, value in headers if name.lower() not in _OWN_HEADERS)
        hot = _Hot(release, entry, f'"{entry.etag}-gzip"', rest, revision)
        with self._changing:
            before = self._pages.pop(address, None)
            self._taken += len(entry.body) - (len(before.entry.body) if before else 0)
            self._pages[address] = hot
            while self._taken > ROOM:
                oldest = next(iter(self._pages))
                self._taken -= len(self._pages.pop(oldest).entry.body)

    def _may_answer(self, hot: _Hot, environ: WSGIEnvironment) -> bool:
        return (
            "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "").replace(" ", "").split(",")
            and hot.release == self._release()
            and (not hot.revision or hot.revision == f"r{self._revision()}")
            and hot.entry.is_fresh(time.time())
            and not environ.get("SCRIPT_NAME")
            and host_is_trusted(environ.get("HTTP_HOST"), self._hosts)
        )


def _answer(
    hot: _Hot, ends: datetime | None, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    headers = [
        *hot.headers,
        ("Cache-Control", hot.entry.cache_control(time.time(), ends.timestamp() if ends else None)),
        ("ETag", hot.etag),
        ("Vary", "Accept-Encoding"),
    ]
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and parse_etags(known).contains_weak(hot.etag[1:-1]):
        start_response("304 NOT MODIFIED", [pair for pair in headers if pair[0].lower() != "content-type"])
        return ()
    headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(hot.entry.body)))]
    start_response("200 OK", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (hot.entry.body,)
