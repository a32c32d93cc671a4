"""Persons' names by themselves, without a word that says who they are: "Margaret Evans", "nicknamed Spider"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words


def find_full_names(reading: Reading) -> Iterator[Hit]:
    """Given names, with a surname or without; not a park, a prize or a firm that bears one."""
    rows = words().names
    shouted = reading.plain.isupper()
    if len(reading.words) < _HEADLINE:
        yield from _bare_name(reading)
    for i, word in reading.each(_given()):
        low = word.low.removesuffix("'s")
        last = _surname(reading, i, shouted=shouted)
        if last is None and low in rows.given and word.is_capital and not shouted and _is_alone(reading, i):
            last = i
        if last is not None and not _is_public(reading, i):
            yield hit(reading, Kind.NAME, i, last)


@cache
def _given() -> frozenset[str]:
    rows = words().names
    return rows.given | rows.given_also


def _bare_name(reading: Reading) -> Iterator[Hit]:
    """A whole text that is a name: "T. Hobbs", "hobbs, tony"."""
    rows = words().names
    if len(reading.words) != _TWO:
        return
    first, second = reading.words
    dotted = "." in reading.gap(1) and second.raw.istitle()
    initial = first.raw.isupper() and len(first.raw) == 1 and second.is_capital
    initial = initial and (dotted or second.low in rows.surnames)
    small = first.low in rows.given and first.raw.islower() and second.raw.islower() and second.raw.isalpha()
    if small and reading.gap(1) == " " and not _names_a_thing(reading, 1) and second.low not in _SMALL:
        yield hit(reading, Kind.NAME, 0, 1)
        return
    turned = "," in reading.gap(1) and second.low in rows.given and first.raw.isalpha()
    if initial or (turned and not first.low.endswith("ing")):
        yield hit(reading, Kind.NAME, 0, 1)


_TWO: Final = 2
_SMALL: Final = listed("the and is was to of in on a for singing service at with from or as said who it that")


def _is_public(reading: Reading, i: int) -> bool:
    """A saint, a king, a judge; an officer who says something; a thing with a person's name."""
    rows = words().names
    before = reading.low(i - 1) if reading.close(i) else ""
    second = reading.low(i - 2) if before and reading.close(i - 1) else ""
    if before in rows.before_public or before in rows.offices or second in rows.offices:
        return True
    low, after = reading.low(i), reading.at(i + 1)
    if f"{low} {after.low}" in rows.public or f"{before} {low}" in rows.public:
        return True
    if reading.gap(i + 1) == "-" and reading.at(i).is_capital and not after.is_capital:
        return True
    if after.raw in _REIGNS and reading.close(i + 1):
        return True
    ranks = words().work.ranks
    if (before in ranks or second in ranks) and {reading.low(n) for n in range(i + 1, i + 4)} & rows.speech:
        return True
    return _is_before_a_thing(reading, i)


def _is_before_a_thing(reading: Reading, i: int) -> bool:
    """Whether one of the next three words makes a thing of the name that word i begins."""
    for n in range(i + 1, i + 4):
        if not reading.close(n):
            return False
        if _names_a_thing(reading, n):
            return True
        if not reading.at(n).is_capital:
            return False
    return False


_REIGNS: Final = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII"})


def _names_a_thing(reading: Reading, n: int) -> bool:
    low = reading.low(n)
    return low in _things() or (low in _LATE_THINGS and not reading.close(n + 1))


_LATE_THINGS: Final = listed("green hill park place view end")
"""Surnames too, and things only where they end the name: "Alun Park", but "Alun Park told the court"."""


@cache
def _things() -> frozenset[str]:
    rows = words()
    places = rows.streets.strong | rows.streets.weak | rows.schools.words
    return (rows.names.things | rows.victims.not_people | places) - _LATE_THINGS


def _surname(reading: Reading, i: int, *, shouted: bool) -> int | None:
    """The word that ends a name of two words and more; None where there is none."""
    rows = words().names
    sure = reading.low(i) in rows.given
    known = sure or reading.low(i) in rows.given_also
    capital = reading.at(i).is_capital and not shouted
    n = i + 1
    while known and n < i + 3 and reading.joins(n) and _is_middle(reading, n):
        n += 1
    if not known or not reading.close(n) or len(reading.gap(n).strip(" .")) > 0:
        return None
    low = reading.low(n).removesuffix("'s")
    if (
        shouted
        and sure
        and len(reading.words) < _HEADLINE
        and low.isalpha()
        and n == len(reading.words) - 1 - (reading.at(n + 1).is_number)
    ):
        return n
    if low in rows.surnames and (capital == reading.at(n).is_capital or shouted):
        return n if capital or sure else None
    proper = sure and capital and reading.at(n).is_capital and low.isalpha() and len(low) > 1
    return n if proper and low not in _CALENDAR else None


_HEADLINE: Final = 6


def _is_middle(reading: Reading, n: int) -> bool:
    """An initial or a second given name, with a name after it."""
    initial = len(reading.low(n)) == 1 and reading.at(n).is_capital
    given = reading.low(n) in _given() and reading.at(n).is_capital
    return (initial or given) and reading.joins(n + 1) and reading.at(n + 1).is_capital


def _is_alone(reading: Reading, i: int) -> bool:
    """ "He told Dafydd", "Sian, 34"; not the second word of another name."""
    before = reading.at(i - 1)
    runs = reading.close(i) and before.is_capital
    return (not runs or before.low in _before_one()) and _goes_on(reading, i)


def _goes_on(reading: Reading, i: int) -> bool:
    """Whether what follows may follow a person: not "Tom cat", not "Alice band"."""
    low = reading.low(i + 1)
    owns = reading.low(i).endswith("'s")
    capital = reading.at(i + 1).is_capital
    return owns or capital or not reading.close(i + 1) or low in words().names.after_one or low.endswith("ed")


@cache
def _before_one() -> frozenset[str]:
    rows = words()
    return (
        rows.names.before_one
        | rows.persons.singular
        | rows.victims.words
        | rows.business.roles
        | rows.work.jobs
    )


_CALENDAR: Final = listed(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday"
)


def find_family_names(reading: Reading) -> Iterator[Hit]:
    """A surname that an age or a street stands with: "Jones, 34", "Jones, Hazel Lane", "PC Jones"."""
    rows, streets = words().names, words().streets
    shouted = reading.plain.isupper()
    for i, word in reading.each(rows.surnames | _several(rows.surnames)):
        if word.low in _several(rows.surnames) - rows.surnames:
            if reading.low(i - 1) == "the" and word.is_capital and not shouted and not reading.close(i + 1):
                yield hit(reading, Kind.NAME, i - 1, i)
            continue
        if not word.is_capital or word.low.removesuffix("'s") not in rows.surnames:
            continue
        if not shouted and _is_lone_surname(reading, i):
            yield hit(reading, Kind.NAME, i, i + (reading.low(i + 1) == "the" and reading.close(i + 1)))
        if "," in reading.gap(i + 1) and reading.joins(i + 1) and reading.at(i - 1).low not in streets.strong:
            yield from _with_age_or_street(reading, i)


def find_officers(reading: Reading) -> Iterator[Hit]:
    """ "PC Rossiter"; not who is quoted ("Inspector Hughes said"), and not "PC World"."""
    if reading.plain.isupper():
        return
    for i, word in reading.each(words().work.ranks - {"swyddog"}):
        name = reading.at(i + 1)
        speaks = {reading.low(n) for n in range(i + 2, i + 5)} & words().names.speech
        named = word.is_capital and name.raw.istitle() and name.raw.isalpha() and len(name.raw) > _TWO
        thing = (
            name.low in _NO_OFFICERS or _names_a_thing(reading, i + 1) or _is_before_a_thing(reading, i + 1)
        )
        if named and reading.close(i + 1) and not speaks and not thing:
            yield hit(reading, Kind.NAME, i, i + 1)


_NO_OFFICERS: Final = listed(
    "world support gamer general repairs comics major plod team contact number numbers drop"
)


@cache
def _several(surnames: frozenset[str]) -> frozenset[str]:
    """ "The Joneses"."""
    return frozenset(f"{name}es" if name.endswith("s") else f"{name}s" for name in surnames)


def _is_lone_surname(reading: Reading, i: int) -> bool:
    """ "Patel told the court", "Jones the Butcher"; not Evans Street, not Hughes Electrical, not Smith & Sons."""
    low, after = reading.low(i), reading.at(i + 1)
    title = reading.close(i + 1) and after.low == "the" and reading.at(i + 2).is_capital
    if title and low in words().names.surnames and not _is_public(reading, i):
        return True
    if low not in words().names.surnames_alone or _is_public(reading, i):
        return False
    if not _goes_on(reading, i):
        return False
    runs = reading.close(i + 1) and (after.is_capital or after.is_number or "&" in reading.gap(i + 1))
    after_name = reading.close(i) and reading.at(i - 1).is_capital and i > 1 and reading.close(i - 1)
    return not runs and not after_name and "&" not in reading.gap(i) and "/" not in reading.gap(i + 1)


def _with_age_or_street(reading: Reading, i: int) -> Iterator[Hit]:
    number = reading.at(i + 1)
    if number.is_number and 9 < int(number.low[:3]) < 100 and not reading.close(i + 2):
        yield hit(reading, Kind.NAME, i, i + 1)
        return
    for n in range(i + 2, i + 5):
        if not reading.close(n) or not reading.at(n).is_capital:
            return
        if reading.low(n) in words().streets.strong:
            yield hit(reading, Kind.STREET, i, n)
            return


def find_called(reading: Reading) -> Iterator[Hit]:
    """Other names, and the names of pets: "nicknamed Spider", "his dog, Tyson"."""
    rows = words().names
    yield from _quoted(reading)
    for i, word in reading.each(first_words(rows.aliases) | rows.pets | {"known"}):
        if word.low == "known" and reading.low(i + 1) == "as" and reading.at(i + 2).is_capital:
            yield from _known_as(reading, i)
        if length := pairs(reading, i, rows.aliases):
            n = i + length + (reading.low(i + length) in {"is", "was", "of"})
            n += word.low == "nicknamed" and reading.low(n) == "the"
            named = reading.at(n).is_capital or {"'", '"'} & {*reading.gap(n)}
            joined = reading.joins(n) or reading.gap(n).strip() == ":"
            thing = _names_a_thing(reading, n) or _is_before_a_thing(reading, n)
            if named and joined and reading.low(n) not in {"the", "y", "yr"} and not thing:
                yield hit(reading, Kind.NAME, i, n)
        elif word.low in rows.pets:
            yield from _pet(reading, i)


_QUOTED: Final = re.compile(r"[\"']([A-Z][a-z]{1,15})[\"'] [A-Z][a-z]{2,20}")


def _quoted(reading: Reading) -> Iterator[Hit]:
    """'"Jonno" Pengelly'."""
    for found in _QUOTED.finditer(reading.plain):
        i = reading.index(found.start(1))
        if not _names_a_thing(reading, i) and not _is_before_a_thing(reading, i):
            yield Hit(Kind.NAME, found.start(), found.end())


def _known_as(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A man known as Big Dave"; not a wood."""
    n = i - (reading.low(i - 1) in {"is", "was"})
    if n == 0 or ({"'", '"'} & {*reading.gap(i + 2)} and not reading.joins(n)):
        yield hit(reading, Kind.NAME, i, i + 2)
        return
    one = reading.low(n - 1) in words().persons.singular | {"he", "she", "who"}
    if one and reading.close(n) and reading.low(i + 2) != "the":
        yield hit(reading, Kind.NAME, n - 1, i + 2)


def _pet(reading: Reading, i: int) -> Iterator[Hit]:
    rows, persons = words().names, words().persons
    n = i + 1
    told = reading.low(n) in rows.told
    n += told
    n += reading.low(n) == "enw"
    whose = any(
        reading.low(m) in persons.possessive_wide or reading.low(m).endswith("'s") for m in range(i - 3, i)
    )
    apart = reading.gap(n).strip() in {",", "", ":"}
    if (
        reading.joins(n)
        and apart
        and reading.at(n).is_capital
        and not reading.at(i).is_capital
        and (told or whose)
    ):
        yield hit(reading, Kind.NAME, i, n)
