"""Relations, names, and what groups a person belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import Family, Words, words


def hit(reading: Reading, kind: Kind, first: int, last: int) -> Hit:
    """Words first to last, as a hit."""
    return Hit(kind, reading.at(max(first, 0)).start, reading.at(min(last, len(reading.words) - 1)).end)


def phrase(reading: Reading, i: int, length: int) -> str:
    """`length` words from word i on, in lower case."""
    return " ".join(reading.low(n) for n in range(i, i + length))


def stands_in(reading: Reading, i: int, phrases: Words) -> bool:
    """Whether word i is part of one of these phrases of up to four words."""
    return any(
        phrase(reading, first, length) in phrases
        for length in (2, 3, 4)
        for first in range(i - length + 1, i + 1)
    )


def pairs(reading: Reading, i: int, phrases: Words) -> int:
    """How many words from i on make one of these phrases; 0 where none."""
    for length in _lengths(phrases).get(reading.low(i), ()):
        if phrase(reading, i, length).removesuffix("'s") in phrases and all(
            map(reading.close, range(i + 1, i + length))
        ):
            return length
    return 0


@lru_cache(maxsize=64)
def _lengths(phrases: Words) -> dict[str, tuple[int, ...]]:
    """By a phrase's first word: how many words such phrases have, longest first."""
    found: dict[str, set[int]] = {}
    for said in phrases:
        found.setdefault(said.split()[0], set()).add(len(said.split()))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def first_words(phrases: Words) -> frozenset[str]:
    """The words that these phrases begin with."""
    return frozenset(_lengths(phrases))


def find_relations(reading: Reading) -> Iterator[Hit]:
    """Family and other relations: "his wife", "mother of two", "ei wraig"."""
    rows = words().family
    for i, word in reading.each(_wanted(rows)):
        low = word.low.removesuffix("'s")
        length = 0 if stands_in(reading, i, rows.harmless) else pairs(reading, i, rows.pairs)
        length = 0 if length and stands_in(reading, i + length - 1, rows.harmless) else length
        if length and not _is_office(reading, i + length):
            yield hit(reading, Kind.FAMILY, i, i + length - 1)
        elif low in _BY_NAME and _has_name(reading, i):
            yield hit(reading, Kind.FAMILY, i, i + 1)
        elif low in rows.always and not stands_in(reading, i, rows.harmless):
            if not _names_a_street(reading, i):
                yield hit(reading, Kind.FAMILY, i, i)
        elif low in _many(rows.always) and low not in rows.possessed:
            yield from _of_one(reading, i)
        elif low in _OF_ONE and reading.low(i + 1) == "of" and _is_one(reading, i + 2):
            yield hit(reading, Kind.FAMILY, i, i + 2)
        elif low in rows.possessed and not stands_in(reading, i, rows.harmless):
            first = _whose(reading, i, low)
            if first is None and (
                _is_family_name(reading, i) or (low in _OF_ONE and any(_of_one(reading, i)))
            ):
                first = i - 1
            if first is not None and not _is_office(reading, i + 1):
                yield hit(reading, Kind.FAMILY, first, i)


@cache
def _wanted(rows: Family) -> frozenset[str]:
    return rows.always | rows.possessed | _BY_NAME | _OF_ONE | _many(rows.always) | first_words(rows.pairs)


@cache
def _many(always: Words) -> frozenset[str]:
    return frozenset(f"{word}s" for word in always) - always


def _names_a_street(reading: Reading, i: int) -> bool:
    """ "Mab Lane"."""
    after = reading.at(i + 1)
    street = after.low in words().streets.strong and after.is_capital and reading.at(i).is_capital
    return street and reading.close(i + 1) and reading.low(i - 1) not in words().persons.possessive


def _of_one(reading: Reading, i: int) -> Iterator[Hit]:
    """Several, or an apostrophe forgotten: "his mothers house", "cousins of the victim", "the Hobbs brothers"."""
    before = reading.at(i - 1)
    if before.low in {"his", "her", "my", "ei", "fy"} and reading.close(i):
        yield hit(reading, Kind.FAMILY, i - 1, i)
    elif reading.low(i + 1) == "of" and _is_one(reading, i + 2):
        yield hit(reading, Kind.FAMILY, i, i + 2)
    elif (
        before.is_capital
        and reading.close(i)
        and reading.low(i - 2) == "the"
        and not reading.at(i).is_capital
    ):
        yield hit(reading, Kind.FAMILY, i - 1, i)


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
    return not ours and not several and not any(_is_thing(reading, n) for n in rest)


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


def find_names(reading: Reading) -> Iterator[Hit]:
    """Names of victims, witnesses and others, by the word that stands with them."""
    rows, persons = words().victims, words().persons
    for i, word in reading.each(persons.titles | rows.words | rows.called | first_words(rows.acts)):
        after = reading.at(i + 1)
        if word.low in persons.titles and word.is_capital and after.is_capital and reading.joins(i + 1):
            if after.low not in persons.not_surnames and (len(word.low) < 4 or reading.close(i + 1)):
                yield hit(reading, Kind.NAME, i, i + 1)
        elif word.low in rows.words:
            yield from _victim(reading, i)
        elif word.low in rows.called and reading.close(i + 1) and _is_person(reading, i - 1):
            n = i + 2 if after.low == "enw" else i + 1
            if reading.at(n).is_capital:
                yield hit(reading, Kind.NAME, i - 1, n)
        elif length := pairs(reading, i, rows.acts):
            yield from _acted_on(reading, i, i + length)


def _is_person(reading: Reading, i: int) -> bool:
    return reading.low(i) in words().persons.singular or reading.low(i) in words().persons.child


def _victim(reading: Reading, i: int) -> Iterator[Hit]:
    """ "Her victim, Jane Smith", "Jane Smith, the victim"."""
    n = i + 1
    while reading.low(n) in {"called", "named", "was", "is", "as", "oedd"} and n < i + 5:
        n += 1
    name = reading.at(n)
    colon = reading.gap(n).strip() in {":", "-"}
    joined = (reading.joins(n) or colon) and reading.gap(n)[:1] != "'"
    if name.is_capital and joined and name.low not in words().victims.not_names and not _is_shout(reading):
        yield hit(reading, Kind.NAME, i, n)
        return
    before = i - 1
    while reading.low(before) in {"the", "a", "y", "yr", "his", "her"} and before > i - 3:
        before -= 1
    first = reading.at(before - 1).is_capital and reading.close(before)
    if (
        reading.at(before).is_capital
        and first
        and "," in reading.gap(before + 1)
        and not _is_thing(reading, before)
    ):
        yield hit(reading, Kind.NAME, before - 1, i)


def _is_thing(reading: Reading, i: int) -> bool:
    return reading.low(i) in words().victims.not_people


def _is_shout(reading: Reading) -> bool:
    """All in capitals: they say nothing of names."""
    return reading.plain.isupper()


def _acted_on(reading: Reading, i: int, n: int) -> Iterator[Hit]:
    """ "Assaulted Jane Smith"; not "attacked Larkwith Library"."""
    if _is_shout(reading) or not (reading.at(n).is_capital and reading.close(n)):
        return
    second = reading.at(n + 1)
    if (
        second.is_capital
        and reading.close(n + 1)
        and not any(_is_thing(reading, m) for m in (n, n + 1, n + 2))
    ):
        yield hit(reading, Kind.NAME, i, n + 1)


def find_groups(reading: Reading) -> Iterator[Hit]:
    """Origin, faith, health, private life and status of one person."""
    rows = words().groups
    for i, word in reading.each(
        rows.adjectives | rows.conditions | rows.private | rows.descent | first_words(rows.whole)
    ):
        low = word.low
        length = pairs(reading, i, rows.whole)
        if length and not (length < 3 and reading.low(i - 2) in {"for", "any", "every"}):
            yield hit(reading, Kind.GROUP, i, i + length - 1)
        elif low in rows.private and reading.low(i - 1) in {"his", "her"} and reading.close(i):
            yield hit(reading, Kind.GROUP, i - 1, i)
        elif low in rows.conditions and (found := list(_condition(reading, i))):
            yield from found
        elif low in rows.adjectives:
            yield from _one_of_a_group(reading, i)
        elif low in rows.descent and _is_descent(reading, i):
            yield hit(reading, Kind.GROUP, i - 2, i)


def _is_descent(reading: Reading, i: int) -> bool:
    """ "Of Pakistani heritage"."""
    of = reading.close(i) and reading.low(i - 2) in {"of", "from", "with"}
    return of and (reading.at(i - 1).is_capital or reading.low(i - 1) in words().groups.adjectives)


def _one_of_a_group(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A Polish man", "who is gay"; not "the Polish community"."""
    rows = words().groups
    if reading.low(i - 1) in _WELSH_PERSONS and reading.close(i):
        yield hit(reading, Kind.GROUP, i - 1, i)
        return
    for n in range(i + 1, i + 5):
        if not reading.close(n) or reading.low(n) in _PAUSES:
            break
        if (
            (
                reading.low(n) in rows.persons
                and reading.low(n) not in {"member", "shop", "taxi"} | _IF_FAR[n > i + 1]
                and (reading.low(n) != "owner" or reading.low(n - 1) in words().business.shops)
            )
            and reading.low(i - 1) != "white"
            and reading.low(i + 1) not in rows.not_after
        ):
            yield hit(reading, Kind.GROUP, i, n)
            return
    if _is_noun(reading, i):
        yield hit(reading, Kind.GROUP, i - 1, i)
        return
    if reading.low(i) in rows.beside_only - {"deaf-"}:
        return
    n = i - 1
    while reading.low(n) in _BEING:
        n -= 1
    subject = reading.low(n - 1)
    is_one = reading.low(n) in {"is", "was", "being"} and subject in _ONE - {"it"}
    if (is_one or reading.low(n) in {"he's", "she's"}) and reading.close(i):
        yield hit(reading, Kind.GROUP, n, i)
    elif (
        reading.gap(i + 1) == "-"
        and reading.low(i + 1) in {"born", "speaking"}
        and reading.low(i - 1) in {"the", "a", "his", "her"}
    ):
        yield hit(reading, Kind.GROUP, i, i + 1)


def _is_noun(reading: Reading, i: int) -> bool:
    """ "An Afghan", "an elderly Sikh", "Romanian-born"."""
    if reading.gap(i + 1) == "-" and reading.low(i + 1) == "born":
        return True
    ends = not reading.close(i + 1) or reading.low(i + 1) in {
        "who",
        "was",
        "and",
        "from",
        "by",
        "aged",
        "in",
        "living",
    }
    one = {"a", "an"} & {
        reading.low(i - 1),
        reading.low(i - 2)
        if reading.low(i - 1) in words().family.between | words().groups.adjectives
        else "",
    }
    return (
        reading.at(i).is_capital and ends and bool(one) and reading.low(i) not in words().groups.beside_only
    )


_WELSH_PERSONS: Final = listed("dyn menyw dynes merch bachgen person gwraig teulu plentyn gwr")
_IF_FAR: Final = {
    False: frozenset[str](),
    True: frozenset({"national", "family", "individual", "customer", "driver"}),
}


def _condition(reading: Reading, i: int) -> Iterator[Hit]:
    """ "A man with dementia", "his epilepsy"; not "people with dementia"."""
    rows = words().groups
    if reading.low(i) in {"ms", "copd", "ocd", "pots"} and not reading.at(i).raw.isupper():
        return
    need = rows.conditions_need.get(reading.low(i))
    if need and reading.low(i + 1) not in need:
        return
    for n in range(i - 1, i - 4, -1):
        if not reading.close(n + 1):
            return
        if reading.low(n) in {"his", "her"}:
            yield hit(reading, Kind.GROUP, n, i)
            return
        if reading.low(n) in rows.has:
            n -= reading.low(n) in {"from", "with"} and reading.low(n - 1) in rows.has  # noqa: PLW2901 - the verb before it
            near = {reading.low(m) for m in range(n - 4, n)}
            if (
                n == 0
                or not reading.joins(n)
                or near & {"he", "she", "who", "victim", "defendant"}
                | near & (words().persons.singular - {"family"})
            ) and not near & {"people", "adults", "children", "those", "residents"}:
                yield hit(reading, Kind.GROUP, n, i)
            return


_PAUSES: Final = listed("and or of in the at for to with on by")
_BEING: Final = listed("a an now openly also born profoundly heavily registered severely")
_ONE: Final = listed("he she who it man woman victim")
