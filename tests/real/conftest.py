from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crimemap.release import Release
from crimemap.release.shelf import Shelf

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests here use the publishers' own files, which are no part of the repository."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.real)
            if not DATA.is_dir():
                item.add_marker(pytest.mark.skip(reason=f"the publishers' files are not at {DATA}"))


BUILD = """
import resource, sys
from crimemap.cli import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Release, int]]:
    """Build one of the input files here in a process of its own: the release, and its peak memory in KiB."""
    done: dict[str, tuple[Release, int]] = {}

    def build(name: str) -> tuple[Release, int]:
        if name not in done:
            data = tmp_path_factory.mktemp(name)
            run = subprocess.run(
                [sys.executable, "-c", BUILD, "release", "build", str(HERE / f"{name}.toml")],
                capture_output=True, text=True, check=False, cwd=ROOT,
                env={**os.environ, "CRIMEMAP_DATA": str(data), "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            assert run.returncode == 0, run.stderr
            print(name, run.stdout)
            done[name] = (Shelf(data / "releases").current(), int(run.stderr.split()[-1]))
        return done[name]

    return build
