"""What a partnership's page says beside its shares: target, similar areas, answers that make 100, polls."""

from __future__ import annotations

from typing import Final

from crimemap import language
from crimemap.language import gettext, ngettext
from crimemap.measures.comparison import Basis
from crimemap.measures.confidence import (
    Against,
    Confidence,
    Share,
    Similar,
    SimilarRow,
    Split,
    SplitWave,
    Trajectory,
    Why,
)
from crimemap.measures.confidence.targets import last_day
from crimemap.measures.definitions import Polarity
from crimemap.survey import LEAST_BASE
from crimemap.words.confidence.shares import (
    answer_label,
    in_time,
    interval,
    percent,
    question_title,
)
from crimemap.words.confidence.waves import margin_said
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
            "%(num)s person answered in %(place)s: too few for a fair figure, which takes at least %(least)s.",
            "%(num)s people answered in %(place)s: too few for a fair figure, which takes at least %(least)s.",
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
    return Sentence.said(_stood(way, latest, values), _beside_line(found, values))


def _beside_line(found: Confidence, values: dict[str, str]) -> str:
    if found.against is Against.ON_OR_ABOVE:
        return gettext("%(share)s (%(interval)s) is *on or above that*.", **values)
    if found.against is Against.BELOW:
        return gettext("%(share)s (%(interval)s) is *below that*.", **values)
    if _is_there(found):
        return gettext(
            "%(share)s is at the target already. But it may be anything %(interval)s, so it is *too close to say*"
            " whether it is ahead or behind.",
            **values,
        )
    return gettext("%(share)s (%(interval)s) is *too close to say* whether it is ahead or behind.", **values)


def _is_there(found: Confidence) -> bool:
    way, latest = found.trajectory, found.latest
    if way is None or latest is None:
        return False
    ahead = float(latest.figure.value or 0) - float(way.target.value or 0)
    return ahead <= 0 if way.better is Polarity.LOWER else ahead >= 0


def _stood(way: Trajectory, latest: Share, values: dict[str, str]) -> str:
    if last_day(latest) >= way.due:
        return gettext(
            "The target of %(line)s was due when people were last asked, up to %(when)s.", **values
        )
    return gettext(
        "To be on course for %(target)s, it should have been about %(line)s when people were last asked, in %(month)s.",
        target=percent(float(way.target.value or 0)),
        month=language.month_name(latest.figure.period.last),
        **values,
    )


def similar(found: Similar, place: str) -> Sentence:
    """How many of the areas beside it differ from it clearly; never who is first."""
    if not found.known:
        return Sentence.said(
            gettext("None of the areas beside %(place)s has a figure of the same survey.", place=name(place))
        )
    if not found.told:
        return Sentence.said(
            gettext(
                "The file does not say how many people were asked, so *nobody can tell* whether %(place)s differs"
                " from the areas beside it.",
                place=name(place),
            )
        )
    if len(found.told) == 1:
        return Sentence.said(_one_similar(found.told[0], place))
    return Sentence.said(
        ngettext(
            "Of %(num)s area with a figure of the same survey, *%(apart)s* differs clearly from %(place)s.",
            "Of %(num)s areas with a figure of the same survey, *%(apart)s* differ clearly from %(place)s.",
            len(found.told),
            apart=language.number(found.apart), place=name(place),
        )
    )  # fmt: skip


def _one_similar(row: SimilarRow, place: str) -> str:
    values = {"place": name(place), "other": name(row.area.name)}
    if row.difference is not None:
        values["margin"] = margin_said(row.difference)
    if row.differs:
        return gettext("%(place)s and %(other)s *differ clearly*: %(margin)s.", **values)
    return gettext("%(place)s and %(other)s *do not differ clearly*: %(margin)s.", **values)


def similar_note(found: Similar) -> str:
    """Which areas these are, and how they are compared."""
    basis = {
        Basis.SUPPLIED: gettext("These areas were named as similar in the figures’ input file."),
        Basis.NATION: gettext("These are the others here of the same nation: no list of similar areas was supplied."),
        Basis.WITHIN: gettext("These are the others of its kind around it."),
    }[found.group.basis]  # fmt: skip
    if not found.told:
        return basis
    told = gettext("A difference has its own margin; where that holds zero, the two do not differ clearly.")
    return f"{basis} {told}"


def similar_cell(row: SimilarRow) -> str:
    """As it stands in a column headed "Differs clearly?"."""
    if row.differs is None:
        return gettext("Cannot tell")
    return gettext("Yes") if row.differs else gettext("No")


def others(wave: SplitWave, told: str) -> str:
    """What those said who did not give the answer that is `told`: "The others: 24% neither …, 20% …"."""
    rest = [
        gettext("“%(answer)s” (%(share)s)", answer=answer_label(wave.row.question, one.answer),
                share=percent(float(one.figure.value or 0)))
        for one in wave.shares
        if one.answer != told
    ]  # fmt: skip
    return gettext("The others answered %(answers)s.", answers=listed(rest)) if rest else ""


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
        " is, and it is compared with nothing else."
    )


def wider_note() -> str:
    """What stands over forces, regions and nations."""
    return gettext(
        "These surveys were drawn to speak for wider areas. They say nothing of any one partnership in them."
    )
