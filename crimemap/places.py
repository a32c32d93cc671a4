"""Postcode, point or name → area: how a visitor finds the page of the place that they mean."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final
from weakref import WeakKeyDictionary

from crimemap.release import Area, Release
from crimemap.terms import AreaKind

LONGEST_QUESTION: Final = 100
"""Characters. The longest place name of Great Britain has 58; longer text is no name and is not looked up."""

_MOST_ANSWERS: Final = 50
_CLOSE_ENOUGH: Final = 0.8
"""difflib's ratio from which another spelling is offered: one wrong letter in five."""

_LOCAL: Final = (AreaKind.NEIGHBOURHOOD, AreaKind.WARD, AreaKind.LSOA, AreaKind.PARTNERSHIP, AreaKind.FORCE)
"""What a postcode leads to, first choice first: the narrowest area that people have a name for."""

_WHOLE_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_PART_OF_POSTCODE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?:[0-9][A-Z]?)?")
_APOSTROPHES: Final = re.compile("['’‘ʼ`´ʹ]")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")


class Outcome(Enum):
    """What came of looking for a place."""

    ONE = auto()
    SEVERAL = auto()
    SIMILAR = auto()
    NOT_HERE = auto()
    POSTCODE_NOT_HERE = auto()
    NO_POSTCODES = auto()
    HALF_A_POSTCODE = auto()
    EMPTY = auto()
    TOO_LONG = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one question: `areas` is empty unless the outcome is ONE, SEVERAL or SIMILAR."""

    outcome: Outcome
    areas: tuple[Area, ...] = ()
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    code: str
    kind: AreaKind


@dataclass(slots=True)
class _Index:
    exact: dict[str, list[str]] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)


_indexes: WeakKeyDictionary[Release, _Index] = WeakKeyDictionary()


def parse_postcode(text: str) -> str | None:
    """`cb1 0ag`, `CB10AG`, `ＣＢ１ ０ＡＧ` → `CB10AG`; None where the text is not a whole postcode."""
    packed = _packed(text)
    return packed if _WHOLE_POSTCODE.fullmatch(packed) else None


def display_postcode(code: str) -> str:
    """`CB10AG` → `CB1 0AG`."""
    return f"{code[:-3]} {code[-3:]}"


def fold(text: str) -> str:
    """A name as it is compared: no case, accents, apostrophes or punctuation; `&` is `and`."""
    bare = _APOSTROPHES.sub("", text.replace("&", " and "))
    plain = unicodedata.normalize("NFKD", bare).casefold()
    parts = unicodedata.normalize("NFKD", plain).casefold()
    letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(_NOT_A_WORD.sub(" ", letters).split())


def by_code(release: Release, code: str) -> Area | None:
    """The area with this code in whatever case it was typed; the area's own `code` is the right one."""
    for written in dict.fromkeys((code, code.lower(), code.upper())):
        if area := release.area(written):
            return area
    return None


def at_point(release: Release, lon: float, lat: float) -> Area | None:
    """The area that a visitor at this point would call theirs; None outside every area of the release."""
    return next((area for kind in _LOCAL if (area := release.area_at(lon, lat, kind))), None)


def find(release: Release, question: str) -> Found:
    """The area or areas that `question` means: a postcode, a name, or an area's code."""
    if fault := _fault(question):
        return Found(fault)
    if postcode := parse_postcode(question):
        return _by_postcode(release, postcode)
    if named := _by_name(release, fold(question)):
        return named
    if _PART_OF_POSTCODE.fullmatch(_packed(question)):
        return Found(Outcome.HALF_A_POSTCODE)
    return Found(Outcome.NOT_HERE)


def _fault(question: str) -> Outcome | None:
    if not question.strip():
        return Outcome.EMPTY
    if len(question) > LONGEST_QUESTION:
        return Outcome.TOO_LONG
    if not question.strip().isprintable() or not any(map(str.isalnum, question)):
        return Outcome.UNREADABLE
    return None


def _packed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def _by_postcode(release: Release, postcode: str) -> Found:
    if not release.holds_postcodes:
        return Found(Outcome.NO_POSTCODES, postcode=postcode)
    point = release.postcode(postcode)
    area = at_point(release, *point) if point else None
    if area is None:
        return Found(Outcome.POSTCODE_NOT_HERE, postcode=postcode)
    return Found(Outcome.ONE, (area,), postcode)


def _by_name(release: Release, wanted: str) -> Found | None:
    """Exactly that name or code; else names that hold every word of it; else names spelt much like it."""
    index = _index(release)
    if exact := index.exact.get(wanted):
        areas = _areas(release, exact)
        return Found(Outcome.ONE if len(areas) == 1 else Outcome.SEVERAL, areas)
    if holding := _areas(release, _holding(index, wanted)):
        return Found(Outcome.SEVERAL, holding)
    names = [name.text for name in index.names if name.kind is not AreaKind.LSOA]
    close = difflib.get_close_matches(wanted, dict.fromkeys(names), n=5, cutoff=_CLOSE_ENOUGH)
    similar = _areas(release, [code for text in close for code in index.exact[text]])
    return Found(Outcome.SIMILAR, similar) if similar else None


def _holding(index: _Index, wanted: str) -> Iterable[str]:
    """Codes of names in which every word asked for begins a word; names beginning so first, small areas last."""
    words = [" " + word for word in wanted.split()]
    hits = [name for name in index.names if all(word in " " + name.text for word in words)]
    hits.sort(key=lambda name: (name.kind is AreaKind.LSOA, not name.text.startswith(wanted)))
    return [name.code for name in hits]


def _areas(release: Release, codes: Iterable[str]) -> tuple[Area, ...]:
    found = (release.area(code) for code in list(dict.fromkeys(codes))[:_MOST_ANSWERS])
    return tuple(area for area in found if area is not None)


def _index(release: Release) -> _Index:
    """The names of a release as they are compared, made once per worker and release."""
    index = _indexes.get(release)
    if index is None:
        index = _Index()
        for name, official, code, kind in release.names():
            for text in dict.fromkeys((fold(name), fold(official), fold(code))):
                codes = index.exact.setdefault(text, [])
                if code not in codes:
                    codes.append(code)
            for text in dict.fromkeys((fold(name), fold(official))):
                index.names.append(_Name(text, code, kind))
        _indexes[release] = index
    return index


@dataclass(frozen=True, slots=True)
class Group:
    """Areas listed together: those of one partnership, or of one force; `area` None: those of neither."""

    area: Area | None
    areas: tuple[Area, ...]


_MOST_LISTED: Final = 2_000
"""Areas on one page of all areas; a country's partnerships are listed alone, each leading to its own."""


def directory(release: Release) -> tuple[Group, ...]:
    """Every area that people have a name for, by partnership; by force where there are no partnerships."""
    kinds = release.manifest.kinds
    local = [kind for kind in (AreaKind.NEIGHBOURHOOD, AreaKind.WARD) if kinds.get(kind)]
    wide = AreaKind.PARTNERSHIP if kinds.get(AreaKind.PARTNERSHIP) else AreaKind.FORCE
    if wide is AreaKind.PARTNERSHIP and sum(kinds.get(kind, 0) for kind in local) > _MOST_LISTED:
        local, wide = [AreaKind.PARTNERSHIP], AreaKind.FORCE
    if wide is AreaKind.FORCE and not local:
        local = [AreaKind.PARTNERSHIP]
    return _grouped(release, wide, [*local, AreaKind.COMMITTEE])


def _grouped(release: Release, wide: AreaKind, kinds: Iterable[AreaKind]) -> tuple[Group, ...]:
    above = release.areas(wide)
    members: dict[str | None, list[Area]] = {area.code: [] for area in above}
    by_force = {area.force: area.code for area in above} if wide is AreaKind.FORCE else {}
    for kind in kinds:
        for area in release.areas(kind):
            code = by_force.get(area.force) if by_force else area.partnership
            members.setdefault(code if code in members else None, []).append(area)
    groups = [Group(area, tuple(members[area.code])) for area in above]
    rest = tuple(members.get(None, ()))
    return (*groups, Group(None, rest)) if rest else tuple(groups)
