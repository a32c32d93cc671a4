"""Pages that show what people wrote: kept under the editorial revision, by the store and in a worker's memory."""

from __future__ import annotations

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from flask import Flask, abort, g

from crimemap.cache import Front, Page, PageCache, cached, keep_hot

ZIPPED = {"Accept-Encoding": "gzip"}


class Watch:
    """A revision that the test sets."""

    def __init__(self, number=1):
        self.now = number

    def number(self):
        return self.now

    def forget(self):
        """Nothing is remembered."""


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def said():
    return {"text": "one", "until": None, "built": 0, "released": "2026-09-aaa"}


@pytest.fixture
def app(tmp_path, watch, said):
    made = Flask("written")
    cache = PageCache(made, tmp_path / "cache", "v1", watch=watch)
    made.after_request(keep_hot)
    made.before_request(lambda: setattr(g, "release", SimpleNamespace(id=said["released"])))

    def page():
        said["built"] += 1
        answer = Page(said["text"], mimetype="text/html")
        answer.until = said["until"]
        return answer

    def figures():
        said["built"] += 1
        return Page("figures", mimetype="text/html")

    made.add_url_rule("/written", view_func=cached(written=True)(page), endpoint="written")
    made.add_url_rule("/figures", view_func=cached()(figures), endpoint="figures")
    cache.front = Front(made.wsgi_app, lambda: said["released"], ["localhost"], watch.number)
    made.wsgi_app = cache.front
    return made


@pytest.mark.parametrize("headers", [{}, ZIPPED])
def test_a_change_that_visitors_can_see_makes_another_page_at_once(app, watch, said, headers):
    client = app.test_client()
    pages = [client.get("/written", headers=headers).data for _ in range(3)]
    assert said["built"] == 1
    said["text"], watch.now = "two", 2
    assert client.get("/written", headers=headers).data not in pages
    assert said["built"] == 2


def test_a_page_that_shows_nothing_written_is_built_once_whatever_people_write(app, watch, said):
    client = app.test_client()
    for watch.now in range(4):
        assert client.get("/figures", headers=ZIPPED).status_code == 200
    assert said["built"] == 1


def test_pages_of_old_revisions_are_swept_away_and_those_of_figures_stay(app, watch, said, tmp_path):
    client = app.test_client()
    client.get("/figures")
    for watch.now in (1, 2, 3):
        client.get("/written")
    kept = {path.name for path in (tmp_path / "cache").iterdir()} - {"locks"}
    assert kept == {"2026-09-aaa-v1", "2026-09-aaa-v1-r2", "2026-09-aaa-v1-r3"}
    said["released"] = "2026-10-bbb"
    client.get("/written")
    said["released"] = "2026-11-ccc"
    client.get("/written")
    kept = {path.name for path in (tmp_path / "cache").iterdir()} - {"locks"}
    assert not [name for name in kept if "aaa" in name]


def test_nobody_else_may_keep_it_for_more_than_a_minute(app):
    client = app.test_client()
    for headers in ({}, ZIPPED, ZIPPED):
        assert client.get("/written", headers=headers).headers["Cache-Control"] == "public, max-age=60"
        assert client.get("/figures", headers=headers).headers["Cache-Control"] == "public, max-age=300"


def test_where_the_clock_changes_the_page_memory_does_not_answer_after_it(app, said, monkeypatch):
    client, now = app.test_client(), 1_800_000_000.0
    clock = SimpleNamespace(time=lambda: now)
    monkeypatch.setattr("crimemap.cache.time", clock)
    monkeypatch.setattr("crimemap.cache.front.time", clock)
    said["until"] = dt.datetime.fromtimestamp(now, dt.UTC) + dt.timedelta(seconds=30)
    client.get("/written", headers=ZIPPED)
    client.get("/written", headers=ZIPPED)
    assert said["built"] == 1
    clock.time = lambda: now + 31
    client.get("/written", headers=ZIPPED)
    assert said["built"] == 2


def test_without_a_known_revision_there_is_a_page_and_a_new_one_as_soon_as_it_is_known(app, watch, said):
    client = app.test_client()
    watch.now = None
    assert client.get("/written", headers=ZIPPED).status_code == 200
    watch.now, said["text"] = 7, "two"
    assert client.get("/written").data == b"two"


def test_while_the_page_of_a_revision_is_built_others_get_the_one_before_which_nobody_keeps(app, watch, said):
    client = app.test_client()
    client.get("/written")
    building, go_on = threading.Event(), threading.Event()
    view = app.view_functions["written"].__wrapped__

    def slowly():
        building.set()
        go_on.wait(5)
        return view()

    slowly.__module__, slowly.__name__ = view.__module__, view.__name__
    app.view_functions["written"] = cached(written=True)(slowly)
    watch.now, said["text"] = 2, "two"
    first = threading.Thread(target=lambda: app.test_client().get("/written"))
    first.start()
    building.wait(5)
    stale = app.test_client().get("/written", headers=ZIPPED)
    assert (stale.status_code, stale.headers["Cache-Control"]) == (200, "no-cache")
    go_on.set()
    first.join()
    assert client.get("/written").data == b"two"


def test_what_was_taken_down_is_not_sent_to_those_who_ask_while_its_410_is_made(app, watch, said):
    client = app.test_client()
    client.get("/written")
    asked, in_turn, go_on = [], threading.Event(), threading.Event()

    def withdrawn():
        asked.append(1)
        if len(asked) == 2:
            in_turn.set()
            go_on.wait(5)
        abort(410)

    before = app.view_functions["written"].__wrapped__
    withdrawn.__module__, withdrawn.__name__ = before.__module__, before.__name__
    app.view_functions["written"] = cached(written=True)(withdrawn)
    watch.now = 2
    assert client.get("/written").status_code == 410
    second = threading.Thread(target=lambda: app.test_client().get("/written"))
    second.start()
    in_turn.wait(5)
    third = []
    others = threading.Thread(target=lambda: third.append(app.test_client().get("/written")))
    others.start()
    others.join(0.3)
    go_on.set()
    second.join()
    others.join()
    assert [answer.status_code for answer in third] == [410]
