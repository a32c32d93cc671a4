"""Where recorded crime is concentrated, in words: of small areas and their crimes, never of who lives there.

Nothing here is a forecast, and each sentence of the what-if has both counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext
from crimemap.measures.concentration import LEAST_AREAS, Ground, Order, Place, Target, Tenths, WhatIf
from crimemap.release import Area
from crimemap.terms import AreaKind, Nation
from crimemap.words import deprivation, labels
from crimemap.words.comparison import nation as nation_name
from crimemap.words.sentence import Sentence, name

FORCES: Final = {Nation.ENGLAND: 39, Nation.WALES: 4}
"""Police forces that have an area of their own in a whole nation; elsewhere one."""

MOST_NAMED: Final = 3
"""More forces than these are counted and not named."""

JUST_CHANCE: Final = 1.05
"""Below this the months vary no more than chance to one decimal."""


def where(area: Area | None, nation: Nation | None, forces: Sequence[Area] = ()) -> str:
    """The place that small areas are counted in, as it reads after "in". Without an area a nation: by its own name
    where the release has all of it, else by those of `forces`, all of the release, that lie in it."""
    if area is None:
        return _part_of(nation, [one for one in forces if one.nation is nation]) if nation else ""
    if area.kind is AreaKind.FORCE:
        return gettext("the area of %(force)s", force=name(area.name))
    return name(area.name)


def _part_of(nation: Nation, forces: Sequence[Area]) -> str:
    if not forces:
        return gettext("the part of %(nation)s that is covered here", nation=nation_name(nation))
    if len(forces) >= FORCES.get(nation, 1):
        return nation_name(nation)
    if len(forces) > MOST_NAMED:
        return ngettext(
            "the area of %(num)s police force in %(nation)s",
            "the areas of %(num)s police forces in %(nation)s",
            len(forces),
            nation=nation_name(nation),
        )
    names = language.listed([name(one.name) for one in forces])
    return ngettext("the area of %(forces)s", "the areas of %(forces)s", len(forces), forces=names)


def percent(value: float, digits: int = 1) -> str:
    """39.9 → "39.9%"."""
    return gettext("%(number)s%%", number=language.number(value, digits))


def interval(figure: Figure) -> str:
    """ "39.1% to 40.7%"; nothing where there is none."""
    found = figure.interval
    if found is None:
        return ""
    return gettext("%(low)s to %(high)s", low=percent(found.lower), high=percent(found.upper))


def fall_interval(figure: Figure) -> str:
    """The interval of a fall, of which a rise is the other side: "23.6% to 26.6% fewer", "1.2% more to 2.7% fewer"."""
    found = figure.interval
    if found is None:
        return ""
    low, high = percent(abs(found.lower)), percent(abs(found.upper))
    if found.lower >= 0:
        return gettext("%(low)s to %(high)s fewer", low=low, high=high)
    if found.upper <= 0:
        return gettext("%(low)s to %(high)s more", low=high, high=low)
    return gettext("%(more)s more to %(fewer)s fewer", more=low, fewer=high)


def how_many(figure: Figure) -> str:
    """11.2 small areas are said with their fraction, 11 without."""
    value = float(figure.value or 0)
    return language.number(value, 0 if value.is_integer() else 1)


def order(by: Order) -> str:
    """An order as the form has it."""
    return {
        Order.CRIME: gettext("Recorded crime, most first"),
        Order.DEPRIVATION: gettext("Deprivation, tenths of this place"),
        Order.NATIONAL: gettext("Deprivation, tenths of the whole nation"),
    }[by]


def target(of: Target) -> str:
    """A target as the form has it."""
    return {
        Target.NEXT: gettext("To the level of the next tenth"),
        Target.AVERAGE: gettext("To the average of all the small areas"),
        Target.PERCENT: gettext("By so many percent"),
    }[of]


def tenth(by: Order, number: int) -> str:
    """A tenth by name, as it reads inside a sentence."""
    if by is not Order.CRIME:
        return deprivation.tenth(number)
    return {
        1: gettext("the tenth with the most recorded crime"),
        2: gettext("the tenth with the second most recorded crime"),
        3: gettext("the third tenth by recorded crime"),
        4: gettext("the fourth tenth by recorded crime"),
        5: gettext("the fifth tenth by recorded crime"),
        6: gettext("the sixth tenth by recorded crime"),
        7: gettext("the seventh tenth by recorded crime"),
        8: gettext("the eighth tenth by recorded crime"),
        9: gettext("the ninth tenth by recorded crime"),
        10: gettext("the tenth with the least recorded crime"),
    }[number]


def tenth_label(by: Order, number: int) -> str:
    """The same as the head of a row."""
    text = tenth(by, number)
    return text[:1].upper() + text[1:]


def first_group(found: Tenths, place: str) -> str:
    """The first tenth of a place as it reads inside a sentence; of the nation's tenths, what of it lies there."""
    if found.order is Order.NATIONAL:
        return gettext(
            "the small areas in %(place)s that are in %(tenth)s of %(nation)s",
            place=place,
            tenth=tenth(found.order, 1),
            nation=nation_name(found.ground.nation),
        )
    return gettext("%(tenth)s of the small areas in %(place)s", place=place, tenth=tenth(found.order, 1))


def finding(found: Tenths, place: str) -> Sentence:
    """The share of the first tenth, with both counts and the interval."""
    first, total = found.first, found.total
    values = {
        "period": labels.period_inside(total.period),
        "group": first_group(found, place),
        "place": place,
        "areas": how_many(first.areas),
        "all": language.number(len(found.ground)),
        "total": language.number(total.value or 0),
    }
    if first.share.value is None:
        return Sentence.said(
            gettext(
                "None of the %(all)s small areas in %(place)s is in %(tenth)s of %(nation)s.",
                **values,
                tenth=tenth(found.order, 1),
                nation=nation_name(found.ground.nation),
            )
        )
    return Sentence.said(
        gettext(
            "In %(period)s %(group)s (%(areas)s of %(all)s) had *%(share)s* of the recorded crime: %(count)s of"
            " %(total)s crimes.",
            **values,
            share=percent(first.share.value),
            count=language.number(first.crimes.value or 0),
        ),
        gettext("The 95%% interval is %(interval)s.", interval=interval(first.share)),
    )


def no_tenths(ground: Ground, by: Order, place: str) -> str:
    """Why there are no tenths."""
    if not len(ground) and ground.incomplete:
        return gettext(
            "Not every month of %(period)s was supplied in full for %(place)s, so nothing is worked out. This does not"
            " mean that no crime was recorded.",
            period=labels.period_inside(ground.period),
            place=place,
        )
    if by is not Order.CRIME and not (ground.rank > 0).any():
        return gettext("No deprivation ranks were supplied for the small areas in %(place)s.", place=place)
    return gettext(
        "%(place)s has %(count)s small areas here that could be put in order. For tenths it takes %(least)s.",
        place=place[:1].upper() + place[1:],
        count=language.number(int((ground.rank > 0).sum()) if by is not Order.CRIME else len(ground)),
        least=LEAST_AREAS,
    )


def notes(found: Tenths, ground: Ground) -> tuple[str, ...]:
    """What is left out, what an interval is, and which scale it is."""
    return tuple(_notes(found, ground))


def _notes(found: Tenths, ground: Ground) -> Iterator[str]:
    if ground.unplaced.value is not None:
        yield ngettext(
            "%(num)s crime that the forces concerned recorded without a location is in no small area and is left out.",
            "%(num)s crimes that the forces concerned recorded without a location are in no small area and are left"
            " out.",
            int(ground.unplaced.value),
        )
    if ground.incomplete:
        yield ngettext(
            "%(num)s small area is left out: its force did not supply every month in full.",
            "%(num)s small areas are left out: their force did not supply every month in full.",
            ground.incomplete,
        )
    if found.unranked:
        yield ngettext(
            "%(num)s small area has no rank and is left out.",
            "%(num)s small areas have no rank and are left out.",
            found.unranked,
        )
    if ground.outside.value:
        yield ngettext(
            "%(num)s crime more lies outside the area of the force that recorded it and is left out as well.",
            "%(num)s crimes more lie outside the area of the force that recorded them and are left out as well.",
            int(ground.outside.value),
        )
    if ground.unplaced.value or ground.outside.value:
        yield gettext("So the sum here is lower than what a whole police force recorded.")
    yield gettext("Anti-social behaviour is not counted here.")
    if found.order is not Order.NATIONAL:
        yield gettext(
            "A tenth is a tenth to the fraction: a small area that lies across the edge of two tenths counts in each"
            " with its part."
        )
    yield _clusters(found.dispersion)
    if found.order is not Order.CRIME:
        yield gettext(
            "The scale is %(scale)s, of %(nation)s alone.",
            scale=ground.scale,
            nation=nation_name(ground.nation),
        )


def _clusters(dispersion: float) -> str:
    if dispersion < JUST_CHANCE:
        return gettext(
            "The interval takes every crime for an event of its own. Crimes come in clusters, so in truth it is wider."
        )
    return gettext(
        "The interval allows for months that vary %(times)s times as much as chance alone. Crimes come in clusters of"
        " other kinds too, so in truth it is wider still.",
        times=language.number(dispersion, 1),
    )


def curve_title(found: Tenths, place: str) -> str:
    """Of the chart."""
    by = (
        gettext("those with the most recorded crime first")
        if found.order is Order.CRIME
        else gettext("the most deprived first")
    )
    return gettext(
        "How much of the recorded crime lies in how many of the small areas in %(place)s, %(order)s",
        place=place,
        order=by,
    )


def curve_description(reached: list[tuple[float, float]]) -> str:
    """The chart for those who cannot see it: a few points of the curve."""
    told = [
        gettext("%(areas)s of the small areas have %(crimes)s of the crime", areas=percent(100 * x, 0),
                crimes=percent(100 * y, 0))
        for x, y in reached
    ]  # fmt: skip
    return language.listed(told) + "."


def own(place: Place, area: Area, within: str, found: Tenths) -> Sentence:
    """Where one small area stands among those of a wider place."""
    values = {
        "all": language.number(len(found.ground)),
        "within": within,
        "area": name(area.name),
        "tenth": tenth(found.order, place.tenth),
    }
    if found.order is Order.CRIME:
        return Sentence.said(
            gettext(
                "Of the %(all)s small areas of %(within)s, %(area)s is in *%(tenth)s* in %(period)s.",
                **values,
                period=labels.period_inside(found.total.period),
            ),
            own_note(),
        )
    if found.order is Order.NATIONAL:
        return Sentence.said(
            gettext(
                "%(area)s is in *%(tenth)s* of %(nation)s.", **values, nation=nation_name(found.ground.nation)
            )
        )
    return Sentence.said(
        gettext("Of the %(all)s small areas of %(within)s, %(area)s is in *%(tenth)s*.", **values)
    )


def own_note() -> str:
    """That a place in an order moves by chance."""
    return gettext("From one year to the next a small area often moves by a tenth or two by chance alone.")


def what_if(answer: WhatIf, place: str) -> Sentence:
    """The answer, with both counts of the tenth and of all, and the interval."""
    values = {
        "group": first_group(answer.found, place),
        "level": _level(answer),
        "then": language.number(answer.then.value or 0),
        "now": language.number(answer.now.value or 0),
        "total": language.number(answer.total.value or 0),
        "total_then": language.number(answer.total_then.value or 0),
    }
    fall = float(answer.fall.value or 0)
    said = gettext(
        "If %(group)s had %(level)s, *%(then)s crimes* would have been recorded there *and not %(now)s*.",
        **values,
    )
    if fall >= 0:
        return Sentence.said(
            said,
            gettext(
                "In all there would be %(total_then)s and not %(total)s: *%(fall)s fewer in all*.",
                **values,
                fall=percent(fall),
            ),
            gettext("The 95%% interval is %(interval)s.", interval=fall_interval(answer.fall)),
        )
    return Sentence.said(
        said,
        gettext(
            "In all there would be %(total_then)s and not %(total)s: *%(rise)s more in all*, because that level is"
            " higher than its own.",
            **values,
            rise=percent(-fall),
        ),
        gettext("The 95%% interval is %(interval)s.", interval=fall_interval(answer.fall)),
    )


def _level(answer: WhatIf) -> str:
    if answer.target is Target.NEXT:
        return gettext("the level of the next tenth")
    if answer.target is Target.AVERAGE:
        return gettext("the average level of all of them")
    return gettext("%(percent)s less", percent=percent(answer.percent or 0, 0))


def no_forecast() -> str:
    """Beside each answer of the what-if."""
    return gettext("This is arithmetic on a past year, not a forecast.")


def not_said() -> tuple[str, ...]:
    """What the answer does not say."""
    return (
        gettext(
            "Small areas that are chosen because their count was high have a lower one the next year by chance alone,"
            " whatever is done. This is called regression to the mean, and it makes such falls look larger than they"
            " are."
        ),
        gettext("It leaves out that crime may move to another place, and that not all crime is recorded."),
    )
