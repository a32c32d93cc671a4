"""What people wrote, on pages that are cached: area, start and /doing. At once here, a second later elsewhere."""

from __future__ import annotations

import datetime as dt
import gzip
from pathlib import Path

import pytest
from freezegun import freeze_time
from sqlalchemy.exc import OperationalError

from crimemap.cache.written import ASK_EVERY
from crimemap.editorial import publishing
from crimemap.editorial.payback import Project, Stage, Suggested
from crimemap.editorial.pieces import Kind
from tests.editorial.convictions_cases import NAME
from tests.site.conftest import publish, site_of
from tests.site.convictions_site import ASH, BEECH, LONDON, NOW, publish_case, set_clock
from tests.site.newsroom import PARTNERSHIP

LARK = "/areas/corvenshire-lark"
VALE = f"/areas/{PARTNERSHIP}"
WRITTEN = ("/", "/doing", LARK, VALE)
ZIPPED = {"Accept-Encoding": "gzip"}
PROJECT = Project(
    title_en="Hedge of the green cut", stage=Stage.DONE, ward="corvenshire-lark", ward_name="Larkwith",
    place_en="The green", what_en="Cut.", why_en="Prams could not pass.", partner="Parks", hours=160, vests=True,
    suggested=Suggested.RESIDENTS, started=dt.date(2026, 10, 1), ended=dt.date(2026, 10, 20),
    unpictured_en="None was taken.", until=dt.date(2027, 10, 20),
)  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    publish(tmp_path)
    return tmp_path


@pytest.fixture
def app(data):
    made = site_of(data)
    set_clock(made, NOW)
    return made


def publish_project(app, project=PROJECT, form="p1"):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(session, ASH, Kind.PROJECT, PARTNERSHIP, project, token=form, now=NOW)
        publishing.submit(session, ASH, piece.id, version=1, now=NOW)
        publishing.approve(session, BEECH, piece.id, version=1, now=NOW)
        session.commit()
        return piece.id


def forget(app):
    """As the view that changed something does."""
    app.extensions["crimemap.cache"].forget()


def text_of(answer):
    zipped = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.data) if zipped else answer.data).decode()


@pytest.mark.parametrize("page", WRITTEN)
def test_where_nothing_was_ever_published_no_database_is_opened_or_made(app, data, page):
    assert app.test_client().get(page).status_code == 200
    assert not list((data / "newsroom").rglob("*.sqlite*"))


def test_figures_never_ask_the_database(app, monkeypatch):
    publish_case(app)

    def asked(_self, **_more):
        raise AssertionError("the editorial database was asked")

    monkeypatch.setattr("crimemap.editorial.database.Database.session", asked)
    for page in (f"{LARK}/crime", "/areas", "/methods", f"{LARK}/outcomes", f"{LARK}/map.svg"):
        assert app.test_client().get(page).status_code == 200


@pytest.mark.parametrize("headers", [{}, ZIPPED])
@pytest.mark.parametrize("page", WRITTEN)
def test_a_case_is_on_the_page_without_its_name_and_gone_when_it_is_taken_down(app, page, headers):
    client = app.test_client()
    client.get(page, headers=headers)
    case = publish_case(app)
    forget(app)
    for _each in range(2):
        told = text_of(client.get(page, headers=headers))
        assert f"/convictions/{case}" in told
        assert NAME not in told
        assert NAME.split()[0] not in told
    with app.extensions["crimemap.database"].session(writing=True) as session:
        publishing.end(session, ASH, case, "withdrawn", now=NOW)
        session.commit()
    forget(app)
    assert case not in text_of(client.get(page, headers=headers))


def test_another_worker_knows_within_a_second(app, data, monkeypatch):
    other = site_of(data)
    set_clock(other, NOW)
    client = other.test_client()
    case = publish_case(app)
    clock = [1000.0]
    other.extensions["crimemap.cache"].watch._clock = lambda: clock[0]
    assert case in text_of(client.get(LARK, headers=ZIPPED))
    with app.extensions["crimemap.database"].session(writing=True) as session:
        publishing.end(session, BEECH, case, "withdrawn", now=NOW)
        session.commit()
    clock[0] += ASK_EVERY + 0.01
    assert case not in text_of(client.get(LARK, headers=ZIPPED))


@pytest.mark.parametrize("page", WRITTEN)
def test_a_page_is_not_kept_past_the_moment_at_which_a_name_goes(app, page):
    case = publish_case(app, show_days="1", now=NOW - dt.timedelta(hours=1))
    midnight = dt.datetime(2026, 11, 23, 0, 0, tzinfo=LONDON)
    set_clock(app, midnight - dt.timedelta(seconds=20))
    client = app.test_client()
    assert case in text_of(client.get(page))
    set_clock(app, midnight)
    app.extensions["crimemap.cache"].store.clear()
    assert case not in text_of(client.get(page))


def test_no_file_of_the_cache_holds_a_name(app, data):
    case = publish_case(app)
    client = app.test_client()
    for page in (*WRITTEN, "/convictions", f"/convictions/{case}"):
        client.get(page, headers=ZIPPED)
        client.get(page)
    files = [path for path in (data / "cache").rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert files
    for path in files:
        body = path.read_bytes().partition(b"\n")[2]
        assert NAME.encode() not in gzip.decompress(body)
    front = app.extensions["crimemap.cache"].front
    assert not any(NAME.encode() in gzip.decompress(hot.entry.body) for hot in front._pages.values())


def test_a_neighbourhood_says_that_cases_are_its_partnerships(app):
    publish_case(app)
    told = app.test_client().get(LARK).text
    assert "never for a neighbourhood" in told
    assert "1 conviction is shown for Tamber Vale now" in told


def test_payback_says_the_same_figures_everywhere(app):
    publish_project(app)
    for page in ("/", "/doing", LARK, VALE, "/payback"):
        told = app.test_client().get(page).text
        assert "1 project is over" in told, page
        assert "160 hours of unpaid work" in told, page


@pytest.mark.parametrize("page", WRITTEN)
@freeze_time(NOW)
def test_a_database_that_fails_takes_away_what_is_written_and_nothing_else(app, page, monkeypatch):
    case = publish_case(app)

    def fails(_self, **_more):
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as away:
        away.setattr("crimemap.editorial.database.Database.session", fails)
        answer = app.test_client().get(page)
        assert answer.status_code == 200
        assert case not in answer.text
        if page != "/":
            assert "does not mean that there is nothing" in answer.text
        left = int(answer.headers["Cache-Control"].rpartition("=")[2])
        assert left <= 15
    app.extensions["crimemap.cache"].store.clear()
    assert case in app.test_client().get(page).text


def test_search_engines_are_kept_from_persons_receipts_and_the_newsroom(app, monkeypatch):
    monkeypatch.setattr("crimemap.brief.is_invented", lambda _release: False)
    said = app.test_client().get("/robots.txt").text.splitlines()
    for path in ("/convictions/", "/cy/convictions/", "/newsroom", "/payback/nominations/", "/search"):
        assert f"Disallow: {path}" in said
    assert "Allow: /convictions/ledger" in said
