"""One share in words: its figure, how sure it is, who was asked when and how, and what nobody gives."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from crimemap import language
from crimemap.figure import Figure
from crimemap.language import gettext, ngettext
from crimemap.measures.confidence import OverviewRow, Share, Why, questions
from crimemap.release import Area
from crimemap.survey import LEAST_BASE, SMALL_BASE, Conduct, Lack, Level, Result
from crimemap.terms import AreaKind
from crimemap.words.quality import Fact

_HALF: Final = 0.5
_ALL: Final = 100
_MANY: Final = 2


def percent(value: float) -> str:
    """50.2 → "50%". What is not quite none or all is not said to be: "less than 1%", "more than 99%"."""
    if 0 < value <= _HALF:
        return gettext("less than %(percent)s", percent=language.percent(0.01))
    if _ALL - _HALF <= value < _ALL:
        return gettext("more than %(percent)s", percent=language.percent(0.99))
    return language.percent(value / _ALL)


def points(value: float) -> str:
    """4.0 → "4 points": a difference of two shares, never a percentage of one of them; without its sign."""
    size = abs(value)
    if 0 < size <= _HALF:
        return gettext("less than 1 point")
    return ngettext("%(num)s point", "%(num)s points", round(size))


def signed(value: float) -> str:
    """+4, −0.2, 0: an end of a margin, in points, with its sign and one decimal where it has one."""
    near = round(value, 1)
    number = language.number(near, 0 if near == round(near) else 1)
    return f"+{number}" if near > 0 else number


def signed_points(value: float) -> str:
    """ "+4 points", "−1 point": a difference of two shares with its sign."""
    many = 1 if abs(round(value, 1)) == 1 else _MANY
    return ngettext("%(number)s point", "%(number)s points", many, number=signed(value))


def cell(share: Share) -> str:
    """As it stands in a table: "50%", "50% (small sample)", or that too few answered for a figure."""
    value = share.figure.value
    if value is None:
        return too_few()
    if share.is_small:
        return gettext("%(share)s (small sample)", share=percent(value))
    return percent(value)


def share_cell(share: Share | None) -> str:
    """The same, where there may be no share at all."""
    return cell(share) if share else gettext("not asked")


def row_cell(row: OverviewRow) -> str:
    """A partnership's latest share in the table of all, or why there is none."""
    if row.share is not None:
        return cell(row.share)
    return {
        Why.TOO_FEW: too_few(),
        Why.NOT_SAMPLED: gettext("asked in a wider area only"),
    }.get(row.why or Why.NOT_ASKED, gettext("not asked"))


def too_few() -> str:
    """Why there is no figure (rule S4)."""
    return gettext("fewer than %(num)s answers: no figure", num=LEAST_BASE)


def interval(of: Share | Figure) -> str:
    """ "between 47% and 53%"; nothing where there is none."""
    figure = of.figure if isinstance(of, Share) else of
    if figure.interval is None:
        return ""
    return gettext(
        "between %(lower)s and %(upper)s",
        lower=percent(figure.interval.lower), upper=percent(figure.interval.upper),
    )  # fmt: skip


def sure(share: Share) -> str:
    """How sure a share is, or why nobody can say; nothing where there is no figure."""
    if not share.is_known:
        return ""
    if share.row.conduct is Conduct.POLL:
        return gettext("Whoever wanted to could answer, so this says nothing of people in general.")
    if share.figure.interval is None:
        return gettext(
            "The file does not say how many people were asked, so nobody can say how sure this is."
        )
    told = gettext(
        "Had everybody been asked, the share would most likely be %(interval)s.", interval=interval(share)
    )
    return told if share.row.design_given else f"{told} {_no_design()}"


def _no_design() -> str:
    return gettext(
        "That takes every answer to be as good as one drawn at random: the file does not say how much less sure the"
        " way of drawing made it."
    )


def base(share: Share) -> str:
    """ "1,100 answers", or that their number is not given."""
    if share.base is None:
        return gettext("number of answers not given")
    return ngettext("%(num)s answer", "%(num)s answers", share.base)


def small_sample(share: Share) -> str:
    """Said beside every figure from few answers; nothing beside others."""
    if not share.is_small:
        return ""
    return gettext(
        "Small sample: fewer than %(many)s people answered (%(num)s).", many=SMALL_BASE, num=share.base
    )


def when(row: Result) -> str:
    """ "2 March 2026 to 24 April 2026", "24 April 2026", "up to 31 December 2023" where the first day is not given, or
    the wave's name where no day is."""
    if row.last is None:
        return row.wave
    if row.first is None:
        return gettext("up to %(last)s", last=language.day(row.last))
    if row.first == row.last:
        return language.day(row.last)
    return gettext("%(first)s to %(last)s", first=language.day(row.first), last=language.day(row.last))


def place(area: Area) -> str:
    """Where people were asked: a partnership by its name, "the area of Corvenshire Police"."""
    if area.kind is AreaKind.FORCE:
        return gettext("the area of %(force)s", force=area.name)
    return area.name


def in_time(share: Share) -> str:
    """As it reads after "in": "March to April 2026", "the time up to December 2023" where the first day is not given,
    or the wave's name ("2008") where no day is."""
    if share.row.last is None:
        return share.row.wave
    if share.row.first is None:
        return gettext("the time up to %(month)s", month=language.month_name(share.figure.period.last))
    return language.period_short(share.figure.period)


def wording(row: Result) -> str:
    """The question as it was put, in the language of the page where it was asked in it; or that nobody gives it."""
    own = row.wording_cy if language.current() == "cy" else ""
    if asked := own or row.wording:
        return asked
    return gettext("The file does not give the question’s exact words.")


def not_given(row: Result) -> tuple[str, ...]:
    """A sentence for each thing that the publisher leaves unsaid (rule S1); none where it says all."""
    said = {
        Lack.WORDING: gettext("The file does not give the question’s exact words."),
        Lack.BASE: gettext(
            "The file does not say how many people were asked, so nobody can say how sure this is."
        ),
        Lack.DATES: gettext("The file does not say on which days people were asked."),
        Lack.MODE: gettext("The file does not say how people were asked: by post, by telephone or face to face."),
    }  # fmt: skip
    return tuple(text for lack, text in said.items() if lack in row.lacks)


def lacking(lacks: Collection[Lack]) -> str:
    """The same of several things in one sentence, for over a table; nothing where there is none of them."""
    names = {
        Lack.WORDING: gettext("the question’s exact words"),
        Lack.BASE: gettext("how many people answered"),
        Lack.DATES: gettext("on which days people were asked"),
        Lack.MODE: gettext("how they were asked"),
    }
    told = [text for lack, text in names.items() if lack in lacks]
    return gettext("Not given in the file: %(what)s.", what="; ".join(told)) if told else ""


def how_asked(row: Result) -> str:
    """ "Asked 2 March 2026 to 24 April 2026, by post and online, of residents aged 16 and over": as far as given."""
    known = [when(row)]
    if row.mode:
        known.append(row.mode)
    if row.population:
        known.append(row.population)
    return gettext("Asked: %(how)s.", how="; ".join(known))


def facts(share: Share) -> tuple[Fact, ...]:
    """All that must stand beside a share (rule S1), as a list: a row for everything, also for what is not given."""
    row = share.row
    nobody = gettext("not given in the file")
    design = nobody
    if row.design_given and row.effective is not None:
        design = ngettext(
            "worth %(num)s answer drawn at random",
            "worth %(num)s answers drawn at random",
            round(row.effective),
        )
    found = [
        Fact(gettext("The question"), wording(row)),
        Fact(gettext("Who was asked"), row.population or nobody),
        Fact(gettext("When"), when(row) if row.last else gettext("%(wave)s; days not given", wave=row.wave)),
        Fact(gettext("How"), row.mode or nobody),
        Fact(gettext("Answers"), base(share)),
    ]
    if row.conduct is Conduct.SURVEY:
        found.append(Fact(gettext("Drawn to speak for"), _level_name(row.level)))
        found.append(Fact(gettext("What the way of drawing people makes of that"), design))
    found += [
        Fact(gettext("Survey") if row.conduct is Conduct.SURVEY else gettext("Poll"), row.survey),
        Fact(gettext("Source"), row.source),
        Fact(gettext("Licence"), row.licence or nobody),
    ]
    return tuple(found)


def _level_name(of: Level) -> str:
    return {
        Level.NATION: gettext("a nation"),
        Level.REGION: gettext("a region"),
        Level.FORCE: gettext("a police force’s area"),
        Level.PARTNERSHIP: gettext("a community safety partnership’s area"),
    }[of]


def question_title(asked_as: str) -> str:
    """The title of a question by its id; of one that has no place on a page the id, readable."""
    known = questions().get(asked_as)
    return gettext(known.title) if known else _readable(asked_as)


def titled(asked_as: str, answer: str) -> str:
    """A question with the answer whose share is told: over a table, a picture or a row of figures."""
    title, label = question_title(asked_as), answer_label(asked_as, answer)
    if title.endswith("?"):
        return gettext("%(question)s Share who answered “%(answer)s”", question=title, answer=label)
    return gettext("%(question)s: %(answer)s", question=title, answer=label)


def answer_label(asked_as: str, answer: str) -> str:
    """The label of an answer; of one that nobody knows its id, readable."""
    known = questions().get(asked_as)
    choice = known.choice(answer) if known else None
    return gettext(choice.label) if choice else _readable(answer)


def _readable(text: str) -> str:
    """ "street-lighting" → "Street lighting"."""
    plain = text.replace("-", " ")
    return plain[:1].upper() + plain[1:]
