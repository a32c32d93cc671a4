"""The demonstration county for tests: written and built once a session, and served as a host would serve it."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
AS_OF = "2026-11-22"
START_SECONDS = 120
_PEOPLE = "people-as-of"


def build_county(folder: Path) -> Path:
    """A DATA folder whose current release is the demonstration county's, the second that it published.

    Built by whoever asks first.

    CRIMEMAP_TEST_DATA names one that stands already, for quick rounds of work on the pages.
    """
    ready_made = os.environ.get("CRIMEMAP_TEST_DATA")
    if ready_made:
        return Path(ready_made)
    data = folder / "county"
    done = folder / "county.done"
    with FileLock(folder / "county.lock"):
        if not done.exists():
            _crimemap(data, "demo", str(data / "demo"), "--as-of", AS_OF)
            for sources in (_less(data / "demo"), data / "demo" / "sources.toml"):
                _crimemap(data, "release", "build", str(sources))
            today = _today().isoformat()
            _crimemap(data, "demo", "--people", "--as-of", today)
            (data / _PEOPLE).write_text(today)
            done.touch()
    return data


def people_as_of(data: Path) -> dt.date:
    """The day that the county's people are written for: the one on which it was built, since a served site goes by
    the real clock and names come down by it."""
    kept = data / _PEOPLE
    return dt.date.fromisoformat(kept.read_text()) if kept.exists() else _today()


def _today() -> dt.date:
    return dt.datetime.now(ZoneInfo("Europe/London")).date()


def _less(demo: Path) -> Path:
    """The input file of an earlier release: the last month had not come, and of the month before half had."""
    last, before = "2026-09", "2026-08"
    archives = {name: demo / "police" / name for name in ("2025-09.zip", f"{last}.zip")}
    earlier = archives[f"{last}.zip"].with_name(f"{before}.zip")
    with zipfile.ZipFile(archives[f"{last}.zip"]) as whole, zipfile.ZipFile(earlier, "w") as less:
        for name in whole.namelist():
            if name.startswith(before) and name.endswith("-street.csv"):
                head, *rows = whole.read(name).splitlines(keepends=True)
                less.writestr(name, head + b"".join(rows[::2]))
            elif not name.startswith(last):
                less.writestr(name, whole.read(name))
    sources = (demo / "sources.toml").read_text()
    (demo / "earlier.toml").write_text(sources.replace(f"police/{last}.zip", f"police/{before}.zip"))
    return demo / "earlier.toml"


def _environment(data: Path, **more: str) -> dict[str, str]:
    """This process's environment without the developer's own crimemap settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRIMEMAP_")}
    return {**kept, "CRIMEMAP_DATA": str(data), **more}


def _crimemap(data: Path, *arguments: str) -> None:
    command = [str(BIN / "crimemap"), *arguments]
    ran = subprocess.run(
        command, cwd=ROOT, env=_environment(data), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise RuntimeError(
            f"crimemap {' '.join(arguments)} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        )


def free_port() -> int:
    """A port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def served(data: Path, log: Path, **settings: str) -> Iterator[str]:
    """The address of gunicorn serving `data` with the repository's own configuration, until the block ends."""
    port = free_port()
    env = _environment(data, CRIMEMAP_PORT=str(port), **settings)
    with log.open("w") as output:
        server = subprocess.Popen(
            [str(BIN / "gunicorn"), "app:app"], cwd=ROOT, env=env, stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(server, f"{address}/healthz", log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not answer at {address}:\n{log.read_text()}")
