"""The page of all partnerships: the headline of each, the map of them, and what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crimemap.measures import confidence as measured
from crimemap.measures.confidence import Overview, OverviewRow, Share, WiderRow
from crimemap.release import Release
from crimemap.survey import Book, Conduct, Lack
from crimemap.web.site.confidence.mapped import ShareMap, map_of
from crimemap.words import Sentence
from crimemap.words import confidence as said


@dataclass(frozen=True, slots=True)
class Everywhere:
    """`map`: None where there is nothing to see on one. `wordings`: a share for each way in which a partnership was
    asked last; `wider_wordings`: the same of forces, regions and nations. `common`: what is to be said of every
    partnership's share; `lacking`: what of it nobody gives, in one sentence; `untold`: that nobody can tell which
    changes are more than chance, said once and not in each row. `polls`: whether anybody held any. `whole`: as of one
    partnership."""

    overview: Overview
    map: ShareMap | None
    wordings: tuple[Share, ...]
    wider_wordings: tuple[Share, ...]
    common: tuple[str, ...]
    lacking: str
    untold: Sentence
    polls: bool
    whole: bool

    @property
    def asked_alike(self) -> str:
        """When, how and of whom, where that is the same of every partnership."""
        told = [said.how_asked(row.share.row) for row in self.overview.known if row.share]
        return told[0] if told and told[0] in self.common else ""

    def under(self, share: Share) -> str:
        """What stands under a partnership's sentence: how sure, how asked and of how many, as far as it is its own."""
        own = (one for one in _way(share) if one not in self.common)
        base = "" if self.untold else said.base(share)
        told = (said.interval(share), base, said.small_sample(share), *own)
        return " ".join(_ended(one) for one in told if one)


def of_all(book: Book, release: Release, *, whole: bool = True) -> Everywhere:
    """The headline of every partnership of the release, with forces and wider areas apart."""
    overview = measured.of_all(book, release)
    shares = [row.share for row in overview.known if row.share]
    common = _common(shares)
    return Everywhere(
        overview=overview,
        map=map_of(overview, release),
        wordings=tuple(_ways(overview.rows)),
        wider_wordings=tuple(_ways((*overview.forces, *overview.wider, *overview.wider_other))),
        common=common,
        lacking=said.lacking(_lacks(shares)) if common else "",
        untold=said.untold([row.series for row in overview.known if row.share and row.series]),
        polls=bool(book.places(Conduct.POLL)),
        whole=whole,
    )


def _ways(rows: Iterable[OverviewRow | WiderRow]) -> Iterator[Share]:
    """One of each survey, wording and way of asking, in the order of the table."""
    seen: set[tuple[str, str, str]] = set()
    for one in rows:
        if one.series is not None:
            row = one.series.latest.row
            way = (row.survey, row.wording, row.mode)
            if way not in seen:
                seen.add(way)
                yield one.series.latest


def _common(shares: Sequence[Share]) -> tuple[str, ...]:
    """What would be said of each of several partnerships in the same words; never how many answered."""
    if len(shares) < 2:
        return ()
    others = [frozenset(_way(one)) for one in shares[1:]]
    return tuple(one for one in _way(shares[0]) if all(one in other for other in others))


def _lacks(shares: Sequence[Share]) -> frozenset[Lack]:
    """What nobody gives of any of them."""
    return frozenset.intersection(*(frozenset(one.row.lacks) for one in shares))


def _way(share: Share) -> tuple[str, ...]:
    """How people were asked, and what nobody gives of it."""
    return (said.how_asked(share.row), *said.not_given(share.row))


def _ended(sentence: str) -> str:
    """As a sentence of its own."""
    begun = sentence[:1].upper() + sentence[1:]
    return begun if begun.endswith(".") else f"{begun}."
