"""Addresses, and streets that are said of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words

_LONGEST_NAME: Final = 4
_LONGEST_HOUSE_NUMBER: Final = 4
NUMBER_WORDS: Final = listed(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen un dau tri pedwar pump chwech saith wyth naw deg deuddeg pymtheg"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred ugain"
)


@dataclass(frozen=True, slots=True)
class Street:
    """Words first to last are a street's name. `sure`: written with capitals, or with a Welsh word for a street."""

    first: int
    last: int
    strong: bool
    sure: bool


def streets(reading: Reading) -> list[Street]:
    """Every street that is named, each with the longest name that it can have."""
    rows = words().streets
    found: list[Street] = []
    for i, word in reading.each(rows.strong | rows.weak | rows.welsh):
        if word.low in rows.strong or word.low in rows.weak:
            found.extend(_english(reading, i))
        elif word.low.removesuffix("'r") in rows.welsh:
            found.extend(_welsh(reading, i))
    return found


def _english(reading: Reading, last: int) -> Iterator[Street]:
    rows = words().streets
    strong = reading.low(last) in rows.strong
    if reading.at(last).is_capital:
        first = last
        while last - first < _LONGEST_NAME and _is_name(reading, first - 1, first):
            first -= 1
        if first < last:
            yield Street(first, last, strong, sure=True)
            return
    after = reading.low(last + 1) if reading.close(last + 1) else ""
    if not strong or reading.low(last) in {"dr", "row", "way"} or after in {"to", "by", "together", "range"}:
        return
    numbered = reading.low(last) in {"st", "close", "drive", "av", "grove", "cl"}
    first = last
    while last - first < 2 and reading.close(first) and _is_small_name(reading, first - 1):
        first -= 1
        if not numbered or reading.low(first - 1).rstrip("abcd").isdigit():
            yield Street(first, last, strong, sure=False)


def _is_name(reading: Reading, i: int, after: int) -> bool:
    """Whether word i, in capitals, belongs to the name that goes on with word `after`."""
    word = reading.at(i)
    if not word.low or not reading.close(after):
        return False
    if (
        word.low == "the"
        and word.is_capital
        and reading.low(after) in words().streets.strong | words().streets.weak
    ):
        return True
    if word.low in {"the", "y", "yr", "of", "and"}:
        return reading.at(i - 1).is_capital and reading.close(i) and word.low != "of"
    if word.low in NUMBER_WORDS:
        return False
    proper = word.is_capital or _RANKED.fullmatch(word.low) is not None or "'" in word.raw
    return proper and not word.is_number and word.low not in _NO_START and len(word.raw) > 1


_RANKED: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_NO_START: Final = listed(
    "in on at of from to by off near along and or for with the this that a an is was lives living lived flat number no"
    " aged man woman resident o yn ar byw rhif opposite behind outside beside between address january february march"
    " april june july august september october november december monday tuesday wednesday thursday friday saturday"
    " sunday"
)


def _is_small_name(reading: Reading, i: int) -> bool:
    word = reading.at(i)
    return (
        bool(word.low)
        and word.raw.isalpha()
        and len(word.low) > 2
        and word.low not in words().streets.not_names
        and word.low not in NUMBER_WORDS
    )


def _welsh(reading: Reading, first: int) -> Iterator[Street]:
    strong = reading.low(first).removesuffix("'r") in words().streets.welsh_strong
    last = first
    while last - first < _LONGEST_NAME and reading.close(last + 1) and _goes_on(reading, last + 1, first):
        last += 1
    while last > first and reading.low(last) in {"y", "yr", "ar", "a"}:
        last -= 1
    capital = reading.at(first).is_capital or any(
        reading.at(i).is_capital for i in range(first + 1, last + 1)
    )
    if last > first and (capital or strong):
        yield Street(first, last, strong, sure=capital)


def _goes_on(reading: Reading, i: int, first: int) -> bool:
    word = reading.at(i)
    if word.low in {"y", "yr"}:
        return True
    small = not any(reading.at(n).is_capital for n in range(first + 1, i)) and i - first <= 2
    return word.raw.isalpha() and (word.is_capital or (small and word.low not in _NO_START))


def find_homes(reading: Reading) -> Iterator[Hit]:
    """House numbers with streets, flats, and streets that stand with a person."""
    yield from _flats(reading)
    for street in streets(reading):
        first = _house(reading, street)
        if first is not None:
            yield _hit(reading, Kind.HOUSE, first, street.last)
        elif (end := _house_after(reading, street)) is not None:
            yield _hit(reading, Kind.HOUSE, street.first, end)
        elif (first := _person_before(reading, street)) is not None:
            yield _hit(reading, Kind.STREET, first, street.last)
        elif street.strong and (_person_after(reading, street) or _where_one_lives(reading, street)):
            yield _hit(reading, Kind.STREET, street.first, street.last + 1)


def _hit(reading: Reading, kind: Kind, first: int, last: int) -> Hit:
    return Hit(kind, reading.at(first).start, reading.at(last).end)


def _flats(reading: Reading) -> Iterator[Hit]:
    rows = words().streets
    for i, word in reading.each(rows.house_words):
        number = reading.at(i + 1)
        if word.low not in rows.house_words or not reading.close(i + 1):
            continue
        if (
            number.low[:1].isdigit()
            and len(number.low) <= _LONGEST_HOUSE_NUMBER
            and number.low[-1:] not in {"%", "m"}
        ) or (len(number.raw) == 1 and "A" <= number.raw <= "H" and reading.gap(i + 1) == " "):
            yield _hit(reading, Kind.HOUSE, i, i + 1)


def _house(reading: Reading, street: Street) -> int | None:
    """The word where the address begins: a number right before the street, or said to be on it."""
    rows = words().streets
    i = street.first - 1
    between = 0
    if {reading.low(n) for n in range(street.first, street.last)} & _FOR_TRADE and not street.strong:
        return None
    while reading.joins(i + 1) and reading.low(i) in _BESIDE_NUMBER:
        i, between = i - 1, between + 1
    if not reading.joins(i + 1) or not _is_house_number(reading, i):
        return None
    before = i - 1
    while reading.low(before) in NUMBER_WORDS and reading.joins(before + 1):
        before -= 1
    prefixed = reading.close(before + 1) and reading.low(before) in rows.number_words
    prefixed = prefixed or reading.gap(before + 1).endswith("#")
    if prefixed:
        return before if reading.low(before) in rows.number_words else before + 1
    small = not street.sure and (not street.strong or _is_said(reading, street, i))
    return None if between or small or _counts_something(reading, street, before) else before + 1


def _is_said(reading: Reading, street: Street, i: int) -> bool:
    """Whether the number counts in words ("two leafy lanes"); not where "twelve acacia avenue" stands by itself."""
    starts = not reading.close(i) or reading.low(i - 1) in {"at", "of", "from"}
    alone = starts and not reading.close(street.last + 1) and reading.low(i) != "one"
    return reading.low(i) in NUMBER_WORDS and not alone


def _is_house_number(reading: Reading, i: int) -> bool:
    low = reading.low(i)
    if low in NUMBER_WORDS:
        return True
    digits = low.rstrip("abcdefghjk")
    if not digits.isdigit() or len(low) - len(digits) > 1 or len(digits) > _LONGEST_HOUSE_NUMBER:
        return False
    year = len(digits) == _LONGEST_HOUSE_NUMBER and digits[:2] in {"19", "20"}
    if low == "10" and reading.low(i + 1) == "downing":
        return False
    money = reading.gap(i)[-1:] in {"£", "$", "€"}
    decimal = reading.gap(i) in {".", ":"} and reading.at(i - 1).is_number
    return int(digits) > 0 and not year and not money and not decimal


def _counts_something(reading: Reading, street: Street, before: int) -> bool:
    """Whether the number is no house's: of a junction, a day, an age, or of things on the street."""
    rows = words().streets
    after = reading.low(street.last + 1) if reading.close(street.last + 1) else ""
    comma = "," in reading.gap(before + 2) if street.first > before + 2 else "," in reading.gap(street.first)
    if street.sure and reading.low(before) == "of":
        return after in rows.counted or after in rows.part_of or reading.low(before - 1) in rows.counts_of
    return after in rows.counted or (
        reading.close(before + 1) and reading.low(before) in rows.not_houses and not comma
    )


def _house_after(reading: Reading, street: Street) -> int | None:
    """ "Wren Street, number 14", "Heol Derw 12."."""
    if not street.sure or not street.strong:
        return None
    i = street.last + 1
    if reading.joins(i) and reading.low(i) in {"no", "number", "num", "rhif", "flat", "fflat"}:
        return i + 1 if reading.joins(i + 1) and _is_house_number(reading, i + 1) else None
    ends = i + 1 >= len(reading.words) or not reading.close(i + 1)
    if reading.joins(i) and reading.at(i).low[:1].isdigit() and _is_house_number(reading, i) and ends:
        return i
    return None


def _person_before(reading: Reading, street: Street) -> int | None:
    """The word where a person is tied to the street: "lives on", "of", "a man in", "her home near"."""
    rows, persons = words().streets, words().persons
    i = street.first - 1
    if reading.low(i) in {"the", "y", "yr"} and reading.close(i + 1):
        i -= 1
    strong = street.strong or street.sure
    if reading.low(i) not in rows.before or not reading.close(i + 1):
        told = reading.joins(i + 1) or reading.gap(i + 1).strip() == ":"
        told = told and reading.low(i) in _ADDRESS
        return i if told and street.strong else None
    said = reading.low(i)
    cue = i - 1
    if (
        reading.low(cue) in {"to", "from", "in", "up", "out"}
        and reading.close(i)
        and reading.low(cue - 1) in rows.lives
    ):
        cue -= 1
    if reading.close(cue + 1) and reading.low(cue) in rows.lives and strong:
        return None if _is_many(reading, cue) or _is_shared(reading, cue) else cue
    if not street.strong:
        return _origin_of_one(reading, street, i)
    if reading.close(cue + 1) and (reading.low(cue) in persons.singular or _is_age(reading, cue)):
        return cue
    if lives := _lives_before(reading, cue):
        return lives
    return _origin(reading, street, i, said)


def _origin_of_one(reading: Reading, street: Street, i: int) -> int | None:
    """ "Smith, of Wharf Parade", "a man from Wharf Court": a weak street needs whose it is."""
    if reading.low(i) not in words().streets.from_ or not is_home(reading, street):
        return None
    before = reading.at(i - 1)
    apart = "," in reading.gap(i) and reading.joins(i) and (before.is_capital or before.is_number)
    town = reading.low(i) == "from" and not reading.joins(i) and "," in reading.gap(street.last + 1)
    one = reading.close(i) and (before.low in words().persons.singular or _is_age(reading, i - 1))
    return i if apart or one or town else None


def is_home(reading: Reading, street: Street) -> bool:
    """Whether people live in the street by its name: "Wharf Parade", not "Larkwith Park"."""
    court = reading.low(street.last) in {"court", "ct"} and reading.low(street.last - 1) in _COURTS
    home = street.strong or reading.low(street.last) in words().streets.homes
    return street.sure and home and not court


def _is_age(reading: Reading, cue: int) -> bool:
    """ "A 78-year-old in"."""
    return reading.low(cue) == "old" and reading.low(cue - 1) in words().ages.units


def _lives_before(reading: Reading, cue: int) -> int | None:
    """ "Lives at the end of": a dwelling by a longer way round."""
    for n in range(cue, cue - 6, -1):
        if n < 0 or not reading.joins(n + 1):
            return None
        if reading.low(n) in _DWELLS:
            return n
    return None


_DWELLS: Final = listed("lives lived resides byw dwelling")


def _is_many(reading: Reading, cue: int) -> bool:
    """ "People who live in", "homes on": nobody in particular."""
    if reading.low(cue) in {"homes", "addresses"}:
        return True
    before = reading.low(cue - 1)
    if before == "who":
        before = reading.low(cue - 2)
    plural = reading.low(cue) in {"live", "living", "lived", "stay", "reside", "staying"}
    return plural and before in _MANY


def _is_shared(reading: Reading, cue: int) -> bool:
    """ "The community garden in": anybody's."""
    if reading.low(cue) == "garden" and reading.low(cue - 1) not in _WHOSE_GARDEN:
        return True
    return reading.low(cue) in _DWELLINGS and reading.low(cue - 1) in _SHARED


_DWELLINGS: Final = listed("home house property garage shed")
_WHOSE_GARDEN: Final = listed("his her my their a the ei fy front back")


def _origin(reading: Reading, street: Street, i: int, said: str) -> int | None:
    """ "Smith, 34, of Wren Street", "Jane Smith from Rowan Road"; not "the corner of", not "from … to"."""
    rows = words().streets
    if said not in rows.from_:
        return None
    after = reading.low(street.last + 1) if reading.close(street.last + 1) else ""
    if after in {"to", "towards", "as", "i", "i'r"} and said in {"from", "o"}:
        return None
    if after in rows.part_of:
        return None
    before = reading.at(i - 1)
    joined = reading.joins(i)
    if said == "of":
        harmless = joined and (before.low in rows.of_harmless or before.low.endswith("ing"))
        plural = joined and not before.is_capital and before.low.endswith("s") and "," not in reading.gap(i)
        return None if harmless or plural or (before.low == "" and i > 0) else max(i - 1, 0) if joined else i
    named = (
        before.is_capital
        and reading.at(i - 2).is_capital
        and reading.close(i - 1)
        and not _is_thing(before.low)
    )
    aged = before.is_number and len(before.low) <= 3 and joined
    apart = joined and "," in reading.gap(i) and (before.is_capital or before.is_number)
    town = "," in reading.gap(street.last + 1) and reading.at(street.last + 1).is_capital
    if not joined and (said == "o" or (street.sure and town)):
        return i
    return i - 1 if joined and (named or aged or apart) else None


def _is_thing(low: str) -> bool:
    rows = words().streets
    return low in rows.weak or low in rows.strong or low in words().victims.not_people


def _person_after(reading: Reading, street: Street) -> bool:
    """ "Wren Street man"; not "Wren Street, man" and not "High Street shopper" in small letters."""
    after = reading.low(street.last + 1)
    person = after in words().persons.singular and after not in _NOT_LOCAL
    return street.sure and person and reading.close(street.last + 1)


def _where_one_lives(reading: Reading, street: Street) -> bool:
    """ "Tannery Close, where she lives"."""
    i = street.last + 1
    one = reading.low(i + 1) in {"he", "she", "the", "his", "her"}
    return reading.low(i) == "where" and one and any(reading.low(n) in _DWELLS for n in (i + 2, i + 3))


_COURTS: Final = listed("crown magistrates county high youth family supreme tennis netball combined")
_FOR_TRADE: Final = listed("industrial trading retail business enterprise commercial science technology")
_BESIDE_NUMBER: Final = listed("on in of at along the ar yn o y")
_ADDRESS: Final = listed("address addresses cyfeiriad home resident")
_MANY: Final = listed("people residents families neighbours those everyone anyone pensioners")
_SHARED: Final = listed("care community nursing public children's funeral empty disused derelict council")
_NOT_LOCAL: Final = listed("local shopper family person youth resident's")
