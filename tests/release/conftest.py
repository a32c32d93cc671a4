from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.pipeline import Built
from crimemap.release import Release
from tests.release.handmade import build_into, write_inputs
from tests.release.waiting import clock, folder, shelf, three  # noqa: F401  (fixtures of what waits)


@pytest.fixture(scope="session")
def grid_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The input file of the handmade grid. Read only: write one of your own to change it."""
    return write_inputs(tmp_path_factory.mktemp("grid-inputs"))


@pytest.fixture(scope="session")
def grid_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("grid-releases")


@pytest.fixture(scope="session")
def grid_built(grid_sources: Path, grid_shelf: Path) -> Built:
    return build_into(grid_sources, grid_shelf)


@pytest.fixture(scope="session")
def grid(grid_built: Built, grid_shelf: Path) -> Release:
    """The release of the handmade grid. Read only."""
    return Release(grid_shelf / grid_built.id)
