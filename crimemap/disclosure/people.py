"""Names by the word that stands with them, and what groups a person belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, hit, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words


def find_names(reading: Reading) -> Iterator[Hit]:
    """Names of victims, witnesses and others, by the word that stands with them."""
    rows, persons = words().victims, words().persons
    for i, word in reading.each(persons.titles | rows.words | rows.called | first_words(rows.acts)):
        after = reading.at(i + 1)
        small = word.low in {"mr", "mrs", "miss"} and word.raw.islower()
        if small and after.low in words().names.surnames and reading.joins(i + 1):
            yield hit(reading, Kind.NAME, i, i + 1)
        elif word.low in persons.titles and word.is_capital and after.is_capital and reading.joins(i + 1):
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
    owner = reading.at(i - 1)
    if reading.low(i) == "victim" and owner.is_capital and owner.low.endswith("'s") and reading.close(i):
        yield hit(reading, Kind.NAME, i - 1, i)
        return
    before = i - 1
    while reading.low(before) in {"the", "a", "y", "yr", "his", "her"} and before > i - 3:
        before -= 1
    first = reading.at(before - 1).is_capital and reading.close(before)
    if (
        reading.at(before).is_capital
        and first
        and "," in reading.gap(before + 1)
        and not is_thing(reading, before)
    ):
        yield hit(reading, Kind.NAME, before - 1, i)


def is_thing(reading: Reading, i: int) -> bool:
    """Whether word i is a place or a firm rather than a person."""
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
        and not any(is_thing(reading, m) for m in (n, n + 1, n + 2))
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
            and (reading.low(n) not in _OFFICES or reading.low(i - 1) in {"first", "only"})
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


_OFFICES: Final = listed("mayor bishop councillor officer")
_PAUSES: Final = listed("and or of in the at for to with on by")
_BEING: Final = listed("a an now openly also born profoundly heavily registered severely")
_ONE: Final = listed("he she who it man woman victim")
