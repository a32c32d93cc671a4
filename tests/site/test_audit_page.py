"""/newsroom/audit: who may read what, what is found, what is personal; what is erased by itself; and /privacy."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.exc import OperationalError

from crimemap.editorial import audit, keys, retention
from crimemap.editorial.people import Role
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
NAME = "Persona-Four Invented"
READER = person("Beech", Role.APPROVER, partnership=PARTNERSHIP)


@pytest.fixture
def app(fresh):
    made = fresh()
    with made.extensions["crimemap.database"].session(writing=True) as session:
        audit.record(session, "author-1", "drafted", "note:1", now=NOW, said={"partnership": PARTNERSHIP})
        audit.record(session, "author-1", "sent back", "note:1", now=NOW, personal={"why": NAME})
        audit.record(session, "software", "erased", "account:1", now=NOW)
        audit.record(
            session, "author-1", "<script>alert(1)</script>", "note:2", now=NOW, said={"partnership": "E1"}
        )
        session.commit()
    return made


def test_an_approver_reads_the_acts_on_their_partnerships_records_and_no_name(app):
    page = signed_in(app, READER).get("/newsroom/audit")
    assert page.status_code == 200
    assert "note:1" in page.text
    assert "account:1" not in page.text
    assert "note:2" not in page.text
    assert NAME not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_an_administrator_of_everywhere_reads_all_and_nothing_that_was_written_is_run(app):
    page = signed_in(app, person("Elder", Role.ADMINISTRATOR)).get("/newsroom/audit")
    assert "account:1" in page.text
    assert "<script>alert" not in page.text


def test_an_author_may_not(app):
    assert signed_in(app, person("Ash", Role.AUTHOR)).get("/newsroom/audit").status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "record=note:1",
        "person=author-1",
        "act=drafted",
        "act=" + "x" * 3000,
        "day=2026-11-22",
        "day=31.12.2026",
        "day=9999-12-31",
        "day=0001-01-01",
        "before=99999999999999999999",
        "before=-1",
        "before=%00",
        "record=%00' OR 1=1 --",
    ],
)
def test_whatever_is_looked_for_is_answered(app, query):
    assert signed_in(app, READER).get(f"/newsroom/audit?{query}").status_code == 200


def test_reading_what_is_personal_takes_a_button_and_is_written_down(app):
    client = signed_in(app, READER)
    assert client.get("/newsroom/audit/2").status_code == 405
    assert client.post("/newsroom/audit/2").status_code == 400, "without our form's mark"
    mark = hidden(client.get("/newsroom/audit"))
    page = client.post("/newsroom/audit/2", data={"csrf_token": mark})
    assert NAME in page.text
    assert "Read the audit" in client.get("/newsroom/audit").text
    assert client.post("/newsroom/audit/4", data={"csrf_token": mark}).status_code == 403
    assert client.post("/newsroom/audit/99", data={"csrf_token": mark}).status_code == 404


def test_what_was_erased_cannot_be_read_by_anybody(app):
    with app.extensions["crimemap.database"].session(writing=True) as session:
        keys.destroy(session, "note:1", NOW)
        session.commit()
    client = signed_in(app, READER)
    page = client.get("/newsroom/audit")
    assert "has been erased" in page.text
    assert "Read what is personal" not in page.text


def test_what_is_due_is_erased_after_the_first_form_of_a_day_and_never_after_a_visit(app, monkeypatch):
    kept = []
    monkeypatch.setattr(retention, "keep_daily", lambda _database, now: kept.append(now) or 0)
    client = signed_in(app, READER)
    client.get("/newsroom/audit").close()
    client.get("/areas").close()
    assert kept == []
    mark = hidden(client.get("/newsroom/audit"))
    for _again in range(3):
        client.post("/newsroom/audit/2", data={"csrf_token": mark}).close()
    assert len(kept) == 1


def test_privacy_shows_every_row_of_the_table(app):
    page = app.test_client().get("/privacy")
    for row in retention.table().rows:
        assert f'id="kept-{row.id}"' in page.text
    assert "28 days" in page.text


def test_a_database_that_is_away_is_a_503_in_the_newsroom_and_figures_go_on(app, monkeypatch):
    class Away(Exception):
        sqlite_errorname = "SQLITE_IOERR_READ"

    def broken(*_asked):
        raise OperationalError("SELECT 'Persona-Four Invented'", {"name": NAME}, Away(NAME))

    client = signed_in(app, READER)
    monkeypatch.setattr("crimemap.web.newsroom.audit.trail.page_of", broken)
    page = client.get("/newsroom/audit")
    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert NAME not in page.text
    assert client.get("/areas").status_code == 200
