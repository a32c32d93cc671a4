"""What maps say: title, total, legend, what the panel tells of a circle, scale, source and licence."""

from __future__ import annotations

from typing import Final

from crimemap import words
from crimemap.figure import Status
from crimemap.language import gettext, month_name, ngettext, number, period_name
from crimemap.maps.ground import is_derived
from crimemap.maps.sheet import MapPart, MapSheet
from crimemap.measures import crime
from crimemap.measures.crime import What
from crimemap.release import Release
from crimemap.terms import ALL_CRIME, CRIME_TYPES, AreaKind, CrimeType, Period
from crimemap.words import labels


def parts_name(kind: AreaKind, count: int) -> str:
    """ "10 small areas"."""
    match kind:
        case AreaKind.LSOA:
            return ngettext("%(num)s small area", "%(num)s small areas", count)
        case AreaKind.WARD:
            return ngettext("%(num)s ward", "%(num)s wards", count)
        case AreaKind.NEIGHBOURHOOD:
            return ngettext("%(num)s neighbourhood", "%(num)s neighbourhoods", count)
        case AreaKind.PARTNERSHIP:
            return ngettext("%(num)s partnership", "%(num)s partnerships", count)
        case _:
            return ngettext("%(num)s area", "%(num)s areas", count)


def one_part(kind: AreaKind) -> str:
    """ "small area", in the middle of a sentence."""
    names = {
        AreaKind.LSOA: gettext("small area"),
        AreaKind.WARD: gettext("ward"),
        AreaKind.NEIGHBOURHOOD: gettext("neighbourhood"),
        AreaKind.PARTNERSHIP: gettext("partnership"),
    }
    return names.get(kind, gettext("area"))


def period_text(period: Period) -> str:
    """ "12 months to September 2026", or the month or months by name."""
    if period.length == 12:
        return gettext("12 months to %(month)s", month=month_name(period.last))
    return period_name(period)


def latest_year(period: Period) -> str:
    """The latest year as a choice: "Year to Sep 2026"; of a shorter release, its months."""
    if period.length == 12:
        return gettext("Year to %(month)s", month=month_name(period.last, "abbreviated"))
    return period_name(period)


def title(sheet: MapSheet) -> str:
    """What the map is called: "Crimes in Larkwith", "Shoplifting in Larkwith"."""
    if sheet.area.kind is AreaKind.FORCE:
        return gettext("%(type)s: %(area)s", type=words.crime_type(sheet.what), area=sheet.area.name)
    if sheet.what == ALL_CRIME:
        return gettext("Crimes in %(area)s", area=sheet.area.name)
    if sheet.what == CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("Anti-social behaviour reported in %(area)s", area=sheet.area.name)
    return gettext("%(type)s in %(area)s", type=words.crime_type(sheet.what), area=sheet.area.name)


def distance(metres: int) -> str:
    """The scale bar's words."""
    if metres < 1000:
        return ngettext("%(num)s metre", "%(num)s metres", metres)
    return gettext("%(num)s km", num=number(metres // 1000))


def source_lines(release: Release, sheet: MapSheet) -> tuple[str, str]:
    """Whose figures and whose background; both lines are always on the map."""
    force = release.manifest.forces.get(sheet.area.force or "")
    who = force.name if force else sheet.whole.now.source
    figures = gettext("Figures: %(force)s, Open Government Licence v3.0.", force=who)
    return figures, _background(release, sheet)


def _background(release: Release, sheet: MapSheet) -> str:
    if sheet.invented:
        return gettext("Background: invented.")
    if is_derived(release, "built"):
        return gettext(
            "Background: from boundaries and map points. Contains OS and ONS data © Crown copyright."
        )
    return gettext("Contains OS and ONS data © Crown copyright.")


def description(sheet: MapSheet) -> str:
    """What a person who cannot see the map should know of it."""
    period = period_text(sheet.period)
    if not sheet.parts:
        return gettext("%(period)s. The same figures are in the table.", period=period)
    parts = parts_name(sheet.parts[0].area.kind, len(sheet.parts))
    circles = sum(bool(part.figure.value) for part in sheet.parts)
    if not circles:
        return gettext(
            "%(period)s, %(parts)s. The same figures are in the table.", period=period, parts=parts
        )
    if circles == 1:
        return gettext(
            "%(period)s, %(parts)s. The circle stands where most people live. The same figures are in the table.",
            period=period,
            parts=parts,
        )
    return gettext(
        "%(period)s, %(parts)s. A larger circle means more recorded; circles stand where most people live."
        " The same figures are in the table.",
        period=period,
        parts=parts,
    )


def details(part: MapPart, sheet: MapSheet) -> list[str]:
    """What the panel says of a part that is chosen: the count in words, then against the year before."""
    figure, unit = part.figure, sheet.what != CrimeType.ANTI_SOCIAL_BEHAVIOUR
    if figure.value is None:
        return [_without_value(figure.status)]
    value = int(figure.value)
    if unit:
        said = [ngettext("%(num)s recorded.", "%(num)s recorded.", value)]
    else:
        said = [ngettext("%(num)s reported.", "%(num)s reported.", value)]
    if figure.status is Status.PARTIAL:
        said.append(gettext("The figures for this period are incomplete."))
    elif part.change.is_comparable:
        said.append(_against(part, sheet))
    return said


def _against(part: MapPart, sheet: MapSheet) -> str:
    before = labels.before_inside(sheet.period.before())
    if part.change.difference.value == 0:
        return gettext("As many as in %(before)s.", before=before)
    return gettext(
        "%(difference)s than in %(before)s (%(count)s).",
        difference=words.difference(part.change),
        before=before,
        count=number(part.change.before.value or 0),
    )


def most_often(release: Release, sheet: MapSheet) -> dict[str, list[str]]:
    """Of all crime, by code of part: the two kinds recorded most; nothing where there is too little to say so."""
    known = [
        part
        for part in sheet.parts
        if part.figure.is_known and (part.figure.value or 0) >= crime.PERCENT_FROM
    ]
    if sheet.what != ALL_CRIME or not known:
        return {}
    areas = [part.area for part in known]
    counted = {kind: crime.totals(release, areas, kind, sheet.period) for kind in CRIME_TYPES}
    said: dict[str, list[str]] = {}
    for index, area in enumerate(areas):
        order = sorted(CRIME_TYPES, key=lambda kind: -(counted[kind][index].value or 0))[:2]
        kinds = labels.listed([labels.crime_type_inside(kind) for kind in order])
        said[area.code] = [gettext("Most often %(kinds)s.", kinds=kinds)]
    return said


def _without_value(status: Status) -> str:
    told = {
        Status.MISSING: gettext(
            "The police supplied no figures. This does not mean that no crime was recorded."
        ),
        Status.SUPPRESSED: gettext("Fewer than 5."),
        Status.NOT_APPLICABLE: gettext("Not applicable: this kind was not on the list at that time."),
    }
    return told[status]


class Points:
    """What is said at map points; each sentence is formed once, since there are thousands of points."""

    _NAME: Final = "\x1e"

    def __init__(self, many: int, what: What, *, incomplete: bool = False) -> None:
        self._named = words.map_point(self._NAME, many)
        self._nameless = gettext("at a map point without a street name")
        self._reported = what is CrimeType.ANTI_SOCIAL_BEHAVIOUR
        self._incomplete = incomplete
        self._told: dict[int, str] = {}

    def at(self, name: str, count: int) -> str:
        """ "12 recorded on or near Wren Street, one of 61 map points." A point has no title and no rank."""
        if count not in self._told:
            self._told[count] = self._tell(count)
        where = self._named.replace(self._NAME, name) if name else self._nameless
        return self._told[count].replace(self._NAME, where)

    def _tell(self, count: int) -> str:
        if self._incomplete and self._reported:
            return gettext("At least %(count)s reported %(where)s.", count=number(count), where=self._NAME)
        if self._incomplete:
            return gettext("At least %(count)s recorded %(where)s.", count=number(count), where=self._NAME)
        if self._reported:
            return ngettext(
                "%(num)s reported %(where)s.", "%(num)s reported %(where)s.", count, where=self._NAME
            )
        return ngettext("%(num)s recorded %(where)s.", "%(num)s recorded %(where)s.", count, where=self._NAME)


def whole(sheet: MapSheet) -> str:
    """The total of the sheet, or why there is none."""
    figure = sheet.whole.now
    if figure.value is None:
        return words.status(figure.status)
    value = number(figure.value)
    return gettext("%(number)s (incomplete)", number=value) if figure.status is Status.PARTIAL else value


def reading(sheet: MapSheet) -> list[str]:
    """The legend in sentences."""
    if sheet.area.kind is AreaKind.LSOA:
        first = gettext(
            "The circle stands for this small area, where most of its people live, not where crimes happened."
        )
    else:
        part = one_part(sheet.parts[0].area.kind)
        first = gettext(
            "One circle for each %(part)s, where most of its people live, not where crimes happened.",
            part=part,
        )
    said = [first, gettext("The area of the circle grows with the number recorded.")]
    if sheet.period.length < 12:
        said.append(gettext("A month’s circle is drawn as large as a year at that pace."))
    said.append(
        gettext("Closer in, each ring is one of the map points that the police publish instead of addresses.")
    )
    return said


def list_label(sheet: MapSheet) -> str:
    """What a screen reader says of the map's one tab stop."""
    return gettext(
        "%(parts)s on the map. Arrow keys move, Enter opens a part’s page, plus and minus zoom, Escape leaves.",
        parts=parts_name(sheet.parts[0].area.kind, len(sheet.parts)),
    )
