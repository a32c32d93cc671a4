"""Letters at once: whoever asked for them hears of a meeting that is cancelled or moved, of each change once.

What a reader was told of each date is written down in the transaction that queues the letter, as with the letter of a
month; so it can be run every few minutes, killed, and run again. What had changed before somebody asked is written down
as known. Changes of one area that are new at the same time stand in one letter: a series that moves is one, not fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from urllib.parse import quote

from crimemap import brief, language
from crimemap.brief import gatherings, standing
from crimemap.charts.drawing import STAMP
from crimemap.digests.content import Digest, Item, Link, Section, meeting_item
from crimemap.digests.sending import AT_ONCE, Fared, Tell, area_of, enclosed, together
from crimemap.digests.writing import Letter, letter_of
from crimemap.editorial import letters, outbox, subscriptions
from crimemap.editorial.database import Database
from crimemap.editorial.meetings import Gathering, Standing, shelf
from crimemap.editorial.outbox import Sent
from crimemap.editorial.subscriptions import Change, Follower
from crimemap.editorial.summary import Written
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Area, Release
from crimemap.settings import Settings
from crimemap.terms import Month

_MOST: Final = 30
"""Dates that one letter names; the rest is a link away. [choose]"""

_Due = tuple[tuple[Change, ...], tuple[Change, ...]]
"""What somebody is to be told, and what they knew when they asked."""


def send_changes(
    database: Database, settings: Settings, release: Release, *, now: datetime, tell: Tell
) -> Fared:
    """Tell everybody who asked what they have not been told yet. `now` is aware, in the site's zone.

    Raises Refusal where the settings of mail cannot be used. A mail server that does not answer ends the run.
    """
    run = _Run(database, settings, release, now)
    post = run.post()  # what a run before this one queued
    with database.session() as session:
        followers = subscriptions.followers(session)
        meetings = shelf.shown(session, now) if followers else ()
    run.forget()
    done, queued, lost = 0, 0, []
    for code, several in groupby(followers, key=lambda each: each.area):
        group = tuple(several)
        area = area_of(release, code)
        if area is None:
            lost.append(code)
            continue
        found = gatherings.joined(release, Written(meetings=meetings), now=now, area=area)
        many, turn = run.tell_of(area, gatherings.to_come(found, now), group)
        queued, done, post = queued + many, done + len(group), together(post, turn)
        tell(done, len(followers))
        if post.fault:
            break
    return Fared(queued, post, tuple(lost))


def due(found: Sequence[Gathering], follower: Follower) -> _Due:
    """What changed of the dates to come since this reader was told, or since they asked."""
    fresh, known = list[Change](), list[Change]()
    for one in found:
        said, before = _said(one), follower.told.get(one.id, "")
        if said != before:
            is_old = not before and one.changed_at < follower.since
            (known if is_old else fresh).append(Change(one.id, before, said, one.over))
    return tuple(fresh), tuple(known)


def _said(one: Gathering) -> str:
    """What became of it, short: another time or place is another change."""
    if one.standing is Standing.MOVED:
        return f"moved {one.start:%Y%m%dT%H%M%z} {one.place}".strip()
    return "" if one.takes_place else "cancelled"


@dataclass(frozen=True, slots=True)
class _Run:
    """What all letters of one run are made of."""

    database: Database
    settings: Settings
    release: Release
    now: datetime

    def post(self) -> Sent:
        """Send all that waits."""
        return outbox.send(self.database, self.settings, self.now, letters.address_of)

    def tell_of(
        self, area: Area, found: Sequence[Gathering], followers: Sequence[Follower]
    ) -> tuple[int, Sent]:
        """Letters about one area: one for all who are to be told the same. How many, and what the outbox did."""
        by_letter: dict[tuple[str, _Due], list[str]] = {}
        for each in followers:
            if any(told := due(found, each)):
                by_letter.setdefault((each.language, told), []).append(each.id)
        queued, post = 0, Sent()
        for (spoken, told), ids in by_letter.items():
            letter = self.letter(area, found, told[0], spoken) if told[0] else None
            for first in range(0, len(ids), AT_ONCE):
                queued += self.queue(letter, ids[first : first + AT_ONCE], spoken, told)
                post = together(post, self.post())
                if post.fault:
                    return queued, post
        return queued, post

    def letter(self, area: Area, found: Sequence[Gathering], fresh: Sequence[Change], spoken: str) -> Letter:
        """What changed, in a language."""
        site = self.settings.site_url
        with language.using(spoken):
            stop = _("Stop these letters and the monthly one, or these alone:")
            return letter_of(digest_of(self.release, area, found, fresh, site=site, now=self.now), site, stop)

    def queue(self, letter: Letter | None, ids: Sequence[str], spoken: str, told: _Due) -> int:
        """Queue it for these subscriptions. How many: not those that were stopped, or told by another run."""
        fresh, known = told
        with self.database.session(writing=True) as session:
            if known:
                subscriptions.tell(session, ids, known, None, self.now)
            many = 0
            if letter is not None:
                many = subscriptions.tell(
                    session, ids, fresh, lambda one: enclosed(session, self.settings, letter, one, spoken),
                    self.now,
                )  # fmt: skip
            session.commit()
            return many

    def forget(self) -> None:
        """What was told of dates that are over."""
        with self.database.session(writing=True) as session:
            subscriptions.forget_over(session, self.now)
            session.commit()


def digest_of(
    release: Release,
    area: Area,
    found: Sequence[Gathering],
    fresh: Sequence[Change],
    *,
    site: str,
    now: datetime,
) -> Digest:
    """What changed of the dates that are `found`, in the current language. `site`: the address that links begin with.

    `now` is aware, in the site's zone.
    """
    ids = {each.meeting for each in fresh}
    changed = [one for one in found if one.id in ids]
    prefix = f"{site}/cy" if language.current() == "cy" else site
    items = tuple(_item(one, f"{prefix}/meetings/{quote(one.id, safe='')}") for one in changed[:_MOST])
    calendar = f"{prefix}/meetings?area={quote(area.code, safe='')}"
    link = Link(_("Every meeting, also for your own calendar"), calendar)
    more = len(changed) - len(items)
    if more:
        said = ngettext("%(num)s more date has changed", "%(num)s more dates have changed", more)
        link = Link(said, calendar)
    return Digest(
        area=area, month=Month.of(now.date()), lang=language.current(), subject=_subject(area, changed),
        title=_("Meetings in %(place)s", place=area.name),
        lead=_("This has changed, as things stood on %(day)s.", day=language.day(now.date())),
        stamp=STAMP if brief.is_invented(release) else "",
        sections=(Section(_("What has changed"), (), items, (link,)),), small=(),
    )  # fmt: skip


def _item(one: Gathering, link: str) -> Item:
    item = meeting_item(one, link)
    if standing.said(one):
        return item
    note = _("It takes place after all, as it was first said.")
    return Item(item.said, (note, *item.notes), item.link, item.lang)


def _subject(area: Area, changed: Sequence[Gathering]) -> str:
    if len(changed) != 1:
        return ngettext(
            "%(place)s: %(num)s meeting is cancelled or moved", "%(place)s: %(num)s meetings are cancelled or moved",
            len(changed), place=area.name,
        )  # fmt: skip
    day = language.weekday((changed[0].was or changed[0].start).date())
    said = {
        Standing.CANCELLED: _("%(place)s: the meeting of %(day)s is cancelled", place=area.name, day=day),
        Standing.MOVED: _("%(place)s: the meeting of %(day)s is moved", place=area.name, day=day),
        Standing.AS_SAID: _("%(place)s: the meeting of %(day)s takes place", place=area.name, day=day),
    }
    return said[changed[0].standing]
