"""What was recorded here: where, of which kinds, month by month, and what came of it. Rises and falls look the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap import charts, language, words
from crimemap.brief import Brief
from crimemap.deck.slides import Bar, Bars, Group, Line, Picture, Shape, Slide, Table, Topic
from crimemap.figure import Figure, Status
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.maps import slide_map
from crimemap.measures import crime, outcomes
from crimemap.words import Sentence, labels
from crimemap.words.sentence import name

KINDS: Final = 7
"""Bars that the back row can read; all kinds are in the table. [choose]"""

_ONE_ROW: Final = 40
"""Letters of a heading that stands in one row."""

_OPEN: Final = frozenset({outcomes.Result.PENDING, outcomes.Result.UNKNOWN})


def source(told: Brief) -> str:
    """Whose figures, under which licence, and what they are not (rules A10, Q2)."""
    return _(
        "%(publisher)s, OGL v3.0. Official statistics, not accredited.",
        publisher=told.quality.force or told.year.now.source,
    )


def map_slide(told: Brief) -> Slide:
    """Where crime was recorded: the map, how many in all, and how to read it."""
    sheet = told.sheet
    return Slide(
        Topic.MAP,
        part=_("What happened, and where"),
        heading=_recorded(told),
        lead=Sentence() if told.year.now.is_known else told.lead,
        groups=(Group(Shape.FIGURES, _both(told)),) if told.year.now.is_known else (),
        map=slide_map(told.release, sheet, prefix="map") if sheet is not None else None,
        table=_parts(told),
        notes=(Sentence.said(_("Larger circle: more crimes. It stands where most people live.")),)
        if sheet
        else (),
        more=tuple(one for one in (told.map_in_words, told.beside) if one),
        empty=Sentence()
        if sheet
        else Sentence.said(
            _("There is no map: no boundary was supplied for %(place)s.", place=name(told.area.name))
        ),
        source=source(told),
        figures=(told.year.now, told.year.before, *(part.change.now for part in told.parts)),
    )


def _recorded(told: Brief) -> str:
    now = told.year.now
    if now.told is None:
        return _("No total for %(period)s", period=labels.period_inside(now.period))
    if not now.is_known:
        return _("At least %(count)s crimes recorded", count=language.number(now.told))
    return ngettext("%(num)s crime recorded here", "%(num)s crimes recorded here", int(now.told))


def _both(told: Brief) -> tuple[Line, ...]:
    """This period and the one before, each number with its words."""
    return tuple(
        Line(Sentence.said(_("in %(period)s", period=said)), key=words.figure(figure), figures=(figure,))
        for figure, said in (
            (told.year.now, labels.period_inside(told.year.now.period)),
            (told.year.before, labels.before_inside(told.year.before.period)),
        )
        if figure is told.year.now or (told.compared and figure.is_known)
    )


def _parts(told: Brief) -> Table:
    now, before = _heads(told)
    rows = [(part.letter, part.area.name, *_cells(part.change, told)) for part in told.parts]
    rows += [("", words.reason(row.reason), *_cells(row.change, told)) for row in told.table.balance]
    heads = [_("Letter"), _("Area, north to south"), now, *([before] if told.compared else [])]
    total = ("", told.area.name, *_cells(told.table.whole, told))
    caption = _("Crimes recorded in %(place)s, %(period)s", place=told.area.name, period=_period(told))
    return Table(caption, tuple(heads), tuple(rows), total, named=1)


def _cells(change: crime.Change, told: Brief) -> tuple[str, ...]:
    both = (words.figure(change.now, told.quality), words.figure(change.before, told.quality))
    return both if told.compared else both[:1]


def _heads(told: Brief) -> tuple[str, str]:
    now = _("Recorded, to %(month)s", month=language.month_name(told.period.last, "abbreviated"))
    return now, ngettext("%(num)s month before", "%(num)s months before", told.period.length)


def _period(told: Brief) -> str:
    return language.period_name(told.period)


# --- kinds ---------------------------------------------------------------------------------------------------


def types(told: Brief) -> Slide:
    """Which kinds of crime: the largest as bars, and the one that changed most in the heading."""
    rows = told.largest_first
    heading = _kinds_heading(rows)
    room = KINDS if len(heading) <= _ONE_ROW else KINDS - 1
    shown = [row for row in rows if row.change.now.value or not row.change.now.is_known][:room]
    return Slide(
        Topic.TYPES,
        part=_("What kinds"),
        heading=heading,
        lead=_asb(told),
        bars=_kind_bars(shown, told) if shown else None,
        table=_kinds_table(told, rows),
        more=(told.finding,),
        empty=Sentence() if shown else told.lead,
        source=source(told),
        figures=tuple(figure for row in shown for figure in (row.change.now, row.change.before)),
    )


def most_changed(rows: Sequence[crime.TypeChange]) -> crime.TypeChange | None:
    """The kind whose number changed most, of those that changed by more than chance; falls and rises by one rule."""
    clear = [row for row in rows if words.is_clear(row.change)]
    return max(clear, key=lambda row: abs(row.change.difference.value or 0), default=None)


def _kinds_heading(rows: Sequence[crime.TypeChange]) -> str:
    if not any(row.change.is_comparable for row in rows):
        return _("What kinds of crime were recorded")
    row = most_changed(rows)
    if row is None:
        return _("No kind of crime changed clearly")
    return _(
        "%(type)s: %(now)s, a year before %(before)s",
        type=words.crime_type(row.what), now=words.figure(row.change.now), before=words.figure(row.change.before),
    )  # fmt: skip


def _asb(told: Brief) -> Sentence:
    """Anti-social behaviour, beside crime and not in it (rule M16), with the year before where it compares."""
    change = told.antisocial
    if not change.is_comparable or not told.compared:
        return told.beside
    return Sentence.said(
        _(
            "Beside these, not in them: reports of anti-social behaviour, %(before)s, now *%(now)s*.",
            before=words.figure(change.before), now=words.figure(change.now),
        )
    )  # fmt: skip


def _kind_bars(rows: Sequence[crime.TypeChange], told: Brief) -> Bars:
    longest = max((float(figure.value or 0) for row in rows for figure in _pair(row)), default=0) or 1.0
    months = told.period.length
    reading = [
        ngettext("Bar: the month to %(month)s.", "Bar: the %(num)s months to %(month)s.", months,
                 month=language.month_name(told.period.last))
    ]  # fmt: skip
    if any(row.change.is_comparable for row in rows):
        reading.append(
            _("Upright mark: the same months a year before.")
            if months != crime.YEAR
            else _("Upright mark: the 12 months before.")
        )
    return Bars(tuple(_kind_bar(row, longest) for row in rows), tuple(reading))


def _pair(row: crime.TypeChange) -> tuple[Figure, ...]:
    return (row.change.now, row.change.before) if row.change.broken_by is None else (row.change.now,)


def _kind_bar(row: crime.TypeChange, longest: float) -> Bar:
    now, before = row.change.now, row.change.before
    compares = before.value is not None and row.change.broken_by is None
    return Bar(
        label=words.crime_type(row.what),
        now=words.figure(now),
        before=_("was %(count)s", count=words.figure(before)) if compares else "",
        length=now.value / longest if now.value is not None else None,
        tick=before.value / longest if compares and before.value is not None else None,
        status=now.status,
        dashed=now.status is Status.PARTIAL,
        figures=_pair(row),
    )


def _kinds_table(told: Brief, rows: Sequence[crime.TypeChange]) -> Table:
    now, before = _heads(told)
    heads = (_("Kind of crime"), now, *((before,) if told.compared else ()))
    cells = tuple((words.crime_type(row.what), *_cells(row.change, told)) for row in rows)
    caption = _("Kinds of crime in %(place)s, %(period)s", place=told.area.name, period=_period(told))
    return Table(caption, heads, cells, (_("All crime"), *_cells(told.year, told)))


# --- months --------------------------------------------------------------------------------------------------


def trend(told: Brief) -> Slide:
    """More or fewer than the year before, and the months it is made of; every gap drawn as loudly as a bar."""
    drawn = charts.month_chart(told.months, "slide-months", wall=True)
    marks = words.marks(told.months, told.quality)
    return Slide(
        Topic.TREND,
        part=_("Month by month"),
        heading=_change_heading(told),
        lead=words.trend(told.year, (), told.quality),
        picture=Picture(drawn.wide, drawn.phone, drawn.defs),
        table=_months(told),
        more=(
            *((marks,) if marks else ()),
            told.latest_month,
            *words.coverage(told.quality),
            Sentence.said(words.freshness(told.quality.freshness)),
        ),
        source=source(told),
        figures=(told.year.now, told.year.before, *told.months),
    )


def _change_heading(told: Brief) -> str:
    change = told.year
    difference = change.difference.value
    if change.now.told is None:
        return _recorded(told)
    if difference is None:
        return _("There is no comparison with the year before")
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


def _months(told: Brief) -> Table:
    heads = (_("Month"), _("Recorded"), *((_("A year before"),) if told.compared else ()))
    rows = tuple(
        (language.month_name(change.now.period.last), *_cells(change, told))
        for change in reversed(told.month_changes)
    )
    return Table(_("Crimes recorded in %(place)s, month by month", place=told.area.name), heads, rows)


# --- outcomes ------------------------------------------------------------------------------------------------


def outcomes_slide(told: Brief) -> Slide:
    """What came of the crimes of the period, open and unknown results drawn apart."""
    table = told.outcomes
    known = table.rows[0].figure.value is not None and bool(table.total.value)
    return Slide(
        Topic.OUTCOMES,
        part=_("What came of it"),
        heading=_outcomes_heading(table) if known else _("What came of it"),
        bars=_outcome_bars(table) if known else None,
        table=_outcomes_table(table, told) if known else None,
        notes=(
            Sentence.said(
                _("A charge is not a conviction. Results come late: this is what is known so far.")
            ),
        )
        if known
        else (),
        more=(words.outcomes_lead(table, told.quality), *words.outcomes_notes(table)) if known else (),
        empty=Sentence() if known else words.outcomes_lead(table, told.quality),
        source=source(told),
        figures=(table.total, table.brought, *(row.figure for row in table.shown)),
    )


def _outcomes_heading(table: outcomes.OutcomeTable) -> str:
    brought = int(table.brought.value or 0)
    return ngettext(
        "%(brought)s of %(total)s crimes has led to a charge or was dealt with out of court",
        "%(brought)s of %(total)s crimes have led to a charge or were dealt with out of court",
        brought,
        brought=language.number(brought) if brought else _("None"),
        total=words.figure(table.total),
    )


def _outcome_bars(table: outcomes.OutcomeTable) -> Bars:
    longest = max(float(row.figure.value or 0) for row in table.shown) or 1.0
    rows = tuple(
        Bar(
            label=_(row.group.title),
            now=words.figure(row.figure),
            before=words.share(row.share),
            length=float(row.figure.value or 0) / longest,
            tick=None,
            status=row.figure.status,
            dashed=row.group.result in _OPEN or not row.figure.is_known,
            figures=(row.figure, row.share),
        )
        for row in table.shown
    )
    return Bars(rows, (_("Dashed: no result yet, or none that the police passed on."),))


def _outcomes_table(table: outcomes.OutcomeTable, told: Brief) -> Table:
    heads = (_("What came of it"), _("Crimes"), _("Share"))
    rows = tuple(
        (_(row.group.title), words.figure(row.figure), words.share(row.share)) for row in table.shown
    )
    caption = _("What came of crimes in %(place)s, %(period)s", place=told.area.name, period=_period(told))
    return Table(caption, heads, rows, (_("All crime"), words.figure(table.total), words.whole()))
