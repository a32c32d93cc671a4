"""`crimemap retention`: what is kept how long, and erasing what is due. A timer runs it once a day."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import click

from crimemap import settings
from crimemap.cli.database import opened
from crimemap.cli.running import Group


@click.group(cls=Group)
def retention() -> None:
    """How long anything personal is kept."""


@retention.command("run")
def run() -> None:
    """Erase what is due. It also happens by itself, at the first signed-in work of a day."""
    from crimemap.editorial import retention as table  # noqa: PLC0415  (only this command needs it)

    now = datetime.now(ZoneInfo(settings.load().timezone))
    with opened() as database:
        done = table.keep(database, now)
    click.echo(f"Erased {done:,} records." if done else "Nothing was due.")


@retention.command("show")
def show() -> None:
    """The table that /privacy shows, and when it was last kept."""
    from crimemap.editorial import retention as table  # noqa: PLC0415

    for row in table.table().rows:
        until = f"{row.days} days after {row.since}" if row.days is not None else row.until
        click.echo(f"{row.id}\t{row.kept_by}\t{until}")
    with opened() as database, database.session() as session:
        kept = table.last_kept(session)
    click.echo(f"Last kept: {kept:%Y-%m-%d %H:%MZ}" if kept else "Not kept yet: crimemap retention run")
