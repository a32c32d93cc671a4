"""A nomination from a visitor without an account to done; who may do what, what is public and what is erased."""

from __future__ import annotations

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from crimemap.editorial import audit, nominations, outbox, retention, revision, visitors
from crimemap.editorial.database import Base, Bilingual
from crimemap.editorial.nominations import (
    Contact,
    Nomination,
    NominationPicture,
    Place,
    Removal,
    State,
    Step,
    Typed,
)
from crimemap.editorial.nominations.asking import days_between
from crimemap.editorial.people import Denied
from crimemap.editorial.pictures import Picture
from crimemap.editorial.pieces import Gone, Refused
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER

DAY = dt.timedelta(days=1)
PLACE = Place(TAMBER, "E05900001", "Larkwith")
TYPED = Typed(
    name="Teasel Park friends", place="Teasel Park", work="Paint the railings", benefit="Everybody who walks there",
    access="A level path", toilets="near", owner="The council", permission="yes",
)  # fmt: skip
CONTACT = Contact(name="Resident-One Invented", email="resident-one@corven.example", phone="01632 960123")
PERSONAL = (b"Resident-One", b"resident-one@", b"960123", b"Paint the railings", b"Teasel Park friends")
TITLE, SUMMARY = Bilingual("Paint the railings of Teasel Park"), Bilingual("The railings are rusty.")
PICTURE = Picture(b"a jpeg " + b"x" * 400, b"small", 800, 600)


def form(session, now=NOW):
    return visitors.stamp(session, nominations.PURPOSE, now)


def received(session, token=None, now=NOW):
    return nominations.receive(session, token or form(session, now), PLACE, TYPED, CONTACT, now=now)


def checked(session, now=NOW):
    nomination = received(session, now=now)
    return nominations.check(
        session, AUTHOR, nomination.id, title=TITLE, summary=SUMMARY, version=1, now=now + 2 * DAY
    )


def marks(mark=2):
    return {criterion.slug: mark for criterion in nominations.book().criteria}


def scored(session, now=NOW):
    nomination = checked(session, now)
    nominations.score(session, AUTHOR, nomination.id, marks(), version=2, now=now + 5 * DAY)
    return nominations.confirm(session, APPROVER, nomination.id, version=3, now=now + 6 * DAY)


def done(session, now=NOW):
    nomination = scored(session, now)
    nominations.accept(session, AUTHOR, nomination.id, version=4, now=now + 10 * DAY)
    nominations.schedule(
        session, AUTHOR, nomination.id, starts_on=dt.date(2026, 12, 20), version=5, now=now + 15 * DAY
    )
    return nominations.finish(session, AUTHOR, nomination.id, project="p1", version=6, now=now + 40 * DAY)


def test_a_form_sent_twice_makes_one_nomination_with_one_receipt(session):
    token = form(session)
    first, second = received(session, token), received(session, token)
    assert first is second
    assert audit.count(session) == 1
    assert nominations.receipt_of(session, token) == nominations.receipt_of(session, token)
    assert nominations.receipt_of(session, token) != nominations.receipt_of(session, form(session))


def test_the_receipt_is_found_as_it_is_read_aloud_and_no_other(session):
    token = form(session)
    nomination = received(session, token)
    code = nominations.receipt_of(session, token)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        assert nominations.by_receipt(session, typed) is nomination
    other = code[:-1] + ("A" if code[-1] != "A" else "C")
    for typed in (other, "", "not a code", nomination.id, nomination.receipt, "A" * 5_000):
        assert nominations.by_receipt(session, typed) is None


def test_receipts_use_no_letters_that_are_mistaken_for_others(session):
    codes = {nominations.receipt_of(session, form(session)) for _each in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 14 and not set(code) & set("BILOSZ0125 68") for code in codes)


def test_the_database_holds_no_address_no_receipt_and_nothing_that_was_typed(session):
    token = form(session)
    nomination = received(session, token)
    nominations.keep_picture(session, form(session), PICTURE, now=NOW)
    session.flush()
    code = nominations.receipt_of(session, token).encode()
    for table in Base.metadata.sorted_tables:
        for row in session.execute(table.select()):
            cells = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in row]
            for secret in (*PERSONAL, code, token.encode(), b"a jpeg"):
                assert not any(secret in cell for cell in cells), (table.name, secret)
    assert nominations.typed_of(session, AUTHOR, nomination) == TYPED


def test_every_step_is_told_with_the_calendar_days_it_took(session):
    here = NOW.astimezone(ZoneInfo("Europe/London"))
    steps = {taken.step: taken.days for taken in nominations.steps(done(session), here)}
    assert steps == {
        Step.RECEIVED: None, Step.CHECKED: 2, Step.SCORED: 4, Step.DECIDED: 4, Step.SCHEDULED: 5, Step.DONE: 25,
    }  # fmt: skip


def test_days_are_those_of_the_calendar_here_also_over_the_change_of_clocks():
    london = ZoneInfo("Europe/London")
    late = dt.datetime(2026, 10, 24, 23, 30, tzinfo=london)
    early = dt.datetime(2026, 10, 26, 0, 30, tzinfo=london)
    assert days_between(late, early, NOW.astimezone(london)) == 2
    assert days_between(late.astimezone(dt.UTC), late + dt.timedelta(hours=1), NOW.astimezone(london)) == 1


def test_nothing_is_listed_before_staff_have_checked_it(session):
    nomination = received(session)
    assert nominations.listed(session) == ()
    assert nominations.queue(session, AUTHOR) == (nomination,)
    nominations.check(session, AUTHOR, nomination.id, title=TITLE, summary=SUMMARY, version=1, now=NOW)
    assert nominations.listed(session, TAMBER) == (nomination,)
    assert nominations.listed(session, "E22900002") == ()
    assert revision.current(session) == 1


def test_a_score_needs_a_second_person_and_is_shown_only_then(session):
    nomination = checked(session)
    nominations.score(session, BOTH, nomination.id, marks(), version=2, now=NOW)
    assert (nomination.state, nomination.score, nomination.shown_score) == (State.CHECKED, 20, None)
    with pytest.raises(Denied):
        nominations.confirm(session, BOTH, nomination.id, version=3, now=NOW)
    nominations.confirm(session, AUTHOR, nomination.id, version=3, now=NOW)
    assert (nomination.state, nomination.shown_score) == (State.SCORED, 20)
    nominations.score(session, AUTHOR, nomination.id, marks(3), version=4, now=NOW)
    assert nomination.shown_score is None, "new marks need a new second person"


@pytest.mark.parametrize(
    "given", [{}, {**marks(), "more": 1}, dict.fromkeys(marks(), 4), dict.fromkeys(marks(), -1)]
)
def test_marks_are_whole_and_within_the_published_range(session, given):
    nomination = checked(session)
    with pytest.raises(Refused):
        nominations.score(session, AUTHOR, nomination.id, given, version=2, now=NOW)


def test_the_score_is_the_sum_of_marks_times_weights():
    book = nominations.book()
    slow = sum(3 * criterion.weight for criterion in book.criteria)
    assert book.score(marks(3)) == slow == book.most == 30
    assert book.score(marks(0)) == 0


def test_declining_needs_a_listed_reason_and_words(session):
    nomination = checked(session)
    for reason, words in (("because", Bilingual("No.")), ("profit", Bilingual())):
        with pytest.raises(Refused):
            nominations.decline(
                session, AUTHOR, nomination.id, reason=reason, words=words, version=2, now=NOW
            )
    nominations.decline(
        session, AUTHOR, nomination.id, reason="profit", words=Bilingual("The yard is let."), version=2, now=NOW
    )  # fmt: skip
    assert nomination.state is State.DECLINED


def test_what_fell_through_after_a_date_was_set_can_still_be_declined(session):
    nomination = scored(session)
    nominations.accept(session, AUTHOR, nomination.id, version=4, now=NOW + 7 * DAY)
    nominations.schedule(
        session, AUTHOR, nomination.id, starts_on=dt.date(2027, 1, 5), version=5, now=NOW + 8 * DAY
    )
    nominations.decline(
        session, AUTHOR, nomination.id, reason="permission", words=Bilingual("The owner said no."), version=6,
        now=NOW + 20 * DAY,
    )  # fmt: skip
    assert all(taken.days is None or taken.days >= 0 for taken in nominations.steps(nomination, NOW))
    assert nomination.starts_on is None


@pytest.mark.parametrize("person", [ELSEWHERE, ADMINISTRATOR])
def test_only_staff_of_the_partnership_read_or_change_it(session, person):
    nomination = checked(session)
    calls = (
        lambda: nominations.check(
            session, person, nomination.id, title=TITLE, summary=SUMMARY, version=2, now=NOW
        ),
        lambda: nominations.score(session, person, nomination.id, marks(), version=2, now=NOW),
        lambda: nominations.confirm(session, person, nomination.id, version=2, now=NOW),
        lambda: nominations.typed_of(session, person, nomination),
        lambda: nominations.look_at_contact(session, person, nomination.id, now=NOW),
        lambda: nominations.readable_by(session, person, nomination.id),
        lambda: nominations.remove(session, person, nomination.id, why=Removal.SPAM, version=2, now=NOW),
    )
    for call in calls:
        with pytest.raises(Denied):
            call()
    assert nominations.queue(session, person) == ()


def test_of_two_who_act_at_once_the_second_is_told(session):
    nomination = checked(session)
    nominations.score(session, AUTHOR, nomination.id, marks(), version=2, now=NOW)
    with pytest.raises(Refused, match="Somebody else"):
        nominations.score(session, BOTH, nomination.id, marks(1), version=2, now=NOW)


def test_no_step_is_taken_out_of_turn(session):
    nomination = received(session)
    for call in (
        lambda: nominations.score(session, AUTHOR, nomination.id, marks(), version=1, now=NOW),
        lambda: nominations.confirm(session, AUTHOR, nomination.id, version=1, now=NOW),
        lambda: nominations.accept(session, AUTHOR, nomination.id, version=1, now=NOW),
        lambda: nominations.schedule(
            session, AUTHOR, nomination.id, starts_on=dt.date(2027, 1, 1), version=1, now=NOW
        ),
        lambda: nominations.finish(session, AUTHOR, nomination.id, project=None, version=1, now=NOW),
    ):
        with pytest.raises(Gone):
            call()


def test_each_look_at_the_contact_is_written_down(session):
    nomination = received(session)
    assert nominations.look_at_contact(session, AUTHOR, nomination.id, now=NOW) == CONTACT
    looks = session.query(audit.Entry).filter_by(act="looked at contact").all()
    assert [(look.actor, look.subject, look.said) for look in looks] == [(AUTHOR.id, nomination.subject, {})]


def test_a_letter_goes_out_once_and_its_copy_names_nobody(session):
    nomination = received(session)
    for _each in range(2):
        nominations.write_to(
            session, AUTHOR, nomination.id, subject="Your nomination", body="We start soon.", token="t1", now=NOW
        )  # fmt: skip
    assert session.query(outbox.Letter).count() == 1
    (copy,) = nominations.letters(session, nomination)
    assert "Resident" not in copy.body + copy.subject


def test_what_is_late_is_late_by_the_published_days(session):
    nomination = received(session)
    promised = nominations.book().standards.checked
    assert nominations.late(nomination, NOW + promised * DAY) is None
    assert nominations.late(nomination, NOW + (promised + 1) * DAY) is Step.CHECKED
    assert nominations.late(done(session), NOW + 400 * DAY) is None


def test_what_is_personal_is_erased_90_days_after_the_end_and_the_rest_stays(session):
    nomination = done(session)
    assert nominations.erase_at(nomination) == nomination.done_at + 90 * DAY == nomination.erase_at
    assert nominations.due_for_erasure(session, nomination.erase_at - dt.timedelta(seconds=1)) == ()
    assert nominations.due_for_erasure(session, nomination.erase_at) == (nomination,)
    nominations.erase(session, nomination, now=nomination.erase_at)
    assert nominations.typed_of(session, AUTHOR, nomination) is None
    assert nominations.look_at_contact(session, AUTHOR, nomination.id, now=NOW) is None
    assert nominations.listed(session) == (nomination,)
    assert nominations.due_for_erasure(session, NOW + 900 * DAY) == ()
    assert audit.verify(session).fault is None


def test_what_is_never_decided_is_erased_after_a_year_all_the_same(session):
    nomination = received(session)
    assert nominations.due_for_erasure(session, NOW + 365 * DAY) == (nomination,)
    assert nominations.due_for_erasure(session, NOW + 364 * DAY) == ()


def test_spam_is_taken_away_with_all_that_it_brought(session):
    nomination = received(session)
    nominations.remove(session, AUTHOR, nomination.id, why=Removal.SPAM, version=1, now=NOW)
    assert nominations.listed(session) == ()
    assert nominations.typed_of(session, AUTHOR, nomination) is None


def test_photographs_of_a_form_that_failed_wait_sealed_for_an_hour(session):
    token = form(session)
    assert nominations.keep_picture(session, token, PICTURE, now=NOW)
    assert nominations.keep_picture(session, token, PICTURE, now=NOW), "the same again is the same"
    assert nominations.kept_pictures(session, token, NOW) == 1
    nomination = received(session, token)
    (kept,) = nominations.pictures(session, nomination)
    assert PICTURE.jpeg not in kept.sealed
    assert nominations.drop_unfinished(session, NOW + DAY) == 0


def test_photographs_of_a_form_that_is_never_sent_are_gone_after_the_hour_and_the_form_still_works(session):
    token = form(session)
    nominations.keep_picture(session, token, PICTURE, now=NOW)
    assert nominations.drop_unfinished(session, NOW + dt.timedelta(hours=1)) == 1
    assert nominations.kept_pictures(session, token, NOW) == 0
    nomination = received(session, token, NOW + 2 * dt.timedelta(hours=1))
    assert nominations.typed_of(session, AUTHOR, nomination) == TYPED


def test_there_are_three_photographs_at_most(session):
    token = form(session)
    kept = [
        nominations.keep_picture(session, token, Picture(b"jpeg %d" % n, b"", 800, 600), now=NOW)
        for n in range(4)
    ]
    assert kept == [True, True, True, False]


def test_no_median_is_told_of_one_or_two(session):
    for day in (0, 1):
        done(session, NOW + day * DAY)
    assert nominations.times(nominations.listed(session), NOW)[Step.DECIDED] == (None, 2)
    done(session, NOW + 2 * DAY)
    checked(session)
    told = nominations.times(nominations.listed(session), NOW)
    assert (told[Step.DECIDED], told[Step.DONE]) == ((10.0, 3), (40.0, 3))


def test_two_threads_that_send_one_form_make_one_nomination(database):
    with database.session(writing=True) as opening:
        token = form(opening)
        opening.commit()
    faults, ready = [], threading.Barrier(2)

    def send():
        with database.session(writing=True) as session:
            ready.wait()
            try:
                received(session, token)
                session.commit()
            except Exception as fault:  # noqa: BLE001  (told by the thread that asserts)
                faults.append(fault)

    threads = [threading.Thread(target=send) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.session() as session:
        assert not faults
        assert session.query(Nomination).count() == 1
        assert session.execute(text("select count(*) from audit_entry")).scalar() == 1


def test_a_stamp_is_this_installations_and_says_its_age(session):
    stamp = visitors.stamp(session, "nominate", NOW)
    assert visitors.age(session, "nominate", stamp, NOW + DAY) == DAY
    for forged in (
        "",
        "x",
        "1-2-3",
        stamp[:-1] + ("0" if stamp[-1] != "0" else "1"),
        "9" + stamp,
        stamp + "é",
    ):
        assert visitors.age(session, "nominate", forged, NOW) is None
    assert visitors.age(session, "say", stamp, NOW) is None, "a stamp is for one kind of form"
    assert visitors.age(session, "nominate", stamp, NOW - DAY) is None, "from the future"


def test_the_retention_table_promises_what_the_software_keeps(session):
    row = next(row for row in retention.table().rows if row.id == "nominations")
    assert (row.days, row.at_most_days) == (nominations.AFTER_THE_END.days, nominations.AT_MOST.days)
    nomination = done(session)
    assert (
        retention.run(session, nomination.erase_at - dt.timedelta(seconds=1)).counts.get("nominations", 0)
        == 0
    )
    assert retention.run(session, nomination.erase_at).counts["nominations"] == 1
    assert nomination.erased_at == nomination.erase_at
    assert nomination.erase_at.date() <= nominations.gone_by(nomination, NOW)


def test_the_software_drops_photographs_of_forms_that_were_never_sent(session):
    nominations.keep_picture(session, form(session), PICTURE, now=NOW)
    retention.run(session, NOW + dt.timedelta(hours=1))
    assert session.query(NominationPicture).count() == 0
