"""What is said of a question: what was found, told apart, or what to do where nothing was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from crimemap import brief
from crimemap.cache import Page
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.places import LONGEST_QUESTION, MOST_LISTED, Found, Hit, NameKind, Outcome, Sample, samples
from crimemap.release import Area, Release
from crimemap.web.site.finding import area_note, notes, said_back
from crimemap.web.site.frame import page

ELSEWHERE: Final = "https://www.police.uk/pu/your-area/"
"""Where anybody in England, Wales and Northern Ireland finds their police; the visitor goes there, we send nothing."""


_OUTSIDE: Final = {
    Outcome.NOT_HERE, Outcome.POSTCODE_NOT_HERE, Outcome.HALF_NOT_HERE, Outcome.POINT_NOT_HERE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of several: a name, the area it leads to, and what tells it from the others."""

    name: str
    area: Area
    note: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of an answer: `lines` say what to do next."""

    title: str
    lead: str = ""
    lines: tuple[str, ...] = ()


def search_answer(release: Release, found: Found | None, asked: str) -> dict[str, Any]:
    """Everything that the search page says: title, lead, list, help and error."""
    error = _error(found.outcome) if found else None
    said = _said(release, found) if found and not error else Answer(_("Find your area"))
    outside = found is not None and not error and found.outcome in _OUTSIDE
    return {
        "q": asked[:LONGEST_QUESTION] if asked.isprintable() else "",
        "title": said.title,
        "lead": said.lead,
        "lines": said.lines,
        "error": error,
        "answered": found is not None and not error,
        "rows": _rows(release, found.hits) if found else (),
        "streets": found is not None and any(hit.kind is NameKind.STREET for hit in found.hits),
        "near": found.near if found else None,
        "elsewhere": ELSEWHERE if outside else None,
    }


def divided(
    release: Release, code: str, areas: tuple[Area, ...], addresses: tuple[str, ...], *, data: bool
) -> Page:
    """The page at an address of an area that several have taken the place of: theirs, one by one.

    A file of figures (`data`) is not found instead, with the same page: a program must not read it as figures.
    """
    rows = [(address, area) for address, area in zip(addresses, areas, strict=True)]
    told = notes(release, areas)
    status = 404 if data else 200
    answer = page(
        "public/divided.html", status=status, noindex=True, code=said_back(code), rows=rows, notes=told
    )
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def examples(release: Release) -> tuple[tuple[str, str], ...]:
    """(what may be typed, what that is), from this release, so that each of them leads somewhere."""
    said = {
        NameKind.AREA: _("an area"),
        NameKind.PLACE: _("a town or village"),
        NameKind.STATION: _("a railway station"),
        NameKind.STREET: _("a street and its town"),
        None: _("the first half of a postcode"),
    }
    return tuple((_asked(sample), said[sample.kind]) for sample in samples(release))


def _asked(sample: Sample) -> str:
    """A sample as somebody would type it."""
    match sample.kind:
        case NameKind.STREET:
            return _("%(place)s, %(wider)s", place=sample.name, wider=sample.area.name)
        case NameKind.STATION:
            return _("%(place)s station", place=sample.name)
        case _:
            return sample.name


def _rows(release: Release, hits: Sequence[Hit]) -> tuple[Row, ...]:
    rows = [Row(hit.name, hit.area, _note(release, hit)) for hit in hits]
    same = Counter((row.name, row.note) for row in rows)
    return tuple(
        row if same[row.name, row.note] == 1 else Row(row.name, row.area, f"{row.note} ({row.area.code})")
        for row in rows
    )


def _note(release: Release, hit: Hit) -> str:
    where = _where(release, hit.area)
    match hit.kind:
        case NameKind.STREET:
            return _("Street in %(place)s", place=where)
        case NameKind.STATION:
            return _("Railway station in %(place)s", place=where)
        case NameKind.PLACE:
            return _("Place in %(place)s", place=where)
        case _:
            return area_note(release, hit.area)


def _where(release: Release, area: Area) -> str:
    """The area and what it lies in: "Larkwith, Tamber Vale"."""
    above = release.area(area.partnership or area.parent or "")
    if above is None or above.code == area.code:
        above = release.area(area.parent or "")
    if above is None or above.name == area.name:
        return area.name
    return _("%(place)s, %(wider)s", place=area.name, wider=above.name)


def _error(outcome: Outcome) -> str | None:
    """What is wrong with the question itself."""
    match outcome:
        case Outcome.EMPTY:
            return _("Enter a postcode, or the name of a street or place")
        case Outcome.TOO_LONG:
            return _("Enter a postcode, or a name of %(most)s letters or fewer", most=LONGEST_QUESTION)
        case Outcome.UNREADABLE:
            return _("Enter a postcode or a name in letters and figures")
        case Outcome.UNREADABLE_POINT:
            return _("Enter a latitude and a longitude in degrees, like 51.501, -0.142")
        case _:
            return None


def _said(release: Release, found: Found) -> Answer:
    """Title, lead and further lines for a question that could be looked up."""
    match found.outcome:
        case Outcome.SEVERAL if found.postcode:
            lead = _("Postcodes that begin with %(postcode)s lie in these areas. The whole postcode leads to one.",
                     postcode=found.postcode)  # fmt: skip
            return Answer(_("Which one do you mean?"), lead)
        case Outcome.SEVERAL:
            lead = _("More than one place has that name, or a name like it. Choose yours.")
            return Answer(_("Which one do you mean?"), lead)
        case Outcome.SIMILAR:
            title = ngettext("Did you mean this?", "Did you mean one of these?", len(found.hits))
            return Answer(title, _("Nothing here has exactly that name."))
        case Outcome.TOO_MANY:
            return _too_many(release, found)
        case Outcome.NO_POSTCODES:
            line = _("No list of postcodes is loaded. Look for the place by its name instead.")
            return Answer(_("This site cannot look up postcodes"), line)
        case _:
            return _outside(release, found)


def _too_many(release: Release, found: Found) -> Answer:
    title = _("More than %(most)s places match", most=MOST_LISTED)
    if found.postcode:
        return Answer(title, _("Enter more of the postcode, or all of it."))
    street = next((_asked(sample) for sample in samples(release) if sample.kind is NameKind.STREET), "")
    lines = (_("Write it like this: %(example)s", example=street),) if street else ()
    if found.hits:
        return Answer(title, _("Add the town after the name, or choose one of these."), lines)
    return Answer(title, _("Add the town after the name."), lines)


def _outside(release: Release, found: Found) -> Answer:
    """What to do about a place that is not covered. Whose police it is is not guessed."""
    here = _("This site covers %(place)s only.", place=brief.place_of(release))
    match found.outcome:
        case Outcome.POSTCODE_NOT_HERE:
            title = _("%(postcode)s is not in an area of this site", postcode=found.postcode)
            newer = _(
                "A postcode that is only a few months old may be missing: look for the street or place instead."
            )
            return Answer(title, here, (newer,))
        case Outcome.HALF_NOT_HERE:
            title = _("No postcode here begins with %(postcode)s", postcode=found.postcode)
            return Answer(title, here)
        case Outcome.POINT_NOT_HERE:
            return Answer(_("That point is not in an area of this site"), here)
        case _:
            spelling = _("Check the spelling, try the name of a larger place nearby, or use a postcode.")
            return Answer(_("No area of that name"), here, (spelling,))
