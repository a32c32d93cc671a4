"""What residents said, and what was done about it: priorities, the record of earlier meetings, good news.

Owners are bodies and roles. Nobody who asked or voted is named, and no conviction is told of here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final

from crimemap import language
from crimemap.brief import Brief
from crimemap.brief.decided import Line as Decided
from crimemap.brief.decided import Mark, Told, Vote
from crimemap.deck import typed
from crimemap.deck.slides import Group, Line, Shape, Slide, Topic
from crimemap.editorial.meetings import Asked, Gathering
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.team import Priority
from crimemap.words import Sentence

MOST: Final = 4
"""Lines of one kind on a wall; the rest is on paper. [choose]"""


def priorities_of(told: Brief) -> tuple[Priority, ...]:
    """Those that the police publish for the neighbourhood that the area is or lies in."""
    team = told.crew.team
    return tuple(one for one in team.priorities if one.issue) if team else ()


def told(brief: Brief, earlier: Sequence[Gathering], now: datetime) -> Slide:
    """What you told us: what was asked and voted at the last meeting, and the priorities that stand."""
    last = earlier[-1] if earlier else None
    record = Told.of(last.record, now) if last and last.record else None
    asked, votes = (record.asked, record.votes) if record else ((), ())
    priorities = priorities_of(brief)
    groups = (
        Group(Shape.LIST, tuple(_asked(one) for one in asked), _came(last)),
        Group(Shape.LIST, tuple(_voted(one) for one in votes), _("You voted")),
        _standing(brief, priorities)
        if asked or votes
        else Group(Shape.LIST, tuple(map(_priority, priorities))),
    )
    kept = tuple(group for group in groups if group.lines)
    return Slide(
        Topic.TOLD,
        part=_("What you told us"),
        heading=_told_heading(brief, len(asked), len(priorities)),
        groups=kept,
        source=_team_source(brief) if priorities else "",
        empty=Sentence()
        if kept
        else Sentence.said(
            _(
                "Nothing that residents of %(place)s told the police or the council has been published. Tell us today.",
                place=brief.area.name,
            )
        ),
    )


def _told_heading(brief: Brief, asked: int, priorities: int) -> str:
    if asked:
        return ngettext(
            "You asked %(num)s question at the last meeting",
            "You asked %(num)s questions at the last meeting",
            asked,
        )
    if priorities:
        return ngettext(
            "%(place)s has %(num)s priority",
            "%(place)s has %(num)s priorities",
            priorities,
            place=brief.area.name,
        )
    return _("What you told us")


def _asked(one: Asked) -> Line:
    answer = typed.said(one.answer) or _("Not answered yet.")
    return Line(
        typed.plain(typed.said(one.question)), paper=typed.plain(answer), lang=typed.lang_of(one.question)
    )


def _came(last: Gathering | None) -> str:
    if last is None or last.record is None:
        return ""
    day = language.day(last.start.date())
    if last.record.present is None:
        return _("On %(day)s", day=day)
    return ngettext(
        "On %(day)s, %(num)s person came", "On %(day)s, %(num)s people came", last.record.present, day=day
    )


def _voted(vote: Vote) -> Line:
    return Line(
        typed.plain(typed.said(vote.question)), note=typed.plain(vote.told), lang=typed.lang_of(vote.question)
    )


def _priority(one: Priority) -> Line:
    since = _("Set on %(date)s.", date=language.day(one.set_on)) if one.set_on else ""
    return Line(typed.plain(one.issue[0]), paper=Sentence.said(since))


def _standing(brief: Brief, priorities: tuple[Priority, ...]) -> Group:
    """In one line, where something else stands above them."""
    together = "; ".join(one.issue[0].rstrip(".") for one in priorities)
    lines = (Line(typed.plain(together)),) if together else ()
    return Group(Shape.TEXT, lines, _("The priorities of %(place)s", place=brief.area.name))


def _team_source(brief: Brief) -> str:
    team = brief.crew.team
    if team is None or team.fetched is None:
        return _("As the police publish it")
    return _("As the police published it on %(date)s", date=language.day(team.fetched))


# --- what was done -------------------------------------------------------------------------------------------


def did(brief: Brief, earlier: Sequence[Gathering], now: datetime) -> Slide:
    """What we did: the actions of earlier meetings with how far they are, then what was done for each priority."""
    decided = [
        one
        for gathering in reversed(earlier)
        if gathering.record
        for one in Told.of(gathering.record, now).lines
    ]
    promised = [_promised(one, now) for one in decided if one.mark is not Mark.NONE]
    acted = [one for one in priorities_of(brief) if one.action]
    stories = brief.written.stories
    groups = (
        Group(Shape.LIST, tuple(promised), ""),
        Group(Shape.LIST, tuple(_acted(one) for one in acted), _("For the priorities") if promised else ""),
        Group(Shape.LIST, tuple(typed.line(one.story.title) for one in stories[:MOST]), _("Good news")),
    )
    kept = tuple(group for group in groups if group.lines)
    return Slide(
        Topic.DID,
        part=_("What we did"),
        heading=_did_heading(brief, promised, len(acted)),
        groups=kept,
        source=_team_source(brief) if acted else "",
        empty=Sentence()
        if kept
        else Sentence.said(
            _(
                "No action has been published for %(place)s. Ask today who will do what by when.",
                place=brief.area.name,
            )
        ),
    )


def _did_heading(brief: Brief, promised: list[Line], acted: int) -> str:
    if promised:
        done = sum(one.mark is Mark.KEPT for one in promised)
        return ngettext(
            "%(done)s of %(num)s action is done", "%(done)s of %(num)s actions are done", len(promised),
            done=language.number(done) if done else _("None"),
        )  # fmt: skip
    if acted:
        return ngettext("What was done for %(num)s priority", "What was done for %(num)s priorities", acted)
    return _("What we did") if not brief.written.stories else _("Good news")


def _promised(one: Decided, now: datetime) -> Line:
    """A promise and how it stands. That it is under way holds until its day is over: then it is late."""
    text = one.action or one.decided
    due = _("by %(day)s", day=language.day(one.due)) if one.due else ""
    return Line(
        typed.plain(typed.said(text)),
        note=typed.plain(typed.said(one.came) or typed.one_line((one.owner, due))),
        mark=one.mark,
        until=_turns(one, now) if one.mark is Mark.UNDER_WAY else None,
        lang=typed.lang_of(text),
    )


def _turns(one: Decided, now: datetime) -> datetime | None:
    """The midnight here after the day on which it is due."""
    if one.due is None:
        return None
    return datetime.combine(one.due + timedelta(days=1), time(), now.tzinfo)


def _acted(one: Priority) -> Line:
    when = _("%(date)s", date=language.day(one.acted_on)) if one.acted_on else ""
    return Line(typed.plain(one.action[0]), note=typed.plain(typed.one_line((one.issue[0], when))))
