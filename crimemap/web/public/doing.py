"""Who is doing what: everything that people wrote, by partnership."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import doing as shown


@public.get("/doing")
@cached(written=True)
def doing() -> Page:
    """Convictions, Community Payback, nominations, says and good news of each partnership, with counts and links."""
    each = shown.by_partnership(g.release)
    return site.page(
        "public/doing.html",
        until=shown.until(each),
        nav="doing",
        partnerships=each,
        total=shown.told(g.release, None, shown.written_of_all(g.release)),
    )
