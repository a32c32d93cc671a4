"""What was recorded and how it compares with a year earlier: the sentences at the head of a page and of its chart.

Two sentences, each whole in itself: what was recorded, and what it compares with. No total is made up for a gap, and
a rise is told in the words of a fall.
"""

from __future__ import annotations

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures import crime
from crimemap.release import Area
from crimemap.terms import AreaKind, CrimeType
from crimemap.words import gaps, labels, verdicts
from crimemap.words.sentence import Sentence, name


def lead(area: Area, change: crime.Change, quality: crime.Quality, what: crime.What = crime.ALL) -> Sentence:
    """What was recorded in an area, and what it compares with."""
    now = change.now
    if not now.status.has_value:
        return Sentence.said(gaps.no_total(now, quality, what))
    incomplete = gaps.incomplete(now.period, quality, what) if now.status is Status.PARTIAL else ""
    if incomplete and not now.value:
        return Sentence.said(incomplete)  # part of a month in which nothing stands is no month without crime
    return Sentence.said(_recorded(area, now, quality, what), incomplete, compared(change, quality, what))


def _recorded(area: Area, now: Figure, quality: crime.Quality, what: crime.What) -> str:
    count = int(now.value or 0)
    values = {
        "count": labels.figure(now) if count else pgettext("before crimes or reports", "no"),
        "place": name(area.name),
        "force": name(quality.force or area.name),
        "type": labels.crime_type(what),
        "period": labels.period_inside(now.period),
    }
    if what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return _reports(area, count, values)
    if what != crime.ALL:
        return _of_type(area, count, values)
    return _crimes(area, count, values)


def _crimes(area: Area, count: int, values: dict[str, str]) -> str:
    if area.kind is AreaKind.FORCE:
        return ngettext(
            "%(force)s recorded *%(count)s crime* in %(period)s.",
            "%(force)s recorded *%(count)s crimes* in %(period)s.",
            count,
            **values,
        )
    return ngettext(
        "Police recorded *%(count)s crime* in %(place)s in %(period)s.",
        "Police recorded *%(count)s crimes* in %(place)s in %(period)s.",
        count,
        **values,
    )


def _of_type(area: Area, count: int, values: dict[str, str]) -> str:
    if area.kind is AreaKind.FORCE:
        return ngettext(
            "%(type)s: %(force)s recorded *%(count)s crime* in %(period)s.",
            "%(type)s: %(force)s recorded *%(count)s crimes* in %(period)s.",
            count,
            **values,
        )
    return ngettext(
        "%(type)s: police recorded *%(count)s crime* in %(place)s in %(period)s.",
        "%(type)s: police recorded *%(count)s crimes* in %(place)s in %(period)s.",
        count,
        **values,
    )


def _reports(area: Area, count: int, values: dict[str, str]) -> str:
    if area.kind is AreaKind.FORCE:
        return ngettext(
            "%(force)s received *%(count)s report* of anti-social behaviour in %(period)s.",
            "%(force)s received *%(count)s reports* of anti-social behaviour in %(period)s.",
            count,
            **values,
        )
    return ngettext(
        "Police received *%(count)s report* of anti-social behaviour in %(place)s in %(period)s.",
        "Police received *%(count)s reports* of anti-social behaviour in %(place)s in %(period)s.",
        count,
        **values,
    )


def compared(change: crime.Change, quality: crime.Quality, what: crime.What = crime.ALL) -> str:
    """The sentence of comparison, with *asterisks* round the finding; or why there is none."""
    if not change.is_comparable:
        return gaps.no_comparison(change, quality, what)
    difference = int(change.difference.value or 0)
    if not difference:
        return _unchanged(change)
    if change.ratio.value is None:
        return _from_to(change)
    return _by_percent(change, difference, float(change.ratio.value))


def _unchanged(change: crime.Change) -> str:
    return gettext(
        "That is *the same number* as in %(before)s.", before=labels.before_inside(change.before.period)
    )


def _from_to(change: crime.Change) -> str:
    """Two counts without a percentage (rule M10)."""
    values = {
        "now": labels.figure(change.now),
        "count": labels.figure(change.before),
        "before": labels.before_inside(change.before.period),
    }
    falls, clear = (change.difference.value or 0) < 0, verdicts.is_clear(change)
    if falls and clear:
        return gettext(
            "That is a fall *from %(count)s to %(now)s*, compared with %(before)s: too large to be chance"
            " alone.",
            **values,
        )
    if falls:
        return gettext(
            "That is a fall *from %(count)s to %(now)s*, compared with %(before)s: no clear change.", **values
        )
    if clear:
        return gettext(
            "That is a rise *from %(count)s to %(now)s*, compared with %(before)s: too large to be chance"
            " alone.",
            **values,
        )
    return gettext(
        "That is a rise *from %(count)s to %(now)s*, compared with %(before)s: no clear change.", **values
    )


def _by_percent(change: crime.Change, difference: int, ratio: float) -> str:
    values = {
        "difference": language.number(abs(difference)),
        "before": labels.before_inside(change.before.period),
        "count": labels.figure(change.before),
        "percent": _percent(ratio),
    }
    falls, clear = difference < 0, verdicts.is_clear(change)
    if falls and clear:
        return gettext(
            "That is *%(difference)s fewer* than in %(before)s (%(count)s), a fall of %(percent)s: too large to be"
            " chance alone.",
            **values,
        )
    if falls:
        return gettext(
            "That is *%(difference)s fewer* than in %(before)s (%(count)s), a fall of %(percent)s: no clear change.",
            **values,
        )
    if clear:
        return gettext(
            "That is *%(difference)s more* than in %(before)s (%(count)s), a rise of %(percent)s: too large to be"
            " chance alone.",
            **values,
        )
    return gettext(
        "That is *%(difference)s more* than in %(before)s (%(count)s), a rise of %(percent)s: no clear change.",
        **values,
    )


def _percent(ratio: float) -> str:
    if abs(ratio) < 0.005:
        return gettext("less than %(percent)s", percent=language.percent(0.01))
    return language.percent(abs(ratio))


def beside(change: crime.Change, quality: crime.Quality) -> Sentence:
    """Anti-social behaviour, told beside crime and never in it (rule M16)."""
    now = change.now
    if now.value is None:
        return Sentence.said(_no_reports(now, quality))
    told = ngettext(
        "Anti-social behaviour is counted beside crime, not in it: *%(count)s report* in %(period)s.",
        "Anti-social behaviour is counted beside crime, not in it: *%(count)s reports* in %(period)s.",
        int(now.value),
        count=labels.figure(now),
        period=labels.period_inside(now.period),
    )
    return Sentence.said(told)


def _no_reports(now: Figure, quality: crime.Quality) -> str:
    """Why there is no total of reports; the reason is told already where crime has no total either."""
    reports = CrimeType.ANTI_SOCIAL_BEHAVIOUR
    if now.status is not Status.MISSING:
        return gaps.no_total(now, quality, reports)
    lost = gaps.missing_months(now.period, quality, reports)
    if lost == gaps.missing_months(now.period, quality, crime.ALL):
        return gettext(
            "Nor is there a total of reports of anti-social behaviour, which are counted beside crime."
        )
    return gettext(
        "Anti-social behaviour is counted beside crime, not in it. There is *no total* of reports for %(period)s."
        " %(why)s",
        period=labels.period_inside(now.period),
        why=gaps.not_supplied(now.period, quality, reports),
    )
