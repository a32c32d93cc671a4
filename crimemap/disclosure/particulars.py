"""What marks one person out: a tattoo, a lost leg, what they drive, what they are known for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words


def find_looks(reading: Reading) -> Iterator[Hit]:
    """What people would know somebody by at sight, and where they came from."""
    rows = words().particulars
    limbs = listed("lost one missing")
    for i, word in reading.each(rows.marks | first_words(rows.known_for) | rows.countries | limbs):
        if length := pairs(reading, i, rows.known_for):
            yield hit(reading, Kind.GROUP, i, i + length - 1)
        elif word.low in rows.marks:
            yield from _mark(reading, i)
        elif word.low in limbs:
            yield from _limb(reading, i)
        elif word.low in rows.countries:
            yield from _from_abroad(reading, i)


def find_ways(reading: Reading) -> Iterator[Hit]:
    """What somebody drives, where they drink or play, what they were, and what they own."""
    rows = words().particulars
    for i, word in reading.each(
        rows.drives | rows.habits | rows.once | rows.club_roles | rows.trades | {"behind"}
    ):
        low = word.low
        if low in rows.drives:
            yield from _drives(reading, i)
        elif low in rows.once:
            yield from _once(reading, i)
        elif low in rows.trades:
            yield from _own_trade(reading, i)
        elif low == "behind":
            yield from _behind(reading, i)
        if low in rows.habits:
            yield from _habit(reading, i)
        if low in rows.club_roles:
            yield from _club(reading, i)


def _own_trade(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Her salon", "his taxi firm", "the restaurant she owns"; not "his local shop"."""
    if reading.low(i + 1) in {"he", "she"} and reading.low(i + 2) in {
        "owns",
        "runs",
        "manages",
        "owned",
        "ran",
    }:
        yield hit(reading, Kind.BUSINESS, i, i + 2)
        return
    for n in range(i - 1, i - 4, -1):
        if not reading.close(n + 1) or reading.low(n) in _ANYBODYS:
            return
        if reading.low(n) in {"his", "her"}:
            yield hit(reading, Kind.BUSINESS, n, i)
            return


_ANYBODYS: Final = listed("local nearest favourite usual way to from at in the nearby")


def _behind(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The man behind the counter"."""
    one = reading.low(i - 1) in words().persons.singular and reading.close(i)
    if one and reading.low(i + 2) in {"counter", "bar", "till", "desk"} and reading.close(i + 2):
        yield hit(reading, Kind.WORK, i - 1, i + 2)


def _from_abroad(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A family from Ghana", "who came from Syria"."""
    n = i - 1 - (reading.low(i - 1) == "the")
    if reading.low(n) not in {"from", "o"} or not reading.close(i) or not reading.at(i).is_capital:
        return
    before = reading.low(n - 1)
    if reading.close(n) and (before in words().persons.singular or before in _CAME):
        yield hit(reading, Kind.GROUP, n - 1, i)


_CAME: Final = listed("came originally comes fled arrived moved is teulu")


def _habit(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Who drinks in the Plough"; not "anyone who plays in the park"."""
    starts = i == 0 and any(reading.low(n) in _WITH and reading.at(n + 1).is_capital for n in (1, 2))
    if starts:
        yield hit(reading, Kind.GROUP, 0, 2)
        return
    n = i - (reading.low(i - 1) in {"regularly", "often", "also", "still"})
    subject = reading.low(n - 1)
    many = subject == "who" and reading.low(n - 2) in words().business.groups
    follows = reading.close(i + 1) and reading.low(i + 1) in words().particulars.habit_follows
    if subject in {"he", "she", "who"} and reading.close(n) and not many and follows:
        yield hit(reading, Kind.GROUP, n - 1, i + 2)


_WITH: Final = listed("for with at")


def _club(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The Penbryn RFC captain", "drummer in a local band"."""
    rows = words().particulars
    if reading.close(i) and reading.low(i - 1) in rows.clubs and _is_named(reading, i - 1):
        yield hit(reading, Kind.WORK, i - 1, i)
        return
    if reading.low(i + 1) not in {"in", "for", "with", "of"}:
        return
    named = reading.low(i + 1) == "of" and reading.at(i + 2 + (reading.low(i + 2) == "the")).is_capital
    for n in range(i + 2, i + 7):
        if not reading.close(n):
            return
        if reading.low(n) in rows.clubs:
            small = reading.low(i + 2) in {"a", "the", "local", "village"} and reading.low(n) not in {
                "team",
                "club",
            }
            if small or named:
                yield hit(reading, Kind.WORK, i, n)
            return


def _is_named(reading: Reading, i: int) -> bool:
    """ "Penbryn RFC", "the village cricket"."""
    before = reading.at(i - 1)
    own = (
        before.is_capital
        or reading.low(i) == "lifeboat"
        or before.low in {"village", "local", "town's", "village's"}
    )
    return reading.close(i) and own and before.low not in {"a", "our"}


def _mark(reading: Reading, i: int) -> Iterator[Hit]:
    """ "He has a spider tattoo", "with a scar"; not a tattoo parlour."""
    if reading.close(i + 1) and reading.low(i + 1) in words().particulars.mark_trades:
        return
    for n in range(i + 2, i + 7):
        if not all(map(reading.close, range(i + 1, n + 1))):
            break
        if reading.low(n) in {"his", "her"} and reading.low(n - 1) in {"on", "over", "across", "down"}:
            yield hit(reading, Kind.GROUP, i, n)
            return
    for n in range(i - 1, i - 6, -1):
        if not reading.close(n + 1):
            return
        several = reading.low(i) in {"twins", "triplets"}
        if reading.low(n) in _HAVING - {"with"} or reading.low(n) == ("the" if several else "with"):
            yield hit(reading, Kind.GROUP, n, i)
            return


_HAVING: Final = listed("his her has had with ei heavily distinctive a'i gyda")


def _drives(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Who drives a red Ford"; not "anyone who drives"."""
    if i == 0 and {reading.low(n) for n in range(1, 5)} & _COLOURS:
        yield hit(reading, Kind.GROUP, i, i + 2)
        return
    one = reading.low(i - 1) in {"he", "she", "who"} and reading.close(i)
    many = reading.low(i - 1) == "who" and reading.low(i - 2) in words().business.groups
    if one and not many and reading.low(i + 1) in {"a", "an", "the", "his", "her"}:
        yield hit(reading, Kind.GROUP, i - 1, i + 2)


_COLOURS: Final = listed("red blue green yellow white black silver grey gray orange pink purple brown gold")


def _once(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A former footballer", "the ex-mayor", "an off-duty police officer"."""
    rows = words().particulars
    for n in (i + 1, i + 2):
        if not reading.close(n):
            return
        if length := pairs(reading, n, rows.fame) or reading.low(n) in words().work.posts:
            yield hit(reading, Kind.WORK, i, n + length - 1)
            return


def _limb(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Lost a leg in Afghanistan", "one-armed"."""
    rows = words().particulars
    if reading.low(i) == "one":
        joined = reading.gap(i + 1) == "-" and reading.low(i + 1) in {"armed", "legged", "eyed", "handed"}
        limb = reading.low(i - 1) in {"with", "has"} and reading.low(i + 1) in rows.limbs and reading.close(i)
        if joined or limb:
            yield hit(reading, Kind.GROUP, i, i + 1)
        return
    if not all(map(reading.close, (i + 1, i + 2))):
        return
    for n in (i + 1, i + 2, i + 3):
        if reading.low(n) in rows.limbs and reading.low(i + 1) in {
            "a",
            "an",
            "his",
            "her",
            "both",
            "one",
            "the",
            "two",
        }:
            yield hit(reading, Kind.GROUP, i, n)
            return
