"""`crimemap demo` and `crimemap fetch`: files to build a release from, and what the demonstration's people write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from crimemap import settings
from crimemap.cli.running import Group, Teller, stoppable
from crimemap.release.shelf import Shelf


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@click.option("--people", is_flag=True, help="Write what its people say, once its release is served.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another county.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: datetime.now(UTC).strftime("%Y-%m-%d"),
    help="The day that it is written for [default: today].",
)
def demo(folder: Path | None, people: bool, seed: int, as_of: datetime) -> None:
    """Write the invented demonstration county to FOLDER; its input file is FOLDER/sources.toml.

    With --people: fill the editorial database with its convictions, projects, nominations and stories.
    """
    day = date(as_of.year, as_of.month, as_of.day)
    if folder is None and not people:
        raise click.UsageError("Give FOLDER, or --people.")
    teller = Teller()
    with stoppable(), teller.telling():
        if folder is not None:
            from crimemap.demo import write_county  # noqa: PLC0415  (only this command needs it)

            write_county(folder, seed=seed, as_of=day, progress=teller.step)
        written = _people(teller, seed, day) if people else None
    if folder is not None:
        click.echo(folder / "sources.toml")
    if written is not None:
        click.echo(
            "What the county's people write is there."
            if written
            else "It was there already; nothing was changed."
        )


def _people(teller: Teller, seed: int, day: date) -> bool:
    """Whether anything was written."""
    from crimemap.demo.newsroom import write_people  # noqa: PLC0415  (only this command needs it)
    from crimemap.editorial.installation import open_database  # noqa: PLC0415

    chosen = settings.load()
    return write_people(
        open_database(chosen), Shelf(chosen.releases).current(),
        seed=seed, as_of=day, zone=ZoneInfo(chosen.timezone), step=teller.step,
    )  # fmt: skip


@click.group(cls=Group)
def fetch() -> None:
    """Fetch what publishers give by an interface of their own."""


@fetch.command("police")
@click.argument("force")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--api", "base", default="https://data.police.uk/api", show_default=True, help="Where to ask.")
def fetch_police(force: str, folder: Path, base: str) -> None:
    """Fetch FORCE's neighbourhoods and teams to FOLDER/FORCE: boundaries, people, meetings, priorities.

    FORCE is written as in file names, like avon-and-somerset. Interrupted, it goes on where it stopped.
    """
    from crimemap.sources import police_fetch  # noqa: PLC0415  (only this command needs it)

    teller = Teller()

    def told(done: int, total: int, name: str) -> None:
        if teller.console.is_terminal or done % 25 == 0:
            teller.step(f"Neighbourhood {done + 1} of {total}: {name}")

    with stoppable(), teller.telling():
        today = datetime.now(UTC).date()
        found = police_fetch.fetch(force, folder, today=today, told=told, api=police_fetch.Api(base))
    click.echo(found)
