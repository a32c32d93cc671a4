"""Letters: queued with what they tell of, sent once, tried again, and forgotten when they are gone."""

from __future__ import annotations

import datetime as dt
import email
import smtplib
import socket
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from crimemap.editorial import keys, outbox, sending
from crimemap.editorial.composing import message_of
from crimemap.editorial.outbox import Letter, LetterState
from crimemap.editorial.post import Failed
from crimemap.settings import Refusal, Settings
from tests.editorial.conftest import NOW
from tests.editorial.posting import MINUTE, TO, Inbox, files, letter_of, queued, run, serving


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def settings(tmp_path, inbox) -> Iterator[Settings]:
    with serving(inbox) as server:
        yield Settings(data=tmp_path, smtp_url=server, sender="desk@tamber.example")


def test_a_letter_arrives_once_with_a_link_of_this_site(session, database, settings, inbox):
    queued(session)
    assert run(database, settings).sent == 1
    assert run(database, settings).sent == 0
    (letter,) = inbox.letters
    assert (letter["To"], letter["From"], letter["Subject"]) == (TO, "desk@tamber.example", "To approve")
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines()[-1] == "http://127.0.0.1:8000/newsroom/pieces/k3m"


def test_an_accounts_address_is_looked_up_when_its_letter_is_sent(session, database, settings, inbox):
    queued(session, to="account-7")
    run(database, settings, address_of=lambda _session, account: f"{account}@police.example")
    assert inbox.letters[0]["To"] == "account-7@police.example"


def test_an_account_that_may_not_be_written_to_gets_nothing(session, database, settings, inbox):
    queued(session, to="account-7")
    assert run(database, settings).failed == 1
    assert not inbox.letters


def test_a_letter_is_undone_with_what_it_tells_of(session, database, settings, inbox):
    outbox.queue(session, to=TO, subject="s", body="b", now=NOW)
    session.rollback()
    assert not outbox.has_queued(session)
    assert run(database, settings) == outbox.Sent()


def test_once_it_is_sent_nobody_can_read_what_it_said(session, database, settings):
    letter = queued(session)
    run(database, settings)
    assert letter_of(database).sealed is None
    with database.session() as opened:
        assert opened.get_one(keys.RecordKey, letter.subject).wrapped is None


def test_the_database_holds_no_address_and_no_text_in_clear(session, database):
    queued(session, body="Beech, come")
    with database.session() as opened:
        cells = repr(opened.execute(select(Letter.__table__)).all())
    assert "beech" not in cells.lower()


def test_a_letter_in_html_says_the_same_in_plain_text_first(session, database, settings, inbox):
    outbox.queue(
        session, to=TO, subject="News", body="Wŷr a gwragedd", html="<p>Wŷr a gwragedd</p>", now=NOW,
        headers={"List-Unsubscribe": "<https://tamber.example/stop>"},
    )  # fmt: skip
    session.commit()
    run(database, settings)
    (letter,) = inbox.letters
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in letter.iter_parts()] == [
        "Wŷr a gwragedd",
        "<p>Wŷr a gwragedd</p>",
    ]
    assert letter["List-Unsubscribe"] == "<https://tamber.example/stop>"


def test_a_header_of_two_lines_is_no_letter(session, database, settings, inbox):
    headers = {"List-Id": "<a>\r\nBcc: all@police.example"}
    outbox.queue(session, to=TO, subject="s", body="b", headers=headers, now=NOW)
    session.commit()
    assert run(database, settings).failed == 1
    assert not inbox.letters


def test_the_same_letter_in_html_is_the_same_bytes_each_time_it_is_tried(session, database, tmp_path):
    settings = Settings(data=tmp_path)
    outbox.queue(session, to=TO, subject="s", body="b", html="<p>b</p>", now=NOW)
    session.commit()
    with database.session(writing=True) as opened, sending.running(tmp_path / "runs") as own:
        letter = opened.scalars(select(Letter)).one()
        written = outbox._written(opened, letter, lambda _session, _account: None)
        made = {message_of(written, TO, settings.site_url).as_bytes() for _each in range(3)}
        assert own.id
    assert len(made) == 1


def test_whoever_is_written_to_no_more_leaves_no_letter(session, database, settings, inbox):
    waiting, other = queued(session, to="account-7"), queued(session)
    outbox.forget(session, "account-7", NOW)
    session.commit()
    assert run(database, settings, address_of=lambda _session, account: f"{account}@x.example").sent == 1
    assert [letter["To"] for letter in inbox.letters] == [TO]
    with database.session() as opened:
        assert opened.get(Letter, waiting.id) is None
        assert opened.get_one(keys.RecordKey, waiting.subject).wrapped is None
        assert opened.get(Letter, other.id) is not None


def test_what_the_server_puts_off_is_tried_again_later_and_later(session, database, settings, inbox):
    queued(session)
    inbox.refuses = "451 Not now"
    assert run(database, settings).later == 1
    assert run(database, settings, NOW + MINUTE / 2) == outbox.Sent()
    assert letter_of(database).next_try == NOW + outbox.WAITS[0]
    assert run(database, settings, NOW + outbox.WAITS[0]).later == 1
    inbox.refuses = ""
    assert run(database, settings, NOW + outbox.WAITS[0] + outbox.WAITS[1]).sent == 1


def test_what_is_put_off_too_often_is_given_up(session, database, settings, inbox):
    queued(session)
    inbox.refuses = "451 Not now"
    now, found = NOW, outbox.Sent()
    for wait in (*outbox.WAITS, dt.timedelta()):
        found = run(database, settings, now)
        now += wait
    assert found.failed == 1
    assert letter_of(database).state is LetterState.FAILED


def test_what_the_server_refuses_is_given_up_at_once_and_names_no_address(session, database, settings, inbox):
    queued(session)
    inbox.refuses = f"550 No {TO} here"
    assert run(database, settings).failed == 1
    assert letter_of(database).fault == "the mail server answered 550"


def test_a_server_that_does_not_know_our_sender_costs_no_letter(session, database, settings, inbox):
    queued(session)

    async def handle_MAIL(_server, _session, _envelope, _address, _options):  # noqa: N802  (aiosmtpd's name)
        return "550 5.7.1 not your address"

    inbox.handle_MAIL = handle_MAIL
    assert run(database, settings).fault == "the mail server does not take our sender (550)"
    del inbox.handle_MAIL
    assert run(database, settings, NOW + MINUTE).sent == 1


def test_an_address_that_the_server_cannot_write_ends_no_run(session, database, settings, inbox, monkeypatch):
    """Anybody can ask for letters to such an address: they must not keep everybody else's."""
    can = smtplib.SMTP.has_extn
    monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda made, name: name != "smtputf8" and can(made, name))
    queued(session, to="é@tamber.example")
    queued(session, to="O'Neil+news@Sub.tamber.example")
    found = run(database, settings)
    assert (found.sent, found.failed, found.fault) == (1, 1, "")
    assert [letter["To"] for letter in inbox.letters] == ["O'Neil+news@Sub.tamber.example"]


@pytest.mark.parametrize("hidden", ["=?utf-8?q?victim?=@tamber.example", "a@tamber..example"])
def test_an_address_that_reads_as_another_one_is_written_to_by_nobody(
    session, database, settings, inbox, hidden
):
    queued(session, to=hidden)
    assert run(database, settings).failed == 1
    assert not inbox.letters


def test_a_server_that_does_not_answer_ends_the_run_and_loses_nothing(session, database, tmp_path, inbox):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(data=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}", sender="desk@tamber.example")
    for _each in range(3):
        queued(session)
    found = run(database, settings)
    assert (found.sent, found.later) == (0, 1)
    assert "does not take us" in found.fault


def test_a_server_elsewhere_that_offers_no_tls_gets_no_letter(session, database, settings, monkeypatch):
    queued(session)
    elsewhere = settings.model_copy(update={"smtp_url": type(settings.smtp_url)("smtp://mail.example:25")})
    here = ("127.0.0.1", int(settings.smtp_url.get_secret_value().rpartition(":")[2]))
    monkeypatch.setattr(smtplib.SMTP, "_get_socket", lambda *_asked: socket.create_connection(here))
    assert "SMTPNotSupportedError" in run(database, elsewhere).fault


def test_where_no_server_is_set_each_letter_is_a_file_that_its_owner_alone_reads(session, database, tmp_path):
    queued(session)
    run(database, Settings(data=tmp_path))
    (file,) = files(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTP)
    assert letter["To"] == TO
    assert letter["From"] == "newsroom@127.0.0.1"


def test_a_subject_of_two_lines_makes_no_second_header(session, database, settings, inbox):
    outbox.queue(session, to=TO, subject="One\r\nBcc: all@police.example", body="b", now=NOW)
    session.commit()
    run(database, settings)
    assert inbox.letters[0]["Bcc"] is None


@pytest.mark.parametrize(
    "to", ["", "a@b.example\r\nBcc: c@d.example", "two words@x.example", "a@b.c,d@e.f", "a@@b.c"]
)
def test_what_can_be_no_address_is_refused(session, to):
    with pytest.raises(Refusal):
        outbox.queue(session, to=to, subject="s", body="b", now=NOW)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"smtp_url": "smtp://mail.example"}, "CRIMEMAP_SENDER"),
        ({"smtp_url": "http://x", "sender": "a@b.c"}, "SMTP_URL"),
    ],
)
def test_settings_that_cannot_be_used_say_which(database, tmp_path, given, named):
    with pytest.raises(Refusal, match=named):
        run(database, Settings(data=tmp_path, **given))


def test_a_disk_that_refuses_ends_the_run(session, database, tmp_path):
    (tmp_path / "outbox").write_text("no folder")
    queued(session)
    assert "cannot be written" in run(database, Settings(data=tmp_path)).fault


def test_the_ways_of_failing_say_nothing_of_whom(session):
    assert TO not in str(Failed("the mail server answered 550"))


def test_the_operator_is_told_how_many_wait(session):
    queued(session)
    assert outbox.counted(session)[LetterState.WAITING] == 1
