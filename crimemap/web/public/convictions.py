"""Convictions for residents: the list without names, the page of one case with its name, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from flask import Response, g
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import Gone, NotFound

from crimemap.cache import Page, cached
from crimemap.editorial import convictions
from crimemap.editorial.convictions import Conviction
from crimemap.editorial.pieces import Kind, Piece, shown_of
from crimemap.editorial.rules import rule_book
from crimemap.language import gettext as _
from crimemap.terms import Month
from crimemap.web import site
from crimemap.web.forms.queries import month_asked
from crimemap.web.public.blueprint import public
from crimemap.web.site import convictions as shown
from crimemap.web.site.brands import brand
from crimemap.web.site.named import partnerships


@dataclass(frozen=True, slots=True)
class ConvictionsQuery:
    """`?partnership=E22…&group=theft&month=2026-11` (the month of the conviction). Nothing: every case that stands."""

    partnership: str = ""
    group: str = ""
    month: Month | None = None

    @classmethod
    def from_args(cls, args: MultiDict[str, str]) -> Self:
        """Raises BadQuery. Other parameters are ignored; of a repeated one the first counts."""
        partnership, group, month = (args.get(name, "") for name in ("partnership", "group", "month"))
        if partnership and partnership not in partnerships(site.current_release()):
            raise site.BadQuery(
                _("“%(text)s” is no partnership of this site.", text=site.said_back(partnership))
            )
        if group and group not in shown.groups():
            known = ", ".join(shown.groups())
            raise site.BadQuery(
                _(
                    "“%(text)s” is no kind of offence. Write one of: %(known)s.",
                    text=site.said_back(group),
                    known=known,
                )
            )
        return cls(partnership, group, month_asked(month))

    def canonical(self) -> str:
        """The one query string that says the same."""
        pairs = {"partnership": self.partnership, "group": self.group, "month": self.month}
        return urlencode({name: str(value) for name, value in pairs.items() if value})


@public.get("/convictions")
@cached(ConvictionsQuery, written=True)
def convictions_list(query: ConvictionsQuery) -> Page:
    """Every case that stands now: offence, sentence, court, place and dates, and no name."""
    found = shown.standing(query.partnership, query.group, query.month)
    return site.page(
        "public/convictions/list.html",
        found=found,
        query=query,
        partnerships=partnerships(g.release),
        groups=shown.groups(),
        nav="doing",
        noindex=True,
        until=found.until,
        brand=brand(query.partnership or None),
    )


@public.get("/convictions/ledger")
@cached(written=True)
def convictions_ledger() -> Page:
    """How many were published, counted and withheld, by which rule, and whether they came down."""
    return site.page(
        "public/convictions/ledger.html",
        ledger=shown.ledger_of(g.release),
        partnerships=partnerships(g.release),
        groups=shown.group_names(),
        rules={rule.id: rule for rule in rule_book().rules},
        nav="doing",
        until=shown.end_of_day(),
    )


@public.get("/convictions/<case_id>")
def case(case_id: str) -> ResponseReturnValue:
    """One case with its name, while it stands; afterwards 410 and no more than that."""
    session, moment = site.session(), site.now()
    piece = session.get(Piece, case_id)
    if piece is not None and piece.kind is Kind.CONVICTION and piece.is_visible(moment):
        content = shown_of(session, piece)
        if isinstance(content, Conviction):
            told = shown.case_shown(g.release, piece, content, piece.until)
            return _private(
                site.page(
                    "public/convictions/case.html", case=told, nav="doing", noindex=True,
                    brand=brand(piece.partnership),
                )
            )  # fmt: skip
    correction = convictions.correction_of(convictions.fact_of(session, case_id), moment)
    if correction is None and not convictions.was_named(session, case_id, moment):
        raise NotFound
    gone = site.page(
        "public/convictions/gone.html", status=410, correction=correction, nav="doing", noindex=True
    )
    return _private(gone)


@public.get("/convictions/<case_id>/photograph")
def case_photograph(case_id: str) -> ResponseReturnValue:
    """The photograph of a case, while it stands."""
    session, moment = site.session(), site.now()
    piece = session.get(Piece, case_id)
    if piece is None or piece.kind is not Kind.CONVICTION:
        raise NotFound
    content = shown_of(session, piece) if piece.is_visible(moment) else None
    jpeg = convictions.photograph_bytes(session, piece, content) if isinstance(content, Conviction) else None
    if jpeg is None:
        raise Gone if convictions.was_named(session, case_id, moment) and content is None else NotFound
    return _private(site.plain(jpeg, "image/jpeg"))


def _private(answer: Page) -> Response:
    """Nobody keeps it, nobody finds it, and no other page is told that it was visited (rule C12)."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
