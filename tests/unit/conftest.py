"""A small release that many tests read and none changes."""

from __future__ import annotations

import pytest

from crimemap.release import Release
from tests.small_release import build_small


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The standard small release: two whole years, and before them a partial and a missing month."""
    return Release(build_small(tmp_path_factory.mktemp("small"), facts=False))


@pytest.fixture(scope="session")
def gappy(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """March 2025 missing and July 2026 partial: one gap in each year of the comparison."""
    folder = build_small(
        tmp_path_factory.mktemp("gappy"), missing={"2025-03"}, partial={"2026-07"}, facts=False
    )
    return Release(folder)
