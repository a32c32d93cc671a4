"""The `crimemap` command. Exit 0 done, 1 refused, 2 wrong use. One module a subject; each is added here by name."""

from __future__ import annotations

import click

from crimemap.cli import audit, county, database, digest, leaflets, outbox, releases, retention, users
from crimemap.cli.running import Group


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Crime maps and who is doing what, from the publishers' own files."""


for command in (
    county.demo, county.fetch, releases.release, outbox.outbox, digest.digest, leaflets.leaflets,
    audit.audit, database.database, retention.retention, users.users,
):  # fmt: skip
    main.add_command(command)
