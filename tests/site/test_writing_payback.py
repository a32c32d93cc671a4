"""Writing a project of Community Payback over HTTP: the form, its photographs, and the second person who looks."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from markupsafe import escape

from crimemap.editorial import publishing
from crimemap.editorial.payback import Role, photographs
from crimemap.editorial.people import Role as May
from crimemap.editorial.pictures import MOST_BYTES
from tests.pictures import SECRET, bomb, file, scene, with_notes
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in
from tests.site.payback_site import (
    ADMINISTRATOR,
    ASH,
    BEECH,
    ELSEWHERE,
    NOW,
    WARD,
    WHOLE,
    drafts,
    in_database,
    payback_site,
    publish,
)


@pytest.fixture
def app(data, tmp_path):
    with payback_site(data, tmp_path) as made:
        yield made


@pytest.fixture
def public(app):
    return app.test_client()


TYPED = {
    "stage": "done", "title_en": "A wall cleaned", "ward": WARD, "place_en": "Station wall", "lat": "", "lon": "",
    "what_en": "Scrawls were washed off.", "why_en": "Residents asked.", "partner": "Tamber Vale Council",
    "suggested": "residents", "vests": "no", "hours": "96", "before_alt_en": "A wall with scrawls",
    "after_alt_en": "A clean wall",
    "started-day": "1", "started-month": "10", "started-year": "2026", "ended-day": "20", "ended-month": "10",
    "ended-year": "2026", "until-day": "1", "until-month": "10", "until-year": "2028",
}  # fmt: skip


def new(app, who=ASH, files=(), client=None, **typed):
    """Send the form of a new project."""
    client = client or signed_in(app, who)
    form = client.get("/newsroom/payback/new?partnership=" + PARTNERSHIP)
    data = {
        "csrf_token": hidden(form), "token": hidden(form, "token"), "partnership": PARTNERSHIP, **TYPED, **typed,
        **{name: (io.BytesIO(content), "photo.jpg", "image/jpeg") for name, content in files},
    }  # fmt: skip
    return client.post("/newsroom/payback/new", data=data), data


def change(app, piece_id, who=ASH, files=(), **typed):
    client = signed_in(app, who)
    form = client.get(f"/newsroom/payback/{piece_id}")
    held = dict(re.findall(r'name="(\w+_id)" value="(\w+)"', form.text))
    data = {
        "csrf_token": hidden(form), "version": hidden(form, "version"), **TYPED, **held, **typed,
        **{name: (io.BytesIO(content), "photo.jpg", "image/jpeg") for name, content in files},
    }  # fmt: skip
    return client.post(f"/newsroom/payback/{piece_id}", data=data)


PAIR = (("before_file", with_notes("JPEG")), ("after_file", with_notes("HEIF")))


def test_a_press_officer_writes_a_project_and_two_people_publish_it(app, public):
    answer, _data = new(app, files=PAIR)
    assert answer.status_code == 303
    piece, project = drafts(app)[0]
    assert (project.hours, project.vests, project.ended, project.ward_name) == (
        96,
        False,
        dt.date(2026, 10, 20),
        "Larkwith",
    )
    where = f"/newsroom/pieces/{piece.id}"
    ash = signed_in(app, ASH)
    shown = ash.get(where)
    assert "A wall cleaned" in shown.text
    ash.post(f"{where}/hand-in", data={"csrf_token": hidden(shown), "version": hidden(shown, "version")})
    beech = signed_in(app, BEECH)
    form = beech.get(where)
    given = {"csrf_token": hidden(form), "version": hidden(form, "version")}
    early = beech.post(f"{where}/approve", data=given)
    assert early.status_code == 400
    assert "nobody can be recognised" in early.text
    seen = re.findall(r'name="photograph" value="(\w+)"', form.text)
    assert len(seen) == 2
    confirmed = beech.post(f"/newsroom/payback/{piece.id}/photographs", data={**given, "photograph": seen})
    assert confirmed.status_code == 303
    assert beech.post(f"{where}/approve", data=given).status_code == 303
    page = public.get(f"/payback/{piece.id}").text
    assert "A wall cleaned" in page
    assert 'alt="A clean wall"' in page
    photo = public.get(re.search(r'src="(/payback/pictures/[^"]*)"', page)[1])
    assert photo.status_code == 200
    assert SECRET.encode() not in photo.data


def test_the_same_form_sent_twice_makes_one_project_with_its_photographs_once(app):
    client = signed_in(app, ASH)
    _answer, data = new(app, files=PAIR, client=client)
    again = {**data, **{name: (io.BytesIO(content), "photo.jpg") for name, content in PAIR}}
    assert client.post("/newsroom/payback/new", data=again).status_code == 303
    assert len(drafts(app)) == 1
    with in_database(app) as session:
        assert session.query(photographs.ProjectPhoto).count() == 2


def test_a_mistake_keeps_what_was_typed_and_the_photographs_that_came(app):
    client = signed_in(app, ASH)
    answer, _data = new(
        app, files=PAIR, client=client, hours="many", title_en="Typed with care", **{"ended-month": "13"}
    )
    assert answer.status_code == 400
    assert "Typed with care" in answer.text
    assert 'value="many"' in answer.text
    assert 'value="13"' in answer.text
    assert "This is no day" in answer.text
    piece, _project = drafts(app)[0]
    held = dict(re.findall(r'name="(\w+_id)" value="(\w+)"', answer.text))
    assert set(held) == {"before_id", "after_id"}
    data = {"csrf_token": hidden(answer), "version": hidden(answer, "version"), **TYPED, **held}
    assert client.post(f"/newsroom/payback/{piece.id}", data=data).status_code == 303
    _piece, project = drafts(app)[0]
    assert {photo.role: photo.id for photo in project.photos} == {
        Role.BEFORE: held["before_id"], Role.AFTER: held["after_id"]
    }  # fmt: skip


@pytest.mark.parametrize(("sent", "told"), [
    (bomb(), "million pixels"), (b"", "empty"), (b"<svg onload='alert(1)'/>", "no photograph"),
    (file("GIF"), "no photograph"), (file("JPEG")[:900], "damaged"), (b"\xff" * (MOST_BYTES + 1), "larger than 12 MB"),
])  # fmt: skip
def test_a_file_that_is_no_photograph_is_refused_at_its_field_and_the_rest_is_kept(app, sent, told):
    answer, _data = new(app, files=(("after_file", sent), PAIR[0]), title_en="Typed with care")
    assert answer.status_code == 400
    assert told in answer.text
    assert "Typed with care" in answer.text
    assert 'name="before_id"' in answer.text
    with in_database(app) as session:
        assert session.query(photographs.ProjectPhoto).count() == 1


def test_fifty_megabytes_are_refused_before_they_are_read(app):
    client = signed_in(app, ASH)
    form = hidden(client.get("/newsroom/payback/new?partnership=" + PARTNERSHIP))
    head = f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{form}\r\n--b\r\n'.encode()
    answer = client.post(
        "/newsroom/payback/new",
        data=head + b"\xff" * 50_000_000,
        content_type="multipart/form-data; boundary=b",
    )
    assert answer.status_code == 413
    assert drafts(app) == []


def test_a_form_without_files_takes_no_more_than_any_other(app):
    new(app)
    piece, _project = drafts(app)[0]
    client = signed_in(app, BEECH)
    assert (
        client.post(f"/newsroom/payback/{piece.id}/photographs", data={"x": "y" * 100_000}).status_code == 413
    )


def test_a_photograph_can_be_replaced_and_taken_out(app):
    new(app, files=PAIR)
    piece, project = drafts(app)[0]
    first = project.photo(Role.AFTER).id
    assert (
        change(
            app, piece.id, files=(("after_file", file("PNG", scene(900, 500))),), before_out="y"
        ).status_code
        == 303
    )
    _piece, project = drafts(app)[0]
    assert [photo.role for photo in project.photos] == [Role.AFTER]
    assert project.photos[0].id != first
    with in_database(app) as session:
        assert [photo.width for photo in session.query(photographs.ProjectPhoto)] == [900]


def test_the_photograph_of_another_project_cannot_be_taken(app):
    _id, theirs = publish(app, WHOLE, Role.AFTER)
    new(app, after_id=theirs[0])
    assert [project.photos for piece, project in drafts(app) if piece.shown is None] == [()]


def test_a_point_must_lie_in_the_ward_that_was_chosen(app):
    answer, _data = new(app, lat="53.61", lon="-4.005")
    assert answer.status_code == 400
    assert "This point lies in Osterby." in answer.text
    answer, _data = new(app, lat="51.5", lon="-0.1")
    assert "This point lies in none of the wards." in answer.text
    answer, _data = new(app, lat="53.61", lon="-4.015")
    assert answer.status_code == 303


def test_of_two_who_change_the_same_project_the_second_is_shown_both(app):
    new(app)
    piece, _project = drafts(app)[0]
    assert change(app, piece.id, title_en="First").status_code == 303
    second = change(app, piece.id, title_en="Second", version="1")
    assert second.status_code == 409
    assert "First" in second.text
    assert "Second" in second.text


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "${7*7}",
    "{{7*7}}",
    "'; DROP TABLE piece; --",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_is_text_wherever_it_is_shown(app, public, payload):
    texts = dict.fromkeys(("title_en", "place_en", "what_en", "why_en", "partner", "measure_en"), payload)
    project_id, _ids = publish(
        app, WHOLE.model_copy(update={**texts, "title_cy": payload, "unpictured_en": payload})
    )
    pages = [public.get(address).text for address in ("/payback", f"/payback/{project_id}")]
    client = signed_in(app, ASH)
    pages += [client.get(f"/newsroom/{where}/{project_id}").text for where in ("payback", "pieces")]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert str(escape(payload)) in page


def test_nobody_gets_at_a_draft_or_its_photographs_who_does_not_work_for_it(app, public):
    new(app, files=PAIR)
    piece, project = drafts(app)[0]
    photo = f"{project.photos[0].id}.jpg"
    assert public.get(f"/payback/{piece.id}").status_code == 404
    assert public.get(f"/payback/pictures/{photo}").status_code == 404
    for who in (ELSEWHERE, ADMINISTRATOR):
        client = signed_in(app, who)
        for address in (f"/newsroom/payback/{piece.id}", f"/newsroom/payback/pictures/{photo}"):
            assert client.get(address).status_code == 403, (who.name, address)
    assert signed_in(app, BEECH).get(f"/newsroom/payback/pictures/{photo}").status_code == 200
    assert signed_in(app, BEECH).get(f"/newsroom/payback/{piece.id}").status_code == 403
    answer = signed_in(app, ASH).get(f"/newsroom/payback/pictures/{photo}")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_project_cannot_be_begun_for_somebody_elses_partnership(app):
    answer, _data = new(app, who=person("Fir", May.AUTHOR, partnership=PARTNERSHIP), partnership="W22900009")
    assert answer.status_code == 403
    assert drafts(app) == []


def test_a_form_without_its_token_or_from_another_site_does_nothing(app):
    client = signed_in(app, ASH)
    assert client.post("/newsroom/payback/new", data={"partnership": PARTNERSHIP, **TYPED}).status_code == 400
    form = client.get("/newsroom/payback/new?partnership=" + PARTNERSHIP)
    data = {"csrf_token": hidden(form), "partnership": PARTNERSHIP, **TYPED}
    foreign = client.post("/newsroom/payback/new", data=data, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert drafts(app) == []


def test_what_the_form_does_not_ask_is_not_taken(app):
    new(app, state="approved", approver="x", id="mine", photos="[]", shown="1", kind="conviction")
    piece, project = drafts(app)[0]
    assert (piece.state, piece.kind, piece.approver, project.photos) == ("draft", "project", None, ())
    assert piece.id != "mine"


def test_whoever_writes_for_several_is_asked_for_which(app):
    page = signed_in(app, ASH).get("/newsroom/payback/new")
    assert "Tamber Vale" in page.text or 'name="title_en"' in page.text
    one = signed_in(app, person("Fir", May.AUTHOR, partnership=PARTNERSHIP)).get("/newsroom/payback/new")
    assert 'name="title_en"' in one.text


def save_by_itself(client, address, typed):
    return client.post(address, data=typed, headers={"Accept": "application/json"})


def test_a_draft_saves_itself_and_an_answer_lost_on_the_way_loses_nothing(app):
    client = signed_in(app, ASH)
    form = client.get("/newsroom/payback/new?partnership=" + PARTNERSHIP)
    typed = {
        "csrf_token": hidden(form),
        "token": hidden(form, "token"),
        "partnership": PARTNERSHIP,
        "title_en": "A",
    }
    assert save_by_itself(client, "/newsroom/payback/new", typed).status_code == 200
    again = save_by_itself(client, "/newsroom/payback/new", {**typed, "title_en": "A wall"})
    assert again.json["address"].endswith(drafts(app)[0][0].id)
    assert [project.title_en for _piece, project in drafts(app)] == ["A wall"]
    sent = {**typed, "title_en": "A wall", "after_file": (io.BytesIO(file()), "a.jpg")}
    assert client.post("/newsroom/payback/new", data=sent).status_code == 303
    assert [len(project.photos) for _piece, project in drafts(app)] == [1]
    half = save_by_itself(client, again.json["address"], {**typed, "hours": "man", "version": "9"})
    assert half.status_code == 422


def test_what_waits_for_approval_is_not_changed_by_its_form(app):
    new(app, files=PAIR)
    piece, _project = drafts(app)[0]
    with app.extensions["crimemap.database"].session(writing=True) as session:
        publishing.submit(session, ASH, piece.id, version=piece.version, now=NOW)
        session.commit()
    page = signed_in(app, ASH).get(f"/newsroom/payback/{piece.id}").text
    assert "Take it back" in page
    assert "data-autosave=" not in page
    assert change(app, piece.id, title_en="Another").status_code == 404
