"""Survey results as files bring them: our own format here, publishers' own in mopac.py and csew.py."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Generic, TypeVar

from crimemap.sources.text import read_text
from crimemap.survey import Reported, Result
from crimemap.survey.cells import Refused
from crimemap.survey.reading import Parts, Reading, read_reported, read_results
from crimemap.terms import Refusal

_SAID: Final = 3
"""Sentences of a refused file that are said before the others are counted."""

Row = TypeVar("Row", bound=Result | Reported)


class BadRow(Refusal):
    """A row of a publisher's file that cannot be used: one sentence without its line, and the column that it is of."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column = column

    def at(self, line: int) -> Refused:
        """The whole sentence."""
        return Refused(line, self.column, f"Line {line}: {self}.")


@dataclass(frozen=True, slots=True)
class Given(Generic[Row]):
    """What a file gave: rows_in = len(results) + sum(set_aside).

    `lines`: of each of `results` its line. `further`: results made of what many rows repeat, each once, with the line
    that has it first. A Result without an area has a place alone, whose area is for the release to find.
    """

    results: tuple[Row, ...]
    lines: tuple[int, ...]
    further: tuple[tuple[int, Row], ...] = ()
    set_aside: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def rows_in(self) -> int:
        """Rows of the file, but for empty ones."""
        return len(self.results) + sum(self.set_aside.values())


def read_own(path: Path, parts: Parts) -> Given[Result]:
    """A file of survey.columns.RESULTS. Raises Refusal with the first sentences of what is wrong with it."""
    return _given(path, lambda text: read_results(text, parts))


def read_indicators(path: Path) -> Given[Reported]:
    """A file of survey.columns.REPORTED. Raises Refusal with the first sentences of what is wrong with it."""
    return _given(path, read_reported)


def _given(path: Path, read: Callable[[str], Reading[Row]]) -> Given[Row]:
    found = read(read_text(path))
    refuse(str(path), found.refused)
    return Given(found.results, found.lines, notes=found.notes)


def rows_under(path: Path, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The line and the trimmed values of every row but empty ones of a publisher's own file.

    Columns without a name may follow those of `header`. Raises Refusal for another header and for what is no CSV.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        found = [name.strip() for name in next(reader, [])]
        if tuple(found[: len(header)]) != tuple(header) or any(found[len(header) :]):
            raise Refusal(
                f"{path}, line 1: its columns are {', '.join(filter(None, found)) or 'none'}; "
                f"{', '.join(header)} were expected."
            )
        for row in reader:
            if any(value.strip() for value in row):
                yield reader.line_num, [value.strip() for value in row]
    except csv.Error as fault:
        raise Refusal(f"{path}, line {reader.line_num}: it cannot be read as CSV: {fault}.") from fault


def refuse(label: str, refused: Sequence[Refused]) -> None:
    """Raises Refusal where anything was refused: a file with a bad line stops the build, and says which."""
    if not refused:
        return
    said = " ".join(one.said for one in refused[:_SAID])
    more = len(refused) - _SAID
    raise Refusal(f"{label}: {said}" + (f" And {more:,} more." if more > 0 else ""))
