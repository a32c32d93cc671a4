"""Claims of the policy papers, tested on the figures of this site; and a what-if that is asked by its address."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.forms.claims import MOST_PERCENT, ClaimsQuery
from crimemap.web.forms.queries import AreaQuery
from crimemap.web.public.blueprint import public
from crimemap.web.site import claims as shown
from crimemap.web.site import claims_file, surveyed


@public.get("/claims")
@cached(ClaimsQuery, written=True)
def claims(query: ClaimsQuery) -> Page:
    """Every claim by paper with its verdict; the concentration curve of a place; and the what-if."""
    page = shown.claims_page(g.release, surveyed.book(), query)
    return site.page(
        "public/claims/claims.html",
        status=400 if page.errors else 200,
        until=surveyed.until(),
        nav="confidence",
        page=page,
        query=query,
        orders=shown.orders(),
        targets=shown.targets(),
        most_percent=MOST_PERCENT,
    )


@public.get("/claims.csv")
@cached(ClaimsQuery, written=True)
def claims_csv(query: ClaimsQuery) -> Page:
    """The claims with their values, for a program or a spreadsheet."""
    answer = site.plain(claims_file.claims_csv(g.release, surveyed.book(), query), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"claims-{query.area or 'all'}.csv")
    answer.until = surveyed.until()
    return answer


@public.get("/claims/<claim_id>")
@cached(AreaQuery, written=True)
def claim(claim_id: str, query: AreaQuery) -> Page:
    """One claim: its words, what would test it, and what the test answers in each place."""
    view, page = shown.claim_page(g.release, surveyed.book(), claim_id, query.code)
    return site.page(
        "public/claims/claim.html",
        until=surveyed.until(),
        nav="confidence",
        view=view,
        page=page,
        query=query,
    )
