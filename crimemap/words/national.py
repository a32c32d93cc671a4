"""The long run in England and Wales in words: a fall and a rise in the same ones, and nothing said across a break."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext
from crimemap.measures.national import National
from crimemap.terms import Month
from crimemap.words import labels
from crimemap.words.sentence import Sentence

MILLION: Final = 1_000_000
DECEMBER: Final = 12
CLAIMED: Final = (Month(1995, 12), Month(2009, 3))
"""The years that the paper of 2009 compared: the peak of the mid-1990s and its own latest."""


def millions(figure: Figure, digits: int = 1) -> str:
    """19786000 → "19.8 million"."""
    return gettext("%(number)s million", number=language.number((figure.value or 0) / MILLION, digits))


def national_year(figure: Figure) -> str:
    """A year of the long run as it reads after "in": "1981", or "the 12 months to March 2020"."""
    last = figure.period.last
    return str(last.year) if last.number == DECEMBER else labels.period_inside(figure.period)


def national_short(figure: Figure) -> str:
    """The same in a table: "1981", or "to March 2020"."""
    last = figure.period.last
    if last.number == DECEMBER:
        return str(last.year)
    return gettext("to %(month)s", month=language.month_name(last))


def national_lead(series: National) -> Sentence:
    """The first, the highest and the last figure of a series that no break parts; of a parted one its last stretch."""
    stretches = list(series.stretches())
    if len(stretches) > 1:
        return Sentence.said(gettext("These are the years since the latest break."), stretch(stretches[-1]))
    figures = series.figures
    highest = max(figures, key=lambda figure: figure.value or 0)
    return Sentence.said(
        gettext(
            "The estimate was *%(first)s* in %(then)s, *%(most)s* at its highest in %(peak)s, and *%(last)s* in"
            " %(now)s.",
            first=millions(figures[0]),
            then=national_year(figures[0]),
            most=millions(highest),
            peak=national_year(highest),
            last=millions(figures[-1]),
            now=national_year(figures[-1]),
        )
    )


def stretch(figures: Sequence[Figure]) -> str:
    """From the first to the last figure between two breaks, with both counts and both years."""
    first, last = figures[0], figures[-1]
    before, now = int(first.value or 0), int(last.value or 0)
    values = {
        "before": millions(first),
        "then": national_year(first),
        "now": millions(last),
        "period": national_year(last),
        "percent": language.percent(abs(now - before) / before),
    }
    if now < before:
        return gettext(
            "It fell from *%(before)s* in %(then)s to *%(now)s* in %(period)s, a fall of %(percent)s.",
            **values,
        )
    if now > before:
        return gettext(
            "It rose from *%(before)s* in %(then)s to *%(now)s* in %(period)s, a rise of %(percent)s.",
            **values,
        )
    return gettext("It was *%(before)s* in %(then)s and *%(now)s* in %(period)s.", **values)


def stretches(series: National) -> tuple[Sentence, ...]:
    """One sentence for each run of years between two breaks, oldest first."""
    return tuple(Sentence.said(stretch(run)) for run in series.stretches())


def claim(series: National) -> Sentence:
    """What a paper of 2009 said of the fall since the mid-1990s, beside the same years in the series as it is now."""
    by_month = {figure.period.last: figure for figure in series.figures}
    pair = [by_month[month] for month in CLAIMED if month in by_month]
    if len(pair) < len(CLAIMED):
        return Sentence()
    said = gettext(
        "In 2009 a government paper for local partnerships, Cutting crime: two years on, said that crime overall had"
        " fallen by 45% since the mid-1990s. For the same years this series, as it is counted now, has:"
    )
    return Sentence.said(said, stretch(pair))
