"""A conviction from its draft to the day it comes down: what the gate asks, what stays, and who may do what."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, convictions, keys, pieces, publishing, retention, revision
from crimemap.editorial.convictions import LONDON, Ending, Part
from crimemap.editorial.people import Denied, Grant, Person, Role
from crimemap.editorial.pictures import Picture
from crimemap.editorial.pieces import Refused, State
from crimemap.editorial.rules import Verdict
from tests.editorial.conftest import APPROVER, AUTHOR, ELSEWHERE, NOW, TAMBER
from tests.editorial.convictions_cases import NAME, draft, drink_driving, handed_in, published

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)
OTHER_APPROVER = Person("approver-2", "Fir", frozenset({Grant(Role.APPROVER, TAMBER)}))


def at(year, month, day, hour=10, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    "published_at",
    [
        at(2026, 1, 12),
        at(2026, 7, 1),
        at(2026, 3, 10),
        at(2026, 10, 12),
        at(2026, 7, 1, 0),
        at(2026, 1, 12, 23, 59),
    ],
    ids=["winter", "summer", "into summer time", "out of summer time", "first minute", "last minute"],
)
def test_a_name_is_seen_for_28_days_and_gone_from_the_first_moment_of_the_28th(session, published_at):
    piece = published(session, published_at)
    midnight = at(published_at.year, published_at.month, published_at.day, 0)
    for day, seen in ((0, True), (27, True), (28, False), (31, False), (32, False)):
        for hour in (0, 12, 23):
            local = (midnight + dt.timedelta(days=day)).replace(hour=hour)
            assert piece.is_visible(max(local, published_at)) is seen, (day, hour)
    assert piece.until == (midnight + dt.timedelta(days=28)).replace(hour=0)
    assert not piece.is_visible(piece.until)
    assert piece.is_visible(piece.until - SECOND)


def test_31_days_may_be_chosen_and_32_may_not(session):
    longest = published(session, at(2026, 10, 12), show_days="31")
    assert longest.is_visible(at(2026, 11, 11, 23, 59))
    assert not longest.is_visible(at(2026, 11, 12, 0))
    piece = draft(session, drink_driving(show_days="32"), NOW, form="t2")
    with pytest.raises(Refused) as refusal:
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    assert [trouble.rule for trouble in refusal.value.troubles] == ["C1"]


def test_what_is_spent_sooner_comes_down_sooner(session):
    piece = published(
        session, at(2026, 11, 10), sentences=(convictions.Part(kind="community-order", ends_on="20 11 2026"),)
    )
    assert piece.until <= at(2026, 11, 20, 0)
    assert not piece.is_visible(at(2026, 11, 20, 0))


def test_it_can_be_wanted_for_a_day_and_its_days_are_counted_from_there(session):
    piece = published(session, at(2026, 11, 10), wanted=at(2026, 11, 16, 9, 30))
    assert not piece.is_visible(at(2026, 11, 16, 9, 29))
    assert piece.is_visible(at(2026, 11, 16, 9, 30))
    assert piece.until == at(2026, 12, 14, 0)


def test_changing_and_approving_again_never_puts_the_last_day_back(session):
    piece = published(session, at(2026, 11, 10))
    before = piece.until
    publishing.shorten(session, APPROVER, piece.id, at(2026, 11, 26, 0), now=at(2026, 11, 12))
    later = at(2026, 11, 20)
    content = drink_driving(conviction_date="9 11 2026", show_days="31")
    publishing.save(session, AUTHOR, piece.id, content, version=piece.version, now=later)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=later)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=later)
    assert piece.until == at(2026, 11, 26, 0) < before


@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ({"age_at_offence": "17"}, "C2"),
        ({"age_now": ""}, "C2"),
        ({"restriction": ""}, "C3"),
        ({"restriction": "in-force"}, "C3"),
        ({"relationship": "partner"}, "C4"),
        ({"offence": "sexual-assault"}, "C4"),
        ({"appeal": "lodged"}, "C8"),
        ({"sentences": (convictions.Part(kind="absolute-discharge"),)}, "C9"),
        ({"place_name": "12 High Street"}, "C10"),
        ({"court_name": f"The court of {NAME.upper()}"}, "C12"),
        ({"photograph_reason": "to find more victims"}, "C6"),
    ],
)
def test_what_a_rule_forbids_cannot_be_handed_in(session, answers, rule):
    piece = draft(session, drink_driving(**answers), NOW)
    with pytest.raises(Refused) as refusal:
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    assert rule in {trouble.rule for trouble in refusal.value.troubles}
    assert piece.state is State.DRAFT


def test_what_cannot_be_read_is_kept_in_the_draft_and_said_where_it_stands(session):
    parts = (convictions.Part(kind="fine", measure="three hundred"), convictions.Part(measure="14 months"))
    piece = draft(session, drink_driving(conviction_date="31/2/2026", age_now="old", sentences=parts), NOW)
    assert pieces.content_of(session, piece).conviction_date == "31/2/2026"
    fields = [trouble.field for trouble in pieces.troubles(session, piece, NOW)]
    assert fields[:4] == ["conviction_date", "age_now", "sentences-0-measure", "sentences-1-kind"]
    assert fields.count("conviction_date") == 1


def test_the_gate_asks_again_when_the_second_person_approves(session):
    piece = handed_in(session, drink_driving(), NOW)
    with pytest.raises(Refused) as refusal:
        publishing.approve(session, APPROVER, piece.id, version=1, now=NOW + 800 * DAY)
    assert "C9" in {trouble.rule for trouble in refusal.value.troubles}
    assert piece.shown is None


def test_a_minor_offence_is_counted_by_two_people_and_nothing_of_the_person_stays(session):
    piece = handed_in(session, drink_driving(offence="speeding"), NOW)
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    fact = convictions.fact_of(session, piece.id)
    assert (fact.verdict, fact.rules, fact.offence_group) == (Verdict.COUNTED_ONLY, ["C7"], "driving")
    assert piece.shown is None is piece.content is None
    assert session.get(keys.RecordKey, piece.subject).wrapped is None
    assert not piece.was_public(NOW)
    assert convictions.listed(session, NOW) == ()


def test_a_blocked_case_is_written_down_as_withheld_with_its_rules_alone(session):
    piece = draft(session, drink_driving(age_at_offence="17", relationship="family"), NOW)
    convictions.withhold(session, AUTHOR, piece.id, version=1, now=NOW)
    convictions.withhold(session, AUTHOR, piece.id, version=1, now=NOW)
    fact = convictions.fact_of(session, piece.id)
    assert (fact.verdict, fact.rules) == (Verdict.BLOCKED, ["C2", "C4"])
    assert pieces.content_of(session, piece) is None
    assert [entry.act for entry in session.scalars(select(audit.Entry))] == ["drafted", "withheld"]


def test_a_draft_that_is_merely_unfinished_is_no_withheld_case(session):
    piece = draft(session, drink_driving(name="", restriction=""), NOW)
    with pytest.raises(Refused):
        convictions.withhold(session, AUTHOR, piece.id, version=1, now=NOW)


def test_an_appeal_takes_down_at_once_by_one_person_and_a_second_puts_back(session):
    piece = published(session, NOW)
    until = piece.until
    seen = revision.current(session)
    convictions.hold(session, AUTHOR, piece.id, now=NOW + DAY)
    convictions.hold(session, APPROVER, piece.id, now=NOW + DAY)
    assert not piece.is_visible(NOW + DAY)
    assert piece.was_public(NOW + DAY)
    assert convictions.listed(session, NOW + DAY) == ()
    assert revision.current(session) == seen + 1
    with pytest.raises(Denied):
        convictions.release(session, AUTHOR, piece.id, now=NOW + 2 * DAY)
    convictions.release(session, APPROVER, piece.id, now=NOW + 2 * DAY)
    assert piece.is_visible(NOW + 2 * DAY)
    assert piece.until == until


def test_whoever_held_a_case_back_does_not_put_it_back(session):
    piece = published(session, NOW)
    convictions.hold(session, APPROVER, piece.id, now=NOW)
    with pytest.raises(Denied):
        convictions.release(session, APPROVER, piece.id, now=NOW)
    convictions.release(session, OTHER_APPROVER, piece.id, now=NOW)
    assert piece.is_visible(NOW)


def test_nothing_can_be_approved_past_an_appeal(session):
    piece = published(session, NOW)
    convictions.hold(session, APPROVER, piece.id, now=NOW)
    publishing.save(session, AUTHOR, piece.id, drink_driving(), version=piece.version, now=NOW)
    with pytest.raises(Refused):
        publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    assert not piece.is_visible(NOW)


def test_a_conviction_that_fell_is_erased_and_corrected_where_it_stood(session):
    piece = published(session, NOW)
    convictions.quash(session, AUTHOR, piece.id, now=NOW + DAY)
    convictions.quash(session, APPROVER, piece.id, now=NOW + 2 * DAY)
    assert not piece.is_visible(NOW + DAY)
    assert pieces.shown_of(session, piece) is None
    (correction,) = convictions.corrections(session, NOW + DAY)
    assert (correction.published_at, correction.quashed_at) == (NOW, NOW + DAY)
    over = NOW + DAY + dt.timedelta(days=convictions.CORRECTION_DAYS)
    assert convictions.next_change(session, NOW + DAY) == over
    assert convictions.corrections(session, over) == ()
    assert convictions.was_named(session, piece.id, over)


def test_a_held_case_can_fall_and_one_that_nobody_saw_needs_no_correction(session):
    held = published(session, NOW)
    convictions.hold(session, AUTHOR, held.id, now=NOW)
    convictions.quash(session, AUTHOR, held.id, now=NOW + DAY)
    assert len(convictions.corrections(session, NOW + DAY)) == 1
    unseen = published(session, NOW, form="t2", wanted=at(2026, 11, 30))
    convictions.quash(session, AUTHOR, unseen.id, now=NOW + DAY)
    assert len(convictions.corrections(session, NOW + DAY)) == 1
    assert not convictions.was_named(session, unseen.id, NOW + 20 * DAY)


def test_a_conviction_that_falls_after_its_case_came_down_is_erased_and_corrected_too(session):
    taken_down, over = published(session, NOW), published(session, NOW, form="t2")
    publishing.end(session, AUTHOR, taken_down.id, "an appeal was lodged", now=NOW + DAY)
    for piece in (taken_down, over):
        convictions.quash(session, APPROVER, piece.id, now=NOW + 40 * DAY)
        assert pieces.content_of(session, piece) is None
    assert len(convictions.corrections(session, NOW + 40 * DAY)) == 2
    with pytest.raises(Denied):
        convictions.quash(session, ELSEWHERE, over.id, now=NOW + 40 * DAY)


def test_one_person_takes_down_at_once_and_may_say_why_in_any_words(session):
    piece = published(session, NOW)
    publishing.end(session, AUTHOR, piece.id, "Persona-Nineteen was harassed", now=NOW + DAY)
    assert "Nineteen" not in str([vars(entry) for entry in session.query(audit.Entry)])
    fact = convictions.fact_of(session, piece.id)
    assert not piece.is_visible(NOW + DAY)
    assert (fact.ending, fact.down_at) == (Ending.WITHDRAWN, NOW + DAY)
    assert pieces.content_of(session, piece) is not None


def test_a_draft_that_is_closed_is_erased(session):
    piece = draft(session, drink_driving(), NOW)
    publishing.end(session, AUTHOR, piece.id, "not for us", now=NOW)
    assert pieces.content_of(session, piece) is None
    assert convictions.fact_of(session, piece.id) is None


def test_people_of_another_partnership_can_do_nothing_to_a_case(session):
    piece = published(session, NOW)
    for call in (
        lambda: convictions.hold(session, ELSEWHERE, piece.id, now=NOW),
        lambda: convictions.quash(session, ELSEWHERE, piece.id, now=NOW),
    ):
        with pytest.raises(Denied):
            call()
    assert piece.is_visible(NOW)


def test_a_remark_that_names_the_person_is_sealed_and_goes_with_the_case(session):
    piece = handed_in(session, drink_driving(), NOW)
    publishing.send_back(session, APPROVER, piece.id, "Is Persona-Nineteen spelt so?", now=NOW)
    session.flush()
    assert b"Nineteen" not in bytes(piece.remark)
    assert pieces.remark_of(session, piece) == "Is Persona-Nineteen spelt so?"
    keys.destroy(session, piece.subject, NOW)
    assert pieces.remark_of(session, piece) == ""


def test_a_photograph_is_approved_for_itself_by_the_second_person(session):
    piece = draft(session, drink_driving(), NOW)
    mark = convictions.put_photograph(
        session, AUTHOR, piece, Picture(b"large", b"pixels of a face", 1600, 1200), now=NOW
    )
    content = drink_driving(
        photograph=mark, photograph_alt="A drawing", photograph_reason="to find people who were also cheated"
    )
    publishing.save(session, AUTHOR, piece.id, content, version=1, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=2, now=NOW)
    with pytest.raises(Refused) as refusal:
        publishing.approve(session, APPROVER, piece.id, version=2, now=NOW)
    assert {trouble.rule for trouble in refusal.value.troubles} == {"C6"}
    with pytest.raises(Denied):
        convictions.decide_photograph(session, AUTHOR, piece.id, approved=True, now=NOW)
    convictions.decide_photograph(session, APPROVER, piece.id, approved=True, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=2, now=NOW)
    shown = pieces.shown_of(session, piece)
    assert convictions.photograph_bytes(session, piece, shown) == b"pixels of a face"
    assert b"pixels" not in convictions.photograph_of(session, piece.id).jpeg
    replaced = convictions.put_photograph(session, AUTHOR, piece, Picture(b"l", b"another", 9, 9), now=NOW)
    assert replaced != mark
    assert convictions.photograph_bytes(session, piece, shown) is None


def test_after_its_term_everything_personal_of_a_case_is_erased(session):
    piece = published(session, NOW)
    late = piece.until + retention.term("convictions")
    retention.run(session, late - SECOND)
    assert pieces.content_of(session, piece) is not None
    retention.run(session, late)
    assert pieces.content_of(session, piece) is None
    assert retention.run(session, late).total == 0
    assert convictions.was_named(session, piece.id, late)


def test_lists_hold_what_was_chosen_and_no_free_words(session):
    published(session, NOW, what_happened_en="Crashed into a wall.", sentence_words_en="Punished.")
    (case,) = convictions.listed(session, NOW, partnership=TAMBER)
    assert case.ward == "E05900001"
    assert case.sentence == "A fine of £320 and a ban of 14 months from driving"
    assert (case.offence, case.court, case.place) == (
        "Drink-driving",
        "Tamber Magistrates' Court",
        "Larkwith",
    )
    assert case.last_day == dt.date(2026, 12, 19)
    assert NAME not in repr(case)
    assert convictions.listed(session, case.until, partnership=TAMBER) == ()


@pytest.mark.parametrize(("hours", "may_be"), [(39, False), (40, True), (300, True), (301, False)])
def test_one_persons_order_is_forty_to_three_hundred_hours(hours, may_be):
    content = drink_driving(sentences=(Part(kind="community-order", measure=f"12 months, {hours} hours"),))
    found = [(trouble.field, trouble.rule) for trouble in convictions.unreadable(content)]
    assert found == ([] if may_be else [("sentences-0-measure", "A7")])
