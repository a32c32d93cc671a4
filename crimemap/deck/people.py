"""How people feel here, and the unpaid work that courts ordered: neither tells of any one person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap import language
from crimemap.brief import Brief
from crimemap.deck import instead, typed
from crimemap.deck.slides import Bar, Bars, Group, Line, Shape, Slide, Table, Topic
from crimemap.editorial.payback import Shown
from crimemap.editorial.payback.told import stage_name
from crimemap.editorial.summary import Payback
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.measures.confidence import Confidence, Movement, Series, Why
from crimemap.survey import Result
from crimemap.terms import AreaKind
from crimemap.words import Sentence
from crimemap.words import confidence as feelings
from crimemap.words.sentence import capital, name

_QUESTIONS: Final = 3
"""Bars of shares on a wall. [choose]"""

_ALL: Final = 100
_HALF: Final = 0.5
_JOBS: Final = 2


def payback(told: Brief, address: str = "") -> Slide:
    """Community Payback: hours and projects, of the area where it has any, else of its partnership; where neither has,
    what qualifies and where a place is named. `address`: of that form, as one types it."""
    found, whose = told.work
    if not found.totals:
        return _no_payback(told, whose.name, address)
    return Slide(
        Topic.PAYBACK,
        part=_("Community Payback"),
        heading=_payback_heading(found, whose.name),
        lead=_what_it_is(),
        groups=(*_payback_groups(found), *(instead.to_nominate(told, address) if _is_short(found) else ())),
    )


def _is_short(found: Payback) -> bool:
    """Whether so few projects are named that a wall has room for the next place."""
    return len(found.done[:_JOBS]) + len(found.ahead[:_JOBS]) < _JOBS


def _partnership(told: Brief) -> str:
    return (told.partnership or told.area).name


def _payback_heading(found: Payback, place: str) -> str:
    totals = found.totals
    if totals.hours:
        return ngettext(
            "%(num)s hour of unpaid work in %(place)s", "%(num)s hours of unpaid work in %(place)s", totals.hours,
            place=place,
        )  # fmt: skip
    return ngettext(
        "%(num)s Community Payback project in %(place)s", "%(num)s Community Payback projects in %(place)s",
        totals.projects, place=place,
    )  # fmt: skip


def _payback_groups(found: Payback) -> tuple[Group, ...]:
    totals = found.totals
    counts = (
        (totals.over, ngettext("project done", "projects done", totals.over)),
        (totals.running, ngettext("under way", "under way", totals.running)),
        (totals.to_come, ngettext("to come", "to come", totals.to_come)),
    )
    lines = tuple(Line(typed.plain(said), key=language.number(count)) for count, said in counts if count)
    jobs = (*found.done[:_JOBS], *found.ahead[:_JOBS])
    groups = (Group(Shape.FIGURES, lines), Group(Shape.LIST, tuple(_job(one) for one in jobs)))
    return tuple(group for group in groups if group.lines)


def _job(shown: Shown) -> Line:
    """A project, and under it: how far it is, where, how many hours, when."""
    project = shown.project
    hours = ngettext("%(num)s hour", "%(num)s hours", shown.hours) if shown.hours else ""
    day = language.day(shown.day) if shown.day is not None else ""
    about = typed.one_line((typed.said(project.place), hours, day))
    stage = stage_name(shown.stage)
    note = _("%(stage)s: %(about)s", stage=stage, about=about) if about else stage
    return Line(
        typed.plain(typed.said(project.title)), note=typed.plain(note), lang=typed.lang_of(project.title)
    )


def convictions(told: Brief) -> tuple[Group, ...]:
    """How many convictions are published now, without any name: gone the moment that one of them ends. On paper
    alone: beside other figures a wall would make one sum of them."""
    written = told.written
    if not written.cases_shown:
        return ()
    said = ngettext(
        "*%(num)s conviction* in %(place)s is published online now, for a month at most.",
        "*%(num)s convictions* in %(place)s are published online now, for a month at most.",
        written.cases_shown,
        place=name(_partnership(told)),
    )
    return (Group(Shape.TEXT, (Line(Sentence.said(said), until=written.until),), wall=0),)


def _no_payback(told: Brief, place: str, address: str) -> Slide:
    known = told.written.available
    why = (
        _("No Community Payback project has been published for %(place)s.", place=name(place))
        if known
        else _("What is known of Community Payback cannot be read just now.")
    )
    return Slide(
        Topic.PAYBACK,
        part=_("Community Payback"),
        heading=_("No unpaid work is published here yet") if known else _("Name a place for unpaid work"),
        lead=_what_it_is(),
        empty=Sentence.said(why),
        groups=instead.to_nominate(told, address),
    )


def _what_it_is() -> Sentence:
    return Sentence.said(_("Unpaid work for the community, ordered by a court."))


# --- confidence ----------------------------------------------------------------------------------------------


def confidence(told: Brief) -> Slide:
    """What people said when they were asked: always the whole partnership's figure, and said to be that (rule S7)."""
    found = told.confidence
    if found is None or found.headline is None or not found.headline.latest.is_known:
        return _no_confidence(told, found)
    place = feelings.place(found.area)
    return Slide(
        Topic.CONFIDENCE,
        part=_("How people feel"),
        heading=_confidence_heading(found),
        lead=_when_asked(told, found, place),
        bars=_share_bars(found),
        table=_shares_table(found, place),
        notes=tuple(_chance(found.headline)),
        more=(feelings.lead(found.headline, place), *_change(found), *_about(found)),
        source=_survey_source(found.headline.latest.row),
        figures=tuple(one.latest.figure for one in _asked(found)),
    )


def _survey_source(row: Result) -> str:
    if not row.licence:
        return row.source
    return _("%(source)s, %(licence)s.", source=row.source, licence=row.licence)


def _no_confidence(told: Brief, found: Confidence | None) -> Slide:
    place = feelings.place(found.area) if found is not None else _partnership(told)
    heading, why = _("No survey says how people feel here"), feelings.nobody(place)
    if found is not None and not found.is_empty and found.why is not None:
        why = feelings.why(found.why, place, found.latest.base if found.latest else None)
        if found.why is Why.TOO_FEW:
            heading = _("Too few answers to say how people feel")
    return Slide(
        Topic.CONFIDENCE,
        part=_("How people feel"),
        heading=heading,
        empty=Sentence.said(why.replace("*", "")),
        groups=instead.to_ask(),
    )


def _confidence_heading(found: Confidence) -> str:
    """Of what people were asked, how many agree, and whether that changed: in the same words up and down."""
    series = found.headline
    if series is None:
        return _("How people feel")
    said = _heard(found, series)
    if series.change is None or series.change.before.figure.value is None:
        return said
    values = {"said": said, "before": feelings.cell(series.change.before)}
    return {
        Movement.UP: _("%(said)s: a clear rise from %(before)s", **values),
        Movement.DOWN: _("%(said)s: a clear fall from %(before)s", **values),
        Movement.NO_CLEAR_CHANGE: _("%(said)s: no clear change", **values),
        Movement.CANNOT_TELL: _("%(said)s; it was %(before)s", **values),
    }[series.change.movement]


def _heard(found: Confidence, series: Series) -> str:
    share = feelings.cell(series.latest)
    if series.answer != "agree" or found.is_other_question:
        return _("%(question)s: %(share)s", question=_label(series), share=share)
    if share == language.percent(_HALF):
        return _("Half agree that police and council deal with what matters")
    return _("%(share)s agree that police and council deal with what matters", share=share)


def _when_asked(told: Brief, found: Confidence, place: str) -> Sentence:
    """Of which area it is, when and of how many; that it is of more than this area comes first."""
    series = found.headline
    if series is None:
        return Sentence()
    asked = _("%(when)s, %(answers)s.", when=capital(feelings.in_time(series.latest)),
              answers=feelings.base(series.latest))  # fmt: skip
    return Sentence.said(f"*{_whose(told, found, place)}*", asked)


def _asked(found: Confidence) -> list[Series]:
    """The headline, then how safe people feel, then what else was asked of the police, each question once."""
    head = [found.headline] if found.headline else []
    once: dict[str, Series] = {}
    for one in (*head, *found.safe, *found.police):
        if one.latest.is_known:
            once.setdefault(one.question.id, one)
    return list(once.values())[:_QUESTIONS]


def _share_bars(found: Confidence) -> Bars:
    series = _asked(found)
    reading = []
    if any(_before(one) is not None for one in series):
        reading.append(_("Upright mark: the time before."))
    if any(one.latest.figure.interval for one in series):
        reading.append(_("Line under the bar: allowing for chance."))
    return Bars(tuple(_share_bar(one) for one in series), tuple(reading))


def _before(series: Series) -> float | None:
    change = series.change
    value = change.before.figure.value if change is not None else None
    return None if value is None else float(value)


def _share_bar(series: Series) -> Bar:
    figure, before = series.latest.figure, _before(series)
    change, sure = series.change, figure.interval
    return Bar(
        label=_label(series),
        now=feelings.cell(series.latest),
        before=_("was %(share)s", share=feelings.cell(change.before))
        if change and before is not None
        else "",
        length=float(figure.value or 0) / _ALL,
        tick=before / _ALL if before is not None else None,
        status=figure.status,
        sure=(sure.lower / _ALL, sure.upper / _ALL) if sure else None,
        figures=(figure, *((change.before.figure,) if change and before is not None else ())),
    )


def _label(series: Series) -> str:
    """What those whom the bar counts say: "Feel safe outside in their area during the day"."""
    if words_ := series.question.said_of(series.answer):
        return capital(_(words_))
    return feelings.titled(series.question.id, series.answer)


def _shares_table(found: Confidence, place: str) -> Table:
    heads = (_("What was asked"), _("Share"), _("Allowing for chance"), _("The time before"))
    rows = tuple(
        (
            _label(one),
            feelings.cell(one.latest),
            feelings.interval(one.latest),
            feelings.cell(one.change.before) if one.change else _("no comparison"),
        )
        for one in _asked(found)
    )
    return Table(_("What people said in %(place)s", place=place), heads, rows)


def _whose(told: Brief, found: Confidence, place: str) -> str:
    """ "This is of the whole of Tamber Vale." where the figure is not of this area alone."""
    if found.area == told.area:
        return _("%(place)s.", place=name(place))
    if found.area.kind is AreaKind.PARTNERSHIP:
        return _("This is of the whole of %(whole)s.", whole=name(place))
    return feelings.of_part(name(told.area.name), name(found.area.name))


def _chance(series: Series) -> Iterator[Sentence]:
    """Why a difference that everybody can see is no clear change."""
    change = series.change
    if change is None or change.movement is not Movement.NO_CLEAR_CHANGE:
        return
    values = {"before": feelings.cell(change.before), "now": feelings.cell(series.latest)}
    if values["before"] != values["now"]:
        yield Sentence.said(_("From %(before)s to %(now)s can be chance: not everybody was asked.", **values))


def _change(found: Confidence) -> Iterator[Sentence]:
    change = feelings.change(found.change)
    if change:
        yield Sentence.said(_("Change: %(change)s.", change=change))


def _about(found: Confidence) -> Iterator[Sentence]:
    if found.latest is not None:
        yield Sentence.said(feelings.sure(found.latest).replace("*", ""))
        yield Sentence.said(feelings.how_asked(found.latest.row))
    if found.trajectory is not None:
        yield feelings.target(found.trajectory)
