"""What residents said, and what was done about it: priorities, the record of earlier meetings, good news.

Owners are bodies and roles. Nobody who asked or voted is named, and no conviction is told of here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Final

from crimemap import language
from crimemap.brief import Brief
from crimemap.brief.decided import Line as Decided
from crimemap.brief.decided import Mark, Told, Vote
from crimemap.deck import instead, typed
from crimemap.deck.recorded import source
from crimemap.deck.slides import Group, Line, Shape, Slide, Topic
from crimemap.editorial.meetings import Asked, Gathering
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.release import Area
from crimemap.team import Priority
from crimemap.words import Segment, Sentence, labels
from crimemap.words.sentence import name

MOST: Final = 4
"""Lines of one kind on a wall; the rest is on paper. [choose]"""

_SHORT: Final = 150
"""Letters of an answer on a wall: two rows. The whole of a longer one is on paper. [choose]"""

_FIRST: Final = (Mark.LATE, Mark.NOT_DONE)
"""These stand first, so that they are never what a wall has no room for."""


def priorities_of(told: Brief) -> tuple[Priority, ...]:
    """Those that the police publish for the neighbourhood that the area is or lies in."""
    team = told.crew.team
    return tuple(one for one in team.priorities if one.issue) if team else ()


def near(told: Brief) -> tuple[tuple[Area, Priority], ...]:
    """Those of the neighbourhoods that a wider area is made of, by place."""
    return tuple(
        (area, one)
        for area in told.crew.neighbourhoods
        if (team := told.crew.teams.get(area.code))
        for one in team.priorities
        if one.issue
    )


def told(brief: Brief, earlier: Sequence[Gathering], now: datetime) -> Slide:
    """What you told us: what was asked at the last meeting, with answers, and what was voted; else the priorities."""
    last = earlier[-1] if earlier else None
    record = Told.of(last.record, now) if last and last.record else None
    asked, votes = (record.asked, record.votes) if record else ((), ())
    priorities, around = priorities_of(brief), near(brief)
    answers = tuple(_asked(one) for one in asked)
    groups = (
        Group(Shape.LIST, answers, _came(brief, last), tells=_cut(answers)),
        Group(Shape.LIST, tuple(_voted(one) for one in votes), _("You voted")),
        Group(Shape.LIST, () if asked or votes else tuple(_by_neighbourhood(around))),
        Group(Shape.LIST, () if asked or votes else tuple(map(_priority, priorities)), large=True),
    )
    kept = tuple(group for group in groups if group.lines)
    if not kept:
        return _nothing_told(brief, recorded=record is not None)
    return Slide(
        Topic.TOLD,
        part=_("What you told us"),
        heading=_told_heading(brief, asked, len(votes)),
        groups=kept,
        notes=() if asked or votes else tuple(_silent(brief)),
        source="" if asked or votes else _team_source(brief),
    )


def _silent(brief: Brief) -> Iterator[Sentence]:
    """Neighbourhoods of a wider area for which no priority is published: those counted above are not all there are."""
    spoken = {area.code for area, _priority in near(brief)}
    silent = [area.name for area in brief.crew.neighbourhoods if area.code not in spoken]
    if not silent:
        return
    said = ngettext(
        "For %(num)s neighbourhood none is published.",
        "For %(num)s neighbourhoods none is published.",
        len(silent),
    )
    if len(silent) < MOST:
        said = _("For %(places)s none is published.", places=name(labels.listed(silent)))
    yield Sentence.said(said)


def _nothing_told(brief: Brief, *, recorded: bool) -> Slide:
    """Why there is nothing, and what to ask the room. `recorded`: the last meeting has a record, without a question."""
    groups, known, place = instead.to_tell(brief), brief.written.available, name(brief.area.name)
    why = _("No priority and no record of a meeting has been published for %(place)s.", place=place)
    if recorded:
        why = _(
            "No priority has been published for %(place)s, and no question of its last meeting.", place=place
        )
    if not known:
        why = _("What was said at earlier meetings cannot be read just now.")
    return Slide(
        Topic.TOLD,
        part=_("What you told us"),
        heading=_("Nothing you told us is published yet") if known else _("Tell us today"),
        empty=Sentence.said(why),
        groups=groups,
        source=source(brief) if any(line.figures for group in groups for line in group.lines) else "",
    )


def _told_heading(brief: Brief, asked: Sequence[Asked], votes: int) -> str:
    """What was asked and what came of it; else what was voted on; else how many priorities stand."""
    if asked:
        return _asked_heading(asked)
    if votes:
        return ngettext("You voted on %(num)s question", "You voted on %(num)s questions", votes)
    if many := len(priorities_of(brief)):  # of the neighbourhood, also where the area is a part of it
        place = (brief.crew.home or brief.area).name
        return ngettext(
            "%(place)s has %(num)s priority", "%(place)s has %(num)s priorities", many, place=place
        )
    return ngettext(
        "The neighbourhoods of %(place)s have %(num)s priority",
        "The neighbourhoods of %(place)s have %(num)s priorities",
        len(near(brief)),
        place=brief.area.name,
    )


def _asked(one: Asked) -> Line:
    """A question and its answer: on a wall as much of it as two rows hold."""
    answer = typed.said(one.answer) or _("Not answered yet.")
    short = shortened(answer)
    whole = short == answer
    return Line(
        typed.strong(typed.said(one.question)),
        note=typed.plain(answer) if whole else Sentence(),
        paper=Sentence() if whole else typed.plain(answer),
        short=Sentence() if whole else typed.plain(short),
        lang=typed.lang_of(one.question),
    )


def shortened(text: str, most: int = _SHORT) -> str:
    """The first sentences of a text that have `most` letters together, else its first words; … where any is cut."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    ends = [
        place for place, letter in enumerate(head) if letter in ".!?" and head[place + 1 : place + 2] == " "
    ]
    if ends:
        return f"{head[: ends[-1] + 1]} …"
    return f"{head[: head.rfind(' ') if ' ' in head else len(head)].rstrip(',;:')} …"


def _cut(lines: Sequence[Line]) -> str:
    return _("The answers in full are on the handout.") if any(line.short for line in lines) else ""


def _came(brief: Brief, last: Gathering | None) -> str:
    """When that was and how many came; at which meeting, where it was one of another area."""
    if last is None or last.record is None:
        return ""
    day, present = language.day(last.start.date()), last.record.present
    if present is None:
        came = _("On %(day)s", day=day)
    else:
        came = ngettext(
            "On %(day)s, %(num)s person came", "On %(day)s, %(num)s people came", present, day=day
        )
    if not last.title or not last.areas or brief.area.code in last.areas:
        return came
    return _("%(meeting)s. %(came)s", meeting=typed.said(last.title), came=came)


def _voted(vote: Vote) -> Line:
    return Line(
        typed.plain(typed.said(vote.question)), note=typed.plain(vote.told), lang=typed.lang_of(vote.question)
    )


def _asked_heading(asked: Sequence[Asked]) -> str:
    """How many of them are answered, whichever way that speaks."""
    answered = sum(bool(one.answer) for one in asked)
    questions = ngettext("You asked %(num)s question", "You asked %(num)s questions", len(asked))
    if answered == len(asked):
        return ngettext("%(questions)s, it is answered", "%(questions)s, all are answered", answered,
                        questions=questions)  # fmt: skip
    if not answered:
        return _("%(questions)s, none is answered yet", questions=questions)
    return ngettext("%(questions)s, %(num)s is answered", "%(questions)s, %(num)s are answered", answered,
                    questions=questions)  # fmt: skip


def _by_neighbourhood(around: Sequence[tuple[Area, Priority]]) -> Iterator[Line]:
    """A neighbourhood and all that it wants worked on, in one line."""
    for area, found in groupby(around, key=lambda pair: pair[0]):
        issues = "; ".join(one.issue[0].rstrip(".") for _area, one in found)
        yield Line(Sentence((Segment(_("%(place)s:", place=area.name), strong=True), Segment(f" {issues}"))))


def _priority(one: Priority) -> Line:
    since = _("Set on %(date)s.", date=language.day(one.set_on)) if one.set_on else ""
    return Line(typed.plain(one.issue[0]), paper=Sentence.said(since))


def _team_source(brief: Brief) -> str:
    team = brief.crew.team
    if team is None or team.fetched is None:
        return _("As the police publish it, OGL v3.0.")
    return _("As the police published it on %(date)s, OGL v3.0.", date=language.day(team.fetched))


# --- what was done -------------------------------------------------------------------------------------------


def did(brief: Brief, earlier: Sequence[Gathering], now: datetime) -> Slide:
    """What we did: the actions of earlier meetings with how far they are, then what was done for each priority."""
    decided = [
        one
        for gathering in reversed(earlier)
        if gathering.record
        for one in Told.of(gathering.record, now).lines
    ]
    due = sorted(
        (one for one in decided if one.mark is not Mark.NONE), key=lambda one: one.mark not in _FIRST
    )
    promised = [_promised(one, now) for one in due]
    acted = [_acted(one) for one in priorities_of(brief) if one.action]
    acted += [_acted(one, area.name) for area, one in near(brief) if one.action]
    stories = brief.written.stories
    groups = (
        Group(Shape.LIST, tuple(promised), ""),
        Group(Shape.LIST, tuple(acted), _("For the priorities") if promised else ""),
        Group(
            Shape.LIST,
            tuple(typed.line(one.story.title) for one in stories[:MOST]),
            _good_news(brief),
        ),
    )
    kept = tuple(group for group in groups if group.lines)
    nothing = not (promised or acted)
    return Slide(
        Topic.DID,
        part=_("What we did"),
        heading=_did_heading(brief, promised, len(acted)),
        groups=(*kept, *instead.to_do(brief)) if nothing else kept,
        source=_team_source(brief) if acted else "",
        empty=_nothing_done(brief) if nothing else Sentence(),
    )


def _good_news(brief: Brief) -> str:
    """Stories are told for a whole partnership: on the wall of one neighbourhood it is said whose they are."""
    if brief.partnership is None or brief.partnership == brief.area:
        return _("Good news")
    return _("Good news from all of %(place)s", place=brief.partnership.name)


def _nothing_done(brief: Brief) -> Sentence:
    if not brief.written.available:
        return Sentence.said(_("What earlier meetings decided cannot be read just now."))
    return Sentence.said(
        _(
            "No action has been published for %(place)s. Ask today who will do what by when.",
            place=name(brief.area.name),
        )
    )


def _did_heading(brief: Brief, promised: list[Line], acted: int) -> str:
    if promised:
        return _counted(promised)
    if acted:
        return ngettext("What was done for %(num)s priority", "What was done for %(num)s priorities", acted)
    return _("No action is published here yet") if brief.written.available else _("Who will do what?")


def _counted(promised: Sequence[Line]) -> str:
    """ "Of 5 promises: 1 kept, 3 under way, 1 late": every way that a promise stands, in the order of the marks."""
    many = [(mark, sum(line.mark is mark for line in promised)) for mark in Mark]
    return ngettext(
        "Of %(num)s promise: %(tally)s", "Of %(num)s promises: %(tally)s", len(promised),
        tally=", ".join(mark.counted(count) for mark, count in many if count),
    )  # fmt: skip


def _promised(one: Decided, now: datetime) -> Line:
    """What was decided, what is done for it, by whom, and how it stands. That it is under way holds until its day is
    over: then it is late."""
    decided, action = typed.said(one.decided), typed.said(one.action)
    due = _("by %(day)s", day=language.day(one.due)) if one.due and one.mark is not Mark.KEPT else ""
    parts = (Segment(f"{decided} " if action else decided, strong=True), Segment(action, strong=not decided))
    owner = typed.one_line((one.owner, due))
    came = typed.said(one.came)
    return Line(
        Sentence(tuple(part for part in parts if part.text.strip())),
        note=typed.plain(
            _("%(owner)s: %(came)s", owner=owner, came=came) if owner and came else owner or came
        ),
        mark=one.mark,
        until=_turns(one, now) if one.mark is Mark.UNDER_WAY else None,
        lang=typed.lang_of(one.decided if decided else one.action),
    )


def _turns(one: Decided, now: datetime) -> datetime | None:
    """The midnight here after the day on which it is due."""
    if one.due is None:
        return None
    return datetime.combine(one.due + timedelta(days=1), time(), now.tzinfo)


def _acted(one: Priority, place: str = "") -> Line:
    """The priority, of `place` where it is one of several, and what was done for it."""
    when = language.day(one.acted_on) if one.acted_on else ""
    issue = one.issue[0].rstrip(".")
    if place:
        issue = _("%(place)s: %(issue)s", place=place, issue=issue)
    return Line(
        Sentence((Segment(f"{issue}. ", strong=True), Segment(one.action[0]))), note=typed.plain(when)
    )
