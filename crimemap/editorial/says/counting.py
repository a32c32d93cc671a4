"""The count, which anybody can do again: the published file of ballots, the seed, and the rule for a tie.

There is no count before the end: nothing here answers anything of a say that is open.

The file has one line a ballot, in an order that says nothing of when it was cast. A tie is decided by lots: of the
tied projects the one whose SHA-256 of "seed:digest of the file:number" is lowest. The seed was drawn before the say
opened (its own SHA-256 was published then) and the file exists only at the end, so that nobody could know the lots.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from crimemap.editorial.pieces import Gone
from crimemap.editorial.says.models import Phase, Say, SayBallot, SayOption, Way
from crimemap.language import gettext as _

COLUMNS = ("ballot", "way", "option")


@dataclass(frozen=True, slots=True)
class Votes:
    """What one project got."""

    number: int
    by_code: int
    by_browser: int

    @property
    def total(self) -> int:
        return self.by_code + self.by_browser


@dataclass(frozen=True, slots=True)
class Count:
    """`votes` by number of the project; `winner` None where nobody took part; `tied` where lots decided."""

    votes: tuple[Votes, ...]
    winner: int | None
    tied: tuple[int, ...]
    digest: str

    @property
    def total(self) -> int:
        return sum(each.total for each in self.votes)


def ballots_csv(session: Session, say: Say, now: datetime) -> bytes:
    """Every ballot. Raises Gone before the end."""
    if say.phase(now) is not Phase.OVER:
        raise Gone(_("Nothing is counted before the end."))
    cast = session.scalars(select(SayBallot).where(SayBallot.say == say.id))
    shuffled = sorted(cast, key=lambda ballot: hashlib.sha256(f"{say.seed}{ballot.id}".encode()).digest())
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows((number, ballot.way, ballot.option) for number, ballot in enumerate(shuffled, 1))
    return text.getvalue().encode()


def result(session: Session, say: Say, now: datetime) -> Count:
    """The count of a say that is over. Raises Gone before that."""
    numbers = session.scalars(select(SayOption.number).where(SayOption.say == say.id))
    return recount(ballots_csv(session, say, now), say.seed, numbers)


def recount(file: bytes, seed: str, numbers: Iterable[int]) -> Count:
    """The count from what is published. Raises ValueError for a file that is none."""
    rows = list(csv.DictReader(io.StringIO(file.decode())))
    known = sorted(numbers)
    counted = Counter((Way(row["way"]), int(row["option"])) for row in rows)
    if any(option not in known for _way, option in counted):
        raise ValueError("a ballot for a project that there is not")
    votes = tuple(Votes(number, counted[Way.CODE, number], counted[Way.BROWSER, number]) for number in known)
    digest = hashlib.sha256(file).hexdigest()
    most = max((each.total for each in votes), default=0)
    if most == 0:
        return Count(votes, None, (), digest)
    first = [each.number for each in votes if each.total == most]
    winner = min(first, key=lambda number: lot(seed, digest, number))
    return Count(votes, winner, tuple(first) if len(first) > 1 else (), digest)


def lot(seed: str, digest: str, number: int) -> str:
    """The lot of a tied project: the lowest wins."""
    return hashlib.sha256(f"{seed}:{digest}:{number}".encode()).hexdigest()
