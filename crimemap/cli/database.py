"""`crimemap database`: the newsroom's database, its steps, its copies and its keys. For whoever runs the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from crimemap import settings
from crimemap.cli.running import Group
from crimemap.editorial.database import Database
from crimemap.terms import Refusal


@contextmanager
def opened() -> Iterator[Database]:
    """The installation's database; a fault of it is one sentence."""
    from crimemap.editorial.installation import open_database  # noqa: PLC0415  (not for every command)

    found = open_database(settings.load())
    try:
        yield found
    except SQLAlchemyError as fault:
        raise Refusal(found.said_of(fault)) from fault
    finally:
        found.dispose()


@click.group(cls=Group)
def database() -> None:
    """The newsroom's database: its steps, copies of it, its keys."""


@database.command("show")
def show() -> None:
    """Where it is, at which step it is, and what this crimemap needs."""
    from crimemap.editorial import migrations  # noqa: PLC0415  (Alembic takes 80 ms)

    with opened() as found:
        now = None if found.is_missing else migrations.at(found.engine)
        click.echo(f"Database\t{found.name}")
        click.echo(f"Step\t{now or 'none yet'}")
        click.echo(f"Needed\t{migrations.newest() or 'none yet'}")
        for step, what in migrations.steps():
            click.echo(f"\t{step}\t{what}")


@database.command("upgrade")
@click.argument("step", default="head")
def upgrade(step: str) -> None:
    """Bring the tables up to STEP (default: the newest). Copy the database first."""
    from crimemap.editorial import migrations  # noqa: PLC0415

    with opened() as found:
        found.make_file()
        migrations.upgrade(found.engine, step)
        click.echo(f"At step {migrations.at(found.engine) or 'none yet'}.")


@database.command("downgrade")
@click.argument("step")
@click.confirmation_option("--yes", prompt="What later steps brought is lost. Go on?")
def downgrade(step: str) -> None:
    """Take the tables down to STEP ("base": before the first), for an older crimemap."""
    from crimemap.editorial import migrations  # noqa: PLC0415

    with opened() as found:
        migrations.downgrade(found.engine, step)
        click.echo(f"At step {migrations.at(found.engine) or 'none'}.")


@database.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write a whole copy to FILE while the site goes on. Its keys are not in it: keep them elsewhere."""
    with opened() as found:
        if not found.is_embedded:
            click.echo(f'pg_dump --format=custom --file={file} "{found.bare_address}"')
            return
        found.copy(file)
        click.echo(file)


@database.command("rewrap")
def rewrap() -> None:
    """After a new key was put in front in CRIMEMAP_ENCRYPTION_KEY: seal every record's key under it."""
    from crimemap.editorial import keys  # noqa: PLC0415

    with opened() as found, found.session(writing=True) as session:
        done = keys.rewrap(session)
        session.commit()
        found.tidy()
    click.echo(f"{done:,} keys are sealed under the newest one: the others can be taken out of the setting.")
