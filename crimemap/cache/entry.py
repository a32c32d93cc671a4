"""One cached answer: the bytes as they are sent, and what has to be known to send them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import orjson

_EFFORT: Final = 4
"""Of gzip: maps are mostly numbers, on which 6 takes two and a half times as long for 3 % fewer bytes."""

FRESH_FOR: Final = 300
"""Seconds that a browser or a proxy may keep a page: a new release shows within five minutes everywhere."""

FRESH_WRITTEN: Final = 60
"""The same of a page that shows what people wrote: what is taken down is gone from their copies too (rule C8)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A 200 answer to GET. `body` is gzipped; `until` (seconds since 1970) is when the clock alone changes it.

    `keep`: seconds that others may keep it.
    """

    body: bytes
    size: int
    etag: str
    headers: tuple[tuple[str, str], ...]
    until: float | None = None
    keep: int = FRESH_FOR

    @classmethod
    def of(
        cls, body: bytes, headers: Sequence[tuple[str, str]], until: float | None, keep: int = FRESH_FOR
    ) -> Self:
        """From the plain bytes. Same bytes, same entry: gzip is told no time."""
        digest = hashlib.sha256(body).hexdigest()[:32]
        return cls(gzip.compress(body, _EFFORT, mtime=0), len(body), digest, tuple(headers), until, keep)

    def is_fresh(self, now: float) -> bool:
        """Whether the clock has not changed the page yet."""
        return self.until is None or now < self.until

    def cache_control(self, now: float, ends: float | None = None) -> str:
        """For browsers and proxies: never beyond `until`, nor beyond `ends`, from which another release is served."""
        known = (instant for instant in (self.until, ends) if instant is not None)
        return f"public, max-age={max(0, min((self.keep, *(int(instant - now) for instant in known))))}"

    def plain(self) -> bytes:
        """The bytes for a client that does not take gzip."""
        return gzip.decompress(self.body)

    def to_bytes(self) -> bytes:
        """A line of JSON, then the gzipped body as it is sent."""
        head = {
            "etag": self.etag,
            "headers": self.headers,
            "keep": self.keep,
            "length": len(self.body),
            "size": self.size,
            "until": self.until,
        }
        return orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE) + self.body

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ValueError where the bytes are no whole entry, as after a full disk."""
        line, _, body = data.partition(b"\n")
        try:
            head = orjson.loads(line)
            headers = tuple((str(name), str(value)) for name, value in head["headers"])
            entry = cls(body, head["size"], head["etag"], headers, head["until"], head["keep"])
            whole = head["length"] == len(body)
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError("not a whole cached page") from fault
        if not whole:
            raise ValueError("not a whole cached page")
        return entry
