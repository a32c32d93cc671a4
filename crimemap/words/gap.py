"""The perception gap in words: what police recorded, what people say, and whether the two point the same way.

People are never said to be wrong: the record is what police wrote down, and people know what they live with.
"""

from __future__ import annotations

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext
from crimemap.measures import crime
from crimemap.measures.confidence import Direction, Gap, People, Recorded, Unclear, Verdict
from crimemap.measures.confidence.gap import BETTER, WORSE
from crimemap.survey import LEAST_BASE
from crimemap.terms import CrimeType, Period
from crimemap.words.confidence.shares import cell, in_time, percent, points, question_title
from crimemap.words.confidence.waves import change as change_cell
from crimemap.words.labels import crime_type_inside
from crimemap.words.sentence import Sentence, capital


def gap(found: Gap) -> tuple[Sentence, ...]:
    """The whole of it: what was recorded, what people say, what that makes."""
    return tuple(one for one in (recorded(found), people(found), verdict(found)) if one)


def recorded(found: Gap) -> Sentence:
    """What police recorded over the time that people were asked about; empty where nothing matches it."""
    record = found.recorded
    if record is None or not record.change.is_comparable:
        return Sentence()
    return Sentence.said(capital(_moved(record)), _shorter(record))


def _moved(record: Recorded) -> str:
    now, before = int(record.change.now.value or 0), int(record.change.before.value or 0)
    values = {
        "what": _what(record.what),
        "before": language.number(before),
        "now": language.number(now),
        "first": _year(record.change.before.period),
        "last": _year(record.change.now.period),
    }
    if now == before:
        return gettext("%(what)s stayed at *%(now)s* from %(first)s to %(last)s.", **values)
    if record.percent.value is None:
        told = (
            gettext("%(what)s fell *from %(before)s to %(now)s* from %(first)s to %(last)s", **values)
            if now < before
            else gettext("%(what)s rose *from %(before)s to %(now)s* from %(first)s to %(last)s", **values)
        )
    else:
        values["percent"] = percent(abs(float(record.percent.value)))
        values["between"] = change_interval(record.percent)
        told = (
            gettext(
                "%(what)s *fell by %(percent)s*, from %(before)s in %(first)s to %(now)s in %(last)s (%(between)s)",
                **values,
            )
            if now < before
            else gettext(
                "%(what)s *rose by %(percent)s*, from %(before)s in %(first)s to %(now)s in %(last)s (%(between)s)",
                **values,
            )
        )
    return told + (gettext(": no clear change.") if record.direction is Direction.UNCLEAR else ".")


def _what(of: crime.What) -> str:
    if of is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext("reports of anti-social behaviour")
    return gettext("recorded %(type)s", type=crime_type_inside(of))


def _year(period: Period) -> str:
    return gettext("the 12 months to %(month)s", month=language.month_name(period.last))


def change_interval(of: Figure) -> str:
    """The interval of a change in percent: "between a fall of 17% and one of 13%", or of a fall and a rise."""
    reach = of.interval
    if reach is None:
        return ""
    low, high = percent(abs(reach.lower)), percent(abs(reach.upper))
    if reach.upper < 0:
        return gettext("between %(high)s and %(low)s", low=low, high=high)
    if reach.lower > 0:
        return gettext("between %(low)s and %(high)s", low=low, high=high)
    return gettext("between a fall of %(low)s and a rise of %(high)s", low=low, high=high)


def _shorter(record: Recorded) -> str:
    """That the two years of figures do not lie as far apart as people were asked to look back."""
    if not record.is_shorter:
        return ""
    return ngettext(
        "People were asked about the last %(asked)s years, but these two times lie only %(num)s month apart.",
        "People were asked about the last %(asked)s years, but these two times lie only %(num)s months apart.",
        round(record.years * crime.YEAR),
        asked=language.number(record.asked),
    )


def people(found: Gap) -> Sentence:
    """What people say of the same thing; empty where too few were asked."""
    of = found.people
    if of.net.value is None:
        return Sentence()
    if of.split is not None:
        return Sentence.said(_trend(of))
    return Sentence.said(_problem(found))


def _trend(of: People) -> str:
    split = of.split
    worse, better = (split.share(WORSE), split.share(BETTER)) if split else (None, None)
    values = {
        "when": in_time(of.latest),
        "worse": percent(float(worse.figure.value or 0)) if worse else "",
        "better": percent(float(better.figure.value or 0)) if better else "",
        "net": net_said(of.net),
    }
    return gettext(
        "Asked in %(when)s, *%(worse)s* said that crime had got worse and *%(better)s* that it had got better:"
        " %(net)s that it had got worse.",
        **values,
    )


def _problem(found: Gap) -> str:
    change = found.people.change
    if change is None:
        return ""
    values = {
        "said": gettext(found.question.said_of(change.now.answer)) or question_title(found.question.id),
        "before": percent(float(change.before.figure.value or 0)),
        "now": percent(float(change.now.figure.value or 0)),
        "first": in_time(change.before),
        "last": in_time(change.now),
        "points": net_said(found.people.net),
    }
    if values["before"] == values["now"]:
        return gettext("*%(now)s* %(said)s, in %(first)s as in %(last)s.", **values)
    if (found.people.net.value or 0) > 0:
        return gettext(
            "The share who %(said)s rose *from %(before)s to %(now)s* between %(first)s and %(last)s: %(points)s.",
            **values,
        )
    return gettext(
        "The share who %(said)s fell *from %(before)s to %(now)s* between %(first)s and %(last)s: %(points)s.",
        **values,
    )


def net_said(of: Figure) -> str:
    """A difference with the side that it lies on: "31 points more (between 28 and 34)"; where its interval holds 0
    both ends say their side: "2 points fewer (between 6 fewer and 2 more)"."""
    told, reach = _sided(float(of.value or 0), with_points=True), of.interval
    if reach is None:
        return told
    if reach.lower < 0 < reach.upper:
        low, high = _sided(reach.lower), _sided(reach.upper)
    else:
        low, high = (language.number(end) for end in sorted((abs(reach.lower), abs(reach.upper))))
    return gettext("%(points)s (between %(low)s and %(high)s)", points=told, low=low, high=high)


def _sided(value: float, *, with_points: bool = False) -> str:
    size = points(value) if with_points else language.number(abs(value))
    return gettext("%(size)s more", size=size) if value >= 0 else gettext("%(size)s fewer", size=size)


def recorded_cell(found: Gap) -> str:
    """The change of the record as a cell: "10% fewer, between 7% and 13%"; nothing where no percentage is told."""
    record = found.recorded
    if record is None or record.percent.value is None or not record.change.is_comparable:
        return ""
    size = percent(abs(float(record.percent.value)))
    values = {"size": size, "between": change_interval(record.percent)}
    if record.percent.value < 0:
        return gettext("%(size)s fewer, %(between)s", **values)
    if record.percent.value > 0:
        return gettext("%(size)s more, %(between)s", **values)
    return gettext("no difference, %(between)s", **values)


def years(of: Recorded) -> str:
    """Which two years the record is of."""
    return gettext(
        "Police figures: the 12 months to %(before)s and to %(now)s",
        before=language.month_name(of.change.before.period.last),
        now=language.month_name(of.change.now.period.last),
    )


def shares_cell(found: Gap) -> str:
    """What people said as a cell: "36% worse, 5% better", "52%, now 45%", or why there is none."""
    of = found.people
    worse, better = (of.split.share(WORSE), of.split.share(BETTER)) if of.split else (None, None)
    if worse and better and of.net.value is not None:
        return gettext("%(worse)s worse, %(better)s better", worse=cell(worse), better=cell(better))
    if of.change is None or of.net.value is None:
        return cell(of.latest)
    return gettext("%(before)s, now %(now)s", before=cell(of.change.before), now=cell(of.change.now))


def people_cell(found: Gap) -> str:
    """The difference in what people say as a cell: "31 points more say worse than better, 28 to 34", or from one time
    to the other, "−7 points (−11.1 to −2.9)"; nothing where there is none."""
    of, net = found.people, found.people.net
    if net.value is None:
        return ""
    if of.change is not None:
        return change_cell(of.change)
    values = {"points": points(float(net.value)), "reach": ""}
    if net.interval is not None:
        sign = 1 if net.value >= 0 else -1
        low, high = sorted((sign * net.interval.lower, sign * net.interval.upper))
        values["reach"] = gettext(
            ", %(low)s to %(high)s", low=language.number(round(low)), high=language.number(round(high))
        )
    if net.value >= 0:
        return gettext("%(points)s more say worse than better%(reach)s", **values)
    return gettext("%(points)s more say better than worse%(reach)s", **values)


def verdict_cell(found: Gap) -> str:
    """As it stands in a column headed "Do they point the same way?", with the reason in a few words."""
    if found.verdict is Verdict.CANNOT_TELL:
        return gettext("Cannot tell: %(why)s", why=_shortly(found.why or Unclear.CHANCE))
    return gettext("Same way") if found.verdict is Verdict.SAME else gettext("Opposite ways")


def _shortly(why: Unclear) -> str:
    return {
        Unclear.TOO_FEW_ASKED: gettext("too few answers"),
        Unclear.NO_EARLIER_WAVE: gettext("people asked once"),
        Unclear.NO_BASE: gettext("number of answers not given"),
        Unclear.PERIODS: gettext("no police figures for then"),
        Unclear.NOT_SUPPLIED: gettext("police figures incomplete"),
        Unclear.BREAK: gettext("recording changed"),
        Unclear.TIMES: gettext("times do not match"),
        Unclear.RECORD_UNCLEAR: gettext("police figures too close"),
        Unclear.CHANCE: gettext("people’s answers too close"),
    }[why]


def verdict(found: Gap) -> Sentence:
    """Whether the two point the same way, or why nobody can tell."""
    if found.verdict is Verdict.CANNOT_TELL:
        return Sentence.said(gettext("*Nobody can tell* whether the two point the same way."), unclear(found))
    if found.verdict is Verdict.SAME:
        return Sentence.said(gettext("*The two point the same way.*"))
    return Sentence.said(gettext("*The two point opposite ways.*"))


def unclear(found: Gap) -> str:
    """Why nobody can tell; nothing where one can."""
    if found.why is None:
        return ""
    return {
        Unclear.TOO_FEW_ASKED: gettext("Fewer than %(least)s people answered.", least=LEAST_BASE),
        Unclear.NO_EARLIER_WAVE: gettext("People were asked once, or not twice in the same way."),
        Unclear.NO_BASE: gettext("The file does not say how many people were asked."),
        Unclear.PERIODS: gettext("The recorded figures here do not cover the time that people were asked about."),
        Unclear.NOT_SUPPLIED: gettext("Recorded figures are missing or incomplete for some of that time."),
        Unclear.BREAK: gettext("The way of recording changed in that time."),
        Unclear.TIMES: gettext("The police figures are not of the time that people were asked about."),
        Unclear.RECORD_UNCLEAR: gettext("What was recorded shows no clear change."),
        Unclear.CHANCE: gettext("The difference in what people say may be chance."),
    }[found.why]  # fmt: skip


def note() -> str:
    """What a recorded figure is, said beside every gap (rule Q2)."""
    return gettext(
        "A recorded figure is not the whole truth: it is what police wrote down. Inspectors found in 2014 that about"
        " 1 in 5 crimes that police were told of was not recorded, and what nobody tells them is in no count. A gap"
        " says that two sources differ, not which is right. Police recorded crime is an official statistic, not an"
        " accredited one."
    )
