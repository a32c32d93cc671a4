"""Outcomes files → outcomes/<month>.parquet: each outcome of each crime once, and the account of every row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crimemap import disclosure
from crimemap.pipeline.earlier import Earlier, Known
from crimemap.pipeline.progress import Progress
from crimemap.pipeline.received import ROW_GROUP, Desk
from crimemap.release import layout
from crimemap.release.manifest import OutcomeFile
from crimemap.sources.police import PoliceFile, SetAside
from crimemap.sources.police_outcomes import read_outcomes
from crimemap.terms import OUTCOME_NAMES, OUTCOMES, Month, Refusal

READER: Final = 1
"""Raised when the same file would be read into other outcomes: months read before are then read again."""

Written = Callable[[PoliceFile], str]
"""The archive of a file as the input file writes it."""

_COLUMNS: Final = ", ".join(disclosure.OUTCOMES_RELEASED)


@dataclass(frozen=True, slots=True)
class Told:
    """The outcomes files of one month: by force in order, as their rows lie in the parquet file; and their key."""

    month: Month
    files: tuple[OutcomeFile, ...]
    key: str


class OutcomeFiles:
    """Reads each month of outcomes files once; the desk's DuckDB knows `outcome_names` from then on."""

    def __init__(self, folder: Path, desk: Desk, history: Earlier | None, known: Known) -> None:
        self.folder = folder
        self.desk = desk
        self.history = history
        self.known = known
        self._con = desk.connection
        self._con.execute("CREATE TABLE outcome_names (text VARCHAR, code UTINYINT)")
        self._con.executemany(
            "INSERT INTO outcome_names VALUES (?, ?)",
            [[text, OUTCOMES.index(outcome)] for text, outcome in OUTCOME_NAMES.items()],
        )

    def read(self, files: Sequence[PoliceFile], written: Written, progress: Progress) -> tuple[Told, ...]:
        """Every month into its file, or linked from where it is already; months that only [history] has included.

        Raises Refusal for a file that cannot be read, and for a month of [history] that is not as it was.
        """
        by_month: dict[Month, list[PoliceFile]] = {}
        for file in files:
            if file.kind == "outcomes":
                by_month.setdefault(file.month, []).append(file)
        kept = self.history.manifest.outcomes.files if self.history else ()
        months = sorted(by_month.keys() | {Month.parse(file.month) for file in kept})
        found = [
            self._month(month, by_month[month], written) if month in by_month else self._kept(month)
            for month in months
        ]
        for told in found:
            for entry in told.files:
                _warn(entry, progress)
        return tuple(found)

    def _month(self, month: Month, files: list[PoliceFile], written: Written) -> Told:
        files = sorted(files, key=lambda file: file.force)
        key = _key(files)
        source = self.known.of(what(month), key)
        if source is not None and source.sound(layout.outcomes_file(month)):
            source.link(layout.outcomes_file(month), self.folder / layout.outcomes_file(month))
            old = {file.force: file for file in source.manifest.outcomes.files if file.month == str(month)}
            entries = [old[file.force] for file in files]
        else:
            entries = self._read(month, files)
        named = (
            one.model_copy(update=_where(file, written)) for file, one in zip(files, entries, strict=True)
        )
        return Told(month, tuple(named), key)

    def _read(self, month: Month, files: Sequence[PoliceFile]) -> list[OutcomeFile]:
        target = quoted(self.folder / layout.outcomes_file(month))
        found = read_outcomes(self._con, files, self.desk.scratch, "told")
        self._con.execute(
            f"COPY (SELECT DISTINCT {_COLUMNS} FROM told ORDER BY {_COLUMNS}) TO '{target}'"
            f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        distinct: dict[str, int] = dict(
            self._con.execute(f"SELECT force, count(*) FROM '{target}' GROUP BY force").fetchall()
        )
        unknown = self._con.execute(
            "SELECT force, outcome, count(*) FROM told ANTI JOIN outcome_names ON text = outcome"
            " GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        self._con.execute("DROP TABLE told")
        return [
            _entry(
                file, found.rows_in.get(file.force, 0), distinct.get(file.force, 0), found.set_aside, unknown
            )
            for file in files
        ]

    def _kept(self, month: Month) -> Told:
        """A month that only [history] has."""
        name = layout.outcomes_file(month)
        if self.history is None or not self.history.sound(name):
            raise Refusal(
                f"history.release: the outcomes of {month} cannot be kept: the files of that release are not those of"
                " its manifest."
            )
        self.history.link(name, self.folder / name)
        manifest = self.history.manifest
        files = tuple(file for file in manifest.outcomes.files if file.month == str(month))
        return Told(month, files, manifest.reuse.get(what(month), ""))


def what(month: Month) -> str:
    """What Manifest.reuse calls a month of outcomes files."""
    return f"outcomes/{month}"


def quoted(path: Path) -> str:
    """A path inside an SQL string."""
    return path.as_posix().replace("'", "''")


def _key(files: Sequence[PoliceFile]) -> str:
    digest = hashlib.sha256(f"{layout.FORMAT} {READER} {_COLUMNS} {ROW_GROUP}".encode())
    for file in files:
        digest.update(f"\n{file.force} {file.month} {file.size} {file.crc}".encode())
    # Texts that are not known are counted when a file is read.
    digest.update("\n".join(OUTCOME_NAMES).encode())
    return digest.hexdigest()


def _where(file: PoliceFile, written: Written) -> Mapping[str, str]:
    return {"archive": written(file), "file": file.member.rsplit("/", 1)[-1]}


def _entry(
    file: PoliceFile,
    rows_in: int,
    outcomes: int,
    set_aside: Sequence[SetAside],
    unknown: Sequence[tuple[str, str, int]],
) -> OutcomeFile:
    aside = [part for part in set_aside if part.force == file.force]
    return OutcomeFile(
        file="", archive="", force=file.force, month=str(file.month), rows_in=rows_in, outcomes=outcomes,
        repeated=rows_in - outcomes - sum(part.rows for part in aside),
        set_aside={part.reason: part.rows for part in aside},
        first={part.reason: part.first.removeprefix(f"{file.label}, ") for part in aside},
        unknown={text: rows for force, text, rows in unknown if force == file.force},
    )  # fmt: skip


def _warn(file: OutcomeFile, progress: Progress) -> None:
    for reason, rows in file.set_aside.items():
        line, _, value = file.first[reason].partition(": ")
        progress.warn(
            f"{file.file}, {line}: {reason}: {value}; {rows} row{'s' if rows != 1 else ''} set aside"
        )
    for text, rows in file.unknown.items():
        progress.warn(f"{file.file}: unknown outcome {text!r} in {rows} row{'s' if rows != 1 else ''}")
