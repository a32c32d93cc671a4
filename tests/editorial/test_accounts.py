"""Accounts: who may make them and change them, that an administrator stays, and that an erased one is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from crimemap.editorial import accounts, audit
from crimemap.editorial.accounts import LastAdministrator, Link, LinkEnded, Taken
from crimemap.editorial.audit import Entry
from crimemap.editorial.people import Denied, Grant, Role
from crimemap.editorial.pieces import Gone
from crimemap.settings import Refusal
from tests.editorial.conftest import HEXMARSH, NOW, TAMBER

EVERYTHING = (Grant(Role.ADMINISTRATOR, "*"),)
OF_TAMBER = (Grant(Role.ADMINISTRATOR, TAMBER),)


def made(session, name="Ash Tree", grants=EVERYTHING, *, ready=True):
    account = accounts.add(
        session, name=name, email=f"{name.split()[0].lower()}@example.gov.uk", grants=grants, now=NOW
    )
    if ready:
        accounts.take_password(session, account, "a hash", what="accepted an invitation", now=NOW)
        accounts.take_second(session, account, "a sealed secret", now=NOW)
    return account


def acts(session):
    return list(session.scalars(select(Entry.act).order_by(Entry.number)))


def everything_stored(session) -> str:
    session.flush()
    found = []
    for table in accounts.Account.metadata.sorted_tables:
        found += [repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table.name}"))]
    return "\n".join(found)


def test_an_account_is_found_by_its_address_however_it_is_written(session):
    account = made(session)
    assert accounts.by_email(session, " ASH@Example.gov.uk ") is account
    assert accounts.by_email(session, "beech@example.gov.uk") is None


def test_an_address_has_one_account(session):
    made(session)
    with pytest.raises(Taken):
        accounts.add(session, name="Another", email="Ash@example.gov.uk", grants=(), now=NOW)


@pytest.mark.parametrize(
    "email",
    ["", "ash", "ash@", "@example.org", "a@b", "a b@c.org", "a@b.org,c@d.org", "a@b.org\nBcc: c@d.org"],
)
def test_what_is_no_address_is_refused(session, email):
    with pytest.raises(Refusal, match="email address"):
        accounts.add(session, name="Ash", email=email, grants=(), now=NOW)


def test_neither_name_nor_address_is_stored_in_clear(session):
    made(session)
    stored = everything_stored(session)
    for personal in ("Ash Tree", "ash@example", "Ash"):
        assert personal not in stored


def test_an_erased_account_has_no_name_and_can_be_made_anew(session):
    account, _other = made(session), made(session, "Beech")
    accounts.erase(session, account, by="operator", now=NOW)
    assert accounts.name_of(session, account.id) == "A former colleague"
    assert accounts.by_email(session, "ash@example.gov.uk") is None
    with pytest.raises(Gone):
        accounts.find(session, account.id)
    assert made(session).id != account.id
    assert audit.verify(session).fault is None


def test_one_that_cannot_sign_in_still_has_a_name(session):
    account = accounts.add(
        session,
        name="Cherry",
        email="cherry@example.org",
        grants=[Grant(Role.AUTHOR, TAMBER)],
        now=NOW,
        usable=False,
    )
    assert accounts.name_of(session, account.id) == "Cherry"
    assert accounts.person_of(account).may(Role.AUTHOR, TAMBER)
    assert not account.is_ready
    assert accounts.approvers(session, TAMBER) == ()
    secret = accounts.new_link(session, account, Link.INVITATION, by="operator", now=NOW)
    with pytest.raises(LinkEnded):
        accounts.opened(session, secret, Link.INVITATION, now=NOW)


def test_approvers_are_those_who_may_and_can(session):
    there = made(session, "Beech", [Grant(Role.APPROVER, TAMBER)])
    everywhere = made(session, "Ash", [Grant(Role.APPROVER, "*")])
    made(session, "Cherry", [Grant(Role.APPROVER, HEXMARSH)])
    made(session, "Dogwood", [Grant(Role.APPROVER, TAMBER)], ready=False)
    made(session, "Elder", [Grant(Role.AUTHOR, TAMBER)])
    assert [person.id for person in accounts.approvers(session, TAMBER)] == [everywhere.id, there.id]


def test_an_administrator_of_a_partnership_invites_only_within_it(session):
    person = accounts.person_of(made(session, grants=OF_TAMBER))
    account, _secret = accounts.invite(
        session, person, name="Beech", email="beech@example.org", grants=[Grant(Role.AUTHOR, TAMBER)], now=NOW
    )
    assert account.made_by == person.id
    for partnership in (HEXMARSH, "*"):
        with pytest.raises(Denied):
            accounts.invite(
                session, person, name="Oak", email="oak@example.org", now=NOW,
                grants=[Grant(Role.AUTHOR, TAMBER), Grant(Role.AUTHOR, partnership)],
            )  # fmt: skip


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.APPROVER])
def test_authors_and_approvers_invite_nobody(session, role):
    person = accounts.person_of(made(session, grants=[Grant(role, "*")]))
    with pytest.raises(Denied):
        accounts.invite(
            session, person, name="Oak", email="oak@example.org", grants=[Grant(Role.AUTHOR, TAMBER)], now=NOW
        )


def test_nobody_changes_what_they_themselves_may_do(session):
    made(session, "Beech")
    account = made(session)
    person = accounts.person_of(account)
    with pytest.raises(Denied):
        accounts.regrant(session, person, account.id, [Grant(Role.APPROVER, "*")], now=NOW)
    for act in (accounts.close, accounts.remove, accounts.invite_again, accounts.reopen):
        with pytest.raises(Denied):
            act(session, person, account.id, now=NOW)


def test_grants_beyond_ones_own_partnership_stay_as_they_are(session):
    person = accounts.person_of(made(session, grants=OF_TAMBER))
    both = made(session, "Beech", [Grant(Role.AUTHOR, TAMBER), Grant(Role.AUTHOR, HEXMARSH)])
    after = accounts.regrant(session, person, both.id, [Grant(Role.APPROVER, TAMBER)], now=NOW).grants
    assert after == {Grant(Role.APPROVER, TAMBER), Grant(Role.AUTHOR, HEXMARSH)}
    with pytest.raises(Denied):
        accounts.close(session, person, both.id, now=NOW)


def test_changed_grants_end_the_sessions(session):
    person = accounts.person_of(made(session))
    account = made(session, "Beech", [Grant(Role.AUTHOR, TAMBER)])
    secret = accounts.sit_down(session, account, by="password and code", now=NOW)
    assert accounts.sits(session, account, secret, now=NOW)
    before = account.fs_uniquifier
    accounts.regrant(session, person, account.id, [Grant(Role.APPROVER, TAMBER)], now=NOW)
    assert account.fs_uniquifier != before
    session.expire_all()
    assert not accounts.sits(session, account, secret, now=NOW)


def test_saving_what_stands_changes_nothing(session):
    person = accounts.person_of(made(session))
    account = made(session, "Beech", [Grant(Role.AUTHOR, TAMBER)])
    written = len(acts(session))
    accounts.regrant(session, person, account.id, account.grants, now=NOW)
    assert len(acts(session)) == written


def test_the_last_administrator_cannot_be_removed(session):
    first, second = made(session), made(session, "Beech")
    person = accounts.person_of(second)
    accounts.close(session, person, first.id, now=NOW)
    for act in (accounts.close, accounts.remove, accounts.invite_again):
        with pytest.raises(LastAdministrator):
            act(session, accounts.person_of(first), second.id, now=NOW)
    with pytest.raises(LastAdministrator):
        accounts.regrant(session, accounts.person_of(first), second.id, [Grant(Role.AUTHOR, "*")], now=NOW)
    with pytest.raises(LastAdministrator):
        accounts.erase(session, second, by="operator", now=NOW)


def test_one_who_was_only_invited_does_not_count_as_an_administrator(session):
    first, invited = made(session), made(session, "Beech", ready=False)
    with pytest.raises(LastAdministrator):
        accounts.close(session, accounts.person_of(invited), first.id, now=NOW)


def test_a_partnership_keeps_an_administrator_too(session):
    only = made(session, grants=OF_TAMBER)
    other = made(
        session,
        "Beech",
        [Grant(Role.ADMINISTRATOR, HEXMARSH), Grant(Role.ADMINISTRATOR, TAMBER)],
        ready=False,
    )
    with pytest.raises(LastAdministrator):
        accounts.close(session, accounts.person_of(other), only.id, now=NOW)
    made(session, "Cherry")
    assert not accounts.close(session, accounts.person_of(other), only.id, now=NOW).active


def test_two_administrators_who_close_each_other_at_once_leave_one(database, again):
    import threading

    with database.session(writing=True) as session:
        people = [accounts.person_of(made(session, name)) for name in ("Ash", "Beech")]
        session.commit()
    refused = []

    def shut(person, other):
        with database.session(writing=True) as own:
            try:
                accounts.close(own, person, other.id, now=NOW)
                own.commit()
            except LastAdministrator:
                refused.append(person.id)

    threads = [threading.Thread(target=shut, args=pair) for pair in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert sum(account.active for account in accounts.everybody(again())) == 1


def test_a_link_is_for_its_purpose_its_time_and_once(session):
    account = made(session, ready=False)
    secret = accounts.new_link(session, account, Link.INVITATION, by="operator", now=NOW)
    assert accounts.opened(session, secret, Link.INVITATION, now=NOW + timedelta(days=6, hours=23)) is account
    for wrong in (
        (secret, Link.RESET, NOW),
        (secret, Link.INVITATION, NOW + timedelta(days=7)),
        ("", Link.INVITATION, NOW),
    ):
        with pytest.raises(LinkEnded):
            accounts.opened(session, wrong[0], wrong[1], now=wrong[2])
    accounts.take_password(session, account, "a hash", what="accepted an invitation", now=NOW)
    with pytest.raises(LinkEnded):
        accounts.opened(session, secret, Link.INVITATION, now=NOW)


def test_a_newer_link_ends_the_one_before(session):
    account = made(session, ready=False)
    first, second = (
        accounts.new_link(session, account, Link.INVITATION, by="operator", now=NOW) for _link in range(2)
    )
    with pytest.raises(LinkEnded):
        accounts.opened(session, first, Link.INVITATION, now=NOW)
    assert accounts.opened(session, second, Link.INVITATION, now=NOW) is account
    assert second not in everything_stored(session)


def test_recovery_codes_are_not_stored_and_work_once(session):
    account = made(session)
    codes = accounts.new_codes(session, account, now=NOW)
    assert len(codes) == 8
    stored = everything_stored(session)
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert accounts.use_code(session, account, codes[3].replace("-", " ").upper(), now=NOW)
    assert not accounts.use_code(session, account, codes[3], now=NOW)
    assert len(account.mf_recovery_codes) == 7


def test_inviting_again_takes_password_phone_and_sessions(session):
    person, account = accounts.person_of(made(session)), made(session, "Beech", [Grant(Role.AUTHOR, TAMBER)])
    accounts.invite_again(session, person, account.id, now=NOW)
    assert (account.password, account.tf_totp_secret, account.mf_recovery_codes) == (None, None, [])
    assert not account.is_ready


def test_a_session_ends_at_twelve_hours(session):
    account = made(session)
    secret = accounts.sit_down(session, account, by="password and code", now=NOW)
    assert accounts.sits(session, account, secret, now=NOW + timedelta(hours=11, minutes=59))
    assert not accounts.sits(session, account, secret, now=NOW + timedelta(hours=12))
    assert not accounts.sits(session, made(session, "Beech"), secret, now=NOW)


def test_every_act_is_written_down_and_nothing_personal_in_clear(session):
    person = accounts.person_of(made(session))
    account, _secret = accounts.invite(
        session, person, name="Beech", email="beech@example.org", grants=[Grant(Role.AUTHOR, TAMBER)], now=NOW
    )
    accounts.regrant(session, person, account.id, [Grant(Role.APPROVER, TAMBER)], now=NOW)
    accounts.failed(session, account, "password", now=NOW)
    accounts.close(session, person, account.id, now=NOW)
    accounts.reopen(session, person, account.id, now=NOW)
    accounts.remove(session, person, account.id, now=NOW)
    for act in (
        "made an account", "made a link: invitation", "changed what an account may do", "failed to sign in",
        "closed an account", "reset password and second factor", "erased an account",
    ):  # fmt: skip
        assert act in acts(session)
    assert audit.verify(session).fault is None
    assert "beech" not in everything_stored(session).casefold()
