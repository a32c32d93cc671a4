"""How good the figures are, as sentences and as a list of facts (rules M7, Q2, Q4)."""

from __future__ import annotations

from dataclasses import dataclass

from crimemap import language
from crimemap.figure import Status
from crimemap.language import gettext, ngettext
from crimemap.measures import crime
from crimemap.terms import CrimeType, Month, Period
from crimemap.words import gaps, labels
from crimemap.words.sentence import Sentence, name


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of "How good are these figures"."""

    label: str
    value: str


def coverage(quality: crime.Quality) -> tuple[Sentence, ...]:
    """What was not supplied, what is incomplete, and where the map points changed; all supplied: one sentence too."""
    whole = Period(quality.months[0], quality.months[-1])
    told = []
    if quality.missing:
        told.append(gaps.not_supplied(whole, quality))
    if short := _as_a_whole(quality):
        told.append(gettext("The figures for %(months)s are incomplete.", months=labels.month_list(short)))
    told += _types_lacking(quality)
    if not told:
        told.append(
            gettext("Figures were supplied for every month from %(first)s to %(last)s.", **_ends(quality))
        )
    if not quality.with_reports and quality.force is not None:
        told.append(
            gettext(
                "%(force)s supplies no figures for anti-social behaviour: this does not mean that there was none.",
                force=name(quality.force),
            )
        )
    if quality.new_point_lists:
        told.append(
            gettext(
                "The list of map points changed in %(months)s: compare areas across it, not map points.",
                months=labels.month_list(quality.new_point_lists),
            )
        )
    return tuple(Sentence.said(message) for message in told)


def _as_a_whole(quality: crime.Quality) -> list[Month]:
    """Partial months that are not whole but for the types that they lack."""
    by_type = {
        month for month, cover in quality.coverage if (cover.absent or cover.short) and not cover.level
    }
    return [month for month in quality.partial if month not in by_type]


def _types_lacking(quality: crime.Quality) -> list[str]:
    """Of each month: the types that it has no figures, or incomplete figures, for."""
    told = []
    for month, cover in quality.coverage:
        when = language.month_name(month)
        if cover.absent:
            types = labels.listed([labels.crime_type_inside(CrimeType(slug)) for slug in cover.absent])
            told.append(gettext("For %(month)s there are no figures for %(types)s.", month=when, types=types))
        if cover.short:
            types = labels.listed([labels.crime_type_inside(CrimeType(slug)) for slug in cover.short])
            told.append(
                gettext("For %(month)s the figures for %(types)s are incomplete.", month=when, types=types)
            )
    return told


def marks(series: crime.MonthlySeries, quality: crime.Quality) -> Sentence:
    """What stripes, dashes and dotted lines in a chart of months stand for; only those that it has."""
    statuses = {figure.status for figure in series}
    told = []
    if Status.MISSING in statuses and quality.force is not None:
        told.append(gettext("Striped: %(force)s supplied no figures.", force=name(quality.force)))
    elif Status.MISSING in statuses:
        told.append(gettext("Striped: no figures were supplied."))
    if Status.PARTIAL in statuses:
        told.append(gettext("Dashed: the figures are incomplete."))
    if Status.NOT_APPLICABLE in statuses:
        told.append(gettext("White: this type was not on the police’s list then."))
    told += [
        gettext(
            "The dotted upright line marks a break (%(reason)s, %(month)s): months on its two sides should not be"
            " compared.",
            reason=gettext(row.what),
            month=language.month_name(row.month),
        )
        for row in series.breaks
    ]
    return Sentence.said(*told)


def _ends(quality: crime.Quality) -> dict[str, str]:
    first, last = quality.months[0], quality.months[-1]
    return {"first": language.month_name(first), "last": language.month_name(last)}


def facts(quality: crime.Quality) -> tuple[Fact, ...]:
    """Months supplied, missing, incomplete; the share with a location; what was set aside; boundaries; next figures."""
    covered = language.number(len(quality.months))
    full = language.number(len(quality.full))
    rows = [
        Fact(
            gettext("Months supplied in full"), gettext("%(full)s of %(covered)s", full=full, covered=covered)
        ),
        Fact(gettext("Months missing"), _months(quality.missing)),
        Fact(gettext("Months incomplete"), _months(quality.partial)),
        _location(quality),
        *_outside(quality),
        Fact(gettext("Records that could not be used"), _count(quality)),
    ]
    if quality.small_area_vintage is not None:
        rows.append(Fact(gettext("Small areas as drawn in"), str(quality.small_area_vintage)))
    if quality.new_point_lists:
        rows.append(Fact(gettext("List of map points changed"), labels.month_list(quality.new_point_lists)))
    if quality.freshness.next_day is not None:
        rows.append(Fact(gettext("Next figures"), language.day(quality.freshness.next_day)))
    elif quality.freshness.next_due is not None:
        rows.append(Fact(gettext("Next figures due about"), language.day(quality.freshness.next_due)))
    return tuple(rows)


def _months(months: tuple[Month, ...]) -> str:
    if not months:
        return gettext("none")
    return gettext(
        "%(count)s (%(months)s)", count=language.number(len(months)), months=labels.month_list(months)
    )


def _location(quality: crime.Quality) -> Fact:
    share = quality.with_location.value
    shown = gettext("not known") if share is None else language.percent(share, 1)
    if quality.force is None:
        return Fact(gettext("Crimes with a location"), shown)
    return Fact(gettext("Crimes with a location, all %(force)s", force=quality.force), shown)


def _outside(quality: crime.Quality) -> tuple[Fact, ...]:
    """Nothing for a force of which nobody can tell."""
    if quality.outside is None or quality.outside.value is None:
        return ()
    label = gettext("Crimes located outside the force’s own area")
    return (Fact(label, language.percent(quality.outside.value, 1)),)


def _count(quality: crime.Quality) -> str:
    rows = quality.set_aside.value
    if rows is None:
        return gettext("not known")
    if rows == 0:
        return gettext("none")
    return ngettext("%(num)s record", "%(num)s records", int(rows))


def freshness(of: crime.Freshness) -> str:
    """Figures to September 2026, published 12 November 2026. Next: about 12 December 2026.

    Without "about" where the day was announced.
    """
    month = language.month_name(of.last_month)
    if of.published is None:
        return gettext("Figures to %(month)s.", month=month)
    if of.next_day is not None:
        return gettext(
            "Figures to %(month)s, published %(published)s. Next: %(next)s.",
            month=month, published=language.day(of.published), next=language.day(of.next_day),
        )  # fmt: skip
    if of.next_due is None:
        day = language.day(of.published)
        return gettext("Figures to %(month)s, published %(published)s.", month=month, published=day)
    return gettext(
        "Figures to %(month)s, published %(published)s. Next: about %(next)s.",
        month=month,
        published=language.day(of.published),
        next=language.day(of.next_due),
    )
