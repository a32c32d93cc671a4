"""Pages as the cache serves them: one build, GET and 200 only, one entry whatever is added, one release at a time."""

import gzip
import multiprocessing
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crimemap import brief
from crimemap.release.shelf import Shelf
from tests.site.client import CheckingClient
from tests.site.conftest import publish, site_of

LARK = "/areas/corvenshire-lark"
ZIPPED = {"Accept-Encoding": "gzip"}


def entries(data: Path) -> list[Path]:
    return [path for path in (data / "cache").glob("2*/*/*") if path.is_file()]


@pytest.fixture
def own(tmp_path: Path):
    publish(tmp_path)
    return tmp_path, site_of(tmp_path)


@pytest.fixture
def builds(monkeypatch):
    """How often an area's page was built."""
    counted = []

    def counting(release, area, *more, made=brief.brief_of, **named):
        counted.append(area.code)
        return made(release, area, *more, **named)

    monkeypatch.setattr("crimemap.brief.brief_of", counting)
    return counted


def test_a_page_is_built_once(own, builds):
    _, app = own
    first, *others = [app.test_client().get(LARK) for _ in range(4)]
    assert len(builds) == 1
    assert all(other.data == first.data for other in others)


def test_two_workers_share_what_one_has_built(own, builds):
    data, app = own
    first = app.test_client().get(LARK)
    second = site_of(data).test_client().get(LARK)
    assert len(builds) == 1
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]


def test_after_the_sites_address_was_changed_no_paper_leads_to_the_old_one(own):
    data, app = own
    kept = app.test_client().get("/leaflets/corvenshire-lark").text
    moved = site_of(data, base_url="https://crime.example.gov.uk")
    led = moved.test_client().get("/leaflets/corvenshire-lark", base_url="https://crime.example.gov.uk").text
    assert "127.0.0.1" in kept
    assert "127.0.0.1" not in led
    assert "crime.example.gov.uk" in led


def test_gzipped_bytes_are_sent_as_they_are_stored(own):
    data, app = own
    plain, zipped = (app.test_client().get(LARK, headers=headers) for headers in ({}, ZIPPED))
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.data) == plain.data
    (stored,) = entries(data)
    assert stored.read_bytes().endswith(zipped.data)
    assert plain.headers["Vary"] == zipped.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != zipped.headers["ETag"]


def test_what_comes_from_memory_is_what_comes_from_disk(own):
    _, app = own
    client = app.test_client()
    answers = [client.get(LARK, headers=ZIPPED) for _ in range(3)]
    assert len({answer.data for answer in answers}) == 1
    headers = [dict(sorted((k.lower(), v) for k, v in answer.headers.items())) for answer in answers]
    assert headers[0] == headers[1] == headers[2]


@pytest.mark.parametrize("sent", [{}, ZIPPED])
def test_a_client_that_has_the_page_gets_304(own, sent):
    _, app = own
    client = app.test_client()
    for _ in range(3):
        tag = client.get(LARK, headers=sent).headers["ETag"]
        for known in (tag, "W/" + tag, f'"x", {tag}', "*"):
            if known == "*" and sent:
                continue
            answer = client.get(LARK, headers={**sent, "If-None-Match": known})
            assert (answer.status_code, answer.data) == (304, b"") or known == "*"
            assert answer.headers["ETag"].startswith('"')
        assert client.get(LARK, headers={**sent, "If-None-Match": '"other"'}).status_code == 200


def test_a_thousand_unknown_parameters_are_one_page_and_one_entry(own, builds):
    data, app = own
    client = app.test_client()
    first = client.get(LARK).data
    for number in range(1_000):
        assert client.get(f"{LARK}?utm_source={number}&junk{number}=1", headers={}).data == first
    assert len(builds) == 1
    assert len(entries(data)) == 1


def test_parameters_in_another_order_or_spelt_out_are_the_same_entry(own):
    data, app = own
    client = app.test_client()
    for query in (
        "month=2026-09&type=burglary",
        "type=burglary&month=2026-09",
        "type=burglary&month=2026-09&x=1",
    ):
        assert client.get(f"{LARK}/crime?{query}").status_code == 200
    assert len(entries(data)) == 1
    assert client.get(f"{LARK}/crime").data == client.get(f"{LARK}/crime?month=&type=all-crime").data
    assert len(entries(data)) == 2


def test_only_answers_of_200_to_get_are_kept(own, monkeypatch):
    data, app = own
    client = app.test_client()
    client.get(LARK)
    kept = len(entries(data))
    assert client.post(LARK).status_code == 405
    assert client.get("/areas/nowhere").status_code == 404
    assert client.get(LARK + "/crime?month=1999-01").status_code == 404
    assert client.get(LARK + "/crime?month=x").status_code == 400
    with monkeypatch.context() as broken:
        broken.setattr("crimemap.web.public.finding.places.directory", lambda release: 1 / 0)
        assert client.get("/areas").status_code == 500
    assert len(entries(data)) == kept
    assert client.get("/areas").status_code == 200


def test_a_page_that_the_clock_changes_is_not_served_after(own, builds, monkeypatch):
    _, app = own
    from crimemap.web import site

    def dated(template, made=site.page, **context):
        return made(template, **{**context, "until": datetime.now(UTC) + timedelta(seconds=60)})

    monkeypatch.setattr("crimemap.web.site.page", dated)
    client = app.test_client()
    age = client.get(LARK, headers=ZIPPED).headers["Cache-Control"]
    assert age in {f"public, max-age={seconds}" for seconds in range(1, 61)}
    client.get(LARK, headers=ZIPPED)
    assert len(builds) == 1
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 61)
    assert client.get(LARK, headers=ZIPPED).status_code == 200
    assert len(builds) == 2


def test_a_new_release_shows_at_once_and_the_old_pages_go(own):
    data, app = own
    client = app.test_client()
    before = client.get(LARK, headers=ZIPPED)
    client.get(LARK, headers=ZIPPED)
    new = publish(data, missing=("2025-12",), facts=False)
    after = client.get(LARK, headers=ZIPPED)
    assert after.headers["ETag"] != before.headers["ETag"]
    assert new.id in gzip.decompress(after.data).decode()
    newest = publish(data, missing=("2025-11",), facts=False)
    client.get(LARK)
    kept = {path.name for path in (data / "cache").iterdir() if path.name != "locks"}
    assert {name[: len(new.id)] for name in kept} == {new.id, newest.id}


def test_a_request_ends_with_the_release_it_began_with(own, monkeypatch):
    data, app = own
    old = Shelf(data / "releases").current().id

    def meanwhile(release, area, *more, made=brief.brief_of, **named):
        publish(data, missing=("2025-12",), facts=False)
        return made(release, area, *more, **named)

    monkeypatch.setattr("crimemap.brief.brief_of", meanwhile)
    text = app.test_client().get(LARK).text
    assert f"Release {old}" in text


def test_while_a_new_release_is_drawn_others_get_the_page_of_the_one_before(own, monkeypatch):
    data, app = own
    old = app.test_client().get(LARK)
    publish(data, missing=("2025-12",), facts=False)

    building, go_on = threading.Event(), threading.Event()

    def held(release, area, *more, made=brief.brief_of, **named):
        building.set()
        assert go_on.wait(60)
        return made(release, area, *more, **named)

    monkeypatch.setattr("crimemap.brief.brief_of", held)
    with ThreadPoolExecutor(4) as crowd:
        page = crowd.submit(lambda: app.test_client().get(LARK))
        assert building.wait(60)
        stale = app.test_client().get(LARK)
        assert stale.data == old.data
        assert stale.headers["Cache-Control"] == "no-cache"
        go_on.set()
        assert page.result().data != old.data
    assert app.test_client().get(LARK).data != old.data


def _crowd(data: Path, log: Path, start: float, ready) -> None:
    """One worker of many: threads that all want the same cold page at the same moment."""

    def counting(release, area, *more, made=brief.brief_of, **named):
        with log.open("a") as file:
            file.write("built\n")
        time.sleep(0.4)
        return made(release, area, *more, **named)

    brief.brief_of = counting
    app = site_of(data)

    def ask(_: int) -> tuple[int, str | None, int]:
        time.sleep(max(0, start - time.time()))
        answer = app.test_client().get(LARK)
        return answer.status_code, answer.headers.get("Retry-After"), len(answer.data)

    with ThreadPoolExecutor(13) as threads:
        ready.put(list(threads.map(ask, range(13))))


def test_fifty_cold_requests_over_four_workers_are_one_build(own, tmp_path: Path):
    data, _ = own
    context = multiprocessing.get_context("fork")
    answers, log = context.Queue(), tmp_path / "builds"
    start = time.time() + 3
    workers = [context.Process(target=_crowd, args=(data, log, start, answers)) for _ in range(4)]
    for worker in workers:
        worker.start()
    told = [answer for _ in workers for answer in answers.get(timeout=60)]
    for worker in workers:
        worker.join()
    assert log.read_text() == "built\n"
    assert len(told) == 52
    pages = [answer for answer in told if answer[0] == 200]
    assert len(pages) >= 4
    assert all(status == 503 and later for status, later, _ in told if status != 200)
    assert len({size for _, _, size in pages}) == 1


def test_other_pages_answer_while_one_is_built(own, monkeypatch):
    _, app = own
    client: CheckingClient = app.test_client()
    client.get("/areas")
    building, go_on = threading.Event(), threading.Event()

    def held(release, area, *more, made=brief.brief_of, **named):
        building.set()
        assert go_on.wait(60)
        return made(release, area, *more, **named)

    monkeypatch.setattr("crimemap.brief.brief_of", held)
    with ThreadPoolExecutor(2) as crowd:
        page = crowd.submit(lambda: app.test_client().get(LARK))
        assert building.wait(60)
        assert client.get("/areas").status_code == 200
        assert not page.done()
        go_on.set()
        assert page.result().status_code == 200
