"""Good news for residents: a story with its measure as it was when it was written, and whether it is a success."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from crimemap import language, places, words
from crimemap.editorial import stories
from crimemap.editorial.pieces import Piece
from crimemap.editorial.stories import SHARE, Evidence, Shown, Side, Story
from crimemap.figure import Figure
from crimemap.language import gettext as _
from crimemap.measures import crime
from crimemap.release import Area, Release
from crimemap.terms import ALL_CRIME, CrimeType, Period
from crimemap.web.site.named import name_of


@dataclass(frozen=True, slots=True)
class Text:
    """What stands under a heading, and the language it is in where that is not the page's."""

    label: str
    said: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Measured:
    """One side of the evidence, in words."""

    label: str
    period: str
    figure: str
    between: str
    of: str
    source: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The measure: what it is of, both sides, the verdict, and where a later release says otherwise."""

    what: str
    area: str
    address: str | None
    sides: tuple[Measured, Measured]
    finding: str
    verdict: str
    revised: tuple[str, ...]

    @property
    def has_base(self) -> bool:
        """Whether either side says of how many it is."""
        return any(side.of for side in self.sides)


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story as its page says it."""

    id: str
    title: Text
    is_success: bool
    day: date | None
    place: str
    texts: tuple[Text, ...]
    caveat: Text | None
    proof: Proof | None
    lacks: tuple[str, ...]
    approaches: tuple[stories.Approach, ...]


def story_view(
    release: Release, piece: Piece, story: Story, *, is_success: bool, day: date | None
) -> StoryView:
    """All that is said of a story, in the language of this page."""
    caveat = _text(story, "caveat", _("What the measure cannot show"))
    return StoryView(
        id=piece.id,
        title=_text(story, "title", "") or Text("", _("No title yet"), None),
        is_success=is_success,
        day=day,
        place=name_of(release, piece.partnership),
        texts=tuple(
            text
            for name, label in _headings(is_success).items()
            if (text := _text(story, name, label)) is not None
        ),
        caveat=caveat,
        proof=_proof(release, story.evidence) if story.evidence is not None else None,
        lacks=() if is_success else tuple(trouble.why for trouble in stories.lacks(story)),
        approaches=tuple(row for row in stories.approaches() if row.slug in story.approaches),
    )


def _headings(is_success: bool) -> dict[str, str]:
    return {
        "problem": _("The problem"),
        "action": _("What was done"),
        "outcome": _("What came of it") if is_success else _("What happened since"),
    }


def _text(story: Story, name: str, label: str) -> Text | None:
    found = story.text(name)
    if not found:
        return None
    here = language.current()
    return Text(label, found.said(here), found.in_other(here))


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One story in a list."""

    id: str
    title: Text
    is_success: bool
    day: date
    place: str
    approaches: tuple[str, ...]


def news_rows(release: Release, found: Sequence[Shown]) -> tuple[NewsRow, ...]:
    """Rows of the list, as they come."""
    here = language.current()
    return tuple(
        NewsRow(
            shown.id,
            _text(shown.story, "title", "") or Text("", "", None),
            shown.is_success,
            shown.at.date(),
            name_of(release, shown.piece.partnership),
            tuple(row.title.said(here) for row in stories.approaches() if row.slug in shown.story.approaches),
        )
        for shown in found
    )


def what_of(evidence: Evidence) -> crime.What:
    """The kind of crime that was counted."""
    return what_of_slug(evidence.type)


def what_of_slug(slug: str) -> crime.What:
    """The kind of crime of a slug. Raises ValueError for one that there is none of."""
    return ALL_CRIME if slug == ALL_CRIME else CrimeType(slug)


def _proof(release: Release, evidence: Evidence) -> Proof:
    area = places.by_code(release, evidence.area) if evidence.area else None
    here = language.current()
    typed = (evidence.name_cy or evidence.name_en) if here == "cy" else (evidence.name_en or evidence.name_cy)
    sides = (_measured(evidence.before, _("Before")), _measured(evidence.after, _("After")))
    return Proof(
        what=typed if evidence.is_typed else words.crime_type(what_of(evidence)),
        area=evidence.area_name,
        address=area.code if area is not None else None,
        sides=sides,
        finding=_finding(evidence, sides),
        verdict=_VERDICTS[evidence.verdict](),
        revised=tuple(_revised(release, area, evidence)),
    )


_VERDICTS: Final = {
    "more": lambda: _("That is too large to be chance alone."),
    "fewer": lambda: _("That is too large to be chance alone."),
    "no clear change": lambda: _("A difference of this size can be chance: no clear change."),
    "cannot tell": lambda: _("Whether that is a change, nobody can tell from these figures."),
}
"""A rise is told in the words of a fall."""


def _finding(evidence: Evidence, sides: tuple[Measured, Measured]) -> str:
    before, after = evidence.before.value, evidence.after.value
    if (
        before is None
        or after is None
        or not evidence.before.figure().is_known
        or not evidence.after.figure().is_known
    ):
        return _("There is no comparison, because one of the figures is not complete.")
    said = {"before": sides[0].figure, "after": sides[1].figure}
    if after < before:
        return _("It fell from %(before)s to %(after)s.", **said)
    if after > before:
        return _("It rose from %(before)s to %(after)s.", **said)
    return _("It is the same: %(after)s.", **said)


def _measured(side: Side, label: str) -> Measured:
    between = side.interval
    return Measured(
        label=label,
        period=language.period_name(side.period),
        figure=_said(side, side.value) if side.value is not None else words.status(side.status),
        between=_("%(low)s to %(high)s", low=_said(side, between.lower), high=_said(side, between.upper))
        if between
        else _("not given"),
        of=_("%(base)s %(of)s", base=language.number(side.base), of=_(side.base_name)) if side.base else "",
        source=_("%(source)s, release %(release)s", source=side.source, release=side.release)
        if side.release
        else side.source,
    )


def _said(side: Side, value: float) -> str:
    """A figure of a release as everywhere; one that was typed with the decimals that it has."""
    if side.release:
        figure = side.figure()
        return words.figure(figure) if value == figure.value else language.number(round(value))
    digits = 0 if float(value).is_integer() else 1
    return language.number(value, digits) + (SHARE if side.unit == SHARE else "")


def _revised(release: Release, area: Area | None, evidence: Evidence) -> Iterator[str]:
    """A note for each side that the release served now has otherwise; the story keeps what it was written with."""
    if evidence.is_typed or area is None:
        return
    for side in (evidence.before, evidence.after):
        now = figure_of(release, area, what_of(evidence), side.period)
        if side.release != release.id and now.is_known and now.value != side.value:
            yield _(
                "The figure for %(period)s has been revised since: it is now %(now)s. The story keeps the one that it"
                " was written with.",
                period=language.period_name(side.period),
                now=words.figure(now),
            )


def figure_of(release: Release, area: Area, what: crime.What, period: Period) -> Figure:
    """What the release served now says."""
    return crime.total(release, area, what, period)
