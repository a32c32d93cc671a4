"""Exact ages of children, and days of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs, phrase, stands_in
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words


def number_at(reading: Reading, i: int) -> tuple[int | None, int]:
    """The number that ends at word i, said in digits or in words, and the word that it begins with."""
    low = reading.low(i)
    if low.isdigit():
        return (int(low) if len(low) < 4 else None), i
    if low in _SAID:
        tens = reading.low(i - 1) in _TENS and reading.close(i)
        return _SAID[low] + (_TENS[reading.low(i - 1)] if tens else 0), i - tens
    return (_TENS[low], i) if low in _TENS else (None, i)


_SAID: Final = {
    word: n
    for row in (
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen"
        ),
        "un dau tri pedwar pump chwech saith wyth naw deg un-ar-ddeg deuddeg tair-ar-ddeg pedwar-ar-ddeg pymtheg",
        "un dwy tair pedair",
    )
    for n, word in enumerate(row.split(), 1)
}
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ORDINALS: Final = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth"
)
_YEARS_OLD: Final = re.compile(r"(\d{1,2})(?:yo|yrs?|y)\Z")


def find_ages(reading: Reading) -> Iterator[Hit]:
    """Exact ages of one child: "aged 14", "15-year-old", "a boy, 12", "14 oed"."""
    yield from _told_ages(reading)
    for shape in (_NAMED_AGE, _IN_BRACKETS):
        for found in shape.finditer(reading.plain):
            if _is_young(int(found[2])) and found[1].lower() not in _NOT_NAMES:
                yield Hit(Kind.CHILD_AGE, found.start(), found.end(2))
    if "yo" in reading.plain.lower() or "yr" in reading.plain.lower():
        yield from _short_ages(reading)


def _told_ages(reading: Reading) -> Iterator[Hit]:
    """By a word that says that a number is an age."""
    rows = words().ages
    for i, word in reading.each(_AGE_WORDS | rows.aged | rows.turned | words().persons.child):
        if word.low in {"old", "oed", "yo", "o"}:
            yield from _before_old(reading, i)
        elif word.low in rows.aged - {"yn"}:
            yield from _after_aged(reading, i)
        elif word.low in words().persons.child and reading.joins(i + 1):
            yield from _child_of(reading, i)
        elif word.low in rows.turned:
            yield from _turned(reading, i)
        elif _is_of_one(reading, i):
            yield from _only(reading, i)


_BORN: Final = re.compile(
    r"(?<![A-Za-z0-9])b\. ?(?:\d{1,2}[./\- ]{1,2}(?:\d{1,2}|[A-Za-z]{3,9})[./\- ]{1,2}(?:19|20)?\d\d"
    r"|(?:19|20)\d\d)(?!\d)"
)
_NAMED_AGE: Final = re.compile(
    r"\b([A-Z][a-z]{1,20}), {1,3}([5-9]|1[0-7])(?=,|\Z|\. [A-Z]|\.\Z|, (?:was|who|from|of))"
)
_IN_BRACKETS: Final = re.compile(r"\b([A-Z][a-z]{2,20}) \((1[0-7])\)")
_NOT_NAMES: Final = listed(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday years chapter section page ward wards zone phase junction"
)
_AGE_WORDS: Final = listed("old oed yo o he's she's he she is was")


def _turns_young(reading: Reading, i: int) -> bool:
    age, last = number_after(reading, i)
    return _is_young(age) and not _counts_on(reading, last)


def _turned(reading: Reading, i: int) -> Iterator[Hit]:
    if reading.close(i + 1) and _turns_young(reading, i + 1):
        yield hit(reading, Kind.CHILD_AGE, i, i + 1)
    elif reading.close(i + 2) and _tells_a_day(reading, i):
        yield hit(reading, Kind.BIRTH, i, i + 2)


def _tells_a_day(reading: Reading, i: int) -> bool:
    """ "Turned 21 on the day"; not "turned 21 plots into"."""
    age, last = number_after(reading, i + 1)
    return age is not None and age < 110 and reading.close(last + 1) and reading.low(last + 1) in _DAYS


_DAYS: Final = listed("on that the today yesterday last this in during just two three a")


def _short_ages(reading: Reading) -> Iterator[Hit]:
    """ "14yo", "15yr old"."""
    for i, word in enumerate(reading.words):
        short = _YEARS_OLD.match(word.low)
        if not short or not _is_young(int(short[1])):
            continue
        if word.low.endswith("yo") or reading.low(i + 1) in _CHILDREN:
            yield hit(reading, Kind.CHILD_AGE, i, i)


_CHILDREN: Final = listed("old boy girl male female lad")


def number_after(reading: Reading, i: int) -> tuple[int | None, int]:
    """The number that begins at word i, and the word that it ends with."""
    low = reading.low(i)
    if low in _TENS and reading.low(i + 1) in _SAID and reading.close(i + 1):
        return _TENS[low] + _SAID[reading.low(i + 1)], i + 1
    return number_at(reading, i)[0], i


def _is_young(age: int | None) -> bool:
    return age is not None and age < words().adult_age


def _before_old(reading: Reading, i: int) -> Iterator[Hit]:
    rows = words().ages
    at = i - 1
    if reading.low(i) == "o":
        if not (reading.low(at) == "y" and "/" in reading.gap(i)):
            return
        at -= 1
    elif reading.low(at) in rows.units and reading.close(i):
        at -= 1
    elif reading.low(i) == "old" or (reading.low(i) == "oed" and reading.low(at) in {"ar", "ddeg"}):
        if reading.low(i) == "old":
            return
        at = i - 3 if reading.low(i - 1) == "ddeg" else i - 2
    months = reading.low(i - 1) in {"month", "months", "week", "weeks", "day", "days"}
    age, first = number_at(reading, at)
    if age is None or not (months or _is_young(age)) or _is_range(reading, first):
        return
    if any(reading.close(n) and reading.low(n) in rows.things for n in (i + 1, i + 2)):
        return
    yield hit(reading, Kind.CHILD_AGE, first, i)


def _is_of_one(reading: Reading, i: int) -> bool:
    """ "He is", "she's"."""
    apart = reading.low(i) in {"is", "was"} and reading.low(i - 1) in {"he", "she", "who", "victim"}
    return apart or reading.low(i) in {"he's", "she's"}


def _of_age(reading: Reading, i: int) -> Iterator[Hit]:
    """ "15 years of age"."""
    age, first = number_at(reading, i - 3)
    if _is_young(age) and not _is_range(reading, first):
        yield hit(reading, Kind.CHILD_AGE, first, i)


def _is_range(reading: Reading, first: int) -> bool:
    """ "From 12 to 15 years old": many children's age."""
    before = reading.low(first - 1)
    return before in {"to", "under", "over", "than", "least", "neu", "hyd"} or (
        reading.at(first - 1).is_number and "-" in reading.gap(first)
    )


def _after_aged(reading: Reading, i: int) -> Iterator[Hit]:
    if reading.low(i - 1) == "of" and reading.low(i - 2) in words().ages.units:
        yield from _of_age(reading, i)
        return
    n = i + 1
    while (
        reading.low(n) in {"of", "just", "only", "around", "about", "approximately", "is", "was"}
        and n < i + 3
    ):
        n += 1
    age, last = number_after(reading, n)
    if (
        _is_young(age)
        and (reading.joins(n) or reading.gap(n).strip() == ":")
        and not _counts_on(reading, last)
    ):
        yield hit(reading, Kind.CHILD_AGE, i, last)


def _counts_on(reading: Reading, last: int) -> bool:
    """ "Aged 8 to 12", "16 and over", "16+": not one child."""
    rest = reading.plain[reading.at(last).end : reading.at(last).end + 2].strip()
    if rest.startswith("+") or (rest.startswith("-") and reading.at(last + 1).is_number):
        return True
    after = reading.low(last + 1)
    if after in {"and", "or", "neu", "i", "a"}:
        return reading.low(last + 2) in _OPEN_ENDED
    return reading.close(last + 1) and after in _MEASURES


def _child_of(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A boy, 15,", "girl (12)", "a child of six"."""
    n = i + 1
    of = reading.low(n) == "of"
    n += of
    age, last = number_after(reading, n)
    apart = of or bool({",", "("} & {*reading.gap(n)})
    ends = not reading.close(last + 1) or of
    if _is_young(age) and apart and ends and not _counts_on(reading, last):
        yield hit(reading, Kind.CHILD_AGE, i, last)


def _only(reading: Reading, i: int) -> Iterator[Hit]:
    """ "She was only 13"."""
    n = i + 1
    while reading.low(n) in {"only", "just", "then", "about", "nearly", "still", "barely"}:
        n += 1
    age, last = number_after(reading, n)
    ends = not reading.close(last + 1) or reading.low(last + 1) in _THEN
    if (
        _is_young(age)
        and reading.close(n)
        and ends
        and (n > i + 1 or reading.low(i) in {"he's", "she's"} or age in range(5, 18))
    ):
        yield hit(reading, Kind.CHILD_AGE, i, last)


_FULL_DATE: Final = re.compile(
    r"(?<![\d./\-])\d{1,2}[./\- ]\d{1,2}[./\- ](19[2-9]\d|200\d|201[0-2])(?![\d/])"
)


def find_births(reading: Reading) -> Iterator[Hit]:
    """Days of birth, by their word or by a whole date long past."""
    rows = words().births
    for shape in (_FULL_DATE, _BORN):
        for found in shape.finditer(reading.plain):
            yield Hit(Kind.BIRTH, found.start(), found.end())
    for i, word in reading.each(rows.words | first_words(rows.pairs) | {"d"}):
        length = pairs(reading, i, rows.pairs)
        if not length and phrase(reading, i, 3) == "d o b" and len(reading.gap(i + 1)) < 3:
            length = 3
        if length:
            yield hit(reading, Kind.BIRTH, i, i + length + 2)
        elif (
            word.low in rows.words and not stands_in(reading, i, rows.harmless) and _tells_a_birth(reading, i)
        ):
            yield hit(reading, Kind.BIRTH, i, i + 2)


def _tells_a_birth(reading: Reading, i: int) -> bool:
    return reading.low(i) in {"dob", "ganwyd", "anwyd", "aned", "birthdate"} or _has_date(reading, i)


def _has_date(reading: Reading, i: int) -> bool:
    """A number within four words after, or an ordinal or whose before: "born on 3 March", "his 15th birthday"."""
    told = reading.gap(i + 1).strip() == ":"
    near = [
        reading.low(n) for n in range(i + 1, i + 5) if all(map(reading.joins, range(i + 1 + told, n + 1)))
    ]
    if any(low[:1].isdigit() for low in near):
        return True
    later = [reading.low(n) for n in range(i + 5, i + 9) if all(map(reading.joins, range(i + 1, n + 1)))]
    if reading.low(i) == "born" and any(re.fullmatch(r"(?:19|20)\d\d", low) for low in later):
        return True
    before = reading.low(i - 1)
    if reading.low(i) in {"birthday", "penblwydd"}:
        whose = {before, reading.low(i - 2), reading.low(i - 3)} & (words().persons.possessive | {"whose"})
        return (
            bool(whose)
            or (before[:1].isdigit() and int(re.sub(r"\D", "", before)) < words().adult_age)
            or before in _ORDINALS
        )
    return False


_OPEN_ENDED: Final = listed("over under above up upwards older younger below hyn drosodd")
_MEASURES: Final = listed("to plus upwards metres minutes per percent")
_THEN: Final = listed("and at when but years yrs")
