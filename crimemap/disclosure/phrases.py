"""How the words of reviewed phrases are looked for in a text, and told."""

from __future__ import annotations

from functools import lru_cache

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.reading import Reading
from crimemap.disclosure.words import Words


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
