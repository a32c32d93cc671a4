"""A release that waits for its instant: one second before, no byte of it anywhere; one second later, everywhere."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from freezegun import freeze_time

from crimemap import brief
from crimemap.cache import Entry
from crimemap.cli import main
from crimemap.editorial.people import Grant, Person, Role
from crimemap.factory import create_app
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from crimemap.terms import CrimeType, Month, Period
from tests.small_release import LSOAS, Row, build_small, generate
from tests.small_surveys import full, result

MANY = 7919
WAVE = "2026 telltale wave"
TELLTALES = (b"7,919", b"7919", WAVE.encode(), b"October 2026", b"2026-10")
SECOND = timedelta(seconds=1)
SEASONS = {
    "winter": ("2026-12-10 09:30", datetime(2026, 12, 10, 9, 30, tzinfo=UTC)),
    "summer": ("2027-07-08", datetime(2027, 7, 8, 8, 30, tzinfo=UTC)),
}
ZIPPED = {"Accept-Encoding": "gzip"}
EVERYBODY = Person("x", "Rowan", frozenset(Grant(role, "*") for role in Role))


@dataclass(frozen=True)
class Stage:
    """Two workers over one folder in which a release waits for `at`."""

    folder: Path
    workers: tuple[Flask, ...]
    served: Release
    waits: str
    at: datetime


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A shelf with the release that is served, and one with a month more in which a figure stands out."""
    folder = tmp_path_factory.mktemp("embargo")
    rows = generate()
    more = [Row("2026-10", CrimeType.BURGLARY, 5, LSOAS[1])] * MANY
    months = Period.ending(Month(2026, 10), 27).months()
    old = build_small(folder, rows=rows, facts=False, results=full())
    new = build_small(
        folder, rows=[*rows, *more], months=months, facts=False, results=(*full(), result(87.0, wave=WAVE))
    )
    return folder, old.name, new.name


@pytest.fixture(params=sorted(SEASONS))
def stage(
    releases: tuple[Path, str, str], tmp_path: Path, request: pytest.FixtureRequest, monkeypatch
) -> Iterator[Stage]:
    """Scheduled by the command, in local time, with the calendar's reason."""
    typed, at = SEASONS[request.param]
    shelf, old, new = releases
    folder = tmp_path / "data"
    shutil.copytree(shelf, folder / "releases")
    monkeypatch.setenv("CRIMEMAP_DATA", str(folder))
    with freeze_time(at - timedelta(days=9)):
        Shelf(folder / "releases").use(old, at - timedelta(days=30))
        ran = CliRunner().invoke(
            main, ["release", "use", new, "--at", typed, "--reason", "The file came late."]
        )
        assert ran.exit_code == 0, ran.output
    return Stage(folder, (app_of(folder), app_of(folder)), Release(folder / "releases" / old), new, at)


def app_of(folder: Path) -> Flask:
    app = create_app(Settings(data=folder, languages="en,cy"))
    app.test_client_class = FlaskClient
    app.extensions["crimemap.who"] = lambda: EVERYBODY
    app.extensions["crimemap.ask_again"] = lambda: None
    return app


def addresses(app: Flask, stage: Stage) -> list[str]:
    """Every address of the url map that can be read, with values that there are, and those of what waits."""
    both = (stage.served.id, stage.waits)
    values = {
        "area": ["E22900001", "corvenshire-lark", LSOAS[1], "E23900001"], "kind": ["partnership", "lsoa"],
        "slug": ["burglary"], "release_id": both, "earlier": both, "later": both,
    }  # fmt: skip
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            found += spelled(rule.rule, values)
    crime = [f"/areas/{code}/{leaf}?month=2026-10{more}" for code in values["area"]
             for leaf in ("crime", "crime.csv", "map", "map.geojson", "map.js", "parts.csv", "outcomes.csv")
             for more in ("", "&type=burglary")]  # fmt: skip
    asked = [
        f"/search?q={stage.waits}",
        "/search?q=7919",
        "/sitemap.xml",
        "/nowhere",
        f"/releases/{stage.waits}/",
    ]
    return [*found, *crime, *asked]


def spelled(rule: str, values: dict[str, Iterable[str]]) -> list[str]:
    """A rule with every value; "1" where nothing is known of one."""
    found = [rule]
    for name in re.findall(r"<[^>]*?([a-z_]+)>", rule):
        choices = values.get(name, ["1"])
        found = [re.sub(rf"<[^>]*?{name}>", str(value), one, count=1) for one in found for value in choices]
    return list(dict.fromkeys(found))


def body(answer) -> bytes:
    data = answer.get_data()
    return gzip.decompress(data) if answer.headers.get("Content-Encoding") == "gzip" and data else data


def headers(answer) -> bytes:
    return "\n".join(f"{name}: {value}" for name, value in answer.headers).encode()


def cache_of(folder: Path) -> Iterator[bytes]:
    """Every file that the workers wrote, unpacked, and its path."""
    for path in folder.rglob("*"):
        if path.is_file() and (folder / "releases") not in path.parents:
            data = path.read_bytes()
            yield str(path).encode() + data
            if "cache" in path.parts and "locks" not in path.parts:
                yield Entry.from_bytes(data).plain()


def found_in(data: bytes, marks: Iterable[bytes]) -> list[bytes]:
    """Those that stand in it; digits within a checksum are no figure."""
    return [mark for mark in marks if re.search(rb"(?<![0-9a-f])" + re.escape(mark) + rb"(?![0-9a-f])", data)]


def leaks(data: bytes, stage: Stage, address: str) -> list[bytes]:
    """What of the waiting release stands in an answer, but for what the address itself said."""
    known = [mark for mark in TELLTALES if mark.decode() in address]
    known += [b"October 2026"] if "2026-10" in address else []
    return found_in(data, [mark for mark in (stage.waits.encode(), *TELLTALES) if mark not in known])


def said_back(address: str, data: bytes, stage: Stage) -> bytes:
    """Without what was asked for: a page that says back what somebody typed tells nothing."""
    return data.replace(stage.waits.encode(), b"") if stage.waits in address else data


def ages(answer) -> int | None:
    found = re.search(r"max-age=(\d+)", answer.headers.get("Cache-Control", ""))
    return int(found[1]) if found and "immutable" not in answer.headers["Cache-Control"] else None


def test_one_second_before_nothing_holds_a_byte_of_it(stage: Stage):
    with freeze_time(stage.at - SECOND):
        seen = 0
        for worker in stage.workers:
            client = worker.test_client()
            for address in addresses(worker, stage):
                for asked in ({}, ZIPPED, ZIPPED):
                    answer = client.get(address, headers=asked)
                    seen += answer.status_code == 200
                    data = said_back(address, body(answer), stage)
                    assert not leaks(data, stage, address), (address, answer.status_code)
                    assert stage.waits.encode() not in headers(answer).replace(
                        address.rstrip("/").encode(), b""
                    ), address
                    age = ages(answer)
                    assert age is None or age <= 1, (address, answer.headers["Cache-Control"])
        assert seen > 300
        for data in cache_of(stage.folder):
            assert not found_in(data, (stage.waits.encode(), *TELLTALES))


def test_one_second_later_every_worker_has_all_of_it(stage: Stage):
    with freeze_time(stage.at - SECOND):
        for worker in stage.workers:
            for address in addresses(worker, stage):
                worker.test_client().get(address, headers=ZIPPED)
    with freeze_time(stage.at + SECOND):
        for worker in stage.workers:
            client = worker.test_client()
            for address in addresses(worker, stage):
                answer = client.get(address, headers=ZIPPED)
                if (
                    answer.status_code == 200
                    and answer.mimetype == "text/html"
                    and "/newsroom" not in address
                    and not address.partition("?")[0].endswith("/map")
                ):
                    assert f"Release {stage.waits}" in body(answer).decode(), address
            assert client.get("/healthz").json["release"] == stage.waits
            for address in (
                "/areas/corvenshire-lark/crime.csv?month=2026-10", "/areas/E22900001/map.geojson?month=2026-10",
                f"/areas/{LSOAS[1]}/crime.csv",
            ):  # fmt: skip
                assert b"7919" in body(client.get(address)), address
            assert b"7,919" in body(client.get("/areas/corvenshire-lark/crime?month=2026-10"))
            assert WAVE.encode() in body(client.get("/confidence/E22900001.csv"))
            assert client.get(f"/releases/{stage.waits}").status_code == 200
            assert stage.waits.encode() in body(client.get("/releases"))
            assert client.get(f"/releases/{stage.served.id}..{stage.waits}").status_code == 200


def test_what_waits_is_answered_as_what_there_never_was(stage: Stage):
    client, never = stage.workers[0].test_client(), "2026-10-00000000"
    with freeze_time(stage.at - SECOND):
        for address in ("/releases/{}", "/releases/{}..{}", "/releases/{0}..{1}.csv", "/search?q={}"):
            told = []
            for name in (stage.waits, never):
                answer = client.get(address.format(name, stage.served.id))
                told.append((answer.status_code, body(answer).replace(name.encode(), b"")))
            assert told[0] == told[1], address


def test_what_a_worker_sent_just_before_is_not_sent_again_just_after(stage: Stage):
    address = "/methods"  # the clock changes nothing on it but its release
    client = stage.workers[0].test_client()
    with freeze_time(stage.at - SECOND):
        answers = [client.get(address, headers=ZIPPED) for _ in range(3)]
        assert {answer.headers["Cache-Control"] for answer in answers} == {"public, max-age=1"}
        known = {**ZIPPED, "If-None-Match": answers[-1].headers["ETag"]}
        assert client.get(address, headers=known).status_code == 304
        assert client.get(address, headers=known).headers["Cache-Control"] == "public, max-age=1"
    with freeze_time(stage.at):
        answer = client.get(address, headers=known)
        assert answer.status_code == 200
        assert stage.waits.encode() in body(answer)


def test_a_page_that_was_kept_before_anything_waited_ends_at_the_instant_too(stage: Stage):
    shelf = Shelf(stage.folder / "releases")
    client = stage.workers[0].test_client()
    with freeze_time(stage.at - timedelta(seconds=40)):
        shelf.cancel_next()
        for _ in range(2):
            assert client.get("/methods", headers=ZIPPED).headers["Cache-Control"] == "public, max-age=300"
        shelf.use_at(stage.waits, stage.at)
        assert client.get("/methods", headers=ZIPPED).headers["Cache-Control"] == "public, max-age=40"
        assert client.get("/methods").headers["Cache-Control"] == "public, max-age=40"


def test_a_request_that_the_instant_comes_upon_is_kept_by_nobody(stage: Stage, monkeypatch):
    with freeze_time(stage.at - SECOND) as clock:

        def slowly(*given, made=brief.brief_of, **named):
            clock.tick(timedelta(seconds=5))
            return made(*given, **named)

        monkeypatch.setattr("crimemap.brief.brief_of", slowly)
        answer = stage.workers[0].test_client().get("/areas/corvenshire-lark")
        assert f"Release {stage.served.id}" in answer.text
        assert answer.headers["Cache-Control"] == "public, max-age=0"


def test_the_calendar_says_the_instant_and_the_reason_and_nothing_else(stage: Stage):
    with freeze_time(stage.at - timedelta(days=2)):
        text = stage.workers[0].test_client().get("/releases").text
        assert "9.30am" in text
        assert "The file came late." in text
        assert "less than four weeks before" in text
        assert stage.waits not in text


def test_where_nobody_may_write_every_worker_switches_all_the_same(stage: Stage, monkeypatch):
    def refuse(*_given: object, **_more: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("crimemap.release.shelf.FileLock", refuse)
    with freeze_time(stage.at + SECOND):
        for worker in stage.workers:
            client = worker.test_client()
            assert client.get("/healthz").json["release"] == stage.waits
            assert client.get(f"/releases/{stage.waits}").status_code == 200
    assert (stage.folder / "releases" / "current").read_text().strip() == stage.served.id
