"""Figures of one area as rows: for the table of months and types, and for the CSV (same Figures, same order)."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crimemap import words
from crimemap.figure import Denominator, Figure, Status
from crimemap.language import gettext as _
from crimemap.language import month_name
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import CRIME_TYPES, TYPES, CrimeType, Month, Period
from crimemap.web.site.served import NoFigures

HEADER: Final = (
    "code", "name", "kind", "period", "type", "value", "status", "lower", "upper", "denominator", "source",
    "release", "licence",
)  # fmt: skip
"""The columns of every CSV of figures (docs: data dictionary). One row a figure, no totals, no comments."""

LICENCE: Final = "Open Government Licence v3.0"

_FORMULA: Final = frozenset("=+-@\t\r\n|%＝＋－＠−﹢﹣﹦﹫")
"""What a spreadsheet may take for the start of a formula, full-width and small forms included."""

_QUOTES: Final = "\"'`‘’“”"
_UNSEEN: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Unicode's spaces, separators, controls and marks without a shape (byte order, direction, zero width)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a label, its address (or none) and its figures or differences in the table's order."""

    label: str
    change: crime.Change
    link: dict[str, object] | None = None


def known_month(release: Release, month: Month | None) -> Month | None:
    """The month asked for, if the release covers it. Raises NoFigures, saying which months there are."""
    if month is not None and release.position_of(month) is None:
        first, last = month_name(release.months[0]), month_name(release.months[-1])
        text = _("There are no figures for %(month)s here: they begin with %(first)s and end with %(last)s.",
                 month=month_name(month), first=first, last=last)  # fmt: skip
        raise NoFigures(text)
    return month


def period_of(release: Release, month: Month | None) -> Period:
    """The month asked for, or the twelve months to the last one."""
    known = known_month(release, month)
    return Period.of(known) if known else crime.latest_period(release)


def types_shown(release: Release) -> tuple[CrimeType, ...]:
    """The types that were on the publisher's list in some month of the release."""
    return tuple(kind for kind in TYPES if any(crime.is_applicable(kind, month) for month in release.months))


def by_month(release: Release, area: Area, what: crime.What) -> list[Row]:
    """Each month against the same month a year earlier, latest first."""
    months = reversed(release.months)
    return [
        Row(month_name(month), crime.change(release, area, what, Period.of(month)), {"month": month})
        for month in months
    ]


def by_type(release: Release, area: Area, period: Period) -> list[Row]:
    """Each type of crime against the year before, in the publisher's order of names."""
    rows = [
        Row(words.crime_type(row.what), row.change, {"type": row.what})
        for row in crime.by_type(release, area, period)
    ]
    return sorted(rows, key=lambda row: row.label)


def grid(release: Release, area: Area) -> tuple[list[CrimeType], list[tuple[Month, list[Figure]]]]:
    """Every type of crime, then anti-social behaviour, by month, latest first."""
    shown = types_shown(release)
    kinds = sorted((kind for kind in CRIME_TYPES if kind in shown), key=words.crime_type)
    kinds += [kind for kind in shown if kind is CrimeType.ANTI_SOCIAL_BEHAVIOUR]
    series = crime.by_type_and_month(release, area)
    rows = [(month, [series[kind].figures[n] for kind in kinds]) for n, month in enumerate(release.months)]
    return kinds, rows[::-1]


def to_csv(release: Release, area: Area, month: Month | None, what: CrimeType | None) -> bytes:
    """The figures of `area` as CSV, UTF-8 with a mark for Excel; narrowed to a month or a type where asked for."""
    wanted = known_month(release, month)
    series = crime.by_type_and_month(release, area)
    kinds = [what] if what else types_shown(release)
    lines = (
        cells(area, kind, series[kind].figures[position])
        for position, when in enumerate(release.months)
        if wanted in {None, when}
        for kind in kinds
    )
    return sheet(HEADER, lines)


def sheet(header: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """Every CSV of the site: UTF-8 with the mark by which Excel knows it, lines ended as RFC 4180 has them.

    Text from data has been through `safe_cell`.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def cells(area: Area, kind: crime.What, figure: Figure) -> list[str]:
    """One figure as a row under HEADER."""
    lower, upper = (figure.interval.lower, figure.interval.upper) if figure.interval else (None, None)
    return [
        safe_cell(area.code), safe_cell(area.name), area.kind, str(figure.period), kind, number_cell(figure.told),
        figure.status, number_cell(lower), number_cell(upper), _of(figure.denominator), figure.source, figure.release,
        LICENCE,
    ]  # fmt: skip


def _of(per: Denominator | None) -> str:
    """1612 residents 2021."""
    if per is None:
        return ""
    return f"{per.value} {per.name}" + (f" {per.year}" if per.year is not None else "")


@lru_cache(maxsize=8192)
def safe_cell(text: str) -> str:
    """Text from data as a spreadsheet shows it and never runs it: what could start a formula, past all that a
    spreadsheet may skip, gets an apostrophe before it."""
    shown = next((letter for letter in text if not _is_skipped(letter)), "")
    return "'" + text if shown in _FORMULA or text[:1] in _FORMULA else text


def _is_skipped(letter: str) -> bool:
    """Spaces of every width, marks that show nothing, and quotes, which an import may take off."""
    return letter in _QUOTES or unicodedata.category(letter) in _UNSEEN


def number_cell(value: float | None) -> str:
    """Whole numbers plainly, others to three decimals; nothing where there is no value: missing is not 0."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.3f}".rstrip("0").rstrip(".")


def any_gap(figures: Iterable[Figure]) -> bool:
    """Whether some figure is not plainly published, so that the marks need explaining."""
    return any(figure.status not in {Status.PUBLISHED, Status.NOT_APPLICABLE} for figure in figures)


def figures_in(rows: Iterable[Row]) -> Iterator[Figure]:
    """The figures that a table shows."""
    for row in rows:
        yield row.change.now
        yield row.change.before
