"""The chain of the audit: what is done to it with SQL is found, many may write at once, and both databases agree."""

from __future__ import annotations

import datetime as dt
import threading
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from crimemap.editorial import audit, keys, trail
from crimemap.editorial.people import Denied, Grant, Person, Role
from crimemap.editorial.pieces import Gone
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, ELSEWHERE, HEXMARSH, NOW, TAMBER

NAME = "Persona-Two Invented"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def chain(session):
    """Nine entries; what is personal is in the fifth."""
    for number in range(1, 10):
        audit.record(
            session, f"author-{number % 2}", "changed", f"note:{number % 3}", now=NOW + dt.timedelta(minutes=number),
            said={"version": number, "partnership": TAMBER if number % 3 else HEXMARSH},
            personal={"name": NAME} if number == 5 else None,
        )  # fmt: skip
    session.commit()
    assert audit.verify(session).fault is None
    return session


def past_the_triggers(session, *statements: str) -> None:
    """As whoever owns the database can."""
    if session.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            session.execute(sa.text(f"DROP TRIGGER audit_entry_no_{verb}"))
    else:
        session.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER ALL"))
    for statement in statements:
        assert session.execute(sa.text(statement)).rowcount > 0, statement
    session.commit()


SWAP = (
    "UPDATE audit_entry SET number = -1 WHERE number = 4",
    "UPDATE audit_entry SET number = 4 WHERE number = 7",
    "UPDATE audit_entry SET number = 7 WHERE number = -1",
)
END = "UPDATE audit_head SET number = 7, hash = (SELECT hash FROM audit_entry WHERE number = 7)"


@pytest.mark.parametrize(
    ("attack", "fault", "hold"),
    [
        (("UPDATE audit_entry SET actor = 'author-9' WHERE number = 5",), "entry 5 was changed", 4),
        (("UPDATE audit_entry SET act = 'erased' WHERE number = 1",), "entry 1 was changed", 0),
        (("UPDATE audit_entry SET subject = 'note:9' WHERE number = 9",), "entry 9 was changed", 8),
        (("UPDATE audit_entry SET partnership = NULL WHERE number = 4",), "entry 4 was changed", 3),
        (("UPDATE audit_entry SET sealed = NULL WHERE number = 5",), "entry 5 was changed", 4),
        (("UPDATE audit_entry SET sealed = hash WHERE number = 6",), "entry 6 was changed", 5),
        (("DELETE FROM audit_entry WHERE number = 3",), "entry 3 is missing", 2),
        (("DELETE FROM audit_entry WHERE number = 1",), "entry 1 is missing", 0),
        (SWAP, "entry 4 was changed", 3),
        (("DELETE FROM audit_entry WHERE number > 7",), "entry 8 is missing", 7),
        (("DELETE FROM audit_entry WHERE number > 7", END), "the end of the chain was changed", 7),
        (("UPDATE audit_head SET number = 8",), "the end of the chain was changed", 9),
        (("UPDATE audit_head SET number = 12",), "entry 10 is missing", 9),
        (("UPDATE audit_head SET seal = hash",), "the end of the chain was changed", 9),
        (("DELETE FROM audit_head",), "the end of the chain is missing", 9),
        (("DELETE FROM audit_entry",), "entry 1 is missing", 0),
    ],
)
def test_what_went_past_the_triggers_is_found(chain, attack, fault, hold):
    attack = [each.replace("sealed = hash", "sealed = CAST(hash AS bytea)") for each in attack] if (
        chain.get_bind().dialect.name == "postgresql"
    ) else attack  # fmt: skip
    past_the_triggers(chain, *attack)
    found = audit.verify(chain)
    assert found.fault is not None
    assert found.fault.startswith(fault)
    assert found.entries == hold


def test_a_changed_second_and_a_changed_word_are_found(chain):
    cell = chain.execute(sa.text("SELECT said FROM audit_entry WHERE number = 2")).scalar()
    changed = str(cell if isinstance(cell, str) else '{"version": 2}').replace("2", "3", 1)
    past_the_triggers(chain)
    chain.execute(sa.text("UPDATE audit_entry SET said = :said WHERE number = 2"), {"said": changed})
    assert audit.verify(chain).fault == "entry 2 was changed after it was written"
    chain.rollback()
    chain.execute(
        audit.Entry.__table__.update()
        .where(audit.Entry.number == 2)
        .values(at=NOW + dt.timedelta(microseconds=1))
    )
    assert audit.verify(chain).fault == "entry 2 was changed after it was written"


def test_an_entry_that_was_put_in_is_found(chain):
    past_the_triggers(
        chain,
        "INSERT INTO audit_entry SELECT 10, at, actor, act, subject, partnership, said, sealed, hash"
        " FROM audit_entry WHERE number = 9",
    )
    assert audit.verify(chain).fault == "entry 10 was changed after it was written"


def test_the_database_itself_refuses_to_change_or_drop_an_entry(chain):
    statements = ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"]
    if chain.get_bind().dialect.name == "postgresql":
        statements.append("TRUNCATE audit_entry")
    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"):
            chain.execute(sa.text(statement))
        chain.rollback()


def test_an_older_copy_put_back_is_found_by_a_hash_that_was_noted(chain):
    noted = audit.verify(chain).last
    assert audit.verify(chain, noted).fault is None
    audit.record(chain, "author-1", "changed", "note:1", now=NOW)
    assert audit.verify(chain, noted).fault is None
    newer = audit.verify(chain).last
    chain.rollback()  # as if last night's copy had been put back
    assert "older copy" in audit.verify(chain, newer).fault


def test_an_empty_chain_holds(session):
    assert audit.verify(session) == audit.Verdict(0, "0" * 64)


def test_erasing_a_record_leaves_the_chain_and_takes_the_name(chain):
    keys.destroy(chain, "note:2", NOW)
    assert audit.verify(chain).fault is None
    entry, personal = trail.open_personal(chain, ADMINISTRATOR, 5, now=NOW)
    assert personal is None
    assert entry.subject == "note:2"


@pytest.mark.parametrize(
    "said",
    [
        {"z": 1, "a": 2, "ŵ": "Gŵyl – “2026” 🌊", "nested": {"b": [1, 2.5, None, True], "a": 1e-7}},
        {"nul": "\0", "half a pair": "\ud83c", "quote": "'\"\\", 7: "a number as a key"},
        {"large": 2**63, "small": 0.1 + 0.2, "tuple": (1, 2)},
    ],
)
def test_what_is_said_comes_back_as_it_was_hashed(session, database, said):
    audit.record(session, "author-1", "changed", "note:ŵ", now=NOW, said=said)
    session.commit()
    with database.session() as another:
        assert audit.verify(another).fault is None


def test_what_json_cannot_hold_is_refused_before_it_is_hashed(session):
    with pytest.raises(ValueError, match="not JSON compliant"):
        audit.record(session, "author-1", "changed", "note:1", now=NOW, said={"share": float("nan")})


@pytest.mark.parametrize("zone", [dt.UTC, LONDON, dt.timezone(dt.timedelta(hours=-7))])
@pytest.mark.parametrize("fold", [0, 1])
def test_an_instant_comes_back_as_the_same_in_every_zone_and_in_the_hour_that_is_twice(
    session, database, zone, fold
):
    instant = dt.datetime(2026, 10, 25, 1, 30, 0, 123456, tzinfo=zone, fold=fold)
    audit.record(session, "author-1", "changed", "note:1", now=instant)
    session.commit()
    with database.session() as another:
        entry = another.get_one(audit.Entry, 1)
        assert (entry.at, entry.at.tzinfo) == (instant.astimezone(dt.UTC), dt.UTC)
        assert audit.verify(another).fault is None


def test_a_hundred_writers_leave_no_gap_and_no_fork(database):
    """The first among them: there is no end of the chain yet, nor a key of the record that they all seal for."""
    barrier, faults = threading.Barrier(10), []
    database.ensure()

    def write(worker: int) -> None:
        barrier.wait()
        try:
            for number in range(10):
                with database.session(writing=True) as session:
                    audit.record(session, f"w{worker}", "wrote", "note:1", now=NOW, personal={"n": number})
                    session.commit()
        except Exception as fault:  # noqa: BLE001  (told below)
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with database.session() as session:
        assert audit.verify(session).entries == 100
        assert audit.verify(session).fault is None
        sealed = session.scalars(sa.select(audit.Entry.sealed))
        assert all(keys.unseal(session, "note:1", blob) is not None for blob in sealed)


def test_a_session_that_goes_on_after_its_commit_takes_up_the_end_that_stands(session, again):
    audit.record(session, "author-1", "first", "note:1", now=NOW)
    session.commit()
    other = again()
    audit.record(other, "author-2", "second", "note:1", now=NOW)
    other.commit()
    audit.record(session, "author-1", "third", "note:1", now=NOW)
    session.commit()
    assert audit.verify(session).entries == 3


def test_readers_see_their_partnerships_and_administrators_of_everywhere_all(chain):
    def numbers(person):
        return [entry.number for entry in trail.page_of(chain, person, trail.Asked(), LONDON).entries]

    audit.record(chain, "software", "erased", "account:1", now=NOW)
    assert numbers(ADMINISTRATOR) == list(range(10, 0, -1))
    assert numbers(APPROVER) == [8, 7, 5, 4, 2, 1]
    assert numbers(ELSEWHERE) == [9, 6, 3]
    assert numbers(Person("a", "A", frozenset({Grant(Role.AUTHOR, TAMBER)}))) == []


def test_a_record_keeps_the_partnership_that_its_first_entry_said(session):
    audit.record(session, "author-1", "drafted", "note:1", now=NOW, said={"partnership": TAMBER})
    audit.record(session, "approver-1", "approved", "note:1", now=NOW)
    assert [entry.partnership for entry in trail.of_record(session, "note:1")] == [TAMBER, TAMBER]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (trail.Asked(record="note:1"), [7, 4, 1]),
        (trail.Asked(actor="author-0"), [8, 6, 4, 2]),
        (trail.Asked(act="approved"), []),
        (trail.Asked(before=3), [2, 1]),
        (trail.Asked(record="' OR 1=1 --"), []),
        (trail.Asked(day=dt.date(2026, 11, 22)), list(range(9, 0, -1))),
        (trail.Asked(day=dt.date(2026, 11, 23)), []),
    ],
)
def test_what_is_looked_for_is_found(chain, asked, found):
    assert [entry.number for entry in trail.page_of(chain, ADMINISTRATOR, asked, LONDON).entries] == found


def test_a_day_of_a_reader_begins_at_their_midnight(session):
    for hour in (22, 23):  # London's midnight is 23:00 UTC in summer
        audit.record(
            session, "author-1", "changed", "note:1", now=dt.datetime(2026, 7, 1, hour, 30, tzinfo=dt.UTC)
        )
    listed = trail.page_of(session, ADMINISTRATOR, trail.Asked(day=dt.date(2026, 7, 2)), LONDON)
    assert [entry.number for entry in listed.entries] == [2]


def test_pages_meet_without_a_gap_and_without_an_entry_twice(session):
    for number in range(trail.PAGE * 2 + 1):
        audit.record(session, "author-1", "changed", f"note:{number}", now=NOW)
    seen, before = [], None
    while True:
        listed = trail.page_of(session, ADMINISTRATOR, trail.Asked(before=before), LONDON)
        seen += [entry.number for entry in listed.entries]
        if (before := listed.older) is None:
            break
    assert seen == list(range(trail.PAGE * 2 + 1, 0, -1))


def test_reading_what_is_personal_is_an_act_and_is_refused_to_others(chain):
    _entry, personal = trail.open_personal(chain, APPROVER, 5, now=NOW)
    assert personal == {"name": NAME}
    last = trail.page_of(chain, ADMINISTRATOR, trail.Asked(), LONDON).entries[0]
    assert (last.actor, last.act, last.subject, last.said) == (
        "approver-1",
        "read the audit",
        "note:2",
        {"entry": 5},
    )
    with pytest.raises(Denied):
        trail.open_personal(chain, ELSEWHERE, 5, now=NOW)
    with pytest.raises(Gone):
        trail.open_personal(chain, APPROVER, 99, now=NOW)
