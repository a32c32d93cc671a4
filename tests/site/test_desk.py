"""The desk over HTTP: from a draft to the public page and down again, by two people; conflicts; autosave; letters."""

from __future__ import annotations

import datetime as dt
import email
import re

import pytest

from crimemap.editorial import publishing, stories
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind, Piece
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in

ASH = person("Ash", Role.AUTHOR)
BEECH = person("Beech", Role.APPROVER)
CHERRY = person("Cherry", Role.AUTHOR, Role.APPROVER)
ELSEWHERE = person("Dogwood", Role.AUTHOR, Role.APPROVER, partnership="W22900009")
ADMINISTRATOR = person("Elder", Role.ADMINISTRATOR)
NOW = dt.datetime(2020, 1, 2, 10, tzinfo=dt.UTC)  # the site has its own clock: long ago is public


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None  # the second factor is tested by itself
    return made


def told(**changes):
    whole = {
        "title_en": "New lights on the green",
        "action_en": "The council put up lights.",
        "approaches": ("early-action",),
    }
    return stories.Story(**{**whole, **changes})


def draft(app, story=None, author=ASH, form="t", submit=False):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(
            session, author, Kind.STORY, PARTNERSHIP, story or told(), token=form, now=NOW
        )
        if submit:
            publishing.submit(session, author, piece.id, version=1, now=NOW)
        session.commit()
        return piece.id


def stored(app, piece_id):
    with app.extensions["crimemap.database"].session() as session:
        return session.get(Piece, piece_id)


def page(app, who, piece_id):
    return signed_in(app, who).get(f"/newsroom/pieces/{piece_id}")


def press(app, who, piece_id, act, **answers):
    client = signed_in(app, who)
    shown = client.get(f"/newsroom/pieces/{piece_id}")
    given = {"csrf_token": hidden(shown), "version": str(stored(app, piece_id).version), **answers}
    return client.post(f"/newsroom/pieces/{piece_id}/{act}", data=given)


def test_two_people_take_a_story_from_draft_to_the_public(app):
    piece = draft(app)
    assert press(app, ASH, piece, "hand-in").status_code == 303
    assert "New lights on the green" in signed_in(app, BEECH).get("/newsroom/").text
    assert press(app, BEECH, piece, "approve").status_code == 303
    public = app.test_client().get(f"/news/{piece}")
    assert public.status_code == 200
    assert "New lights on the green" in public.text
    assert "New lights on the green" in app.test_client().get("/news").text


def test_the_preview_is_what_the_public_page_says(app):
    piece = draft(app, submit=True)
    preview = page(app, BEECH, piece).text
    press(app, BEECH, piece, "approve")
    public = app.test_client().get(f"/news/{piece}").text
    part = re.compile(r'<div class="cm-prose cm-story__texts">.*?</div>\s*</div>', re.DOTALL)
    assert part.search(preview)[0].replace("h3", "h2") == part.search(public)[0]


def test_who_wrote_it_is_not_offered_to_approve_and_cannot(app):
    piece = draft(app, author=CHERRY, submit=True)
    assert "/approve" not in page(app, CHERRY, piece).text
    assert press(app, CHERRY, piece, "approve").status_code == 403
    assert stored(app, piece).shown is None


def test_a_reason_is_asked_for_and_then_read_by_the_author(app):
    piece = draft(app, submit=True)
    refused = press(app, BEECH, piece, "send-back", why=" ")
    assert refused.status_code == 400
    assert 'href="#why-send-back"' in refused.text
    press(app, BEECH, piece, "send-back", why="Which green?")
    home = signed_in(app, ASH).get("/newsroom/").text
    assert "Which green?" in home
    assert "Which green?" in page(app, ASH, piece).text


def test_what_stands_in_the_way_is_said_and_nothing_can_be_handed_in(app):
    piece = draft(app, told(action_en=""))
    shown = page(app, ASH, piece).text
    assert "Say what was done." in shown
    assert "/hand-in" not in shown
    refused = press(app, ASH, piece, "hand-in")
    assert refused.status_code == 400
    assert re.search(rf'href="/newsroom/stories/{piece}[^"]*#action_en"', refused.text)


def test_taken_down_it_answers_410_at_once_and_is_in_no_list(app):
    piece = draft(app, submit=True)
    press(app, BEECH, piece, "approve")
    assert app.test_client().get("/news").text.count("New lights") == 1
    press(app, ASH, piece, "take-down", why="wrong place")
    assert app.test_client().get(f"/news/{piece}").status_code == 410
    assert "New lights" not in app.test_client().get("/news").text
    assert "wrong place" in page(app, BEECH, piece).text


def test_what_was_never_public_is_not_found(app):
    piece = draft(app)
    assert app.test_client().get(f"/news/{piece}").status_code == 404
    assert app.test_client().get("/news/nothing").status_code == 404


def test_approving_what_was_changed_meanwhile_shows_it_again(app):
    piece = draft(app, submit=True)
    answer = press(app, BEECH, piece, "approve", version="7")
    assert answer.status_code == 409
    assert "Read it again" in answer.text


def test_a_time_can_be_chosen_and_must_lie_ahead(app):
    piece = draft(app)
    when = {"when-day-day": "1", "when-day-month": "12", "when-day-year": "2999", "when-time": "08:30"}
    assert press(app, ASH, piece, "when", **when).status_code == 303
    assert stored(app, piece).wanted_at.isoformat() == "2999-12-01T08:30:00+00:00"
    past = press(app, ASH, piece, "when", **{**when, "when-day-year": "2001"})
    assert past.status_code == 400
    assert "still to come" in past.text
    press(app, ASH, piece, "hand-in")
    press(app, BEECH, piece, "approve")
    assert app.test_client().get(f"/news/{piece}").status_code == 404
    assert "Public from 1 December 2999 at 8.30am" in page(app, ASH, piece).text
    assert "New lights" in signed_in(app, ASH).get("/newsroom/calendar?month=2999-12").text


def test_nobody_reads_the_drafts_of_another_partnership(app):
    piece = draft(app)
    assert page(app, ELSEWHERE, piece).status_code == 403
    assert "New lights" not in signed_in(app, ELSEWHERE).get("/newsroom/pieces").text
    for act in ("hand-in", "approve", "send-back", "take-down", "take-back", "when", "shorten", "settle"):
        client = signed_in(app, ELSEWHERE)
        token = hidden(client.get("/newsroom/"))
        day = {"shorten-day-day": "1", "shorten-day-month": "12", "shorten-day-year": "2999"}
        answer = client.post(
            f"/newsroom/pieces/{piece}/{act}", data={"csrf_token": token, "version": "1", "why": "x", **day}
        )
        assert answer.status_code in {403, 404}, act  # 404: it is not in the state for that, whoever asks
    assert stored(app, piece).version == 1


def test_a_form_without_its_token_changes_nothing(app):
    piece = draft(app)
    answer = signed_in(app, ASH).post(f"/newsroom/pieces/{piece}/hand-in", data={"version": "1"})
    assert answer.status_code == 400
    assert stored(app, piece).submitted_at is None


def test_an_administrator_alone_sees_a_desk_without_lists(app):
    assert "It neither writes nor approves" in signed_in(app, ADMINISTRATOR).get("/newsroom/").text
    assert signed_in(app, ADMINISTRATOR).get("/newsroom/pieces").status_code == 403


def test_the_list_of_all_work_is_filtered(app):
    draft(app)
    draft(app, told(title_en="Handed in"), form="u", submit=True)
    client = signed_in(app, ASH)
    assert "New lights" not in client.get("/newsroom/pieces?state=waiting").text
    assert "Handed in" in client.get("/newsroom/pieces?state=waiting&kind=story").text
    assert "There is nothing of this kind" in client.get("/newsroom/pieces?state=closed").text


def answers(app, who, piece, **changes):
    """What a browser sends of the form of a story."""
    client = signed_in(app, who)
    form = client.get(f"/newsroom/stories/{piece}")
    given = {
        "csrf_token": hidden(form), "version": hidden(form, "version"), "measure": "none", "wanted": "fewer",
        "approaches": "early-action", "title_en": "New lights on the green", "area": PARTNERSHIP,
        "action_en": "The council put up lights.", "type": "all-crime", "months": "12", **last_months(form.text),
    }  # fmt: skip
    return client, {**given, **changes}


def last_months(text):
    month = re.search(r'name="after_month".*?value="([\d-]+)"', text, re.DOTALL)[1]
    return {"after_month": month, "before_month": month}


def save(app, who, piece, version=None, json=False, **changes):
    client, given = answers(app, who, piece, **changes)
    if version is not None:
        given["version"] = str(version)
    headers = {"Accept": "application/json"} if json else {}
    return client.post(f"/newsroom/stories/{piece}", data=given, headers=headers)


def test_two_versions_are_shown_side_by_side_and_nothing_of_either_is_lost(app):
    piece = draft(app)
    save(app, ASH, piece, problem_en="It was dark.", title_en="Theirs")
    clash = save(app, CHERRY, piece, version=1, title_en="Mine", caveat_en="Only the green.")
    assert clash.status_code == 409
    for said in ("Theirs", "Mine", "It was dark.", "Only the green."):
        assert said in clash.text
    client = signed_in(app, CHERRY)
    sent = {
        "csrf_token": hidden(client.get("/newsroom/")),
        "version": hidden(clash, "version"), "mine": hidden(clash, "mine"),
        "choice-title_en": "theirs", "choice-caveat_en": "mine", "choice-problem_en": "theirs", "then": "edit",
    }  # fmt: skip
    settled = client.post(f"/newsroom/pieces/{piece}/settle", data=sent)
    assert settled.headers["Location"].endswith(f"/newsroom/stories/{piece}")
    form = client.get(f"/newsroom/stories/{piece}").text
    assert 'value="Theirs"' in form
    assert "It was dark." in form
    assert "Only the green." in form


def test_what_a_conflict_keeps_cannot_be_made_up(app):
    piece = draft(app)
    client, given = answers(app, ASH, piece)
    forged = {
        "csrf_token": given["csrf_token"],
        "version": "1",
        "mine": '{"title_en": "forged"}',
        "choice-title_en": "mine",
    }
    assert client.post(f"/newsroom/pieces/{piece}/settle", data=forged).status_code == 400


def test_a_third_change_meanwhile_is_shown_again(app):
    piece = draft(app)
    save(app, ASH, piece, title_en="Second")
    clash = save(app, CHERRY, piece, version=1, title_en="Mine")
    sent = {name: hidden(clash, name) for name in ("version", "mine")}
    save(app, ASH, piece, title_en="Third")
    client = signed_in(app, CHERRY)
    sent["csrf_token"] = hidden(client.get("/newsroom/"))
    again = client.post(f"/newsroom/pieces/{piece}/settle", data={**sent, "choice-title_en": "mine"})
    assert again.status_code == 409
    assert "Third" in again.text
    assert "Mine" in again.text


def test_a_draft_saves_itself_and_says_when(app):
    piece = draft(app)
    answer = save(app, ASH, piece, json=True, title_en="While writing")
    assert answer.status_code == 200
    assert answer.json["version"] == 2
    assert re.fullmatch(r"Saved at [\d.]+(am|pm)|Saved at mid(day|night)", answer.json["saved"])
    clash = save(app, ASH, piece, json=True, version=1, title_en="Late")
    assert clash.status_code == 409
    assert stored(app, piece).version == 2


def test_a_new_draft_that_saves_itself_twice_is_one(app):
    client = signed_in(app, ASH)
    form = client.get(f"/newsroom/stories/new?partnership={PARTNERSHIP}")
    given = {"csrf_token": hidden(form), "token": hidden(form, "token"), "partnership": PARTNERSHIP, "title_en": "New",
             "measure": "none", "wanted": "fewer", "area": PARTNERSHIP, "type": "all-crime", "months": "12",
             **last_months(form.text)}  # fmt: skip
    first, second = (
        client.post("/newsroom/stories/new", data=given, headers={"Accept": "application/json"})
        for _ in range(2)
    )
    assert first.json["address"] == second.json["address"]
    assert first.json["version"] == 1


def test_an_answer_that_cannot_be_read_is_not_saved_and_says_so(app):
    piece = draft(app)
    answer = save(app, ASH, piece, json=True, measure="typed", before_first="spring")
    assert answer.status_code == 422
    shown = save(app, ASH, piece, measure="typed", before_first="spring")
    assert shown.status_code == 400
    assert "Write the month like 2026-03." in shown.text


def test_where_no_mail_server_is_set_a_letter_is_written_at_once(app, monkeypatch):
    from crimemap.editorial import accounts
    from crimemap.editorial.people import Grant

    with app.extensions["crimemap.database"].session(writing=True) as session:
        for name, role in (("Fir", Role.APPROVER),):
            made = accounts.add(
                session, name=name, email="fir@police.example", grants=[Grant(role, PARTNERSHIP)], now=NOW
            )
            made.accepted_at = NOW
        session.commit()
    piece = draft(app)
    press(app, ASH, piece, "hand-in")
    folder = app.extensions["crimemap.settings"].data / "outbox"
    (file,) = list(folder.glob("*.eml"))
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTP)
    assert letter["To"] == "fir@police.example"
    assert f"/newsroom/pieces/{piece}" in letter.get_content()


@pytest.mark.parametrize("month", ["2026-13", "soon", "0000-01", "3000-01"])
def test_a_month_that_cannot_be_meant_is_a_400(app, month):
    assert signed_in(app, ASH).get(f"/newsroom/calendar?month={month}").status_code == 400


PAYLOAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}'


@pytest.mark.parametrize("field", [f"{name}_{spoken}" for name in stories.TEXTS for spoken in ("en", "cy")])
def test_a_script_in_any_field_is_only_text(app, field):
    piece = draft(app)
    save(app, ASH, piece, **{field: PAYLOAD})
    for address in (
        f"/newsroom/pieces/{piece}",
        f"/newsroom/stories/{piece}",
        "/newsroom/",
        "/newsroom/pieces",
    ):
        text = signed_in(app, ASH).get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert (
            "49" not in re.sub(r"[\w-]*token[^>]*>|static/[^\"]*", "", text)
            or "{{7*7}}" in text
            or field not in text
        )


def test_fields_that_the_form_does_not_have_are_not_taken(app):
    piece = draft(app)
    before = stored(app, piece)
    save(
        app,
        ASH,
        piece,
        author="beech-id",
        state="approved",
        approver="x",
        partnership="W22900009",
        until="2999-01-01",
    )
    after = stored(app, piece)
    assert (after.author, after.state, after.partnership, after.until) == (
        before.author, before.state, before.partnership, before.until,
    )  # fmt: skip


def test_nobody_begins_a_story_for_a_partnership_that_is_not_theirs(app):
    client = signed_in(app, ELSEWHERE)
    token = hidden(client.get("/newsroom/"))
    sent = {"csrf_token": token, "token": "12345678", "partnership": PARTNERSHIP, "title_en": "x"}
    assert client.post("/newsroom/stories/new", data=sent).status_code == 403
