"""Composing a leaflet over HTTP: a form without any script, a preview on both kinds of page, and what residents get."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader

from crimemap.editorial import publishing
from crimemap.editorial.leaflets import Block, Leaflet
from crimemap.editorial.pieces import Kind
from tests.site.convictions_site import ASH, BEECH, DOGWOOD, NOW, press, set_clock, stored
from tests.site.newsroom import PARTNERSHIP, hidden, signed_in
from tests.small_meetings import meeting
from tests.small_meetings import published as held

LARK = "corvenshire-lark"
MESSAGE = "Bring your bicycle: we mark frames on Saturday from 10am."
PLACES = {f"place_{block}": str(place) for place, block in enumerate(Block, 1)}


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None  # the second factor is tested by itself
    set_clock(made, NOW)
    return made


def answers(**changes: str) -> dict[str, str]:
    given = {"area": LARK, "size": "a5", "message_en": MESSAGE, **PLACES, **changes}
    return {name: value for name, value in given.items() if value is not None}


def begun(app, **changes) -> str:
    """The id of a draft, made by the form."""
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/leaflets/new?partnership={PARTNERSHIP}")
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "partnership")}
    kept = client.post("/newsroom/leaflets/new", data={**given, **answers(**changes)})
    assert kept.status_code == 303, kept.text
    return re.search(r"/newsroom/pieces/(\w+)", kept.headers["Location"])[1]


def out(app, piece: str) -> None:
    """Handed in by one, approved by another."""
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 303
    app.extensions["crimemap.cache"].forget()


def words_of(pdf: bytes) -> str:
    read = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


def test_residents_get_the_composed_leaflet_once_a_second_person_approved_it(app):
    residents = app.test_client()
    before = residents.get(f"/leaflets/{LARK}").text
    assert MESSAGE not in before
    piece = begun(app)
    assert MESSAGE not in residents.get(f"/leaflets/{LARK}").text
    out(app, piece)
    assert MESSAGE in residents.get(f"/leaflets/{LARK}").text
    assert MESSAGE in words_of(residents.get(f"/leaflets/{LARK}.pdf").data)
    assert MESSAGE not in residents.get("/leaflets/corvenshire-wren").text


def test_the_desk_shows_it_as_a_page_and_on_paper_before_anybody_approves(app):
    piece = begun(app)
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert MESSAGE in page
    assert f"/newsroom/leaflets/{piece}/preview.pdf" in page
    assert "20 December 2026" in page
    sheet = signed_in(app, BEECH).get(f"/newsroom/leaflets/{piece}/preview.pdf")
    assert sheet.mimetype == "application/pdf"
    assert sheet.headers["Cache-Control"] == "no-store"
    assert MESSAGE in words_of(sheet.data)


def test_blocks_stand_in_the_order_of_their_numbers_and_some_are_left_out(app):
    changes = {f"place_{block}": "" for block in Block}
    changes |= {"place_report": "1", "place_message": "3", "place_contact": "3", "place_figures": "2"}
    piece = begun(app, **changes)
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert re.findall(r'id="leaflet-(report|message|contact|figures|map|outcomes)"', page) == [
        "report", "figures", "contact", "message",
    ]  # fmt: skip
    form = signed_in(app, ASH).get(f"/newsroom/leaflets/{piece}").text
    assert re.findall(r'<select[^>]*name="place_(\w+)"', form)[:4] == [
        "report", "figures", "contact", "message",
    ]  # fmt: skip


def test_whom_to_ask_cannot_be_left_out(app):
    piece = begun(app, place_contact="")
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "everybody who reads a leaflet must find somebody to turn to" in page
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 400


def test_the_meeting_that_was_chosen_stands_on_it_and_the_next_one_once_it_is_over(app):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        first = held(session, meeting(areas=(LARK,), title_en="The first meeting"), now=NOW)
        second = held(
            session, meeting(areas=(LARK,), title_en="The second meeting", day=dt.date(2026, 12, 10)), now=NOW
        )
        ids = first.id, second.id
        session.commit()
    app.extensions["crimemap.cache"].forget()
    form = signed_in(app, ASH).get(f"/newsroom/leaflets/new?partnership={PARTNERSHIP}").text
    assert "The second meeting" in form
    piece = begun(app, meeting=ids[1])
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "The second meeting" in page
    assert "The first meeting" not in page
    set_clock(app, dt.datetime(2026, 12, 11, 9, 0, tzinfo=NOW.tzinfo))
    client = signed_in(app, ASH)
    form = client.get(f"/newsroom/leaflets/{piece}")
    assert "The second meeting" not in form.text
    again = {name: hidden(form, name) for name in ("csrf_token", "version")}
    kept = client.post(f"/newsroom/leaflets/{piece}", data={**again, **answers(meeting=ids[1])})
    assert kept.status_code == 303


def test_after_its_last_day_the_usual_leaflet_stands_there_again(app):
    out(app, begun(app, **{"until-day": "30", "until-month": "11", "until-year": "2026"}))
    residents = app.test_client()
    assert MESSAGE in residents.get(f"/leaflets/{LARK}").text
    set_clock(app, dt.datetime(2026, 12, 1, tzinfo=NOW.tzinfo))
    app.extensions["crimemap.cache"].forget()
    fresh = app.test_client().get(f"/leaflets/{LARK}?size=a4")
    assert MESSAGE not in fresh.text


def test_the_desk_says_which_other_leaflet_it_takes_the_place_of(app):
    first = begun(app)
    out(app, first)
    second = begun(app, message_en="Another message.")
    assert first in signed_in(app, ASH).get(f"/newsroom/pieces/{second}").text


def test_a_form_sent_twice_keeps_one_draft_and_of_another_partnership_none(app):
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/leaflets/new?partnership={PARTNERSHIP}")
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "partnership")}
    one, two = (client.post("/newsroom/leaflets/new", data={**given, **answers()}) for _each in range(2))
    assert one.headers["Location"] == two.headers["Location"]
    refused = client.post("/newsroom/leaflets/new", data={**given, **answers(), "partnership": "W22900009"})
    assert refused.status_code == 403
    piece = re.search(r"/newsroom/pieces/(\w+)", one.headers["Location"])[1]
    elsewhere = signed_in(app, DOGWOOD)
    for address in (f"/newsroom/leaflets/{piece}", f"/newsroom/leaflets/{piece}/preview.pdf"):
        assert elsewhere.get(address).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"area": "corvenshire-nowhere"}, {"size": "a0"}, {"place_map": "99"}, {"until-day": "x"}]
)
def test_an_answer_that_there_is_not_is_refused_and_the_rest_is_kept(app, wrong):
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/leaflets/new?partnership={PARTNERSHIP}")
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "partnership")}
    answer = client.post("/newsroom/leaflets/new", data={**given, **answers(**wrong)})
    assert answer.status_code == 400
    assert MESSAGE in answer.text


def test_two_people_who_change_one_leaflet_at_once_compare_the_two(app):
    piece = begun(app)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/leaflets/{piece}")
    given = {name: hidden(page, name) for name in ("csrf_token", "version")}
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        theirs = Leaflet(area=LARK, message_en="Theirs.", blocks=(Block.CONTACT, Block.REPORT, Block.MESSAGE))
        publishing.save(session, ASH, piece, theirs, version=int(given["version"]), now=NOW)
        session.commit()
    answer = client.post(f"/newsroom/leaflets/{piece}", data={**given, **answers()})
    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert "Blocks, in their order" in answer.text
    assert stored(app, piece).kind is Kind.LEAFLET


def test_a_message_with_markup_is_text_on_the_page_and_on_paper(app):
    nasty = "#emph[x] <b>bold</b> $1+1$ *star* @note"
    piece = begun(app, message_en=nasty)
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "<b>bold</b>" not in page
    sheet = signed_in(app, ASH).get(f"/newsroom/leaflets/{piece}/preview.pdf")
    assert "#emph[x] <b>bold</b> $1+1$ *star* @note" in words_of(sheet.data)
