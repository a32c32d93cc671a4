"""Homes that are told without a street: by what stands beside them, by how they look, by a name or a number alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.streets import NUMBER_WORDS
from crimemap.disclosure.words import words


def find_dwellings(reading: Reading) -> Iterator[Hit]:
    """ "The house opposite the school", "the last house in the lane", "of Holly Lodge", "at number 12"."""
    yield from _beside(reading)
    yield from _welsh(reading)
    yield from _houses(reading)
    rows = words().dwellings
    for i, word in reading.each(rows.small_ends | rows.farms | _NUMBER | {"at", "of", "door", "my", "fy"}):
        low = word.low
        if (
            low in rows.small_ends
            and not word.is_capital
            and (first := _small_address(reading, i)) is not None
        ):
            yield hit(reading, Kind.HOUSE, first, i)
        if low in {"my", "fy", "door"}:
            yield from _mine(reading, i)
        elif low in rows.farms:
            yield from _farm(reading, i)
        elif low in _NUMBER:
            yield from _number(reading, i)
        else:
            yield from _after_at(reading, i)


def _houses(reading: Reading) -> Iterator[Hit]:
    """By a word for a house."""
    rows = words().dwellings
    for i, word in reading.each(rows.words | rows.named | rows.the_names):
        low = word.low
        if low in rows.words and _is_one_house(reading, i):
            yield hit(reading, Kind.STREET, _article(reading, i), i + 1)
        if low in rows.words and reading.low(i + 1) in _CALLED and reading.at(i + 2).is_capital:
            yield hit(reading, Kind.HOUSE, i, i + 2)
        if low in rows.named:
            yield from _named(reading, i)
        old = reading.low(i - 1) == "old" or (low == "house" and reading.low(i - 2) == "old")
        if (low in rows.the_names or low == "house") and (reading.low(i - 1) == "the" or old):
            yield from _the_named(reading, i)


_CALLED: Final = listed("called named name")


def _welsh(reading: Reading) -> Iterator[Hit]:
    """ "27 Cae Gwyn", "Bryn Awel, Church Road", "Swn-y-Môr"."""
    rows = words().dwellings
    for i, word in reading.each(rows.welsh | first_words(rows.usual)):
        length = pairs(reading, i, rows.usual)
        if length and word.is_capital and reading.low(i + length) not in {"road", "street", "lane", "club"}:
            yield hit(reading, Kind.HOUSE, i, i + length - 1 + (reading.low(i + length - 1) == "y"))
            continue
        after = reading.at(i + 1)
        named = reading.close(i + 1) and (after.is_capital or after.low in {"y", "yr"})
        if word.low not in rows.welsh or not word.is_capital or not named:
            continue
        number = reading.low(i - 1)
        digits = number.rstrip("abcd")
        if digits.isdigit() and len(digits) < 4 and reading.joins(i) and not _counts(reading, i - 1):
            yield hit(reading, Kind.HOUSE, i - 1, i + 1)
        last = i + 1 + (after.low in {"y", "yr"})
        if word.low not in {"y", "yr"} and "," in reading.gap(last + 1) and _is_street(reading, last + 1):
            yield hit(reading, Kind.HOUSE, i, last)


def _counts(reading: Reading, i: int) -> bool:
    before = reading.low(i - 1)
    if reading.low(i + 2) in {"industrial", "trading", "retail", "business", "enterprise"}:
        return True
    return (reading.close(i) and before in words().streets.not_houses) or "£" in reading.gap(i)


def _is_street(reading: Reading, i: int) -> bool:
    """Whether a street's name begins at word i."""
    rows = words().streets
    return reading.low(i) in rows.welsh_strong or any(reading.low(n) in rows.strong for n in (i + 1, i + 2))


def _small_address(reading: Reading, i: int) -> int | None:
    """The number of "31 copper beech rise", where an address may begin."""
    if reading.close(i + 1):
        return None
    for n in range(i - 1, i - 4, -1):
        if not reading.joins(n + 1):
            return None
        low = reading.low(n)
        if low.rstrip("abcd").isdigit() and len(low) < 5 and n < i - 1:
            starts = not reading.close(n) or reading.low(n - 1) in _STANDING
            return n if starts and "£" not in reading.gap(n) else None
        if low in words().streets.not_names or low in words().streets.counted:
            return None
    return None


def _mine(reading: Reading, i: int) -> Iterator[Hit]:
    """ "My house", "next door to the vicarage"."""
    if reading.low(i) == "door":
        starts = i == 1 or not reading.joins(i - 1) or "," in reading.gap(i - 1)
        if reading.low(i - 1) == "next" and reading.low(i + 1) in {"to", "i"} and starts:
            yield hit(reading, Kind.STREET, i - 1, i + 1)
        return
    for n in (i + 1, i + 2):
        if reading.close(n) and reading.low(n) in words().dwellings.words | _OWN:
            yield hit(reading, Kind.STREET, i, n)
            return


_OWN: Final = listed("garden drive driveway home fence gate gateway doorstep")
_NUMBER: Final = listed("no number num rhif nos")


def _article(reading: Reading, i: int) -> int:
    """The word that says which house; the house itself where none does."""
    for n in range(i - 1, i - 4, -1):
        if not reading.close(n + 1):
            break
        if reading.low(n) in words().dwellings.which:
            return n
    return i


def _is_one_house(reading: Reading, i: int) -> bool:
    rows = words().dwellings
    first = _article(reading, i)
    between = {reading.low(n) for n in range(first + 1, i)}
    if (
        first == i
        or between & rows.public
        or reading.low(i + 1) in {"party", "clearance", "prices", "building"}
    ):
        return False
    if between & rows.looks and (not reading.close(i + 1) or reading.low(i + 1) in _IN):
        return True
    if (
        reading.low(i) in {"terrace", "semi"}
        or not reading.close(i + 1)
        or reading.low(i + 1) not in rows.where
    ):
        return False
    return reading.low(i + 1) not in {"on", "at", "by", "with", "yn", "after", "before"} or (
        reading.low(i + 2) in {"the", "a", "y", "yr", "its"}
    )


_IN: Final = listed("in on of at by with near opposite yn ar")


def _named(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Smith, 34, of Holly Lodge", "of The Old Rectory"."""
    first = i
    while i - first < 4 and reading.close(first) and reading.at(first - 1).is_capital:
        first -= 1
    if first == i or not reading.at(i).is_capital:
        return
    comma = "," in reading.gap(i + 1) and reading.joins(i + 1)
    own = (
        reading.low(i) in words().dwellings.street_after
        and reading.low(i - 1) not in words().dwellings.public
    )
    if comma and own and _is_street(reading, i + 1) and reading.at(i + 1).is_capital:
        yield hit(reading, Kind.HOUSE, first, i)
        return
    if reading.low(first - 1) not in {"of", "o", "at", "from"}:
        return
    if not reading.close(first) or (reading.close(i + 1) and reading.low(i + 1) in _NO_HOUSE):
        return
    cue = first - 2
    said = reading.at(cue)
    of_one = (
        said.low in words().persons.singular or said.low == "home" or said.low in {"lives", "living", "lived"}
    )
    apart = reading.joins(cue + 1) and "," in reading.gap(cue + 1) and (said.is_capital or said.is_number)
    alone = not reading.joins(cue + 1) and reading.low(first - 1) in {"of", "o"}
    if alone or apart or (of_one and reading.close(cue + 1)):
        yield hit(reading, Kind.HOUSE, first - 1, i)


def _the_named(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The Gables, Osterby", "of The Gables"."""
    comma = "," in reading.gap(i + 1) and reading.joins(i + 1) and reading.at(i + 1).is_capital
    of = reading.low(i - 2) == "of" and not reading.close(i + 1)
    if reading.at(i).is_capital and reading.at(i - 1).is_capital and (comma or of):
        yield hit(reading, Kind.HOUSE, i - 1, i)


_NO_HOUSE: Final = listed(
    "hospital home homes museum park hotel school of road street lane estate car trust centre"
)


def _farm(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Ty Gwyn Farm", "Fferm Hafod"; not the city farm, not Manor Farm Road."""
    rows = words().dwellings
    low, before = reading.low(i), reading.at(i - 1)
    if reading.close(i + 1) and (
        reading.low(i + 1) in rows.farm_things or reading.low(i + 2) in rows.farm_things
    ):
        return
    if low in {"fferm", "ffarm"}:
        if reading.close(i + 1) and reading.at(i + 1).is_capital:
            yield hit(reading, Kind.BUSINESS, i, i + 1)
    elif (
        reading.at(i).is_capital
        and before.is_capital
        and reading.close(i)
        and before.low not in rows.not_farms
    ):
        yield hit(reading, Kind.BUSINESS, i - 1, i)


def _number(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The people at no. 17", "opposite number 12"."""
    rows = words().dwellings
    low = reading.low(i + 1)
    digits = low.rstrip("abcd")
    is_number = (digits.isdigit() and len(digits) < 4) or low in NUMBER_WORDS
    own = (reading.low(i - 1) in rows.words and reading.joins(i)) or (i == 0 and len(reading.words) == i + 2)
    standing = own or (reading.low(i - 1) in _STANDING and reading.close(i))
    if not is_number or not reading.joins(i + 1) or not standing:
        return
    ends = not reading.close(i + 2) or reading.low(i + 2) in rows.number_goes_on or reading.low(i + 2) == "'s"
    if ends and reading.low(i - 2) not in {"ranked", "chart", "came"}:
        yield hit(reading, Kind.HOUSE, i, i + 1)


_ONE: Final = listed(
    "lady man woman couple family people gentleman pensioner neighbour neighbours chap bloke"
)
_ASKS: Final = listed("has have had is are who never always says said asked complained keeps wants")
_STANDING: Final = listed("at from of opposite behind beside to outside by yn o next off")


def _after_at(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Of 12, The Maltings", "I live opposite at 33"."""
    number = reading.low(i + 1)
    house = number.rstrip("abcd").isdigit() and len(number) < 4 and "," in reading.gap(i + 2)
    if house and reading.low(i + 2) == "the" and reading.at(i + 3).is_capital and reading.close(i + 1):
        yield hit(reading, Kind.HOUSE, i + 1, i + 3)
    elif reading.low(i) == "at":
        yield from _lives_at_number(reading, i)


def _lives_at_number(reading: Reading, i: int) -> Iterator[Hit]:
    """ "I live opposite at 33"."""
    low = reading.low(i + 1)
    if not (low.rstrip("abcd").isdigit() and len(low) < 5 and reading.joins(i + 1)):
        return
    ends = not reading.close(i + 2)
    if reading.low(i - 1) in _ONE and reading.close(i) and (ends or reading.low(i + 2) in _ASKS):
        yield hit(reading, Kind.HOUSE, i - 1, i + 1)
        return
    if not ends:
        return
    for n in range(i - 1, i - 6, -1):
        if not reading.joins(n + 1):
            return
        if reading.low(n) in {"live", "lives", "lived", "living", "house", "home", "flat"}:
            yield hit(reading, Kind.HOUSE, n, i + 1)
            return


def _beside(reading: Reading) -> Iterator[Hit]:
    """ "Lives opposite the chapel", "two doors down"."""
    rows = words().streets
    for i, word in reading.each(_DWELLING_WORDS):
        if word.low in {"lives", "lived", "living", "byw", "resides"} and reading.close(i + 1):
            beside = reading.low(i + 1)
            at_home = reading.low(i + 1) == "at" and reading.at(i + 2).is_capital and reading.close(i + 2)
            doors = at_home or reading.low(i + 2) in {"door", "doors", "houses"}
            if beside in rows.beside or doors:
                yield hit(reading, Kind.STREET, i, min(i + 2, len(reading.words) - 1))
        elif (
            word.low in {"flat", "bedsit", "apartment"}
            and reading.close(i + 1)
            and reading.low(i + 1) in {"above", "over"}
        ):
            yield hit(reading, Kind.STREET, i, i + 1)
        elif word.low in _COTTAGES and _is_cottage(reading, i):
            yield hit(reading, Kind.HOUSE, i - 1, i)
        elif word.low in {"ty", "dy"} and _is_welsh_house(reading, i):
            yield hit(reading, Kind.HOUSE, i, i + 1)


def _is_cottage(reading: Reading, i: int) -> bool:
    """ "Rose Cottage"; not the Cottage Hospital."""
    named = reading.at(i).is_capital and reading.at(i - 1).is_capital and reading.close(i)
    return named and reading.low(i - 1) != "the" and reading.low(i + 1) not in {"hospital", "homes"}


def _is_welsh_house(reading: Reading, i: int) -> bool:
    """ "Tŷ Gwyn, Heol y Bont"; not "Tŷ Melys" alone, which may be the council's."""
    named = reading.at(i).is_capital and reading.at(i + 1).is_capital and not reading.close(i + 2)
    street = reading.low(i + 2) in words().streets.welsh_strong
    return named and (street or reading.low(i - 1) in {"yn", "o", "byw", "of", "at"})


_DWELLING_WORDS: Final = listed(
    "lives lived living byw resides flat bedsit apartment cottage bungalow villa ty dy"
)
_COTTAGES: Final = listed("cottage bungalow villa")
