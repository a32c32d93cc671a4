"""What was recorded here: where, and of which kinds. Rises and falls look the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap import language, words
from crimemap.brief import Brief
from crimemap.deck import instead
from crimemap.deck.slides import Bar, Bars, Group, Line, Shape, Slide, Table, Topic
from crimemap.figure import Figure, Status
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.maps import slide_map
from crimemap.measures import crime
from crimemap.release import Area
from crimemap.words import Sentence, labels
from crimemap.words.sentence import capital, name

LETTERS: Final = 10
"""Parts whose names and numbers stand beside the map. [choose]"""

KINDS: Final = 7
"""Bars that the back row can read; all kinds are in the table. [choose]"""

_LONG_NAME: Final = 18
"""Letters of a name that has one row beside the map. [choose]"""

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
        heading=how_many(told) if told.year.now.told is not None else _("No total: figures are missing"),
        lead=Sentence() if told.year.now.is_known else told.lead,
        groups=_beside_map(told) if told.year.now.is_known else (),
        map=slide_map(told.release, sheet, prefix="map") if sheet is not None else None,
        table=_parts(told),
        notes=_reading(told),
        more=tuple(one for one in (told.map_in_words, told.beside) if one),
        empty=Sentence()
        if sheet
        else Sentence.said(
            _("There is no map: no boundary was supplied for %(place)s.", place=name(told.area.name))
        ),
        source=source(told),
        figures=(told.year.now, told.year.before, *(part.change.now for part in told.parts)),
    )


def _reading(told: Brief) -> tuple[Sentence, ...]:
    """How the circles are read, of those that are on the map."""
    parts = told.sheet.parts if told.sheet else ()
    circles = [part for part in parts if part.figure.value]
    ring = [_("A ring: no crime was recorded.")] if any(part.figure.value == 0 for part in parts) else []
    if not circles:
        return (Sentence.said(*ring),) if ring else ()
    if len(circles) == 1:
        said = [_("The circle sits where most people live, not where crimes happened.")]
        return (Sentence.said(*said, *ring),)
    said = [_("Larger circle: more crimes. Circles sit where most people live, not where crimes happened.")]
    if sum(bool(part.letter) for part in told.parts) > LETTERS:
        said.append(_("Letters match the table and the handout."))
    return (Sentence.said(*said, *ring),)


def _beside_map(told: Brief) -> tuple[Group, ...]:
    """The letters of the map with their names and numbers, where a wall has room for all; else both totals."""
    rows = tuple(
        Line(Sentence.said(_called(part.area, told)), key=part.letter, figures=(part.change.now,),
             note=Sentence.said(words.figure(part.change.now, told.quality)))
        for part in told.parts
        if part.letter
    )  # fmt: skip
    if told.sheet is None or not 0 < len(rows) <= LETTERS:
        both = _both(told)
        if len(both) > 1:
            return (Group(Shape.FIGURES, both),)
        alone = Line(Sentence.said(capital(_("in %(period)s", period=labels.period_inside(told.period)))))
        return (Group(Shape.TEXT, (alone,)),)  # the heading has the number
    other = tuple(
        Line(Sentence.said(words.reason(row.reason)), figures=(row.change.now,),
             note=Sentence.said(words.figure(row.change.now, told.quality)))
        for row in told.table.balance
        if row.change.now.value
    )  # fmt: skip
    return (Group(Shape.KEY, (*rows, *other), capital(labels.period_inside(told.year.now.period))),)


def _called(area: Area, told: Brief) -> str:
    """Its name; of a small area that has a long one from the area that it is part of, its number alone."""
    number = area.name.removeprefix(f"{told.area.name} ")
    if number.isdecimal() and len(area.name) > _LONG_NAME:
        return _("Part %(number)s", number=number)
    return name(area.name)


def how_many(told: Brief) -> str:
    """The number of the whole as a heading; that there is none where there is none."""
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
    rows = [(part.letter, part.area.name, *cells(part.change, told)) for part in told.parts]
    rows += [("", words.reason(row.reason), *cells(row.change, told)) for row in told.table.balance]
    heads = [_("Letter"), _("Area, north to south"), now, *([before] if told.compared else [])]
    total = ("", told.area.name, *cells(told.table.whole, told))
    caption = _("Crimes recorded in %(place)s, %(period)s", place=told.area.name, period=_period(told))
    return Table(caption, tuple(heads), tuple(rows), total, named=1)


def cells(change: crime.Change, told: Brief) -> tuple[str, ...]:
    """A row's numbers, and those of the year before where there is one."""
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
    heading = _kinds_heading(rows, told.year.now)
    room = KINDS - (0, 1, 3)[min(len(heading) // _ONE_ROW, 2)]
    shown = [row for row in rows if row.change.now.value or not row.change.now.is_known][:room]
    if all(row.change.now.value is None for row in shown):
        shown = []  # one sentence says it, and the table of each kind
    return Slide(
        Topic.TYPES,
        part=_("What kinds"),
        heading=heading if shown else _none_shown(told),
        lead=_asb(told) if shown else Sentence(),
        groups=() if shown else instead.to_see(told),
        bars=_kind_bars(shown, told) if shown else None,
        table=_kinds_table(told, rows),
        notes=_not_shown(told, shown) if shown else (told.beside, next_due(told)),
        more=(told.finding,),
        empty=Sentence() if shown else told.lead,
        source=source(told),
        figures=tuple(figure for row in shown for figure in (row.change.now, row.change.before)),
    )


def _none_shown(told: Brief) -> str:
    """That there was no crime is another thing than that nobody told of any."""
    return (
        _("No crime of any kind was recorded")
        if told.year.now.is_known
        else _("No figures of what was recorded")
    )


def next_due(told: Brief) -> Sentence:
    """How new the figures are, and when the next are due."""
    return Sentence.said(words.freshness(told.quality.freshness))


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


def _largest(rows: Sequence[crime.TypeChange], total: Figure) -> str:
    """The kind recorded most, where nothing can be said of change; of two that are equal neither is."""
    now = rows[0].change.now if rows else None
    if now is None or not now.is_known or not now.value or not total.is_known:
        return _("What kinds of crime were recorded")
    if any(row.change.now.value == now.value for row in rows[1:]):
        return _("What kinds of crime were recorded")
    return _("Recorded most: %(type)s, %(count)s of %(total)s", count=words.figure(now), total=words.figure(total),
             type=labels.crime_type_inside(rows[0].what))  # fmt: skip


def _kinds_heading(rows: Sequence[crime.TypeChange], total: Figure) -> str:
    """ "Vehicle crime fell most: 164 to 118", and the kind that rose most in the same words, where there is one: the
    larger change first."""
    if not any(row.change.is_comparable for row in rows):
        return _largest(rows, total)
    found = [row for row in (most_changed(rows, rises=rises) for rises in (False, True)) if row is not None]
    told = [
        _went(row, rows, first=not place) for place, row in enumerate(sorted(found, key=_size, reverse=True))
    ]
    return "; ".join(told) or _("No kind of crime changed clearly")


def _went(row: crime.TypeChange, rows: Sequence[crime.TypeChange], *, first: bool) -> str:
    """ "Most" where no other kind, clear change or not, went further that way."""
    change, kind = row.change, labels.crime_type_inside(row.what)
    by = change.difference.value or 0
    others = (one.change.difference.value or 0 for one in rows if one is not row and one.change.is_comparable)
    most = all(abs(other) < abs(by) for other in others if (other > 0) is (by > 0))
    values = {
        "type": capital(kind) if first else kind,
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
    return (row.change.now, row.change.before) if row.change.is_comparable else (row.change.now,)


def _kind_bar(row: crime.TypeChange, longest: float) -> Bar:
    now, before = row.change.now, row.change.before
    compares = row.change.is_comparable  # a mark beside months that are not whole would compare them
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
    kinds = tuple((words.crime_type(row.what), *cells(row.change, told)) for row in rows)
    caption = _("Kinds of crime in %(place)s, %(period)s", place=told.area.name, period=_period(told))
    return Table(caption, heads, kinds, (_("All crime"), *cells(told.year, told)))
