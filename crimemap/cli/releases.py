"""`crimemap release`: build, look at and choose releases."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from crimemap import settings
from crimemap.cli import scheduling
from crimemap.cli.running import Group, Teller, stoppable
from crimemap.release.manifest import ForceCover, Ledger, Manifest, Supply, SurveyFile
from crimemap.release.shelf import Publication, Shelf
from crimemap.release.verify import check
from crimemap.terms import Refusal


@click.group(cls=Group)
def release() -> None:
    """Build, look at and choose releases."""


_AT: Final = click.option(
    "--at", "when", metavar="TIME",
    help='Serve it from then on by itself: "2026-12-10 09:30" here, or with an offset; a day alone is half past nine.',
)  # fmt: skip
_REASON: Final = click.option(
    "--reason",
    default="",
    help="With --at: why the day was not announced before. The public calendar shows it.",
)


def _shelf() -> Shelf:
    return Shelf(settings.load().releases)


@release.command("build")
@click.argument("sources", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--no-use", is_flag=True, help="Leave it on the shelf: `release use` serves it.")
@_AT
@_REASON
def build_release(sources: Path, no_use: bool, when: str | None, reason: str) -> None:
    """Build the release of SOURCES, verify it and serve it. The last line is its id."""
    from crimemap.pipeline import build  # noqa: PLC0415  (geopandas takes a second to import)

    if no_use and when is not None:
        raise click.UsageError("--no-use and --at: say one of them.")
    at = scheduling.instant_of(when) if when is not None else None
    teller, shelf = Teller(), _shelf()
    before = shelf.next()
    with stoppable(), teller.telling():
        built = build(sources, shelf, at=datetime.now(UTC), progress=teller, use=not no_use and at is None)
    for line in _summary(built.manifest):
        click.echo(line)
    if not built.new:
        click.echo("The same release was on the shelf already.")
    told = (
        scheduling.schedule(shelf, built.id, at, reason)
        if at is not None
        else _served(shelf, before, used=built.used)
    )
    for line in told:
        click.echo(line)
    click.echo(built.id)


def _served(shelf: Shelf, before: Publication | None, *, used: bool) -> Iterator[str]:
    yield f"Served from now on: {shelf.folder}" if used else "Not served yet: release use"
    if used:
        yield from scheduling.used(shelf, before)


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
    yield from _surveys(manifest.surveys)
    yield from (f"Note: {note}" for note in (*manifest.boundary_notes, *manifest.notes))


def _surveys(files: Iterable[SurveyFile]) -> Iterator[str]:
    """What became of every row of the files of surveys and indicators."""
    for file in files:
        aside = "".join(f" + {rows:,} ({reason})" for reason, rows in sorted(file.set_aside.items()))
        further = f", and {file.further:,} of wider areas that the rows repeat" if file.further else ""
        yield f"{file.file}: rows {file.rows_in:,} = results {file.results:,}{aside}{further}"
        yield from (f"Note: {file.file}: {note}" for note in file.notes)


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
    """Every release; the served one is marked with a star, the one that waits with >."""
    shelf = _shelf()
    current, waits = shelf.current_id(), shelf.next()
    published = {entry.id: entry.at for entry in shelf.published()}
    table = Table("", "id", "name", "months", "rows", "published", box=None, pad_edge=False)
    for name in shelf.ids():
        at, is_next = published.get(name), waits is not None and waits.id == name
        mark = "*" if name == current else ">" if is_next else ""
        when = f"{at:%Y-%m-%d %H:%M}Z" if at else ""
        if waits is not None and is_next:
            when = f"waits for {waits.at:%Y-%m-%d %H:%M}Z"
        try:
            found = shelf.open(name).manifest
        except Refusal as refusal:
            table.add_row(mark, name, str(refusal), "", "", when)
            continue
        months = f"{found.months[0]} to {found.months[-1]}"
        table.add_row(mark, name, found.name, months, f"{found.ledger.published:,}", when)
    if not shelf.ids():
        raise Refusal(f"There is no release in {shelf.folder} yet. Build one: crimemap release build.")
    # Names are data: brackets in them are no markup.
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)
    for line in scheduling.lacking(shelf, waits):
        click.echo(line)


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
@click.argument("release_id", metavar="[ID]", required=False)
@_AT
@_REASON
@click.option("--cancel-next", is_flag=True, help="Take back what waits for its instant.")
def use_release(release_id: str | None, when: str | None, reason: str, cancel_next: bool) -> None:
    """Serve another release, from now on or from an instant on; workers take it up by themselves."""
    shelf = _shelf()
    if cancel_next == (release_id is not None) or (when is not None and not release_id):
        raise click.UsageError("Give the ID of a release, or --cancel-next.")
    if release_id is None:
        click.echo(scheduling.cancelled(shelf, shelf.cancel_next()))
        return
    if when is not None:  # also an empty one: that a shell knew no time is no reason to publish now
        for line in scheduling.schedule(shelf, release_id, scheduling.instant_of(when), reason):
            click.echo(line)
    else:
        before = shelf.next()
        shelf.use(release_id, datetime.now(UTC))
        for line in scheduling.used(shelf, before):
            click.echo(line)
    click.echo(release_id)


@release.command("verify")
@click.argument("release_id", metavar="[ID]", required=False)
def verify_release(release_id: str | None) -> None:
    """Check every byte of a release, and that its figures add up (default: the served one, and the one that waits)."""
    shelf = _shelf()
    waits = shelf.next()
    names = [release_id] if release_id else [shelf.current().id, *([waits.id] if waits else [])]
    for name in names:
        faults = check(shelf.path(name), name)
        if faults:
            raise Refusal(f"{name}: " + "; ".join(faults) + ".")
        click.echo(f"{name}: every file is as it was published, and the figures add up.")


@release.command("prune")
@click.option(
    "--keep", type=int, default=3, show_default=True, help="How many to keep, the served one among them."
)
def prune_releases(keep: int) -> None:
    """Remove old releases; the served one always stays, and the one that waits for its instant."""
    removed = _shelf().prune(keep)
    click.echo(f"Removed {len(removed)}: {', '.join(removed)}" if removed else "Nothing to remove.")
