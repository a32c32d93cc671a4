"""That a meeting is cancelled or was moved: said once, for pages, slides, leaflets, letters, feeds and calendars."""

from __future__ import annotations

from crimemap import language, words
from crimemap.editorial.meetings import Gathering, Standing
from crimemap.language import gettext as _


def short(one: Gathering) -> str:
    """What a list says before everything else; "" of one that takes place as it was first said."""
    if one.standing is Standing.CANCELLED:
        return _("Cancelled")
    if one.standing is not Standing.MOVED:
        return ""
    place = one.place if one.was_at else ""
    if one.was is None:
        return _("Moved to %(place)s", place=place) if place else _("Moved")
    if place:
        return _("Moved from %(day)s and to %(place)s", day=_before(one), place=place)
    return _("Moved from %(day)s", day=_before(one))


def said(one: Gathering) -> str:
    """The same as a sentence."""
    if one.standing is Standing.CANCELLED:
        return _("This meeting is cancelled.")
    return _("This meeting was moved.") if one.standing is Standing.MOVED else ""


def was(one: Gathering) -> str:
    """When and where it was to be, in a sentence; "" of one that takes place as it was first said."""
    if one.standing is Standing.CANCELLED:
        return _to_be(words.hours_said(one.start, one.end, all_day=one.all_day, year=True), one.place)
    if one.standing is Standing.MOVED:
        return _to_be(_before(one), one.was_at)
    return ""


def missed(one: Gathering) -> str:
    """To whoever waits for the day that was first said: that nothing takes place on it."""
    if not one.takes_place:
        return _("The meeting on %(day)s is cancelled.", day=language.weekday(one.start.date()))
    day = language.weekday((one.was or one.start).date())
    return _(
        "The meeting on %(day)s was moved to %(when)s.", day=day,
        when=words.hour_said(one.start, all_day=one.all_day),
    )  # fmt: skip


def why(one: Gathering) -> str:
    """The reason, in the language of the page or in the one that there is."""
    return one.reason.said(language.current())


def told(one: Gathering) -> str:
    """All of it in one line, beside when and where it takes place, or would have."""
    before = was(one) if one.takes_place else ""
    return " ".join(part for part in (said(one), before, why(one)) if part)


def _before(one: Gathering) -> str:
    if one.was is None:
        return ""
    return words.hour_said(one.was, all_day=one.all_day, year=one.was.year != one.start.year)


def _to_be(when: str, place: str) -> str:
    if when and place:
        return _("It was to be on %(when)s at %(place)s.", when=when, place=place)
    if when:
        return _("It was to be on %(when)s.", when=when)
    return _("It was to be at %(place)s.", place=place) if place else ""
