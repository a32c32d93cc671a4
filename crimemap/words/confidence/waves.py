"""A share against an earlier one, in words: both figures, how many answered, and whether chance may have made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap import language
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures.confidence import Broken, Difference, Movement, Series, Share, Step
from crimemap.measures.confidence.waves import NEARLY, YEAR
from crimemap.survey import LEAST_BASE
from crimemap.words.confidence.shares import in_time, percent, points, question_title
from crimemap.words.sentence import Sentence, name

_SEVERAL: Final = 2

_SAME: Final = 0.05
"""Two shares that are this near read alike and are told as the same, in percentage points."""


def lead(series: Series, place: str) -> Sentence:
    """The latest share, the one before it, and whether that is a clear change: a whole sentence for the head of a page.

    "Of people asked in Tamber Vale in March 2026 to April 2026, 50% agree …; it was 46% a year before. With 1,100
    answers that is no clear change."
    """
    latest = series.latest
    if latest.figure.value is None:
        return Sentence.said(no_figure(latest, place))
    values = {
        "place": name(place),
        "when": in_time(latest),
        "share": percent(latest.figure.value),
        "said": said(series),
    }
    change_of = series.change
    if change_of is None or change_of.before.figure.value is None:
        told_alone = gettext("Of people asked in %(place)s in %(when)s, *%(share)s* %(said)s.", **values)
        return Sentence.said(told_alone, _why_alone(series))
    told_both = gettext(
        "Of people asked in %(place)s in %(when)s, *%(share)s* %(said)s; it was %(before)s %(then)s.",
        before=percent(change_of.before.figure.value),
        then=then(change_of),
        **values,
    )
    return Sentence.said(told_both, verdict(change_of))


def told(series: Series, *, said_once: bool = False) -> Sentence:
    """The same without place and question: "50%; it was 46% a year before. With 1,100 answers that is no clear
    change." For a row of a table, whose head says the rest, and that nobody gives the number of answers; also that
    nobody can tell what is more than chance, where it is `said_once` (`untold`)."""
    latest, change_of = series.latest, series.change
    if latest.figure.value is None:
        return Sentence.said(_too_few(latest))
    if change_of is None or change_of.before.figure.value is None:
        return Sentence.said(f"*{percent(latest.figure.value)}*.", _why_alone(series))
    values = {
        "share": percent(latest.figure.value),
        "before": percent(change_of.before.figure.value),
        "then": then(change_of),
    }
    both = gettext("*%(share)s*; it was %(before)s %(then)s.", **values)
    if change_of.movement is not Movement.CANNOT_TELL:
        return Sentence.said(both, verdict(change_of))
    if said_once:
        return Sentence.said(both)
    return Sentence.said(both, gettext("*Nobody can tell* whether that is more than chance."))


def untold(many: Sequence[Series]) -> Sentence:
    """Said once over several series of which nobody gives how many answered, where `told` leaves it out (`said_once`);
    nothing where it holds for fewer than two of them or not for all."""
    known = [one for one in many if one.latest.is_known]
    if len(known) < _SEVERAL or any(one.latest.base is not None for one in known):
        return Sentence()
    return Sentence.said(
        gettext(
            "The file does not say how many people were asked, so *nobody can tell* which of these changes are more"
            " than chance."
        )
    )


def said(series: Series) -> str:
    """What those who gave the answer say, as the rest of a sentence: "agree that …"."""
    question = series.question
    if words := question.said_of(series.answer):
        return gettext(words)
    choice = question.choice(series.answer)
    return gettext(
        "answered “%(answer)s” (%(title)s)",
        answer=gettext(choice.label) if choice else series.answer,
        title=question_title(question.id),
    )


def no_figure(share: Share, place: str) -> str:
    """That too few answered, and how many."""
    return ngettext(
        "*%(num)s person* answered in %(place)s in %(when)s. Fewer than %(least)s answers say too little, so there is"
        " no figure.",
        "*%(num)s people* answered in %(place)s in %(when)s. Fewer than %(least)s answers say too little, so there is"
        " no figure.",
        share.base or 0,
        place=name(place), when=in_time(share), least=LEAST_BASE,
    )  # fmt: skip


def _too_few(share: Share) -> str:
    return ngettext(
        "No figure: *%(num)s person* answered, and fewer than %(least)s say too little.",
        "No figure: *%(num)s people* answered, and fewer than %(least)s say too little.",
        share.base or 0,
        least=LEAST_BASE,
    )


def then(of: Difference) -> str:
    """When the earlier share was asked: "a year before", else "in 2006", "in March 2024"."""
    apart = of.now.figure.period.last.ordinal - of.before.figure.period.last.ordinal
    if abs(apart - YEAR) <= NEARLY:
        return gettext("a year before")
    return gettext("in %(when)s", when=in_time(of.before))


def verdict(of: Difference) -> str:
    """Whether the two differ by more than chance, as a sentence with how many answered."""
    movement_of = of.movement
    if movement_of is Movement.CANNOT_TELL:
        return _cannot_tell(of)
    many = _answers(of)
    if movement_of is Movement.NO_CLEAR_CHANGE:
        return gettext("With %(answers)s that is *no clear change*.", answers=many)
    if movement_of is Movement.UP:
        return gettext(
            "With %(answers)s that is *a clear rise*: more than chance alone would make.", answers=many
        )
    return gettext(
        "With %(answers)s that is *a clear fall*: more than chance alone would make.", answers=many
    )


def _answers(of: Difference) -> str:
    now, before = of.now.base or 0, of.before.base or 0
    if now == before:
        return ngettext("%(num)s answer", "%(num)s answers", now)
    return ngettext(
        "%(num)s answer now and %(before)s then", "%(num)s answers now and %(before)s then", now,
        before=language.number(before),
    )  # fmt: skip


def _cannot_tell(of: Difference) -> str:
    if of.before.figure.value is None or of.now.figure.value is None:
        return gettext(
            "Fewer than %(least)s people answered one of the two times, so they cannot be compared.",
            least=LEAST_BASE,
        )
    if of.now.figure.interval is None or of.before.figure.interval is None:
        return gettext(
            "The file does not say how many people were asked, so *nobody can tell* whether that is more than chance."
        )
    return gettext(
        "Some of the same answers may be in both figures, so *nobody can tell* whether that is more than chance."
    )


def _why_alone(series: Series) -> str:
    """Why the latest share is told without one before it; nothing where it is the first."""
    if series.change is not None:
        return _cannot_tell(series.change)
    return broken(series.broken) if series.broken else ""


def broken(why: Broken) -> str:
    """Why a wave is not held against the one before it."""
    return {
        Broken.WORDING: gettext(
            "The time before, the question was put in other words, so the two figures cannot be compared."
        ),
        Broken.MODE: gettext(
            "The time before, people were asked in another way, so the two figures cannot be compared."
        ),
        Broken.POPULATION: gettext(
            "The time before, other people were asked, so the two figures cannot be compared."
        ),
    }[why]


def movement(of: Difference | None) -> str:
    """As it stands in a column headed "Clear change?"."""
    return pgettext("clear change", "No comparison") if of is None else moved(of.movement)


def moved(of: Movement) -> str:
    """The same of a movement that is known."""
    return {
        Movement.UP: pgettext("clear change", "Yes, a rise"),
        Movement.DOWN: pgettext("clear change", "Yes, a fall"),
        Movement.NO_CLEAR_CHANGE: pgettext("clear change", "No"),
        Movement.CANNOT_TELL: pgettext("clear change", "Cannot tell"),
    }[of]


def change(of: Difference | None) -> str:
    """The difference as a cell: "4 points more", "no difference", or that there is none to tell."""
    value = of.points.value if of else None
    if value is None:
        return gettext("no comparison")
    if abs(value) < _SAME:
        return gettext("no difference")
    if value > 0:
        return gettext("%(points)s more", points=points(value))
    return gettext("%(points)s fewer", points=points(value))


def step(of: Step) -> str:
    """From one wave to the next, a rise told as a rise: "rose from 30% to 36% from 2006 to 2008"; with *asterisks*."""
    before, now = of.before.share, of.now.share
    first, last = _between(before, now)
    if of.difference is None or of.difference.points.value is None:
        why = gettext("something else was asked") if of.now.broken else gettext("too few answers")
        return gettext("no comparison from %(first)s to %(last)s: %(why)s", first=first, last=last, why=why)
    one, two = before.figure.value or 0.0, now.figure.value or 0.0
    values = {"before": percent(one), "now": percent(two), "first": first, "last": last}
    if values["before"] == values["now"]:
        moved = gettext("*stayed at %(now)s* from %(first)s to %(last)s", **values)
    elif two > one:
        moved = gettext("*rose from %(before)s to %(now)s* from %(first)s to %(last)s", **values)
    else:
        moved = gettext("*fell from %(before)s to %(now)s* from %(first)s to %(last)s", **values)
    return (
        moved
        + {
            Movement.UP: gettext(": more than chance alone would make"),
            Movement.DOWN: gettext(": more than chance alone would make"),
            Movement.NO_CLEAR_CHANGE: gettext(": no clear change"),
            Movement.CANNOT_TELL: "",
        }[of.difference.movement]
    )


def _between(before: Share, now: Share) -> tuple[str, str]:
    """Two waves by their years, where those differ: a strand is told in one line."""
    first, last = before.figure.period.last.year, now.figure.period.last.year
    return (str(first), str(last)) if first != last else (in_time(before), in_time(now))
