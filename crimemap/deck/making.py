"""The deck of one meeting, from the brief of its area: data only, in the order in which a meeting goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from crimemap import language
from crimemap.brief import Brief
from crimemap.deck import closing, monthly, opening, people, promised, recorded, results, typed
from crimemap.deck.fitting import fitted
from crimemap.deck.slides import Deck, Slide, Topic
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.release import Area, Release


def area_of(release: Release, gathering: Gathering) -> Area | None:
    """Whose figures the deck shows: the one area that the meeting is for, else its partnership; None where the release
    holds neither."""
    codes = gathering.areas if len(gathering.areas) == 1 else ()
    found = (release.area(code) for code in (*codes, gathering.partnership) if code)
    return next((area for area in found if area is not None), None)


def deck_of(
    told: Brief,
    gathering: Gathering,
    now: datetime,
    held: Iterable[Gathering] = (),
    *,
    page: str = "",
    nominate: str = "",
) -> Deck:
    """The deck of `gathering` at `now` (aware, in the site's zone).

    `told` is the brief of `area_of(gathering)`, `held` the meetings of that area with their records: of those that
    began before this one, what was asked, decided and done is told. `page`: the address of the meeting's page, as one
    types it; `nominate`: that of the form for unpaid work.
    """
    slides = slides_of(told, gathering, now, held, page=page, nominate=nominate)
    title = gathering.title
    ends = [slide.until for slide in slides if slide.until is not None]
    ends += [at for at in (told.written.until,) if at is not None]
    return Deck(
        gathering=gathering,
        area=told.area,
        title=typed.said(title) or _("A meeting in %(place)s", place=told.area.name),
        title_lang=typed.lang_of(title) if title else None,
        foot=_("%(place)s, %(day)s", place=told.area.name, day=language.day(gathering.start.date())),
        slides=slides,
        invented=told.invented,
        until=min(ends, default=None),
    )


def slides_of(
    told: Brief,
    gathering: Gathering,
    now: datetime,
    held: Iterable[Gathering] = (),
    *,
    page: str = "",
    nominate: str = "",
) -> tuple[Slide, ...]:
    """Its slides. A slide with nothing to show says why; only a meeting without an agenda has no slide of one."""
    earlier = earlier_than(gathering, held)
    slides = (
        opening.where(told, gathering),
        opening.agenda(gathering),
        promised.told(told, earlier, now),
        promised.did(told, earlier, now),
        recorded.map_slide(told),
        recorded.types(told),
        monthly.trend(told),
        results.outcomes_slide(told),
        people.payback(told, nominate),
        people.confidence(told),
        closing.questions(told, gathering, earlier, page),
        closing.decide(told, earlier, now.date()),
    )
    return tuple(fitted(slide) for slide in slides if slide is not None)


def earlier_than(gathering: Gathering, held: Iterable[Gathering]) -> Sequence[Gathering]:
    """Meetings that were recorded and began before this one, by start."""
    before = (
        one
        for one in held
        if one.record is not None
        and one.takes_place
        and one.id != gathering.id
        and one.start.astimezone(UTC) < gathering.start.astimezone(UTC)
    )
    return sorted(before, key=lambda one: (one.start.astimezone(UTC), one.id))


def slide_names() -> dict[str, str]:
    """Each slide there can be: its name in the address, and what it is called."""
    return {
        Topic.WHERE.value: _("Where we are"),
        Topic.AGENDA.value: _("Today"),
        Topic.TOLD.value: _("What you told us"),
        Topic.DID.value: _("What we did"),
        Topic.MAP.value: _("What happened, and where"),
        Topic.TYPES.value: _("What kinds"),
        Topic.TREND.value: _("Month by month"),
        Topic.OUTCOMES.value: _("What came of it"),
        Topic.PAYBACK.value: _("Community Payback"),
        Topic.CONFIDENCE.value: _("How people feel"),
        Topic.QUESTIONS.value: _("Your questions"),
        Topic.DECIDE.value: _("Decide today"),
    }
