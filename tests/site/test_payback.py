"""Community Payback over HTTP for residents: the list, the map, the totals, a page and its photographs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import pytest
from freezegun import freeze_time

from crimemap.editorial import payback, publishing
from crimemap.editorial.payback import Role, Stage
from crimemap.editorial.pictures import clean
from tests.pictures import file
from tests.site.conftest import site_of
from tests.site.newsroom import PARTNERSHIP
from tests.site.payback_site import ASH, DAY, NOW, TODAY, WHOLE, in_database, payback_site, publish


@pytest.fixture
def app(data, tmp_path):
    with payback_site(data, tmp_path) as made:
        yield made


@pytest.fixture
def public(app):
    return app.test_client()


def test_where_nothing_is_published_the_page_says_so_and_tells_what_payback_is(public):
    page = public.get("/payback")
    assert "No project has been published yet." in page.text
    assert "40 to 300 hours" in page.text
    assert "<table" not in page.text


def test_a_project_has_a_page_with_all_that_is_known_of_it(app, public):
    project_id, ids = publish(app, WHOLE, Role.BEFORE, Role.AFTER)
    page = public.get(f"/payback/{project_id}").text
    wanted = (
        *(
            "The path behind the library",
            "Library path",
            "Brambles were cut.",
            "No pram could pass.",
            "180 hours",
        ),
        *("Tamber Vale Council", "Residents", "Worn", "Before", "After", 'alt="before: a path"'),
    )
    for told in wanted:
        assert told in page, told
    assert f"/payback/pictures/{ids[0]}.jpg" in page
    assert "<svg" in page


def test_that_no_clothing_was_worn_is_said_too(app, public):
    project_id, _ids = publish(app, WHOLE.model_copy(update={"vests": False}))
    assert "Not worn" in public.get(f"/payback/{project_id}").text


def test_the_list_numbers_projects_as_the_map_does(app, public):
    publish(app, WHOLE, form="a")
    publish(app, WHOLE.model_copy(update={"title_en": "A wall", "stage": Stage.RUNNING}), form="b")
    for address in ("/payback", f"/payback?partnership={PARTNERSHIP}"):
        page = public.get(address).text
        assert page.index("A wall") < page.index("The path behind the library")
        on_map = re.findall(r'text-anchor="middle">(\d)</text>', page)
        assert {"1", "2"} <= set(on_map)


def test_choices_narrow_the_list_and_never_the_totals(app, public):
    publish(app, WHOLE, form="a")
    publish(
        app, WHOLE.model_copy(update={"title_en": "A wall", "stage": Stage.RUNNING, "hours": 20}), form="b"
    )
    page = public.get("/payback?state=running&utm_source=x").text
    assert "A wall" in page
    assert "The path behind" not in page
    assert "180" in page
    assert "There is none of these" in public.get("/payback?state=stopped").text
    assert public.get("/payback?year=2026").status_code == 200


@pytest.mark.parametrize("asked", ["year=1999", "partnership=E99999999", "partnership=corvenshire-lark"])
def test_what_there_is_not_is_a_kind_404(public, asked):
    assert public.get(f"/payback?{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["year=banana", "year=20261", "state=robbery", "year=٢٠٢٦"])
def test_what_cannot_be_meant_is_a_400_that_says_what_is_expected(public, asked):
    page = public.get(f"/payback?{asked}")
    assert page.status_code == 400
    assert "Write" in page.text


def test_the_file_adds_up_to_the_totals_of_the_page(app, public):
    publish(app, WHOLE, form="a")
    publish(
        app, WHOLE.model_copy(update={"hours": 77, "ended": dt.date(2025, 5, 1), "started": None}), form="b"
    )
    publish(app, WHOLE.model_copy(update={"stage": Stage.RUNNING, "hours": 20}), form="c")
    rows = list(csv.DictReader(io.StringIO(public.get("/payback.csv").data.decode("utf-8-sig"))))
    over = [row for row in rows if row["stage"] in payback.OVER]
    assert sum(int(row["hours"]) for row in over) == 257
    assert {row["year"] for row in over} == {"2026", "2025"}
    assert "2 projects are over: 257 hours of unpaid work." in public.get("/payback").text
    assert all(row["partnership_name"] == "Tamber Vale" for row in rows)


def test_a_spreadsheet_runs_nothing_that_was_written(app, public):
    publish(app, WHOLE.model_copy(update={"title_en": '=HYPERLINK("http://evil.example")'}))
    assert "'=HYPERLINK" in public.get("/payback.csv").data.decode()


def test_after_its_last_day_a_project_is_gone_and_its_hours_stay(app, public):
    project_id, ids = publish(app, WHOLE, Role.AFTER)
    with freeze_time(NOW + 302 * DAY):
        assert public.get(f"/payback/{project_id}").status_code == 410
        assert public.get(f"/payback/pictures/{ids[0]}.jpg").status_code == 404
        page = public.get("/payback").text
        assert "The path behind" not in page
        assert "no longer shown by itself (180 hours)" in page
        assert "The path behind" not in public.get("/payback.csv").text


def test_a_project_that_was_taken_down_is_gone_with_its_photographs(app, public):
    project_id, ids = publish(app, WHOLE, Role.AFTER)
    assert public.get(f"/payback/pictures/{ids[0]}.jpg").status_code == 200
    assert "The path behind" in public.get("/payback").text
    with in_database(app) as _reading, app.extensions["crimemap.database"].session(writing=True) as session:
        publishing.end(session, ASH, project_id, "a face", now=NOW)
        session.commit()
    app.extensions["crimemap.cache"].forget()
    assert public.get(f"/payback/{project_id}").status_code == 410
    assert public.get(f"/payback/pictures/{ids[0]}.jpg").status_code == 404
    assert "The path behind" not in public.get("/payback").text


def test_nothing_at_an_address_that_there_never_was(public):
    for address in (
        "/payback/aaaaaaaaaa",
        "/payback/pictures/abc.jpg",
        "/payback/%00",
        "/payback/pictures/'--.jpg",
    ):
        assert public.get(address).status_code in {400, 404}, address


def test_a_photograph_is_kept_no_longer_than_a_page_that_shows_it(app, public):
    _id, ids = publish(app, WHOLE.model_copy(update={"until": TODAY}), Role.AFTER)
    answer = public.get(f"/payback/pictures/{ids[0]}.jpg")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("image/jpeg", "public, max-age=60")
    assert public.get(f"/payback/pictures/{ids[0]}-640.jpg").data == clean(file()).phone
    again = public.get(f"/payback/pictures/{ids[0]}.jpg", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    with freeze_time("2026-11-22 23:59:40"):
        assert public.get(f"/payback/pictures/{ids[0]}.jpg").headers["Cache-Control"] == "public, max-age=20"


def test_welsh_is_read_on_the_welsh_page_and_marked_where_it_is_wanting(app, tmp_path):
    project_id, _ids = publish(app)
    page = site_of(tmp_path, languages="en,cy").test_client().get(f"/cy/payback/{project_id}").text
    assert "Y llwybr y tu ôl" in page
    assert '<span lang="en">Brambles were cut.</span>' in page
