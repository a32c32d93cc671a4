"""Rows of a meeting's record in one line each: for comparing two versions."""

from __future__ import annotations

from crimemap import language
from crimemap.brief import decided
from crimemap.editorial.meetings import Asked, Decision, Hands
from crimemap.editorial.meetings.merging import PRESENT, Row
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.web import site


def told(said: Row | int) -> str:
    """A row, or how many came."""
    match said:
        case Decision():
            return told_decision(said)
        case Hands():
            return told_hands(said)
        case Asked():
            return told_asked(said)
        case _:
            return ngettext("%(num)s person came.", "%(num)s people came.", said)


def called(name: str) -> str:
    """What a list's rows are called, by the name of the list; what is counted of people, too."""
    return {
        "decisions": _("Decision"), "hands": _("Show of hands"), "asked": _("Question"),
        PRESENT: _("How many people came"),
    }[name]  # fmt: skip


def told_decision(one: Decision) -> str:
    """A decision in one line, for comparing."""
    due = _("by %(day)s", day=language.day(one.due)) if one.due else ""
    mark = decided.Mark.NONE if one.state == "open" else decided.mark_of(one, site.now().date())
    texts = (one.decided_en, one.decided_cy, one.action_en, one.action_cy)
    parts = (*texts, one.owner, due, one.contact, one.reach, mark.word, one.came_en, one.came_cy)
    return " · ".join(filter(None, parts))


def told_hands(one: Hands) -> str:
    """A show of hands in one line."""
    counts = _(
        "%(yes)s for, %(no)s against, %(neither)s abstained.", yes=one.yes, no=one.no, neither=one.neither
    )
    return " · ".join(filter(None, (one.question_en, one.question_cy, counts)))


def told_asked(one: Asked) -> str:
    """A question in one line."""
    return " · ".join(filter(None, (one.question_en, one.question_cy, one.answer_en, one.answer_cy)))
