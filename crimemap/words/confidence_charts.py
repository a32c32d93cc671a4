"""Words of the charts of shares: their titles and descriptions, what stands at a mark, and how to read the marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext
from crimemap.measures.confidence.shares import Movement, Share, period_of
from crimemap.measures.confidence.similar import Similar
from crimemap.measures.confidence.strands import Strand, Strands
from crimemap.measures.confidence.targets import Trajectory
from crimemap.measures.confidence.waves import Broken, Series, SplitWave, Wave
from crimemap.survey import LEAST_BASE, SMALL_BASE
from crimemap.terms import Month
from crimemap.words.confidence import answer_label, interval, movement, percent, question_title, titled

MOST_TOLD: Final = 12
"""Of more waves than this a description tells the first, the last, the highest and the lowest."""


def share(of: Share) -> str:
    """At a mark: "46%"."""
    return percent(float(of.figure.value or 0))


def month(wave: Wave) -> str:
    """Under a wave: "Apr 2026", the month in which the asking ended, or the year that it is named after."""
    return _when(wave.share)


def year(wave: Wave) -> str:
    """The same where there is less room."""
    return str(period_of(wave.row).last.year)


def _when(of: Share) -> str:
    last = period_of(of.row).last
    return str(last.year) if of.row.last is None else language.month_name(last, "abbreviated")


def dated(of: Share, *, short: bool = False) -> str:
    """At a mark that stands alone: "Apr 2026: 50%"; with why it is not as sure as others. `short`: as little as will
    do."""
    said = (
        [share(of), "" if short else wave_note(of)] if of.is_known else [too_few() if short else no_figure()]
    )
    return gettext("%(when)s: %(share)s", when=_when(of), share=", ".join(text for text in said if text))


def no_figure() -> str:
    """Why a wave has its place and no mark."""
    return gettext("no figure: fewer than %(num)s answers", num=language.number(LEAST_BASE))


def nothing() -> str:
    """The same where there is hardly any room."""
    return gettext("no figure")


def too_few() -> str:
    """The same where there is little room."""
    return gettext("fewer than %(num)s answers", num=language.number(LEAST_BASE))


def not_asked() -> str:
    """Where a place, or a strand, has no row in the survey."""
    return gettext("not asked")


def no_share(of: Share | None) -> str:
    """Why a place has no mark."""
    return too_few() if of else not_asked()


def place_of(place: str, of: Share, *, same_wave: bool = True) -> str:
    """A place with what sets its share apart: asked at another time, by few."""
    apart = ["" if same_wave else _when(of), gettext("small sample") if of.is_small else ""]
    told = ", ".join(text for text in apart if text)
    return gettext("%(place)s (%(apart)s)", place=place, apart=told) if told else place


def all_unsure() -> str:
    """Under a chart in which nobody knows of any share how sure it is."""
    return gettext("How sure these are is not known.")


def small_sample() -> str:
    """Under answers that few gave."""
    return gettext("small sample: fewer than %(num)s answers", num=language.number(SMALL_BASE))


def wave_note(of: Share) -> str:
    """What must be said at a wave's mark; empty where nothing."""
    if not of.is_known:
        return no_figure()
    if of.figure.interval is None:
        return gettext("how sure is not known")
    return gettext("small sample") if of.is_small else ""


def broken(why: Broken, *, short: bool = False) -> str:
    """At the line where a series breaks; `short`: as little as will do."""
    if short:
        return {
            Broken.WORDING: gettext("other words"),
            Broken.MODE: gettext("another way"),
            Broken.POPULATION: gettext("other people"),
        }[why]
    return {
        Broken.WORDING: gettext("other words from here"),
        Broken.MODE: gettext("asked in another way from here"),
        Broken.POPULATION: gettext("other people asked from here"),
    }[why]


def target(of: Trajectory) -> str:
    """At the mark of a target."""
    by = language.month_name(Month.of(of.due), "abbreviated")
    return gettext("target %(value)s by %(month)s", value=percent(float(of.target.value or 0)), month=by)


def baseline(of: Figure) -> str:
    """At the beginning of the way to a target."""
    return gettext("baseline %(value)s", value=percent(float(of.value or 0)))


def question(series: Series) -> str:
    """Over a pair of waves."""
    return question_title(series.question.id)


def strand_title(of: Strand) -> str:
    """Beside a strand."""
    return question_title(of.question.id)


def pair_verdict(series: Series) -> str:
    """Beside two waves; empty where there is but one."""
    return movement(series.change) if series.change else ""


def strand_verdict(of: Strand) -> str:
    """Beside a strand, of its latest wave against the one before; empty where nobody can tell."""
    change = of.series.change if of.series else None
    return movement(change) if change and change.movement is not Movement.CANNOT_TELL else ""


def due(of: Trajectory) -> tuple[str, str]:
    """Under the mark of a target: its month, or its year alone."""
    month = Month.of(of.due)
    return language.month_name(month, "abbreviated"), str(month.year)


def answer(of: Share) -> str:
    """At a part of the bar of all answers."""
    return answer_label(of.row.question, of.answer)


def not_given() -> str:
    """At the part of the bar of which the file has no answer."""
    return gettext("Not in the file")


def waves_title(series: Series, place: str) -> str:
    """The question and its answer, the place, the survey."""
    return gettext(
        "%(place)s, %(survey)s: %(question)s",
        question=titled(series.question.id, series.answer),
        place=place,
        survey=series.survey,
    )


def waves_described(series: Series, trajectory: Trajectory | None) -> str:
    """Every wave with its figure, interval and what must be said of it; of a long series where it began, its ends."""
    waves = series.waves
    told = [_wave_told(wave) for wave in waves]
    many = ngettext("Asked %(num)s time.", "Asked %(num)s times.", len(waves))
    if len(waves) > MOST_TOLD:
        told = [_wave_told(wave) for wave in _turns(waves)]
        many = gettext("%(many)s The first, the highest, the lowest and the latest:", many=many)
    aim = [gettext("Dashed line to the %(target)s", target=target(trajectory))] if trajectory else []
    return f"{many} {'; '.join([*told, *aim])}."


def _turns(waves: Sequence[Wave]) -> Iterator[Wave]:
    known = [wave for wave in waves if wave.share.is_known] or list(waves)
    highest = max(known, key=lambda wave: wave.share.figure.value or 0)
    lowest = min(known, key=lambda wave: wave.share.figure.value or 0)
    yield from (wave for wave in waves if wave in (known[0], highest, lowest, waves[-1]))


def _wave_told(wave: Wave) -> str:
    said = [broken(wave.broken)] if wave.broken else []
    return "; ".join([*said, _told(wave.share)])


def _told(of: Share) -> str:
    return ", ".join(text for text in (dated(of), interval(of)) if text)


def pairs_title(place: str) -> str:
    """What people feel there, at the latest wave and the one before."""
    return gettext("How people feel in %(place)s: the latest time of asking and an earlier one", place=place)


def pairs_described(series: Sequence[Series], trajectory: Trajectory | None) -> str:
    """Each question with its one or two waves and the verdict."""
    told = []
    for n, one in enumerate(series):
        shares = [one.change.before, one.change.now] if one.change else [one.latest]
        parts = [*map(_told, shares), pair_verdict(one), target(trajectory) if trajectory and n == 0 else ""]
        told.append(f"{question(one)}: {'; '.join(part for part in parts if part)}.")
    return " ".join(told)


def shares_title(similar: Similar) -> str:
    """The own area among those like it."""
    return gettext("%(place)s beside areas like it", place=similar.group.area.name)


def shares_described(places: Iterable[tuple[str, Share | None]]) -> str:
    """Each place with its share and interval, by place."""
    told = [
        f"{name}: {', '.join(text for text in (share(of), interval(of), wave_note(of)) if text)}"
        if of and of.is_known
        else f"{name}: {no_share(of)}"
        for name, of in places
    ]
    return f"{'; '.join(told)}."


def strands_title(place: str) -> str:
    """What is drawn seven times."""
    return gettext("Seven kinds of anti-social behaviour seen as a big problem in %(place)s", place=place)


def strands_described(strands: Strands) -> str:
    """Each strand with all its waves, in the order of the list."""
    told = []
    for one in strands.strands:
        said = "; ".join(_wave_told(wave) for wave in one.series.waves) if one.series else not_asked()
        verdict = strand_verdict(one)
        told.append(f"{strand_title(one)}: {said}{f'. {verdict}' if verdict else ''}.")
    return " ".join(told)


def split_title(wave: SplitWave, place: str) -> str:
    """The question, the place, when."""
    return gettext(
        "Every answer in %(place)s, %(when)s: %(question)s",
        question=question_title(wave.row.question),
        place=place,
        when=_when(wave.shares[0]),
    )


def split_described(wave: SplitWave) -> str:
    """Each answer with its share."""
    return f"{'; '.join(f'{answer(one)} {share(one)}' for one in wave.shares)}."


def waves_note(series: Series, trajectory: Trajectory | None = None) -> str:
    """How to read the marks of a chart of waves: of those that occur."""
    shares = [wave.share for wave in series.waves]
    return _read(
        shares,
        solid=len(shares) > 1 and series.latest.is_known,
        broken=any(wave.broken for wave in series.waves),
        aim=trajectory is not None,
    )


def strands_note(strands: Strands) -> str:
    """The same under the seven."""
    waves = [wave for one in strands.asked for wave in one.waves]
    said = _read(
        [wave.share for wave in waves],
        solid=any(len(one.waves) > 1 and one.latest.is_known for one in strands.asked),
        broken=any(wave.broken for wave in waves),
    )
    if any(wave.share.figure.interval for wave in waves):
        said += " " + gettext("Where no line shows, the interval is no wider than the mark.")
    if any(wave.share.is_small for wave in waves):
        said += " " + gettext("Some are small samples: the table says which.")
    if any(strand_verdict(one) for one in strands.strands):
        said += " " + gettext("The words under each name compare the latest time with the one before.")
    return said


def pairs_note(series: Sequence[Series]) -> str:
    """The same under pairs of waves."""
    pairs = [[one.change.before, one.change.now] if one.change else [one.latest] for one in series]
    solid = any(len(pair) > 1 and pair[-1].is_known for pair in pairs)
    return _read([of for pair in pairs for of in pair], solid=solid)


def shares_note(similar: Similar) -> str:
    """The same under an area and those like it, and what the band is."""
    shares = [similar.own, *(row.share for row in similar.rows if row.share)]
    said = [_read(shares)]
    if similar.own.figure.interval:
        said.append(
            gettext(
                "The pale band is as wide as the line of %(place)s. Lines that meet may still differ clearly, as a"
                " difference has a margin of its own: the table says which do.",
                place=similar.group.area.name,
            )
        )
    return " ".join(text for text in said if text)


def _read(shares: Sequence[Share], *, solid: bool = False, broken: bool = False, aim: bool = False) -> str:
    """`solid`: whether a latest wave stands beside an earlier one."""
    known = [of for of in shares if of.is_known]
    marks = {
        gettext("The filled mark is the latest time of asking."): solid,
        gettext("The line through a mark is its 95% interval: how far chance may have moved it."): any(
            of.figure.interval for of in known
        ),
        gettext("A square: the file does not say how many answered, so nobody knows how sure it is."): any(
            of.figure.interval is None for of in known
        ),
        gettext(
            "A dashed frame: fewer than %(num)s people answered, so there is no figure.", num=LEAST_BASE
        ): len(known) < len(shares),
        gettext(
            "A dotted upright: the question, the way of asking or the people asked changed there."
        ): broken,
        gettext("The dashed line runs to the target."): aim,
    }
    return " ".join(text for text, occurs in marks.items() if occurs)
