"""Convictions over HTTP: a press officer's twenty minutes, what residents see of a case, and who may do what."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from crimemap.editorial import convictions, pieces
from crimemap.editorial.pieces import Piece, State
from tests.editorial.convictions_cases import NAME, WARD
from tests.site.convictions_site import ASH, BEECH, DOGWOOD, NOW, press, publish_case, set_clock, stored
from tests.site.newsroom import PARTNERSHIP, hidden, signed_in

RESULT = {
    "offence": "drink-driving", "conviction_date": "20/11/2026", "court": "magistrates",
    "court_name": "Tamber Magistrates' Court", "sentences-0-kind": "fine", "sentences-0-measure": "£320",
    "sentences-1-kind": "disqualification", "sentences-1-measure": "14 months",
}  # fmt: skip
CHECKS = {
    "date_of_birth": "3/5/1990", "offence_date": "1/11/2026", "restriction": "none", "relationship": "none",
    "child_involved": "no", "hate_element": "no", "appeal": "none",
}  # fmt: skip
WORDS = {
    "name": NAME, "place": "partnership", "what_happened_en": "Drove with too much alcohol in the breath.",
    "sentence_words_en": "A fine of £320, and no driving for 14 months.",
    "why_publish": "Drink-driving is a priority here.",
}  # fmt: skip


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None  # the second factor is tested by itself
    set_clock(made, NOW)
    return made


def pieces_of(app):
    with app.extensions["crimemap.database"].session() as session:
        return list(session.scalars(select(Piece)))


def content(app, piece_id):
    with app.extensions["crimemap.database"].session() as session:
        return pieces.content_of(session, session.get_one(Piece, piece_id))


def fill(client, address, answers):
    """Open a step as a person does, answer it and save; where that leads."""
    page = client.get(address)
    given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    action = re.search(r'action="([^"]*)"\s+novalidate', page.text)[1]
    return client.post(action, data={**given, **answers})


def drafted(app, result=RESULT, checks=CHECKS, words=WORDS):
    client = signed_in(app, ASH)
    first = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", result)
    assert first.status_code == 303, first.text
    second = fill(client, first.headers["Location"], checks)
    last = fill(client, second.headers["Location"], words)
    return pieces_of(app)[-1].id, last


def test_three_steps_lead_from_a_court_result_to_the_public_page(app):
    piece, last = drafted(app)
    assert last.headers["Location"] == f"/newsroom/pieces/{piece}"
    page = signed_in(app, ASH).get(last.headers["Location"]).text
    assert "may be published by name" in page
    assert "Comes down by itself after 19 December 2026" in page
    assert press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in").status_code == 303
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 303
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "Public. Comes down by itself after 19 December 2026." in page, "one day, not two"
    assert "midnight" not in page
    shown = app.test_client().get(f"/convictions/{piece}")
    assert shown.status_code == 200
    for said in (
        NAME,
        "36",
        "A fine of £320, and no driving",
        "Tamber Magistrates",
        "until the end of 19 December",
    ):
        assert said in shown.text, said
    assert "1990" not in repr(content(app, piece))


def test_an_ordinary_case_asks_twenty_fields_on_three_pages(app):
    given = {**RESULT, **CHECKS, **WORDS}
    prefilled = {"sentence_words_en"}
    assert len(given) - len(prefilled) <= 20
    piece, _last = drafted(app)
    client = signed_in(app, ASH)
    words = client.get(f"/newsroom/convictions/{piece}/words").text
    assert "court_order_reference" not in client.get(f"/newsroom/convictions/{piece}/checks").text
    assert "A fine of £320" in words


def test_the_sentence_is_proposed_in_words_before_anybody_writes_any(app):
    client = signed_in(app, ASH)
    first = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", RESULT)
    words = client.get(first.headers["Location"].replace("/checks", "/words")).text
    assert "A fine of £320 and a ban of 14 months from driving" in words


def test_wrong_answers_are_saved_and_said_and_never_lost(app):
    client = signed_in(app, ASH)
    wrong = {**RESULT, "conviction_date": "31/2/2026", "sentences-0-measure": "a lot", "sentences-1-kind": ""}
    answer = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", wrong)
    assert answer.status_code == 400
    assert "31/2/2026" in answer.text
    assert "“a lot” was not understood" in answer.text
    (piece,) = pieces_of(app)
    assert content(app, piece.id).conviction_date == "31/2/2026"
    again = client.get(f"/newsroom/convictions/{piece.id}/result").text
    assert 'value="31/2/2026"' in again
    assert 'value="a lot"' in again


def test_a_date_of_birth_that_cannot_be_read_keeps_the_other_answers(app):
    client = signed_in(app, ASH)
    first = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", RESULT)
    answer = fill(client, first.headers["Location"], {**CHECKS, "date_of_birth": "3/5/90"})
    assert answer.status_code == 400
    assert 'value="3/5/90"' in answer.text
    saved = content(app, pieces_of(app)[0].id)
    assert (saved.restriction, saved.age_now) == ("none", "")


def test_one_can_jump_from_step_to_step_and_what_was_typed_is_kept(app):
    client = signed_in(app, ASH)
    first = fill(
        client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", {"offence": "theft", "to": "words"}
    )
    assert first.headers["Location"].endswith("/words")
    to = fill(client, first.headers["Location"], {"name": NAME, "to": "result"}).headers["Location"]
    assert to.endswith("/result")
    assert content(app, pieces_of(app)[0].id).name == NAME


def test_no_answer_is_chosen_beforehand(app):
    client = signed_in(app, ASH)
    first = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", RESULT)
    page = client.get(first.headers["Location"]).text
    assert 'name="restriction"' in page
    assert not re.search(r"<input[^>]* checked", page)


def test_a_question_appears_where_an_answer_opens_it(app):
    client = signed_in(app, ASH)
    first = fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", RESULT)
    after = fill(client, first.headers["Location"], {**CHECKS, "restriction": "lifted"})
    assert after.headers["Location"].endswith("/checks#ask-restriction_lifted_reference")
    assert "Which order lifted it?" in client.get(after.headers["Location"]).text


def test_a_form_sent_twice_makes_one_draft(app):
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/convictions/new?partnership={PARTNERSHIP}")
    given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    for _time in range(2):
        assert client.post("/newsroom/convictions/new", data={**given, **RESULT}).status_code == 303
    assert len(pieces_of(app)) == 1


def test_a_form_without_its_token_or_for_another_partnership_makes_nothing(app):
    client = signed_in(app, ASH)
    assert client.post("/newsroom/convictions/new", data=RESULT).status_code == 400
    page = client.get(f"/newsroom/convictions/new?partnership={PARTNERSHIP}")
    given = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    for code in ("W22900009", "nowhere", ""):
        assert (
            client.post("/newsroom/convictions/new", data={**given, "partnership": code}).status_code == 403
        )
    assert pieces_of(app) == []


def test_answers_that_no_form_has_are_not_taken(app):
    client = signed_in(app, ASH)
    sent = {**RESULT, "state": "approved", "author": "x", "photograph": "x", "verdict": "named"}
    fill(client, f"/newsroom/convictions/new?partnership={PARTNERSHIP}", sent)
    (piece,) = pieces_of(app)
    assert (piece.state, piece.author, content(app, piece.id).photograph) == (State.DRAFT, ASH.id, "")


def test_of_two_who_change_a_step_the_second_is_shown_both(app):
    piece, _last = drafted(app)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/convictions/{piece}/words")
    old = {"csrf_token": hidden(page), "version": "1", **WORDS, "name": "Persona-Twenty Invented"}
    answer = client.post(f"/newsroom/convictions/{piece}/words", data=old)
    assert answer.status_code == 409
    assert "Persona-Twenty Invented" in answer.text
    assert NAME in answer.text


def test_a_case_is_opened_by_nobody_from_elsewhere(app):
    piece, _last = drafted(app)
    client = signed_in(app, DOGWOOD)
    for address in (f"/newsroom/convictions/{piece}/words", f"/newsroom/pieces/{piece}"):
        answer = client.get(address)
        assert answer.status_code in {403, 404}
        assert NAME not in answer.text


def test_what_a_rule_forbids_is_told_with_its_source_and_can_be_recorded_as_withheld(app):
    piece, _last = drafted(app, checks={**CHECKS, "date_of_birth": "3/5/2009"})
    page = signed_in(app, ASH).get(f"/newsroom/pieces/{piece}").text
    assert "cannot be published" in page
    assert "Children and Young Persons Act 1933" in page
    assert press(app, ASH, piece, "/newsroom/convictions/{id}/withhold").status_code == 303
    assert content(app, piece) is None
    assert app.test_client().get(f"/convictions/{piece}").status_code == 404


def test_an_appeal_hides_a_case_at_once_and_a_success_corrects_it(app):
    piece = publish_case(app)
    public = app.test_client()
    assert NAME in public.get(f"/convictions/{piece}").text
    assert press(app, ASH, piece, "/newsroom/convictions/{id}/hold").status_code == 303
    assert public.get(f"/convictions/{piece}").status_code == 410
    assert "Drink-driving" not in re.sub("<option.*?</option>", "", public.get("/convictions").text)
    assert press(app, BEECH, piece, "/newsroom/convictions/{id}/release").status_code == 303
    assert public.get(f"/convictions/{piece}").status_code == 200
    assert press(app, ASH, piece, "/newsroom/convictions/{id}/quash", sure="y").status_code == 303
    gone = public.get(f"/convictions/{piece}")
    assert gone.status_code == 410
    assert "was quashed on appeal" in gone.text
    assert NAME not in gone.text
    assert "was quashed on appeal" in public.get("/convictions").text
    set_clock(app, NOW + dt.timedelta(days=convictions.CORRECTION_DAYS))
    assert "quashed" not in public.get(f"/convictions/{piece}").text


def test_a_case_is_kept_by_nobody_and_says_nothing_of_a_name_outside_its_words(app):
    piece = publish_case(app)
    answer = app.test_client().get(f"/convictions/{piece}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert {"noindex", "noarchive"} <= set(re.split(r"[, ]+", answer.headers["X-Robots-Tag"]))
    assert "ETag" not in answer.headers
    head = answer.text.split("<body")[0]
    assert "Persona" not in head
    assert "Drink-driving" in head
    assert f"/concern/tell?case={piece}" in answer.text


def test_the_list_has_offence_sentence_court_place_and_dates_and_no_name(app):
    piece = publish_case(app)
    page = app.test_client().get("/convictions").text
    for said in (
        "Drink-driving",
        "A fine of £320 and a ban of 14 months",
        "Tamber Magistrates",
        "Larkwith",
        f"/{piece}",
    ):
        assert said in page, said
    assert "Persona" not in page
    assert "Drove with" not in page


def test_the_list_is_chosen_from_by_what_there_is_and_nothing_else(app):
    publish_case(app)
    client = app.test_client()
    assert (
        "Shown until"
        in client.get(f"/convictions?partnership={PARTNERSHIP}&group=drink-driving&month=2026-11").text
    )
    assert "No case that is shown now fits" in client.get("/convictions?group=robbery").text
    for junk in ("partnership=x", "group=not-published", "group=%27", "month=2026-13", "month=0"):
        answer = client.get(f"/convictions?{junk}")
        assert answer.status_code == 400, junk


def test_an_empty_county_says_so_kindly(app):
    page = app.test_client().get("/convictions").text
    assert "No case is shown here at the moment" in page
    assert app.test_client().get("/convictions/ledger").status_code == 200


def test_what_never_was_published_is_not_found(app):
    waiting = publish_case(app, approve=False)
    counted = publish_case(app, form="t2", offence="speeding")
    for piece in (waiting, counted, "nothing", "abcdefghjk"):
        assert app.test_client().get(f"/convictions/{piece}").status_code == 404
        assert app.test_client().get(f"/convictions/{piece}/photograph").status_code == 404


def picture():
    made = io.BytesIO()
    Image.effect_noise((400, 500), 60).save(made, "JPEG")
    return made.getvalue()


def test_a_photograph_goes_with_its_case_and_is_decided_on_by_itself(app):
    piece, _last = drafted(app)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/convictions/{piece}/showing")
    answers = {
        "csrf_token": hidden(page), "version": hidden(page, "version"), "photograph_alt": "A drawing of a face",
        "photograph_reason": "to find people who were also cheated", "picture": (io.BytesIO(picture()), "a.jpg"),
    }  # fmt: skip
    assert client.post(f"/newsroom/convictions/{piece}/showing", data=answers).status_code == 303
    press(app, ASH, piece, "/newsroom/pieces/{id}/hand-in")
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 400
    press(app, BEECH, piece, "/newsroom/convictions/{id}/decide-photograph", photograph="yes")
    assert press(app, BEECH, piece, "/newsroom/pieces/{id}/approve").status_code == 303
    address = f"/convictions/{piece}/photograph"
    shown = app.test_client().get(address)
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert shown.headers["Cache-Control"] == "no-store"
    assert address in app.test_client().get(f"/convictions/{piece}").text
    set_clock(app, stored(app, piece).until)
    assert app.test_client().get(address).status_code == 410


def test_a_photograph_that_is_none_is_said_and_nothing_else_is_lost(app):
    piece, _last = drafted(app)
    client = signed_in(app, ASH)
    page = client.get(f"/newsroom/convictions/{piece}/showing")
    answers = {
        "csrf_token": hidden(page), "version": hidden(page, "version"), "photograph_reason": "to find more people",
        "picture": (io.BytesIO(b"no picture"), "a.jpg"),
    }  # fmt: skip
    assert client.post(f"/newsroom/convictions/{piece}/showing", data=answers).status_code == 400
    assert content(app, piece).photograph_reason == "to find more people"


def test_a_court_list_makes_drafts_and_tells_what_is_wrong_with_its_other_rows(app):
    client = signed_in(app, ASH)
    page = client.get("/newsroom/court-lists")
    rows = f"name,offence,conviction_date\n{NAME},Drink-driving,20/11/2026\nPersona-Two Invented,Rudeness,1/1/2026\n"

    def send(data):
        sent = {
            "csrf_token": hidden(page),
            "partnership": PARTNERSHIP,
            "list": (io.BytesIO(data), "list.csv"),
        }
        return client.post("/newsroom/court-lists", data=sent)

    report = send(rows.encode())
    assert "1 draft was made" in report.text
    assert "“Rudeness” is no offence" in report.text
    assert "1 row was taken before" in send(rows.encode()).text
    assert len(pieces_of(app)) == 1
    for nonsense in (b"", b"PK\0\0", b"a,b,c\n1,2,3\n"):
        assert send(nonsense).status_code == 400
    large = send(b"x" * 6_000_000)
    assert large.status_code == 413
    large.request.input_stream.close()
    assert client.get("/newsroom/court-lists/template.csv").mimetype == "text/csv"


def test_script_in_every_answer_is_shown_as_words(app):
    evil = "<script>alert(1)</script>{{7*7}}"
    result = {**RESULT, "court_name": evil}
    words = {
        name: value if name == "place" else f"{evil} for people to know" for name, value in WORDS.items()
    }
    piece, _last = drafted(app, result=result, words=words)
    client = signed_in(app, ASH)
    for leaf in ("pieces/{}", "convictions/{}/words", "convictions/{}/result"):
        page = client.get("/newsroom/" + leaf.format(piece)).text
        assert "<script>alert" not in page
        assert "49 for" not in page


def test_a_ward_must_be_one_of_the_partnership(app):
    piece, _last = drafted(app, words={**WORDS, "place": WARD, "place_name": "Somewhere"})
    assert content(app, piece).place in {WARD, ""}
    piece, _last = drafted(app, words={**WORDS, "place": "E05000000"})
    assert content(app, piece).place == ""
