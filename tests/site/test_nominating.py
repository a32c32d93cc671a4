"""Nominating work for Community Payback by HTTP: as the person who asks, and as what tries to get in."""

from __future__ import annotations

import re

import pytest

from tests.site.newsroom import hidden, signed_in
from tests.site.nominating_site import (
    ANSWERS,
    FORM,
    NAME,
    SECRETS,
    Clock,
    act,
    id_of,
    nominated,
    opened,
    photo,
    public_bytes,
    send,
    site_at,
    staff,
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(data, tmp_path, clock):
    return site_at(data, tmp_path, clock)


@pytest.fixture
def visitor(app):
    return app.test_client()


def test_the_form_asks_the_official_questions_and_sets_no_cookie(visitor):
    answer = visitor.get(FORM)
    for asked in ("otherwise be paid", "make a profit", "toilets and somewhere to wash hands", "get to the site",
                  "Photographs", "people here benefit", "owns the place", "Email"):  # fmt: skip
        assert asked in answer.text, asked
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_a_nomination_is_followed_from_receipt_to_done_and_no_public_byte_says_who_asked(app, visitor, clock):
    code = nominated(visitor, clock, photos=[photo()])
    answer = visitor.get(f"/payback/nominations/{code}?new=1")
    assert code in answer.text
    assert "Write down this code" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "No nomination has been checked yet" in visitor.get("/payback/nominations").text
    ash = staff(app)
    nomination = id_of(ash)
    clock.on(days=2)
    checked = act(ash, nomination, "check", title_en="Paint the railings of Teasel Park", title_cy="",
                  summary_en="The railings are rusty.", summary_cy="")  # fmt: skip
    assert checked.status_code == 303, checked.text
    assert "Paint the railings" in visitor.get("/payback/nominations").text
    marks = {"benefit": "3", "seen": "2", "asked": "2", "site": "3", "lasting": "1"}
    assert act(ash, nomination, "score", **marks).status_code == 303
    assert "not yet" in visitor.get("/payback/nominations").text
    assert act(ash, nomination, "confirm").status_code == 403, "who gave the marks cannot confirm them"
    clock.on(days=3)
    assert act(staff(app, "Beech"), nomination, "confirm").status_code == 303
    ash = staff(app)
    assert act(ash, nomination, "accept").status_code == 303
    assert "Accepted" in visitor.get(f"/payback/nominations/{code}").text
    date = {"starts_on-day": "20", "starts_on-month": "12", "starts_on-year": "2026"}
    clock.on(days=1)
    assert act(ash, nomination, "schedule", **date).status_code == 303
    assert "20 December 2026" in visitor.get(f"/payback/nominations/{code}").text
    clock.on(days=35)
    assert act(ash, nomination, "finish", project="").status_code == 303
    done = visitor.get(f"/payback/nominations/{code}").text
    for said in ("It took 41 days", "2 days later", "3 days later", "35 days later", "24 of 30 points"):
        assert said in done, said
    public = public_bytes(app, code)
    assert not [secret for secret in SECRETS if secret in public]


def test_no_file_of_the_installation_holds_what_is_personal(app, visitor, clock, tmp_path):
    code = nominated(visitor, clock, photos=[photo()])
    staff(app).get("/newsroom/nominations")
    public_bytes(app, code)
    for path in tmp_path.rglob("*"):
        if path.is_file() and "releases" not in path.parts:
            held = path.read_bytes()
            assert not [s for s in (*SECRETS, code, "secret place") if s.encode() in held], path


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"paid": "yes"}, "cannot do what somebody would otherwise be paid for"),
        ({"profit": "yes"}, "make a profit from"),
        ({"work": ""}, "Say what needs to be done"),
        ({"email": "", "phone": ""}, "Enter an email address or a telephone number"),
        ({"email": "nobody"}, "like name@example.org"),
        ({"toilets": ""}, "Say whether there are toilets"),
        ({"confirm": ""}, "Confirm that"),
        ({"place": ""}, "Enter a postcode"),
        ({"place": "Corvenshire Police"}, "too wide"),
        ({"place": "ZZ9 9ZZ"}, "There is a problem"),
        ({"work": "Buy at https://casino.example now"}, "Leave out addresses of web pages"),
        ({"work": "x" * 1_501}, "at most 1500 letters"),
        ({"name": "a\x00\x1b", "work": "\x00"}, "Say what needs to be done"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_is_kept(visitor, clock, changed, said):
    answer = send(visitor, opened(visitor, clock), **changed)
    assert answer.status_code == 400
    assert said in answer.text
    assert "<title>" in answer.text
    assert re.search(r"<title>\s*Error:", answer.text)
    for field in ("benefit", "owner", "contact_name", "toilets_where"):
        assert ANSWERS[field] in answer.text
    assert "No nomination" in visitor.get("/payback/nominations").text


def test_a_place_that_means_several_is_asked_again_with_a_choice(visitor, clock):
    stamp = opened(visitor, clock)
    asked = send(visitor, stamp, place="Plover Road")
    assert asked.status_code == 400
    assert "Which one do you mean?" in asked.text
    choice = re.search(r'name="area"[^>]*value="([^"]+)"', asked.text)[1]
    assert send(visitor, stamp, place="Plover Road", area=choice).status_code == 303
    assert send(visitor, opened(visitor, clock), place="Plover Road", area="E22900001").status_code == 400


def test_the_form_sent_twice_makes_one_nomination_with_one_receipt(app, visitor, clock):
    stamp = opened(visitor, clock)
    first, second = send(visitor, stamp), send(visitor, stamp)
    assert first.headers["Location"] == second.headers["Location"]
    assert staff(app).get("/newsroom/nominations").text.count("Not checked yet") == 1


def test_a_photograph_is_not_lost_when_something_else_is_wrong(app, visitor, clock):
    stamp = opened(visitor, clock)
    wrong = send(visitor, stamp, photos=[photo()], work="")
    assert "1 photograph is kept" in wrong.text
    assert send(visitor, hidden(wrong, "stamp")).status_code == 303
    ash = staff(app)
    nomination = id_of(ash)
    address = re.search(
        r'src="(/newsroom/nominations/[^"]+\.jpg)"', ash.get(f"/newsroom/nominations/{nomination}").text
    )[1]
    shown = ash.get(address)
    assert shown.mimetype == "image/jpeg"
    assert shown.headers["Cache-Control"] == "no-store"
    assert b"secret place" not in shown.data
    assert signed_in(app, None).get(address).status_code in {302, 303, 401, 403}


def test_a_photograph_that_is_none_and_a_fourth_are_refused(visitor, clock):
    stamp = opened(visitor, clock)
    none = send(visitor, stamp, photos=[b"<script>alert(1)</script>"])
    assert none.status_code == 400
    assert "Photograph 1:" in none.text
    many = send(visitor, stamp, photos=[photo(colour=c) for c in ("red", "blue", "green", "white")])
    assert many.status_code == 400
    assert "at most 3" in many.text


def test_fifty_megabytes_are_refused_before_they_are_read(visitor):
    body = b"--x\r\n" + b"0" * 50 * 1024**2
    answer = visitor.post(FORM, data=body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_a_program_is_refused_whatever_the_rule_and_always_with_the_same_words(visitor, clock):
    stamp = opened(visitor, clock)
    quick = hidden(visitor.get(FORM), "stamp")
    refused = [
        send(visitor, stamp, website="https://spam.example"),
        send(visitor, quick),
        send(visitor, ""),
        send(visitor, stamp[:-1] + ("0" if stamp[-1] != "0" else "1")),
    ]
    old = opened(visitor, clock)
    clock.on(hours=25)
    refused.append(send(visitor, old))
    said = {re.search(r"What you wrote is still here[^<]*", answer.text)[0] for answer in refused}
    assert {answer.status_code for answer in refused} == {429}
    assert len(said) == 1
    for answer in refused:
        assert NAME in answer.text, "a person loses nothing"


def test_a_person_who_was_taken_for_a_program_gets_through_by_pressing_again(visitor, clock):
    refused = send(visitor, opened(visitor, clock, seconds=1))
    assert refused.status_code == 429
    clock.on(seconds=20)
    assert send(visitor, hidden(refused, "stamp")).status_code == 303


def test_whoever_corrects_slips_is_never_counted_and_never_asked_to_wait(visitor, clock):
    page = send(visitor, opened(visitor, clock), work="")
    for _each in range(35):
        page = send(visitor, hidden(page, "stamp"), work="")
        assert page.status_code == 400
    assert send(visitor, hidden(page, "stamp")).status_code == 303


def test_nominations_from_one_connection_are_limited_by_the_hour(visitor, clock):
    answers = [send(visitor, opened(visitor, clock)).status_code for _each in range(8)]
    assert answers == [303] * 6 + [429] * 2
    clock.on(hours=1)
    assert send(visitor, opened(visitor, clock)).status_code == 303


def test_guessing_receipts_is_slowed_down(app, visitor, clock):
    code = nominated(visitor, clock)
    for number in range(20):
        assert (
            visitor.get(f"/payback/nominations/AAAA-AAAA-{number + 10:04}".replace("1", "C")).status_code
            == 404
        )
    assert visitor.get("/payback/nominations/AAAA-AAAA-AAAA").status_code == 429
    assert visitor.get(f"/payback/nominations/{code}").status_code == 429
    clock.on(hours=1, seconds=1)
    assert visitor.get(f"/payback/nominations/{code}").status_code == 200


def test_a_receipt_is_typed_in_any_way(visitor, clock):
    code = nominated(visitor, clock)
    found = visitor.get("/payback/nominations/find", query_string={"receipt": code.lower().replace("-", " ")})
    assert found.headers["Location"] == f"/payback/nominations/{code}"
    for wrong in ("", "x", "<script>", "A" * 900):
        answer = visitor.get("/payback/nominations/find", query_string={"receipt": wrong})
        assert answer.status_code == 400
        assert "<script>" not in answer.text.partition("<main")[2]


def test_a_form_of_another_site_is_refused(visitor, clock):
    stamp = opened(visitor, clock)
    answer = visitor.post(FORM, data={**ANSWERS, "stamp": stamp}, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "query",
    ["order=best", "page=0", "page=x", "page=99999", "partnership=nowhere", "page=2", "partnership='--"],
)
def test_a_list_that_cannot_be_meant_says_so(visitor, query):
    assert visitor.get(f"/payback/nominations?{query}").status_code in {400, 404}
