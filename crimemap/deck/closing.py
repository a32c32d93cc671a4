"""The slides that a meeting ends with: your questions, and what to decide today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from crimemap.brief import Brief
from crimemap.deck import typed
from crimemap.deck.asking import raised
from crimemap.deck.promised import priorities_of
from crimemap.deck.slides import Group, Line, Shape, Slide, Topic
from crimemap.editorial.meetings import Gathering
from crimemap.language import gettext as _
from crimemap.language import number
from crimemap.words import Sentence


def questions(told: Brief, gathering: Gathering, earlier: Sequence[Gathering], page: str = "") -> Slide:
    """Your questions: those that wait for an answer, and how to ask after the meeting. `page`: where the answers will
    stand, as one types it."""
    groups = (
        Group(Shape.LIST, tuple(_waiting(earlier)), _("Still to be answered")),
        Group(Shape.TEXT, (Line(typed.strong(page)),) if page else (), _("Where the answers will stand")),
        Group(Shape.TEXT, tuple(_ways(told, gathering)), _("To ask after the meeting")),
    )
    return Slide(
        Topic.QUESTIONS,
        part=_("Your questions"),
        heading=_("Your questions"),
        lead=Sentence.said(
            _("What is asked today is written down, without names, and answered on the page of this meeting.")
        ),
        groups=tuple(group for group in groups if group.lines),
    )


def _waiting(earlier: Sequence[Gathering]) -> Iterator[Line]:
    """Asked at earlier meetings and not answered yet, the latest first."""
    for gathering in reversed(earlier):
        for one in gathering.record.asked if gathering.record else ():
            if not one.answer:
                yield typed.line(one.question)


def _ways(told: Brief, gathering: Gathering) -> Iterator[Line]:
    """The meeting's own contact, else the team's."""
    if gathering.contact:
        yield Line(typed.strong(gathering.contact))
    team = told.crew.team
    telephone = gathering.telephone or (team.reach("telephone") or team.reach("mobile") if team else "")
    email = gathering.email or (team.reach("email") if team else "")
    if telephone or email:
        yield Line(typed.plain(typed.one_line((telephone, email))))
    if not (telephone or email):
        yield Line(Sentence.said(_("Call 101 and ask for the team of %(place)s.", place=told.area.name)))


def decide(told: Brief, earlier: Sequence[Gathering], today: dt.date) -> Slide:
    """What to decide: the priorities that stand, and three questions that the area's own figures raise."""
    asked = raised(told, earlier, today)
    stand = tuple(Line(typed.strong(one.issue[0])) for one in priorities_of(told))
    questions = tuple(
        Line(typed.plain(one.text), key=number(place), figures=one.figures)
        for place, one in enumerate(asked, 1)
    )
    groups = (
        Group(Shape.LIST, stand, _("The priorities now: keep it, change it, or end it?")),
        Group(Shape.NUMBERED, questions),
    )
    return Slide(
        Topic.DECIDE,
        part=_("Decide today"),
        heading=_("What shall we decide today?"),
        groups=tuple(group for group in groups if group.lines),
        notes=() if stand else (Sentence.said(_("For each decision: what, who, and by when.")),),
        figures=tuple(figure for one in asked for figure in one.figures),
    )
