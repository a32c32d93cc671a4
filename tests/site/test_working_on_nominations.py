"""What staff do with a nomination by HTTP, and who else does not get at it."""

from __future__ import annotations

import pytest

from crimemap.editorial.people import Role
from tests.site.newsroom import hidden, person, signed_in
from tests.site.nominating_site import MAIL, NAME, WORK, Clock, act, id_of, nominated, site_at, staff


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(data, tmp_path, clock):
    return site_at(data, tmp_path, clock)


@pytest.fixture
def visitor(app):
    return app.test_client()


def test_a_declined_nomination_says_why(app, visitor, clock):
    code = nominated(visitor, clock)
    ash = staff(app)
    nomination = id_of(ash)
    act(ash, nomination, "check", title_en="Clear a yard", summary_en="It is full of leaves.")
    wrong = act(ash, nomination, "decline", words_en="No.")
    assert wrong.status_code == 400
    assert "Choose the reason" in wrong.text
    assert (
        act(ash, nomination, "decline", reason="profit", words_en="The yard is let to a firm.").status_code
        == 303
    )
    page = visitor.get(f"/payback/nominations/{code}").text
    assert "Somebody would make a profit from it" in page
    assert "The yard is let to a firm." in page
    assert "Somebody would make a profit from it" in visitor.get("/payback/nominations").text


def test_what_identifies_somebody_is_flagged_to_staff_and_refused_in_their_words(app, visitor, clock):
    nominated(visitor, clock)
    ash = staff(app)
    nomination = id_of(ash)
    assert "may identify somebody" in ash.get(f"/newsroom/nominations/{nomination}").text
    refused = act(ash, nomination, "check", title_en="Paint the railings at 14 Heron Lane",
                  summary_en="Ring 01632 960123.")  # fmt: skip
    assert refused.status_code == 400
    assert "There is a problem" in refused.text
    assert "railings at 14" not in visitor.get("/payback/nominations").text


def test_the_contact_is_shown_on_asking_and_that_is_written_down(app, visitor, clock):
    nominated(visitor, clock)
    ash = staff(app)
    nomination = id_of(ash)
    page = ash.get(f"/newsroom/nominations/{nomination}")
    assert MAIL not in page.text
    shown = ash.post(f"/newsroom/nominations/{nomination}/contact", data={"csrf_token": hidden(page)})
    assert MAIL in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    with app.extensions["crimemap.database"].session() as session:
        from crimemap.editorial.audit import Entry

        assert session.query(Entry).filter_by(act="looked at contact", actor="ash-id").count() == 1


def test_a_letter_is_written_and_its_copy_names_nobody(app, visitor, clock):
    nominated(visitor, clock)
    ash = staff(app)
    nomination = id_of(ash)
    page = ash.get(f"/newsroom/nominations/{nomination}")
    data = {"csrf_token": hidden(page), "token": hidden(page, "token"),
            "letter-subject": "Your nomination", "letter-body": "Work starts in spring."}  # fmt: skip
    for _each in range(2):
        assert ash.post(f"/newsroom/nominations/{nomination}/letter", data=data).status_code == 303
    page = ash.get(f"/newsroom/nominations/{nomination}").text
    assert page.count("Work starts in spring.") == 1
    assert NAME not in page


def test_staff_of_another_partnership_and_strangers_get_in_nowhere(app, visitor, clock):
    nominated(visitor, clock)
    nomination = id_of(staff(app))
    other = signed_in(app, person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="E22900002"))
    assert other.get(f"/newsroom/nominations/{nomination}").status_code == 403
    token = hidden(other.get("/newsroom/says/new"))
    for name in ("contact", "check", "remove", "letter"):
        answer = other.post(f"/newsroom/nominations/{nomination}/{name}", data={"csrf_token": token})
        assert answer.status_code in {400, 403}, name
        assert NAME not in answer.text
    without = staff(app).post(f"/newsroom/nominations/{nomination}/contact", data={})
    assert without.status_code == 400, "a form without its token"


def test_scripts_are_shown_as_text_to_staff(app, visitor, clock):
    nominated(visitor, clock, work="<script>alert(1)</script>", name='"><img src=x onerror=alert(1)>')
    ash = staff(app)
    page = ash.get(f"/newsroom/nominations/{id_of(ash)}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<img src=x" not in page


def test_taking_off_spam_erases_it_at_once(app, visitor, clock):
    code = nominated(visitor, clock)
    ash = staff(app)
    nomination = id_of(ash)
    assert act(ash, nomination, "remove", why="spam").status_code == 303
    assert WORK not in ash.get(f"/newsroom/nominations/{nomination}").text
    page = visitor.get(f"/payback/nominations/{code}").text
    assert "taken off the list" in page
