"""Persons' names by themselves, without a word that says who they are: "Margaret Evans", "nicknamed Spider"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.people import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words


def find_full_names(reading: Reading) -> Iterator[Hit]:
    """Given names, with a surname or without; not a park, a prize or a firm that bears one."""
    rows = words().names
    shouted = reading.plain.isupper()
    if len(reading.words) < _HEADLINE:
        yield from _bare_name(reading)
    for i, word in reading.each(rows.given | rows.given_also):
        low = word.low.removesuffix("'s")
        if _is_public(reading, i):
            continue
        if (last := _surname(reading, i, shouted=shouted)) is not None:
            yield hit(reading, Kind.NAME, i, last)
        elif low in rows.given and word.is_capital and not shouted and _is_alone(reading, i):
            yield hit(reading, Kind.NAME, i, i)


def _bare_name(reading: Reading) -> Iterator[Hit]:
    """A whole text that is a name: "T. Hobbs", "hobbs, tony"."""
    rows = words().names
    if len(reading.words) != _TWO:
        return
    first, second = reading.words
    initial = (
        first.raw.isupper() and len(first.raw) == 1 and second.is_capital and second.low in rows.surnames
    )
    turned = "," in reading.gap(1) and second.low in rows.given and first.raw.isalpha()
    if initial or (turned and not first.low.endswith("ing")):
        yield hit(reading, Kind.NAME, 0, 1)


_TWO: Final = 2


def _is_public(reading: Reading, i: int) -> bool:
    """A saint, a king, a judge; an officer who says something; a thing with a person's name."""
    rows = words().names
    if reading.gap(i + 1) == "-" and not reading.at(i + 1).is_capital and reading.at(i).is_capital:
        return True
    if _REIGN.fullmatch(reading.at(i + 1).raw) and reading.close(i + 1):
        return True
    near = {reading.low(n) for n in (i - 1, i - 2) if all(map(reading.close, range(n + 1, i + 1)))}
    if near & rows.offices or (near and reading.low(i - 1) in rows.before_public and reading.close(i)):
        return True
    if f"{reading.low(i)} {reading.low(i + 1)}" in rows.public or (
        f"{reading.low(i - 1)} {reading.low(i)}" in rows.public
    ):
        return True
    if near & words().work.ranks and {reading.low(n) for n in range(i + 1, i + 4)} & rows.speech:
        return True
    return any(_names_a_thing(reading, n) for n in range(i + 1, i + 4) if _runs_on(reading, i, n))


_REIGN: Final = re.compile(r"V|VI{1,3}|I{1,3}|IV|IX|X")


def _runs_on(reading: Reading, i: int, n: int) -> bool:
    """Whether words i to n belong to one name: no comma between them, and all but the last in capitals."""
    return all(reading.close(m) and (m == n or reading.at(m).is_capital) for m in range(i + 1, n + 1))


def _names_a_thing(reading: Reading, n: int) -> bool:
    low = reading.low(n)
    streets = words().streets
    return (
        low in words().names.things
        or low in words().victims.not_people
        or low in streets.strong
        or (low in streets.weak and low not in {"green", "hill", "place", "view", "end", "park"})
        or (low in {"green", "hill", "park"} and not reading.close(n + 1))
        or low in words().schools.words
    )


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
    rows = words().names
    initial = len(reading.low(n)) == 1 and reading.at(n).is_capital
    given = reading.low(n) in rows.given | rows.given_also and reading.at(n).is_capital
    return (initial or given) and reading.joins(n + 1) and reading.at(n + 1).is_capital


def _is_alone(reading: Reading, i: int) -> bool:
    """ "He told Dafydd", "Sian, 34"; not the second word of another name."""
    before = reading.at(i - 1)
    runs = reading.close(i) and before.is_capital
    starts = i == 1 or not reading.close(i - 1)
    return not runs or (starts and before.low not in words().persons.organisations)


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
        rank = reading.low(i - 1) in words().work.ranks and reading.close(i)
        speaks = {reading.low(n) for n in range(i + 1, i + 3)} & rows.speech
        if rank and not speaks and not reading.plain.isupper():
            yield hit(reading, Kind.NAME, i - 1, i)
        elif (
            "," in reading.gap(i + 1) and reading.joins(i + 1) and reading.at(i - 1).low not in streets.strong
        ):
            yield from _with_age_or_street(reading, i)


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
    for i, word in reading.each(first_words(rows.aliases) | rows.pets | {"known"}):
        if word.low == "known" and reading.low(i + 1) == "as" and reading.at(i + 2).is_capital:
            yield from _known_as(reading, i)
        if length := pairs(reading, i, rows.aliases):
            n = i + length
            named = reading.at(n).is_capital or {"'", '"'} & {*reading.gap(n)}
            thing = any(_names_a_thing(reading, m) for m in range(n, n + 4) if _runs_on(reading, n - 1, m))
            if named and reading.joins(n) and reading.low(n) not in {"the", "y", "yr"} and not thing:
                yield hit(reading, Kind.NAME, i, n)
        elif word.low in rows.pets:
            yield from _pet(reading, i)


def _known_as(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A man known as Big Dave"; not a wood."""
    n = i - (reading.low(i - 1) in {"is", "was"})
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
