"""Sending the letters of a month: each who asked gets one, however often it is run and wherever it was killed.

An area's letter is made once. Some are queued together, each with the note that it was, in one transaction; then the
outbox sends them, and the next ones are queued: so the database never holds the letters of everybody at once. What was
queued and not sent when a run ended goes out with the next run of either command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from crimemap import brief, language, places
from crimemap.digests.making import digest_of
from crimemap.digests.writing import Letter, letter_of
from crimemap.editorial import announcements, letters, outbox, subscriptions, summary, surveys
from crimemap.editorial.database import Database
from crimemap.editorial.outbox import Sent
from crimemap.editorial.subscriptions import Enclosed, Link, Wanted
from crimemap.editorial.summary import Stock, Written
from crimemap.release import Area, Release
from crimemap.release import surveys as kept
from crimemap.settings import Refusal, Settings
from crimemap.survey import Book
from crimemap.terms import Month

AT_ONCE: Final = 100
"""Letters queued in one transaction: others wait for it to end. [choose]"""

Tell = Callable[[int, int], None]
"""Is told how many of how many letters are dealt with."""


@dataclass(frozen=True, slots=True)
class Fared:
    """How a run fared. `queued`: letters made by it; `post`: what the outbox did meanwhile, older letters included.

    `lost`: codes of areas that this release does not hold, whose letters nobody gets.
    """

    queued: int
    post: Sent
    lost: tuple[str, ...]


def months_open(now: datetime) -> tuple[Month, Month]:
    """The months whose letters can be sent: this one, and the one before, for a run that was cut short at its end."""
    month = Month.of(now.date())
    return month, month.plus(-1)


def send(
    database: Database,
    settings: Settings,
    release: Release,
    published: date | None,
    month: Month,
    *,
    now: datetime,
    tell: Tell,
) -> Fared:
    """Send the letters of `month` that were not sent yet. `now` is aware, in the site's zone.

    Raises Refusal for a month that is over, or where the settings of mail cannot be used. A mail server that does not
    answer ends the run (`post.fault`); what is left waits for the next.
    """
    if month not in months_open(now):
        this, before = (language.month_name(each) for each in months_open(now))
        raise Refusal(
            f"Letters can be sent of {this} or {before}: they tell of what is true when they are made."
        )
    run = _Run(database, settings, release, published, month, now)
    post = run.post()  # what a run before this one queued
    with database.session() as session:
        wanted = subscriptions.wanted(session, str(month))
    total, done, queued, lost = sum(len(each.ids) for each in wanted), 0, 0, []
    for each in wanted:
        area = area_of(release, each.area)
        if area is None:
            lost.append(each.area)
        elif not post.fault:
            letter = run.letter(area, each.language)
            for ids in _some(each):
                queued += run.queue(letter, ids, each.language)
                post = together(post, run.post())
                done += len(ids)
                tell(done, total)
                if post.fault:
                    break
    return Fared(queued, post, tuple(dict.fromkeys(lost)))


@dataclass(slots=True)
class _Run:
    """What all letters of one run are made of; what is written of a partnership is read once."""

    database: Database
    settings: Settings
    release: Release
    published: date | None
    month: Month
    now: datetime
    stocks: dict[str, Stock] = field(default_factory=dict)
    book: Book | None = None

    def post(self) -> Sent:
        """Send all that waits."""
        return outbox.send(self.database, self.settings, self.now, letters.address_of)

    def letter(self, area: Area, spoken: str) -> Letter:
        """The letter about an area, in a language."""
        with language.using(spoken), self.database.session() as session:
            written, book = self._written(session, area), self._surveys(session)
            told = brief.brief_of(self.release, area, self.published, written, book, now=self.now)
            told = brief.with_next(told, announcements.all_of(session), self.now)
            site = self.settings.site_url
            return letter_of(digest_of(told, self.month, now=self.now, site=site), site)

    def queue(self, letter: Letter, ids: tuple[str, ...], spoken: str) -> int:
        """Queue it for these subscriptions. How many: not those that were stopped, or served by another run."""
        with self.database.session(writing=True) as session:
            many = subscriptions.enclose(
                session,
                str(self.month),
                ids,
                lambda one: enclosed(session, self.settings, letter, one, spoken),
                self.now,
            )
            session.commit()
            return many

    def _written(self, session: Session, area: Area) -> Written:
        scope = brief.scope_of(self.release, area)
        stocks = [self._stock(session, code) for code in scope.partnerships]
        return summary.written_of(stocks, scope, self.now) if stocks else summary.NOTHING

    def _stock(self, session: Session, partnership: str) -> Stock:
        if partnership not in self.stocks:
            self.stocks[partnership] = summary.stock_of(session, partnership, self.now)
        return self.stocks[partnership]

    def _surveys(self, session: Session) -> Book:
        """What the release and people's uploads say, as the site's pages read it."""
        if self.book is None:
            parts = [(self.release.id, kept.results(self.release), kept.reported(self.release))]
            uploads = surveys.shown(session, self.now)
            self.book = Book([*parts, *((each.name, each.results, ()) for each in uploads)])
        return self.book


def enclosed(
    session: Session, settings: Settings, letter: Letter, subscription_id: str, spoken: str
) -> Enclosed:
    """A letter as one of them gets it, with what mail programs need to stop it by one press (RFC 8058)."""
    path = subscriptions.path_of(session, Link.STOP, subscription_id, spoken)
    address = f"{settings.site_url}{path}"
    text, html = letter.to_stop_at(address)
    host = urlsplit(settings.site_url).hostname or "localhost"
    headers = {
        "List-Id": f"<alerts.{host}>",
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return Enclosed(letter.subject, text, html, headers)


def area_of(release: Release, code: str) -> Area | None:
    """The area of a subscription, or the one that took its place since."""
    found = places.by_code(release, code)
    after = places.successors(release, code) if found is None else ()
    return found or (after[0] if len(after) == 1 else None)


def _some(wanted: Wanted) -> Iterator[tuple[str, ...]]:
    for first in range(0, len(wanted.ids), AT_ONCE):
        yield wanted.ids[first : first + AT_ONCE]


def together(one: Sent, other: Sent) -> Sent:
    """Two turns of the outbox as one."""
    return Sent(
        one.sent + other.sent, one.later + other.later, one.failed + other.failed, other.fault, one.found + other.found
    )  # fmt: skip
