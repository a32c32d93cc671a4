"""How names are compared: one spelling for all the ways in which people write the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

_APOSTROPHES: Final = re.compile("['’‘ʼ`´ʹ]")
_NOT_A_WORD: Final = re.compile(r"[\W_]+")

_WRITTEN: Final = {
    "st": "street saint str",
    "rd": "road",
    "ave": "avenue av",
    "ln": "lane",
    "cl": "close",
    "dr": "drive drv",
    "ct": "court crt",
    "sq": "square",
    "gdns": "gardens gdn garden",
    "ter": "terrace terr tce",
    "cres": "crescent cresc",
    "gr": "grove gro grv",
    "pl": "place",
    "pk": "park",
    "mt": "mount",
    "gt": "great",
    "lt": "little",
    "stn": "station sta gorsaf",
    "blvd": "boulevard",
    "bldgs": "buildings building",
    "est": "estate",
    "jct": "junction jcn",
    "cent": "centre center ctr",
}
"""Words of addresses that are written in several ways; "St" is Street and Saint, hence both are one word here."""

_COUNTIES: Final = {
    "beds": "bedfordshire", "berks": "berkshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "glos": "gloucestershire", "hants": "hampshire", "herts": "hertfordshire", "lancs": "lancashire",
    "leics": "leicestershire", "lincs": "lincolnshire", "northants": "northamptonshire", "notts": "nottinghamshire",
    "oxon": "oxfordshire", "staffs": "staffordshire", "wilts": "wiltshire", "worcs": "worcestershire",
}  # fmt: skip
"""Counties as people shorten them; here the long form is the one compared, for its beginning is typed too."""

_SAME: Final = {written: short for short, many in _WRITTEN.items() for written in many.split()} | _COUNTIES
FULL_WORDS: Final = tuple(written for written in _SAME if written not in _COUNTIES)
"""Words that are shortened before they are compared: a slip in one of them has to be known too."""

VERSION: Final = 2
"""Raised when the same text would be compared in another way: what releases hold was made with it."""

_ARTICLES: Final = frozenset({"the", "y", "yr"})
_LEAST_FOR_PARTS: Final = 5
_MOST_FOR_SLIPS: Final = 7


def fold(text: str) -> str:
    """A name as it is compared: no case, accents, apostrophes or punctuation; `&` is `and`."""
    letters = _APOSTROPHES.sub("", text.replace("&", " and "))
    if letters.isascii():
        # Nearly every name; nothing of it can be taken apart, and a country has half a million.
        letters = letters.lower()
    else:
        plain = unicodedata.normalize("NFKD", letters).casefold()
        parts = unicodedata.normalize("NFKD", plain).casefold()
        letters = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(_NOT_A_WORD.sub(" ", letters).split())


def words_of(text: str) -> list[str]:
    """The words of a name or a question, folded and shortened: "The Saint John's Street" → st johns st."""
    words = [_SAME.get(word, word) for word in fold(text).split()]
    if len(words) > 1 and words[0] in _ARTICLES and (len(words) > 2 or words[1] not in _WRITTEN):
        return words[1:]
    return words


def short(word: str) -> str:
    """A folded word as names have it: "street" → "st"."""
    return _SAME.get(word, word)


def key_of(words: Iterable[str]) -> str:
    """What two spellings of one name share: where the spaces stand does not matter ("Aber Felys", "Aberfelys")."""
    return "".join(words)


def forms(word: str) -> Sequence[str]:
    """What a word shares with words that are nearly the same: its three-letter parts, and, of a short word, itself
    with one letter left out (which finds a letter too many, too few, wrong or swapped)."""
    found = []
    if len(word) >= _LEAST_FOR_PARTS:
        padded = f"^{word}$"
        found += [padded[n : n + 3] for n in range(len(padded) - 2)]
    if 3 <= len(word) <= _MOST_FOR_SLIPS:
        found += ["-" + word, *("-" + word[:n] + word[n + 1 :] for n in range(len(word)))]
    return tuple(dict.fromkeys(found))
