"""Releases that wait for their instant: what is typed, what is told, and what the public calendar says of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from crimemap import settings
from crimemap.release import instants
from crimemap.release.shelf import Publication, Shelf
from crimemap.release.verify import check
from crimemap.terms import Month, Refusal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def zone() -> ZoneInfo:
    """Where the site is."""
    return ZoneInfo(settings.load().timezone)


def local(at: datetime) -> str:
    """Thursday 10 December 2026 at 09:30 GMT."""
    return f"{at.astimezone(zone()):%A %-d %B %Y at %H:%M %Z}"


def instant_of(text: str) -> datetime:
    """The instant to come that was typed. Raises Refusal."""
    found = instants.parse(text, zone())
    if found <= datetime.now(UTC):
        raise Refusal(
            f"{local(found)} has passed: give an instant to come, or leave --at out to serve it now."
        )
    return found


def schedule(shelf: Shelf, release: str, at: datetime, reason: str) -> Iterator[str]:
    """Let a release wait for `at`; what is told of it. At that instant nobody looks: every byte is checked now.

    The calendar says it, where it did not (rule Q1), if the release waits, and not else.
    """
    from crimemap.cli.database import opened  # noqa: PLC0415  (only for what waits)
    from crimemap.editorial import announcements  # noqa: PLC0415

    if faults := check(shelf.path(release), release):
        raise Refusal(f"{release}: " + "; ".join(faults) + ".")
    with opened() as database:
        with database.session(writing=True) as session:
            found = announcements.covering(session, announcements.Subject.CRIME, None, at)
        why = "" if found is not None else reason or _asked()  # nobody waits for who answers
        with database.session(writing=True) as session:
            if why:
                _say(session, at, why)
            before = shelf.use_at(release, at)
            session.commit()
    if before is not None:
        yield f"It waited for {local(before.at)} until now."
    yield f"Served from {local(at)} on ({at:%Y-%m-%d %H:%M} UTC); until then as now."
    if found is not None:
        yield f"Announced on {local(found.said_at)}: {found.title.said('en')}."
        return
    yield "The public calendar (/releases) announces no figures of crime for that instant."
    if why:
        yield f"The calendar says so now, and why: {why}"
    else:
        yield "Announce it in the newsroom (Releases), or say why here: --reason TEXT."


def used(shelf: Shelf, before: Publication | None) -> Iterator[str]:
    """Told when a release is served at once while one waits: that goes on waiting, unless it is the same one."""
    waits = shelf.next()
    if waits is not None:
        yield (
            f"{waits.id} still waits, and takes this one's place on {local(waits.at)}."
            " To take it back: crimemap release use --cancel-next"
        )
    elif before is not None and before.id == shelf.current_id():
        yield f"It waited for {local(before.at)}; now nothing waits."


def cancelled(shelf: Shelf, waited: Publication) -> str:
    """What was taken back."""
    stays = "it stays on the shelf" if waited.id in shelf.ids() else "it is not on the shelf"
    return f"{waited.id} does not wait for {local(waited.at)} any more; {stays}."


def lacking(shelf: Shelf, waits: Publication | None) -> Iterator[str]:
    """That what waits is not there: nothing will change at its instant."""
    if waits is not None and waits.id not in shelf.ids():
        yield (
            f"{waits.id} waits for {local(waits.at)}, but is not on the shelf: what is served stays."
            " To take it back: crimemap release use --cancel-next"
        )


def _say(session: Session, at: datetime, why: str) -> None:
    from crimemap.editorial import announcements  # noqa: PLC0415
    from crimemap.editorial.database import Bilingual  # noqa: PLC0415

    wanted = announcements.Wanted(
        announcements.Subject.CRIME, None, announcements.CRIME_TITLE, _month(at), at, Bilingual(en=why)
    )
    announcements.say_late(session, "operator", wanted, now=datetime.now(zone()))


def _asked() -> str:
    """On a terminal somebody can answer."""
    if not sys.stdin.isatty():
        return ""
    said: str = click.prompt(
        "Why? It stands in the public calendar (empty: nothing is written there)",
        default="",
        show_default=False,
    )
    return said.strip()


def _month(at: datetime) -> Month:
    return Month.of(at.astimezone(zone()))
