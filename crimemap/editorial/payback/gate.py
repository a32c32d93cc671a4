"""What stands in the way of publishing a project, and what happens when it is approved or taken down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from crimemap.disclosure import identifying
from crimemap.editorial import pieces
from crimemap.editorial.announcements.rules import about_letters
from crimemap.editorial.payback import facts, photographs
from crimemap.editorial.payback.project import Project, Role, Stage
from crimemap.editorial.pieces import Kind, Piece, Publication, Refused, Trouble
from crimemap.language import gettext as _
from crimemap.language import number

MOST_HOURS: Final = 100_000
"""More is a slip of the finger: the largest schemes do some thousands a year. [choose]"""

MOST_YEARS: Final = 5
"""How long a project is shown at most from the day of approval. [choose]"""

_Clue = identifying.Kind
ALLOWED: Final = frozenset({_Clue.STREET, _Clue.SCHOOL, _Clue.BUSINESS, _Clue.GROUP})
"""A public place is named here, and no offence is: a street, a school or a club is where work is done. What finds a
home or a person (postcode, house, name of kin, number plate, telephone…) is stopped as everywhere."""

_C5: Final = "C5"
_GOAL: Final = "goal 8"


def check(session: Session, piece: Piece, project: Project, now: datetime) -> tuple[Trouble, ...]:
    """Everything that is wanting or wrong. Photographs are checked by a second person when it is approved."""
    return (
        *_wanting(project),
        *_by_stage(project, now),
        *_pictured(session, piece, project),
        *_said(project),
    )


def approved(session: Session, piece: Piece, project: Project, now: datetime) -> Publication:
    """Write the facts and show the photographs. Raises Refused where nobody has looked at one of those yet."""
    used = [photo.id for photo in project.photos]
    if troubles := photographs.unseen(session, piece, used):
        raise Refused(troubles)
    photographs.show(session, piece, used)
    facts.write(session, piece, project)
    # To the end of that day where the site is: `now` is in its zone.
    last = project.until
    return Publication(until=datetime.combine(last + timedelta(days=1), time(), now.tzinfo) if last else None)


def ended(session: Session, piece: Piece, _now: datetime) -> None:
    """Taken down: nothing of it is counted, and its photographs are deleted at once."""
    photographs.drop(session, piece)
    facts.remove(session, piece)


RULES: Final = pieces.Rules(Kind.PROJECT, Project, check, approved, ended)
pieces.register(RULES)


def _wanting(project: Project) -> Iterator[Trouble]:
    asked = (
        ("stage", project.stage, _("Say how far the project is.")),
        ("title_en", project.title, _("Give the project a title.")),
        ("ward", project.ward, _("Choose the ward.")),
        ("place_en", project.place, _("Name the public place.")),
        ("what_en", project.said("what"), _("Say what is done.")),
        ("why_en", project.said("why"), _("Say why it is done.")),
        ("partner", project.partner, _("Name the organisation that the work is done with.")),
        ("suggested", project.suggested, _("Say who suggested the work.")),
        ("until", project.until, _("Give the last day on which it is shown.")),
    )
    for field, answer, why in asked:
        if not answer:
            yield Trouble(field, why, _GOAL)
    if project.vests is None:
        yield Trouble("vests", _("Say whether branded high-visibility clothing is worn."), _GOAL)
    if (project.lon is None) is not (project.lat is None):
        yield Trouble("point", _("A point needs both numbers, or leave both empty."))


def _by_stage(project: Project, now: datetime) -> Iterator[Trouble]:
    today = now.date()
    match project.stage:
        case Stage.TO_COME:
            if project.planned is None:
                yield Trouble("planned", _("Give the day on which it is planned to begin."), _GOAL)
        case Stage.RUNNING:
            if project.started is None or project.started > today:
                yield Trouble("started", _("Give the day on which it began, today or before."), _GOAL)
        case Stage.DONE | Stage.STOPPED:
            yield from _over(project, now)
    if project.until is not None and project.until < today:
        yield Trouble("until", _("The last day on which it is shown has passed."))
    elif project.until is not None and project.until.year - today.year > MOST_YEARS:
        yield Trouble("until", _("Show it for at most %(most)s years.", most=number(MOST_YEARS)))
    if project.hours is not None and not 0 <= project.hours <= MOST_HOURS:
        why = _("Hours are a whole number from 0 to %(most)s.", most=number(MOST_HOURS))
        yield Trouble("hours", why)


def _over(project: Project, now: datetime) -> Iterator[Trouble]:
    if project.ended is None or project.ended > now.date():
        yield Trouble("ended", _("Give the day on which it ended, today or before."), _GOAL)
    if project.ended and project.started and project.started > project.ended:
        yield Trouble("ended", _("It cannot end before it began."))
    if project.hours is None or (project.stage is Stage.DONE and project.hours == 0):
        why = _("Give the hours of unpaid work that were done, by all people together.")
        yield Trouble("hours", why, _GOAL)
    if project.stage is Stage.STOPPED and not project.said("stopped"):
        yield Trouble("stopped_en", _("Say why it was stopped."), _GOAL)
    pictured = project.photo(Role.BEFORE) and project.photo(Role.AFTER)
    if project.stage is Stage.DONE and not pictured and not project.said("unpictured"):
        why = _("Add a photograph from before and one from after, or say why there is none.")
        yield Trouble("photos", why, _GOAL)


def _pictured(session: Session, piece: Piece, project: Project) -> Iterator[Trouble]:
    held = photographs.of(session, piece) if project.photos else {}
    for photo in project.photos:
        if photo.id not in held:
            yield Trouble(f"{photo.role}_file", _("A photograph is missing. Add it again."))
        if not photo.alt:
            why = _("Describe what the photograph shows, for people who cannot see it.")
            yield Trouble(f"{photo.role}_alt_en", why, _GOAL)


def _said(project: Project) -> Iterator[Trouble]:
    """Rule C5 on every text that visitors read; a stage's own texts count only at that stage."""
    for field, text in project.texts():
        yield from about_letters(field, text)
        for clue in identifying.find(text, allow=ALLOWED):
            yield Trouble(field, clue.why, _C5)
