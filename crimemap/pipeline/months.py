"""Month by month: from files, or from what an earlier release made of the same files, into the new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from crimemap.pipeline import received
from crimemap.pipeline.assign import Points
from crimemap.pipeline.count import Counts
from crimemap.pipeline.coverage import Supplied
from crimemap.pipeline.earlier import Earlier, Known
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.progress import Progress
from crimemap.pipeline.received import Desk, MonthRead
from crimemap.pipeline.register import Register
from crimemap.release import layout
from crimemap.release.manifest import FileLedger
from crimemap.sources.police import PoliceFile
from crimemap.terms import TYPES, Month, Period, Refusal

EMPTY: Final = ""
"""The key of a month that nobody supplied."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One month: its files, their key, and the release that has it already, if one does.

    `carried`: the month is kept from [history], no archive covers it.
    """

    month: Month
    files: tuple[PoliceFile, ...]
    key: str
    source: Earlier | None = None
    carried: bool = False


@dataclass(slots=True)
class Account:
    """What the months came to, for the manifest."""

    files: list[FileLedger] = field(default_factory=list)
    supplied: dict[str, dict[Month, Supplied]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    carried: list[str] = field(default_factory=list)


def plan(files: Sequence[PoliceFile], history: Earlier | None, known: Known) -> tuple[Plan, ...]:
    """Every month from the first to the last, and where it comes from."""
    by_month: dict[Month, list[PoliceFile]] = {}
    for file in files:
        by_month.setdefault(file.month, []).append(file)
    kept = {Month.parse(file.month) for file in history.manifest.ledger.files} if history else set()
    covered = by_month.keys() | kept
    plans = []
    for month in Period(min(covered), max(covered)).months():
        if month in by_month:
            key = received.key(by_month[month])
            plans.append(Plan(month, tuple(by_month[month]), key, known.of(_what(month), key)))
        elif month in kept and history is not None:
            plans.append(
                Plan(month, (), history.manifest.reuse.get(_what(month), EMPTY), history, carried=True)
            )
        else:
            plans.append(Plan(month, (), EMPTY))
    return tuple(plans)


def not_kept(plans: Sequence[Plan], history: Earlier | None) -> list[str]:
    """A note for every month of which [history] has forces that the archives lack: a month is kept whole or not."""
    held: dict[str, set[str]] = {}
    for file in history.manifest.ledger.files if history else ():
        held.setdefault(file.month, set()).add(file.force)
    lost = {
        one.month: held.get(str(one.month), set()) - {file.force for file in one.files}
        for one in plans
        if not one.carried
    }
    return [
        f"{month}: the archives cover this month without {', '.join(sorted(forces))}, which [history] has:"
        " a month comes from one of the two."
        for month, forces in lost.items()
        if forces
    ]


def _what(month: Month) -> str:
    return f"facts/{month}"


def reuse_keys(plans: Sequence[Plan]) -> dict[str, str]:
    """What a later build may take from this release."""
    return {_what(plan.month): plan.key for plan in plans if plan.key != EMPTY}


class Months:
    """Takes the plans one at a time; memory is that of one month, the points and the counts."""

    def __init__(self, recipe: Recipe, folder: Path, desk: Desk, register: Register, counts: Counts) -> None:
        self.recipe = recipe
        self.folder = folder
        self.desk = desk
        self.register = register
        self.counts = counts
        self.account = Account(supplied={slug: {} for slug in desk.forces})

    def run(self, plans: Sequence[Plan], progress: Progress) -> Account:
        """Every month into the folder; the account of all rows."""
        for number, one in enumerate(plans):
            progress.count(number, len(plans), str(one.month))
            self._month(number, one, progress)
        progress.count(len(plans), len(plans), str(plans[-1].month))
        return self.account

    def _month(self, number: int, one: Plan, progress: Progress) -> None:
        at = one.source.month(str(one.month)) if one.source else None
        if one.carried and at is None:
            raise Refusal(
                f"{self.recipe.file}: history.release: {one.month} cannot be kept: the files of that release are"
                " not those of its manifest."
            )
        facts = self.folder / layout.facts_file(one.month)
        if one.source is not None and at is not None:
            month = self._recalled(one.source, str(one.month), at)
            one.source.link(layout.facts_file(one.month), facts)
        elif one.files:
            month = self.desk.read(one.files, facts)
        else:
            month = self.desk.empty(facts)
        self.register.add(month.fresh, month.fresh_names)
        self.register.seen(one.month, month.tally[layout.POINT])
        points, assigner = self.register.assigned, self.register.assigner
        self.counts.add(number, month.tally, month.unlocated, points, assigner)
        np.save(self.folder / layout.points_file(one.month), month.tally)
        ways = self.counts.ways(month.tally, points)
        old = one.source.ledgers(str(one.month)) if one.source and at is not None else {}
        for entry in self._entries(one, month, old):
            place = self.desk.forces.index(entry.force)
            parts = self.counts.split[place, number].sum(axis=1).tolist()
            whole = entry.model_copy(
                update={
                    "published": sum(parts), "located": parts[layout.LOCATED], "outside": parts[layout.OUTSIDE],
                    "unlocated": parts[layout.UNLOCATED], "small_areas": ways[place],
                }
            )  # fmt: skip
            self._enter(one, number, whole, progress)

    def _entries(self, one: Plan, month: MonthRead, old: Mapping[str, FileLedger]) -> list[FileLedger]:
        """What is known of each file before it is counted."""
        if one.carried:
            return list(old.values())
        found = []
        for file in one.files:
            where = {"archive": self._archive(file), "file": _basename(file)}
            if file.force in old:
                found.append(old[file.force].model_copy(update=where))
                continue
            aside = [part for part in month.set_aside if part.force == file.force]
            found.append(
                FileLedger(
                    **where, force=file.force, month=str(one.month), name=month.names.get(file.force, ""),
                    rows_in=month.rows_in.get(file.force, 0), published=0, located=0, outside=0, unlocated=0,
                    set_aside={part.reason: part.rows for part in aside},
                    first={part.reason: part.first.removeprefix(f"{file.label}, ") for part in aside},
                    notes=tuple(
                        note.removeprefix(f"{file.label}, ") for note in month.notes if note.startswith(file.label)
                    ),
                )
            )  # fmt: skip
        return found

    def _archive(self, file: PoliceFile) -> str:
        """The archive as the input file writes it."""
        return next(
            written for written in self.recipe.police.archives if self.recipe.path(written) == file.archive
        )

    def _enter(self, one: Plan, number: int, entry: FileLedger, progress: Progress) -> None:
        account, force = self.account, entry.force
        if entry.rows_in != entry.published + sum(entry.set_aside.values()):
            raise AssertionError(f"{entry.file}: rows are not accounted for: {entry}")
        account.files.append(entry)
        if entry.name:
            account.names[force] = entry.name
        if one.carried and str(one.month) not in account.carried:
            account.carried.append(str(one.month))
        by_type = self.counts.split[self.desk.forces.index(force), number].sum(axis=0)
        account.supplied[force][one.month] = Supplied(
            by_type.astype(np.int64), entry.rows_in, sum(entry.set_aside.values())
        )
        for reason, rows in entry.set_aside.items():
            line, _, value = entry.first[reason].partition(": ")
            progress.warn(
                f"{entry.file}, {line}: {reason}: {value}; {rows} row{'s' if rows != 1 else ''} set aside"
            )
        for note in entry.notes:
            progress.warn(f"{entry.file}, {note}")

    def _recalled(self, source: Earlier, month: str, at: int) -> MonthRead:
        """The month as `source` counted it, in the numbers of points and forces of this release."""
        tally = np.asarray(source.array(layout.points_file(month)))
        forces = [
            self.desk.forces.index(slug) if slug in self.desk.forces else -1
            for slug in source.manifest.forces
        ]
        used = np.unique(tally[layout.POINT])
        new = used[source.numbers[used] < 0]
        places = source.places[new]
        fresh, names = Points.none(), list[str]()
        if len(new):
            fresh, names, source.numbers[new] = self.desk.recall(
                np.ascontiguousarray(places[:, 0]),
                np.ascontiguousarray(places[:, 1]),
                source.names[places[:, 2]].tolist(),
                source.codes[places[:, 3]].tolist(),
            )
        rows = np.stack(
            [source.numbers[tally[layout.POINT]], np.array(forces)[tally[layout.FORCE]],
             tally[layout.TYPE], tally[layout.COUNT]]
        ).astype(np.uint32)  # fmt: skip
        order = np.lexsort((rows[layout.TYPE], rows[layout.FORCE], rows[layout.POINT]))
        unlocated = np.zeros((len(self.desk.forces), len(TYPES)), np.int32)
        split = source.array(layout.SPLIT)
        for old, force in enumerate(forces):
            if force >= 0:
                unlocated[force] = split[old, at, layout.UNLOCATED]
        return MonthRead(np.ascontiguousarray(rows[:, order]), unlocated, fresh, names)


def _basename(file: PoliceFile) -> str:
    return file.member.rsplit("/", 1)[-1]
