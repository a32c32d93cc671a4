"""What a partnership's page says beside its shares: target, similar areas, strands, answers that make 100, polls."""

from __future__ import annotations

from typing import Final

from crimemap import language
from crimemap.language import gettext, ngettext
from crimemap.measures.comparison import Basis
from crimemap.measures.confidence import (
    Against,
    Confidence,
    Series,
    Share,
    Similar,
    SimilarRow,
    Split,
    SplitWave,
    Strands,
    Trajectory,
    Why,
)
from crimemap.measures.confidence.targets import last_day
from crimemap.survey import LEAST_BASE
from crimemap.words.confidence.shares import (
    answer_label,
    in_time,
    interval,
    percent,
    question_title,
)
from crimemap.words.confidence.waves import step
from crimemap.words.labels import listed
from crimemap.words.sentence import Sentence, capital, name

_BETTER: Final = "better"
_SAME: Final = "same"
_WORSE: Final = "worse"
_UNKNOWN: Final = "dont-know"


def why(of: Why, place: str, answers: int | None = None) -> str:
    """Why an area has no figure. `answers`: how many there were, where too few."""
    if of is Why.TOO_FEW and answers is not None:
        return ngettext(
            "%(num)s person answered in %(place)s. Fewer than %(least)s answers say too little, so there is no figure.",
            "%(num)s people answered in %(place)s. Fewer than %(least)s answers say too little, so there is no figure.",
            answers, place=place, least=LEAST_BASE,
        )  # fmt: skip
    return {
        Why.NOT_ASKED: gettext(
            "No survey that asked this in %(place)s was supplied. That says nothing of how people there feel.",
            place=place,
        ),
        Why.TOO_FEW: gettext(
            "Fewer than %(least)s people answered in %(place)s, so there is no figure.", place=place, least=LEAST_BASE
        ),
        Why.NOT_SAMPLED: gettext(
            "This was asked by a survey of a wider area, which was not drawn to say anything of %(place)s.", place=place
        ),
    }[of]  # fmt: skip


def nobody(place: str = "") -> str:
    """That there are no survey results at all: of one area, or of the whole site."""
    if place:
        return gettext(
            "No survey results were supplied for %(place)s. That says nothing of how people there feel: ask the"
            " partnership whether it has asked them.",
            place=place,
        )
    return gettext(
        "No survey results were supplied to this site. That says nothing of how people feel: ask your partnership"
        " whether it has asked them."
    )


def of_part(part: str, partnership: str) -> str:
    """On the page of a smaller area: whose figure this is."""
    return gettext(
        "%(part)s is part of %(partnership)s, and this is how people feel in the whole of %(partnership)s.",
        part=part, partnership=partnership,
    )  # fmt: skip


def not_sampled_below(part: str) -> str:
    """Why a smaller area has no figure of its own (rule S7)."""
    return gettext("The survey was not drawn to say anything of %(part)s alone.", part=part)


def other_question(found: Confidence) -> str:
    """That another question stands in for the headline; nothing where it does not."""
    if not found.is_other_question or found.headline is None:
        return ""
    return gettext(
        "Nobody supplied figures for %(place)s on whether police and council deal with what matters there. What was"
        " asked is another question, “%(title)s”, and the two do not compare.",
        place=found.area.name, title=question_title(found.headline.question.id),
    )  # fmt: skip


def target(found: Trajectory) -> Sentence:
    """What was to be reached by when, and from where."""
    values = {"target": percent(float(found.target.value or 0)), "due": language.day(found.due)}
    if found.baseline is None or found.started is None:
        return Sentence.said(gettext("The target is *%(target)s by %(due)s*.", **values))
    return Sentence.said(
        gettext(
            "The target is *%(target)s by %(due)s*, from %(baseline)s in %(start)s.",
            baseline=percent(float(found.baseline.value or 0)),
            start=language.month_name(found.baseline.period.last),
            **values,
        )
    )


def target_verdict(found: Confidence) -> Sentence:
    """The latest wave beside the straight line to the target, by its interval; an empty sentence without a target."""
    against, way, latest = found.against, found.trajectory, found.latest
    if against is None or way is None or latest is None:
        return Sentence()
    line = way.expected(last_day(latest))
    if line is None:
        return Sentence.said(
            gettext("No baseline was given, so there is no line from which to say how far the way is gone.")
        )
    if latest.figure.interval is None:
        return Sentence.said(
            gettext(
                "The file does not say how many people were asked, so *nobody can tell* whether the figure reaches it."
            )
        )
    values = {
        "line": percent(line),
        "share": percent(float(latest.figure.value or 0)),
        "interval": interval(latest),
        "when": language.day(last_day(latest)),
    }
    stood = _stood(way, latest, values)
    return Sentence.said(
        stood,
        {
            Against.ON_OR_ABOVE: gettext("%(share)s (%(interval)s) is *on or above it*.", **values),
            Against.BELOW: gettext("%(share)s (%(interval)s) is *below it*.", **values),
            Against.CANNOT_TELL: gettext(
                "%(share)s (%(interval)s) may be on either side of it: *nobody can tell*.", **values
            ),
        }[against],
    )


def _stood(way: Trajectory, latest: Share, values: dict[str, str]) -> str:
    if last_day(latest) >= way.due:
        return gettext(
            "The target of %(line)s was due when people were last asked, up to %(when)s.", **values
        )
    return gettext("On a straight line to the target, %(line)s was to be reached by %(when)s.", **values)


def similar(found: Similar, place: str) -> Sentence:
    """How many of the areas beside it cannot be told apart from it; never who is first."""
    known = len(found.known)
    if not known:
        return Sentence.said(
            gettext("None of the areas that %(place)s is set beside has a figure of the same survey.",
                    place=name(place))
        )  # fmt: skip
    if found.own.figure.interval is None or not (found.overlapping or found.apart):
        return Sentence.said(
            gettext(
                "The file does not say how many people were asked, so *nobody can tell* whether %(place)s differs"
                " from the areas that it is set beside.",
                place=name(place),
            )
        )
    told = [row for row in found.rows if row.overlaps is not None]
    if len(told) == 1:
        return Sentence.said(_one_similar(told[0], place))
    return Sentence.said(
        ngettext(
            "Of %(num)s area with a figure of the same survey, the interval of *%(over)s* overlaps that of %(place)s.",
            "Of %(num)s areas with a figure of the same survey, the intervals of *%(over)s* overlap that of %(place)s.",
            len(told),
            over=language.number(found.overlapping), place=name(place),
        )
    )  # fmt: skip


def _one_similar(row: SimilarRow, place: str) -> str:
    values = {"place": name(place), "other": name(row.area.name)}
    if row.overlaps:
        return gettext("The interval of %(place)s *overlaps* that of %(other)s in the same survey.", **values)
    return gettext(
        "The interval of %(place)s *does not overlap* that of %(other)s in the same survey.", **values
    )


def similar_note(found: Similar) -> str:
    """Which areas these are, and what an overlap says."""
    basis = {
        Basis.SUPPLIED: gettext("These areas were named as similar in the figures’ input file."),
        Basis.NATION: gettext("These are the others here of the same nation: nobody named similar ones."),
        Basis.WITHIN: gettext("These are the others of its kind around it."),
    }[found.group.basis]  # fmt: skip
    order = gettext("They stand by place, in no order of their figures.")
    if not any(row.overlaps is not None for row in found.rows):
        return f"{basis} {order}"
    chance = gettext("Where intervals overlap, chance may have made the difference.")
    return f"{basis} {order} {chance}"


def similar_cell(row: SimilarRow) -> str:
    """As it stands in a column headed "Interval overlaps?"."""
    if row.overlaps is None:
        return gettext("cannot tell")
    return gettext("overlaps") if row.overlaps else gettext("does not overlap")


def strand(series: Series) -> Sentence:
    """One of the seven over its waves, the latest step first; a single wave is told as it is."""
    title = gettext(series.question.title)
    if len(series.waves) == 1:
        share = series.latest
        if share.figure.value is None:
            return Sentence.said(gettext("%(title)s: too few answers for a figure.", title=title))
        return Sentence.said(
            gettext("%(title)s: *%(share)s* in %(when)s.", title=title, share=percent(share.figure.value),
                    when=in_time(share))
        )  # fmt: skip
    if not any(wave.share.is_known for wave in series.waves):
        return Sentence.said(gettext("%(title)s: too few answers for a figure.", title=title))
    steps = [step(one) for one in reversed(series.steps)]
    return Sentence.said(gettext("%(title)s: %(steps)s.", title=title, steps="; ".join(steps)))


def strands_note(found: Strands) -> tuple[str, ...]:
    """What these series are and are not; and that nobody can tell chance from change, where that is so."""
    notes = [
        gettext(
            "Each is a question of its own. NI 17 is a score over all seven answers of one person: it cannot be had"
            " from these percentages, and they are not added or averaged."
        )
    ]
    if not found.is_whole and found.asked:
        notes.append(
            ngettext("%(num)s of the seven was asked.", "%(num)s of the seven were asked.", len(found.asked))
        )
    shown = [wave.share for series in found.asked for wave in series.waves if wave.share.is_known]
    if shown and all(one.figure.interval is None for one in shown):
        notes.append(
            gettext(
                "The file does not say how many people were asked, so nobody can tell which of these changes are more"
                " than chance."
            )
        )
    if not found.scale and not found.reported:
        notes.append(gettext("Nobody supplied the score itself."))
    return tuple(notes)


def trend(split: Split, place: str) -> Sentence:
    """Whether people say that crime got better or worse, all answers in one sentence."""
    wave = split.latest
    if wave.total is None:
        return Sentence.said(
            gettext("Fewer than %(least)s people answered, so there is no figure.", least=LEAST_BASE)
        )
    parts = [_answer(wave, one) for one in (_WORSE, _BETTER, _SAME, _UNKNOWN) if wave.share(one)]
    rest = [one for one in wave.shares if one.answer not in {_WORSE, _BETTER, _SAME, _UNKNOWN}]
    parts += [
        gettext("%(share)s “%(answer)s”", share=percent(float(one.figure.value or 0)),
                answer=answer_label(split.id, one.answer))
        for one in rest
    ]  # fmt: skip
    years = split.question.years if split.question else 1
    told = ngettext(
        "Asked in %(when)s about crime in %(place)s over the last year: %(parts)s.",
        "Asked in %(when)s about crime in %(place)s over the last %(num)s years: %(parts)s.",
        years,
        when=in_time(wave.shares[0]), place=name(place), parts=listed(parts),
    )  # fmt: skip
    return Sentence.said(capital(told))


def _answer(wave: SplitWave, answer: str) -> str:
    share = wave.share(answer)
    value = percent(float(share.figure.value or 0)) if share else ""
    return {
        _WORSE: gettext("*%(share)s* say that it got worse", share=value),
        _BETTER: gettext("*%(share)s* that it got better", share=value),
        _SAME: gettext("%(share)s that it stayed the same", share=value),
        _UNKNOWN: gettext("%(share)s do not know", share=value),
    }[answer]


def trend_sum(wave: SplitWave) -> str:
    """Whether the answers make a hundred; nothing where they need not."""
    if wave.adds_up is None or wave.total is None:
        return ""
    if wave.adds_up:
        return gettext("Together the answers make %(total)s.", total=language.percent(1))
    return gettext(
        "Together the answers make %(total)s, not %(all)s: the file leaves something out or has a mistake.",
        total=language.percent(wave.total / 100, 0 if wave.total == round(wave.total) else 1),
        all=language.percent(1),
    )


def poll_note() -> str:
    """What stands over polls, which are apart from every survey (rule S5)."""
    return gettext(
        "Whoever wanted to could answer. That is no sample of the people who live here, so nobody can say how sure it"
        " is, and it is set beside nothing else."
    )


def wider_note() -> str:
    """What stands over forces, regions and nations."""
    return gettext(
        "These surveys were drawn to speak for wider areas. They say nothing of any one partnership in them."
    )
