"""What is said of nominations: how far each is, how long each step took, what it scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crimemap import language, places
from crimemap.editorial import nominations, payback
from crimemap.editorial.database import Bilingual
from crimemap.editorial.nominations import Nomination, State, Step
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.places import Outcome
from crimemap.release import Area, Release
from crimemap.terms import AreaKind
from crimemap.web.site.finding import area_note
from crimemap.web.site.searching import search_answer

_TOO_WIDE: Final = frozenset({AreaKind.FORCE, AreaKind.PARTNERSHIP})
_MOST_OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the way. `took` is said where the step is done; `note` what it means or what comes."""

    name: str
    day: date | None
    took: str
    note: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the public list."""

    title: Bilingual
    summary: Bilingual
    area: Area | None
    area_name: str
    partnership: str
    received: date
    state: str
    reason: str
    score: int | None
    days: int
    is_over: bool
    project: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """What was found for the place that was typed: an area, or several to choose from, or what is wrong."""

    area: Area | None = None
    partnership: str = ""
    several: tuple[tuple[str, str], ...] = ()
    error: str = ""


def state_name(state: State) -> str:
    """As the public reads it."""
    return {
        State.RECEIVED: _("Received"),
        State.CHECKED: _("Checked"),
        State.SCORED: _("Scored"),
        State.ACCEPTED: _("Accepted"),
        State.DECLINED: _("Declined"),
        State.SCHEDULED: _("Work planned"),
        State.DONE: _("Done"),
        State.REMOVED: _("Removed"),
    }[state]


def step_name(step: Step) -> str:
    """A step that may be counted in days."""
    return {
        Step.RECEIVED: _("Received"),
        Step.CHECKED: _("Checked"),
        Step.SCORED: _("Scored"),
        Step.DECIDED: _("Decided"),
        Step.SCHEDULED: _("Work planned"),
        Step.DONE: _("Done"),
    }[step]


def agreed_name(answer: str) -> str:
    """Whether the owner has agreed, as the form asks it."""
    return {"yes": _("Yes"), "no": _("Not asked yet")}.get(answer, _("Not known"))


def toilets_name(answer: str) -> str:
    """Whether there are toilets and handwashing, as the form asks it."""
    said = {"there": _("At the site"), "near": _("Within five minutes’ walk"), "no": _("None")}
    return said.get(answer, _("Not known"))


def days(count: float) -> str:
    """ "12 days"; a median may be a half: "12.5 days"."""
    if count != int(count):
        return _("%(days)s days", days=language.number(count, 1))
    return ngettext("%(num)s day", "%(num)s days", int(count))


def lines(nomination: Nomination, now: datetime) -> tuple[Line, ...]:
    """Every step of a nomination, those to come too, until it is declined."""
    found = []
    for taken in nominations.steps(nomination, now):
        if nomination.state is State.DECLINED and taken.at is None and taken.step is not Step.DECIDED:
            continue
        day = taken.at.astimezone(now.tzinfo).date() if taken.at else None
        took = "" if taken.days is None else _took(taken.days)
        found.append(Line(_step(nomination, taken.step), day, took, _note(nomination, taken.step)))
    return tuple(found)


def listed(
    session: Session, release: Release, found: Iterable[Nomination], now: datetime
) -> tuple[Listed, ...]:
    """Rows of the public list: staff's words, never what was typed."""
    several = tuple(found)
    done = [each for each in several if each.state is State.DONE]
    projects = _projects_of(session, done, now) if done else {}
    return tuple(_listed(release, each, projects.get(each.id), now) for each in several)


def criteria() -> tuple[dict[str, object], ...]:
    """How nominations are scored, in the language of the page."""
    spoken = language.current()
    return tuple(
        {
            "slug": each.slug,
            "name": each.said(spoken),
            "weight": each.weight,
            "marks": [mark.said(spoken) for mark in each.marks],
        }
        for each in nominations.book().criteria
    )


def reason_name(slug: str | None) -> str:
    """Why it was declined, as the reviewed list has it."""
    reason = nominations.book().reason(slug or "")
    return reason.said(language.current()) if reason else ""


def project_of(session: Session, nomination: Nomination, now: datetime) -> str | None:
    """The id of the project that it became, where visitors see it."""
    return _projects_of(session, [nomination], now).get(nomination.id)


def _projects_of(session: Session, found: Iterable[Nomination], now: datetime) -> dict[str, str]:
    return payback.of_nominations(session, {each.id: each.project for each in found}, now)


def midnight(now: datetime) -> datetime:
    """The next one, here: then a day more has gone by."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def where(release: Release, typed: str, chosen: str = "") -> Where:
    """The area that a place means, no wider than a neighbourhood or a ward, as the search finds it."""
    found = places.find(release, typed)
    if found.outcome is Outcome.ONE:
        return _within(release, found.areas[0])
    if found.outcome in {Outcome.SEVERAL, Outcome.SIMILAR}:
        here = {area.code: area for area in found.areas if area.kind not in _TOO_WIDE}
        if chosen in here:
            return _within(release, here[chosen])
        several = tuple(
            (area.code, _("%(place)s (%(note)s)", place=area.name, note=area_note(release, area)))
            for area in list(here.values())[:_MOST_OFFERED]
        )
        if several:
            return Where(several=several, error=_("Choose which one you mean, or enter a postcode."))
    answer = search_answer(release, found, typed)
    if answer["error"]:
        return Where(error=f"{answer['error']}.")
    return Where(error=_("%(problem)s. Enter a postcode, or a larger place nearby.", problem=answer["title"]))


def _within(release: Release, area: Area) -> Where:
    above = {each.kind: each for each in release.ancestors(area)}
    partnership = area.partnership or (
        above[AreaKind.PARTNERSHIP].code if AreaKind.PARTNERSHIP in above else ""
    )
    if area.kind in _TOO_WIDE or not partnership:
        return Where(
            error=_("“%(place)s” is too wide. Enter a postcode, a street or a village.", place=area.name)
        )
    if area.kind is AreaKind.LSOA:
        area = above.get(AreaKind.NEIGHBOURHOOD) or above.get(AreaKind.WARD) or area
    return Where(area, partnership)


def _listed(release: Release, nomination: Nomination, project: str | None, now: datetime) -> Listed:
    return Listed(
        title=nomination.title or Bilingual(),
        summary=nomination.summary or Bilingual(),
        area=release.area(nomination.area),
        area_name=nomination.area_name,
        partnership=nomination.partnership,
        received=nomination.received_at.astimezone(now.tzinfo).date(),
        state=state_name(nomination.state),
        reason=reason_name(nomination.reason) if nomination.state is State.DECLINED else "",
        score=nomination.shown_score,
        days=nominations.days_so_far(nomination, now),
        is_over=nomination.state in nominations.OVER,
        project=project,
    )


def _took(count: int) -> str:
    if count == 0:
        return _("the same day")
    return ngettext("%(num)s day later", "%(num)s days later", count)


def _step(nomination: Nomination, step: Step) -> str:
    if step is Step.DECIDED and nomination.state is State.DECLINED:
        return _("Declined")
    if step is Step.DECIDED and nomination.decided_at:
        return _("Accepted")
    return step_name(step)


def _note(nomination: Nomination, step: Step) -> str:
    promised = nominations.book().standards
    if step is Step.SCHEDULED and nomination.starts_on:
        return _("Work is planned to start on %(day)s.", day=language.day(nomination.starts_on))
    if step is Step.SCORED and nomination.shown_score is not None:
        return _(
            "%(score)s of %(most)s points.",
            score=language.number(nomination.shown_score),
            most=language.number(nominations.book().most),
        )
    if step is Step.CHECKED and not nomination.checked_at:
        return _("Somebody reads it within %(days)s.", days=days(promised.checked))
    if step is Step.SCORED and not nomination.scored_at:
        return _("By published criteria, within %(days)s of the day it came.", days=days(promised.scored))
    if step is Step.DECIDED and not nomination.decided_at:
        return _(
            "Yes, or no with the reason, within %(days)s of the day it came.", days=days(promised.decided)
        )
    return ""
