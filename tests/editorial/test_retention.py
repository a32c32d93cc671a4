"""What is due is erased, on its day and not before, and written down; every row that is the software's is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import LargeBinary, select

from crimemap.editorial import audit, keys, pieces, publishing, retention, tables
from crimemap.editorial.pieces import Kind, Piece, State
from crimemap.editorial.retention import KeptBy
from crimemap.settings import Refusal
from tests.editorial import killing
from tests.editorial.conftest import APPROVER, AUTHOR, NOW, TAMBER

TERM = retention.term("drafts")
NAME = "Persona-Three Invented"
_PIECE = {
    "drafts",
    "convictions",
    "posters",
    "meetings",
    "records",
    "taken-down",
    "leaflets",
    "presenter-notes",
}
SEALED = {
    "account.sealed": {"accounts"},
    "audit_entry.sealed": {"audit"},
    "brand.logo": set(),  # of a partnership, seen by everybody
    "concern.said": {"objections"},
    "conviction_photograph.jpeg": {"drafts", "convictions"},
    "letter.sealed": {"letters"},
    "nomination_picture.sealed": {"nominations"},
    "nomination_said.contact": {"nominations"},
    "nomination_said.typed": {"nominations"},
    "piece.content": _PIECE,
    "piece.remark": _PIECE,
    "piece.shown": _PIECE,
    "project_photo.sealed": {"drafts", "pictures"},
    "project_photo.sealed_small": {"drafts", "pictures"},
    "record_facts.read": {"packs"},
    "record_key.wrapped": set(),  # destroyed with each of the others
    "subscription.address": {"alerts", "alerts-asked"},
    "survey_file.sealed": {"drafts", "surveys"},
}
"""Every column that may hold something of a person, and the rows of the retention table that end it."""


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """A kind of its own, and the duty of drafts alone."""
    monkeypatch.setattr(pieces, "_RULES", dict(pieces._RULES))
    monkeypatch.setattr(retention, "_DUTIES", {"drafts": retention._DUTIES["drafts"]})
    killing.register()


def draft(session, form="t1"):
    return publishing.create(
        session, AUTHOR, Kind.STORY, TAMBER, killing.Note(text=NAME), token=form, now=NOW
    )


def test_every_row_of_the_software_is_kept_by_some_kind(monkeypatch):
    monkeypatch.undo()
    assert tables.OF
    rows = {row.id for row in retention.table().rows if row.kept_by is KeptBy.SOFTWARE}
    assert rows - {"audit"} == retention.registered()


def test_a_row_that_the_file_does_not_have_cannot_be_kept():
    with pytest.raises(ValueError, match="no row horoscopes"):
        retention.register("horoscopes", lambda _session, _now: ())


@pytest.mark.parametrize(
    "wrong",
    ["days: 3", "since: never", "until: then\n    days: 3\n    since: now", "until: then\n    horoscope: x"],
)
def test_a_row_that_does_not_say_until_when_is_refused(tmp_path, wrong):
    file = tmp_path / "retention.yaml"
    row = "id: a\n    group: host\n    title: t\n    about: a\n    what: w\n    why: y\n    basis: b\n    seen: s"
    file.write_text(
        f"reviewed: 2026-11-22\nslack_days: 1\nrows:\n  - {row}\n    where: h\n    kept_by: host\n    {wrong}\n"
    )
    with pytest.raises(Refusal, match=r"retention\.yaml"):
        retention.table(file)


@pytest.mark.parametrize(("after", "erased"), [(TERM - dt.timedelta(seconds=1), 0), (TERM, 1)])
def test_a_draft_is_erased_on_its_day_and_not_a_second_before(session, after, erased):
    piece = draft(session)
    assert retention.run(session, NOW + after).total == erased
    assert (pieces.content_of(session, piece) is None) is bool(erased)
    assert (piece.state is State.CLOSED) is bool(erased)


def test_an_erasure_is_written_down_once_as_the_softwares_act(session):
    piece = draft(session)
    later = NOW + TERM
    assert retention.run(session, later).counts == {"drafts": 1}
    assert retention.run(session, later).total == 0
    entries = session.scalars(select(audit.Entry).where(audit.Entry.act == "erased")).all()
    assert [(entry.actor, entry.subject, entry.said) for entry in entries] == [
        ("software", piece.subject, {"row": "drafts"})
    ]
    assert retention.last_kept(session) == later
    assert audit.verify(session).fault is None


def test_what_was_published_is_no_draft(session):
    piece = draft(session)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    assert retention.run(session, NOW + TERM * 4).total == 0
    assert pieces.shown_of(session, piece) is not None


def test_what_was_approved_without_being_shown_is_erased_and_stays_approved(session, monkeypatch):
    monkeypatch.setitem(
        pieces._RULES, Kind.STORY,
        pieces.Rules(Kind.STORY, killing.Note, lambda *_a: (), lambda *_a: pieces.Publication(shown=False),
                     lambda *_a: None),
    )  # fmt: skip
    piece = draft(session)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)
    assert retention.run(session, NOW + TERM).total == 1
    assert piece.state is State.APPROVED
    assert pieces.content_of(session, piece) is None


def test_much_that_is_due_is_erased_in_several_transactions(database):
    with database.session(writing=True) as session:
        for number in range(7):
            draft(session, f"t{number}")
        session.commit()
    with database.session(writing=True) as session:
        first = retention.run(session, NOW + TERM, at_most=5)
        assert (first.total, first.more) == (5, True)
        assert retention.last_kept(session) is None
        session.commit()
    assert retention.keep(database, NOW + TERM) == 2


def test_it_is_kept_once_a_day(database):
    with database.session(writing=True) as session:
        draft(session)
        session.commit()
    assert retention.keep_daily(database, NOW + TERM) == 1
    with database.session(writing=True) as session:
        draft(session, "t2").changed_at = NOW
        session.commit()
    assert retention.keep_daily(database, NOW + TERM + dt.timedelta(hours=1)) == 0
    assert retention.keep_daily(database, NOW + TERM + dt.timedelta(days=1)) == 1


def test_after_an_erasure_no_file_holds_the_key(database, tmp_path):
    if not database.is_embedded:
        return
    with database.session(writing=True) as session:
        piece = draft(session)
        session.commit()
        wrapped = session.get_one(keys.RecordKey, piece.subject).wrapped
    held = [file for file in tmp_path.glob("written.sqlite*") if wrapped in file.read_bytes()]
    assert held, "it is there before"
    retention.keep(database, NOW + TERM)
    assert [file for file in tmp_path.glob("written.sqlite*") if wrapped in file.read_bytes()] == []


def test_a_kind_that_writes_its_erasure_down_itself_is_not_told_twice(session, monkeypatch):
    def erase(session, subject, now):
        audit.record(session, "software", "erased", subject, now=now)

    keys.seal(session, "note:1", {"name": NAME}, NOW)
    retention.register("nominations", lambda _session, _now: ["note:1"], erase)
    retention.run(session, NOW)
    assert len(session.scalars(select(audit.Entry).where(audit.Entry.act == "erased")).all()) == 1


def test_the_day_that_is_told_is_after_the_one_on_which_it_is_erased():
    assert retention.gone_by(NOW + TERM) == (NOW + TERM).date() + dt.timedelta(days=1)


def test_what_is_sealed_belongs_to_a_row_that_says_how_long():
    known = {row.id for row in retention.table().rows}
    held = {
        f"{table.name}.{column.name}"
        for table in tables.METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    assert held == set(SEALED)
    assert set().union(*SEALED.values()) <= known


def test_a_subject_of_two_rows_is_erased_once(session):
    piece = draft(session)
    retention.register("convictions", lambda _session, _now: [piece.subject], retention.blank_piece)
    assert retention.run(session, NOW + TERM).total == 1
    assert session.scalars(select(Piece)).one().content is None
