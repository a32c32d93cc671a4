"""The blocks of a leaflet: what each says of an area, or why it has nothing to say.

Nothing of a conviction stands in any of them (rules C12, C14): a named poster has its own second decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from crimemap import language, maps, words
from crimemap.brief import Brief
from crimemap.editorial.meetings import Decision, Done
from crimemap.editorial.payback.listing import Shown as Project
from crimemap.editorial.payback.project import Stage
from crimemap.editorial.payback.totals import Totals
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.leaflets.choice import Block, Choice
from crimemap.leaflets.content import Pair, Part, Picture, Spot, Table, Text
from crimemap.leaflets.texts import bilingual, closed, joined, plain, text
from crimemap.measures.confidence import Confidence
from crimemap.words.sentence import name

MOST: Final = 3
"""Of things done and of projects: the rest is at the address on the sheet. [choose]"""

BESIDE: Final = 12
"""Letters, at most, that stand beside a map on a small sheet. [choose]"""

_MOST_TYPES: Final = 6
_YEAR: Final = 12
_LONGEST: Final = 170
"""Letters of what others wrote. [choose]"""


def message(choice: Choice, by: Text | None) -> Part | None:
    """The newsroom's own; nobody misses it where there is none."""
    if not choice.message:
        return None
    title = str(by.said) if by else _("From your partnership")
    return Part(Block.MESSAGE, title, texts=(bilingual(choice.message),))


def done(told: Brief, today: date, *, short: bool) -> Part:
    """The team's priorities with what was done, then what the last meeting decided and what came of it."""
    title = _("What you asked for, and what was done")
    asked, decided = tuple(_priorities(told)), tuple(_decided(told, today))
    most = MOST if short else 2 * MOST
    kept = decided[: max(most - len(asked), most // 2)]
    if pairs := (*asked[: most - len(kept)], *kept):
        return Part(Block.DONE, title, pairs=pairs)
    if told.crew.home is None and told.crew.neighbourhoods and told.crew.held:
        why = _("Priorities are set neighbourhood by neighbourhood.")
    else:
        place = told.crew.home or told.area
        why = _("%(place)s has published no priorities. Ask the partnership.", place=name(place.name))
    return Part(Block.DONE, title, texts=(text(why),))


def _priorities(told: Brief) -> Iterator[Pair]:
    for priority in told.crew.team.priorities if told.crew.team else ():
        action = joined(priority.action) or _("No action has been published.")
        yield Pair(plain(priority.issue[0] if priority.issue else "", 90), plain(action, _LONGEST))


def _decided(told: Brief, today: date) -> Iterator[Pair]:
    """Of the latest meeting that has a record; an action that is late is said to be (row 66)."""
    last = next((one for one in told.gatherings if one.record is not None and one.record.decisions), None)
    if last is None or last.record is None:
        return
    for decision in last.record.decisions:
        said = decision.action or decision.decided
        if said:
            yield Pair(bilingual(said, 90), _stands(decision, today))


def _stands(decision: Decision, today: date) -> Text:
    came = bilingual(decision.came, _LONGEST)
    if decision.state is Done.DONE:
        return Text(came.said, came.lang) if came else text(_("Done."))
    if decision.state is Done.DROPPED:
        return came or text(_("Given up."))
    owner = name(decision.owner)
    if decision.due is None:
        return text(closed(owner))
    due = language.day(decision.due)
    if decision.is_late(today):
        return text(closed(owner), _("*Late:* it was due on %(day)s.", day=due))
    return text(closed(owner), _("Due on %(day)s.", day=due))


def outcomes(told: Brief) -> Part:
    """What came of what was recorded."""
    return Part(
        Block.OUTCOMES,
        _("What came of crimes"),
        texts=(Text(words.outcomes_lead(told.outcomes, told.quality)),),
    )


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
    return Part(
        Block.FIGURES, title, table=Table(caption, tuple(heads), tuple(rows)), notes=(Text(told.beside),)
    )


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
    reading = _(
        "A larger circle means more recorded crimes. Circles sit where most people live, not where crimes happened."
    )
    alt = f"{_('Map of %(place)s.', place=told.area.name)} {told.map_in_words}"
    return Part(
        Block.MAP,
        title,
        picture=Picture(drawing.encode(), alt, tuple(spots) if listed else ()),
        texts=(Text(told.map_in_words),) if told.map_in_words and not listed else (),
        notes=(text(reading),),
    )


# --- Community Payback ----------------------------------------------------------------------------------------


def payback(told: Brief, on_sheet: Sequence[Project], suggest: str) -> Part:
    """What people sentenced by the courts did here, or in the whole partnership where there is nothing yet.

    `suggest`: the address for the next place, where no block of its own has it.
    """
    title = _("Paying back here")
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


def _suggest(address: str) -> Text:
    return text(_("Suggest the next place: %(address)s", address=name(address)))


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
    found = [
        _("Running now: %(num)s.", num=language.number(totals.running)) if totals.running else "",
        _("To come: %(num)s.", num=language.number(totals.to_come)) if totals.to_come else "",
    ]
    return " ".join(each for each in found if each)


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
        asked = f"{_('“%(question)s”', question=words.confidence.wording(latest.row))} {asked}"
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
            texts.append(
                text(_("Have your say until %(day)s: %(what)s.", day=until, what=name(str(title.said))))
            )
            break
    return Part(
        Block.NOMINATE, _("Suggest a place for unpaid work"), texts=tuple(texts), ways=((address, link),)
    )


def report(*, short: bool) -> Part:
    """Where to report, and who helps: the same on every sheet."""
    silent = text(_("If you cannot speak, call 999 from a mobile and press 55 when asked."))
    return Part(
        Block.REPORT,
        _("Report something, or get support"),
        texts=(
            text(_("Emergency: *999*. Otherwise: *101*, or online at police.uk.")),
            *(() if short else (silent,)),
            text(_("Victim Support, free and confidential, reported or not: *0808 168 9111*.")),
        ),
    )
