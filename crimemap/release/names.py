"""What a release can be searched by: names.sqlite (layout.py), and the codes that areas had before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from crimemap.release import layout
from crimemap.release.reader import Release


class NameKind(StrEnum):
    """What a name is the name of."""

    AREA = "area"
    PLACE = "place"
    STATION = "station"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, and the one area that it leads to: a street that runs through three areas has three entries.

    `points`: how many map points bear the name there (0 where no point is what it is known by), `lon`, `lat` their
    middle. It is no address of anything.
    """

    id: int
    key: str
    name: str
    kind: NameKind
    area: str
    points: int
    lon: float | None
    lat: float | None


_COLUMNS: Final = "n.id, n.key, n.name, n.kind, n.area, n.points, n.lon, n.lat"
_LAST: Final = "\U0010ffff"
"""What no other character comes after: a text and this end the range of all that begins with the text."""


def named(release: Release, key: str, limit: int) -> list[Entry]:
    """Entries with exactly this name (places.key_of), areas first, then places, stations, streets."""
    return _entries(release, "FROM names n WHERE n.key = ? ORDER BY n.id LIMIT ?", (key, limit))


def holding(release: Release, query: str, limit: int, key: str = "") -> list[Entry]:
    """Entries whose words match an FTS5 query over the columns `name` and `around`; `key`: of exactly this name."""
    exactly = " AND n.key = ?" if key else ""
    return _entries(
        release,
        f"FROM word JOIN names n ON n.id = word.rowid WHERE word MATCH ?{exactly} ORDER BY word.rowid LIMIT ?",
        (query, key, limit) if key else (query, limit),
    )


def is_word(release: Release, beginning: str) -> bool:
    """Whether any name here holds a word that begins so."""
    asked = "SELECT 1 FROM vocabulary WHERE word >= ? AND word < ? LIMIT 1"
    return bool(_rows(release, layout.NAMES, asked, (beginning, beginning + _LAST)))


def akin(release: Release, forms: Sequence[str], limit: int) -> list[str]:
    """Words of names that share most of these forms (places.spelling), most first."""
    marks = ",".join("?" * len(forms))
    rows = _rows(
        release,
        layout.NAMES,
        f"SELECT v.word FROM (SELECT word, count(*) AS shared FROM near WHERE form IN ({marks}) GROUP BY word"
        " ORDER BY shared DESC, word LIMIT ?) s JOIN vocabulary v ON v.id = s.word ORDER BY s.shared DESC, v.word",
        (*forms, limit),
    )
    return [row[0] for row in rows]


def sectors(release: Release, outward: str, inward: str = "") -> list[str]:
    """Codes of the areas that postcodes beginning so lie in: `QX2`, or `QX2` and `1`."""
    rows = _rows(
        release,
        layout.NAMES,
        "SELECT area FROM sectors WHERE outward = ? AND (? = '' OR sector = ?) GROUP BY area ORDER BY area",
        (outward, inward, inward),
    )
    return [row[0] for row in rows]


def sample(release: Release, kind: NameKind, area: str) -> str | None:
    """A name of this kind that leads to this area: the first."""
    asked = "SELECT name FROM names WHERE kind = ? AND area = ? ORDER BY id LIMIT 1"
    return next((row[0] for row in _rows(release, layout.NAMES, asked, (kind, area))), None)


def outward(release: Release, area: str) -> str | None:
    """The first outward code of the postcodes in this area."""
    asked = "SELECT outward FROM sectors WHERE area = ? ORDER BY outward LIMIT 1"
    return next((row[0] for row in _rows(release, layout.NAMES, asked, (area,))), None)


def beginning(release: Release, start: str, length: int) -> Iterable[tuple[float, float]]:
    """Lon, lat of the postcodes of this length that begin so."""
    rows = _rows(
        release,
        layout.POSTCODES,
        "SELECT lon, lat FROM postcodes WHERE code >= ? AND code < ? AND length(code) = ? ORDER BY code",
        (start, start + _LAST, length),
    )
    return [(row[0], row[1]) for row in rows]


def former(release: Release, code: str) -> tuple[str, ...]:
    """The codes that took the place of `code`, as supplied: one step, which may lead to another former code."""
    rows = _rows(
        release, layout.PLACES, "SELECT successor FROM former WHERE code = ? ORDER BY successor", (code,)
    )
    return tuple(row[0] for row in rows)


def _entries(release: Release, rest: str, values: tuple[object, ...]) -> list[Entry]:
    rows = _rows(release, layout.NAMES, f"SELECT {_COLUMNS} {rest}", values)
    return [Entry(row[0], row[1], row[2], NameKind(row[3]), *row[4:]) for row in rows]


def _rows(release: Release, file: str, sql: str, values: tuple[object, ...]) -> list[Any]:
    return release._open(file).execute(sql, values).fetchall()  # noqa: SLF001  # a room's own file
