"""The letters that can be printed: those of the fonts that set-up cut (crimemap.leaflets.fonts), or the nearest ones.

PDF/UA refuses a document with a letter that cannot be drawn, so every text is asked before it is set; and whoever types
one is told at once (`lacking`), since paper would show a question mark in its place.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from crimemap.terms import Refusal

FOLDER: Final = Path(__file__).resolve().parents[1] / "build" / "fonts"
LETTERS: Final = "letters.txt"
"""The code points that text can hold, in hexadecimal, one a line."""

PICTURED: Final = "pictured.txt"
"""Those that pictures can hold: a picture is set in the one font of the pages."""

_LEFT_OUT: Final = frozenset({"So", "Sk", "Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me"})
"""Kinds of character that say nothing where they cannot be drawn: emoji, marks on letters, control characters."""

_UNKNOWN: Final = "?"
_NEAREST: Final = {
    "\u2010": "-", "\u2011": "-", "\u2192": "–", "\u2190": "–", "\u2032": "’", "\u2033": "”", "\u2264": "<=",
    "\u2265": ">=", "\u2713": "-", "\u2714": "-",
}  # fmt: skip


class NoFonts(Refusal):
    """The fonts of print are not there."""


def letters(folder: Path = FOLDER, listed: str = LETTERS) -> frozenset[int]:
    """The code points that can be printed. Raises NoFonts where the fonts are not there."""
    try:
        text = (folder / listed).read_text()
    except OSError as fault:
        raise NoFonts(
            f"The fonts of print are not unpacked ({folder} is not there): run `make build`."
        ) from fault
    return frozenset(int(line, 16) for line in text.split())


def printable(text: str, printed: frozenset[int]) -> str:
    """`text` in letters of `printed`: a letter it lacks becomes its plain one, then a question mark.

    A name in an unusual script must not take the whole leaflet down.
    """
    if all(ord(letter) in printed or letter == "\n" for letter in text):
        return text
    return "".join(
        letter if ord(letter) in printed or letter == "\n" else _plain(letter, printed)
        for letter in unicodedata.normalize("NFC", text)
    )


def lacking(text: str, folder: Path = FOLDER) -> str:
    """The letters of `text` for which paper would have a question mark, each once, in their order.

    Nothing where the fonts are not unpacked: then nothing is printed at all.
    """
    if text.isascii():
        return ""
    try:
        printed = letters(folder)
    except NoFonts:
        return ""
    found = (letter for letter in unicodedata.normalize("NFC", text) if ord(letter) not in printed)
    return "".join(dict.fromkeys(letter for letter in found if _plain(letter, printed) == _UNKNOWN))


@lru_cache(maxsize=4096)
def _plain(letter: str, printed: frozenset[int]) -> str:
    if letter in _NEAREST:
        return _NEAREST[letter]
    if letter.isspace():
        return " "
    nearest = "".join(each for each in unicodedata.normalize("NFKD", letter) if ord(each) in printed)
    return nearest or ("" if unicodedata.category(letter) in _LEFT_OUT else _UNKNOWN)
