"""Fetching from the police API: politely, again where it fails, whole or not at all. Against a server of our own."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from crimemap.cli import main
from crimemap.sources.police_api import read_neighbourhoods
from crimemap.sources.police_fetch import RATE, TRIES, Api, fetch
from crimemap.sources.police_team import read_teams
from crimemap.terms import Refusal

TODAY = dt.date(2026, 11, 20)
RING = [{"latitude": str(52 + y), "longitude": str(x)} for x, y in ((0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1))]
LISTED = [{"id": "N1", "name": "Left"}, {"id": "GARN4.LAK/é", "name": "Right"}]
PEOPLE = [{"name": "Rowan", "rank": "Sgt", "bio": None, "contact_details": {}}]


def answers() -> dict[str, object]:
    found: dict[str, object] = {"weston/neighbourhoods": LISTED}
    for one in LISTED:
        stem = f"weston/{one['id']}"
        found |= {stem: {**one, "links": []}, f"{stem}/boundary": RING, f"{stem}/people": PEOPLE}
        found |= {f"{stem}/events": [], f"{stem}/priorities": []}
    return found


class Server(ThreadingHTTPServer):
    """Answers by path; `faults`: path → (status, headers, body) to give first, one after the other."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers()
        self.faults: dict[str, list[tuple[int, dict[str, str], str]]] = {}
        self.asked: Counter[str] = Counter()
        self.raw: list[str] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = unquote(self.path).removeprefix("/api/")
        self.server.asked[path] += 1
        self.server.raw.append(self.path)
        waiting = self.server.faults.get(path)
        if waiting:
            status, headers, body = waiting.pop(0)
        elif path in self.server.answers:
            status, headers, body = 200, {}, json.dumps(self.server.answers[path])
        else:
            status, headers, body = 404, {}, "Not found"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def server() -> Iterator[Server]:
    served = Server()
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    served.shutdown()
    thread.join()
    served.server_close()


class Clock:
    """Time that passes only by being slept."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def time(self) -> float:
        return self.now


def told(_done: int, _of: int, _name: str) -> None:
    """Nobody listens."""


def api(server: Server) -> tuple[Api, Clock]:
    clock = Clock()
    return Api(server.base, sleep=clock.sleep, clock=clock.time), clock


def test_it_writes_exactly_the_folder_that_the_readers_take(server, tmp_path):
    heard = []
    whole = fetch("weston", tmp_path, today=TODAY, told=lambda *said: heard.append(said), api=api(server)[0])
    assert whole == tmp_path / "weston"
    names = {path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file()}
    five = ("boundary", "events", "neighbourhood", "people", "priorities")
    folders = ("N1", "GARN4.LAK%2F%C3%A9")
    assert names == {"neighbourhoods.json", "fetched.json"} | {f"{f}/{n}.json" for f in folders for n in five}
    assert read_neighbourhoods(whole).codes == ("weston-garn4.lak/é", "weston-n1")
    teams = read_teams(whole).teams
    assert [team.fetched for team in teams] == [TODAY, TODAY]
    assert teams[1].people[0].name == "Rowan"
    assert heard == [(0, 2, "Left"), (1, 2, "Right")]
    assert sorted(tmp_path.iterdir()) == [whole]
    assert any("GARN4.LAK%2F%C3%A9/people" in path for path in server.raw)


def test_it_keeps_to_the_publisher_s_pace(server, tmp_path):
    asking, clock = api(server)
    fetch("weston", tmp_path, today=TODAY, told=told, api=asking)
    requests = sum(server.asked.values())
    assert clock.now == pytest.approx((requests - 1) / RATE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_the_time_that_it_names(server, tmp_path, status):
    server.faults["weston/N1/people"] = [(status, {"Retry-After": "7"}, "busy"), (status, {}, "busy")]
    asking, clock = api(server)
    whole = fetch("weston", tmp_path, today=TODAY, told=told, api=asking)
    assert json.loads((whole / "N1/people.json").read_text()) == PEOPLE
    assert server.asked["weston/N1/people"] == 3
    assert 7.0 in clock.slept
    assert 2.0 in clock.slept


@pytest.mark.parametrize("body", ["{", "[1", "<html>", '{"an": "object"}', "[" * 100_000])
def test_broken_json_is_asked_for_again_and_never_written(server, tmp_path, body):
    server.faults["weston/N1/people"] = [(200, {}, body)] * TRIES
    with pytest.raises(Refusal, match=r"/weston/N1/people: .*run the same command again"):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    assert server.asked["weston/N1/people"] == TRIES
    assert not list(tmp_path.rglob("people.json"))
    assert not (tmp_path / "weston").exists()


def test_an_interrupted_run_goes_on_where_it_stopped(server, tmp_path):
    server.faults["weston/GARN4.LAK/é/events"] = [(503, {}, "")] * TRIES
    with pytest.raises(Refusal, match="the answer is 503"):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    before = Counter(server.asked)
    whole = fetch("weston", tmp_path, today=TODAY + dt.timedelta(days=1), told=told, api=api(server)[0])
    again = server.asked - before
    assert dict(again) == {"weston/GARN4.LAK/é/events": 1, "weston/GARN4.LAK/é/priorities": 1}
    assert json.loads((whole / "fetched.json").read_text()) == {"date": "2026-11-20"}


def test_an_old_attempt_is_forgotten(server, tmp_path):
    server.faults["weston/N1/events"] = [(503, {}, "")] * TRIES
    with pytest.raises(Refusal):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    whole = fetch("weston", tmp_path, today=TODAY + dt.timedelta(days=9), told=told, api=api(server)[0])
    assert server.asked["weston/neighbourhoods"] == 2
    assert json.loads((whole / "fetched.json").read_text()) == {"date": "2026-11-29"}


def test_what_stood_there_stays_until_the_new_one_is_whole(server, tmp_path):
    whole = fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    server.answers["weston/N1/people"] = []
    server.faults["weston/N1/priorities"] = [(503, {}, "")] * TRIES
    with pytest.raises(Refusal):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    assert json.loads((whole / "N1/people.json").read_text()) == PEOPLE
    fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    assert json.loads((whole / "N1/people.json").read_text()) == []
    assert sorted(tmp_path.iterdir()) == [whole]


def test_what_the_api_does_not_know_of_a_neighbourhood_is_empty(server, tmp_path):
    for leaf in ("", "/boundary", "/people", "/events", "/priorities"):
        del server.answers[f"weston/N1{leaf}"]
    whole = fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])
    assert json.loads((whole / "N1/people.json").read_text()) == []
    assert json.loads((whole / "N1/neighbourhood.json").read_text()) == {}
    assert read_teams(whole).teams[1].people == ()


@pytest.mark.parametrize("force", ["../etc", "Weston", "", "a b"])
def test_a_force_that_cannot_be_one_is_refused_before_anything_is_asked(server, tmp_path, force):
    with pytest.raises(Refusal, match="a force as its files are named"):
        fetch(force, tmp_path, today=TODAY, told=told, api=api(server)[0])
    assert not server.asked


def test_an_unknown_force_and_a_wrong_address_are_refused(server, tmp_path):
    with pytest.raises(Refusal, match="'kent' is no force with neighbourhoods there"):
        fetch("kent", tmp_path, today=TODAY, told=told, api=api(server)[0])
    with pytest.raises(Refusal, match=r"http\(s\) address"):
        fetch("kent", tmp_path, today=TODAY, told=told, api=Api("file:///etc"))
    server.faults["weston/neighbourhoods"] = [(302, {"Location": "https://elsewhere.example"}, "")]
    with pytest.raises(Refusal, match="the answer is 302"):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])


def test_nobody_at_home_is_one_sentence(server, tmp_path):
    server.shutdown()
    server.server_close()
    with pytest.raises(Refusal, match="run the same command again"):
        fetch("weston", tmp_path, today=TODAY, told=told, api=api(server)[0])


def test_the_command_says_where_it_wrote_and_ends_with_0_or_1(server, tmp_path):
    runner = CliRunner()
    done = runner.invoke(main, ["fetch", "police", "weston", str(tmp_path), "--api", server.base])
    assert done.exit_code == 0, done.output
    assert done.stdout.strip() == str(tmp_path / "weston")
    assert "Neighbourhood 1 of 2: Left" in done.stderr
    refused = runner.invoke(main, ["fetch", "police", "kent", str(tmp_path), "--api", server.base])
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
