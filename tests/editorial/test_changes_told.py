"""Who asked to be told at once hears of each cancelled or moved date once, and only who asked and confirmed it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from crimemap import digests
from crimemap.digests import changing
from crimemap.editorial import outbox, pieces, publishing, subscriptions
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Meeting, cancelling
from crimemap.editorial.meetings.content import Move, Restored
from crimemap.editorial.meetings.shelf import MeetingCancellation
from crimemap.editorial.outbox import Sent
from crimemap.editorial.people import Grant, Person, Role
from crimemap.editorial.subscriptions import ChangeTold, Link, Subscription
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from tests.editorial.test_digest_runs import NOW, files, read
from tests.small_meetings import THURSDAY, meeting, series
from tests.small_meetings import published as published_meeting
from tests.small_places import PARTNERSHIP
from tests.small_release import build_small

READER = "reader@example.org"
LARK = "corvenshire-lark"
ASH = Person("ash", "Ash", frozenset({Grant(Role.AUTHOR, PARTNERSHIP)}))
BEECH = Person("beech", "Beech", frozenset({Grant(Role.APPROVER, PARTNERSHIP)}))
HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="session")
def release(tmp_path_factory) -> Release:
    shelf = Shelf(tmp_path_factory.mktemp("changes") / "releases")
    shelf.use(build_small(shelf.folder, facts=False).name, NOW)
    return shelf.current()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path, base_url="https://crime.example")


def follow(database, *readers, also=True, area=LARK, now=NOW) -> None:
    """They ask and confirm; the letters about that are gone."""
    with database.session(writing=True) as session:
        for reader in readers:
            subscriptions.ask(session, reader, area, "Larkwith", "en", also=also, now=now)
            session.flush()
        for found in session.scalars(select(Subscription)).all():
            secret = subscriptions.secret_of(session, Link.CONFIRM, found.id)
            subscriptions.confirm(session, secret, now)
            outbox.forget(session, found.id, now)
        session.commit()


def publish(database, told: Meeting | None = None, now=NOW - 48 * HOUR) -> str:
    with database.session(writing=True) as session:
        piece = published_meeting(session, told, partnership=PARTNERSHIP, now=now)
        session.commit()
        return piece.id


def cancel(database, meeting_id: str, why="The hall is flooded.", now=NOW) -> None:
    with database.session(writing=True) as session:
        cancelling.cancel(session, ASH, meeting_id, Bilingual(why), now=now)
        session.commit()


def change(database, piece_id: str, now=NOW, **changes) -> None:
    """An approved change of the meeting, by two people."""
    with database.session(writing=True) as session:
        piece = pieces.find(session, piece_id)
        told = pieces.content_of(session, piece).model_copy(update=changes)
        publishing.save(session, ASH, piece_id, told, version=piece.version, now=now)
        publishing.submit(session, ASH, piece_id, version=piece.version, now=now)
        publishing.approve(session, BEECH, piece_id, version=piece.version, now=now)
        session.commit()


def run(database, settings, release, now=NOW) -> int:
    return digests.send_changes(database, settings, release, now=now, tell=lambda _done, _all: None).queued


def subjects(tmp_path) -> list[str]:
    return sorted(letter["Subject"] for letter in files(tmp_path))


def test_a_cancelled_meeting_is_told_once_with_its_reason_and_to_those_alone_who_asked(
    database, settings, release, tmp_path
):
    piece = publish(database)
    follow(database, READER)
    follow(database, "monthly@example.org", also=False)
    assert run(database, settings, release) == 0, "nothing has changed"
    cancel(database, piece)
    assert [run(database, settings, release) for _each in range(2)] == [1, 0]
    (letter,) = files(tmp_path)
    assert letter["To"] == READER
    assert letter["Subject"] == "Larkwith: the meeting of Thursday 3 December is cancelled"
    said = " ".join(read(letter).split())
    assert "The hall is flooded." in said
    assert f"https://crime.example/meetings/{piece}" in said
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_moved_and_moved_again_is_told_each_time_and_another_approval_tells_nothing(
    database, settings, release, tmp_path
):
    piece = publish(database)
    follow(database, READER)
    for begins in (dt.time(18), dt.time(17)):
        change(database, piece, begins=begins, changed_en="The hall is booked.")
        assert [run(database, settings, release) for _each in range(2)] == [1, 0]
        change(database, piece, contact="Housing team")
        assert run(database, settings, release) == 0
    assert all("is moved" in subject for subject in subjects(tmp_path))
    assert any(
        "It was to be on Thursday 3 December, 7pm." in " ".join(read(each).split())
        for each in files(tmp_path)
    )


def test_who_was_told_that_it_is_off_is_told_that_it_takes_place_after_all(
    database, settings, release, tmp_path
):
    piece = publish(database)
    follow(database, READER)
    cancel(database, piece)
    run(database, settings, release)
    with database.session() as session:
        said = session.get(MeetingCancellation, (piece, THURSDAY)).said_at
    change(database, piece, now=NOW + HOUR, restored=(Restored(day=THURSDAY, said=said),))
    assert run(database, settings, release, NOW + HOUR) == 1
    assert "Larkwith: the meeting of Thursday 3 December takes place" in subjects(tmp_path)
    follow(database, "new@example.org", now=NOW + HOUR)
    assert run(database, settings, release, NOW + HOUR) == 0, "who was never told it was off needs no word"


def test_what_had_changed_before_somebody_asked_is_not_news(database, settings, release):
    piece = publish(database)
    cancel(database, piece)
    follow(database, READER, now=NOW + HOUR)
    assert run(database, settings, release, NOW + HOUR) == 0
    change(database, piece, now=NOW + 2 * HOUR, contact="Housing team")
    assert run(database, settings, release, NOW + 2 * HOUR) == 0


def test_dates_that_change_together_stand_in_one_letter(database, settings, release, tmp_path):
    piece = publish(database, series())
    follow(database, READER)
    cancel(database, f"{piece}-2027-01-07", "No hall in January.")
    change(
        database, piece, moves=(Move(day=dt.date(2027, 2, 4), to=dt.date(2027, 2, 5), reason_en="Booked."),)
    )
    assert run(database, settings, release) == 1
    (letter,) = files(tmp_path)
    assert letter["Subject"] == "Larkwith: 2 meetings are cancelled or moved"
    said = " ".join(read(letter).split())
    assert "No hall in January." in said
    assert "Friday 5 February" in said


def test_nobody_asks_it_for_somebody_else_whose_monthly_letter_comes_already(database, settings, release):
    piece = publish(database)
    follow(database, READER, also=False)
    with database.session(writing=True) as session:
        subscriptions.ask(session, READER, LARK, "Larkwith", "en", also=True, now=NOW)
        session.commit()
    cancel(database, piece)
    assert run(database, settings, release) == 0
    with database.session(writing=True) as session:
        (found,) = session.scalars(select(Subscription)).all()
        secret = subscriptions.secret_of(session, Link.CONFIRM, found.id)
        late = NOW + subscriptions.WAITS
        assert not subscriptions.asks_more(found, late), "the link works for a week"
        subscriptions.confirm(session, secret, late)
        assert found.also_since is None
        subscriptions.ask(session, READER, LARK, "Larkwith", "en", also=True, now=late)
        subscriptions.confirm(session, secret, late)
        assert (found.confirmed_at, found.also_since) == (NOW, late)


def test_it_is_stopped_alone_or_with_everything(database, settings, release):
    piece = publish(database)
    follow(database, READER, "two@example.org")
    with database.session(writing=True) as session:
        one, two = session.scalars(select(Subscription).order_by(Subscription.id)).all()
        subscriptions.stop_changes(session, subscriptions.secret_of(session, Link.STOP, one.id))
        subscriptions.stop(session, subscriptions.secret_of(session, Link.STOP, two.id), NOW)
        session.commit()
    cancel(database, piece)
    assert run(database, settings, release) == 0
    with database.session() as session:
        assert [each.confirmed_at for each in session.scalars(select(Subscription))] == [NOW]


def test_a_run_that_ended_before_its_letters_were_out_tells_nobody_twice(
    database, settings, release, tmp_path, monkeypatch
):
    piece = publish(database)
    follow(database, READER)
    cancel(database, piece)
    monkeypatch.setattr("crimemap.digests.changing.outbox.send", lambda *_asked: Sent())
    assert run(database, settings, release) == 1
    monkeypatch.undo()
    assert run(database, settings, release) == 0
    assert len(files(tmp_path)) == 1


def test_two_runs_at_once_tell_it_once(database, settings, release, tmp_path, monkeypatch):
    piece = publish(database)
    follow(database, READER)
    cancel(database, piece)
    told = changing.digest_of
    inner = []

    def another(*given, **more):
        if not inner:
            inner.append(0)
            inner[0] = run(database, settings, release)
        return told(*given, **more)

    monkeypatch.setattr("crimemap.digests.changing.digest_of", another)
    assert run(database, settings, release) + inner[0] == 1
    assert len(files(tmp_path)) == 1


def test_a_mail_server_that_does_not_answer_loses_nothing(database, settings, release, tmp_path, monkeypatch):
    piece = publish(database)
    follow(database, READER)
    cancel(database, piece)
    sent = iter([Sent(), replace(Sent(), fault="away")])
    monkeypatch.setattr("crimemap.digests.changing.outbox.send", lambda *_asked: next(sent))
    assert run(database, settings, release) == 1
    monkeypatch.undo()
    run(database, settings, release)
    assert len(files(tmp_path)) == 1


def test_what_was_told_of_a_date_goes_with_the_date(database, settings, release):
    piece = publish(database)
    follow(database, READER)
    cancel(database, piece)
    run(database, settings, release)
    run(database, settings, release, NOW + dt.timedelta(days=30))
    with database.session() as session:
        assert session.scalars(select(ChangeTold)).all() == []


def test_an_area_that_the_release_does_not_hold_is_said(database, settings, release):
    publish(database)
    follow(database, READER, area="gone")
    fared = digests.send_changes(database, settings, release, now=NOW, tell=lambda _done, _all: None)
    assert fared.lost == ("gone",)


@pytest.mark.parametrize("spoken", ["en", "cy"])
def test_a_letter_is_in_the_language_that_was_asked_for(database, settings, release, tmp_path, spoken):
    piece = publish(database, meeting())
    with database.session(writing=True) as session:
        subscriptions.ask(session, READER, LARK, "Larkwith", spoken, also=True, now=NOW)
        session.flush()
        (found,) = session.scalars(select(Subscription)).all()
        subscriptions.confirm(session, subscriptions.secret_of(session, Link.CONFIRM, found.id), NOW)
        outbox.forget(session, found.id, NOW)
        session.commit()
    cancel(database, piece)
    assert run(database, settings, release) == 1
    (letter,) = files(tmp_path)
    prefix = "/cy" if spoken == "cy" else ""
    assert f"https://crime.example{prefix}/meetings/{piece}" in read(letter)
