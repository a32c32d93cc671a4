"""Who is told of what, and what no letter ever says."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import accounts, keys, letters, outbox, pieces, publishing
from crimemap.editorial.outbox import Letter
from crimemap.editorial.people import Grant, Role
from crimemap.editorial.pieces import Content, Kind, Trouble
from tests.editorial.conftest import HEXMARSH, NOW, TAMBER

NAME = "Persona-Nine Invented"
LATER = NOW + dt.timedelta(days=28)


class Case(Content):
    name: str = ""


@pytest.fixture(autouse=True)
def cases(monkeypatch):
    rules = pieces.Rules(
        Kind.CONVICTION,
        Case,
        lambda *_asked: (),
        lambda *_asked: pieces.Publication(until=LATER),
        lambda *_asked: None,
    )
    monkeypatch.setitem(pieces._RULES, Kind.CONVICTION, rules)


def account(session, name, *grants):
    made = accounts.add(
        session,
        name=name,
        email=f"{name.lower()}@police.example",
        grants=[Grant(*grant) for grant in grants],
        now=NOW,
    )
    made.accepted_at = NOW
    session.flush()
    return accounts.person_of(made)


@pytest.fixture
def people(session):
    return {
        "ash": account(session, "Ash", (Role.AUTHOR, TAMBER), (Role.APPROVER, TAMBER)),
        "beech": account(session, "Beech", (Role.APPROVER, TAMBER), (Role.APPROVER, "*")),
        "cherry": account(session, "Cherry", (Role.APPROVER, HEXMARSH)),
    }


def told(session):
    """(account, subject, text) of every letter, oldest first."""
    found = []
    for letter in session.scalars(select(Letter).order_by(Letter.queued_at)):
        said = keys.unseal(session, letter.subject, letter.sealed)
        found.append((letter.account, said["subject"], said["body"] + said["link"]))
        session.delete(letter)
    return found


def handed_in(session, people, wanted_at=None):
    piece = publishing.create(
        session, people["ash"], Kind.CONVICTION, TAMBER, Case(name=NAME), token="t", now=NOW
    )
    if wanted_at:
        publishing.save(
            session, people["ash"], piece.id, Case(name=NAME), version=1, wanted_at=wanted_at, now=NOW
        )
    publishing.submit(session, people["ash"], piece.id, version=piece.version, now=NOW)
    return piece


def test_who_may_approve_is_told_once_and_nobody_else(session, people):
    piece = handed_in(session, people)
    publishing.submit(session, people["ash"], piece.id, version=1, now=NOW)  # pressed twice
    ((to, subject, text),) = told(session)
    assert to == people["beech"].id
    assert subject == f"To approve: a conviction (reference {piece.id})"
    assert text.endswith(f"/newsroom/pieces/{piece.id}")


def test_the_author_is_told_that_it_is_public_and_when_it_comes_down(session, people):
    piece = handed_in(session, people)
    told(session)
    publishing.approve(session, people["beech"], piece.id, version=piece.version, now=NOW)
    ((to, _subject, text),) = told(session)
    assert to == people["ash"].id
    assert "Visitors see it now." in text
    assert "20 December 2026" in text


def test_the_author_is_told_when_it_will_be_public(session, people):
    piece = handed_in(session, people, NOW + dt.timedelta(days=2))
    assert "published on 24 November 2026" in told(session)[0][2]
    publishing.approve(session, people["beech"], piece.id, version=piece.version, now=NOW)
    assert "from 24 November 2026" in told(session)[0][2]


def test_what_is_only_counted_is_not_said_to_be_seen(session, people, monkeypatch):
    rules = pieces.Rules(
        Kind.CONVICTION,
        Case,
        lambda *_asked: (),
        lambda *_asked: pieces.Publication(shown=False),
        lambda *_asked: None,
    )
    monkeypatch.setitem(pieces._RULES, Kind.CONVICTION, rules)
    piece = handed_in(session, people)
    told(session)
    publishing.approve(session, people["beech"], piece.id, version=piece.version, now=NOW)
    assert "It is counted, and has no page of its own." in told(session)[0][2]


def test_no_letter_names_whom_a_case_is_about_nor_says_why(session, people):
    piece = handed_in(session, people)
    publishing.send_back(session, people["beech"], piece.id, f"Is {NAME} of age?", now=NOW)
    publishing.submit(session, people["ash"], piece.id, version=piece.version, now=NOW)
    publishing.approve(session, people["beech"], piece.id, version=piece.version, now=NOW)
    publishing.end(session, people["beech"], piece.id, f"{NAME} has appealed", now=NOW)
    all_of_them = told(session)
    assert sorted(subject.partition(":")[0] for _to, subject, _text in all_of_them) == [
        "Approved", "Sent back", "Taken down", "To approve", "To approve",
    ]  # fmt: skip
    assert not any(NAME in " ".join(letter) for letter in all_of_them)


def test_who_did_it_is_not_written_to(session, people):
    piece = handed_in(session, people)
    told(session)
    publishing.end(session, people["ash"], piece.id, "appeal", now=NOW)
    assert told(session) == []


def test_a_closed_account_gets_no_letter(session, people):
    piece = handed_in(session, people)
    accounts.make_unusable(session, accounts.find(session, people["ash"].id), now=NOW)
    told(session)
    publishing.approve(session, people["beech"], piece.id, version=piece.version, now=NOW)
    assert told(session) == []
    assert letters.address_of(session, people["ash"].id) is None


def test_a_refused_hand_in_tells_nobody(session, people, monkeypatch):
    rules = pieces.Rules(
        Kind.CONVICTION, Case, lambda *_asked: (Trouble("name", "No."),),
        lambda *_asked: pieces.Publication(), lambda *_asked: None,
    )  # fmt: skip
    monkeypatch.setitem(pieces._RULES, Kind.CONVICTION, rules)
    with pytest.raises(pieces.Refused):
        handed_in(session, people)
    assert told(session) == []
    session.commit()
    assert not outbox.has_queued(session)
