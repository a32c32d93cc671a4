"""What is typed into addresses and forms of the newsroom to break it or to look where one may not: by HTTP."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from crimemap.editorial import publishing
from crimemap.editorial.pieces import Kind, Piece
from crimemap.editorial.stories import Story
from crimemap.editorial.stories.approaches import approaches
from tests.site.attacking import SCRIPTS
from tests.site.convictions_site import ASH, BEECH, DOGWOOD, NOW, press, publish_case, set_clock, stored
from tests.site.newsroom import PARTNERSHIP, hidden, signed_in

WORDS = "/newsroom/convictions/{id}/words"


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None
    set_clock(made, NOW)
    return made


def conflict(app, piece: str):
    """The page of a conflict of two versions, for whoever wrote the second."""
    version = str(stored(app, piece).version)
    for name in ("Somebody Else", "Nobody Else"):
        given = {"version": version, "name": name, "place": "town", "place_name": "Larkwith"}
        client = signed_in(app, ASH)
        token = hidden(client.get(WORDS.format(id=piece)))
        answer = client.post(WORDS.format(id=piece), data={"csrf_token": token, **given})
    assert answer.status_code == 409
    return client, answer


@pytest.mark.parametrize(
    "field",
    ["name.x", "sentences.0", "sentences.0.kind", "made_up.field", ".", "name..", "__class__.__name__"],
)
def test_a_conflict_is_not_settled_by_fields_that_no_form_has(app, field):
    piece = publish_case(app)
    client, page = conflict(app, piece)
    given = {name: hidden(page, name) for name in ("csrf_token", "mine", "version")}
    answer = client.post(f"/newsroom/pieces/{piece}/settle", data={**given, f"choice-{field}": "mine"})
    assert answer.status_code == 400


@pytest.mark.parametrize("at", ["name\r\nSet-Cookie: a=b", "\x00", "//evil.example", "x" * 3000])
def test_the_question_in_an_address_cannot_break_the_redirect(app, at):
    piece = publish_case(app)
    answer = signed_in(app, ASH).get(f"/newsroom/convictions/{piece}", query_string={"at": at})
    assert answer.status_code == 303
    assert answer.location.startswith(f"/newsroom/convictions/{piece}/result")
    assert "Set-Cookie" not in answer.headers


def test_every_button_of_a_case_of_another_partnership_is_refused_whether_it_would_do_anything_or_not(app):
    piece = publish_case(app)
    client = signed_in(app, DOGWOOD)
    token = hidden(client.get("/newsroom/court-lists"))
    acts = [
        f"convictions/{piece}/{act}" for act in ("hold", "release", "quash", "withhold", "decide-photograph")
    ]
    acts += [
        f"pieces/{piece}/{act}"
        for act in ("hand-in", "take-back", "approve", "send-back", "take-down", "when", "settle")
    ]
    given = {"csrf_token": token, "version": "1", "why": "x", "sure": "y", "photograph": "yes"}
    for act in acts:
        assert client.post(f"/newsroom/{act}", data=given).status_code == 403, act
    assert stored(app, piece).is_visible(NOW)


def test_an_age_below_18_written_into_a_published_case_hides_it_at_once(app):
    piece = publish_case(app)
    assert app.test_client().get(f"/convictions/{piece}").status_code == 200
    client = signed_in(app, ASH)
    address = f"/newsroom/convictions/{piece}/checks"
    given = {"csrf_token": hidden(client.get(address)), "version": str(stored(app, piece).version)}
    client.post(address, data={**given, "age_at_offence": "17"}, headers={"Accept": "application/json"})
    assert app.test_client().get(f"/convictions/{piece}").status_code == 200, "half typed is no answer"
    given["version"] = str(stored(app, piece).version)
    client.post(address, data={**given, "age_at_offence": "16"})
    assert app.test_client().get(f"/convictions/{piece}").status_code == 410
    assert piece not in app.test_client().get("/convictions").text
    assert press(app, BEECH, piece, "/newsroom/convictions/{id}/release").status_code == 400


@pytest.mark.parametrize("field", ["court_name", "place_name"])
def test_nothing_of_a_person_gets_into_a_list_by_way_of_court_or_place(app, field):
    typed = "Tamber Court; victim Jane Doe, 12 High Street" if field == "court_name" else "Jane Doe, Larkwith"
    with pytest.raises(publishing.Refused):
        publish_case(app, place="town", **{"place_name": "Larkwith", field: typed})
    assert "Jane" not in app.test_client().get("/convictions").text


def test_published_words_with_script_in_them_are_text_on_every_public_page(app):
    """The client fails for inline script and handlers on any page that it opens."""
    for number, payload in enumerate(SCRIPTS):
        late = NOW + dt.timedelta(minutes=number)
        given = {
            "what_happened_en": f"Drove badly. {payload}",
            "sentence_words_en": payload,
            "why_publish": payload,
        }
        piece = publish_case(app, late, form=f"s{number}", name=f"Persona {'abcdefgh'[number] * 4}", **given)
        set_clock(app, late)
        client = app.test_client()
        page = client.get(f"/convictions/{piece}")
        assert page.status_code == 200
        assert payload not in page.text or not re.search(r"[<\"]", payload)
        for address in ("/convictions", "/", "/doing", f"/areas/{PARTNERSHIP}"):
            assert 'href="javascript:' not in client.get(address).text


def test_a_story_with_script_in_every_field_is_text_on_its_page(app):
    for number, payload in enumerate(SCRIPTS):
        texts = {
            f"{name}_{lang}": payload
            for name in ("title", "problem", "action", "caveat")
            for lang in ("en", "cy")
        }
        story = Story(**texts, approaches=(approaches()[0].slug,))
        with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
            made = publishing.create(
                session, ASH, Kind.STORY, PARTNERSHIP, story, token=f"n{number}", now=NOW
            )
            publishing.submit(session, ASH, made.id, version=1, now=NOW)
            publishing.approve(session, BEECH, made.id, version=1, now=NOW)
            session.commit()
            address = f"/news/{made.id}"
        app.extensions["crimemap.cache"].forget()
        client = app.test_client()
        for opened in (address, "/news", "/doing", "/"):
            page = client.get(opened)
            assert page.status_code == 200, opened
            assert 'href="javascript:' not in page.text
            assert "<svg onload" not in page.text


def test_forms_with_a_nul_in_every_text_are_answered_and_never_a_fault(app):
    client = signed_in(app, ASH)
    token = hidden(client.get("/newsroom/court-lists"))
    given = {
        "csrf_token": token,
        "partnership": PARTNERSHIP,
        "token": "a\x00b",
        "offence": "drink\x00driving",
    }
    answer = client.post("/newsroom/convictions/new", data={**given, "court_name": "Tamber\x00 Court"})
    assert answer.status_code < 500
    for partnership in ("\x00", "*", "E2290000\x001"):
        answer = client.post("/newsroom/convictions/new", data={**given, "partnership": partnership})
        assert answer.status_code in {400, 403}
    with app.extensions["crimemap.database"].session() as session:
        assert session.scalar(select(func.count()).select_from(Piece)) <= 1
