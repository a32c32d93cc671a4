"""Slips of the pen in the words by which people are found: "daugther" is a daughter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from crimemap.disclosure.words import words


@cache
def respelled() -> dict[str, str]:
    """What each misspelt word means. One slip a word: a letter left out, doubled, or changed with its neighbour."""
    rows = words()
    right = rows.spelled
    found = {slip: word for word in sorted(right) for slip in _slips(word) if slip != word}
    many = {f"{slip}s": f"{word}s" for slip, word in found.items()}
    kept = {slip: word for slip, word in {**many, **found}.items() if slip not in right | rows.spelled_not}
    return {**kept, **rows.spelled_so}


@cache
def leet() -> frozenset[str]:
    """Words that are found also where a digit stands for a letter: "m0ther"."""
    rows = words()
    return frozenset(rows.spelled) | rows.family.always | rows.schools.pupil


LETTERS = str.maketrans("01345", "oieas")
"""The letters that digits stand for."""


def _slips(word: str) -> Iterator[str]:
    """The first letter is always right: a slip there makes other words (mother, other)."""
    for i in range(1, len(word)):
        yield word[:i] + word[i + 1 :] if i < len(word) - 1 else word[:i]
        yield word[:i] + word[i] + word[i:]
        if i < len(word) - 1:
            yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
