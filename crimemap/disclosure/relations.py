"""Relations: family, partners, neighbours and friends of one person."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.people import is_thing
from crimemap.disclosure.phrases import first_words, hit, pairs, stands_in
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import Family, Words, words


def find_relations(reading: Reading) -> Iterator[Hit]:
    """Family and other relations: "his wife", "mother of two", "ei wraig"."""
    rows = words().family
    for i, word in reading.each(_wanted(rows)):
        if length := _pair(reading, i):
            yield hit(reading, Kind.FAMILY, i, i + length - 1)
        elif word.low in _PARTED:
            if f"{reading.low(i + 1)}{reading.low(i + 2)}" in rows.always and reading.gap(i + 2) == " ":
                yield hit(reading, Kind.FAMILY, i, i + 2)
        elif word.low in _glued(rows.always):
            yield hit(reading, Kind.FAMILY, i, i)
        elif (span := _relation(reading, i, word.low.removesuffix("'s"))) and not (
            stands_in(reading, i, rows.harmless)
        ):
            yield hit(reading, Kind.FAMILY, *span)


def _pair(reading: Reading, i: int) -> int:
    """How many words from i on say a relation together: "ex-partner", "mother of"."""
    rows = words().family
    length = pairs(reading, i, rows.pairs)
    if not length or _is_office(reading, i + length):
        return 0
    harmless = stands_in(reading, i, rows.harmless) or stands_in(reading, i + length - 1, rows.harmless)
    return 0 if harmless else length


def _relation(reading: Reading, i: int, low: str) -> tuple[int, int] | None:
    """The first and the last word that tell a relation by word i; None where it tells none."""
    rows = words().family
    if low in _BY_NAME and _has_name(reading, i):
        return i, i + 1
    if low in rows.always:
        if reading.at(i).raw == "GWR":
            return None
        return None if _names_a_street(reading, i) else (i, i)
    if low in _OF_ONE or low in _many(rows.always):
        several = _several(reading, i)
        if several or low not in rows.possessed:
            return several
    if low not in rows.possessed or _is_office(reading, i + 1):
        return None
    first = _whose(reading, i, low)
    if first is None and _is_family_name(reading, i):
        first = i - 1
    return None if first is None else (first, i)


def _several(reading: Reading, i: int) -> tuple[int, int] | None:
    """Several, or an apostrophe forgotten: "cousins of the victim", "the Hobbs brothers", "his mothers house"."""
    if reading.low(i + 1) == "of" and _is_one(reading, i + 2):
        return i, i + 2
    whose = reading.low(i - 1) in {"his", "her", "my", "ei", "fy"} and reading.close(i)
    return (i - 1, i) if whose or _has_surname(reading, i) else None


@cache
def _wanted(rows: Family) -> frozenset[str]:
    several = _OF_ONE | _many(rows.always)
    slips = _PARTED | _glued(rows.always)
    return rows.always | rows.possessed | _BY_NAME | several | slips | first_words(rows.pairs)


_PARTED: Final = listed("his her")


@cache
def _glued(always: Words) -> frozenset[str]:
    """ "Hisgirlfriend"."""
    return frozenset(
        f"{whose}{word}" for whose in ("his", "her", "the") for word in always if len(word) > _SHORT
    )


_SHORT: Final = 3


@cache
def _many(always: Words) -> frozenset[str]:
    return frozenset(f"{word}s" for word in always) - always


def _names_a_street(reading: Reading, i: int) -> bool:
    """ "Mab Lane"."""
    after = reading.at(i + 1)
    street = after.low in words().streets.strong and after.is_capital and reading.at(i).is_capital
    return street and reading.close(i + 1) and reading.low(i - 1) not in words().persons.possessive


def _has_surname(reading: Reading, i: int) -> bool:
    """ "The Hobbs brothers"."""
    before = reading.at(i - 1)
    return (
        before.is_capital
        and reading.close(i)
        and reading.low(i - 2) == "the"
        and not reading.at(i).is_capital
    )


_OF_ONE: Final = listed(
    "relatives sons daughters brothers sisters parents children cousins siblings parent child friends"
)


def _is_one(reading: Reading, i: int) -> bool:
    """ "The victim", "a dead man", "one of the defendants"."""
    if reading.low(i) not in {"the", "a", "one", "this"}:
        return False
    return any(
        reading.close(n) and reading.low(n) in words().persons.singular | {"deceased"} for n in (i + 1, i + 2)
    )


_BY_NAME: Final = listed("partner neighbour friend bartner")


def _has_name(reading: Reading, i: int) -> bool:
    """ "Partner Sarah"; not "our partner Tamber Vale Council"."""
    if not reading.at(i + 1).is_capital or reading.gap(i + 1) != " " or reading.at(i).is_capital:
        return False
    last = i + 1
    while last < i + 6 and reading.close(last + 1):
        last += 1
    rest = range(i + 1, last + 1)
    several = {reading.low(n) for n in rest} & words().persons.organisation_words
    ours = reading.low(i - 1) in {"our", "its", "delivery", "project", "with"} or reading.low(i - 1).endswith(
        "'s"
    )
    return not ours and not several and not any(is_thing(reading, n) for n in rest)


def _is_office(reading: Reading, i: int) -> bool:
    """ "Their partner agencies"."""
    return reading.close(i) and reading.low(i) in words().persons.organisation_words - {"in", "staff"}


def _whose(reading: Reading, i: int, low: str) -> int | None:
    """The word that says whose relation word i is, up to four words before."""
    rows, persons = words().family, words().persons
    for before in range(i - 1, i - 5, -1):
        if not reading.close(before + 1):
            return None
        word = reading.at(before)
        wide = word.low in {"their", "your", "eu"} or word.low.endswith("'u") or _is_whose(reading, before)
        if (
            word.low in persons.possessive
            or word.low.endswith("'i")
            or (word.low == "whose" and wide)
            or (wide and low not in rows.general and low != "laws")
        ):
            return before
        if word.low in rows.numbers and low in _COUNTED:
            return before
        owner = word.low.removesuffix("'s")
        genitive = word.low.endswith("'s") or reading.gap(before + 1).startswith("' ")
        if genitive:
            known = owner in persons.singular or word.is_capital
            return (
                None
                if owner.rstrip("s") in persons.organisations or owner in persons.organisations or not known
                else before
            )
        if word.low not in rows.between:
            return None
    return None


def _is_whose(reading: Reading, i: int) -> bool:
    """ "Whose parents", of one person; not "people whose children"."""
    before = reading.low(i - 1) if reading.joins(i) else ""
    return (
        reading.low(i) == "whose"
        and not before.endswith("s")
        and before not in words().business.groups | _ALL
    )


_ALL: Final = listed("those people everyone anyone children somebody someone or and")
_COUNTED: Final = frozenset({"sons", "daughters", "brothers", "sisters", "nephews", "nieces"})


def _is_family_name(reading: Reading, i: int) -> bool:
    """ "The Smith family"."""
    before = reading.at(i - 1)
    return (
        reading.low(i) == "family"
        and reading.close(i)
        and before.is_capital
        and reading.low(i - 2) == "the"
        and before.low not in {"royal", "holy", "national", "larkwith"}
        and not reading.at(i).is_capital
    )
