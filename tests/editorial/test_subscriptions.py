"""The monthly letter: asked for, confirmed, stopped; nobody signs somebody else up, and nothing is left at the end."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from crimemap.editorial import keys, letters, outbox, retention, subscriptions
from crimemap.editorial.outbox import Letter, LetterState
from crimemap.editorial.pieces import Gone
from crimemap.editorial.subscriptions import DigestSent, Enclosed, Link, Subscription
from tests.editorial.conftest import NOW

READER, AREA = "Reader.One@example.org", "corvenshire-lark"
DAY = dt.timedelta(days=1)
SAID = Enclosed("Larkwith", "words", "<p>words</p>", {"List-Id": "<a>"})


def ask(session, address=READER, area=AREA, spoken="en", now=NOW):
    subscriptions.ask(session, address, area, "Larkwith", spoken, now=now)
    session.commit()


def rows(session):
    return list(session.scalars(select(Subscription)))


def only(session) -> Subscription:
    (found,) = rows(session)
    return found


def written(session) -> list[dict[str, str]]:
    """What the letters that wait say."""
    asked = select(Letter).order_by(Letter.queued_at, Letter.id)
    return [keys.unseal(session, each.subject, each.sealed) for each in session.scalars(asked)]


def secret(session, link=Link.CONFIRM) -> str:
    return subscriptions.secret_of(session, link, only(session).id)


def confirmed(session, now=NOW, **choices) -> Subscription:
    ask(session, **choices)
    found = rows(session)[-1]
    subscriptions.confirm(session, subscriptions.secret_of(session, Link.CONFIRM, found.id), now)
    session.commit()
    return found


def enclosed(session, *ids, month="2026-11"):
    many = subscriptions.enclose(session, month, ids, lambda _id: SAID, NOW)
    session.commit()
    return many


def test_who_asks_gets_a_letter_with_a_link_and_nothing_is_sent_before_it_is_used(session):
    ask(session)
    (said,) = written(session)
    assert said["link"] == f"/alerts/confirm/{secret(session)}"
    assert "29 November 2026" in said["body"]
    assert subscriptions.wanted(session, "2026-11") == ()
    subscriptions.confirm(session, secret(session), NOW)
    assert [each.ids for each in subscriptions.wanted(session, "2026-11")] == [(only(session).id,)]


def test_the_letter_goes_to_the_address_that_was_given(session):
    ask(session, address=f"  {READER} ")
    letter = session.scalars(select(Letter)).one()
    assert letters.address_of(session, letter.account) == READER


def test_the_database_holds_no_address_in_clear(session):
    confirmed(session)
    for table in (Subscription, Letter, DigestSent, keys.RecordKey):
        assert "reader" not in repr(session.execute(select(table.__table__)).all()).lower()


def test_a_link_that_nobody_used_dies_after_a_week(session):
    ask(session)
    link = secret(session)
    assert subscriptions.waiting(session, link, NOW + subscriptions.WAITS - DAY / 24)
    for late in (subscriptions.WAITS, 30 * DAY):
        with pytest.raises(Gone):
            subscriptions.confirm(session, link, NOW + late)


def test_a_link_that_was_used_goes_on_saying_so(session):
    found = confirmed(session)
    assert subscriptions.confirm(session, secret(session), NOW + 60 * DAY).confirmed_at == NOW
    assert found.confirmed_at == NOW


@pytest.mark.parametrize("made_up", ["", "x", "0" * 20 + "-" + "0" * 32, "../" * 20])
def test_a_link_cannot_be_made_up(session, made_up):
    ask(session)
    for call in (
        lambda: subscriptions.waiting(session, made_up, NOW),
        lambda: subscriptions.confirm(session, made_up, NOW),
        lambda: subscriptions.stop(session, made_up, NOW),
    ):
        with pytest.raises(Gone):
            call()


def test_the_link_that_stops_confirms_nothing_and_the_one_that_confirms_stops_nothing(session):
    ask(session)
    with pytest.raises(Gone):
        subscriptions.confirm(session, secret(session, Link.STOP), NOW)
    with pytest.raises(Gone):
        subscriptions.stop(session, secret(session), NOW)


def test_asked_again_before_it_is_confirmed_the_same_link_is_sent_and_its_week_begins_anew(session):
    ask(session)
    ask(session, address=READER.upper(), spoken="cy", now=NOW + 5 * DAY)
    first, second = written(session)
    assert second["link"] == f"/cy{first['link']}"
    assert subscriptions.waiting(session, secret(session), NOW + 10 * DAY)


def test_asked_again_once_it_comes_the_letter_says_so_and_nothing_changes(session):
    found = confirmed(session)
    ask(session, spoken="cy", now=NOW + DAY)
    assert "already" in written(session)[-1]["subject"]
    assert written(session)[-1]["link"] == f"/alerts/stop/{secret(session, Link.STOP)}"
    assert (only(session).id, only(session).confirmed_at, only(session).language) == (found.id, NOW, "en")


def test_nobodys_letter_box_is_filled(session):
    for area in ("a", "b", "c", "d", "e"):
        ask(session, area=area)
    assert len(written(session)) == 3
    assert len(rows(session)) == 3, "what nobody is told of is not kept"
    ask(session, area="d", now=NOW + DAY)
    assert len(written(session)) == 4


def test_one_address_may_follow_several_areas_each_by_itself(session):
    one, other = confirmed(session, area="a"), confirmed(session, area="b")
    assert [(each.area, each.ids) for each in subscriptions.wanted(session, "2026-11")] == [
        ("a", (one.id,)), ("b", (other.id,)),
    ]  # fmt: skip


def test_stopped_it_is_gone_at_once_with_every_letter_that_waits(session):
    found = confirmed(session)
    assert enclosed(session, found.id) == 1
    link = secret(session, Link.STOP)
    assert subscriptions.stop(session, link, NOW) == AREA
    session.commit()
    assert rows(session) == []
    assert session.scalars(select(Letter)).all() == []
    assert session.scalars(select(DigestSent)).all() == []
    assert session.get_one(keys.RecordKey, found.subject).wrapped is None
    assert letters.address_of(session, found.id) is None
    assert subscriptions.stop(session, link, NOW) is None, "twice is once"


def test_who_stopped_may_ask_again(session):
    confirmed(session)
    subscriptions.stop(session, secret(session, Link.STOP), NOW)
    session.commit()
    again = confirmed(session, now=NOW + DAY)
    assert [each.ids for each in subscriptions.wanted(session, "2026-12")] == [(again.id,)]


def test_the_link_to_confirm_wakes_nothing_that_was_stopped(session):
    confirmed(session)
    link = secret(session)
    subscriptions.stop(session, secret(session, Link.STOP), NOW)
    session.commit()
    with pytest.raises(Gone):
        subscriptions.confirm(session, link, NOW)


def test_each_month_is_queued_once_for_each(session, again):
    one, other = confirmed(session), confirmed(session, address="two@example.org")
    assert enclosed(session, one.id, other.id) == 2
    assert enclosed(session, one.id, other.id) == 0
    assert subscriptions.wanted(session, "2026-11") == ()
    assert len(subscriptions.wanted(session, "2026-12")[0].ids) == 2
    assert subscriptions.counted(session, "2026-11") == subscriptions.Counted(2, 0, 2)


def test_the_note_that_a_letter_was_queued_is_undone_with_the_letter(session):
    found = confirmed(session)
    before = len(written(session))
    subscriptions.enclose(session, "2026-11", [found.id], lambda _id: SAID, NOW)
    session.rollback()
    assert len(written(session)) == before
    assert len(subscriptions.wanted(session, "2026-11")) == 1


def test_what_was_stopped_or_never_confirmed_is_not_queued(session):
    found = confirmed(session)
    ask(session, address="two@example.org")
    waiting = next(each for each in rows(session) if each.confirmed_at is None)
    subscriptions.stop(session, subscriptions.secret_of(session, Link.STOP, found.id), NOW)
    assert enclosed(session, found.id, waiting.id) == 0


def test_an_address_that_nobody_confirmed_is_erased_by_itself(session):
    ask(session)
    subject = only(session).subject
    assert retention.run(session, NOW + subscriptions.WAITS - DAY).counts == {}
    assert retention.run(session, NOW + subscriptions.WAITS).counts == {"alerts-asked": 1}
    session.commit()
    assert rows(session) == []
    assert written(session) == [], "its letter waits no more"
    assert session.get_one(keys.RecordKey, subject).wrapped is None
    assert retention.run(session, NOW + 9 * DAY).counts == {}


def test_one_that_was_confirmed_stays(session):
    confirmed(session)
    assert retention.run(session, NOW + 900 * DAY).total == 0
    assert len(rows(session)) == 1


@pytest.mark.parametrize(
    ("fates", "stays"),
    [
        ([LetterState.FAILED] * 2, True),
        ([LetterState.FAILED] * 3, False),
        ([LetterState.FAILED, LetterState.FAILED, LetterState.SENT, LetterState.FAILED], True),
        ([LetterState.SENT, LetterState.FAILED, LetterState.FAILED, LetterState.FAILED], False),
    ],
)
def test_an_address_that_letter_after_letter_does_not_reach_is_given_up(session, fates, stays):
    found = confirmed(session)
    for number, fate in enumerate(fates):
        letter = outbox.queue(session, to=found.id, subject="s", body="b", now=NOW + (number + 1) * DAY)
        letter.state, letter.done_at = fate, NOW + (number + 1) * DAY
    session.commit()
    retention.run(session, NOW + 30 * DAY)
    session.commit()
    assert bool(rows(session)) is stays
