"""`crimemap digest`: what a timer calls."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from freezegun import freeze_time

from crimemap.cli import main
from crimemap.editorial import subscriptions
from crimemap.editorial.installation import open_database
from crimemap.editorial.subscriptions import Link, Subscription
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from tests.small_release import build_small

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    folder = tmp_path_factory.mktemp("command") / "releases"
    Shelf(folder).use(build_small(folder, facts=False).name, NOW)
    return folder


@pytest.fixture
def data(tmp_path, releases, monkeypatch):
    """Two readers, of whom one has confirmed."""
    monkeypatch.setenv("CRIMEMAP_DATA", str(tmp_path))
    (tmp_path / "releases").symlink_to(releases)
    database = open_database(Settings())
    with database.session(writing=True) as session:
        for reader in ("one@example.org", "two@example.org"):
            subscriptions.ask(session, reader, "corvenshire-lark", "Larkwith", "en", now=NOW)
        session.flush()
        first = session.query(Subscription).order_by(Subscription.id).first()
        subscriptions.confirm(session, subscriptions.secret_of(session, Link.CONFIRM, first.id), NOW)
        session.commit()
    database.dispose()
    return tmp_path


def run(*words, at=NOW):
    with freeze_time(at):
        return CliRunner().invoke(main, ["digest", *words])


def test_it_sends_and_says_how_many_and_never_to_whom(data):
    first, second = run("send"), run("send")
    assert first.exit_code == second.exit_code == 0
    assert first.stdout == "Letters of 2026-11: made 1. Sent 3, to be tried again 0, given up 0.\n"
    assert "1 of 1" in first.stderr
    assert second.stdout == "Letters of 2026-11: made 0. Sent 0, to be tried again 0, given up 0.\n"
    assert "example.org" not in first.output


def test_it_counts_readers_and_letters(data):
    run("send")
    assert run("list").output == "confirmed\t1\nwaiting\t1\n2026-11\t1\n"
    assert "2026-10\t0" in run("list", "--month", "2026-10").output


@pytest.mark.parametrize(("month", "code", "said"), [
    ("2026-13", 2, "2026-13"), ("November", 2, "November"), ("2026-09", 1, "November 2026 or October 2026"),
])  # fmt: skip
def test_a_month_that_cannot_be_meant_is_said(data, month, code, said):
    answer = run("send", "--month", month)
    assert answer.exit_code == code
    assert said in answer.output


def test_a_run_that_was_cut_short_at_the_end_of_a_month_goes_on_in_the_next(data):
    answer = run("send", "--month", "2026-11", at=NOW + dt.timedelta(days=20))
    assert answer.exit_code == 0
    assert "Letters of 2026-11: made 1." in answer.output


def test_a_mail_server_that_does_not_answer_is_exit_1(data, monkeypatch):
    monkeypatch.setenv("CRIMEMAP_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("CRIMEMAP_SENDER", "desk@tamber.example")
    answer = run("send")
    assert answer.exit_code == 1
    assert "waits for the next run" in answer.output


def test_without_a_release_there_is_nothing_to_tell(data, monkeypatch, tmp_path):
    (data / "releases").unlink()
    answer = run("send")
    assert answer.exit_code == 1
    assert answer.output.count("\n") == 1


def test_changes_are_sent_by_a_command_of_their_own_that_does_nothing_where_nobody_asked(data):
    run("send")
    done = run("changes")
    assert done.exit_code == 0
    assert done.stdout == "Letters of changed meetings: made 0. Sent 0, to be tried again 0, given up 0.\n"
