"""What ties a person to a school, a business or a boat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs, stands_in
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words

_SMALL: Final = frozenset({"the", "a", "an", "y", "yr", "their", "his", "her", "local", "nearby", "'r"})


def find_schools(reading: Reading) -> Iterator[Hit]:
    """Schools by name, and children by their school."""
    rows = words().schools
    yield from _saints(reading)
    for i, word in reading.each(
        rows.pupil | rows.words | rows.short | rows.welsh | _YEAR | first_words(rows.pupil_pairs)
    ):
        low = word.low.removesuffix("'s")
        if length := pairs(reading, i, rows.pupil_pairs):
            yield hit(reading, Kind.PUPIL, i, i + length - 1)
        elif low in rows.pupil:
            yield hit(reading, Kind.PUPIL, i, i)
        elif low in _YEAR:
            yield from _year(reading, i)
        elif (low in rows.words and low != "schools") or (low in rows.short and word.is_capital):
            yield from _school(reading, i)
        elif low in rows.welsh and stands_in(reading, i, rows.not_ours):
            continue
        elif low in rows.welsh and reading.close(i + 1) and _names_it(reading, i + 1, rows.welsh_kinds):
            if word.is_capital or low not in {"cylch", "nghylch"} or reading.low(i + 1) == "meithrin":
                yield hit(reading, Kind.SCHOOL, i, i + 1)
        elif (
            low in rows.welsh
            and word.is_capital
            and reading.low(i + 1) in {"y", "yr"}
            and reading.at(i + 2).is_capital
        ):
            yield hit(reading, Kind.SCHOOL, i, i + 2)


def _names_it(reading: Reading, i: int, kinds: frozenset[str]) -> bool:
    return reading.at(i).is_capital or reading.low(i) in kinds


def _saints(reading: Reading) -> Iterator[Hit]:
    """ "Goes to St Jude's"."""
    for i, word in reading.each(_SAINT):
        name = reading.at(i + 1)
        before = f"{reading.low(i - 2)} {reading.low(i - 1)}"
        goes = reading.low(i - 1) in {"attends", "attended", "attending"} or before in _GOES
        other = reading.close(i + 2) and reading.low(i + 2) in _NOT_TAUGHT
        if word.is_capital and goes and name.is_capital and not other:
            yield hit(reading, Kind.SCHOOL, i, i + 1)


_HEIRS: Final = listed("son sons daughter daughters bros")
_SAINT: Final = listed("st saint ss")
_GOES: Final = frozenset(
    {"goes to", "went to", "studies at", "studying at", "enrolled at", "pupil at", "student at"}
)
_NOT_TAUGHT: Final = listed(
    "church chapel hall hospital hospice street road cathedral market square club park"
)
_YEAR: Final = frozenset({"year", "blwyddyn", "flwyddyn", "mlwyddyn"})


def _year(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Year 9 pupil", "in Year 9"."""
    rank = reading.low(i + 1)
    years = _RANKS
    if not reading.close(i + 1) or not (rank in years or (rank.isdigit() and 0 < int(rank[:3]) < 14)):
        return
    after = reading.low(i + 2) if reading.close(i + 2) else ""
    learner = after in _LEARNERS
    alone = not after and reading.at(i).is_capital and reading.gap(i + 2).strip() != ":"
    within = (
        reading.low(i - 1) in {"in", "ym", "mlwyddyn"}
        and reading.at(i).is_capital
        and after not in {"of", "the"}
    )
    schooled = after == "at" and reading.low(i - 1) == "in"
    if learner or within or alone or schooled:
        yield hit(reading, Kind.PUPIL, i - within, i + 1 + learner)


_LEARNERS: Final = listed(
    "pupil student boy girl child learner lad disgybl pupils students boys girls class exams gcse"
)


def _school(reading: Reading, i: int) -> Iterator[Hit]:
    rows = words().schools
    after = reading.low(i + 1) if reading.close(i + 1) else ""
    gates = after in {"gate", "gates"} and reading.at(i - 1).is_capital and reading.low(i - 1) in rows.short
    if (after in rows.grounds and not gates) or stands_in(reading, i, rows.not_ours):
        return
    short = reading.low(i) in rows.short and reading.low(i) not in rows.words
    if short and (
        after in {"care", "court", "road", "school", "street", "academy", "college", "health", "visibility"}
        or after in words().streets.strong
    ):
        return
    first, proper = i, False
    while i - first < 5 and reading.close(first) and _names_a_school(reading, first - 1, i):
        first -= 1
        proper = proper or reading.low(first) not in rows.kinds
    if proper and reading.at(i).is_capital:
        yield hit(reading, Kind.SCHOOL, first, i)
    elif not short:
        yield from _small_school(reading, i)


def _names_a_school(reading: Reading, n: int, i: int) -> bool:
    word = reading.at(n)
    if (
        not word.low
        or not word.is_capital
        or word.low in {"in", "at", "from", "near", "outside", "by", "to", "the", "of", "a", "behind"}
    ):
        return (
            word.low in {"of", "the"}
            and reading.at(n - 1).is_capital
            and reading.close(n)
            and n > 0
            and n < i - 1
        )
    return True


def _small_school(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Goes to rosebay primary school", "her son's school", "attends rosebay academy"."""
    rows = words().schools
    if (
        reading.low(i - 1).endswith("'s")
        and reading.low(i - 1)[:-2] in words().persons.child | words().persons.singular
    ):
        yield hit(reading, Kind.PUPIL, i - 1, i)
        return
    named = False
    for n in range(i - 1, i - 5, -1):
        if not reading.close(n + 1):
            return
        low = reading.low(n)
        if low in {"his", "her"} and reading.at(i).low in rows.words:
            yield hit(reading, Kind.PUPIL, n, i)
            return
        if low in rows.attend:
            if named:
                yield hit(reading, Kind.SCHOOL, n, i)
            return
        if low in rows.kinds and low not in _SORTS_OF_SCHOOL:
            return
        named = named or low not in rows.kinds


def find_businesses(reading: Reading) -> Iterator[Hit]:
    """One person's named shop, pub, farm or boat."""
    rows = words().business
    for i, word in reading.each(rows.roles | rows.boats | _RUNS | {"aboard", "board"}):
        if word.low in rows.roles:
            yield from _role(reading, i)
        board = word.low == "aboard" or (word.low == "board" and reading.low(i - 1) == "on")
        if word.low.removesuffix("'s") in rows.boats or board:
            yield from _boat(reading, i)
        elif word.low in _RUNS:
            yield from _runs(reading, i)
    for i, word in reading.each(_HEIRS):
        firm = reading.gap(i).strip() == "&" or (reading.low(i - 1) == "and" and reading.at(i - 2).is_capital)
        if word.is_capital and firm:
            yield hit(reading, Kind.BUSINESS, i - 1 - (reading.low(i - 1) == "and"), i)
    if "'" in reading.plain:
        for i, word in enumerate(reading.words):
            if word.is_capital and (word.low.endswith("'s") or reading.gap(i + 1).startswith("' ")):
                yield from _shop(reading, i)


_RUNS: Final = listed("keeps runs owns manages ran owned managed skippers")


def _role(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Landlord of the Red Lion", "owner of Patel's", "the Red Lion's landlord"."""
    rows = words().business
    strong = reading.low(i) in rows.strong
    if (first := _named_before(reading, i, strong=strong)) is not None:
        yield hit(reading, Kind.BUSINESS, first, i)
        return
    if not reading.joins(i + 1):
        return
    heads = (
        strong and reading.low(i) not in {"owner", "employer", "crew"} and (i == 0 or not reading.joins(i))
    )
    if heads and reading.gap(i + 1).strip() == "," and reading.at(i + 1).is_capital:
        yield hit(reading, Kind.BUSINESS, i, i + 1)
        return
    n = i + 1
    if reading.low(n) in rows.follows:
        n += 1
    elif not strong:
        return
    while reading.low(n) in _BEFORE_NAME and n < i + 5:
        n += 1
    name = reading.at(n)
    if not reading.joins(n) or not name.low:
        return
    told = name.is_capital and n > i + 1 and not _is_title(reading, i)
    quoted = n > i + 1 and {"'", '"'} & {*reading.gap(n)}
    small = (
        strong
        and n > i + 1
        and name.low not in rows.unnamed
        and reading.low(i + 1) in rows.follows - {"for", "in", "on", "from", "at"}
    )
    apposed = strong and name.is_capital and n == i + 1 and not reading.gap(n).strip()
    apposed = apposed or (
        reading.low(i) == "employer" and name.is_capital and reading.low(i - 1) in {"his", "her"}
    )
    if told or quoted or small or apposed:
        yield hit(reading, Kind.BUSINESS, i, n)


def _named_before(reading: Reading, i: int, *, strong: bool) -> int | None:
    """ "The Red Lion's landlord", "the Red Lion landlord", "the Chinese takeaway owner": where the name begins."""
    before, second = reading.at(i - 1), reading.at(i - 2)
    if not reading.close(i):
        return None
    owns = before.low.endswith("'s") and before.low[:-2] not in words().persons.organisations
    if before.is_capital and owns and (strong or reading.low(i) in _TOWNS_OWN):
        return i - 1
    named = strong or reading.low(i) in {"boss", "director"}
    if named and before.is_capital and second.is_capital and reading.close(i - 1):
        return i - 2
    if strong and before.low in words().business.shops:
        for n in (i - 2, i - 3):
            if reading.close(n + 1) and reading.at(n).is_capital and reading.low(n) not in _NO_TOWNS:
                return n
    return None


_NO_TOWNS: Final = listed("the a an our one every each any local this that")
_BEFORE_NAME: Final = listed("the y yr a local village both tafarn dafarn siop cwch gwesty caffi")


def _is_title(reading: Reading, i: int) -> bool:
    """ "Head of Community Safety", "Director of Public Health", "warden of": an office, not a shop."""
    officer = reading.low(i) in _OFFICERS
    offices = _OFFICES
    return officer and bool({reading.low(n) for n in range(i + 2, i + 5)} & offices)


def _boat(reading: Reading, i: int) -> Iterator[Hit]:
    """ "The trawler Girl Anne", "aboard the Girl Anne", "boat called ...", "the trawler owner"."""
    if (
        reading.close(i + 1)
        and reading.low(i + 1) in _AT_SEA
        and reading.low(i) not in {"ship", "launch", "boat"}
    ):
        yield hit(reading, Kind.BUSINESS, i, i + 1)
        return
    n = i + 1
    while reading.low(n) in _BOAT_WORDS and n < i + 4:
        n += 1
    name = reading.at(n)
    own = reading.low(i - 1) in {"his", "her", "their"} and not reading.close(n + 1)
    if not reading.joins(n) or ("," in reading.gap(n) and not own) or not name.low:
        return
    place = _NO_BOATS
    named = name.is_capital and not {name.low, reading.low(n + 1)} & place and not _is_lone_sentence(reading)
    called = reading.low(n - 1) in {"called", "named", "enw"}
    quoted = bool({"'", '"'} & {*reading.gap(n)})
    if (
        (named and (reading.low(i) != "boat" or not reading.at(i).is_capital or n > i + 1))
        or called
        or quoted
    ):
        yield hit(reading, Kind.BUSINESS, i, n)


def _is_lone_sentence(reading: Reading) -> bool:
    return reading.plain.isupper() and len(reading.words) > 12


def _shop(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Patel's shop", "from Patel's,"; not "Sainsbury's" and not "St Mary's"."""
    rows = words().business
    low = reading.low(i)
    owner = low.removesuffix("'s")
    if (
        low in rows.chains
        or owner in words().persons.organisations
        or reading.low(i - 1) in {"st", "saint", "ss"}
    ):
        return
    after = reading.low(i + 1) if reading.close(i + 1) else ""
    firm = (
        after in {"of", "o"} and reading.at(i + 2).is_capital and reading.close(i + 2) and low.endswith("'s")
    )
    if firm or (after == "off" and reading.low(i + 2) in {"licence", "license"}):
        yield hit(reading, Kind.BUSINESS, i, i + 2)
    elif after in rows.shops and after not in {"corner", "off", "yard"} | (
        set() if len(owner) > 2 else {"shop"}
    ):
        yield hit(reading, Kind.BUSINESS, i, i + 1)
    elif (
        len(reading.words) == 1
        or (
            not after
            and reading.low(i - 1) in {"at", "from", "in", "outside", "of", "called", "into", "by"}
            and reading.close(i)
            and low.endswith("'s")
        )
        or (
            after in {"in", "on", "and", "near", "where", "was", "is", "to", "after"}
            and reading.low(i - 1) in _BEFORE_SHOP
        )
    ):
        yield hit(reading, Kind.BUSINESS, i - 1, i)


def _runs(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Who runs the post office", "she owns Patel's"."""
    who = reading.low(i - 1)
    many = who == "who" and (
        reading.low(i - 2) in words().business.groups
        or (reading.low(i - 2).endswith("s") and not reading.at(i - 2).is_capital)
    )
    named = reading.low(i) == "ran" and reading.low(i + 1) == "the" and reading.at(i + 2).is_capital
    alone = i == 0 or not reading.joins(i) or "," in reading.gap(i)
    if alone and (named or reading.at(i + 1).is_capital) and reading.close(i + 1):
        yield hit(reading, Kind.BUSINESS, i, i + 1)
        return
    if alone and reading.low(i + 1) in _SMALL and _is_shop(reading, i + 2):
        yield hit(reading, Kind.BUSINESS, i, i + 2)
        return
    if who not in {"he", "she", "who"} or many or not reading.close(i) or not reading.close(i + 1):
        return
    n = i + 1
    article = reading.low(n) in _SMALL
    thing = reading.low(n + article)
    if reading.low(i) == "keeps":
        named = article and reading.at(n + 1).is_capital
    else:
        named = article and (thing not in _NOT_RUN or reading.close(n + article + 1))
    if named or (reading.at(n).is_capital and reading.low(i) != "keeps"):
        yield hit(reading, Kind.BUSINESS, i - 1, n + article)


def _is_shop(reading: Reading, i: int) -> bool:
    return any(reading.low(n) in words().business.shops for n in (i, i + 1))


_RANKS: Final = listed("seven eight nine ten eleven six five four three two one twelve thirteen")
_SORTS_OF_SCHOOL: Final = listed(
    "primary secondary high infant infants junior nursery comprehensive grammar church catholic community old former"
    " last new"
)
_OFFICERS: Final = listed("head director mate warden steward captain manager chef boss matron")
_OFFICES: Final = listed(
    "public community children children's adult probation police operations housing services justice"
    " neighbourhood communications policing"
)
_BOAT_WORDS: Final = listed("the called named y yr o'r enw fishing trawler boat vessel yacht")
_NO_BOATS: Final = listed(
    "club house road lane street terminal yard race inn hill park shed wharf quay trust services trips station hire"
)
_TOWNS_OWN: Final = listed(
    "captain manager chef manageress postmaster postmistress harbourmaster headteacher butcher baker"
)
_NOT_RUN: Final = listed("risk car vehicle dog dogs van phone")
_AT_SEA: Final = listed("owner skipper captain mate hand deckhand")
_BEFORE_SHOP: Final = listed("at from of into called")
