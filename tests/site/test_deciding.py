"""What a meeting decides, typed in the room: saved as it is typed, handed in the same night, public when approved."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from crimemap.editorial import pieces, publishing
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Done, cancelling
from crimemap.editorial.meetings.content import Restored
from crimemap.editorial.meetings.shelf import MeetingCancellation
from crimemap.editorial.pieces import Refused, State
from tests.site.convictions_site import LONDON, set_clock
from tests.site.deciding_site import (
    ASH,
    BEECH,
    DOGWOOD,
    NIGHT,
    approved,
    as_,
    opened,
    published_meeting,
    sent,
    sheet,
    site_at_night,
    summary,
    text_of,
    written,
)  # fmt: skip


@pytest.fixture
def app(data, tmp_path) -> Flask:
    return site_at_night(data, tmp_path)


@pytest.fixture
def meeting(app) -> str:
    return published_meeting(app)


# ---------------------------------------------------------------- typing


def test_the_sheet_is_of_the_meeting_and_begins_with_an_empty_row_of_each(app, meeting):
    page = opened(app, meeting)
    said = text_of(page)
    assert "Have your say: Lower Keld" in said
    assert "Thursday 3 December 2026, 7pm, Moor Street Hall" in said
    for field in ("decisions-0-decided_en", "hands-0-question_en", "asked-0-question_en", "present"):
        assert f'name="{field}"' in page.text
    assert 'name="decisions-1-decided_en"' not in page.text


def test_what_is_typed_becomes_a_draft_of_this_meeting(app, meeting):
    assert sent(app, meeting).status_code == 303
    piece, content = written(app, meeting)
    assert piece.state is State.DRAFT
    assert (content.meeting, content.held) == (meeting, dt.date(2026, 12, 3))
    assert content.title_en == "Have your say: Lower Keld"
    assert (content.present, len(content.decisions), content.hands[0].voted) == (31, 1, 25)
    assert content.decisions[0].due == dt.date(2027, 1, 12)


def test_each_further_row_is_a_press_of_its_button_away_without_javascript(app, meeting):
    answer = sent(app, meeting, then="decisions")
    assert answer.location.endswith("/decide#decisions-1-decided_en")
    page = opened(app, meeting)
    assert 'id="decisions-1-decided_en"' in page.text
    sent(app, meeting, **{"decisions-1-decided_en": "Meet again in January."})
    assert [row.decided_en for row in written(app, meeting)[1].decisions] == [
        "Light the car park all night.", "Meet again in January.",
    ]  # fmt: skip


def test_a_row_that_is_taken_out_is_gone_and_the_rest_stays(app, meeting):
    sent(app, meeting, **{"decisions-3-decided_en": "Meet again in January."})
    sent(app, meeting, **{"decisions-0-out": "y", "decisions-1-decided_en": "Meet again in January."})
    assert [row.decided_en for row in written(app, meeting)[1].decisions] == ["Meet again in January."]


def test_it_saves_itself_and_says_so(app, meeting):
    page = opened(app, meeting)
    first = sent(app, meeting, page=page, accept="application/json")
    assert first.json["version"] == 1
    assert first.json["address"] == sheet(meeting)
    again = sent(app, meeting, page=page, accept="application/json", present="32")
    assert again.json["version"] == 2
    assert written(app, meeting)[1].present == 32


def test_saving_the_same_again_is_no_new_version(app, meeting):
    sent(app, meeting)
    sent(app, meeting)
    assert written(app, meeting)[0].version == 1


def test_an_answer_that_cannot_be_read_is_said_at_its_field_and_nothing_typed_is_lost(app, meeting):
    broken = {"present": "many", "decisions-0-due-day": "31", "decisions-0-due-month": "2"}
    page = sent(app, meeting, **broken)
    assert page.status_code == 400
    assert "Write a whole number, such as 12." in summary(page)
    assert "This is no day." in summary(page)
    for typed in ('value="many"', "Replace eleven lamps.", 'value="31"'):
        assert typed in page.text
    assert sent(app, meeting, accept="application/json", **broken).status_code == 422


def test_a_sheet_that_was_handed_in_is_not_changed_under_the_eyes_of_who_reads_it(app, meeting):
    sent(app, meeting, then="hand-in")
    page = opened(app, meeting)
    assert "This waits for approval." in page.text
    assert "data-autosave=" not in page.text
    assert sent(app, meeting, page=page, present="9").status_code in {404, 410}


# ---------------------------------------------------------------- handing in


def test_it_is_handed_in_with_one_press_from_the_sheet(app, meeting):
    answer = sent(app, meeting, then="hand-in")
    piece, _content = written(app, meeting)
    assert answer.location.endswith(f"/newsroom/pieces/{piece.id}?done=handed-in")
    assert piece.state is State.WAITING


def test_what_stands_in_the_way_is_said_at_each_answer_and_the_draft_is_kept(app, meeting):
    page = sent(app, meeting, then="hand-in", **{"decisions-0-owner": "", "hands-0-yes": "40"})
    assert page.status_code == 400
    assert "Decision 1: Say which organisation or team does it." in summary(page)
    assert 'href="#decisions-0-owner"' in page.text
    assert "46 hands were raised, and 31 people came: count again." in summary(page)
    piece, content = written(app, meeting)
    assert (piece.state, content.hands[0].yes) == (State.DRAFT, 40)


def test_nothing_is_handed_in_before_the_meeting(app, meeting):
    set_clock(app, NIGHT - dt.timedelta(days=2))
    page = sent(app, meeting, then="hand-in")
    assert "The meeting is still to come." in text_of(page)
    assert sent(app, meeting, present="30").status_code == 303, "a draft may be prepared"


def test_a_second_person_approves_and_visitors_read_it_at_once(app, meeting):
    piece_id = approved(app, meeting)
    desk = as_(app, BEECH).get(f"/newsroom/pieces/{piece_id}")
    assert "Have your say: Lower Keld, 3 December 2026" in text_of(desk)
    page = app.test_client().get(f"/meetings/{meeting}")
    said = text_of(page)
    assert "Light the car park all night." in said
    assert "19 for, 4 against, 2 abstained. 25 of the 31 people who came raised a hand." in said
    assert "Under way" in said


def test_before_approval_visitors_read_none_of_it(app, meeting):
    sent(app, meeting, then="hand-in")
    assert "Light the car park" not in app.test_client().get(f"/meetings/{meeting}").text


def test_what_came_of_it_is_written_on_the_same_sheet_later(app, meeting):
    assert "How far is it?" not in opened(app, meeting).text
    approved(app, meeting)
    set_clock(app, NIGHT + dt.timedelta(days=30))
    page = opened(app, meeting)
    assert "How far is it?" in page.text
    sent(
        app,
        meeting,
        **{"decisions-0-state": "done", "decisions-0-came_en": "All eleven burn."},
        then="hand-in",
    )
    piece, content = written(app, meeting)
    assert (piece.state, content.decisions[0].state) == (State.WAITING, Done.DONE)


def test_an_action_past_its_day_is_late_by_the_clock_alone(app, meeting):
    approved(app, meeting)
    set_clock(app, dt.datetime(2027, 1, 13, 0, 0, tzinfo=LONDON))
    assert "Late" in text_of(app.test_client().get(f"/meetings/{meeting}"))


def test_whoever_does_not_write_for_the_partnership_gets_no_sheet(app, meeting):
    assert opened(app, meeting, DOGWOOD).status_code == 403
    sent(app, meeting)
    assert opened(app, meeting, DOGWOOD).status_code == 403
    assert opened(app, "nosuchmeeting").status_code == 404


def test_the_list_leads_to_each_meeting_of_these_weeks_and_says_how_far_it_is(app, meeting):
    page = as_(app, ASH).get("/newsroom/records")
    assert sheet(meeting) in page.text
    sent(app, meeting)
    assert "Draft" in text_of(as_(app, ASH).get("/newsroom/records"))
    assert sheet(meeting) not in as_(app, DOGWOOD).get("/newsroom/records").text


def test_an_older_record_is_listed_while_its_actions_are_open(app, meeting):
    approved(app, meeting)
    set_clock(app, NIGHT + dt.timedelta(days=100))
    said = text_of(as_(app, ASH).get("/newsroom/records"))
    assert "Older meetings whose actions are still open" in said
    assert "1 late." in said


def test_the_desk_leads_to_the_sheet(app, meeting):
    sent(app, meeting)
    piece, _content = written(app, meeting)
    assert as_(app, ASH).get(f"/newsroom/records/{piece.id}").location.endswith(sheet(meeting))
    assert "/newsroom/records" in as_(app, ASH).get("/newsroom/").text


def test_a_draft_is_kept_with_gaps_and_says_beside_each_answer_what_it_still_wants(app, meeting):
    gaps = {"decisions-0-owner": "", "hands-0-yes": "190", "decisions-1-decided_en": "Meet again."}
    assert sent(app, meeting, **gaps).status_code == 303
    page = opened(app, meeting)
    said = text_of(page)
    assert "Decision 1: Say which organisation or team does it." not in said
    assert "Still wanted: Say which organisation or team does it." in said
    assert "people came: count again." in said
    assert "If anything is to be done: say what, who does it and by when." in said
    assert '<a href="#decisions-0-owner">' in page.text
    sent(app, meeting, **{"decisions-0-owner": "The council"})
    assert "Still wanted: Say which" not in text_of(opened(app, meeting))


CALLED_OFF = (
    "This meeting was cancelled, so it decided nothing: if it took place after all, say so first in the meeting’s own"
    " form, and have that approved."
)


def cancelled(app, meeting, now):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        cancelling.cancel(session, ASH, meeting, Bilingual("The hall is flooded."), now=now)
        session.commit()


def test_a_meeting_that_did_not_take_place_has_no_decisions(app, meeting):
    cancelled(app, meeting, NIGHT - dt.timedelta(hours=3))
    assert CALLED_OFF in text_of(opened(app, meeting))
    page = sent(app, meeting, then="hand-in")
    assert page.status_code == 400
    assert CALLED_OFF in summary(page)
    assert written(app, meeting)[0].state is State.DRAFT, "what was typed stays"


def test_a_wrong_cancellation_is_put_right_first_and_then_the_decisions_are_published(app, meeting):
    cancelled(app, meeting, NIGHT - dt.timedelta(hours=3))
    sent(app, meeting, then="hand-in")
    edit = as_(app, ASH).get(f"/newsroom/meetings/{meeting}")
    assert 'name="restored"' in edit.text
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = pieces.find(session, meeting)
        said = session.get(MeetingCancellation, (meeting, NIGHT.date())).said_at
        restored = (Restored(day=NIGHT.date(), said=said),)
        told = pieces.content_of(session, piece).model_copy(update={"restored": restored})
        publishing.save(session, ASH, meeting, told, version=piece.version, now=NIGHT)
        publishing.submit(session, ASH, meeting, version=piece.version, now=NIGHT)
        publishing.approve(session, BEECH, meeting, version=piece.version, now=NIGHT)
        session.commit()
    approved(app, meeting)
    assert "Light the car park all night." in app.test_client().get(f"/meetings/{meeting}").text


def test_a_meeting_whose_decisions_are_public_is_not_cancelled(app, meeting):
    set_clock(app, NIGHT - dt.timedelta(minutes=45))
    approved(app, meeting)
    with pytest.raises(Refused, match="take that down before you cancel it"):
        cancelled(app, meeting, NIGHT - dt.timedelta(minutes=40))
