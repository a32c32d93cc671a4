"""Sending the letters of a month: each who asked gets one, whoever runs how often, and wherever a run is killed."""

from __future__ import annotations

import datetime as dt
import email
import os
import queue
import re
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from cryptography.fernet import Fernet
from sqlalchemy import select

from crimemap import digests
from crimemap.editorial import announcements, subscriptions
from crimemap.editorial.database import Bilingual, Database
from crimemap.editorial.outbox import Letter, LetterState
from crimemap.editorial.subscriptions import Link, Subscription
from crimemap.editorial.vault import Vault
from crimemap.release import Release
from crimemap.release.shelf import Shelf
from crimemap.settings import Refusal, Settings
from crimemap.terms import Month
from tests.editorial.conftest import ADMINISTRATOR
from tests.editorial.convictions_cases import NAME
from tests.editorial.convictions_cases import published as published_case
from tests.small_meetings import published as published_meeting
from tests.small_places import PARTNERSHIP
from tests.small_release import build_small

ROOT = Path(__file__).resolve().parents[2]
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/London"))
MONTH = Month(2026, 11)
COMMAND = [sys.executable, "-c", "from crimemap.cli import main; main()", "digest", "send"]
DYING = [
    sys.executable,
    "-c",
    """
import os, signal, sys
from crimemap.cli import main
from crimemap.editorial import post

deliver, left = post._Files.deliver, int(sys.argv[1])

def dying(self, name, message, gone):
    def written():
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        gone()
    deliver(self, name, message, written)

post._Files.deliver = dying
main(["digest", "send"])
""",
]
"""The command, killed by itself when so many files stand and the last of them is not written down yet."""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Path:
    """A folder of releases in which one is served."""
    releases = tmp_path_factory.mktemp("digests") / "releases"
    Shelf(releases).use(build_small(releases, facts=False).name, NOW)
    return releases


@pytest.fixture(scope="session")
def release(shelf) -> Release:
    return Shelf(shelf).current()


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data=tmp_path, base_url="https://crime.example")


def subscribe(
    database: Database, *readers: str, area: str = "corvenshire-lark", now: dt.datetime = NOW
) -> None:
    with database.session(writing=True) as session:
        for reader in readers:
            subscriptions.ask(session, reader, area, "Larkwith", "en", now=now)
        session.flush()
        for found in session.scalars(select(Subscription)):
            found.confirmed_at = found.confirmed_at or now
        for letter in session.scalars(select(Letter)):  # those that confirm are not told of here
            session.delete(letter)
        session.commit()


def run(database, settings, release, month=MONTH, now=NOW) -> digests.Fared:
    return digests.send(database, settings, release, None, month, now=now, tell=lambda _done, _all: None)


def readers(many: int) -> list[str]:
    return [f"reader-{number}@example.org" for number in range(many)]


def files(data: Path) -> list[EmailMessage]:
    found = sorted((data / "outbox").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTP) for file in found]


def read(letter: EmailMessage) -> str:
    return "".join(part.get_content() for part in letter.iter_parts())


def test_each_who_confirmed_gets_one_letter_a_month(database, settings, release, tmp_path):
    subscribe(database, *readers(3))
    assert run(database, settings, release) == digests.Fared(3, replace(run_nothing(), sent=3), ())
    assert run(database, settings, release) == digests.Fared(0, run_nothing(), ())
    assert sorted(letter["To"] for letter in files(tmp_path)) == readers(3)
    december = dt.datetime(2026, 12, 14, 10, 0, tzinfo=NOW.tzinfo)
    assert run(database, settings, release, Month(2026, 12), december).queued == 3
    assert run(database, settings, release, MONTH, december).queued == 0


def run_nothing():
    from crimemap.editorial.outbox import Sent

    return Sent()


def test_a_letter_says_how_to_stop_it_to_people_and_to_programs(database, settings, release, tmp_path):
    subscribe(database, *readers(2))
    run(database, settings, release)
    with database.session() as session:
        links = {
            f"https://crime.example{subscriptions.path_of(session, Link.STOP, each.id, 'en')}"
            for each in session.scalars(select(Subscription))
        }
    found = files(tmp_path)
    assert {letter["List-Unsubscribe"] for letter in found} == {f"<{link}>" for link in links}
    for letter in found:
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        own = letter["List-Unsubscribe"].strip("<>")
        assert [own in part.get_content() for part in letter.iter_parts()] == [True, True]
        assert not [link for link in links - {own} if link in read(letter)]


def test_who_stopped_between_the_queue_and_the_post_gets_nothing(
    database, settings, release, tmp_path, monkeypatch
):
    subscribe(database, *readers(2))
    monkeypatch.setattr("crimemap.digests.sending.outbox.send", lambda *_asked: run_nothing())
    assert run(database, settings, release).queued == 2
    monkeypatch.undo()
    with database.session(writing=True) as session:
        one = session.scalars(select(Subscription)).first()
        subscriptions.stop(session, subscriptions.secret_of(session, Link.STOP, one.id), NOW)
        session.commit()
    assert run(database, settings, release).post.sent == 1
    assert len(files(tmp_path)) == 1


def test_a_name_that_is_public_today_stands_in_no_letter(database, settings, release, tmp_path):
    """Rule C12, by search of every byte that left the house, also undone from its transfer encoding."""
    with database.session(writing=True) as session:
        published_case(session, NOW)
        published_meeting(session, partnership=PARTNERSHIP, now=NOW)
        session.commit()
    subscribe(database, *readers(1))
    subscribe(database, *readers(1), area=PARTNERSHIP)
    subscribe(database, *readers(1), area="E23900001")
    run(database, settings, release)
    assert len(files(tmp_path)) == 3
    for letter in files(tmp_path):
        said = letter.as_bytes() + read(letter).encode()
        assert b"1 conviction is shown" in said
        assert NAME.encode() not in said
        assert NAME.split()[0].encode() not in said


def test_an_area_that_this_release_does_not_hold_is_told_and_the_others_get_theirs(
    database, settings, release
):
    subscribe(database, *readers(1), area="gone")
    subscribe(database, *readers(1))
    fared = run(database, settings, release)
    assert (fared.queued, fared.lost) == (1, ("gone",))


@pytest.mark.parametrize("month", [Month(2026, 9), Month(2026, 12), Month(2025, 11)])
def test_a_month_that_is_over_or_to_come_is_refused(database, settings, release, month):
    with pytest.raises(Refusal, match="November 2026 or October 2026"):
        run(database, settings, release, month)


def test_the_database_never_holds_the_letters_of_everybody_at_once(database, settings, release, monkeypatch):
    monkeypatch.setattr("crimemap.digests.sending.AT_ONCE", 4)
    subscribe(database, *readers(10))
    seen, told = [], []

    def look(done: int, total: int) -> None:
        told.append((done, total))
        with database.session() as session:
            seen.append(len(session.scalars(select(Letter).where(Letter.sealed.is_not(None))).all()))

    digests.send(database, settings, release, None, MONTH, now=NOW, tell=look)
    assert told == [(4, 10), (8, 10), (10, 10)]
    assert seen == [0, 0, 0]


def test_a_mail_server_that_does_not_answer_ends_the_run_and_the_next_one_goes_on(
    database, settings, release, tmp_path, monkeypatch
):
    monkeypatch.setattr("crimemap.digests.sending.AT_ONCE", 4)
    subscribe(database, *readers(10))
    away = settings.model_copy(
        update={
            "smtp_url": type(settings.smtp_url)(f"smtp://127.0.0.1:{free_port()}"),
            "sender": "desk@tamber.example",
        }
    )
    fared = run(database, away, release)
    assert fared.queued == 4
    assert "does not take us" in fared.post.fault
    later = NOW + dt.timedelta(minutes=2)
    assert run(database, settings, release, now=later).queued == 6
    assert sorted(letter["To"] for letter in files(tmp_path)) == sorted(readers(10))


def test_two_runs_at_once_send_each_letter_once(database, settings, release, tmp_path, monkeypatch):
    monkeypatch.setattr("crimemap.digests.sending.AT_ONCE", 3)
    subscribe(database, *readers(9))
    inner = []

    def another(done: int, _all: int) -> None:
        if done == 3:
            inner.append(run(database, settings, release))

    outer = digests.send(database, settings, release, None, MONTH, now=NOW, tell=another)
    assert outer.queued + inner[0].queued == 9
    assert sorted(letter["To"] for letter in files(tmp_path)) == sorted(readers(9))


# --- killed with -9, as the command itself ---------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def home(tmp_path, shelf, database_url) -> tuple[Database, dict[str, str]]:
    """A database with forty readers, and the environment of a command that sends them their letters."""
    (tmp_path / "releases").symlink_to(shelf)
    key, signing = Fernet.generate_key().decode(), "a key that signs"
    database = Database(database_url, Vault([key], signing))
    subscribe(database, *readers(40), now=dt.datetime.now(NOW.tzinfo))
    said = {
        **os.environ, "CRIMEMAP_DATA": str(tmp_path), "CRIMEMAP_DATABASE_URL": database_url,
        "CRIMEMAP_ENCRYPTION_KEY": key, "CRIMEMAP_SIGNING_KEY": signing,
    }  # fmt: skip
    yield database, said
    database.dispose()


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        COMMAND, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def finish(environment: dict[str, str]) -> str:
    done = subprocess.run(
        COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def waits(database: Database) -> list[LetterState]:
    with database.session() as session:
        return [state for state in session.scalars(select(Letter.state)) if state is not LetterState.SENT]


def test_a_run_that_is_killed_half_way_and_run_again_sends_each_exactly_once(home, tmp_path):
    database, environment = home
    outbox = tmp_path / "outbox"
    for many in (1, 10, 15):
        assert subprocess.run([*DYING, str(many)], cwd=ROOT, env=environment, check=False).returncode == -9
    assert len(list(outbox.glob("*.eml"))) in range(24, 27), (
        "a file that no run wrote down may be written again"
    )
    said = finish(environment)
    assert re.search(r"Sent \d+, to be tried again 0, given up 0", said)
    assert sorted(letter["To"] for letter in files(tmp_path)) == sorted(readers(40))
    assert waits(database) == []
    with database.session() as session:
        assert subscriptions.wanted(session, str(Month.of(dt.datetime.now(NOW.tzinfo).date()))) == ()


class Inbox:
    """What a mail server took. At the letters of `strikes` it kills the sender before it takes them, at those of
    `after` when it has taken them and before it says so."""

    def __init__(self, strikes: set[int]) -> None:
        self.taken: list[EmailMessage] = []
        self.strikes = strikes
        self.after: set[int] = set()
        self.senders: queue.Queue[int] = queue.Queue()  # of each that is to be struck, its process

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  (aiosmtpd's)
        if len(self.taken) in self.strikes:
            self.strikes.discard(len(self.taken))
            os.kill(self.senders.get(timeout=120), signal.SIGKILL)
            return "421 Later"  # never read: whoever asked is dead
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  (aiosmtpd's name)
        self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.SMTP))
        if len(self.taken) in self.after:
            self.after.discard(len(self.taken))
            os.kill(self.senders.get(timeout=120), signal.SIGKILL)
        return "250 Taken"


@pytest.fixture
def served():
    """A mail server and its inbox."""
    inbox = Inbox({0, 21, 39})
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield inbox, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def test_over_a_mail_server_too_each_gets_exactly_one_whatever_is_killed(home, served):
    """Killed as it hands over a letter that is not taken yet: what was taken before is known, what was not goes out."""
    database, environment = home
    inbox, url = served
    environment |= {"CRIMEMAP_SMTP_URL": url, "CRIMEMAP_SENDER": "desk@tamber.example"}
    for _each in range(3):
        sender = start(environment)
        inbox.senders.put(sender.pid)
        assert sender.wait(timeout=120) == -signal.SIGKILL
    finish(environment)
    assert sorted(letter["To"] for letter in inbox.taken) == sorted(readers(40))
    assert waits(database) == []


def test_killed_when_the_server_has_a_letter_and_has_not_said_so_it_is_not_sent_again(home, served):
    database, environment = home
    inbox, url = served
    inbox.strikes.clear()
    inbox.after = {1, 17, 33}
    environment |= {"CRIMEMAP_SMTP_URL": url, "CRIMEMAP_SENDER": "desk@tamber.example"}
    for _each in range(3):
        sender = start(environment)
        inbox.senders.put(sender.pid)
        assert sender.wait(timeout=120) == -signal.SIGKILL
    finish(environment)
    assert sorted(letter["To"] for letter in inbox.taken) == sorted(readers(40))
    assert waits(database) == []


def test_a_letter_names_the_announced_day_of_the_next_figures_as_every_page_does(
    database, settings, release, tmp_path
):
    subscribe(database, *readers(1))
    coming = announcements.Wanted(
        announcements.Subject.CRIME, None, Bilingual(en="Figures"), Month(2026, 12),
        dt.datetime(2026, 12, 10, 9, 30, tzinfo=NOW.tzinfo),
    )  # fmt: skip
    with database.session(writing=True) as session:
        long_ago = NOW - dt.timedelta(days=60)
        announcements.announce(session, ADMINISTRATOR, coming, token="form", now=long_ago)
        session.commit()
    digests.send(
        database, settings, release, dt.date(2026, 11, 12), MONTH, now=NOW, tell=lambda _done, _all: None
    )
    said = files(tmp_path)[0].get_body(("plain",)).get_content()
    assert "Next: 10 December 2026." in " ".join(said.split())
