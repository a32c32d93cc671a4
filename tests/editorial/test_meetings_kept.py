"""Meetings and what they decided stay for six years; what served one evening goes soon after it; each goes whole."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from crimemap.editorial import audit, keys, pieces, publishing, retention
from crimemap.editorial.database import Bilingual
from crimemap.editorial.leaflets import Leaflet
from crimemap.editorial.meetings import cancelling, deciding, packed, packfile, shelf
from crimemap.editorial.meetings.content import Note
from crimemap.editorial.meetings.records import RecordFacts, published
from crimemap.editorial.pieces import Kind, State
from tests.editorial.conftest import APPROVER, AUTHOR, TAMBER
from tests.small_meetings import NOW, series
from tests.small_meetings import published as published_meeting
from tests.small_records import file, record

LONDON = ZoneInfo("Europe/London")
DAY = dt.timedelta(days=1)
OVER = dt.datetime(2027, 5, 6, 20, 30, tzinfo=LONDON)
"""The end of the last date of the series."""


def erased(session, now) -> dict[str, int]:
    counts = dict(retention.run(session, now).counts)
    session.commit()
    return counts


def recorded(session, now=NOW + 12 * DAY):
    piece = deciding.begin(session, AUTHOR, TAMBER, record(), token="form-1", now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)
    return piece


def test_what_a_presenter_says_goes_four_weeks_after_the_last_date_and_the_meeting_stays(session):
    piece = published_meeting(session, series(notes=(Note(slide="told", said="Thank Mr Elm."),)))
    assert erased(session, OVER + 28 * DAY - dt.timedelta(seconds=1)) == {}
    shown = shelf.of_piece(session, OVER, piece.id)
    assert erased(session, OVER + 28 * DAY) == {"presenter-notes": 1}
    assert shelf.notes(session, piece.id) == ()
    assert shelf.of_piece(session, OVER, piece.id) == shown
    assert erased(session, OVER + 29 * DAY) == {}


def test_a_meeting_goes_six_years_after_its_last_date_with_its_hours_and_places(session):
    piece = published_meeting(session, series(notes=()))
    cancelling.cancel(session, AUTHOR, f"{piece.id}-2027-01-07", Bilingual("No hall."), now=NOW)
    term = retention.term("meetings")
    assert erased(session, OVER + term - dt.timedelta(seconds=1)) == {}
    assert erased(session, OVER + term) == {"meetings": 1}
    assert shelf.of_piece(session, OVER, piece.id) == ()
    assert session.get(shelf.MeetingFacts, piece.id) is None
    assert pieces.shown_of(session, piece) is None
    assert piece.was_public(OVER + term), "its address says that it is gone"
    assert erased(session, OVER + term + DAY) == {}
    assert audit.verify(session).fault is None


def test_a_meeting_that_somebody_is_changing_waits_until_that_is_decided(session):
    piece = published_meeting(session, series(notes=()))
    told = pieces.content_of(session, piece)
    late = OVER + retention.term("meetings")
    publishing.save(session, AUTHOR, piece.id, told, version=piece.version, now=late)
    assert "meetings" not in erased(session, late)


def test_what_a_meeting_decided_is_a_public_record_for_six_years(session):
    piece = recorded(session)
    at, term = piece.publish_at, retention.term("records")
    assert "records" not in erased(session, at + term - dt.timedelta(seconds=1))
    assert published(session, at + term)
    assert erased(session, at + term) == {"records": 1}
    assert published(session, at + term) == {}
    assert pieces.content_of(session, piece) is None
    assert session.get_one(keys.RecordKey, piece.subject).wrapped is None


@pytest.mark.parametrize("what", ["meeting", "record"])
def test_what_was_taken_down_can_be_read_for_a_complaint_and_then_goes(session, what):
    piece = published_meeting(session) if what == "meeting" else recorded(session)
    down = NOW + 20 * DAY
    publishing.end(session, AUTHOR, piece.id, "Wrong.", now=down)
    assert "taken-down" not in erased(session, down + 89 * DAY)
    assert pieces.content_of(session, piece) is not None
    assert erased(session, down + 90 * DAY)["taken-down"] == 1
    assert pieces.content_of(session, piece) is None
    assert erased(session, down + 91 * DAY) == {}


def test_what_a_box_said_goes_four_weeks_after_its_record_was_published(session):
    piece = packed.take_in(session, AUTHOR, packfile.read(file()), now=NOW + 12 * DAY).piece
    assert erased(session, NOW + 50 * DAY) == {}, "a draft still needs it"
    at = NOW + 51 * DAY
    publishing.submit(session, AUTHOR, piece.id, version=1, now=at)
    publishing.approve(session, APPROVER, piece.id, version=1, now=at)
    assert erased(session, at + 27 * DAY) == {}
    assert erased(session, at + 28 * DAY) == {"packs": 1}
    facts = session.get_one(RecordFacts, piece.id)
    assert (facts.pack, facts.saved, facts.file, facts.version, facts.read) == (None,) * 5
    assert facts.meeting == "meetingabc"
    assert published(session, at + 28 * DAY), "the record stays"
    again = packed.take_in(session, AUTHOR, packfile.read(file()), now=at + 29 * DAY)
    assert again.outcome is packed.Outcome.SAME, "all that it says stands there"


def test_a_composed_leaflet_goes_ninety_days_after_its_last_day(session):
    piece = publishing.create(
        session, AUTHOR, Kind.LEAFLET, TAMBER, Leaflet(area="x"), token="leaflet-1", now=NOW
    )
    piece.state, piece.shown, piece.publish_at = State.APPROVED, piece.content, NOW
    piece.decided_at, piece.until = NOW, NOW + 28 * DAY
    assert erased(session, NOW + 117 * DAY) == {}
    assert erased(session, NOW + 118 * DAY) == {"leaflets": 1}
    assert pieces.content_of(session, piece) is None
    assert erased(session, NOW + 119 * DAY) == {}
