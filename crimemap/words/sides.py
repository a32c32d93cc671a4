"""Two or three sides beside each other in words: what each has, and whether chance alone may have made it differ."""

from __future__ import annotations

from collections.abc import Iterator

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext
from crimemap.measures import crime
from crimemap.measures.comparison import Difference, Side, SideBySide, SideRow
from crimemap.measures.crime import rates
from crimemap.terms import CrimeType
from crimemap.words import gaps, labels
from crimemap.words.comparison import a_year
from crimemap.words.rates import interval_said, per, rate_said, why_no_rate
from crimemap.words.sentence import Sentence, capital, name


def label(side: Side, *, of_periods: bool) -> str:
    """The head of a column: the area, or the months."""
    if not of_periods:
        return side.area.name
    last = language.month_name(side.period.last, "abbreviated")
    return last if side.period.length == 1 else gettext("Year to %(month)s", month=last)


def title(found: SideBySide) -> str:
    """The title of the page."""
    places = labels.listed([side.area.name for side in found.sides])
    if found.is_of_periods:
        return gettext("%(place)s at different times", place=found.sides[0].area.name)
    return gettext("%(places)s side by side", places=places)


def lead(found: SideBySide, what: crime.What) -> Sentence:
    """What each side has of a type, then whether that differs; or why nothing is said of that."""
    row = found.row(what)
    if found.is_of_periods:
        return Sentence.said(_counts(found, row), *_told(found, row))
    if any(cell.rate.value is None for cell in row.cells):
        return Sentence.said(_counts(found, row), *_without_rate(found, row), _reason(found, row))
    return Sentence.said(_rates(found, row), *_told(found, row))


def _rates(found: SideBySide, row: SideRow) -> str:
    first, *others = zip(found.sides, row.cells, strict=True)
    rest = labels.listed(
        [
            gettext(
                "%(place)s %(rate)s (%(interval)s)",
                place=name(side.area.name),
                rate=f"*{rate_said(cell.rate)}*",
                interval=interval_said(cell.rate),
            )
            for side, cell in others
        ]
    )
    side, cell = first
    return gettext(
        "%(type)s, %(period)s: %(place)s had *%(rate)s* (95%% interval %(interval)s), %(rest)s.",
        type=labels.crime_type(row.what),
        period=language.period_name(side.period),
        place=name(side.area.name),
        rate=a_year(rate_said(cell.rate), row.what, row.per),
        interval=interval_said(cell.rate),
        rest=rest,
    )


def _counts(found: SideBySide, row: SideRow) -> str:
    told = [
        _count(side, cell.count, of_periods=found.is_of_periods)
        for side, cell in zip(found.sides, row.cells, strict=True)
    ]
    if found.is_of_periods:
        return gettext(
            "%(type)s, %(place)s: %(counts)s.",
            type=labels.crime_type(row.what),
            place=name(found.sides[0].area.name),
            counts=labels.listed(told),
        )
    return gettext(
        "%(type)s, %(period)s: %(counts)s.",
        type=labels.crime_type(row.what),
        period=language.period_name(found.sides[0].period),
        counts=labels.listed(told),
    )


def _count(side: Side, count: Figure, *, of_periods: bool) -> str:
    """1,184 in the 12 months to September 2026; 1,184 in Larkwith."""
    number = f"*{labels.figure(count)}*"
    if of_periods:
        return gettext("%(number)s in %(when)s", number=number, when=labels.period_inside(side.period))
    return gettext("%(place)s %(number)s", number=number, place=name(side.area.name))


def _told(found: SideBySide, row: SideRow) -> Iterator[str]:
    """Whether each side differs from the first."""
    for side, difference in zip(found.sides[1:], row.differences, strict=True):
        yield _difference(found, side, difference)
    if Difference.CANNOT_TELL in row.differences:
        yield _reason(found, row)


def _difference(found: SideBySide, side: Side, difference: Difference) -> str:
    many = len(found.sides) > 2
    first, other = (_inside(one, of_periods=found.is_of_periods) for one in (found.sides[0], side))
    if difference is Difference.CANNOT_TELL:
        return ""
    if difference is Difference.NO_CLEAR:
        if many:
            return gettext(
                "Between %(first)s and %(other)s there is *no clear difference*.", first=first, other=other
            )
        return gettext("That is *no clear difference*: chance alone may have made it.")
    higher, lower = (other, first) if difference is Difference.HIGHER else (first, other)
    if many:
        return gettext(
            "It was *higher in %(higher)s* than in %(lower)s, by more than chance explains.",
            higher=higher,
            lower=lower,
        )
    return gettext("It was *higher in %(higher)s*, by more than chance explains.", higher=higher)


def _inside(side: Side, *, of_periods: bool) -> str:
    return labels.period_inside(side.period) if of_periods else name(side.area.name)


def _reason(found: SideBySide, row: SideRow) -> str:
    """Why no difference is told."""
    if row.broken_by is not None:
        return gettext(
            "They are not compared: %(reason)s, %(month)s.",
            reason=gettext(row.broken_by.what),
            month=language.month_name(row.broken_by.month),
        )
    if found.unlike:
        return gettext(
            "They are not compared: a police force counts all that it recorded, also crimes without a place, and other"
            " areas cannot."
        )
    if found.shares_ground:
        return gettext(
            "They are not compared: one lies in the other, or may, so that a crime can be in both."
        )
    if all(cell.count.is_known for cell in row.cells):
        return ""
    return gettext("They are not compared: a total is missing or incomplete.")


def _without_rate(found: SideBySide, row: SideRow) -> Iterator[str]:
    """For which sides there is nothing to divide by, and why."""
    for side, cell in zip(found.sides, row.cells, strict=True):
        if not cell.base.gives_rate and cell.base.why is not None:
            none = gettext("There is *no rate* for %(place)s.", place=name(side.area.name))
            yield f"{none} {why_no_rate(cell.base.why)}"


def differences(found: SideBySide, row: SideRow) -> tuple[str, ...]:
    """A row's verdicts, each in a few words for a cell."""
    many = len(found.sides) > 2
    told = []
    for side, difference in zip(found.sides[1:], row.differences, strict=True):
        first, other = (_cell(one, of_periods=found.is_of_periods) for one in (found.sides[0], side))
        told.append(_brief(difference, first, other, many=many))
    return tuple(dict.fromkeys(told))


def _cell(side: Side, *, of_periods: bool) -> str:
    """A side as it reads after "in" where there is little room."""
    if not of_periods:
        return side.area.name
    last = language.month_name(side.period.last, "abbreviated")
    return last if side.period.length == 1 else gettext("the year to %(month)s", month=last)


def _brief(difference: Difference, first: str, other: str, *, many: bool) -> str:
    if difference is Difference.CANNOT_TELL:
        return gettext("not compared")
    if difference is Difference.NO_CLEAR:
        if many:
            return gettext("%(first)s and %(other)s: no clear difference", first=first, other=other)
        return gettext("no clear difference")
    higher, lower = (other, first) if difference is Difference.HIGHER else (first, other)
    if many:
        return gettext("higher in %(higher)s than in %(lower)s", higher=higher, lower=lower)
    return gettext("higher in %(higher)s", higher=higher)


def rates_per(found: SideBySide) -> str:
    """What the rates of the table are per: mostly one thing, and burglary another."""
    common = found.row(crime.ALL).per
    other = next((row for row in found.rows if row.per is not common), None)
    if other is None:
        return gettext("Rates are crimes a year %(per)s.", per=per(common))
    return gettext(
        "Rates are crimes a year %(per)s; of %(type)s %(other)s.",
        per=per(common),
        type=labels.crime_type_inside(other.what),
        other=per(other.per),
    )


def notes(found: SideBySide) -> tuple[str, ...]:
    """What is missing or incomplete on each side, why residents are not divided by, and how the forces differ."""
    told = [*_gaps(found), *_switched(found)]
    forces = {side.quality.force for side in found.sides}
    if len(forces) > 1:
        told.append(
            gettext("They are policed by different forces, which may record crime in different ways.")
        )
    qualities = {side.quality.force: side.quality for side in found.sides}
    told += [text for quality in qualities.values() if (text := _located(quality))]
    return tuple(dict.fromkeys(told))


def _gaps(found: SideBySide) -> Iterator[str]:
    for side in found.sides:
        if gaps.missing_months(side.period, side.quality, crime.ALL):
            yield gaps.not_supplied(side.period, side.quality)
        if told := gaps.incomplete(side.period, side.quality):
            yield told
        reports = found.row(CrimeType.ANTI_SOCIAL_BEHAVIOUR)
        cell = reports.cells[found.sides.index(side)]
        if cell.count.status is Status.MISSING and found.row(crime.ALL).cells[0].count.is_known:
            yield gaps.not_supplied(side.period, side.quality, CrimeType.ANTI_SOCIAL_BEHAVIOUR)


def _switched(found: SideBySide) -> Iterator[str]:
    if found.row(crime.ALL).per is not rates.Per.WORKDAY:
        return
    places = list(
        dict.fromkeys(
            side.area.name
            for side, cell in zip(found.sides, found.row(crime.ALL).cells, strict=True)
            if cell.base.misleading
        )
    )
    if places:
        yield capital(
            gettext(
                "few people live in %(places)s and many come, so every rate here is per 1,000 people who are there on"
                " a workday.",
                places=labels.listed(places),
            )
        )


def _located(quality: crime.Quality) -> str:
    """How much of what a force recorded has a place, and so can be in an area's figures at all."""
    share = quality.with_location.value
    if share is None or quality.force is None:
        return ""
    return gettext(
        "Of the crimes that %(force)s recorded in the latest year, %(share)s have a place on the map; the others are in"
        " the figures of no place.",
        force=quality.force,
        share=language.percent(share),
    )
