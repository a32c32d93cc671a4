"""`crimemap digest`: letters to those who asked for them. A timer runs `send` once a month, or every day, and `changes`
every ten minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from crimemap import settings
from crimemap.cli.database import opened
from crimemap.cli.running import Group, Teller, stoppable
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from crimemap.terms import Month, Refusal

if TYPE_CHECKING:
    from crimemap.digests import Fared


@click.group(cls=Group)
def digest() -> None:
    """Letters about an area: each month's, and those at once."""


@digest.command("send")
@click.option("--month", "wanted", metavar="YYYY-MM", help="Whose letters [default: this month's].")
def send(wanted: str | None) -> None:
    """Send a month's letter to each who has not had it: by mail, or as files in DATA/outbox where no server is set.

    It can be stopped, killed and run again: nobody gets the same month's letter twice. Letters at once go out too.
    """
    from crimemap.digests import send as send_all  # noqa: PLC0415  (only this command needs it)
    from crimemap.digests import send_changes  # noqa: PLC0415

    chosen = settings.load()
    now = datetime.now(ZoneInfo(chosen.timezone))
    month = _month(wanted, now)
    shelf = Shelf(chosen.releases)
    release, teller = shelf.current(), Teller()
    with stoppable(), opened() as database, teller.telling():
        fared = send_all(
            database, chosen, release, _published(shelf, release.id, chosen), month, now=now, tell=teller.letters
        )  # fmt: skip
        at_once = (
            send_changes(database, chosen, release, now=now, tell=_quiet) if not fared.post.fault else None
        )
    _say(f"Letters of {month}", fared)
    if at_once is not None and (at_once.queued or at_once.post.fault):
        _say("Letters of changed meetings", at_once)


@digest.command("changes")
def changes() -> None:
    """Write at once to those who asked, where a meeting is cancelled or moved; each hears of each change once.

    It can be stopped, killed and run again. Where nobody asked it does nothing.
    """
    from crimemap.digests import send_changes  # noqa: PLC0415  (only this command needs it)

    chosen = settings.load()
    now = datetime.now(ZoneInfo(chosen.timezone))
    release = Shelf(chosen.releases).current()
    with stoppable(), opened() as database:
        fared = send_changes(database, chosen, release, now=now, tell=_quiet)
    _say("Letters of changed meetings", fared)


def _quiet(_done: int, _all: int) -> None:
    """Nobody watches a timer."""


def _say(what: str, fared: Fared) -> None:
    """How a run fared. Raises Refusal where a mail server ended it."""
    post = fared.post
    click.echo(
        f"{what}: made {fared.queued}. Sent {post.sent}, to be tried again {post.later}, given up {post.failed}."
    )
    if post.found:
        click.echo(f"{post.found} were out already when a run before this one was killed.")
    for code in fared.lost:
        click.echo(f"This release has no area {code}: nobody who asked for it gets a letter.", err=True)
    if post.fault:
        raise Refusal(f"{post.fault[0].upper()}{post.fault[1:]}. What was not sent waits for the next run.")


@digest.command("list")
@click.option("--month", "wanted", metavar="YYYY-MM", help="Whose letters [default: this month's].")
def list_letters(wanted: str | None) -> None:
    """How many addresses get letters, how many have yet to confirm, how many had the month's; never whose."""
    from crimemap.editorial import subscriptions  # noqa: PLC0415  (only this command needs it)

    month = _month(wanted, datetime.now(ZoneInfo(settings.load().timezone)))
    with opened() as database, database.session() as session:
        many = subscriptions.counted(session, str(month))
    click.echo(f"confirmed\t{many.confirmed}\nwaiting\t{many.waiting}\n{month}\t{many.queued}")


def _month(wanted: str | None, now: datetime) -> Month:
    if wanted is None:
        return Month.of(now.date())
    try:
        return Month.parse(wanted)
    except ValueError as fault:
        raise click.BadParameter(f"{fault}.", param_hint="--month") from fault


def _published(shelf: Shelf, release: str, chosen: Settings) -> date | None:
    """The day, here, on which the release was last made current."""
    instants = [one.at for one in shelf.published() if one.id == release]
    return instants[-1].astimezone(ZoneInfo(chosen.timezone)).date() if instants else None
