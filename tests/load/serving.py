"""Cached pages through gunicorn, against a bare Flask view that sends the same bytes."""

from __future__ import annotations

import contextlib
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import cast

from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import in_turns, percentile
from tests.load.servers import Server, ask, serving

_SIZE = 100_000
_CONNECTIONS = 4


@dataclass(slots=True)
class Load:
    """Requests answered, seconds by the clock, and milliseconds of each."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)


def measure(material: Material) -> Iterator[Line]:
    """One worker; processor seconds of the server for a request, so that the load generator does not count."""
    seconds, rounds = (0.4, 3) if material.quick else (0.8, 7)
    log, body = material.folder / "gunicorn.log", material.folder / "body.gz"
    data = material.uncached()
    with ExitStack() as stack:
        ours = stack.enter_context(
            serving("app:app", log, "--workers", "1", settings={"CRIMEMAP_DATA": data})
        )
        path, plain, zipped, etag = _page(ours, material)
        body.write_bytes(zipped)
        bare = stack.enter_context(
            serving("tests.load.bare:app", log, "--workers", "1", path="/bare", settings={"LOAD_BODY": body})
        )
        page, again, flask = _request(path), _request(path, f"If-None-Match: {etag}\r\n"), _request("/bare")
        walls: list[Load] = []
        pair = in_turns(
            rounds, lambda: _rate(ours, page, seconds, walls), lambda: _rate(bare, flask, seconds)
        )
        known = in_turns(rounds - 2, lambda: _rate(ours, again, seconds), lambda: _rate(bare, flask, seconds))
    wall = max(len(load.took) / load.seconds for load in walls)
    yield Line(
        "cached", "a cached page through the app, one worker", pair.medians[0], "requests/s cpu", pair.medians[1],
        Aim(0.9, best="high"),
        f"{plain / 1000:.0f} KB, {len(zipped) / 1000:.0f} KB as sent; by the clock {wall:,.0f} requests/s",
    )  # fmt: skip
    yield Line("cached", "the same, known to the client: 304", known.medians[0], "requests/s cpu",
               known.medians[1])  # fmt: skip
    yield from _launch_day(material, data, seconds)


def _launch_day(material: Material, data: Path, seconds: float) -> Iterator[Line]:
    """Mixed areas from gunicorn alone, as it is shipped; the generator shares the machine with it."""
    paths = [f"/areas/{area.code}" for area in sample(material.release, 20)]
    with serving("app:app", material.folder / "gunicorn.log", settings={"CRIMEMAP_DATA": data}) as server:
        for path in paths:
            ask(server.port, path)
        hammer(
            server.port, [_request(path) for path in paths], 0.5
        )  # every worker takes every page into memory
        load = hammer(server.port, [_request(path) for path in paths], seconds, connections=8)
    rate = len(load.took) / load.seconds
    yield Line(
        "cached", "cached pages of many areas, gunicorn alone", rate, "requests/s", None,
        Aim(2_500, of="ours", best="high"),
        f"{len(load.took):,} requests, p99 {percentile(load.took, 0.99):.1f} ms; the load generator takes its part of"
        " the same processors",
    )  # fmt: skip


def _rate(server: Server, request: bytes, seconds: float, walls: list[Load] | None = None) -> float:
    """Requests for each processor second of the workers."""
    hammer(server.port, [request], 0.1)
    before = server.cpu()
    load = hammer(server.port, [request], seconds)
    if walls is not None:
        walls.append(load)
    return len(load.took) / (server.cpu() - before)


def _page(server: Server, material: Material) -> tuple[str, int, bytes, str]:
    """The page nearest to 100 KB: path, its size, its gzipped bytes and its ETag."""
    found = []
    for area in sample(material.release, 20):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", f"/areas/{area.code}")
        size = len(connection.getresponse().read())
        connection.close()
        found.append((abs(size - _SIZE), size, f"/areas/{area.code}"))
    _, size, path = min(found)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    zipped, etag = answer.read(), answer.getheader("ETag") or ""
    connection.close()
    return path, size, zipped, etag


def _request(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{more}\r\n".encode()


def hammer(port: int, requests: Sequence[bytes], seconds: float, connections: int = _CONNECTIONS) -> Load:
    """Keep so many connections busy with `requests` in turn. Raises RuntimeError for any answer but 200 and 304."""
    load, turn = Load(), 0
    with selectors.DefaultSelector() as waiting, ExitStack() as stack:
        start = time.perf_counter()
        for _ in range(connections):
            one = stack.enter_context(contextlib.closing(socket.create_connection(("127.0.0.1", port))))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            one.sendall(requests[turn % len(requests)])
            waiting.register(one, selectors.EVENT_READ, time.perf_counter())
            turn += 1
        while time.perf_counter() - start < seconds:
            for key, _ in waiting.select(timeout=5):
                one = cast("socket.socket", key.fileobj)
                _receive(one)
                now = time.perf_counter()
                load.took.append(1000 * (now - key.data))
                one.sendall(requests[turn % len(requests)])
                waiting.modify(one, selectors.EVENT_READ, now)
                turn += 1
        load.seconds = time.perf_counter() - start
    return load


def _receive(one: socket.socket) -> None:
    """One whole answer: by its Content-Length; a 304 has no body."""
    data = one.recv(1 << 18)
    while b"\r\n\r\n" not in data:
        data += _more(one)
    head, _, body = data.partition(b"\r\n\r\n")
    status = head[9:12]
    if status == b"304":
        return
    if status != b"200":
        raise RuntimeError(f"the server answered {head[:80]!r}")
    lower = head.lower()
    at = lower.index(b"content-length:") + 15
    missing = int(lower[at : lower.find(b"\r\n", at) if b"\r\n" in lower[at:] else None]) - len(body)
    while missing > 0:
        missing -= len(_more(one))


def _more(one: socket.socket) -> bytes:
    data = one.recv(1 << 18)
    if not data:
        raise RuntimeError("the server closed a connection")
    return data
