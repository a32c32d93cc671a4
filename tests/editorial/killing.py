"""Writers that are killed with -9: `python -m tests.editorial.killing URL KEY KILLS SEED`.

One process loads everything once and forks the writers from it, two at a time, as gunicorn does with its workers. A
writer tells of a record on a pipe after its commit, never before. What was told is printed as JSON at the end.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import select
import signal
import sys
import time

from sqlalchemy.orm import Session

from crimemap.editorial import pieces, publishing, tables
from crimemap.editorial.database import Database
from crimemap.editorial.people import Grant, Person, Role
from crimemap.editorial.pieces import Content, Kind, Piece
from crimemap.editorial.vault import Vault

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=dt.UTC)
PLACE = "E22900001"
AUTHOR = Person("author-1", "Ash", frozenset({Grant(Role.AUTHOR, PLACE)}))
APPROVER = Person("approver-1", "Beech", frozenset({Grant(Role.APPROVER, PLACE)}))


class Note(Content):
    """A kind of piece for this test; long enough to be more than one page of a file."""

    text: str


def register() -> None:
    assert tables.OF, "every kind is registered by now; this one takes the place of one"
    pieces.register(
        pieces.Rules(
            Kind.STORY, Note, lambda *_asked: (), lambda *_asked: pieces.Publication(), lambda *_asked: None
        )
    )


def write(session: Session, token: str) -> Piece:
    """One record, from draft to approved."""
    piece = publishing.create(session, AUTHOR, Kind.STORY, PLACE, Note(text=token * 60), token=token, now=NOW)
    publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    return publishing.approve(session, APPROVER, piece.id, version=1, now=NOW)


def writer(database: Database, name: str, told: int) -> None:
    for number in itertools.count():
        with database.session(writing=True) as session:
            token = f"{name}-{number}"
            write(session, token)
            session.commit()
        os.write(told, f"{token}\n".encode())


def forked(database: Database, name: str) -> tuple[int, int]:
    """Its process and the pipe that it tells on."""
    reading, told = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(reading)
        try:
            writer(database, name, told)
        finally:
            os._exit(1)
    os.close(told)
    return pid, reading


def killed(pid: int, reading: int) -> list[str]:
    """What it told before it died."""
    told = b""
    os.kill(pid, signal.SIGKILL)
    while some := os.read(reading, 65536):
        told += some
    os.close(reading)
    if os.waitpid(pid, 0)[1] != signal.SIGKILL:
        sys.exit(f"a writer ended by itself; it told {told!r}")
    return told.decode().split("\n")[:-1]


def main(url: str, key: str, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    register()
    database = Database(url, Vault([key], "a key that signs"))
    with database.session(
        writing=True
    ) as session:  # open before the fork, as it never should be: they must cope
        write(session, "before")
        session.commit()
    told = ["before"]
    for kill in range(0, kills, 2):
        pair = [forked(database, f"w{kill + which}") for which in range(2)]
        if not select.select([reading for _pid, reading in pair], [], [], 30)[0]:
            sys.exit("two writers wrote nothing for 30 seconds")
        for pid, reading in pair:
            time.sleep(dice.uniform(0, 0.02))  # in the midst of another record
            told += killed(pid, reading)
    with database.session(writing=True) as session:
        write(session, "after")
        session.commit()
    print(json.dumps([*told, "after"]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
