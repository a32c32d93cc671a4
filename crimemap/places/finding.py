"""A question as a visitor types it → the area or areas that it means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice, product
from typing import Final

from crimemap.places import points, postcodes, spelling
from crimemap.places.codes import by_code, successors
from crimemap.release import Area, Release, names
from crimemap.release.names import Entry, NameKind
from crimemap.terms import AreaKind

LONGEST_QUESTION: Final = 100
"""Characters. The longest place name of Great Britain has 58; longer text is no name and is not looked up."""

MOST_LISTED: Final = 60
"""Answers to read through; with more than these the town is asked for. [choose]"""

_MOST_OFFERED: Final = 10
_MOST_WORDS: Final = 12
_CLOSE_ENOUGH: Final = 0.76
"""difflib's ratio from which another spelling is offered: about one wrong letter in four or five."""

_MUCH_NEARER: Final = 0.08
_MOST_TRIED: Final = 12
_MOST_OPEN: Final = 4

_BEGINS: Final = 3
"""Letters from which the beginning of a word is taken for the word."""

_HOUSE: Final = re.compile(r"\s*(?:flat\s+)?\d{1,4}[a-z]?[\s,/-]+(?=.*[^\W\d_]{2})", re.IGNORECASE)


class Outcome(Enum):
    """What came of looking for a place."""

    ONE = auto()
    SEVERAL = auto()
    SIMILAR = auto()
    TOO_MANY = auto()
    NOT_HERE = auto()
    POSTCODE_NOT_HERE = auto()
    HALF_NOT_HERE = auto()
    POINT_NOT_HERE = auto()
    NO_POSTCODES = auto()
    EMPTY = auto()
    TOO_LONG = auto()
    UNREADABLE = auto()
    UNREADABLE_POINT = auto()


@dataclass(frozen=True, slots=True)
class Hit:
    """A name that answers the question, and the area whose page it leads to: never a street's own figures."""

    name: str
    kind: NameKind
    area: Area


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one question. `hits` are to be listed (ONE: all lead to one area); `postcode`, whole or half,
    is what was read as one; `near`: what is covered near a place that is not."""

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    postcode: str = ""
    near: Area | None = None

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas that the hits lead to, each once."""
        return tuple({hit.area.code: hit.area for hit in self.hits}.values())


def find(release: Release, question: str) -> Found:
    """The areas that `question` means: a postcode or its beginning, a street, station, place or area by name (the
    town may follow), an area's code, now or formerly, or a latitude and longitude."""
    if fault := _fault(question):
        return Found(fault)
    return (
        _as_point(release, question)
        or _as_postcode(release, postcodes.postcode_in(question))
        or _as_code(release, question.strip())
        or _as_name(release, question)
        or _as_postcode(release, postcodes.mended_postcode(question))
        or Found(Outcome.NOT_HERE)
    )


def find_point(release: Release, lat: str, lon: str) -> Found:
    """The area at a point given as two texts (degrees), as a browser sends it."""
    try:
        point = points.parse_point(f"{_decimal(lat)}, {_decimal(lon)}")
    except ValueError:
        point = None
    return _at(release, point) if point else Found(Outcome.UNREADABLE_POINT)


def _decimal(text: str) -> str:
    return text if "." in text else f"{text}.0"


def _fault(question: str) -> Outcome | None:
    if not question.strip():
        return Outcome.EMPTY
    if len(question) > LONGEST_QUESTION:
        return Outcome.TOO_LONG
    if not question.strip().isprintable() or not any(map(str.isalnum, question)):
        return Outcome.UNREADABLE
    return None


# --- points, postcodes, codes --------------------------------------------------------------------


def _as_point(release: Release, question: str) -> Found | None:
    try:
        point = points.parse_point(question)
    except ValueError:
        return Found(Outcome.UNREADABLE_POINT)
    return _at(release, point) if point else None


def _at(release: Release, point: points.Point) -> Found:
    if area := points.near_point(release, *point):
        return Found(Outcome.ONE, (_hit(area),))
    return Found(Outcome.POINT_NOT_HERE, near=points.nearest_covered(release, *point))


def _as_postcode(release: Release, postcode: str | None) -> Found | None:
    if postcode is None:
        return None
    if not release.holds_postcodes:
        return Found(Outcome.NO_POSTCODES, postcode=postcode)
    point = release.postcode(postcode)
    shown = postcodes.display_postcode(postcode)
    if point is None:
        return Found(Outcome.POSTCODE_NOT_HERE, postcode=shown)
    if area := points.at_point(release, *point):
        return Found(Outcome.ONE, (_hit(area),), shown)
    return Found(Outcome.POSTCODE_NOT_HERE, postcode=shown, near=points.nearest_covered(release, *point))


def _by_half(release: Release, meanings: Sequence[postcodes.Half]) -> Found:
    if not release.holds_postcodes:
        return Found(Outcome.NO_POSTCODES)
    found: dict[str, Area] = {}
    read = [half for half in meanings if (areas := _of_half(release, half)) and not found.update(areas)]
    said = str(read[0] if read else meanings[0])
    if not found:
        return Found(Outcome.HALF_NOT_HERE, postcode=said)
    return _answer([_hit(area) for area in _by_place(found.values())], said)


def _of_half(release: Release, half: postcodes.Half) -> dict[str, Area]:
    """The areas that postcodes beginning so lie in; the few that share all but one letter are looked up."""
    if len(half.inward) < 2:
        codes = names.sectors(release, half.outward, half.inward)
        return {area.code: area for code in codes if (area := release.area(code))}
    whole = half.outward + half.inward
    spots = names.beginning(release, whole, len(half.outward) + 3)
    return {area.code: area for spot in spots if (area := points.at_point(release, *spot))}


def _as_code(release: Release, code: str) -> Found | None:
    if area := by_code(release, code):
        return Found(Outcome.ONE, (_hit(area),))
    after = successors(release, code)
    return _answer([_hit(area) for area in after]) if after else None


# --- names ---------------------------------------------------------------------------------------


def _as_name(release: Release, question: str) -> Found | None:
    """Exactly a name, or half a postcode; else what begins so, or is spelt much like it. A number of a house is left
    out where the name alone is known."""
    whole = spelling.words_of(question)[:_MOST_WORDS]
    words = spelling.words_of(_HOUSE.sub("", question))[:_MOST_WORDS]
    half = postcodes.halves(question)
    return (
        _exact(release, whole)
        or _exact(release, words)
        or (_by_half(release, half) if half else None)
        or _beginning_so(release, words)
        or _nearly(release, words)
    )


def _exact(release: Release, words: Sequence[str]) -> Found | None:
    """Exactly that name, or that name followed by what it lies in: "wren st", "High St Larkwith"."""
    for many in range(len(words), 0, -1):
        key, rest = spelling.key_of(words[:many]), words[many:]
        if not rest:
            entries = names.named(release, key, MOST_LISTED * 4)
        else:
            query = f"{_all('name', words[:many])} AND {_all('around', rest)}"
            entries = names.holding(release, query, MOST_LISTED * 4, key)
        if hits := _hits(release, entries):
            return _answer(hits)
    return None


def _all(column: str, words: Iterable[str]) -> str:
    return " AND ".join(f'{column}: "{word}"' for word in words)


def _hits(release: Release, entries: Iterable[Entry]) -> list[Hit]:
    """The entries with their areas. A place, station, street or small area that lies in an area of the same name is
    not told beside it: it would lead to a part of what was asked for."""
    hits: dict[tuple[object, ...], Hit] = {}
    asked: dict[str, set[str]] = {}
    for entry in entries:
        area = release.area(entry.area)
        if area is None:
            continue
        if entry.kind is NameKind.AREA and area.kind is not AreaKind.LSOA:
            asked.setdefault(entry.key, set()).add(area.code)
            hits.setdefault((NameKind.AREA, area.code), _hit(area))
        elif not asked.get(entry.key, set()) & _around(release, area):
            name = area.name if entry.kind is NameKind.AREA else entry.name
            hits.setdefault((entry.kind, name, area.code), Hit(name, entry.kind, area))
    return list(hits.values())


def _around(release: Release, area: Area) -> set[str]:
    return {area.code, area.partnership or "", *(above.code for above in release.ancestors(area))}


def _hit(area: Area) -> Hit:
    return Hit(area.name, NameKind.AREA, area)


def _by_place(areas: Iterable[Area]) -> list[Area]:
    order = list(AreaKind)
    return sorted(areas, key=lambda area: (order.index(area.kind), area.position, area.code))


def _answer(hits: Sequence[Hit], postcode: str = "") -> Found:
    if len(hits) > MOST_LISTED:
        # Streets by the hundred and numbered small areas tell nobody anything; towns among them do.
        wide = tuple(
            hit for hit in hits if hit.kind is not NameKind.STREET and hit.area.kind is not AreaKind.LSOA
        )
        return Found(Outcome.TOO_MANY, wide if len(wide) <= MOST_LISTED else (), postcode)
    found = Found(Outcome.SEVERAL, tuple(hits), postcode)
    return Found(Outcome.ONE, found.hits, postcode) if len(found.areas) == 1 else found


def _beginning_so(release: Release, words: Sequence[str]) -> Found | None:
    """Names in which every word asked for begins a word; the last words may be of what they lie in."""
    hits = _holding(release, words, MOST_LISTED + 1)
    if not hits:
        return None
    key = spelling.key_of(words)
    hits.sort(key=lambda hit: not spelling.key_of(spelling.words_of(hit.name)).startswith(key))
    # Numbered small areas are on the page of the area that they lie in: where there is a choice, they only lengthen it.
    wide = [hit for hit in hits if hit.area.kind is not AreaKind.LSOA]
    hits = wide if len(wide) > 1 else hits
    if len(hits) > MOST_LISTED:
        return _answer(_together(release, hits))
    return Found(Outcome.SEVERAL if len(hits) > 1 else Outcome.SIMILAR, tuple(hits))


def _together(release: Release, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Where all are numbered small areas of a few towns: those towns instead."""
    if any(hit.area.kind is not AreaKind.LSOA for hit in hits):
        return hits
    above = [release.area(hit.area.partnership or hit.area.parent or hit.area.code) for hit in hits]
    return [_hit(area) for area in {area.code: area for area in above if area}.values()]


def _holding(release: Release, words: Sequence[str], limit: int) -> list[Hit]:
    if not words:
        return []
    terms = [f'"{word}"*' if len(word) >= _BEGINS else f'"{word}"' for word in words]
    # Of the place's own name comes the first word, or, where the town was written first, the last.
    for own, term in ((0, terms[0]), (len(terms) - 1, f'"{words[-1]}"')):
        rest = [f"{{name around}}: {other}" for n, other in enumerate(terms) if n != own]
        query = " AND ".join([f"name: {term}", *rest])
        if hits := _hits(release, names.holding(release, query, limit)):
            return hits
    return []


def _nearly(release: Release, words: Sequence[str]) -> Found | None:
    """Names spelt much like it; else that name elsewhere. Offered, never followed."""
    hits = _respelt(release, words) or _elsewhere(release, words)
    return Found(Outcome.SIMILAR, tuple(hits[:_MOST_OFFERED])) if hits else None


def _respelt(release: Release, words: Sequence[str]) -> list[Hit]:
    """With words that no name holds put right; else the whole without its spaces; else any word, for a slip may
    make another word."""
    unknown = [len(word) >= _BEGINS and not names.is_word(release, word) for word in words]
    whole = spelling.key_of(words)
    spelt = [
        _spellings(release, word) if wrong else [word] for word, wrong in zip(words, unknown, strict=True)
    ]
    if any(unknown) and (hits := _chosen(release, product(*spelt))):
        return hits
    if hits := _chosen(release, ((other,) for other in _spellings(release, whole) if other != whole)):
        return hits
    if len(words) > _MOST_OPEN:
        return []
    either = [[word, *_spellings(release, word)[:3]] for word in words]
    return _chosen(release, (choice for choice in product(*either) if list(choice) != list(words)))


def _chosen(release: Release, choices: Iterable[Sequence[str]]) -> list[Hit]:
    """What the first few of these questions find, exactly or by the beginnings of words."""
    found: dict[Hit, None] = {}
    for choice in islice(choices, _MOST_TRIED):
        exact = _exact(release, choice)
        found |= dict.fromkeys(exact.hits if exact else _holding(release, choice, _MOST_OFFERED))
        if len(found) >= _MOST_OFFERED:
            break
    return list(found)


def _spellings(release: Release, word: str) -> list[str]:
    """The few words of names that this may be a slip of, nearest first; of much nearer ones only those. A number or
    a code is never taken for another."""
    if len(word) < _BEGINS or any(map(str.isdigit, word)):
        return [word]
    shared = spelling.forms(word)
    near = names.akin(release, shared, 40) + [full for full in spelling.FULL_WORDS if full[0] == word[0]]
    ratios = {other: difflib.SequenceMatcher(None, word, other).ratio() for other in near}
    close = sorted((other for other in near if ratios[other] >= _CLOSE_ENOUGH or _one_slip(shared, other)),
                   key=lambda other: (-ratios[other], other))  # fmt: skip
    return [spelling.short(other) for other in close[:4] if ratios[other] >= ratios[close[0]] - _MUCH_NEARER]


def _one_slip(shared: Sequence[str], other: str) -> bool:
    """Two short words that differ in one letter: they share themselves with one letter left out."""
    slips = {form for form in shared if form.startswith("-")}
    return not slips.isdisjoint(spelling.forms(other))


def _elsewhere(release: Release, words: Sequence[str]) -> list[Hit]:
    """The name without what was said of where it lies, which is not so here."""
    for many in range(len(words) - 1, 0, -1):
        hits = _hits(release, names.named(release, spelling.key_of(words[:many]), 2 * _MOST_OFFERED))
        if hits:
            return hits if len(hits) <= _MOST_OFFERED else []
    return []
