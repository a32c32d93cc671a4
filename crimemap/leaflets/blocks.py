"""The blocks of a leaflet: what each says of an area, or why it has nothing to say.

Nothing of a conviction stands in any of them (rules C12, C14): a named poster has its own second decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from crimemap import language, maps, words
from crimemap.brief import Brief
from crimemap.editorial.payback.listing import Shown as Project
from crimemap.editorial.payback.project import Stage
from crimemap.editorial.payback.totals import Totals
from crimemap.figure import Status
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.leaflets.choice import Block, Choice
from crimemap.leaflets.content import Part, Picture, Spot, Table, Text
from crimemap.leaflets.texts import bilingual, closed, joined, linked, plain, text
from crimemap.maps.sheet import MapSheet
from crimemap.measures.confidence import Confidence
from crimemap.words import Sentence
from crimemap.words.sentence import name

MOST: Final = 3
"""Of things done and of projects: the rest is at the address on the sheet. [choose]"""

BESIDE: Final = 12
"""Letters, at most, that stand beside a map on a small sheet. [choose]"""

_MOST_TYPES: Final = 6
_APART: Final = 0.1
"""By what share of the whole the parts of a map may exceed it without a word. [choose]"""

_YEAR: Final = 12


def message(choice: Choice, by: Text | None) -> Part | None:
    """The newsroom's own; nobody misses it where there is none."""
    if not choice.message:
        return None
    title = str(by.said) if by else _("From your partnership")
    return Part(Block.MESSAGE, title, texts=(bilingual(choice.message),))


def beside(told: Brief) -> Sentence:
    """Anti-social behaviour in one line, since that is what many ask about; never added to crime (rule M16)."""
    now, before = told.antisocial.now, told.antisocial.before
    if now.value is None:
        return told.beside
    count = ngettext(
        "*%(count)s report*", "*%(count)s reports*", int(now.value), count=words.figure(now, told.quality)
    )
    if before.value is None or not told.compared:
        return Sentence.said(_("Anti-social behaviour, counted separately: %(count)s.", count=count))
    earlier = words.figure(before, told.quality)
    return Sentence.said(
        _(
            "Anti-social behaviour, counted separately: %(count)s; the year before %(before)s.",
            count=count,
            before=earlier,
        )
    )


def outcomes(told: Brief) -> Part:
    """What came of what was recorded."""
    return Part(
        Block.OUTCOMES,
        _("What came of crimes"),
        texts=(_came(told),),
    )


def _came(told: Brief) -> Text:
    """Where there are no figures at all, the first sentence of the sheet has said why."""
    if told.year.now.value is None:
        return text(_("No results: there is no total of crimes to tell them of."))
    return Text(words.outcomes_lead(told.outcomes, told.quality))


def figures(told: Brief) -> Part:
    """The kinds recorded most, beside the year before; the total is the first sentence of the sheet."""
    title = _("Which kinds of crime")
    if not told.year.now.status.has_value:
        return Part(Block.FIGURES, title, texts=(Text(told.lead),))
    before = told.compared
    heads = [_("Kind"), _("12 months to %(month)s", month=language.month_name(told.period.last))]
    if told.period.length != _YEAR:
        heads[1] = language.period_name(told.period)
    rows = []
    for kind in told.largest_first[:_MOST_TYPES]:
        row = [words.crime_type(kind.what), words.figure(kind.change.now, told.quality)]
        rows.append((*row, words.figure(kind.change.before, told.quality)) if before else tuple(row))
    if before:
        heads.append(_("The year before"))
    caption = _("The kinds of crime recorded most in %(place)s", place=told.area.name)
    return Part(Block.FIGURES, title, table=Table(caption, tuple(heads), tuple(rows)))


def drawn(told: Brief, *, short: bool) -> Part:
    """The map, and beside it what its letters stand for, so that drawing and list cannot disagree (rule A3).

    `short`: of many parts the circles bear no letters, and the list is words; the whole of it is at the address.
    """
    title = _("Where crimes were recorded")
    sheet = told.sheet
    if sheet is None:
        why = _(
            "There is no map: the publisher supplies no boundary for %(place)s.", place=name(told.area.name)
        )
        return Part(Block.MAP, title, texts=(text(why),))
    lettered = [part for part in sheet.parts if part.letter]
    listed = not short or 0 < len(lettered) <= BESIDE
    drawing = maps.static_svg(told.release, sheet, "column" if listed else "print", standalone=True)
    spots = [Spot(part.letter, part.area.name, words.figure(part.figure)) for part in lettered]
    alt = " ".join((_("Map of %(place)s.", place=told.area.name), str(told.map_in_words))).rstrip()
    return Part(
        Block.MAP,
        title,
        picture=Picture(drawing.encode(), alt, tuple(spots) if listed else ()),
        texts=(Text(told.map_in_words),) if told.map_in_words and not listed else (),
        notes=tuple(_reading(sheet)),
    )


def _beyond(sheet: MapSheet) -> Text | None:
    """That the parts add up to more than the whole, which surprises: they follow other boundaries."""
    parts, whole = [part.figure.value for part in sheet.parts], sheet.whole.now.value
    known = [value for value in parts if value is not None]
    if whole is None or len(known) < len(parts) or sum(known) - whole <= whole * _APART:
        return None
    sums = {"parts": language.number(sum(known)), "whole": language.number(whole)}
    return text(
        _(
            "The parts of the map add up to %(parts)s and %(place)s to %(whole)s: some reach beyond its edges.",
            place=name(sheet.area.name),
            **sums,
        )
    )


def _reading(sheet: MapSheet) -> Iterator[Text]:
    """How the marks are read, of those that are on it."""
    figures = [part.figure for part in sheet.parts]
    circles = sum(bool(figure.value) for figure in figures)
    if circles == 1:
        yield text(_("The circle sits where most people live, not where crimes happened."))
    elif circles:
        yield text(
            _(
                "A larger circle means more recorded crimes. Circles sit where most people live, not where crimes"
                " happened."
            )
        )
    if beyond := _beyond(sheet):
        yield beyond
    if any(figure.value == 0 for figure in figures):
        yield text(_("A ring: no crime was recorded."))
    if any(figure.status is Status.MISSING for figure in figures):
        yield text(_("A striped square: no figures were supplied."))


# --- Community Payback ----------------------------------------------------------------------------------------


def payback(told: Brief, on_sheet: Sequence[Project], suggest: tuple[str, str] | None) -> Part:
    """What people sentenced by the courts did here, or in the whole partnership where there is nothing yet.

    `suggest`: the address for the next place, as printed and as followed, where no block of its own has it.
    """
    title = _("Unpaid work ordered by the courts")
    written = told.written
    if not written.available:
        return Part(Block.PAYBACK, title, texts=(text(_("What was done is not known at the moment.")),))
    found, whose = told.work
    if not found.totals:
        none = _("No Community Payback project has been published here.")
        what = _("Payback is unpaid work for the community, done by people whom a court has sentenced to it.")
        said = [text(none, what)]
        return Part(Block.PAYBACK, title, texts=(*said, *([_suggest(suggest)] if suggest else [])))
    said = [text(_worked(found.totals, whose.name))] if found.totals.over else []
    said += [_named(project) for project in on_sheet]
    if ahead := _ahead(found.totals):
        said.append(text(ahead))
    if suggest:
        said.append(_suggest(suggest))
    return Part(Block.PAYBACK, title, texts=tuple(said))


def _suggest(address: tuple[str, str]) -> Text:
    return linked(address, _("Suggest the next place: %(address)s", address=name(address[0])))


def _worked(totals: Totals, place: str) -> str:
    hours = ngettext("%(num)s hour", "%(num)s hours", totals.hours)
    return ngettext(
        "People sentenced by the courts worked *%(hours)s* in %(place)s, on %(num)s project.",
        "People sentenced by the courts worked *%(hours)s* in %(place)s, on %(num)s projects.",
        totals.over,
        hours=hours,
        place=name(place),
    )


def _named(project: Project) -> Text:
    """A project with its place and hours; its title is what people call the place."""
    title = bilingual(project.project.title, 90)
    hours = ngettext("%(num)s hour", "%(num)s hours", project.hours) if project.stage is Stage.DONE else ""
    said = str(title.said).rstrip(".")
    return Text(plain(f"{said} ({hours})." if hours else f"{said}.").said, title.lang)


def _ahead(totals: Totals) -> str:
    """What is not over yet; the first sentence of the block says what of."""
    found = []
    if totals.running:
        found.append(
            ngettext("One is under way now.", "%(num)s are under way now.", totals.running)
            if totals.over
            else ngettext(
                "One project is under way now.", "%(num)s projects are under way now.", totals.running
            )
        )
    if totals.to_come:
        found.append(
            ngettext("One more is to come.", "%(num)s more are to come.", totals.to_come)
            if totals.over or totals.running
            else ngettext("One project is to come.", "%(num)s projects are to come.", totals.to_come)
        )
    return " ".join(found)


# --- how people feel, and what to do --------------------------------------------------------------------------


def confidence(told: Brief, *, short: bool) -> Part:
    """Always the partnership's or the force's figure, and said to be that (rule S7), with all of rule S1 beside it.

    `short`: how many were asked, when and how; the exact words and the margins are at the address on the sheet.
    """
    found = told.confidence
    if found is None or found.headline is None:
        why = _("Nobody has asked people here, or nobody has supplied what they said.")
        return Part(Block.CONFIDENCE, _("How people feel"), texts=(text(why),))
    latest, place = found.headline.latest, words.confidence.place(found.area)
    title = _("How people feel in the whole of %(place)s", place=place)
    asked = joined(
        [words.confidence.how_asked(latest.row), words.sentence.capital(words.confidence.base(latest))]
    )
    asked = f"{asked} {closed(latest.row.source)}"
    if not short:
        asked = " ".join((_("“%(question)s”", question=words.confidence.wording(latest.row)), asked))
    lead = words.confidence.short if short else words.confidence.lead
    return Part(
        Block.CONFIDENCE,
        title if found.area != told.area else _("How people feel"),
        texts=(Text(lead(found.headline, place)),),
        notes=(plain(asked), *_other(found)),
    )


def _other(found: Confidence) -> Iterator[Text]:
    if said := words.confidence.other_question(found):
        yield plain(said)


def nominate(told: Brief, address: str, link: str, now: datetime, least: datetime) -> Part:
    """How to suggest a place for unpaid work, and a say that is open for long enough to be told on paper."""
    texts = [
        text(
            _(
                "A path, a wall, a hedge: name a place, and people whom a court has sentenced to unpaid work may do"
                " it."
            )
        )
    ]
    for say in told.written.says:
        if say.closes_at >= least:
            until = language.day(say.closes_at.astimezone(now.tzinfo).date())
            title = bilingual(say.title, 90)
            what = closed(name(str(title.said)))
            texts.append(text(_("Have your say until %(day)s: %(what)s", day=until, what=what)))
            break
    return Part(
        Block.NOMINATE, _("Suggest a place for unpaid work"), texts=tuple(texts), ways=((address, link),)
    )


def emergency() -> Text:
    """Where to report: the same on every sheet."""
    return text(_("Emergency: *999*. Otherwise: *101*, or online at police.uk."))


def report(*, short: bool) -> Part:
    """Where to report, and who helps."""
    silent = text(_("If you cannot speak, call 999 from a mobile and press 55 when asked."))
    return Part(
        Block.REPORT,
        _("Report something, or get support"),
        texts=(
            emergency(),
            *(() if short else (silent,)),
            text(_("Victim Support, free and confidential, reported or not: *0808 168 9111*.")),
        ),
    )
