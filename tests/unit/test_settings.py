"""Settings: typed, from the environment, and refused in one sentence that names the variable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crimemap import settings
from crimemap.terms import Refusal


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CRIMEMAP_")]:
        monkeypatch.delenv(name)


def test_the_defaults_serve_one_machine_on_loopback():
    chosen = settings.load()
    assert chosen.site_url == "http://127.0.0.1:8000"
    assert not chosen.https
    assert chosen.releases == Path("data/releases")
    assert chosen.enabled_languages == ("en",)
    assert chosen.cache_url == ""


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CRIMEMAP_PORT", "8631")
    monkeypatch.setenv("CRIMEMAP_DATA", "elsewhere")
    monkeypatch.setenv("CRIMEMAP_LANGUAGES", "en, cy")
    monkeypatch.setenv("CRIMEMAP_BASE_URL", "https://crime.example.gov.uk/")
    chosen = settings.load()
    assert (chosen.port, chosen.releases) == (8631, Path("elsewhere/releases"))
    assert chosen.enabled_languages == ("en", "cy")
    assert chosen.site_url == "https://crime.example.gov.uk"
    assert chosen.https


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "eighty", "integer"),
        ("PORT", "0", "greater"),
        ("PORT", "70000", "less"),
        ("BASE_URL", "http://crime.example.gov.uk", "https"),
        ("BASE_URL", "crime.example.gov.uk", "https"),
        ("BASE_URL", "ftp://crime.example.gov.uk", "https"),
        ("CACHE_URL", "memcached://localhost", "redis"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str
):
    monkeypatch.setenv(f"CRIMEMAP_{name}", value)
    with pytest.raises(Refusal) as refused:
        settings.load()
    assert f"CRIMEMAP_{name}" in str(refused.value)
    assert value in str(refused.value)
    assert expected in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8631", "http://localhost", "http://[::1]:8000", ""])
def test_plain_http_is_for_this_machine_alone(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("CRIMEMAP_BASE_URL", url)
    assert not settings.load().https


def test_a_cache_may_be_redis(monkeypatch: pytest.MonkeyPatch):
    for url in ("redis://localhost:6379/0", "rediss://cache.example/1", "unix:///run/redis.sock"):
        monkeypatch.setenv("CRIMEMAP_CACHE_URL", url)
        assert settings.load().cache_url == url
