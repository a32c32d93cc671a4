"""Single flight: of all requests in all workers that want a page that is not there, one builds it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

import structlog
from filelock import FileLock, Timeout
from redis import Redis, RedisError
from redis.lock import Lock as RedisLock

from crimemap.cache.store import LOCKS, make_private

PATIENCE: Final = 30.0
"""Seconds that a request waits for another's build before it gives up with 503."""

LAPSES: Final = 20.0
"""Seconds after which the turn of a machine that says nothing more is anybody's: no page takes as long to build."""

MAY_WAIT: Final = 2
"""Requests of one worker that may wait at a time: the other threads stay free for pages that are there."""

_STRIPES: Final = 509
"""Lock files. Keys share them, so that invented addresses cannot fill the disk with locks."""

_log = structlog.get_logger(__name__)


class Busy(Exception):  # a state that passes, not a fault
    """Another request is building this page and this one may not wait for it."""


class _Turn(Protocol):
    def take(self, wait: float) -> bool: ...

    def give(self) -> None: ...


class _FileTurn:
    """The turn among the workers of one machine; the system gives it back when a worker dies."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, thread_local=False)

    def take(self, wait: float) -> bool:
        try:
            self._lock.acquire(timeout=wait, poll_interval=0.01)
        except Timeout:
            return False
        return True

    def give(self) -> None:
        self._lock.release()


class _RedisTurn:
    """The turn among several machines; it lapses where a machine dies with it."""

    def __init__(self, client: Redis, name: str) -> None:
        self._lock = RedisLock(client, f"crimemap:{name}", timeout=LAPSES, sleep=0.01, thread_local=False)

    def take(self, wait: float) -> bool:
        return bool(self._lock.acquire(blocking=wait > 0, blocking_timeout=wait or None))

    def give(self) -> None:
        try:
            self._lock.release()
        except RedisError as fault:
            _log.warning("cache.turn_lapsed", fault=str(fault))


class _NoTurn:
    """Where the disk takes no lock file, everybody builds: slow, and still a page."""

    def take(self, wait: float) -> bool:  # noqa: ARG002
        return True

    def give(self) -> None:
        """Nothing was taken."""


class Flights:
    """Turns by key. Opens nothing until the first turn is asked for, hence after the fork."""

    def __init__(self, folder: Path, redis_url: str = "") -> None:
        self._folder = folder / LOCKS
        self._redis_url = redis_url
        self._redis: Redis | None = None
        self._waiting = threading.BoundedSemaphore(MAY_WAIT)

    @contextmanager
    def turn(self, key: str, *, wait: bool) -> Iterator[None]:
        """Inside, nobody else builds `key`. Raises Busy where somebody does and this request cannot wait."""
        turn = self._take(key, 0)
        if turn is None:
            turn = self._queue(key) if wait else None
        if turn is None:
            raise Busy(key)
        try:
            yield
        finally:
            turn.give()

    def _queue(self, key: str) -> _Turn | None:
        if not self._waiting.acquire(blocking=False):
            return None
        try:
            return self._take(key, PATIENCE)
        finally:
            self._waiting.release()

    def _take(self, key: str, wait: float) -> _Turn | None:
        if self._redis_url:
            try:
                shared = _RedisTurn(self._client(), hashlib.sha256(key.encode()).hexdigest())
                return shared if shared.take(wait) else None
            except RedisError as fault:
                _log.warning("cache.redis_unreachable", fault=str(fault))
        stripe = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % _STRIPES
        try:
            make_private(self._folder)
            local = _FileTurn(self._folder / f"{stripe}.lock")
            return local if local.take(wait) else None
        except OSError as fault:
            _log.warning("cache.no_locks", fault=str(fault))
            return _NoTurn()

    def _client(self) -> Redis:
        if self._redis is None:
            self._redis = Redis.from_url(self._redis_url, socket_connect_timeout=0.5, socket_timeout=2)
        return self._redis
