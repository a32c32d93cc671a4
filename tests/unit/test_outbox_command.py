"""`crimemap outbox`: what a timer calls."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from crimemap.cli import main
from crimemap.editorial import outbox
from crimemap.editorial.installation import open_database
from crimemap.settings import Settings

NOW = dt.datetime(2020, 1, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    database = open_database(Settings())
    with database.session(writing=True) as session:
        outbox.queue(session, to="beech@police.example", subject="To approve", body="Come.", now=NOW)
        session.commit()
    database.dispose()
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, ["outbox", *words])


def test_it_sends_what_is_due_and_says_how_many_and_never_to_whom(data):
    first, second = run("send"), run("send")
    assert (first.exit_code, first.output) == (0, "Sent 1, to be tried again 0, given up 0.\n")
    assert second.output == "Sent 0, to be tried again 0, given up 0.\n"
    assert len(list((data / "outbox").glob("*.eml"))) == 1


def test_it_lists_how_many_wait(data):
    assert "waiting\t1" in run("list").output


def test_settings_of_mail_that_cannot_be_used_are_refused(data, monkeypatch):
    monkeypatch.setenv("CRIMEMAP_SMTP_URL", "smtp://mail.example")
    answer = run("send")
    assert answer.exit_code == 1
    assert "CRIMEMAP_SENDER" in answer.output


def test_a_server_that_does_not_answer_is_exit_1_and_the_letter_waits(data, monkeypatch):
    monkeypatch.setenv("CRIMEMAP_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("CRIMEMAP_SENDER", "desk@tamber.example")
    answer = run("send")
    assert answer.exit_code == 1
    assert "waits for the next run" in answer.output
    assert "waiting\t1" in run("list").output
