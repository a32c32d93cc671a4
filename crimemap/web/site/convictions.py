"""What pages say of convictions: one case, the list of those that stand, the ledger of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from crimemap import places
from crimemap.cache import PageCache
from crimemap.editorial import convictions
from crimemap.editorial.convictions import Conviction, Correction, Ledger, Listed
from crimemap.editorial.database import Bilingual
from crimemap.editorial.pieces import Piece
from crimemap.editorial.rules import offences
from crimemap.language import current
from crimemap.release import Area, Release
from crimemap.settings import Refusal
from crimemap.terms import AreaKind, Month
from crimemap.web.site import written
from crimemap.web.site.frame import now
from crimemap.web.site.named import name_of, partnerships


@dataclass(frozen=True, slots=True)
class Text:
    """Words as somebody wrote them, and the language that they are in."""

    said: str
    lang: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case as visitors read it. `name` and what is written stand here and nowhere else."""

    id: str
    partnership: str
    offence: str
    name: str
    age: str
    place: str
    ward: Area | None
    court: str
    convicted: date | None
    happened: Text
    sentence: Text
    sentence_told: str
    meanings: tuple[tuple[str, str], ...]
    published: date
    last_day: date | None
    photograph: str
    photograph_alt: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The list: cases that stand now and fit, corrections, and when the clock alone changes it.

    `known` is whether it could be asked at all: nothing found is not the same as nothing known.
    """

    cases: tuple[Listed, ...]
    corrections: tuple[Correction, ...]
    any: bool
    months: tuple[Month, ...]
    until: datetime | None
    known: bool = True


def wards_of(release: Release, partnership: str) -> dict[str, str]:
    """Names of its wards by their codes, in the order of the names."""
    wards = [
        ward
        for ward in release.areas(AreaKind.WARD)
        if any(above.code == partnership for above in release.ancestors(ward))
    ]
    return {ward.code: ward.name for ward in sorted(wards, key=lambda ward: ward.name)}


def groups() -> dict[str, str]:
    """Names of the offence groups that a named case can be of."""
    named = {offence.group for offence in offences().offences if not offence.minor}
    return {
        one.slug: one.name for one in offences().groups if one.slug in named and one.slug != "not-published"
    }


def case_shown(release: Release, piece: Piece, content: Conviction, until: datetime | None) -> CaseShown:
    """What the page of a case says, from the copy that visitors may see (or, for a preview, will)."""
    offence = offences().get(content.offence)
    return CaseShown(
        id=piece.id,
        partnership=name_of(release, piece.partnership),
        offence=offence.name if offence else "",
        name=" ".join(content.name.split()),
        age=content.age_at_conviction.strip(),
        place=content.place_name.strip(),
        ward=_ward(release, content.place),
        court=content.court_name.strip(),
        convicted=convictions.read_day(content.conviction_date),
        happened=_text(content.what_happened_en, content.what_happened_cy),
        sentence=_text(content.sentence_words_en, content.sentence_words_cy),
        sentence_told=convictions.sentence_told(content),
        meanings=convictions.meanings(content),
        published=convictions.today(piece.publish_at or now()),
        last_day=convictions.last_day(until) if until else None,
        photograph=content.photograph,
        photograph_alt=content.photograph_alt.strip(),
    )


def _ward(release: Release, code: str) -> Area | None:
    found = places.by_code(release, code) if code else None
    return found if found is not None and found.kind is AreaKind.WARD else None


def _text(english: str, welsh: str) -> Text:
    both = Bilingual(english.strip(), welsh.strip())
    return Text(both.said(current()), both.language_said(current()))


def standing(partnership: str, group: str, month: Month | None) -> Standing:
    """The list as asked for. Never a fault: a database that does not answer makes a page that says so."""
    cache: PageCache = current_app.extensions["crimemap.cache"]
    moment = now()
    if cache.revision() == 0:
        return Standing((), (), any=False, months=(), until=None)
    try:
        session = written.session()
        everything = convictions.listed(session, moment)
        return Standing(
            tuple(one for one in everything if _fits(one, partnership, group, month)),
            convictions.corrections(session, moment, partnership or None),
            any=bool(everything),
            months=tuple(sorted({one.month for one in everything}, reverse=True)),
            until=convictions.next_change(session, moment),
        )
    except (Refusal, SQLAlchemyError):
        written.close()
        return Standing((), (), any=False, months=(), until=moment, known=False)


def _fits(one: Listed, partnership: str, group: str, month: Month | None) -> bool:
    return partnership in {"", one.partnership} and group in {"", one.group} and month in {None, one.month}


def ledger_of(release: Release) -> Ledger:
    """What may be told of all cases together, of each partnership of the installation."""
    return convictions.ledger(written.session(), list(partnerships(release)), now())


def group_names() -> Mapping[str, str]:
    """Every offence group by its slug."""
    return {one.slug: one.name for one in offences().groups}


def end_of_day() -> datetime:
    """The first instant of tomorrow: removals are counted by whole days."""
    return convictions.first_moment(convictions.today(now()) + timedelta(days=1))
