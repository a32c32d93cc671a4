"""`crimemap audit`: whether the record of who did what holds, and what it says of a record."""

from __future__ import annotations

import click

from crimemap.cli.database import opened
from crimemap.cli.running import Group
from crimemap.terms import Refusal


@click.group(cls=Group)
def audit() -> None:
    """Who did what to which record: check it, read it."""


@audit.command("verify")
@click.option(
    "--noted", default="", metavar="HASH", help="A last hash that was noted earlier: it must be in it."
)
def verify(noted: str) -> None:
    """Walk the whole chain. Note the last hash where nobody of this machine can change it."""
    from crimemap.editorial import audit as chain  # noqa: PLC0415  (only this command needs it)

    with opened() as database, database.session() as session:
        found = chain.verify(session, noted.strip())
    if found.fault:
        raise Refusal(f"The audit does not hold: {found.fault}. {found.entries:,} entries before it hold.")
    click.echo(f"{found.entries:,} entries hold, last hash {found.last}")


@audit.command("show")
@click.argument("subject")
def show(subject: str) -> None:
    """What was done to SUBJECT (like conviction:k3m7…), oldest first, without what is personal."""
    from crimemap.editorial import trail  # noqa: PLC0415

    with opened() as database, database.session() as session:
        entries = trail.of_record(session, subject)
    if not entries:
        raise Refusal(f"The audit has no entry about {subject}.")
    for entry in entries:
        sealed = "sealed" if entry.sealed is not None else ""
        said = ", ".join(f"{name}: {value}" for name, value in entry.said.items())
        line = (str(entry.number), f"{entry.at:%Y-%m-%d %H:%M:%SZ}", entry.actor, entry.act, said, sealed)
        click.echo("\t".join(line).rstrip())
