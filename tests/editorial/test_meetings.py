"""Meetings from draft to the public's calendar: dates, moves, cancellations, and what visitors were told before."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, publishing, revision, summary
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Body, Standing, cancelling, shelf
from crimemap.editorial.meetings.content import Move, Restored
from crimemap.editorial.meetings.shelf import MeetingCancellation, MeetingFacts
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Gone, Refused, content_of
from crimemap.editorial.summary import Scope
from tests.editorial.conftest import APPROVER, AUTHOR, ELSEWHERE, HEXMARSH, TAMBER
from tests.small_meetings import NOW, ZONE, meeting, published, series

DAY = dt.timedelta(days=1)
WHY = Bilingual("The hall has no heating.", "Nid oes gwres yn y neuadd.")
JANUARY = dt.date(2027, 1, 7)


def again(session, piece, now=NOW, **changes):
    """The same piece written anew, handed in and approved."""
    content = content_of(session, piece).model_copy(update=changes)
    publishing.save(session, AUTHOR, piece.id, content, version=piece.version, now=now)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def days_of(found):
    return [each.start.date() for each in found]


def test_a_single_meeting_has_the_address_of_its_piece(session):
    piece = published(session)
    (one,) = shelf.shown(session, NOW)
    assert one == shelf.one(session, NOW, piece.id)
    assert (one.id, one.day, one.start) == (
        piece.id,
        dt.date(2026, 12, 3),
        dt.datetime(2026, 12, 3, 19, tzinfo=ZONE),
    )
    assert one.standing is Standing.AS_SAID


def test_each_date_of_a_series_has_an_address_of_its_own(session):
    piece = published(session, series())
    found = shelf.shown(session, NOW)
    assert [one.id for one in found][:2] == [f"{piece.id}-2026-12-03", f"{piece.id}-2027-01-07"]
    assert {one.start.time() for one in found} == {dt.time(19)}
    assert shelf.one(session, NOW, f"{piece.id}-2027-01-08") is None


def test_a_draft_is_in_no_calendar(session):
    piece = published(session)
    publishing.save(session, AUTHOR, piece.id, meeting(title_en="Changed"), version=piece.version, now=NOW)
    assert shelf.shown(session, NOW)[0].title.en == "Have your say: Lower Keld"


def test_dates_are_listed_from_two_years_back_to_one_ahead(session):
    long = series(last=dt.date(2028, 11, 30))
    piece = published(session, long)
    assert days_of(shelf.shown(session, NOW))[-1] == dt.date(2027, 11, 4)
    late = dt.datetime(2028, 12, 10, tzinfo=ZONE)
    assert days_of(shelf.shown(session, late))[0] == dt.date(2027, 1, 7)
    assert shelf.one(session, late, f"{piece.id}-2026-12-03") is not None, "its own page stays"


def test_calendars_are_by_partnership(session):
    published(session)
    assert len(shelf.shown(session, NOW, partnership=TAMBER)) == 1
    assert shelf.shown(session, NOW, partnership=HEXMARSH) == ()


def test_one_person_cancels_one_date_at_once_and_it_stays_with_its_reason(session):
    piece = published(session, series())
    before = revision.current(session)
    one = cancelling.cancel(session, AUTHOR, f"{piece.id}-{JANUARY}", WHY, now=NOW)
    assert (one.standing, one.reason, one.takes_place) == (Standing.CANCELLED, WHY, False)
    found = {each.day: each.standing for each in shelf.shown(session, NOW)}
    assert [day for day, standing in found.items() if standing is Standing.CANCELLED] == [JANUARY]
    assert revision.current(session) > before, "cached pages are made anew"


def test_a_cancellation_is_written_down_and_counted(session):
    piece = published(session)
    first = shelf.shown(session, NOW)[0]
    entries = audit.count(session)
    later = NOW + DAY
    one = cancelling.cancel(session, AUTHOR, piece.id, WHY, now=later)
    assert audit.count(session) == entries + 1
    assert one.number == first.number + 1
    assert one.changed_at == later


def test_cancelled_twice_is_cancelled_once_with_the_first_reason(session):
    piece = published(session)
    cancelling.cancel(session, AUTHOR, piece.id, WHY, now=NOW)
    entries = audit.count(session)
    one = cancelling.cancel(session, APPROVER, piece.id, Bilingual("Something else."), now=NOW)
    assert one.reason == WHY
    assert audit.count(session) == entries


def test_nobody_of_another_partnership_cancels(session):
    piece = published(session)
    with pytest.raises(Denied):
        cancelling.cancel(session, ELSEWHERE, piece.id, WHY, now=NOW)


@pytest.mark.parametrize("why", ["", "  ", "Mrs Jones is ill.", "It is too dangerous."])
def test_a_reason_is_said_and_names_nobody(session, why):
    piece = published(session)
    with pytest.raises(Refused):
        cancelling.cancel(session, AUTHOR, piece.id, Bilingual(why), now=NOW)
    assert shelf.shown(session, NOW)[0].takes_place


def test_what_is_over_or_no_date_cannot_be_cancelled(session):
    piece = published(session)
    with pytest.raises(Gone):
        cancelling.cancel(session, AUTHOR, piece.id, WHY, now=NOW + 30 * DAY)
    with pytest.raises(Gone):
        cancelling.cancel(session, AUTHOR, f"{piece.id}-2026-12-03", WHY, now=NOW)


def test_an_approval_of_something_else_brings_no_cancelled_date_back(session):
    piece = published(session, series())
    cancelling.cancel(session, AUTHOR, f"{piece.id}-{JANUARY}", WHY, now=NOW)
    again(session, piece, NOW + DAY, about_en="Tea from half past six.")
    assert not shelf.one(session, NOW + DAY, f"{piece.id}-{JANUARY}").takes_place


def test_a_second_person_undoes_a_cancellation_and_a_later_one_holds_again(session):
    piece = published(session, series())
    cancelling.cancel(session, AUTHOR, f"{piece.id}-{JANUARY}", WHY, now=NOW)
    said = session.get_one(MeetingCancellation, (piece.id, JANUARY)).said_at
    again(session, piece, NOW + DAY, restored=(Restored(day=JANUARY, said=said),))
    assert shelf.one(session, NOW + DAY, f"{piece.id}-{JANUARY}").standing is Standing.AS_SAID
    cancelling.cancel(session, AUTHOR, f"{piece.id}-{JANUARY}", WHY, now=NOW + 2 * DAY)
    again(session, piece, NOW + 3 * DAY, about_en="Tea from half past six.")
    assert not shelf.one(session, NOW + 3 * DAY, f"{piece.id}-{JANUARY}").takes_place


def test_a_moved_date_says_when_it_was_and_why(session):
    piece = published(session, series())
    move = Move(day=JANUARY, to=dt.date(2027, 1, 14), begins=dt.time(18), reason_en="The hall is booked.")
    again(session, piece, NOW + DAY, moves=(move,))
    one = shelf.one(session, NOW + DAY, f"{piece.id}-{JANUARY}")
    assert one.standing is Standing.MOVED
    assert (one.start, one.was) == (
        dt.datetime(2027, 1, 14, 18, tzinfo=ZONE), dt.datetime(2027, 1, 7, 19, tzinfo=ZONE),
    )  # fmt: skip
    assert one.reason.en == "The hall is booked."
    assert one.changed_at == NOW + DAY


def test_a_single_meeting_that_gets_another_day_keeps_its_address_and_says_so(session):
    piece = published(session)
    again(
        session,
        piece,
        NOW + DAY,
        day=dt.date(2026, 12, 10),
        place="The Library",
        changed_en="The roof leaks.",
    )
    one = shelf.one(session, NOW + DAY, piece.id)
    assert (one.standing, one.was, one.was_at) == (
        Standing.MOVED, dt.datetime(2026, 12, 3, 19, tzinfo=ZONE), "Moor Street Hall",
    )  # fmt: skip
    assert one.reason.en == "The roof leaks."


def test_a_change_without_a_word_does_not_get_through(session):
    piece = published(session)
    with pytest.raises(Refused):
        again(session, piece, day=dt.date(2026, 12, 10))


def test_what_was_scheduled_and_never_public_may_be_changed_in_silence(session):
    piece = publishing.create(session, AUTHOR, "meeting", TAMBER, meeting(), token="later", now=NOW)
    publishing.save(session, AUTHOR, piece.id, meeting(), version=1, now=NOW, wanted_at=NOW + 3 * DAY)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    assert shelf.shown(session, NOW) == ()
    again(session, piece, day=dt.date(2026, 12, 10))
    assert shelf.one(session, NOW + 4 * DAY, piece.id).standing is Standing.AS_SAID


def test_a_series_that_goes_on_elsewhere_leaves_what_is_over_as_it_was(session):
    piece = published(session, series())
    later = dt.datetime(2026, 12, 10, tzinfo=ZONE)
    again(session, piece, later, place="The Library", changed_en="The hall is closed.")
    places = [(one.place, one.standing) for one in shelf.shown(session, later)]
    assert places[0] == ("Moor Street Hall", Standing.AS_SAID)
    assert set(places[1:]) == {("The Library", Standing.MOVED)}


def test_every_approval_is_counted_for_calendars_that_follow(session):
    piece = published(session)
    again(session, piece, NOW + DAY, about_en="Tea from half past six.")
    one = shelf.one(session, NOW + DAY, piece.id)
    assert (one.number, one.changed_at) == (1, NOW + DAY)


def test_what_is_taken_down_is_gone_with_all_that_stood_in_clear(session):
    piece = published(session, series())
    cancelling.cancel(session, AUTHOR, f"{piece.id}-{JANUARY}", WHY, now=NOW)
    publishing.end(session, AUTHOR, piece.id, "Another hall wrote it too.", now=NOW)
    assert shelf.shown(session, NOW) == ()
    assert shelf.one(session, NOW, f"{piece.id}-{JANUARY}") is None
    assert not session.scalars(select(MeetingFacts)).all()
    assert not session.scalars(select(MeetingCancellation)).all()


def test_the_presenters_notes_are_in_no_gathering(session):
    piece = published(session)
    assert [note.slide for note in shelf.notes(session, piece.id)] == ["outcomes"]
    assert "no suspect" not in repr(shelf.shown(session, NOW))


def test_the_two_hours_of_one_night_stand_in_their_order(session):
    back = dt.date(2027, 10, 31)
    early = dt.time(1, 30)
    later = published(
        session, meeting(title_en="B", day=back, begins=dt.time(1, 10), ends=dt.time(1, 50), second=True)
    )
    first = published(
        session, meeting(title_en="A", day=back, begins=early, ends=dt.time(1, 50), second=False)
    )
    assert [one.id for one in shelf.shown(session, NOW)] == [first.id, later.id]
    between = dt.datetime(2027, 10, 31, 0, 55, tzinfo=dt.UTC).astimezone(ZONE)
    assert shelf.next_change(session, shelf.shown(session, between), between) == dt.datetime(
        2027, 10, 31, 1, 10, tzinfo=dt.UTC
    )


def test_the_clock_turns_a_page_when_a_meeting_begins_and_when_it_is_over(session):
    published(session)
    stock = summary.stock_of(session, TAMBER, NOW)
    assert stock.until == dt.datetime(2026, 12, 3, 19, tzinfo=dt.UTC)
    begun = dt.datetime(2026, 12, 3, 19, 30, tzinfo=ZONE)
    assert summary.stock_of(session, TAMBER, begun).until == dt.datetime(2026, 12, 3, 20, 30, tzinfo=dt.UTC)
    assert summary.stock_of(session, TAMBER, begun + DAY).until is None


def test_an_area_shows_its_own_meetings_and_those_of_all_its_partnership(session):
    published(session, meeting(title_en="All"))
    published(session, meeting(title_en="Keld", areas=("N1",), body=Body.COUNCIL))
    published(session, meeting(title_en="Elsewhere", areas=("N2",)))
    stocks = [summary.stock_of(session, TAMBER, NOW)]

    def titles(scope):
        return sorted(one.title.en for one in summary.written_of(stocks, scope, NOW).meetings)

    assert titles(Scope((TAMBER,), areas=frozenset({"N1"}))) == ["All", "Keld"]
    assert titles(Scope((TAMBER,))) == ["All", "Elsewhere", "Keld"]


def test_a_draft_shows_the_dates_that_it_would_make(session):
    piece = published(session, series())
    shorter = series(last=dt.date(2027, 2, 28))
    cancelling.cancel(session, AUTHOR, f"{piece.id}-2027-05-06", WHY, now=NOW)
    found = {one.start.date(): one.standing for one in shelf.draft(session, piece, shorter, NOW)}
    assert list(found) == [dt.date(2026, 12, 3), JANUARY, dt.date(2027, 2, 4), dt.date(2027, 5, 6)]
    assert found[dt.date(2027, 5, 6)] is Standing.CANCELLED


def test_a_gathering_of_the_tests_is_what_the_shelf_would_answer(session):
    from tests.small_meetings import gathering

    piece = published(session)
    assert shelf.one(session, NOW, piece.id) == replace(gathering(), id=piece.id, piece=piece.id)
