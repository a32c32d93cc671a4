"""gunicorn on loopback, with the repository's own configuration."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from tests.county import BIN, ROOT

_PORTS = range(8660, 8670)
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers. `ready`: seconds from its start to its first answer."""

    port: int
    process: psutil.Process
    ready: float

    def cpu(self) -> float:
        """Processor seconds of its workers so far."""
        return sum(sum(worker.cpu_times()[:2]) for worker in self.process.children())


def free_port() -> int:
    """One that nothing listens on."""
    for port in _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise RuntimeError(f"every port from {_PORTS.start} to {_PORTS.stop - 1} is in use")


@contextlib.contextmanager
def serving(
    app: str, log: Path, *options: str, path: str = "/healthz", settings: Mapping[str, object]
) -> Iterator[Server]:
    """`app` behind gunicorn until the block ends; `path` is asked until it answers 200."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRIMEMAP_")}
    env = kept | {"CRIMEMAP_PORT": str(port)} | {name: str(value) for name, value in settings.items()}
    with log.open("ab") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(BIN / "gunicorn"), *options, app], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    try:
        _wait(process, port, path, log)
        yield Server(port, psutil.Process(process.pid), time.perf_counter() - start)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, HTTPException):
            if ask(port, path)[0] == 200:
                return
        time.sleep(0.005)
    raise RuntimeError(f"gunicorn did not answer: {log.read_text('utf-8', 'replace')[-2000:]}")


def ask(port: int, path: str) -> tuple[int, float]:
    """Status and milliseconds of one request on a connection of its own."""
    start = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        return answer.status, 1000 * (time.perf_counter() - start)
    finally:
        connection.close()
