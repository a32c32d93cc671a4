"""The way in: an invitation, a password, a phone; how long it lasts, and who is kept out."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from freezegun import freeze_time

from tests.site.signing import PASSWORD, Colleague, invited, send

START = "2026-11-22 10:00:00"


@pytest.fixture
def clock():
    with freeze_time(START) as frozen:
        yield frozen


@pytest.fixture
def colleague(fresh, clock) -> Colleague:
    return Colleague(fresh(facts=False), clock)


def test_an_invitation_leads_to_a_password_a_phone_and_in(colleague):
    shown = colleague.accept()
    assert "Your recovery codes" in shown.text
    assert len(set(colleague.recovery)) == 8
    assert colleague.client.get("/newsroom/me").status_code == 200
    assert colleague.acts()[-3:] == ["set up a second factor", "made recovery codes", "signed in"]


def test_signing_in_takes_the_password_and_then_the_code(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    colleague.later(seconds=31)
    assert colleague.give_password(client=client).location == "/newsroom/second-factor"
    assert client.get("/newsroom/me").status_code == 303
    assert colleague.give_code(client=client).status_code == 303
    assert client.get("/newsroom/me").status_code == 200
    assert colleague.acts()[-1] == "signed in"


def test_after_signing_in_one_is_where_one_wanted_to_be(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    assert client.get("/newsroom/accounts?x=1").location == "/newsroom/sign-in"
    assert colleague.sign_in(client).location == "/newsroom/accounts?x=1"


def test_nobody_is_sent_to_another_site_after_signing_in(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    for address in (
        "/newsroom/sign-in?next=https://evil.example/",
        "/newsroom//evil.example/",
        "/newsroom/me?next=//evil.example",
    ):
        client.get(address)
    assert colleague.sign_in(client).location.startswith("/newsroom")


@pytest.mark.parametrize("password", ["wrong wrong wrong", "", PASSWORD + " "])
def test_a_wrong_password_opens_nothing(colleague, password):
    colleague.accept()
    client = colleague.app.test_client()
    assert colleague.give_password(password, client=client).status_code == 422
    assert client.get("/newsroom/second-factor").location == "/newsroom/sign-in"


def test_the_answer_is_the_same_whether_an_account_exists_or_not(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    page = client.get("/newsroom/sign-in")
    there = send(client, page, email="ash@example.gov.uk", password="wrong wrong wrong")
    nobody = send(client, page, email="oak@example.gov.uk", password="wrong wrong wrong")
    said = [re.sub(r'value="[^"]*"', "", answer.text) for answer in (there, nobody)]
    assert said[0] == said[1]
    assert there.status_code == nobody.status_code


def test_an_unknown_address_costs_as_much_work_as_a_known_one(colleague, monkeypatch):
    colleague.accept()
    checked = []
    monkeypatch.setattr(
        "crimemap.web.newsroom.signing_in.verify_password",
        lambda typed, held: bool(checked.append(held[:12])),
    )
    client = colleague.app.test_client()
    page = client.get("/newsroom/sign-in")
    for email in ("ash@example.gov.uk", "oak@example.gov.uk"):
        send(client, page, email=email, password="wrong wrong wrong")
    assert checked == ["$argon2id$v="] * 2


def test_a_code_works_once(colleague):
    colleague.accept()
    first, second = colleague.app.test_client(), colleague.app.test_client()
    colleague.sign_in(first)
    colleague.give_password(client=second)
    assert colleague.give_code(client=second).status_code == 422
    assert second.get("/newsroom/me").status_code == 303


def test_a_recovery_code_works_once(colleague):
    colleague.accept()
    first, second = colleague.app.test_client(), colleague.app.test_client()
    colleague.give_password(client=first)
    assert colleague.give_code(colleague.recovery[0].upper(), client=first).status_code == 303
    colleague.give_password(client=second)
    assert colleague.give_code(colleague.recovery[0], client=second).status_code == 422


def test_half_signed_in_opens_nothing_and_ends_after_ten_minutes(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    colleague.later(seconds=31)
    colleague.give_password(client=client)
    page = client.get("/newsroom/second-factor")
    colleague.later(minutes=11)
    assert send(client, page, code=colleague.code).location == "/newsroom/sign-in"


def test_a_session_ends_after_half_an_hour_without_a_request(colleague):
    colleague.accept()
    for _visit in range(3):
        colleague.later(minutes=29)
        assert colleague.client.get("/newsroom/me").status_code == 200
    colleague.later(minutes=31)
    assert colleague.client.get("/newsroom/me").location == "/newsroom/sign-in"


def test_a_session_ends_after_twelve_hours_however_busy(colleague):
    colleague.accept()
    for _visit in range(28):
        colleague.later(minutes=25)
        assert colleague.client.get("/newsroom/me").status_code == 200
    colleague.later(minutes=25)
    assert colleague.client.get("/newsroom/me").location == "/newsroom/sign-in"


def test_signing_out_ends_a_copied_cookie_too(colleague):
    colleague.accept()
    client = colleague.client
    stolen = client.get_cookie("newsroom", path="/newsroom").value
    assert send(client, client.get("/newsroom/me"), "/newsroom/sign-out").location == "/newsroom/sign-in"
    assert client.get("/newsroom/me").status_code == 303
    thief = colleague.app.test_client()
    thief.set_cookie("newsroom", stolen, path="/newsroom")
    assert thief.get("/newsroom/me").status_code == 303
    assert colleague.acts()[-1] == "signed out"


def test_changing_the_password_ends_every_other_session(colleague):
    colleague.accept()
    other = colleague.app.test_client()
    colleague.sign_in(other)
    client, page = colleague.client, colleague.client.get("/newsroom/me")
    answer = send(client, page, "/newsroom/me/password", present=PASSWORD, password="heron kettle marble")
    assert answer.location == "/newsroom/me"
    assert "Your password is changed" in client.get("/newsroom/me").text
    assert other.get("/newsroom/me").status_code == 303


def test_ten_wrong_passwords_close_the_door_for_a_while(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    answers = [colleague.give_password("wrong wrong wrong", client=client).status_code for _try in range(10)]
    assert set(answers) == {422}
    refused = colleague.give_password(client=colleague.app.test_client())
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert "Try again in 15 minutes" in refused.text
    colleague.later(minutes=16)
    assert colleague.give_password(client=client).status_code == 303


def test_an_address_without_an_account_is_closed_just_the_same(colleague):
    client = colleague.app.test_client()
    colleague.email = "nobody@example.gov.uk"
    answers = [colleague.give_password("wrong wrong wrong", client=client).status_code for _try in range(11)]
    assert answers == [422] * 10 + [429]


def test_codes_cannot_be_tried_through(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    colleague.later(seconds=31)
    colleague.give_password(client=client)
    answers = [colleague.give_code("000000", client=client).status_code for _try in range(9)]
    assert answers == [422] * 8 + [429]


def test_a_forgotten_password_is_answered_alike_and_only_the_owner_gets_a_letter(colleague):
    colleague.accept()
    client = colleague.app.test_client()
    page = client.get("/newsroom/forgotten-password")
    there = send(client, page, email=colleague.email)
    nobody = send(client, page, email="oak@example.gov.uk")
    assert re.sub(r'value="[^"]*"', "", there.text) == re.sub(r'value="[^"]*"', "", nobody.text)
    assert colleague.acts()[-1] == "made a link: reset"


def test_a_forgotten_password_is_chosen_again_and_the_code_is_still_asked_for(colleague):
    from crimemap.editorial import accounts

    colleague.accept()
    database, now = colleague.app.extensions["crimemap.database"], dt.datetime.now(dt.UTC)
    with database.session(writing=True) as session:
        account = accounts.by_email(session, colleague.email)
        secret = accounts.new_link(session, account, accounts.Link.RESET, by=account.id, now=now)
        session.commit()
    client, address = colleague.app.test_client(), f"/newsroom/reset/{secret}"
    answer = send(client, client.get(address), password="heron kettle marble")
    assert answer.location == "/newsroom/second-factor"
    assert client.get(address).status_code == 410
    assert colleague.client.get("/newsroom/me").status_code == 303
    colleague.later(seconds=31)
    assert colleague.give_code(client=client).status_code == 303


def test_an_invitation_works_once_and_for_seven_days(colleague, clock):
    late = Colleague(colleague.app, clock, email="beech@example.gov.uk", name="Beech")
    colleague.accept()
    assert colleague.app.test_client().get(colleague.link).status_code == 410
    late.later(days=7)
    assert late.client.get(late.link).status_code == 410


@pytest.mark.parametrize(
    "password", ["short", "password123456", "ash tree ash tree", "aaaaaaaaaaaaaaaa", "qwertyuiop1234"]
)
def test_a_password_that_would_be_guessed_is_refused_with_the_reason(colleague, password):
    page = colleague.client.get(colleague.link)
    answer = send(colleague.client, page, password=password)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text


def test_the_cookie_is_for_the_newsroom_alone(colleague):
    answer = colleague.client.get("/newsroom/sign-in")
    cookie = answer.headers["Set-Cookie"]
    for part in ("newsroom=", "HttpOnly", "Path=/newsroom", "SameSite=Strict"):
        assert part in cookie
    assert "Expires" not in cookie
    for address in ("/", "/areas", "/search?q=x"):
        open_page = colleague.client.get(address)
        assert "Set-Cookie" not in open_page.headers
        assert "Cookie" not in open_page.headers.get("Vary", "")


def test_on_https_the_cookie_is_secure(tmp_path, clock):
    from tests.site.conftest import publish, site_of

    publish(tmp_path, facts=False)
    client = site_of(tmp_path, base_url="https://crime.example.gov.uk").test_client()
    answer = client.get("/newsroom/sign-in", base_url="https://crime.example.gov.uk")
    assert answer.headers["Set-Cookie"].startswith("__Secure-newsroom=")
    assert "Secure;" in answer.headers["Set-Cookie"]


def test_a_session_made_before_signing_in_is_worth_nothing_after(colleague):
    client = colleague.client
    client.get("/newsroom/sign-in")
    before = client.get_cookie("newsroom", path="/newsroom").value
    colleague.accept()
    thief = colleague.app.test_client()
    thief.set_cookie("newsroom", before, path="/newsroom")
    assert thief.get("/newsroom/me").status_code == 303


def test_a_link_in_web_mail_does_not_sign_anybody_out(colleague):
    colleague.accept()
    outside = {"Sec-Fetch-Site": "cross-site"}
    visit = colleague.app.test_client().get("/newsroom/accounts?a=b", headers=outside)
    assert visit.status_code == 200
    assert visit.headers["Refresh"] == "0; url=/newsroom/accounts?a=b"
    assert "Set-Cookie" not in visit.headers


def test_nothing_but_the_newsroom_asks_who_is_there(colleague):
    assert colleague.app.test_client().get("/newsroom").status_code in {303, 308, 404}
    assert invited(colleague.app, email="cherry@example.gov.uk").startswith("/newsroom/invitations/")
