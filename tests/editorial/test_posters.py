"""Named posters: their own second decision, one staffed noticeboard, and not one minute longer than their case."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import audit, convictions, pieces, posters, publishing, retention
from crimemap.editorial.outbox import Letter
from crimemap.editorial.people import Denied, Grant, Person, Role
from crimemap.editorial.pieces import Gone, Kind, Piece, Refused, State
from crimemap.editorial.posters import Poster, PosterFacts
from tests.editorial import convictions_cases as cases
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER

DAY = dt.timedelta(days=1)


def poster(case: str, **answers: object) -> Poster:
    """One that may hang: in the library, until a week after NOW."""
    given = {
        "case": case, "board": "Larkwith Library, by the counter", "address": "Wren Street, QX3 4AB",
        "staff": "library staff at the counter", "until": dt.date(2026, 11, 29),
        "reason": "People ask at the library what came of the checks on the by-pass.",
    }  # fmt: skip
    return Poster(**{**given, **answers})


def draft(session, content: Poster, now: dt.datetime = NOW, *, form: str = "poster-1") -> Piece:
    return publishing.create(session, AUTHOR, Kind.POSTER, TAMBER, content, token=form, now=now)


def decided(session, content: Poster, now: dt.datetime = NOW, *, form: str = "poster-1") -> Piece:
    piece = draft(session, content, now, form=form)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def whys(session, content: Poster, now: dt.datetime = NOW) -> dict[str, str]:
    return {one.field: one.why for one in pieces.troubles(session, draft(session, content, now), now)}


def test_a_poster_of_a_public_case_hangs_until_its_own_day(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    found = posters.hanging(session, piece, NOW)
    assert found.case.content.name == cases.NAME
    assert found.last_day == dt.date(2026, 11, 29)
    assert piece.until == dt.datetime(2026, 11, 30, tzinfo=dt.UTC)  # London keeps winter time
    with pytest.raises(Gone):
        posters.hanging(session, piece, piece.until)


def test_whoever_wrote_it_cannot_decide_on_it(session):
    case = cases.published(session, NOW)
    piece = publishing.create(session, BOTH, Kind.POSTER, TAMBER, poster(case.id), token="poster-1", now=NOW)
    publishing.submit(session, BOTH, piece.id, version=piece.version, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, BOTH, piece.id, version=piece.version, now=NOW)
    with pytest.raises(Gone):
        posters.hanging(session, piece, NOW)


def test_the_decision_on_the_case_is_not_the_decision_on_the_poster(session):
    case = cases.published(session, NOW)
    piece = draft(session, poster(case.id))
    with pytest.raises(Gone):
        posters.hanging(session, piece, NOW)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    with pytest.raises(Gone):
        posters.hanging(session, piece, NOW)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"board": ""}, "board"),
        ({"staff": " "}, "staff"),
        ({"reason": ""}, "reason"),
        ({"until": None}, "until"),
        ({"until": dt.date(2026, 11, 21)}, "until"),
        ({"until": dt.date(2026, 12, 20)}, "until"),
        ({"reason": f"{cases.NAME} is known at the library."}, "reason"),
        ({"board": "The board outside 14 Wren Street"}, "board"),
        ({"staff": "Mrs Jane Holloway"}, "staff"),
        ({"reason": "x" * 601}, "reason"),
    ],
)
def test_what_is_wanting_or_points_to_somebody_stands_in_the_way(session, answers, field):
    case = cases.published(session, NOW)
    assert field in whys(session, poster(case.id, **answers))


def test_a_whole_poster_has_nothing_in_its_way(session):
    case = cases.published(session, NOW)
    assert whys(session, poster(case.id, until=convictions.last_day(case.until))) == {}


@pytest.mark.parametrize("of", ["draft", "held", "taken down", "over", "nothing", "another partnership"])
def test_a_case_that_is_not_public_with_its_name_has_no_poster(session, of):
    now = NOW
    case = (
        cases.draft(session, cases.drink_driving(), NOW) if of == "draft" else cases.published(session, NOW)
    )
    if of == "held":
        convictions.hold(session, AUTHOR, case.id, now=NOW)
    elif of == "taken down":
        publishing.end(session, AUTHOR, case.id, "A mistake.", now=NOW)
    elif of == "over":
        now = case.until
    elif of == "another partnership":
        case.partnership = "E22900002"
    content = poster("" if of == "nothing" else case.id, until=(now + DAY).date())
    assert "" in whys(session, content, now)


@pytest.mark.parametrize("act", ["held", "quashed", "taken down", "brought forward", "counted only"])
def test_it_drops_at_the_instant_at_which_its_case_does(session, act):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    at = NOW + dt.timedelta(minutes=1)
    if act == "held":
        convictions.hold(session, AUTHOR, case.id, now=at)
    elif act == "quashed":
        convictions.quash(session, AUTHOR, case.id, now=at)
    elif act == "taken down":
        publishing.end(session, AUTHOR, case.id, "A mistake.", now=at)
    elif act == "brought forward":
        publishing.shorten(session, AUTHOR, case.id, at, now=at)
    else:
        case.shown = None
    with pytest.raises(Gone):
        posters.hanging(session, piece, at)


def test_a_case_that_comes_down_earlier_takes_the_day_on_its_poster_along(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    publishing.shorten(session, AUTHOR, case.id, dt.datetime(2026, 11, 25, tzinfo=dt.UTC), now=NOW)
    assert posters.hanging(session, piece, NOW).last_day == dt.date(2026, 11, 24)


@pytest.mark.parametrize("act", ["held", "taken down", "brought forward"])
def test_whoever_hung_it_is_told_to_take_the_paper_down_without_a_name(session, act, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr("crimemap.editorial.letters._queue", lambda _session, to, subject, lines, *_rest: told.append(
        f"{sorted(to)} {subject} {lines}"))  # fmt: skip
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    told.clear()
    if act == "held":
        convictions.hold(session, AUTHOR, case.id, now=NOW)
    elif act == "taken down":
        publishing.end(session, AUTHOR, case.id, "A mistake.", now=NOW)
    else:
        publishing.shorten(session, AUTHOR, case.id, NOW + DAY, now=NOW)
    about = [line for line in told if "noticeboard" in line]
    assert len(about) == 1
    assert piece.id in about[0]
    assert str(sorted([AUTHOR.id, APPROVER.id])) in about[0]
    assert "Persona" not in about[0]
    assert session.scalar(select(Letter.id)) is None  # the accounts of these people are no real ones


def test_a_case_without_a_poster_tells_nobody(session, monkeypatch):
    told: list[object] = []
    monkeypatch.setattr("crimemap.editorial.letters.poster_off", lambda *given: told.append(given))
    convictions.hold(session, AUTHOR, cases.published(session, NOW).id, now=NOW)
    assert told == []


def test_a_case_told_at_too_great_length_is_refused_rather_than_cut(session):
    case = cases.published(session, NOW, what_happened_en="Drove too fast. " * 70)
    assert "letters" in whys(session, poster(case.id))[""]


def test_printing_is_written_down_and_only_colleagues_may(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    found = posters.printing(session, APPROVER, piece.id, "a3", now=NOW)
    assert found.case.piece.id == case.id
    entry = session.scalars(select(audit.Entry).where(audit.Entry.act == "poster printed")).one()
    assert (entry.actor, entry.subject) == (APPROVER.id, piece.subject)
    assert entry.said["size"] == "a3"
    with pytest.raises(Denied):
        posters.printing(session, ELSEWHERE, piece.id, "a3", now=NOW)
    administrator = Person("admin", "Elder", frozenset({Grant(Role.ADMINISTRATOR, "*")}))
    with pytest.raises(Denied):
        posters.printing(session, administrator, piece.id, "a3", now=NOW)


def test_nothing_of_the_person_is_stored_with_the_poster(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    assert "Persona" not in str(pieces.shown_of(session, piece))
    row = session.get_one(PosterFacts, piece.id)
    assert row.case_id == case.id


def test_an_erased_case_leaves_its_poster_without_a_name(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    convictions.quash(session, AUTHOR, case.id, now=NOW)
    assert posters.case_of(session, case.id, NOW) is None
    assert [each.id for each, _poster in posters.of_case(session, case.id)] == [
        piece.id
    ]  # paper may still hang


def test_a_poster_is_erased_ninety_days_after_its_last(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    early = piece.until + dt.timedelta(days=89)
    assert retention.run(session, early).counts.get("posters") is None
    assert retention.run(session, early + 2 * DAY).counts["posters"] == 1
    assert pieces.shown_of(session, piece) is None


def test_a_case_cannot_hand_its_poster_to_another_kind_of_piece(session):
    case = cases.published(session, NOW)
    with pytest.raises(Refused):
        decided(session, poster(draft(session, poster(case.id), form="poster-0").id))


def test_it_may_hang_again_once_a_second_person_puts_the_case_back(session):
    case = cases.published(session, NOW)
    piece = decided(session, poster(case.id))
    convictions.hold(session, AUTHOR, case.id, now=NOW)
    convictions.release(session, APPROVER, case.id, now=NOW)
    assert posters.hanging(session, piece, NOW).case.piece.id == case.id
    assert piece.state is State.APPROVED


def test_the_day_of_a_poster_is_never_later_than_that_of_its_case(session):
    case = posters.case_of(session, cases.published(session, NOW).id, NOW)
    assert case is not None
    assert posters.removal_of(poster(case.piece.id, until=dt.date(2027, 3, 1)), case) == case.until
    assert posters.removal_of(poster(case.piece.id, until=None), case) is None
