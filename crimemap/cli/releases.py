"""`crimemap release`: build, look at and choose releases."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from crimemap import settings
from crimemap.cli.running import Group, Teller, stoppable
from crimemap.release.manifest import ForceCover, Ledger, Manifest, Supply
from crimemap.release.shelf import Shelf
from crimemap.release.verify import check
from crimemap.terms import Refusal


@click.group(cls=Group)
def release() -> None:
    """Build, look at and choose releases."""


def _shelf() -> Shelf:
    return Shelf(settings.load().releases)


@release.command("build")
@click.argument("sources", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--no-use", is_flag=True, help="Leave it on the shelf: `release use` serves it.")
def build_release(sources: Path, no_use: bool) -> None:
    """Build the release of SOURCES, verify it and serve it. The last line is its id."""
    from crimemap.pipeline import build  # noqa: PLC0415  (geopandas takes a second to import)

    teller = Teller()
    with stoppable(), teller.telling():
        built = build(sources, _shelf(), at=datetime.now(UTC), progress=teller, use=not no_use)
    for line in _summary(built.manifest):
        click.echo(line)
    if not built.new:
        click.echo("The same release was on the shelf already.")
    click.echo(
        f"Served from now on: {settings.load().releases}" if built.used else "Not served yet: release use"
    )
    click.echo(built.id)


def _summary(manifest: Manifest) -> Iterator[str]:
    """The ledger in a few lines."""
    ledger, small = manifest.ledger, manifest.small_areas
    located = sum(file.located for file in ledger.files)
    outside = sum(file.outside for file in ledger.files)
    unlocated = sum(file.unlocated for file in ledger.files)
    forces = f"{len(manifest.forces)} force{'s' if len(manifest.forces) != 1 else ''}"
    yield f"{manifest.name}: {manifest.months[0]} to {manifest.months[-1]}, {forces}"
    yield f"Areas: {', '.join(f'{count:,} {kind}' for kind, count in manifest.kinds.items())}"
    yield f"Rows in {ledger.rows_in:,} = published {ledger.published:,}" + "".join(
        f" + {rows:,} ({reason})" for reason, rows in sorted(ledger.set_aside.items())
    )
    yield f"Published {ledger.published:,} = located {located:,} + outside {outside:,} + unlocated {unlocated:,}"
    if small.vintage:
        yield (
            f"Small areas (LSOA {small.vintage}): own code {small.own_code:,}, by lookup {small.by_lookup:,}, "
            f"split by point {small.split_by_point:,}, by point {small.by_point:,}, none {small.none:,}"
        )
    for slug, cover in manifest.forces.items():
        if gaps := list(_gaps(cover)):
            yield f"{slug}: {', '.join(gaps)}"
    yield from _files(ledger, manifest.history)
    yield from (f"Note: {note}" for note in (*manifest.boundary_notes, *manifest.notes))


def _gaps(cover: ForceCover) -> Iterator[str]:
    """Months that are not whole; those in a row that lack the same as one."""
    for (status, why), run in groupby(cover.coverage.items(), key=lambda item: (item[1].status, item[1].why)):
        if status is not Supply.PUBLISHED:
            yield f"{_span(month for month, _ in run)} {status.value}" + (f" ({why})" if why else "")


def _span(months: Iterable[str]) -> str:
    first, *others = months
    return f"{first} to {others[-1]}" if others else first


def _files(ledger: Ledger, history: str) -> Iterator[str]:
    """Files that were not read, and why; months that were not read from files."""
    by_reason: dict[str, list[str]] = {}
    for member, reason in ledger.left_out.items():
        by_reason.setdefault(reason, []).append(member)
    if ledger.replaced:
        by_reason["a later archive replaces it"] = list(ledger.replaced)
    for reason, members in by_reason.items():
        more = f" and {len(members) - 1:,} more" if len(members) > 1 else ""
        yield f"Not used: {members[0]}{more}: {reason}"
    if ledger.carried_over:
        yield f"Kept from {history}: {', '.join(ledger.carried_over)}"


@release.command("list")
def list_releases() -> None:
    """Every release; the served one is marked."""
    shelf = _shelf()
    current = shelf.current_id()
    published = {entry.id: entry.at for entry in shelf.published()}
    table = Table("", "id", "name", "months", "rows", "published", box=None, pad_edge=False)
    for name in shelf.ids():
        at = published.get(name)
        try:
            found = shelf.open(name).manifest
        except Refusal as refusal:
            table.add_row("", name, str(refusal), "", "", "")
            continue
        table.add_row(
            "*" if name == current else "", name, found.name, f"{found.months[0]} to {found.months[-1]}",
            f"{found.ledger.published:,}", f"{at:%Y-%m-%d %H:%M}Z" if at else "",
        )  # fmt: skip
    if not shelf.ids():
        raise Refusal(f"There is no release in {shelf.folder} yet. Build one: crimemap release build.")
    # Names are data: brackets in them are no markup.
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)


@release.command("diff")
@click.argument("earlier")
@click.argument("later")
def diff_releases(earlier: str, later: str) -> None:
    """Every figure that is not the same in two releases, as tab-separated lines; then how many there are."""
    from crimemap.measures.revisions import between  # noqa: PLC0415  (only this command needs it)

    shelf = _shelf()
    found = between(shelf.open(earlier), shelf.open(later))
    for row in found.changed:
        before, after = (
            str(figure.status) if figure.value is None else str(figure.value)
            for figure in (row.before, row.after)
        )
        click.echo("\t".join((row.area.code, str(row.month), row.what, before, after, row.why)))
    for late in found.late:
        click.echo("\t".join((late.area.code, str(late.month), "outcomes", "", str(late.crimes), "late")))
    new, gone = (" ".join(map(str, months)) or "none" for months in (found.new_months, found.gone_months))
    click.echo(
        f"New months: {new}. Months no longer covered: {gone}. Revised figures: {len(found.changed):,}."
    )


@release.command("show")
@click.argument("release_id", metavar="[ID]", required=False)
def show_release(release_id: str | None) -> None:
    """What a release holds (default: the served one): months, areas, the account of every row."""
    shelf = _shelf()
    manifest = shelf.open(release_id).manifest if release_id else shelf.current().manifest
    click.echo(manifest.id)
    for line in _summary(manifest):
        click.echo(line)


@release.command("use")
@click.argument("release_id", metavar="ID")
def use_release(release_id: str) -> None:
    """Serve another release from now on; workers take it up by themselves."""
    _shelf().use(release_id, datetime.now(UTC))
    click.echo(release_id)


@release.command("verify")
@click.argument("release_id", metavar="[ID]", required=False)
def verify_release(release_id: str | None) -> None:
    """Check every byte of a release (default: the served one), and that its figures add up."""
    shelf = _shelf()
    name = release_id or shelf.current().id
    faults = check(shelf.path(name), name)
    if faults:
        raise Refusal(f"{name}: " + "; ".join(faults) + ".")
    click.echo(f"{name}: every file is as it was published, and the figures add up.")


@release.command("prune")
@click.option(
    "--keep", type=int, default=3, show_default=True, help="How many to keep, the served one among them."
)
def prune_releases(keep: int) -> None:
    """Remove old releases; the served one always stays."""
    removed = _shelf().prune(keep)
    click.echo(f"Removed {len(removed)}: {', '.join(removed)}" if removed else "Nothing to remove.")
