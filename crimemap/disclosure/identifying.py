"""What identifies people in a text that anybody writes (rule C5): jigsaw clues in English and Welsh.

The words are reviewed data (data/rules/identifying.yaml); how they are put together stands in streets, dwellings,
people, names, relations, ages, places, work, particulars and marks. Time grows with the length of the text and with
nothing else. In doubt a clue is told: a writer can say it otherwise, and somebody who was found cannot be hidden again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from crimemap.disclosure.ages import find_ages, find_births
from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.clues import why as _why
from crimemap.disclosure.dwellings import find_dwellings
from crimemap.disclosure.marks import find_marks
from crimemap.disclosure.names import find_called, find_family_names, find_full_names, find_officers
from crimemap.disclosure.particulars import find_looks, find_ways
from crimemap.disclosure.people import find_groups, find_names
from crimemap.disclosure.places import find_businesses, find_schools
from crimemap.disclosure.reading import Reading
from crimemap.disclosure.relations import find_relations
from crimemap.disclosure.streets import find_homes, streets
from crimemap.disclosure.work import find_moments, find_work

__all__ = ["Clue", "Kind", "find", "names_street"]

_FINDERS = (
    find_marks,
    find_homes,
    find_dwellings,
    find_relations,
    find_ages,
    find_births,
    find_names,
    find_full_names,
    find_family_names,
    find_officers,
    find_called,
    find_looks,
    find_ways,
    find_groups,
    find_schools,
    find_businesses,
    find_work,
    find_moments,
)
_NOTHING: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Clue:
    """What was found: text[start:end] as it was handed in, and one sentence on what to write instead."""

    kind: Kind
    found: str
    start: int
    end: int
    why: str


def find(text: str, allow: frozenset[Kind] = _NOTHING) -> tuple[Clue, ...]:
    """Everything in `text` that identifies a person, in the order in which it stands there.

    `allow` names kinds that are fine where the text is used: the telephone of an organisation's own contact, a school
    as the place of a project. Never raises, whatever the text holds.
    """
    if not text or text.isspace():
        return ()
    reading = Reading(text)
    hits = [
        hit for finder in _FINDERS for hit in finder(reading) if hit.kind not in allow and hit.start < hit.end
    ]
    return tuple(_clue(reading, hit) for hit in _widest(hits))


def names_street(text: str) -> bool:
    """Whether a street stands in `text`, with a person or without: where only a ward or a town may (rule C10)."""
    return any(street.strong for street in streets(Reading(text)))


def _widest(hits: Iterable[Hit]) -> list[Hit]:
    """In order, without those that lie inside another."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def _clue(reading: Reading, hit: Hit) -> Clue:
    start, end = reading.span(hit.start, hit.end)
    found = reading.text[start:end]
    return Clue(hit.kind, found, start, end, _why(hit.kind, " ".join(found.split())))
