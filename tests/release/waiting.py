"""A shelf on which a release waits for its instant, and a clock that tests set."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crimemap.release.shelf import Shelf
from tests.small_release import build_small

FIRST_DAY = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
INSTANT = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Clock:
    """A clock that tests set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next")
    for more in ((), ("2026-01",), ("2026-02",)):
        build_small(folder, missing=more, facts=False)
    return folder


@pytest.fixture
def folder(three: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(three, tmp_path / "shelf"))


@pytest.fixture
def clock() -> Clock:
    return Clock(INSTANT - timedelta(days=20))


@pytest.fixture
def shelf(folder: Path, clock: Clock) -> Shelf:
    """One release is served, and another waits."""
    made = Shelf(folder, clock)
    served, waits, _ = made.ids()
    made.use(served, FIRST_DAY)
    made.use_at(waits, INSTANT)
    return made


def ids(shelf: Shelf) -> tuple[str, str, str]:
    """Of the one that is served, the one that waits, and another."""
    served, waits, other = shelf.ids()
    return served, waits, other


def lines(folder: Path) -> list[str]:
    """Of `published`."""
    return (folder / "published").read_text().splitlines()
