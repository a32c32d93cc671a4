"""Survey results in the newsroom: what was understood is shown line by line, and nothing that is sent breaks a page."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.site.convictions_site import press, set_clock, stored
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.site.surveys_site import (
    ASH,
    BEECH,
    DOGWOOD,
    ELDER,
    HOUR,
    NOW,
    REASON,
    TITLE,
    form,
    id_of,
    release,
    standing,
    upload,
)
from tests.small_surveys import full
from tests.survey_files import TELLTALE, survey_csv, whole_wave

PAGE = f"/confidence/{PARTNERSHIP}"


@pytest.fixture
def app(fresh):
    return standing(fresh(results=full()))


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("&#39;", "'").split())


def summary(page) -> str:
    found = re.search(r"govuk-error-summary__list(.*?)</ul>", page.text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1] if found else "").split())


def test_a_file_becomes_a_draft_and_is_shown_as_it_was_understood(app):
    answer = upload(app)
    page = signed_in(app, ASH).get(answer.location)
    said = text_of(page)
    assert "5 figures: 3 questions, 1 wave, 1 area. Every row can be used." in said
    assert "47.3%" in said
    assert "44.1% to 50.5%" in said
    assert "1,100 answered" in said
    assert "The answers add up to 100%." in said
    assert stored(app, id_of(answer)).wanted_at == HOUR


def test_each_row_that_cannot_be_used_is_named_by_line_and_column(app):
    data = survey_csv(
        {}, {"answer": "disagree", "percentage": "147.3"}, {"area_code": "E22900002"},
        {"question": "safe-by-day", "answer": "=safe"},
    )  # fmt: skip
    answer = upload(app, data)
    page = signed_in(app, ASH).get(answer.location)
    for line, column in ((3, "percentage"), (4, "area_code"), (5, "answer")):
        assert f"Line {line}: column {column}" in page.text
    assert "3 rows cannot be used." in text_of(page)
    piece = signed_in(app, ASH).get(f"/newsroom/pieces/{id_of(answer)}")
    assert "3 rows of the file cannot be used." in piece.text
    assert "Hand in for approval" not in piece.text


def test_few_answers_are_no_figure_and_unknown_questions_are_said_to_have_no_place(app):
    data = survey_csv({"base": "80"}, {"question": "my-own", "answer": "yes", "base": "300"})
    said = text_of(signed_in(app, ASH).get(upload(app, data).location))
    assert "80 answered: fewer than 100, so no figure is shown" in said
    assert "300 answered: a small sample" in said
    assert "“my-own” has no place on a page" in said


def test_a_wave_that_is_published_already_is_compared_figure_by_figure(app):
    known = full()[1]
    data = survey_csv(
        {
            "survey": known.survey, "wave": known.wave, "first_day": str(known.first), "last_day": str(known.last),
            "design_effect": "",
        }
    )  # fmt: skip
    said = text_of(signed_in(app, ASH).get(upload(app, data).location))
    assert "Against what is published now" in said
    assert "Agree: published now 50.0%, in this file 47.3%" in said


def test_the_journey_from_a_file_to_the_page_by_two_people(app):
    piece = id_of(upload(app))
    desk = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}")
    assert "It is to be published on 3 December 2026 at 9.30am." in desk.text
    assert "47" in desk.text
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/approve").status_code == 403
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 303
    client = app.test_client()
    assert TELLTALE not in client.get(PAGE).text
    assert client.get(f"/confidence/files/{piece}.csv").status_code == 404
    set_clock(app, HOUR)
    assert TELLTALE in client.get(f"/confidence/{PARTNERSHIP}.csv").text
    assert client.get(f"/confidence/files/{piece}.csv").data == whole_wave()


def test_sent_back_it_can_be_mended_and_handed_in_again(app):
    piece = id_of(upload(app))
    press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in")
    press(app, BEECH, piece, "/newsroom/pieces/{id}/send-back", why="The base is wrong.")
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/surveys/{piece}")
    sent = {
        **form(survey_csv({"base": "1000"})),
        "csrf_token": hidden(page),
        "version": hidden(page, "version"),
    }
    answer = client.post(f"/newsroom/surveys/{piece}", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    assert "1,000 answered" in signed_in(app, ASH).get(answer.location).text
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303


def test_a_form_sent_twice_makes_one_draft(app):
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/surveys/new?partnership={PARTNERSHIP}")
    hid = {name: hidden(page, name) for name in ("csrf_token", "token")}
    ids = [
        id_of(client.post("/newsroom/surveys/new", data={**form(whole_wave()), "partnership": PARTNERSHIP, **hid},
                          content_type="multipart/form-data"))
        for _each in range(2)
    ]  # fmt: skip
    assert ids[0] == ids[1]
    assert stored(app, ids[0]).version == 2


def test_two_who_change_it_at_once_are_told_and_lose_nothing(app):
    piece = id_of(upload(app))
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/surveys/{piece}")
    hid = {"csrf_token": hidden(page), "version": hidden(page, "version")}
    for title, status in (("First", 303), ("Second", 409)):
        sent = {**form(survey_csv({"base": "900"})), **hid, "title_en": title}
        answer = client.post(f"/newsroom/surveys/{piece}", data=sent, content_type="multipart/form-data")
        assert answer.status_code == status
    assert "Second" in answer.text
    assert "Choose the file again" in summary(answer)


NO_FILES = {
    "nothing": b"",
    "NUL": b"\0" * 4_000,
    "a zip bomb": b"PK\x03\x04" + b"\0" * 100_000,
    "UTF-16": whole_wave().decode().encode("utf-16"),
    "binary": bytes(range(256)) * 400,
    "a million lines": b"\n" * 1_000_000,
    "a million cells": b"a,b\n" * 400_000,
    "one long line": b"x" * 2_000_000,
    "an open quote": b'"' * 9_999,
    "another table": b"name,age\nx,3\n",
    "only a header": survey_csv({}).split(b"\r\n")[0],
}


@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_such_file_is_refused_in_one_sentence_and_makes_no_draft(app, what):
    answer = upload(app, NO_FILES[what])
    assert answer.status_code == 400
    assert summary(answer)
    assert TITLE in answer.text, "what was typed is kept"
    assert TITLE not in signed_in(app, ASH).get("/newsroom/").text


@pytest.mark.parametrize("size", [2 * 1024**2 + 1, 3 * 1024**2, 60 * 1024**2])
def test_a_file_that_is_too_large_is_not_taken(app, size):
    answer = upload(app, b"x" * size)
    assert answer.status_code in ({400} if size < 2.1 * 1024**2 else {413})


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [((25, 10, 2027), "01:30", None), ((31, 10, 2027), "01:30", "twice"), ((28, 3, 2027), "01:30", "never"),
     ((1, 1, 2026), "09:30", "still to come"), ((31, 2, 2027), "09:30", "no day"),
     ((3, 12, 2026), "soon", "the time like")],
)  # fmt: skip
def test_an_hour_that_is_none_or_two_or_over_is_asked_back(app, day, time, said):
    when = dict(zip(("day-day", "day-month", "day-year"), map(str, day), strict=True))
    answer = upload(app, at=None, **when, time=time)
    assert answer.status_code == (303 if said is None else 400)
    assert (said or "") in (summary(answer) if said else "")


def test_the_upload_begins_with_the_hour_that_the_calendar_announces(app):
    from crimemap.editorial import announcements
    from crimemap.editorial.database import Bilingual

    at = NOW + dt.timedelta(days=40, hours=-0.5)
    with app.extensions["crimemap.database"].session(writing=True) as session:
        wanted = announcements.Wanted(
            announcements.Subject.SURVEYS,
            PARTNERSHIP,
            Bilingual("A survey"),
            announcements.latest_month(NOW),
            at,
        )
        announcements.announce(session, BEECH, wanted, token="calendar-1", now=NOW)
        session.commit()
    page = signed_in(app, ASH).get(f"/newsroom/surveys/new?partnership={PARTNERSHIP}")
    assert "1 January 2027 at 9.30am" in page.text
    assert re.search(r'name="day-year"[^>]*value="2027"', page.text)
    piece = id_of(upload(app, at=at, reason_en=""))
    assert (
        "The public calendar announces this day and hour."
        in signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    )
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303


def test_without_announcement_the_form_asks_for_a_reason_before_it_is_handed_in(app):
    piece = id_of(upload(app, reason_en=""))
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}")
    assert "does not announce this day and hour" in text_of(page)
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 400


@pytest.mark.parametrize("who", [DOGWOOD, ELDER, person("Nobody")])
def test_nobody_else_of_the_newsroom_sees_it_before_its_hour(app, who):
    piece = release(app)
    client = signed_in(app, who)
    seen = [
        client.get(address)
        for address in (
            "/newsroom/", "/newsroom/pieces", "/newsroom/calendar?month=2026-12", f"/newsroom/pieces/{piece}",
            f"/newsroom/surveys/{piece}", f"/newsroom/surveys/{piece}/file.csv",
            f"/newsroom/surveys/{piece}/withdraw", "/newsroom/audit",
        )
    ]  # fmt: skip
    assert not any(TELLTALE in page.text or TITLE in page.text for page in seen)
    assert [page.status_code for page in seen[3:7]] == [403] * 4


def test_withdrawn_by_one_person_the_page_is_as_before_and_visitors_are_told(app):
    piece = release(app)
    set_clock(app, HOUR)
    client = app.test_client()
    assert TELLTALE in client.get(f"/confidence/{PARTNERSHIP}.csv").text
    author = signed_in(app, ASH)
    token = {"csrf_token": hidden(author.get(f"/newsroom/surveys/{piece}/withdraw"))}
    empty = author.post(f"/newsroom/surveys/{piece}/withdraw", data={**token, "said_en": " "})
    assert empty.status_code == 400
    assert summary(empty)
    why = "The weights of one ward were wrong."
    done = author.post(f"/newsroom/surveys/{piece}/withdraw", data={**token, "said_en": why})
    assert done.status_code == 303
    assert TELLTALE not in app.test_client().get(f"/confidence/{PARTNERSHIP}.csv").text
    assert app.test_client().get(f"/confidence/files/{piece}.csv").status_code == 410
    assert why in app.test_client().get("/releases").text


def test_no_other_form_takes_it_down_without_a_word_for_visitors(app):
    piece = release(app)
    set_clock(app, HOUR)
    author = signed_in(app, ASH)
    token = {"csrf_token": hidden(author.get(f"/newsroom/surveys/{piece}/withdraw"))}
    sent = author.post(f"/newsroom/pieces/{piece}/take-down", data={**token, "why": "wrong"})
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/newsroom/surveys/{piece}/withdraw")
    assert TELLTALE in app.test_client().get(f"/confidence/{PARTNERSHIP}.csv").text


def test_the_list_of_releases_says_what_was_published_when_and_why_on_that_day(app):
    release(app)
    set_clock(app, HOUR)
    page = app.test_client().get("/releases")
    assert TITLE in page.text
    assert REASON in page.text


def test_an_unknown_or_foreign_record_is_no_page(app):
    for address in (
        "/newsroom/surveys/nothing",
        "/newsroom/surveys/nothing/file.csv",
        "/newsroom/surveys/nothing/withdraw",
    ):
        assert signed_in(app, ASH).get(address).status_code == 404
    assert app.test_client().get("/confidence/files/nothing.csv").status_code == 404


def test_every_act_of_its_history_is_told_in_words(app):
    piece = release(app)
    said = text_of(signed_in(app, ASH).get(f"/newsroom/pieces/{piece}"))
    for act in ("Begun", "File put in", "Changed", "Handed in", "Approved"):
        assert act in said


def test_the_draft_is_read_back_byte_for_byte(app):
    piece = id_of(upload(app))
    answer = signed_in(app, BEECH).get(f"/newsroom/surveys/{piece}/file.csv")
    assert (answer.data, answer.headers["Cache-Control"]) == (whole_wave(), "no-store")


@pytest.mark.parametrize(("day", "said"), [((31, 10, 2027), "twice"), ((28, 3, 2027), "never")])
def test_the_desks_own_call_asks_an_hour_that_is_none_or_two_back_too(app, day, said):
    piece = id_of(upload(app))
    when = dict(zip(("when-day-day", "when-day-month", "when-day-year"), map(str, day), strict=True))
    answer = press(app, ASH, piece, "/newsroom/pieces/{id}/when", **when, **{"when-time": "01:30"})
    assert answer.status_code == 400
    assert said in summary(answer)
    assert stored(app, piece).wanted_at == HOUR
