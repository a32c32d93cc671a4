"""Words of the chart that sets what police recorded beside what people say."""

from __future__ import annotations

from collections.abc import Iterable

from crimemap import language
from crimemap.language import gettext
from crimemap.measures.confidence.gap import BETTER, WORSE, Gap
from crimemap.measures.confidence.questions import Topic
from crimemap.measures.confidence.shares import Share
from crimemap.words.confidence import percent, question_title
from crimemap.words.confidence_charts import share, too_few
from crimemap.words.gap import change_interval, net_said, verdict_cell


def gap_title(place: str) -> str:
    """What is set beside what."""
    return gettext("What police recorded in %(place)s beside what people say", place=place)


def gaps_described(gaps: Iterable[Gap]) -> str:
    """Each topic: what was recorded, what people say, both with their intervals, and the verdict."""
    told = []
    for one in gaps:
        of = one.recorded.percent if one.recorded else None
        record = ", ".join(text for text in (gap_recorded(one), change_interval(of) if of else "") if text)
        net = one.people.net
        say = gap_people(one) if net.value is None else f"{gap_people(one)}, {net_said(net)}"
        told.append(
            gettext(
                "%(topic)s: police recorded: %(record)s; people say: %(people)s; %(verdict)s.",
                topic=question_title(one.question.id), record=record, people=say, verdict=verdict_cell(one),
            )
        )  # fmt: skip
    return " ".join(told)


def gap_recorded(of: Gap) -> str:
    """At the mark of the record: "15% fewer"; of small counts both; or why there is none."""
    record = of.recorded
    if record is None:
        return gettext("no figures for that time")
    if record.change.broken_by is not None:
        return gettext("recorded in another way since")
    if not record.change.is_comparable:
        return gettext("not supplied in full")
    now, before = record.change.now.value or 0, record.change.before.value or 0
    if record.percent.value is None:
        return gettext("from %(before)s to %(now)s", before=language.number(before), now=language.number(now))
    if now == before:
        return gettext("no difference")
    size = percent(abs(float(record.percent.value)))
    return gettext("%(share)s fewer", share=size) if now < before else gettext("%(share)s more", share=size)


def gap_people(of: Gap) -> str:
    """At the mark of what people say: "36% worse, 5% better", "4 points more"; or why there is none."""
    asked = of.people
    worse, better = (asked.split.share(WORSE), asked.split.share(BETTER)) if asked.split else (None, None)
    if asked.net.value is not None and worse and better:
        told = gettext("%(worse)s worse, %(better)s better", worse=share(worse), better=share(better))
        return _with_small(told, worse)
    if asked.change is None and asked.split is None and asked.latest.is_known:
        return gettext("asked once, or in another way before")
    if asked.net.value is None or asked.change is None:
        return too_few()
    values = {"now": share(asked.change.now), "before": share(asked.change.before)}
    if of.question.topic is Topic.SCALE:
        told = gettext("%(now)s a high level, was %(before)s", **values)
    else:
        told = gettext("%(now)s a big problem, was %(before)s", **values)
    return _with_small(told, asked.change.now, asked.change.before)


def _with_small(told: str, *shares: Share) -> str:
    """What people say, with a word where few said it (rule S4)."""
    if any(one.is_small for one in shares):
        return gettext("%(told)s (small sample)", told=told)
    return told


def police_head() -> str:
    """Over what police recorded."""
    return gettext("Police recorded")


def people_head() -> str:
    """Over what people say."""
    return gettext("People say")


def police_unit() -> str:
    """What its scale counts."""
    return gettext("change in per cent")


def people_unit() -> str:
    """What its scale counts."""
    return gettext("difference in points")


def police_sides() -> tuple[str, str]:
    """What lies left and right of nought in the record."""
    return gettext("fewer"), gettext("more")


def people_sides() -> tuple[str, str]:
    """What lies left and right of nought in what people say."""
    return gettext("better"), gettext("worse")
