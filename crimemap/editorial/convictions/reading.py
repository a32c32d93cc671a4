"""Answers as press officers and court lists write them: days, lengths and amounts, read or not read, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from crimemap.editorial.rules import Unit

_NUMBERS: Final = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2})[\s/.\-]+(\d{4})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS: Final = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_MONTHS: Final = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sep", "sept", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_MONTH: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}


def read_day(text: str) -> date | None:
    """27/3/2026, 27 3 2026, 27 March 2026 and 2026-03-27; None for anything else.

    A year has four figures: "2/3/26" could be three different days.
    """
    said = " ".join(text.split()).casefold()
    if found := _ISO.fullmatch(said):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(said):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if (found := _WORDS.fullmatch(said)) and found[2] in _MONTH:
        return _date(int(found[3]), _MONTH[found[2]], int(found[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_age(text: str) -> int | None:
    """A whole number of years below 130."""
    said = text.strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 3 and int(said) < 130 else None


_UNITS: Final = {
    "day": Unit.DAYS, "week": Unit.WEEKS, "wk": Unit.WEEKS, "month": Unit.MONTHS, "mth": Unit.MONTHS,
    "mo": Unit.MONTHS, "year": Unit.YEARS, "yr": Unit.YEARS,
}  # fmt: skip
_LENGTH: Final = re.compile(r"(\d{1,5})\s*[-\s]?\s*(day|week|wk|month|mth|mo|year|yr)s?\b", re.ASCII)
_HOURS: Final = re.compile(r"(\d{1,3})\s*(?:hours?|hrs?)\b", re.ASCII)
_POUNDS: Final = re.compile(r"£\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{2}))?(?![\d,.]*\d)", re.ASCII)
_ENDLESS: Final = re.compile(r"until further order|no end|without end|indefinite(?:ly)?|for life|lifetime")
_JOINTS: Final = re.compile(r"(?:[\s,;.+]|\band\b|\bof\b|\bunpaid work\b|\bwork\b|\btotal\b)*")


@dataclass(frozen=True, slots=True)
class Measure:
    """How long, how many hours of unpaid work, how much: what stands in one box."""

    length: int | None = None
    unit: Unit | None = None
    hours: int | None = None
    pounds: Decimal | None = None
    endless: bool = False


def read_measure(text: str) -> Measure | None:
    """ "14 months", "1 year 6 months", "12 months, 120 hours", "£1,250.00", "until further order".

    An empty box is a Measure of nothing; None where anything in it was not understood.
    """
    said = " ".join(text.split()).casefold()
    lengths = [(int(number), _UNITS[unit]) for number, unit in _LENGTH.findall(said)]
    hours, pounds = _HOURS.findall(said), _POUNDS.findall(said)
    rest = said
    for pattern in (_LENGTH, _HOURS, _POUNDS, _ENDLESS):
        rest = pattern.sub(" ", rest)
    if not _JOINTS.fullmatch(rest) or len(hours) > 1 or len(pounds) > 1:
        return None
    together = _together(lengths)
    if lengths and together is None:
        return None
    length, unit = together or (None, None)
    return Measure(
        length,
        unit,
        int(hours[0]) if hours else None,
        Decimal(pounds[0][0].replace(",", "") + "." + (pounds[0][1] or "00")) if pounds else None,
        bool(_ENDLESS.search(said)),
    )


def _together(lengths: list[tuple[int, Unit]]) -> tuple[int, Unit] | None:
    """One length; years and months are added up, and nothing else is."""
    if len(lengths) == 1:
        return lengths[0]
    if [unit for _each, unit in lengths] == [Unit.YEARS, Unit.MONTHS]:
        return lengths[0][0] * 12 + lengths[1][0], Unit.MONTHS
    return None
