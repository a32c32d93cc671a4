"""The cache's parts: an entry's bytes, the store on disk, turns, and what a worker keeps in memory."""

import gzip
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from crimemap.cache import Entry, Front
from crimemap.cache.flight import MAY_WAIT, Busy, Flights
from crimemap.cache.store import PageStore

HEADERS = (("Content-Type", "text/html; charset=utf-8"),)


def entry(text: str = "page", until: float | None = None) -> Entry:
    return Entry.of(text.encode(), HEADERS, until)


def test_the_same_page_is_the_same_bytes_and_the_same_tag():
    assert entry().to_bytes() == entry().to_bytes()
    assert entry("a").etag != entry("b").etag


def test_an_entry_comes_back_as_it_was_stored():
    assert Entry.from_bytes(entry(until=5.5).to_bytes()) == entry(until=5.5)
    assert entry("words").plain() == b"words"
    assert gzip.decompress(entry("words").body) == b"words"


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_an_entry_that_is_cut_short_is_refused(cut: int):
    with pytest.raises(ValueError, match="not a whole cached page"):
        Entry.from_bytes(entry().to_bytes()[:cut])


def test_nothing_is_fresh_after_the_clock_has_changed_it():
    page = entry(until=1_000.0)
    assert page.is_fresh(999.9)
    assert not page.is_fresh(1_000.0)
    assert page.cache_control(990.0) == "public, max-age=10"
    assert page.cache_control(2_000.0) == "public, max-age=0"
    assert entry().cache_control(0) == "public, max-age=300"


def test_nobody_is_told_to_keep_a_page_beyond_the_release_that_it_is_made_of():
    page = entry(until=1_000.0)
    assert page.cache_control(900.0, 930.0) == "public, max-age=30"
    assert page.cache_control(900.0, 2_000.0) == "public, max-age=100"
    assert entry().cache_control(900.0, 930.9) == "public, max-age=30"
    assert entry().cache_control(931.0, 930.0) == "public, max-age=0"


def test_the_store_keeps_entries_apart_by_generation_and_key(tmp_path: Path):
    store = PageStore(tmp_path)
    store.set("r1-v1/a", entry("1"))
    store.set("r1-v1/b", entry("2"))
    store.set("r2-v1/a", entry("3"))
    assert [store.get(key).plain() for key in ("r1-v1/a", "r1-v1/b", "r2-v1/a")] == [b"1", b"2", b"3"]
    assert store.get("r2-v1/b") is None
    store.sweep(keep=("r2-v1",))
    assert store.get("r1-v1/a") is None
    assert store.has("r2-v1/a")
    assert store.delete("r2-v1/a")
    assert not store.delete("r2-v1/a")


def test_only_this_user_can_read_the_cache(tmp_path: Path):
    store = PageStore(tmp_path / "cache")
    store.set("r1-v1/a", entry())
    for folder, _, _ in os.walk(tmp_path / "cache"):
        assert Path(folder).stat().st_mode & 0o077 == 0, folder


def test_no_key_reaches_out_of_the_cache(tmp_path: Path):
    store = PageStore(tmp_path / "cache")
    store.set("r1-v1/../../../escaped", entry())
    assert next(path for path in tmp_path.rglob("*") if path.is_file()).is_relative_to(
        tmp_path / "cache" / "r1-v1"
    )


def test_a_damaged_entry_is_as_good_as_none_and_is_removed(tmp_path: Path):
    store = PageStore(tmp_path)
    store.set("r1-v1/a", entry())
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-3])
    assert store.get("r1-v1/a") is None
    assert not file.exists()


def test_a_disk_that_takes_nothing_is_no_error(tmp_path: Path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    store = PageStore(tmp_path / "cache")
    assert store.set("r1-v1/a", entry()) is False
    assert store.get("r1-v1/a") is None
    store.trim()
    store.clear()


def test_what_was_written_longest_ago_goes_when_there_is_no_room(tmp_path: Path):
    room = 3 * len(entry("0").to_bytes())
    store = PageStore(tmp_path, room=room)
    for number in range(6):
        store.set(f"r1-v1/{number}", entry(str(number)))
        newest = max(
            (path for path in tmp_path.rglob("*") if path.is_file()), key=lambda path: path.stat().st_mtime_ns
        )
        os.utime(newest, (number, number))
    (tmp_path / "locks").mkdir()
    store.trim()
    assert not store.has("r1-v1/0")
    assert store.has("r1-v1/5")
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= room


def test_one_builds_while_another_is_turned_away(tmp_path: Path):
    flights = Flights(tmp_path)
    with flights.turn("page", wait=False), pytest.raises(Busy), flights.turn("page", wait=False):
        pass
    with flights.turn("page", wait=False):
        pass


def test_one_who_may_wait_gets_the_turn_afterwards(tmp_path: Path):
    flights, order = Flights(tmp_path), []

    def second() -> None:
        with flights.turn("page", wait=True):
            order.append("second")

    with flights.turn("page", wait=False):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_no_more_than_two_wait(tmp_path: Path):
    flights, outcomes = Flights(tmp_path), []

    def wait() -> None:
        try:
            with flights.turn("page", wait=True):
                outcomes.append("built")
        except Busy:
            outcomes.append("busy")

    with flights.turn("page", wait=False):
        threads = [threading.Thread(target=wait) for _ in range(10)]
        for thread in threads:
            thread.start()
        while len(outcomes) < 10 - MAY_WAIT:
            time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["built"] * MAY_WAIT + ["busy"] * (10 - MAY_WAIT)


def test_without_a_redis_that_answers_the_turn_is_this_machines(tmp_path: Path):
    flights = Flights(tmp_path, "redis://127.0.0.1:1/0")
    with flights.turn("page", wait=False), pytest.raises(Busy), flights.turn("page", wait=False):
        pass


def test_where_no_lock_file_can_be_made_everybody_builds(tmp_path: Path):
    (tmp_path / "cache").write_text("a file where a folder should be")
    flights = Flights(tmp_path / "cache")
    with flights.turn("page", wait=False), flights.turn("page", wait=False):
        pass


def ask(front: Front, **environ: str) -> tuple[str, bytes]:
    given = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/areas",
        "QUERY_STRING": "",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        **environ,
    }
    told = []
    body = b"".join(front(given, lambda status, headers: told.append(status)))
    return told[0], body


def behind(environ, start_response):
    start_response("200 Flask", [])
    return [b"flask"]


@pytest.fixture
def front() -> Front:
    made = Front(behind, lambda: "r1", ["localhost"])
    made.keep(
        ("/areas", ""), "r1", entry(), [("Content-Type", "text/html"), ("Content-Length", "1"), ("X-A", "b")]
    )
    return made


def test_a_page_in_memory_is_answered_before_flask(front: Front):
    assert ask(front) == ("200 OK", entry().body)
    assert ask(front, REQUEST_METHOD="HEAD") == ("200 OK", b"")
    assert ask(front, HTTP_IF_NONE_MATCH=f'"{entry().etag}-gzip"') == ("304 NOT MODIFIED", b"")


@pytest.mark.parametrize(
    "unusual",
    [
        {"REQUEST_METHOD": "POST"},
        {"PATH_INFO": "/other"},
        {"QUERY_STRING": "utm_source=mail"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_ACCEPT_ENCODING": ""},
        {"HTTP_ACCEPT_ENCODING": "gzip;q=0"},
        {"SCRIPT_NAME": "/under"},
    ],
)
def test_whatever_is_unusual_goes_on_to_flask(front: Front, unusual: dict[str, str]):
    assert ask(front, **unusual) == ("200 Flask", b"flask")


def test_a_page_of_another_release_or_past_its_time_is_not_answered_from_memory():
    made = Front(behind, lambda: "r2", ["localhost"])
    made.keep(("/areas", ""), "r1", entry(), [])
    assert ask(made)[1] == b"flask"
    made.keep(("/areas", ""), "r2", entry(until=time.time() - 1), [])
    assert ask(made)[1] == b"flask"


def test_until_when_a_release_lasts_is_asked_before_which_one_it_is(monkeypatch):
    asked = []
    instant = datetime(2027, 1, 7, 9, 30, tzinfo=UTC)
    clock = SimpleNamespace(time=lambda: instant.timestamp() - 30.5)
    monkeypatch.setattr("crimemap.cache.front.time", clock)

    def ends() -> datetime:
        asked.append("ends")
        return instant

    def release() -> str:
        asked.append("release")
        return "r1"

    told: list[tuple[str, str]] = []
    made = Front(behind, release, ["localhost"], ends=ends)
    made.keep(("/areas", ""), "r1", entry(), [])
    given = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/areas",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_ENCODING": "gzip",
    }
    made(given, lambda _status, headers: told.extend(headers))
    assert asked == ["ends", "release"]
    assert dict(told)["Cache-Control"] == "public, max-age=30"


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr("crimemap.cache.front.ROOM", 5 * len(entry().body))
    made = Front(behind, lambda: "r1", ["localhost"])
    for number in range(9):
        made.keep((f"/{number}", ""), "r1", entry(), [])
    assert ask(made, PATH_INFO="/0")[1] == b"flask"
    assert ask(made, PATH_INFO="/8")[1] == entry().body
