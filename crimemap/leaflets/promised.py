"""What people asked for and what was done: every priority of the team, and how each promise of the last meeting stands.

No paper leaves out what is late: a short one names it in the line that counts the promises (row 66).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from crimemap import language, words
from crimemap.brief import Brief
from crimemap.brief.decided import Line, Mark, Told
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.leaflets.choice import Block, Choice
from crimemap.leaflets.content import Pair, Part, Text
from crimemap.leaflets.texts import bilingual, closed, joined, plain, short, text
from crimemap.words.sentence import name

_NAME: Final = 90
_LONGEST: Final = ((3, 170), (6, 90), (99, 60))
"""Letters of what others wrote, of up to so many priorities: all of them stand on the sheet. [choose]"""

_MOST: Final = 3
"""Promises that are listed on a small sheet where there are no priorities; whatever is late is. [choose]"""

_ORDER: Final = (Mark.LATE, Mark.UNDER_WAY, Mark.NOT_DONE, Mark.KEPT)


def done(told: Brief, choice: Choice, now: datetime) -> Part:
    """The team's priorities with what was done, then what the last meeting decided and what came of it.

    Where the team has priorities, a promise that was kept is counted, not listed: it is told of there already.
    """
    title = _("What you asked for, and what was done")
    asked, promises = tuple(_priorities(told)), _promises(told, now)
    if not asked and not promises:
        return Part(Block.DONE, title, texts=(text(_nothing(told)),))
    if choice.is_poster:
        works = (_works_on(told),) if asked else ()
        stands = (text(_of(promises), *_late(promises)),) if promises else ()
        return Part(Block.DONE, title, texts=(*works, *stands))
    listed = _listed(promises, asked=bool(asked), short=choice.is_short)
    rows = tuple(_row(line) for line in listed)
    late = () if any(line.mark is Mark.LATE for line in listed) else tuple(_late(promises))
    tally = (Pair(plain(_many(promises)), text(_tally(promises), *late)),) if promises else ()
    return Part(Block.DONE, title, pairs=(*asked, *rows, *tally))


def _priorities(told: Brief) -> Iterator[Pair]:
    found = told.crew.team.priorities if told.crew.team else ()
    most = next(letters for many, letters in _LONGEST if len(found) <= many or many == _LONGEST[-1][0])
    for priority in found:
        action = joined(priority.action) or _("No action has been published.")
        yield Pair(plain(priority.issue[0] if priority.issue else "", _NAME), plain(action, most))


def _works_on(told: Brief) -> Text:
    found = told.crew.team.priorities if told.crew.team else ()
    issues = [short(priority.issue[0], _NAME).rstrip(".") for priority in found if priority.issue]
    return text(_("Your team works on: %(what)s.", what=name("; ".join(issues))))


def _promises(told: Brief, now: datetime) -> tuple[Line, ...]:
    """Of the latest meeting that has a record, what was to be done: late first."""
    last = next((one for one in told.gatherings if one.record is not None and one.record.decisions), None)
    if last is None or last.record is None:
        return ()
    found = [line for line in Told.of(last.record, now).lines if line.mark is not Mark.NONE]
    return tuple(sorted(found, key=lambda line: _ORDER.index(line.mark)))


def _listed(promises: Sequence[Line], *, asked: bool, short: bool) -> tuple[Line, ...]:
    """Those that have a row of their own."""
    if not asked:
        return tuple(
            line for n, line in enumerate(promises) if line.mark is Mark.LATE or n < _MOST or not short
        )
    return () if short else tuple(line for line in promises if line.mark is not Mark.KEPT)


def _row(line: Line) -> Pair:
    """What was decided, and how it stands; its action where that says more."""
    decided = line.decided or line.action
    parts = [] if line.action == decided else [name(closed(line.action.said(language.current())))]
    came = line.came.said(language.current()).strip()
    if line.mark in {Mark.KEPT, Mark.NOT_DONE}:
        outcome = _("Done.") if line.mark is Mark.KEPT else _("Given up.")
        parts = [name(closed(short(came, _LONGEST[0][1]))) if came else outcome]
    else:
        parts += [name(closed(line.owner)), _due(line)]
    return Pair(bilingual(decided, _NAME), text(*parts))


def _due(line: Line) -> str:
    if line.due is None:
        return ""
    day = language.day(line.due)
    late = line.mark is Mark.LATE
    return _("*Late:* it was due on %(day)s.", day=day) if late else _("Due on %(day)s.", day=day)


def _many(promises: Sequence[Line]) -> str:
    return ngettext("Of %(num)s promise", "Of %(num)s promises", len(promises))


def _tally(promises: Sequence[Line]) -> str:
    counts = []
    for mark in (Mark.KEPT, Mark.UNDER_WAY, Mark.LATE, Mark.NOT_DONE):
        many = sum(line.mark is mark for line in promises)
        if many:
            counts.append(mark.counted(many))
    return f"{', '.join(counts)}."


def _of(promises: Sequence[Line]) -> str:
    return _("%(promises)s: %(tally)s", promises=_many(promises), tally=_tally(promises))


def _late(promises: Sequence[Line]) -> Iterator[str]:
    for line in promises:
        if line.mark is Mark.LATE:
            what = short((line.decided or line.action).said(language.current()).strip(), _NAME).rstrip(".")
            owner = line.owner.rstrip(".")
            due = language.day(line.due) if line.due else ""
            yield _(
                "*Late:* %(what)s (%(owner)s, due on %(day)s).", what=name(what), owner=name(owner), day=due
            )


def _nothing(told: Brief) -> str:
    if told.crew.home is None and told.crew.neighbourhoods and told.crew.held:
        return _("Priorities are set neighbourhood by neighbourhood.")
    place = told.crew.home or told.area
    return words.no_priorities(name(place.name), held=told.crew.held)
