"""What the demonstration's people write, through the real calls, on both databases: exactly what demo.md lists."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from crimemap.demo.newsroom import cases, court, wishes, works, write_people
from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.scenes import Scene, drawn
from crimemap.editorial import (
    accounts,
    announcements,
    audit,
    meetings,
    nominations,
    payback,
    pieces,
    says,
    stories,
    surveys,
)
from crimemap.editorial.announcements import Subject
from crimemap.editorial.convictions import listing as convictions
from crimemap.editorial.convictions.facts import Ending, Fact
from crimemap.editorial.meetings import Body, Spoken, Standing
from crimemap.editorial.payback import Role, Stage
from crimemap.editorial.pieces import Kind, Piece, State
from crimemap.editorial.rules import Verdict
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.release.teams import teams_of
from crimemap.settings import Refusal
from crimemap.terms import AreaKind
from tests.county import build_county

LONDON = ZoneInfo("Europe/London")
AS_OF = dt.date(2026, 11, 22)
MORNING = dt.datetime(2026, 11, 22, 8, 0, tzinfo=LONDON)
PARTNERSHIPS = (TAMBER, HEXMARSH, MELYS)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Release:
    base = tmp_path_factory.getbasetemp()
    folder = build_county(base.parent if hasattr(request.config, "workerinput") else base)
    return Shelf(Path(folder) / "releases").current()


def fill(database, release, seed=1, as_of=AS_OF):
    return write_people(database, release, seed=seed, as_of=as_of, zone=LONDON, step=lambda _text: None)


def test_the_county_s_people_are_as_they_are_planned(database, release):
    assert fill(database, release)
    with database.session() as session:
        told_convictions(session)
        told_payback(session)
        told_nominations(session)
        told_surveys(session)
        told_stories(session)
        told_meetings(session, release)
        told_accounts(session)
        assert audit.verify(session).fault is None
        before = audit.count(session)
    assert not fill(database, release)
    with database.session() as session:
        assert audit.count(session) == before


def told_convictions(session):
    shown = [one for code in PARTNERSHIPS for one in convictions.listed(session, MORNING, partnership=code)]
    assert len(shown) == 12
    assert min(one.until for one in shown) == dt.datetime(2026, 11, 23, tzinfo=LONDON)
    assert {one.group for one in shown} == {"shop-theft", "damage", "drink-driving"}
    every = list(session.scalars(select(Piece).where(Piece.kind == Kind.CONVICTION)))
    assert len(every) == 42
    assert sum(one.state is State.WAITING for one in every) == 3
    facts = list(session.scalars(select(Fact)))
    assert Counter(fact.verdict for fact in facts) == {
        Verdict.NAMED: 12 + 5 + 2, Verdict.COUNTED_ONLY: 14, Verdict.BLOCKED: 5,
    }  # fmt: skip
    withheld = Counter(fact.rules[0] for fact in facts if fact.verdict is Verdict.BLOCKED)
    assert withheld == {"C2": 2, "C3": 1, "C4": 1, "C9": 1}
    (draft,) = [one for one in every if one.state is State.DRAFT]
    assert {trouble.rule for trouble in pieces.troubles(session, draft, MORNING)} == {"C5"}
    running = [one for one in every if one.until is not None and one.until > MORNING and one.ended_at is None]
    assert sum(not one.is_visible(MORNING) for one in running) == 1  # an appeal holds it back
    assert sum(fact.ending is Ending.QUASHED for fact in facts) == 1
    assert len(convictions.corrections(session, MORNING)) == 1
    over = [one for one in every if one.until is not None and one.until <= MORNING and one.ended_at is None]
    assert len(over) == 5


def told_payback(session):
    totals = payback.totals(session, None, None, MORNING)
    assert (totals.done, totals.running, totals.to_come, totals.hours) == (16, 3, 5, 2_940)
    for one in payback.shown(session, MORNING, stage=Stage.DONE):
        assert {photo.role for photo in one.project.photos} == {Role.BEFORE, Role.AFTER}
        assert all(photo.alt for photo in one.project.photos)
    assert sum(one.project.lon is not None for one in payback.shown(session, MORNING)) >= 8


def told_nominations(session):
    states = Counter(session.scalars(select(nominations.Nomination.state)))
    del states[nominations.State.REMOVED]
    assert states.total() == 18
    assert set(states) == set(nominations.State) - {nominations.State.REMOVED}
    declined = [one for one in nominations.listed(session) if one.state is nominations.State.DECLINED]
    assert len(declined) == 2
    assert all(one.reason and one.words for one in declined)
    over, open_now = sorted(says.published(session), key=lambda say: say.closes_at)
    assert says.turnout(session, over.id).total == says.result(session, over, MORNING).total == 212
    assert open_now.about is says.About.REPARATION
    assert open_now in says.open(session, HEXMARSH, MORNING)


def told_surveys(session):
    (now,) = surveys.published(session, MORNING)
    assert now.partnership == HEXMARSH
    assert now.unannounced
    (waits,) = [
        piece
        for piece in session.scalars(select(Piece).where(Piece.kind == Kind.SURVEY))
        if not piece.is_visible(MORNING)
    ]
    assert (waits.partnership, waits.state) == (TAMBER, State.APPROVED)
    local = waits.publish_at.astimezone(LONDON)
    assert (local.hour, local.minute, local.weekday()) == (9, 30, 3)
    announced = announcements.covering(session, Subject.SURVEYS, TAMBER, waits.publish_at)
    assert announced is not None
    assert announced.in_time(LONDON)


def told_stories(session):
    found = stories.listed(session, MORNING)
    assert Counter(one.is_success for one in found) == {True: 3, False: 1}
    assert all(one.story.evidence.before.release for one in found if one.is_success)


def told_meetings(session, release):
    """Twenty: what the police publish, six of them with all that is to be said, and three of other bodies."""
    dates = meetings.shelf.shown(session, MORNING)
    held_by = Counter(
        piece.body for piece in {one.piece: one for one in dates}.values() if piece.body is not Body.POLICE
    )
    assert held_by == {Body.COUNCIL: 1, Body.HOUSING: 1, Body.BOARD: 1}
    police = [event for team in teams(release) for event in team.events]
    assert len(police) + held_by.total() == 20
    known = {event.start for event in police}
    own = [one for one in dates if one.body is Body.POLICE]
    assert len(own) == 6
    assert all(one.start.replace(tzinfo=None) in known for one in own)
    assert Counter(one.standing for one in own) == {
        Standing.AS_SAID: 4, Standing.CANCELLED: 1, Standing.MOVED: 1,
    }  # fmt: skip
    assert [one.spoken for one in own].count(Spoken.BOTH) == 1
    (night,) = [one for one in own if one.end and one.start.utcoffset() != one.end.utcoffset()]
    assert night.areas == ("corvenshire-tv1",)
    (decided,) = [one.record for one in dates if one.record is not None]
    assert (len(decided.decisions), decided.present) == (5, 31)
    assert sum(one.is_late(MORNING.date()) for one in decided.decisions) == 1


def teams(release):
    return teams_of(release, [area.code for area in release.areas(AreaKind.NEIGHBOURHOOD)])


def told_accounts(session):
    found = accounts.everybody(session)
    assert len(found) == 2
    assert not any(account.active or account.password for account in found)


def test_the_same_seed_and_day_say_the_same(database, release, database_url, tmp_path):
    if not database_url.startswith("sqlite"):
        return
    from cryptography.fernet import Fernet

    from crimemap.editorial.database import Database
    from crimemap.editorial.vault import Vault

    again = Database(
        f"sqlite:///{tmp_path / 'again.sqlite'}", Vault([Fernet.generate_key().decode()], "a key")
    )
    for one in (database, again):
        fill(one, release)
    assert said(database) == said(again)
    again.dispose()


def said(database):
    """Everything that is written and when, without ids."""
    with database.session() as session:
        return sorted(
            (
                piece.kind,
                piece.state,
                str(piece.publish_at),
                str(piece.until),
                words(pieces.content_of(session, piece)),
            )
            for piece in session.scalars(select(Piece))
        )


def words(content):
    return "" if content is None else repr({**content.model_dump(), "photos": (), "file": "", "meeting": ""})


def test_no_name_of_the_county_stands_in_its_database_in_clear(tmp_path, release):
    from cryptography.fernet import Fernet

    from crimemap.editorial.database import Database
    from crimemap.editorial.vault import Vault

    database = Database(
        f"sqlite:///{tmp_path / 'one.sqlite'}", Vault([Fernet.generate_key().decode()], "a key")
    )
    fill(database, release)
    database.dispose()
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Persona-" not in held
    assert b"Larkwith South" in held  # what is in clear is found, so that the search is one


def test_nothing_invented_is_written_beside_a_release_that_is_not(tmp_path, release):
    class Closed:
        def session(self, **_more):
            raise AssertionError("the database was opened")

    real = SimpleNamespace(name="Corvenshire", areas=release.areas)
    with pytest.raises(Refusal, match="only beside the demonstration county"):
        fill(Closed(), real)
    other = SimpleNamespace(name="Elsewhere (invented)", areas=lambda _kind: [])
    with pytest.raises(Refusal):
        fill(Closed(), other)


def test_every_person_convicted_is_another_who_does_not_exist():
    names = [cases.invented(number) for number in range(1, len(court.EVERY) + 1)]
    assert names[0] == "Persona-One Invented"
    assert names[20] == "Persona-Twenty-One Invented"
    assert names[41] == "Persona-Forty-Two Invented"
    assert len(set(names)) == 42


def test_what_is_of_dyffryn_melys_stands_in_both_languages():
    for work in works.EVERY:
        if work.partnership == MELYS:
            assert all(text[1] for text in (work.title, work.place, work.what, work.why) if text[0]), (
                work.title
            )
    for heard in court.EVERY:
        if heard.partnership == MELYS and heard.fate is not court.Fate.DRAFT:
            assert heard.what[1], heard.what
            assert heard.sentence[1], heard.sentence
    for wish in wishes.WISHES:
        if wish.partnership == MELYS and wish.title[0]:
            assert wish.title[1], wish.title


@pytest.mark.parametrize("scene", Scene)
def test_a_scene_is_drawn_the_same_each_time_and_the_work_changes_it(scene):
    before, again, after = (drawn(scene, "1 here", after=done) for done in (False, False, True))
    assert before == again
    assert hashlib.sha256(before).digest() != hashlib.sha256(after).digest()
