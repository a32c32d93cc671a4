"""What was recorded here: where, of which kinds, month by month. Rises and falls look the same."""

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
from crimemap.measures import crime
from crimemap.words import Sentence, labels
from crimemap.words.sentence import capital, name

LETTERS: Final = 10
"""Parts whose names and numbers stand beside the map. [choose]"""

KINDS: Final = 7
"""Bars that the back row can read; all kinds are in the table. [choose]"""

_ONE_ROW: Final = 40
"""Letters of a heading that stands in one row."""


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
        groups=_beside_map(told) if told.year.now.is_known else (),
        map=slide_map(told.release, sheet, prefix="map") if sheet is not None else None,
        table=_parts(told),
        notes=(
            Sentence.said(
                _(
                    "Larger circle: more crimes. Circles sit where most people live, not where crimes happened."
                )
            ),
        )
        if sheet and any(part.figure.value for part in sheet.parts)
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


def _beside_map(told: Brief) -> tuple[Group, ...]:
    """The letters of the map with their names and numbers, where a wall has room for all; else both totals."""
    rows = tuple(
        Line(Sentence.said(part.area.name.replace("*", "")), key=part.letter, figures=(part.change.now,),
             note=Sentence.said(words.figure(part.change.now, told.quality)))
        for part in told.parts
        if part.letter
    )  # fmt: skip
    if told.sheet is None or not 0 < len(rows) <= LETTERS:
        return (Group(Shape.FIGURES, _both(told)),)
    other = tuple(
        Line(Sentence.said(words.reason(row.reason)), figures=(row.change.now,),
             note=Sentence.said(words.figure(row.change.now, told.quality)))
        for row in told.table.balance
        if row.change.now.value
    )  # fmt: skip
    return (Group(Shape.KEY, (*rows, *other), capital(labels.period_inside(told.year.now.period))),)


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
    room = KINDS - (0, 1, 3)[min(len(heading) // _ONE_ROW, 2)]
    shown = [row for row in rows if row.change.now.value or not row.change.now.is_known][:room]
    if all(row.change.now.value is None for row in shown):
        shown = []  # one sentence says it, and the table of each kind
    return Slide(
        Topic.TYPES,
        part=_("What kinds"),
        heading=heading,
        lead=_asb(told),
        bars=_kind_bars(shown, told) if shown else None,
        table=_kinds_table(told, rows),
        notes=_not_shown(told, shown),
        more=(told.finding,),
        empty=Sentence() if shown else told.lead,
        source=source(told),
        figures=tuple(figure for row in shown for figure in (row.change.now, row.change.before)),
    )


def most_changed(rows: Sequence[crime.TypeChange], *, rises: bool) -> crime.TypeChange | None:
    """The kind that rose, or fell, most of those whose change is too large to be chance alone."""
    clear = [
        row
        for row in rows
        if words.is_clear(row.change) and ((row.change.difference.value or 0) > 0) is rises
    ]
    return max(clear, key=_size, default=None)


def _size(row: crime.TypeChange) -> float:
    return abs(row.change.difference.value or 0)


def _kinds_heading(rows: Sequence[crime.TypeChange]) -> str:
    """ "Vehicle crime fell most: 164 to 118", and the kind that rose most in the same words, where there is one: the
    larger change first."""
    if not any(row.change.is_comparable for row in rows):
        return _("What kinds of crime were recorded")
    found = [row for row in (most_changed(rows, rises=rises) for rises in (False, True)) if row is not None]
    told = [
        _went(row, rows, first=not place) for place, row in enumerate(sorted(found, key=_size, reverse=True))
    ]
    return "; ".join(told) or _("No kind of crime changed clearly")


def _went(row: crime.TypeChange, rows: Sequence[crime.TypeChange], *, first: bool) -> str:
    """ "Most" where no other kind, clear change or not, went further that way."""
    change = row.change
    by = change.difference.value or 0
    others = (one.change.difference.value or 0 for one in rows if one is not row and one.change.is_comparable)
    most = all(abs(other) < abs(by) for other in others if (other > 0) is (by > 0))
    values = {
        "type": words.crime_type(row.what) if first else labels.crime_type_inside(row.what),
        "before": words.figure(change.before), "now": words.figure(change.now),
    }  # fmt: skip
    if by < 0:
        return (
            _("%(type)s fell most: %(before)s to %(now)s", **values) if most
            else _("%(type)s fell: %(before)s to %(now)s", **values)
        )  # fmt: skip
    return (
        _("%(type)s rose most: %(before)s to %(now)s", **values) if most
        else _("%(type)s rose: %(before)s to %(now)s", **values)
    )  # fmt: skip


def _not_shown(told: Brief, shown: Sequence[crime.TypeChange]) -> tuple[Sentence, ...]:
    """How many crimes are of kinds that have no bar; nothing where a number is not known."""
    figures = [told.year.now, *(row.change.now for row in shown)]
    if not shown or not all(figure.is_known for figure in figures):
        return ()
    rest = int((figures[0].value or 0) - sum(figure.value or 0 for figure in figures[1:]))
    if rest <= 0:
        return ()
    return (Sentence.said(ngettext("And *%(num)s* of another kind.", "And *%(num)s* of other kinds.", rest)),)


def _asb(told: Brief) -> Sentence:
    """Anti-social behaviour, beside crime and not in it (rule M16), with the year before where it compares."""
    change = told.antisocial
    if not change.is_comparable or not told.compared:
        return told.beside
    by = change.difference.value or 0
    values = {"before": words.figure(change.before), "now": words.figure(change.now)}
    if by > 0:
        return Sentence.said(
            _("Anti-social behaviour (counted separately): *%(now)s* reports, up from %(before)s.", **values)
        )
    if by < 0:
        return Sentence.said(
            _(
                "Anti-social behaviour (counted separately): *%(now)s* reports, down from %(before)s.",
                **values,
            )
        )
    return Sentence.said(
        _(
            "Anti-social behaviour (counted separately): *%(now)s* reports, as many as the year before.",
            **values,
        )
    )


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
        lead=_both_years(told),
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
        return _recorded(told)
    if difference is None:
        return _recorded(told)
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
