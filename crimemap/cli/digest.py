"""`crimemap digest`: the monthly letter to those who asked for it. A timer runs it once a month, or every day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import click

from crimemap import settings
from crimemap.cli.database import opened
from crimemap.cli.running import Group, Teller, stoppable
from crimemap.release.shelf import Shelf
from crimemap.settings import Settings
from crimemap.terms import Month, Refusal


@click.group(cls=Group)
def digest() -> None:
    """The monthly letter about an area."""


@digest.command("send")
@click.option("--month", "wanted", metavar="YYYY-MM", help="Whose letters [default: this month's].")
def send(wanted: str | None) -> None:
    """Send a month's letter to each who has not had it: by mail, or as files in DATA/outbox where no server is set.

    It can be stopped, killed and run again: nobody gets the same month's letter twice.
    """
    from crimemap.digests import send as send_all  # noqa: PLC0415  (only this command needs it)

    chosen = settings.load()
    now = datetime.now(ZoneInfo(chosen.timezone))
    month = _month(wanted, now)
    shelf = Shelf(chosen.releases)
    release, teller = shelf.current(), Teller()
    with stoppable(), opened() as database, teller.telling():
        fared = send_all(
            database, chosen, release, _published(shelf, release.id, chosen), month, now=now, tell=teller.letters
        )  # fmt: skip
    post = fared.post
    click.echo(
        f"Letters of {month}: made {fared.queued}. Sent {post.sent}, to be tried again {post.later},"
        f" given up {post.failed}."
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
