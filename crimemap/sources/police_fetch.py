"""A polite client of data.police.uk's API: a force's neighbourhoods into the folder that a release is built from.

Source: https://data.police.uk/api, Open Government Licence v3.0. It allows 15 requests a second and answers 429 beyond
that (formats.md 2). Files are written whole or not at all, into `<force>.part`, which takes the place of `<force>` when
the last one is there: a run that was interrupted goes on where it stopped, and what stood there stays until then.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from crimemap.sources.police_api import BOUNDARY, LISTED, folder_of, list_of
from crimemap.sources.police_team import FETCHED
from crimemap.terms import Refusal

API: Final = "https://data.police.uk/api"
RATE: Final = 15.0
"""Requests a second that the publisher allows. Source: data.police.uk/docs/api-call-limits."""

TRIES: Final = 5
LONGEST_WAIT: Final = 120.0
"""Seconds that a Retry-After is obeyed for; the publisher never asks for more. [choose]"""

RESUMED_FOR: Final = timedelta(days=3)
"""An interrupted run older than this is begun again, so that a folder is of one time. [choose]"""

_TIMEOUT: Final = 30.0
_LARGEST: Final = 32 * 1024 * 1024
_AGAIN: Final = frozenset({429, 500, 502, 503, 504})
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_PARTS: Final = (
    ("neighbourhood.json", "", dict),
    (BOUNDARY, "/boundary", list),
    ("people.json", "/people", list),
    ("events.json", "/events", list),
    ("priorities.json", "/priorities", list),
)
"""File, address after the neighbourhood's, what it holds."""

Told = Callable[[int, int, str], None]


class _Unmoved(HTTPRedirectHandler):
    """An API that sends us elsewhere is not the one that was asked."""

    def redirect_request(self, *_args: Any, **_values: Any) -> None:
        return None


@dataclass(slots=True)
class Api:
    """One address, asked no faster than `rate` a second. `sleep` and `clock` are the machine's unless a test's."""

    base: str = API
    rate: float = RATE
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: float = 0.0

    def get(self, path: str, expected: type) -> Any:
        """The JSON at `path`, None for 404. Raises Refusal naming the address when it cannot be had."""
        address = f"{self.base.rstrip('/')}/{path}"
        fault = ""
        for tried in range(TRIES):
            self._keep_pace()
            wait = 2.0**tried
            try:
                found = json.loads(self._body(address))
                if isinstance(found, expected):
                    return found
                fault = f"{'a list' if expected is list else 'an object'} was expected"
            except HTTPError as answer:
                if answer.code == 404:
                    return None
                fault = f"the answer is {answer.code}"
                if answer.code not in _AGAIN:
                    break
                wait = _asked_to_wait(answer.headers.get("Retry-After", ""), wait)
            except (URLError, HTTPException, TimeoutError, ConnectionError) as reason:
                fault = str(getattr(reason, "reason", reason)) or type(reason).__name__
            except (ValueError, RecursionError):
                fault = "the answer is no JSON"
            if tried + 1 < TRIES:
                self.sleep(wait)
        raise Refusal(f"{address}: {fault}; what was fetched before is kept: run the same command again.")

    def _keep_pace(self) -> None:
        now = self.clock()
        if now < self._next:
            self.sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self.rate

    def _body(self, address: str) -> bytes:
        request = Request(address, headers={"User-Agent": "crimemap", "Accept": "application/json"})  # noqa: S310  # http(s): checked by fetch
        with build_opener(_Unmoved).open(request, timeout=_TIMEOUT) as answer:
            body: bytes = answer.read(_LARGEST + 1)
        if len(body) > _LARGEST:
            raise ValueError("too large")
        return body


def _asked_to_wait(written: str, otherwise: float) -> float:
    """Seconds that a Retry-After asks for: a number, or a date."""
    try:
        seconds = float(written)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(written) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            return otherwise
    return min(max(seconds, otherwise), LONGEST_WAIT)


def fetch(force: str, folder: Path, *, today: date, told: Told, api: Api | None = None) -> Path:
    """Write the neighbourhoods of `force` into `folder`/`force` and return that.

    `told(done, of, name)` before each neighbourhood. Raises Refusal where the force is unknown or the API does not
    answer; what was fetched is then kept for the next run.
    """
    api = api or Api()
    if not _SLUG.fullmatch(force):
        raise Refusal(f"{force!r}: a force as its files are named was expected, like avon-and-somerset.")
    if urlsplit(api.base).scheme not in {"http", "https"}:
        raise Refusal(f"{api.base!r}: the http(s) address of the API was expected.")
    whole, parts = folder / force, folder / f"{force}.part"
    _begin(parts, today)
    # The list is read in a folder of the force's name: that name is in every code.
    inner = parts / force
    if not (inner / LISTED).is_file():
        listed = api.get(f"{force}/neighbourhoods", list)
        if not listed:
            shutil.rmtree(parts)
            raise Refusal(f"{api.base}: {force!r} is no force with neighbourhoods there.")
        _write(inner / LISTED, listed)
    neighbourhoods = list_of(inner)
    for number, one in enumerate(neighbourhoods):
        told(number, len(neighbourhoods), one.name)
        _fetch_one(api, f"{force}/{quote(one.id, safe='')}", inner / folder_of(one.id))
    _put_in_place(inner, whole)
    shutil.rmtree(parts)
    return whole


def _begin(parts: Path, today: date) -> None:
    """Where the work stands; an old attempt is forgotten, and a young one keeps its day."""
    begun = parts / "begun"
    try:
        old = today - date.fromisoformat(begun.read_text("utf-8")) > RESUMED_FOR
    except (OSError, ValueError):
        old = True
    if old:
        shutil.rmtree(parts, ignore_errors=True)
        parts.mkdir(parents=True)
        begun.write_text(today.isoformat(), "utf-8")
    inner = parts / parts.name.removesuffix(".part")
    _write(inner / FETCHED, {"date": begun.read_text("utf-8")})


def _fetch_one(api: Api, path: str, folder: Path) -> None:
    """The five files of a neighbourhood, but for those that are there. What the API does not know is empty."""
    for name, leaf, kind in _PARTS:
        if not (folder / name).is_file():
            found = api.get(path + leaf, kind)
            _write(folder / name, kind() if found is None else found)


def _write(path: Path, value: Any) -> None:
    """All of it or nothing: a file that is there is a file that is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    draft.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    os.replace(draft, path)  # noqa: PTH105  # Path.replace says the same; os.replace says that it is atomic


def _put_in_place(inner: Path, whole: Path) -> None:
    """The new folder under the old one's name; the old one is removed after."""
    before = whole.with_name(f"{whole.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if whole.exists():
        whole.rename(before)
    inner.rename(whole)
    shutil.rmtree(before, ignore_errors=True)
