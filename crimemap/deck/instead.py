"""What a slide shows where nothing was published: why there is nothing, and what the room can do about it today.

A wall with one sentence is a minute lost. Whom to turn to, what qualifies and what a figure needs are said in the words
of the pages that say them to a visitor; numbers are the brief's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crimemap import language, words
from crimemap.brief import Brief
from crimemap.deck import typed
from crimemap.deck.slides import Group, Line, Shape
from crimemap.editorial import nominations
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.terms import BTP
from crimemap.words import Sentence, labels

_KINDS: Final = 3
"""Kinds of crime beside the question what to work on. [choose]"""


def to_tell(told: Brief) -> tuple[Group, ...]:
    """Nobody told anything that was published: what to ask the room, and what was recorded here most."""
    asks = (
        _("*What should we ask the police to work on?* Where is it, when, and what have you seen?"),
        _("*What is for the council or a landlord?* Noise, litter, graffiti, abandoned cars."),
        _("*What got better here, and what helped?*"),
    )
    numbered = tuple(
        Line(Sentence.said(ask), key=language.number(place)) for place, ask in enumerate(asks, 1)
    )
    recorded = Group(Shape.FIGURES, tuple(_most(told)), _recorded_title(told))
    return tuple(
        group for group in (Group(Shape.NUMBERED, numbered, _("Ask the room")), recorded) if group.lines
    )


def _recorded_title(told: Brief) -> str:
    return _("Recorded here most, in %(period)s", period=labels.period_inside(told.period))


def _most(told: Brief) -> Iterator[Line]:
    """The kinds recorded most, and reports of anti-social behaviour beside them (rule M16), of what is known.

    The reports only where they are as many as the last of the kinds: "most" is said of all that stands here.
    """
    if not told.year.now.is_known:
        return
    least = 1.0
    for row in told.largest_first[:_KINDS]:
        now = row.change.now
        if now.is_known and now.value:
            least = float(now.value)
            yield Line(typed.plain(labels.crime_type_inside(row.what)), key=words.figure(now), figures=(now,))
    beside = told.antisocial.now
    if beside.is_known and (beside.value or 0) >= least:
        said = ngettext(
            "report of anti-social behaviour", "reports of anti-social behaviour", int(beside.value or 0)
        )
        yield Line(typed.plain(said), key=words.figure(beside), figures=(beside,))


def to_see(told: Brief) -> tuple[Group, ...]:
    """No crime has a bar, because there was none or because nobody told: what those who were here can say of it."""
    if told.year.now.is_known:
        return to_say(_("What happened here that nobody reported?"))
    return to_say(_("What did you see here in that time?"))


def to_say(question: str) -> tuple[Group, ...]:
    """A question that the room alone can answer."""
    return (Group(Shape.TEXT, (Line(typed.strong(question)),), _("Ask the room"), large=True),)


def to_do(told: Brief) -> tuple[Group, ...]:
    """Nothing was done that anybody published: who can do what, and how each is reached."""
    lines = (*_team(told), *_police(told), *_council())
    return (Group(Shape.WAYS, lines, _("Who can do what")),)


def _team(told: Brief) -> Iterator[Line]:
    """Who works here and where to find them, where the police publish it."""
    team = told.crew.team
    if team is None or not team.is_published:
        return
    names = words.team_names(team.people, 3)
    reach = typed.one_line((team.reach("telephone") or team.reach("mobile"), team.reach("email")))
    if names or reach:
        yield Line(typed.plain(names or reach), key=_("The team"), note=typed.plain(reach if names else ""))
    for station in team.stations[:1]:
        place = typed.one_line((station.name, station.address))
        if place:
            yield Line(typed.plain(place), key=_("At"))


def _police(told: Brief) -> Iterator[Line]:
    if told.area.code == BTP:
        yield Line(
            Sentence.said(_("Text British Transport Police. They answer texts at any hour.")), key="61016"
        )
    else:
        team = told.crew.team
        home = told.crew.home
        said = _("To report a crime that is over, or something that worries you.")
        if home is not None and (team is None or not team.is_published):
            said = _(
                "%(said)s Ask for the team of %(place)s.", said=said, place=words.sentence.name(home.name)
            )
        yield Line(Sentence.said(said), key="101")
    yield Line(
        Sentence.said(
            _("Somebody is in danger, a crime is happening now, or the person who did it is nearby.")
        ),
        key="999",
    )


def _council() -> Iterator[Line]:
    yield Line(
        Sentence.said(_("Noise, litter, graffiti, abandoned cars: gov.uk/find-local-council")),
        key=_("Council"),
    )
    yield Line(
        Sentence.said(
            _(
                "Anti-social behaviour reported three times in six months: council and police must look at it together."
            )
        ),
        key=_("Case review"),
    )


def to_nominate(told: Brief, address: str) -> tuple[Group, ...]:
    """No unpaid work was published: what qualifies (rule A6), what others named, and where to name a place.

    `address`: of the form, as one types it.
    """
    what = (
        _("People here benefit: a path, a wall, a hedge that many use."),
        _("Nobody would otherwise be paid to do it, and nobody makes a profit from it."),
        _("The owner agrees, and there are toilets and somewhere to wash hands."),
    )
    days = nominations.book().standards.decided
    answered = _("You are told yes, or no with the reason, within %(days)s days.", days=language.number(days))
    where = Line(typed.strong(address), note=Sentence.said(answered))
    groups = (
        Group(Shape.TEXT, (where,) if address else (), _("Name a place today, or here")),
        Group(Shape.LIST, tuple(Line(Sentence.said(one)) for one in what), _("What qualifies")),
        Group(Shape.TEXT, tuple(_nominated(told))),
    )
    return tuple(group for group in groups if group.lines)


def _nominated(told: Brief) -> Iterator[Line]:
    many, whole = told.written.nominations, told.partnership or told.area
    if many:
        said = ngettext(
            "Residents of %(place)s have nominated *%(num)s place*.",
            "Residents of %(place)s have nominated *%(num)s places*.",
            many, place=words.sentence.name(whole.name),
        )  # fmt: skip
        yield Line(Sentence.said(said))


def to_ask() -> tuple[Group, ...]:
    """No survey has a figure: what one would need, and what a show of hands in this room can tell and what not."""
    needs = (
        _(
            "A survey of a whole partnership, of people drawn by chance: at least 100 answers, and 400 before it is no"
            " small sample."
        ),
        _("The same question again, a year later: without it nobody can say whether anything changed."),
    )
    hands = (
        Line(
            Sentence.said(
                "*"
                + _("Do police and council deal with the crime and anti-social behaviour that matter here?")
                + "*"
            ),
            note=Sentence.said(_("It tells of this room alone: write down how many came.")),
        ),
    )
    return (
        Group(Shape.TEXT, hands, _("Ask for a show of hands")),
        Group(Shape.LIST, tuple(Line(Sentence.said(one)) for one in needs), _("What a figure needs")),
    )
