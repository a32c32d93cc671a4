"""The slides that a meeting begins with: where we are, and what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from crimemap import language, words
from crimemap.brief import Brief, standing
from crimemap.deck import typed
from crimemap.deck.slides import Group, Line, Picture, Shape, Slide, Topic
from crimemap.editorial.meetings import Gathering, Item
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.maps import area_svg
from crimemap.words import Segment, Sentence


def where(told: Brief, gathering: Gathering) -> Slide:
    """Which meeting, when, at which place, who is here; a cancelled or moved one says so before all else."""
    title = gathering.title
    when = words.hours_said(gathering.start, gathering.end, all_day=gathering.all_day)
    lines = [
        *_changed(gathering),
        Line(Sentence.said(f"*{when}*")),
        Line(typed.plain(typed.one_line((gathering.place, gathering.address)))),
        typed.line(gathering.access),
    ]
    people = tuple(Line(typed.plain(one)) for one in who_is_here(told, gathering))
    here = Group(Shape.LIST, people, _("Who is here"))
    return Slide(
        Topic.WHERE,
        part=_("Where we are"),
        heading=typed.said(title) or _("A meeting in %(place)s", place=told.area.name),
        heading_lang=typed.lang_of(title) if title else None,
        groups=tuple(
            group
            for group in (Group(Shape.TEXT, tuple(line for line in lines if line.said)), here)
            if group.lines
        ),
        picture=_place(told),
    )


def _changed(gathering: Gathering) -> list[Line]:
    """That it does not take place, or was moved: from when, from where, and why."""
    if not (said := standing.said(gathering)):
        return []
    reason, was = typed.line(gathering.reason), standing.was(gathering)
    if not gathering.takes_place or not was:
        return [Line(typed.strong(said)), reason]
    return [Line(Sentence((Segment(said, strong=True), Segment(f" {was}")))), reason]


def who_is_here(told: Brief, gathering: Gathering) -> list[str]:
    """Those who said that they come; at a meeting of the police nobody was named for, the team that works here."""
    if gathering.attends:
        return [one for one in gathering.attends if one.strip()]
    team = told.crew.team if not gathering.piece else None
    return [words.called(one) for one in team.people if not words.is_vacant(one)][:4] if team else []


def _place(told: Brief) -> Picture | None:
    """The area, nearly wordless: so that everybody sees of which ground the figures are."""
    if told.sheet is None:
        return None
    parts = tuple(part.area for part in told.sheet.parts)
    drawn = Markup(area_svg(told.release, told.area, parts, prefix="here"))  # noqa: S704  # maps escapes names
    inside = _("The figures are of %(place)s, inside this line.", place=told.area.name)
    return Picture(drawn, drawn, reading=(inside,))


def agenda(gathering: Gathering) -> Slide | None:
    """What it is about, by the clock where every item says how long it takes. None without an agenda."""
    items = [item for item in gathering.agenda if item.title]
    if not items:
        return None
    clocks = _clocks(gathering, items)
    lines = tuple(
        typed.line(item.title, key=key, note=Sentence() if clocks else _minutes(item))
        for item, key in zip(items, clocks or [""] * len(items), strict=True)
    )
    return Slide(
        Topic.AGENDA,
        part=_("Today"),
        heading=_("What this meeting is about"),
        groups=(Group(Shape.HOURS if clocks else Shape.LIST, lines),),
    )


def _clocks(gathering: Gathering, items: list[Item]) -> list[str]:
    """When each begins; nothing where one does not say how long it takes."""
    if gathering.all_day or any(item.minutes is None for item in items[:-1]):
        return []
    at, said = gathering.start.astimezone(UTC), []
    for item in items:
        said.append(_clock(at, gathering))
        at += timedelta(minutes=item.minutes or 0)
    return said


def _clock(at: datetime, gathering: Gathering) -> str:
    return language.clock(at.astimezone(gathering.start.tzinfo).time())


def _minutes(item: Item) -> Sentence:
    if not item.minutes:
        return Sentence()
    return Sentence.said(ngettext("%(num)s minute", "%(num)s minutes", item.minutes))
