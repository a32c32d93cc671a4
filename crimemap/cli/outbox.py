"""`crimemap outbox`: letters to colleagues, sent by a timer every minute or so."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from crimemap import settings
from crimemap.cli.running import Group, stoppable
from crimemap.terms import Refusal


@click.group(cls=Group)
def outbox() -> None:
    """Letters that wait to be sent."""


@outbox.command("send")
def send() -> None:
    """Send what is due: by the mail server of CRIMEMAP_SMTP_URL, or as files in DATA/outbox where none is set."""
    from crimemap.editorial import letters  # noqa: PLC0415  (only this command needs them)
    from crimemap.editorial import outbox as post  # noqa: PLC0415
    from crimemap.editorial.installation import open_database  # noqa: PLC0415

    chosen = settings.load()
    with stoppable():
        fared = post.send(open_database(chosen), chosen, datetime.now(UTC), letters.address_of)
    click.echo(f"Sent {fared.sent}, to be tried again {fared.later}, given up {fared.failed}.")
    if fared.fault:
        raise Refusal(f"{fared.fault[0].upper()}{fared.fault[1:]}. What was not sent waits for the next run.")


@outbox.command("list")
def list_letters() -> None:
    """How many letters wait, were sent and were given up; never to whom."""
    from crimemap.editorial import outbox as post  # noqa: PLC0415  (only this command needs it)
    from crimemap.editorial.installation import open_database  # noqa: PLC0415

    with open_database(settings.load()).session() as session:
        for state, many in post.counted(session).items():
            click.echo(f"{state}\t{many}")
