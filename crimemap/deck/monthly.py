"""Month by month, and against the year before; every gap drawn as loudly as a bar."""

from __future__ import annotations

from crimemap import charts, language, words
from crimemap.brief import Brief
from crimemap.deck.recorded import cells, how_many, next_due, source
from crimemap.deck.slides import Picture, Slide, Table, Topic
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.words import Sentence, labels


def trend(told: Brief) -> Slide:
    """More or fewer than the year before, and the months it is made of; every gap drawn as loudly as a bar."""
    drawn = charts.month_chart(told.months, "slide-months", wall=True)
    marks = words.marks(told.months, told.quality)
    return Slide(
        Topic.TREND,
        part=_("Month by month"),
        heading=_change_heading(told),
        lead=_both_years(told),
        picture=Picture(drawn.wide, drawn.phone, drawn.defs, drawn.high),
        table=_months(told),
        more=(
            *((marks,) if marks else ()),
            told.latest_month,
            *words.coverage(told.quality),
            next_due(told),
        ),
        source=source(told),
        figures=(told.year.now, told.year.before, *told.months),
    )


def _both_years(told: Brief) -> Sentence:
    """Both counts in one row, and whether chance alone may have made the difference; or why there is none."""
    year = told.year
    if not year.is_comparable:
        return words.trend(year, (), told.quality)
    return Sentence.said(
        _(
            "*%(now)s* in %(period)s, *%(before)s* in %(then)s.",
            now=words.figure(year.now), period=labels.period_inside(year.now.period),
            before=words.figure(year.before), then=labels.before_inside(year.before.period),
        ),
        words.verdict_sentence(year),
    )  # fmt: skip


def _change_heading(told: Brief) -> str:
    change = told.year
    difference = change.difference.value
    if change.now.told is None:
        return how_many(told)
    if difference is None:
        return _each_month(told) or how_many(told)
    if difference == 0:
        return _("As many crimes as in the year before")
    count = int(abs(difference))
    if difference < 0:
        return ngettext(
            "%(num)s fewer crime than the year before", "%(num)s fewer crimes than the year before", count
        )
    return ngettext(
        "%(num)s more crime than the year before", "%(num)s more crimes than the year before", count
    )


def _each_month(told: Brief) -> str:
    """ "3 to 21 crimes a month": where there is no year before; nothing where a month of the period is not known."""
    months = [figure for figure in told.months if figure.period.first in told.period]
    counts = [int(figure.value or 0) for figure in months if figure.is_known]
    if len(counts) < told.period.length or len(set(counts)) < 2:
        return ""
    return _("%(least)s to %(most)s crimes a month", least=language.number(min(counts)),
             most=language.number(max(counts)))  # fmt: skip


def _months(told: Brief) -> Table:
    heads = (_("Month"), _("Recorded"), *((_("A year before"),) if told.compared else ()))
    rows = tuple(
        (language.month_name(change.now.period.last), *cells(change, told))
        for change in reversed(told.month_changes)
    )
    return Table(_("Crimes recorded in %(place)s, month by month", place=told.area.name), heads, rows)
