"""Telling us that a page harms someone: by anybody, without account or cookie; read and answered by colleagues."""

from __future__ import annotations

import re

import pytest
from freezegun import freeze_time

from crimemap.editorial import audit, concerns
from crimemap.editorial.people import Role
from tests.site.newsroom import hidden, person, signed_in

FORM = "/concern/tell?area=corvenshire-lark"
WORDS = "The map shames our street. <script>alert(1)</script>"


@pytest.fixture
def app(fresh):
    return fresh()


def send(client, address=FORM, **answers):
    with freeze_time("2026-11-22 10:00:00", tick=True) as clock:
        stamp = hidden(client.get(address), "stamp")
        clock.tick(answers.pop("after", 30))
        given = {"stamp": stamp, "words": WORDS, **answers}
        return client.post(address, data=given), given


def kept(app):
    with app.extensions["crimemap.database"].session() as session:
        return session.query(concerns.Concern).all()


def test_what_is_told_about_a_place_is_kept_for_its_partnership(app):
    answer, _given = send(app.test_client())
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/concern/sent"
    assert "Set-Cookie" not in answer.headers
    assert [(each.about, each.partnership) for each in kept(app)] == [("corvenshire-lark", "E22900001")]


def test_sent_twice_is_kept_once(app):
    client = app.test_client()
    _answer, given = send(client)
    with freeze_time("2026-11-22 10:01:00"):
        assert client.post(FORM, data=given).status_code == 303
    assert len(kept(app)) == 1


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"words": ""}, 400),
        ({"words": "x" * 4001}, 400),
        ({"reply_to": "no address"}, 400),
        ({"website": "http://spam.example"}, 429),
        ({"after": 1}, 429),
        ({"after": 90_000}, 429),
        ({"stamp": "made-up-one"}, 429),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_stays(app, answers, status):
    answer, given = send(app.test_client(), **answers)
    assert answer.status_code == status
    assert "There is a problem" in answer.text
    if given["words"] == WORDS:
        assert "The map shames our street. &lt;script&gt;" in answer.text
    assert kept(app) == []


def test_whoever_corrects_a_slip_may_send_at_once(app):
    client = app.test_client()
    slipped, given = send(client, words="", after=1)
    with freeze_time("2026-11-22 10:00:02"):
        again = {**given, "words": WORDS, "slip": hidden(slipped, "slip")}
        assert client.post(FORM, data=again).status_code == 303
    assert len(kept(app)) == 1


def test_a_form_of_another_site_is_refused(app):
    client = app.test_client()
    stamp = hidden(client.get(FORM), "stamp")
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(FORM, data={"stamp": stamp, "words": WORDS}, headers=headers).status_code == 403


def test_too_many_from_one_connection_are_asked_to_wait(app):
    client = app.test_client()
    assert [send(client)[0].status_code for _each in range(6)] == [303] * 5 + [429]


def test_colleagues_read_it_answer_it_and_that_is_written_down(app):
    send(app.test_client(), reply_to="somebody@home.example")
    client = signed_in(app, person("Ash", Role.AUTHOR, partnership="E22900001"))
    listed = client.get("/newsroom/concerns")
    address = re.search(r'action="(/newsroom/concerns/[0-9a-f]+)"', listed.text)[1]
    token = hidden(listed)
    opened = client.post(address, data={"csrf_token": token})
    assert "The map shames our street. &lt;script&gt;" in opened.text
    assert client.post(f"{address}/done", data={"csrf_token": token, "done": " "}).status_code == 400
    assert (
        client.post(
            f"{address}/done", data={"csrf_token": token, "done": "Mended.", "answer": "y"}
        ).status_code
        == 303
    )
    with app.extensions["crimemap.database"].session() as session:
        acts = [entry.act for entry in session.query(audit.Entry).order_by(audit.Entry.number)]
    assert acts[0] == "told a concern"
    assert "read a concern" in acts
    assert acts[-2] == "answered a concern"


def test_who_works_elsewhere_does_not_see_it(app):
    send(app.test_client())
    client = signed_in(app, person("Dogwood", Role.AUTHOR, partnership="E22900002"))
    assert "Nothing waits" in client.get("/newsroom/concerns").text
