"""The public calendar and what was published when, and the newsroom's pages that keep it."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from freezegun import freeze_time

from crimemap.editorial import announcements as calendar
from crimemap.editorial import audit
from crimemap.editorial.announcements import Announced, Subject, Wanted
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import EVERYWHERE, Grant, Person, Role
from crimemap.release.shelf import Shelf
from crimemap.terms import Month
from tests.site.conftest import publish, site_of
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.small_release import build_small

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
KEEPER = Person("keeper", "Elder", frozenset({Grant(Role.ADMINISTRATOR, EVERYWHERE)}))
TITLE = Bilingual("Police recorded crime", "Troseddau a gofnodwyd")
WHY = Bilingual("The file of October came late.", "Daeth ffeil Hydref yn hwyr.")


@pytest.fixture
def app(tmp_path: Path):
    """A site at ten o'clock on 22 November 2026, whose release was published on the 12th."""
    with freeze_time(NOW):
        publish(tmp_path, facts=False)
        yield site_of(tmp_path, languages="en,cy")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def wanted(
    when: str | None, *, subject: Subject = Subject.CRIME, month: Month | None = None, **more: object
) -> Wanted:
    instant = at(when) if when else None
    month = month or (Month(instant.year, instant.month) if instant else Month(2027, 1))
    partnership = PARTNERSHIP if subject is Subject.SURVEYS else None
    return Wanted(subject, partnership, TITLE, month, instant, **more)


def said(app: Flask, what: Wanted, ago: int = 60) -> Announced:
    with app.extensions["crimemap.database"].session(writing=True) as session:
        one = calendar.announce(session, KEEPER, what, token=f"form {what}", now=NOW - ago * DAY)
        session.commit()
    app.extensions["crimemap.cache"].forget()
    return one


def changed(app: Flask, one: Announced, what: Wanted | None, reason: Bilingual = WHY, ago: int = 4) -> None:
    """Moved to what is wanted; called off without."""
    with app.extensions["crimemap.database"].session(writing=True) as session:
        common = {"version": one.version, "now": NOW - ago * DAY}
        if what is None:
            calendar.call_off(session, KEEPER, one.id, reason, **common)
        else:
            calendar.change(session, KEEPER, one.id, what, **common)
        session.commit()
    app.extensions["crimemap.cache"].forget()


def rows(app: Flask) -> list[str]:
    """The rows of the calendar in words."""
    text = app.test_client().get("/releases").text
    table = text.partition("Calendar of publications")[2].partition("</table>")[0]
    return [" ".join(_bare(row).split()) for row in table.split("<tr>")[2:]]


def _bare(html: str) -> str:
    return "".join(part.partition(">")[2] for part in f">{html}".split("<"))


def sheet(app: Flask) -> list[dict[str, str]]:
    text = app.test_client().get("/releases.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_months_ahead_are_expected_from_how_often_figures_came(app: Flask):
    found = rows(app)
    assert found[0] == "Expected in December 2026 Police recorded crime"
    assert found[-1] == "Expected in November 2027 Police recorded crime"
    assert len(found) == 12
    assert "the exact day will be given four weeks before" in app.test_client().get("/releases").text


def test_a_release_every_three_months_proposes_every_third_month(app: Flask, tmp_path: Path):
    shelf = Shelf(tmp_path / "releases")
    for months, missing in ((9, "2025-11"), (6, "2025-12"), (3, "2026-01")):
        folder = build_small(tmp_path / "releases", missing=(missing,), facts=False)
        shelf.use(folder.name, NOW - timedelta(days=30 * months))
    shelf.use(next(name for name in shelf.ids() if name != shelf.current_id()), NOW - DAY)
    assert [row.split(" Police")[0] for row in rows(app)] == [
        "Expected in February 2027", "Expected in May 2027", "Expected in August 2027", "Expected in November 2027",
    ]  # fmt: skip


def test_an_old_archive_proposes_nothing(tmp_path: Path):
    with freeze_time(datetime(2029, 1, 10, tzinfo=LONDON)):
        publish(tmp_path, facts=False)
        assert "Nothing has been announced yet." in site_of(tmp_path).test_client().get("/releases").text


def test_the_twelve_months_move_on_at_midnight(app: Flask):
    with freeze_time(at("2026-11-30 23:59:50")):
        assert rows(app)[-1].startswith("Expected in November 2027")
        assert app.test_client().get("/releases").headers["Cache-Control"] == "public, max-age=10"
    with freeze_time(at("2026-12-01 00:00")):
        assert rows(app)[-1].startswith("Expected in December 2027")


def test_an_announced_day_takes_the_place_of_the_month(app: Flask):
    said(app, wanted("2026-12-10 09:30"))
    assert rows(app)[:2] == [
        "10 December 2026, 9.30am Police recorded crime Announced on 23 September 2026 for 10 December 2026, 9.30am.",
        "Expected in January 2027 Police recorded crime",
    ]


def test_a_moved_day_is_told_with_its_reason_and_the_old_day(app: Flask):
    one = said(app, wanted("2026-12-03 09:30"))
    changed(app, one, wanted("2026-12-10 09:30", reason=WHY))
    assert rows(app)[0] == (
        "10 December 2026, 9.30am Police recorded crime"
        " Announced on 23 September 2026 for 3 December 2026, 9.30am."
        " Moved from 3 to 10 December 2026, said on 18 November 2026. Why: The file of October came late."
    )
    welsh = app.test_client().get("/cy/releases").text
    assert "Daeth ffeil Hydref yn hwyr." in welsh


def test_a_reason_in_the_other_language_is_marked_as_such(app: Flask):
    one = said(app, wanted("2026-12-03 09:30"))
    changed(app, one, wanted("2027-01-07 09:30", reason=Bilingual(cy="Daeth y ffeil yn hwyr.")))
    text = app.test_client().get("/releases").text
    assert '<span lang="cy">Daeth y ffeil yn hwyr.</span>' in text
    assert "Moved from 3 December 2026 to 7 January 2027" in text


def test_a_cancelled_publication_stays_with_its_reason_until_its_day_and_in_the_file_for_good(app: Flask):
    changed(app, said(app, wanted("2026-12-10 09:30")), None)
    assert rows(app)[0].startswith("Cancelled: 10 December 2026, 9.30am Police recorded crime")
    assert rows(app)[0].endswith("Cancelled on 18 November 2026. Why: The file of October came late.")
    with freeze_time(at("2026-12-10 09:30")):
        assert not [row for row in rows(app) if row.startswith("Cancelled")]
        kept = [row for row in sheet(app) if row["part"] == "said"]
    assert [(row["standing"], row["at"], row["reason"]) for row in kept] == [
        ("announced", "2026-12-10T09:30+00:00", ""),
        ("called off", "2026-12-10T09:30+00:00", "The file of October came late."),
    ]


def test_a_day_that_passes_without_a_publication_is_said_to_be_overdue(app: Flask):
    said(app, wanted("2026-12-10 09:30"))
    with freeze_time(at("2026-12-10 09:29:30")):
        assert "It has not been published yet." not in rows(app)[0]
        assert app.test_client().get("/releases.csv").headers["Cache-Control"] == "public, max-age=30"
    with freeze_time(at("2026-12-10 09:31")):
        assert rows(app)[0].endswith("It has not been published yet.")
        assert "overdue" in {row["standing"] for row in sheet(app)}
    with freeze_time(at("2027-02-01 12:00")):
        assert rows(app)[0].startswith("10 December 2026, 9.30am")


def test_what_has_come_leaves_the_calendar_and_says_when_it_was_announced(app: Flask, tmp_path: Path):
    one = said(app, wanted("2026-12-03 09:30"))
    changed(app, one, wanted("2026-12-10 09:30", reason=WHY))
    new = build_small(tmp_path / "releases", missing=("2025-11",), facts=False)
    Shelf(tmp_path / "releases").use_at(new.name, at("2026-12-10 09:30"))
    with freeze_time(at("2026-12-10 09:29:59")):
        before = app.test_client().get("/releases")
        assert rows(app)[0].startswith("10 December 2026, 9.30am")
        assert before.headers["Cache-Control"] == "public, max-age=1"
    with freeze_time(at("2026-12-10 09:30:01")):
        assert rows(app)[0].startswith("Expected in January 2027")
        text = app.test_client().get("/releases").text
    published = text.partition("What was published when")[2]
    assert "10 December 2026, 9.30am" in published
    assert new.name in published
    assert "Moved from 3 to 10 December 2026" in published
    assert "12 November 2026, 9.30am" in published
    assert "Source: data.police.uk street files." in published


def test_the_calendar_names_the_day_on_the_page_of_an_area(app: Flask):
    client = app.test_client()
    about = "Figures to September 2026, published 12 November 2026. Next: about 12 December 2026."
    assert about in client.get("/areas/corvenshire-lark").text
    said(app, wanted("2026-12-10 09:30"))
    exact = "Figures to September 2026, published 12 November 2026. Next: 10 December 2026."
    page = client.get("/areas/corvenshire-lark")
    assert exact in page.text
    assert "Next figures due about" not in page.text
    with freeze_time(at("2026-12-10 09:29:50")):
        assert client.get("/areas/corvenshire-lark").headers["Cache-Control"] == "public, max-age=10"
    with freeze_time(at("2026-12-10 09:30")):
        assert about in client.get("/areas/corvenshire-lark").text


def test_without_the_newsroom_the_publications_are_shown_and_the_calendar_said_to_be_away(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    from crimemap.editorial.faults import Unavailable

    def away(*_given: object) -> None:
        raise Unavailable("The database is away.")

    said(app, wanted("2026-12-10 09:30"))
    monkeypatch.setattr("crimemap.web.site.timetable.announcements.all_of", away)
    page = app.test_client().get("/releases")
    assert page.status_code == 200
    assert "The calendar cannot be read at this moment." in page.text
    assert "12 November 2026, 9.30am" in page.text
    assert page.headers["Cache-Control"] == "public, max-age=15"


def test_the_file_holds_calendar_changes_and_publications(app: Flask, tmp_path: Path):
    said(app, wanted("2027-01-14 09:30", subject=Subject.SURVEYS), 10)
    lines = sheet(app)
    assert [row["part"] for row in lines] == [*["calendar"] * 13, "said", "published"]
    survey = next(row for row in lines if row["subject"] == "surveys")
    assert (survey["partnership_code"], survey["partnership"]) == (PARTNERSHIP, "Tamber Vale")
    assert (survey["standing"], survey["at"]) == ("announced", "2027-01-14T09:30+00:00")
    last = lines[-1]
    assert (last["release"], last["at"]) == (
        Shelf(tmp_path / "releases").current_id(),
        "2026-11-12T09:30+00:00",
    )
    assert {row["licence"] for row in lines} == {"Open Government Licence v3.0"}


def test_text_of_people_cannot_become_a_formula(app: Flask):
    said(app, Wanted(Subject.CRIME, None, Bilingual("=HYPERLINK(1)"), Month(2027, 1), at("2027-01-14 09:30")))
    assert "'=HYPERLINK(1)" in {row["title"] for row in sheet(app)}


class TestNewsroom:
    """Who keeps the calendar."""

    def form(self, client, **answers: str) -> dict[str, str]:
        page = client.get("/newsroom/releases/new")
        first = {"csrf_token": hidden(page), "token": hidden(page, "token"), "subject": "crime", "partnership": "",
                 "title_en": "Police recorded crime", "time": "09:30", "month": "2027-01"}  # fmt: skip
        return first | answers

    def day(self, text: str) -> dict[str, str]:
        year, month, day = text.split("-")
        return {"day-day": day, "day-month": month, "day-year": year}

    @pytest.fixture
    def client(self, app: Flask):
        app.extensions["crimemap.ask_again"] = lambda: None
        return signed_in(app, person("Elder", Role.ADMINISTRATOR))

    def test_a_day_is_announced_and_stands_on_the_public_page_at_once(self, app: Flask, client):
        app.test_client().get("/releases")
        answer = client.post("/newsroom/releases/new", data=self.form(client, **self.day("2027-01-14")))
        assert (answer.status_code, answer.location) == (303, "/newsroom/releases")
        assert "14 January 2027, 9.30am Police recorded crime Announced on 22 November 2026" in " ".join(
            rows(app)
        )
        assert "14 January 2027, 9.30am" in client.get("/newsroom/releases").text
        with app.extensions["crimemap.database"].session() as session:
            assert session.query(audit.Entry).one().act == "announced a publication"

    def test_sent_twice_it_is_announced_once(self, app: Flask, client):
        answers = self.form(client, **self.day("2027-01-14"))
        for _ in range(2):
            assert client.post("/newsroom/releases/new", data=answers).status_code == 303
        assert len([row for row in rows(app) if row.startswith("14 January")]) == 1

    def test_a_late_day_is_refused_until_it_has_a_reason(self, app: Flask, client):
        answers = self.form(client, **self.day("2026-12-10"))
        refused = client.post("/newsroom/releases/new", data=answers)
        assert refused.status_code == 400
        assert "The exact day is said four weeks before." in refused.text
        assert 'href="#reason_en"' in refused.text
        again = client.post("/newsroom/releases/new", data=answers | {"reason_en": "The file came late."})
        assert again.status_code == 303
        assert "less than four weeks before. Why: The file came late." in rows(app)[0]

    def test_an_hour_that_comes_twice_is_asked_back_at_the_day(self, client):
        refused = client.post(
            "/newsroom/releases/new", data=self.form(client, **self.day("2027-10-31"), time="01:30")
        )
        assert refused.status_code == 400
        assert "The clocks go back on 31 October 2027, and show 01:30 twice" in refused.text
        assert 'href="#day-day"' in refused.text

    def test_a_day_is_moved_and_cancelled_with_reasons(self, app: Flask, client):
        one = said(app, wanted("2026-12-03 09:30"))
        page = client.get(f"/newsroom/releases/{one.id}")
        answers = self.form(client, **self.day("2026-12-10"), version="1", reason_en="The file came late.")
        assert page.status_code == 200
        moved = client.post(f"/newsroom/releases/{one.id}", data=answers)
        assert moved.status_code == 303
        assert "Moved from 3 to 10 December 2026" in rows(app)[0]
        off = {"csrf_token": answers["csrf_token"], "version": "2", "off-reason_en": ""}
        assert client.post(f"/newsroom/releases/{one.id}/call-off", data=off).status_code == 400
        done = client.post(
            f"/newsroom/releases/{one.id}/call-off", data=off | {"off-reason_en": "No file came."}
        )
        assert done.status_code == 303
        assert rows(app)[0].startswith("Cancelled: 10 December 2026")

    def test_what_somebody_else_said_meanwhile_is_told(self, app: Flask, client):
        one = said(app, wanted("2027-01-14 09:30"), 10)
        changed(app, one, wanted("2027-01-21 09:30"))
        answers = self.form(client, **self.day("2027-01-28"), version="1")
        refused = client.post(f"/newsroom/releases/{one.id}", data=answers)
        assert refused.status_code == 400
        assert "Somebody else changed this meanwhile." in refused.text

    def test_an_approver_of_one_partnership_keeps_its_surveys_and_nothing_else(self, app: Flask):
        crime = said(app, wanted("2027-01-14 09:30"), 10)
        app.extensions["crimemap.ask_again"] = lambda: None
        client = signed_in(app, person("Beech", Role.APPROVER, partnership=PARTNERSHIP))
        assert "Every partnership" not in client.get("/newsroom/releases/new").text
        answers = self.form(client, subject="surveys", partnership=PARTNERSHIP, **self.day("2027-01-21"))
        assert client.post("/newsroom/releases/new", data=answers).status_code == 303
        assert f"/newsroom/releases/{crime.id}" not in client.get("/newsroom/releases").text
        assert "Save" not in client.get(f"/newsroom/releases/{crime.id}").text
        for address in (f"/newsroom/releases/{crime.id}", f"/newsroom/releases/{crime.id}/call-off"):
            data = answers | {"version": "1", "reason_en": "x", "off-reason_en": "Because."}
            assert client.post(address, data=data).status_code == 403
        everybody = self.form(client, subject="crime", **self.day("2027-01-28"))
        assert client.post("/newsroom/releases/new", data=everybody).status_code == 400

    def test_a_release_that_waits_unannounced_is_told_without_its_name(
        self, app: Flask, client, tmp_path: Path
    ):
        new = build_small(tmp_path / "releases", missing=("2025-11",), facts=False)
        Shelf(tmp_path / "releases").use_at(new.name, at("2026-12-10 09:30"))
        page = client.get("/newsroom/releases").text
        assert "A release of figures is set to be served from 10 December 2026, 9.30am" in page
        assert new.name not in page
        said(app, wanted("2026-12-10 09:30"))
        assert "is set to be served" not in client.get("/newsroom/releases").text

    def test_an_address_fills_in_the_form(self, client):
        page = client.get("/newsroom/releases/new?subject=crime&month=2027-03").text
        assert '<option value="2027-03" selected>March 2027</option>' in page
        assert "Troseddau a gofnodwyd gan yr heddlu" in page
