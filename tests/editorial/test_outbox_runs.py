"""Runs that send letters: killed, slow, or two at once, they send each letter once and lose none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from crimemap.editorial import outbox
from crimemap.editorial.outbox import Letter, LetterState
from crimemap.editorial.post import Failed, Post
from crimemap.settings import Settings
from tests.editorial.conftest import NOW
from tests.editorial.posting import MINUTE, Inbox, files, letter_of, queued, run, serving


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def settings(tmp_path, inbox) -> Iterator[Settings]:
    with serving(inbox) as server:
        yield Settings(data=tmp_path, smtp_url=server, sender="desk@tamber.example")


def killed(*_asked):
    raise KeyboardInterrupt


def run_killed_at(owner, call: str, database, settings) -> None:
    """A run that ends where it makes this call."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(owner, call, killed)
        with pytest.raises(KeyboardInterrupt):
            run(database, settings)


def lost(settings) -> None:
    """As if the run that ended had been another machine's: it left no file here."""
    shutil.rmtree(settings.data / "newsroom" / "sending")


def test_a_run_killed_before_it_sent_leaves_the_letter_to_the_next_run_at_once(
    session, database, settings, inbox
):
    queued(session)
    run_killed_at(Post, "deliver", database, settings)
    assert run(database, settings).sent == 1
    assert len(inbox.letters) == 1
    assert letter_of(database).tries == 1, "a kill says nothing of the letter"


def test_a_run_killed_after_it_sent_and_before_it_said_so_sends_nothing_twice(
    session, database, settings, inbox
):
    queued(session)
    run_killed_at(outbox, "_mark", database, settings)
    assert run(database, settings) == outbox.Sent(found=1)
    assert len(inbox.letters) == 1
    letter = letter_of(database)
    assert (letter.state, letter.sealed, letter.claimed_by) == (LetterState.SENT, None, None)


def test_what_a_run_on_another_machine_had_claimed_waits_until_it_must_be_dead(
    session, database, settings, inbox
):
    queued(session)
    run_killed_at(outbox, "_mark", database, settings)
    lost(settings)
    assert run(database, settings, NOW + MINUTE).sent == 0  # it may be on its way still
    assert run(database, settings, NOW + outbox.STALE).sent == 1
    first, second = inbox.letters
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


def test_a_run_that_takes_long_is_not_taken_for_dead_while_it_lives(
    session, database, settings, inbox, monkeypatch
):
    queued(session)
    deliver, other = Post.deliver, []

    def slowly(post, letter, gone):
        if not other:
            other.append(None)
            other[0] = run(database, settings, NOW + outbox.STALE + MINUTE)
        deliver(post, letter, gone)

    monkeypatch.setattr(Post, "deliver", slowly)
    assert run(database, settings).sent == 1
    assert other == [outbox.Sent()]
    assert len(inbox.letters) == 1


def test_what_another_run_has_taken_over_is_its_own_to_mark(session, database, settings, monkeypatch):
    queued(session)

    def taken_over(_post, _letter, _gone):
        with database.session(writing=True) as opened:
            opened.scalars(select(Letter)).one().claimed_by = "another"
            opened.commit()
        raise Failed("the mail server went away", is_of_server=True)

    monkeypatch.setattr(Post, "deliver", taken_over)
    run(database, settings)
    assert (letter_of(database).state, letter_of(database).claimed_by) == (LetterState.SENDING, "another")


def test_a_run_that_ended_well_leaves_nothing_behind(session, database, settings):
    queued(session)
    run(database, settings)
    assert [file.name for file in (settings.data / "newsroom" / "sending").iterdir()] == [".gate"]


def test_a_letter_that_the_server_would_not_have_is_not_taken_for_sent_by_the_next_run(
    session, database, settings, inbox
):
    queued(session)
    inbox.refuses = "451 Later"
    run_killed_at(outbox, "_mark", database, settings)
    inbox.refuses = ""
    assert run(database, settings) == outbox.Sent(sent=1)
    assert len(inbox.letters) == 1


def test_killed_after_writing_a_file_there_is_still_one_file(session, database, tmp_path):
    settings = Settings(data=tmp_path)
    queued(session)
    run_killed_at(outbox, "_mark", database, settings)
    lost(settings)
    assert run(database, settings, NOW + outbox.STALE).sent == 1
    assert len(files(tmp_path)) == 1


def test_two_runs_at_once_send_each_letter_once(session, database, settings, inbox, monkeypatch):
    queued(session)
    queued(session)
    deliver, inner, others = Post.deliver, [], iter([True])

    def deliver_while_another_runs(post, letter, gone):
        if next(others, False):
            inner.append(run(database, settings))
        deliver(post, letter, gone)

    monkeypatch.setattr(Post, "deliver", deliver_while_another_runs)
    outer = run(database, settings)
    assert (outer.sent, inner[0].sent, len(inbox.letters)) == (1, 1, 2)
