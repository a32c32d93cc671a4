"""Named posters over HTTP: begun at a case, decided by a second person, printed by whoever works there and kept by
nobody."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader

from crimemap.editorial import convictions, publishing
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from tests.editorial.convictions_cases import NAME
from tests.site.convictions_site import ASH, BEECH, DOGWOOD, NOW, press, publish_case, set_clock, stored
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.site.posters_site import poster, put_up

ANSWERS = {
    "board": "Larkwith Library, by the counter", "address": "Wren Street, QX3 4AB",
    "staff": "library staff at the counter", "until-day": "29", "until-month": "11", "until-year": "2026",
    "reason": "People ask at the library what came of the checks on the by-pass.",
}  # fmt: skip


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None  # the second factor is tested by itself
    set_clock(made, NOW)
    return made


@pytest.fixture
def case(app):
    return publish_case(app)


def printed(app, piece, who=ASH, **answers):
    return press(app, who, piece, "/newsroom/posters/{id}/print", **{"size": "a4", **answers})


def act(app, call, *given, **more):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        call(session, ASH, *given, now=NOW, **more)
        session.commit()


def test_from_a_public_case_to_a_pdf_in_a_form_and_two_decisions(app, case):
    client = signed_in(app, ASH)
    assert f"/newsroom/posters/new?case={case}" in client.get(f"/newsroom/pieces/{case}").text
    page = client.get(f"/newsroom/posters/new?case={case}")
    assert 'name="until-day"' in page.text
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "case")}
    kept = client.post("/newsroom/posters/new", data={**given, **ANSWERS})
    assert kept.status_code == 303
    piece = re.search(r"/newsroom/pieces/(\w+)", kept.headers["Location"])[1]
    preview = client.get(f"/newsroom/pieces/{piece}").text
    assert NAME in preview
    assert "Display until the end of 29 November 2026" in preview
    assert "Make the PDF" not in preview
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 303
    assert "Make the PDF" in signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert printed(app, piece).mimetype == "application/pdf"


@pytest.mark.parametrize("size", ["a4", "a3"])
def test_the_sheet_holds_the_name_the_case_and_the_day_on_one_page(app, case, size):
    answer = printed(app, put_up(app, case), size=size)
    read = PdfReader(io.BytesIO(answer.data))
    text = " ".join(read.pages[0].extract_text().split())
    assert len(read.pages) == 1
    for said in (
        NAME, "Display until the end of 29 November 2026, then take it down.", "Larkwith Library, by the counter",
        "A fine of £320", "Tamber Magistrates’ Court".replace("’", "'"), "Invented / Dychmygol", case,
    ):  # fmt: skip
        assert said in text, said
    assert round(float(read.pages[0].mediabox.width)) == {"a4": 595, "a3": 842}[size]
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/Image" not in str(read.pages[0].get("/Resources", {}).get("/XObject", ""))


def test_the_longest_case_that_is_let_through_still_fits_one_page(app):
    case = publish_case(app, what_happened_en=("Drove too fast past the school gates. " * 22)[:800])
    read = PdfReader(io.BytesIO(printed(app, put_up(app, case)).data))
    assert len(read.pages) == 1


def test_nobody_keeps_the_pdf(app, case):
    answer = printed(app, put_up(app, case))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert NAME.encode() not in answer.headers["Content-Disposition"].encode()
    client = signed_in(app, ASH)
    assert client.get(f"/newsroom/posters/{stored(app, case).id}/print").status_code in {404, 405}


@pytest.mark.parametrize("why", ["held", "quashed", "taken down", "its own day", "poster taken down"])
def test_a_poster_that_may_not_hang_answers_410_and_no_name(app, case, why):
    piece = put_up(app, case)
    if why == "held":
        act(app, convictions.hold, case)
    elif why == "quashed":
        act(app, convictions.quash, case)
    elif why == "its own day":
        set_clock(app, dt.datetime(2026, 11, 30, tzinfo=NOW.tzinfo))
    else:
        act(app, publishing.end, case if why == "taken down" else piece, "A mistake.")
    answer = printed(app, piece)
    assert answer.status_code == 410
    assert NAME not in answer.text
    assert "If paper still hangs, take it down today." in answer.text
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "Make the PDF" not in page


def test_a_draft_and_what_waits_cannot_be_printed(app, case):
    assert printed(app, put_up(app, case, approve=False)).status_code == 410


def test_whoever_wrote_it_finds_no_button_to_decide_and_is_refused(app, case):
    both = person("Ash", Role.AUTHOR, Role.APPROVER, partnership=PARTNERSHIP)
    piece = put_up(app, case, approve=False)
    answer = press(app, both, piece, "/newsroom/pieces/{id}/approve")
    assert answer.status_code == 403


def test_people_of_another_partnership_neither_read_nor_print_it(app, case):
    piece = put_up(app, case)
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}")
    client = signed_in(app, DOGWOOD)
    assert client.get(f"/newsroom/pieces/{piece}").status_code == 403
    answer = client.post(f"/newsroom/posters/{piece}/print", data={"size": "a4", "csrf_token": hidden(page)})
    assert answer.status_code in {400, 403}
    assert client.get(f"/newsroom/posters/new?case={case}").status_code == 403


def test_a_size_that_there_is_not_and_a_language_that_is_off_are_refused(app, case):
    piece = put_up(app, case)
    assert printed(app, piece, size="a0").status_code == 400
    assert printed(app, piece, language="cy").status_code == 400


def test_no_public_page_shows_a_poster_or_that_there_is_one(app, case):
    piece = put_up(app, case)
    client = app.test_client()
    for address in (f"/posters/{piece}", f"/newsroom/posters/{piece}/print"):
        assert client.get(address).status_code in {302, 303, 404, 405}
    for address in ("/doing", "/convictions", "/areas/corvenshire-lark"):
        page = client.get(address).text
        assert piece not in page
        assert "Larkwith Library, by the counter" not in page


def test_a_case_with_a_poster_says_so_at_the_desk_also_once_it_is_hidden(app, case):
    put_up(app, case)
    assert "Larkwith Library, by the counter" in signed_in(app, ASH).get(f"/newsroom/pieces/{case}").text
    act(app, convictions.hold, case)
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{case}").text
    assert "take it down today" in page


def test_an_answer_that_is_no_day_is_said_at_its_boxes_and_the_rest_is_kept(app, case):
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/posters/new?case={case}")
    given = {name: hidden(page, name) for name in ("csrf_token", "token", "case")}
    answer = client.post("/newsroom/posters/new", data={**given, **ANSWERS, "until-day": "31"})
    assert answer.status_code == 400
    assert "This is no day" in answer.text
    assert ANSWERS["board"] in answer.text


def test_two_people_who_change_one_poster_at_once_compare_the_two(app, case):
    piece = put_up(app, case, approve=False)
    act(app, publishing.take_back, piece)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/posters/{piece}")
    given = {name: hidden(page, name) for name in ("csrf_token", "version")}
    act(app, publishing.save, piece, poster(case, board="Osterby Hall"), version=int(given["version"]))
    answer = client.post(f"/newsroom/posters/{piece}", data={**given, **ANSWERS})
    assert answer.status_code == 409
    assert "Osterby Hall" in answer.text


def test_a_poster_is_a_kind_that_the_desk_lists(app, case):
    put_up(app, case)
    page = signed_in(app, ASH).get(f"/newsroom/pieces?kind={Kind.POSTER}").text
    assert "Poster for Larkwith Library, by the counter" in page
    assert NAME not in page
