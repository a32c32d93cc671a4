"""Postcodes, whole and half, however they are typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_WHOLE: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
_AMONG: Final = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?)\s{0,3}([0-9][A-Z]{2})(?![A-Z0-9])")
_OUTWARD: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_INWARD: Final = re.compile(r"[0-9][A-Z]?")
_MISREAD: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([OIL])([A-Z]{2})")
_DIGITS: Final = {"O": "0", "I": "1", "L": "1"}


@dataclass(frozen=True, slots=True)
class Half:
    """The beginning of a postcode: `QX2`, `QX2 1`, `QX2 1A`."""

    outward: str
    inward: str = ""

    def __str__(self) -> str:
        return f"{self.outward} {self.inward}".strip()


def parse_postcode(text: str) -> str | None:
    """`cb1 0ag`, `CB10AG`, `ＣＢ１ ０ＡＧ` → `CB10AG`; None where the text is not a whole postcode."""
    packed = "".join(_plain(text).split())
    return packed if _WHOLE.fullmatch(packed) else None


def postcode_in(text: str) -> str | None:
    """The whole postcode of an address: `12 Wren Street, Larkwith QX2 1AA` → `QX21AA`; of several the last."""
    if whole := parse_postcode(text):
        return whole
    found = _AMONG.findall(_plain(text))
    return "".join(found[-1]) if found else None


def mended_postcode(text: str) -> str | None:
    """`CB1 OAG` → `CB10AG`: where a figure must stand, a letter O or L is a figure misread."""
    found = _MISREAD.fullmatch("".join(_plain(text).split()))
    return found[1] + _DIGITS[found[2]] + found[3] if found else None


def halves(text: str) -> tuple[Half, ...]:
    """What the beginning of a postcode may mean: without its space, `QX21` begins `QX21 …` and `QX2 1…`."""
    parts = _plain(text).split()
    packed = "".join(parts)
    if len(parts) == 2 and _OUTWARD.fullmatch(parts[0]):
        return (Half(*parts),) if _INWARD.fullmatch(parts[1]) else ()
    cuts = [(packed[:n], packed[n:]) for n in range(len(packed), 1, -1)] if len(parts) == 1 else []
    return tuple(
        Half(outward, inward)
        for outward, inward in cuts
        if _OUTWARD.fullmatch(outward) and (not inward or _INWARD.fullmatch(inward))
    )


def display_postcode(code: str) -> str:
    """`CB10AG` → `CB1 0AG`."""
    return f"{code[:-3]} {code[-3:]}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()
