"""What a map of rates says: title, figure of the whole, legend, what is told of a part, sources."""

from __future__ import annotations

from crimemap.figure import Status
from crimemap.language import gettext, ngettext
from crimemap.maps import texts
from crimemap.maps.rates import RatePart, RateSheet, Shade
from crimemap.measures.crime.rates import Per, RateRow, Why
from crimemap.release import Release
from crimemap.terms import ALL_CRIME, AreaKind, CrimeType
from crimemap.words import labels
from crimemap.words import rates as said


def title(sheet: RateSheet) -> str:
    """What the map is called: "Crime rate in Larkwith", "Rate of burglary in Larkwith"."""
    if sheet.what == ALL_CRIME:
        named = gettext("Crime rate")
    else:
        named = gettext("Rate of %(type)s", type=labels.crime_type_inside(sheet.what))
    if sheet.area.kind is AreaKind.FORCE:
        return gettext("%(type)s: %(area)s", type=named, area=sheet.area.name)
    return gettext("%(rate)s in %(area)s", rate=named, area=sheet.area.name)


def whole(sheet: RateSheet) -> str:
    """The rate of the whole area, or the word for why there is none; its unit opens the sentences below it."""
    return said.rate(sheet.whole.rate)


def interval(row: RateRow) -> str:
    """ "95% interval 36.4 to 46.5."; "" without one."""
    if row.rate.interval is None:
        return ""
    return gettext("95%% interval %(interval)s.", interval=said.rate_interval(row.rate))


def details(part: RatePart, sheet: RateSheet) -> list[str]:
    """What is said of a part that is chosen: rate and class, how sure, and the count that the rate is made of."""
    row = part.row
    if row.rate.value is None:
        return [without(row), *_count(row, sheet)]
    first = gettext(
        "%(rate)s a year %(per)s, class %(number)s.",
        rate=said.rate(row.rate),
        per=said.per(sheet.per),
        number=part.klass or 1,
    )
    return [text for text in (first, interval(row), *_count(row, sheet)) if text]


def _count(row: RateRow, sheet: RateSheet) -> list[str]:
    """The numerator and the denominator, so that anyone can divide them."""
    if row.count.value is None or row.count.status is not Status.PUBLISHED:
        return []
    value = int(row.count.value)
    period = labels.period_inside(sheet.period)
    if sheet.what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        counted = ngettext(
            "%(num)s reported in %(period)s", "%(num)s reported in %(period)s", value, period=period
        )
    else:
        counted = ngettext(
            "%(num)s recorded in %(period)s", "%(num)s recorded in %(period)s", value, period=period
        )
    if row.base.people is None or row.rate.value is None:
        return [counted + "."]
    return [
        gettext("%(counted)s; %(people)s.", counted=counted, people=_people(row.base.per, row.base.people))
    ]


def _people(per: Per, many: int) -> str:
    match per:
        case Per.HOUSEHOLDS:
            return ngettext("%(num)s household", "%(num)s households", many)
        case Per.WORKDAY:
            return ngettext("%(num)s person there on a workday", "%(num)s people there on a workday", many)
        case _:
            return ngettext("%(num)s resident", "%(num)s residents", many)


def without(row: RateRow) -> str:
    """Why a part has no rate."""
    if row.rate.status is Status.MISSING:
        return gettext("No full year of figures was supplied. This does not mean that no crime was recorded.")
    if row.rate.status is Status.SUPPRESSED:
        return gettext("Fewer than 5: no rate is given.")
    if row.base.why is None:
        return gettext("No rate: this kind of crime was not on the police’s list for all of these months.")
    return {
        Why.VISITORS: gettext("No rate is given: few live here and many visit."),
        Why.FEW: gettext("No rate is given: too few live here."),
        Why.NOT_SUPPLIED: gettext("No rate is given: nobody supplied how many people are here."),
    }[row.base.why]


def mark(part: RatePart) -> str:
    """What is written in a part: its class, "n/a", "<5", or nothing in a hatched one."""
    return {
        Shade.CLASS: str(part.klass or 1),
        Shade.NOT_APPLICABLE: gettext("n/a"),
        Shade.FEW: "<5",
    }.get(part.shade, "")


def description(sheet: RateSheet) -> str:
    """What a person who cannot see the map should know of it."""
    return gettext(
        "%(period)s, %(parts)s. %(unit)s. A darker shade and a higher class number mean a higher rate."
        " The same figures are in the table.",
        period=texts.period_text(sheet.period),
        parts=texts.parts_name(sheet.kind, len(sheet.parts)),
        unit=unit(sheet),
    )


def unit(sheet: RateSheet) -> str:
    """ "Crimes a year per 1,000 residents"."""
    if sheet.what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("Reports a year %(per)s", per=said.per(sheet.per))
    return gettext("Crimes a year %(per)s", per=said.per(sheet.per))


def reading() -> list[str]:
    """The legend's sentences."""
    return [
        gettext("The number in each area is its class."),
        gettext("Breaks are the same every month."),
    ]


def source_lines(release: Release, sheet: RateSheet) -> tuple[str, ...]:
    """Whose crimes, whose people and whose boundaries."""
    force = release.manifest.forces.get(sheet.area.force or "")
    who = force.name if force else sheet.whole.count.source
    year = sheet.whole.base.year
    if sheet.invented:
        return (
            gettext(
                "Figures: %(force)s, Open Government Licence v3.0. People and boundaries: invented.",
                force=who,
            ),
        )
    people = gettext("People: census, %(year)s.", year=str(year)) if year else gettext("People: census.")
    return (
        gettext("Figures: %(force)s, Open Government Licence v3.0. %(people)s", force=who, people=people),
        gettext("Contains OS and ONS data © Crown copyright."),
    )


def list_label(sheet: RateSheet) -> str:
    """What a screen reader says of the map's one tab stop."""
    return gettext(
        "%(parts)s on the map. Arrow keys move, Enter opens a part’s page, plus and minus zoom, Escape leaves.",
        parts=texts.parts_name(sheet.kind, len(sheet.parts)),
    )


def too_small(parts: int) -> str:
    """Of a picture: what is left to the table; "" where every number fits."""
    if not parts:
        return ""
    return ngettext(
        "%(num)s area is too small here for its number: the table has it.",
        "%(num)s areas are too small here for their number: the table has it.",
        parts,
    )
