"""Rates in words: what they are per, how sure they are, and why there is none. A rate is told as a count is.

In a sentence a rate from 10 up is a whole number, as its interval is; a table shows one decimal of the same Figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext
from crimemap.measures import crime
from crimemap.measures.crime import rates
from crimemap.terms import BTP, AreaKind, CrimeType
from crimemap.words import gaps, labels
from crimemap.words.sentence import Sentence, name

WHOLE_FROM: Final = 10
"""In a sentence: 71, but 4.2."""

NAMED: Final = 8
"""So many areas without a rate are named under a table; of more, their number is given and the table marks them."""


def per(of: rates.Per) -> str:
    """What a rate is per, as the head of a column."""
    return {
        rates.Per.RESIDENTS: gettext("per 1,000 residents"),
        rates.Per.HOUSEHOLDS: gettext("per 1,000 households"),
        rates.Per.WORKDAY: gettext("per 1,000 people there on a workday"),
    }[of]


def rate(of: Figure) -> str:
    """As it stands in a cell: 41.2, or the word for why there is none.

    A year may lack a month that was not supplied, that is incomplete, or that lies before the first one held: "no
    rate" is true of all three, and the sentence over the table says which.
    """
    if of.status is Status.MISSING:
        return gettext("no rate")
    return labels.status(of.status) if of.value is None else language.number(of.value, 1)


def rate_interval(of: Figure) -> str:
    """38.9 to 43.6; nothing where there is no rate."""
    if of.interval is None:
        return ""
    return gettext(
        "%(lower)s to %(upper)s",
        lower=language.number(of.interval.lower, 1),
        upper=language.number(of.interval.upper, 1),
    )


def rate_said(of: Figure) -> str:
    """The number as it reads in a sentence."""
    value = of.value or 0
    return language.number(value, 0 if value >= WHOLE_FROM or not value else 1)


def interval_said(of: Figure) -> str:
    """The interval as it reads in a sentence, with as many decimals as the rate."""
    if of.interval is None:
        return ""
    digits = 0 if (of.value or 0) >= WHOLE_FROM else 1
    return gettext(
        "%(lower)s to %(upper)s",
        lower=language.number(of.interval.lower, digits),
        upper=language.number(of.interval.upper, digits),
    )


def _counted(what: crime.What, of: rates.Per, number: str) -> str:
    """71 crimes per 1,000 residents a year."""
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        told = {
            rates.Per.RESIDENTS: gettext("%(number)s reports per 1,000 residents a year", number=number),
            rates.Per.HOUSEHOLDS: gettext("%(number)s reports per 1,000 households a year", number=number),
            rates.Per.WORKDAY: gettext(
                "%(number)s reports a year per 1,000 people there on a workday", number=number
            ),
        }
    else:
        told = {
            rates.Per.RESIDENTS: gettext("%(number)s crimes per 1,000 residents a year", number=number),
            rates.Per.HOUSEHOLDS: gettext("%(number)s crimes per 1,000 households a year", number=number),
            rates.Per.WORKDAY: gettext(
                "%(number)s crimes a year per 1,000 people there on a workday", number=number
            ),
        }
    return told[of]


def rate_explained(table: rates.RateTable) -> str:
    """What a rate is, in one line over its table."""
    people = {
        rates.Per.RESIDENTS: gettext("the people who live there"),
        rates.Per.HOUSEHOLDS: gettext("the households there"),
        rates.Per.WORKDAY: gettext("the people who are there on a workday"),
    }[table.per]
    return gettext(
        "A rate counts the crimes of a year against %(people)s, for every 1,000 of them. The interval says how far"
        " chance alone could move it.",
        people=people,
    )


def rate_title(table: rates.RateTable, quality: crime.Quality) -> str:
    """The title of the page; what a force recorded is not "in" it."""
    kind, month = labels.crime_type_inside(table.what), language.month_name(table.period.last)
    if table.area.kind is AreaKind.FORCE:
        return gettext(
            "Rates of %(kind)s recorded by %(force)s, year to %(month)s",
            kind=kind,
            force=quality.force or table.area.name,
            month=month,
        )
    return gettext(
        "Rates of %(kind)s in %(place)s, year to %(month)s", kind=kind, place=table.area.name, month=month
    )


def rate_lead(table: rates.RateTable, quality: crime.Quality) -> Sentence:
    """The rate of the whole, how sure it is, and what it is made of; or why there is none."""
    row = table.whole
    if row.rate.value is None:
        return _no_rate(row, table.what, quality)
    told = gettext(
        "%(type)s in %(place)s: *%(rate)s* in %(period)s (95%% interval %(interval)s).",
        type=labels.crime_type(table.what),
        place=name(row.area.name),
        rate=_counted(table.what, row.base.per, rate_said(row.rate)),
        period=labels.period_inside(table.period),
        interval=interval_said(row.rate),
    )
    if row.area.kind is AreaKind.FORCE:
        told = gettext(
            "%(type)s recorded by %(force)s: *%(rate)s* in %(period)s (95%% interval %(interval)s).",
            type=labels.crime_type(table.what),
            force=name(quality.force or row.area.name),
            rate=_counted(table.what, row.base.per, rate_said(row.rate)),
            period=labels.period_inside(table.period),
            interval=interval_said(row.rate),
        )
    return Sentence.said(told, _made_of(row, table.what), _scaled(table))


def _made_of(row: rates.RateRow, what: crime.What) -> str:
    of = row.rate.denominator
    if of is None:
        return ""
    people = language.number(of.value)
    counted = {
        rates.Per.RESIDENTS: gettext("%(people)s residents", people=people),
        rates.Per.HOUSEHOLDS: gettext("%(people)s households", people=people),
        rates.Per.WORKDAY: gettext("%(people)s people there on a workday", people=people),
    }[row.base.per]
    if of.year is not None:
        counted = gettext("%(counted)s (%(year)s)", counted=counted, year=str(of.year))
    count = language.number(row.count.value or 0)
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("Reports: %(count)s. Counted against %(people)s.", count=count, people=counted)
    return gettext("Crimes: %(count)s. Counted against %(people)s.", count=count, people=counted)


def _scaled(table: rates.RateTable) -> str:
    if table.period.length == crime.YEAR:
        return ""
    return gettext("A rate is always that of a whole year at this pace.")


def _no_rate(row: rates.RateRow, what: crime.What, quality: crime.Quality) -> Sentence:
    """Why there is no rate for a place: nothing to divide by, or no count to divide."""
    period = row.rate.period
    if not row.base.gives_rate and row.base.why is not None:
        none = gettext("There is *no rate* for %(place)s.", place=name(row.area.name))
        railway = gettext("Its crimes happened on the railway: nobody lives there to count them against.")
        return Sentence.said(none, railway if row.area.force == BTP else why_no_rate(row.base.why))
    if row.rate.status is Status.NOT_APPLICABLE:
        return Sentence.said(gaps.no_total(row.rate, quality, what))
    none = gettext("There is *no rate* for %(period)s.", period=labels.period_inside(period))
    if gaps.missing_months(period, quality, what):
        return Sentence.said(none, gaps.not_supplied(period, quality, what))
    return Sentence.said(none, gaps.incomplete(period, quality, what) or gaps.not_covered(quality))


def why_no_rate(why: rates.Why) -> str:
    """Why there is nothing that crimes could be counted against."""
    return {
        rates.Why.VISITORS: gettext(
            "Few people live there and many come, so a rate per resident or household would mislead."
        ),
        rates.Why.FEW: gettext("There are too few people or homes for a rate to mean anything."),
        rates.Why.NOT_SUPPLIED: gettext("There is no count of people or homes to divide by."),
    }[why]


def rate_beside(found: rates.AreaRates, quality: crime.Quality) -> Sentence:
    """The rate of all crime, with that of the partnership or force beside it; or why there is none."""
    own = found.own
    if own.rate.value is None:
        return _no_rate(own, crime.ALL, quality)
    values = {
        "rate": _counted(crime.ALL, own.base.per, rate_said(own.rate)),
        "interval": interval_said(own.rate),
    }
    if found.above is None:
        return Sentence.said(
            gettext("Together they come to *%(rate)s* (95%% interval %(interval)s).", **values)
        )
    return Sentence.said(
        gettext(
            "Together they come to *%(rate)s* (95%% interval %(interval)s); in %(place)s it is %(other)s"
            " (%(around)s).",
            **values,
            place=name(found.above.area.name),
            other=rate_said(found.above.rate),
            around=interval_said(found.above.rate),
        )
    )


def visitors(row: rates.RateRow) -> Sentence:
    """That few live and many come here, and what is done about it; an empty Sentence where residents do not mislead."""
    base, area = row.base, row.area
    if not base.misleading:
        return Sentence()
    place = name(area.name)
    if base.per is rates.Per.WORKDAY and base.people is not None:
        return Sentence.said(
            gettext(
                "%(place)s has few residents and many visitors: %(residents)s people live there and %(workday)s are"
                " there on a workday. So crimes are counted against those there on a workday.",
                place=place,
                residents=language.number(area.residents or 0),
                workday=language.number(base.people),
            )
        )
    return Sentence.said(
        gettext(
            "%(place)s has few residents and many visitors, so crimes per resident or household would mislead.",
            place=place,
        )
    )


def rate_notes(table: rates.RateTable) -> tuple[Sentence, ...]:
    """Which parts have no rate and why; first, whether the whole is counted against a workday's people."""
    switched = (visitors(table.whole),) if table.whole.base.gives_rate else ()
    return tuple(told for told in (*switched, *_without(table.rows, table)) if told)


def _without(rows: Iterable[rates.RateRow], table: rates.RateTable) -> Iterator[Sentence]:
    by_why: dict[rates.Why, list[str]] = {}
    for row in rows:
        if not row.base.gives_rate and row.base.why is not None and row.area.code != table.area.code:
            by_why.setdefault(row.base.why, []).append(name(row.area.name))
    for why in rates.Why:
        if found := by_why.get(why):
            places = labels.listed(found)
            if len(found) > NAMED:
                places = gettext("%(count)s places", count=language.number(len(found)))
            yield Sentence.said(gettext("No rate for %(places)s.", places=places), why_no_rate(why))


def class_labels(breaks: Sequence[float]) -> tuple[str, ...]:
    """What each class holds: "under 40", "40 to under 60", …, "110 or more". They meet and do not overlap."""
    if not breaks:
        return (gettext("every rate"),)
    said = [language.number(value, 0 if float(value).is_integer() else 1) for value in breaks]
    between = [
        gettext("%(lower)s to under %(upper)s", lower=lower, upper=upper) for lower, upper in pairwise(said)
    ]
    first = gettext("under %(upper)s", upper=said[0])
    return (first, *between, gettext("%(lower)s or more", lower=said[-1]))
