"""data.police.uk's files: which there are in an archive, and the rows of a month's street files.

Source: data.police.uk bulk downloads, Open Government Licence v3.0. A file is known by its name,
`YYYY-MM-<force>-<kind>.csv`, wherever it lies in a zip or folder. No row is ever dropped for its
crime id or for being equal to another: several reports at one map point in a month are several.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final, Literal, cast

import duckdb

from crimemap.sources.police_rows import (
    KEPT_WITHOUT_ID,
    MALFORMED,
    REASONS,
    STREET,
    STREET_HEADER,
    Form,
    check_header,
    first_of_each,
    repair,
)
from crimemap.sources.text import UNREADABLE, copy_text, is_macos, open_zip
from crimemap.terms import Month, Refusal

__all__ = [
    "REASONS",
    "STREET_HEADER",
    "Inventory",
    "Kind",
    "LeftOut",
    "PoliceFile",
    "RowsRead",
    "SetAside",
    "StreetRead",
    "inventory",
    "read_month",
    "read_street",
]

Kind = Literal["street", "outcomes", "stop-and-search"]

FORCE_NOT_WANTED: Final = "the force is not among `forces`"
UNKNOWN_NAME: Final = "not a data.police.uk file name"

_NAME = re.compile(r"(\d{4}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*?)-(street|outcomes|stop-and-search)\.csv")


@dataclass(frozen=True, slots=True)
class PoliceFile:
    """One member of an archive (zip), or one file of a folder of extracted files."""

    archive: Path
    member: str
    force: str
    month: Month
    kind: Kind
    size: int
    crc: int
    """CRC-32 of the content, so that an unchanged file is known without unpacking it."""

    @property
    def label(self) -> str:
        """How messages name the file: "a.zip: 2021-03/2021-03-cambridgeshire-street.csv"."""
        return f"{self.archive.name}: {self.member}"

    @property
    def key(self) -> tuple[Month, str, str]:
        """What a later archive replaces as a whole."""
        return (self.month, self.force, self.kind)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of an archive that is not read, and why."""

    archive: Path
    member: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a list of archives holds; `files` and `replaced` by month, force and kind."""

    files: tuple[PoliceFile, ...]
    replaced: tuple[PoliceFile, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows of a force that are not in the table. `first`: "label, line 17: 'Pirates'"."""

    force: str
    reason: str
    rows: int
    first: str


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What became of a month's rows: for each force, `rows_in` = rows in the table + rows set aside."""

    rows_in: dict[str, int]
    set_aside: tuple[SetAside, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StreetRead:
    """What became of a month's rows: for each force, `rows_in` = rows in the table + rows set aside."""

    rows_in: dict[str, int]
    set_aside: tuple[SetAside, ...]
    names: dict[str, str]
    """Force slug → its most frequent "Falls within"; a force whose file holds no row is absent."""
    notes: tuple[str, ...]


def inventory(archives: Sequence[Path], forces: Sequence[str] | None) -> Inventory:
    """The files of `archives` (zips or folders; later ones win), for `forces` (slugs; None: all).

    CRCs of zip members are those that the zip states; they are proved when a member is read.
    Raises Refusal for an archive that is missing, cut short or encrypted, for the same force, month
    and kind twice in one archive, and where no street file is left.
    """
    current: dict[tuple[Month, str, str], PoliceFile] = {}
    replaced: list[PoliceFile] = []
    left_out: list[LeftOut] = []
    for archive in archives:
        found = _files_of(archive, forces, left_out)
        replaced += [current[key] for key in found if key in current]
        current |= found
    files = tuple(current[key] for key in sorted(current))
    if not any(file.kind == "street" for file in files):
        names = ", ".join(str(archive) for archive in archives) or "no archive"
        wanted = f" of {', '.join(forces)}" if forces is not None else ""
        raise Refusal(
            f"{names}: a street file{wanted}, named like 2026-09-kent-street.csv, was expected; there is none."
        )
    return Inventory(files, tuple(sorted(replaced, key=lambda file: file.key)), tuple(left_out))


def _files_of(
    archive: Path, forces: Sequence[str] | None, left_out: list[LeftOut]
) -> dict[tuple[Month, str, str], PoliceFile]:
    """The wanted files of one archive; what is not wanted is appended to `left_out`."""
    found: dict[tuple[Month, str, str], PoliceFile] = {}
    for member, size, crc in _folder_members(archive) if archive.is_dir() else _zip_members(archive):
        named = _named(member)
        if named is None or (forces is not None and named[1] not in forces):
            left_out.append(LeftOut(archive, member, UNKNOWN_NAME if named is None else FORCE_NOT_WANTED))
            continue
        month, force, kind = named
        file = PoliceFile(archive, member, force, month, kind, size, crc)
        if file.key in found:
            raise Refusal(
                f"{archive}: {found[file.key].member} and {member} are the same force, month and kind; "
                "one of the two was expected."
            )
        found[file.key] = file
    return found


def _named(member: str) -> tuple[Month, str, Kind] | None:
    """Month, force and kind from a file's name; None for any other name, month 13 included."""
    match = None if is_macos(member) else _NAME.fullmatch(member.rsplit("/", 1)[-1])
    if match is None:
        return None
    try:
        return Month.parse(match[1]), match[2], cast("Kind", match[3])
    except ValueError:
        return None


def _zip_members(archive: Path) -> Iterator[tuple[str, int, int]]:
    with open_zip(archive) as opened:
        for info in opened.infolist():
            if info.flag_bits & 1:
                raise Refusal(f"{archive}: {info.filename} is encrypted; an open zip was expected.")
            if not info.is_dir():
                yield info.filename, info.file_size, info.CRC


def _folder_members(archive: Path) -> Iterator[tuple[str, int, int]]:
    for path in sorted(archive.rglob("*")):
        if path.is_file():
            crc = 0
            # Only a file that may be read is worth its checksum.
            if _named(path.name):
                with path.open("rb") as opened:
                    while chunk := opened.read(1 << 20):
                        crc = zlib.crc32(chunk, crc)
            yield path.relative_to(archive).as_posix(), path.stat().st_size, crc


def read_street(
    con: duckdb.DuckDBPyConnection, files: Sequence[PoliceFile], scratch: Path, table: str
) -> StreetRead:
    """Create `table` in `con` from the street files of one month, and account for every row.

    Columns: force VARCHAR (slug), month VARCHAR, id BLOB (32 bytes) or NULL, lon and lat INTEGER
    (microdegrees) or NULL, place VARCHAR ('' where the publisher left the street out; NULL without a
    location), lsoa VARCHAR or NULL, type UTINYINT (index in terms.TYPES), outcome VARCHAR or NULL.
    Unpacked copies stand in `scratch` while it runs. Memory: the month's table.

    Raises Refusal for a damaged zip, another header, and text that is not UTF-8 (naming the line).
    """
    found = read_month(con, files, scratch, table, STREET)
    return StreetRead(found.rows_in, found.set_aside, _names(con, table), found.notes)


def read_month(
    con: duckdb.DuckDBPyConnection, files: Sequence[PoliceFile], scratch: Path, table: str, form: Form
) -> RowsRead:
    """Create `table` in `con` from the files of one month and form, with the columns of `form.selection` but reason.

    Raises Refusal for a damaged zip, another header, and text that is not UTF-8 (naming the line).
    """
    month = _one_month(files, form)
    malformed: list[SetAside] = []
    with TemporaryDirectory(dir=scratch, prefix=f"{form.kind}-") as folder:
        copies = _unpack(files, Path(folder), form)
        if not _load(con, table, month, copies, form):
            copies, malformed = _repaired(copies, Path(folder), form)
            if not _load(con, table, month, copies, form):
                raise Refusal(
                    f"{', '.join(copy.file.label for copy in copies)}: rows were lost while reading."
                )
        set_aside, notes = _take_out(con, table, month, copies, form)
    rows_in = Counter({copy.file.force: copy.rows for copy in copies})
    for part in malformed:
        rows_in[part.force] += part.rows
    return RowsRead(
        dict(sorted(rows_in.items())),
        tuple(sorted([*malformed, *set_aside], key=lambda part: (part.force, part.reason))),
        tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class _Copy:
    """An unpacked file: as received, as it is read (the same, or without malformed rows), and its rows."""

    file: PoliceFile
    received: Path
    read: Path
    rows: int


def _one_month(files: Sequence[PoliceFile], form: Form) -> Month:
    months, forces = {file.month for file in files}, {file.force for file in files}
    if len(months) != 1 or len(forces) != len(files) or any(file.kind != form.kind for file in files):
        raise ValueError(f"the {form.kind} files of one month, one for each force, were expected")
    return months.pop()


def _unpack(files: Iterable[PoliceFile], folder: Path, form: Form) -> list[_Copy]:
    """Copies of `files` in `folder`, named by force. Their rows are lines after the header.

    A blank line, or a line end inside quotes, makes that number wrong: such a file is read the slow way.
    """
    copies = []
    zips: dict[Path, zipfile.ZipFile] = {}
    with ExitStack() as stack:
        for file in files:
            if not file.archive.is_dir() and file.archive not in zips:
                zips[file.archive] = stack.enter_context(open_zip(file.archive))
            path = folder / f"{file.force}.csv"
            try:
                with _opened(file, zips) as source, path.open("wb") as target:
                    lines = copy_text(source, target, file.label)
            except (*UNREADABLE, KeyError) as fault:
                raise Refusal(f"{file.label}: it cannot be unpacked whole from the zip: {fault}.") from fault
            check_header(path, file.label, form.header)
            copies.append(_Copy(file, path, path, lines - 1))
    return copies


def _opened(file: PoliceFile, zips: dict[Path, zipfile.ZipFile]) -> IO[bytes]:
    if file.archive in zips:
        return zips[file.archive].open(file.member)
    return (file.archive / file.member).open("rb")


def _load(
    con: duckdb.DuckDBPyConnection, table: str, month: Month, copies: Sequence[_Copy], form: Form
) -> bool:
    """Read `copies` into `table`; False where a line cannot be parsed, or a force has not the rows expected."""
    con.execute(f'DROP TABLE IF EXISTS "{table}"')
    try:
        con.execute(
            f'CREATE TABLE "{table}" AS {form.selection(month)}', [[str(copy.read) for copy in copies]]
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return False
    counted = dict(con.execute(f'SELECT force, count(*) FROM "{table}" GROUP BY force').fetchall())
    return all(counted.get(copy.file.force, 0) == copy.rows for copy in copies)


def _repaired(copies: Iterable[_Copy], folder: Path, form: Form) -> tuple[list[_Copy], list[SetAside]]:
    """The same files without their malformed rows, and those rows."""
    clean = folder / "repaired"
    clean.mkdir()
    repaired, malformed = [], []
    for copy in copies:
        path = clean / copy.received.name
        rows, bad = repair(copy.received, path, form.header)
        repaired.append(replace(copy, read=path, rows=rows))
        if bad:
            line, fault = bad[0]
            first = f"{copy.file.label}, line {line}: {fault}"
            malformed.append(SetAside(copy.file.force, MALFORMED, len(bad), first))
    return repaired, malformed


def _take_out(
    con: duckdb.DuckDBPyConnection, table: str, month: Month, copies: Iterable[_Copy], form: Form
) -> tuple[list[SetAside], list[str]]:
    """Take the rows with a reason out of `table`: each reason with its first line, and notes on rows kept."""
    by_force = {copy.file.force: copy for copy in copies}
    counted = con.execute(
        f'SELECT force, reason, count(*) FROM "{table}" WHERE reason > 0 GROUP BY force, reason ORDER BY ALL'
    ).fetchall()
    if counted:
        con.execute(f'DELETE FROM "{table}" WHERE reason > 0 AND reason != {KEPT_WITHOUT_ID}')
    con.execute(f'ALTER TABLE "{table}" DROP COLUMN reason')
    firsts = {
        force: first_of_each(form, month, by_force[force].received, by_force[force].read)
        for force in {row[0] for row in counted}
    }
    set_aside, notes = [], []
    for force, code, rows in counted:
        line, fields = firsts[force][code]
        first = f"{by_force[force].file.label}, line {line}: {form.describe(code, fields)}"
        if code == KEPT_WITHOUT_ID:
            notes.append(
                f"{first} is not a crime id of 64 hexadecimal digits; rows kept without an id: {rows}"
            )
        else:
            set_aside.append(SetAside(force, form.reasons[code], rows, first))
    return set_aside, notes


def _names(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Force slug → its most frequent "Falls within" (of equals the first in the alphabet); drops that column."""
    found = con.execute(
        f'SELECT force, falls_within FROM "{table}" WHERE falls_within IS NOT NULL '
        "GROUP BY force, falls_within ORDER BY force, count(*), falls_within DESC"
    ).fetchall()
    con.execute(f'ALTER TABLE "{table}" DROP COLUMN falls_within')
    return dict(found)
