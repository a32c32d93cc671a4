"""What visitors write when a page harms someone: kept sealed, read by who may, answered, erased."""

from __future__ import annotations

import datetime as dt

import pytest

from crimemap.editorial import audit, concerns, retention
from crimemap.editorial.concerns import About, Said
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Refused
from tests.editorial.conftest import APPROVER, AUTHOR, ELSEWHERE, NOW, TAMBER

WORDS = "This is about Persona-Nine Invented"


def told(session, about="k3m", kind=About.CASE, partnership=TAMBER, form="t"):
    said = Said(WORDS, "somebody@home.example")
    return concerns.tell(session, said, kind=kind, about=about, partnership=partnership, token=form, now=NOW)


def test_a_concern_sent_twice_is_one(session):
    assert told(session).id == told(session).id
    assert audit.count(session) == 1


def test_those_about_cases_come_first_then_the_oldest_and_only_ones_own(session):
    page = told(session, "E05", About.PAGE, None, "a")
    case = told(session, form="b")
    assert concerns.waiting(session, AUTHOR) == [case, page]
    assert concerns.waiting(session, ELSEWHERE) == [page]


def test_reading_is_written_down_and_only_for_who_works_there(session):
    concern = told(session)
    assert concerns.read(session, APPROVER, concern.id, now=NOW)[1].words == WORDS
    assert audit.count(session) == 2
    with pytest.raises(Denied):
        concerns.read(session, ELSEWHERE, concern.id, now=NOW)


def test_an_answer_says_what_was_done_once(session):
    concern = told(session)
    with pytest.raises(Refused):
        concerns.close(session, AUTHOR, concern.id, " ", now=NOW)
    for _each in range(2):
        concerns.close(session, AUTHOR, concern.id, "Taken down.", now=NOW)
    assert concerns.waiting(session, AUTHOR) == []
    assert audit.count(session) == 2


def test_what_was_written_is_erased_after_the_answer_or_after_a_year(session):
    concern = told(session)
    assert list(concerns.due(session, NOW + dt.timedelta(days=364))) == []
    assert list(concerns.due(session, NOW + dt.timedelta(days=365))) == [concern.subject]
    concerns.close(session, AUTHOR, concern.id, "Taken down.", now=NOW)
    over = NOW + retention.term("objections")
    assert retention.run(session, over - dt.timedelta(seconds=1)).total == 0
    assert retention.run(session, over).counts == {"objections": 1}
    assert concerns.read(session, AUTHOR, concern.id, now=over)[1] is None
    assert concern.said is None
    assert retention.run(session, over).total == 0
