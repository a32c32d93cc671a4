"""What is told of releases: which were published when, what one holds, what two do not have in common."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from crimemap import words
from crimemap.figure import Figure
from crimemap.language import gettext as _
from crimemap.measures.revisions import Revision, Revisions, between
from crimemap.release import Release
from crimemap.terms import AreaKind, Month
from crimemap.web.site import figures
from crimemap.web.site.served import NoFigures, Served
from crimemap.words.revisions import why_revised

_MOST_ROWS: Final = 200
HEADER: Final = (
    "code", "name", "kind", "period", "type", "before", "before_status", "after", "after_status", "reason",
    "earlier_release", "later_release", "source", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One published release, and the one published before it."""

    release: Release
    at: datetime
    before: str | None


def entries(served: Served) -> list[Entry]:
    """Every published release that is still kept, the latest first."""
    found: list[Entry] = []
    last: str | None = None
    for publication in served.publications():
        kept = served.kept(publication.id)
        if kept is not None:
            found.append(Entry(kept, publication.at, last if last != publication.id else None))
            last = publication.id
    return found[::-1]


def opened(served: Served, release_id: str) -> Release:
    """A release that has been published. Raises NoFigures for any other: nothing is told before its time."""
    if release_id in {publication.id for publication in served.publications()}:
        kept = served.kept(release_id)
        if kept is not None:
            return kept
    raise NoFigures(_("There is no published release of that name here."))


def told(found: Release) -> dict[str, Any]:
    """What a release holds."""
    manifest = found.manifest
    return {
        "one": found,
        "manifest": manifest,
        "kinds": [(words.kinds(AreaKind(kind)), count) for kind, count in manifest.kinds.items()],
    }


def compared(served: Served, earlier: str, later: str) -> Revisions:
    """What changed. Raises NoFigures where one of the two has not been published."""
    return between(opened(served, earlier), opened(served, later))


def summary(found: Revisions) -> dict[str, Any]:
    """How many figures changed by kind of area, by force and month, and the first of them."""
    by_kind = [(words.kinds(kind), len(found.of(kind))) for kind in AreaKind if found.of(kind)]
    grouped: Counter[tuple[str, Month, str]] = Counter()
    for row in found.of(AreaKind.FORCE):
        grouped[row.area.name, row.month, why_revised(row.why)] += 1
    local = [row for row in found.changed if row.area.kind is not AreaKind.LSOA]
    return {
        "found": found,
        "by_kind": by_kind,
        "by_force": [(*key, count) for key, count in grouped.items()],
        "rows": [(row, why_revised(row.why)) for row in local[:_MOST_ROWS]],
        "more": max(0, len(found.changed) - len(local[:_MOST_ROWS])),
        "redrawn": [words.kinds(kind) for kind in (found.new_areas.keys() | found.gone_areas.keys())],
    }


def to_csv(found: Revisions) -> bytes:
    """Every revised figure, UTF-8 with a mark for Excel."""
    return figures.sheet(HEADER, (_cells(row, found) for row in found.changed))


def _cells(row: Revision, found: Revisions) -> list[str]:
    return [
        row.area.code, figures.safe_cell(row.area.name), row.area.kind, str(row.month), row.what,
        _value(row.before), row.before.status, _value(row.after), row.after.status, row.why,
        found.earlier.id, found.later.id, row.after.source, figures.LICENCE,
    ]  # fmt: skip


def _value(figure: Figure) -> str:
    return "" if figure.value is None else str(figure.value)
