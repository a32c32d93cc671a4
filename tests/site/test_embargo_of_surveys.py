"""One second before its hour no route, header, cache, log, letter or database holds a byte of uploaded results.

Searched for byte by byte, and by comparison: until then every answer is the one that there was before the upload.
"""

from __future__ import annotations

import datetime as dt
import gzip
import logging
import re
import shutil
import time
from collections.abc import Iterator
from types import SimpleNamespace
from unittest import mock

import pytest
from flask import Flask

import crimemap.cache
import crimemap.cache.front
from crimemap.editorial import accounts, announcements
from crimemap.editorial.announcements import Subject
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import Grant, Person, Role
from crimemap.language import using
from tests.site.conftest import publish, site_of
from tests.site.convictions_site import LONDON, press, set_clock
from tests.site.newsroom import PARTNERSHIP
from tests.site.surveys_site import NOTE, TITLE, id_of, upload
from tests.small_surveys import full
from tests.survey_files import TELLTALE, survey_csv

SECOND = dt.timedelta(seconds=1)
WINTER = dt.datetime(2026, 12, 3, 9, 30, tzinfo=LONDON)
HOURS = {
    "winter": WINTER,
    "summer": dt.datetime(2027, 7, 1, 9, 30, tzinfo=LONDON),
    "the morning after the clocks went back": dt.datetime(2026, 10, 25, 9, 30, tzinfo=LONDON),
    "the morning after they went forward": dt.datetime(2027, 3, 28, 9, 30, tzinfo=LONDON),
    "a minute before the hour that comes twice": dt.datetime(2026, 10, 25, 0, 59, tzinfo=LONDON),
    "just after the hour that never comes": dt.datetime(2027, 3, 28, 2, 0, tzinfo=LONDON),
}
WORDING = "Do zugzwang councillors deal with what matters here?"
SECRETS = (TELLTALE, TITLE, NOTE, WORDING, "2026 zeugma", "Zyzzyva research")
FEW = [
    "/", "/confidence", "/confidence.csv", f"/confidence/{PARTNERSHIP}", f"/confidence/{PARTNERSHIP}.csv", "/releases",
    f"/areas/{PARTNERSHIP}", "/areas/corvenshire-lark", "/indicators", "/indicators/ni-21", "/claims",
]  # fmt: skip
ARGUMENT = re.compile(r"<(?:[^:>]*:)?([a-z_]+)>")
ZIPPED = {"Accept-Encoding": "gzip"}
NAMED = {
    "area": (PARTNERSHIP, "corvenshire-lark", "corvenshire", "E01900001"),
    "kind": ("neighbourhood", "partnership"),
    "slug": ("burglary",),
    "indicator_id": ("ni-21", "ni-17", "ni-15"),
}  # fmt: skip


def results() -> bytes:
    row = {"wording": WORDING, "wave": "2026 zeugma", "source": "Zyzzyva research"}
    return survey_csv(
        row,
        {**row, "answer": "disagree", "percentage": "22.6"},
        {**row, "question": "my-own", "answer": "yes"},
    )


def found(data: bytes | str) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    head, _, body = raw.partition(b"\n")  # a cached page is gzipped after its first line
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    elif body[:2] == b"\x1f\x8b":
        raw = head + gzip.decompress(body)
    return [word for word in SECRETS if word.lower().encode() in raw.lower()]


class Workers:
    """Two workers over one folder, whose clocks a test sets."""

    def __init__(self, folder) -> None:
        self.folder = folder
        self.release = publish(folder, results=full())
        self.apps = [site_of(folder, languages="en,cy") for _each in range(2)]
        self.moment = WINTER
        for app in self.apps:
            app.extensions["crimemap.ask_again"] = lambda: None

    def one_that_kept_nothing(self) -> Flask:
        """Another worker, over a cache that was emptied."""
        shutil.rmtree(self.folder / "cache")
        self.apps.append(site_of(self.folder, languages="en,cy"))
        self.set(self.moment)
        return self.apps[-1]

    def set(self, moment: dt.datetime) -> None:
        self.moment = moment
        for app in self.apps:
            set_clock(app, moment.astimezone(LONDON))

    def clock(self) -> SimpleNamespace:
        return SimpleNamespace(time=self.seconds, monotonic=time.monotonic)

    def seconds(self) -> float:
        return self.moment.timestamp()

    def forget(self) -> None:
        """As a second later, when each worker has asked for the revision again."""
        for app in self.apps:
            app.extensions["crimemap.cache"].forget()

    def write(self, call):
        app = self.apps[0]
        with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
            made = call(session)
            session.commit()
        self.forget()
        return made

    def colleague(self, name: str, role: Role) -> Person:
        def join(session):
            account = accounts.add(
                session, name=name, email=f"{name.lower()}@police.example", now=self.moment,
                grants=[Grant(role, PARTNERSHIP)],
            )  # fmt: skip
            account.accepted_at = self.moment
            session.flush()
            return accounts.person_of(account)

        return self.write(join)

    def announce(self, hour: dt.datetime) -> None:
        """In the calendar, so that nothing but the figures is new when they come."""
        wanted = announcements.Wanted(
            Subject.SURVEYS, PARTNERSHIP, Bilingual("A residents’ survey"), announcements.latest_month(self.moment),
            hour, Bilingual("Late."),
        )  # fmt: skip
        by = Person("elder", "Elder", frozenset({Grant(Role.APPROVER, PARTNERSHIP)}))
        self.write(
            lambda session: announcements.announce(session, by, wanted, token="the calendar", now=self.moment)
        )

    def schedule(self, hour: dt.datetime) -> str:
        """Uploaded, handed in and approved by two people on the pages of the newsroom."""
        ash, beech = self.colleague("Ash", Role.AUTHOR), self.colleague("Beech", Role.APPROVER)
        app = self.apps[0]
        piece = id_of(upload(app, results(), hour, who=ash, reason_en=""))
        for who, act in ((ash, "hand-in"), (beech, "approve")):
            assert press(app, who, piece, "/newsroom/pieces/{id}/" + act).status_code == 303, act
        app.extensions["crimemap.who"] = lambda: None
        self.forget()
        return piece


@pytest.fixture
def workers(tmp_path) -> Iterator[Workers]:
    made = Workers(tmp_path)
    with (
        using("en"),
        mock.patch.object(crimemap.cache, "time", made.clock()),
        mock.patch.object(crimemap.cache.front, "time", made.clock()),
    ):
        yield made


def addresses(workers: Workers, piece: str) -> list[str]:
    """Under every public rule, with values that there are, and with some that there are not."""
    named = {
        **NAMED,
        "release_id": (workers.release.id,),
        "earlier": (workers.release.id,),
        "later": (workers.release.id,),
    }
    seen = dict.fromkeys([*FEW, "/search?q=Larkwith", "/nowhere", f"/confidence/files/{piece}.csv"])
    for rule in workers.apps[0].url_map.iter_rules():
        if rule.rule.startswith("/newsroom") or "GET" not in rule.methods:
            continue
        first = next(iter(ARGUMENT.findall(rule.rule)), "")
        for value in named.get(first, (piece,)):
            given = {**{name: values[0] for name, values in named.items()}, first: value}
            seen[ARGUMENT.sub(lambda hit, given=given: given.get(hit[1], piece), rule.rule)] = None
    return list(seen)


def bare(app: Flask, address: str) -> bytes:
    """What it answers, but for the stamp of a form, which no two have alike."""
    return re.sub(rb'name="stamp" value="[^"]*"', b"", app.test_client().get(address).data)


def visit(app: Flask, address: str) -> list[tuple[str, bytes]]:
    """Every way to ask for it: the status line with the headers, and the body."""
    client = app.test_client()
    plain = client.get(address)
    tag = {"If-None-Match": plain.headers.get("ETag", '"x"')}
    answers = [
        plain,
        client.get(address, headers=ZIPPED),
        client.head(address),
        client.get(address, headers=tag),
    ]
    return [(f"{answer.status}\n{answer.headers}", answer.data) for answer in answers]


def told(app: Flask, wanted: list[str]) -> dict[str, list[str]]:
    """Which addresses tell which secrets."""
    answers = {address: visit(app, address) for address in wanted}
    tells = {
        address: sorted({word for head, body in each for word in (*found(head), *found(body))})
        for address, each in answers.items()
    }
    return {address: words for address, words in tells.items() if words}


def files_with(workers: Workers) -> list[str]:
    data = workers.apps[0].extensions["crimemap.settings"].data
    return [str(path) for path in data.rglob("*") if path.is_file() and found(path.read_bytes())]


def test_no_byte_of_it_is_anywhere_a_second_before_and_all_of_it_is_there_then(workers, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    workers.set(WINTER - dt.timedelta(days=5))
    workers.announce(WINTER)
    before = {address: bare(workers.apps[0], address) for address in addresses(workers, "x")}
    piece = workers.schedule(WINTER)
    assert [address for address in before if bare(workers.apps[1], address) != before[address]] == []
    everywhere = addresses(workers, piece)
    assert len(everywhere) > 100
    for moment in (workers.moment, WINTER - SECOND):
        workers.set(moment)
        for app in workers.apps:
            assert told(app, everywhere if moment != workers.moment or app is workers.apps[0] else FEW) == {}
    assert files_with(workers) == []
    assert list(workers.apps[0].extensions["crimemap.settings"].data.rglob("*.eml")), "letters were written"
    assert found(caplog.text + "".join(capfd.readouterr())) == []

    workers.set(WINTER)
    for app in workers.apps:
        tells = told(app, everywhere)
        assert TELLTALE in tells[f"/confidence/{PARTNERSHIP}.csv"]
        assert WORDING in tells[f"/confidence/{PARTNERSHIP}"]
        assert TITLE in tells["/releases"]
        assert TELLTALE in tells[f"/confidence/files/{piece}.csv"]


@pytest.mark.parametrize("hour", HOURS.values(), ids=HOURS)
def test_pages_that_were_kept_turn_over_in_that_second_on_every_worker(workers, hour):
    workers.set(hour - dt.timedelta(days=9))
    workers.announce(hour)
    piece = workers.schedule(hour)
    wanted = [*FEW, f"/confidence/files/{piece}.csv"]
    workers.set(hour.astimezone(dt.UTC) - SECOND)
    for app in workers.apps:
        assert told(app, wanted) == {}
        for address in FEW:
            control = app.test_client().get(address).headers.get("Cache-Control", "")
            kept = re.search(r"max-age=(\d+)", control)
            if address.startswith("/confidence") and kept:
                assert int(kept[1]) <= 1, f"{address} may be kept beyond the hour: {control}"
    assert files_with(workers) == []
    workers.set(hour.astimezone(dt.UTC))
    for app in workers.apps:
        tells = told(app, wanted)
        assert {f"/confidence/{PARTNERSHIP}", f"/confidence/{PARTNERSHIP}.csv", wanted[-1]} <= set(tells)
    kept = {address: bare(workers.apps[0], address) for address in FEW}
    anew = workers.one_that_kept_nothing()
    assert [address for address in FEW if kept[address] != bare(anew, address)] == []


def test_where_the_database_does_not_answer_pages_show_the_release_and_soon_ask_again(workers, monkeypatch):
    from crimemap.editorial import surveys
    from crimemap.editorial.faults import Unavailable

    workers.set(WINTER - dt.timedelta(days=5))
    workers.announce(WINTER)
    workers.schedule(WINTER)
    workers.set(WINTER)

    def away(*_given):
        raise Unavailable("away")

    with monkeypatch.context() as broken:
        broken.setattr(surveys, "shown", away)
        page = workers.apps[1].test_client().get(f"/confidence/{PARTNERSHIP}.csv")
        assert page.status_code == 200
        assert found(page.data) == []
        assert int(re.search(r"max-age=(\d+)", page.headers["Cache-Control"])[1]) <= 15
    workers.set(WINTER + dt.timedelta(seconds=15))
    assert TELLTALE in workers.apps[1].test_client().get(f"/confidence/{PARTNERSHIP}.csv").text


def test_the_database_is_asked_again_only_where_something_changed(workers, monkeypatch):
    from crimemap.editorial import surveys

    workers.set(WINTER - dt.timedelta(days=5))
    workers.announce(WINTER)
    workers.schedule(WINTER)
    asked = []
    real = surveys.shown
    monkeypatch.setattr(surveys, "shown", lambda session, now: asked.append(now) or real(session, now))
    client = workers.apps[0].test_client()
    for address in (*FEW, *FEW):
        client.get(f"{address}?again=1")
    assert len(asked) == 1
    workers.set(WINTER)
    for address in FEW:
        client.get(address)
    assert len(asked) == 2
