"""What was published when, and what changed from one release to another."""

from __future__ import annotations

from flask import current_app

from crimemap.cache import Page, cached
from crimemap.web import site
from crimemap.web.public.blueprint import public
from crimemap.web.site import revisions


@public.get("/releases")
@cached()
def releases() -> Page:
    """Every release that was published, the latest first."""
    return site.page("public/about/releases.html", entries=revisions.entries(_served()))


@public.get("/releases/<release_id>")
@cached()
def release(release_id: str) -> Page:
    """What one release holds: months, files with their checksums, the account of every row."""
    found = revisions.opened(_served(), release_id)
    return site.page("public/about/release.html", **revisions.told(found))


@public.get("/releases/<earlier>..<later>")
@cached()
def changes(earlier: str, later: str) -> Page:
    """What changed between two releases."""
    found = revisions.compared(_served(), earlier, later)
    return site.page("public/about/changes.html", **revisions.summary(found))


@public.get("/releases/<earlier>..<later>.csv")
@cached()
def changes_csv(earlier: str, later: str) -> Page:
    """Every revised figure, one row a figure."""
    found = revisions.compared(_served(), earlier, later)
    answer = site.plain(revisions.to_csv(found), "text/csv")
    answer.headers["Content-Disposition"] = site.download(f"revisions-{earlier}-{later}.csv")
    return answer


def _served() -> site.Served:
    served: site.Served = current_app.extensions["crimemap.served"]
    return served
