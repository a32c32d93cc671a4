"""A text as a reader sees it: without invisible characters, split into words that know where they stand."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crimemap.disclosure.spelling import LETTERS, leet, respelled

_LOOKALIKES: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗасеѕіјкмнорстухԁԛԝүһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβενορτυχικ’‘‛`´ʼ′＇“”„«»–—‐‑‒−﹣／⁄",
    "ABESIJKMHOPCTYX3acesijkmhopctyxdqwyhABEZHIKMNOPTYXaBevoptyxik''''''''\"\"\"\"\"-------//",
)
"""Cyrillic and Greek letters that look Latin, and every shape of apostrophe, quotation mark, dash and slash."""
_MARKUP: Final = re.compile(r"<[^<>]{0,200}>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_INSIDE: Final = 12
"""Characters between two words at most, for them to belong together."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as written with lookalikes resolved, in lower case as it was meant, and its place in the plain text."""

    raw: str
    low: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.raw[0].isupper()

    @property
    def is_number(self) -> bool:
        return self.low.isdigit()


_BEYOND: Final = Word(" ", "", 0, 0)
"""Stands for the word before the first and after the last: equal to none."""


def listed(words: str) -> frozenset[str]:
    """Words parted by spaces, as a set."""
    return frozenset(words.split())


class Reading:
    """`plain` is the text with one ASCII-like character for each that is seen; `span` leads back to the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain, self._origin = _plain(text)
        meant = respelled()
        self.words = tuple(
            Word(found[0], _meant(found[0].lower(), meant), found.start(), found.end())
            for found in _WORD.finditer(self.plain)
        )
        self._starts = [word.start for word in self.words]
        self._where: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            for low in {word.low, word.low.removesuffix("'s"), word.low.removesuffix("'r")}:
                self._where.setdefault(low, []).append(i)

    def each(self, wanted: frozenset[str]) -> Iterator[tuple[int, Word]]:
        """The words among `wanted` (also with 's or 'r), in order, with their numbers."""
        for i in sorted({i for low in self._where.keys() & wanted for i in self._where[low]}):
            yield i, self.words[i]

    def at(self, i: int) -> Word:
        """The word of this number; one that equals nothing beyond either end."""
        return self.words[i] if 0 <= i < len(self.words) else _BEYOND

    def low(self, i: int) -> str:
        return self.at(i).low

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i."""
        if not 0 < i < len(self.words):
            return "." if i != 0 else ""
        return self.plain[self.words[i - 1].end : self.words[i].start]

    def joins(self, i: int) -> bool:
        """Whether word i goes on from the word before it: no sentence ends between them."""
        if not 0 < i < len(self.words):
            return False
        gap = self.gap(i)
        if gap == " ":
            return True
        ends = {*gap} & {".", "!", "?", ";", ":", "|"}
        before = self.low(i - 1)
        abbreviated = ends == {"."} and (before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha()))
        return len(gap) <= _INSIDE and (not ends or abbreviated)

    def close(self, i: int) -> bool:
        """As joins, and with no comma or bracket between them."""
        gap = self.gap(i)
        return gap == " " or (self.joins(i) and not {*gap} & {",", "(", ")", "[", "]"})

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Plain offsets as offsets of the text that was handed in."""
        if not self._origin:
            return start, end
        last = self._origin[end - 1]
        return self._origin[start], last + 1

    def index(self, offset: int) -> int:
        """The number of the last word that starts at or before a plain offset; -1 before the first."""
        return bisect_right(self._starts, offset) - 1


def _meant(low: str, meant: dict[str, str]) -> str:
    """The word as it was meant, with its 's where it has one."""
    base = low.removesuffix("'s")
    if not base.isalpha() and base[:1].isalpha() and (read := base.translate(LETTERS)) in leet():
        return read + low[len(base) :]
    return meant[base] + low[len(base) :] if base in meant else low


_ABBREVIATIONS: Final = listed(
    "no nos st rd ave av dr ln cl cres ct gdns gr sq terr ter pl mr mrs ms mx rev prof sgt insp flat apt tel reg yr"
    " yrs rhif ffl str ffrd"
)
"""A full stop after one of these, or after a single letter, ends no sentence."""


def _plain(text: str) -> tuple[str, list[int]]:
    """The text as it is seen, and where each of its characters came from (nothing where that is the same)."""
    plain, origin = (text, []) if text.isascii() else _seen(text)
    plain = _MARKUP.sub(lambda found: " " * len(found[0]), plain) if {"<", "&"} & {*plain} else plain
    return plain.translate(_SPACES), origin


_SPACES: Final = dict.fromkeys((9, 10, 11, 12, 13, 28, 29, 30, 31), " ")


def _seen(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    origin: list[int] = []
    for i, letter in enumerate(text):
        shown = letter if letter.isascii() else _resolved(letter)
        letters.append(shown)
        origin.extend([i] * len(shown))
    return "".join(letters), origin


@lru_cache(maxsize=4096)
def _resolved(letter: str) -> str:
    """One character as ASCII-like ones; nothing for what is not seen (zero width, soft hyphen, combining marks)."""
    shown = []
    for part in unicodedata.normalize("NFKD", letter):
        kind = unicodedata.category(part)
        if kind in {"Cf", "Mn", "Me"} or part in _BLANK:
            continue
        digit = unicodedata.digit(part, None)
        shown.append(
            " " if kind.startswith("Z") else part.translate(_LOOKALIKES) if digit is None else str(digit)
        )
    return "".join(shown)


_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Letters by category that nobody sees."""
