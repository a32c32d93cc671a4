"""Stories from draft to the public's list."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import publishing, stories
from crimemap.editorial.pieces import Gone, Kind, Refused
from crimemap.editorial.stories import StoryFacts
from tests.editorial.conftest import APPROVER, AUTHOR, ELSEWHERE, HEXMARSH, NOW, TAMBER
from tests.unit.test_story_rules import recorded, story

DAY = dt.timedelta(days=1)


def published(session, written, at=NOW, *, partnership=TAMBER, author=AUTHOR, approver=APPROVER):
    piece = publishing.create(
        session, author, Kind.STORY, partnership, written, token=f"{at}{written.title_en}", now=at
    )
    publishing.submit(session, author, piece.id, version=1, now=at)
    publishing.approve(session, approver, piece.id, version=1, now=at)
    return piece


def titles(found):
    return [shown.story.title_en for shown in found]


def test_a_measured_story_is_a_success_and_another_is_news(session):
    one = published(session, story())
    other = published(session, story(title_en="A new patrol", evidence=None))
    assert stories.found(session, one.id, NOW).is_success
    assert not stories.found(session, other.id, NOW).is_success


def test_the_evidence_is_kept_as_it_was(session):
    piece = published(session, story())
    session.expire_all()
    assert stories.found(session, piece.id, NOW).story.evidence == recorded()


def test_the_latest_stand_first_and_only_so_many(session):
    for days in range(4):
        published(session, story(title_en=f"Day {days}"), NOW + days * DAY)
    later = NOW + 4 * DAY
    assert titles(stories.recent(session, TAMBER, later, 3)) == ["Day 3", "Day 2", "Day 1"]


def test_lists_are_by_partnership_and_by_approach(session):
    from crimemap.editorial.people import Grant, Person, Role

    second = Person("approver-2", "Fir", frozenset({Grant(Role.APPROVER, HEXMARSH)}))
    published(session, story(title_en="Tamber", approaches=("early-action", "right-level")))
    published(session, story(title_en="Hexmarsh"), partnership=HEXMARSH, author=ELSEWHERE, approver=second)
    assert titles(stories.listed(session, NOW, partnership=HEXMARSH)) == ["Hexmarsh"]
    assert titles(stories.listed(session, NOW, approach="right-level")) == ["Tamber"]
    assert sorted(titles(stories.recent(session, None, NOW, 9))) == ["Hexmarsh", "Tamber"]


def test_what_was_taken_down_is_in_no_list(session):
    piece = published(session, story())
    publishing.end(session, AUTHOR, piece.id, "wrong figure", now=NOW)
    assert stories.listed(session, NOW) == ()
    assert not session.scalars(select(StoryFacts)).all()
    with pytest.raises(Gone):
        stories.found(session, piece.id, NOW)
    assert piece.was_public(NOW)


def test_a_draft_is_seen_by_nobody(session):
    piece = publishing.create(session, AUTHOR, Kind.STORY, TAMBER, story(), token="t", now=NOW)
    with pytest.raises(Gone):
        stories.found(session, piece.id, NOW)
    assert stories.listed(session, NOW) == ()


def test_a_story_that_loses_its_measure_is_news_once_that_is_approved(session):
    piece = published(session, story())
    publishing.save(session, AUTHOR, piece.id, story(evidence=None), version=piece.version, now=NOW)
    assert stories.found(session, piece.id, NOW).is_success
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    assert not stories.found(session, piece.id, NOW).is_success


def test_a_boast_without_a_measure_is_not_handed_in(session):
    piece = publishing.create(
        session, AUTHOR, Kind.STORY, TAMBER, story(title_en="A success", evidence=None), token="t", now=NOW
    )
    with pytest.raises(Refused):
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
