"""Who is doing what: everything that people wrote, by partnership."""

from __future__ import annotations

from flask import g

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import doing as shown
from crimemap.web.site import gatherings


@public.get("/doing")
@cached(written=True)
def doing() -> Page:
    """Convictions, Community Payback, nominations, says and good news of each partnership, with counts and links."""
    each = shown.by_partnership(g.release)
    coming = {one.area.code: gatherings.coming(g.release, one.area) for one in each if one.area}
    return site.page(
        "public/doing.html",
        until=shown.earliest(shown.until(each), *(one.until for one in coming.values())),
        nav="doing",
        partnerships=each,
        coming=coming,
        total=shown.told(g.release, None, shown.written_of_all(g.release)),
    )
