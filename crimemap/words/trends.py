"""How a series changed over the years, in sentences: the year, the latest month, and the kinds that changed most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from crimemap import language
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures import crime
from crimemap.terms import TYPES, CrimeType
from crimemap.words import gaps, labels, verdicts
from crimemap.words.changes import compared
from crimemap.words.sentence import Sentence, capital

NAMED_FROM: Final = 5
"""A kind of crime is named in the sentence of change when it changed by at least so many: less is chatter."""

ALSO: Final = 0.5
"""A second kind of crime is named beside the one that changed most when it changed at least half as much."""


def trend(
    year: crime.Change,
    rows: Iterable[crime.TypeChange],
    quality: crime.Quality,
    what: crime.What = crime.ALL,
) -> Sentence:
    """How crime, or one type, changed; of all crime also which kinds changed most, falls and rises by the same rule."""
    if not year.now.status.has_value:
        return Sentence.said(gaps.no_total(year.now, quality, what))
    if not year.is_comparable:
        return Sentence.said(gaps.no_comparison(year, quality, what))
    return Sentence.said(_whole_trend(year, what), _most_changed(rows) if what == crime.ALL else "")


def _whole_trend(year: crime.Change, what: crime.What) -> str:
    """Both counts and both periods, then whether the difference is more than chance."""
    values = {
        "type": labels.crime_type_inside(what),
        "before": labels.figure(year.before),
        "then": labels.period_inside(year.before.period),
        "now": labels.figure(year.now),
        "period": labels.period_inside(year.now.period),
    }
    difference = year.difference.value or 0
    if difference < 0:
        told = gettext("%(type)s *fell from %(before)s* in %(then)s *to %(now)s* in %(period)s.", **values)
    elif difference > 0:
        told = gettext("%(type)s *rose from %(before)s* in %(then)s *to %(now)s* in %(period)s.", **values)
    else:
        told = gettext(
            "%(type)s *did not change in number*: %(before)s in %(then)s and %(now)s in %(period)s.", **values
        )
    return " ".join(part for part in (capital(told), verdicts.verdict_sentence(year)) if part)


def latest_month(change: crime.Change, quality: crime.Quality, what: crime.What = crime.ALL) -> Sentence:
    """The latest month beside the same month a year earlier: never beside the month before it (rule M11)."""
    now = change.now
    if not now.status.has_value:
        return Sentence.said(gaps.no_total(now, quality, what))
    month, count = language.month_name(now.period.last), int(now.value or 0)
    values = {"month": month, "count": labels.figure(now)}
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        told = ngettext(
            "The latest month is %(month)s, with *%(count)s report*.",
            "The latest month is %(month)s, with *%(count)s reports*.",
            count,
            **values,
        )
    else:
        told = ngettext(
            "The latest month is %(month)s, with *%(count)s crime*.",
            "The latest month is %(month)s, with *%(count)s crimes*.",
            count,
            **values,
        )
    incomplete = gaps.incomplete(now.period, quality, what)
    return Sentence.said(told, "" if change.before.is_known else incomplete, compared(change, quality, what))


def together(group: crime.Merged) -> Sentence:
    """Why a type stands once more with others, and which."""
    kinds = labels.listed([labels.crime_type_inside(kind) for kind in crime.MERGED[group]])
    return Sentence.said(
        gettext(
            "The police’s list of crime types changed in May 2013 and parted these: %(kinds)s. Counted together they"
            " can be compared from September 2011 on.",
            kinds=kinds,
        )
    )


def continuous(what: crime.What) -> Sentence:
    """That the change of the list of types did not touch this one."""
    return Sentence.said(
        gettext(
            "The police’s list of crime types changed in September 2011 and in May 2013. %(type)s was on every list:"
            " its years can be compared throughout.",
            type=labels.crime_type(what),
        )
    )


def years_told(trend: crime.Trend) -> Sentence:
    """The first and the last whole year of a long series that can be compared: no break between, neither with a gap."""
    years = trend.years
    known = [place for place, year in enumerate(years) if year.figure.is_known]
    if len(known) < 2 or known[-1] != len(years) - 1:
        return Sentence()
    last = years[-1].figure
    clear = [
        place
        for place in known
        if not any(
            years[place].figure.period.first < row.month <= last.period.last for row in trend.months.breaks
        )
    ]
    if len(clear) < 2:
        return Sentence()
    change = crime.Change(last, years[clear[0]].figure)
    return Sentence.said(_whole_trend(change, trend.months.what))


def year_name(year: crime.Year) -> str:
    """A year of a long series by its last month: "to September 2026"."""
    return gettext("to %(month)s", month=language.month_name(year.figure.period.last))


def year_figure(year: crime.Year, quality: crime.Quality | None = None) -> str:
    """Its total, or why it has none."""
    if year.broken_by is not None:
        return gettext("no total: %(reason)s", reason=gettext(year.broken_by.what))
    return labels.figure(year.figure, quality)


def _most_changed(rows: Iterable[crime.TypeChange]) -> str:
    """Two clauses, the larger change first: burglary and vehicle crime fell most; shoplifting rose from 149 to 168."""
    known = [row for row in rows if row.change.is_comparable]
    sides = [
        _foremost([row for row in known if (row.change.difference.value or 0) < 0]),
        _foremost([row for row in known if (row.change.difference.value or 0) > 0]),
    ]
    told = sorted((side for side in sides if side), key=lambda side: -max(map(_size, side)))
    clauses = [_clause(side) for side in told]
    if len(clauses) == 2:
        return capital(
            gettext("%(first_clause)s; %(second_clause)s.", first_clause=clauses[0], second_clause=clauses[1])
        )
    if clauses:
        return capital(gettext("%(clause)s.", clause=clauses[0]))
    return gettext("No kind of crime rose or fell by %(count)s or more.", count=NAMED_FROM) if known else ""


def _size(row: crime.TypeChange) -> float:
    return abs(row.change.difference.value or 0)


def _foremost(rows: list[crime.TypeChange]) -> list[crime.TypeChange]:
    """The type that changed most in one direction, and a second where it changed at least half as much.

    Both are told in one clause, hence a second one only where the verdict on both is the same.
    """
    notable = [row for row in rows if _size(row) >= NAMED_FROM]
    ranked = sorted(notable, key=lambda row: (-_size(row), TYPES.index(row.what)))[:2]
    kept = [
        row
        for row in ranked
        if _size(row) >= ALSO * _size(ranked[0]) and row.change.verdict is ranked[0].change.verdict
    ]
    return sorted(kept, key=lambda row: TYPES.index(row.what))


def _clause(rows: list[crime.TypeChange]) -> str:
    """Who fell or rose, with both counts; and that it can be chance, where it can."""
    told = _pair(rows) if len(rows) == 2 else _one(rows[0])
    if verdicts.is_clear(rows[0].change):
        return told
    return pgettext("clause", "%(clause)s, which can be chance", clause=told)


def _pair(rows: list[crime.TypeChange]) -> str:
    values = {"first": _with_counts(rows[0]), "second": _with_counts(rows[1])}
    if (rows[0].change.difference.value or 0) < 0:
        return pgettext("clause", "%(first)s and %(second)s fell most", **values)
    return pgettext("clause", "%(first)s and %(second)s rose most", **values)


def _with_counts(row: crime.TypeChange) -> str:
    return gettext("%(type)s (%(before)s to %(now)s)", **_counts(row))


def _one(row: crime.TypeChange) -> str:
    if (row.change.difference.value or 0) < 0:
        return pgettext("clause", "%(type)s fell from %(before)s to %(now)s", **_counts(row))
    return pgettext("clause", "%(type)s rose from %(before)s to %(now)s", **_counts(row))


def _counts(row: crime.TypeChange) -> dict[str, str]:
    return {
        "type": labels.crime_type_inside(row.what),
        "before": labels.figure(row.change.before),
        "now": labels.figure(row.change.now),
    }
