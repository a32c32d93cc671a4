"""A site over the small release, in a folder of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from crimemap import language
from crimemap.factory import create_app
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from tests.site.client import CheckingClient
from tests.small_release import build_small

PUBLISHED = dt.datetime(2026, 11, 12, 9, 30, tzinfo=dt.UTC)


def publish(data: Path, **choices: object) -> Release:
    """Build a small release in `data` and make it the served one."""
    folder = build_small(data / "releases", **choices)
    Shelf(data / "releases").use(folder.name, PUBLISHED)
    return Release(folder)


def site_of(data: Path, **settings: object) -> Flask:
    app = create_app(Settings(data=data, **settings))
    app.test_client_class = CheckingClient
    return app


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    publish(folder)
    return folder


@pytest.fixture(scope="session")
def release(data: Path) -> Release:
    return Shelf(data / "releases").current()


@pytest.fixture(scope="session")
def app(data: Path) -> Flask:
    return site_of(data)


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    return app.test_client()


@pytest.fixture(scope="session")
def bilingual(data: Path) -> Flask:
    return site_of(data, languages="en,cy")


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Flask]:
    """A site of its own for a test that changes what is published."""

    def make(**choices: object) -> Flask:
        publish(tmp_path, **choices)
        return site_of(tmp_path)

    return make


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """DATA whose release holds the meetings of one force, to be copied by whoever writes in it."""
    from tests.site import meetings_site

    return meetings_site.build(tmp_path_factory.mktemp("grid"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language.using("en"):
        yield
