"""What ties a person to their work, or to one moment at one place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.streets import is_home, streets
from crimemap.disclosure.words import words

_SMALL: Final = listed("the a an y yr their his her local nearby 'r")


def find_work(reading: Reading) -> Iterator[Hit]:
    """Jobs and places of work that single somebody out."""
    rows = words().work
    for i, word in reading.each(
        rows.ranks
        | rows.numbered
        | rows.works
        | first_words(rows.teachers | rows.jobs)
        | rows.posts
        | {"only"}
    ):
        low = word.low
        length = pairs(reading, i, rows.teachers)
        job = pairs(reading, i, rows.jobs)
        if (
            low in rows.posts
            and (reading.low(i - 1) in {"local", "village"} or _is_towns(reading, i))
            and reading.low(i - 2) not in {"your", "a"}
        ):
            yield hit(reading, Kind.WORK, i - 1, i)
            continue
        if length:
            yield hit(reading, Kind.WORK, i, i + length - 1)
        elif job:
            yield from _job(reading, i, i + job)
        elif low in rows.ranks or (
            low in rows.numbered and reading.low(i + 1) in {"number", "no", "numbers"}
        ):
            yield from _rank(reading, i)
        elif low in rows.works and low != "gweithio":
            yield from _works(reading, i)
        elif low == "only" and (reading.low(i - 1) == "the" or reading.low(i - 1).endswith("'s")):
            yield from _the_only(reading, i)
        elif (
            low == "gweithio"
            and reading.low(i + 1) in {"yn", "i", "fel", "ym", "yng", "mewn"}
            and (reading.low(i - 1) == "yn" or reading.low(i - 1).endswith("'n"))
        ):
            yield hit(reading, Kind.WORK, i, i + 2)


def _is_towns(reading: Reading, i: int) -> bool:
    """ "Caddlesea's vicar", "the Caddlesea harbourmaster"."""
    before = reading.at(i - 1)
    capital = before.is_capital and reading.close(i) and not reading.at(i).is_capital
    return capital and (before.low.endswith("'s") or reading.low(i - 2) == "the")


def _job(reading: Reading, i: int, n: int) -> Iterator[Hit]:
    """ "A teacher at Rosebay", "a nurse at the hospital"."""
    rows = words().work
    before = reading.at(i - 1)
    towns = (
        before.is_capital and reading.low(i - 2) in {"a", "an"} and reading.close(i) and reading.close(i - 1)
    )
    if towns and not reading.at(i).is_capital and reading.low(i) not in _HELPERS:
        yield hit(reading, Kind.WORK, i - 1, n - 1)
        return
    told = reading.low(i - 1) in {"a", "an"} and reading.low(i - 2) in {"is", "was", "as"}
    if told and reading.low(i - 3) in {"he", "she", "who", "works", "worked", "employed"}:
        yield hit(reading, Kind.WORK, i - 3, n - 1)
        return
    n += reading.low(n) in {"based", "working", "employed"} and reading.close(n)
    follow = reading.low(n)
    if follow == "on" and reading.low(n - 1) == "driver" and reading.low(n + 1) == "the" and reading.close(n):
        yield hit(reading, Kind.WORK, i, n + 2)
        return
    if follow not in rows.follows or not reading.close(n):
        return
    if _head_of_office(reading, i):
        return
    place = n + 1
    while (
        reading.low(place) in _SMALL | {"primary", "care", "general", "village", "town", "city", "children's"}
        and place < n + 4
    ):
        place += 1
    named = reading.at(place).is_capital and follow in _AT_WORK
    loose = follow in {"in", "from", "for", "to", "of", "i", "with"}
    served = {reading.low(n) for n in range(place, place + 4)} & {"chapel", "church", "capel", "eglwys"}
    known = {reading.low(place), reading.low(place + 1)} & rows.institutions
    plain = reading.low(i) in _HELPERS
    if (
        (named and (served or not (loose and plain)))
        or (known and not loose and reading.close(place))
        or (follow in {"at", "yn"} and place > n + 1 and reading.close(place) and not plain)
    ):
        yield hit(reading, Kind.WORK, i, place)


def _head_of_office(reading: Reading, i: int) -> bool:
    return (
        reading.low(i) in {"head", "secretary", "engineer", "clerk", "cook"}
        and reading.low(i + 1) in {"of", "to", "for", "in", "with", "at"}
        and reading.low(i + 1) != "at"
    )


def _rank(reading: Reading, i: int) -> Iterator[Hit]:
    """ "PC 1234", "collar number 567"."""
    n = i + 1
    while reading.low(n) in {"number", "no", "rhif"}:
        n += 1
    digits = reading.low(n)
    if reading.joins(n) and digits[:4].isdigit() and 2 < len(digits) < 8 and "," not in reading.gap(n):
        yield hit(reading, Kind.WORK, i, n)


def _works(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Who works at", "employed by Patel's", "an employee of"."""
    rows, persons = words().work, words().persons
    low, follow = reading.low(i), reading.low(i + 1)
    if follow not in rows.works_follows or not reading.close(i + 1):
        return
    if low in {"worked", "working", "works"} and (follow in {"with", "by"} or reading.low(i + 2) in _TIMES):
        return
    if low == "employee":
        if reading.at(i + 2).is_capital or reading.low(i + 2) in _SMALL:
            yield hit(reading, Kind.WORK, i, i + 2)
        return
    n = i - 1
    while reading.low(n) in _AUXILIARIES and n > i - 4:
        n -= 1
    subject = reading.low(n)
    many = subject == "who" and (
        reading.low(n - 1) in words().business.groups or (low != "works" and reading.low(n - 1).endswith("s"))
    )
    one = subject in {"he", "she", "who", "he's", "she's"} or subject in persons.singular
    proper = reading.at(n).is_capital and reading.at(n - 1).is_capital and reading.close(n)
    if low == "worked" and follow in {"with", "by"}:
        return
    sort = follow in {"in", "with", "as", "for", "by", "of"} and low in _LOOSE_WORK
    if reading.joins(i) and not many and not sort and (one or (proper and low in {"works", "employed"})):
        yield hit(reading, Kind.WORK, n, i + 1)
    elif (
        (low in _NOTED or (low == "worked" and _for_years(reading, i))) and not many and _is_note(reading, i)
    ):
        yield hit(reading, Kind.WORK, i, i + 2)


_TIMES: Final = listed("night nights weekend weekends height heights home times once first pace speed least")


def _is_note(reading: Reading, i: int) -> bool:
    """ "Works at the post office", "employed by Larkwith Bakery": said of nobody, and so of the one it is about."""
    follow = reading.low(i + 1)
    if reading.low(i) == "employed" and follow in {"at", "by"} and reading.at(i + 2).is_capital:
        return True
    place = (
        follow in {"at", "as"}
        or (follow == "for" and i == 0 and (reading.at(i + 2).is_capital or _as_one(reading, i)))
        or (follow == "in" and reading.at(i + 2).is_capital)
        or (follow == "in" and {reading.low(i + 2), reading.low(i + 3)} & _SHOPS)
        or (follow == "on" and {reading.low(i + 2), reading.low(i + 3)} & _COUNTERS)
    )
    return _starts(reading, i) and bool(place) and _is_singular_start(reading, i)


def _starts(reading: Reading, i: int) -> bool:
    return i == 0 or not reading.joins(i) or "," in reading.gap(i)


def _is_singular_start(reading: Reading, i: int) -> bool:
    """ "Works at the post office": a note about somebody; not "Works at the site begin on Monday"."""
    rest = {reading.low(n) for n in range(i + 1, i + 9)}
    return not rest & _ROADWORKS


def _the_only(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The only vet in Osterby"."""
    for n in range(i + 1, i + 4):
        if not reading.close(n):
            return
        known = (
            reading.low(n) in words().work.jobs
            or reading.low(n) in words().persons.singular
            or reading.low(n) in words().family.always
            or reading.low(n) in _VEHICLES
        )
        if known and (
            reading.low(i - 1) != "the" or reading.low(n + 1) in {"in", "at", "on", "yn", "ym", "of"}
        ):
            yield hit(reading, Kind.WORK, i, n + 1)
            return


def _as_one(reading: Reading, i: int) -> bool:
    """ "Works for the council as a gardener"."""
    return any(reading.low(n) == "as" and reading.low(n + 1) in {"a", "an"} for n in range(i + 3, i + 7))


def _for_years(reading: Reading, i: int) -> bool:
    return reading.at(i + 2).is_capital and bool(
        {"years", "months"} & {reading.low(n) for n in range(i + 3, i + 9)}
    )


_NOTED: Final = listed("works employed teaches taught studies")
_SHOPS: Final = listed("chippy shop pub cafe bakery salon butchers bank office factory takeaway garage bar")
_COUNTERS: Final = listed(
    "tills till checkout checkouts counter bins buses railway railways docks doors boats farms reception"
)
_VEHICLES: Final = listed("car van motorbike motorcycle scooter campervan tractor convertible lorry pickup")
_TIME: Final = re.compile(
    r"(?<![\d.:£])(?:(?:[01]?\d|2[0-3])[.:][0-5]\d ?(?:am|pm|a\.m\.|p\.m\.|hrs|hours)?"
    r"|(?:1[0-2]|[1-9]) ?(?:am|pm|a\.m\.|p\.m\.)|[0-2]\d[0-5]\d ?(?:hrs|hours)|midnight|noon)(?![\d%A-Za-z])",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[!?;]|\.(?=\s+[A-Z])")


def find_moments(reading: Reading) -> Iterator[Hit]:
    """An exact time at an exact place, in one sentence that announces no event."""
    times = (
        list(_TIME.finditer(reading.plain))
        if re.search(r"\d|midnight|noon", reading.plain, re.IGNORECASE)
        else []
    )
    if not times:
        return
    sure = sorted((one for one in streets(reading) if is_home(reading, one)), key=lambda one: one.first)
    stops = [found.start() for found in _STOP.finditer(reading.plain)]
    for time in times[:_MOST]:
        before, after = bisect_left(stops, time.start()), bisect_left(stops, time.end())
        start = stops[before - 1] + 1 if before else 0
        end = stops[after] if after < len(stops) else len(reading.plain)
        end = min(end, time.end() + _SENTENCE)
        start = max(start, time.start() - _SENTENCE)
        first, last = reading.index(start) + (start > 0), reading.index(end - 1)
        inside = {reading.low(n) for n in range(max(first, 0), last + 1)}
        if inside & words().moments.events or (inside & {"from", "until"} and "to" in inside):
            continue
        at = bisect_left(sure, first, key=lambda street: street.first)
        named = at < len(sure) and sure[at].last <= last
        exact = "." in time[0] or ":" in time[0]
        if named or (exact and (_has_place(reading, first, last) or _has_pub(reading, first, last))):
            yield Hit(Kind.MOMENT, time.start(), time.end())


_MOST: Final = 200
_SENTENCE: Final = 240


def _has_place(reading: Reading, first: int, last: int) -> bool:
    """ "Outside Larkwith Library": a capital after a word of place, and what it is."""
    places = words().moments.places
    return any(
        reading.low(n) in places and reading.at(n).is_capital and reading.at(n - 1).is_capital
        for n in range(max(first, 1), last + 1)
    )


def _has_pub(reading: Reading, first: int, last: int) -> bool:
    """ "Outside the Plough": a name after "the"."""
    return any(
        reading.low(n) == "the" and reading.low(n - 1) in _OUTSIDE and reading.at(n + 1).is_capital
        for n in range(max(first, 1), last)
    )


_OUTSIDE: Final = listed("outside inside near behind opposite")
_AT_WORK: Final = listed("at with for from in of yn ym yng i o")
_HELPERS: Final = listed(
    "minister referee trainer head assistant secretary student apprentice supervisor engineer officer"
)
_AUXILIARIES: Final = listed("was is also currently formerly then had has been still once previously and now")
_LOOSE_WORK: Final = listed("trained volunteered volunteers")
_ROADWORKS: Final = listed("begin start started continue finished will are were have include site sites")
