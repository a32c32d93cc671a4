"""A share against an earlier one, in words: both figures, how many answered, and whether chance may have made it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crimemap import language
from crimemap.figure import Interval
from crimemap.language import gettext, ngettext, pgettext
from crimemap.measures.confidence import Broken, Difference, Movement, Series, Share, Step
from crimemap.measures.confidence.waves import NEARLY, YEAR
from crimemap.survey import LEAST_BASE
from crimemap.words.confidence.shares import cell, in_time, percent, question_title, signed, signed_points
from crimemap.words.sentence import Sentence, name

_SEVERAL: Final = 2


def lead(series: Series, place: str) -> Sentence:
    """The latest share, the one before it, and whether that is a clear change: a whole sentence for the head of a page.

    "Of people asked in Tamber Vale in March to April 2026, 50% agree …; it was 46% a year before. With 1,100 answers
    that is no clear change: +4 points, and allowing for chance anything from −0.2 to +8.2." And what it is since the
    first time, where that is another verdict.
    """
    latest, change_of = series.latest, series.change
    if latest.figure.value is None:
        return Sentence.said(no_figure(latest, place))
    values = {"asked": _asked(series, place), "share": cell(latest), "said": said(series)}
    if change_of is None or change_of.before.figure.value is None:
        return Sentence.said(gettext("%(asked)s, *%(share)s* %(said)s.", **values), _why_alone(series))
    told_both = gettext(
        "%(asked)s, *%(share)s* %(said)s; it was %(before)s %(then)s.",
        before=cell(change_of.before),
        then=then(change_of),
        **values,
    )
    return Sentence.said(told_both, verdict(change_of), _since(series) if says_more(series) else "")


def short(series: Series, place: str) -> Sentence:
    """The same in few words, for paper: the share, the one before, and whether that is a clear change; no margins."""
    latest, change_of = series.latest, series.change
    if latest.figure.value is None:
        return Sentence.said(no_figure(latest, place))
    values = {"asked": _asked(series, place), "share": cell(latest), "said": said(series)}
    if change_of is None or change_of.before.figure.value is None:
        return Sentence.said(gettext("%(asked)s, *%(share)s* %(said)s.", **values))
    values |= {"before": cell(change_of.before), "then": then(change_of)}
    verdict_of = {
        Movement.UP: gettext("*a clear rise*"),
        Movement.DOWN: gettext("*a clear fall*"),
        Movement.NO_CLEAR_CHANGE: gettext("*no clear change*"),
        Movement.CANNOT_TELL: gettext("*nobody can tell* whether that is more than chance"),
    }[change_of.movement]
    return Sentence.said(
        gettext(
            "%(asked)s, *%(share)s* %(said)s. It was %(before)s %(then)s: %(verdict)s.",
            verdict=verdict_of,
            **values,
        )
    )


def _asked(series: Series, place: str) -> str:
    """Of whom: of everybody, or of those alone whom it is about, and then how many they were."""
    latest = series.latest
    values = {"place": name(place), "when": in_time(latest)}
    if not series.question.who:
        return gettext("Of people asked in %(place)s in %(when)s", **values)
    values["who"] = gettext(series.question.who)
    if latest.base is None:
        return gettext("Of %(who)s who answered in %(place)s in %(when)s", **values)
    return gettext(
        "Of %(many)s %(who)s who answered in %(place)s in %(when)s",
        many=language.number(latest.base),
        **values,
    )


def told(series: Series, *, said_once: bool = False) -> Sentence:
    """The same without place and question: "50%; it was 46% a year before. With 1,100 answers that is no clear
    change: …" For a row of a table, whose head says the rest, and that nobody gives the number of answers; also that
    nobody can tell what is more than chance, where it is `said_once` (`untold`)."""
    latest, change_of = series.latest, series.change
    if latest.figure.value is None:
        return Sentence.said(_too_few(latest))
    if change_of is None or change_of.before.figure.value is None:
        return Sentence.said(f"*{cell(latest)}*.", _why_alone(series))
    values = {"share": cell(latest), "before": cell(change_of.before), "then": then(change_of)}
    both = gettext("*%(share)s*; it was %(before)s %(then)s.", **values)
    if change_of.movement is not Movement.CANNOT_TELL:
        return Sentence.said(both, verdict(change_of), _since(series) if says_more(series) else "")
    if said_once:
        return Sentence.said(both)
    return Sentence.said(both, gettext("*Nobody can tell* whether that is more than chance."))


def says_more(series: Series) -> bool:
    """Whether the latest share against the first has another verdict than against the one before."""
    first, change_of = series.since_first, series.change
    if first is None or first.movement is Movement.CANNOT_TELL:
        return False
    return change_of is None or change_of.movement is not first.movement


def since(series: Series) -> Sentence:
    """The latest share against the first that it can be held against; empty where that says nothing."""
    return Sentence.said(_since(series))


def _since(series: Series) -> str:
    of = series.since_first
    if of is None or of.movement is Movement.CANNOT_TELL:
        return ""
    values = {
        "when": first_time(of.before),
        "share": cell(of.before),
        "verdict": {
            Movement.UP: gettext("*a clear rise*"),
            Movement.DOWN: gettext("*a clear fall*"),
            Movement.NO_CLEAR_CHANGE: gettext("*no clear change*"),
        }[of.movement],
        "margin": margin(of),
    }
    return gettext("Since %(when)s, when it was %(share)s, there is %(verdict)s: %(margin)s.", **values)


def first_time(of: Share) -> str:
    """As it reads after "since": "August 2023", or the wave's name where no day is given."""
    return of.row.wave if of.row.last is None else language.month_name(of.figure.period.last)


def untold(many: Sequence[Series]) -> Sentence:
    """Said once over several series of which nobody gives how many answered, where `told` leaves it out (`said_once`);
    nothing where it holds for fewer than two of them or not for all."""
    known = [one for one in many if one.latest.is_known]
    if len(known) < _SEVERAL or any(one.latest.base is not None for one in known):
        return Sentence()
    return Sentence.said(
        gettext(
            "Without the number of answers *nobody can tell* which of these changes are more than chance."
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
        "*%(num)s person* answered in %(place)s in %(when)s. That is too few for a fair figure, which takes at least"
        " %(least)s; it says nothing about %(place)s.",
        "*%(num)s people* answered in %(place)s in %(when)s. That is too few for a fair figure, which takes at least"
        " %(least)s; it says nothing about %(place)s.",
        share.base or 0,
        place=name(place), when=in_time(share), least=LEAST_BASE,
    )  # fmt: skip


def _too_few(share: Share) -> str:
    return ngettext(
        "No figure: *%(num)s person* answered, and at least %(least)s are needed.",
        "No figure: *%(num)s people* answered, and at least %(least)s are needed.",
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
    values = {"answers": _answers(of), "margin": margin_said(of)}
    if movement_of is Movement.NO_CLEAR_CHANGE:
        return gettext("With %(answers)s that is *no clear change*: %(margin)s.", **values)
    if movement_of is Movement.UP:
        return gettext("With %(answers)s that is *a clear rise*: %(margin)s.", **values)
    return gettext("With %(answers)s that is *a clear fall*: %(margin)s.", **values)


def margin_said(of: Difference) -> str:
    """ "+4 points, and allowing for chance anything from −0.2 to +8.2"."""
    value, reach = float(of.points.value or 0), _reach(of)
    if reach is None:
        return signed_points(value)
    return gettext(
        "%(points)s, and allowing for chance anything from %(lower)s to %(upper)s",
        points=signed_points(value), lower=signed(reach.lower), upper=signed(reach.upper),
    )  # fmt: skip


def margin(of: Difference) -> str:
    """The same in a cell: "+4 points (−0.2 to +8.2)"."""
    value, reach = float(of.points.value or 0), _reach(of)
    if reach is None:
        return signed_points(value)
    return gettext(
        "%(points)s (%(lower)s to %(upper)s)",
        points=signed_points(value), lower=signed(reach.lower), upper=signed(reach.upper),
    )  # fmt: skip


def _reach(of: Difference) -> Interval | None:
    """The margin of a change. Test and interval are two formulas: where, within a tenth of a point, one says chance
    and the other does not, the test stands alone, so that no page contradicts itself."""
    reach = of.points.interval
    if reach is None or of.movement is Movement.CANNOT_TELL:
        return None
    holds_none = round(reach.lower, 1) <= 0 <= round(reach.upper, 1)
    return reach if holds_none == (of.movement is Movement.NO_CLEAR_CHANGE) else None


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
    """As it stands in a column headed "Change", over its margin."""
    if of is None:
        return gettext("No comparison")
    return {
        Movement.UP: gettext("Clear rise"),
        Movement.DOWN: gettext("Clear fall"),
        Movement.NO_CLEAR_CHANGE: gettext("No clear change"),
        Movement.CANNOT_TELL: gettext("Cannot tell"),
    }[of.movement]


def moved(of: Movement) -> str:
    """As it stands in a column headed "Clear change?"."""
    return {
        Movement.UP: pgettext("clear change", "Yes, a rise"),
        Movement.DOWN: pgettext("clear change", "Yes, a fall"),
        Movement.NO_CLEAR_CHANGE: pgettext("clear change", "No"),
        Movement.CANNOT_TELL: pgettext("clear change", "Cannot tell"),
    }[of]


def change(of: Difference | None) -> str:
    """The difference and its margin as a cell: "+4 points (−0.2 to +8.2)"; nothing where there is none to tell."""
    return margin(of) if of is not None and of.points.is_known else ""


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
            Movement.UP: gettext(": a clear rise, %(margin)s", margin=margin(of.difference)),
            Movement.DOWN: gettext(": a clear fall, %(margin)s", margin=margin(of.difference)),
            Movement.NO_CLEAR_CHANGE: gettext(": no clear change, %(margin)s", margin=margin(of.difference)),
            Movement.CANNOT_TELL: "",
        }[of.difference.movement]
    )


def _between(before: Share, now: Share) -> tuple[str, str]:
    """Two waves by their years, where those differ: a strand is told in one line."""
    first, last = before.figure.period.last.year, now.figure.period.last.year
    return (str(first), str(last)) if first != last else (in_time(before), in_time(now))
