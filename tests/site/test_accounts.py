"""Administrators invite, change and close accounts; each looks after their own."""

from __future__ import annotations

import re

import pytest
from freezegun import freeze_time

from crimemap.editorial.people import Grant, Role
from tests.site.newsroom import PARTNERSHIP, hidden
from tests.site.signing import PASSWORD, Colleague, send


@pytest.fixture
def clock():
    with freeze_time("2026-11-22 10:00:00") as frozen:
        yield frozen


@pytest.fixture
def ash(fresh, clock) -> Colleague:
    """An administrator of everything, signed in."""
    found = Colleague(fresh(facts=False), clock)
    found.accept()
    return found


@pytest.fixture
def beech(ash, clock) -> Colleague:
    """An author of one partnership, signed in."""
    grants = (Grant(Role.AUTHOR, PARTNERSHIP),)
    found = Colleague(ash.app, clock, email="beech@example.gov.uk", name="Beech", grants=grants)
    found.accept()
    return found


def page_of(ash: Colleague, other: Colleague) -> str:
    return f"/newsroom/accounts/{other.account().id}"


def test_an_invitation_shows_its_link_where_no_letters_are_sent(ash):
    page = ash.client.get("/newsroom/accounts/new")
    answer = send(ash.client, page, name="Elm", email="elm@example.org", grants=f"author:{PARTNERSHIP}")
    link = re.search(r"http://127\.0\.0\.1:8000(/newsroom/invitations/[\w-]+)", answer.text)[1]
    assert ash.app.test_client().get(link).status_code == 200


def test_with_a_mail_server_the_link_is_in_the_letter_alone(tmp_path, clock):
    from tests.site.conftest import publish, site_of

    publish(tmp_path, facts=False)
    ash = Colleague(site_of(tmp_path, smtp_url="smtp://127.0.0.1:9", sender="site@example.org"), clock)
    ash.accept()
    page = ash.client.get("/newsroom/accounts/new")
    answer = send(ash.client, page, name="Elm", email="elm@example.org", grants=f"author:{PARTNERSHIP}")
    assert "A letter is on its way to elm@example.org" in answer.text
    assert "/invitations/" not in answer.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "email": "elm@example.org", "grants": "author:*"}, "Enter the person"),
        ({"name": "Elm", "email": "elm", "grants": "author:*"}, "Enter an email address"),
        ({"name": "Elm", "email": "elm@example.org"}, "Choose at least one"),
        ({"name": "Elm", "email": "ash@example.gov.uk", "grants": "author:*"}, "There is an account"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(ash, fields, said):
    answer = send(ash.client, ash.client.get("/newsroom/accounts/new"), **fields)
    assert answer.status_code == 422
    assert said in answer.text


def test_changed_grants_sign_the_person_out(ash, beech):
    assert beech.client.get("/newsroom/me").status_code == 200
    page = ash.client.get(page_of(ash, beech))
    send(ash.client, page, grants=[f"approver:{PARTNERSHIP}"])
    assert beech.account().grants == {Grant(Role.APPROVER, PARTNERSHIP)}
    assert beech.client.get("/newsroom/me").status_code == 303


def test_a_closed_account_is_out_at_once_and_cannot_come_back(ash, beech):
    page = ash.client.get(page_of(ash, beech))
    assert send(ash.client, page, page_of(ash, beech) + "/close").status_code == 303
    assert beech.client.get("/newsroom/me").status_code == 303
    beech.later(seconds=31)
    assert beech.give_password(client=beech.app.test_client()).status_code == 422
    assert "Closed: cannot sign in" in ash.client.get("/newsroom/accounts").text


def test_a_closed_account_is_opened_again_by_a_new_invitation(ash, beech):
    page = ash.client.get(page_of(ash, beech))
    send(ash.client, page, page_of(ash, beech) + "/close")
    answer = send(ash.client, ash.client.get(page_of(ash, beech)), page_of(ash, beech) + "/reopen")
    beech.link = re.search(r"(/newsroom/invitations/[\w-]+)", answer.text)[1]
    beech.later(seconds=31)
    assert "Your recovery codes" in beech.accept().text


def test_for_a_lost_phone_somebody_is_invited_again(ash, beech):
    answer = send(ash.client, ash.client.get(page_of(ash, beech)), page_of(ash, beech) + "/invite")
    assert beech.client.get("/newsroom/me").status_code == 303
    beech.link = re.search(r"(/newsroom/invitations/[\w-]+)", answer.text)[1]
    before = beech.secret
    beech.accept()
    assert beech.secret != before


def test_erasing_is_asked_twice_and_leaves_no_name(ash, beech):
    address = page_of(ash, beech)
    page = ash.client.get(address)
    assert "Tick the box" in send(ash.client, page, address + "/erase").text
    assert send(ash.client, page, address + "/erase", meant="y").location == "/newsroom/accounts"
    assert "Beech" not in ash.client.get("/newsroom/accounts").text
    assert ash.client.get(address).status_code == 404


def test_one_does_none_of_it_to_oneself(ash):
    own = f"/newsroom/accounts/{ash.account().id}"
    page = ash.client.get(own)
    assert "This is your own account" in page.text
    token = hidden(ash.client.get("/newsroom/me"))
    for act in ("/close", "/invite", "/reopen", "/erase"):
        answer = ash.client.post(own + act, data={"csrf_token": token, "meant": "y"})
        assert answer.status_code == 403, act
    assert ash.client.get("/newsroom/me").status_code == 200


def test_after_two_hours_the_phone_is_asked_for_again_before_accounts_are_touched(ash, beech):
    for _visit in range(5):
        ash.later(minutes=25)
        ash.client.get("/newsroom/me")
    address = page_of(ash, beech)
    page = ash.client.get(address)
    asked = send(ash.client, page, address + "/close", why="left <us>")
    assert "Confirm that it is you" in asked.text
    assert '<input type="hidden" name="why" value="left &lt;us&gt;">' in asked.text
    wrong = send(ash.client, asked, why="left <us>", **{"again-code": "000000"})
    assert (wrong.status_code, beech.account().active) == (422, True)
    assert '<input type="hidden" name="why" value="left &lt;us&gt;">' in wrong.text
    assert "failed to sign in" in ash.acts()
    code = ash.code
    assert send(ash.client, wrong, **{"again-code": code}).location == address
    assert not beech.account().active


def test_a_code_that_was_asked_for_again_is_used_up_even_where_the_view_refuses(ash, beech):
    for _visit in range(5):
        ash.later(minutes=25)
        ash.client.get("/newsroom/me")
    own = f"/newsroom/accounts/{ash.account().id}/close"
    page, code = ash.client.get("/newsroom/me"), ash.code
    assert send(ash.client, page, own, **{"again-code": code}).status_code == 403
    ash.give_password(client=(another := ash.app.test_client()))
    assert ash.give_code(code, client=another).status_code == 422


def test_a_page_that_asks_for_the_phone_again_is_come_back_to(ash):
    for _visit in range(5):
        ash.later(minutes=25)
        ash.client.get("/newsroom/me")
    assert ash.client.get("/newsroom/accounts/new").location == "/newsroom/confirm"
    asked = ash.client.get("/newsroom/confirm")
    assert send(ash.client, asked, code="000000").status_code == 422
    assert send(ash.client, asked, code=ash.code).location == "/newsroom/accounts/new"


def test_ones_own_password_is_changed_with_the_present_one_alone(ash):
    page = ash.client.get("/newsroom/me")
    wrong = send(ash.client, page, "/newsroom/me/password", present="wrong", password="heron kettle marble")
    assert wrong.status_code == 422
    assert "not the password that you have now" in wrong.text
    right = send(ash.client, page, "/newsroom/me/password", present=PASSWORD, password="heron kettle marble")
    assert right.status_code == 303
    client = ash.app.test_client()
    ash.later(seconds=31)
    assert ash.give_password(client=client).status_code == 422
    assert ash.give_password("heron kettle marble", client=client).status_code == 303


def test_new_recovery_codes_end_the_old(ash):
    page = ash.client.get("/newsroom/me")
    fresh_codes = re.findall(
        r'cm-key-text">([^<]+)<', send(ash.client, page, "/newsroom/me/recovery-codes").text
    )
    assert len(fresh_codes) == 8
    client = ash.app.test_client()
    ash.give_password(client=client)
    assert ash.give_code(ash.recovery[0], client=client).status_code == 422
    assert ash.give_code(fresh_codes[0], client=client).status_code == 303
    assert "7 are left" in ash.client.get("/newsroom/me").text


def test_every_other_session_can_be_ended(ash):
    other = ash.app.test_client()
    ash.sign_in(other)
    page = ash.client.get("/newsroom/me")
    assert "2 sessions are under way" in page.text
    assert send(ash.client, page, "/newsroom/me/sessions").location == "/newsroom/me"
    assert other.get("/newsroom/me").status_code == 303
    assert "Every other session has ended" in ash.client.get("/newsroom/me").text
